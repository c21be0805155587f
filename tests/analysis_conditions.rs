//! Conditions, variables and what comes with a decision: worked out, left open or refused, and never wrong.

#![allow(clippy::expect_used, missing_docs)]

mod analysis_support;
#[path = "analysis_support/exact.rs"]
mod exact;

use exact::{
    F1, IGNORE_CASE, ROLE, apply, designator, exact, exact_with, holds, literal, never_wrong, of_type, overriding,
    role, rule,
};
use notify_lint::pdp::analysis::{Dialect, Value};
use notify_lint::xacml::Category;

#[test]
fn conditions_are_worked_out_where_they_ask_for_one_attribute() {
    let only = |of: &str| apply(&format!("{of}-one-and-only"), &role(of));
    let has = |value: &str| apply("string-is-in", &(literal("string", value) + &role("string")));
    let package = designator(&Category::Subject, "urn:altinn:accesspackage", "string", true);
    let missing = apply("string-is-in", &(literal("string", "a") + &package));
    let bag = apply("string-bag", &(literal("string", "DAGL") + &literal("string", "LEDE")));
    let any_of = format!("<Function FunctionId='{IGNORE_CASE}'/>{}{}", literal("string", "dagl"), role("string"));
    let mut conditions = vec![
        apply("and", &(has("DAGL") + &missing)),
        apply("and", &(missing.clone() + &has("DAGL"))),
        apply("or", &(has("DAGL") + &missing)),
        apply("or", &(missing.clone() + &has("DAGL"))),
        apply("not", &missing),
        apply("not", &apply("and", &(has("DAGL") + &has("LEDE")))),
        apply("and", ""),
        apply("or", ""),
        only("boolean"),
        literal("boolean", "1"),
        literal("boolean", "false"),
        apply("string-equal", &(only("string") + &literal("string", "DAGL"))),
        apply("string-equal", &(literal("string", "DAGL") + &only("string"))),
        apply("string-equal", &(literal("string", "DAGL") + &literal("string", "DAGL"))),
        apply("string-equal", &(literal("string", "DAGL") + &literal("string", "LEDE"))),
        apply("urn:oasis:names:tc:xacml:3.0:function:any-of", &any_of),
        apply("string-at-least-one-member-of", &(role("string") + &bag)),
        apply("string-at-least-one-member-of", &(bag.clone() + &role("string"))),
        apply("string-subset", &(bag + &role("string"))),
    ];
    for relation in ["equal", "greater-than", "greater-than-or-equal", "less-than", "less-than-or-equal"] {
        let compare = |one: &str, other: &str| apply(&format!("integer-{relation}"), &format!("{one}{other}"));
        let size = apply("string-bag-size", &role("string"));
        for number in ["0", "1"] {
            let number = literal("integer", number);
            conditions.extend([compare(&size, &number), compare(&number, &size)]);
        }
        // Whether there are two or more is known, and not how many more.
        let two = literal("integer", "2");
        match relation {
            "greater-than-or-equal" | "less-than" => conditions.push(compare(&size, &two)),
            "greater-than" | "less-than-or-equal" => conditions.push(compare(&two, &size)),
            _ => {}
        }
        conditions.push(compare(&only("integer"), &literal("integer", "3")));
        conditions.push(compare(&literal("integer", "3"), &only("integer")));
    }
    // Values that the domain must have found in the conditions by itself.
    let more = ["DAGL", "dagl", "REVI"].map(|text| Value::string(Category::Subject, ROLE, text));
    for condition in conditions {
        exact_with(&overriding(&[rule("Permit", "", &condition)]), &[Dialect::Standard], &more);
        let rules = [rule("Deny", &holds("REVI"), &condition), rule("Permit", &holds("DAGL"), "")];
        exact(&overriding(&rules), &[Dialect::Standard]);
    }
}

