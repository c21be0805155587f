//! Small policies of every make: targets of any shape, all algorithms, required attributes, conditions.

#![allow(dead_code, unreachable_pub, missing_docs)]

use proptest::collection::vec;
use proptest::prelude::*;
use std::fmt::Write as _;

pub const SUBJECT: &str = "urn:oasis:names:tc:xacml:1.0:subject-category:access-subject";
pub const RESOURCE: &str = "urn:oasis:names:tc:xacml:3.0:attribute-category:resource";
pub const ACTION: &str = "urn:oasis:names:tc:xacml:3.0:attribute-category:action";
pub const STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
pub const ROLE: &str = "urn:altinn:rolecode";
pub const PACKAGE: &str = "urn:altinn:accesspackage";
pub const TASK: &str = "urn:altinn:task";
pub const ACTION_ID: &str = "urn:oasis:names:tc:xacml:1.0:action:action-id";
const EQUAL: &str = "urn:oasis:names:tc:xacml:1.0:function:string-equal";
const IS_IN: &str = "urn:oasis:names:tc:xacml:1.0:function:string-is-in";
const IGNORE_CASE: &str = "urn:oasis:names:tc:xacml:3.0:function:string-equal-ignore-case";

#[derive(Clone, Debug)]
pub struct MatchSpec {
    pub attribute: usize,
    pub value: usize,
    pub ignore_case: bool,
    pub is_in: bool,
    pub must: bool,
}

pub type AllOfSpec = Vec<MatchSpec>;
pub type AnyOfSpec = Vec<AllOfSpec>;

#[derive(Clone, Debug)]
pub struct RuleSpec {
    pub permit: bool,
    pub target: Vec<AnyOfSpec>,
    pub condition: Option<usize>,
}

#[derive(Clone, Debug)]
pub struct Spec {
    pub algorithm: usize,
    pub target: Vec<AnyOfSpec>,
    pub rules: Vec<RuleSpec>,
}

/// Category, id and values.
pub const ATTRIBUTES: [(&str, &str, [&str; 2]); 4] = [
    (SUBJECT, ROLE, ["DAGL", "revi"]),
    (SUBJECT, PACKAGE, ["regnskapsforer-lonn", "skatt-naering"]),
    (RESOURCE, TASK, ["Task_1", "Task_2"]),
    (ACTION, ACTION_ID, ["read", "write"]),
];

pub const ALGORITHMS: [&str; 7] = [
    "urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:deny-overrides",
    "urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:permit-overrides",
    "urn:oasis:names:tc:xacml:1.0:rule-combining-algorithm:first-applicable",
    "urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:deny-unless-permit",
    "urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:permit-unless-deny",
    "urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:ordered-deny-overrides",
    "urn:oasis:names:tc:xacml:1.0:rule-combining-algorithm:deny-overrides",
];

/// What makes policies less plain, in percent.
#[derive(Clone, Copy, Debug)]
pub struct Odds {
    pub must: u32,
    pub condition: u32,
    pub policy_target: u32,
    pub mixed: u32,
    /// `string-is-in` in a match, of which versions of Altinn's engine make different things.
    pub is_in: u32,
    /// Which conditions there are.
    pub conditions: (usize, usize),
}

pub const PLAIN: Odds = Odds { must: 0, condition: 0, policy_target: 0, mixed: 0, is_in: 0, conditions: OF_STANDARD };
pub const WILD: Odds = Odds { must: 8, condition: 25, policy_target: 25, mixed: 25, is_in: 0, conditions: OF_STANDARD };
/// With conditions as Altinn's engine takes them, most of which the standard does not.
pub const OF_ALTINN: Odds = Odds { condition: 60, is_in: 15, conditions: (1, CONDITIONS), ..WILD };

fn chance(percent: u32) -> impl Strategy<Value = bool> {
    (0..100_u32).prop_map(move |drawn| drawn < percent)
}

fn a_match(attributes: std::ops::Range<usize>, odds: Odds) -> impl Strategy<Value = MatchSpec> {
    (attributes, 0..2_usize, chance(30), chance(odds.is_in), chance(odds.must)).prop_map(
        |(attribute, value, ignore_case, is_in, must)| MatchSpec { attribute, value, ignore_case, is_in, must },
    )
}

fn an_any_of(attributes: std::ops::Range<usize>, odds: Odds) -> impl Strategy<Value = AnyOfSpec> {
    (chance(odds.mixed), vec(vec(a_match(0..4, odds), 1..3), 1..3), vec(vec(a_match(attributes, odds), 1..3), 1..4))
        .prop_map(|(mixed, wild, plain)| if mixed { wild } else { plain })
}

fn a_target(odds: Odds) -> impl Strategy<Value = Vec<AnyOfSpec>> {
    let part = |attributes, present| (chance(present), an_any_of(attributes, odds));
    (part(0..2, 85), part(2..3, 60), part(3..4, 70), (chance(odds.mixed), an_any_of(0..2, odds))).prop_map(|parts| {
        [parts.0, parts.1, parts.2, parts.3].into_iter().filter(|part| part.0).map(|part| part.1).collect()
    })
}

fn a_rule(odds: Odds) -> impl Strategy<Value = RuleSpec> {
    (chance(70), a_target(odds), chance(odds.condition), odds.conditions.0..odds.conditions.1)
        .prop_map(|(permit, target, has, condition)| RuleSpec { permit, target, condition: has.then_some(condition) })
}

pub fn a_policy(odds: Odds, rules: std::ops::Range<usize>) -> impl Strategy<Value = Spec> {
    (0..ALGORITHMS.len(), chance(odds.policy_target), a_target(odds), vec(a_rule(odds), rules)).prop_map(
        |(algorithm, targeted, target, rules)| Spec {
            algorithm,
            target: if targeted { target } else { Vec::new() },
            rules,
        },
    )
}

