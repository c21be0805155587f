//! The house keeps its plan: floors, rooms, and what never happens below the top.
#![allow(missing_docs, clippy::disallowed_methods, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Every module of `src`: its floor, and the neighbours on the same floor that it may use. A module may use every floor
/// below its own. Modules that are planned and not built yet stand here already.
const FLOORS: &[(u8, &str, &[&str])] = &[
    (0, "source", &[]),
    (0, "syntax", &["source"]),
    (0, "finding", &["source"]),
    (0, "config", &["source", "finding"]),
    (1, "anchor", &[]),
    (1, "suppression", &[]),
    (1, "xacml", &[]),
    (1, "bpmn", &[]),
    (1, "resource", &[]),
    (1, "app", &[]),
    (1, "notice", &[]),
    (1, "setup", &[]),
    (2, "altinn", &["pdp"]),
    (2, "pdp", &["altinn"]),
    (2, "text", &["altinn"]),
    (2, "pattern", &["text"]),
    (3, "workspace", &[]),
    (4, "rules", &[]),
    (5, "report", &["fix"]),
    (5, "fix", &["lint"]),
    (5, "conformance", &[]),
    (5, "lint", &[]),
    (6, "lsp", &[]),
    (6, "cli", &["lsp"]),
    (6, "main", &["cli", "lsp"]),
];

/// On this floor and above it, files are read, clocks looked at and lines printed.
const FIRST_FLOOR_WITH_IO: u8 = 5;

/// What only the upper floors do.
const IO: &[&str] = &[
    "std::fs",
    "std::env",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "std::process",
    "std::io::stdin",
    "std::io::stdout",
    "std::io::stderr",
    "SystemTime",
    "Instant::now",
    "println!",
    "eprintln!",
    "print!",
    "eprint!",
    "dbg!",
];

/// A file beyond this has two rooms in it.
const MAX_LINES: usize = 600;

/// What every rule may use of the folder of rules, beside its own family's helpers.
const SHARED_BY_RULES: &[&str] = &["people", "faults", "places", "grammar", "reading", "report", "context", "meta"];

struct File {
    path: String,
    /// Without comments and string contents.
    code: String,
    lines: usize,
}

impl File {
    /// The module of the crate that the file belongs to.
    fn module(&self) -> &str {
        let inside = self.path.strip_prefix("src/").expect("below src");
        inside.split(['/', '.']).next().expect("a name")
    }

    fn floor(&self) -> Option<u8> {
        floor_of(self.module())
    }
}

fn floor_of(module: &str) -> Option<u8> {
    FLOORS.iter().find(|(_, name, _)| *name == module).map(|(floor, ..)| *floor)
}

fn sources() -> Vec<File> {
    let files: Vec<File> = walkdir::WalkDir::new("src")
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.expect("a readable folder").into_path())
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a readable file");
            let path = path.to_string_lossy().replace('\\', "/");
            File { path, code: code_only(&text), lines: text.lines().count() }
        })
        .collect();
    assert!(files.len() > 20, "the test looks at the wrong folder");
    files
}

/// The text without comments and without what stands in strings.
fn code_only(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let len = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |at| at + 2)
        } else if let Some(raw) = rest.strip_prefix("r#\"") {
            raw.find("\"#").map_or(rest.len(), |at| at + 5)
        } else if character == '"' {
            string_len(rest)
        } else if let Some(quoted) = ["'\"'", "b'\"'", "'\\\"'"].iter().find(|quoted| rest.starts_with(**quoted)) {
            quoted.len()
        } else {
            code.push(character);
            character.len_utf8()
        };
        rest = &rest[len..];
    }
    code
}

fn string_len(text: &str) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}

/// The first names behind every `start` path: `a` and `b` of `start::a::x` and of `start::{a, b::{c, d}}`.
fn names_behind(code: &str, start: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices(start) {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|one| one.is_alphanumeric() || one == '_' || one == ':') {
            continue;
        }
        let rest = &code[at + start.len()..];
        match rest.strip_prefix('{') {
            Some(group) => names.extend(names_of_group(group)),
            None => drop(names.insert(first_name(rest))),
        }
    }
    names
}

