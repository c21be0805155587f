//! What Altinn Studio makes of a policy when it is opened in the editor and saved.
//!
//! Studio's own model of a policy is smaller than XACML; what does not fit is changed or lost without a word. The same
//! happens when a task is renamed there. Source: Altinn/altinn-studio @e049d2c021, `PolicyAdmin/PolicyConverter.cs`,
//! `PolicyAdmin/Models/{ResourcePolicy,PolicyRule}.cs`.

use super::attribute;
use crate::source::Span;
use crate::xacml::{AllOf, Category, Combining, Effect, Match, Policy, combining, function};
use std::borrow::Cow;

/// A kind of thing that a save changes. Values with a colon have [`Self`] none: they are cut, which a rule of its own says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// `Effect="Deny"` becomes `Permit`.
    Effect,
    /// The condition of a rule is gone.
    Condition,
    /// Subjects that must be held together become alternatives.
    JointSubjects,
    /// A subject that heeds letter case does so no more.
    SubjectCase,
    /// Another combining algorithm becomes deny-overrides.
    Algorithm,
    /// Obligations and advice that are not the two levels of authentication are gone.
    Duties,
    /// Matches on the environment and other categories are gone.
    Environment,
}

impl Change {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Effect,
        Self::Condition,
        Self::JointSubjects,
        Self::SubjectCase,
        Self::Algorithm,
        Self::Duties,
        Self::Environment,
    ];

    /// Where a policy has something of the kind.
    pub fn places(self, policy: &Policy<'_>) -> Vec<Span> {
        let rules = || policy.rules.iter();
        let all_ofs = || {
            let targets = rules().flat_map(|rule| &rule.target);
            targets.flat_map(|target| &target.any_of).flat_map(|any_of| &any_of.all_of)
        };
        match self {
            Self::Effect => {
                rules().filter(|rule| rule.effect.value == Effect::Deny).map(|rule| rule.effect.span).collect()
            }
            Self::Condition => rules().filter_map(|rule| rule.condition.as_ref()).map(|one| one.span).collect(),
            Self::JointSubjects => {
                all_ofs().filter(|all_of| subjects(all_of).count() > 1).map(|one| one.span).collect()
            }
            Self::SubjectCase => {
                let heeds = |one: &&Match<'_>| one.function.value == function::STRING_EQUAL;
                all_ofs().flat_map(subjects).filter(heeds).map(|one| one.function.span).collect()
            }
            Self::Algorithm => {
                let other = |id: &&crate::xacml::Text<'_>| combining::of(&id.value) != Some(Combining::DenyOverrides);
                policy.combining.iter().filter(other).map(|id| id.span).collect()
            }
            Self::Duties => {
                let of_rules = rules().flat_map(|rule| rule.obligations.iter().chain(&rule.advice));
                let is_level = |category: &str| category.starts_with(attribute::MINIMUM_AUTHENTICATION_LEVEL);
                let foreign = policy.obligations.iter().filter(|duty| {
                    !duty.assignments.iter().any(|one| one.category.as_ref().is_none_or(|id| is_level(&id.value)))
                });
                of_rules.chain(foreign).chain(&policy.advice).map(|duty| duty.span).collect()
            }
            Self::Environment => {
                let other = |one: &&Match<'_>| {
                    one.designator().is_some() && matches!(one.category(), Category::Environment | Category::Other)
                };
                policy.matches().map(|(_, one)| one).filter(other).map(|one| one.span).collect()
            }
        }
    }

    /// The policy after a save that changes this and nothing else.
    pub fn made<'t>(self, policy: &Policy<'t>) -> Policy<'t> {
        let mut saved = policy.clone();
        match self {
            Self::Effect => saved.rules.iter_mut().for_each(|rule| rule.effect.value = Effect::Permit),
            Self::Condition => saved.rules.iter_mut().for_each(|rule| rule.condition = None),
            Self::JointSubjects => {
                for any_of in targets_of(&mut saved).flat_map(|target| &mut target.any_of) {
                    any_of.all_of = std::mem::take(&mut any_of.all_of).into_iter().flat_map(apart).collect();
                }
            }
            Self::SubjectCase => {
                let any_ofs = targets_of(&mut saved).flat_map(|target| &mut target.any_of);
                let matches = any_ofs.flat_map(|any_of| &mut any_of.all_of).flat_map(|all_of| &mut all_of.matches);
                let heeding = matches.filter(|one| one.function.value == function::STRING_EQUAL);
                for one in heeding.filter(|one| one.category() == Category::Subject) {
                    one.function.value = Cow::Borrowed(function::STRING_EQUAL_IGNORE_CASE);
                }
            }
            Self::Algorithm => {
                if let Some(id) = &mut saved.combining {
                    id.value = Cow::Borrowed(combining::DENY_OVERRIDES);
                }
            }
            Self::Duties => {
                saved.obligations.clear();
                saved.advice.clear();
                for rule in &mut saved.rules {
                    rule.obligations.clear();
                    rule.advice.clear();
                }
            }
            Self::Environment => {
                for any_of in targets_of(&mut saved).flat_map(|target| &mut target.any_of) {
                    for all_of in &mut any_of.all_of {
                        all_of.matches.retain(|one| !matches!(one.category(), Category::Environment | Category::Other));
                    }
                }
            }
        }
        saved
    }
}

