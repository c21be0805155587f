//! The trace of a request says what the decision rests on: put together again, it is the decision.

#![allow(clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod binary;

use notify_lint::config::Config;
use notify_lint::lint::{Files, Repository, Seen};
use notify_lint::pdp::altinn::{Binding, Version};
use notify_lint::pdp::trace::{RuleTrace, State};
use notify_lint::pdp::{Decision, Dialect, Fault, Request};
use notify_lint::syntax::xml::Document;
use notify_lint::workspace::{Cell, Service};
use notify_lint::xacml::{self, Category, Combining, Effect, Policy, Root, combining};
use std::path::{Path, PathBuf};

struct Disk;

impl Files for Disk {
    fn read(&self, path: &Path) -> std::io::Result<Option<Vec<u8>>> {
        std::fs::read(path).map(Some)
    }
}

/// What the rules of a trace come to, by the tables of XACML 3.0.
fn combined(policy: &Policy<'_>, rules: &[RuleTrace], by_category: bool) -> Decision {
    let mut candidates = Vec::new();
    let (mut missing, mut unknown) = (false, false);
    for rule in rules {
        let sides = rule
            .parts
            .iter()
            .filter(|part| part.category != Some(Category::Subject))
            .map(|part| &part.state)
            .collect::<Vec<_>>();
        if by_category {
            if sides.iter().any(|state| matches!(state, State::Fails(_, Some(Fault::Thrown)))) {
                return Decision::Indeterminate;
            }
            missing |= sides.iter().any(|state| matches!(state, State::Fails(..)));
            unknown |= sides.iter().any(|state| matches!(state, State::Undecided(_)));
        }
        if !by_category || sides.iter().all(|state| **state == State::Match) {
            candidates.push((policy.rules[rule.rule].effect.value, &rule.state));
        }
    }
    if missing || candidates.iter().any(|(_, state)| matches!(state, State::Fails(_, Some(Fault::Thrown)))) {
        return Decision::Indeterminate;
    }
    let algorithm = policy.combining.as_ref().and_then(|id| combining::of(&id.value));
    let Some(algorithm) = algorithm else { return Decision::Indeterminate };
    if unknown || candidates.iter().any(|(_, state)| matches!(state, State::Undecided(_))) {
        return Decision::Undecided;
    }
    let applies = |effect| candidates.iter().any(|(of, state)| *of == effect && **state == State::Match);
    let fails = |effect| candidates.iter().any(|(of, state)| *of == effect && matches!(state, State::Fails(..)));
    let decision = |effect| if effect == Effect::Permit { Decision::Permit } else { Decision::Deny };
    let (strong, weak) = match algorithm {
        Combining::DenyOverrides => (Effect::Deny, Effect::Permit),
        Combining::PermitOverrides => (Effect::Permit, Effect::Deny),
        Combining::DenyUnlessPermit if applies(Effect::Permit) => return Decision::Permit,
        Combining::DenyUnlessPermit => return Decision::Deny,
        Combining::PermitUnlessDeny if applies(Effect::Deny) => return Decision::Deny,
        Combining::PermitUnlessDeny => return Decision::Permit,
        Combining::FirstApplicable => {
            return match candidates.iter().find(|(_, state)| **state != State::NoMatch) {
                None => Decision::NotApplicable,
                Some((effect, State::Match)) => decision(*effect),
                Some(_) => Decision::Indeterminate,
            };
        }
    };
    match () {
        () if applies(strong) => decision(strong),
        () if fails(strong) => Decision::Indeterminate,
        () if applies(weak) => decision(weak),
        () if fails(weak) => Decision::Indeterminate,
        () => Decision::NotApplicable,
    }
}

/// What holds of each rule by itself.
fn check_rule(rule: &RuleTrace, context: &str) {
    let matched = rule.parts.iter().all(|part| part.state == State::Match);
    let holds = rule.condition.as_ref().is_none_or(|(_, state)| *state == State::Match);
    assert_eq!(rule.state == State::Match, matched && holds, "{context}: {rule:?}");
    assert_eq!(rule.misses() == 0, rule.state == State::Match, "{context}: {rule:?}");
    for part in &rule.parts {
        let chosen = part.choices.iter().any(|choice| choice.state == State::Match);
        assert!(part.state != State::Match || chosen || part.choices.is_empty(), "{context}: {part:?}");
        for choice in &part.choices {
            let all = choice.tests.iter().all(|test| test.state == State::Match);
            assert_eq!(choice.state == State::Match, all, "{context}: {choice:?}");
        }
    }
}

