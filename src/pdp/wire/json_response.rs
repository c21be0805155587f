//! Responses in JSON.

use super::Unreadable;
use super::categories;
use super::json_request::{attribute, data_type, one_or_more, required, string, whole};
use super::xml_response::decision;
use crate::pdp::{
    Answered, Assigned, Decision, Duty, Entity, MissingAttribute, PolicyIdentifier, Response, Status, StatusCode,
};
use crate::source::Span;
use crate::syntax::json::{Document, Value};
use serde_json::{Map, json};

/// Reads a response of the JSON profile.
///
/// # Errors
/// The first thing that keeps the text from being a response.
pub fn read_json_response(document: &Document<'_>) -> Result<Response, Unreadable> {
    let missing = || Unreadable::new(Span::default(), "there is no `Response`");
    let response = whole(document)?.get_ignore_case("Response").ok_or_else(missing)?;
    // Version 1.0 of the profile put the results in `Result`.
    let results = response.get_ignore_case("Result").unwrap_or(response);
    Ok(Response { results: one_or_more(results).into_iter().map(result).collect::<Result<_, _>>()? })
}

fn list<'v>(object: Value<'v>, key: &str) -> Vec<Value<'v>> {
    object.get_ignore_case(key).map(one_or_more).unwrap_or_default()
}

fn result(object: Value<'_>) -> Result<Answered, Unreadable> {
    let word = required(object, "Decision")?;
    let decision = decision(&word).ok_or_else(|| Unreadable::new(object.span(), format!("`{word}` is no decision")))?;
    let entities = list(object, "Category").into_iter().map(|entity| {
        Ok(Entity {
            category: categories::expand(&required(entity, "CategoryId")?).to_owned(),
            attributes: list(entity, "Attribute").into_iter().map(attribute).collect::<Result<_, _>>()?,
            ..Entity::default()
        })
    });
    let duties = |key| list(object, key).into_iter().map(read_duty).collect::<Result<Vec<_>, _>>();
    Ok(Answered {
        decision,
        status: object.get_ignore_case("Status").map_or(Ok(Status::OK), read_status)?,
        obligations: duties("Obligations")?,
        advice: duties("AssociatedAdvice")?,
        attributes: entities.collect::<Result<_, _>>()?,
        policies: object.get_ignore_case("PolicyIdentifierList").map_or(Ok(Vec::new()), read_policies)?,
    })
}

fn read_status(object: Value<'_>) -> Result<Status, Unreadable> {
    let code = object.get_ignore_case("StatusCode").map_or(Ok(None), |code| string(code, "Value"))?;
    Ok(Status {
        code: code.and_then(|code| StatusCode::of(&code)).unwrap_or(StatusCode::Ok),
        message: string(object, "StatusMessage")?,
        missing: Vec::new(),
    })
}

fn read_duty(object: Value<'_>) -> Result<Duty, Unreadable> {
    let assignments = list(object, "AttributeAssignment").into_iter().map(|one| {
        let read = attribute(one)?;
        let value = read.values.into_iter().next();
        let (natural, text) = value.map(|value| (value.data_type, value.text)).unwrap_or_default();
        Ok(Assigned {
            id: read.id,
            category: string(one, "Category")?.map(|category| categories::expand(&category).to_owned()),
            issuer: read.issuer,
            data_type: string(one, "DataType")?.map_or(natural, |name| data_type(&name)),
            text,
        })
    });
    Ok(Duty { id: required(object, "Id")?, assignments: assignments.collect::<Result<_, _>>()? })
}

fn read_policies(object: Value<'_>) -> Result<Vec<PolicyIdentifier>, Unreadable> {
    let mut policies = Vec::new();
    for (key, is_set) in [("PolicyIdReference", false), ("PolicySetIdReference", true)] {
        for one in list(object, key) {
            policies.push(PolicyIdentifier { id: required(one, "Id")?, version: string(one, "Version")?, is_set });
        }
    }
    Ok(policies)
}

