use super::{Judged, called};
use crate::finding::SilencedBy;
use crate::rules::{Context, Report};

pub(super) fn check(judged: &Judged, _: &Context<'_>, report: &mut Report<'_>) {
    let suppression = &judged.suppression;
    if suppression.reason.is_some() || suppression.malformed.is_some() {
        return;
    }
    let help = match suppression.by {
        SilencedBy::Comment => "say why behind a colon: `notify-lint: ignore family/rule: the reason`",
        SilencedBy::Configuration | SilencedBy::Baseline => "say why: `reason = \"…\"`",
    };
    let message = format!("{} gives no reason, so it silences nothing", called(suppression));
    report.at(suppression.at.clone()).says(message).help(help);
}