/// Compares trace and decision for some requests of a service, in both dialects.
fn check(service: &Service<'_>, most: usize) -> usize {
    let (Some(file), Some(access)) = (&service.policy, &service.access) else { return 0 };
    if !file.policy.irregularities.is_empty() {
        return 0;
    }
    let mut requests: Vec<Request> = Vec::new();
    for who in 0..access.people.len() {
        for place in 0..access.places.len() {
            requests.extend((0..access.actions.len()).map(|action| access.request(Cell { who, place, action })));
        }
    }
    let step = requests.len().div_ceil(most).max(1);
    let has_target = file.policy.target.as_ref().is_some_and(|target| !target.any_of.is_empty());
    let mut count = 0;
    for request in requests.iter().step_by(step) {
        for dialect in [Dialect::Altinn(Version::CLOUD), Dialect::Standard(None)] {
            let answer = dialect.decide(&file.policy, &service.binding, request);
            let rules = dialect.trace(&file.policy, &service.binding, request);
            let context = format!("{} {}", file.source.path().display(), dialect.name());
            assert_eq!(rules.len(), file.policy.rules.len(), "{context}");
            rules.iter().for_each(|rule| check_rule(rule, &context));
            let by_category = dialect != Dialect::Standard(None);
            if by_category || (!has_target && answer.decision != Decision::Indeterminate) {
                assert_eq!(combined(&file.policy, &rules, by_category), answer.decision, "{context} {request:?}");
            }
            count += 1;
        }
    }
    count
}

fn check_all(files: Vec<PathBuf>, most: usize) -> usize {
    let config = Config::default();
    let repository = Repository::new(files, &config, &Disk, &());
    let visit = repository.visit(|seen| match seen {
        Seen::Service(service) => check(service, most),
        Seen::Notices(_) | Seen::Setup(_) => 0,
    });
    visit.seen.into_iter().sum()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let all = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).map(walkdir::DirEntry::into_path);
    all.filter(|path| path.is_file()).collect()
}

#[test]
fn every_cell_of_the_fixtures_is_explained() {
    let count = check_all(files(&binary::project().join("fixtures")), usize::MAX);
    assert!(count > 1_000, "{count} requests were compared");
}

#[test]
fn the_public_policies_are_explained() {
    let Some(corpus) = binary::corpus() else { return };
    let folders = ["apps", "policies", "resources"];
    let count = check_all(folders.iter().flat_map(|folder| files(&corpus.join(folder))).collect(), 12);
    assert!(count > 3_000, "{count} requests were compared");
}

#[test]
fn what_keeps_a_rule_from_applying_is_counted_and_named() {
    let test = |category: Category, id: &str, value: &str| {
        format!(
            "<Match MatchId='urn:oasis:names:tc:xacml:1.0:function:string-equal'><AttributeValue \
             DataType='http://www.w3.org/2001/XMLSchema#string'>{value}</AttributeValue><AttributeDesignator \
             AttributeId='{id}' Category='{}' DataType='http://www.w3.org/2001/XMLSchema#string' \
             MustBePresent='false'/></Match>",
            category.urn()
        )
    };
    let role = |role: &str| test(Category::Subject, "urn:altinn:rolecode", role);
    let action = test(Category::Action, "urn:oasis:names:tc:xacml:1.0:action:action-id", "read");
    let text = format!(
        "<Policy xmlns='urn:oasis:names:tc:xacml:3.0:core:schema:wd-17' PolicyId='p' Version='1.0' \
         RuleCombiningAlgId='urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:deny-overrides'><Target/>\
         <Rule RuleId='r' Effect='Permit'><Target>\
         <AnyOf><AllOf>{}</AllOf><AllOf>{}</AllOf></AnyOf><AnyOf><AllOf>{}{action}</AllOf></AnyOf></Target>\
         <Condition><Apply FunctionId='urn:oasis:names:tc:xacml:1.0:function:string-equal'>\
         <AttributeValue DataType='http://www.w3.org/2001/XMLSchema#string'>ja</AttributeValue>\
         <AttributeValue DataType='http://www.w3.org/2001/XMLSchema#string'>CONDITION</AttributeValue>\
         </Apply></Condition></Rule></Policy>",
        role("DAGL"),
        role("LEDE"),
        role("DAGL"),
    );
    let request = Request::new().with(Category::Subject, "urn:altinn:rolecode", "LEDE");
    let traced = |condition: &str| {
        let text = text.replace("CONDITION", condition);
        let document = Document::parse(&text);
        let Root::Policy(policy) = xacml::read(&document) else { panic!("no policy") };
        Dialect::Standard(None).trace(&policy, &Binding::default(), &request).remove(0)
    };
    let rule = traced("nei");
    assert_eq!(rule.misses(), 2, "one AnyOf and the condition");
    assert_eq!(rule.condition.map(|(_, state)| state), Some(State::NoMatch));
    assert_eq!(traced("ja").misses(), 1, "one AnyOf");
    // An AnyOf is about a category only where all that it tests is of that category.
    assert_eq!(rule.parts[0].category, Some(Category::Subject));
    assert_eq!((rule.parts[1].category, &rule.parts[1].state), (None, &State::NoMatch));
}
