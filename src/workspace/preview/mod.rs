//! Orders as they will arrive: each message with its placeholders filled in, and when it is sent.

mod fill;
mod message;
mod timeline;

use crate::notice::{Form, Kind, MessageText, Node, Notice, Order, RecipientKind};
use crate::source::{Location, Span};

pub use fill::{Filled, Length};
pub use message::{EmailMessage, Mark, MarkKind, Sender, SenderRemark, Sms, SmsMessage};
pub use timeline::{Hold, SendTime, Step, Timeline};

/// One order as it will arrive.
#[derive(Clone, Debug)]
pub struct OrderPreview {
    /// Where it stands.
    pub at: Location,
    /// Its form.
    pub form: Form,
    /// What it is made of, first message and reminders.
    pub notices: Vec<NoticePreview>,
    /// When each is sent; none for texts that stand alone.
    pub timeline: Option<Timeline>,
}

/// The channel that is tried first: who cannot be reached by it gets the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstChoice {
    /// E-mail.
    Email,
    /// SMS.
    Sms,
}

/// One notice as it will arrive.
#[derive(Clone, Debug)]
pub struct NoticePreview {
    /// Where it stands.
    pub at: Location,
    /// First message or reminder.
    pub kind: Kind,
    /// Who gets it.
    pub recipient: RecipientKind,
    /// Of two channels, the one that is tried first; none where every channel is used that has a text.
    pub first_choice: Option<FirstChoice>,
    /// Whether Altinn puts its texts into a frame that names sender and recipient; the frame is not shown.
    pub is_framed: bool,
    /// Its SMS, one for each language.
    pub sms: Vec<SmsMessage>,
    /// Its e-mails, one for each language.
    pub emails: Vec<EmailMessage>,
}

impl OrderPreview {
    /// What becomes of an order. `send_time` is when it is sent; none where nobody can tell.
    pub fn of(order: &Order, send_time: Option<SendTime>) -> Self {
        Self {
            at: order.at(order.span),
            form: order.form,
            notices: order
                .notices
                .iter()
                .map(|notice| NoticePreview::of(notice, first_choice(order, notice)))
                .filter(NoticePreview::has_text)
                .collect(),
            timeline: Some(Timeline::of(order, send_time.as_ref())),
        }
    }

    /// What becomes of a notice that stands alone, such as the texts of an app.
    pub fn alone(notice: &Notice) -> Self {
        let notices = vec![NoticePreview::of(notice, None)];
        Self { at: notice.at(notice.span), form: notice.form, notices, timeline: None }
    }
}

impl NoticePreview {
    fn of(notice: &Notice, first_choice: Option<FirstChoice>) -> Self {
        Self {
            first_choice,
            at: notice.at(notice.span),
            kind: notice.kind,
            recipient: notice.recipient,
            is_framed: notice.is_framed,
            sms: message::sms(notice),
            emails: message::emails(notice),
        }
    }

    /// Whether there is anything to show.
    pub fn has_text(&self) -> bool {
        !self.sms.is_empty() || !self.emails.is_empty()
    }
}

/// The channel that the order wants to be tried first for a notice.
fn first_choice(order: &Order, notice: &Notice) -> Option<FirstChoice> {
    let holder = match order.form {
        Form::OrderV2 => with_span(&order.body, notice.span)?,
        Form::OrderV1 => &order.body,
        _ => order.notification()?,
    };
    let is_reminder = matches!(notice.kind, Kind::Reminder(_));
    let of_reminder = holder.set("reminderNotificationChannel").filter(|_| is_reminder);
    let channel = of_reminder.or_else(|| holder.set("channelSchema")).or_else(|| holder.set("notificationChannel"))?;
    let named = |name: &str, number| {
        channel.known().is_some_and(|known| known.eq_ignore_ascii_case(name)) || channel.whole_number() == Some(number)
    };
    if named("EmailPreferred", 2) {
        Some(FirstChoice::Email)
    } else if named("SmsPreferred", 3) {
        Some(FirstChoice::Sms)
    } else {
        None
    }
}

/// The part of a body that stands at a place.
fn with_span(node: &Node, span: Span) -> Option<&Node> {
    if node.span == span {
        return Some(node);
    }
    let values = node.members().iter().map(|member| &member.value).chain(node.items());
    values
        .filter(|value| value.span.start <= span.start && span.end <= value.span.end)
        .find_map(|value| with_span(value, span))
}

/// The language of a text where the file says it.
fn language(text: &MessageText) -> Option<String> {
    text.language.as_ref().map(|language| language.value.clone())
}
