//! A policy as it is read from its file, however it is written.

use super::unreadable::{FileKind, Obstacle};
use crate::source::{Location, Source, Span};
use crate::syntax::{json, xml};
use crate::xacml::{self, Category, Policy, Root};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A policy with the file it was read from.
#[derive(Debug)]
pub struct PolicyFile<'t> {
    /// The file.
    pub source: Arc<Source>,
    /// What it says.
    pub policy: Policy<'t>,
    /// How it is written.
    pub form: PolicyForm,
}

/// How a policy is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyForm {
    /// XACML.
    Xml,
    /// The JSON that Altinn Studio edits.
    Studio,
}

impl<'t> PolicyFile<'t> {
    /// Reads a policy, written as XACML or as Studio's JSON; `nodes` counts what its tree has.
    ///
    /// # Errors
    /// What keeps it from being read, or from being decided in bounded time.
    pub(super) fn read(source: &'t Arc<Source>, nodes: &mut usize) -> Result<Self, Obstacle> {
        let is_json = source.text().trim_start().starts_with(['{', '[']);
        let file = if is_json { read_json(source, nodes) } else { read_xml(source, nodes) }?;
        match beyond_comparing(&file) {
            None => Ok(file),
            Some(message) => Err(Obstacle::beyond(FileKind::Policy, file.at(file.policy.start_tag), message)),
        }
    }

    /// A place in the policy's file.
    pub fn at(&self, span: Span) -> Location {
        Location::new(&self.source, span)
    }
}

/// The most comparisons of somebody with a match for which a matrix is made; policies in use have some thousands.
const MAX_COMPARISONS: usize = 4_000_000;

/// Why a policy names too many people for too many rules to be decided in bounded time, if it does.
fn beyond_comparing(file: &PolicyFile<'_>) -> Option<String> {
    let mut people = BTreeSet::new();
    let mut matches = 0;
    for (_, one) in file.policy.matches() {
        matches += 1;
        if one.category() == Category::Subject {
            people.insert((one.attribute_id(), one.value.text.value.trim()));
        }
    }
    let people = people.len();
    (people.saturating_mul(matches) > MAX_COMPARISONS).then(|| {
        format!("it names {people} roles and others in {matches} places; at most {MAX_COMPARISONS} pairs are compared")
    })
}

fn read_xml<'t>(source: &'t Arc<Source>, nodes: &mut usize) -> Result<PolicyFile<'t>, Obstacle> {
    let document = xml::Document::parse(source.text());
    *nodes += document.node_count();
    if let Some(obstacle) = Obstacle::of_xml(FileKind::Policy, source, document.problems()) {
        return Err(obstacle);
    }
    let refuse = |at, message: String, help: &str| {
        Err(Obstacle::new(FileKind::Policy, Location::new(source, at), message, help))
    };
    match xacml::read(&document) {
        Root::Policy(policy) => Ok(PolicyFile { source: Arc::clone(source), policy: *policy, form: PolicyForm::Xml }),
        Root::PolicySet(set) => refuse(
            set.start_tag,
            "the root is a `PolicySet`; Altinn reads a single `Policy`".into(),
            "write one `Policy` that holds the rules; `notify-lint ask --dialect standard --request FILE` asks a set as \
             XACML 3.0 has it",
        ),
        Root::OtherVersion { namespace, start_tag } => refuse(
            start_tag,
            match namespace.as_str() {
                "" => "the policy is in no namespace; Altinn reads XACML 3.0 only".into(),
                other => format!("the policy is in the namespace `{other}`; Altinn reads XACML 3.0 only"),
            },
            "write the policy in `urn:oasis:names:tc:xacml:3.0:core:schema:wd-17`, as Altinn Studio does",
        ),
        Root::Foreign => {
            let at = document.root().map_or(Span::default(), |root| root.start_tag());
            refuse(at, "by its name this is a policy, but its root is no XACML `Policy`".into(), WRONG_FILE)
        }
    }
}

const WRONG_FILE: &str = "look whether the right file was saved here";

fn read_json<'t>(source: &'t Arc<Source>, nodes: &mut usize) -> Result<PolicyFile<'t>, Obstacle> {
    let document = json::Document::parse(source.text());
    *nodes += document.node_count();
    let root = document.root();
    if let Some(root) = root.filter(|root| xacml::is_studio_policy(*root).is_some()) {
        if let Some(problem) = document.problems().iter().find(|problem| problem.kind.is_fatal()) {
            return Err(Obstacle::of_json(FileKind::Policy, source, problem, "repair the JSON"));
        }
        let policy = xacml::read_studio(root);
        return Ok(PolicyFile { source: Arc::clone(source), policy, form: PolicyForm::Studio });
    }
    let has = |name| root.is_some_and(|root| root.get(name).is_some());
    let message = if has("content") && (has("sha") || has("encoding")) {
        "the file holds the answer of a git host's API (a JSON object with the policy inside `content`), not the policy"
    } else {
        "by its name this is a policy, but it holds JSON that is no policy"
    };
    let at =
        Location::new(source, root.map_or(Span::default(), |root| Span::new(root.span().start, root.span().start + 1)));
    Err(Obstacle::new(FileKind::Policy, at, message, "save the policy itself here, as XACML"))
}
