use super::Judged;
use crate::rules::{Context, Report};

pub(super) fn check(judged: &Judged, _: &Context<'_>, report: &mut Report<'_>) {
    let suppression = &judged.suppression;
    if suppression.reason.is_some() || suppression.malformed.is_some() {
        return;
    }
    report
        .at(suppression.at.clone())
        .says("this comment gives no reason, so it silences nothing")
        .help("say why behind a colon: `notify-lint: ignore family/rule: the reason`");
}
