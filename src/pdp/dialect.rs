//! Whose decision point is asked, and one way to ask any of them.

use super::altinn::{self, Binding, Version};
use super::bound::bound;
use super::standard::{self, Evaluable, Options};
use super::{Answer, Answered, Attribute, Context, Decision, Entity, Fault, Request, Status, StatusCode};
use crate::altinn::{attribute, register};
use crate::config::Date;
use crate::xacml::{Category, Policy};
use std::borrow::Cow;
use std::sync::Arc;

/// A decision point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Altinn's own, in one of its versions.
    Altinn(Version),
    /// XACML 3.0 as OASIS wrote it, on a day: Altinn's roles end whoever decides.
    Standard(Option<Date>),
}

impl Default for Dialect {
    fn default() -> Self {
        Self::Altinn(Version::CLOUD)
    }
}

impl Dialect {
    /// The name in configuration and output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Altinn(version) => version.name(),
            Self::Standard(_) => "standard",
        }
    }

    /// The same decision point on a day.
    #[must_use]
    pub const fn on(self, day: Date) -> Self {
        match self {
            Self::Altinn(version) => Self::Altinn(Version { as_of: Some(day), ..version }),
            Self::Standard(_) => Self::Standard(Some(day)),
        }
    }

    /// Decides one request by one policy. `request` is what the decision point has once it has added what it knows; roles
    /// that are over on its day are taken out here.
    pub fn decide(self, policy: &Policy<'_>, binding: &Binding, request: &Request) -> Answer {
        match self {
            Self::Altinn(version) => altinn::evaluate_as(policy, binding, version, request),
            Self::Standard(_) => self.decide_bound(&bound(policy, binding), request),
        }
    }

    /// The request without the roles that are over on the day that is asked about.
    pub fn delivered(self, request: &Request) -> Cow<'_, Request> {
        let (Self::Altinn(Version { as_of: day, .. }) | Self::Standard(day)) = self;
        delivered(request, day)
    }

    /// As [`Self::delivered`], for a request with everything that XACML lets it say.
    pub fn delivered_context(self, mut context: Context) -> Context {
        let (Self::Altinn(Version { as_of: day, .. }) | Self::Standard(day)) = self;
        if !(Version { as_of: day, ..Version::CLOUD }).altinn2_is_over() {
            return context;
        }
        let subjects = |one: &&mut Arc<Entity>| Category::of(&one.category) == Category::Subject;
        for entity in context.entities.iter_mut().filter(subjects) {
            let entity = Arc::make_mut(entity);
            for one in entity.attributes.iter_mut().filter(|one| one.id == attribute::ROLE_CODE) {
                one.values.retain(|value| !register::ends_with_altinn2(&value.text));
            }
            entity.attributes.retain(|one| one.id != attribute::ROLE_CODE || !one.values.is_empty());
        }
        context
    }

    /// As [`Self::decide`], for a policy in which nothing is left to be replaced.
    pub fn decide_bound(self, policy: &Policy<'_>, request: &Request) -> Answer {
        match self {
            Self::Altinn(version) => altinn::evaluate_as(policy, &Binding::default(), version, request),
            Self::Standard(day) => {
                let context = Context::from(delivered(request, day).as_ref());
                standard::evaluate_alone(Evaluable::Policy(policy), &context, &Options::default()).answer
            }
        }
    }
}

/// The request without the roles that are over on a day.
fn delivered(request: &Request, day: Option<Date>) -> Cow<'_, Request> {
    let version = Version { as_of: day, ..Version::CLOUD };
    let is_role = |one: &Attribute| one.category == Category::Subject && one.id == attribute::ROLE_CODE;
    let is_over = |role: &String| register::ends_with_altinn2(role);
    let holds_one = |one: &Attribute| is_role(one) && one.values.iter().any(is_over);
    if !version.altinn2_is_over() || !request.attributes().iter().any(holds_one) {
        return Cow::Borrowed(request);
    }
    let mut lasting = Request::new();
    for one in request.attributes() {
        let mut one = one.clone();
        if is_role(&one) {
            one.values.retain(|role| !is_over(role));
        }
        // Whoever has no role left has no attribute either.
        if !one.values.is_empty() {
            lasting = lasting.with_attribute(one);
        }
    }
    Cow::Owned(lasting)
}

impl From<&Answer> for Answered {
    /// What is sent back for an answer of Altinn's engine, which has neither obligations nor advice.
    fn from(answer: &Answer) -> Self {
        let reason = || answer.because.as_ref().map(|reason| reason.text.clone());
        let status = match (answer.decision, answer.fault) {
            (Decision::Permit | Decision::Deny | Decision::NotApplicable, _) => Status::OK,
            (Decision::Indeterminate, fault) => {
                let code = match fault {
                    Some(Fault::Refused) => StatusCode::SyntaxError,
                    Some(Fault::Thrown) | None => StatusCode::ProcessingError,
                };
                Status { code, message: reason(), missing: Vec::new() }
            }
            (Decision::Undecided, _) => {
                let text = format!("cannot tell: {}", reason().unwrap_or_default());
                Status { code: StatusCode::ProcessingError, message: Some(text), missing: Vec::new() }
            }
        };
        Self::plain(answer.decision, status)
    }
}
