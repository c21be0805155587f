//! Files that stand alone, recognised by what is in them.

use super::service::Parts;
use super::unreadable::{FileKind, Obstacle};
use crate::config::Template;
use crate::finding::Severity;
use crate::notice::{self, Carrier, Notice, Order, Reading, SigningKey};
use crate::source::{Location, Source};
use crate::syntax::json;
use crate::{resource, xacml};
use memchr::memmem;
use std::path::Path;
use std::sync::Arc;

/// What a file that stands alone turned out to be.
#[derive(Debug)]
pub enum Loose {
    /// A policy, to be read as a service of its own.
    Policy(Parts),
    /// A resource without a policy beside it.
    Resource(Parts),
    /// Orders.
    Notices(LooseFile),
    /// Recognised, and not readable.
    Unreadable(Obstacle),
    /// Nothing that concerns the linter.
    Foreign,
}

/// The orders of one file.
#[derive(Debug)]
pub struct LooseFile {
    /// The file.
    pub source: Arc<Source>,
    /// The orders, in the order of the file.
    pub orders: Vec<Order>,
    /// What could not be read in full.
    pub problems: Vec<notice::Problem>,
}

/// Recognises a file by its content; its name counts only where the content leaves a doubt.
pub fn loose(source: &Arc<Source>) -> Loose {
    let text = source.text();
    let start = text.trim_start();
    let named_policy = is_named_policy(source.path());
    if let Some(carrier) = notice::carrier_of(source.path(), text).filter(|_| !named_policy) {
        return carried(source, carrier);
    }
    if start.starts_with('<') {
        return if named_policy || looks_like_xacml(text) { Loose::Policy(policy(source)) } else { Loose::Foreign };
    }
    if !behind_comments(start).starts_with(['{', '[']) {
        return if named_policy { unreadable_policy(source) } else { Loose::Foreign };
    }
    if named_policy || looks_like_studio(text) {
        let document = json::Document::parse(text);
        let studio = document.root().is_some_and(|root| xacml::is_studio_policy(root).is_some());
        if named_policy || studio {
            return Loose::Policy(policy(source));
        }
    }
    if text.contains("\"identifier\"") || text.contains("\"Identifier\"") {
        let document = json::Document::parse(text);
        if document.root().is_some_and(resource::is_resource) {
            return Loose::Resource(Parts { resource: Some(Arc::clone(source)), ..Parts::default() });
        }
    }
    if !notice::could_be_order(text) {
        return Loose::Foreign;
    }
    if text.len() > MAX_LOOKED_AT && notice::must_be_order(text) {
        return too_large(source);
    }
    if text.len() > MAX_LOOKED_AT { Loose::Foreign } else { orders(source) }
}

/// What stands behind the comments that a file of JSON may begin with.
fn behind_comments(text: &str) -> &str {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let end = match rest.as_bytes() {
            [b'/', b'/', ..] => rest.find('\n').map(|at| at + 1),
            [b'/', b'*', ..] => rest.find("*/").map(|at| at + 2),
            _ => return rest,
        };
        rest = end.map_or("", |end| &rest[end..]);
    }
}

/// The largest file, in bytes, that is searched for notices.
const MAX_LOOKED_AT: usize = 2 * 1024 * 1024;

fn too_large(source: &Arc<Source>) -> Loose {
    let message = "the file is larger than 2 MB, so no notice in it was looked at";
    let help = "no order comes near this limit; split the file, or leave it out with `ignore` in `notify-lint.toml`";
    Loose::Unreadable(Obstacle::new(FileKind::Unseen, Location::start_of(source), message, help))
}

/// The orders that a file of another kind carries.
fn carried(source: &Arc<Source>, carrier: Carrier) -> Loose {
    if source.text().len() > MAX_LOOKED_AT {
        return too_large(source);
    }
    LooseFile::of(source, notice::read_carried(source, carrier)).map_or(Loose::Foreign, Loose::Notices)
}

/// The notices in files whose shape the configuration tells.
pub fn own(source: &Arc<Source>, templates: &[&Template]) -> Option<LooseFile> {
    LooseFile::of(source, notice::read_own(source, templates.iter().copied()))
}

/// What the code of a repository came to.
#[derive(Debug)]
pub struct CodeFiles {
    /// The notices that it puts together, file by file.
    pub files: Vec<LooseFile>,
    /// The keys that it names of texts for those who are to sign.
    pub signing: Vec<SigningKey>,
    /// How many tokens were looked at.
    pub tokens: usize,
}

/// Reads the code of a repository.
pub fn code(sources: &[Arc<Source>]) -> CodeFiles {
    let read = notice::read_code(sources);
    let files = read.files.into_iter().filter_map(|(source, reading)| LooseFile::of(&source, reading));
    CodeFiles { files: files.collect(), signing: read.signing, tokens: read.tokens }
}

