//! A policy as XACML 3.0 has it: targets, conditions, and what makes the whole policy invalid.

use super::expression::{Reader, Trouble};
use super::program::{Algorithm, Fate, Line, Program, Shared, Unknown};
use super::signature::{Function, function, is_value, type_of};
use crate::source::Span;
use crate::xacml::{
    AnyOf, AttributeSource, Effect, Expression, IrregularityKind, Match, Obligation, Policy, Rule, Target, Value,
};
use std::collections::BTreeSet;

/// Reads a policy.
pub(super) fn read(policy: &Policy<'_>, shared: &mut Shared) -> Program {
    let mut program = Program { fate: Fate::Rules(Algorithm::First), target: None, lines: Vec::new(), tree: None };
    match whole(policy, shared, &mut program) {
        Ok(algorithm) => program.fate = Fate::Rules(algorithm),
        Err(Trouble::Invalid(why)) => program.fate = Fate::Broken(why),
        Err(Trouble::Unsure(why)) => program.fate = Fate::Opaque(why),
    }
    program
}

fn whole(policy: &Policy<'_>, shared: &mut Shared, program: &mut Program) -> Result<Algorithm, Trouble> {
    if let Some(first) = policy.irregularities.iter().find(|one| !is_only_altinns(&one.kind)) {
        return Err(Trouble::invalid(
            first.span,
            format!("the policy is not written as XACML 3.0 has it: {}", first.kind),
        ));
    }
    if let Some(issuer) = policy.other.iter().find(|part| part.value == "PolicyIssuer") {
        return Err(Trouble::invalid(
            issuer.span,
            "the policy has an issuer, which takes an administration of policies",
        ));
    }
    let mut names = BTreeSet::new();
    if let Some(twice) = policy.variables.iter().find(|variable| !names.insert(&variable.id.value)) {
        let text = format!("the variable `{}` is defined twice", twice.id.value);
        return Err(Trouble::invalid(twice.id.span, text));
    }
    let Some(id) = &policy.combining else {
        return Err(Trouble::invalid(policy.start_tag, "the policy names no combining algorithm"));
    };
    let algorithm = algorithm(&id.value)
        .ok_or_else(|| Trouble::invalid(id.span, format!("`{}` combines no rules in XACML 3.0", id.value)))?;
    let mut reader = Reader::new(shared, &policy.variables);
    // An invalid part makes the policy invalid even if another part is one that is not worked out.
    let mut unsure = None;
    let mut note = |result: Result<(), Trouble>| match result {
        Err(Trouble::Unsure(why)) => {
            unsure.get_or_insert(why);
            Ok(())
        }
        other => other,
    };
    note(target(policy.target.as_ref(), &mut reader).map(|parts| {
        program.target = (!parts.is_empty()).then(|| reader.shared.all(parts));
    }))?;
    for variable in &policy.variables {
        note(reader.variable(&variable.id).map(drop))?;
    }
    for rule in &policy.rules {
        note(line(rule, &mut reader).map(|line| program.lines.push(line)))?;
    }
    let mut of_policy = || {
        let mut open = None;
        for list in [&policy.obligations, &policy.advice] {
            for effect in [Effect::Permit, Effect::Deny] {
                open = open.or(duties(list, effect, &mut reader)?);
            }
        }
        Ok(open)
    };
    note(of_policy().and_then(|open| match open {
        Some(span) => Err(Trouble::unsure(span, "whether this obligation can be computed is not worked out")),
        None => Ok(()),
    }))?;
    match unsure {
        Some(why) => Err(Trouble::Unsure(why)),
        None => Ok(algorithm),
    }
}

/// Whether only Altinn's reader minds.
pub(super) fn is_only_altinns(kind: &IrregularityKind) -> bool {
    matches!(
        kind,
        IrregularityKind::OpenEmptyTarget
            | IrregularityKind::SelfClosed(_)
            | IrregularityKind::NoRules
            | IrregularityKind::VariableContent
            | IrregularityKind::VariableInApply
    )
}

fn algorithm(id: &str) -> Option<Algorithm> {
    let (version, name) = id.strip_prefix("urn:oasis:names:tc:xacml:")?.split_once(":rule-combining-algorithm:")?;
    // What the algorithms of 1.0 and 1.1 make of failures differs in the extension only, which a decision does not show.
    match (version, name) {
        ("3.0" | "1.0", "deny-overrides") | ("3.0" | "1.1", "ordered-deny-overrides") => {
            Some(Algorithm::Overrides(Effect::Deny))
        }
        ("3.0" | "1.0", "permit-overrides") | ("3.0" | "1.1", "ordered-permit-overrides") => {
            Some(Algorithm::Overrides(Effect::Permit))
        }
        ("3.0", "deny-unless-permit") => Some(Algorithm::Otherwise(Effect::Deny)),
        ("3.0", "permit-unless-deny") => Some(Algorithm::Otherwise(Effect::Permit)),
        ("1.0", "first-applicable") => Some(Algorithm::First),
        _ => None,
    }
}

