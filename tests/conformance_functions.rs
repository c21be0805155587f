//! The functions of the standard dialect that the conformance suite leaves out or does not corner.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, missing_docs)]

#[path = "conformance/ask.rs"]
mod ask;

use ask::*;
use notify_lint::pdp::standard::value::DataType;
use notify_lint::pdp::{Context, Decision};

#[test]
fn functions_that_take_functions() {
    let f3 = "urn:oasis:names:tc:xacml:3.0:function:";
    let bag = |numbers: &[i32]| {
        let all: String = numbers.iter().map(|number| value(INTEGER, &number.to_string())).collect();
        apply("integer-bag", &all)
    };
    let greater = format!("<Function FunctionId='{F1}integer-greater-than'/>");
    let both = |function: &str, one: &[i32], other: &[i32]| {
        holds(&apply(function, &format!("{greater}{}{}", bag(one), bag(other))))
    };
    let any_of_any = format!("{f3}any-of-any");
    assert_eq!(both(&any_of_any, &[1, 5], &[4, 9]), Some(true));
    assert_eq!(both(&any_of_any, &[1, 5], &[]), Some(false));
    assert_eq!(both("all-of-any", &[3, 5], &[1, 4]), Some(true));
    assert_eq!(both("all-of-any", &[1, 5], &[1, 4]), Some(false));
    assert_eq!(both("any-of-all", &[3, 5], &[1, 4]), Some(true));
    assert_eq!(both("any-of-all", &[3, 4], &[1, 4]), Some(false));
    assert_eq!(both("all-of-all", &[6, 5], &[1, 4]), Some(true));
    assert_eq!(both("all-of-all", &[], &[1, 4]), Some(true));
    let one = |function: &str| {
        holds(&apply(&format!("{f3}{function}"), &format!("{greater}{}{}", value(INTEGER, "3"), bag(&[1, 4]))))
    };
    assert_eq!((one("any-of"), one("all-of")), (Some(true), Some(false)));
    let mapped = apply(&format!("{f3}map"), &format!("<Function FunctionId='{F1}integer-abs'/>{}", bag(&[-2, 2])));
    let equal = apply("integer-set-equals", &format!("{mapped}{}", bag(&[2])));
    assert_eq!(holds(&equal), Some(true));
    // A function that looks no further than it needs may be passed as well.
    let boolean = "http://www.w3.org/2001/XMLSchema#boolean";
    let passed = |function: &str, one: &str, other: &str| {
        let falses = apply("boolean-bag", &value(boolean, other).repeat(2));
        let arguments = format!("<Function FunctionId='{F1}{function}'/>{}{falses}", value(boolean, one));
        holds(&apply(&format!("{f3}any-of"), &arguments))
    };
    assert_eq!((passed("or", "true", "false"), passed("and", "true", "false")), (Some(true), Some(false)));
    assert_eq!((passed("or", "false", "false"), passed("and", "true", "true")), (Some(false), Some(true)));
    // The function that is passed must fit, and may not take one itself.
    let unfit = format!("<Function FunctionId='{F1}string-equal'/>{}{}", value(INTEGER, "3"), bag(&[1]));
    assert_eq!(holds(&apply(&format!("{f3}any-of"), &unfit)), None);
    let nested = format!("<Function FunctionId='{f3}any-of'/>{}{}", value(INTEGER, "3"), bag(&[1]));
    assert_eq!(holds(&apply(&format!("{f3}any-of"), &nested)), None);
}

