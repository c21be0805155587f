//! The content of a request, and what XPath selects in it.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, missing_docs)]

#[path = "conformance/ask.rs"]
mod ask;

use ask::*;
use notify_lint::pdp::standard::value::DataType;
use notify_lint::pdp::{Context, ContextAttribute, ContextValue, ContextXPath, Decision, Entity, StatusCode};
use notify_lint::xacml::Category;
use std::sync::Arc;

const CONTENT: &str = "<post id='7'><tittel>Blåbær</tittel><?skriver arkiv?><!--utkast--><![CDATA[<fri>]]></post>";

fn with_content() -> Context {
    let mut context = Context::default();
    context.entities.push(Arc::new(Entity {
        category: Category::Resource.urn().to_owned(),
        content: Some(CONTENT.to_owned()),
        ..Entity::default()
    }));
    context
}

fn path(path: &str) -> String {
    format!(
        "<AttributeValue DataType='{}' XPathCategory='{}'>{path}</AttributeValue>",
        DataType::XPathExpression.uri(),
        Category::Resource.urn()
    )
}

fn decided(condition: &str) -> Decision {
    ask(&policy("deny-overrides", &rule("Permit", condition)), &with_content()).answer.decision
}

#[test]
fn nodes_are_equal_only_to_themselves_and_match_what_is_below_them() {
    let related = |function: &str, one: &str, other: &str| {
        let id = format!("urn:oasis:names:tc:xacml:3.0:function:xpath-node-{function}");
        decided(&apply(&id, &format!("{}{}", path(one), path(other))))
    };
    assert_eq!(related("equal", "/post/tittel", "//tittel"), Decision::Permit);
    assert_eq!(related("equal", "/post", "/post/tittel"), Decision::NotApplicable);
    assert_eq!(related("match", "/post", "/post/tittel"), Decision::Permit);
    assert_eq!(related("match", "/post/tittel", "/post"), Decision::NotApplicable);
}

#[test]
fn a_selector_takes_texts_of_every_kind_and_no_element() {
    let selected = |path: &str, want: &str| {
        let selector = format!(
            "<AttributeSelector Category='{}' Path='{path}' DataType='{STRING}' MustBePresent='false'/>",
            Category::Resource.urn()
        );
        decided(&apply("string-is-in", &format!("{}{selector}", text(want))))
    };
    assert_eq!(selected("/post/@id", "7"), Decision::Permit);
    assert_eq!(selected("/post/tittel/text()", "Blåbær"), Decision::Permit);
    assert_eq!(selected("/post/text()", "&lt;fri&gt;"), Decision::Permit);
    assert_eq!(selected("/post/comment()", "utkast"), Decision::Permit);
    assert_eq!(selected("/post/processing-instruction()", "arkiv"), Decision::Permit);
    assert_eq!(selected("/post/processing-instruction()", "skriver"), Decision::NotApplicable);
    assert_eq!(selected("/post/tittel", "Blåbær"), Decision::Indeterminate);
}

#[test]
fn a_selector_starts_from_the_one_node_that_the_request_names() {
    let xpath = |text: &str| ContextValue {
        data_type: DataType::XPathExpression.uri().to_owned(),
        text: text.to_owned(),
        xpath: Some(ContextXPath { category: Some(Category::Resource.urn().to_owned()), namespaces: Vec::new() }),
    };
    let plain = |text: &str| ContextValue { data_type: STRING.to_owned(), text: text.to_owned(), xpath: None };
    let outcome = |values: Vec<ContextValue>| {
        let selector = format!(
            "<AttributeSelector Category='{}' ContextSelectorId='her' Path='tittel/text()' DataType='{STRING}' \
             MustBePresent='false'/>",
            Category::Resource.urn()
        );
        let condition = apply("string-is-in", &format!("{}{selector}", text("Blåbær")));
        let mut context = with_content();
        let attribute =
            |id: &str, values| ContextAttribute { id: id.to_owned(), values, issuer: None, include_in_result: false };
        context.add(Category::Resource.urn(), attribute("der", vec![xpath("/")]));
        context.add(Category::Resource.urn(), attribute("her", values));
        ask(&policy("deny-overrides", &rule("Permit", &condition)), &context)
    };
    assert_eq!(outcome(vec![xpath("/post")]).answer.decision, Decision::Permit);
    assert_eq!(outcome(vec![xpath("/post"), plain("/post")]).answer.decision, Decision::Permit, "one is a path");
    assert_eq!(outcome(vec![xpath("/post/tittel")]).answer.decision, Decision::NotApplicable);
    for wrong in [vec![], vec![plain("/post")], vec![xpath("/post"), xpath("/post")], vec![xpath("/post/node()")]] {
        let wrong = outcome(wrong);
        assert_eq!(wrong.answered.status.code, StatusCode::SyntaxError, "{}", because(&wrong));
    }
    let homeless = ContextValue { xpath: None, ..xpath("/post") };
    assert_eq!(because(&outcome(vec![homeless])), "the context selector of the request has no category");
}
