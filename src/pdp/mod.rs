//! The decision point: what is answered to one request, and to all that matter.
//!
//! Two implementations answer for each other: [`altinn::evaluate`] follows Altinn's engine rule by rule for one request;
//! [`altinn::Table`] decides every cell of an access matrix from what was matched once. Tests hold them equal.

pub mod altinn;
mod decision;
mod request;

pub use decision::{Answer, Decision, Reason};
pub use request::{Attribute, Request};
