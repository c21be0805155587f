//! What the documentation tells people to type and to write is what the program takes.

#![allow(clippy::expect_used, clippy::disallowed_methods, missing_docs)]
// Commands are typed into a shell that not every system has.
#![cfg_attr(not(unix), allow(dead_code, unused_imports))]

mod binary;
mod yaml;

use binary::{DAY, copy_into, finish, json, project, read, write};
use notify_lint::config::{Config, FILE_NAME};
use notify_lint::rules::{Book, METAS};
use notify_lint::source::Source;
use notify_lint::workspace::may_concern;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Blocks that no test runs here, by their first line, with the reason.
const NOT_RUN: &[(&str, &str)] = &[
    ("cargo install --path .", "builds the program; packaging/check.sh does it"),
    (
        "cargo run --release -- check fixtures/apps/form-rule-trap",
        "builds the program; the same check is run without cargo",
    ),
    (".ci/run", "runs the tests, this one among them"),
    ("$ docker build -t notify-lint .", "needs Docker; its commands are read from the Dockerfile"),
    (
        "notify-lint completions bash > ~/.local/share/bash-completion/completions/notify-lint",
        "writes into the home folder; tests/cli_learn.rs makes the script",
    ),
    (
        "notify-lint fix [PATH…] [--diff] [--unsafe] [--named-only] [--rule RULE]… [--as-of DATE]",
        "the form of a command, read as one below",
    ),
];

/// Pages whose screens other tests hold against what is printed.
const SHOWN: &[&str] = &["README.md", "docs/commands.md", "docs/fixes.md"];

/// A name for each kind of file that is looked at.
const NAMES: &[&str] = &[
    "App/config/authorization/policy.xml",
    "rolle.XACML",
    "process.bpmn",
    "a.json",
    "a.jsonc",
    "a.json5",
    "A.cs",
    "A.csproj",
    "Directory.Build.props",
    "a.http",
    "a.rest",
    "a.bru",
    "a.properties",
    "a.yml",
    "a.yaml",
    "a.tf",
    "a.tfvars",
    "prod.env",
    ".env",
    "deploy/.env.local",
];

/// A block of code: its page, its language (none for what is only indented), and its text.
#[derive(Debug)]
struct Block {
    page: String,
    language: Option<String>,
    text: String,
}

fn pages() -> Vec<(String, String)> {
    let mut pages = vec!["README.md".to_owned(), "CONTRIBUTING.md".to_owned(), "SECURITY.md".to_owned()];
    for entry in walkdir::WalkDir::new(project().join("docs")).sort_by_file_name() {
        let path = entry.expect("readable").into_path();
        if path.extension().is_some_and(|end| end == "md") {
            let name = path.strip_prefix(project()).expect("below").to_string_lossy().replace('\\', "/");
            pages.push(name);
        }
    }
    assert!(pages.len() > 10, "{pages:?}");
    pages.into_iter().map(|page| (page.clone(), read(&project().join(page)).replace("\r\n", "\n"))).collect()
}

fn blocks() -> Vec<Block> {
    let mut blocks = Vec::new();
    for (page, text) in pages() {
        let mut open: Option<Block> = None;
        for event in Parser::new(&text) {
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    let language = match kind {
                        CodeBlockKind::Fenced(language) => Some(language.to_string()),
                        CodeBlockKind::Indented => None,
                    };
                    open = Some(Block { page: page.clone(), language, text: String::new() });
                }
                Event::Text(text) => {
                    if let Some(block) = &mut open {
                        block.text.push_str(&text);
                    }
                }
                Event::End(TagEnd::CodeBlock) => blocks.extend(open.take()),
                _ => {}
            }
        }
    }
    blocks
}

fn of(language: &str) -> Vec<Block> {
    blocks().into_iter().filter(|block| block.language.as_deref() == Some(language)).collect()
}

