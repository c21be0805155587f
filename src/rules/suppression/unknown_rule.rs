use super::{Judged, word};
use crate::finding::{Fix, Safety};
use crate::rules::{Context, METAS, Meta, Report};

pub(super) fn check(judged: &Judged, _: &Context<'_>, report: &mut Report<'_>) {
    // What an entry of the configuration names is looked at when the configuration is read.
    for name in &judged.suppression.rules {
        if Meta::find(&name.value).is_some() || is_family(&name.value) {
            continue;
        }
        let at = word(&judged.suppression, name.span);
        let finding = report.at(at.clone());
        finding.says(format!("there is no rule `{}`, so nothing is silenced", name.value));
        match Meta::nearest(&name.value) {
            Some(nearest) => {
                let title = format!("write `{nearest}`");
                finding.help(title.clone()).fix(Fix::replace(title, Safety::Safe, at, nearest));
            }
            None => {
                finding.help("`notify-lint rules` lists them all");
            }
        }
    }
}

fn is_family(name: &str) -> bool {
    METAS.iter().any(|meta| meta.family().eq_ignore_ascii_case(name))
}
