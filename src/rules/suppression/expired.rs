use super::{Judged, called, deletion, word};
use crate::finding::Safety;
use crate::rules::{Context, Report};

pub(super) fn check(judged: &Judged, context: &Context<'_>, report: &mut Report<'_>) {
    let suppression = &judged.suppression;
    let Some(until) = suppression.until.filter(|_| suppression.is_over(context.as_of)) else { return };
    let finding = report.at(word(suppression, until.span));
    finding
        .says(format!("{} held until {} and silences nothing any more", called(suppression), until.value))
        .help("repair what it was to silence, or, where the reason still holds, give it a later day");
    if let Some(fix) = deletion(suppression, Safety::Safe) {
        finding.fix(fix);
    }
}
