//! Whether somebody who is permitted something loses it by what else the same person may hold, and which rules contradict
//! each other.

use super::access::{Access, Cell};
use super::policy_file::PolicyFile;
use super::service::Service;
use crate::altinn::{Person, attribute, domain};
use crate::pdp::altinn::Version;
use crate::pdp::analysis::{
    Analysis, Claim, Conflict, Dialect as Reading, Judgement, MAX_CONFLICTS, Shape, Strength, Value,
};
use crate::pdp::{Decision, Dialect};
use crate::source::Location;
use crate::xacml::Category;

/// What holdings beside the one that is named do to the cells of a matrix that are permitted.
#[derive(Clone, Debug, Default)]
pub struct Others {
    /// Cells that are permitted, but not to everybody who holds what is named.
    pub unless: Vec<Unless>,
    /// Cells of which it cannot be told, with the reason.
    pub open: Vec<(Cell, String)>,
    /// Rules that permit and rules that deny the same request, each pair once.
    pub conflicts: Vec<Contradiction>,
    /// Pairs beyond these that were found, and not confirmed for want of time.
    pub unconfirmed: usize,
    /// Whether no further pairs were looked for.
    pub is_cut_off: bool,
}

/// How many rules are asked at most to confirm contradictions: each takes one answer of the plain evaluator, for which every rule
/// of the policy is asked.
const MOST_ASKED: usize = 50_000;
/// Contradictions that are confirmed however long the policy is.
const LEAST_CONFIRMED: usize = 4;

/// A rule that permits and one that denies, both of which apply to one request.
#[derive(Clone, Debug)]
pub struct Contradiction {
    /// The rule that permits.
    pub permit: RuleAt,
    /// The rule that denies.
    pub deny: RuleAt,
    /// The least that somebody holds whom both concern; nothing, where they concern everybody.
    pub who: Vec<Person>,
    /// The numbers of the place and the action in the matrix.
    pub at: (usize, usize),
    /// What is answered, as the plain evaluator has confirmed.
    pub decision: Decision,
}

/// A rule by its id and its place in the file.
#[derive(Clone, Debug)]
pub struct RuleAt {
    /// Its number in the policy.
    pub number: usize,
    /// Its id.
    pub id: String,
    /// Where it says its effect.
    pub at: Location,
}

/// A cell that is permitted unless the same person holds something else as well.
#[derive(Clone, Debug)]
pub struct Unless {
    /// Which.
    pub cell: Cell,
    /// The least that takes it away.
    pub with: Vec<Person>,
    /// What is answered then, as the plain evaluator has confirmed.
    pub decision: Decision,
}

impl Others {
    /// Whether there are, or may be, more pairs of rules than those that are listed.
    pub fn has_more_conflicts(&self) -> bool {
        self.unconfirmed > 0 || self.is_cut_off
    }

    /// Whether another holding takes a cell away.
    pub fn takes(&self, cell: Cell) -> bool {
        self.unless.iter().any(|one| one.cell == cell)
    }
}

/// Claims of every cell of one action that is permitted to a person, that it is permitted whatever else they hold: proved
/// for every combination, or refuted by the least.
pub fn against_others(service: &Service<'_>, access: &Access, dialect: Dialect, actions: &[usize]) -> Option<Others> {
    let file = service.policy.as_ref()?;
    let policy = &file.policy;
    let (Dialect::Altinn(Version { as_of: day, .. }) | Dialect::Standard(day)) = dialect;
    let version = Version { as_of: day, ..Version::CLOUD };
    let lasts =
        |person: &Person| person.attribute != attribute::ROLE_CODE || version.delivered(&person.value).is_some();
    let of_altinn = domain::Domain::for_policy(policy, &service.id).as_of(version);
    let domain = of_altinn.every_request(policy, &access.places, &access.actions);
    let analysis = Analysis::new(policy, &service.binding, &domain, Reading::of(dialect));
    let mut cells = Vec::new();
    for (who, one) in access.people.iter().enumerate() {
        if one.reaches && one.person.attribute != attribute::USER_ID && lasts(&one.person) {
            let of_action = |&action: &usize| (0..access.places.len()).map(move |place| Cell { who, place, action });
            cells.extend(actions.iter().flat_map(of_action).filter(|cell| access.decide(*cell) == Decision::Permit));
        }
    }
    let held = |who: usize| {
        let person = &access.people[who].person;
        let value = service.binding.bind(&person.value).into_owned();
        Value::string(Category::Subject, person.attribute.clone(), value)
    };
    let claim = |cell: &Cell| Claim {
        shape: Shape { asker: 0, place: cell.place, action: cell.action },
        who: vec![held(cell.who)],
        decision: Decision::Permit,
        strength: Strength::WithAnythingElse,
    };
    let claims: Vec<Claim> = cells.iter().map(claim).collect();
    let mut others = Others::default();
    for (cell, judgement) in cells.iter().zip(analysis.judge(&claims)) {
        let shown = match judgement {
            Judgement::Proved => continue,
            Judgement::Refuted(example) => analysis.show(&example),
            Judgement::Undecided(doubt) => Err(doubt),
        };
        match shown {
            Ok(witness) => {
                let own = held(cell.who);
                let with = witness.holds.iter().filter(|value| **value != own);
                others.unless.push(Unless {
                    cell: *cell,
                    with: with.map(|value| Person::new(&value.id, value.text.clone())).collect(),
                    decision: witness.answer.decision,
                });
            }
            Err(doubt) => others.open.push((*cell, doubt.reason)),
        }
    }
    let most = (MOST_ASKED / policy.rules.len().max(1)).max(LEAST_CONFIRMED);
    let mut found = 0;
    others.conflicts = contradictions(file, &analysis, |_| {
        found += 1;
        found <= most
    });
    others.unconfirmed = found.saturating_sub(most);
    others.is_cut_off = found >= MAX_CONFLICTS;
    Some(others)
}

/// Which rules that permit and rules that deny meet, each pair with the least request, as the plain evaluator answers it.
/// What it does not confirm is left out, and so is what is not wanted, before anything is asked.
pub fn contradictions(
    file: &PolicyFile<'_>,
    analysis: &Analysis<'_, '_>,
    mut wanted: impl FnMut(&Conflict) -> bool,
) -> Vec<Contradiction> {
    let rule_at = |number: usize| {
        let rule = file.policy.rules.get(number)?;
        Some(RuleAt { number, id: rule.id.value.to_string(), at: file.at(rule.effect.span) })
    };
    let conflicts = analysis.conflicts().into_iter().filter(|conflict| wanted(conflict)).filter_map(|conflict| {
        let witness = analysis.show(&conflict.example).ok()?;
        let person = |value: &Value| Person::new(&value.id, value.text.clone());
        Some(Contradiction {
            permit: rule_at(conflict.permit)?,
            deny: rule_at(conflict.deny)?,
            who: witness.holds.iter().map(person).collect(),
            at: (conflict.example.shape().place, conflict.example.shape().action),
            decision: witness.answer.decision,
        })
    });
    conflicts.collect()
}
