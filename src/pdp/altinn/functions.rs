//! The ten functions that Altinn's decision point compares with (`AttributeMatcher.cs`); every other id throws.

use crate::xacml::function;

const STRING_IS_IN: &str = "urn:oasis:names:tc:xacml:1.0:function:string-is-in";
const INTEGER_ONE_AND_ONLY: &str = "urn:oasis:names:tc:xacml:1.0:function:integer-one-and-only";
const REGEXP: &str = "urn:oasis:names:tc:xacml:1.0:function:string-regexp-match";
const TIME_EQUAL: &str = "urn:oasis:names:tc:xacml:1.0:function:time-equal";
const DATE_EQUAL: &str = "urn:oasis:names:tc:xacml:1.0:function:date-equal";
const DATE_TIME_EQUAL: &str = "urn:oasis:names:tc:xacml:1.0:function:dateTime-equal";

/// What comparing one value of the policy with one of the request comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    /// They match.
    Match,
    /// They do not.
    NoMatch,
    /// The decision point throws.
    Throws,
    /// This program cannot tell.
    Undecided,
}

/// Whether Altinn knows the function at all.
pub fn is_known(id: &str) -> bool {
    matches!(
        id,
        function::STRING_EQUAL
            | function::STRING_EQUAL_IGNORE_CASE
            | function::ANY_URI_EQUAL
            | function::INTEGER_EQUAL
            | INTEGER_ONE_AND_ONLY
            | STRING_IS_IN
            | REGEXP
            | TIME_EQUAL
            | DATE_EQUAL
            | DATE_TIME_EQUAL
    )
}

/// Compares the policy's value with the request's, both of the same data type.
pub(super) fn compare(id: &str, policy: &str, request: &str) -> Comparison {
    let of = |matched: bool| if matched { Comparison::Match } else { Comparison::NoMatch };
    match id {
        // Is-in is asked once for each value of the request's bag, so it is equality.
        function::STRING_EQUAL | STRING_IS_IN => of(policy == request),
        function::STRING_EQUAL_IGNORE_CASE => of(equal_ignoring_case(policy, request)),
        function::INTEGER_EQUAL | INTEGER_ONE_AND_ONLY => of(match (integer(policy), integer(request)) {
            (Some(policy), Some(request)) => policy == request,
            _ => false,
        }),
        function::ANY_URI_EQUAL => any_uri(policy, request),
        REGEXP => match is_literal(policy) {
            true => of(request.contains(policy)),
            false => Comparison::Undecided,
        },
        TIME_EQUAL | DATE_EQUAL | DATE_TIME_EQUAL => Comparison::Undecided,
        _ => Comparison::Throws,
    }
}

/// .NET's ordinal comparison without case: each character by its simple upper-case form.
fn equal_ignoring_case(a: &str, b: &str) -> bool {
    a == b || a.eq_ignore_ascii_case(b) || (!(a.is_ascii() && b.is_ascii()) && simple_upper(a).eq(simple_upper(b)))
}

fn simple_upper(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(|character| {
        let mut upper = character.to_uppercase();
        match (upper.next(), upper.next()) {
            (Some(one), None) => one,
            // Characters such as `ß`, whose upper case is longer, stay as they are.
            _ => character,
        }
    })
}

/// An `int` as .NET reads it: 32 bits, blanks and a sign allowed.
fn integer(text: &str) -> Option<i32> {
    text.trim_matches(|character| matches!(character, ' ' | '\t'..='\r')).parse().ok()
}

/// .NET's `Uri` throws on what is not absolute; two absolute ones that differ in more than case are different.
fn any_uri(policy: &str, request: &str) -> Comparison {
    if !is_absolute(policy) || !is_absolute(request) {
        return Comparison::Throws;
    }
    if policy == request {
        return Comparison::Match;
    }
    let normalised = |text: &str| text.contains(['%', ' ', '\\']) || text.contains("/.") || !text.is_ascii();
    if policy.eq_ignore_ascii_case(request) || normalised(policy) || normalised(request) || is_web(policy) {
        return Comparison::Undecided;
    }
    Comparison::NoMatch
}

fn is_absolute(text: &str) -> bool {
    let Some((scheme, rest)) = text.trim().split_once(':') else { return text.starts_with('/') };
    let mut letters = scheme.bytes();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
        && !rest.is_empty()
}

/// Addresses with a host, which are compared after more normalising than is done here.
fn is_web(text: &str) -> bool {
    text.contains("://")
}

/// A pattern without any character that means something to a regular expression.
fn is_literal(pattern: &str) -> bool {
    pattern.chars().all(|character| character.is_alphanumeric() || matches!(character, '_' | ':' | '-' | '/' | ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn norwegian_letters_fold() {
        assert_eq!(compare(function::STRING_EQUAL_IGNORE_CASE, "FFØR", "ffør"), Comparison::Match);
        assert_eq!(compare(function::STRING_EQUAL_IGNORE_CASE, "ß", "SS"), Comparison::NoMatch);
        assert_eq!(compare(function::STRING_EQUAL, "DAGL", "dagl"), Comparison::NoMatch);
    }

    #[test]
    fn blanks_count_for_strings_and_not_for_integers() {
        assert_eq!(compare(function::STRING_EQUAL, " DAGL", "DAGL"), Comparison::NoMatch);
        assert_eq!(compare(function::INTEGER_EQUAL, " 7 ", "7"), Comparison::Match);
        assert_eq!(compare(function::INTEGER_EQUAL, "sju", "7"), Comparison::NoMatch);
    }

    #[test]
    fn uris_that_are_not_absolute_throw() {
        assert_eq!(compare(function::ANY_URI_EQUAL, "Task_1", "Task_1"), Comparison::Throws);
        assert_eq!(compare(function::ANY_URI_EQUAL, "urn:a:b", "urn:a:b"), Comparison::Match);
        assert_eq!(compare(function::ANY_URI_EQUAL, "urn:a:b", "urn:a:c"), Comparison::NoMatch);
    }

    #[test]
    fn the_old_id_of_ignore_case_is_unknown() {
        assert!(!is_known(function::STRING_EQUAL_IGNORE_CASE_1_0));
        assert_eq!(compare(function::STRING_EQUAL_IGNORE_CASE_1_0, "a", "a"), Comparison::Throws);
    }
}
