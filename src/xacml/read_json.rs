//! The JSON form in which Altinn Studio edits a policy, read into the same model.
//!
//! Source: Altinn/altinn-studio @e049d2c021, `PolicyAdmin/Models/{ResourcePolicy,PolicyRule}.cs` and `PolicyConverter.cs`.

use super::{
    AllOf, AnyOf, AttributeSource, Category, Designator, Effect, Match, Policy, Rule, Target, Text, Value, combining,
    data_type, function,
};
use crate::source::{Span, Spanned};
use crate::syntax::json;
use std::borrow::Cow;

/// The letter case of the property names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// `ruleId`, as the API writes it.
    Camel,
    /// `RuleId`, as the server's own files have it.
    Pascal,
}

/// Whether a JSON value is Studio's form of a policy: `rules`, each with `ruleId`, `subject` or `actions`.
pub fn is_studio_policy(root: json::Value<'_>) -> Option<Naming> {
    let naming = if root.get("rules").is_some() { Naming::Camel } else { Naming::Pascal };
    let rules = root.get_ignore_case("rules")?;
    let mut all = rules.items().peekable();
    all.peek()?;
    all.all(|rule| {
        let has = |name| rule.get_ignore_case(name).is_some();
        has("ruleId") && has("actions") && (has("subject") || has("accessPackages") || has("resources"))
    })
    .then_some(naming)
}

/// Reads Studio's form. Every rule permits; subjects are matched whatever their letter case, as Studio writes them.
pub fn read_studio(root: json::Value<'_>) -> Policy<'static> {
    let at = root.span();
    let rules = root.get_ignore_case("rules").map(|rules| rules.items().map(rule).collect()).unwrap_or_default();
    Policy {
        span: at,
        start_tag: Span::new(at.start, at.start + 1),
        id: None,
        version: root.get_ignore_case("version").and_then(text),
        combining: Some(Spanned::new(Cow::Borrowed(combining::DENY_OVERRIDES), at)),
        description: None,
        xpath_version: None,
        target: Some(Target { span: at, any_of: Vec::new() }),
        variables: Vec::new(),
        rules,
        obligations: Vec::new(),
        advice: Vec::new(),
        other: Vec::new(),
        irregularities: Vec::new(),
    }
}

fn rule(value: json::Value<'_>) -> Rule<'static> {
    let at = value.span();
    let list = |name| value.get_ignore_case(name).map(|list| list.items().collect::<Vec<_>>()).unwrap_or_default();
    let mut any_of = Vec::new();
    let one_each = |values: Vec<json::Value<'_>>, read: &dyn Fn(json::Value<'_>) -> Option<Match<'static>>| {
        values
            .into_iter()
            .filter_map(|value| Some(AllOf { span: value.span(), matches: vec![read(value)?] }))
            .collect::<Vec<_>>()
    };
    let mut subjects = list("subject");
    subjects.extend(list("accessPackages"));
    let subjects = one_each(subjects, &|value| attribute_match(value, Category::Subject));
    let actions = one_each(list("actions"), &action_match);
    let resources = list("resources")
        .into_iter()
        .map(|all_of| AllOf {
            span: all_of.span(),
            matches: all_of.items().filter_map(|one| attribute_match(one, Category::Resource)).collect(),
        })
        .filter(|all_of| !all_of.matches.is_empty())
        .collect::<Vec<_>>();
    for (name, all_of) in [("subject", subjects), ("resources", resources), ("actions", actions)] {
        if !all_of.is_empty() {
            let span = value.get_ignore_case(name).map_or(at, |list| list.span());
            any_of.push(AnyOf { span, start_tag: span, all_of });
        }
    }
    Rule {
        span: at,
        start_tag: Span::new(at.start, at.start + 1),
        id: value.get_ignore_case("ruleId").and_then(text).unwrap_or(Spanned::new(Cow::Borrowed(""), at)),
        effect: Spanned::new(Effect::Permit, at),
        description: value.get_ignore_case("description").and_then(text),
        target: Some(Target { span: at, any_of }),
        condition: None,
        obligations: Vec::new(),
        advice: Vec::new(),
    }
}

/// `urn:attribute:value`: cut at the last colon, but for access lists, whose value has one of its own.
fn attribute_match(value: json::Value<'_>, category: Category) -> Option<Match<'static>> {
    let whole = value.text()?;
    let mapped = whole.mapped();
    let urn = mapped.as_str();
    let cut = match urn.strip_prefix("urn:altinn:access-list:") {
        Some(_) => "urn:altinn:access-list".len(),
        None => urn.rfind(':')?,
    };
    let matching =
        if category == Category::Subject { function::STRING_EQUAL_IGNORE_CASE } else { function::STRING_EQUAL };
    let id = Spanned::new(Cow::Owned(urn[..cut].to_owned()), mapped.span_of(0..cut));
    let text = Spanned::new(Cow::Owned(urn[cut + 1..].to_owned()), mapped.span_of(cut + 1..urn.len()));
    Some(one_match(value.span(), matching, category, id, text))
}

fn action_match(value: json::Value<'_>) -> Option<Match<'static>> {
    let name = text(value)?;
    let id = Spanned::new(Cow::Borrowed("urn:oasis:names:tc:xacml:1.0:action:action-id"), name.span);
    Some(one_match(value.span(), function::STRING_EQUAL, Category::Action, id, name))
}

fn one_match(
    span: Span,
    matching: &'static str,
    category: Category,
    id: Text<'static>,
    text: Text<'static>,
) -> Match<'static> {
    let string = || Spanned::new(Cow::Borrowed(data_type::STRING), span);
    Match {
        span,
        function: Spanned::new(Cow::Borrowed(matching), span),
        value: Value { span, data_type: string(), text, written: None, xpath: None },
        attribute: AttributeSource::Designator(Designator {
            span,
            id,
            category_text: Spanned::new(Cow::Borrowed(category.urn()), span),
            category,
            data_type: string(),
            must_be_present: Spanned::new(false, span),
            issuer: None,
        }),
    }
}

fn text(value: json::Value<'_>) -> Option<Text<'static>> {
    let text = value.text()?;
    Some(Spanned::new(Cow::Owned(text.value().into_owned()), text.inner()))
}
