//! Requests and responses as they are sent: in XML (XACML 3.0 core, §5.42 and following) and in JSON (the JSON profile 1.1).

mod categories;
mod json_request;
mod json_response;
mod message;
mod xml_request;
mod xml_response;

use crate::source::Span;
use thiserror::Error;

pub use categories::category_names;
pub use json_request::read_json_request;
pub use json_response::{read_json_response, write_json_response};
pub use message::{Message, RequestReference, combine, respond};
pub use xml_request::read_xml_request;
pub use xml_response::{read_xml_response, write_xml_response};

/// Why a text is no request or response.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{text}")]
pub struct Unreadable {
    /// The place.
    pub span: Span,
    /// In words: lower-case start, no final full stop.
    pub text: String,
}

impl Unreadable {
    fn new(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }
}
