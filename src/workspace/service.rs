//! One service: an app, a resource, or a policy that stands alone.

use super::access::{Access, Asked};
use super::change::Vocabulary;
use super::identity;
use super::policy_file::PolicyFile;
use super::unreadable::{FileKind, Obstacle};
use crate::altinn::{Person, Place, ServiceId};
use crate::app::{self, Metadata};
use crate::bpmn::{self, Process, Reading};
use crate::notice::{self, Notice, SigningKey, TextFile};
use crate::pdp::Dialect;
use crate::pdp::altinn::{Binding, broken};
use crate::resource::{self, ServiceResource};
use crate::source::{Location, Source, Spanned};
use crate::syntax::{json, xml};
use crate::xacml::Policy;
use std::sync::Arc;

/// What a service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceKind {
    /// An Altinn App.
    App,
    /// An entry of the Resource Registry.
    Resource,
    /// A policy without the files that belong to it.
    LoosePolicy,
}

/// The sources that a service is read from.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// The policy.
    pub policy: Option<Arc<Source>>,
    /// The process.
    pub process: Option<Arc<Source>>,
    /// The app's metadata.
    pub metadata: Option<Arc<Source>>,
    /// The registry's entry.
    pub resource: Option<Arc<Source>>,
    /// Text resources.
    pub texts: Vec<Arc<Source>>,
    /// Files of it that are no text at all.
    pub obstacles: Vec<Obstacle>,
    /// Whether the system kept some file of it from being read.
    pub is_incomplete: bool,
}

/// A recipient, and the place of the configuration that declares it.
pub type Declared = (Person, Location);

/// What a service is told from outside its own files.
#[derive(Clone, Copy)]
pub struct Outside<'a> {
    /// Who the configuration declares a recipient of a resource id.
    pub declared: &'a dyn Fn(Option<&str>) -> Vec<Declared>,
    /// The notices of other files that name a resource id.
    pub orders: &'a dyn Fn(&str) -> Vec<Arc<Notice>>,
    /// Actions to ask for, whether the policy names them or not.
    pub actions: &'a [String],
    /// The keys that the app's code names of texts for those who are to sign.
    pub signing: &'a [SigningKey],
}

impl Outside<'static> {
    /// Nobody says anything.
    pub const NOTHING: Self = Self { declared: &|_| Vec::new(), orders: &|_| Vec::new(), actions: &[], signing: &[] };
}

/// JSON that is read here and refused by strict readers.
#[derive(Clone, Debug)]
pub struct Lenient {
    /// Where.
    pub at: Location,
    /// What strict readers refuse.
    pub message: String,
}

/// A file of text resources of an app.
#[derive(Clone, Debug)]
pub struct TextsFile {
    /// The file.
    pub source: Arc<Source>,
    /// Its language as written.
    pub language: Option<Spanned<String>>,
    /// The keys of texts that are sent to those who are to sign.
    pub signing: Vec<Spanned<String>>,
    /// Whether any key speaks of signing.
    pub mentions_signing: bool,
}

/// A service with everything that is known of it.
#[derive(Debug)]
pub struct Service<'t> {
    /// What it is.
    pub kind: ServiceKind,
    /// Its policy, if there is one that can be read.
    pub policy: Option<PolicyFile<'t>>,
    /// Its process.
    pub process: Option<(Arc<Source>, Process)>,
    /// Its metadata.
    pub metadata: Option<(Arc<Source>, Metadata)>,
    /// Its entry in the registry.
    pub resource: Option<(Arc<Source>, ServiceResource)>,
    /// Files of it that could not be read.
    pub obstacles: Vec<Obstacle>,
    /// Files of it that only a lenient reader takes.
    pub lenient: Vec<Lenient>,
    /// Whether the system kept some file of it from being read, so that what is not here may be there all the same.
    pub is_incomplete: bool,
    /// What the policy is about.
    pub id: ServiceId,
    /// What the placeholders stand for.
    pub binding: Binding,
    /// Who may do what where.
    pub access: Option<Access>,
    /// Whether somebody was declared a recipient by the configuration.
    pub has_declared: bool,
    /// The texts of the app that its library sends as notices.
    pub notices: Vec<Notice>,
    /// The files that these texts stand in, one for each language.
    pub texts: Vec<(Arc<Source>, TextFile)>,
    /// Its files of text resources.
    pub text_files: Vec<TextsFile>,
    /// The keys of texts that its code names for those who are to sign.
    pub signing: Vec<SigningKey>,
    /// Notices of other files that name it.
    pub orders: Vec<Arc<Notice>>,
    /// How many nodes the trees of its files have: a measure of work.
    pub nodes: usize,
}

