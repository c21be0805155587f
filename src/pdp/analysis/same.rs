//! When a value of a policy and one of a request are the same, in either dialect.
//!
//! Written a second time, apart from the evaluators: the two answer for each other.

use crate::xacml::{data_type, function};

/// A function that compares one value of the policy with one of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Compare {
    /// Letter by letter.
    Exact,
    /// Each letter by its upper case, as .NET has it.
    FoldUpper,
    /// In lower case, as XACML has it.
    FoldLower,
    /// As URIs, where Altinn throws on what is not absolute.
    AltinnUri,
    /// As 32-bit integers; what is none is different.
    AltinnInteger,
    /// A regular expression that may match anywhere.
    AltinnPattern,
    /// The policy's text is part of the request's; where that is not sure, the two must be the same for a yes.
    Part { sure: bool },
    /// The request's text is part of the policy's.
    PartOf { sure: bool },
    /// Altinn's engine throws.
    Throws,
    /// White space around it left out.
    Word,
    /// As integers: the policy's value stands in this relation to the request's.
    Integer(Relation),
    /// As truth values.
    Boolean,
    /// A function whose results are not worked out.
    Unknown,
}

/// A relation of order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Relation {
    Equal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

/// What a comparison comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Outcome {
    Yes,
    No,
    /// It fails: Altinn's engine throws.
    Fails,
    /// Not worked out.
    Open,
}

use Outcome::{Fails, No, Open, Yes};

const fn yes_if(holds: bool) -> Outcome {
    if holds { Yes } else { No }
}

impl Compare {
    /// Whether it looks for a part of a text.
    pub(super) const fn is_of_parts(self) -> bool {
        matches!(self, Self::AltinnPattern | Self::Part { .. } | Self::PartOf { .. })
    }

    /// The same in a condition of Altinn's engine, where the request's value takes the place of the policy's.
    pub(super) const fn in_condition(self) -> Self {
        match self {
            Self::Part { sure } => Self::PartOf { sure },
            // The request's value is the regular expression.
            Self::AltinnPattern => Self::Unknown,
            other => other,
        }
    }
}

/// What `string-is-in` asks in Altinn's engine, which depends on its version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IsIn {
    Same,
    Part,
    /// One of the two.
    Unsure,
}

/// Altinn's function of an id.
pub(super) fn of_altinn(id: &str, is_in: IsIn) -> Compare {
    let one = id.strip_prefix("urn:oasis:names:tc:xacml:1.0:function:");
    match one {
        _ if id == function::STRING_EQUAL_IGNORE_CASE => Compare::FoldUpper,
        Some("string-is-in") => match is_in {
            IsIn::Same => Compare::Exact,
            IsIn::Part => Compare::Part { sure: true },
            IsIn::Unsure => Compare::Part { sure: false },
        },
        Some("string-equal") => Compare::Exact,
        Some("anyURI-equal") => Compare::AltinnUri,
        Some("integer-equal" | "integer-one-and-only") => Compare::AltinnInteger,
        Some("string-regexp-match") => Compare::AltinnPattern,
        Some("time-equal" | "date-equal" | "dateTime-equal") => Compare::Unknown,
        _ => Compare::Throws,
    }
}

/// What a comparison comes to.
pub(super) fn compare(how: Compare, policy: &str, request: &str) -> Outcome {
    match how {
        Compare::Exact => yes_if(policy == request),
        Compare::FoldUpper => yes_if(fold_upper(policy) == fold_upper(request)),
        Compare::FoldLower => yes_if(policy.to_lowercase() == request.to_lowercase()),
        Compare::Word => yes_if(word(policy) == word(request)),
        Compare::AltinnInteger => match (int32(policy), int32(request)) {
            (Some(policy), Some(request)) => yes_if(policy == request),
            _ => No,
        },
        Compare::Integer(relation) => match (integer(policy), integer(request)) {
            (Some(policy), Some(request)) => yes_if(match relation {
                Relation::Equal => policy == request,
                Relation::Greater => policy > request,
                Relation::GreaterOrEqual => policy >= request,
                Relation::Less => policy < request,
                Relation::LessOrEqual => policy <= request,
            }),
            _ => Open,
        },
        Compare::Boolean => match (boolean(policy), boolean(request)) {
            (Some(policy), Some(request)) => yes_if(policy == request),
            _ => Open,
        },
        Compare::AltinnUri => altinn_uri(policy, request),
        Compare::AltinnPattern if plain_pattern(policy) => yes_if(request.contains(policy)),
        Compare::Part { sure: false } | Compare::PartOf { sure: false } if policy == request => Yes,
        Compare::Part { sure } if request.contains(policy) => part(sure),
        Compare::PartOf { sure } if policy.contains(request) => part(sure),
        Compare::Part { .. } | Compare::PartOf { .. } => No,
        Compare::AltinnPattern | Compare::Unknown => Open,
        Compare::Throws => Fails,
    }
}

