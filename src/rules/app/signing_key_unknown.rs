//! The code names a text for those who are to sign that the app does not have: they get the app library's own.

use crate::finding::{Fix, Safety};
use crate::rules::{Context, Report, grammar};
use crate::workspace::Service;
use std::collections::BTreeSet;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    // Without a process that gives the signers a provider nothing is sent, and no text was kept.
    if service.texts.is_empty() || service.is_incomplete {
        return;
    }
    let known: BTreeSet<&str> =
        service.texts.iter().flat_map(|(_, file)| &file.entries).map(|entry| entry.key.value.as_str()).collect();
    for named in service.signing.iter().filter(|named| !known.contains(named.key.as_str())) {
        let key = named.key.as_str();
        let is_text = key.contains([' ', '{']);
        let says = if is_text {
            format!("a key is wanted here, and `{key}` seems to be the text")
        } else {
            format!("no text of the app has the key `{key}`")
        };
        let finding = report.at(named.at.clone());
        finding.says(says).note("those who are to sign get the app library's own text");
        match grammar::nearest(key, known.iter().copied()).filter(|_| !is_text) {
            Some(near) => {
                let title = format!("write `{near}`");
                finding.help(title.clone());
                if named.is_literal {
                    finding.fix(Fix::replace(title, Safety::Unsafe, named.at.clone(), near));
                }
            }
            None => {
                finding.help(
                    "write the text in `config/texts/resource.nb.json` and in those of the other languages, and its key here",
                );
            }
        }
    }
}
