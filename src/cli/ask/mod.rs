//! `notify-lint ask`: one question to the decision point, and why it is answered as it is.

mod standard;

use super::args::{AnswerFormat, AskArgs};
use super::meant::Meant;
use super::settings::Settings;
use super::{Result, Status, Trouble, terminal};
use crate::altinn::{Person, Place, ServiceId, attribute, reaches_people, register, requests};
use crate::config::Date;
use crate::lint::Files as _;
use crate::pdp::altinn::Binding;
use crate::pdp::wire::{self, Message};
use crate::pdp::{Answered, Context, Decision, Dialect, Request, Response};
use crate::report::answer::{self, AnswerView, Question, Traced};
use crate::rules::grammar;
use crate::source::{Location, Source, Span};
use crate::syntax::{json, xml};
use crate::workspace::{PolicyFile, Service};
use crate::xacml::Category;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is printed, and whether everything was permitted.
struct Printed {
    text: Vec<u8>,
    is_permitted: bool,
}

pub(super) fn run(args: &AskArgs, out: &mut dyn Write) -> Result<Status> {
    let here = super::here()?;
    let paths = if args.paths.is_empty() { vec![PathBuf::from(".")] } else { args.paths.clone() };
    let settings = Settings::find(&args.common, &here, &paths)?;
    let message = args.request.as_deref().map(message).transpose()?;
    let dialect = dialect(args, &settings, message.is_some());
    let asked = Asked { args, settings: &settings, dialect };
    let printed = match (&message, dialect) {
        (Some(message), Dialect::Standard(_)) => standard::run(&asked, &here, &paths, message)?,
        (message, _) => {
            let [path] = paths.as_slice() else {
                return Err(Trouble("one policy is asked: name one file or folder".into()));
            };
            let meant = Meant::find(&here, path, &settings)?;
            meant.one(&settings, |service| asked.service(service, message.as_ref()))?
        }
    };
    out.write_all(&printed.text)?;
    Ok(if printed.is_permitted { Status::Clean } else { Status::Findings })
}

/// Who decides. A request that was read from a file is decided as it stands, so the day that it is today takes nothing out
/// of it.
fn dialect(args: &AskArgs, settings: &Settings, is_read: bool) -> Dialect {
    let dialect = settings.dialect(args.dialect);
    match args.common.as_of.or(settings.config.as_of) {
        None if is_read => dialect,
        _ => dialect.on(settings.as_of),
    }
}

fn message(path: &Path) -> Result<Message> {
    let name = path.display();
    let bytes = if path == Path::new("-") {
        super::files::standard_input()?
    } else {
        let read = super::files::Disk::default().read(path);
        let bytes = read.map_err(|error| Trouble(format!("cannot read `{name}`: {error}")))?;
        bytes.ok_or_else(|| Trouble(format!("`{name}` is larger than any request")))?
    };
    let source = Source::decode(path, bytes).map_err(|undecoded| Trouble(format!("{name}: {}", undecoded.error)))?;
    let read = match source.text().trim_start().starts_with('<') {
        true => wire::read_xml_request(&xml::Document::parse(source.text())),
        false => wire::read_json_request(&json::Document::parse(source.text())),
    };
    let place = |span: Span| {
        let at = source.position(span.start);
        format!("{name}:{}:{}", at.line, at.column)
    };
    let message = read.map_err(|unreadable| {
        Trouble(format!("{}: this is no XACML request: {}", place(unreadable.span), unreadable.text))
    })?;
    for member in &message.passed_over {
        let meant = grammar::nearest(&member.value, wire::category_names());
        let meant = meant.map_or_else(String::new, |name| format!("; did you mean `{name}`?"));
        let (place, name) = (place(member.span), &member.value);
        terminal::complain(&format!("{place}: `{name}` is no part of a request, and is passed over{meant}"));
    }
    Ok(message)
}

/// What was asked of the program.
struct Asked<'a> {
    args: &'a AskArgs,
    settings: &'a Settings,
    dialect: Dialect,
}

