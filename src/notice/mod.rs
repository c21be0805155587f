//! Notices: what is sent to whom, in every form it is found in a repository.
//!
//! Source of fields and recognition: Altinn/altinn-notifications @0d0183f, `Models/**`, `Validators/**`; for texts of apps
//! Altinn/altinn-studio @e049d2c, `Features/Signing`.

pub mod body;
mod carrier;
mod correspondence;
mod csharp;
mod dialog;
mod fields;
mod holes;
mod instantiation;
mod moment;
mod order;
mod order_v1;
mod order_v2;
mod own;
mod quoting;
mod read;
mod recognise;
mod request;
pub mod schema;
mod senders;
mod text_keys;
mod texts;

use crate::finding::Severity;
use crate::source::{Location, Source, Span, Spanned};
use crate::syntax::Mapped;
use std::sync::Arc;

pub use body::{Member, Node, Placing, Shape};
pub use carrier::{Carrier, carrier_of, is_document, is_expanded, is_script, read_carried};
pub use csharp::{CodeReading, CodeUse, code_use, read_code};
pub use holes::holes;
pub use moment::Moment;
pub use order::{HeadWay, Order, Part, PartHead};
pub use own::read_own;
pub use read::{Reading, read, read_as, read_body, read_json};
pub use recognise::{could_be_order, must_be_order};
pub use request::Request;
pub use senders::is_sender_name;
pub use texts::{SigningKey, TextEntry, TextFile, read_texts};

/// One text that somebody will receive, or one recipient clause that decides who does, with all that a rule must know
/// of its surroundings.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The file it stands in.
    pub source: Arc<Source>,
    /// Which form of order it belongs to.
    pub form: Form,
    /// First message, reminder, or sent at once.
    pub kind: Kind,
    /// Who it goes to.
    pub recipient: RecipientKind,
    /// The texts it is made of.
    pub texts: Vec<MessageText>,
    /// Whether its texts are put into a frame of Altinn's that names sender and recipient (`GenericAltinnMessage`).
    pub is_framed: bool,
    /// Whether the message in the inbox is called confidential, with the place that says so.
    pub is_confidential: Option<Spanned<bool>>,
    /// `resourceId` as written.
    pub resource_id: Option<Mapped>,
    /// `resourceAction` as written; `read` is asked for where it is not given.
    pub resource_action: Option<Mapped>,
    /// Texts of it that reckon with variables, which no notice has filled in.
    pub variables: Vec<Variables>,
    /// National identity numbers as written in the recipient's own fields.
    pub national_ids: Vec<Mapped>,
    /// The object that holds it, or the key of a text resource.
    pub span: Span,
}

/// The form in which a notice is written down (`F1` … in the format notes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Notifications API, first version.
    OrderV1,
    /// Notifications API, order chain with reminders.
    OrderV2,
    /// Notifications API, sent at once.
    Instant,
    /// Notifications API, e-mail with attachments.
    Composed,
    /// A message of Correspondence, in JSON.
    Correspondence,
    /// The same as the keys of a form.
    CorrespondenceMultipart,
    /// What code gives the builder of a correspondence's notification.
    CorrespondenceBuilder,
    /// The request that makes an instance of an app.
    AppInstantiation,
    /// What code gives one of the app library's clients.
    AppClient,
    /// A text resource of an app that the app library sends as a notice to those who are to sign.
    TextResource,
    /// A dialog of Dialogporten.
    Dialog,
    /// Settings of eFormidling.
    EFormidling,
    /// A shape of the user's own, mapped by the configuration.
    Own,
    /// A notification of Altinn 2.
    Soap,
}

/// When it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The first message.
    Main,
    /// A reminder; the number counts from 1.
    Reminder(usize),
    /// At once.
    Instant,
}

/// How its recipient is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecipientKind {
    /// An organisation number: the policy decides who of the organisation is notified.
    Organization,
    /// A national identity number.
    Person,
    /// An e-mail address or telephone number.
    Direct,
    /// A self-identified user.
    ExternalIdentity,
    /// Several kinds, or none that is known.
    Unknown,
}

/// Where a text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// The text of an SMS.
    Sms,
    /// The subject of an e-mail.
    EmailSubject,
    /// The body of an e-mail.
    EmailBody,
    /// The title of a message in the inbox.
    InboxTitle,
    /// Its summary.
    InboxSummary,
    /// The message itself.
    InboxBody,
}

impl Channel {
    /// What a text is called that people are notified by; none for those of the message itself.
    pub const fn of_notice(self) -> Option<&'static str> {
        match self {
            Self::Sms => Some("SMS"),
            Self::EmailSubject => Some("subject of the e-mail"),
            Self::EmailBody => Some("e-mail"),
            Self::InboxTitle | Self::InboxSummary | Self::InboxBody => None,
        }
    }
}

/// What an e-mail body is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentType {
    /// Plain text.
    Plain,
    /// HTML.
    Html,
}

/// One text of a notice.
#[derive(Clone, Debug)]
pub struct MessageText {
    /// Where it is shown.
    pub channel: Channel,
    /// What it is written in.
    pub content_type: ContentType,
    /// The text, with the way back to the bytes of the file.
    pub text: Mapped,
    /// The sender shown beside it: `sender`, `senderNumber`, `senderEmailAddress`, `fromAddress`.
    pub sender: Option<Mapped>,
    /// Byte ranges of the decoded text that a program fills in before sending (`{{var}}`), which no rule can see.
    pub holes: Vec<std::ops::Range<usize>>,
    /// Its language where the file says so (`nb`, `nn`, `en`).
    pub language: Option<Spanned<String>>,
}

/// The `variables` of a text resource that is sent as a notice.
#[derive(Clone, Copy, Debug)]
pub struct Variables {
    /// The text.
    pub text: Span,
    /// The list of them.
    pub at: Span,
}

/// Something in a notice file that could not be read as what it is.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Where.
    pub span: Span,
    /// What is wrong, lower-case start, no final full stop.
    pub message: String,
    /// What to do.
    pub help: String,
    /// How much it weighs.
    pub severity: Severity,
}

impl Notice {
    /// The resource id without its prefix, as the API passes it on.
    pub fn resource(&self) -> Option<&str> {
        let id = self.resource_id.as_ref()?.as_str().trim();
        Some(id.strip_prefix("urn:altinn:resource:").unwrap_or(id)).filter(|id| !id.is_empty())
    }

    /// Whether a stretch is written on one line, so that what stands there is characters of a text and nothing else. Where a
    /// line really ends, as in a block of YAML, the end belongs to the file as well.
    pub fn is_on_one_line(&self, span: Span) -> bool {
        !self.source.slice(span).contains(['\n', '\r'])
    }

    /// Whether its file is one that tests are made of, by its path.
    pub fn is_of_tests(&self) -> bool {
        order::is_of_tests(self.source.path())
    }

    /// A place in the notice's file.
    pub fn at(&self, span: Span) -> Location {
        Location::new(&self.source, span)
    }
}

impl MessageText {
    /// Whether something will be filled in that no rule can see.
    pub fn has_holes(&self) -> bool {
        !self.holes.is_empty()
    }
}
