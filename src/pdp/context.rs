//! A request with everything that XACML 3.0 lets it say: issuers, categories of any name, values of several types, content.
//!
//! [`Request`] is the smaller form, which holds what Altinn's engine looks at; each can be made from the other.

use super::request::{Attribute, Request};
use crate::xacml::Category;
use std::borrow::Cow;
use std::sync::Arc;

/// One request for one decision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// What is known of each category. A category stands once. Shared, since one message may ask for thousands of decisions
    /// on the same resource.
    pub entities: Vec<Arc<Entity>>,
    /// Whether the answer shall name the policies that were found applicable.
    pub return_policy_ids: bool,
}

/// `<Attributes>`: one category, its attributes and its content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entity {
    /// `Category`.
    pub category: String,
    /// `xml:id`, by which a request of several decisions names it.
    pub id: Option<String>,
    /// `<Attribute>`s in order.
    pub attributes: Vec<ContextAttribute>,
    /// The element inside `<Content>`, as a document of its own.
    pub content: Option<String>,
}

/// `<Attribute>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextAttribute {
    /// `AttributeId`.
    pub id: String,
    /// `Issuer`.
    pub issuer: Option<String>,
    /// `IncludeInResult`.
    pub include_in_result: bool,
    /// `<AttributeValue>`s in order.
    pub values: Vec<ContextValue>,
}

/// `<AttributeValue>` of a request, not yet read as what its type says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextValue {
    /// `DataType`.
    pub data_type: String,
    /// Its text.
    pub text: String,
    /// For an XPath expression: whose content it is about, and the prefixes in scope.
    pub xpath: Option<ContextXPath>,
}

/// What an XPath expression of a request is read in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContextXPath {
    /// `XPathCategory`.
    pub category: Option<String>,
    /// Prefixes and namespaces.
    pub namespaces: Vec<(String, String)>,
}

impl Context {
    /// The entity of a category.
    pub fn entity(&self, category: &str) -> Option<&Entity> {
        self.entities.iter().map(AsRef::as_ref).find(|entity: &&Entity| entity.category == category)
    }

    /// Adds an attribute to the entity of its category.
    pub fn add(&mut self, category: &str, attribute: ContextAttribute) {
        match self.entities.iter_mut().find(|entity| entity.category == category) {
            Some(entity) => Arc::make_mut(entity).attributes.push(attribute),
            None => {
                let attributes = vec![attribute];
                let entity = Entity { category: category.to_owned(), attributes, ..Entity::default() };
                self.entities.push(Arc::new(entity));
            }
        }
    }

    /// What Altinn's engine looks at: no issuers, no content, and one name for all categories but the four.
    pub fn to_request(&self) -> Request {
        let mut request = Request::new();
        for entity in &self.entities {
            let category = Category::of(&entity.category);
            for attribute in &entity.attributes {
                for values in attribute.values.chunk_by(|one, next| one.data_type == next.data_type) {
                    request = request.with_attribute(Attribute {
                        category,
                        id: Cow::Owned(attribute.id.clone()),
                        data_type: Cow::Owned(values.first().map(|one| one.data_type.clone()).unwrap_or_default()),
                        values: values.iter().map(|one| one.text.clone()).collect(),
                    });
                }
            }
        }
        request
    }
}

impl From<&Request> for Context {
    fn from(request: &Request) -> Self {
        let mut context = Self::default();
        for attribute in request.attributes() {
            let value = |text: &String| ContextValue {
                data_type: attribute.data_type.clone().into_owned(),
                text: text.clone(),
                xpath: None,
            };
            let values = attribute.values.iter().map(value).collect();
            let id = attribute.id.clone().into_owned();
            context
                .add(attribute.category.urn(), ContextAttribute { id, issuer: None, include_in_result: false, values });
        }
        context
    }
}
