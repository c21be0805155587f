use super::{Judged, deletion, word};
use crate::finding::{Fix, Safety, SilencedBy};
use crate::rules::{Context, Report};

pub(super) fn check(judged: &Judged, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(malformed) = &judged.suppression.malformed else { return };
    let finding = report.at(word(&judged.suppression, malformed.span));
    let what = match judged.suppression.by {
        SilencedBy::Comment => "this comment to notify-lint",
        SilencedBy::Configuration | SilencedBy::Baseline => "this entry under `[[ignore]]`",
    };
    finding
        .says(format!("{what} cannot be understood: {}", malformed.message))
        .help(&malformed.help)
        .note("it silences nothing as it stands");
    if let Some(meant) = malformed.meant {
        let title = format!("write `{}`", meant.value);
        finding.fix(Fix::replace(title, Safety::Safe, word(&judged.suppression, meant.span), meant.value));
    } else if let Some(fix) = deletion(&judged.suppression, Safety::Unsafe) {
        finding.fix(fix);
    }
}
