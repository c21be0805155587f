//! Decisions of Altinn's whole decision point, replayed with the register data that lies beside them: requests are enriched
//! as the service does, decided, and compared with what it answers.
//!
//! `altinn_pdp/not-replayed.toml` lists every test whose answer needs something that the folder does not hold, with what
//! the policy alone comes to; the list is held exactly.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::disallowed_methods, missing_docs)]

use notify_lint::pdp::altinn::{Binding, Failed, Form, Version, answer, respond};
use notify_lint::pdp::wire::{Message, read_json_request, read_xml_request};
use notify_lint::pdp::{Answered, Context, ContextAttribute, ContextValue, Decision};
use notify_lint::syntax::{json, xml};
use notify_lint::xacml::{self, Category, Policy, Root, data_type};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const RESOURCE: &str = "urn:altinn:resource";
const ORG: &str = "urn:altinn:org";
const APP: &str = "urn:altinn:app";
const PARTY: &str = "urn:altinn:partyid";
const PARTY_UUID: &str = "urn:altinn:party:uuid";
const ORGANIZATION: &str = "urn:altinn:organization:identifier-no";
const OLD_ORGANIZATION: &str = "urn:altinn:organizationnumber";
const PERSON: &str = "urn:altinn:person:identifier-no";
const INSTANCE: &str = "urn:altinn:instance-id";
const RESOURCE_INSTANCE: &str = "urn:altinn:resource:instance-id";
const TASK: &str = "urn:altinn:task";
const END_EVENT: &str = "urn:altinn:end-event";
const USER: &str = "urn:altinn:userid";
const SYSTEM_USER: &str = "urn:altinn:systemuser:uuid";
const ROLE: &str = "urn:altinn:rolecode";
const PACKAGE: &str = "urn:altinn:accesspackage";
const ESTATE_ROLE: &str = "urn:digitaltdodsbo:rolecode";
const PARTY_TYPE: &str = "urn:altinn:partytype";
const ACCESS_LIST: &str = "urn:altinn:access-list";

/// The folder of the tests, with what its registers hold.
struct Registers {
    folder: PathBuf,
    parties: Vec<Value>,
    /// What was looked up in vain.
    missing: RefCell<BTreeSet<String>>,
}

impl Registers {
    fn new(folder: PathBuf) -> Self {
        let parties =
            json(&folder.join("Register/all.json")).and_then(|all| all.as_array().cloned()).unwrap_or_default();
        Self { folder, parties, missing: RefCell::default() }
    }

    fn lacks(&self, what: String) {
        self.missing.borrow_mut().insert(what);
    }

    /// The party id behind another name of a party.
    fn party(&self, key: &str, value: &str) -> Option<String> {
        let found = self.parties.iter().find(|party| party[key].as_str() == Some(value));
        match found {
            Some(party) => party["PartyId"].as_i64().map(|id| id.to_string()),
            None => {
                self.lacks(format!("the party of {value}"));
                None
            }
        }
    }
}

fn json(path: &Path) -> Option<Value> {
    let text = std::fs::read_to_string(path).ok()?;
    serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()
}

/// A request as the service changes it before it is decided.
struct Enriched<'r> {
    registers: &'r Registers,
    context: Context,
}

