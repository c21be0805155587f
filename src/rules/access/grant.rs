//! The edit that lets people be notified: one more rule, put together from what the author has written already.

use crate::altinn::{Person, attribute};
use crate::finding::{Edit, Fix, Safety};
use crate::rules::people::Readers;
use crate::source::Span;
use crate::workspace::{PolicyFile, PolicyForm, READ};
use crate::xacml::{AllOf, Category, Match, Policy, Rule};

/// A rule that grants read on the whole app or resource to these people, after the last rule of the policy. None where
/// the policy has no text to copy a part of it from.
///
/// Every match is a copy of one that stands in the policy, so functions, prefixes and placeholders are the author's own.
///
/// `turn` counts the repairs of this kind that may be made to the same policy, so that no two of them take the same id.
pub(super) fn read_on_the_whole(readers: &Readers<'_, '_>, people: &[usize], turn: usize) -> Option<Fix> {
    let file = readers.file;
    let last = file.policy.rules.last().filter(|_| file.form == PolicyForm::Xml)?;
    // A namespace that is declared inside one rule is not at hand in another.
    let declares = |rule: &Rule<'_>| file.source.slice(rule.span).contains("xmlns");
    if file.policy.rules.iter().any(declares) {
        return None;
    }
    let subjects: Vec<String> = people.iter().map(|&who| subject(file, readers.person(who))).collect::<Option<_>>()?;
    let resource = resource(readers)?;
    let action = of(&file.policy, Category::Action)
        .find(|one| one.attribute_id() == attribute::ACTION_ID && one.value.text.value == READ)
        .map(|one| file.source.slice(one.span).to_owned())?;
    let style = Style::of(file, last);
    let text = style.rule(&new_id(&file.policy, last, turn), &subjects, &resource, &action);
    let at = file.at(Span::new(last.span.end, last.span.end));
    Some(Fix {
        title: format!("add a rule that grants `read` on {}", readers.whole()),
        safety: Safety::Unsafe,
        edits: vec![Edit { at, text }],
    })
}

fn of<'p, 't>(policy: &'p Policy<'t>, category: Category) -> impl Iterator<Item = &'p Match<'t>> {
    policy.matches().map(|(_, one)| one).filter(move |one| one.category() == category)
}

/// The match that names a person; for one whom the policy does not name, another of the same attribute with their value.
fn subject(file: &PolicyFile<'_>, person: &Person) -> Option<String> {
    let own = |one: &&Match<'_>| person.is(one.attribute_id(), &one.value.text.value);
    if let Some(one) = of(&file.policy, Category::Subject).find(own) {
        return Some(file.source.slice(one.span).to_owned());
    }
    let donor = of(&file.policy, Category::Subject).find(|one| one.attribute_id() == person.attribute)?;
    let is_plain = person.value.chars().all(|character| character.is_alphanumeric() || "-_.".contains(character));
    let (whole, value) = (donor.span, donor.value.text.span);
    let before = file.source.slice(Span::new(whole.start, value.start));
    let after = file.source.slice(Span::new(value.end, whole.end));
    is_plain.then(|| format!("{before}{}{after}", person.value))
}

/// The matches that name the whole app or resource and nothing of its inside.
fn resource(readers: &Readers<'_, '_>) -> Option<Vec<String>> {
    let file = readers.file;
    let targets = file.policy.rules.iter().flat_map(|rule| &rule.target);
    let all_ofs: Vec<&AllOf<'_>> =
        targets.flat_map(|target| &target.any_of).flat_map(|any_of| &any_of.all_of).collect();
    let named = |wanted: &[&str]| {
        all_ofs.iter().find_map(|all_of| {
            let one = |id: &&str| {
                let mut matches =
                    all_of.matches.iter().filter(|one| one.category() == Category::Resource && readers.is_sound(one));
                matches.find(|one| one.attribute_id() == *id).map(|one| file.source.slice(one.span).to_owned())
            };
            wanted.iter().map(one).collect::<Option<Vec<String>>>()
        })
    };
    named(&[attribute::ORG, attribute::APP]).or_else(|| named(&[attribute::RESOURCE]))
}

/// The id of the last rule with a free number in place of its own: the next one, or the one after it, by turns.
fn new_id(policy: &Policy<'_>, last: &Rule<'_>, turn: usize) -> String {
    let id = last.id.value.as_ref();
    let stem = id.trim_end_matches(|character: char| character.is_ascii_digit());
    let separator = if stem == id { ":" } else { "" };
    let number: usize = id[stem.len()..].parse().unwrap_or(1);
    let ids = (1..).map(|more| format!("{stem}{separator}{}", number.saturating_add(more)));
    let is_free = |id: &String| policy.rules.iter().all(|rule| rule.id.value != *id);
    ids.filter(is_free).nth(turn).unwrap_or_default()
}

/// How the author writes: prefix, indentation and ends of lines.
struct Style<'s> {
    prefix: &'s str,
    indent: &'s str,
    step: String,
    newline: &'static str,
}

impl<'s> Style<'s> {
    fn of(file: &'s PolicyFile<'_>, rule: &Rule<'_>) -> Self {
        let text = file.source.text();
        let tag = file.source.slice(rule.start_tag).trim_start_matches('<');
        let name = tag.split(|end: char| end.is_whitespace() || end == '>' || end == '/').next().unwrap_or_default();
        let prefix = name.strip_suffix("Rule").unwrap_or_default();
        let before = &text[..rule.span.start as usize];
        let line = before.rfind('\n').map_or(before, |at| &before[at + 1..]);
        let indent = if line.trim().is_empty() { line } else { "" };
        let step = match indent {
            "" => "  ".to_owned(),
            tabs if tabs.starts_with('\t') => "\t".to_owned(),
            spaces => " ".repeat(spaces.len().clamp(1, 4)),
        };
        Self { prefix, indent, step, newline: if text.contains("\r\n") { "\r\n" } else { "\n" } }
    }

    fn rule(&self, id: &str, subjects: &[String], resource: &[String], action: &str) -> String {
        let mut lines = Lines { style: self, text: String::new(), depth: 0 };
        let id = id.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        lines.inside("Rule", &format!(" RuleId=\"{id}\" Effect=\"Permit\""), |lines| {
            lines.inside("Target", "", |lines| {
                lines.inside("AnyOf", "", |lines| {
                    for subject in subjects {
                        lines.all_of(std::slice::from_ref(subject));
                    }
                });
                lines.inside("AnyOf", "", |lines| lines.all_of(resource));
                lines.inside("AnyOf", "", |lines| lines.all_of(&[action.to_owned()]));
            });
        });
        lines.text
    }
}

struct Lines<'s> {
    style: &'s Style<'s>,
    text: String,
    depth: usize,
}

impl Lines<'_> {
    fn line(&mut self, text: &str) {
        let Style { indent, step, newline, .. } = self.style;
        self.text.push_str(&format!("{newline}{indent}{}{text}", step.repeat(self.depth)));
    }

    fn inside(&mut self, element: &str, attributes: &str, content: impl FnOnce(&mut Self)) {
        let prefix = self.style.prefix;
        self.line(&format!("<{prefix}{element}{attributes}>"));
        self.depth += 1;
        content(self);
        self.depth -= 1;
        self.line(&format!("</{prefix}{element}>"));
    }

    fn all_of(&mut self, matches: &[String]) {
        self.inside("AllOf", "", |lines| matches.iter().for_each(|one| lines.line(one)));
    }
}
