//! Files that carry orders inside something else: requests of API clients, collections, settings.
//!
//! Each carrier takes its files apart and hands the bodies on to the readers of orders, with the places they have in the
//! file. Source of the carriers: the documentation of Bruno, the REST client, Postman and Java's `Properties`.

mod altinn2;
mod bruno;
mod eformidling;
mod http;
mod lines;
mod markdown;
mod multipart;
mod postman;
mod properties;
mod shell;
mod yaml;

use super::holes::holes;
use super::read::{Reading, read_as, read_body, read_json};
use super::recognise::{could_be_order, must_be_order};
use super::{Form, Node, Part, Placing, Problem, Request};
use crate::finding::Severity;
use crate::source::{Source, Span};
use crate::syntax::Mapped;
use crate::syntax::json::{Document, ProblemKind};
use memchr::memmem;
use std::path::Path;
use std::sync::Arc;

pub(super) use eformidling::of_message;
pub(super) use properties::read as read_properties;
pub use shell::is_expanded;
pub(super) use yaml::read as read_yaml;

/// The parts of the request that makes an instance of an app: its notice, and the instance itself.
const NOTIFICATION: &str = "notification";
const INSTANCE: &str = "instance";

/// What a file of the carrier looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// Requests of the REST client or of `JetBrains`: `.http`, `.rest`.
    Http,
    /// A request of Bruno: `.bru`.
    Bruno,
    /// A collection of Postman.
    Postman,
    /// Settings: `.properties`.
    Properties,
    /// Settings: `.yml`, `.yaml`.
    Yaml,
    /// A notification of Altinn 2, in XML.
    Altinn2,
    /// A document that shows orders: `.md`.
    Markdown,
    /// A script of the shell, whose `curl` sends.
    Shell,
    /// The same in a Makefile, which has signs of its own for variables.
    Makefile,
}

/// The ending of a file in small letters; a Makefile has a name and none.
fn ending(path: &Path) -> Option<String> {
    Some(path.extension().or_else(|| path.file_name())?.to_str()?.to_ascii_lowercase())
}

/// Whether a file is a document that may show orders, by its name.
pub fn is_document(path: &Path) -> bool {
    ending(path).is_some_and(|end| DOCUMENTS.contains(&&*end))
}

/// Whether a file is a script that may send orders, by its name.
pub fn is_script(path: &Path) -> bool {
    ending(path).is_some_and(|end| SCRIPTS.contains(&&*end) || MAKEFILES.contains(&&*end))
}

const DOCUMENTS: [&str; 2] = ["md", "markdown"];
const SCRIPTS: [&str; 2] = ["sh", "bash"];
const MAKEFILES: [&str; 2] = ["mk", "makefile"];

/// The carrier that a file is, by its name and by words that stand in it; none where it can hold no order.
pub fn carrier_of(path: &Path, text: &str) -> Option<Carrier> {
    let end = ending(path)?;
    let has = |word: &str| memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    let carrier = match end.as_str() {
        "http" | "rest" => Carrier::Http,
        "bru" => Carrier::Bruno,
        "json" if has("getpostman.com") => Carrier::Postman,
        "properties" if eformidling::could_be_settings(text) => Carrier::Properties,
        "yml" | "yaml" if eformidling::could_be_settings(text) => Carrier::Yaml,
        "xml" if altinn2::could_be(text) => Carrier::Altinn2,
        end if DOCUMENTS.contains(&end) && markdown::could_show(text) => Carrier::Markdown,
        end if SCRIPTS.contains(&end) && shell::could_send(text) => Carrier::Shell,
        end if MAKEFILES.contains(&end) && shell::could_send(text) => Carrier::Makefile,
        _ => return None,
    };
    Some(carrier)
}

/// Every order that a file carries.
pub fn read_carried(source: &Arc<Source>, carrier: Carrier) -> Reading {
    let mut bodies = Bodies { source, reading: Reading::default() };
    let whole = lines::span(0, source.text().len());
    match carrier {
        Carrier::Http => http::read(&mut bodies, whole),
        Carrier::Bruno => bruno::read(&mut bodies),
        Carrier::Postman => postman::read(&mut bodies),
        Carrier::Properties => eformidling::read(source, properties::read(source), &mut bodies.reading),
        Carrier::Yaml => match yaml::read(source) {
            Ok(root) => eformidling::read(source, eformidling::flat(&root), &mut bodies.reading),
            Err(error) => {
                bodies.unseen(
                    error.span,
                    &format!("the YAML cannot be read, so its texts were not checked: {}", error.value),
                );
            }
        },
        Carrier::Altinn2 => altinn2::read(source, whole, &mut bodies.reading),
        Carrier::Markdown => markdown::read(&mut bodies),
        Carrier::Shell | Carrier::Makefile => shell::read(&mut bodies, whole, carrier == Carrier::Makefile),
    }
    bodies.reading
}

