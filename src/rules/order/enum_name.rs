//! A name or number that is none of those among which the API lets one choose.

use crate::finding::{Edit, Effect, Fix, Safety};
use crate::notice::schema::{Choice, Seen, Type};
use crate::notice::{Node, Order, Shape};
use crate::rules::{Context, Report, grammar};
use crate::source::Span;

pub(crate) fn check(order: &Order, members: &[Seen<'_>], _: &Context<'_>, report: &mut Report<'_>) {
    for seen in members {
        let Some((field, Type::Choice(choice), value)) = seen.value() else { continue };
        if value.is_open() {
            continue;
        }
        let is_number = matches!(value.shape, Shape::Number(_));
        let is_right = choice.read(value).is_some() && (is_number || !choice.by_number);
        if is_right || (value.is_null() && field.name == "language") {
            continue;
        }
        say(order, field.name, choice, value, report);
    }
}

fn say(order: &Order, name: &str, choice: &Choice, value: &Node, report: &mut Report<'_>) {
    let names: Vec<String> = choice
        .values
        .iter()
        .map(|(value, number)| if choice.by_number { format!("{number} ({value})") } else { format!("`{value}`") })
        .collect();
    let finding = report.at(order.at(value.span));
    if !choice.refusal.is_empty() {
        finding.note(format!("the API answers: {}", choice.refusal));
    }
    let Some(written) = value.known().map(str::trim) else {
        let what = match &value.shape {
            Shape::Number(number) => format!("the number {number} is no {}", choice.name),
            _ => format!("`{name}` holds {}, which is no {}", value.described(), choice.name),
        };
        finding.says(what).help(format!("write one of {}, or leave it out", grammar::list(&names)));
        return;
    };
    if choice.by_number
        && let Some(number) = choice.read(value)
    {
        finding
            .says(format!("`{name}` is given by name, and the app takes the number"))
            .help(format!("write {number}"));
        // The quotes round the name go with it, where they stand there as such.
        let quoted = Span::new(value.span.start.saturating_sub(1), value.span.end.saturating_add(1));
        let around = order.source.slice(quoted);
        if around.starts_with('"') && around.ends_with('"') {
            let edit = Edit { at: order.at(quoted), text: number.to_string() };
            finding.fix(Fix::new(format!("write {number}"), Safety::Safe, Effect::Nothing, vec![edit]));
        }
        return;
    }
    finding.says(format!("`{written}` is no {}", choice.name));
    let alias = choice.aliases.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(written)).map(|(_, meant)| *meant);
    match alias.or_else(|| grammar::nearest(written, choice.values.iter().map(|(value, _)| *value))) {
        Some(meant) => {
            let title = format!("write `{meant}`");
            let safety = if alias.is_some() { Safety::Safe } else { Safety::Unsafe };
            let edit = Edit { at: order.at(value.span), text: meant.to_owned() };
            finding.help(&*title).fix(Fix::new(title, safety, Effect::Nothing, vec![edit]));
        }
        None => {
            finding.help(format!("write one of {}", grammar::list(&names)));
        }
    }
}