#[test]
fn functions_that_take_functions_say_what_does_not_fit() {
    let f3 = "urn:oasis:names:tc:xacml:3.0:function:";
    let why = |function: &str, passed: &str, arguments: &str| {
        let whole = apply(function, &format!("<Function FunctionId='{F1}{passed}'/>{arguments}"));
        let outcome = ask(&policy("deny-overrides", &rule("Permit", &whole)), &Context::default());
        assert_eq!(outcome.answer.decision, Decision::Indeterminate);
        because(&outcome).rsplit(": ").next().unwrap().to_owned()
    };
    let (one, bag) = (text("a"), apply("string-bag", &text("a")));
    let (any_of, any_of_any, map) = (format!("{f3}any-of"), format!("{f3}any-of-any"), format!("{f3}map"));
    let bags = |count: usize| format!("exactly one of its arguments shall be a bag, and {count} are");
    assert_eq!(why(&any_of, "string-equal", &one.repeat(2)), bags(0));
    assert_eq!(why(&any_of, "string-equal", &bag.repeat(2)), bags(2));
    assert_eq!(why(&any_of_any, "or", ""), "there is nothing to apply the function to");
    for arguments in [bag.clone() + &one, bag.repeat(3), bag.repeat(2) + &one] {
        assert_eq!(why("all-of-any", "string-equal", &arguments), "it takes a function and two bags");
    }
    assert_eq!(why(&map, "string-bag", &bag), "the function passed gives a bag for each value");
    assert_eq!(why(&any_of, "string-bag", &bag), "the function passed gives a bag of string, not one boolean");
}

#[test]
fn sets_are_bags_without_their_order_and_duplicates() {
    let bag = |values: &str| apply("string-bag", &values.chars().map(|one| text(&one.to_string())).collect::<String>());
    let both = |function: &str, one: &str, other: &str| {
        holds(&apply(&format!("string-{function}"), &(bag(one) + &bag(other))))
    };
    for (one, other, equal, subset, share) in [
        ("aab", "ba", true, true, true),
        ("a", "ab", false, true, true),
        ("ab", "a", false, false, true),
        ("a", "b", false, false, false),
        ("", "a", false, true, false),
    ] {
        let found = ["set-equals", "subset", "at-least-one-member-of"].map(|function| both(function, one, other));
        assert_eq!(found, [Some(equal), Some(subset), Some(share)], "{one} {other}");
    }
    let comes_to = |function: &str, want: &str| {
        let made = apply(&format!("string-{function}"), &(bag("aab") + &bag("bbc")));
        let size = apply("string-bag-size", &made);
        let size = holds(&apply("integer-equal", &(size + &value(INTEGER, &want.len().to_string()))));
        (size, holds(&apply("string-set-equals", &(made + &bag(want)))))
    };
    assert_eq!(comes_to("union", "abc"), (Some(true), Some(true)));
    assert_eq!(comes_to("intersection", "b"), (Some(true), Some(true)));
}

#[test]
fn one_value_and_no_other_is_wanted() {
    let why = |values: usize| {
        let only = apply("string-one-and-only", &apply("string-bag", &text("a").repeat(values)));
        let outcome = ask(
            &policy("deny-overrides", &rule("Permit", &apply("string-equal", &(only + &text("a"))))),
            &Context::default(),
        );
        because(&outcome).to_owned()
    };
    assert_eq!(why(1), "this rule permits it");
    assert_eq!(why(0), "exactly one value is wanted and there are 0");
    assert_eq!(why(3), "exactly one value is wanted and there are 3");
}

#[test]
fn doubles_are_reckoned_with() {
    let double = |text: &str| value(DataType::Double.uri(), text);
    let comes_to = |function: &str, arguments: &[&str], want: &str| {
        let arguments: String = arguments.iter().map(|one| double(one)).collect();
        let equal = apply("double-equal", &(apply(function, &arguments) + &double(want)));
        assert_eq!(holds(&equal), Some(true), "{function} {want}");
    };
    comes_to("double-add", &["1.5", "2.25", "0.5"], "4.25");
    comes_to("double-subtract", &["1.5", "2"], "-0.5");
    comes_to("double-multiply", &["1.5", "3", "2"], "9");
    comes_to("double-divide", &["3", "2"], "1.5");
    comes_to("double-abs", &["-2.5"], "2.5");
    comes_to("round", &["2.5"], "3");
    comes_to("floor", &["-2.5"], "-3");
}

