//! A recipient whose address or number the API refuses, or who is named in two ways at once.

use crate::finding::{Edit, Effect, Fix, Safety, Severity};
use crate::notice::is_sender_name;
use crate::notice::schema::{Seen, Type, What, is_email, is_phone};
use crate::notice::{Form, Node, Order};
use crate::rules::{Context, Report, grammar};

/// How the ids of self-identified users begin.
const EXTERNAL: [&str; 4] = [
    "urn:altinn:person:idporten-email:",
    "urn:altinn:username:",
    "urn:altinn:person:legacy-selfidentified:",
    "urn:altinn:party:username:",
];
/// How the recipients of a correspondence are written, each with the digits that follow.
const PARTIES: [(&str, usize); 5] = [
    ("urn:altinn:organization:identifier-no:", 9),
    ("0192:", 9),
    ("urn:altinn:person:identifier-no:", 11),
    ("urn:altinn:person:idporten-email:", 0),
    ("urn:altinn:person:legacy-selfidentified:", 0),
];
const IDENTIFIERS: [&str; 4] = ["emailAddress", "mobileNumber", "organizationNumber", "nationalIdentityNumber"];

pub(crate) fn check(order: &Order, members: &[Seen<'_>], _: &Context<'_>, report: &mut Report<'_>) {
    for seen in members {
        if let Some((field, holds, value)) = seen.value() {
            let is_custom = seen.spec.field("isReserved").is_some() && order.letter().is_some();
            let known = value.literal().filter(|text| !text.trim().is_empty() && !is_sender_name(field.name));
            if let Some(text) = known {
                one(order, holds, text, value, is_custom, report);
            }
        }
    }
    several(order, members, report);
}

fn one(order: &Order, holds: Type, text: &str, value: &Node, is_custom: bool, report: &mut Report<'_>) {
    let digits = |count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    let (what, help, answer) = match holds {
        Type::Email(answer) if !is_email(text) => {
            ("an e-mail address", "write an address such as `post@example.com`", answer)
        }
        Type::Phone(answer) if !is_phone(text) => {
            ("a mobile number with its country", "begin with `+` and the code of the country, as in `+47`", answer)
        }
        Type::Person(answer) if !digits(11) => ("a national identity number", "write eleven digits", answer),
        Type::Organization(answer) if !digits(9) && !is_custom => {
            ("an organisation number", "write nine digits and nothing else", answer)
        }
        Type::External(answer) if !EXTERNAL.iter().any(|start| text.len() > start.len() && text.starts_with(start)) => {
            (
                "the id of a self-identified user",
                "begin with one of the prefixes of such users, such as `urn:altinn:person:idporten-email:`",
                answer,
            )
        }
        Type::Party if !is_party(text) => (
            "a recipient of a correspondence",
            "write `urn:altinn:organization:identifier-no:` and nine digits, or `urn:altinn:person:identifier-no:` and eleven",
            "the recipient is not valid",
        ),
        Type::Organization(_) if digits(9) && !has_check_digit(text) => {
            report
                .weighing(Severity::Warning, order.at(value.span))
                .says("the last digit of the organisation number does not fit the others")
                .help("look the number up in the register of business enterprises")
                .note("the API takes it, and nobody is found under it");
            return;
        }
        _ => return,
    };
    let finding = report.at(order.at(value.span));
    finding
        .says(format!("`{text}` is not {what}"))
        .help(help)
        .note(format!("the API refuses the whole order: {answer}"));
    let is_norwegian =
        text.len() == 8 && text.starts_with(['4', '9']) && text.bytes().all(|byte| byte.is_ascii_digit());
    if let (Type::Phone(_), true, Some(written)) = (holds, is_norwegian, value.text()) {
        let edit = Edit { at: order.at(written.span()), text: format!("+47{text}") };
        finding.fix(Fix::new("put `+47` before it", Safety::Unsafe, Effect::Nothing, vec![edit]));
    }
}

/// Recipients that are named in several ways, or in none.
fn several(order: &Order, members: &[Seen<'_>], report: &mut Report<'_>) {
    for seen in members {
        let What::Known(field, member) = seen.what else { continue };
        match (order.form, field.name) {
            (Form::OrderV2, "recipient") => {
                let ways: Vec<_> =
                    member.value.members().iter().filter(|one| one.name.starts_with("recipient")).collect();
                let set: Vec<_> = ways.iter().filter(|one| !one.value.is_null()).collect();
                if let [_, second, ..] = set[..] {
                    report
                        .at(order.at(second.name.span))
                        .says(format!("one message names {} recipients, and the API takes exactly one", set.len()))
                        .help("send an order to each")
                        .note("the API answers: Must have exactly one recipient.");
                }
            }
            (Form::OrderV1, "recipients") => {
                member.value.items().iter().for_each(|one| first_version(order, seen, one, report))
            }
            _ => {}
        }
    }
}

fn first_version(order: &Order, seen: &Seen<'_>, recipient: &Node, report: &mut Report<'_>) {
    if !recipient.is_object() {
        return;
    }
    let set: Vec<&str> = IDENTIFIERS.into_iter().filter(|name| recipient.set(name).is_some()).collect();
    let alone =
        ["organizationNumber", "nationalIdentityNumber"].into_iter().find(|name| set.contains(name) && set.len() > 1);
    if let Some(name) = alone.and_then(|name| recipient.member(name)) {
        report
            .at(order.at(name.name.span))
            .says(format!("`{}` stands beside another way of naming the recipient", name.name.value))
            .help("name each recipient in one way")
            .note("the API answers that the number cannot be combined with others, and refuses the order");
    }
    let needed: &[&str] = match (seen.spec.field("subject").is_some(), seen.spec.field("senderNumber").is_some()) {
        (true, _) => &["emailAddress", "organizationNumber", "nationalIdentityNumber"],
        (_, true) => &["mobileNumber", "organizationNumber", "nationalIdentityNumber"],
        _ => &IDENTIFIERS,
    };
    let is_misspelt = recipient.members().iter().any(|one| {
        !IDENTIFIERS.iter().any(|name| one.name.eq_ignore_ascii_case(name))
            && !one.name.eq_ignore_ascii_case("isReserved")
    });
    if !needed.iter().any(|name| set.contains(name))
        && !is_misspelt
        && !order.body.get("notificationChannel").is_some_and(Node::is_open)
    {
        let names: Vec<String> = needed.iter().map(|name| format!("`{name}`")).collect();
        report
            .at(order.at(recipient.head()))
            .says("the recipient is named in no way that this order can be sent by")
            .help(format!("give one of {}", grammar::list(&names)))
            .note("the API refuses the order for every recipient");
    }
}

fn is_party(text: &str) -> bool {
    PARTIES.iter().any(|(start, digits)| {
        text.strip_prefix(start).is_some_and(|rest| match digits {
            0 => !rest.is_empty(),
            count => rest.len() == *count && rest.bytes().all(|byte| byte.is_ascii_digit()),
        })
    })
}

/// Whether the last digit of an organisation number is the one that the others give (modulo 11).
fn has_check_digit(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|one| one.to_digit(10)).collect();
    let sum: u32 = digits.iter().zip([3, 2, 7, 6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
    digits.last() == Some(&((11 - sum % 11) % 11))
}
