//! `notify-lint man`: the command line, told to `man`.

use super::learn::ManArgs;
use super::{Result, Status, Trouble, args, write};
use clap::Command;
use clap_mangen::Man;
use std::io::Write;
use std::path::Path;

const NAME: &str = "notify-lint";

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
