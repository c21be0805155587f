//! The same mistake in many places is one finding.

use crate::altinn::Person;
use crate::finding::{Edit, Effect, Finding, Fix, Safety};
use crate::rules::grammar;
use crate::source::Span;
use crate::workspace::{PolicyFile, PolicyForm};
use crate::xacml::{Effect as RuleEffect, Match, Rule};
use std::borrow::Cow;

/// Places grouped by what is wrong, in the order in which each was first seen.
pub(crate) struct Places<K> {
    groups: Vec<(K, Vec<Span>)>,
}

impl<K: PartialEq> Places<K> {
    pub(crate) const fn new() -> Self {
        Self { groups: Vec::new() }
    }

    pub(crate) fn add(&mut self, key: K, span: Span) {
        match self.groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, spans)) => spans.push(span),
            None => self.groups.push((key, vec![span])),
        }
    }

    pub(crate) fn into_groups(self) -> Vec<(K, Vec<Span>)> {
        self.groups
    }
}

/// Says how often it stands there, and names a few of the other places.
pub(crate) fn also(finding: &mut Finding, file: &PolicyFile<'_>, spans: &[Span]) {
    if spans.len() > 1 {
        finding.note(format!("it stands in {}", grammar::count(spans.len(), "place")));
    }
    for span in spans.iter().skip(1).take(3) {
        finding.also(file.at(*span), "here too");
    }
}

/// A repair that writes the same value in every place. A person must judge it where a rule denies by that value, for then
/// somebody may lose what they have.
pub(crate) fn write_everywhere(file: &PolicyFile<'_>, spans: &[Span], text: &str, title: String) -> Fix {
    Fix::new(title, safety(file, spans), Effect::Corrects, edits(file, spans, text))
}

/// A safe repair that writes the same text in every place, so that requests that fail are decided.
pub(crate) fn mend_everywhere(file: &PolicyFile<'_>, spans: &[Span], text: &str, title: String) -> Fix {
    Fix::new(title, Safety::Safe, Effect::Mends, edits(file, spans, text))
}

/// Whether values in these places can be put right without anybody losing what they have.
pub(crate) fn safety(file: &PolicyFile<'_>, spans: &[Span]) -> Safety {
    let mut denying = file.policy.rules.iter().filter(|rule| rule.effect.value == RuleEffect::Deny);
    let is_there = |rule: &Rule<'_>| spans.iter().any(|span| rule.span.contains(*span));
    if denying.any(is_there) { Safety::Unsafe } else { Safety::Safe }
}

/// The same, where a person must judge whether the text is the one that was meant.
pub(crate) fn perhaps_everywhere(file: &PolicyFile<'_>, spans: &[Span], text: &str, title: String) -> Fix {
    Fix::new(title, Safety::Unsafe, Effect::Corrects, edits(file, spans, text))
}

fn edits(file: &PolicyFile<'_>, spans: &[Span], text: &str) -> Vec<Edit> {
    let text = in_file(file, text);
    spans.iter().map(|span| Edit { at: file.at(*span), text: text.clone().into_owned() }).collect()
}

/// A text as it is written in the policy's file.
pub(crate) fn in_file<'t>(file: &PolicyFile<'_>, text: &'t str) -> Cow<'t, str> {
    let special: &[(&str, &str)] = match file.form {
        PolicyForm::Xml => &[("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;")],
        PolicyForm::Studio => &[("\\", "\\\\"), ("\"", "\\\"")],
    };
    special.iter().fold(Cow::Borrowed(text), |text, (plain, written)| match text.contains(plain) {
        true => Cow::Owned(text.replace(plain, written)),
        false => text,
    })
}

/// The text of a match of the policy, made to name somebody else. None for a value that Altinn has none of that kind of.
pub(crate) fn renamed(file: &PolicyFile<'_>, one: &Match<'_>, person: &Person) -> Option<String> {
    let is_plain = person.value.chars().all(|character| character.is_alphanumeric() || "-_.".contains(character));
    let mut holes = [(one.value.text.span, person.value.as_str()), (one.designator()?.id.span, &*person.attribute)];
    holes.sort_unstable_by_key(|(span, _)| span.start);
    let mut text = String::new();
    let mut from = one.span.start;
    for (hole, with) in holes.iter().filter(|_| is_plain) {
        text.push_str(file.source.slice(Span::new(from, hole.start)));
        text.push_str(with);
        from = hole.end;
    }
    text.push_str(file.source.slice(Span::new(from, one.span.end)));
    is_plain.then_some(text)
}
