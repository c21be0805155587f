//! `notify-lint completions` and `notify-lint man`: what shells and readers of manuals want of the arguments.

use super::{Result, Status, args};
use clap_complete::Shell;
use std::io::Write;

/// The name under which the program is called.
const NAME: &str = "notify-lint";

/// Prints a script that completes arguments.
pub(super) fn completions(shell: Shell, out: &mut dyn Write) -> Result<Status> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::command(), NAME, &mut script);
    out.write_all(&script)?;
    Ok(Status::Clean)
}

/// Prints the page of the manual: the program, then each of its commands, in roff.
pub(super) fn man(out: &mut dyn Write) -> Result<Status> {
    let mut command = args::command();
    clap_mangen::Man::new(command.clone()).render(out)?;
    command.build();
    for one in command.get_subcommands().filter(|one| !one.is_hide_set() && one.get_name() != "help") {
        writeln!(out, ".SH \"{} {}\"", NAME.to_uppercase(), one.get_name().to_uppercase())?;
        let page = clap_mangen::Man::new(one.clone());
        page.render_description_section(out)?;
        page.render_synopsis_section(out)?;
        page.render_options_section(out)?;
    }
    Ok(Status::Clean)
}