const OF_STANDARD: (usize, usize) = (0, 9);
const CONDITIONS: usize = 20;

fn designator(attribute: usize, must: bool) -> String {
    let (category, id, _) = ATTRIBUTES[attribute];
    format!(
        "<AttributeDesignator AttributeId=\"{id}\" Category=\"{category}\" DataType=\"{STRING}\" MustBePresent=\"{must}\"/>"
    )
}

fn literal(text: &str) -> String {
    format!("<AttributeValue DataType=\"{STRING}\">{text}</AttributeValue>")
}

fn apply(version: &str, function: &str, arguments: &str) -> String {
    format!("<Apply FunctionId=\"urn:oasis:names:tc:xacml:{version}:function:{function}\">{arguments}</Apply>")
}

fn condition(number: usize) -> String {
    let is = |attribute: usize, value: usize| {
        let only = apply("1.0", "string-one-and-only", &designator(attribute, false));
        apply("1.0", "string-equal", &(only + &literal(ATTRIBUTES[attribute].2[value])))
    };
    let has = |attribute: usize, value: usize, must: bool| {
        apply("1.0", "string-is-in", &(literal(ATTRIBUTES[attribute].2[value]) + &designator(attribute, must)))
    };
    let number_of = |attribute: usize| apply("1.0", "string-bag-size", &designator(attribute, false));
    let integer = |number: &str| {
        format!("<AttributeValue DataType=\"http://www.w3.org/2001/XMLSchema#integer\">{number}</AttributeValue>")
    };
    match number {
        0 => is(0, 0),
        1 => has(0, 1, false),
        2 => apply("1.0", "not", &has(0, 0, false)),
        3 => apply("1.0", "and", &(is(0, 0) + &has(1, 0, true))),
        4 => apply("1.0", "or", &(has(1, 1, true) + &is(0, 1))),
        5 => apply("1.0", "integer-greater-than", &(number_of(0) + &integer("1"))),
        6 => apply("1.0", "integer-equal", &(integer("1") + &number_of(1))),
        7 => {
            let bag = apply("1.0", "string-bag", &(literal("DAGL") + &literal("REVI")));
            apply("1.0", "string-at-least-one-member-of", &(designator(0, false) + &bag))
        }
        9 => apply("1.0", "string-equal", &(designator(0, false) + &literal("DAGL"))),
        10 => apply("3.0", "string-equal-ignore-case", &(literal("dagl") + &designator(0, false))),
        11 => apply("1.0", "string-is-in", &(literal("DAGL") + &designator(0, false))),
        12 => apply("1.0", "string-regexp-match", &(literal("AG") + &designator(0, false))),
        13 => apply("1.0", "integer-equal", &(integer("1") + &apply("1.0", "date-bag-size", &designator(0, false)))),
        14 => {
            apply("1.0", "string-equal", &(apply("1.0", "date-one-and-only", &designator(0, false)) + &literal("DAGL")))
        }
        15 => apply("1.0", "string-equal", &designator(1, false)),
        16 => apply("2.0", "string-concatenate", &(literal("DAGL") + &designator(0, true))),
        17 => literal("true"),
        18 => apply("1.0", "string-equal", &(literal("read") + &designator(3, false))),
        19 => apply("1.0", "string-equal", &literal("DAGL")),
        _ => {
            let function =
                "<Function FunctionId=\"urn:oasis:names:tc:xacml:3.0:function:string-equal-ignore-case\"/>".to_owned();
            apply("3.0", "any-of", &(function + &literal("Dagl") + &designator(0, false)))
        }
    }
}

/// A target as XML.
pub fn target_xml(target: &[AnyOfSpec]) -> String {
    let mut text = String::new();
    write_target(&mut text, target);
    text
}

fn write_target(text: &mut String, target: &[AnyOfSpec]) {
    if target.is_empty() {
        text.push_str("<Target/>");
        return;
    }
    text.push_str("<Target>");
    for any_of in target {
        text.push_str("<AnyOf>");
        for all_of in any_of {
            text.push_str("<AllOf>");
            for one in all_of {
                let function = match (one.is_in, one.ignore_case) {
                    (true, _) => IS_IN,
                    (false, true) => IGNORE_CASE,
                    (false, false) => EQUAL,
                };
                let value = literal(ATTRIBUTES[one.attribute].2[one.value]);
                let _ = write!(
                    text,
                    "<Match MatchId=\"{function}\">{value}{}</Match>",
                    designator(one.attribute, one.must)
                );
            }
            text.push_str("</AllOf>");
        }
        text.push_str("</AnyOf>");
    }
    text.push_str("</Target>");
}

impl Spec {
    /// As XML.
    pub fn xml(&self) -> String {
        let mut text = format!(
            "<Policy xmlns=\"urn:oasis:names:tc:xacml:3.0:core:schema:wd-17\" PolicyId=\"p\" Version=\"1.0\" \
             RuleCombiningAlgId=\"{}\">",
            ALGORITHMS[self.algorithm]
        );
        write_target(&mut text, &self.target);
        for (number, rule) in self.rules.iter().enumerate() {
            let effect = if rule.permit { "Permit" } else { "Deny" };
            let _ = write!(text, "<Rule RuleId=\"r{number}\" Effect=\"{effect}\">");
            write_target(&mut text, &rule.target);
            if let Some(number) = rule.condition {
                let _ = write!(text, "<Condition>{}</Condition>", condition(number));
            }
            text.push_str("</Rule>");
        }
        text.push_str("</Policy>");
        text
    }

    pub fn without(&self, rule: usize) -> Self {
        let mut other = self.clone();
        other.rules.remove(rule);
        other
    }
}
