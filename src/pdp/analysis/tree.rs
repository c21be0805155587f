//! Policy sets: policies within policies, by diagrams.
//!
//! Inside a set it counts what a failure might have come to (core specification, §7.10), so there are six answers here.

use super::cell::{Regions, RuleRegions, possible};
use super::diagram::{Bdd, Diagram};
use super::symbolic::{Symbolic, Truth};
use crate::xacml::Effect;

/// A policy or a policy set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// A reference to nothing: Indeterminate, whatever is asked.
    Lost,
    /// One that is evaluated.
    Whole { target: Option<u32>, how: Combination, inside: Inside },
}

/// What is combined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Inside {
    /// Rules, by the numbers of the first and the one behind the last.
    Rules(u32, u32),
    /// Policies and policy sets.
    Members(Vec<Node>),
}

/// How it is combined (core specification, appendix C).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Combination {
    /// One of this effect is enough.
    Overrides(Effect),
    /// This effect unless there is one of the other.
    Otherwise(Effect),
    /// The first that applies.
    First,
    /// Of all targets one may match.
    OnlyOne,
    /// For rules, as XACML 1.0 had it: failures keep no effect.
    OldRules(Effect),
    /// For policies, as XACML 1.0 had it: a failure is Deny.
    OldDeny,
    /// For policies, as XACML 1.0 had it: failures give way to both effects.
    OldPermit,
}

/// Where something is what, disjoint; elsewhere it does not apply.
#[derive(Clone, Copy, Debug)]
struct Answers {
    permit: Bdd,
    deny: Bdd,
    /// Failed, and might have been Permit, Deny, or either.
    maybe_permit: Bdd,
    maybe_deny: Bdd,
    maybe_either: Bdd,
}

impl Answers {
    const NONE: Self = Self {
        permit: Diagram::FALSE,
        deny: Diagram::FALSE,
        maybe_permit: Diagram::FALSE,
        maybe_deny: Diagram::FALSE,
        maybe_either: Diagram::FALSE,
    };
    const LOST: Self = Self { maybe_either: Diagram::TRUE, ..Self::NONE };

    /// Decided for an effect, and failed with it.
    const fn of(self, effect: Effect) -> [Bdd; 2] {
        match effect {
            Effect::Permit => [self.permit, self.maybe_permit],
            Effect::Deny => [self.deny, self.maybe_deny],
        }
    }

    const fn from(strong: Effect, own: [Bdd; 2], other: [Bdd; 2], maybe_either: Bdd) -> Self {
        let (permit, deny) = match strong {
            Effect::Permit => (own, other),
            Effect::Deny => (other, own),
        };
        Self { permit: permit[0], deny: deny[0], maybe_permit: permit[1], maybe_deny: deny[1], maybe_either }
    }

    fn failed(self, diagram: &mut Diagram) -> Bdd {
        diagram.any(&[self.maybe_permit, self.maybe_deny, self.maybe_either])
    }
}

/// What a tree of policies comes to in a cell; `rules` are those that may apply there, with their numbers.
pub(super) fn regions(at: &mut Symbolic<'_>, tree: &Node, rules: &[(u32, RuleRegions)]) -> Regions {
    let possible = possible(at);
    let all = answers(at, tree, rules);
    let indeterminate = all.failed(at.diagram);
    Regions { permit: all.permit, deny: all.deny, indeterminate, possible }
}

fn answers(at: &mut Symbolic<'_>, node: &Node, rules: &[(u32, RuleRegions)]) -> Answers {
    let Node::Whole { target, how, inside } = node else { return Answers::LOST };
    let combined = match inside {
        Inside::Rules(first, end) => {
            let own = rules.iter().filter(|(number, _)| (*first..*end).contains(number));
            let parts: Vec<Answers> = own.map(|(_, rule)| of_rule(rule)).collect();
            combine(at.diagram, *how, &parts)
        }
        Inside::Members(members) if *how == Combination::OnlyOne => only_one(at, members, rules),
        Inside::Members(members) => {
            let parts: Vec<Answers> = members.iter().map(|member| answers(at, member, rules)).collect();
            combine(at.diagram, *how, &parts)
        }
    };
    match target {
        None => combined,
        Some(target) => {
            let target = at.truth(*target);
            within(at.diagram, target, combined)
        }
    }
}

const fn of_rule(rule: &RuleRegions) -> Answers {
    let none = [Diagram::FALSE; 2];
    Answers::from(rule.effect, [rule.applies, rule.fails], none, Diagram::FALSE)
}

/// A target that fails keeps the effect in what might have been (§7.12, table 7).
fn within(diagram: &mut Diagram, target: Truth, inner: Answers) -> Answers {
    let reached = diagram.or(target.yes, target.fails);
    let side = |diagram: &mut Diagram, decided, maybe| {
        let failed = diagram.and(target.fails, decided);
        let kept = diagram.and(reached, maybe);
        [diagram.and(target.yes, decided), diagram.or(kept, failed)]
    };
    let [permit, maybe_permit] = side(diagram, inner.permit, inner.maybe_permit);
    let [deny, maybe_deny] = side(diagram, inner.deny, inner.maybe_deny);
    Answers { permit, deny, maybe_permit, maybe_deny, maybe_either: diagram.and(reached, inner.maybe_either) }
}

