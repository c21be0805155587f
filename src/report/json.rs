//! Findings for programs. `docs/json-output.md` describes the form, and a test holds both together.

use super::json_text::write_list;
use super::words::slashed;
use super::{Sheet, Summary};
use crate::finding::{Finding, Fix, Safety, Silence, Silenced, Sources, Subject, Witness};
use crate::source::{Location, Position};
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::io::{self, Write};

/// The form of the JSON; another form gets another number.
pub(super) const SCHEMA: &str = "notify-lint/findings/1";

/// Writes one object, each finding on a line of its own.
pub(super) fn write(sheet: &Sheet<'_>, out: &mut impl Write) -> io::Result<()> {
    let (heard, silenced) = (sheet.findings.iter().map(Heard), sheet.silenced.iter().map(Unheard));
    write_parts(heard, silenced, sheet.summary, out)
}

/// The same of findings that are in our form already.
pub(super) fn write_parts(
    heard: impl Iterator<Item = impl Serialize>,
    silenced: impl Iterator<Item = impl Serialize>,
    summary: &Summary,
    out: &mut impl Write,
) -> io::Result<()> {
    write!(out, "{{\"schema\":\"{SCHEMA}\",\"findings\":")?;
    write_list(heard, out)?;
    out.write_all(b",\"silenced\":")?;
    write_list(silenced, out)?;
    out.write_all(b",\"summary\":")?;
    serde_json::to_writer(&mut *out, summary)?;
    out.write_all(b"}\n")
}

/// Writes every finding as a document of its own, then those that are silenced, then the summary.
pub(super) fn write_lines(sheet: &Sheet<'_>, out: &mut impl Write) -> io::Result<()> {
    let findings = sheet.findings.iter().map(|finding| Line::Finding(Heard(finding)));
    let silenced = sheet.silenced.iter().map(|one| Line::Silenced(Unheard(one)));
    for line in findings.chain(silenced).chain([Line::Summary(sheet.summary)]) {
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// A line of output that is read line by line.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line<'f> {
    Finding(Heard<'f>),
    Silenced(Unheard<'f>),
    Summary(&'f Summary),
}

/// A finding, opened when it is written and no longer.
struct Heard<'f>(&'f Finding);

impl Serialize for Heard<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        One::of(&self.0.opened(&mut Sources::default())).serialize(serializer)
    }
}

/// The same of one that is silenced, with the reason.
struct Unheard<'f>(&'f Silenced);

impl Serialize for Unheard<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Silence { by, reason, at } = &self.0.silence;
        let silence = Why { by: by.name(), reason, at: at.as_ref().map(Stretch::of) };
        WithReason { finding: One::of(&self.0.finding.opened(&mut Sources::default())), silence }.serialize(serializer)
    }
}

#[derive(Serialize)]
struct WithReason<'f> {
    #[serde(flatten)]
    finding: One<'f>,
    silence: Why<'f>,
}

#[derive(Serialize)]
struct Why<'f> {
    by: &'f str,
    reason: &'f str,
    at: Option<Stretch<'f>>,
}

#[derive(Serialize)]
struct One<'f> {
    rule: &'f str,
    catalogue: Option<&'f str>,
    severity: crate::finding::Severity,
    #[serde(flatten)]
    at: Stretch<'f>,
    message: &'f str,
    help: Option<&'f str>,
    notes: &'f [String],
    label: Option<&'f str>,
    labels: Vec<Placed<'f>>,
    subjects: &'f [Subject],
    witness: Option<Shown<'f>>,
    fix: Option<Repair<'f>>,
    choices: Vec<Repair<'f>>,
}

/// A stretch of a file.
#[derive(Serialize)]
struct Stretch<'f> {
    path: Cow<'f, str>,
    #[serde(serialize_with = "position")]
    start: Position,
    #[serde(serialize_with = "position")]
    end: Position,
}

/// A stretch with a text: of a label, or of an edit.
#[derive(Serialize)]
struct Placed<'f> {
    #[serde(flatten)]
    at: Stretch<'f>,
    text: &'f str,
}

#[derive(Serialize)]
struct Shown<'f> {
    sentence: &'f str,
    decision: &'f str,
    request: &'f serde_json::Value,
}

#[derive(Serialize)]
struct Repair<'f> {
    title: &'f str,
    safety: Safety,
    edits: Vec<Placed<'f>>,
}

impl<'f> One<'f> {
    fn of(finding: &'f Finding) -> Self {
        Self {
            rule: finding.rule,
            catalogue: finding.catalogue,
            severity: finding.severity,
            at: Stretch::of(&finding.at),
            message: &finding.message,
            help: finding.help.as_deref(),
            notes: &finding.notes,
            label: finding.label.as_deref(),
            labels: finding.labels.iter().map(|label| Placed::of(&label.at, &label.text)).collect(),
            subjects: &finding.subjects,
            witness: finding.witness.as_ref().map(Shown::of),
            fix: finding.fix.as_ref().map(Repair::of),
            choices: finding.choices.iter().map(Repair::of).collect(),
        }
    }
}

impl<'f> Stretch<'f> {
    fn of(at: &'f Location) -> Self {
        let position = |offset| at.source.position(offset);
        Self { path: slashed(at.source.path()), start: position(at.span.start), end: position(at.span.end) }
    }
}

impl<'f> Placed<'f> {
    fn of(at: &'f Location, text: &'f str) -> Self {
        Self { at: Stretch::of(at), text }
    }
}

impl<'f> Shown<'f> {
    fn of(witness: &'f Witness) -> Self {
        Self { sentence: &witness.sentence, decision: witness.decision, request: &witness.request }
    }
}

impl<'f> Repair<'f> {
    fn of(fix: &'f Fix) -> Self {
        let edits = fix.edits.iter().map(|edit| Placed::of(&edit.at, &edit.text)).collect();
        Self { title: &fix.title, safety: fix.safety, edits }
    }
}

fn position<S: Serializer>(position: &Position, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Numbers {
        offset: u64,
        line: u32,
        column: u32,
    }
    Numbers { offset: position.offset, line: position.line, column: position.column }.serialize(serializer)
}
