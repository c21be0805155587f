//! A scope that is nearly one of the Notifications API.

use crate::finding::{Fix, Safety};
use crate::rules::context::Joined;
use crate::rules::{Context, Report};
use crate::workspace::meant_by;

pub(crate) fn check(joined: &Joined, _: &Context<'_>, report: &mut Report<'_>) {
    for setup in &joined.sending.setups {
        for scope in setup.scopes.iter().flat_map(|list| &list.scopes) {
            let Some(right) = meant_by(&scope.value) else { continue };
            let finding = report.at(setup.at(scope.span));
            finding
                .says(format!(
                    "the Notifications API asks for the scope `{right}`, and `{}` is another one: every order is refused",
                    scope.value
                ))
                .help(format!("write `{right}`"));
            // A value that is written with escapes is not put right in part.
            if setup.source.slice(scope.span) == scope.value {
                finding.fix(Fix::replace(format!("write `{right}`"), Safety::Unsafe, setup.at(scope.span), right));
            }
        }
    }
}
