//! What the functions of XACML 3.0 take and give, as far as it takes to tell a well-typed policy from one that is not.

use super::same::{Compare, Relation};

/// A data type, by the name in function ids.
pub(super) type Type = &'static str;

/// The types and what stands before `:function:` in the ids of their families.
const EQUALITY: &[(&str, Type)] = &[
    ("1.0", "string"),
    ("1.0", "boolean"),
    ("1.0", "integer"),
    ("1.0", "double"),
    ("1.0", "date"),
    ("1.0", "time"),
    ("1.0", "dateTime"),
    ("1.0", "anyURI"),
    ("1.0", "x500Name"),
    ("1.0", "rfc822Name"),
    ("1.0", "hexBinary"),
    ("1.0", "base64Binary"),
    ("3.0", "dayTimeDuration"),
    ("3.0", "yearMonthDuration"),
    ("1.0", "dayTimeDuration"),
    ("1.0", "yearMonthDuration"),
];
const NETWORK: &[(&str, Type)] = &[("2.0", "ipAddress"), ("2.0", "dnsName")];
const ORDERED: &[Type] = &["integer", "double", "string", "time", "date", "dateTime"];

/// The type of a data type's URI.
pub(super) fn type_of(uri: &str) -> Option<Type> {
    let name = match uri {
        "http://www.w3.org/TR/2002/WD-xquery-operators-20020816#dayTimeDuration" => "dayTimeDuration",
        "http://www.w3.org/TR/2002/WD-xquery-operators-20020816#yearMonthDuration" => "yearMonthDuration",
        "urn:oasis:names:tc:xacml:1.0:data-type:rfc822Name" => "rfc822Name",
        "urn:oasis:names:tc:xacml:1.0:data-type:x500Name" => "x500Name",
        "urn:oasis:names:tc:xacml:2.0:data-type:ipAddress" => "ipAddress",
        "urn:oasis:names:tc:xacml:2.0:data-type:dnsName" => "dnsName",
        "urn:oasis:names:tc:xacml:3.0:data-type:xpathExpression" => "xpathExpression",
        _ => {
            let name = uri.strip_prefix("http://www.w3.org/2001/XMLSchema#")?;
            return EQUALITY.iter().map(|(_, name)| *name).find(|known| *known == name && !known.ends_with("Name"));
        }
    };
    let rest = ["ipAddress", "dnsName", "xpathExpression"].into_iter();
    EQUALITY.iter().map(|(_, name)| *name).chain(rest).find(|known| *known == name)
}

/// A function, as far as it is told apart here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    /// Two values of these types, compared so.
    Comparison(Type, Type, Compare),
    And,
    Or,
    Not,
    AtLeast,
    OneAndOnly(Type),
    BagSize(Type),
    IsIn(Type),
    Bag(Type),
    /// Two bags of the type: true or false.
    SetTest(Type, SetTest),
    /// Two bags of the type, or more, give a bag.
    SetOf(Type),
    AnyOf,
    /// A function whose types are not told apart here.
    Other,
}

/// A comparison of two sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SetTest {
    Overlap,
    Subset,
    Equal,
}

/// How values of a type are equal.
pub(super) const fn equality(of: Type) -> Compare {
    match of.as_bytes() {
        b"string" => Compare::Exact,
        b"anyURI" => Compare::Word,
        b"integer" => Compare::Integer(Relation::Equal),
        b"boolean" => Compare::Boolean,
        _ => Compare::Unknown,
    }
}

