//! One order: what it sends to whom, and all that is said round it.

use super::body::Node;
use super::request::Request;
use super::{Form, Kind, MessageText, Notice, RecipientKind};
use crate::source::{Location, Source, Span, Spanned};
use std::path::Path;
use std::sync::Arc;

/// One order, as one request brings it to an API: what is sent to whom, and all that is said round it.
///
/// What stands in it beside its notices is found by name in its body: `order.body.get("requestedSendTime")`, and what the
/// API knows of each such member in [`super::schema::walk`].
#[derive(Clone, Debug)]
pub struct Order {
    /// The file it stands in.
    pub source: Arc<Source>,
    /// Which form it has.
    pub form: Form,
    /// The whole of it.
    pub span: Span,
    /// Everything as it is written.
    pub body: Node,
    /// What is sent: the first message, then the reminders in order. None where a correspondence or dialog brings no
    /// notice at all.
    pub notices: Vec<Notice>,
    /// The texts of a message in the inbox that come with it. What may stand in a notice is no rule for them.
    pub inbox: Vec<MessageText>,
    /// The request line of the carrier, where it has one.
    pub request: Option<Request>,
    /// The part of a form that it was read from, for the notice of an app.
    pub part: Option<Part>,
    /// Whether enough of a form stands there to hold the rest against it. An object with a single mark may be another's.
    pub is_certain: bool,
}

/// A part of a `multipart/form-data` body.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its name.
    pub name: Spanned<String>,
    /// Its headers, where the file can say them. Some clients write them by themselves.
    pub head: Option<PartHead>,
}

/// The headers of a part, as far as the file says them.
#[derive(Clone, Debug)]
pub struct PartHead {
    /// The content type that they give.
    pub content_type: Option<Spanned<String>>,
    /// Where one is added.
    pub end: Span,
    /// How one is added.
    pub way: HeadWay,
}

/// How a file says the content type of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadWay {
    /// On a line of its own, as it is sent.
    Line,
    /// `@contentType(…)` behind the value, as Bruno has it.
    Mark,
    /// A member `contentType` of the field, as Postman has it.
    Member,
    /// `;type=…` behind the value, as `curl` has it.
    Suffix,
}

impl Order {
    /// An order that stands alone: no request brings it, and nothing comes with its notices.
    pub(super) fn alone(source: &Arc<Source>, form: Form, body: Node, notices: Vec<Notice>, is_certain: bool) -> Self {
        Self {
            source: Arc::clone(source),
            form,
            span: body.span,
            body,
            notices,
            inbox: Vec::new(),
            request: None,
            part: None,
            is_certain,
        }
    }

    /// A place in the order's file.
    pub fn at(&self, span: Span) -> Location {
        Location::new(&self.source, span)
    }

    /// The correspondence itself, without the request round it, for that form.
    pub fn letter(&self) -> Option<&Node> {
        let is_letter = matches!(self.form, Form::Correspondence | Form::CorrespondenceMultipart);
        is_letter.then(|| self.body.set("correspondence").unwrap_or(&self.body))
    }

    /// The `notification` of a correspondence or of an app's request. A notification that stands alone is the body.
    ///
    /// None where there is none, and where a program puts it in.
    pub fn notification(&self) -> Option<&Node> {
        match self.form {
            Form::AppInstantiation => self.body.set("notification").filter(|one| one.is_object()),
            Form::CorrespondenceBuilder => Some(&self.body),
            _ => {
                let letter = self.letter()?;
                let inside = letter.set("notification").filter(|one| one.is_object());
                inside.or_else(|| super::recognise::is_notification(letter).then_some(letter))
            }
        }
    }

    /// The numbers and addresses by which the first message names its recipients, as far as they are written out.
    pub fn recipients(&self) -> Vec<String> {
        let one = |node: &Node| node.known().map(|text| text.trim().to_lowercase()).filter(|text| !text.is_empty());
        let named = |holder: &Node| {
            let members = holder.members().iter();
            let is_name = |name: &str| NAMES.iter().any(|known| known.eq_ignore_ascii_case(name));
            members.filter(|member| is_name(&member.name.value)).filter_map(|member| one(&member.value)).collect()
        };
        // The owner of an instance is a member of the request, and so are the ways of an order that is sent at once.
        let ways = || self.body.set("recipient").unwrap_or(&self.body).members().iter();
        let of_list = |node: &Node| one(node).map_or_else(|| named(node), |text| vec![text]);
        match self.body.get("recipients") {
            Some(list) => list.items().iter().flat_map(of_list).collect(),
            None => ways().flat_map(|way| named(&way.value)).collect::<Vec<_>>(),
        }
    }

    /// The reminders as they are written, for the forms that have a list of them.
    pub fn reminders(&self) -> &[Node] {
        let holder = if self.form == Form::AppInstantiation { self.notification() } else { Some(&self.body) };
        holder.and_then(|holder| holder.get("reminders")).map_or(&[], Node::items)
    }

    /// Whether the file is one that tests are made of, by its path.
    pub fn is_of_tests(&self) -> bool {
        is_of_tests(self.source.path())
    }
}

/// Members that name a recipient by a number or an address.
const NAMES: [&str; 10] = [
    "orgNumber",
    "organizationNumber",
    "nationalIdentityNumber",
    "emailAddress",
    "phoneNumber",
    "mobileNumber",
    "externalIdentity",
    "username",
    "organisationNumber",
    "personNumber",
];

/// Whether a file is one that tests are made of, by the folders that it lies in.
pub(super) fn is_of_tests(path: &Path) -> bool {
    let is_test = |part: &str| {
        let part = part.to_ascii_lowercase();
        matches!(part.as_str(), "test" | "tests" | "testdata" | "k6" | "bruno" | "mocks" | "mock")
            || part.ends_with(".tests")
            || part.ends_with(".test")
    };
    path.parent().is_some_and(|folder| folder.components().filter_map(|part| part.as_os_str().to_str()).any(is_test))
}

/// A notice without texts yet.
pub(super) fn bare(source: &Arc<Source>, form: Form, kind: Kind, recipient: RecipientKind, span: Span) -> Notice {
    Notice {
        source: Arc::clone(source),
        form,
        kind,
        recipient,
        texts: Vec::new(),
        is_framed: false,
        is_confidential: None,
        resource_id: None,
        resource_action: None,
        variables: Vec::new(),
        national_ids: Vec::new(),
        span,
    }
}
