//! What the service owner's own systems must be able to do in an app, and may not.

use crate::altinn::{Person, Place, ServiceId, attribute};
use crate::bpmn::Task;
use crate::finding::Severity;
use crate::pdp::Decision;
use crate::pdp::altinn::Binding;
use crate::rules::{Context, Report, faults, grammar};
use crate::source::{Location, Span};
use crate::workspace::{Cell, READ, Reply, Service, ServiceKind};
use crate::xacml::Category;

/// The task types after which the app confirms in the service owner's name that the instance was received.
const RECEIVING: [&str; 2] = ["eformidling", "fiksarkiv"];

/// One right, where it is needed, and what asks for it.
struct Need {
    action: &'static str,
    places: Vec<Place>,
    asks: Option<(Location, String)>,
}

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let (Some((file, access)), Some((metadata_file, metadata)), ServiceId::App { org, .. }) =
        (service.sound_access(), &service.metadata, &service.id)
    else {
        return;
    };
    // What matches nothing has rules of its own, and an app without an id in its metadata is a part of something else.
    if service.kind != ServiceKind::App || metadata.org_and_app().is_none() || faults::any(service, file) {
        return;
    }
    // Nor is anything to add where the service owner's code stands in place of a role.
    let is_role = |one: &Person| one.is(attribute::ROLE_CODE, org) || Binding::is_placeholder(&one.value);
    if access.people.iter().any(|who| who.person.attribute == attribute::ROLE_CODE && is_role(&who.person)) {
        return;
    }
    let owner = Person::new(attribute::ORG, org.as_str());
    let named = file.policy.matches().map(|(_, one)| one).find(|one| {
        let value = service.binding.bind(one.value.text.value.trim());
        one.category() == Category::Subject && owner.is(one.attribute_id(), &value)
    });
    let at = file.at(named.map_or(file.policy.start_tag, |one| one.value.text.span));
    let (missing, open) = judged(service, &owner);
    if let Some(first) = missing.first() {
        // Storage has come to commit every transition for the service owner; what is left is the owner's own system.
        let only_reject = missing.iter().all(|lack| lack.need.action == "reject");
        let words: Vec<String> = missing.iter().map(Lack::words).collect();
        let actions: Vec<String> = missing.iter().map(|lack| format!("`{}`", lack.need.action)).collect();
        let finding = if only_reject { report.weighing(Severity::Info, at.clone()) } else { report.at(at.clone()) };
        finding
            .says(format!("the service owner `{org}` may not {}", grammar::list(&words)))
            .help(format!(
                "grant {} to the service owner on the whole app, by the subject `{}` with the value `[org]`",
                grammar::list(&actions),
                attribute::ORG,
            ))
            .note(if only_reject { REJECTING } else { REFUSED })
            .about([owner.subject()])
            .because(first.asked.witness.clone());
        for (at, text) in missing.iter().filter_map(|lack| lack.need.asks.clone()) {
            finding.also(at, text);
        }
        if let Some(id) = &metadata.id {
            finding.also(Location::new(metadata_file, id.span), "the service owner and the app");
        }
    }
    if let Some(first) = open.first() {
        report
            .weighing(Severity::Info, first.asked.because.map_or(at, |span: Span| file.at(span)))
            .says(format!(
                "cannot tell whether the service owner `{org}` may `{}`: it hangs on a part that is not decided here",
                first.need.action
            ))
            .help("try it in Altinn's test environment")
            .about([owner.subject()])
            .because(first.asked.witness.clone());
    }
}

const REFUSED: &str =
    "Altinn's own analyzer refuses to build such an app from version 9 of the app library on (ALTINNAPP0800)";
const REJECTING: &str = "Altinn's own analyzer demanded this at first and does so no more: Storage lets the service owner \
                         commit any transition. A system of the service owner's that rejects by itself still needs it";

/// A right that is not there, or of which cannot be told.
struct Lack {
    need: Need,
    /// Where it is lacking.
    places: Vec<Place>,
    /// The first request that shows it.
    asked: Reply,
}

impl Lack {
    fn words(&self) -> String {
        let displayed: Vec<String> = self.places.iter().map(Place::display).collect();
        match self.places.len() == self.need.places.len() {
            true => format!("`{}`", self.need.action),
            false => format!("`{}` {}", self.need.action, grammar::list(&displayed)),
        }
    }
}