impl<'t> Service<'t> {
    /// Reads and joins the parts.
    pub fn read(kind: ServiceKind, parts: &'t Parts, outside: &Outside<'_>) -> Self {
        let mut service = Self::outlined(kind, parts, outside.signing);
        service.decide(outside);
        service
    }

    /// The parts read, and nothing decided or joined with others: what the service is, and where.
    pub fn outlined(kind: ServiceKind, parts: &'t Parts, signing: &[SigningKey]) -> Self {
        let mut service = Self {
            kind,
            policy: None,
            process: None,
            metadata: None,
            resource: None,
            obstacles: parts.obstacles.clone(),
            lenient: Vec::new(),
            is_incomplete: parts.is_incomplete,
            id: ServiceId::Unknown,
            binding: Binding::default(),
            access: None,
            has_declared: false,
            notices: Vec::new(),
            texts: Vec::new(),
            text_files: Vec::new(),
            signing: signing.to_vec(),
            orders: Vec::new(),
            nodes: 0,
        };
        if let Some(source) = &parts.metadata {
            service.read_metadata(source);
        }
        if let Some(source) = &parts.resource {
            service.read_resource(source);
        }
        if let Some(source) = &parts.process {
            service.read_process(source);
        }
        if let Some(source) = &parts.policy {
            service.read_policy(source);
        }
        for source in &parts.texts {
            service.read_texts(source, signing);
        }
        service.identify();
        service
    }

    fn read_metadata(&mut self, source: &Arc<Source>) {
        let document = json::Document::parse(source.text());
        if let Some(root) = self.json_root(source, &document) {
            match app::read(root) {
                Some(metadata) => self.metadata = Some((Arc::clone(source), metadata)),
                None => self.not_what_it_says(source, "application metadata"),
            }
        }
    }

    fn read_resource(&mut self, source: &Arc<Source>) {
        let document = json::Document::parse(source.text());
        if let Some(root) = self.json_root(source, &document) {
            match resource::read(root) {
                Some(resource) => self.resource = Some((Arc::clone(source), resource)),
                None => self.not_what_it_says(source, "a resource with an `identifier`"),
            }
        }
    }

    /// The root of a JSON file of the service, and what a strict reader would say of it.
    fn json_root<'d>(&mut self, source: &Arc<Source>, document: &'d json::Document<'_>) -> Option<json::Value<'d>> {
        self.nodes += document.node_count();
        for problem in document.problems() {
            if problem.kind.is_fatal() {
                let help = "repair the JSON; nothing in this file is read until then";
                self.obstacles.push(Obstacle::of_json(FileKind::Config, source, problem, help));
                return None;
            }
            let at = Location::new(source, problem.span);
            self.lenient.push(Lenient { at, message: problem.kind.to_string() });
        }
        document.root()
    }

    fn not_what_it_says(&mut self, source: &Arc<Source>, wanted: &str) {
        let message = format!("by its name this is {wanted}, but it is not");
        let at = Location::start_of(source);
        self.obstacles.push(Obstacle::new(FileKind::Config, at, message, "look whether the right file was saved here"));
    }

    fn read_process(&mut self, source: &Arc<Source>) {
        let document = xml::Document::parse(source.text());
        self.nodes += document.node_count();
        if let Some(obstacle) = Obstacle::of_xml(FileKind::Config, source, document.problems()) {
            self.obstacles.push(obstacle);
            return;
        }
        match bpmn::read(&document) {
            Reading::Process(process) => self.process = Some((Arc::clone(source), process)),
            Reading::NoProcess(at) => {
                let message = "the file has no `process`, so no instance can be started";
                let help = "draw the process again in Altinn Studio";
                self.obstacles.push(Obstacle::new(FileKind::Config, Location::new(source, at), message, help));
            }
            Reading::Foreign => self.not_what_it_says(source, "a BPMN process"),
        }
    }

    /// Keeps the texts that are sent as notices: those of signing, where the process gives the signers a provider. An
    /// app whose process is not known may have one.
    fn read_texts(&mut self, source: &Arc<Source>, named: &[SigningKey]) {
        let document = json::Document::parse(source.text());
        let Some(root) = self.json_root(source, &document) else { return };
        let Some(texts) = notice::read_texts(root) else {
            self.not_what_it_says(source, "a file of text resources");
            return;
        };
        self.text_files.push(TextsFile {
            source: Arc::clone(source),
            language: texts.language.clone(),
            signing: texts.signing_keys(named),
            mentions_signing: texts.mentions_signing(),
        });
        if self.process.as_ref().is_none_or(|(_, process)| process.notifies_signers()) {
            self.notices.extend(texts.notices(source, named));
            self.texts.push((Arc::clone(source), texts));
        }
    }

