//! What previews say, in whatever form they are printed.

use crate::notice::{Form, Kind, RecipientKind};
use crate::text::Alphabet;
use crate::workspace::preview::{FirstChoice, Hold, NoticePreview, OrderPreview, Sender, SenderRemark, Sms, Step};

/// `first message`, `reminder 2`.
pub(super) fn kind(kind: Kind) -> String {
    match kind {
        Kind::Main => "first message".into(),
        Kind::Reminder(number) => format!("reminder {number}"),
        Kind::Instant => "message sent at once".into(),
    }
}

/// To whom a notice goes.
pub(super) const fn recipient(recipient: RecipientKind) -> &'static str {
    match recipient {
        RecipientKind::Organization => "to an organisation",
        RecipientKind::Person => "to a person",
        RecipientKind::Direct => "to an address or number",
        RecipientKind::ExternalIdentity => "to a user who registered themselves",
        RecipientKind::Unknown => "to recipients that the file does not tell",
    }
}

/// What kind of thing an order is.
pub(super) const fn form(form: Form) -> &'static str {
    match form {
        Form::OrderV1 => "order of the first version",
        Form::OrderV2 => "order",
        Form::Instant => "order that is sent at once",
        Form::Composed => "e-mail with attachments",
        Form::Correspondence | Form::CorrespondenceMultipart | Form::CorrespondenceBuilder => "correspondence",
        Form::AppInstantiation | Form::AppClient => "notice of an app",
        Form::TextResource => "texts of signing",
        Form::Dialog => "dialog",
        Form::EFormidling => "settings of eFormidling",
        Form::Own => "own form",
        Form::Soap => "notification of Altinn 2",
    }
}

/// The line that a preview begins with: what, and where it stands.
pub(super) fn head(order: &OrderPreview) -> String {
    let line = order.at.source.position(order.at.span.start).line;
    format!("{}:{line}  {}", super::super::words::path_on_screen(order.at.source.path()), form(order.form))
}

/// `160 of 160 characters, 1 message`.
pub(super) fn length(sms: &Sms) -> String {
    let count = sms.parts.len();
    let at_least = if sms.filled.open.is_empty() { "" } else { "at least " };
    let messages = if count == 1 { "1 message".to_owned() } else { format!("{count} messages") };
    let alphabet = match sms.alphabet {
        Alphabet::Gsm => "",
        Alphabet::Ucs2 => ", in the alphabet with 70 to a message",
    };
    let room = if count == 1 { sms.alphabet.one() } else { count * sms.alphabet.part() };
    format!("{at_least}{messages}: {} of {room} characters{alphabet}", sms.units)
}

/// What is to be known of the length beside it.
pub(super) fn length_notes(short: &Sms, long: &Sms) -> Vec<String> {
    let mut notes = Vec::new();
    if short.units != long.units {
        notes.push(format!("with short names {}", length(short)));
    }
    if long.documented != long.parts.len() {
        notes.push(format!(
            "Altinn's documentation counts {} (it takes {} characters as encoded for an address)",
            long.documented, long.encoded
        ));
    }
    if long.lost_from.is_some() {
        notes.push("the end is cut off, from the mark on, and nobody is told".into());
    }
    notes
}

/// A sender, and what is to be said of it.
pub(super) fn sender(sender: &Sender) -> String {
    match &sender.remark {
        None => sender.shown.clone(),
        Some(SenderRemark::Default) => format!("{} (Altinn's own: none is given)", sender.shown),
        Some(SenderRemark::Cut(whole)) => format!("{} (cut: `{whole}` is longer than 11 characters)", sender.shown),
    }
}

/// What is to be known of a notice as a whole.
pub(super) fn remarks(notice: &NoticePreview) -> Vec<&'static str> {
    let mut remarks = Vec::new();
    match notice.first_choice {
        Some(FirstChoice::Email) => {
            remarks.push("one of these: the e-mail, or the SMS where no e-mail address is known")
        }
        Some(FirstChoice::Sms) => {
            remarks.push("one of these: the SMS, or the e-mail where no telephone number is known")
        }
        None => {}
    }
    if notice.is_framed {
        remarks.push("Altinn puts a frame round these words that names sender and recipient; it is not shown here");
    }
    remarks
}

/// When a message is sent, channel by channel.
pub(super) fn step(step: &Step) -> Vec<String> {
    let mut lines = Vec::new();
    let due = step.due.as_ref().map(crate::workspace::preview::SendTime::display);
    if step.email {
        lines.push(match &due {
            Some(due) => format!("e-mail  {due}"),
            None => "e-mail  the file does not say when".to_owned(),
        });
    }
    if let Some(hold) = &step.sms {
        lines.push(match hold {
            Hold::AtOnce(time) => format!("SMS     {}", time.display()),
            Hold::Waits(time) => format!("SMS     {}  waits for the day: SMS are sent from 09 to 17", time.display()),
            Hold::Unknown => "SMS     the file does not say when".to_owned(),
            Hold::Unclear => {
                "SMS     cannot be told: the app library and the API number their policies differently".to_owned()
            }
        });
    }
    if step.has_condition {
        lines.push("        only if the condition says yes then; no answer counts as yes".to_owned());
    }
    lines
}
