//! A text of an app's notice that is not there in every language.

use crate::notice::Order;
use crate::notice::schema::{Seen, Type};
use crate::rules::{Context, Report, grammar};

const LANGUAGES: [&str; 3] = ["nb", "nn", "en"];

pub(crate) fn check(order: &Order, members: &[Seen<'_>], _: &Context<'_>, report: &mut Report<'_>) {
    for seen in members {
        let Some((field, Type::Languages, value)) = seen.value() else { continue };
        if !value.is_object() {
            continue;
        }
        let is_there =
            |code: &&&str| value.set(code).is_some_and(|text| text.known().is_none_or(|text| !text.trim().is_empty()));
        let missing: Vec<String> =
            LANGUAGES.iter().filter(|code| !is_there(code)).map(|code| format!("`{code}`")).collect();
        if missing.is_empty() {
            continue;
        }
        report
            .at(order.at(value.head()))
            .says(format!("`{}` has no text in {}", field.name, grammar::list(&missing)))
            .help("write it in `nb`, `nn` and `en`")
            .note("a person is told in the language of their own profile, whatever the app is written in")
            .note("`/instances/create` refuses the request; the other way in takes it, and the notice to such a person fails");
    }
}
