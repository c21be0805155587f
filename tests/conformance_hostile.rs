//! Hostile policies: each is answered soon, or said to be undecided, and none takes the program down.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, missing_docs)]

#[path = "conformance/ask.rs"]
mod ask;

use ask::*;
use notify_lint::pdp::standard::Options;
use notify_lint::pdp::{Context, ContextAttribute, ContextValue, Decision, StatusCode};
use notify_lint::xacml::Category;
use std::sync::Arc;

#[test]
fn deep_expressions_end() {
    let nested = |depth: usize| {
        format!(
            "{}{}{}",
            format!("<Apply FunctionId='{F1}not'>").repeat(depth),
            apply("and", ""),
            "</Apply>".repeat(depth)
        )
    };
    assert_eq!(decide(&policy("deny-overrides", &rule("Permit", &nested(400)))), Decision::Permit);
    // Deeper than any text is read, by variables: each is defined by the next.
    let variable = |number: usize, content: &str| {
        format!("<VariableDefinition VariableId='v{number}'>{content}</VariableDefinition>")
    };
    let chain: String = (0..2000)
        .map(|number| variable(number, &format!("<VariableReference VariableId='v{}'/>", number + 1)))
        .collect();
    let end = variable(2000, &apply("and", ""));
    let deep = policy("deny-overrides", &format!("{chain}{end}{}", rule("Permit", &apply("and", ""))));
    assert_eq!(decide(&deep), Decision::Indeterminate);
}

#[test]
fn references_in_circles_and_in_doubling_chains_end() {
    let refer = |id: &str| format!("<PolicySetIdReference>{id}</PolicySetIdReference>");
    let circle = ask(&set("a", "deny-overrides", &refer("a")), &Context::default());
    assert_eq!(circle.answer.decision, Decision::Indeterminate);
    assert!(because(&circle).starts_with("policies are nested more than 60 deep"), "{}", because(&circle));
    let sets: Vec<_> = (0..60)
        .map(|number| {
            let next = refer(&format!("s{}", number + 1));
            set(&format!("s{number}"), "deny-overrides", &format!("{next}{next}"))
        })
        .chain([set("s60", "deny-overrides", "")])
        .collect();
    let texts: Vec<_> = sets.iter().map(String::as_str).collect();
    let decision = ask_all(&texts, &Context::default(), &Options::default()).answer.decision;
    assert_eq!(decision, Decision::Undecided);
}

#[test]
fn texts_and_bags_do_not_explode() {
    let concatenate = "urn:oasis:names:tc:xacml:2.0:function:string-concatenate";
    let mut chain = format!("<VariableDefinition VariableId='v0'>{}</VariableDefinition>", text("abcdefgh"));
    for number in 1..200 {
        let before = format!("<VariableReference VariableId='v{}'/>", number - 1);
        let doubled = apply(concatenate, &before.repeat(2));
        chain.push_str(&format!("<VariableDefinition VariableId='v{number}'>{doubled}</VariableDefinition>"));
    }
    let equal = apply("string-equal", &format!("<VariableReference VariableId='v199'/>{}", text("x")));
    let bomb = policy("deny-overrides", &format!("{chain}{}", rule("Permit", &equal)));
    assert_eq!(decide(&bomb), Decision::Indeterminate);
    let falses = apply("boolean-bag", &value("http://www.w3.org/2001/XMLSchema#boolean", "false").repeat(60));
    let product = format!("<Function FunctionId='{F1}or'/>{}", falses.repeat(8));
    let any = apply("urn:oasis:names:tc:xacml:3.0:function:any-of-any", &product);
    assert_eq!(decide(&policy("deny-overrides", &rule("Permit", &any))), Decision::Undecided);
}

