//! A role in upper case, compared letter by letter: the newer source of roles delivers lower case.

use crate::altinn::{Person, attribute};
use crate::rules::places::{Places, also, write_everywhere};
use crate::rules::{Context, Report};
use crate::workspace::{READ, Service};
use crate::xacml::{Category, function};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, access)) = service.sound_access() else { return };
    let mut sensitive = Places::new();
    let mut people: Vec<Person> = Vec::new();
    for (_, one) in file.policy.matches() {
        let value = one.value.text.value.trim();
        let is_role = one.category() == Category::Subject && one.attribute_id() == attribute::ROLE_CODE;
        if is_role && one.function.value == function::STRING_EQUAL && value.chars().any(char::is_uppercase) {
            sensitive.add((), one.function.span);
            if !people.iter().any(|person| person.is(attribute::ROLE_CODE, value)) {
                people.push(Person::new(attribute::ROLE_CODE, value));
            }
        }
    }
    for ((), spans) in sensitive.into_groups() {
        let names: Vec<String> = people.iter().map(Person::display).collect();
        let right = function::STRING_EQUAL_IGNORE_CASE;
        let finding = report.at(file.at(spans[0]));
        finding
            .says(format!(
                "{} {} compared letter by letter, and Altinn's newer source of roles writes them in lower case: no match then",
                crate::rules::grammar::list(&names),
                if people.len() == 1 { "is" } else { "are" },
            ))
            .help(format!("write `{right}`, as Altinn Studio does"))
            .note("the newer source stands in the decision point's code since May 2026; whether production uses it is not public. \
                   If you know that it does not, switch this rule off under `[severity]`")
            .about(people.iter().map(Person::subject))
            .fix(write_everywhere(file, &spans, right, "compare without letter case".into()));
        also(finding, file, &spans);
        let place = access.notified_place().map(|place| &access.places[place]);
        let lower = people.first().map(|person| Person::new(attribute::ROLE_CODE, person.value.to_lowercase()));
        if let Some(asked) = place.zip(lower).and_then(|(place, lower)| service.ask(&lower, place, READ)) {
            finding.note("the request below is the one that the newer source would lead to").because(asked.witness);
        }
    }
}
