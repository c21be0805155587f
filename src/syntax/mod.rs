//! Lossless trees with spans. They know XML and JSON, and no word of Altinn's.

mod mapped;

pub mod json;
pub mod xml;

pub use mapped::Mapped;
