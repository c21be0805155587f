//! A placeholder in an app's notice that the app library does not fill in.

use crate::finding::{Fix, Safety};
use crate::notice::{Form, Kind, Order};
use crate::rules::grammar::{list, nearest};
use crate::rules::{Context, Report};
use crate::text::{Shown, filled_in, placeholders};

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if order.form != Form::AppInstantiation {
        return;
    }
    let known = filled_in(order.form);
    for notice in order.notices.iter().filter(|notice| notice.kind == Kind::Main) {
        for text in &notice.texts {
            let shown = Shown::of(text);
            for found in placeholders(shown.as_str()) {
                let at = order.at(shown.span(text, found.range.clone()));
                let written = format!("${}$", found.name);
                if !known.contains(&found.name) {
                    let meant = known
                        .iter()
                        .copied()
                        .find(|name| name.eq_ignore_ascii_case(found.name))
                        .or_else(|| (found.name == "recipientName").then_some("instanceOwnerName"))
                        .or_else(|| nearest(found.name, known.iter().copied()));
                    let finding = report.at(at.clone());
                    finding.says(format!("the app does not fill in `{written}`: people read it as it stands"));
                    match meant {
                        Some(name) => {
                            let right = format!("${name}$");
                            let title = format!("write `{right}`");
                            let safety =
                                if name.eq_ignore_ascii_case(found.name) { Safety::Safe } else { Safety::Unsafe };
                            finding.help(&*title).fix(Fix::replace(title, safety, at, right));
                        }
                        None => {
                            let names: Vec<String> = known.iter().map(|name| format!("`${name}$`")).collect();
                            finding.help(format!("use {}", list(&names)));
                        }
                    }
                }
            }
        }
    }
}