impl Enriched<'_> {
    fn first(&self, category: Category, id: &str) -> Option<String> {
        let entity = self.context.entity(category.urn())?;
        let attribute = entity.attributes.iter().find(|one| one.id == id)?;
        attribute.values.first().map(|value| value.text.clone())
    }

    fn resource(&self, id: &str) -> Option<String> {
        self.first(Category::Resource, id)
    }

    fn add(&mut self, category: Category, id: &str, values: Vec<String>) {
        let value = |text| ContextValue { data_type: data_type::STRING.to_owned(), text, xpath: None };
        let attribute = ContextAttribute {
            id: id.to_owned(),
            issuer: None,
            include_in_result: id == PARTY,
            values: values.into_iter().map(value).collect(),
        };
        self.context.add(category.urn(), attribute);
    }

    fn add_missing(&mut self, id: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|_| self.resource(id).is_none()) {
            self.add(Category::Resource, id, vec![value.to_owned()]);
        }
    }

    /// What the resource is, and whose.
    fn resource_attributes(&mut self) -> Result<(), Failed> {
        if self.context.entity(Category::Resource.urn()).is_none() {
            return Err(failed("the request names no resource"));
        }
        let party = self
            .resource(PARTY)
            .or_else(|| self.resource(ORGANIZATION).and_then(|number| self.registers.party("OrgNumber", &number)))
            .or_else(|| self.resource(PERSON).and_then(|number| self.registers.party("SSN", &number)))
            .or_else(|| self.resource(PARTY_UUID).and_then(|uuid| self.registers.party("PartyUuid", &uuid)));
        self.add_missing(PARTY, party.as_deref());
        if let Some(id) = self.resource(INSTANCE) {
            let Some(instance) = json(&self.registers.folder.join("Instances").join(format!("{id}.json"))) else {
                self.registers.lacks(format!("the instance {id}"));
                return Ok(());
            };
            self.add_missing(ORG, instance["org"].as_str());
            self.add_missing(APP, instance["appId"].as_str().and_then(|id| id.split_once('/')).map(|(_, app)| app));
            let task = instance["process"]["currentTask"]["elementId"].as_str();
            if self.resource("urn:altinn:appresource").is_none() {
                self.add_missing(TASK, task);
                self.add_missing(END_EVENT, instance["process"]["endEvent"].as_str().filter(|_| task.is_none()));
            }
            if let Some((party, guid)) = id.split_once('/') {
                self.add_missing(PARTY, Some(party));
                self.add(Category::Resource, RESOURCE_INSTANCE, vec![guid.to_owned()]);
                self.add(Category::Resource, RESOURCE_INSTANCE, vec![format!("{INSTANCE}:{id}")]);
            }
        }
        if let Some((org, app)) = self.resource(ORG).zip(self.resource(APP)) {
            self.add_missing(RESOURCE, Some(&format!("app_{org}_{app}")));
        } else if let Some(id) = self.resource(RESOURCE).filter(|id| id.starts_with("app_")) {
            let mut parts = id.split('_').skip(1);
            let (org, app) = (parts.next().map(str::to_owned), parts.next().map(str::to_owned));
            self.add_missing(ORG, org.as_deref());
            self.add_missing(APP, app.as_deref());
        }
        Ok(())
    }

    /// Who asks, as far as the policy makes it be looked up.
    fn subject_attributes(&mut self, policy: &Policy<'_>) -> Result<(), Failed> {
        let Some(subject) = self.context.entity(Category::Subject.urn()) else {
            return Err(failed("the request names no subject"));
        };
        let system_user = subject.attributes.iter().any(|one| one.id == SYSTEM_USER);
        if system_user && subject.attributes.len() > 1 {
            return Err(failed("a system user is a subject by itself"));
        }
        if let Some(number) = self.first(Category::Subject, OLD_ORGANIZATION) {
            self.add(Category::Subject, ORGANIZATION, vec![number]);
        }
        let names =
            |id: &str| policy.matches().any(|(_, one)| one.category() == Category::Subject && one.attribute_id() == id);
        let folder = &self.registers.folder;
        if let Some(uuid) = self.first(Category::Subject, PARTY_UUID) {
            if names(ACCESS_LIST) {
                let lists = json(&folder.join(format!("ResourceRegistry/AccessLists/{uuid}.json")));
                match lists.as_ref().and_then(Value::as_array) {
                    Some(lists) => {
                        let urn = |list: &Value| list["urn"].as_str().or(list["Urn"].as_str()).map(access_list);
                        let values = lists.iter().filter_map(urn).collect();
                        self.add(Category::Subject, ACCESS_LIST, values);
                    }
                    None => self.registers.lacks(format!("the access lists of {uuid}")),
                }
            }
            if names(PARTY_TYPE) {
                match self.registers.parties.iter().find(|party| party["PartyUuid"].as_str() == Some(&uuid)) {
                    Some(party) => {
                        let kind = if party["PartyTypeName"] == 1 { "person" } else { "organization" };
                        self.add(Category::Subject, PARTY_TYPE, vec![kind.to_owned()]);
                    }
                    None => self.registers.lacks(format!("the kind of the party {uuid}")),
                }
            }
            if names(PACKAGE) {
                self.registers.lacks(format!("the access packages of {uuid}"));
            }
        }
        if system_user && names(PACKAGE) {
            self.registers.lacks("the access packages of the system user".to_owned());
        }
        if let Some(number) = self.first(Category::Subject, PERSON) {
            self.registers.lacks(format!("the user of {number}"));
        }
        let Some((user, party)) = self.first(Category::Subject, USER).zip(self.resource(PARTY)) else { return Ok(()) };
        if names(ESTATE_ROLE) {
            self.registers.lacks(format!("the estate roles of user {user}"));
        }
        if names(ROLE) {
            let roles = json(&self.registers.folder.join(format!("Roles/user_{user}/party_{party}/roles.json")));
            let code = |role: &Value| role["value"].as_str().or(role["Value"].as_str()).map(str::to_owned);
            // Whoever has no file has no roles.
            let roles = roles.iter().filter_map(Value::as_array).flatten().filter_map(code).collect::<Vec<_>>();
            if !roles.is_empty() {
                self.add(Category::Subject, ROLE, roles);
            }
        }
        Ok(())
    }
}

