//! In which language a notice is written, and how well.

mod date_form;
mod heavy;
mod identical_translations;
mod leftover;
mod missing_translation;
mod mixed_forms;
mod other_than_declared;
mod shouting;
mod slip;
mod translations_differ;
mod unknown_code;
mod versions;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::text("language/date-form", date_form::check),
    Rule::text("language/heavy", heavy::check),
    Rule::both("language/identical-translations", identical_translations::check_service, identical_translations::check),
    Rule::text("language/leftover", leftover::check),
    Rule::both("language/missing-translation", missing_translation::check_service, missing_translation::check),
    Rule::text("language/mixed-forms", mixed_forms::check),
    Rule::text("language/other-than-declared", other_than_declared::check),
    Rule::text("language/shouting", shouting::check),
    Rule::text("language/slip", slip::check),
    Rule::both("language/translations-differ", translations_differ::check_service, translations_differ::check),
    Rule::service("language/unknown-code", unknown_code::check),
];
