//! Whether a repair does what it says, and nothing else: the decisions before and after, request by request.

use super::obligations::{self, Handed};
use super::touched::Touched;
use super::universe::{Change, Probes, Somebody, Universe};
use crate::altinn::Person;
use crate::finding::{Edit, Effect, Fix, Grant, Subject};
use crate::lint::{Repository, Seen};
use crate::pdp::Decision;
use crate::pdp::altinn::{Binding, Probe, Table, each_any_of};
use crate::workspace::Service;
use crate::xacml::{Category, Effect as RuleEffect, Policy, Rule};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What was compared, and what came out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// How many requests were decided before and after.
    pub compared: usize,
    /// Those that are answered otherwise now, in the order of the people.
    pub changes: Vec<Change>,
    /// Whether the file of the configuration was repaired, and read anew.
    pub of_configuration: bool,
}

/// Why a repair is not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It does not fit the file.
    Misfit(super::Misfit),
    /// The finding would be there all the same.
    Stays,
    /// It would bring a finding that is no lighter.
    Brings(Box<(String, String)>),
    /// It would change an answer that it does not speak of.
    Changes(Box<Change>),
    /// It would not change an answer that it speaks of.
    Leaves(Box<Change>),
    /// An answer cannot be told, so nothing can be compared.
    CannotTell(Box<Change>),
    /// The policy could not be read, or would be one of another service.
    NoPolicy,
    /// The file of the configuration is not among those that were named.
    NotNamed,
    /// The configuration would say something else besides, or could not be used.
    Configuration,
    /// Something that is found would be found no more, and not be silenced either.
    Otherwise,
    /// It would change an obligation that it does not speak of.
    Obligations,
    /// It was made already, and its finding came back.
    Circle,
    /// As many repairs were tried in these files as are tried in one run.
    Enough,
}

/// What can be told of one policy on one side of a repair.
struct Side {
    table: Table,
    probes: Probes,
    rules: Vec<RuleSide>,
    obligations: Vec<Handed>,
}

/// What a rule says, so far as a word put right in it is concerned.
struct RuleSide {
    effect: RuleEffect,
    /// Whether the rule speaks of each person, place and action.
    speaks: [Vec<bool>; 3],
    matches: Vec<Word>,
}

/// What one match compares.
struct Word {
    category: Category,
    attribute: String,
    /// As it stands after deployment.
    value: String,
    /// Whether the repair edits it, or writes it anew.
    is_edited: bool,
}

const CATEGORIES: [Category; 3] = [Category::Subject, Category::Resource, Category::Action];

/// Compares every policy before and after a repair, and holds the difference to what the repair says of itself.
pub(super) fn compare(before: &Repository<'_>, after: &Repository<'_>, fix: &Fix) -> Result<Proof, Refusal> {
    let (mut old, new) = (universes(before), universes(after));
    if !old.keys().eq(new.keys()) {
        return Err(Refusal::NoPolicy);
    }
    for (path, universe) in &mut old {
        let other = new.get(path).ok_or(Refusal::NoPolicy)?;
        *universe = universe.clone().with(other).ok_or(Refusal::NoPolicy)?;
    }
    let (sides, others) = (sides(before, &old, &fix.edits), sides(after, &old, &[]));
    let mut proof = Proof::default();
    for (path, universe) in &old {
        let side = sides.get(path).zip(others.get(path)).ok_or(Refusal::NoPolicy)?;
        let comparison = Comparison { universe, before: side.0, after: side.1 };
        proof.compared += universe.len();
        let is_edited = fix.edits.iter().any(|edit| edit.at.source.path() == path);
        proof.changes.extend(comparison.hold(is_edited.then_some(&fix.effect))?);
    }
    Ok(proof)
}