const fn part(sure: bool) -> Outcome {
    if sure { Yes } else { Open }
}

/// The text by which values that are equal without case are equal, in .NET: letters whose upper case is longer stay.
pub(super) fn fold_upper(text: &str) -> String {
    let upper = |letter: char| {
        let mut upper = letter.to_uppercase();
        let only = upper.next().filter(|_| upper.len() == 0);
        // .NET keeps `ı` and `ſ`, whose upper case is ASCII, apart from `i` and `s`.
        only.filter(|upper| letter.is_ascii() || !upper.is_ascii()).unwrap_or(letter)
    };
    text.chars().map(upper).collect()
}

/// A text without the white space that XML Schema takes away.
pub(super) fn word(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r'])
}

/// An integer of XML Schema.
pub(super) fn integer(text: &str) -> Option<i128> {
    let text = word(text);
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// A truth value of XML Schema.
pub(super) fn boolean(text: &str) -> Option<bool> {
    match word(text) {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

pub(super) fn int32(text: &str) -> Option<i32> {
    let blank = |letter: char| letter == ' ' || ('\u{9}'..='\u{d}').contains(&letter);
    text.trim_matches(blank).parse().ok()
}

fn altinn_uri(policy: &str, request: &str) -> Outcome {
    match () {
        () if !absolute(policy) || !absolute(request) => Fails,
        // .NET compares more, or less, than letters here: hosts without case, escapes, steps in the path, no fragment.
        () if intricate(policy) || intricate(request) => Open,
        () if policy == request => Yes,
        () if policy.eq_ignore_ascii_case(request) || policy.contains("://") => Open,
        () => No,
    }
}

fn absolute(text: &str) -> bool {
    match text.trim().split_once(':') {
        None => text.starts_with('/'),
        Some((scheme, rest)) => {
            scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
                && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter))
                && !rest.is_empty()
        }
    }
}

fn intricate(text: &str) -> bool {
    let is_rewritten = |byte: u8| byte <= b' ' || byte >= 0x7f || b"%\\#@[]".contains(&byte);
    text.starts_with('/') || text.contains("/.") || text.bytes().any(is_rewritten)
}

/// Whether a regular expression means just its letters.
pub(super) fn plain_pattern(pattern: &str) -> bool {
    pattern.chars().all(|letter| letter.is_alphanumeric() || "_:-/ ".contains(letter))
}

/// Values that stand for all that a comparison may tell apart from its constant and that the constants do not show.
pub(super) fn near(how: Compare, constant: &str) -> Vec<String> {
    match how {
        Compare::FoldUpper | Compare::FoldLower => case_variants(constant),
        Compare::AltinnUri => {
            let mut all = case_variants(constant);
            all.extend(["urn:example:noe-annet", "urn:example:%20", "noe-annet"].map(str::to_owned));
            all
        }
        Compare::AltinnInteger => vec![format!(" {}", constant.trim())],
        Compare::Integer(_) => match integer(constant) {
            Some(at) => [at.checked_sub(1), at.checked_add(1)].into_iter().flatten().map(|at| at.to_string()).collect(),
            None => Vec::new(),
        },
        Compare::Boolean => vec!["true".to_owned(), "false".to_owned()],
        Compare::PartOf { .. } => super::parts::within(constant),
        // Of the parts that are searched for, all together.
        Compare::AltinnPattern | Compare::Part { .. } => Vec::new(),
        Compare::Exact | Compare::Word | Compare::Throws | Compare::Unknown => Vec::new(),
    }
}

fn case_variants(text: &str) -> Vec<String> {
    let mut letters = text.chars();
    let swapped: Option<String> = letters.next().map(|first| {
        let other: String =
            if first.is_lowercase() { first.to_uppercase().collect() } else { first.to_lowercase().collect() };
        other + letters.as_str()
    });
    [Some(text.to_lowercase()), Some(text.to_uppercase()), swapped].into_iter().flatten().collect()
}

/// A value of a type that no constant is: the fresh *other*. A type with few values has none.
pub(super) fn fresh(data_type: &str) -> Option<&'static str> {
    match data_type {
        data_type::STRING => Some("noe-annet"),
        data_type::ANY_URI => Some("urn:example:noe-annet"),
        data_type::INTEGER => Some("170141183460469231731687303715884105"),
        "http://www.w3.org/2001/XMLSchema#boolean" => None,
        "http://www.w3.org/2001/XMLSchema#double" => Some("0.170141"),
        "http://www.w3.org/2001/XMLSchema#date" => Some("1814-05-17"),
        "http://www.w3.org/2001/XMLSchema#time" => Some("05:17:14"),
        "http://www.w3.org/2001/XMLSchema#dateTime" => Some("1814-05-17T05:17:14Z"),
        _ => Some("noe-annet"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_are_open_wherever_dotnet_does_more_than_compare_letters() {
        let asked = |policy, request| compare(Compare::AltinnUri, policy, request);
        for (policy, request, expected) in [
            ("urn:a:b", "urn:a:b", Yes),
            ("urn:a:b", "urn:a:c", No),
            ("urn:a:b", "URN:a:b", Open),
            ("urn:a", "https://example.no", No),
            ("https://example.no", "https://example.no", Yes),
            ("https://example.no", "https://example.no/", Open),
            ("urn:a#en", "urn:a#to", Open),
            ("urn:a@b", "urn:a", Open),
            ("urn:a", "\turn:a", Open),
            ("urn:a/./b", "urn:a/b", Open),
            ("/a", "/a", Open),
            ("urn:", "urn:a", Fails),
            ("1a:b", "urn:a", Fails),
            ("a_b:c", "urn:a", Fails),
            ("urn:a", "Task_1", Fails),
        ] {
            assert_eq!(asked(policy, request), expected, "{policy} {request}");
        }
    }

    #[test]
    fn numbers_truth_and_patterns_are_compared_by_what_they_mean() {
        let integer = |relation, policy, request| compare(Compare::Integer(relation), policy, request);
        for (relation, below, same, above) in [
            (Relation::Equal, No, Yes, No),
            (Relation::Greater, Yes, No, No),
            (Relation::GreaterOrEqual, Yes, Yes, No),
            (Relation::Less, No, No, Yes),
            (Relation::LessOrEqual, No, Yes, Yes),
        ] {
            let found = ["2", " +3 ", "4"].map(|request| integer(relation, "3", request));
            assert_eq!(found, [below, same, above], "{relation:?}");
        }
        assert_eq!(integer(Relation::Equal, "3", "tre"), Open);
        assert_eq!(integer(Relation::Equal, "3", "-"), Open);
        let altinn = |policy, request| compare(Compare::AltinnInteger, policy, request);
        let found = [altinn("3", "\t3"), altinn("3", "4"), altinn("tre", "tre"), altinn("3", "99999999999")];
        assert_eq!(found, [Yes, No, No, No]);
        let boolean = |policy, request| compare(Compare::Boolean, policy, request);
        let found = [boolean("true", "1"), boolean("0", "false"), boolean("1", "0"), boolean("1", "ja")];
        assert_eq!(found, [Yes, Yes, No, Open]);
        let pattern = |policy, request| compare(Compare::AltinnPattern, policy, request);
        assert_eq!([pattern("ask_", "Task_1"), pattern("nav", "Task_1"), pattern("a.", "Task_1")], [Yes, No, Open]);
        assert_eq!(compare(Compare::Word, " a", "a\n"), Yes);
        assert_eq!(compare(Compare::FoldLower, "FFØR", "ffør"), Yes);
        assert_eq!((compare(Compare::Throws, "a", "a"), compare(Compare::Unknown, "a", "a")), (Fails, Open));
    }

    #[test]
    fn altinns_functions_are_known_by_their_ids() {
        let of = |name: &str| of_altinn(&format!("urn:oasis:names:tc:xacml:1.0:function:{name}"), IsIn::Same);
        for (name, expected) in [
            ("string-equal", Compare::Exact),
            ("string-is-in", Compare::Exact),
            ("anyURI-equal", Compare::AltinnUri),
            ("integer-one-and-only", Compare::AltinnInteger),
            ("string-regexp-match", Compare::AltinnPattern),
            ("dateTime-equal", Compare::Unknown),
            ("boolean-equal", Compare::Throws),
        ] {
            assert_eq!(of(name), expected, "{name}");
        }
        assert_eq!(of_altinn(function::STRING_EQUAL_IGNORE_CASE, IsIn::Part), Compare::FoldUpper);
    }

    #[test]
    fn upper_case_never_turns_another_letter_into_ascii() {
        assert_eq!(fold_upper("ffør"), "FFØR");
        assert_eq!(fold_upper("ß ı ſ"), "ß ı ſ");
    }
}