fn names_of_group(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut names = Vec::new();
    let mut part_start = 0;
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            ',' | '}' if depth == 0 => {
                names.push(first_name(group[part_start..at].trim_start()));
                part_start = at + 1;
                if character == '}' {
                    break;
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

fn first_name(text: &str) -> String {
    text.chars().take_while(|&one| one.is_alphanumeric() || one == '_' || one == '*').collect()
}

#[test]
fn paths_are_read_as_rust_reads_them() {
    let code = code_only(
        "use crate::{a, b::{c, d}, e as f}; // crate::g\nlet x = \"crate::h \\\" crate::i\"; crate::j::k(); my_crate::l; '\"' crate::m",
    );
    let names: Vec<String> = names_behind(&code, "crate::").into_iter().collect();
    assert_eq!(names, ["a", "b", "e", "j", "m"]);
}

#[test]
fn every_module_has_its_floor() {
    let unknown: BTreeSet<String> = sources()
        .iter()
        .filter(|file| file.module() != "lib" && file.floor().is_none())
        .map(|file| file.module().to_owned())
        .collect();
    assert!(unknown.is_empty(), "give these modules a floor in tests/architecture.rs: {unknown:?}");
}

#[test]
fn a_module_uses_only_floors_below_its_own() {
    let mut wrong = Vec::new();
    for file in sources().iter().filter(|file| file.module() != "lib") {
        let module = file.module();
        let Some(floor) = file.floor() else { continue };
        let neighbours = FLOORS.iter().find(|(_, name, _)| *name == module).map_or(&[][..], |(.., names)| names);
        let names = names_behind(&file.code, "crate::").into_iter().chain(names_behind(&file.code, "notify_lint::"));
        for used in names.filter(|used| used != module) {
            let fine = floor_of(&used).is_some_and(|of_used| of_used < floor) || neighbours.contains(&used.as_str());
            if !fine {
                wrong.push(format!("{} (floor {floor}) uses {used} (floor {:?})", file.path, floor_of(&used)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn neighbours_are_on_the_same_floor() {
    for (floor, module, neighbours) in FLOORS {
        for neighbour in *neighbours {
            assert_eq!(floor_of(neighbour), Some(*floor), "{neighbour} is no neighbour of {module}");
        }
    }
}

/// The rule files: those that a family's slice names.
fn rules(files: &[File]) -> BTreeMap<String, BTreeSet<String>> {
    let mut rules: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.path.starts_with("src/rules/") && file.path.ends_with("/mod.rs")) {
        let Some(family) = file.path.strip_prefix("src/rules/").and_then(|rest| rest.strip_suffix("/mod.rs")) else {
            continue;
        };
        let checks = file.code.match_indices("::check").map(|(at, _)| {
            let before = &file.code[..at];
            let start = before.rfind(|one: char| !one.is_alphanumeric() && one != '_').map_or(0, |at| at + 1);
            before[start..].to_owned()
        });
        rules.insert(family.to_owned(), checks.collect());
    }
    rules
}

#[test]
fn a_rule_uses_no_other_rule() {
    let files = sources();
    let rules = rules(&files);
    assert!(rules.values().map(BTreeSet::len).sum::<usize>() > 10, "the slices of the families were not understood");
    let mut wrong = BTreeSet::new();
    for file in &files {
        let Some((family, name)) = file.path.strip_prefix("src/rules/").and_then(|path| path.split_once('/')) else {
            continue;
        };
        if name == "mod.rs" {
            continue;
        }
        let of_family = &rules[family];
        for used in names_behind(&file.code, "super::").into_iter().filter(|used| of_family.contains(used)) {
            wrong.insert((file.path.clone(), used));
        }
        for used in
            names_behind(&file.code, "crate::rules::").into_iter().chain(names_behind(&file.code, "super::super::"))
        {
            let is_module = used.starts_with(char::is_lowercase);
            if is_module && !SHARED_BY_RULES.contains(&used.as_str()) {
                let inside = names_behind(&file.code, &format!("crate::rules::{used}::"));
                let is_helper = used == family && inside.iter().all(|name| !of_family.contains(name));
                if !is_helper {
                    wrong.insert((file.path.clone(), used));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "move what both need to a helper of the family: {wrong:?}");
}

#[test]
fn the_lower_floors_touch_nothing_outside() {
    let mut wrong = Vec::new();
    for file in sources().iter().filter(|file| file.floor().is_some_and(|floor| floor < FIRST_FLOOR_WITH_IO)) {
        let whole = |at: usize| !file.code[..at].ends_with(|one: char| one.is_alphanumeric() || one == '_');
        let mut found: Vec<&str> =
            IO.iter().copied().filter(|name| file.code.match_indices(name).any(|(at, _)| whole(at))).collect();
        let grouped = names_behind(&file.code, "std::");
        found.extend(["fs", "env", "process"].into_iter().filter(|name| grouped.contains(*name)));
        wrong.extend(found.into_iter().map(|name| format!("{} uses {name}", file.path)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rooms_stay_small() {
    let large: Vec<String> = sources()
        .iter()
        .filter(|file| file.lines > MAX_LINES)
        .map(|file| format!("{} has {} lines", file.path, file.lines))
        .collect();
    assert!(large.is_empty(), "at most {MAX_LINES}: {}", large.join(", "));
}

#[test]
fn the_top_folder_has_what_the_plan_says() {
    for name in ["Cargo.toml", "README.md", "CONTRIBUTING.md", "LICENSE-MIT", "LICENSE-APACHE", ".ci/run"] {
        assert!(Path::new(name).is_file(), "{name} is missing");
    }
    for name in ["src", "rules", "rules/facts", "tests", "fixtures", "benches"] {
        assert!(Path::new(name).is_dir(), "{name}/ is missing");
    }
}
