//! Findings, access matrices and rules as text: pure functions from data to bytes.

pub mod access;
pub mod answer;
pub mod changes;
mod concise;
mod diff;
pub mod draft;
pub mod effective;
mod excerpt;
pub mod explain;
mod fixes;
mod formats;
mod human;
mod json;
mod json_text;
mod markdown;
pub mod merge;
mod origin;
pub mod preview;
pub mod problems;
mod secret;
mod snippet;
mod statistics;
mod words;

pub use fixes::{fixes, grouped, proof_line, unified};
pub use statistics::{statistics, statistics_json};

use crate::anchor::Root;
use crate::finding::{Finding, Silence, Silenced};
use crate::rules::Meta;
use std::io::{self, BufWriter, Write};

/// How the reader's screen is.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// Whether colour is welcome.
    pub color: bool,
    /// Whether lines may be drawn with more than ASCII.
    pub unicode: bool,
    /// The columns of the terminal.
    pub width: usize,
    /// Whether the screen makes links of what is marked as one (OSC 8).
    pub links: bool,
}

/// What a run amounted to.
#[derive(Clone, Copy, Debug, Default, serde::Serialize)]
pub struct Summary {
    /// Files that were looked at.
    pub files: usize,
    /// Apps, resources and policies that stand alone.
    pub services: usize,
    /// Notices.
    pub notices: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are worth reading, no more.
    pub infos: usize,
    /// Findings that somebody has decided not to hear of.
    pub silenced: usize,
}

/// The form in which findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For a person at a terminal.
    Human,
    /// One line per finding, for editors and `grep`.
    Concise,
    /// For programs; `docs/json-output.md` describes it.
    Json,
    /// The same, each finding a document on a line of its own.
    Ndjson,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// JUnit's XML.
    Junit,
    /// Checkstyle's XML.
    Checkstyle,
    /// Reviewdog's JSON.
    Rdjson,
    /// A page for the summary of a job or for a comment.
    Markdown,
}

/// Everything that a run has to say.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    /// What was found, in the order of path, place and rule.
    pub findings: &'a [Finding],
    /// What was found, and somebody has decided not to hear of.
    pub silenced: &'a [Silenced],
    /// What the run amounted to.
    pub summary: &'a Summary,
    /// What could not be opened, in words.
    pub unread: &'a [String],
    /// Every rule that ran.
    pub rules: &'a [&'a Meta],
    /// The folder that paths are told from where another machine reads them.
    pub root: &'a Root,
    /// The access matrices in Markdown; empty where nobody asked for them.
    pub matrix: &'a str,
}

impl<'a> Sheet<'a> {
    /// Heard and unheard findings together, in the order of their places.
    fn all(&self) -> Vec<(&'a Finding, Option<&'a Silence>)> {
        let heard = self.findings.iter().map(|finding| (finding, None));
        let unheard = self.silenced.iter().map(|one| (&one.finding, Some(&one.silence)));
        let mut all: Vec<_> = heard.chain(unheard).collect();
        all.sort_by(|(a, _), (b, _)| a.order().cmp(&b.order()));
        all
    }
}

/// Prints findings in the order in which they are given.
///
/// # Errors
/// Whatever `out` refuses.
pub fn findings(format: Format, sheet: &Sheet<'_>, screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let Sheet { findings, root, .. } = *sheet;
    let mut out = BufWriter::new(out);
    match format {
        Format::Human => human::write(sheet, screen, &mut out)?,
        Format::Concise => concise::write(findings, screen, &mut out)?,
        Format::Json => json::write(sheet, &mut out)?,
        Format::Ndjson => json::write_lines(sheet, &mut out)?,
        Format::Sarif => formats::sarif::write(sheet, &mut out)?,
        Format::Github => formats::github::write(findings, root, &mut out)?,
        Format::Gitlab => formats::gitlab::write(findings, root, &mut out)?,
        Format::Junit => formats::junit::write(findings, root, &mut out)?,
        Format::Checkstyle => formats::checkstyle::write(findings, root, &mut out)?,
        Format::Rdjson => formats::rdjson::write(findings, root, &mut out)?,
        Format::Markdown => formats::markdown::write(sheet, &mut out)?,
    }
    out.flush()
}
