//! The baseline: findings that were there before, known by their fingerprints.

use crate::anchor::{Anchors, Fingerprint, Fingerprints, Root};
use crate::finding::{Finding, Silence, SilencedBy};
use crate::rules::Judged;
use crate::source::{Location, Source, Span, Spanned};
use crate::suppression::{Scope, Suppression};
use crate::syntax::json::{Document, Kind, Value};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The form of the file; another form gets another number.
pub const SCHEMA: &str = "notify-lint/baseline/1";
/// The reason that is told for what stands in it.
const REASON: &str = "it was there when the baseline was made";

/// A baseline, each entry with its place.
#[derive(Clone, Debug)]
pub struct Baseline {
    source: Arc<Source>,
    entries: Vec<Entry>,
}

/// One finding that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What tells it from others.
    pub fingerprint: Fingerprint,
    /// The rule that found it.
    pub rule: String,
    /// The file, told from the root of the repository.
    pub path: String,
    /// The part of the file, for people.
    pub anchor: String,
    /// What was said, for people.
    pub message: String,
    /// Where it stands in the baseline.
    pub span: Span,
}

/// Why a file is no baseline, and where.
#[derive(Clone, Debug)]
pub struct NoBaseline {
    /// Where.
    pub at: Location,
    /// Why.
    pub message: String,
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// What is no JSON, has another form, or an entry without fingerprint, rule and path.
    pub fn read(source: &Arc<Source>) -> Result<Self, NoBaseline> {
        let no =
            |span: Span, message: &str| NoBaseline { at: Location::new(source, span), message: message.to_owned() };
        let document = Document::parse(source.text());
        if let Some(problem) = document.problems().first() {
            return Err(no(problem.span, "this is no JSON; `notify-lint baseline update` makes a new baseline"));
        }
        let root = document.root().ok_or_else(|| no(Span::default(), "the file is empty"))?;
        let schema = root.get("schema").and_then(Value::as_str);
        if schema.as_deref() != Some(SCHEMA) {
            return Err(no(
                root.span(),
                "this is no baseline that this version can read; `notify-lint baseline update` makes one",
            ));
        }
        let list = root.get("findings").filter(|list| list.kind() == Kind::Array);
        let list = list.ok_or_else(|| no(root.span(), "there is no list of `findings`"))?;
        let entry = |item: Value<'_>| {
            let text = |name| Some(item.get(name)?.as_str()?.into_owned());
            let fingerprint = text("fingerprint").and_then(|text| Fingerprint::parse(&text));
            fingerprint.zip(text("rule")).zip(text("path")).map(|((fingerprint, rule), path)| Entry {
                fingerprint,
                rule,
                path,
                anchor: text("anchor").unwrap_or_default(),
                message: text("message").unwrap_or_default(),
                span: item.span(),
            })
        };
        let entries: Result<Vec<Entry>, NoBaseline> = list
            .items()
            .map(|item| entry(item).ok_or_else(|| no(item.span(), "an entry has no fingerprint, rule or path")))
            .collect();
        Ok(Self { source: Arc::clone(source), entries: entries? })
    }

    /// Every entry, in the order of the file.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Silences what is known, and judges each entry. `findings` are in the order of their places; `in_sight` tells whether
    /// the file and rule of an entry were looked at.
    pub(super) fn silence(
        &self,
        findings: &mut [(Finding, Option<Silence>)],
        root: &Root,
        in_sight: impl Fn(&Entry) -> bool,
    ) -> Vec<Judged> {
        let numbers: HashMap<Fingerprint, usize> =
            self.entries.iter().enumerate().map(|(number, entry)| (entry.fingerprint, number)).collect();
        let mut used = HashSet::new();
        let mut new: HashMap<(&str, String), Vec<&Finding>> = HashMap::new();
        let (mut anchors, mut fingerprints) = (Anchors::default(), Fingerprints::new(root));
        for (finding, silence) in findings {
            let anchor = anchors.of(&finding.at);
            let fingerprint = fingerprints.next(finding, &anchor);
            let Some(&number) = numbers.get(&fingerprint) else {
                if silence.is_none() {
                    new.entry((finding.rule, anchor)).or_default().push(finding);
                }
                continue;
            };
            used.insert(number);
            if silence.is_none() {
                let at = Some(Location::new(&self.source, self.entries[number].span));
                *silence = Some(Silence { by: SilencedBy::Baseline, reason: REASON.to_owned(), at });
            }
        }
        let moved = |entry: &Entry| {
            let alike = new.get(&(entry.rule.as_str(), entry.anchor.clone()))?;
            let is_it = |one: &&&Finding| Fingerprint::at(one, &entry.path, &entry.anchor) == entry.fingerprint;
            alike.iter().find(is_it).map(|one| root.path(one.at.source.path()))
        };
        let judged = |(number, entry): (usize, &Entry)| {
            let is_idle = !used.contains(&number) && in_sight(entry);
            Judged {
                suppression: self.suppression(entry),
                idle: vec![is_idle],
                unknown: Vec::new(),
                is_sure: true,
                moved: is_idle.then(|| moved(entry)).flatten(),
            }
        };
        self.entries.iter().enumerate().map(judged).collect()
    }

    fn suppression(&self, entry: &Entry) -> Suppression {
        Suppression {
            at: Location::new(&self.source, entry.span),
            by: SilencedBy::Baseline,
            rules: vec![Spanned::new(entry.rule.clone(), entry.span)],
            cuts: Vec::new(),
            scope: Scope::Nothing,
            until: None,
            reason: Some(REASON.to_owned()),
            malformed: None,
            whole: None,
        }
    }
}