/// The rights that are missing, and those of which cannot be told.
fn judged(service: &Service<'_>, owner: &Person) -> (Vec<Lack>, Vec<Lack>) {
    let (mut missing, mut open) = (Vec::new(), Vec::new());
    for need in needs(service) {
        let is_lacking =
            |place: &&Place| decision(service, owner, place, need.action).is_some_and(|one| one != Decision::Permit);
        let places: Vec<Place> = need.places.iter().filter(is_lacking).cloned().collect();
        if places.is_empty() {
            continue;
        }
        let asked: Vec<Reply> = places.iter().filter_map(|place| service.ask(owner, place, need.action)).collect();
        let unsure = asked.iter().find(|one| matches!(one.decision, Decision::Undecided | Decision::Indeterminate));
        let is_open = unsure.is_some() || by_number(service, &need);
        let Some(asked) = unsure.or(asked.first()).cloned() else { continue };
        let list = if is_open { &mut open } else { &mut missing };
        list.push(Lack { places, asked, need });
    }
    (missing, open)
}

/// What the service owner is answered; from the matrix where it has them, for most policies do.
fn decision(service: &Service<'_>, owner: &Person, place: &Place, action: &str) -> Option<Decision> {
    let from_matrix = || {
        let access = service.access.as_ref()?;
        let is_owner =
            |one: &Person| one.attribute == owner.attribute && service.binding.bind(&one.value) == owner.value;
        let who = access.people.iter().position(|who| is_owner(&who.person))?;
        let place = access.places.iter().position(|known| known == place)?;
        Some(access.decide(Cell { who, place, action: access.action(action)? }))
    };
    from_matrix().or_else(|| service.ask(owner, place, action).map(|asked| asked.decision))
}

/// Whether the right is granted by an organisation number, which may be the service owner's own or another's.
fn by_number(service: &Service<'_>, need: &Need) -> bool {
    let people = service.access.iter().flat_map(|access| &access.people);
    let mut numbers = people.map(|who| &who.person).filter(|one| one.attribute == attribute::ORGANIZATION_NUMBER);
    numbers.any(|number| {
        need.places.iter().all(|place| {
            service.ask(number, place, need.action).is_some_and(|asked| asked.decision == Decision::Permit)
        })
    })
}

fn needs(service: &Service<'_>) -> Vec<Need> {
    let process = service.process.as_ref();
    let tasks = || process.into_iter().flat_map(|(_, process)| &process.tasks).filter(|task| task.reachable);
    let ends = || process.into_iter().flat_map(|(_, process)| &process.ends).filter(|end| end.reachable);
    let at = |task: &Task| Place::Task(task.id.value.clone());
    let end_places: Vec<Place> = ends().map(|end| Place::EndEvent(end.id.value.clone())).collect();
    let is_deleted = service.metadata.as_ref().is_some_and(|(_, metadata)| metadata.deleted_at_end);
    let or_app = |places: Vec<Place>| if places.is_empty() { vec![Place::App] } else { places };
    let mut reading: Vec<Place> = tasks().map(at).collect();
    let writing = or_app(reading.clone());
    if !is_deleted {
        reading.extend(end_places.iter().cloned());
    }
    let mut needs = vec![
        Need { action: READ, places: or_app(reading), asks: None },
        Need { action: "write", places: writing, asks: None },
    ];
    let label = |span: Span, text: &str| process.map(|(source, _)| (Location::new(source, span), text.to_owned()));
    let receives = |task: &&Task| {
        task.task_type.as_ref().is_some_and(|kind| RECEIVING.contains(&kind.value.to_ascii_lowercase().as_str()))
    };
    if let Some(task) = tasks().find(receives) {
        let span = task.task_type.as_ref().map_or(task.span, |kind| kind.span);
        // It is confirmed when the instance has ended, so a grant at the end events is enough, as older templates have it.
        let places = or_app(end_places.clone());
        needs.push(Need { action: "complete", places, asks: label(span, "`complete` is needed for this task") });
    }
    if let Some((source, metadata)) = service.metadata.as_ref().filter(|_| is_deleted) {
        let span = metadata.deleted_at.unwrap_or(metadata.span);
        let asks = Some((Location::new(source, span), "`delete` is needed for this".to_owned()));
        needs.push(Need { action: "delete", places: or_app(end_places), asks });
    }
    let rejects = |task: &&Task| task.transitions.iter().any(|action| action.value == "reject");
    if let Some(task) = tasks().find(rejects) {
        let span =
            task.transitions.iter().find(|action| action.value == "reject").map_or(task.span, |action| action.span);
        let places = tasks().filter(rejects).map(at).collect();
        needs.push(Need { action: "reject", places, asks: label(span, "`reject` is declared here") });
    }
    needs
}
