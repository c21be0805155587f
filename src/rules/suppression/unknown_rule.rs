use super::{Judged, word};
use crate::finding::{Fix, Safety, SilencedBy};
use crate::rules::{Context, Report};

pub(super) fn check(judged: &Judged, _: &Context<'_>, report: &mut Report<'_>) {
    // Of a comment that is not understood, nobody knows which of its words are names.
    if judged.suppression.malformed.is_some() {
        return;
    }
    for (number, nearest) in &judged.unknown {
        let Some(name) = judged.suppression.rules.get(*number) else { continue };
        let at = word(&judged.suppression, name.span);
        let finding = report.at(at.clone());
        finding.says(format!("there is no rule `{}`, so nothing is silenced", name.value));
        match nearest {
            Some(nearest) => {
                let title = format!("write `{nearest}`");
                let text = match judged.suppression.by {
                    SilencedBy::Comment => (*nearest).to_owned(),
                    SilencedBy::Configuration | SilencedBy::Baseline => format!("\"{nearest}\""),
                };
                finding.help(title.clone()).fix(Fix::replace(title, Safety::Safe, at, text));
            }
            None => {
                finding.help("`notify-lint rules` lists them all");
            }
        }
    }
}