/// The function of an id; none if XACML 3.0 has no such function.
pub(super) fn function(id: &str) -> Option<Function> {
    let (version, name) = id.strip_prefix("urn:oasis:names:tc:xacml:")?.split_once(":function:")?;
    match (version, name) {
        ("3.0", "string-equal-ignore-case") => {
            return Some(Function::Comparison("string", "string", Compare::FoldLower));
        }
        ("1.0", "and") => return Some(Function::And),
        ("1.0", "or") => return Some(Function::Or),
        ("1.0", "not") => return Some(Function::Not),
        ("1.0", "n-of") => return Some(Function::AtLeast),
        ("3.0" | "1.0", "any-of") => return Some(Function::AnyOf),
        ("1.0", "x500Name-match") => return Some(Function::Comparison("x500Name", "x500Name", Compare::Unknown)),
        ("1.0", "rfc822Name-match") => return Some(Function::Comparison("string", "rfc822Name", Compare::Unknown)),
        _ => {}
    }
    let (of, operation) = name.split_once('-')?;
    let family = |types: &[(&str, Type)]| types.iter().find(|one| one.0 == version && one.1 == of).map(|one| one.1);
    if let Some(of) = family(EQUALITY) {
        match operation {
            "equal" => return Some(Function::Comparison(of, of, equality(of))),
            "is-in" => return Some(Function::IsIn(of)),
            "intersection" | "union" => return Some(Function::SetOf(of)),
            "at-least-one-member-of" => return Some(Function::SetTest(of, SetTest::Overlap)),
            "subset" => return Some(Function::SetTest(of, SetTest::Subset)),
            "set-equals" => return Some(Function::SetTest(of, SetTest::Equal)),
            _ => {}
        }
    }
    if let Some(of) = family(EQUALITY).or_else(|| family(NETWORK)) {
        match operation {
            "one-and-only" => return Some(Function::OneAndOnly(of)),
            "bag-size" => return Some(Function::BagSize(of)),
            "bag" => return Some(Function::Bag(of)),
            _ => {}
        }
    }
    if version == "1.0"
        && let Some(of) = ORDERED.iter().find(|known| **known == of)
        && let Some(relation) = relation(operation)
    {
        let how = if *of == "integer" { Compare::Integer(relation) } else { Compare::Unknown };
        return Some(Function::Comparison(of, of, how));
    }
    let text = |types: &[&'static str]| types.iter().find(|known| **known == of).copied();
    match (version, operation) {
        ("1.0", "regexp-match") if of == "string" => Some(Function::Comparison("string", "string", Compare::Unknown)),
        ("2.0", "regexp-match") => text(&["anyURI", "ipAddress", "dnsName", "rfc822Name", "x500Name"])
            .map(|of| Function::Comparison("string", of, Compare::Unknown)),
        ("3.0", "starts-with" | "ends-with" | "contains") => {
            text(&["string", "anyURI"]).map(|of| Function::Comparison("string", of, Compare::Unknown))
        }
        _ => other(version, name).then_some(Function::Other),
    }
}

fn relation(operation: &str) -> Option<Relation> {
    match operation {
        "greater-than" => Some(Relation::Greater),
        "greater-than-or-equal" => Some(Relation::GreaterOrEqual),
        "less-than" => Some(Relation::Less),
        "less-than-or-equal" => Some(Relation::LessOrEqual),
        _ => None,
    }
}

/// Whether there may be such a function: a name of the standard's kind that is not one of those above.
fn other(version: &str, name: &str) -> bool {
    const STEMS: &[&str] = &[
        "add",
        "subtract",
        "multiply",
        "divide",
        "mod",
        "abs",
        "round",
        "floor",
        "normalize",
        "to",
        "from",
        "in",
        "concatenate",
        "substring",
        "node",
        "all",
        "any",
        "map",
        "permitted",
    ];
    matches!(version, "1.0" | "2.0" | "3.0") && name.split('-').any(|word| STEMS.contains(&word))
}

/// Whether a text is a value of a type; none where that is not worked out.
pub(super) fn is_value(of: Type, text: &str) -> Option<bool> {
    let word = super::same::word(text);
    match of {
        "string" | "anyURI" => Some(true),
        "integer" => Some(super::same::integer(word).is_some()),
        "boolean" => Some(super::same::boolean(word).is_some()),
        "double" => number_like(word).then_some(true),
        "date" => date(word).then_some(true),
        "time" => time(word).then_some(true),
        "dateTime" => word.split_once('T').is_some_and(|(day, hour)| date(day) && time(hour)).then_some(true),
        _ => None,
    }
}

fn number_like(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.len() < 16 && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(text),
    }
}

/// A plain day that every calendar has.
fn date(text: &str) -> bool {
    let number = |part: Option<&str>, width: usize| {
        part.filter(|part| part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|part| part.parse::<u16>().ok())
    };
    let mut parts = text.split('-');
    let (year, month, day) = (number(parts.next(), 4), number(parts.next(), 2), number(parts.next(), 2));
    year.is_some_and(|year| year > 0)
        && month.is_some_and(|month| (1..=12).contains(&month))
        && day.is_some_and(|day| (1..=28).contains(&day))
        && parts.next().is_none()
}

