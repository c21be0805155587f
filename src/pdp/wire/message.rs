//! A message asks for one decision or for several (Multiple Decision Profile 1.0: references, and repeated categories).

use super::Unreadable;
use crate::pdp::{Answered, Context, Decision, Entity, Response, Status, StatusCode};
use crate::source::{Span, Spanned};
use std::sync::Arc;

/// The most decisions that one message may ask for.
const MAX_REQUESTS: usize = 10_000;

/// A request as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// `<Attributes>` in order; a category may stand several times.
    pub entities: Vec<Arc<Entity>>,
    /// `<RequestReference>`s: which entities make up each request. Empty if all make up one.
    pub references: Vec<RequestReference>,
    /// `ReturnPolicyIdList`.
    pub return_policy_ids: bool,
    /// `CombinedDecision`: one decision is wanted for all.
    pub combined_decision: bool,
    /// Members of a request in JSON that hold something, and that nobody reads.
    pub passed_over: Vec<Spanned<String>>,
}

/// `<RequestReference>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestReference {
    /// The place.
    pub span: Span,
    /// The `xml:id`s of the entities.
    pub entities: Vec<String>,
}

impl Message {
    /// The requests that the message is made of: one for each reference, and one for each choice among the entities of a
    /// category that stands several times.
    ///
    /// # Errors
    /// A reference to an entity that is not there, or too many requests.
    pub fn contexts(&self) -> Result<Vec<Context>, Unreadable> {
        let mut contexts = Vec::new();
        if self.references.is_empty() {
            self.choices(&self.entities.iter().collect::<Vec<_>>(), &mut contexts)?;
        }
        for reference in &self.references {
            let named = |id: &String| {
                let found = self.entities.iter().find(|entity| entity.id.as_ref() == Some(id));
                found.ok_or_else(|| Unreadable::new(reference.span, format!("no attributes have the id `{id}`")))
            };
            let entities = reference.entities.iter().map(named).collect::<Result<Vec<_>, _>>()?;
            self.choices(&entities, &mut contexts)?;
        }
        Ok(contexts)
    }

    fn choices(&self, entities: &[&Arc<Entity>], contexts: &mut Vec<Context>) -> Result<(), Unreadable> {
        let empty = Context { entities: Vec::new(), return_policy_ids: self.return_policy_ids };
        let mut choices = vec![empty];
        let mut done: Vec<&str> = Vec::new();
        for entity in entities {
            if done.contains(&entity.category.as_str()) {
                continue;
            }
            done.push(&entity.category);
            let same: Vec<_> = entities.iter().filter(|other| other.category == entity.category).collect();
            if choices.len().saturating_mul(same.len()) + contexts.len() > MAX_REQUESTS {
                let text = format!("the request asks for more than {MAX_REQUESTS} decisions");
                return Err(Unreadable::new(Span::default(), text));
            }
            let extended = choices.iter().flat_map(|choice| {
                same.iter().map(|entity| {
                    let mut choice = choice.clone();
                    choice.entities.push(Arc::clone(entity));
                    choice
                })
            });
            choices = extended.collect();
        }
        contexts.append(&mut choices);
        Ok(())
    }
}

/// Asks for every decision of a message and puts the answers together, into one where the message wants one.
pub fn respond(message: &Message, decide: impl FnMut(&Context) -> Answered) -> Response {
    let contexts = match message.contexts() {
        Ok(contexts) => contexts,
        Err(error) => {
            let status = failed(StatusCode::SyntaxError, error.text);
            return Response { results: vec![Answered::plain(Decision::Indeterminate, status)] };
        }
    };
    combine(message, Response { results: contexts.iter().map(decide).collect() })
}

/// The answers to the decisions of a message, put into one where the message wants one.
pub fn combine(message: &Message, response: Response) -> Response {
    if message.combined_decision { Response { results: vec![combined(&response.results)] } } else { response }
}

/// One decision for several, which exists only where all agree and none has duties (Multiple Decision Profile, §3).
fn combined(results: &[Answered]) -> Answered {
    let duties = results.iter().any(|result| !result.obligations.is_empty() || !result.advice.is_empty());
    let first = results.first().map(|result| result.decision);
    match first {
        Some(decision) if !duties && results.iter().all(|result| result.decision == decision) => {
            Answered::plain(decision, Status::OK)
        }
        Some(_) if duties => {
            let text = "a combined decision cannot have obligations or advice";
            Answered::plain(Decision::Indeterminate, failed(StatusCode::ProcessingError, text.to_owned()))
        }
        _ => {
            let text = "the decisions that were to be combined differ";
            Answered::plain(Decision::Indeterminate, failed(StatusCode::ProcessingError, text.to_owned()))
        }
    }
}

fn failed(code: StatusCode, message: String) -> Status {
    Status { code, message: Some(message), missing: Vec::new() }
}
