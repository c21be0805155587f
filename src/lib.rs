//! notify-lint finds the people whom an Altinn notice will not reach, before production does.
//!
//! The data goes one straight way: paths → [`workspace`] → [`source`] → [`syntax`] → models
//! ([`xacml`], [`bpmn`], [`resource`], [`app`], [`notice`]) → facts ([`altinn`], [`pdp`], [`text`]) →
//! [`rules`] → [`finding`]s → [`report`]. `ARCHITECTURE.md` draws it.

pub mod altinn;
pub mod anchor;
pub mod app;
pub mod bpmn;
pub mod cli;
pub mod config;
pub mod conformance;
pub mod finding;
pub mod fix;
pub mod lint;
pub mod notice;
pub mod pattern;
pub mod pdp;
pub mod report;
pub mod resource;
pub mod rules;
pub mod setup;
pub mod source;
pub mod suppression;
pub mod syntax;
pub mod text;
pub mod workspace;
pub mod xacml;
