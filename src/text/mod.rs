//! Measures of a text: what it costs as an SMS, which addresses, numbers and placeholders stand in it, whom it names.
//!
//! Everything here counts in byte ranges of the decoded text, and judges nothing.

mod address;
mod gsm;
mod identity_number;
mod names;
mod placeholder;
mod sms;
mod typography;
mod visible;
mod words;

pub use address::{Address, AddressKind, addresses};
pub use gsm::septets;
pub use identity_number::{IdentityNumber, identity_numbers, is_identity_number};
pub use names::{mentions, names_somebody};
pub use placeholder::{Placeholder, filled_in, placeholders, successor};
pub use sms::{Alphabet, Length, MAX_SEGMENTS, altinn_segments, encoded_len, measure};
pub use typography::{Foreign, ForeignKind, foreign};
pub use visible::{FILLED_IN, visible};
pub use words::{
    legal_word, says_confidential, says_that_it_reminds, speaks_of_access, speaks_of_code, squeezed, test_marker,
};
