//! Whether somebody who is permitted something loses it by what else the same person may hold.

use super::access::{Access, Cell};
use super::service::Service;
use crate::altinn::domain::{self, Count};
use crate::altinn::{Person, attribute, register};
use crate::pdp::altinn::{Release, Version};
use crate::pdp::analysis::{
    Analysis, Asker, Claim, Dialect as Reading, Domain, Judgement, Open, Point, Shape, Strength, Value,
};
use crate::pdp::{Decision, Dialect};
use crate::xacml::Category;

/// What holdings beside the one that is named do to the cells of a matrix that are permitted.
#[derive(Clone, Debug, Default)]
pub struct Others {
    /// Cells that are permitted, but not to everybody who holds what is named.
    pub unless: Vec<Unless>,
    /// Cells of which it cannot be told, with the reason.
    pub open: Vec<(Cell, String)>,
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
    /// Whether another holding takes a cell away.
    pub fn takes(&self, cell: Cell) -> bool {
        self.unless.iter().any(|one| one.cell == cell)
    }
}

/// Claims of every cell of one action that is permitted to a person, that it is permitted whatever else they hold: proved
/// for every combination, or refuted by the least. None in a version of Altinn's engine that is not analysed.
pub fn against_others(service: &Service<'_>, access: &Access, dialect: Dialect, actions: &[usize]) -> Option<Others> {
    let policy = &service.policy.as_ref()?.policy;
    let (reading, day) = match dialect {
        Dialect::Altinn(version) if version.release == Release::Cloud => (Reading::Altinn, version.as_of),
        Dialect::Altinn(_) => return None,
        Dialect::Standard(day) => (Reading::Standard, day),
    };
    let has_ended = Version { as_of: day, ..Version::CLOUD }.altinn2_is_over();
    let lasts = |person: &Person| {
        !(has_ended && person.attribute == attribute::ROLE_CODE && register::ends_with_altinn2(&person.value))
    };
    let of_altinn = domain::Domain::for_policy(policy, &service.id);
    let named = |one: &&domain::SubjectAttribute| one.count != Count::One;
    let ended = |id: &str| match has_ended && id == attribute::ROLE_CODE {
        true => {
            access.people.iter().map(|who| &who.person).filter(|one| !lasts(one)).map(|one| one.value.clone()).collect()
        }
        false => Vec::new(),
    };
    let open = of_altinn.subject_attributes(domain::Asker::User).filter(named).map(|one| Open {
        single: one.count == Count::UpToOne,
        ended: ended(one.id),
        ..Open::strings(Category::Subject, one.id)
    });
    let somebody = crate::altinn::requests::somebody();
    let point = |category| move |(number, probe): (usize, _)| Point::new(number.to_string(), category, probe);
    let domain = Domain {
        askers: vec![Asker {
            name: "a person".to_owned(),
            fixed: vec![Value::string(Category::Subject, somebody.attribute.clone(), somebody.value.clone())],
            open: open.collect(),
        }],
        places: access.probes(Category::Resource).enumerate().map(point(Category::Resource)).collect(),
        actions: access.probes(Category::Action).enumerate().map(point(Category::Action)).collect(),
        people: Vec::new(),
    };
    let analysis = Analysis::new(policy, &service.binding, &domain, reading);
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
    Some(others)
}
