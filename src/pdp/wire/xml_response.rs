//! Responses in XML.

use super::Unreadable;
use super::xml_request::{attribute, optional, required, root};
use crate::pdp::{
    Answered, Assigned, Decision, Duty, Entity, MissingAttribute, PolicyIdentifier, Response, Status, StatusCode,
};
use crate::syntax::xml::{Document, Element};
use crate::xacml::NAMESPACE;
use quick_xml::escape::escape;
use std::fmt::Write as _;

/// Reads `<Response>`.
///
/// # Errors
/// The first thing that keeps the text from being a response.
pub fn read_xml_response(document: &Document<'_>) -> Result<Response, Unreadable> {
    let results = root(document, "Response")?.children().filter(|child| child.name() == "Result").map(result);
    Ok(Response { results: results.collect::<Result<_, _>>()? })
}

fn result(element: Element<'_, '_>) -> Result<Answered, Unreadable> {
    let missing = || Unreadable::new(element.start_tag(), "the result has no decision");
    let word = element.child("Decision").map(Element::text).ok_or_else(missing)?;
    let decision = decision(word.trim()).ok_or_else(missing)?;
    let named = |list: &str, name: &'static str, id: &'static str| {
        let list = element.child(list);
        let duties = list.into_iter().flat_map(Element::children).filter(move |child| child.name() == name);
        duties.map(move |duty| read_duty(duty, id)).collect::<Result<Vec<_>, _>>()
    };
    let entities = element.children().filter(|child| child.name() == "Attributes").map(|child| {
        let attributes = child.children().filter(|child| child.name() == "Attribute").map(attribute);
        Ok(Entity {
            category: required(child, "Category")?,
            attributes: attributes.collect::<Result<_, _>>()?,
            ..Entity::default()
        })
    });
    let policies = element.child("PolicyIdentifierList").into_iter().flat_map(Element::children);
    Ok(Answered {
        decision,
        status: element.child("Status").map_or(Status::OK, read_status),
        obligations: named("Obligations", "Obligation", "ObligationId")?,
        advice: named("AssociatedAdvice", "Advice", "AdviceId")?,
        attributes: entities.collect::<Result<_, _>>()?,
        policies: policies
            .map(|policy| PolicyIdentifier {
                id: policy.text().trim().to_owned(),
                version: optional(policy, "Version"),
                is_set: policy.name() == "PolicySetIdReference",
            })
            .collect(),
    })
}

/// The decision of a word.
pub(super) fn decision(word: &str) -> Option<Decision> {
    [Decision::Permit, Decision::Deny, Decision::NotApplicable, Decision::Indeterminate]
        .into_iter()
        .find(|decision| decision.name() == word)
}

fn read_status(element: Element<'_, '_>) -> Status {
    let code = element.child("StatusCode").and_then(|code| optional(code, "Value"));
    let details = element.child("StatusDetail").into_iter().flat_map(Element::children);
    Status {
        code: code.and_then(|code| StatusCode::of(&code)).unwrap_or(StatusCode::Ok),
        message: element.child("StatusMessage").map(|message| message.text().into_owned()),
        missing: details
            .filter(|detail| detail.name() == "MissingAttributeDetail")
            .map(|detail| MissingAttribute {
                category: optional(detail, "Category").unwrap_or_default(),
                id: optional(detail, "AttributeId").unwrap_or_default(),
                data_type: optional(detail, "DataType").unwrap_or_default(),
                issuer: optional(detail, "Issuer"),
            })
            .collect(),
    }
}

fn read_duty(element: Element<'_, '_>, id: &str) -> Result<Duty, Unreadable> {
    let assignments = element.children().filter(|child| child.name() == "AttributeAssignment").map(|child| {
        Ok(Assigned {
            id: required(child, "AttributeId")?,
            category: optional(child, "Category"),
            issuer: optional(child, "Issuer"),
            data_type: required(child, "DataType")?,
            text: child.text().into_owned(),
        })
    });
    Ok(Duty { id: required(element, id)?, assignments: assignments.collect::<Result<_, _>>()? })
}

