//! The decision point: what is answered to one request, and to all that matter.
//!
//! Two dialects: [`altinn`], Altinn's own engine as it answers today, and [`standard`], XACML 3.0 as OASIS wrote it.
//!
//! For `altinn`, two implementations answer for each other: [`altinn::evaluate`] follows the engine rule by rule for one
//! request; [`altinn::Table`] decides every cell of an access matrix from what was matched once. Tests hold them equal.

pub mod altinn;
pub mod analysis;
mod bound;
mod context;
mod decision;
mod dialect;
mod request;
mod response;
pub mod standard;
pub mod trace;
pub mod wire;

pub use bound::bound;
pub use context::{Context, ContextAttribute, ContextValue, ContextXPath, Entity};
pub use decision::{Answer, Decision, Fault, Hinge, Reason};
pub use dialect::Dialect;
pub use request::{Attribute, Request};
pub use response::{Answered, Assigned, Duty, MissingAttribute, PolicyIdentifier, Response, Status, StatusCode};
