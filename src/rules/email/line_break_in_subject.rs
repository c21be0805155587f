//! A line break in a subject.

use super::subjects;
use crate::finding::{Edit, Effect, Fix, Safety};
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::FILLED_IN;

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for text in subjects(notice) {
        let seen = text.seen();
        let is_break = |one: char| (one.is_control() && one != FILLED_IN) || matches!(one, '\u{2028}' | '\u{2029}');
        let mut runs = Vec::new();
        let mut at = 0;
        while let Some(start) = seen[at..].find(is_break).map(|offset| at + offset) {
            at = seen[start..].find(|one| !is_break(one)).map_or(seen.len(), |len| start + len);
            runs.push(start..at);
        }
        // A subject without any word is `email/blank`.
        let Some(first) = runs.first().filter(|_| !seen.trim().is_empty()) else { continue };
        let place = |run: &std::ops::Range<usize>| text.at(run.clone());
        let instead = |run: &std::ops::Range<usize>| {
            let (before, after) = (&seen[..run.start], &seen[run.end..]);
            let is_edge = before.trim().is_empty() || after.trim().is_empty();
            if is_edge || before.ends_with(' ') || after.starts_with(' ') { "" } else { " " }
        };
        let edits: Vec<Edit> = runs.iter().map(|run| Edit { at: place(run), text: instead(run).to_owned() }).collect();
        let finding = report.at(place(first));
        finding
            .says("the subject of the e-mail has a line break or tab in it")
            .note("Altinn puts a blank in its place, so the mistake does not show until somebody reads the mail")
            .help("write the subject on one line");
        if edits.iter().all(|edit| notice.is_on_one_line(edit.at.span)) {
            finding.fix(Fix::new("write a blank instead", Safety::Safe, Effect::Nothing, edits));
        }
        for run in &runs[1..] {
            finding.also(place(run), "another one");
        }
    }
}