impl Asked<'_> {
    fn service(&self, service: &Service<'_>, message: Option<&Message>) -> Result<Printed> {
        let Some(file) = &service.policy else { return Err(Trouble("there is no policy".into())) };
        match message {
            None => self.ask_in_words(service, file),
            Some(message) => {
                let contexts = contexts(message)?;
                let is_single = contexts.len() == 1;
                let mut printer = Printer::new(self);
                for (number, context) in contexts.iter().enumerate() {
                    let request = context.to_request();
                    let binding = binding(service, &request);
                    let number = (!is_single).then_some(number + 1);
                    self.one(file, &binding, &request, None, number, &mut printer)?;
                }
                printer.finish(message)
            }
        }
    }

    fn ask_in_words(&self, service: &Service<'_>, file: &PolicyFile<'_>) -> Result<Printed> {
        let people: Vec<Person> = self.args.subject.iter().map(|name| Person::from_name(name.trim())).collect();
        people.iter().for_each(warn_of_unknown);
        let place = self.place(service);
        let subject = match people.as_slice() {
            [only] => requests::subject_probe(only),
            several => requests::all_of_probe(several),
        };
        let action = self.args.action.trim();
        let request =
            requests::request(&subject, &requests::place_probe(&service.id, &place), &requests::action_probe(action));
        let names_roles = |attribute: &str| attribute == attribute::ROLE_CODE;
        let names_role_code = file.policy.matches().any(|(_, one)| names_roles(one.attribute_id()));
        let reaches = people.iter().all(|one| reaches_people(&one.attribute, names_role_code));
        let question = Question { people: &people, action, place: &place, reaches };
        let mut printer = Printer::new(self);
        self.one(file, &service.binding, &request, Some(question), None, &mut printer)?;
        printer.finish(&Message::default())
    }

    fn one(
        &self,
        file: &PolicyFile<'_>,
        binding: &Binding,
        request: &Request,
        question: Option<Question<'_>>,
        number: Option<usize>,
        printer: &mut Printer<'_>,
    ) -> Result<()> {
        let request = &self.dialect.delivered(request);
        let answer = self.dialect.decide(&file.policy, binding, request);
        let mut notes = Vec::new();
        let held = question.iter().flat_map(|question| question.people);
        for person in held.filter(|person| is_over(person, self.settings.as_of)) {
            let name = person.display();
            notes.push(format!("{name} is an Altinn 2 role, which gives no access after 31 December 2026"));
        }
        if let Some(question) = &question {
            notes.extend(unnamed_action(file, question.action));
        }
        let view = AnswerView {
            question,
            number,
            answer: &answer,
            cause: answer.because.as_ref().map(|reason| file.at(reason.span)),
            duties: &[],
            policies: self.traced(number, || Traced {
                source: &file.source,
                policy: &file.policy,
                rules: match file.policy.irregularities.is_empty() {
                    true => self.dialect.trace(&file.policy, binding, request),
                    false => Vec::new(),
                },
            }),
            request,
            notes,
            dialect: self.dialect.name(),
            as_of: &self.settings.as_of.to_string(),
        };
        printer.print(&view, Answered::from(&answer))
    }

    /// The rules of a policy, where they are to be shown.
    fn traced<'v>(&self, number: Option<usize>, trace: impl FnOnce() -> Traced<'v>) -> Vec<Traced<'v>> {
        let is_shown = self.args.format == AnswerFormat::Human && (number.is_none() || self.args.all);
        is_shown.then(trace).into_iter().collect()
    }

    fn place(&self, service: &Service<'_>) -> Place {
        let place = match (&self.args.task, &self.args.end_event, self.args.events) {
            (Some(task), ..) => Place::Task(task.clone()),
            (_, Some(event), _) => Place::EndEvent(event.clone()),
            (_, _, true) => Place::Events,
            _ if matches!(service.id, ServiceId::App { .. }) => Place::App,
            _ => Place::Resource,
        };
        if let (Some((source, process)), Some(id)) = (&service.process, place.id()) {
            let known: Vec<&str> = match place {
                Place::Task(_) => process.tasks.iter().map(|task| task.id.value.as_str()).collect(),
                _ => process.ends.iter().map(|end| end.id.value.as_str()).collect(),
            };
            if !known.contains(&id) {
                let kind = if matches!(place, Place::Task(_)) { "task" } else { "end event" };
                let known: Vec<String> = known.iter().map(|id| format!("`{id}`")).collect();
                let path = source.path().display();
                let known = if known.is_empty() { "none".to_owned() } else { grammar::list(&known) };
                terminal::complain(&format!("`{path}` has no {kind} `{id}`; it has {known}"));
            }
        }
        place
    }
}

