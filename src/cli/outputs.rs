//! Where findings go: one format on standard output, and as many as one likes in files.

use super::args::Format;
use super::{Result, Trouble, terminal, write};
use crate::report::{self, Screen, Sheet};
use clap::ValueEnum as _;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A format, and the file that it goes to; none for standard output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Output {
    pub(super) format: Format,
    pub(super) file: Option<PathBuf>,
}

impl Output {
    /// Reads `FORMAT` or `FORMAT=FILE`.
    pub(super) fn parse(text: &str) -> std::result::Result<Self, String> {
        let (name, file) = text.split_once('=').map_or((text, None), |(name, file)| (name, Some(file)));
        if file == Some("") {
            return Err("a file is missing behind `=`".to_owned());
        }
        let format = Format::from_str(name, true).map_err(|_| unknown(name))?;
        Ok(Self { format, file: file.map(PathBuf::from) })
    }
}

fn unknown(name: &str) -> String {
    let names: Vec<String> = Format::value_variants()
        .iter()
        .filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()))
        .collect();
    let nearest = names.iter().map(|known| (strsim::osa_distance(known, name), known)).min();
    match nearest {
        Some((distance, known)) if distance <= 2 => format!("there is no format `{name}`; did you mean `{known}`?"),
        _ => format!("there is no format `{name}`; there are {}", names.join(", ")),
    }
}

/// All outputs of a run. Where nothing was asked for the screen, a person is the reader; in GitHub Actions, the pull request
/// gets its annotations as well.
pub(super) fn wanted(format: Option<Format>, outputs: &[Output]) -> Result<Vec<Output>> {
    let screen = |format| Output { format, file: None };
    let mut all: Vec<Output> = format.map(screen).into_iter().chain(outputs.iter().cloned()).collect();
    let on_screen: Vec<Format> = all.iter().filter(|one| one.file.is_none()).map(|one| one.format).collect();
    match on_screen.as_slice() {
        [] => {
            all.insert(0, screen(Format::Human));
            if terminal::in_github_actions() {
                all.insert(1, screen(Format::Github));
            }
        }
        [_] | [Format::Human | Format::Concise, Format::Github] => {}
        _ => {
            let text =
                "two formats cannot share standard output; name a file for one: `--output sarif=notify-lint.sarif`";
            return Err(Trouble(text.to_owned()));
        }
    }
    Ok(all)
}

/// Refuses to write two reports into one file, or one over a file that the run goes by.
pub(super) fn spare(outputs: &[Output], is_source: impl Fn(&Path) -> bool) -> Result<()> {
    let mut taken: Vec<PathBuf> = Vec::new();
    for file in outputs.iter().filter_map(|output| output.file.as_deref()) {
        let here = place(file);
        if is_source(&here) {
            return Err(Trouble(format!(
                "`{}` is a file that is checked or gone by; write the report elsewhere",
                file.display()
            )));
        }
        if taken.contains(&here) {
            return Err(Trouble(format!("two reports cannot share the file `{}`", file.display())));
        }
        taken.push(here);
    }
    Ok(())
}

/// Where a file really is; as it is called where there is none yet.
pub(super) fn place(file: &Path) -> PathBuf {
    file.canonicalize().unwrap_or_else(|_| file.to_owned())
}

/// The form in which counts are printed in place of findings; what goes to files stays.
pub(super) fn counted(outputs: &mut Vec<Output>) -> Result<Option<Format>> {
    let on_screen: Vec<Format> = outputs.iter().filter(|one| one.file.is_none()).map(|one| one.format).collect();
    outputs.retain(|output| output.file.is_some());
    match on_screen.as_slice() {
        [] => Ok(None),
        [form @ (Format::Human | Format::Json)] | [form @ Format::Human, Format::Github] => Ok(Some(*form)),
        _ => Err(Trouble("`--statistics` is printed as `human` or `json`".to_owned())),
    }
}

/// Whether one of them is of this format.
pub(super) fn has(outputs: &[Output], format: Format) -> bool {
    outputs.iter().any(|output| output.format == format)
}

/// Prints and writes everything.
pub(super) fn print(outputs: &[Output], sheet: &Sheet<'_>, screen: Screen, out: &mut dyn Write) -> Result<()> {
    for output in outputs {
        let format = report::Format::from(output.format);
        match &output.file {
            None => report::findings(format, sheet, screen, out)?,
            Some(file) => {
                let screen = Screen { color: false, ..screen };
                write::output(file, |file| report::findings(format, sheet, screen, file))
                    .map_err(|error| unwritten(file, &error))?;
            }
        }
    }
    out.flush()?;
    Ok(())
}

/// Why a file could not be written.
fn unwritten(file: &Path, error: &std::io::Error) -> Trouble {
    let name = file.display();
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.exists() => {
            Trouble(format!("cannot write `{name}`: there is no folder `{}`", folder.display()))
        }
        _ => Trouble(format!("cannot write `{name}`: {error}")),
    }
}

impl From<Format> for report::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Human => Self::Human,
            Format::Concise => Self::Concise,
            Format::Json => Self::Json,
            Format::Ndjson => Self::Ndjson,
            Format::Sarif => Self::Sarif,
            Format::Github => Self::Github,
            Format::Gitlab => Self::Gitlab,
            Format::Junit => Self::Junit,
            Format::Checkstyle => Self::Checkstyle,
            Format::Rdjson => Self::Rdjson,
            Format::Markdown => Self::Markdown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_may_go_to_a_file() {
        let sarif = Output { format: Format::Sarif, file: Some("a=b.sarif".into()) };
        assert_eq!(Output::parse("sarif=a=b.sarif"), Ok(sarif));
        assert_eq!(Output::parse("serif"), Err("there is no format `serif`; did you mean `sarif`?".to_owned()));
        assert!(Output::parse("sarif=").is_err());
    }

    #[test]
    fn standard_output_takes_one_format() {
        let parse = |text| Output::parse(text).expect("an output");
        assert!(wanted(Some(Format::Json), &[parse("sarif")]).is_err());
        assert!(wanted(Some(Format::Json), &[parse("sarif=x")]).is_ok());
        let beside = wanted(None, &[parse("sarif=x")]).expect("fine");
        assert_eq!(beside[0], parse("human"));
    }
}