/// Writes `<Response>`. A decision that this program does not know is written as Indeterminate, with its reason.
pub fn write_xml_response(response: &Response) -> String {
    let mut out = Writer { text: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"), depth: 0 };
    out.element("Response", &[("xmlns", Some(NAMESPACE))], |out| {
        for result in &response.results {
            out.element("Result", &[], |out| write_result(out, result));
        }
    });
    out.text
}

fn write_result(out: &mut Writer, result: &Answered) {
    let decision = if result.decision == Decision::Undecided { Decision::Indeterminate } else { result.decision };
    out.leaf("Decision", &[], decision.name());
    out.element("Status", &[], |out| {
        out.element("StatusCode", &[("Value", Some(result.status.code.urn()))], |_| {});
        if let Some(message) = &result.status.message {
            out.leaf("StatusMessage", &[], message);
        }
        if !result.status.missing.is_empty() {
            out.element("StatusDetail", &[], |out| {
                for missing in &result.status.missing {
                    let attributes = [
                        ("Category", Some(missing.category.as_str())),
                        ("AttributeId", Some(missing.id.as_str())),
                        ("DataType", Some(missing.data_type.as_str())),
                        ("Issuer", missing.issuer.as_deref()),
                    ];
                    out.element("MissingAttributeDetail", &attributes, |_| {});
                }
            });
        }
    });
    write_duties(out, "Obligations", "Obligation", "ObligationId", &result.obligations);
    write_duties(out, "AssociatedAdvice", "Advice", "AdviceId", &result.advice);
    for entity in &result.attributes {
        out.element("Attributes", &[("Category", Some(&entity.category))], |out| write_attributes(out, entity));
    }
    if !result.policies.is_empty() {
        out.element("PolicyIdentifierList", &[], |out| {
            for policy in &result.policies {
                let name = if policy.is_set { "PolicySetIdReference" } else { "PolicyIdReference" };
                out.leaf(name, &[("Version", policy.version.as_deref())], &policy.id);
            }
        });
    }
}

fn write_duties(out: &mut Writer, list: &str, name: &str, id: &str, duties: &[Duty]) {
    if duties.is_empty() {
        return;
    }
    out.element(list, &[], |out| {
        for duty in duties {
            out.element(name, &[(id, Some(&duty.id))], |out| {
                for one in &duty.assignments {
                    let attributes = [
                        ("AttributeId", Some(one.id.as_str())),
                        ("Category", one.category.as_deref()),
                        ("Issuer", one.issuer.as_deref()),
                        ("DataType", Some(one.data_type.as_str())),
                    ];
                    out.leaf("AttributeAssignment", &attributes, &one.text);
                }
            });
        }
    });
}

fn write_attributes(out: &mut Writer, entity: &Entity) {
    for attribute in &entity.attributes {
        let include = if attribute.include_in_result { "true" } else { "false" };
        let head = [
            ("IncludeInResult", Some(include)),
            ("AttributeId", Some(attribute.id.as_str())),
            ("Issuer", attribute.issuer.as_deref()),
        ];
        out.element("Attribute", &head, |out| {
            for value in &attribute.values {
                out.leaf("AttributeValue", &[("DataType", Some(&value.data_type))], &value.text);
            }
        });
    }
}

struct Writer {
    text: String,
    depth: usize,
}

impl Writer {
    fn open(&mut self, name: &str, attributes: &[(&str, Option<&str>)]) {
        let indent = "  ".repeat(self.depth);
        // Writing to a string cannot fail.
        let _ = write!(self.text, "{indent}<{name}");
        for (attribute, value) in attributes {
            if let Some(value) = value {
                let _ = write!(self.text, " {attribute}=\"{}\"", escape(*value));
            }
        }
    }

    fn element(&mut self, name: &str, attributes: &[(&str, Option<&str>)], inside: impl FnOnce(&mut Self)) {
        self.open(name, attributes);
        let before = self.text.len();
        self.text.push_str(">\n");
        self.depth += 1;
        inside(self);
        self.depth -= 1;
        if self.text.len() == before + 2 {
            self.text.truncate(before);
            self.text.push_str("/>\n");
        } else {
            let _ = writeln!(self.text, "{}</{name}>", "  ".repeat(self.depth));
        }
    }

    fn leaf(&mut self, name: &str, attributes: &[(&str, Option<&str>)], text: &str) {
        self.open(name, attributes);
        let _ = writeln!(self.text, ">{}</{name}>", escape(text));
    }
}
