//! Small policies, written and asked in one line.

#![allow(dead_code)]

use notify_lint::pdp::standard::{Evaluable, Options, Outcome, Repository, evaluate};
use notify_lint::pdp::{Context, Decision, Request};
use notify_lint::syntax::xml::Document;
use notify_lint::xacml::{self, Category, Root};

pub(crate) const XMLNS: &str = "xmlns='urn:oasis:names:tc:xacml:3.0:core:schema:wd-17'";
pub(crate) const STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
pub(crate) const INTEGER: &str = "http://www.w3.org/2001/XMLSchema#integer";
pub(crate) const F1: &str = "urn:oasis:names:tc:xacml:1.0:function:";

/// A policy around some content, with the algorithm of a name and version.
pub(crate) fn policy(algorithm: &str, content: &str) -> String {
    policy_named("eksempel", "1.0", algorithm, content)
}

pub(crate) fn policy_named(id: &str, version: &str, algorithm: &str, content: &str) -> String {
    let xacml = if algorithm == "first-applicable" { "1.0" } else { "3.0" };
    format!(
        "<Policy {XMLNS} PolicyId='{id}' Version='{version}' RuleCombiningAlgId=\
         'urn:oasis:names:tc:xacml:{xacml}:rule-combining-algorithm:{algorithm}'><Target/>{content}</Policy>"
    )
}

pub(crate) fn set(id: &str, algorithm: &str, content: &str) -> String {
    let xacml = if algorithm == "only-one-applicable" { "1.0" } else { "3.0" };
    format!(
        "<PolicySet {XMLNS} PolicySetId='{id}' Version='1.0' PolicyCombiningAlgId=\
         'urn:oasis:names:tc:xacml:{xacml}:policy-combining-algorithm:{algorithm}'><Target/>{content}</PolicySet>"
    )
}

/// A rule whose condition is an expression.
pub(crate) fn rule(effect: &str, condition: &str) -> String {
    format!("<Rule RuleId='r' Effect='{effect}'><Condition>{condition}</Condition></Rule>")
}

/// An obligation for an effect, with one assignment.
pub(crate) fn obligation(on: &str, expression: &str) -> String {
    format!(
        "<ObligationExpressions><ObligationExpression ObligationId='varsle' FulfillOn='{on}'>\
         <AttributeAssignmentExpression AttributeId='til'>{expression}</AttributeAssignmentExpression>\
         </ObligationExpression></ObligationExpressions>"
    )
}

pub(crate) fn apply(function: &str, arguments: &str) -> String {
    let id = if function.starts_with("urn:") { function.to_owned() } else { format!("{F1}{function}") };
    format!("<Apply FunctionId='{id}'>{arguments}</Apply>")
}

pub(crate) fn value(data_type: &str, text: &str) -> String {
    format!("<AttributeValue DataType='{data_type}'>{text}</AttributeValue>")
}

pub(crate) fn text(text: &str) -> String {
    value(STRING, text)
}

/// The values of an attribute of the subject.
pub(crate) fn subject(id: &str, must: bool) -> String {
    let category = Category::Subject.urn();
    format!(
        "<AttributeDesignator Category='{category}' AttributeId='{id}' DataType='{STRING}' MustBePresent='{must}'/>"
    )
}

pub(crate) fn ask_all(texts: &[&str], context: &Context, options: &Options) -> Outcome {
    let documents: Vec<_> = texts.iter().map(|text| Document::parse(text)).collect();
    for document in &documents {
        assert!(document.problems().is_empty(), "{:?}", document.problems());
    }
    let roots: Vec<Root<'_>> = documents.iter().map(xacml::read).collect();
    let repository = Repository::new(roots.iter().filter_map(Evaluable::of));
    evaluate(&repository, 0, context, options)
}

pub(crate) fn ask(text: &str, context: &Context) -> Outcome {
    ask_all(&[text], context, &Options::default())
}

pub(crate) fn decide(text: &str) -> Decision {
    ask(text, &Context::default()).answer.decision
}

pub(crate) fn with_role(role: &str) -> Context {
    Context::from(&Request::new().with(Category::Subject, "urn:altinn:rolecode", role))
}

/// Whether a condition holds; none if it fails.
pub(crate) fn holds(condition: &str) -> Option<bool> {
    let outcome = ask(&policy("deny-unless-permit", &rule("Permit", condition)), &Context::default());
    let failed = ask(&policy("deny-overrides", &rule("Permit", condition)), &Context::default());
    match (outcome.answer.decision, failed.answer.decision) {
        (_, Decision::Indeterminate) => None,
        (decision, _) => Some(decision == Decision::Permit),
    }
}

pub(crate) fn because(outcome: &Outcome) -> &str {
    outcome.answer.because.as_ref().map_or("", |reason| reason.text.as_str())
}