#[test]
fn texts_and_values_are_converted() {
    let f3 = |name: &str| format!("urn:oasis:names:tc:xacml:3.0:function:{name}");
    let there_and_back = |data_type: DataType, written: &str, canonical: &str| {
        let name = data_type.name();
        let there = apply(&f3(&format!("string-from-{name}")), &value(data_type.uri(), written));
        assert_eq!(holds(&apply("string-equal", &format!("{there}{}", text(canonical)))), Some(true), "{written}");
        let back = apply(&f3(&format!("{name}-from-string")), &text(written));
        let again = apply(&f3(&format!("string-from-{name}")), &back);
        assert_eq!(holds(&apply("string-equal", &format!("{again}{}", text(canonical)))), Some(true), "{written}");
        let wrong = apply(&f3(&format!("{name}-from-string")), &text("???"));
        let wrong = apply(&f3(&format!("string-from-{name}")), &wrong);
        let failed = holds(&apply("string-equal", &format!("{wrong}{}", text("???"))));
        assert_eq!(failed, (data_type == DataType::AnyUri).then_some(true), "{name}");
    };
    there_and_back(DataType::Boolean, " 1 ", "true");
    there_and_back(DataType::Integer, "+007", "7");
    there_and_back(DataType::Double, "150", "1.5E2");
    there_and_back(DataType::Time, "08:30:00.500+01:00", "08:30:00.5+01:00");
    there_and_back(DataType::Date, "2026-11-25+00:00", "2026-11-25Z");
    there_and_back(DataType::DateTime, "2026-11-25T24:00:00", "2026-11-26T00:00:00");
    there_and_back(DataType::AnyUri, " urn:altinn:rolecode ", "urn:altinn:rolecode");
    there_and_back(DataType::DayTimeDuration, "P1DT36H", "P2DT12H");
    there_and_back(DataType::YearMonthDuration, "P30M", "P2Y6M");
    there_and_back(DataType::X500Name, "CN=Kari Nordmann,C=NO", "CN=Kari Nordmann,C=NO");
    there_and_back(DataType::Rfc822Name, "kari@example.com", "kari@example.com");
    there_and_back(DataType::IpAddress, "10.0.0.1/255.0.0.0", "10.0.0.1/255.0.0.0");
    there_and_back(DataType::DnsName, "*.example.com:443", "*.example.com:443");
}

#[test]
fn dates_are_reckoned_with_the_calendar() {
    let f3 = |name: &str| format!("urn:oasis:names:tc:xacml:3.0:function:{name}");
    let typed = |data_type: DataType, text: &str| value(data_type.uri(), text);
    let reckon = |function: &str, from: &str, by: (DataType, &str), want: &str| {
        let data_type = if function.starts_with("dateTime") { DataType::DateTime } else { DataType::Date };
        let shifted = apply(&f3(function), &format!("{}{}", typed(data_type, from), typed(by.0, by.1)));
        let equal = apply(&format!("{}-equal", data_type.name()), &format!("{shifted}{}", typed(data_type, want)));
        assert_eq!(holds(&equal), Some(true), "{function} {from} {}", by.1);
    };
    let (days, months) = (DataType::DayTimeDuration, DataType::YearMonthDuration);
    reckon("dateTime-add-dayTimeDuration", "2028-02-28T23:00:00Z", (days, "PT2H"), "2028-02-29T01:00:00Z");
    reckon("dateTime-subtract-dayTimeDuration", "2028-03-01T00:00:00Z", (days, "PT0.5S"), "2028-02-29T23:59:59.5Z");
    reckon("dateTime-add-yearMonthDuration", "2027-01-31T08:00:00", (months, "P1M"), "2027-02-28T08:00:00");
    reckon("dateTime-subtract-yearMonthDuration", "2028-02-29T08:00:00", (months, "P1Y"), "2027-02-28T08:00:00");
    reckon("date-add-yearMonthDuration", "2027-12-31", (months, "-P1M"), "2027-11-30");
    reckon("date-subtract-yearMonthDuration", "2027-01-01+01:00", (months, "P1M"), "2026-12-01+01:00");
    let far = format!("{}{}", typed(DataType::Date, "9999-12-31"), typed(months, "P1M"));
    let far = apply(
        "date-equal",
        &format!("{}{}", apply(&f3("date-add-yearMonthDuration"), &far), typed(DataType::Date, "2027-01-01")),
    );
    assert_eq!(holds(&far), None);
}

