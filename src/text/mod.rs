//! Measures of a text: what it costs as an SMS, which addresses, numbers, dates and placeholders stand in it, whom it names,
//! which words of a list it has, in what language it is written, and what HTML shows of it.
//!
//! Everything here counts in byte ranges of the decoded text, and judges nothing.

mod address;
mod amounts;
mod dates;
mod example_values;
mod folded;
mod gsm;
pub mod html;
mod identity_number;
mod language;
mod lexicon;
mod look_alikes;
mod names;
mod numbers;
mod placeholder;
mod sentences;
mod sms;
mod somebodys;
mod tags;
mod telling;
mod typography;
mod wording;
pub mod words;

pub use address::{Address, AddressKind, addresses};
pub use amounts::amounts;
pub use dates::{Day, Moment, MomentForm, moments};
pub use example_values::{ExampleValues, example_values};
pub use gsm::septets;
pub use html::{FILLED_IN, Shown};
pub use identity_number::{IdentityNumber, identity_numbers, is_identity_number};
pub use language::{Evidence, Language, Marker, language_of};
pub use lexicon::{Lexicon, WordMistake, mistakes};
pub use look_alikes::{LookAlike, LookAlikeKind, look_alikes};
pub use names::{mentions, names_somebody};
pub use numbers::{Number, NumberKind, is_account_number, is_organisation_number, numbers};
pub use placeholder::{Placeholder, filled_in, placeholders};
pub use sentences::{lix, sentences, words as word_count};
pub use sms::{
    Alphabet, Length, MAX_SEGMENTS, MAX_UNITS, altinn_segments, encoded_len, gateway_cut, measure, segments,
};
pub use somebodys::{Somebodys, somebodys};
pub use tags::{Tag, tags};
pub use telling::{
    legal_word, same_words, says_confidential, says_that_it_reminds, speaks_of_access, speaks_of_code, squeezed,
    test_marker,
};
pub use typography::{Foreign, ForeignKind, foreign};
pub use wording::{Wording, prose, prose_without};
