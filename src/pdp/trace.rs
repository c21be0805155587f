//! Why a request is decided as it is, rule by rule: what of each rule's target matched, and what did not.
//!
//! Nothing is matched here. Each part of a rule is put into a policy of its own that permits, and that policy is given to
//! the same evaluator that decides the request: Permit means that the part matches, NotApplicable that it does not. So the
//! trace cannot say anything that the decision does not rest on.

use super::altinn::Binding;
use super::bound::bound;
use super::{Answer, Decision, Dialect, Fault, Request};
use crate::source::{Span, Spanned};
use crate::xacml::{AllOf, AnyOf, Category, Condition, Effect, Match, Policy, Rule, Target};
use std::borrow::Cow;

/// The algorithm by which a single rule that permits comes through as it is.
const PERMIT_OVERRIDES: &str = "urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:permit-overrides";

/// How a rule, or a part of one, stands to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It matches; a rule applies.
    Match,
    /// It does not.
    NoMatch,
    /// It fails, for a reason; the fault is how the engine stops, if it does.
    Fails(String, Option<Fault>),
    /// It cannot be told, for a reason.
    Undecided(String),
}

impl State {
    fn of(answer: Answer) -> Self {
        let reason = |answer: Answer| answer.because.map_or_else(String::new, |reason| reason.text);
        match answer.decision {
            Decision::Permit => Self::Match,
            Decision::NotApplicable | Decision::Deny => Self::NoMatch,
            Decision::Indeterminate => {
                let fault = answer.fault;
                Self::Fails(reason(answer), fault)
            }
            Decision::Undecided => Self::Undecided(reason(answer)),
        }
    }
}

/// One rule.
#[derive(Clone, Debug)]
pub struct RuleTrace {
    /// Which of the policy's rules.
    pub rule: usize,
    /// Whether it applies.
    pub state: State,
    /// What must all match: in Altinn's dialect a part for each category, in the standard one for each `AnyOf`.
    pub parts: Vec<Part>,
    /// Where its condition stands, and whether that holds.
    pub condition: Option<(Span, State)>,
}

/// What must match for a rule to apply.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it is about; none where several categories stand in one `AnyOf`.
    pub category: Option<Category>,
    /// Whether it matches.
    pub state: State,
    /// Of these one must match.
    pub choices: Vec<Choice>,
}

/// One `AllOf`, or what of it is of one category.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Whether it matches.
    pub state: State,
    /// What it asks, all of which must hold.
    pub tests: Vec<Test>,
}

/// One `Match`.
#[derive(Clone, Debug)]
pub struct Test {
    /// The value in the file.
    pub span: Span,
    /// The attribute that it is compared with; empty for a selector.
    pub attribute: String,
    /// The value, placeholders replaced.
    pub wanted: String,
    /// Whether it matches.
    pub state: State,
}

impl RuleTrace {
    /// How many of its parts keep the rule from applying, a condition counted as one.
    pub fn misses(&self) -> usize {
        let parts = self.parts.iter().filter(|part| part.state != State::Match).count();
        parts + usize::from(self.condition.as_ref().is_some_and(|(_, state)| *state != State::Match))
    }
}

/// Every rule of a policy, in its order, as one decision point sees it.
///
/// `policy` has its placeholders replaced. `decide` gives the answer of the decision point to the request that is asked
/// about, by whatever policy it is given. `by_category`: whether it judges the categories of a rule apart, as Altinn does.
pub fn trace(policy: &Policy<'_>, by_category: bool, decide: &dyn Fn(&Policy<'_>) -> Answer) -> Vec<RuleTrace> {
    let tracer = Tracer { policy, by_category, decide };
    policy.rules.iter().enumerate().map(|(number, rule)| tracer.rule(number, rule)).collect()
}

impl Dialect {
    /// Every rule of a policy for one request, in the order of the policy.
    pub fn trace(self, policy: &Policy<'_>, binding: &Binding, request: &Request) -> Vec<RuleTrace> {
        let by_category = matches!(self, Self::Altinn(_));
        trace(&bound(policy, binding), by_category, &|part| self.decide_bound(part, request))
    }
}

struct Tracer<'a, 't> {
    policy: &'a Policy<'t>,
    by_category: bool,
    decide: &'a dyn Fn(&Policy<'_>) -> Answer,
}

