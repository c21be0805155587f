//! Altinn's vocabulary: attributes, roles and access packages, and the requests that its services send.

pub mod attribute;
pub mod domain;
mod every_request;
mod people;
pub mod register;
pub mod requests;
pub mod studio;
pub mod template;

pub use people::Person;
