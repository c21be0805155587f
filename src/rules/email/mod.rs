//! What becomes of a text on its way as an e-mail.

mod attachment_name;
mod blank;
mod blocked_markup;
mod color;
mod contradicting_dates;
mod html_without_markup;
mod inaccessible_markup;
mod line_break_in_subject;
mod long_subject;
mod markup_in_plain_text;
mod reply_invitation;
mod sender_address;
mod vague_subject;

use super::Rule;
use super::reading::{Reading, Received};
use crate::notice::{Channel, Form};

pub(super) const RULES: &[Rule] = &[
    Rule::order("email/attachment-name", attachment_name::check),
    Rule::notice("email/blank", blank::check),
    Rule::notice("email/blocked-markup", blocked_markup::check),
    Rule::notice("email/contradicting-dates", contradicting_dates::check),
    Rule::notice("email/html-without-markup", html_without_markup::check),
    Rule::notice("email/inaccessible-markup", inaccessible_markup::check),
    Rule::notice("email/line-break-in-subject", line_break_in_subject::check),
    Rule::notice("email/long-subject", long_subject::check),
    Rule::notice("email/markup-in-plain-text", markup_in_plain_text::check),
    Rule::notice("email/reply-invitation", reply_invitation::check),
    Rule::notice("email/sender-address", sender_address::check),
    Rule::notice("email/vague-subject", vague_subject::check),
];

/// The subjects of a notice.
fn subjects<'r, 'n>(notice: &'r Received<'n>) -> impl Iterator<Item = &'r Reading<'n>> {
    notice.of(Channel::EmailSubject)
}

/// The bodies of a notice.
fn bodies<'r, 'n>(notice: &'r Received<'n>) -> impl Iterator<Item = &'r Reading<'n>> {
    notice.of(Channel::EmailBody)
}

/// The most characters that a subject may have in a form; none where nothing is refused.
const fn subject_limit(form: Form) -> Option<usize> {
    match form {
        // Texts of signing are sent through Correspondence.
        Form::Correspondence | Form::CorrespondenceMultipart | Form::TextResource => Some(512),
        Form::CorrespondenceBuilder => Some(128),
        _ => None,
    }
}