/// Writes a response of the JSON profile. A decision that this program does not know is written as Indeterminate, with its
/// reason.
pub fn write_json_response(response: &Response) -> serde_json::Value {
    json!({ "Response": response.results.iter().map(write_result).collect::<Vec<_>>() })
}

fn write_result(result: &Answered) -> serde_json::Value {
    let decision = if result.decision == Decision::Undecided { Decision::Indeterminate } else { result.decision };
    let mut object = Map::new();
    let mut put = |key: &str, value: serde_json::Value| {
        if value.as_array().is_none_or(|array| !array.is_empty()) {
            object.insert(key.to_owned(), value);
        }
    };
    put("Decision", decision.name().into());
    put("Status", write_status(&result.status));
    put("Obligations", result.obligations.iter().map(write_duty).collect());
    put("AssociatedAdvice", result.advice.iter().map(write_duty).collect());
    put("Category", result.attributes.iter().map(write_entity).collect());
    if !result.policies.is_empty() {
        let of = |is_set| -> Vec<_> {
            result.policies.iter().filter(|policy| policy.is_set == is_set).map(write_policy).collect()
        };
        let mut lists = Map::new();
        for (key, policies) in [("PolicyIdReference", of(false)), ("PolicySetIdReference", of(true))] {
            if !policies.is_empty() {
                lists.insert(key.to_owned(), policies.into());
            }
        }
        put("PolicyIdentifierList", lists.into());
    }
    object.into()
}

/// An object of the pairs that have a value.
fn object(pairs: &[(&str, Option<&str>)]) -> Map<String, serde_json::Value> {
    pairs.iter().filter_map(|(key, value)| Some(((*key).to_owned(), (*value)?.into()))).collect()
}

fn write_status(status: &Status) -> serde_json::Value {
    let mut written = object(&[("StatusMessage", status.message.as_deref())]);
    written.insert("StatusCode".to_owned(), json!({ "Value": status.code.urn() }));
    if !status.missing.is_empty() {
        let missing = |missing: &MissingAttribute| {
            object(&[
                ("Category", Some(&missing.category)),
                ("AttributeId", Some(&missing.id)),
                ("DataType", Some(&missing.data_type)),
                ("Issuer", missing.issuer.as_deref()),
            ])
        };
        let all: Vec<serde_json::Value> = status.missing.iter().map(|one| missing(one).into()).collect();
        written.insert("StatusDetail".to_owned(), json!({ "MissingAttributeDetail": all }));
    }
    written.into()
}

fn write_duty(duty: &Duty) -> serde_json::Value {
    let assignment = |one: &Assigned| -> serde_json::Value {
        object(&[
            ("AttributeId", Some(&one.id)),
            ("Value", Some(&one.text)),
            ("DataType", Some(&one.data_type)),
            ("Category", one.category.as_deref()),
            ("Issuer", one.issuer.as_deref()),
        ])
        .into()
    };
    json!({ "Id": duty.id, "AttributeAssignment": duty.assignments.iter().map(assignment).collect::<Vec<_>>() })
}

fn write_entity(entity: &Entity) -> serde_json::Value {
    let mut attributes: Vec<serde_json::Value> = Vec::new();
    for attribute in &entity.attributes {
        for value in &attribute.values {
            let mut written = object(&[
                ("AttributeId", Some(&attribute.id)),
                ("Value", Some(&value.text)),
                ("DataType", Some(&value.data_type)),
                ("Issuer", attribute.issuer.as_deref()),
            ]);
            if attribute.include_in_result {
                written.insert("IncludeInResult".to_owned(), true.into());
            }
            attributes.push(written.into());
        }
    }
    json!({ "CategoryId": entity.category, "Attribute": attributes })
}

fn write_policy(policy: &PolicyIdentifier) -> serde_json::Value {
    object(&[("Id", Some(&policy.id)), ("Version", policy.version.as_deref())]).into()
}
