//! The ten functions that Altinn's decision point compares with (`AttributeMatcher.cs`); every other id throws.

use super::dotnet::{self, Pattern, Told};
use super::version::IsIn;
use crate::xacml::function;

pub(super) const STRING_IS_IN: &str = "urn:oasis:names:tc:xacml:1.0:function:string-is-in";
const INTEGER_ONE_AND_ONLY: &str = "urn:oasis:names:tc:xacml:1.0:function:integer-one-and-only";
const TIME_EQUAL: &str = "urn:oasis:names:tc:xacml:1.0:function:time-equal";
const DATE_EQUAL: &str = "urn:oasis:names:tc:xacml:1.0:function:date-equal";
const DATE_TIME_EQUAL: &str = "urn:oasis:names:tc:xacml:1.0:function:dateTime-equal";

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
            | function::STRING_REGEXP_MATCH
            | TIME_EQUAL
            | DATE_EQUAL
            | DATE_TIME_EQUAL
    )
}

/// Compares two values by the function of that id.
///
/// The order counts for two of them: `first` is the pattern of `string-regexp-match`, and in old versions the part that
/// `string-is-in` looks for.
pub(super) fn compare(id: &str, is_in: IsIn, first: &str, second: &str) -> Told {
    match id {
        function::STRING_EQUAL => Told::from(first == second),
        function::STRING_EQUAL_IGNORE_CASE => Told::from(dotnet::equal_ignoring_case(first, second)),
        function::INTEGER_EQUAL | INTEGER_ONE_AND_ONLY => {
            Told::from(matches!((dotnet::integer(first), dotnet::integer(second)), (Some(a), Some(b)) if a == b))
        }
        function::ANY_URI_EQUAL => dotnet::uris(first, second),
        // Is-in is asked once for each value of the request's bag, so it is equality where it asks for the whole value.
        STRING_IS_IN => match (is_in, first == second, second.contains(first)) {
            (IsIn::Same, same, _) => Told::from(same),
            (IsIn::Part, _, part) => Told::from(part),
            (IsIn::Either, same, part) if same == part => Told::from(same),
            (IsIn::Either, ..) => Told::Unknown("`string-is-in` changed on a day that is not known"),
        },
        function::STRING_REGEXP_MATCH => Pattern::new(first).is_found_in(second),
        TIME_EQUAL => dotnet::times(first, second),
        DATE_EQUAL => dotnet::dates(first, second),
        DATE_TIME_EQUAL => dotnet::instants(first, second),
        _ => Told::Throws,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_count_for_strings_and_not_for_integers() {
        let asked = |id, first, second| compare(id, IsIn::Same, first, second);
        assert_eq!(asked(function::STRING_EQUAL, " DAGL", "DAGL"), Told::No);
        assert_eq!(asked(function::STRING_EQUAL, "DAGL", "dagl"), Told::No);
        assert_eq!(asked(function::STRING_EQUAL_IGNORE_CASE, "DAGL", "dagl"), Told::Yes);
        assert_eq!(asked(function::INTEGER_EQUAL, " 7 ", "7"), Told::Yes);
        assert_eq!(asked(function::INTEGER_EQUAL, "sju", "sju"), Told::No);
    }

    #[test]
    fn is_in_asked_for_a_part_once() {
        assert_eq!(compare(STRING_IS_IN, IsIn::Same, "admin", "superadmin"), Told::No);
        assert_eq!(compare(STRING_IS_IN, IsIn::Part, "admin", "superadmin"), Told::Yes);
        assert!(matches!(compare(STRING_IS_IN, IsIn::Either, "admin", "superadmin"), Told::Unknown(_)));
        assert_eq!(compare(STRING_IS_IN, IsIn::Either, "admin", "admin"), Told::Yes);
    }

    #[test]
    fn the_old_id_of_ignore_case_is_unknown() {
        assert!(!is_known(function::STRING_EQUAL_IGNORE_CASE_1_0));
        assert_eq!(compare(function::STRING_EQUAL_IGNORE_CASE_1_0, IsIn::Same, "a", "a"), Told::Throws);
    }
}
