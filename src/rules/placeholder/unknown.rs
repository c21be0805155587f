//! A placeholder that nobody fills in: it is sent as it stands.

use crate::finding::{Fix, Safety};
use crate::notice::{Form, Notice};
use crate::rules::grammar::{list, nearest};
use crate::rules::{Context, Report};
use crate::text::{filled_in, placeholders, successor, visible};

/// Works in the inbox message of signing, and nowhere else.
const INBOX_ONLY: &str = "instanceUrl";

pub(crate) fn check(notice: &Notice, _: &Context<'_>, report: &mut Report<'_>) {
    if notice.form == Form::AppInstantiation {
        // What the app library fills in, and where, has rules of its own.
        return;
    }
    let known = filled_in(notice.form);
    let mut told = Vec::new();
    for text in &notice.texts {
        for found in placeholders(&visible(text)) {
            let at = text.text.span_of(found.range.clone());
            if known.contains(&found.name) || told.contains(&at) {
                continue;
            }
            let is_slip =
                known.iter().any(|name| name.eq_ignore_ascii_case(found.name)) || successor(found.name).is_some();
            // A program of the user's own may fill in what it likes.
            if notice.form == Form::Own && !is_slip {
                continue;
            }
            told.push(at);
            let whole = |name: &str| format!("${name}$");
            let written = whole(found.name);
            let by_case = known.iter().copied().find(|name| name.eq_ignore_ascii_case(found.name));
            let replaced = successor(found.name).filter(|name| known.contains(name));
            let meant = by_case.or(replaced).or_else(|| nearest(found.name, known.iter().copied()));
            let finding = report.at(notice.at(at));
            finding.says(format!("nobody fills in `{written}`: people will read it as it stands"));
            if by_case.is_some() {
                finding.note("upper and lower case count");
            } else if replaced.is_some() {
                finding.note("Altinn 2 knew this name, and Altinn 3 does not");
            } else if notice.form == Form::TextResource && found.name == INBOX_ONLY {
                finding.note("it becomes a link in the inbox message of signing, but not in an SMS or e-mail");
            }
            match meant {
                Some(name) => {
                    let safety = if by_case.is_some() { Safety::Safe } else { Safety::Unsafe };
                    let (title, right) = (format!("write `{}`", whole(name)), whole(name));
                    finding.help(&*title).fix(Fix::replace(title, safety, notice.at(at), right));
                }
                None => {
                    let names: Vec<String> = known.iter().map(|name| format!("`{}`", whole(name))).collect();
                    finding.help(format!("write the words out, or use {}", list(&names)));
                }
            }
        }
    }
}
