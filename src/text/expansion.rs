//! How long a text becomes when its placeholders are filled in.
//!
//! Source: lengths of fields and values in Altinn/altinn-correspondence @da78516 (`messageTitle` at most 255),
//! Altinn/altinn-studio @e049d2c (`NotificationTexts.GetPrintableDateTime` writes 19 characters). A name of 40 characters is
//! a long one of everyday, and names of organisations exist beyond 200; both are assumptions.

use super::placeholder::placeholders;
use super::visible::FILLED_IN;

/// How many characters stand in the place of a placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expansion {
    /// At the fewest.
    pub least: usize,
    /// As is common.
    pub usual: usize,
    /// At the most, as far as is known.
    pub most: usize,
}

impl Expansion {
    const fn exactly(length: usize) -> Self {
        Self { least: length, usual: length, most: length }
    }
}

/// A name of a person or organisation.
const NAME: Expansion = Expansion { least: 3, usual: 40, most: 200 };
/// A title of a service.
const TITLE: Expansion = Expansion { least: 3, usual: 40, most: 255 };

/// What a placeholder becomes, by its name without `$`; none if nobody fills it in.
pub fn expansion(name: &str) -> Option<Expansion> {
    Some(match name {
        "recipientName"
        | "correspondenceRecipientName"
        | "instanceOwnerName"
        | "sendersName"
        | "serviceOwnerName"
        | "reporterName" => NAME,
        "messageTitle" | "resourceName" | "appName" => TITLE,
        // Nothing for a person.
        "recipientNumber" => Expansion { least: 0, usual: 9, most: 9 },
        "orgNumber" => Expansion::exactly(9),
        "personNumber" | "socialSecurityNumber" => Expansion::exactly(11),
        "dueDate" => Expansion::exactly(19),
        _ => return None,
    })
}

/// A text with every placeholder at one of its lengths, as characters that cost one each; `known` may know a better length,
/// such as that of the sender's configured name. What a program fills in has no known length and is left out.
pub fn expanded(text: &str, known: impl Fn(&str) -> Option<usize>, pick: impl Fn(Expansion) -> usize) -> String {
    let mut whole = String::with_capacity(text.len() * 2);
    let mut at = 0;
    let mut push = |part: &str| whole.extend(part.chars().filter(|one| *one != FILLED_IN));
    for placeholder in placeholders(text) {
        let Some(length) = known(placeholder.name).or_else(|| expansion(placeholder.name).map(&pick)) else { continue };
        push(&text[at..placeholder.range.start]);
        push(&"x".repeat(length));
        at = placeholder.range.end;
    }
    push(&text[at..]);
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_grow_to_what_is_put_there() {
        let text = "$recipientName$ ($recipientNumber$): $ukjent$ $100";
        let of = |pick: fn(Expansion) -> usize| expanded(text, |_| None, pick).chars().count();
        assert_eq!((of(|one| one.least), of(|one| one.usual), of(|one| one.most)), (21, 67, 227));
    }

    #[test]
    fn what_is_known_better_counts() {
        let known = |name: &str| (name == "sendersName").then_some(15);
        assert_eq!(expanded("fra $sendersName$.", known, |one| one.most).chars().count(), 4 + 15 + 1);
    }

    #[test]
    fn what_a_program_fills_in_is_left_out() {
        assert_eq!(expanded("a\u{1a}\u{1a}b", |_| None, |one| one.most), "ab");
    }
}
