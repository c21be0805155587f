//! `notify-lint completions` and `notify-lint man`: the command line, told to shells and to `man`.

use super::learn::{CompletionsArgs, ManArgs, ShellName};
use super::{Result, Status, Trouble, args, write};
use crate::rules;
use clap::Command;
use clap::builder::PossibleValuesParser;
use clap_complete::Shell;
use clap_complete_nushell::Nushell;
use clap_mangen::Man;
use std::io::Write;
use std::path::Path;

const NAME: &str = "notify-lint";

pub(super) fn completions(args: &CompletionsArgs, out: &mut dyn Write) -> Result<Status> {
    // The generators give up on an output that fails; a vector does not.
    let mut script = Vec::new();
    let mut command = with_rules(args::command());
    match args.shell {
        ShellName::Bash => script = bash(&mut command),
        ShellName::Zsh => clap_complete::generate(Shell::Zsh, &mut command, NAME, &mut script),
        ShellName::Fish => clap_complete::generate(Shell::Fish, &mut command, NAME, &mut script),
        ShellName::PowerShell => clap_complete::generate(Shell::PowerShell, &mut command, NAME, &mut script),
        ShellName::Elvish => clap_complete::generate(Shell::Elvish, &mut command, NAME, &mut script),
        ShellName::Nushell => clap_complete::generate(Nushell, &mut command, NAME, &mut script),
    }
    out.write_all(&script)?;
    Ok(Status::Clean)
}

/// The script for bash. The generator writes the steps from `notify-lint` to a command with two spellings, because of the
/// hyphen, so that nothing would be completed behind a command; they get one.
fn bash(command: &mut Command) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(Shell::Bash, command, NAME, &mut script);
    let own = NAME.replace('-', "__");
    let torn = format!("{}__subcmd__", NAME.replace('-', "__subcmd__"));
    String::from_utf8_lossy(&script).replace(&torn, &format!("{own}__subcmd__")).into_bytes()
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

pub(super) fn man(args: &ManArgs, out: &mut dyn Write) -> Result<Status> {
    let mut command = args::command();
    command.build();
    let Some(folder) = &args.out else {
        Man::new(command).render(out)?;
        return Ok(Status::Clean);
    };
    std::fs::create_dir_all(folder)
        .map_err(|error| Trouble(format!("the folder `{}` cannot be made: {error}", folder.display())))?;
    pages(&command, NAME, folder)?;
    Ok(Status::Clean)
}

/// Writes the page of a command, and of every command below it.
fn pages(command: &Command, name: &str, folder: &Path) -> Result<()> {
    let file = folder.join(format!("{name}.1"));
    let mut page = Vec::new();
    // A name must live as long as the program for clap; there are a few dozen.
    let own: &'static str = name.to_owned().leak();
    Man::new(command.clone().name(own).display_name(own)).render(&mut page)?;
    write::output(&file, |file| file.write_all(&page))
        .map_err(|error| Trouble(format!("`{}` cannot be written: {error}", file.display())))?;
    for below in command.get_subcommands().filter(|below| !below.is_hide_set() && below.get_name() != "help") {
        pages(below, &format!("{name}-{}", below.get_name()), folder)?;
    }
    Ok(())
}
