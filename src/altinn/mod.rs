//! Altinn's vocabulary: attributes, roles and access packages, and the requests that its services send.

pub mod attribute;
pub mod domain;
mod every_request;
mod given;
mod people;
pub mod register;
pub mod requests;
mod service;
mod sources;
pub mod studio;
mod subjects;
pub mod template;

pub use given::Given;
pub use people::Person;
pub use service::{Place, ServiceId};
pub use subjects::{Asker, Count, SUBJECT_ATTRIBUTES, SubjectAttribute, reaches_people, subject_attribute};
