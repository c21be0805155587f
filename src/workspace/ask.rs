//! Single requests, for somebody or something that the access matrix of a service does not have.

use super::service::Service;
use crate::altinn::{Person, Place, attribute, requests};
use crate::finding::Witness;
use crate::pdp::Decision;
use crate::pdp::altinn::evaluate;
use crate::source::Span;

/// What one request came to.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The decision.
    pub decision: Decision,
    /// The place of the policy that it rests on, where there is one.
    pub because: Option<Span>,
    /// The request and its answer, for a finding.
    pub witness: Witness,
}

impl Service<'_> {
    /// What is answered when somebody asks for an action at a place. None where the service has no policy.
    pub fn ask(&self, person: &Person, place: &Place, action: &str) -> Option<Reply> {
        let policy = &self.policy.as_ref()?.policy;
        let bound = Person::new(&person.attribute, self.binding.bind(&person.value));
        let (subject, at) = (requests::subject_probe(&bound), requests::place_probe(&self.id, place));
        let request = requests::request(&subject, &at, &requests::action_probe(action));
        let answer = evaluate(policy, &self.binding, &request);
        let is_owner = person.attribute == attribute::ORG;
        let asker = if is_owner { "the service owner" } else { place.asked_by() };
        let witness = Witness {
            sentence: format!("{asker} asks: {action} {} as {}", place.display(), bound.display()),
            decision: answer.decision.name(),
            request: request.to_json(),
        };
        Some(Reply { decision: answer.decision, because: answer.because.map(|reason| reason.span), witness })
    }
}
