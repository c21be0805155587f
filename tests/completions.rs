//! What the shells offer, asked of the shells themselves; where one is not installed, the test says so.

#![cfg(unix)]
#![allow(missing_docs, clippy::expect_used, clippy::disallowed_methods, clippy::print_stdout)]

mod binary;

use binary::{commands, run, write};
use std::path::Path;
use std::process::{Command, Stdio};

#[test]
fn completions_know_every_command_and_option() {
    let folder = tempfile::tempdir().expect("a folder");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish", "nushell"] {
        let made = run(folder.path(), &["completions", shell]);
        assert_eq!((made.status, made.err.as_str()), (0, ""), "{shell}");
        for path in commands() {
            let name = path.last().expect("a name");
            assert!(made.out.contains(name.as_str()), "{shell}: {name}");
        }
        for option in ["no-ignores", "stdin-filename", "min-severity"] {
            assert!(made.out.contains(option), "{shell}: {option}");
        }
        for value in ["gitlab", "checkstyle"] {
            assert!(made.out.contains(value), "{shell}: {value}");
        }
        understood(shell, &made.out, folder.path());
    }
}

/// Where the shell is at hand, it reads its script.
fn understood(shell: &str, script: &str, folder: &Path) {
    let (program, args): (&str, &[&str]) = match shell {
        "bash" | "zsh" => (shell, &["-n"]),
        "fish" => ("fish", &["--no-execute"]),
        _ => return,
    };
    let file = write(folder, &format!("script.{shell}"), script);
    if let Ok(output) = Command::new(program).args(args).arg(&file).output() {
        assert!(output.status.success(), "{shell}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

/// The words so far, the last of which is being typed, and what is offered.
const OFFERED: [(&str, &str); 13] = [
    ("che", "check"),
    ("check --min", "--min-severity"),
    ("check --format sar", "sarif"),
    ("--format sar", "sarif"),
    (
        "--select suppr",
        "suppression suppression/expired suppression/malformed suppression/unknown-rule suppression/unused suppression/without-reason",
    ),
    ("check --ignore sms/bl", "sms/blank"),
    ("config sh", "show"),
    ("config show --select sms/bl", "sms/blank"),
    ("explain access/no-rec", "access/no-recipient"),
    ("fix --rule sms/bl", "sms/blank"),
    ("ask --dialect st", "standard"),
    ("completions nu", "nushell"),
    ("baseline pr", "prune"),
];

/// Whether a shell is there.
fn has(shell: &str) -> bool {
    let is_there =
        Command::new(shell).args(["-c", "true"]).stdin(Stdio::null()).status().is_ok_and(|one| one.success());
    if !is_there {
        println!("skipped: there is no {shell} here");
    }
    is_there
}

/// The words that a script of a shell prints, one for each line, without what is said of them.
fn words_of(folder: &Path, shell: &str, args: &[&str]) -> String {
    let output = Command::new(shell).current_dir(folder).args(args).stdin(Stdio::null()).output().expect("it starts");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let words = text.lines().filter_map(|line| line.split('\t').next()).map(str::trim).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn script(folder: &Path, shell: &str, name: &str) -> String {
    let text = run(folder, &["completions", shell]).out;
    write(folder, name, &text).display().to_string()
}

#[test]
fn bash_completes_behind_a_command_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let script = script(folder.path(), "bash", "script.bash");
    // As bash asks: the words so far, the one that is being typed last.
    let ask = "source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); \
               _notify__lint notify-lint \"${!#}\" \"${@: -2:1}\"; echo \"${COMPREPLY[@]}\"";
    for (typed, expected) in OFFERED.iter().filter(|_| has("bash")) {
        let mut args = vec!["-c", ask, "bash", &script, "notify-lint"];
        args.extend(typed.split(' '));
        assert_eq!(words_of(folder.path(), "bash", &args), *expected, "{typed}");
    }
}

#[test]
fn fish_completes() {
    let folder = tempfile::tempdir().expect("a folder");
    let script = script(folder.path(), "fish", "script.fish");
    for (typed, expected) in OFFERED.iter().filter(|_| has("fish")) {
        let ask = format!("source '{script}'; complete -C 'notify-lint {typed}'");
        assert_eq!(words_of(folder.path(), "fish", &["--no-config", "-c", &ask]), *expected, "{typed}");
    }
}

/// Asks zsh as somebody who types: in a terminal of its own, with a tabulator. What the completion adds is written to a file.
const ZSH: &str = r#"
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "PROMPT=; unsetopt zle_bracketed_paste; fpath=($PWD \$fpath); autoload -Uz compinit; compinit -u -D"
zpty -w z 'compadd() {
    if (( ${@[(I)-(O|A|D)]} )); then builtin compadd "$@"; return; fi
    local -a added; builtin compadd -A added "$@"; builtin compadd "$@"
    local status_=$?; (( $#added )) && print -rl -- "$added[@]" >> offered; return status_
}'
zpty -w z 'asked() { zle complete-word; : >> offered; : > done }; zle -N asked; bindkey "^I" asked'
zpty -w -n z "$1"$'	'
repeat 200; do
    [[ -e done ]] && break
    while zpty -r -t z chunk; do :; done
    sleep 0.05
done
zpty -d z
[[ -e done ]] && cat offered
rm -f offered done
"#;

#[test]
fn zsh_completes() {
    let folder = tempfile::tempdir().expect("a folder");
    script(folder.path(), "zsh", "_notify-lint");
    let ask = write(folder.path(), "ask.zsh", ZSH).display().to_string();
    for (typed, expected) in OFFERED.iter().filter(|_| has("zsh")) {
        let line = format!("notify-lint {typed}");
        assert_eq!(words_of(folder.path(), "zsh", &["-f", &ask, &line]), *expected, "{typed}");
    }
}

#[test]
fn where_a_command_may_stand_a_path_may_stand_too() {
    let folder = tempfile::tempdir().expect("a folder");
    script(folder.path(), "zsh", "_notify-lint");
    write(folder.path(), "ordre/varsel.json", "{}");
    let ask = write(folder.path(), "ask.zsh", ZSH).display().to_string();
    let offered = |line: &str| words_of(folder.path(), "zsh", &["-f", &ask, line]);
    if has("zsh") {
        assert_eq!(offered("notify-lint ord"), "ordre");
        assert_eq!(offered("notify-lint ordre --min"), "--min-severity");
        assert_eq!(offered("notify-lint check ordre/va"), "varsel.json");
    }
}