impl<'t> Tracer<'_, 't> {
    fn rule(&self, number: usize, rule: &Rule<'t>) -> RuleTrace {
        let target = rule.target.as_ref();
        let any_of = || target.into_iter().flat_map(|target| &target.any_of);
        let parts = if self.by_category {
            let categories = [Category::Subject, Category::Resource, Category::Action];
            categories.into_iter().filter_map(|category| self.of_category(target?, category)).collect()
        } else {
            any_of().map(|any_of| self.of_any_of(any_of)).collect()
        };
        let condition =
            rule.condition.as_ref().map(|condition| (condition.span, self.ask(None, Some(condition.clone()))));
        RuleTrace { rule: number, state: self.ask(rule.target.clone(), rule.condition.clone()), parts, condition }
    }

    /// The parts of a target that are of one category; Altinn puts them together wherever in the target they stand.
    fn of_category(&self, target: &Target<'t>, category: Category) -> Option<Part> {
        let all_of = target.any_of.iter().flat_map(|any_of| &any_of.all_of);
        let of_it = |all_of: &AllOf<'t>| AllOf {
            span: all_of.span,
            // A selector has no category, and stops Altinn's engine wherever it stands.
            matches: all_of
                .matches
                .iter()
                .filter(|one| one.category() == category || one.designator().is_none())
                .cloned()
                .collect(),
        };
        let all_of: Vec<_> = all_of.map(of_it).filter(|all_of| !all_of.matches.is_empty()).collect();
        let choices: Vec<_> = all_of.iter().map(|all_of| self.choice(all_of)).collect();
        (!choices.is_empty()).then(|| Part {
            category: Some(category),
            state: self.ask(Some(target_of(target.span, all_of)), None),
            choices,
        })
    }

    fn of_any_of(&self, any_of: &AnyOf<'t>) -> Part {
        let mut matches = any_of.all_of.iter().flat_map(|all_of| &all_of.matches);
        let first = matches.next().map(Match::category);
        Part {
            category: first.filter(|first| matches.all(|one| one.category() == *first)),
            state: self.ask(Some(target_of(any_of.span, any_of.all_of.clone())), None),
            choices: any_of.all_of.iter().map(|all_of| self.choice(all_of)).collect(),
        }
    }

    fn choice(&self, all_of: &AllOf<'t>) -> Choice {
        let test = |one: &Match<'t>| {
            let alone = AllOf { span: all_of.span, matches: vec![one.clone()] };
            Test {
                span: one.value.text.span,
                attribute: one.attribute_id().to_owned(),
                wanted: one.value.text.value.clone().into_owned(),
                state: self.ask(Some(target_of(all_of.span, vec![alone])), None),
            }
        };
        let tests: Vec<Test> = all_of.matches.iter().map(test).collect();
        let state = match tests.as_slice() {
            [only] => only.state.clone(),
            _ => self.ask(Some(target_of(all_of.span, vec![all_of.clone()])), None),
        };
        Choice { state, tests }
    }

    /// What a policy of one rule comes to that permits where the target matches and the condition holds.
    fn ask(&self, target: Option<Target<'t>>, condition: Option<Condition<'t>>) -> State {
        let span = self.policy.start_tag;
        let rule = Rule {
            span,
            start_tag: span,
            id: Spanned { value: Cow::Borrowed("part"), span },
            effect: Spanned { value: Effect::Permit, span },
            description: None,
            target,
            condition,
            obligations: Vec::new(),
            advice: Vec::new(),
        };
        let policy = Policy {
            span,
            start_tag: span,
            id: None,
            version: self.policy.version.clone(),
            combining: Some(Spanned { value: Cow::Borrowed(PERMIT_OVERRIDES), span }),
            description: None,
            xpath_version: self.policy.xpath_version.clone(),
            target: Some(Target { span, any_of: Vec::new() }),
            variables: self.policy.variables.clone(),
            rules: vec![rule],
            obligations: Vec::new(),
            advice: Vec::new(),
            other: Vec::new(),
            irregularities: Vec::new(),
        };
        State::of((self.decide)(&policy))
    }
}

fn target_of(span: Span, all_of: Vec<AllOf<'_>>) -> Target<'_> {
    Target { span, any_of: vec![AnyOf { span, start_tag: span, all_of }] }
}