/// The entries of findings, which are in the order of their places.
pub fn entries<'f>(findings: impl IntoIterator<Item = &'f Finding>, root: &Root) -> Vec<Entry> {
    let (mut anchors, mut fingerprints) = (Anchors::default(), Fingerprints::new(root));
    findings
        .into_iter()
        .map(|finding| {
            let anchor = anchors.of(&finding.at);
            Entry {
                fingerprint: fingerprints.next(finding, &anchor),
                rule: finding.rule.to_string(),
                path: root.path(finding.at.source.path()),
                anchor,
                message: finding.message.clone(),
                span: Span::default(),
            }
        })
        .collect()
}

/// The text of a baseline: one entry on a line, in the order of path, rule and fingerprint, so that two branches seldom
/// touch the same line.
pub fn text(mut entries: Vec<Entry>) -> String {
    entries.sort_by(|a, b| (&a.path, &a.rule, a.fingerprint).cmp(&(&b.path, &b.rule, b.fingerprint)));
    entries.dedup_by_key(|entry| entry.fingerprint);
    let lines: Vec<String> = entries
        .iter()
        .map(|entry| {
            let line = serde_json::json!({
                "fingerprint": entry.fingerprint.to_string(),
                "rule": entry.rule,
                "path": entry.path,
                "anchor": entry.anchor,
                "message": entry.message,
            });
            format!("\n    {line}")
        })
        .collect();
    let end = if lines.is_empty() { "" } else { "\n  " };
    format!("{{\n  \"schema\": \"{SCHEMA}\",\n  \"findings\": [{}{end}]\n}}\n", lines.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, fingerprint: &str) -> Entry {
        Entry {
            fingerprint: Fingerprint::parse(fingerprint).expect("sixteen digits"),
            rule: "policy/whitespace".into(),
            path: path.into(),
            anchor: "Rule[æ]".into(),
            message: "en \"æøå\"".into(),
            span: Span::default(),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let written = text(vec![entry("b.xml", "00000000000000ff"), entry("a.xml", "0123456789abcdef")]);
        let read = Baseline::read(&Source::from_text("b.json", written.clone())).expect("a baseline");
        let without_places: Vec<Entry> =
            read.entries().iter().map(|entry| Entry { span: Span::default(), ..entry.clone() }).collect();
        assert_eq!(without_places, [entry("a.xml", "0123456789abcdef"), entry("b.xml", "00000000000000ff")]);
        assert_eq!(text(without_places), written);
        assert_eq!(text(Vec::new()), "{\n  \"schema\": \"notify-lint/baseline/1\",\n  \"findings\": []\n}\n");
    }

    #[test]
    fn what_is_no_baseline_is_refused_with_its_place() {
        let read = |text: &str| Baseline::read(&Source::from_text("b.json", text)).map(|_| ()).map_err(|no| no.message);
        assert_eq!(read("{"), Err("this is no JSON; `notify-lint baseline update` makes a new baseline".into()));
        assert!(read("{\"schema\": \"notify-lint/baseline/9\"}").is_err());
        assert!(read("{\"schema\": \"notify-lint/baseline/1\", \"findings\": [{}]}").is_err());
    }
}
