// Packs the npm packages: one that starts the program, and one for each system that holds it.
//
//   node pack.mjs VERSION OUT PLATFORM-ARCH=BINARY…
//
// Writes OUT/notify-lint and OUT/PLATFORM-ARCH, ready for `npm publish` or `npm install`.
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const [version, out, ...binaries] = process.argv.slice(2);
if (!version || !out || binaries.length === 0) {
  console.error("usage: node pack.mjs VERSION OUT PLATFORM-ARCH=BINARY…");
  process.exit(2);
}
const main = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
const write = (folder, description) =>
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(description, null, 2)}\n`);

main.version = version;
main.optionalDependencies = {};
for (const pair of binaries) {
  const [system, binary] = pair.split("=");
  const [os, cpu] = system.split("-");
  const folder = join(out, system);
  mkdirSync(folder, { recursive: true });
  const file = os === "win32" ? "notify-lint.exe" : "notify-lint";
  copyFileSync(binary, join(folder, file));
  chmodSync(join(folder, file), 0o755);
  write(folder, {
    name: `@notify-lint/${system}`,
    version,
    description: `notify-lint for ${os} on ${cpu}`,
    license: main.license,
    repository: main.repository,
    os: [os],
    cpu: [cpu],
    files: [file],
  });
  main.optionalDependencies[`@notify-lint/${system}`] = version;
}
const folder = join(out, "notify-lint");
mkdirSync(folder, { recursive: true });
cpSync(join(here, "bin"), join(folder, "bin"), { recursive: true });
write(folder, main);