#[test]
fn every_block_is_of_a_kind_that_is_tested() {
    let known = BTreeSet::from(["console", "toml", "json", "yaml", "xml", "csharp"]);
    for Block { page, language, text } in blocks() {
        if let Some(language) = language {
            assert!(known.contains(language.as_str()), "{page}: a block of `{language}`\n{text}");
        }
    }
    let blocks = blocks();
    for (first, reason) in NOT_RUN {
        let is_there = blocks.iter().any(|block| block.text.lines().next() == Some(first));
        assert!(is_there, "`{first}` is excused ({reason}) and stands nowhere");
    }
}

fn git(folder: &Path, args: &[&str]) {
    let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.no", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").current_dir(folder).args(identity).args(args).output().expect("git starts");
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A repository as the pages have it: an app, the same as it was before, an order, rules of the house, and `origin/main`.
fn repository() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy_into("apps/form-rule-trap", folder.path());
    copy_into("apps/form-rule-trap", &folder.path().join("before"));
    copy_into("apps/form-rule-trap", &folder.path().join("fixtures/apps/form-rule-trap"));
    copy_into("house-rules/lint", &folder.path().join("lint"));
    let order = project().join("fixtures/notices/v2-organization-nb.json");
    fs::create_dir(folder.path().join("orders")).expect("writable");
    fs::copy(order, folder.path().join("orders/vedtak.json")).expect("there");
    write(folder.path(), FILE_NAME, &format!("as-of = \"{DAY}\"\nrule-packs = [\"lint/\"]\n"));
    binary::write_parts(folder.path());
    git(folder.path(), &["init", "--quiet", "--initial-branch=main"]);
    git(folder.path(), &["add", "--all"]);
    git(folder.path(), &["commit", "--quiet", "--message", "wip"]);
    git(folder.path(), &["update-ref", "refs/remotes/origin/main", "HEAD"]);
    folder
}

/// Runs a line in a shell, with the program on its path, as a job of a pull request against `main` would.
fn run_line(folder: &Path, line: &str) -> binary::Run {
    let ours = Path::new(env!("CARGO_BIN_EXE_notify-lint")).parent().expect("a folder");
    let path = std::env::var_os("PATH").expect("a path");
    let path = std::env::join_paths(std::iter::once(ours.to_owned()).chain(std::env::split_paths(&path)));
    let mut command = Command::new("sh");
    command.current_dir(folder).args(["-c", line]).env("PATH", path.expect("a path")).stdin(Stdio::null());
    command.env("GITHUB_STEP_SUMMARY", folder.join("summary.md")).env("GITHUB_BASE_REF", "main");
    command.env_remove("GITHUB_ACTIONS").env_remove("NO_COLOR").env_remove("NOTIFY_LINT_CONFIG");
    finish(command.output().expect("a shell"))
}

fn is_excused(text: &str) -> bool {
    NOT_RUN.iter().any(|(first, _)| text.lines().next() == Some(first))
}

/// The commands of a block, each with what is shown behind it.
fn commands(block: &Block) -> Vec<(String, String)> {
    let mut commands: Vec<(String, String)> = Vec::new();
    for line in block.text.lines() {
        match (line.strip_prefix("$ "), block.language.is_none(), commands.last_mut()) {
            (Some(command), ..) => commands.push((command.to_owned(), String::new())),
            (None, true, _) => commands.push((line.to_owned(), String::new())),
            (None, false, Some((_, shown))) => shown.push_str(&format!("{line}\n")),
            (None, false, None) => panic!("{}: a screen without a command\n{}", block.page, block.text),
        }
    }
    commands
}

#[cfg(unix)]
#[test]
fn every_command_can_be_typed() {
    let mut ran = 0;
    let typed = blocks().into_iter().filter(|block| matches!(block.language.as_deref(), None | Some("console")));
    for block in typed.filter(|block| !is_excused(&block.text)) {
        for (command, shown) in commands(&block) {
            if is_excused(&command) || command == "cargo test" {
                continue;
            }
            assert!(command.starts_with("notify-lint "), "{}: nobody runs `{command}`", block.page);
            let run = run_line(repository().path(), &command);
            assert!([0, 1].contains(&run.status), "{}: `{command}` ends with {}\n{}", block.page, run.status, run.err);
            if !shown.is_empty() && !SHOWN.contains(&block.page.as_str()) {
                assert_eq!(run.out, shown, "{}: `{command}`", block.page);
            }
            ran += 1;
        }
    }
    assert!(ran >= 9, "{ran} commands");
}

