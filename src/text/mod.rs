//! Measures of a text: what it costs as an SMS, which addresses, numbers and placeholders stand in it, whom it names.
//!
//! Everything here counts in byte ranges of the decoded text, and judges nothing.

mod address;
mod example_values;
mod gsm;
mod identity_number;
mod names;
mod placeholder;
mod sms;
mod tags;
mod typography;
mod visible;

pub use address::{Address, AddressKind, addresses};
pub use example_values::{ExampleValues, example_values};
pub use gsm::septets;
pub use identity_number::{IdentityNumber, identity_numbers, is_identity_number};
pub use names::{mentions, names_somebody};
pub use placeholder::{Placeholder, filled_in, placeholders};
pub use sms::{Alphabet, Length, MAX_SEGMENTS, altinn_segments, encoded_len, measure};
pub use tags::{Attribute, Tag, tags};
pub use typography::{Foreign, ForeignKind, foreign};
pub use visible::{FILLED_IN, visible};