#[test]
fn times_in_different_zones_are_equal_at_one_instant() {
    let equal = |data_type: DataType, one: &str, other: &str| {
        let both = value(data_type.uri(), one) + &value(data_type.uri(), other);
        holds(&apply(&format!("{}-equal", data_type.name()), &both))
    };
    assert_eq!(equal(DataType::Time, "08:30:00Z", "09:30:00+01:00"), Some(true));
    assert_eq!(equal(DataType::Time, "08:30:00Z", "08:30:00+01:00"), Some(false));
    assert_eq!(equal(DataType::DateTime, "2026-12-31T23:30:00Z", "2027-01-01T00:30:00+01:00"), Some(true));
    assert_eq!(equal(DataType::DateTime, "2026-12-31T23:30:00Z", "2026-12-31T23:30:00-01:00"), Some(false));
    // A date begins at its midnight; without a zone that is the one of UTC.
    assert_eq!(equal(DataType::Date, "2026-12-31", "2026-12-31Z"), Some(true));
    assert_eq!(equal(DataType::Date, "2026-12-31+12:00", "2026-12-30-12:00"), Some(true));
    assert_eq!(equal(DataType::Date, "2026-12-31+01:00", "2026-12-31Z"), Some(false));
}

#[test]
fn a_part_is_looked_for_in_the_second_argument() {
    let f3 = |name: &str| format!("urn:oasis:names:tc:xacml:3.0:function:{name}");
    let uri = |text: &str| value(DataType::AnyUri.uri(), text);
    let urn = "urn:altinn:resource:skatt";
    for (function, part) in [("starts-with", "urn:altinn"), ("ends-with", ":skatt"), ("contains", "resource")] {
        assert_eq!(
            holds(&apply(&f3(&format!("anyURI-{function}")), &format!("{}{}", text(part), uri(urn)))),
            Some(true)
        );
        assert_eq!(
            holds(&apply(&f3(&format!("string-{function}")), &format!("{}{}", text(urn), text(part)))),
            Some(false)
        );
    }
    let part = apply(&f3("anyURI-substring"), &format!("{}{}{}", uri(urn), value(INTEGER, "4"), value(INTEGER, "10")));
    assert_eq!(holds(&apply("string-equal", &format!("{part}{}", text("altinn")))), Some(true));
    let concatenated = apply(
        "urn:oasis:names:tc:xacml:2.0:function:uri-string-concatenate",
        &format!("{}{}", uri("urn:altinn:"), text("org")),
    );
    assert_eq!(holds(&apply("anyURI-equal", &format!("{concatenated}{}", uri("urn:altinn:org")))), Some(true));
}

#[test]
fn names_and_addresses_are_matched() {
    let two = "urn:oasis:names:tc:xacml:2.0:function:";
    let typed = |data_type: DataType, text: &str| value(data_type.uri(), text);
    let matched =
        |function: &str, pattern: String, asked: String| holds(&apply(function, &format!("{pattern}{asked}")));
    let name = |text: &str| typed(DataType::X500Name, text);
    assert_eq!(matched("x500Name-match", name("O=Eksempel,C=NO"), name("CN=Kari,O=eksempel,C=no")), Some(true));
    let mail = |text: &str| typed(DataType::Rfc822Name, text);
    assert_eq!(matched("rfc822Name-match", text(".example.com"), mail("kari@post.example.com")), Some(true));
    let address = typed(DataType::IpAddress, "10.0.0.1");
    assert_eq!(matched(&format!("{two}ipAddress-regexp-match"), text(r"^10\."), address), Some(true));
    let host = typed(DataType::DnsName, "www.example.com");
    assert_eq!(matched(&format!("{two}dnsName-regexp-match"), text("example"), host.clone()), Some(true));
    let size = apply(&format!("{two}dnsName-bag-size"), &apply(&format!("{two}dnsName-bag"), &host.repeat(2)));
    assert_eq!(holds(&apply("integer-equal", &format!("{size}{}", value(INTEGER, "2")))), Some(true));
}

