//! What Altinn fills in when it sends, and what it does not.

mod altinn2_macro;
mod app_token_in_reminder;
mod awkward_place;
mod instance_url;
mod leftover;
mod letter_case;
mod number_of_person;
mod other_syntax;
mod recipient_not_looked_up;
mod taken_by_shell;
mod text_variable;
mod unfilled;
mod unknown;
mod verdict;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::notice("placeholder/altinn2-macro", altinn2_macro::check),
    Rule::notice("placeholder/app-token-in-reminder", app_token_in_reminder::check),
    Rule::notice("placeholder/awkward-place", awkward_place::check),
    Rule::notice("placeholder/instance-url", instance_url::check),
    Rule::notice("placeholder/leftover", leftover::check),
    Rule::notice("placeholder/letter-case", letter_case::check),
    Rule::notice("placeholder/number-of-person", number_of_person::check),
    Rule::notice("placeholder/other-syntax", other_syntax::check),
    Rule::notice("placeholder/recipient-not-looked-up", recipient_not_looked_up::check),
    Rule::notice("placeholder/taken-by-shell", taken_by_shell::check),
    Rule::notice("placeholder/text-variable", text_variable::check),
    Rule::order("placeholder/unfilled", unfilled::check),
    Rule::notice("placeholder/unknown", unknown::check),
];