impl Enriched<'_> {
    /// What was delegated to this user or system user for this party, where the folder has it.
    fn delegation(&self) -> Option<PathBuf> {
        let app = self.resource(ORG).zip(self.resource(APP)).map(|(org, app)| format!("{org}/{app}"));
        let what = app.or_else(|| self.resource(RESOURCE))?;
        let user = self.first(Category::Subject, USER).map(|user| format!("u{user}"));
        let who =
            user.or_else(|| self.first(Category::Subject, SYSTEM_USER).map(|uuid| format!("SystemUser{uuid}")))?;
        let path = format!("blobs/input/{what}/{}/{who}/delegationpolicy.xml", self.resource(PARTY)?);
        Some(self.registers.folder.join(path)).filter(|path| path.is_file())
    }
}

/// Whether a resource asks for an access list as well, by the names of the folder: no entry of it says so.
fn has_access_list(id: &str) -> bool {
    id.contains("accesslist")
}

/// The value of an access list as the policies write it: without the name of the attribute.
fn access_list(urn: &str) -> String {
    urn.strip_prefix("urn:altinn:access-list:").unwrap_or(urn).to_owned()
}

fn failed(text: &str) -> Failed {
    Failed { span: None, text: text.to_owned() }
}

fn message(path: &Path, text: &str) -> Message {
    let text = text.trim_start_matches('\u{feff}');
    let read = if path.extension().is_some_and(|extension| extension == "json") {
        read_json_request(&json::Document::parse(text))
    } else {
        read_xml_request(&xml::Document::parse(text))
    };
    read.unwrap_or_else(|error| panic!("{}: {}", path.display(), error.text))
}

/// What a policy of the folder answers; none where no policy is found.
fn ask(registers: &Registers, own: Option<&Path>, context: &Context, form: Form) -> Result<Answered, Failed> {
    let mut enriched = Enriched { registers, context: context.clone() };
    enriched.resource_attributes()?;
    let xacml3 = registers.folder.join("Xacml/3.0");
    let path = own.map(Path::to_owned).or_else(|| {
        let app = enriched.resource(ORG).zip(enriched.resource(APP));
        let id = enriched.resource(RESOURCE);
        app.map(|(org, app)| xacml3.join(format!("AltinnApps/{org}/{app}/policy.xml")))
            .or(id.map(|id| xacml3.join(format!("ResourceRegistry/{id}/policy.xml"))))
    });
    let text = path.and_then(|path| std::fs::read_to_string(path).ok()).ok_or_else(|| failed("there is no policy"))?;
    let document = xml::Document::parse(text.trim_start_matches('\u{feff}'));
    let Root::Policy(policy) = xacml::read(&document) else { return Err(failed("this is no policy")) };
    enriched.subject_attributes(&policy)?;
    let by_policy = answer(&policy, &Binding::default(), Version::CLOUD, &enriched.context, form)?;
    if by_policy.decision == Decision::Permit && enriched.resource(RESOURCE).is_some_and(|id| has_access_list(&id)) {
        registers.lacks("whether the party is on the access list of the resource".to_owned());
    }
    match enriched.delegation() {
        Some(path) if by_policy.decision == Decision::NotApplicable => {
            let text = std::fs::read_to_string(&path).expect("the delegation is there");
            let document = xml::Document::parse(text.trim_start_matches('\u{feff}'));
            let Root::Policy(policy) = xacml::read(&document) else { return Err(failed("this is no policy")) };
            answer(&policy, &Binding::default(), Version::CLOUD, &enriched.context, form)
        }
        _ => Ok(by_policy),
    }
}

#[derive(serde::Deserialize)]
struct NotReplayed {
    id: String,
    /// What the policy comes to with what the folder holds.
    alone: Vec<String>,
    reason: String,
}

#[derive(serde::Deserialize)]
struct Differs {
    id: String,
    /// Attributes of the resource or subject that are in one of the two only.
    attributes: Vec<String>,
    reason: String,
}

#[derive(serde::Deserialize)]
struct List {
    test: Vec<NotReplayed>,
    enrichment: Vec<Differs>,
}

fn corpus() -> Option<PathBuf> {
    let named = std::env::var_os("NOTIFY_LINT_CORPUS").filter(|path| !path.is_empty()).map(PathBuf::from);
    let corpus = named.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"));
    let suite = corpus.join("xacml-conformance");
    if !suite.is_dir() {
        println!("skipped: no corpus (set NOTIFY_LINT_CORPUS)");
        return None;
    }
    Some(suite)
}

fn list() -> List {
    let list: List = toml::from_str(include_str!("altinn_pdp/not-replayed.toml")).expect("the list is TOML");
    let reasons = list.test.iter().map(|test| &test.reason).chain(list.enrichment.iter().map(|one| &one.reason));
    assert!(reasons.into_iter().all(|reason| !reason.trim().is_empty()), "whatever is on the list has a reason");
    list
}