#[test]
fn conditions_that_are_not_worked_out_are_left_open() {
    let has = |value: &str| apply("string-is-in", &(literal("string", value) + &role("string")));
    let bag =
        |values: &[&str]| apply("string-bag", &values.iter().map(|value| literal("string", value)).collect::<String>());
    let only = |bag: &str| apply("string-one-and-only", bag);
    let is = |value: &str, one: &str| apply("string-equal", &(literal("string", value) + one));
    let missing = designator(&Category::Subject, "urn:b", "string", true);
    let selector = format!(
        "<AttributeSelector Category='{}' Path='/a/text()' DataType='{}' MustBePresent='false'/>",
        Category::Subject.urn(),
        of_type("string")
    );
    let more_than = |number: &str| {
        apply("integer-greater-than", &(apply("string-bag-size", &role("string")) + &literal("integer", number)))
    };
    let texts = ["DAGL", "LEDE", "REVI", "REGN", "KONT"];
    let requests: Vec<Vec<Value>> = (0..=texts.len())
        .flat_map(|count| [&texts[..count], &texts[texts.len() - count..]])
        .map(|held| held.iter().map(|text| Value::string(Category::Subject, ROLE, *text)).collect())
        .collect();
    let any_of = format!("<Function FunctionId='{F1}integer-equal'/>{}{}", literal("string", "DAGL"), role("string"));
    for condition in [
        apply("n-of", &(literal("integer", "1") + &has("DAGL") + &has("LEDE"))),
        apply("n-of", &(literal("integer", "2") + &has("DAGL") + &has("LEDE"))),
        is("DAGL", &only(&apply("string-union", &(role("string") + &bag(&["DAGL"]))))),
        is("DAGL", &only(&apply("string-intersection", &(role("string") + &bag(&["DAGL"]))))),
        apply("boolean-one-and-only", &apply("boolean-bag", &literal("boolean", "true"))),
        apply("string-set-equals", &(role("string") + &bag(&["DAGL"]))),
        apply("string-subset", &(role("string") + &bag(&["DAGL", "LEDE"]))),
        apply("string-subset", &(bag(&[]) + &missing)),
        apply("string-at-least-one-member-of", &(missing.clone() + &bag(&[]))),
        apply("urn:oasis:names:tc:xacml:3.0:function:any-of", &any_of),
        apply("string-is-in", &(only(&role("string")) + &missing)),
        is("DAGL", &only(&selector)),
        more_than("2"),
        more_than("3"),
        apply("not", &more_than("3")),
    ] {
        never_wrong(&overriding(&[rule("Permit", "", &condition)]), Dialect::Standard, &requests);
    }
    let selected = holds("DAGL");
    let start = selected.find("<AttributeDesignator").expect("a designator");
    let end = selected.find("</Match>").expect("a match");
    let selected = selected.replace(&selected[start..end], &selector);
    for rules in [
        vec![rule("Permit", &selected, "")],
        vec![rule("Deny", &(holds("REVI") + &selected), ""), rule("Permit", &holds("DAGL"), "")],
    ] {
        never_wrong(&overriding(&rules), Dialect::Standard, &requests);
    }
}

