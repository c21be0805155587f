//! Where the two dialects answer differently, and which construct of the policy does it.
//!
//! The cause is found by trying: a construct is taken out of the policy, and the plain evaluators are asked again. The first
//! construct without which they agree is named.

use super::diff::{Change, Changes, changes};
use super::model::{Model, Subject};
use super::program::Dialect;
use super::read_standard::is_only_altinns;
use super::same::{Compare, IsIn, of_altinn};
use crate::source::Span;
use crate::xacml::{AttributeSource, Category, Match, Policy, Target, combining, data_type, function};
use std::borrow::Cow;

/// A construct that the dialects read differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Construct {
    /// A condition of a rule.
    Condition,
    /// An `Issuer`.
    Issuer,
    /// A function in a match that one of the dialects does not have, or has otherwise.
    Function,
    /// A data type that is not the string.
    DataType,
    /// The combining algorithm.
    Algorithm,
    /// The target of the policy.
    PolicyTarget,
    /// A match of a category that Altinn does not look at.
    OtherCategory,
    /// `MustBePresent`.
    MustBePresent,
    /// Several AnyOf of one category: Altinn takes one of them for enough.
    SeveralAnyOf,
    /// An AllOf of several categories: Altinn cuts it apart.
    MixedAllOf,
    /// How the policy is written: one reader refuses it.
    Writing,
    /// Several of these together.
    Several,
}

/// A request that the dialects answer differently, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The request; `before` is what Altinn answers, `after` what the standard says.
    pub change: Change,
    /// What does it.
    pub construct: Construct,
    /// The first place where the policy has it.
    pub span: Span,
}

/// Every difference between the dialects, and the cells that could not be compared.
pub(super) fn differences(of: &Model<'_, '_>) -> (Vec<Difference>, Changes) {
    let subject = of.sides[0].subject;
    // Altinn's engine takes no policy sets.
    if subject.policy().is_none() {
        return (Vec::new(), Changes::default());
    }
    let [altinn, standard] = [Dialect::Altinn, Dialect::Standard].map(|dialect| Subject { dialect, ..subject });
    let model = Model::new(altinn, of.budget).beside(subject.domain, standard);
    let mut all = changes(&model);
    let found = std::mem::take(&mut all.changes);
    let differences = found.into_iter().map(|change| {
        let (construct, span) = cause(&model, &change);
        Difference { change, construct, span }
    });
    (differences.collect(), all)
}

/// In the order in which they are tried.
const TRIED: [Construct; 11] = [
    Construct::Writing,
    Construct::Condition,
    Construct::Issuer,
    Construct::Function,
    Construct::DataType,
    Construct::Algorithm,
    Construct::PolicyTarget,
    Construct::OtherCategory,
    Construct::MustBePresent,
    Construct::SeveralAnyOf,
    Construct::MixedAllOf,
];

fn cause(model: &Model<'_, '_>, change: &Change) -> (Construct, Span) {
    let Some(policy) = model.sides[0].subject.policy() else { return (Construct::Several, Span::default()) };
    let whole = (Construct::Several, policy.start_tag);
    let Ok(witnesses) = model.replay(&change.example) else { return whole };
    let Some(witness) = witnesses.first() else { return whole };
    let mut first = None;
    for construct in TRIED {
        let mut without = policy.clone();
        let Some(span) = neutralise(&mut without, construct) else { continue };
        first.get_or_insert((construct, span));
        let [one, other] = [0, 1].map(|side| model.ask_with(side, &without, &witness.request).decision);
        if one == other {
            return (construct, span);
        }
    }
    // One construct alone is the cause even if taking it out in this way was not enough.
    let only: Vec<_> = TRIED.iter().filter(|one| neutralise(&mut policy.clone(), **one).is_some()).collect();
    match (only.as_slice(), first) {
        ([_], Some(found)) => found,
        _ => whole,
    }
}

