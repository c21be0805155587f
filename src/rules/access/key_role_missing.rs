//! Organisations may use the service, and some of those who lead one are not notified.

use crate::altinn::{Person, Place, attribute, register};
use crate::rules::people::{
    Readers, assumption_of_today, exists, holders, is_read_by_users, knows_parties, role_code, serves_organisations,
};
use crate::rules::{Context, Report, faults, grammar};
use crate::workspace::{READ, Service};
use std::collections::BTreeSet;

/// The leaders of the two most common forms: sole proprietorships, and companies that may do without a manager.
const COMMON: [&str; 2] = ["innh", "lede"];

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let is_asked = is_read_by_users(service) && knows_parties(service) && serves_organisations(service);
    let Some(readers) = Readers::of(service).filter(|_| is_asked && !service.has_declared) else { return };
    let notified = readers.notified();
    let is_leader = |who: &usize| {
        role_code(readers.person(*who)).and_then(register::role).is_some_and(|role| role.key && !role.ends)
    };
    let Some(first) = notified.iter().copied().find(is_leader) else { return };
    let mut reached: BTreeSet<&str> = notified.iter().flat_map(|&who| holders(readers.person(who))).collect();
    // Whoever the policy names somewhere was thought of.
    reached.extend(readers.access.people.iter().filter_map(|who| role_code(&who.person)));
    let missing: Vec<&register::Role> = register::key_roles().filter(|role| !reached.contains(role.code)).collect();
    if !missing.iter().any(|role| COMMON.contains(&role.code)) {
        return;
    }
    // Whoever leaves the template as it is has thought of nobody yet; that has a rule of its own.
    // Whom a slip of the pen leaves out is named by the rule on the slip.
    let is_misspelt = faults::any(service, readers.file)
        || readers.access.people.iter().any(|who| who.named_at.is_some() && !exists(&who.person));
    if readers.is_unsure() || is_misspelt || readers.is_untouched_template() {
        return;
    }
    let people: Vec<Person> =
        missing.iter().map(|role| Person::new(attribute::ROLE_CODE, role.code.to_uppercase())).collect();
    let names: Vec<String> = people.iter().map(Person::display).collect();
    let leaders: Vec<usize> = notified.iter().copied().filter(is_leader).collect();
    let whole = readers.whole();
    let finding = report.at(readers.file.at(readers.grant(readers.cell(first, readers.place))));
    finding
        .says(format!(
            "no notice reaches {}: of those who lead an organisation, only {} may read on {whole}",
            grammar::list(&names),
            readers.access.display(&leaders),
        ))
        .here("a key role of the entity register")
        .help(format!(
            "grant `read` on {whole} to these roles too, or to an access package that all of them hold without delegation"
        ))
        .note("the service is open to organisations, and many have nobody in the roles that are named: a sole \
               proprietorship has no managing director, and a small company may have a chair alone")
        .note(assumption_of_today(service))
        .about(people.iter().map(Person::subject));
    let place: &Place = &readers.access.places[readers.place];
    if let Some(asked) = people.first().and_then(|person| service.ask(person, place, READ)) {
        finding.because(asked.witness);
    }
}
