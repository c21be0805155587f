//! Two `AnyOf` of one category in a rule: written as AND, read by Altinn as OR.

use crate::pdp::altinn::each_any_of;
use crate::rules::{Context, Report};
use crate::source::Span;
use crate::workspace::Service;
use crate::xacml::{AnyOf, Category, Rule};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, access)) = service.sound_access() else { return };
    for rule in &file.policy.rules {
        for category in [Category::Subject, Category::Resource, Category::Action] {
            let Some(second) = second_any_of(rule, category) else { continue };
            // Where every AnyOf says the same of every request that occurs, OR and AND are the same.
            let differs = access.probes(category).any(|probe| {
                let each = each_any_of(rule, category, &service.binding, probe);
                each.contains(&true) && each.contains(&false)
            });
            if differs {
                report
                    .at(file.at(second))
                    .says(format!(
                        "Altinn takes one of the {} lists of this rule as enough; written is that all must match",
                        category.name()
                    ))
                    .help("put the matches that belong together into one `AllOf`")
                    .note(format!("rule `{}` grants more than it says", rule.id.value))
                    .also(file.at(rule.start_tag), "in this rule");
            }
        }
    }
}

fn second_any_of(rule: &Rule<'_>, category: Category) -> Option<Span> {
    let of_category = |any_of: &&AnyOf<'_>| {
        any_of.all_of.iter().flat_map(|all_of| &all_of.matches).any(|one| one.category() == category)
    };
    rule.target.as_ref()?.any_of.iter().filter(of_category).nth(1).map(|any_of| any_of.start_tag)
}
