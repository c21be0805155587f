//! A placeholder of Altinn's that the shell takes for a variable of its own.

use super::verdict::{Found, found};
use crate::finding::{Fix, Safety};
use crate::notice::is_expanded;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let is_taken = |one: &Found<'_>| is_expanded(&one.text.text, one.text.as_written(one.range.clone()));
    for one in found(notice).into_iter().filter(is_taken) {
        // In a Makefile each `$` is written twice, and the shell sees one.
        let sign = if notice.source.slice(one.at).starts_with("$$") { "$$" } else { "$" };
        let written = format!("\\{sign}{}\\{sign}", one.name);
        report
            .at(notice.at(one.at))
            .says(format!(
                "the shell takes `${}` for a variable of its own, and leaves a lone `$` to be sent",
                one.name
            ))
            .note("between double quotes, and in a text behind `<<` without quotes, `$` begins a variable")
            .help(format!("write `{written}`, or put the body between single quotes"))
            .fix(Fix::replace(format!("write `{written}`"), Safety::Safe, notice.at(one.at), written.clone()));
    }
}
