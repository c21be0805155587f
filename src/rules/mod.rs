//! The rules: one file each, grouped as in `rules/`. A rule speaks of people, places and texts, never of offsets.

mod meta;
mod report;

pub use meta::{Certainty, FixKind, METAS, Meta};
pub use report::Report;
