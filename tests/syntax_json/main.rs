//! The JSON tree from outside: places, what it forgives, agreement with serde_json, limits.
#![allow(missing_docs, clippy::expect_used, clippy::print_stdout)]

#[path = "../trees/mod.rs"]
mod trees;

mod limits;
mod model;
mod places;
mod reference;
mod strings;
