//! What of one rule matches the request, and what does not, each with its place.

use crate::altinn::attribute;
use crate::pdp::Request;
use crate::pdp::trace::{Choice, Part, RuleTrace, State, Test};
use crate::report::Screen;
use crate::report::words::{one_line, padded, push_item};
use crate::source::{Source, Span};
use crate::xacml::Category;
use owo_colors::Style;

/// Values that are named before the rest is counted.
const MOST_VALUES: usize = 6;
/// The columns of `  resource  no   `.
const HEAD: usize = 17;

/// Appends a line for each part of a rule, and one for each category that the rule leaves open.
pub(super) fn push_all(rule: &RuleTrace, source: &Source, request: &Request, screen: Screen, text: &mut String) {
    let mixed = rule.parts.iter().any(|part| part.category.is_none());
    for category in [Category::Subject, Category::Resource, Category::Action] {
        if !mixed && rule.parts.iter().all(|part| part.category != Some(category)) {
            let open = match category {
                Category::Subject => "anybody: the rule names no subject",
                Category::Action => "any action: the rule names none",
                _ => "anything: the rule names no resource",
            };
            line(category.name(), &State::Match, open, screen, text);
        }
        for part in rule.parts.iter().filter(|part| part.category == Some(category)) {
            push(category.name(), part, source, request, screen, text);
        }
    }
    let known = [Category::Subject, Category::Resource, Category::Action];
    for part in rule.parts.iter().filter(|part| part.category.is_none_or(|category| !known.contains(&category))) {
        push(part.category.map_or("target", Category::name), part, source, request, screen, text);
    }
    if let Some((span, state)) = &rule.condition {
        let holds = match state {
            State::Match => "it holds".to_owned(),
            State::NoMatch => "it does not hold".to_owned(),
            State::Fails(why, _) => format!("it fails: {why}"),
            State::Undecided(why) => why.clone(),
        };
        line("condition", state, &format!("{holds} ({})", place(source, *span)), screen, text);
    }
}

fn push(name: &str, part: &Part, source: &Source, request: &Request, screen: Screen, text: &mut String) {
    let words = match &part.state {
        State::Match => matched(part, source),
        State::NoMatch => missed(part, source, request),
        State::Fails(why, _) | State::Undecided(why) => {
            let span =
                part.choices.iter().find(|choice| choice.state == part.state).and_then(|choice| choice.tests.first());
            span.map_or_else(|| why.clone(), |test| format!("{why} ({})", place(source, test.span)))
        }
    };
    line(name, &part.state, &words, screen, text);
}

fn line(name: &str, state: &State, words: &str, screen: Screen, text: &mut String) {
    let (word, style) = match state {
        State::Match => ("yes", Style::new().green()),
        State::NoMatch => ("no", Style::new().red()),
        State::Fails(..) => ("!", Style::new().yellow().bold()),
        State::Undecided(_) => ("?", Style::new().yellow().bold()),
    };
    let head = format!("  {}  {}", padded(name, 9), screen.paint(&padded(word, 4), style));
    push_item(text, &head, HEAD, &one_line(words), screen.columns());
}

fn place(source: &Source, span: Span) -> String {
    let position = source.position(span.start);
    format!("{}:{}", position.line, position.column)
}

/// `task Task_1`
fn asked(test: &Test) -> String {
    named(&test.attribute, &test.wanted)
}

/// A value behind the name of its attribute; actions have but one, which goes without saying.
fn named(attribute: &str, value: &str) -> String {
    if attribute == attribute::ACTION_ID { value.to_owned() } else { format!("{} {value}", short(attribute)) }
}

/// An attribute without what all of Altinn's have in common.
fn short(attribute: &str) -> &str {
    match attribute {
        attribute::ACTION_ID => "action",
        _ => attribute.strip_prefix("urn:altinn:").unwrap_or(attribute),
    }
}

fn matched(part: &Part, source: &Source) -> String {
    let Some(choice) = part.choices.iter().find(|choice| choice.state == State::Match) else { return String::new() };
    let asks: Vec<String> = choice.tests.iter().map(asked).collect();
    let at = choice.tests.first().map_or_else(String::new, |test| format!(" ({})", place(source, test.span)));
    format!("{}{at}", asks.join(", "))
}

/// What of the nearest choices is missing, and what the request has in its place.
fn missed(part: &Part, source: &Source, request: &Request) -> String {
    fn misses(choice: &Choice) -> Vec<&Test> {
        choice.tests.iter().filter(|test| test.state != State::Match).collect()
    }
    let fewest = part.choices.iter().map(|choice| misses(choice).len()).min().unwrap_or(0);
    let nearest: Vec<Vec<&Test>> = part.choices.iter().map(misses).filter(|tests| tests.len() == fewest).collect();
    let Some(first) = nearest.first().and_then(|tests| tests.first()) else {
        return "each value matches, but not together".to_owned();
    };
    let mut wants: Vec<String> = Vec::new();
    let mut attributes: Vec<&str> = Vec::new();
    for test in nearest.iter().flatten() {
        if !attributes.contains(&test.attribute.as_str()) {
            attributes.push(&test.attribute);
        }
    }
    let mut has: Vec<String> = Vec::new();
    for attribute in attributes {
        let of_it = nearest.iter().flatten().filter(|test| test.attribute == attribute);
        let mut values: Vec<&str> = Vec::new();
        for test in of_it {
            if !values.contains(&test.wanted.as_str()) {
                values.push(&test.wanted);
            }
        }
        wants.push(named(attribute, &listed(&values, "or")));
        let found: Vec<&str> = request
            .attributes()
            .iter()
            .filter(|one| part.category.is_none_or(|category| one.category == category) && one.id == attribute)
            .flat_map(|one| &one.values)
            .map(String::as_str)
            .collect();
        has.push(match found.as_slice() {
            [] => format!("no {}", short(attribute)),
            found => named(attribute, &listed(found, "and")),
        });
    }
    let joint = if fewest > 1 { " and " } else { ", or " };
    format!("wants {} ({}); the request has {}", wants.join(joint), place(source, first.span), has.join(" and "))
}

/// `a, b or c`, the rest counted where there are many.
fn listed(values: &[&str], last: &str) -> String {
    let rest = values.len().saturating_sub(MOST_VALUES);
    let counted = (rest > 0).then(|| format!("{rest} more"));
    let names: Vec<&str> = values.iter().take(MOST_VALUES).copied().chain(counted.as_deref()).collect();
    match names.split_last() {
        Some((end, start)) if !start.is_empty() => format!("{} {last} {end}", start.join(", ")),
        _ => names.concat(),
    }
}
