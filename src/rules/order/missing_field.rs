//! A member that the API demands and that an order does not have.

use crate::notice::schema::{Field, Seen, Type, What};
use crate::notice::{Form, Node, Order};
use crate::rules::{Context, Report, grammar};

/// Members of which other rules speak, who know more of them.
const ELSEWHERE: [&str; 4] = ["idempotencyId", "sendersReference", "messageTitle", "messageBody"];

pub(crate) fn check(order: &Order, members: &[Seen<'_>], _: &Context<'_>, report: &mut Report<'_>) {
    if !order.is_certain {
        return;
    }
    let in_app = order.form == Form::AppInstantiation;
    for seen in members {
        let What::Missing(field, answer) = seen.what else { continue };
        let value = seen.holder.get(field.name);
        // Null is no name, which the rule on names says.
        let is_null_name = matches!(field.holds, Type::Choice(_)) && value.is_some_and(Node::is_null);
        // A text that is there and blank is judged as the text it is.
        let is_blank = value.is_some_and(|value| value.known().is_some());
        let is_text = matches!(field.name, "subject" | "body" | "text");
        let is_said =
            ELSEWHERE.contains(&field.name) || (field.name == "recipient" && value.is_none() && !is_root(seen, order));
        if is_said || is_null_name || is_misspelt(seen, field) || (is_blank && is_text) {
            continue;
        }
        let at = value.map_or(seen.holder.head(), |value| value.span);
        let what = match value {
            Some(value) if value.is_null() => "is null",
            Some(_) => "is blank",
            None => "is missing",
        };
        let finding = report.at(order.at(at));
        finding.says(format!("`{}` {what} in {}", field.name, seen.spec.name));
        if in_app {
            finding.help(format!("add `{}`; without it the request for the instance is refused", field.name));
        } else {
            finding
                .help(format!("add `{}`; without it nothing is sent", field.name))
                .note(format!("the API answers status 400: {answer}"));
        }
    }
}

fn is_root(seen: &Seen<'_>, order: &Order) -> bool {
    seen.holder.span == order.body.span
}

/// Whether the member stands there under another name, which is told as such.
fn is_misspelt(seen: &Seen<'_>, field: &Field) -> bool {
    seen.holder.members().iter().filter(|member| seen.spec.field(&member.name.value).is_none()).any(|member| {
        field.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(&member.name.value))
            || grammar::nearest(&member.name.value, [field.name]).is_some()
    })
}