#[test]
fn logic_stops_when_it_knows() {
    let (yes, no) = (apply("and", ""), apply("or", ""));
    let fails = apply("string-equal", &format!("{}{}", apply("string-one-and-only", &subject("x", false)), text("")));
    assert_eq!(holds(&apply("or", &format!("{yes}{fails}"))), Some(true));
    assert_eq!(holds(&apply("or", &format!("{fails}{yes}"))), None);
    assert_eq!(holds(&apply("and", &format!("{no}{fails}"))), Some(false));
    let n_of =
        |n: i32, arguments: &str| holds(&apply("n-of", &format!("{}{arguments}", value(INTEGER, &n.to_string()))));
    assert_eq!(n_of(0, &fails), Some(true));
    assert_eq!(n_of(2, &format!("{yes}{yes}{fails}")), Some(true));
    assert_eq!(n_of(2, &format!("{no}{no}{fails}")), Some(false));
    assert_eq!(n_of(2, &yes.repeat(2)), Some(true));
    assert_eq!(n_of(2, &(no.repeat(3) + &yes.repeat(2))), Some(true), "the last two are enough");
    assert_eq!(n_of(2, &yes), None);
    assert_eq!(n_of(-1, &yes), None);
}

#[test]
fn times_of_a_day_wrap_round_midnight() {
    let time = |text: &str| value("http://www.w3.org/2001/XMLSchema#time", text);
    let within = |asked: &str, lower: &str, upper: &str| {
        let id = "urn:oasis:names:tc:xacml:2.0:function:time-in-range";
        holds(&apply(id, &format!("{}{}{}", time(asked), time(lower), time(upper))))
    };
    assert_eq!(within("23:30:00Z", "22:00:00Z", "06:00:00Z"), Some(true));
    assert_eq!(within("06:00:00Z", "22:00:00Z", "06:00:00Z"), Some(true));
    assert_eq!(within("12:00:00Z", "22:00:00Z", "06:00:00Z"), Some(false));
    // Bounds without a zone have that of the time.
    assert_eq!(within("09:00:00+09:00", "08:00:00", "10:00:00"), Some(true));
}

#[test]
fn a_pattern_that_cannot_be_read_is_shown() {
    let tried = |pattern: &str| {
        let condition = apply("string-regexp-match", &format!("{}{}", text(pattern), text("aa")));
        let outcome = ask(&policy("deny-overrides", &rule("Permit", &condition)), &Context::default());
        (outcome.answer.decision, because(&outcome).to_owned())
    };
    assert_eq!(tried("a{2}").0, Decision::Permit);
    for (pattern, times) in [("a{ 2}", " 2"), ("a{2, 3}", "2, 3"), ("a{}", ""), ("a{,2}", ",2")] {
        let why = format!("the pattern `{pattern}` cannot be read: `{{{times}}}` is no number of times");
        assert_eq!(tried(pattern), (Decision::Indeterminate, why));
    }
    // A range is between two characters, whatever the engine below would make of it.
    for (pattern, place) in [(r"[\s-z]", "starts"), (r"[\d-z]", "starts"), (r"[A-\s]", "ends"), (r"[A-\d]", "ends")] {
        let why = format!("the pattern `{pattern}` cannot be read: a range {place} with a class");
        assert_eq!(tried(pattern), (Decision::Indeterminate, why));
    }
    let long = tried(&("a".repeat(100) + "("));
    assert!(long.1.starts_with(&format!("the pattern `{}…` cannot be read", "a".repeat(59))), "{}", long.1);
    let nested = |depth: usize| tried(&format!("{}a{}", "(".repeat(depth), ")".repeat(depth)));
    assert_eq!(nested(90).0, Decision::Permit);
    let deep = (Decision::Undecided, "a pattern is nested more than 100 deep".to_owned());
    assert_eq!(nested(150), deep);
    let taken_away = |depth: usize| tried(&format!("[a{}{}", "-[b".repeat(depth), "]".repeat(depth + 1)));
    assert_eq!((taken_away(90).0, taken_away(150)), (Decision::Permit, deep));
    // A script that Unicode names, and XML Schema does not.
    let script = tried(r"\p{Latin}");
    assert_eq!(script.1, r"the pattern `\p{Latin}` cannot be read: `Latin` is no category of Unicode");
}
