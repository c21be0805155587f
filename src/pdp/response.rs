//! What a decision point sends back: decisions, status, obligations and advice (XACML 3.0 core, §5.47 and following).

use super::context::Entity;
use super::decision::Decision;

/// `<Response>`: one result for each decision asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The results, in the order of the requests.
    pub results: Vec<Answered>,
}

/// `<Result>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The decision.
    pub decision: Decision,
    /// Whether it went well, and if not, what did not.
    pub status: Status,
    /// What must be done by whoever enforces the decision.
    pub obligations: Vec<Duty>,
    /// What may be done.
    pub advice: Vec<Duty>,
    /// The attributes of the request that were to be sent back.
    pub attributes: Vec<Entity>,
    /// The policies found applicable, where the request asks for them.
    pub policies: Vec<PolicyIdentifier>,
}

impl Answered {
    /// A result without anything but a decision and its status.
    pub const fn plain(decision: Decision, status: Status) -> Self {
        Self {
            decision,
            status,
            obligations: Vec::new(),
            advice: Vec::new(),
            attributes: Vec::new(),
            policies: Vec::new(),
        }
    }
}

/// The status codes of XACML 3.0 core, appendix B.8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusCode {
    /// Nothing went wrong.
    Ok,
    /// An attribute that must be present is not.
    MissingAttribute,
    /// A policy, request or value is not written as it must be.
    SyntaxError,
    /// Evaluation failed.
    ProcessingError,
}

impl StatusCode {
    const ALL: [Self; 4] = [Self::Ok, Self::MissingAttribute, Self::SyntaxError, Self::ProcessingError];

    /// The URN.
    pub const fn urn(self) -> &'static str {
        match self {
            Self::Ok => "urn:oasis:names:tc:xacml:1.0:status:ok",
            Self::MissingAttribute => "urn:oasis:names:tc:xacml:1.0:status:missing-attribute",
            Self::SyntaxError => "urn:oasis:names:tc:xacml:1.0:status:syntax-error",
            Self::ProcessingError => "urn:oasis:names:tc:xacml:1.0:status:processing-error",
        }
    }

    /// The code of a URN.
    pub fn of(urn: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.urn() == urn)
    }
}

/// `<Status>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The code.
    pub code: StatusCode,
    /// In words.
    pub message: Option<String>,
    /// The attributes whose absence stopped the evaluation.
    pub missing: Vec<MissingAttribute>,
}

impl Status {
    /// Nothing went wrong.
    pub const OK: Self = Self { code: StatusCode::Ok, message: None, missing: Vec::new() };
}

/// `<MissingAttributeDetail>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingAttribute {
    /// `Category`.
    pub category: String,
    /// `AttributeId`.
    pub id: String,
    /// `DataType`.
    pub data_type: String,
    /// `Issuer`.
    pub issuer: Option<String>,
}

/// `<Obligation>` or `<Advice>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// `ObligationId` or `AdviceId`.
    pub id: String,
    /// `<AttributeAssignment>`s in order.
    pub assignments: Vec<Assigned>,
}

/// `<AttributeAssignment>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// `AttributeId`.
    pub id: String,
    /// `Category`.
    pub category: Option<String>,
    /// `Issuer`.
    pub issuer: Option<String>,
    /// `DataType`.
    pub data_type: String,
    /// The value.
    pub text: String,
}

/// `<PolicyIdReference>` or `<PolicySetIdReference>` of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyIdentifier {
    /// The id.
    pub id: String,
    /// Its version, where it has one.
    pub version: Option<String>,
    /// Whether it is a policy set.
    pub is_set: bool,
}