fn line(rule: &Rule<'_>, reader: &mut Reader<'_, '_, '_>) -> Result<Line, Trouble> {
    let parts = target(rule.target.as_ref(), reader)?;
    let mut conditions = Vec::new();
    if let Some(condition) = &rule.condition {
        conditions.push(reader.condition(&condition.expression, condition.span)?);
    }
    let effect = rule.effect.value;
    for list in [&rule.obligations, &rule.advice] {
        let other = if effect == Effect::Permit { Effect::Deny } else { Effect::Permit };
        duties(list, other, reader)?;
        if let Some(span) = duties(list, effect, reader)? {
            return Err(Trouble::unsure(span, "whether this obligation can be computed is not worked out"));
        }
    }
    Ok(Line { effect, gates: Vec::new(), parts, condition: conditions.pop() })
}

/// The place of the first assignment for an effect that might fail.
pub(super) fn duties(
    list: &[Obligation<'_>],
    on: Effect,
    reader: &mut Reader<'_, '_, '_>,
) -> Result<Option<Span>, Trouble> {
    let mut open = None;
    for duty in list.iter().filter(|duty| duty.on.value == on) {
        for assignment in &duty.assignments {
            let Some(expression) = &assignment.expression else { continue };
            reader.check(expression)?;
            let is_safe = match expression {
                Expression::Value(_) => true,
                Expression::Attribute(AttributeSource::Designator(one)) => !one.must_be_present.value,
                _ => false,
            };
            if !is_safe {
                open.get_or_insert(assignment.span);
            }
        }
    }
    Ok(open)
}

pub(super) fn target(target: Option<&Target<'_>>, reader: &mut Reader<'_, '_, '_>) -> Result<Vec<u32>, Trouble> {
    target.into_iter().flat_map(|target| &target.any_of).map(|any_of| any(any_of, reader)).collect()
}

fn any(any_of: &AnyOf<'_>, reader: &mut Reader<'_, '_, '_>) -> Result<u32, Trouble> {
    let mut alternatives = Vec::with_capacity(any_of.all_of.len());
    for all_of in &any_of.all_of {
        let parts = all_of.matches.iter().map(|one| one_match(one, reader)).collect::<Result<Vec<_>, _>>()?;
        alternatives.push(reader.shared.all(parts));
    }
    Ok(reader.shared.any(alternatives))
}

fn one_match(one: &Match<'_>, reader: &mut Reader<'_, '_, '_>) -> Result<u32, Trouble> {
    let literal = literal_type(&one.value)?;
    let (span, data_type) = match &one.attribute {
        AttributeSource::Designator(designator) => (designator.span, &designator.data_type),
        AttributeSource::Selector(selector) => (selector.span, &selector.data_type),
    };
    let of = type_of(&data_type.value).ok_or_else(|| {
        Trouble::invalid(data_type.span, format!("the data type `{}` is none of XACML 3.0", data_type.value))
    })?;
    match function(&one.function.value) {
        Some(Function::Comparison(wanted, of_value, how)) => {
            if (wanted, of_value) != (literal, of) {
                return Err(Trouble::invalid(one.span, format!("`{}` cannot match these types", one.function.value)));
            }
            match &one.attribute {
                AttributeSource::Designator(designator) => {
                    let test = reader.test(designator, how, &one.value.text.value);
                    Ok(reader.shared.formula(super::program::Formula::Test(test)))
                }
                AttributeSource::Selector(_) => {
                    Ok(reader.shared.unknown(span, "what an AttributeSelector selects is not worked out", false))
                }
            }
        }
        Some(Function::And | Function::Or | Function::AtLeast | Function::Other) => {
            Err(Trouble::unsure(one.function.span, format!("`{}` in a match is not worked out", one.function.value)))
        }
        Some(_) => Err(Trouble::invalid(one.span, format!("`{}` cannot match", one.function.value))),
        None => Err(Trouble::invalid(one.function.span, format!("there is no function `{}`", one.function.value))),
    }
}

/// The type of a literal, if it is a value of that type.
pub(super) fn literal_type(value: &Value<'_>) -> Result<&'static str, Trouble> {
    let of = type_of(&value.data_type.value).ok_or_else(|| {
        let text = format!("the data type `{}` is none of XACML 3.0", value.data_type.value);
        Trouble::invalid(value.data_type.span, text)
    })?;
    match is_value(of, &value.text.value) {
        Some(true) => Ok(of),
        Some(false) => Err(Trouble::invalid(value.text.span, format!("this is no {of}"))),
        None => Err(Trouble::unsure(value.text.span, format!("whether this is a {of} is not worked out"))),
    }
}

impl Trouble {
    pub(super) fn invalid(span: Span, text: impl Into<String>) -> Self {
        Self::Invalid(Unknown { span, text: text.into(), may_stop: false })
    }

    pub(super) fn unsure(span: Span, text: impl Into<String>) -> Self {
        Self::Unsure(Unknown { span, text: text.into(), may_stop: false })
    }
}
