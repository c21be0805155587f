//! Two `AnyOf` of one category in a rule: written as AND, read by Altinn as OR.

use crate::pdp::altinn::each_any_of;
use crate::rules::{Context, Report, grammar};
use crate::source::Span;
use crate::workspace::{Access, Service};
use crate::xacml::{AnyOf, Category, Rule};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, access)) = service.sound_access() else { return };
    for rule in &file.policy.rules {
        for category in [Category::Subject, Category::Resource, Category::Action] {
            let Some(second) = second_any_of(rule, category) else { continue };
            // Where every AnyOf says the same of every request that occurs, OR and AND are the same.
            let differing = access.probes(category).enumerate().filter(|(_, probe)| {
                let each = each_any_of(rule, category, &service.binding, probe);
                each.contains(&true) && each.contains(&false)
            });
            let differing: Vec<usize> = differing.map(|(number, _)| number).collect();
            if differing.is_empty() {
                continue;
            }
            let finding = report.at(file.at(second));
            finding
                .says(format!(
                    "Altinn is content when one of the {} lists of this rule matches; as written, all must",
                    category.name()
                ))
                .help("put the matches that belong together into one `AllOf`")
                .note(format!(
                    "so rule `{}` applies also {}, where only one of them matches",
                    rule.id.value,
                    beyond(access, category, &differing)
                ))
                .also(file.at(rule.start_tag), "in this rule");
            if category == Category::Subject {
                finding.about(access.subjects(&differing));
            }
        }
    }
}

/// Whom or what the rule covers only because one list is enough.
fn beyond(access: &Access, category: Category, which: &[usize]) -> String {
    match category {
        Category::Resource => {
            let places: Vec<String> = which.iter().map(|&place| access.places[place].display()).collect();
            grammar::list(&places)
        }
        Category::Action => {
            let actions: Vec<String> = which.iter().map(|&action| format!("`{}`", access.actions[action])).collect();
            format!("to {}", grammar::list(&actions))
        }
        _ => format!("to {}", access.display(which)),
    }
}

fn second_any_of(rule: &Rule<'_>, category: Category) -> Option<Span> {
    let of_category = |any_of: &&AnyOf<'_>| {
        any_of.all_of.iter().flat_map(|all_of| &all_of.matches).any(|one| one.category() == category)
    };
    rule.target.as_ref()?.any_of.iter().filter(of_category).nth(1).map(|any_of| any_of.start_tag)
}
