//! Nobody who can be notified may read.

use super::reach::{never_notified, unreached};
use crate::altinn::attribute;
use crate::finding::Finding;
use crate::rules::{Context, Report};
use crate::workspace::{PolicyFile, READ, Service};
use crate::xacml::{AllOf, Category, Effect, Match};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    // Whoever looks like a recipient and is none is named by a rule of their own.
    let Some(readers) = unreached(service).filter(|readers| never_notified(readers).is_empty()) else { return };
    let whole = readers.whole();
    let finding = report.at(readers.file.at(readers.file.policy.start_tag));
    finding
        .says(format!("no notice ever reaches a person: nobody who can be notified may read on {whole}"))
        .help(format!("grant `read` on {whole} to the roles or access packages that shall hear of it"))
        .note("the organisation's official address is notified all the same; the policy is not asked about it");
    if let Some(who) = readers.reaching().next() {
        finding.because(readers.access.witness(readers.cell(who, readers.place)));
    }
    explain(finding, readers.file);
}

/// Points at what looks like a grant of `read` and is none.
fn explain(finding: &mut Finding, file: &PolicyFile<'_>) {
    let rules = file.policy.rules.iter().filter(|rule| rule.effect.value == Effect::Permit);
    let all_ofs =
        rules.flat_map(|rule| &rule.target).flat_map(|target| &target.any_of).flat_map(|any_of| &any_of.all_of);
    for all_of in all_ofs {
        let actions = actions(all_of);
        let Some(read) = actions.iter().find(|one| is(one, READ)) else { continue };
        let written = &read.value.text.value;
        if written != READ {
            finding.also(file.at(read.value.text.span), format!("letter case counts: `{written}` is not `{READ}`"));
        }
    }
}

fn actions<'p, 't>(all_of: &'p AllOf<'t>) -> Vec<&'p Match<'t>> {
    let is_action = |one: &&Match<'_>| one.category() == Category::Action && one.attribute_id() == attribute::ACTION_ID;
    all_of.matches.iter().filter(is_action).collect()
}

fn is(one: &Match<'_>, action: &str) -> bool {
    one.value.text.value.eq_ignore_ascii_case(action)
}
