//! A request to a decision point.

use crate::xacml::{Category, data_type};
use serde_json::{Value, json};
use std::borrow::Cow;

/// One attribute of a request: a bag of values of one type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Who, what, or what for.
    pub category: Category,
    /// `AttributeId`.
    pub id: Cow<'static, str>,
    /// `DataType` of all its values.
    pub data_type: Cow<'static, str>,
    /// The values.
    pub values: Vec<String>,
}

/// A request, as the decision point sees it once it has added what it knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    attributes: Vec<Attribute>,
}

impl Request {
    /// A request without attributes.
    pub fn new() -> Self {
        Self::default()
    }

    /// With one more string attribute of one value.
    #[must_use]
    pub fn with(self, category: Category, id: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.with_attribute(Attribute {
            category,
            id: id.into(),
            data_type: Cow::Borrowed(data_type::STRING),
            values: vec![value.into()],
        })
    }

    /// With one more attribute.
    #[must_use]
    pub fn with_attribute(mut self, attribute: Attribute) -> Self {
        self.attributes.push(attribute);
        self
    }

    /// The attributes, in the order in which they were added.
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// The attributes of a category and id, whatever their type.
    pub fn named<'a>(&'a self, category: Category, id: &'a str) -> impl Iterator<Item = &'a Attribute> {
        self.attributes.iter().filter(move |attribute| attribute.category == category && attribute.id == id)
    }

    /// In XACML's JSON profile, with the names that Altinn uses (Altinn/altinn-notifications, `XacmlJsonRequestRoot`).
    pub fn to_json(&self) -> Value {
        let of = |category: Category| -> Value {
            let attributes: Vec<Value> = self
                .attributes
                .iter()
                .filter(|attribute| attribute.category == category)
                .flat_map(|attribute| attribute.values.iter().map(move |value| (attribute, value)))
                .map(|(attribute, value)| {
                    let mut one = json!({ "AttributeId": attribute.id, "Value": value });
                    if attribute.data_type != data_type::STRING {
                        one["DataType"] = Value::from(attribute.data_type.as_ref());
                    }
                    one
                })
                .collect();
            json!([{ "Attribute": attributes }])
        };
        json!({
            "Request": {
                "AccessSubject": of(Category::Subject),
                "Action": of(Category::Action),
                "Resource": of(Category::Resource),
            }
        })
    }
}
