//! The answer to one request for a person: yes or no, and why, rule by rule.

mod part;

use super::Screen;
use super::words::{one_line, path_on_screen, push_item, wrapping};
use crate::altinn::{Person, Place};
use crate::pdp::trace::{RuleTrace, State};
use crate::pdp::{Answer, Decision, Duty, Request};
use crate::rules::grammar::{count, list};
use crate::source::{Location, Source};
use crate::xacml::{Effect, Policy};
use owo_colors::Style;
use std::io::{self, Write};
use std::sync::Arc;

/// Rules that are listed where no rule decided.
const MOST_RULES: usize = 5;

/// Who asks what, where the request was made from words.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// Everything that the one who asks holds.
    pub people: &'a [Person],
    /// What is asked for.
    pub action: &'a str,
    /// Where.
    pub place: &'a Place,
    /// Whether a user who is to be notified can hold all of it.
    pub reaches: bool,
}

/// A policy whose rules were traced.
#[derive(Clone, Debug)]
pub struct Traced<'a> {
    /// The file.
    pub source: &'a Arc<Source>,
    /// The policy.
    pub policy: &'a Policy<'a>,
    /// Its rules in order.
    pub rules: Vec<RuleTrace>,
}

/// One answer with what it rests on.
#[derive(Clone, Debug)]
pub struct AnswerView<'a> {
    /// Who asks what; none for a request that was read from a file.
    pub question: Option<Question<'a>>,
    /// The number of the request among those of its file, where there are several.
    pub number: Option<usize>,
    /// The answer.
    pub answer: &'a Answer,
    /// The place that the answer's reason points at.
    pub cause: Option<Location>,
    /// Obligations and advice.
    pub duties: &'a [Duty],
    /// The policies that were asked.
    pub policies: Vec<Traced<'a>>,
    /// What was asked.
    pub request: &'a Request,
    /// What else there is to know, a sentence each.
    pub notes: Vec<String>,
    /// The name of the dialect.
    pub dialect: &'a str,
    /// The day the answer holds for.
    pub as_of: &'a str,
}

/// Prints an answer. With `all`, every rule is listed, else those that decided or came near.
///
/// # Errors
/// Whatever `out` refuses.
pub fn answer(view: &AnswerView<'_>, all: bool, screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let mut text = String::new();
    verdict(view, screen, &mut text);
    for traced in &view.policies {
        let shown = rules(view, traced, all, screen, &mut text);
        further(traced.rules.len() - shown, shown, screen, &mut text);
    }
    for note in &view.notes {
        push_item(&mut text, "note: ", 6, &one_line(note), screen.prose());
    }
    for hinge in &view.answer.hinges {
        push_item(&mut text, "note: ", 6, &format!("the answer hangs on this: {}", hinge.text()), screen.prose());
    }
    out.write_all(text.as_bytes())
}

/// Prints the request of an answer, as it would be sent.
///
/// # Errors
/// Whatever `out` refuses.
pub fn request(view: &AnswerView<'_>, screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let title = match &view.question {
        Some(question) => {
            format!("The request as {} sends it, with what the decision point adds:", question.place.asked_by())
        }
        None => "The request:".to_owned(),
    };
    writeln!(out, "\n{}", screen.paint(&title, Style::new().bold()))?;
    let json = view.request.to_json();
    writeln!(out, "{{\"Request\": {{")?;
    let categories = json["Request"].as_object().into_iter().flatten();
    let last = categories.clone().count();
    for (number, (category, entities)) in categories.enumerate() {
        writeln!(out, "  \"{category}\": [{{\"Attribute\": [")?;
        let attributes = entities[0]["Attribute"].as_array().map(Vec::as_slice).unwrap_or_default();
        for (at, attribute) in attributes.iter().enumerate() {
            let comma = if at + 1 < attributes.len() { "," } else { "" };
            writeln!(out, "    {attribute}{comma}")?;
        }
        writeln!(out, "  ]}}]{}", if number + 1 < last { "," } else { "" })?;
    }
    writeln!(out, "}}}}")
}

fn verdict(view: &AnswerView<'_>, screen: Screen, text: &mut String) {
    let decision = view.answer.decision;
    let (word, style) = match decision {
        Decision::Permit => ("yes", Style::new().green().bold()),
        Decision::Undecided => ("cannot tell", Style::new().yellow().bold()),
        Decision::Deny | Decision::NotApplicable | Decision::Indeterminate => ("no", Style::new().red().bold()),
    };
    let head = match view.number {
        Some(number) => format!("request {number}: {word}"),
        None => word.to_owned(),
    };
    let sentence = match &view.question {
        Some(question) => one_line(&sentence(question, view.answer)).into_owned(),
        None => why(view.answer),
    };
    let line = format!("{head}: {sentence}");
    let line = textwrap::fill(&line, wrapping(screen.prose(), "", ""));
    text.push_str(&line.replacen(&head, &screen.paint(&head, style), 1));
    text.push('\n');
    let held = format!("({}; dialect {}, as of {})", decision.name(), view.dialect, view.as_of);
    text.push_str(&screen.paint(&held, Style::new().dimmed()));
    text.push('\n');
    if let (Some(cause), Some(reason)) = (&view.cause, &view.answer.because) {
        let is_rule = view.policies.iter().any(|traced| {
            Arc::ptr_eq(traced.source, &cause.source)
                && traced.policy.rules.iter().any(|rule| rule.start_tag == cause.span)
        });
        if !is_rule {
            text.push_str(&format!("{}  {}\n", position(cause), one_line(&reason.text)));
        }
    }
    for duty in view.duties {
        let values: Vec<String> = duty.assignments.iter().map(|one| format!("{} = {}", one.id, one.text)).collect();
        let values = if values.is_empty() { String::new() } else { format!(" ({})", values.join(", ")) };
        push_item(text, "with ", 5, &one_line(&format!("`{}`{values}", duty.id)), screen.prose());
    }
}

