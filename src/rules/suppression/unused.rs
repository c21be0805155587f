use super::{Judged, called, deletion, word};
use crate::finding::{Fix, Safety, SilencedBy};
use crate::rules::grammar::list;
use crate::rules::{Context, Report};

/// Said where not everything was looked at.
const PART: &str = "only a part of the repository was looked at; something may be found there by what stands elsewhere";

pub(super) fn check(judged: &Judged, context: &Context<'_>, report: &mut Report<'_>) {
    let suppression = &judged.suppression;
    if !suppression.holds(context.as_of) || !judged.idle.contains(&true) {
        return;
    }
    let safety = if judged.is_sure { Safety::Safe } else { Safety::Unsafe };
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
        if let Some(path) = &judged.moved {
            finding.note(format!("the same is found in `{path}` now: where the file was moved, `notify-lint baseline update` knows it there"));
        }
        if let Some(fix) = deletion(suppression, safety) {
            finding.fix(fix);
        }
        if !judged.is_sure {
            finding.note(PART);
        }
        return;
    }
    for (number, rule) in suppression.rules.iter().enumerate().filter(|(number, _)| judged.idle[*number]) {
        let finding = report.at(word(suppression, rule.span));
        finding
            .says(format!("{} need not name `{}`, which finds nothing there", called(suppression), rule.value))
            .help("take the name out, so that it does not hide what comes later");
        if let Some(cut) = suppression.cuts.get(number) {
            finding.fix(Fix::replace(format!("take `{}` out", rule.value), safety, word(suppression, *cut), ""));
        }
        if !judged.is_sure {
            finding.note(PART);
        }
    }
}
