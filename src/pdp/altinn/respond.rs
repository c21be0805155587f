//! What the service sends back: the decision with its status, obligations and the attributes that were to be returned.
//!
//! Source: Altinn/altinn-authorization-tmp @f7ff53bd2, `DecisionController.cs`, `PolicyDecisionPoint.cs` and
//! `XacmlJsonXmlConverter.cs`. An error anywhere ends the whole call, however many decisions it asks for.

use super::evaluate::decide;
use super::{Binding, Version, compared, hinges};
use crate::pdp::wire::Message;
use crate::pdp::{Answered, Assigned, Context, Decision, Duty, Entity, Response, Status, StatusCode};
use crate::source::Span;
use crate::xacml::{Assignment, Effect, Expression, Obligation, Policy, data_type};

/// In which form a call comes and is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// XML.
    Xml,
    /// The JSON profile, which all services of Altinn's use.
    Json,
}

/// A call that ends with an error: the service answers one Indeterminate for all that was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// Where in the policy; none if it is the request.
    pub span: Option<Span>,
    /// Why.
    pub text: String,
}

/// The assignment that keeps a Permit from being written as JSON: one without `Category` in an obligation of the policy
/// that goes with a Permit. Whoever would be permitted is answered Indeterminate then.
pub fn json_trap<'p, 't>(policy: &'p Policy<'t>) -> Option<&'p Assignment<'t>> {
    sent(policy).flat_map(|duty| &duty.assignments).find(|one| is_literal(one) && one.category.is_none())
}

/// Answers one request.
///
/// # Errors
/// What ends the whole call.
pub fn answer(
    policy: &Policy<'_>,
    binding: &Binding,
    version: Version,
    context: &Context,
    form: Form,
) -> Result<Answered, Failed> {
    let of_request = |text: String| Failed { span: None, text };
    if form == Form::Json {
        let values =
            context.entities.iter().flat_map(|entity| &entity.attributes).flat_map(|attribute| &attribute.values);
        // The types that requests in JSON may have.
        let known = [data_type::STRING, data_type::ANY_URI, data_type::INTEGER];
        if let Some(value) = values.into_iter().find(|value| !known.contains(&value.data_type.as_str())) {
            return Err(of_request(format!("Altinn takes no value of the type `{}` in JSON", value.data_type)));
        }
    }
    let request = context.to_request();
    let request = hinges::delivered(version, &request).unwrap_or(request);
    let decided = decide(policy, binding, version.rules(), &request);
    if decided.answer.fault.is_some() {
        let reason = decided.answer.because;
        let span = reason.as_ref().map(|reason| reason.span);
        return Err(Failed { span, text: reason.map(|reason| reason.text).unwrap_or_default() });
    }
    let decision = decided.answer.decision;
    let permits = decision == Decision::Permit;
    if let Some(trap) = json_trap(policy).filter(|_| permits && form == Form::Json) {
        let text = "an obligation has an assignment without `Category`, and so cannot be written as JSON";
        return Err(Failed { span: Some(trap.span), text: text.to_owned() });
    }
    let returns = decided.any_rule && decision != Decision::Indeterminate;
    Ok(Answered {
        decision,
        status: Status { code: decided.status, message: None, missing: Vec::new() },
        obligations: if permits { sent(policy).map(duty).collect() } else { Vec::new() },
        advice: Vec::new(),
        attributes: if returns { returned(context) } else { Vec::new() },
        policies: Vec::new(),
    })
}

/// Answers a call that asks for one decision or several, each by the policy that `decide` finds for it.
pub fn respond(message: &Message, mut decide: impl FnMut(&Context) -> Result<Answered, Failed>) -> Response {
    let contexts = message.contexts().map_err(|error| Failed { span: None, text: error.text });
    let answered = contexts.and_then(|contexts| contexts.iter().map(&mut decide).collect::<Result<Vec<_>, _>>());
    let results = answered.unwrap_or_else(|failed| {
        let status = Status { code: StatusCode::SyntaxError, message: Some(failed.text), missing: Vec::new() };
        vec![Answered::plain(Decision::Indeterminate, status)]
    });
    Response { results }
}

/// The obligations that go with a Permit: those of the policy itself. Those of rules, and all advice, are never sent.
fn sent<'p, 't>(policy: &'p Policy<'t>) -> impl Iterator<Item = &'p Obligation<'t>> {
    policy.obligations.iter().filter(|duty| duty.on.value == Effect::Permit)
}

/// Only values are assigned; what would have to be computed is left out.
const fn is_literal(one: &Assignment<'_>) -> bool {
    matches!(one.expression, Some(Expression::Value(_)))
}

fn duty(obligation: &Obligation<'_>) -> Duty {
    let assignments = obligation.assignments.iter().filter_map(|one| {
        let Some(Expression::Value(value)) = &one.expression else { return None };
        Some(Assigned {
            id: one.id.value.clone().into_owned(),
            category: one.category.as_ref().map(|category| category.value.clone().into_owned()),
            issuer: one.issuer.as_ref().map(|issuer| issuer.value.clone().into_owned()),
            data_type: value.data_type.value.clone().into_owned(),
            text: compared(value).to_owned(),
        })
    });
    Duty { id: obligation.id.value.clone().into_owned(), assignments: assignments.collect() }
}

