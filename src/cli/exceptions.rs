//! `--add-ignore REASON`: writes down, for everything that is found, that it is not to be heard of.
//!
//! In XML a comment is put before the element; what has no comments gets entries in notify-lint.toml.

use super::job::Job;
use super::write::{self, Writer};
use super::{Result, Status, Trouble};
use crate::anchor::Anchors;
use crate::config::FILE_NAME;
use crate::finding::Finding;
use crate::fix::Rewritten;
use crate::lint::Outcome;
use crate::rules::is_about_silence;
use crate::source::{Encoding, Source, Span};
use crate::suppression::comment_text;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

/// The rules to be silent, by the element they are to be silent of.
type Comments = BTreeMap<Span, BTreeSet<String>>;

/// Writes comments and entries, and says where.
pub(super) fn add(job: &Job, outcome: &Outcome, reason: &str, out: &mut dyn Write) -> Result<Status> {
    let reason = reason.trim();
    if reason.is_empty() || reason.contains(['\n', '\r']) || reason.contains("--") {
        return Err(Trouble("a reason is one line of text, without `--`, which would end an XML comment".to_owned()));
    }
    let (in_markup, elsewhere): (Vec<&Finding>, Vec<&Finding>) = outcome
        .findings
        .iter()
        .filter(|finding| !is_about_silence(finding.rule))
        .partition(|finding| is_markup(&finding.at.source));
    let mut files: BTreeMap<PathBuf, (Arc<Source>, Comments)> = BTreeMap::new();
    for finding in &in_markup {
        let source = &finding.at.source;
        let (_, comments) =
            files.entry(source.path().to_owned()).or_insert_with(|| (Arc::clone(source), BTreeMap::new()));
        let element = crate::suppression::element_round(source, finding.at.span);
        comments.entry(element).or_default().insert(finding.rule.to_string());
    }
    let writer = Writer::new(&job.here, &job.paths);
    let mut written = Vec::new();
    for (path, (source, comments)) in files {
        let before = bytes_of(&path)?;
        let after = with_comments(&source, &comments, reason);
        writer
            .write(&Rewritten { path: path.clone(), before, after })
            .map_err(|why| Trouble(format!("`{}` was left as it is: {why}", path.display())))?;
        written.push(path);
    }
    if !elsewhere.is_empty() {
        written.push(add_entries(job, &elsewhere, reason)?);
    }
    let count = in_markup.len() + elsewhere.len();
    let files: Vec<String> = written.iter().map(|path| format!("`{}`", path.display())).collect();
    match count {
        0 => writeln!(out, "nothing is found, so nothing was written")?,
        _ => writeln!(out, "{} silenced in {}", crate::rules::grammar::count(count, "finding"), files.join(", "))?,
    }
    Ok(Status::Clean)
}

fn is_markup(source: &Source) -> bool {
    // Other encodings are not written back: the linter reads them, and says that they should be UTF-8.
    matches!(source.encoding(), Encoding::Utf8 | Encoding::Utf8Bom)
        && source.text().trim_start_matches('\u{FEFF}').trim_start().starts_with('<')
}

#[allow(clippy::disallowed_methods)]
fn bytes_of(path: &std::path::Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| Trouble(format!("cannot read `{}`: {error}", path.display())))
}

/// The bytes of a file with a comment before each element that has something to say, indented as the element is.
fn with_comments(source: &Source, comments: &Comments, reason: &str) -> Vec<u8> {
    let text = source.text();
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut after = source.encoding().byte_order_mark().to_vec();
    let text = text.strip_prefix('\u{FEFF}').map_or(text, |rest| if after.is_empty() { text } else { rest });
    let shift = source.text().len() - text.len();
    let mut at = 0;
    for (element, rules) in comments {
        let start = (element.start as usize).saturating_sub(shift);
        let line_start = text[..start].rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let indent = &text[line_start..start];
        let rules: Vec<&str> = rules.iter().map(String::as_str).collect();
        let comment = comment_text(&rules, reason);
        after.extend_from_slice(&text.as_bytes()[at..start]);
        after.extend_from_slice(comment.as_bytes());
        if indent.trim().is_empty() {
            after.extend_from_slice(line_end.as_bytes());
            after.extend_from_slice(indent.as_bytes());
        }
        at = start;
    }
    after.extend_from_slice(&text.as_bytes()[at..]);
    after
}

/// Appends entries to the configuration, or begins one beside the root of the repository.
fn add_entries(job: &Job, findings: &[&Finding], reason: &str) -> Result<PathBuf> {
    let folder = job.settings.folder.clone().unwrap_or_else(|| job.here.clone());
    let file = job.settings.file.clone().unwrap_or_else(|| folder.join(FILE_NAME));
    let from = job.settings.globs_from(&job.here);
    let mut anchors = Anchors::default();
    let entries: BTreeSet<(String, String, String)> = findings
        .iter()
        .map(|finding| {
            let path = globset::escape(&from.path(finding.at.source.path()));
            (path, anchors.of(&finding.at), finding.rule.to_string())
        })
        .collect();
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut text = match job.settings.file {
        Some(_) => String::from_utf8_lossy(&bytes_of(&file)?).into_owned(),
        None => String::new(),
    };
    if !job.settings.config.ignore.is_empty() {
        let advice = "`ignore` is a list of globs here, to which TOML lets no `[[ignore]]` be added; write it as `[[ignore]]` \
                      tables or put the entries into the list by hand";
        return Err(Trouble(format!("{}: {advice}", file.display())));
    }
    for (path, anchor, rule) in entries {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!("[[ignore]]\nrule = {}\npath = {}\n", quoted(&rule), quoted(&path)));
        if !anchor.is_empty() {
            text.push_str(&format!("anchor = {}\n", quoted(&anchor)));
        }
        text.push_str(&format!("reason = {}\n", quoted(reason)));
    }
    write::output(&file, |file| file.write_all(text.as_bytes()))
        .map_err(|error| Trouble(format!("cannot write `{}`: {error}", file.display())))?;
    Ok(file)
}