fn subjects<'p, 't>(all_of: &'p AllOf<'t>) -> impl Iterator<Item = &'p Match<'t>> {
    all_of.matches.iter().filter(|one| one.category() == Category::Subject)
}

fn targets_of<'p, 't>(policy: &'p mut Policy<'t>) -> impl Iterator<Item = &'p mut crate::xacml::Target<'t>> {
    policy.rules.iter_mut().flat_map(|rule| &mut rule.target)
}

/// An `AllOf` for each subject; what is not a subject stays with the first.
fn apart(all_of: AllOf<'_>) -> Vec<AllOf<'_>> {
    let span = all_of.span;
    let (mut own, others): (Vec<_>, Vec<_>) =
        all_of.matches.into_iter().partition(|one| one.category() == Category::Subject);
    if own.len() < 2 {
        own.extend(others);
        return vec![AllOf { span, matches: own }];
    }
    let mut parts: Vec<AllOf<'_>> = own.into_iter().map(|one| AllOf { span, matches: vec![one] }).collect();
    if let Some(first) = parts.first_mut() {
        first.matches.extend(others);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::xml::Document;
    use crate::xacml::{Root, read};

    const STRING: &str = "http://www.w3.org/2001/XMLSchema#string";

    fn one(category: Category, id: &str, value: &str) -> String {
        let category = match category {
            Category::Other => "urn:example:other",
            known => known.urn(),
        };
        format!(
            r#"<Match MatchId="{}"><AttributeValue DataType="{STRING}">{value}</AttributeValue><AttributeDesignator
               AttributeId="{id}" Category="{category}" DataType="{STRING}" MustBePresent="false"/></Match>"#,
            function::STRING_EQUAL
        )
    }

    fn policy() -> String {
        let dagl = one(Category::Subject, attribute::ROLE_CODE, "DAGL");
        let revi = one(Category::Subject, attribute::ROLE_CODE, "REVI");
        let time = one(Category::Environment, "urn:oasis:names:tc:xacml:1.0:environment:current-time", "08:00:00");
        let duty = |on: &str| {
            format!(
                r#"<ObligationExpressions><ObligationExpression ObligationId="urn:example:{on}" FulfillOn="Permit">
                   <AttributeAssignmentExpression AttributeId="a" Category="urn:example:log"><AttributeValue
                   DataType="{STRING}">x</AttributeValue></AttributeAssignmentExpression>
                   </ObligationExpression></ObligationExpressions>"#
            )
        };
        format!(
            r#"<Policy xmlns="urn:oasis:names:tc:xacml:3.0:core:schema:wd-17" PolicyId="p" Version="1.0"
               RuleCombiningAlgId="urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:permit-overrides"><Target/>
               <Rule RuleId="1" Effect="Deny"><Target><AnyOf><AllOf>{dagl}{revi}</AllOf></AnyOf>
               <AnyOf><AllOf>{time}</AllOf></AnyOf></Target><Condition><AttributeValue
               DataType="http://www.w3.org/2001/XMLSchema#boolean">true</AttributeValue></Condition>{}</Rule>{}</Policy>"#,
            duty("rule"),
            duty("policy"),
        )
    }

    #[test]
    fn what_a_save_changes_is_not_there_after_it() {
        let text = policy();
        let Root::Policy(policy) = read(&Document::parse(&text)) else { panic!("a policy") };
        for change in Change::ALL {
            assert!(!change.places(&policy).is_empty(), "{change:?}");
            let saved = change.made(&policy);
            assert!(change.places(&saved).is_empty(), "{change:?}");
            for other in Change::ALL.into_iter().filter(|other| *other != change) {
                assert_eq!(other.places(&saved), other.places(&policy), "{change:?} touched {other:?}");
            }
        }
    }

    #[test]
    fn subjects_that_were_held_together_become_alternatives() {
        let text = policy();
        let Root::Policy(policy) = read(&Document::parse(&text)) else { panic!("a policy") };
        let saved = Change::JointSubjects.made(&policy);
        let lists = saved.rules[0].target.iter().flat_map(|target| &target.any_of).map(|any_of| any_of.all_of.len());
        assert_eq!(lists.collect::<Vec<_>>(), [2, 1]);
    }
}