/// `path:line:column`
fn position(at: &Location) -> String {
    let position = at.source.position(at.span.start);
    format!("{}:{}:{}", path_on_screen(at.source.path()), position.line, position.column)
}

fn why(answer: &Answer) -> String {
    let reason = |otherwise: &str| answer.because.as_ref().map_or_else(|| otherwise.to_owned(), |one| one.text.clone());
    match answer.decision {
        Decision::Permit => "a rule grants it".to_owned(),
        Decision::Deny => "a rule forbids it".to_owned(),
        Decision::NotApplicable => "no rule grants it".to_owned(),
        Decision::Indeterminate => format!("the decision fails: {}", reason("a rule fails")),
        Decision::Undecided => reason("the rules hang on what is not known here"),
    }
}

fn sentence(question: &Question<'_>, answer: &Answer) -> String {
    let names: Vec<String> = question.people.iter().map(Person::display).collect();
    let who = match names.as_slice() {
        [only] => only.clone(),
        _ => format!("whoever is all of {}", list(&names)),
    };
    let (action, place) = (question.action, question.place.display());
    let told = question.place.is_notified_at() && action == crate::workspace::READ && question.reaches;
    match answer.decision {
        Decision::Permit => {
            let told = if told { ", and is notified" } else { "" };
            format!("{who} may {action} {place}{told}")
        }
        Decision::Undecided => format!("whether {who} may {action} {place}: {}", why(answer)),
        Decision::Deny | Decision::NotApplicable | Decision::Indeterminate => {
            let told = if told { " and is never notified" } else { "" };
            format!("{who} may not {action} {place}{told}: {}", why(answer))
        }
    }
}

/// Lists rules and says how many.
fn rules(view: &AnswerView<'_>, traced: &Traced<'_>, all: bool, screen: Screen, text: &mut String) -> usize {
    let decisive = view
        .cause
        .as_ref()
        .filter(|cause| Arc::ptr_eq(&cause.source, traced.source))
        .and_then(|cause| traced.policy.rules.iter().position(|rule| rule.span.contains(cause.span)));
    let mut shown: Vec<&RuleTrace> = traced.rules.iter().collect();
    // The rule that decided, then those that apply or fail, then those that come near, then as they stand.
    let rank = |rule: &RuleTrace| (Some(rule.rule) != decisive, rule.state == State::NoMatch, rule.misses());
    shown.sort_by_key(|rule| rank(rule));
    if !all {
        let is_granted = view.answer.decision == Decision::Permit;
        shown.retain(|rule| {
            Some(rule.rule) == decisive || rule.state != State::NoMatch || (!is_granted && rule.misses() < 2)
        });
        shown.truncate(MOST_RULES);
    }
    for rule in &shown {
        push_rule(view, traced, rule, Some(rule.rule) == decisive, screen, text);
    }
    shown.len()
}

fn push_rule(
    view: &AnswerView<'_>,
    traced: &Traced<'_>,
    rule: &RuleTrace,
    is_decisive: bool,
    screen: Screen,
    text: &mut String,
) {
    let Some(model) = traced.policy.rules.get(rule.rule) else { return };
    let verb = match model.effect.value {
        Effect::Permit => "permits",
        Effect::Deny => "denies",
    };
    let outcome = match (&rule.state, is_decisive) {
        (State::Match, true) => format!("applies and {verb}, which decides it"),
        (State::Match, false) => format!("applies and {verb}"),
        (State::NoMatch, _) => "does not apply".to_owned(),
        (State::Fails(why, _), _) => format!("fails: {why}"),
        (State::Undecided(why), _) => format!("cannot be told: {why}"),
    };
    text.push('\n');
    let at = Location::new(traced.source, model.start_tag);
    let title = format!("{}  rule {}", position(&at), one_line(&model.id.value));
    text.push_str(&format!("{} {}\n", screen.paint(&title, Style::new().bold()), one_line(&outcome)));
    let description =
        model.description.as_ref().map(|text| text.value.split_whitespace().collect::<Vec<_>>().join(" "));
    if let Some(description) = description.filter(|text| !text.is_empty()) {
        push_item(text, "  ", 2, &screen.paint(&one_line(&description), Style::new().dimmed()), screen.prose());
    }
    part::push_all(rule, traced.source, view.request, screen, text);
}

fn further(rest: usize, shown: usize, screen: Screen, text: &mut String) {
    if rest == 0 {
        return;
    }
    let rules = if shown == 0 { count(rest, "rule") } else { count(rest, "more rule") };
    let verb = if rest == 1 { "does" } else { "do" };
    let line = format!("\n{rules} {verb} not apply; `--all` shows them\n");
    text.push_str(&screen.paint(&line, Style::new().dimmed()));
}
