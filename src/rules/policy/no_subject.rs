//! A rule without subject: everyone may.

use crate::finding::Witness;
use crate::pdp::analysis::{Analysis, Dialect, Domain, Judgement, OpenToAll};
use crate::pdp::{Decision, Request};
use crate::rules::{Context, Report, grammar};
use crate::workspace::{Service, occurring};
use crate::xacml::{Category, Effect, Rule};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, access)) = service.sound_access() else { return };
    let opens = |rule: &&Rule<'_>| {
        let permits = rule.effect.value == Effect::Permit && rule.condition.is_none();
        permits && rule.matches().next().is_some() && !rule.names(Category::Subject)
    };
    if !file.policy.rules.iter().any(|rule| opens(&rule)) {
        return;
    }
    let domain = occurring(service, access);
    let analysis = domain.as_ref().map(|domain| Analysis::new(&file.policy, &service.binding, domain, Dialect::Altinn));
    let open = analysis.as_ref().map(Analysis::open_to_all).unwrap_or_default();
    for (number, rule) in file.policy.rules.iter().enumerate().filter(|(_, rule)| opens(rule)) {
        let finding = report.at(file.at(rule.start_tag));
        finding
            .says(format!("the rule names no subject, so everyone may {}", actions(rule)))
            .help("name the roles, access packages or service owner that it is for")
            .note(format!("rule `{}`", rule.id.value));
        let shown = open.iter().find(|one| one.rules.contains(&number));
        if let (Some(shown), Some(analysis), Some(domain)) = (shown, &analysis, &domain) {
            finding.because(witness(domain, shown));
            if let Some(note) = reach(analysis, shown) {
                finding.note(note);
            }
        }
    }
}

/// The request of a user of whom no more is known.
fn witness(domain: &Domain, open: &OpenToAll) -> Witness {
    let (place, action) = (&domain.places[open.shape.place], &domain.actions[open.shape.action]);
    let fixed = &domain.askers[open.shape.asker].fixed;
    let request = fixed.iter().chain(&place.values).chain(&action.values).fold(Request::new(), |request, value| {
        request.with(Category::of(&value.category), value.id.clone(), value.text.clone())
    });
    Witness {
        sentence: format!("whoever has no role at all asks: {} {}", action.name, place.name),
        decision: Decision::Permit.name(),
        request: request.to_json(),
    }
}

/// Whether it stays so, whatever somebody holds.
fn reach(analysis: &Analysis<'_, '_>, open: &OpenToAll) -> Option<String> {
    match &open.to_everyone {
        Judgement::Proved => Some("proved for every request: no role or access package takes it away".to_owned()),
        Judgement::Refuted(example) => {
            let holds = analysis.show(example).ok()?.holds;
            let named: Vec<String> = holds.iter().map(|value| format!("`{}`", value.text)).collect();
            Some(format!("refused to whoever holds {} as well", grammar::list(&named)))
        }
        Judgement::Undecided(_) => None,
    }
}

fn actions(rule: &Rule<'_>) -> String {
    let mut actions: Vec<&str> = rule.matches_of(Category::Action).map(|one| one.value.text.value.trim()).collect();
    actions.dedup();
    if actions.is_empty() { "do everything it covers".into() } else { grammar::list(&actions) }
}