/// Takes a construct out of a policy; none if it has none. Gives the first place.
fn neutralise(policy: &mut Policy<'_>, construct: Construct) -> Option<Span> {
    let mut found = None;
    match construct {
        Construct::Writing => {
            let first =
                policy.irregularities.iter().find(|one| is_only_altinns(&one.kind)).or(policy.irregularities.first());
            found = first.map(|first| first.span);
            policy.irregularities.clear();
        }
        Construct::Condition => {
            for rule in &mut policy.rules {
                found = found.or(rule.condition.take().map(|condition| condition.span));
            }
        }
        Construct::Algorithm => {
            let id = policy.combining.as_mut()?;
            if id.value == combining::DENY_OVERRIDES {
                return None;
            }
            found = Some(id.span);
            let current = combining::current(&id.value).or_else(|| {
                let name = id.value.rsplit_once(':')?.1;
                let all = ["permit-overrides", "deny-unless-permit", "permit-unless-deny"];
                all.contains(&name).then_some(match name {
                    "permit-overrides" => "urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:permit-overrides",
                    "deny-unless-permit" => "urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:deny-unless-permit",
                    _ => "urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:permit-unless-deny",
                })
            });
            id.value = Cow::Borrowed(current.unwrap_or(combining::DENY_OVERRIDES));
        }
        Construct::PolicyTarget => {
            let target = policy.target.as_mut().filter(|target| !target.any_of.is_empty())?;
            found = Some(target.span);
            target.any_of.clear();
        }
        Construct::SeveralAnyOf => policy.rules.iter_mut().filter_map(|rule| rule.target.as_mut()).for_each(|target| {
            found = found.or(merge(target));
        }),
        Construct::MixedAllOf => {
            for rule in &policy.rules {
                let all_of = rule.target.iter().flat_map(|target| &target.any_of).flat_map(|any_of| &any_of.all_of);
                let mixed =
                    all_of.filter(|all_of| all_of.matches.windows(2).any(|two| two[0].category() != two[1].category()));
                found = found.or(mixed.map(|all_of| all_of.span).next());
            }
        }
        Construct::OtherCategory => {
            let targets = policy.rules.iter_mut().filter_map(|rule| rule.target.as_mut());
            for all_of in targets.flat_map(|target| &mut target.any_of).flat_map(|any_of| &mut any_of.all_of) {
                let ignored = |one: &Match<'_>| matches!(one.category(), Category::Environment | Category::Other);
                found = found.or(all_of.matches.iter().find(|one| ignored(one)).map(|one| one.span));
                all_of.matches.retain(|one| !ignored(one));
            }
        }
        Construct::Issuer | Construct::Function | Construct::DataType | Construct::MustBePresent => {
            let targets = policy.rules.iter_mut().filter_map(|rule| rule.target.as_mut());
            let all_of = targets.flat_map(|target| &mut target.any_of).flat_map(|any_of| &mut any_of.all_of);
            for one in all_of.flat_map(|all_of| &mut all_of.matches) {
                found = found.or(in_match(one, construct));
            }
        }
        Construct::Several => {}
    }
    found
}

fn in_match(one: &mut Match<'_>, construct: Construct) -> Option<Span> {
    let AttributeSource::Designator(designator) = &mut one.attribute else { return None };
    match construct {
        Construct::Issuer => designator.issuer.take().map(|issuer| issuer.span),
        Construct::MustBePresent if designator.must_be_present.value => {
            designator.must_be_present.value = false;
            Some(designator.must_be_present.span)
        }
        Construct::Function
            if !matches!(of_altinn(&one.function.value, IsIn::Same), Compare::Exact | Compare::FoldUpper) =>
        {
            let (span, of) = (one.function.span, Cow::Borrowed(data_type::STRING));
            one.function.value = Cow::Borrowed(function::STRING_EQUAL);
            one.value.data_type.value = of.clone();
            designator.data_type.value = of;
            Some(span)
        }
        Construct::DataType => {
            let odd =
                [&one.value.data_type, &designator.data_type].into_iter().find(|of| of.value != data_type::STRING);
            let span = odd?.span;
            // With a function that takes strings: otherwise the standard refuses the whole policy, which may agree by chance.
            one.function.value = Cow::Borrowed(function::STRING_EQUAL);
            one.value.data_type.value = Cow::Borrowed(data_type::STRING);
            designator.data_type.value = Cow::Borrowed(data_type::STRING);
            Some(span)
        }
        _ => None,
    }
}

/// Puts AnyOf of the same single category together into one.
fn merge(target: &mut Target<'_>) -> Option<Span> {
    let mut found = None;
    let mut kept: Vec<crate::xacml::AnyOf<'_>> = Vec::new();
    for any_of in std::mem::take(&mut target.any_of) {
        let category = |any_of: &crate::xacml::AnyOf<'_>| any_of.all_of.first()?.matches.first().map(Match::category);
        match kept.iter_mut().find(|known| category(known) == category(&any_of)) {
            Some(known) => {
                found = found.or(Some(any_of.start_tag));
                known.all_of.extend(any_of.all_of);
            }
            None => kept.push(any_of),
        }
    }
    target.any_of = kept;
    found
}
