//! `notify-lint rage`: what a report of a fault should tell. Nothing in it names a person or a folder of one.

use super::args::Common;
use super::learn::RageArgs;
use super::settings::Settings;
use super::{Result, Status};
use crate::altinn::register;
use crate::config::FILE_NAME;
use crate::rules::Setting;
use crate::rules::grammar::count;
use crate::text::words;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The variables that change what is printed, and whether their values may be told.
const VARIABLES: [&str; 6] = ["NO_COLOR", "CI", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "TERM"];
/// The most letters of a value that are told.
const LONGEST: usize = 40;

pub(super) fn run(args: &RageArgs, out: &mut dyn Write) -> Result<Status> {
    let here = super::here()?;
    writeln!(out, "notify-lint {}", env!("CARGO_PKG_VERSION"))?;
    writeln!(out, "system: {} {}", std::env::consts::OS, std::env::consts::ARCH)?;
    writeln!(out, "git: {}", git_version().as_deref().unwrap_or("not found"))?;
    let variables: Vec<String> = VARIABLES.into_iter().filter_map(variable).collect();
    writeln!(
        out,
        "environment: {}",
        if variables.is_empty() { "nothing set".to_owned() } else { variables.join(" ") }
    )?;
    writeln!(out, "roles and access packages: as of {}", register::AS_OF)?;
    writeln!(out, "service owners: as of {}", register::SERVICE_OWNERS_AS_OF)?;
    let mut days: Vec<&str> = words::ALL.iter().map(|list| list.as_of).collect();
    days.sort_unstable();
    let span = match (days.first(), days.last()) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (first, _) => first.copied().unwrap_or_default().to_owned(),
    };
    writeln!(out, "word lists: {}, as of {span}", words::ALL.len())?;
    let common = Common::from(args.common.clone());
    match Settings::find(&common, &here, &[PathBuf::from(".")]) {
        Ok(settings) => configuration(&settings, &here, out)?,
        Err(super::Trouble(why)) => {
            // Of a configuration that cannot be used, only that; its text may be nobody else's business.
            let head = why.lines().next().unwrap_or_default();
            writeln!(out, "configuration: {}", if head.contains('`') { "cannot be read" } else { head })?;
        }
    }
    Ok(Status::Clean)
}

fn configuration(settings: &Settings, here: &std::path::Path, out: &mut dyn Write) -> Result<()> {
    // Folders above the repository are named after people and projects; those in it are not needed to tell where it is.
    let file = settings.file.as_ref().map(|file| {
        let whole = here.join(file);
        let whole = whole.canonicalize().unwrap_or(whole);
        match settings.repository(here) {
            Some(root) if whole.starts_with(&root) => {
                let inside = whole.strip_prefix(&root).map_or(0, |inside| inside.components().count());
                match inside {
                    1 => format!("{FILE_NAME} at the root of the repository"),
                    depth => format!("{FILE_NAME}, {} below the root of the repository", count(depth - 1, "folder")),
                }
            }
            _ => format!("{FILE_NAME} outside a repository"),
        }
    });
    writeln!(out, "configuration: {} ({})", file.as_deref().unwrap_or("none"), settings.origin)?;
    let metas: Vec<_> = settings.book.metas().collect();
    let house = settings.book.house().len();
    let is_off = |meta: &&&crate::rules::Meta| settings.of_rule(meta, false) == Setting::Off;
    let off: Vec<&str> = metas.iter().filter(is_off).map(|meta| meta.id).collect();
    writeln!(out, "rules: {} on, {} off, {house} of the house", metas.len() - off.len(), off.len())?;
    if !off.is_empty() {
        writeln!(out, "rules off: {}", off.join(" "))?;
    }
    let levels = settings.config.severities.len();
    let config = &settings.config;
    writeln!(
        out,
        "configured: preset {}, {}, {}, {}, {}, {}",
        config.preset.name(),
        count(levels, "severity").replace("ys", "ies"),
        count(config.per_path.len(), "table") + " per path",
        count(config.exceptions.len(), "exception"),
        count(config.recipients.len(), "service") + " with recipients",
        count(config.templates.len(), "entry").replace("ys", "ies") + " of templates",
    )?;
    Ok(())
}

/// A variable as `NAME=value`, where it is set.
#[allow(clippy::disallowed_methods)]
fn variable(name: &str) -> Option<String> {
    let value = std::env::var_os(name)?;
    let value = value.to_string_lossy();
    // A path may hold the name of a person.
    let is_plain = value.chars().count() <= LONGEST && !value.contains(['/', '\\']);
    Some(if is_plain { format!("{name}={value}") } else { format!("{name} is set") })
}

fn git_version() -> Option<String> {
    let output = Command::new("git").arg("--version").stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.trim().strip_prefix("git version ").map(str::to_owned)
}
