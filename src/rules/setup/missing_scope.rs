//! The Notifications API is called, and no token is asked for that it lets in.

use crate::finding::Severity;
use crate::rules::context::Joined;
use crate::rules::{Context, Report};
use crate::source::Spanned;

pub(crate) fn check(joined: &Joined, _: &Context<'_>, report: &mut Report<'_>) {
    if joined.is_incomplete {
        return;
    }
    for lack in joined.sending.lacks() {
        let names_altinn = |scopes: &[Spanned<String>]| scopes.iter().any(|one| one.value.starts_with("altinn:"));
        // Scopes of others alone may be of a client that has nothing to do with Altinn.
        let of_altinn = lack.lists.iter().position(|(_, list)| names_altinn(&list.scopes));
        let (setup, list) = lack.lists[of_altinn.unwrap_or(0)];
        let Some(last) = list.scopes.last() else { continue };
        let at = setup.at(last.span);
        let finding = if of_altinn.is_some() { report.at(at) } else { report.weighing(Severity::Info, at) };
        finding
            .says(format!(
                "notices are sent here, and nothing asks for the scope `{}`, without which the API refuses every order",
                lack.scope
            ))
            .here("the scopes that are asked for")
            .help(format!("ask for `{}` as well, and see that the Maskinporten client has it", lack.scope))
            .note("a token may come from a place that is not read here; if so, switch this rule off under `[severity]`")
            .also(lack.call.clone(), "this is sent");
        for (setup, list) in lack.lists.iter().filter(|(_, other)| !std::ptr::eq(*other, list)) {
            if let Some(last) = list.scopes.last() {
                finding.also(setup.at(last.span), "nor here");
            }
        }
    }
}
