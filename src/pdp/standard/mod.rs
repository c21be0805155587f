//! XACML 3.0 as OASIS wrote it: a plain evaluator of one request.
//!
//! Source: *eXtensible Access Control Markup Language (XACML) Version 3.0 Plus Errata 01*, OASIS, 12 July 2017. Held to the
//! conformance suite and to recorded decisions of other engines; `docs/conformance.md` says where they part and why.
//!
//! The way of a request: [`evaluate`] → policies and rules (`evaluate.rs`) → targets (`target.rs`) and conditions
//! (`expression.rs`, `functions/`, `value/`) → one verdict (`combine.rs`, `verdict.rs`) with its duties (`duties.rs`). Types
//! are checked before (`check.rs`). A failure is a `Fault` with its place (`fault.rs`); one that the standard
//! has an answer to and this program has not ends in [`Decision::Undecided`].

mod check;
mod combine;
mod content;
mod duties;
mod evaluate;
mod expression;
mod fault;
mod frame;
mod functions;
mod machine;
mod regexp;
mod repository;
mod support;
mod target;
pub mod value;
mod verdict;

use crate::pdp::{Answer, Answered, Context, Decision, Entity, Status, StatusCode};
use evaluate::Evaluator;
use fault::{Fault, FaultKind};
use machine::Machine;

pub use fault::Place;
pub use machine::Options;
pub use repository::{Evaluable, Repository};
pub use verdict::{Potential, Verdict};

/// What the standard answers, and why.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The decision with its reason. The span is of the text of [`Self::document`].
    pub answer: Answer,
    /// The number of the document that the reason points into.
    pub document: usize,
    /// The verdict with its extension; none where this program cannot tell.
    pub verdict: Option<Verdict>,
    /// What is sent back.
    pub answered: Answered,
}

/// Decides one request by the policy or policy set at the root of a document of the repository.
pub fn evaluate(repository: &Repository<'_>, document: usize, context: &Context, options: &Options) -> Outcome {
    let machine = Machine::new(context, options);
    let evaluator = Evaluator { repository, machine: &machine };
    let result = match repository.root(document) {
        Some(root) => evaluator.enter(document, root),
        None => Err(Fault::undecided("there is no policy of XACML 3.0")),
    };
    outcome(result, document, context)
}

/// Decides one request by one policy or policy set that refers to no other.
pub fn evaluate_alone(policy: Evaluable<'_>, context: &Context, options: &Options) -> Outcome {
    evaluate(&Repository::new([policy]), 0, context, options)
}

/// Decides one request by several policies of which one may apply, as a decision point does that is given no policy set
/// around them.
pub fn evaluate_any(repository: &Repository<'_>, context: &Context, options: &Options) -> Outcome {
    let machine = Machine::new(context, options);
    let evaluator = Evaluator { repository, machine: &machine };
    let roots = (0..repository.len()).filter_map(|document| Some(Ok((document, repository.root(document)?))));
    let result = evaluator.only_one_of(roots).map(|combined| {
        let place = Place { document: 0, span: crate::source::Span::default() };
        let mut decisive =
            combined.decisive.unwrap_or_else(|| verdict::Evaluated::new(combined.verdict, place, "no policy applies"));
        decisive.verdict = combined.verdict;
        decisive.duties = combined.duties;
        decisive.policies = combined.policies;
        decisive
    });
    outcome(result, 0, context)
}

fn outcome(result: Result<verdict::Evaluated, Fault>, document: usize, context: &Context) -> Outcome {
    let evaluated = match result {
        Ok(evaluated) => evaluated,
        Err(fault) => {
            let status = status(&fault);
            let answer = Answer {
                because: fault
                    .place
                    .map(|place| crate::pdp::Reason { span: place.span, text: fault.text.into_owned() }),
                ..Answer::plain(Decision::Undecided)
            };
            let document = fault.place.map_or(document, |place| place.document);
            return Outcome { answer, document, verdict: None, answered: Answered::plain(Decision::Undecided, status) };
        }
    };
    let decision = evaluated.verdict.decision();
    let answered = Answered {
        decision,
        status: evaluated.fault.as_ref().map_or(Status::OK, status),
        obligations: evaluated.duties.obligations,
        advice: evaluated.duties.advice,
        attributes: returned(context),
        policies: evaluated.policies,
    };
    Outcome {
        answer: Answer::because(decision, evaluated.place.span, evaluated.reason),
        document: evaluated.place.document,
        verdict: Some(evaluated.verdict),
        answered,
    }
}

fn status(fault: &Fault) -> Status {
    let missing = match &fault.kind {
        FaultKind::Missing(missing) => vec![missing.as_ref().clone()],
        FaultKind::Syntax | FaultKind::Processing | FaultKind::Undecided => Vec::new(),
    };
    let code: StatusCode = fault.code();
    Status { code, message: Some(fault.text.clone().into_owned()), missing }
}

/// The attributes of the request that it wants back.
fn returned(context: &Context) -> Vec<Entity> {
    let entity = |entity: &Entity| Entity {
        category: entity.category.clone(),
        id: None,
        attributes: entity.attributes.iter().filter(|attribute| attribute.include_in_result).cloned().collect(),
        content: None,
    };
    context.entities.iter().map(AsRef::as_ref).map(entity).filter(|entity| !entity.attributes.is_empty()).collect()
}