fn contexts(message: &Message) -> Result<Vec<Context>> {
    message.contexts().map_err(|error| Trouble(format!("the request cannot be asked: {}", error.text)))
}

/// Whether a role has ended by a day.
fn is_over(person: &Person, day: Date) -> bool {
    register::altinn2_has_ended(day)
        && person.attribute == attribute::ROLE_CODE
        && register::ends_with_altinn2(&person.value)
}

/// That the policy has no rule for an action, and which it has.
fn unnamed_action(file: &PolicyFile<'_>, action: &str) -> Option<String> {
    let mut named: Vec<&str> = Vec::new();
    for (_, one) in file.policy.matches().filter(|(_, one)| one.attribute_id() == attribute::ACTION_ID) {
        let value = one.value.text.value.trim();
        if !named.contains(&value) {
            named.push(value);
        }
    }
    let is_open = file.policy.rules.iter().any(|rule| !rule.names(Category::Action));
    if is_open || named.is_empty() || named.iter().any(|known| known.eq_ignore_ascii_case(action)) {
        return None;
    }
    let named: Vec<String> = named.iter().map(|action| format!("`{action}`")).collect();
    Some(format!("no rule names the action `{action}`; the policy names {}", grammar::list(&named)))
}

/// Says that the register of roles and packages does not have somebody; the question is asked all the same.
fn warn_of_unknown(person: &Person) {
    if let Some(why) = super::unknown::person(person) {
        terminal::complain(&why);
    }
}

/// What the placeholders of a policy stand for: what the files of its service say, else what the request asks about.
fn binding(service: &Service<'_>, request: &Request) -> Binding {
    let symbolic = Binding::default();
    let of = |known: &String, symbol: &String, attribute: &str| {
        let named = request.named(Category::Resource, attribute).flat_map(|one| &one.values).next();
        if known == symbol { named.unwrap_or(known).clone() } else { known.clone() }
    };
    Binding {
        org: of(&service.binding.org, &symbolic.org, attribute::ORG),
        app: of(&service.binding.app, &symbolic.app, attribute::APP),
    }
}

/// Answers, one after the other.
struct Printer<'a> {
    asked: &'a Asked<'a>,
    text: Vec<u8>,
    results: Vec<Answered>,
}

impl<'a> Printer<'a> {
    const fn new(asked: &'a Asked<'a>) -> Self {
        Self { asked, text: Vec::new(), results: Vec::new() }
    }

    fn print(&mut self, view: &AnswerView<'_>, answered: Answered) -> Result<()> {
        if self.asked.args.format == AnswerFormat::Human {
            let screen = terminal::screen(self.asked.args.common.color);
            answer::answer(view, self.asked.args.all, screen, &mut self.text)?;
            if view.question.is_some() {
                answer::request(view, screen, &mut self.text)?;
            }
        }
        self.results.push(answered);
        Ok(())
    }

    /// Everything that was answered. In JSON a message that wants one decision for all gets one.
    fn finish(self, message: &Message) -> Result<Printed> {
        let is_permitted =
            !self.results.is_empty() && self.results.iter().all(|result| result.decision == Decision::Permit);
        let text = match self.asked.args.format {
            AnswerFormat::Human => self.text,
            AnswerFormat::Json => {
                let response = wire::combine(message, Response { results: self.results });
                let mut text = serde_json::to_vec_pretty(&wire::write_json_response(&response))
                    .map_err(|error| Trouble(error.to_string()))?;
                text.push(b'\n');
                text
            }
        };
        Ok(Printed { text, is_permitted })
    }
}

/// A place in one of several files.
fn location(sources: &[Arc<Source>], document: usize, span: Span) -> Option<Location> {
    sources.get(document).map(|source| Location::new(source, span))
}