/// The bodies of a file, read one after the other.
struct Bodies<'s> {
    source: &'s Arc<Source>,
    reading: Reading,
}

impl Bodies<'_> {
    /// A body that stands in the file as it is sent.
    fn verbatim(&mut self, span: Span, request: Option<&Request>) {
        let source = Arc::clone(self.source);
        self.json(source.slice(span), &Placing::At(span.start), span, request);
    }

    /// A body that is written inside a string of the file.
    fn inside(&mut self, text: &Mapped, request: Option<&Request>) {
        self.json(text.as_str(), &Placing::Inside(text), text.span(), request);
    }

    fn json(&mut self, text: &str, placing: &Placing<'_>, whole: Span, request: Option<&Request>) {
        let trimmed = text.trim();
        let is_order = request.and_then(Request::form).is_some();
        if is_one_hole(trimmed) {
            if is_order {
                self.unseen(whole, "the body is a variable, so nothing of this order was checked");
            }
            return;
        }
        if !trimmed.starts_with(['{', '[']) || !(is_order || could_be_order(text)) {
            return;
        }
        let document = Document::parse(text);
        if let Some(problem) = document.problems().iter().find(|problem| problem.kind.is_fatal()) {
            if is_order || must_be_order(text) {
                let help = "repair the JSON; no rule has looked at this order";
                self.problem(placing.span(problem.span), problem.kind.to_string(), help, Severity::Error);
            }
            return;
        }
        let Some(root) = document.root() else { return };
        let found = read_json(self.source, root, placing, request);
        if !found.orders.is_empty() {
            let commas = document.problems().iter().filter(|problem| problem.kind == ProblemKind::TrailingComma);
            for comma in commas {
                let help = "take it out; the API answers status 400 to an order that is not strict JSON";
                self.problem(placing.span(comma.span), comma.kind.to_string(), help, Severity::Error);
            }
        }
        self.add(found);
    }

    /// The fields of a form, as they are named and filled.
    fn form(&mut self, fields: Vec<(Part, Mapped)>, span: Span, request: Option<&Request>) {
        let names = |start: &str| {
            let starts = |key: &str| key.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start));
            fields.iter().any(|(part, _)| starts(&part.name.value))
        };
        if names("correspondence.notification.") || names("correspondence.content.") {
            let body = Node::from_flat(fields.into_iter().map(|(part, value)| (part.name, value)), span);
            let found = read_as(self.source, body, Form::CorrespondenceMultipart, request);
            self.add(found);
            return;
        }
        // A new instance of an app takes its notice as a part of its own, and from the instance it takes none.
        for (part, value) in fields {
            let is = |name: &str| part.name.value.eq_ignore_ascii_case(name);
            if !is(NOTIFICATION) && !is(INSTANCE) {
                continue;
            }
            let document = Document::parse(value.as_str());
            let Some(root) = document.root().filter(|_| document.is_whole()) else { continue };
            let body = Node::from_json(root, &Placing::Inside(&value));
            let mut found = if is(INSTANCE) {
                read_body(self.source, body, request)
            } else {
                let body = Node::object(part.name.clone(), body);
                if request.is_some_and(Request::makes_instance) {
                    read_as(self.source, body, Form::AppInstantiation, request)
                } else {
                    read_body(self.source, body, request)
                }
            };
            found.orders.iter_mut().for_each(|order| order.part = Some(part.clone()));
            self.add(found);
        }
    }

    fn add(&mut self, found: Reading) {
        self.reading.orders.extend(found.orders);
        self.reading.problems.extend(found.problems);
    }

    /// Notes that an order is there and that its texts are not.
    fn unseen(&mut self, span: Span, message: &str) {
        let help = "put the text where it can be read, or check the place that it comes from";
        self.problem(span, message.to_owned(), help, Severity::Info);
    }

    fn problem(&mut self, span: Span, message: String, help: &str, severity: Severity) {
        self.reading.problems.push(Problem { span, message, help: help.to_owned(), severity });
    }
}

/// Whether the whole of a text is one place to be filled in.
fn is_one_hole(text: &str) -> bool {
    holes(text).first().is_some_and(|hole| hole.len() == text.len() && text != "string")
}