/// Every service with a policy, by the path of that.
fn each<T: Send>(
    repository: &Repository<'_>,
    look: impl Fn(&Path, &Service<'_>) -> Option<T> + Sync,
) -> BTreeMap<PathBuf, T> {
    let visit = repository.visit(|seen| match seen {
        Seen::Service(service) => {
            let path = service.policy.as_ref()?.source.path();
            Some((path.to_owned(), look(path, service)?))
        }
        Seen::Notices(_) | Seen::Setup(_) => None,
    });
    visit.seen.into_iter().flatten().collect()
}

fn universes(repository: &Repository<'_>) -> BTreeMap<PathBuf, Universe> {
    each(repository, |_, service| Universe::of(service))
}

fn sides(repository: &Repository<'_>, of: &BTreeMap<PathBuf, Universe>, edits: &[Edit]) -> BTreeMap<PathBuf, Side> {
    each(repository, |path, service| {
        let policy = &service.policy.as_ref()?.policy;
        let probes = of.get(path)?.probes(policy, &service.binding);
        let own = edits.iter().filter(|edit| edit.at.source.path() == path).map(|edit| edit.at.span);
        let own = Touched::new(own.collect());
        Some(Side {
            table: probes.table(policy, &service.binding),
            rules: rules(policy, &service.binding, &probes, &own),
            obligations: obligations::of(policy),
            probes,
        })
    })
}

fn rules(policy: &Policy<'_>, binding: &Binding, probes: &Probes, edited: &Touched) -> Vec<RuleSide> {
    let side = |rule: &Rule<'_>| {
        let speaks = |category, probes: &[Probe]| -> Vec<bool> {
            let speaks_of = |probe| {
                let each = each_any_of(rule, category, binding, probe);
                each.is_empty() || each.contains(&true)
            };
            probes.iter().map(speaks_of).collect()
        };
        let matches = rule.matches().map(|one| Word {
            category: one.category(),
            attribute: one.attribute_id().to_owned(),
            value: binding.bind(&one.value.text.value).into_owned(),
            is_edited: edited.touches(one.span),
        });
        RuleSide {
            effect: rule.effect.value,
            speaks: [
                speaks(Category::Subject, &probes.people),
                speaks(Category::Resource, &probes.places),
                speaks(Category::Action, &probes.actions),
            ],
            matches: matches.collect(),
        }
    };
    policy.rules.iter().map(side).collect()
}

/// One policy before and after.
struct Comparison<'a> {
    universe: &'a Universe,
    before: &'a Side,
    after: &'a Side,
}

