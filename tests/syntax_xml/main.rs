//! The XML tree from outside: places, losslessness, namespaces, well-formedness, limits.
#![allow(missing_docs, clippy::expect_used, clippy::print_stdout)]

#[path = "../trees/mod.rs"]
mod trees;

mod limits;
mod model;
mod places;
mod reference;
mod well_formed;