#[cfg(unix)]
#[test]
fn steps_of_the_build_servers_can_be_run() {
    let mut ran = 0;
    for block in of("yaml") {
        let mut runs = Vec::new();
        let value = yaml::parse(&block.text).expect("YAML");
        yaml::under(&value, "run", &mut runs);
        // Jobs of a matrix hand their files on.
        let folder = repository();
        for line in runs.into_iter().filter(|line| !line.starts_with("pip install ")) {
            let line = &line.replace("${{ matrix.part }}", "1");
            let run = run_line(folder.path(), line);
            // Where the parts have errors, their sum has.
            let expected: &[i32] = if line.starts_with("notify-lint merge") { &[0, 1] } else { &[0] };
            assert!(expected.contains(&run.status), "{}: {line}\n{}", block.page, run.err);
            assert!(!line.contains("${{"), "{}: {line}", block.page);
            if line.contains("GITHUB_STEP_SUMMARY") {
                assert!(!read(&folder.path().join("summary.md")).is_empty());
            }
            ran += 1;
        }
    }
    assert!(ran >= 3, "{ran} steps");
}

/// What the reader of the arguments says of a command line; placeholders stand for something of their kind.
fn parse(line: &str) -> Result<(), String> {
    let plain = line.replace('…', " ").replace(['[', ']'], " ");
    let mut words = Vec::new();
    for word in plain.split_whitespace() {
        let word = word.trim_matches(['"', '\'']);
        words.push(match word {
            "DATE" => "2026-11-25",
            "NUMBER" => "1",
            "SEVERITY" => "error",
            "SHELL" => "bash",
            word => word,
        });
    }
    match notify_lint::cli::command().try_get_matches_from(&words) {
        Ok(_) => Ok(()),
        Err(error) if !error.use_stderr() => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

/// Whatever the text calls a command is one.
#[test]
fn commands_in_the_text_are_commands() {
    let mut all = 0;
    for (page, text) in pages() {
        for event in Parser::new(&text) {
            let Event::Code(code) = event else { continue };
            if code.starts_with("notify-lint ") {
                all += 1;
                if let Err(error) = parse(&code) {
                    panic!("{page}: `{code}`\n{error}");
                }
            }
        }
    }
    assert!(all > 15, "{all} commands");
    for block in blocks() {
        for line in
            block.text.lines().map(|line| line.trim_start_matches("$ ")).filter(|line| line.starts_with("notify-lint "))
        {
            let line = line.split(" > ").next().and_then(|line| line.split(" >> ").next()).unwrap_or(line);
            if let Err(error) = parse(line) {
                panic!("{}: `{line}`\n{error}", block.page);
            }
        }
    }
    assert!(parse("notify-lint --frobnicate").is_err() && parse("notify-lint fix --preset strict").is_err());
}

/// The command lines of a script, with continued lines joined and what a caller fills in taken out.
fn lines_of(script: &str) -> Vec<String> {
    let fill_in = regex::Regex::new(r"\$\{\{[^}]*\}\}|\$(MORE|NOTIFY_LINT_ARGS)\b").expect("a pattern");
    let joined = fill_in.replace_all(script, "").replace("\\\n", " ");
    let commands = joined.lines().map(str::trim).filter_map(|line| {
        let line = line.strip_prefix("- ").unwrap_or(line);
        line.strip_prefix("\"$@\" ")
            .map(|rest| format!("notify-lint {rest}"))
            .or_else(|| line.starts_with("notify-lint ").then(|| line.to_owned()))
    });
    commands.map(|line| line.split(" > ").next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn every_command_line_of_the_build_servers_is_accepted() {
    let mut files = vec!["action.yml", "ci/gitlab.yml", "ci/azure-pipelines.yml", "packaging/check.sh", ".ci/run"]
        .into_iter()
        .map(PathBuf::from)
        .collect::<Vec<_>>();
    files.extend(
        fs::read_dir(project().join(".github/workflows")).expect("there").map(|one| one.expect("readable").path()),
    );
    let mut all = 0;
    for file in files {
        let text = read(&project().join(&file)).replace("\r\n", "\n");
        let scripts: Vec<String> = if file.extension().is_some_and(|end| end == "yml") {
            let value = yaml::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            let mut scripts = Vec::new();
            ["run", "script", "before_script"].iter().for_each(|key| yaml::under(&value, key, &mut scripts));
            scripts.into_iter().map(str::to_owned).collect()
        } else {
            vec![text]
        };
        for line in scripts.iter().flat_map(|script| lines_of(script)) {
            all += 1;
            if let Err(error) = parse(&line) {
                panic!("{}: {line}\n{error}", file.display());
            }
        }
    }
    assert!(all >= 5, "{all} lines");
    for file in [".pre-commit-hooks.yaml", "packaging/pre-commit/.pre-commit-hooks.yaml"] {
        let hooks = yaml::parse(&read(&project().join(file))).expect("YAML");
        for hook in hooks.as_array().expect("a list") {
            let entry = hook["entry"].as_str().expect("a command");
            parse(entry).unwrap_or_else(|error| panic!("{file}: {entry}\n{error}"));
            let files = regex::Regex::new(hook["files"].as_str().expect("a pattern")).expect("a pattern");
            for name in NAMES {
                assert!(may_concern(Path::new(name)), "{name} is looked at no more");
                assert!(files.is_match(name), "{file}: {name} does not wake the hook");
            }
            assert!(files.is_match("sub/notify-lint.toml") && !files.is_match("LESMEG.md"), "{file}");
        }
    }
}

fn names_of(file: &str, key: &str) -> BTreeSet<String> {
    let value = yaml::parse(&read(&project().join(file))).expect("YAML");
    let mut names = Vec::new();
    yaml::under(&value, key, &mut names);
    names.into_iter().map(str::to_owned).collect()
}

#[test]
fn blocks_of_yaml_name_what_is_there() {
    let action = yaml::parse(&read(&project().join("action.yml"))).expect("YAML");
    let inputs = action["inputs"].as_object().expect("inputs");
    let azure = names_of("ci/azure-pipelines.yml", "name");
    let mut seen = BTreeSet::new();
    for Block { page, text, .. } in of("yaml") {
        let value = yaml::parse(&text).unwrap_or_else(|error| panic!("{page}: {error}\n{text}"));
        for repo in value["repos"].as_array().into_iter().flatten() {
            let hooks = match repo["repo"].as_str().expect("a repository") {
                "https://github.com/notify-lint/notify-lint" => ".pre-commit-hooks.yaml",
                "https://github.com/notify-lint/notify-lint-pre-commit" => {
                    "packaging/pre-commit/.pre-commit-hooks.yaml"
                }
                other => panic!("{page}: {other}"),
            };
            let ids = names_of(hooks, "id");
            for hook in repo["hooks"].as_array().expect("hooks") {
                let id = hook["id"].as_str().expect("an id");
                assert!(ids.contains(id), "{page}: there is no hook `{id}` in {hooks}");
                seen.insert("pre-commit");
            }
        }
        for job in value["jobs"].as_object().into_iter().flat_map(|jobs| jobs.values()) {
            for step in job["steps"].as_array().expect("steps") {
                let uses = step["uses"].as_str().unwrap_or_default();
                if uses.starts_with("notify-lint/notify-lint@v") {
                    for (input, value) in step["with"].as_object().expect("inputs") {
                        assert!(inputs.contains_key(input), "{page}: the action has no `{input}`");
                        accepted(&page, input, value);
                    }
                    seen.insert("GitHub");
                } else if let Some((_, commit)) = uses.split_once('@') {
                    assert!(commit.len() == 40, "{page}: {uses}");
                }
            }
        }
        for include in value["include"].as_array().into_iter().flatten() {
            let (_, file) = include["remote"].as_str().and_then(|url| url.split_once("/raw/v0.1.0/")).expect("a file");
            assert!(project().join(file).is_file(), "{page}: {file}");
            seen.insert("GitLab");
        }
        // A job that is written out has steps, which are read with those of the other files.
        for job in value["jobs"].as_array().into_iter().flatten().filter(|job| job["job"].is_null()) {
            let (file, _) = job["template"].as_str().and_then(|name| name.split_once('@')).expect("a template");
            assert!(project().join(file).is_file(), "{page}: {file}");
            for (name, value) in job["parameters"].as_object().expect("parameters") {
                assert!(azure.contains(name), "{page}: the template has no `{name}`");
                accepted(&page, name, value);
            }
            seen.insert("Azure");
        }
    }
    assert_eq!(seen, BTreeSet::from(["Azure", "GitHub", "GitLab", "pre-commit"]));
}

/// More arguments are arguments of `check`.
fn accepted(page: &str, name: &str, value: &Value) {
    if name == "args" {
        let line = format!("notify-lint check {}", value.as_str().expect("a text"));
        parse(&line).unwrap_or_else(|error| panic!("{page}: {line}\n{error}"));
    }
}

/// Those of README.md and docs/configuration.md are held against the schema as well, in `tests/config_schema.rs`.
#[test]
fn blocks_of_toml_are_configurations_or_rules() {
    let names: Vec<&str> =
        METAS.iter().flat_map(|meta| [Some(meta.id), meta.catalogue, Some(meta.family())]).flatten().collect();
    for Block { page, text, .. } in of("toml") {
        if page != "CONTRIBUTING.md" {
            let read = Config::read(&Source::from_text(FILE_NAME, &text), &names);
            assert!(read.is_ok(), "{page}: {:?}\n{text}", read.err());
            continue;
        }
        // Front matter of a rule: a pattern as it stands, or what comes before one.
        let has_pattern = text.contains("[pattern]");
        let front = if has_pattern { format!("summary = \"x\"\nseverity = \"warning\"\n{text}") } else { text.clone() };
        let table: toml::Table = front.parse().expect("TOML");
        if has_pattern {
            let rule = format!("+++\n{front}+++\n\n## Examples\n");
            let book = Book::with(&[Source::from_text("lint/eksempel.md", &rule)]);
            assert!(book.is_ok(), "{page}: {:?}\n{text}", book.err());
        } else {
            let rule = read(&project().join("rules/policy/whitespace.md"));
            for key in table.keys() {
                assert!(rule.lines().any(|line| line.starts_with(&format!("{key} "))), "{page}: no rule has `{key}`");
            }
        }
    }
}

#[test]
fn blocks_of_json_are_json() {
    let blocks = of("json");
    assert!(blocks.len() >= 4);
    for Block { page, text, .. } in blocks {
        let value = json(&text);
        assert!(value.is_object() || value.is_array(), "{page}");
    }
}

/// Comments in other languages silence a rule that there is.
#[test]
fn comments_in_blocks_name_rules() {
    let names: BTreeSet<&str> =
        METAS.iter().flat_map(|meta| [Some(meta.id), meta.catalogue, Some(meta.family())]).flatten().collect();
    let comment = regex::Regex::new(r"notify-lint: ignore ([\w/-]+)(?: until=(\S+))?: \S").expect("a pattern");
    for block in of("xml").into_iter().chain(of("csharp")) {
        let found = comment.captures(&block.text).unwrap_or_else(|| panic!("{}:\n{}", block.page, block.text));
        assert!(names.contains(&found[1]), "{}: {}", block.page, &found[1]);
        assert!(found.get(2).is_none_or(|day| notify_lint::config::Date::parse(day.as_str()).is_some()));
    }
}

/// Links to files of this repository lead somewhere.
#[test]
fn links_lead_somewhere() {
    for (page, text) in pages() {
        let folder = project().join(&page);
        for event in Parser::new(&text) {
            let Event::Start(Tag::Link { dest_url, .. }) = event else { continue };
            if dest_url.contains("://") || dest_url.starts_with('#') {
                continue;
            }
            let file = dest_url.split('#').next().unwrap_or_default();
            assert!(folder.parent().expect("a folder").join(file).exists(), "{page}: {dest_url}");
        }
    }
}
