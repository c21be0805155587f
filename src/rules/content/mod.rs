//! What a notice must and must not say.

mod bare_domain;
mod blank_variant;
mod contact_detail;
mod link_in_email;
mod link_in_sms;
mod missing_sender;
mod national_id;
mod near_duplicate;
mod personal_data;
mod test_marker;
mod title_repeated;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::notice("content/bare-domain", bare_domain::check),
    Rule::notice("content/blank-variant", blank_variant::check),
    Rule::notice("content/contact-detail", contact_detail::check),
    Rule::notice("content/link-in-email", link_in_email::check),
    Rule::notice("content/link-in-sms", link_in_sms::check),
    Rule::notice("content/missing-sender", missing_sender::check),
    Rule::notice("content/national-id", national_id::check),
    Rule::joined("content/near-duplicate", near_duplicate::check),
    Rule::notice("content/test-marker", test_marker::check),
    Rule::notice("content/title-repeated", title_repeated::check),
    Rule::order("content/personal-data", personal_data::check),
];
