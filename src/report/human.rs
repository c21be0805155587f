//! Findings for a person: what is wrong, where, who shows it, what to change.

use super::snippet::{Artist, Picture};
use super::words::{one_line, padded, path_on_screen, push_item, style_of};
use super::{Screen, Sheet, Summary, diff};
use crate::config::FILE_NAME;
use crate::finding::{Finding, Fix, Label, Safety, Severity, Witness, opened};
use crate::rules::grammar::{count, list};
use crate::source::Location;
use owo_colors::Style;
use std::collections::HashSet;
use std::fmt;
use std::io::{self, Write};
use std::path::PathBuf;

/// Further places that are listed.
const MOST_PLACES: usize = 6;
/// The columns before the text of a remark.
const HEAD: usize = 9;

pub(super) fn write(sheet: &Sheet<'_>, screen: Screen, out: &mut impl Write) -> io::Result<()> {
    let mut printer = Printer::new(screen);
    for finding in opened(sheet.findings) {
        out.write_all(printer.print(&Card::of(&finding)).map_err(io::Error::other)?.as_bytes())?;
    }
    write_closing(sheet, screen, out)
}

/// The last line: how much was found, and how much of it can be repaired.
pub(super) fn write_closing(sheet: &Sheet<'_>, screen: Screen, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let files: HashSet<&std::path::Path> = sheet.findings.iter().map(|finding| finding.at.source.path()).collect();
    let worst = sheet.findings.iter().map(|finding| finding.severity).max();
    let line = closing(sheet.findings, sheet.summary, files.len());
    let style = worst.map_or(Style::new().green(), style_of);
    writeln!(out, "{}", screen.paint(&line, style))
}

/// What a finding and an error of the configuration have in common.
pub(super) struct Card<'f> {
    pub(super) severity: Severity,
    pub(super) rule: Option<(&'static str, Option<&'static str>)>,
    pub(super) message: &'f str,
    pub(super) at: &'f Location,
    pub(super) label: Option<&'f str>,
    pub(super) labels: &'f [Label],
    pub(super) witness: Option<&'f Witness>,
    pub(super) notes: &'f [String],
    pub(super) help: Option<&'f str>,
    pub(super) fix: Option<&'f Fix>,
    pub(super) choices: &'f [Fix],
}

impl<'f> Card<'f> {
    fn of(finding: &'f Finding) -> Self {
        Self {
            severity: finding.severity,
            rule: Some((finding.rule, finding.catalogue)),
            message: &finding.message,
            at: &finding.at,
            label: finding.label.as_deref(),
            labels: &finding.labels,
            witness: finding.witness.as_ref(),
            notes: &finding.notes,
            help: finding.help.as_deref(),
            fix: finding.fix.as_ref(),
            choices: &finding.choices,
        }
    }
}

/// Prints one after the other, and remembers what the reader has just been told.
pub(super) struct Printer {
    screen: Screen,
    artist: Artist,
    file: Option<PathBuf>,
    told: HashSet<(Option<&'static str>, String)>,
}

impl Printer {
    pub(super) fn new(screen: Screen) -> Self {
        Self { screen, artist: Artist::new(screen), file: None, told: HashSet::new() }
    }

    /// A card as text, with a blank line behind it.
    pub(super) fn print(&mut self, card: &Card<'_>) -> Result<String, fmt::Error> {
        let mut out = self.heading(card);
        let picture = Picture {
            severity: card.severity,
            message: card.message,
            at: card.at,
            label: card.label,
            labels: card.labels,
        };
        let elsewhere = self.artist.draw(&picture, &mut out)?;
        self.places(&elsewhere, card.at, &mut out);
        if let Some(witness) = card.witness {
            let arrow = self.screen.choose("→", "->");
            let text = format!("{} {arrow} {}", one_line(&witness.sentence), in_words(witness.decision));
            self.item("proof", &text, &mut out);
        }
        let file = card.at.source.path();
        if self.file.as_deref() != Some(file) {
            self.file = Some(file.to_owned());
            self.told.clear();
        }
        for note in card.notes {
            // The same background is not told twice for the same file.
            if self.told.insert((card.rule.map(|(id, _)| id), note.clone())) {
                self.item("note", &one_line(note), &mut out);
            }
        }
        if let Some(help) = card.help.filter(|help| card.fix.is_none_or(|fix| !says_the_same(&fix.title, help))) {
            self.item("help", &one_line(help), &mut out);
        }
        if let Some(fix) = card.fix {
            let safety = match fix.safety {
                Safety::Safe => "safe",
                Safety::Unsafe => "look it over first",
            };
            self.item("fix", &format!("{} ({safety})", one_line(&fix.title)), &mut out);
            diff::push(&mut out, fix, card.at, &" ".repeat(HEAD), self.screen);
        }
        if let (Some((rule, _)), false) = (card.rule, card.choices.is_empty()) {
            let text = match card.choices {
                [only] => {
                    format!("{} (only when it is chosen: `--unsafe --rule {rule} --choose 1`)", one_line(&only.title))
                }
                several => {
                    let ways = count(several.len(), "way");
                    format!("{ways} to choose from; `notify-lint fix --diff --rule {rule}` lists them")
                }
            };
            self.item("fix", &text, &mut out);
        }
        out.push('\n');
        Ok(out)
    }