/// What a context holds of subject and resource: attributes, and of roles how many.
fn held(context: &Context) -> BTreeSet<String> {
    let entities = context.entities.iter().filter(|one| one.category != Category::Action.urn());
    let attributes =
        entities.flat_map(|entity| entity.attributes.iter().map(move |one| (Category::of(&entity.category), one)));
    let name = |(category, one): (Category, &ContextAttribute)| match one.id.as_str() {
        ROLE => format!("{} {ROLE} x{}", category.name(), one.values.len()),
        id => format!("{} {id}", category.name()),
    };
    attributes.map(name).collect()
}

#[test]
fn requests_are_enriched_as_the_service_does_or_listed() {
    let Some(suite) = corpus() else { return };
    let listed: BTreeMap<_, _> = list()
        .enrichment
        .into_iter()
        .map(|one| (one.id, one.attributes.into_iter().collect::<BTreeSet<_>>()))
        .collect();
    let manifest = json(&suite.join("MANIFEST.json")).expect("a manifest");
    let mut differ = BTreeMap::new();
    let mut total = 0;
    for test in manifest.as_array().into_iter().flatten().filter(|test| test["suite"] == "altinn-pdp-enrichment") {
        total += 1;
        let context = |key: &str| {
            let path = suite.join(test[key].as_str().expect("a file"));
            let text = std::fs::read_to_string(&path).expect("the file is there");
            message(&path, &text).contexts().expect("one request").remove(0)
        };
        let registers = Registers::new(suite.join("altinn-pdp"));
        let mut enriched = Enriched { registers: &registers, context: context("request") };
        enriched.resource_attributes().expect("a resource");
        let own = test["policies"][0].as_str().map(|own| suite.join(own));
        let of_app = || suite.join("altinn-pdp/Xacml/3.0/AltinnApps/skd/taxreport/policy.xml");
        let text = std::fs::read_to_string(own.unwrap_or_else(of_app)).expect("a policy");
        let document = xml::Document::parse(text.trim_start_matches('\u{feff}'));
        let Root::Policy(policy) = xacml::read(&document) else { panic!("a policy") };
        enriched.subject_attributes(&policy).expect("a subject");
        let (got, want) = (held(&enriched.context), held(&context("expected")));
        let apart: BTreeSet<_> = got.symmetric_difference(&want).cloned().collect();
        if !apart.is_empty() {
            differ.insert(test["id"].as_str().expect("an id").to_owned(), apart);
        }
    }
    println!("{} of {total} enriched alike", total - differ.len());
    assert_eq!(total, 6);
    assert_eq!(differ, listed);
}

#[test]
fn every_decision_is_replayed_or_listed() {
    let Some(suite) = corpus() else { return };
    let list = list();
    let listed: BTreeMap<_, _> = list.test.iter().map(|test| (test.id.clone(), test.alone.clone())).collect();
    assert_eq!(listed.len(), list.test.len(), "a test stands on the list once");

    let manifest = json(&suite.join("MANIFEST.json")).expect("a manifest");
    let mut not_replayed = BTreeMap::new();
    let mut total = 0;
    let mut report = String::new();
    for test in manifest.as_array().into_iter().flatten().filter(|test| test["suite"] == "altinn-pdp") {
        total += 1;
        let id = test["id"].as_str().expect("an id");
        let path = suite.join(test["request"].as_str().expect("a request"));
        let form = if path.extension().is_some_and(|extension| extension == "json") { Form::Json } else { Form::Xml };
        let text = std::fs::read_to_string(&path).expect("the request is there");
        let message = message(&path, &text);
        // Where several are named, the last is the policy of the app, and those before it of its delegations.
        let own = test["policies"].as_array().and_then(|policies| policies.last()).and_then(Value::as_str);
        let own = own.filter(|_| message.references.is_empty()).map(|own| suite.join(own));
        let registers = Registers::new(suite.join("altinn-pdp"));
        let response = respond(&message, |context| ask(&registers, own.as_deref(), context, form));
        let name = |decision: Decision| decision.name().to_owned();
        let got: Vec<_> = response.results.iter().map(|result| name(result.decision)).collect();
        let want: Vec<_> = test["decisions"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let missing = registers.missing.into_inner();
        // An answer that was right without the data it needs was not replayed.
        let permitted = response.results.iter().any(|one| one.decision == Decision::Permit);
        let lucky = missing.iter().any(|what| !permitted || what.starts_with("whether"));
        if got != want || lucky {
            report.push_str(&format!("{id}: want {want:?}, got {got:?}, missing {missing:?}\n"));
            not_replayed.insert(id.to_owned(), got);
        }
    }
    println!("{} of {total} replayed", total - not_replayed.len());
    assert_eq!(total, 70);
    assert_eq!(not_replayed, listed, "\n{report}");
}
