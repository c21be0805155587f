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
    Rule::notice("language/date-form", date_form::check),
    Rule::notice("language/heavy", heavy::check),
    Rule::both("language/identical-translations", identical_translations::check_service, identical_translations::check),
    Rule::notice("language/leftover", leftover::check),
    Rule::both("language/missing-translation", missing_translation::check_service, missing_translation::check),
    Rule::notice("language/mixed-forms", mixed_forms::check),
    Rule::notice("language/other-than-declared", other_than_declared::check),
    Rule::notice("language/shouting", shouting::check),
    Rule::notice("language/slip", slip::check),
    Rule::both("language/translations-differ", translations_differ::check_service, translations_differ::check),
    Rule::service("language/unknown-code", unknown_code::check),
];
