//! Previews for programs: `notify-lint/preview/1`, described in `docs/json-output.md`.

use crate::notice::{Form, Kind, RecipientKind};
use crate::report::json_text::write_list;
use crate::report::words::slashed;
use crate::text::Alphabet;
use crate::workspace::preview::{
    EmailMessage, Filled, FirstChoice, Hold, MarkKind, NoticePreview, OrderPreview, Sender, SenderRemark, Sms, Step,
};
use serde_json::{Value, json};
use std::io::{self, Write};

const SCHEMA: &str = "notify-lint/preview/1";

/// Writes one object, each order on a line of its own.
pub(super) fn write(orders: &[OrderPreview], out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"schema\":\"{SCHEMA}\",\"orders\":")?;
    write_list(orders.iter().map(order), out)?;
    out.write_all(b"}\n")
}

fn kind(kind: Kind) -> String {
    match kind {
        Kind::Main => "main".into(),
        Kind::Reminder(number) => format!("reminder-{number}"),
        Kind::Instant => "instant".into(),
    }
}

const fn recipient(recipient: RecipientKind) -> &'static str {
    match recipient {
        RecipientKind::Organization => "organization",
        RecipientKind::Person => "person",
        RecipientKind::Direct => "direct",
        RecipientKind::ExternalIdentity => "external-identity",
        RecipientKind::Unknown => "unknown",
    }
}

const fn form(form: Form) -> &'static str {
    match form {
        Form::OrderV1 => "order-v1",
        Form::OrderV2 => "order-v2",
        Form::Instant => "instant",
        Form::Composed => "composed",
        Form::Correspondence | Form::CorrespondenceMultipart | Form::CorrespondenceBuilder => "correspondence",
        Form::AppInstantiation | Form::AppClient => "app",
        Form::TextResource => "signing-texts",
        Form::Dialog => "dialog",
        Form::EFormidling => "eformidling",
        Form::Own => "own",
        Form::Soap => "soap",
    }
}

fn order(order: &OrderPreview) -> Value {
    let at = order.at.source.position(order.at.span.start);
    json!({
        "path": slashed(order.at.source.path()),
        "line": at.line,
        "form": form(order.form),
        "notices": order.notices.iter().map(notice).collect::<Vec<_>>(),
        "timeline": order.timeline.as_ref().map(|timeline| timeline.steps.iter().map(step).collect::<Vec<_>>()),
    })
}

fn notice(notice: &NoticePreview) -> Value {
    let sms = |one: &crate::workspace::preview::SmsMessage| {
        json!({
            "language": one.language,
            "sender": sender(&one.sender),
            "short": measured(&one.short),
            "long": measured(&one.long),
        })
    };
    json!({
        "kind": kind(notice.kind),
        "recipient": recipient(notice.recipient),
        "first_choice": notice.first_choice.map(|one| if one == FirstChoice::Email { "email" } else { "sms" }),
        "framed": notice.is_framed,
        "sms": notice.sms.iter().map(sms).collect::<Vec<_>>(),
        "emails": notice.emails.iter().map(email).collect::<Vec<_>>(),
    })
}

fn sender(sender: &Sender) -> Value {
    let written = match &sender.remark {
        None => Value::from(sender.shown.as_str()),
        Some(SenderRemark::Default) => Value::Null,
        Some(SenderRemark::Cut(whole)) => Value::from(whole.as_str()),
    };
    json!({ "shown": sender.shown, "written": written })
}

fn measured(sms: &Sms) -> Value {
    let mark = |mark: &crate::workspace::preview::Mark| {
        let why = match mark.kind {
            MarkKind::Double => "double",
            MarkKind::Foreign => "foreign",
        };
        json!({ "character": sms.filled.text[mark.range.clone()], "offset": mark.range.start, "why": why })
    };
    json!({
        "text": sms.filled.text,
        "alphabet": match sms.alphabet { Alphabet::Gsm => "gsm", Alphabet::Ucs2 => "ucs2" },
        "units": sms.units,
        "at_least": !sms.filled.open.is_empty(),
        "messages": sms.parts.iter().map(|part| &sms.filled.text[part.clone()]).collect::<Vec<_>>(),
        "documented": { "encoded": sms.encoded, "messages": sms.documented },
        "marks": sms.marks.iter().map(mark).collect::<Vec<_>>(),
        "lost_from": sms.lost_from,
    })
}

fn email(email: &EmailMessage) -> Value {
    let text = |filled: &Filled| filled.text.clone();
    json!({
        "language": email.language,
        "sender": sender(&email.sender),
        "subject": email.subject.as_ref().map(text),
        "text": email.body.as_ref().map(text),
    })
}

fn step(step: &Step) -> Value {
    let sms = step.sms.as_ref().map(|hold| match hold {
        Hold::AtOnce(time) => json!({ "at": time.iso(), "waits": false }),
        Hold::Waits(time) => json!({ "at": time.iso(), "waits": true }),
        Hold::Unknown | Hold::Unclear => json!({ "at": null, "waits": null }),
    });
    json!({
        "kind": kind(step.kind),
        "due": step.due.as_ref().map(crate::workspace::preview::SendTime::iso),
        "email": step.email,
        "sms": sms,
        "condition": step.has_condition,
    })
}
