//! Blanks and line ends in an SMS that nobody sees and somebody pays for.

use super::known;
use crate::finding::{Edit, Effect, Fix, Safety};
use crate::notice::Channel;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use std::ops::Range;

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for sms in known::texts(notice) {
        if sms.seen().trim().is_empty() {
            continue;
        }
        let span = sms.text.text.span();
        // One text may serve as an e-mail too, and there an empty line parts paragraphs.
        let is_email_too =
            notice.texts.iter().any(|text| text.channel == Channel::EmailBody && text.text.span() == span);
        let found = idle(sms.seen(), is_email_too);
        let Some(first) = found.first() else { continue };
        let at = |one: &Idle| sms.text.at(one.range.clone());
        let finding = report.at(at(first));
        finding.says(format!("the SMS has {}", first.what)).help("leave out what nobody sees");
        for one in &found[1..] {
            finding.also(at(one), one.what);
        }
        finding.note("each blank and each line end counts as a character, and a Windows line end as two");
        let edits: Vec<Edit> = found.iter().map(|one| Edit { at: at(one), text: one.instead.to_owned() }).collect();
        if edits.iter().all(|edit| notice.is_on_one_line(edit.at.span)) {
            finding.fix(Fix::new("leave out idle blanks and line ends", Safety::Safe, Effect::Nothing, edits));
        }
    }
}

/// A run of blanks or line ends that says nothing, and how it is written, where line ends are escaped, when it is put right.
struct Idle {
    range: Range<usize>,
    what: &'static str,
    instead: &'static str,
}

fn idle(text: &str, keep_paragraphs: bool) -> Vec<Idle> {
    let is_white = |one: char| matches!(one, ' ' | '\n' | '\r' | '\t');
    let inner = text.trim_matches(is_white);
    let start = text.len() - text.trim_start_matches(is_white).len();
    let end = start + inner.len();
    let mut found = Vec::new();
    if start > 0 {
        found.push(Idle { range: 0..start, what: "blanks or line ends before its first word", instead: "" });
    }
    let mut at = start;
    while let Some(offset) = text[at..end].find(is_white) {
        let from = at + offset;
        let run = &text[from..end];
        let run = &run[..run.find(|one| !is_white(one)).unwrap_or(run.len())];
        at = from + run.len();
        let lines = run.matches('\n').count();
        let range = from..at;
        if run.contains('\r') {
            let instead = if keep_paragraphs && lines > 1 { "\\n\\n" } else { "\\n" };
            found.push(Idle { range, what: "a Windows line end", instead });
        } else if lines > 1 && !(keep_paragraphs && run == "\n\n") {
            found.push(Idle { range, what: "an empty line", instead: if keep_paragraphs { "\\n\\n" } else { "\\n" } });
        } else if lines == 1 && run.len() > 1 {
            found.push(Idle { range, what: "blanks beside a line end", instead: "\\n" });
        } else if lines == 0 && run.matches(' ').count() > 1 {
            found.push(Idle { range, what: "several blanks in a row", instead: " " });
        }
    }
    if end < text.len() {
        found.push(Idle { range: end..text.len(), what: "blanks or line ends after its last word", instead: "" });
    }
    found
}