fn combine(diagram: &mut Diagram, how: Combination, parts: &[Answers]) -> Answers {
    let any = |diagram: &mut Diagram, part: &dyn Fn(&Answers) -> Bdd| {
        let all: Vec<Bdd> = parts.iter().map(part).collect();
        diagram.any(&all)
    };
    let permit = any(diagram, &|part| part.permit);
    let deny = any(diagram, &|part| part.deny);
    let maybe_permit = any(diagram, &|part| part.maybe_permit);
    let maybe_deny = any(diagram, &|part| part.maybe_deny);
    let maybe_either = any(diagram, &|part| part.maybe_either);
    let whole = Answers { permit, deny, maybe_permit, maybe_deny, maybe_either };
    let failed = whole.failed(diagram);
    match how {
        Combination::Overrides(strong) => overrides(diagram, strong, whole),
        Combination::Otherwise(Effect::Deny) => Answers { permit, deny: diagram.not(permit), ..Answers::NONE },
        Combination::Otherwise(Effect::Permit) => Answers { permit: diagram.not(deny), deny, ..Answers::NONE },
        Combination::First | Combination::OnlyOne => first(diagram, parts),
        Combination::OldRules(strong) => {
            let ([own, own_failed], [other, _]) = (whole.of(strong), whole.of(contrary(strong)));
            let might = diagram.or(own_failed, maybe_either);
            let might = diagram.without(might, own);
            let done = diagram.or(own, might);
            let weak = diagram.without(other, done);
            let done = diagram.or(done, weak);
            let rest = diagram.without(failed, done);
            let either = diagram.or(might, rest);
            Answers::from(strong, [own, Diagram::FALSE], [weak, Diagram::FALSE], either)
        }
        Combination::OldDeny => {
            let deny = diagram.or(deny, failed);
            Answers { permit: diagram.without(permit, deny), deny, ..Answers::NONE }
        }
        Combination::OldPermit => {
            let deny = diagram.without(deny, permit);
            let done = diagram.or(permit, deny);
            Answers { permit, deny, maybe_either: diagram.without(failed, done), ..Answers::NONE }
        }
    }
}

/// Deny-overrides and its mirror image (C.2 to C.5).
fn overrides(diagram: &mut Diagram, strong: Effect, all: Answers) -> Answers {
    let ([own, own_failed], [other, other_failed]) = (all.of(strong), all.of(contrary(strong)));
    let against = diagram.or(other, other_failed);
    let mixed = diagram.and(own_failed, against);
    let either = diagram.or(all.maybe_either, mixed);
    let either = diagram.without(either, own);
    let mut done = diagram.or(own, either);
    let own_failed = diagram.without(own_failed, done);
    done = diagram.or(done, own_failed);
    let other = diagram.without(other, done);
    done = diagram.or(done, other);
    let other_failed = diagram.without(other_failed, done);
    Answers::from(strong, [own, own_failed], [other, other_failed], either)
}

/// From the last to the first: a failure that decides keeps no effect (C.8).
fn first(diagram: &mut Diagram, parts: &[Answers]) -> Answers {
    let mut known = Answers::NONE;
    for part in parts.iter().rev() {
        let failed = part.failed(diagram);
        let done = diagram.any(&[part.permit, part.deny, failed]);
        let mut behind = |here, known| {
            let later = diagram.without(known, done);
            diagram.or(here, later)
        };
        known = Answers {
            permit: behind(part.permit, known.permit),
            deny: behind(part.deny, known.deny),
            maybe_either: behind(failed, known.maybe_either),
            ..Answers::NONE
        };
    }
    known
}

/// Of the members, one may apply, by its target alone; a target that fails, or a second one, fails the whole (C.9).
fn only_one(at: &mut Symbolic<'_>, members: &[Node], rules: &[(u32, RuleRegions)]) -> Answers {
    let (mut none, mut one, mut fails) = (Diagram::TRUE, Diagram::FALSE, Diagram::FALSE);
    let mut targets = Vec::with_capacity(members.len());
    for member in members {
        let target = match member {
            Node::Lost => Truth { yes: Diagram::FALSE, fails: Diagram::TRUE, stops: Diagram::FALSE },
            Node::Whole { target: Some(target), .. } => at.truth(*target),
            Node::Whole { target: None, .. } => {
                Truth { yes: Diagram::TRUE, fails: Diagram::FALSE, stops: Diagram::FALSE }
            }
        };
        let again = at.diagram.and(one, target.yes);
        fails = at.diagram.any(&[fails, target.fails, again]);
        let chosen = at.diagram.and(none, target.yes);
        one = at.diagram.without(one, target.yes);
        one = at.diagram.or(one, chosen);
        none = at.diagram.without(none, target.yes);
        targets.push(target.yes);
    }
    let single = at.diagram.without(one, fails);
    let mut parts = Vec::with_capacity(members.len());
    for (member, target) in members.iter().zip(targets) {
        let chosen = at.diagram.and(single, target);
        let inner = answers(at, member, rules);
        let mut only = |of| at.diagram.and(chosen, of);
        parts.push(Answers {
            permit: only(inner.permit),
            deny: only(inner.deny),
            maybe_permit: only(inner.maybe_permit),
            maybe_deny: only(inner.maybe_deny),
            maybe_either: only(inner.maybe_either),
        });
    }
    let chosen = first(at.diagram, &parts);
    Answers { maybe_either: at.diagram.or(chosen.maybe_either, fails), ..chosen }
}

const fn contrary(effect: Effect) -> Effect {
    match effect {
        Effect::Permit => Effect::Deny,
        Effect::Deny => Effect::Permit,
    }
}