    fn read_policy(&mut self, source: &'t Arc<Source>) {
        match PolicyFile::read(source, &mut self.nodes) {
            Ok(file) => self.policy = Some(file),
            Err(obstacle) => self.obstacles.push(obstacle),
        }
    }

    /// What the policy is about: the files beside it say so, else its own rules.
    fn identify(&mut self) {
        let from_files = match (&self.metadata, &self.resource) {
            (Some((_, metadata)), _) => {
                metadata.org_and_app().map(|(org, app)| ServiceId::App { org: org.to_owned(), app: app.to_owned() })
            }
            (None, Some((_, resource))) => Some(identity::from_resource_id(&resource.id)),
            (None, None) => None,
        };
        let own = || self.policy.as_ref().map(|file| identity::of(&file.policy));
        self.id = from_files.or_else(own).unwrap_or(ServiceId::Unknown);
        if let ServiceId::App { org, app } = &self.id {
            self.binding = Binding { org: org.clone(), app: app.clone() };
        }
    }

    fn decide(&mut self, outside: &Outside<'_>) {
        let id = self.id.resource_id();
        self.orders = id.as_deref().map(outside.orders).unwrap_or_default();
        if self.policy.is_none() {
            return;
        }
        let declared = (outside.declared)(id.as_deref());
        self.has_declared = !declared.is_empty();
        let asked = self.orders.iter().filter_map(|notice| notice.resource_action.as_ref());
        let actions: Vec<&str> =
            outside.actions.iter().map(String::as_str).chain(asked.map(|action| action.as_str().trim())).collect();
        let asked = Asked { declared: &declared, actions: &actions, ..Asked::default() };
        self.access = self.decide_also(&asked);
    }

    /// The access matrix over what the policy names, the places of the service, and what else is asked.
    pub fn decide_also(&self, asked: &Asked<'_>) -> Option<Access> {
        let file = self.policy.as_ref()?;
        Some(Access::new(&file.policy, &self.binding, &self.id, self.places(&file.policy), asked))
    }

    /// The access matrix of the service once more, as another decision point has it.
    pub fn decide_by(&self, dialect: Dialect) -> Option<Access> {
        let access = self.access.as_ref()?;
        let declared: Vec<Declared> =
            access.people.iter().filter_map(|who| Some((who.person.clone(), who.declared_at.clone()?))).collect();
        let actions: Vec<&str> = access.actions[access.named_actions..].iter().map(String::as_str).collect();
        self.decide_also(&Asked { dialect, declared: &declared, actions: &actions, ..Asked::default() })
    }

    /// Everybody, every place and every action that the service speaks of.
    pub fn vocabulary(&self) -> Option<Vocabulary> {
        let access = self.access.as_ref()?;
        let people: Vec<Person> = access.people.iter().map(|who| who.person.clone()).collect();
        let actions: Vec<&str> = access.actions.iter().map(String::as_str).collect();
        let asked = Asked { people: &people, actions: &actions, by_spelling: true, ..Asked::default() };
        self.decide_also(&asked).as_ref().map(Vocabulary::of)
    }

    fn places(&self, policy: &Policy<'_>) -> Vec<Place> {
        let is_app = matches!(self.id, ServiceId::App { .. });
        let mut places = vec![if is_app { Place::App } else { Place::Resource }];
        match &self.process {
            Some((_, process)) => {
                let tasks = process.tasks.iter().filter(|task| task.reachable);
                let ends = process.ends.iter().filter(|end| end.reachable);
                places.extend(tasks.map(|task| Place::Task(task.id.value.clone())));
                places.extend(ends.map(|end| Place::EndEvent(end.id.value.clone())));
            }
            None if self.kind != ServiceKind::Resource || is_app => places.extend(identity::places_named(policy)),
            None => {}
        }
        if is_app {
            places.push(Place::Events);
        }
        places
    }

    /// The access matrix, unless every request fails anyway: then there is nothing to say about single people.
    pub fn sound_access(&self) -> Option<(&PolicyFile<'t>, &Access)> {
        let file = self.policy.as_ref()?;
        let access = self.access.as_ref()?;
        broken(&file.policy).is_none().then_some((file, access))
    }

    /// The tasks of the process that a place names.
    pub fn task(&self, id: &str) -> Option<&bpmn::Task> {
        self.process.as_ref().and_then(|(_, process)| process.tasks.iter().find(|task| task.id.value == id))
    }
}
