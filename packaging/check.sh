#!/usr/bin/env bash
# Builds and installs every package that can be built here, and runs the program out of each: the crate, the wheel, the hook
# that takes the wheel, and the npm package. Wants maturin and pre-commit on the path; npm's part is left out where there is
# no npm, and says so. The program is the one that the tests were run with, for time; a release is built by the workflow.
set -euo pipefail
cd "$(dirname "$0")/.."
root="$PWD"
out="$root/target/packaging"
rm -rf "$out"
mkdir -p "$out"
version="$(sed -n 's/^version *= *"\(.*\)"/\1/p' Cargo.toml | head -1)"

# A healthy app has nothing, the other has one error.
works() {
    echo "-- $*"
    [[ "$("$@" --version)" == "notify-lint $version" ]]
    "$@" check --as-of 2026-11-25 --select access "$root/fixtures/apps/healthy" > "$out/healthy.txt"
    local status=0
    "$@" check --as-of 2026-11-25 --select access "$root/fixtures/apps/form-rule-trap" > "$out/trap.txt" || status=$?
    [[ "$status" == 1 ]]
}

echo "== crate"
cargo install --quiet --debug --locked --path . --root "$out/crate"
works "$out/crate/bin/notify-lint"

echo "== wheel"
maturin build --quiet --locked --out "$out/wheels"
python3 -m venv "$out/venv"
"$out/venv/bin/pip" install --quiet --no-index --find-links "$out/wheels" notify-lint
works "$out/venv/bin/notify-lint"

echo "== pre-commit, with the wheel"
git_() { git -c user.name=Test -c user.email=test@example.no -c commit.gpgsign=false "$@"; }
cp -r packaging/pre-commit "$out/mirror"
sed -i "s/^version = .*/version = \"$version\"/; s/notify-lint==.*\"/notify-lint==$version\"/" "$out/mirror/pyproject.toml"
(cd "$out/mirror" && git_ init --quiet && git_ add --all && git_ commit --quiet --message mirror)
cp -r fixtures/apps/form-rule-trap "$out/app"
cat > "$out/app/.pre-commit-config.yaml" <<YAML
repos:
  - repo: $out/mirror
    rev: $(git -C "$out/mirror" rev-parse HEAD)
    hooks:
      - id: notify-lint
YAML
(
    cd "$out/app" && git_ init --quiet && git_ add --all
    export PRE_COMMIT_HOME="$out/pre-commit" PIP_FIND_LINKS="$out/wheels"
    status=0
    pre-commit run --all-files > "$out/hook.txt" || status=$?
    [[ "$status" == 1 ]]
    grep -q 'access/read-only-on-task' "$out/hook.txt"
)

echo "== npm"
if command -v npm > /dev/null; then
    node packaging/npm/pack.mjs "$version" "$out/npm" "linux-x64=$out/crate/bin/notify-lint"
    mkdir "$out/project"
    (
        cd "$out/project" && echo '{"private": true}' > package.json
        # Out of the archives that would be published: a folder would only be linked to.
        npm pack --silent "$out/npm/linux-x64" "$out/npm/notify-lint" > /dev/null
        npm install --silent --no-audit --no-fund --offline ./*.tgz
    )
    works "$out/project/node_modules/.bin/notify-lint"
else
    echo "left out: there is no npm here"
fi
rm -rf "$out"
echo "every package that was built works"
