//! The edits that let people read: put together from what the author has written already.

mod style;

use crate::altinn::{Person, attribute};
use crate::finding::{Edit, Effect as Change, Fix, Grant, Safety};
use crate::pdp::Decision;
use crate::rules::faults::folds_to_bound;
use crate::rules::people::Readers;
use crate::rules::places::renamed;
use crate::source::Span;
use crate::workspace::{PolicyForm, READ};
use crate::xacml::{AllOf, AnyOf, Category, Effect, Match, Policy, Rule};
use style::Style;

/// Read on the whole app or resource for these people: the smallest of the edits that give it and nothing else. They are
/// named in a rule that grants just this to others, or the rule that holds them is opened to the whole, or a rule of
/// their own is added. None where the policy has no text to copy a part of it from.
///
/// Every match is a copy of one that stands in the policy, so functions, prefixes and placeholders are the author's own;
/// and the shape is the one that Altinn Studio writes (one subject to an `AllOf`, one category to an `AnyOf`), so that a
/// save there keeps it.
///
/// `turn` counts the repairs of this kind that may be made to the same policy, so that no two of them take the same id.
pub(super) fn read_on_the_whole(readers: &Readers<'_, '_>, people: &[usize], turn: usize) -> Option<Fix> {
    let file = readers.file;
    // A namespace that is declared inside one rule is not at hand in another.
    let declares = |rule: &Rule<'_>| file.source.slice(rule.span).contains("xmlns");
    if file.form != PolicyForm::Xml || file.policy.rules.iter().any(declares) || people.iter().any(is_denied(readers)) {
        return None;
    }
    let subjects: Vec<String> =
        people.iter().map(|&who| subject(readers, readers.person(who))).collect::<Option<_>>()?;
    let resource = resource(readers)?;
    let rules = || file.policy.rules.iter().filter(|rule| gives_only_read(rule));
    let joined = rules().filter_map(|rule| name_beside(readers, rule, &subjects));
    let opened = rules().filter_map(|rule| open_to_the_whole(readers, rule, people, &resource));
    let shortest = joined.chain(opened).min_by_key(|(_, edit)| edit.text.len());
    let (title, edit) = shortest.or_else(|| rule_of_their_own(readers, &subjects, &resource, turn))?;
    let grant = |subject| Grant { subject, action: READ.to_owned(), at: None };
    let grants = readers.access.subjects(people).into_iter().map(grant).collect();
    Some(Fix::new(title, Safety::Safe, Change::Grants(grants), vec![edit]))
}

/// Whether a rule denies somebody read in some place, so that no grant helps there.
fn is_denied(readers: &Readers<'_, '_>) -> impl Fn(&usize) -> bool {
    move |&who| {
        let mut cells = (0..readers.access.places.len()).map(|place| readers.cell(who, place));
        cells.any(|cell| readers.access.rule_behind(cell, Effect::Deny).is_some())
    }
}

/// Takes `read` out of a rule that denies it to people who may read elsewhere. None where the rule denies nothing else,
/// for then it is the rule as a whole that is in question.
pub(super) fn read_out_of_the_denial(readers: &Readers<'_, '_>, number: usize) -> Option<Fix> {
    let (file, access) = (readers.file, readers.access);
    let rule = file.policy.rules.get(number).filter(|_| file.form == PolicyForm::Xml)?;
    let any_of = only_any_of(rule, Category::Action)?;
    let (reading, others): (Vec<&AllOf<'_>>, Vec<&AllOf<'_>>) =
        any_of.all_of.iter().partition(|all_of| all_of.matches.iter().all(is_read));
    if reading.is_empty() || others.is_empty() {
        return None;
    }
    let mut grants = Vec::new();
    for place in 0..access.places.len() {
        let is_shut = |who: &usize| {
            let cell = readers.cell(*who, place);
            readers.reads_at(*who, readers.place)
                && access.decide(cell) == Decision::Deny
                && access.rule_behind(cell, Effect::Deny) == Some(number)
        };
        let at = access.places[place].id().map(str::to_owned);
        for who in (0..access.people.len()).filter(is_shut) {
            let subject = access.people[who].person.subject();
            grants.push(Grant { subject, action: READ.to_owned(), at: at.clone() });
        }
    }
    let without = |all_of: &&AllOf<'_>| {
        let text = file.source.text().get(..all_of.span.start as usize).unwrap_or_default();
        let start = u32::try_from(text.trim_end().len()).unwrap_or(all_of.span.start);
        Edit { at: file.at(Span::new(start, all_of.span.end)), text: String::new() }
    };
    let edits = reading.iter().map(without).collect();
    let title = "take `read` out of the rule that denies it";
    Some(Fix::new(title, Safety::Unsafe, Change::Grants(grants), edits))
}

fn of<'p, 't>(policy: &'p Policy<'t>, category: Category) -> impl Iterator<Item = &'p Match<'t>> {
    policy.matches().map(|(_, one)| one).filter(move |one| one.category() == category)
}

fn is_read(one: &Match<'_>) -> bool {
    one.category() == Category::Action && one.attribute_id() == attribute::ACTION_ID && one.value.text.value == READ
}

/// Whether a rule permits read, no other action, and that without a condition.
fn gives_only_read(rule: &Rule<'_>) -> bool {
    let is_plain = rule.effect.value == Effect::Permit && rule.condition.is_none();
    is_plain && rule.names(Category::Action) && rule.matches_of(Category::Action).all(is_read)
}