#[test]
fn what_does_not_fit_a_function_breaks_the_policy() {
    let (text, texts, number) = (literal("string", "a"), role("string"), literal("integer", "1"));
    let truth = apply("string-is-in", &(text.clone() + &texts));
    let sizes = apply("string-bag-size", &texts);
    for condition in [
        text.clone(),
        texts.clone(),
        apply("string-equal", &(text.clone() + &texts)),
        apply("string-equal", &(text.clone() + &number)),
        apply("string-equal", &text),
        apply("and", &(truth.clone() + &text)),
        apply("or", &(truth.clone() + &texts)),
        apply("not", &text),
        apply("not", &truth.repeat(2)),
        apply("n-of", &truth),
        apply("n-of", &(number.clone() + &text)),
        apply("integer-equal", &(number.clone() + &apply("string-one-and-only", &texts))),
        apply("string-equal", &(text.clone() + &apply("string-one-and-only", &text))),
        apply("integer-equal", &(number.clone() + &apply("string-bag-size", &text))),
        apply("integer-equal", &(number.clone() + &apply("string-bag-size", &role("integer")))),
        apply("string-is-in", &(texts.clone() + &text)),
        apply("string-is-in", &(number.clone() + &texts)),
        apply("string-is-in", &(text.clone() + &apply("string-bag", &(text.clone() + &number)))),
        apply("string-set-equals", &(texts.clone() + &text)),
        apply("string-subset", &(texts.clone() + &role("integer"))),
        apply("string-is-in", &(text.clone() + &apply("string-union", &texts))),
        apply("string-is-in", &(text.clone() + &apply("string-union", &(texts.clone() + &text)))),
        apply("string-is-in", &(text.clone() + &apply("string-intersection", &texts.repeat(3)))),
        apply("integer-greater-than", &(sizes + &text)),
        "<VariableReference VariableId='finnes-ikke'/>".to_owned(),
    ] {
        exact(&overriding(&[rule("Permit", &holds("DAGL"), &condition)]), &[Dialect::Standard]);
    }
}

#[test]
fn a_variable_stands_for_what_it_is_defined_as() {
    let variable =
        |id: &str, content: &str| format!("<VariableDefinition VariableId='{id}'>{content}</VariableDefinition>");
    let reference = |id: &str| format!("<VariableReference VariableId='{id}'/>");
    let has = |value: &str| apply("string-is-in", &(literal("string", value) + &role("string")));
    let variables =
        variable("a", &has("DAGL")) + &variable("b", &apply("not", &reference("a"))) + &variable("c", &has("REVI"));
    for id in ["a", "b", "c", "d"] {
        exact(&overriding(&[variables.clone(), rule("Permit", "", &reference(id))]), &[Dialect::Standard]);
    }
    let circle = variable("a", &reference("b")) + &variable("b", &reference("a"));
    exact(&overriding(&[circle, rule("Permit", &holds("DAGL"), "")]), &[Dialect::Standard]);
}

#[test]
fn a_type_that_is_wrong_breaks_the_policy_wherever_it_stands() {
    let obligation = "<ObligationExpressions><ObligationExpression ObligationId='o' FulfillOn='Deny'>\
        <AttributeAssignmentExpression AttributeId='a'>EXPRESSION</AttributeAssignmentExpression>\
        </ObligationExpression></ObligationExpressions>";
    let permit = rule("Permit", &holds("DAGL"), "");
    let mistyped = apply("string-equal", &literal("string", "a"));
    let missing = designator(&Category::Subject, "urn:b", "string", true);
    for on in ["Permit", "Deny"] {
        for expression in [&mistyped, &literal("string", "a"), &role("string"), &missing] {
            let obligation = obligation.replace("Deny", on).replace("EXPRESSION", expression);
            let advice = obligation.replace("Obligation", "Advice").replace("FulfillOn", "AppliesTo");
            for duty in [obligation, advice] {
                let of_policy = overriding(&[permit.clone(), duty.clone()]);
                let of_rule = overriding(&[permit.replace("</Rule>", &format!("{duty}</Rule>"))]);
                // Whether it can be computed counts only with the effect that it comes with.
                match (expression == &missing, on) {
                    (false, _) => [of_policy, of_rule].iter().for_each(|text| exact(text, &[Dialect::Standard])),
                    (true, "Deny") => exact(&of_rule, &[Dialect::Standard]),
                    (true, _) => {
                        let held = vec![Value::string(Category::Subject, ROLE, "DAGL")];
                        [of_policy, of_rule].iter().for_each(|text| {
                            never_wrong(text, Dialect::Standard, &[Vec::new(), held.clone()]);
                        });
                    }
                }
            }
        }
    }
    let variable = format!("<VariableDefinition VariableId='v'>{mistyped}</VariableDefinition>");
    exact(&overriding(&[variable, permit]), &[Dialect::Standard]);
}