fn returned(context: &Context) -> Vec<Entity> {
    let entities = context.entities.iter().map(|entity| Entity {
        attributes: entity.attributes.iter().filter(|one| one.include_in_result).cloned().collect(),
        ..Entity::clone(entity)
    });
    entities.filter(|entity| !entity.attributes.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdp::{ContextAttribute, ContextValue};
    use crate::syntax::xml::Document;
    use crate::xacml::{self, Category, Root};

    fn policy_text(algorithm: &str, target: &str, category: &str) -> String {
        format!(
            "<Policy xmlns=\"{}\" PolicyId=\"p\" Version=\"1\" RuleCombiningAlgId=\"urn:oasis:names:tc:xacml:3.0:\
             rule-combining-algorithm:{algorithm}\"><Target/><Rule RuleId=\"r\" Effect=\"Permit\">{target}</Rule>\
             <ObligationExpressions><ObligationExpression ObligationId=\"urn:o\" FulfillOn=\"Permit\">\
             <AttributeAssignmentExpression AttributeId=\"urn:a\"{category}><AttributeValue \
             DataType=\"{}\">2</AttributeValue></AttributeAssignmentExpression></ObligationExpression>\
             </ObligationExpressions></Policy>",
            xacml::NAMESPACE,
            data_type::INTEGER,
        )
    }

    const OTHER_ACTION: &str = "<Target><AnyOf><AllOf><Match MatchId=\"urn:oasis:names:tc:xacml:1.0:function:string-equal\">\
        <AttributeValue DataType=\"http://www.w3.org/2001/XMLSchema#string\">write</AttributeValue><AttributeDesignator \
        AttributeId=\"urn:oasis:names:tc:xacml:1.0:action:action-id\" \
        Category=\"urn:oasis:names:tc:xacml:3.0:attribute-category:action\" \
        DataType=\"http://www.w3.org/2001/XMLSchema#string\" MustBePresent=\"false\"/></Match></AllOf></AnyOf></Target>";

    fn context(data_type: &str) -> Context {
        let mut context = Context::default();
        let value = ContextValue { data_type: data_type.into(), text: "20001001".into(), xpath: None };
        let user = ContextAttribute {
            id: "urn:altinn:userid".into(),
            issuer: None,
            include_in_result: true,
            values: vec![value],
        };
        context.add(Category::Subject.urn(), user);
        context
    }

    fn asked(text: &str, data_type: &str, form: Form) -> Result<Answered, String> {
        let document = Document::parse(text);
        let Root::Policy(policy) = xacml::read(&document) else { panic!("a policy") };
        answer(&policy, &Binding::default(), Version::CLOUD, &context(data_type), form).map_err(|failed| failed.text)
    }

    #[test]
    fn a_permit_without_category_cannot_be_written_as_json() {
        let text = policy_text("deny-overrides", "", "");
        let xml = asked(&text, data_type::STRING, Form::Xml).expect("written");
        assert_eq!((xml.decision, xml.obligations.len(), xml.attributes.len()), (Decision::Permit, 1, 1));
        let failed = asked(&text, data_type::STRING, Form::Json).expect_err("not written");
        assert!(failed.contains("without `Category`"), "{failed}");
        let sound = policy_text("deny-overrides", "", " Category=\"urn:c\"");
        let json = asked(&sound, data_type::STRING, Form::Json).expect("written");
        assert_eq!(json.obligations[0].assignments[0].text, "2");
        // Whoever is not permitted is told so in either form.
        let other = policy_text("deny-overrides", OTHER_ACTION, "");
        assert_eq!(asked(&other, data_type::STRING, Form::Json).map(|it| it.decision), Ok(Decision::NotApplicable));
    }

    #[test]
    fn a_permit_by_no_rule_returns_nothing_of_the_request() {
        let text = policy_text("permit-unless-deny", OTHER_ACTION, " Category=\"urn:c\"");
        let answered = asked(&text, data_type::STRING, Form::Json).expect("written");
        assert_eq!((answered.decision, answered.attributes.len()), (Decision::Permit, 0));
    }

    #[test]
    fn json_takes_three_types() {
        let text = policy_text("deny-overrides", "", " Category=\"urn:c\"");
        const DATE: &str = "http://www.w3.org/2001/XMLSchema#date";
        assert!(asked(&text, data_type::INTEGER, Form::Json).is_ok());
        assert!(asked(&text, DATE, Form::Json).expect_err("refused").contains("type"));
        assert!(asked(&text, DATE, Form::Xml).is_ok());
    }

    #[test]
    fn one_error_ends_the_whole_call() {
        let mut message = Message { entities: context(data_type::STRING).entities, ..Message::default() };
        message.entities.push(message.entities[0].clone());
        let mut number = 0;
        let response = respond(&message, |_| {
            number += 1;
            match number {
                1 => Ok(Answered::plain(Decision::Permit, Status::OK)),
                _ => Err(Failed { span: None, text: "x".into() }),
            }
        });
        let decisions: Vec<_> = response.results.iter().map(|result| (result.decision, result.status.code)).collect();
        assert_eq!(decisions, [(Decision::Indeterminate, StatusCode::SyntaxError)]);
    }
}
