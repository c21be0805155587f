//! `notify-lint completions`: the command line, told to shells. Where a generator is mistaken, its script is put right.

use super::learn::{CompletionsArgs, ShellName};
use super::{Result, Status, args};
use crate::rules;
use clap::Command;
use clap::builder::PossibleValuesParser;
use clap_complete::{Generator, Shell};
use clap_complete_nushell::Nushell;
use std::io::Write;

const NAME: &str = "notify-lint";

pub(super) fn run(args: &CompletionsArgs, out: &mut dyn Write) -> Result<Status> {
    let mut command = with_rules(args::command());
    let script = match args.shell {
        ShellName::Bash => bash(&mut command),
        ShellName::Zsh => zsh(&mut command),
        ShellName::Fish => fish(&mut command),
        ShellName::PowerShell => generated(Shell::PowerShell, &mut command),
        ShellName::Elvish => generated(Shell::Elvish, &mut command),
        ShellName::Nushell => generated(Nushell, &mut command),
    };
    out.write_all(script.as_bytes())?;
    Ok(Status::Clean)
}

/// What a generator writes. It gives up on an output that fails; a vector does not.
fn generated(generator: impl Generator, command: &mut Command) -> String {
    let mut script = Vec::new();
    clap_complete::generate(generator, command, NAME, &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// The script for bash. The generator writes the steps from `notify-lint` to a command with two spellings, because of the
/// hyphen, so that nothing would be completed behind a command; they get one.
fn bash(command: &mut Command) -> String {
    let own = NAME.replace('-', "__");
    let torn = format!("{}__subcmd__", NAME.replace('-', "__subcmd__"));
    generated(Shell::Bash, command).replace(&torn, &format!("{own}__subcmd__"))
}

/// The script for zsh. The generator takes the first word for a path, for there may be one, and looks for the command in the
/// second; here the first is offered as either, and what is no command is a path to be checked.
fn zsh(command: &mut Command) -> String {
    let script = generated(Shell::Zsh, command);
    let names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
    let is_path = |line: &&str| line.starts_with("'::paths -- ");
    let first_path = script.lines().position(|line| is_path(&line));
    let mut whole = String::with_capacity(script.len());
    for (_, line) in script.lines().enumerate().filter(|(number, _)| Some(*number) != first_path) {
        if line.trim_start().starts_with("words=($line[2] ") {
            whole.push_str(&format!("        [[ $line[1] == ({}) ]] || line[1]=check\n", names.join("|")));
        }
        whole.push_str(&line.replace("$line[2]", "$line[1]"));
        whole.push('\n');
    }
    whole.replacen("\":: :_notify-lint_commands\"", "\":: :{_notify-lint_commands; _files}\"", 1)
}

/// The script for fish. The generator's looks for a command fails behind an option that still wants its value, and it does not
/// offer what may stand behind a command.
fn fish(command: &mut Command) -> String {
    let mut script = generated(Shell::Fish, command);
    script = script.replacen("2>/dev/null\n    or return\n", "2>/dev/null\n    or return 0\n", 1);
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        let values = below.get_positionals().flat_map(clap::Arg::get_possible_values);
        let values: Vec<String> = values.map(|value| value.get_name().to_owned()).collect();
        if !values.is_empty() {
            let (name, values) = (below.get_name(), values.join(" "));
            let when = format!("__fish_notify_lint_using_subcommand {name}");
            script.push_str(&format!("complete -c {NAME} -n \"{when}\" -f -a \"{values}\"\n"));
        }
    }
    script
}

/// The command line, in which every rule and family can be completed where one is asked for.
fn with_rules(command: Command) -> Command {
    let mut rules: Vec<&'static str> = rules::all().map(|rule| rule.id).collect();
    rules.sort_unstable();
    let mut families: Vec<&'static str> = rules.iter().filter_map(|rule| Some(rule.split_once('/')?.0)).collect();
    families.dedup();
    let names: Vec<&'static str> = families.into_iter().chain(rules.iter().copied()).collect();
    let one_of = |command: Command, argument: &'static str, values: &[&'static str]| {
        let values = PossibleValuesParser::new(values.to_vec());
        command.mut_arg(argument, |argument| argument.value_parser(values))
    };
    let chosen = |command: Command| one_of(one_of(command, "select", &names), "ignore", &names);
    chosen(command)
        .mut_subcommand("check", chosen)
        .mut_subcommand("baseline", chosen)
        .mut_subcommand("config", |config| config.mut_subcommand("show", chosen))
        .mut_subcommand("explain", |command| one_of(command, "rule", &rules))
        .mut_subcommand("fix", |command| one_of(command, "rule", &rules))
}