impl Comparison<'_> {
    fn change(&self, cell: [usize; 3]) -> Change {
        let [who, place, action] = cell;
        Change {
            who: self.universe.people[who].clone(),
            place: self.universe.places[place].clone(),
            action: self.universe.actions[action].clone(),
            before: self.before.table.decide(who, place, action),
            after: self.after.table.decide(who, place, action),
        }
    }

    /// The differences, if they are those that the repair speaks of; a policy that is not edited has none.
    fn hold(&self, effect: Option<&Effect>) -> Result<Vec<Change>, Refusal> {
        let is_edited = effect.is_some();
        let effect = effect.unwrap_or(&Effect::Nothing);
        if !obligations::are_kept(&self.before.obligations, &self.after.obligations, effect) {
            return Err(Refusal::Obligations);
        }
        let mut changes = Vec::new();
        for cell in self.universe.cells() {
            let change = self.change(cell);
            // That nothing is known before and after does not say that nothing changed.
            if is_edited && (change.before == Decision::Undecided || change.after == Decision::Undecided) {
                return Err(Refusal::CannotTell(Box::new(change)));
            }
            if change.before != change.after {
                if !self.is_meant(effect, cell, &change) {
                    return Err(Refusal::Changes(Box::new(change)));
                }
                changes.push(change);
            } else if self.is_promised(effect, cell) && change.after != Decision::Permit {
                return Err(Refusal::Leaves(Box::new(change)));
            }
        }
        Ok(changes)
    }

    /// Whether the repair speaks of a request that is answered otherwise now.
    fn is_meant(&self, effect: &Effect, cell: [usize; 3], change: &Change) -> bool {
        match effect {
            Effect::Nothing | Effect::Levels => false,
            Effect::Mends => change.before == Decision::Indeterminate,
            Effect::Undenies => (change.before, change.after) == (Decision::Deny, Decision::NotApplicable),
            Effect::Unpermits => (change.before, change.after) == (Decision::Permit, Decision::NotApplicable),
            Effect::Ends(roles) => change.after == Decision::NotApplicable && self.is_ended(roles, cell),
            Effect::Corrects => self.is_corrected(cell, change),
            Effect::Grants(_) | Effect::Twins(_) => {
                let is_given = change.after == Decision::Permit && self.is_promised(effect, cell);
                is_given || self.is_by_another(effect, cell, change) || self.is_denied_alike(effect, cell, change)
            }
        }
    }

    /// Whether the one who asks has a role that has ended, or is several people at once, of whom one is answered otherwise
    /// for that.
    fn is_ended(&self, roles: &[Subject], [who, place, action]: [usize; 3]) -> bool {
        let has_ended =
            |one: &Somebody| matches!(one, Somebody::Named(person) if roles.iter().any(|role| is(person, role)));
        let changes = |other: usize| {
            let [before, after] = [self.before, self.after].map(|side| side.table.decide(other, place, action));
            before != after
        };
        let people = &self.universe.people;
        has_ended(&people[who])
            || (people[who] == Somebody::Everybody
                && (0..people.len()).any(|other| has_ended(&people[other]) && changes(other)))
    }

    /// Whether somebody is denied what is denied to the one whose twin they become.
    fn is_denied_alike(&self, effect: &Effect, [who, place, action]: [usize; 3], change: &Change) -> bool {
        let (Effect::Twins(twins), Somebody::Named(person)) = (effect, &self.universe.people[who]) else {
            return false;
        };
        let mut others = twins.iter().filter(|twin| is(person, &twin.to)).map(|twin| &twin.of);
        change.after == Decision::Deny && others.any(|of| self.has(of, place, action, Decision::Deny))
    }

    /// Whether somebody is answered so before the repair.
    fn has(&self, subject: &Subject, place: usize, action: usize, decision: Decision) -> bool {
        let named = |one: &Somebody| matches!(one, Somebody::Named(known) if is(known, subject));
        let mut people = self.universe.people.iter().enumerate();
        people.any(|(who, one)| named(one) && self.before.table.decide(who, place, action) == decision)
    }

    /// Whether the one who asks is several people at once, and may now do what one of them may.
    fn is_by_another(&self, effect: &Effect, [who, place, action]: [usize; 3], change: &Change) -> bool {
        let is_all = self.universe.people[who] == Somebody::Everybody && change.after == Decision::Permit;
        is_all
            && (0..self.universe.people.len())
                .any(|other| other != who && self.is_promised(effect, [other, place, action]))
    }

    /// Whether the repair promises a request to be permitted.
    fn is_promised(&self, effect: &Effect, [who, place, action]: [usize; 3]) -> bool {
        let Somebody::Named(person) = &self.universe.people[who] else { return false };
        match effect {
            Effect::Grants(grants) => {
                let gives = |grant: &Grant| {
                    let at = &grant.at;
                    is(person, &grant.subject)
                        && grant.action == self.universe.actions[action]
                        && at.as_deref().is_none_or(|at| self.universe.places[place].id() == Some(at))
                };
                grants.iter().any(gives)
            }
            Effect::Twins(twins) => {
                let has = |of| self.has(of, place, action, Decision::Permit);
                twins.iter().any(|twin| is(person, &twin.to) && has(&twin.of))
            }
            Effect::Nothing
            | Effect::Levels
            | Effect::Corrects
            | Effect::Mends
            | Effect::Undenies
            | Effect::Unpermits
            | Effect::Ends(_) => false,
        }
    }

    /// Whether a request is answered otherwise because of a word that was put right: it has the right word, or the wrong
    /// one, and the rest of the rule around that word fits it as it always did.
    fn is_corrected(&self, cell: [usize; 3], change: &Change) -> bool {
        let rules = self.before.rules.iter().zip(&self.after.rules);
        let mut rules = rules.filter(|(old, new)| old.is_edited() && old.matches.len() == new.matches.len());
        rules.any(|(old, new)| {
            let given = if old.effect == RuleEffect::Permit { Decision::Permit } else { Decision::Deny };
            // Nobody loses a permission but by a rule that denies, or by a word that no request has.
            let is_gained = change.after == given && self.fits(old, new, cell);
            is_gained || (change.before == given && self.fits(old, old, cell))
        })
    }

    /// Whether a request has a word that is edited in a rule, as `words` has it, and the rest of the rule fits it.
    fn fits(&self, rule: &RuleSide, words: &RuleSide, cell: [usize; 3]) -> bool {
        let probes = [&self.before.probes.people, &self.before.probes.places, &self.before.probes.actions];
        let has_word = |number: usize| {
            let probe = &probes[number][cell[number]];
            let has = |word: &Word| {
                let same = |(id, held): &(Cow<'_, str>, Cow<'_, str>)| {
                    *id == word.attribute && held.eq_ignore_ascii_case(word.value.trim())
                };
                probe.values.iter().any(same)
            };
            let of_category = |old: &Word| old.category == CATEGORIES[number] && old.is_edited;
            rule.matches.iter().zip(&words.matches).any(|(old, word)| of_category(old) && has(word))
        };
        let fits = |number: usize| rule.speaks[number][cell[number]] || has_word(number);
        (0..CATEGORIES.len()).any(has_word) && (0..CATEGORIES.len()).all(fits)
    }
}

impl RuleSide {
    fn is_edited(&self) -> bool {
        self.matches.iter().any(|word| word.is_edited)
    }
}

fn is(person: &Person, subject: &Subject) -> bool {
    person.is(&subject.attribute, &subject.value)
}