#[test]
fn large_bags_and_long_texts_count_for_what_they_are() {
    let held = |values: Vec<String>| {
        let value = |text| ContextValue { data_type: STRING.to_owned(), text, xpath: None };
        let values = values.into_iter().map(value).collect();
        let mut context = Context::default();
        let id = "urn:altinn:rolecode".to_owned();
        context.add(Category::Subject.urn(), ContextAttribute { id, issuer: None, include_in_result: false, values });
        context
    };
    let bag = subject("urn:altinn:rolecode", false);
    // Each value is compared with each, or might have been.
    let large = held(vec!["DAGL".to_owned(); 4_000]);
    let equal = apply("string-set-equals", &bag.repeat(2));
    let times = |context: &Context, condition: &str, variables: &str, count: usize| {
        let whole = format!("{variables}{}", rule("Permit", &apply("and", &condition.repeat(count))));
        ask(&policy("deny-overrides", &whole), context).answer.decision
    };
    assert_eq!(times(&large, &equal, "", 1), Decision::Permit);
    assert_eq!(times(&large, &equal, "", 3), Decision::Undecided);
    let why = |context: &Context, condition: &str| {
        because(&ask(&policy("deny-overrides", &rule("Permit", condition)), context)).to_owned()
    };
    let larger = held(vec!["DAGL".to_owned(); 5_000]);
    assert_eq!(why(&larger, &equal), "a bag has more than 4096 values");
    let union = apply("string-is-in", &(text("DAGL") + &apply("string-union", &bag.repeat(2))));
    assert_eq!(why(&held(vec!["DAGL".to_owned(); 2_000]), &union), "this rule permits it");
    assert_eq!(why(&held(vec!["DAGL".to_owned(); 3_000]), &union), "a bag has more than 4096 values");
    let long = held(vec!["x".repeat(1 << 20)]);
    let variable =
        format!("<VariableDefinition VariableId='v'>{}</VariableDefinition>", apply("string-one-and-only", &bag));
    let equal = apply("string-equal", &"<VariableReference VariableId='v'/>".repeat(2));
    assert_eq!(times(&long, &equal, &variable, 100), Decision::Permit);
    assert_eq!(times(&long, &equal, &variable, 200), Decision::Undecided);
}

#[test]
fn a_pattern_takes_linear_time() {
    let pattern =
        apply("string-regexp-match", &format!("{}{}", text("^(a+)+$"), text(&format!("{}b", "a".repeat(50_000)))));
    assert_eq!(decide(&policy("deny-overrides", &rule("Permit", &pattern))), Decision::NotApplicable);
    let back = apply("string-regexp-match", &format!("{}{}", text(r"(a)\1"), text("aa")));
    assert_eq!(decide(&policy("deny-overrides", &rule("Permit", &back))), Decision::Undecided);
}

#[test]
fn xpath_of_another_version_is_undecided() {
    let path = "<AttributeValue DataType='urn:oasis:names:tc:xacml:3.0:data-type:xpathExpression' \
                XPathCategory='urn:oasis:names:tc:xacml:3.0:attribute-category:resource'>//*</AttributeValue>";
    let count = apply("urn:oasis:names:tc:xacml:3.0:function:xpath-node-count", path);
    let one = apply("integer-equal", &format!("{count}{}", value(INTEGER, "2")));
    let whole = policy("deny-overrides", &rule("Permit", &one));
    let mut context = Context::default();
    let resource = |content: &str| {
        Arc::new(notify_lint::pdp::Entity {
            category: Category::Resource.urn().to_owned(),
            content: Some(content.to_owned()),
            ..Default::default()
        })
    };
    context.entities.push(resource("<a><b/></a>"));
    assert_eq!(ask(&whole, &context).answer.decision, Decision::Permit);
    let defaults = "<PolicyDefaults><XPathVersion>http://www.w3.org/TR/2007/REC-xpath20-20070123</XPathVersion></PolicyDefaults><Target/>";
    let other = whole.replacen("<Target/>", defaults, 1);
    let undecided = ask(&other, &context);
    assert_eq!(undecided.answer.decision, Decision::Undecided);
    assert!(because(&undecided).starts_with("this program evaluates XPath 1.0"), "{}", because(&undecided));
    let place = undecided.answer.because.as_ref().unwrap().span;
    assert_eq!(&other[place.range()], "http://www.w3.org/TR/2007/REC-xpath20-20070123");
    assert_eq!(ask(&whole, &Context::default()).answer.decision, Decision::Indeterminate);
    // Each path counts, however little it visits.
    let times = |count: usize| policy("deny-overrides", &rule("Permit", &apply("and", &one.repeat(count))));
    assert_eq!(ask(&times(900), &context).answer.decision, Decision::Permit);
    assert_eq!(ask(&times(1_100), &context).answer.decision, Decision::Undecided);
    let flat = format!("<a>{}</a>", "<b/>".repeat(2_000));
    context.entities[0] = resource(&flat);
    let long = whole.replace("//*", "//*[//*[//*]]");
    assert_eq!(ask(&long, &context).answer.decision, Decision::Undecided);
    context.entities[0] = resource("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>");
    assert_eq!(ask(&whole, &context).answered.status.code, StatusCode::SyntaxError);
}
