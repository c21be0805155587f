//! The command line: arguments in, text and an exit status out. Here, and nowhere below, are the clock, the environment
//! and the screen.

mod access;
mod args;
mod ask;
mod baseline;
mod changed;
mod check;
mod completions;
mod config_show;
mod conformance;
mod diff;
mod exceptions;
mod files;
mod fix;
mod init;
mod job;
mod learn;
mod listing;
mod manual;
mod meant;
mod merge;
mod outputs;
mod packs;
mod preview;
mod progress;
mod rage;
mod rules;
mod settings;
mod staged;
mod status;
mod stopwatch;
mod terminal;
mod unknown;
mod watch;
mod write;

use args::{Cli, Command};
use clap::Parser as _;
use std::io::{self, Write};
use std::process::ExitCode;

pub use args::command;
pub use status::Status;

/// Something that keeps the program from doing what it was asked, said to the user in full.
#[derive(Debug)]
struct Trouble(String);

type Result<T> = std::result::Result<T, Trouble>;

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        // Whoever closed the other end of a pipe has seen enough.
        let is_enough = error.kind() == io::ErrorKind::BrokenPipe;
        Self(if is_enough { String::new() } else { format!("the output cannot be written: {error}") })
    }
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let done = run(cli, &mut out).and_then(|status| Ok(out.flush().map(|()| status)?));
    let status = done.unwrap_or_else(|Trouble(text)| {
        if !text.is_empty() {
            terminal::complain(&text);
        }
        Status::Trouble
    });
    status.into()
}

fn run(cli: Cli, out: &mut dyn Write) -> Result<Status> {
    match cli.command.unwrap_or(Command::Check(cli.check)) {
        Command::Check(args) => check::run(&args, out),
        Command::Baseline(args) => baseline::run(&args, out),
        Command::Merge(args) => merge::run(&args, out),
        Command::Access(args) => access::run(&args, out),
        Command::Conformance(args) => conformance::run(&args, out),
        Command::Diff(args) => diff::run(&args, out),
        Command::Ask(args) => ask::run(&args, out),
        Command::Preview(args) => preview::run(&args, out),
        Command::Fix(args) => fix::run(&args, out),
        Command::Explain(args) => rules::explain(args, out),
        Command::Rules(args) => rules::run(args, out),
        Command::Init(args) => init::run(&args, out),
        Command::Config { what } => config_show::run(what.as_ref(), out),
        Command::Rage(args) => rage::run(&args, out),
        Command::Completions(args) => completions::run(&args, out),
        Command::Man(args) => manual::man(&args, out),
    }
}

/// The folder one stands in.
#[allow(clippy::disallowed_methods)]
fn here() -> Result<std::path::PathBuf> {
    std::env::current_dir().map_err(|error| Trouble(format!("cannot tell which folder this is: {error}")))
}
