use super::{Judged, called, deletion, word};
use crate::finding::{Fix, Safety, SilencedBy};
use crate::rules::grammar::list;
use crate::rules::{Context, Report};
use crate::source::Span;

pub(super) fn check(judged: &Judged, context: &Context<'_>, report: &mut Report<'_>) {
    let suppression = &judged.suppression;
    if !suppression.holds(context.as_of) || !judged.idle.contains(&true) {
        return;
    }
    if judged.idle.iter().all(|&idle| idle) {
        let names: Vec<String> = suppression.rules.iter().map(|rule| format!("`{}`", rule.value)).collect();
        let (named, find) = (list(&names), if names.len() == 1 { "finds" } else { "find" });
        let finding = report.at(suppression.at.clone());
        finding.says(format!("{} silences nothing: {named} {find} nothing there", called(suppression))).help(
            match suppression.by {
                SilencedBy::Baseline => {
                    "`notify-lint baseline prune` takes it out, so that it does not hide what comes later"
                }
                _ => "delete it, so that it does not hide what comes later",
            },
        );
        if let Some(fix) = deletion(suppression, Safety::Safe) {
            finding.fix(fix);
        }
        return;
    }
    for (number, rule) in suppression.rules.iter().enumerate().filter(|(number, _)| judged.idle[*number]) {
        let finding = report.at(word(suppression, rule.span));
        finding
            .says(format!("{} need not name `{}`, which finds nothing there", called(suppression), rule.value))
            .help("take the name out, so that it does not hide what comes later");
        if suppression.whole.is_some() {
            let at = word(suppression, with_its_comma(judged, number));
            finding.fix(Fix::replace(format!("take `{}` out", rule.value), Safety::Safe, at, ""));
        }
    }
}

/// A name with what parts it from its neighbour.
fn with_its_comma(judged: &Judged, number: usize) -> Span {
    let rules = &judged.suppression.rules;
    let own = rules[number].span;
    match (rules.get(number + 1), number.checked_sub(1).and_then(|before| rules.get(before))) {
        (Some(next), _) => Span::new(own.start, next.span.start),
        (None, Some(before)) => Span::new(before.span.end, own.end),
        (None, None) => own,
    }
}