/// A plain time of the day.
fn time(text: &str) -> bool {
    let mut parts = text.strip_suffix('Z').unwrap_or(text).split(':');
    let below = |part: Option<&str>, bound: u16| {
        part.filter(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|part| part.parse::<u16>().ok())
            .is_some_and(|number| number < bound)
    };
    below(parts.next(), 24) && below(parts.next(), 60) && below(parts.next(), 60) && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML_SCHEMA: &str = "http://www.w3.org/2001/XMLSchema#";

    #[test]
    fn types_are_known_by_the_whole_uri() {
        for (uri, name) in [
            ("http://www.w3.org/TR/2002/WD-xquery-operators-20020816#dayTimeDuration", "dayTimeDuration"),
            ("http://www.w3.org/TR/2002/WD-xquery-operators-20020816#yearMonthDuration", "yearMonthDuration"),
            ("urn:oasis:names:tc:xacml:1.0:data-type:rfc822Name", "rfc822Name"),
            ("urn:oasis:names:tc:xacml:1.0:data-type:x500Name", "x500Name"),
            ("urn:oasis:names:tc:xacml:2.0:data-type:ipAddress", "ipAddress"),
            ("urn:oasis:names:tc:xacml:2.0:data-type:dnsName", "dnsName"),
            ("urn:oasis:names:tc:xacml:3.0:data-type:xpathExpression", "xpathExpression"),
        ] {
            assert_eq!(type_of(uri), Some(name), "{uri}");
        }
        for name in ["string", "integer", "dateTime", "hexBinary"] {
            assert_eq!(type_of(&format!("{XML_SCHEMA}{name}")), Some(name));
        }
        for uri in ["", "string", "http://www.w3.org/2001/XMLSchema#x500Name", "http://www.w3.org/2001/XMLSchema#int"] {
            assert_eq!(type_of(uri), None, "{uri}");
        }
    }

    #[test]
    fn functions_are_known_by_version_and_name() {
        let of = |version: &str, name: &str| function(&format!("urn:oasis:names:tc:xacml:{version}:function:{name}"));
        let unknown = |one, other| Some(Function::Comparison(one, other, Compare::Unknown));
        let integer = |relation| Some(Function::Comparison("integer", "integer", Compare::Integer(relation)));
        for (version, name, expected) in [
            ("1.0", "and", Some(Function::And)),
            ("1.0", "or", Some(Function::Or)),
            ("1.0", "not", Some(Function::Not)),
            ("3.0", "any-of", Some(Function::AnyOf)),
            ("1.0", "date-equal", unknown("date", "date")),
            ("1.0", "date-is-in", Some(Function::IsIn("date"))),
            ("1.0", "date-bag", Some(Function::Bag("date"))),
            ("1.0", "date-at-least-one-member-of", Some(Function::SetTest("date", SetTest::Overlap))),
            ("3.0", "anyURI-starts-with", unknown("string", "anyURI")),
            ("1.0", "string-regexp-match", unknown("string", "string")),
            ("1.0", "anyURI-regexp-match", None),
            ("1.0", "integer-greater-than", integer(Relation::Greater)),
            ("1.0", "integer-greater-than-or-equal", integer(Relation::GreaterOrEqual)),
            ("1.0", "n-of", Some(Function::AtLeast)),
            ("1.0", "x500Name-match", unknown("x500Name", "x500Name")),
            ("1.0", "rfc822Name-match", unknown("string", "rfc822Name")),
            ("1.0", "string-intersection", Some(Function::SetOf("string"))),
            ("1.0", "date-union", Some(Function::SetOf("date"))),
            ("1.0", "string-subset", Some(Function::SetTest("string", SetTest::Subset))),
            ("1.0", "string-set-equals", Some(Function::SetTest("string", SetTest::Equal))),
            ("1.0", "integer-less-than", integer(Relation::Less)),
            ("1.0", "integer-less-than-or-equal", integer(Relation::LessOrEqual)),
            ("1.0", "string-less-than", unknown("string", "string")),
            ("2.0", "anyURI-regexp-match", unknown("string", "anyURI")),
            ("2.0", "dnsName-bag-size", Some(Function::BagSize("dnsName"))),
            ("1.0", "anyURI-less-than", None),
            ("2.0", "string-regexp-match", None),
            ("4.0", "integer-add", None),
            ("1.0", "integer-add", Some(Function::Other)),
        ] {
            assert_eq!(of(version, name), expected, "{version} {name}");
        }
    }

    #[test]
    fn values_that_are_plain_are_told_and_others_are_not() {
        let plain = |of, text: &str| is_value(of, text) == Some(true);
        for (of, text) in [
            ("double", "1"),
            ("double", "10.25"),
            ("double", "123456789012345"),
            ("time", "23:59:59"),
            ("time", "00:00:00Z"),
            ("dateTime", "2026-12-28T10:00:00"),
            ("date", " 2026-11-22 "),
        ] {
            assert!(plain(of, text), "{of} {text}");
        }
        for (of, text) in [
            ("double", ""),
            ("double", "1."),
            ("double", ".5"),
            ("double", "1e5"),
            ("double", "1234567890123456"),
            ("time", "24:00:00"),
            ("time", "10:60:00"),
            ("time", "10:00:60"),
            ("time", "10:00"),
            ("time", "10:00:00:00"),
            ("time", "1:00:00"),
            ("time", "aa:00:00"),
            ("dateTime", "2026-11-22"),
            ("dateTime", "2026-11-22T10"),
            ("dateTime", "2026-11T10:00:00"),
            ("date", "2026-11-31"),
            ("date", "0000-01-01"),
            ("date", "26-11-22"),
            ("date", "2026-ab-22"),
            ("date", "2026-11-22-01"),
            ("x500Name", "cn=Kari"),
        ] {
            assert_eq!(is_value(of, text), None, "{of} {text}: not told");
        }
        assert_eq!((is_value("integer", "sju"), is_value("integer", " 7 ")), (Some(false), Some(true)));
        assert_eq!((is_value("boolean", "ja"), is_value("boolean", "1")), (Some(false), Some(true)));
    }
}