/// The AnyOf that names a category, if it is the only one and names nothing else.
fn only_any_of<'r, 't>(rule: &'r Rule<'t>, category: Category) -> Option<&'r AnyOf<'t>> {
    let names = |any_of: &&AnyOf<'_>| {
        any_of.all_of.iter().flat_map(|all_of| &all_of.matches).any(|one| one.category() == category)
    };
    let mut naming = rule.target.as_ref()?.any_of.iter().filter(names);
    let only = naming.next().filter(|_| naming.next().is_none())?;
    let mut matches = only.all_of.iter().flat_map(|all_of| &all_of.matches);
    matches.all(|one| one.category() == category).then_some(only)
}

/// Whether an AllOf names the whole app or resource and nothing of its inside.
fn is_the_whole(readers: &Readers<'_, '_>, all_of: &AllOf<'_>) -> bool {
    let ids: Vec<&str> = all_of.matches.iter().map(Match::attribute_id).collect();
    let names_it = ids == [attribute::ORG, attribute::APP] || ids == [attribute::RESOURCE];
    names_it && all_of.matches.iter().all(|one| readers.names_the_service(one))
}

/// The subjects, named in a rule that grants read on the whole to others.
fn name_beside(readers: &Readers<'_, '_>, rule: &Rule<'_>, subjects: &[String]) -> Option<(String, Edit)> {
    let resources = only_any_of(rule, Category::Resource)?;
    if !resources.all_of.iter().any(|all_of| is_the_whole(readers, all_of)) {
        return None;
    }
    let file = readers.file;
    let last = only_any_of(rule, Category::Subject)?.all_of.last()?;
    let text = subjects.iter().map(|one| style::like(file, last, std::slice::from_ref(one))).collect::<Option<_>>()?;
    let at = file.at(Span::new(last.span.end, last.span.end));
    let title = format!("name them in the rule that grants `read` on {}", readers.whole());
    Some((title, Edit { at, text }))
}

/// A rule in which exactly these people read somewhere inside, or others who read on the whole anyway, opened to the whole.
fn open_to_the_whole(
    readers: &Readers<'_, '_>,
    rule: &Rule<'_>,
    people: &[usize],
    resource: &[String],
) -> Option<(String, Edit)> {
    let file = readers.file;
    let subjects = only_any_of(rule, Category::Subject)?;
    let names = |all_of: &AllOf<'_>, who: usize| {
        let [only] = all_of.matches.as_slice() else { return false };
        readers.person(who).is(only.attribute_id(), &only.value.text.value)
    };
    let reads = |who: &usize| people.contains(who) || readers.reads_at(*who, readers.place);
    let all = 0..readers.access.people.len();
    let is_fine = |all_of: &AllOf<'_>| all.clone().filter(reads).any(|who| names(all_of, who));
    let holds_all = people.iter().all(|&who| subjects.all_of.iter().any(|all_of| names(all_of, who)));
    if !holds_all || !subjects.all_of.iter().all(is_fine) {
        return None;
    }
    let last = only_any_of(rule, Category::Resource)?.all_of.last()?;
    let at = file.at(Span::new(last.span.end, last.span.end));
    let title = format!("open the rule that lets them `read` to {}", readers.whole());
    Some((title, Edit { at, text: style::like(file, last, resource)? }))
}

/// One more rule, after the last of the policy.
fn rule_of_their_own(
    readers: &Readers<'_, '_>,
    subjects: &[String],
    resource: &[String],
    turn: usize,
) -> Option<(String, Edit)> {
    let file = readers.file;
    let last = file.policy.rules.last()?;
    let action = of(&file.policy, Category::Action).find(|one| is_read(one) && folds_to_bound(one, READ, READ))?;
    let action = file.source.slice(action.span).to_owned();
    let text = Style::of(file, last).rule(&new_id(&file.policy, last, turn), subjects, resource, &action);
    let at = file.at(Span::new(last.span.end, last.span.end));
    Some((format!("add a rule that grants `read` on {}", readers.whole()), Edit { at, text }))
}

/// The match that names a person; for one whom the policy does not name, another of a user, made to name them.
fn subject(readers: &Readers<'_, '_>, person: &Person) -> Option<String> {
    let file = readers.file;
    let of_this_name = |one: &&Match<'_>| {
        one.attribute_id() == person.attribute && folds_to_bound(one, &one.value.text.value, &person.value)
    };
    let sound = || {
        let matches = of(&file.policy, Category::Subject).filter(|one| readers.is_sound(one));
        matches.filter(|one| folds_to_bound(one, &one.value.text.value, &one.value.text.value))
    };
    if let Some(one) = sound().find(of_this_name) {
        return Some(file.source.slice(one.span).to_owned());
    }
    let donor = sound().find(|one| one.attribute_id() == person.attribute);
    let role = || sound().find(|one| matches!(one.attribute_id(), attribute::ROLE_CODE | attribute::ACCESS_PACKAGE));
    renamed(file, donor.or_else(role)?, person)
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
                let own = |one: &&Match<'_>| one.category() == Category::Resource && readers.names_the_service(one);
                let mut matches = all_of.matches.iter().filter(own);
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
