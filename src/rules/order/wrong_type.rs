//! A member that holds something of another kind than the API reads.

use crate::notice::schema::{Seen, Type};
use crate::notice::{Form, Order};
use crate::rules::{Context, Report};

pub(crate) fn check(order: &Order, members: &[Seen<'_>], _: &Context<'_>, report: &mut Report<'_>) {
    if order.form == Form::CorrespondenceMultipart {
        return of_form(order, members, report);
    }
    for seen in members {
        let Some((field, holds, value)) = seen.value() else { continue };
        // Texts, objects and lists that hold a notice are asked for when it is read, which is said there.
        let is_told =
            matches!(holds, Type::Text(_) | Type::Plain(_) | Type::Object(_) | Type::List(..) | Type::Person(_))
                || matches!(holds, Type::Resource | Type::Languages)
                || field.name == "senderEmailAddress";
        if is_told || matches!(value.shape, crate::notice::Shape::Null) {
            continue;
        }
        // A number in quotes is a text to the API.
        let is_quoted = matches!(holds, Type::Whole(..)) && value.known().is_some();
        let Some(wanted) = holds.mismatch(value).or(is_quoted.then_some("a whole number")) else { continue };
        report
            .at(order.at(value.span))
            .says(format!("`{}` holds {}, not {wanted}", field.name, value.described()))
            .help(format!("write {wanted}, {}", if wanted == "a text" { "in quotes" } else { "without quotes" }))
            .note("the API answers status 400 to anything else, and nothing is sent");
    }
}

/// Every value of a form is text; what is to be true or false must say so in one of the two words.
fn of_form(order: &Order, members: &[Seen<'_>], report: &mut Report<'_>) {
    for seen in members {
        let Some((field, Type::Truth, value)) = seen.value() else { continue };
        let Some(said) = value.known().map(str::trim) else { continue };
        if ["true", "false"].iter().any(|word| said.eq_ignore_ascii_case(word)) {
            continue;
        }
        report
            .at(order.at(value.span))
            .says(format!("`{}` holds `{said}`, not `true` or `false`", field.name))
            .help("write `true` or `false`")
            .note("the API answers status 400 to anything else, and nothing is sent");
    }
}
