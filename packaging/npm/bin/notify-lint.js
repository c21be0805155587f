#!/usr/bin/env node
// Starts the program for this system, which npm has put beside this package.
"use strict";
const { spawnSync } = require("node:child_process");

const name = `@notify-lint/${process.platform}-${process.arch}`;
const file = process.platform === "win32" ? "notify-lint.exe" : "notify-lint";
let program;
try {
  program = require.resolve(`${name}/${file}`);
} catch {
  console.error(`notify-lint: there is no program for ${process.platform} on ${process.arch} (package ${name}).`);
  console.error("Install it again without --no-optional, or with `cargo install notify-lint`.");
  process.exit(2);
}
const run = spawnSync(program, process.argv.slice(2), { stdio: "inherit" });
if (run.error) {
  console.error(`notify-lint: ${run.error.message}`);
  process.exit(2);
}
process.exit(run.status === null ? 2 : run.status);