    fn heading(&self, card: &Card<'_>) -> String {
        let name = card.severity.name();
        let text = match card.rule {
            Some((id, Some(catalogue))) => format!("{name}[{}] {catalogue}", self.screen.rule(id)),
            Some((id, None)) => format!("{name}[{}]", self.screen.rule(id)),
            None if card.at.source.path().ends_with(FILE_NAME) => format!("{name} in the configuration"),
            None => format!("{name} in a rule of the house"),
        };
        let mut line = self.screen.paint(&text, style_of(card.severity)).into_owned();
        line.push('\n');
        line
    }

    /// Places outside the picture: of the same file by line and column, of others with their path. What is said of
    /// several places in a row is said once.
    fn places(&self, labels: &[&Label], home: &Location, out: &mut String) {
        let groups = labels.chunk_by(|a, b| a.text == b.text && a.is_in_file_of(&b.at));
        for (number, group) in groups.clone().take(MOST_PLACES).enumerate() {
            let mut places: Vec<String> = group.iter().take(MOST_PLACES).map(|label| position(label, home)).collect();
            if group.len() > MOST_PLACES {
                places.push(count(group.len() - MOST_PLACES, "more place"));
            }
            let line = if group[0].is_in_file_of(home) { "line " } else { "" };
            let text = format!("{line}{}  {}", list(&places), one_line(&group[0].text));
            self.item(if number == 0 { "also" } else { "" }, &text, out);
        }
        let more = groups.skip(MOST_PLACES).map(<[_]>::len).sum();
        if more > 0 {
            self.item("", &format!("and {}", count(more, "more place")), out);
        }
    }

    fn item(&self, name: &str, text: &str, out: &mut String) {
        let head = match name {
            "" => " ".repeat(HEAD),
            name => format!("  {}", self.screen.paint(&padded(&format!("{name}:"), HEAD - 2), Style::new().cyan())),
        };
        push_item(out, &head, HEAD, text, self.screen.prose());
    }
}

/// Whether a fix's title says what the help says.
fn says_the_same(title: &str, help: &str) -> bool {
    title.trim().eq_ignore_ascii_case(help.trim())
}

fn position(label: &Label, home: &Location) -> String {
    let at = label.at.source.position(label.at.span.start);
    match label.is_in_file_of(home) {
        true => format!("{}:{}", at.line, at.column),
        false => format!("{}:{}:{}", path_on_screen(label.at.source.path()), at.line, at.column),
    }
}

/// A decision as a person reads it.
fn in_words(decision: &str) -> String {
    match decision {
        "Permit" => "yes (Permit)".to_owned(),
        "Deny" => "no (Deny: a rule forbids it)".to_owned(),
        "NotApplicable" => "no (NotApplicable: no rule grants it)".to_owned(),
        "Indeterminate" => "no (Indeterminate: the decision fails)".to_owned(),
        other => format!("cannot be told ({other})"),
    }
}

/// The last line: how many, in how many files.
fn closing(findings: &[Finding], summary: &Summary, files: usize) -> String {
    if findings.is_empty() {
        let looked_at = [(summary.files, "file"), (summary.services, "service"), (summary.notices, "notice")];
        let looked_at: Vec<String> =
            looked_at.iter().filter(|(number, _)| *number > 0).map(|(number, what)| count(*number, what)).collect();
        return match looked_at.is_empty() {
            true => format!("nothing to complain about{}", silenced(summary)),
            false => format!("nothing to complain about: {} checked{}", list(&looked_at), silenced(summary)),
        };
    }
    let of = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let kinds = [(of(Severity::Error), "error"), (of(Severity::Warning), "warning"), (of(Severity::Info), "info")];
    let kinds: Vec<String> =
        kinds.iter().filter(|(number, _)| *number > 0).map(|(number, what)| count(*number, what)).collect();
    let (kinds, all) = (list(&kinds), count(summary.files.max(files), "file"));
    format!("{kinds} in {files} of {all}{}{}", repairable(findings), silenced(summary))
}

/// How many findings have a repair that needs no look.
fn repairable(findings: &[Finding]) -> String {
    match findings.iter().filter(|finding| finding.is_repairable()).count() {
        0 => String::new(),
        repairable => format!("; {repairable} can be repaired by `notify-lint fix`"),
    }
}

/// What there would be beside, had nobody decided otherwise.
fn silenced(summary: &Summary) -> String {
    match summary.silenced {
        0 => String::new(),
        silenced => format!("; {} silenced", count(silenced, "finding")),
    }
}