/// Which kind of file a text is that cannot be read in full, by its name and by what there is of it.
pub fn is_recognised(path: &Path, text: &str) -> Option<FileKind> {
    if is_named_policy(path) || looks_like_xacml(text) {
        Some(FileKind::Policy)
    } else if notice::must_be_order(text) {
        Some(FileKind::Order)
    } else {
        // Java reads its settings in another encoding than everybody else's.
        let carrier = notice::carrier_of(path, text);
        matches!(carrier, Some(Carrier::Properties | Carrier::Yaml)).then_some(FileKind::Unseen)
    }
}

fn policy(source: &Arc<Source>) -> Parts {
    Parts { policy: Some(Arc::clone(source)), ..Parts::default() }
}

fn is_named_policy(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name == "policy.xml" || name == "resourcepolicy.xml" || name.ends_with("_policy.xml")
}

/// A root of XACML's, of whatever version, behind any declaration and comments.
fn looks_like_xacml(text: &str) -> bool {
    root_is_policy(text) && memmem::find(text.as_bytes(), b":xacml:").is_some()
}

/// Whether the first start tag is `Policy` or `PolicySet`, whatever its prefix.
fn root_is_policy(text: &str) -> bool {
    let mut rest = text;
    loop {
        let Some(at) = rest.find('<') else { return false };
        rest = &rest[at + 1..];
        let skip = match rest.as_bytes() {
            [b'?', ..] => "?>",
            [b'!', b'-', b'-', ..] => "-->",
            [b'!', ..] => ">",
            _ => {
                let end = rest.find(|character: char| character.is_whitespace() || matches!(character, '>' | '/'));
                let name = &rest[..end.unwrap_or(rest.len())];
                return matches!(name.rsplit(':').next(), Some("Policy" | "PolicySet"));
            }
        };
        let Some(end) = rest.find(skip) else { return false };
        rest = &rest[end + skip.len()..];
    }
}

fn looks_like_studio(text: &str) -> bool {
    let bytes = text.as_bytes();
    memmem::find(bytes, b"uleId\"").is_some() && memmem::find(bytes, b"ctions\"").is_some()
}

fn unreadable_policy(source: &Arc<Source>) -> Loose {
    let message = if source.text().trim().is_empty() {
        "by its name this is a policy, but the file is empty"
    } else {
        "by its name this is a policy, but it holds neither XML nor JSON"
    };
    let help = "save the policy here, as XACML";
    Loose::Unreadable(Obstacle::new(FileKind::Policy, Location::start_of(source), message, help))
}

fn orders(source: &Arc<Source>) -> Loose {
    let document = json::Document::parse(source.text());
    let Reading { orders, mut problems } = document.root().map(|root| notice::read(source, root)).unwrap_or_default();
    if let Some(problem) = document.problems().iter().find(|problem| problem.kind.is_fatal()) {
        // Broken JSON is an order only if enough of it is there to tell.
        if orders.is_empty() && !notice::must_be_order(source.text()) {
            return Loose::Foreign;
        }
        let help = "repair the JSON; no rule has looked at this order";
        return Loose::Unreadable(Obstacle::of_json(FileKind::Order, source, problem, help));
    }
    if orders.is_empty() {
        return Loose::Foreign;
    }
    problems.extend(lenient(source, &document));
    problems.sort_by_key(|problem| problem.span);
    Loose::Notices(LooseFile { source: Arc::clone(source), orders, problems })
}

/// What the API refuses although it was read here. A file whose name promises comments is made into JSON before it is
/// sent.
fn lenient(source: &Arc<Source>, document: &json::Document<'_>) -> Vec<notice::Problem> {
    let name = source.path().extension().and_then(|name| name.to_str()).unwrap_or_default();
    let relaxed = name.eq_ignore_ascii_case("jsonc") || name.eq_ignore_ascii_case("json5");
    let refused = |problem: &&json::Problem| {
        !relaxed && matches!(problem.kind, json::ProblemKind::Comment | json::ProblemKind::TrailingComma)
    };
    let read = |problem: &json::Problem| notice::Problem {
        span: problem.span,
        message: problem.kind.to_string(),
        help: "take it out; the API answers status 400 to an order that is not strict JSON".into(),
        severity: Severity::Error,
    };
    document.problems().iter().filter(refused).map(read).collect()
}

impl LooseFile {
    /// A file with what was read of it; none where there was nothing.
    fn of(source: &Arc<Source>, reading: Reading) -> Option<Self> {
        let Reading { orders, mut problems } = reading;
        problems.sort_by_key(|problem| problem.span);
        let is_empty = orders.is_empty() && problems.is_empty();
        (!is_empty).then(|| Self { source: Arc::clone(source), orders, problems })
    }

    /// What is sent, order by order.
    pub fn notices(&self) -> impl Iterator<Item = &Notice> {
        self.orders.iter().flat_map(|order| &order.notices)
    }

    /// What could not be read in full, as the rules `order/unreadable` and `order/not-seen` speak of it.
    pub fn obstacles(&self) -> Vec<Obstacle> {
        let obstacle = |problem: &notice::Problem| {
            let at = Location::new(&self.source, problem.span);
            let kind = if problem.severity == Severity::Info { FileKind::Unseen } else { FileKind::Order };
            Obstacle::new(kind, at, &*problem.message, &*problem.help)
        };
        self.problems.iter().map(obstacle).collect()
    }
}
