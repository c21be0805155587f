//! What the tests of the analysis share: the corpus, and requests as the analysis is told of them.

#![allow(dead_code, unreachable_pub, clippy::disallowed_methods, clippy::print_stdout, missing_docs)]

use notify_lint::config::Date;
use notify_lint::pdp::altinn::{Binding, Version};
use notify_lint::pdp::analysis::{Analysis, Asker, Claim, Dialect, Domain, Judgement, Point, Shape, Strength, Value};
use notify_lint::pdp::standard::{self, Evaluable, Options, Repository};
use notify_lint::pdp::{Context, ContextAttribute, ContextValue, Decision, altinn};
use notify_lint::syntax::xml::Document;
use notify_lint::xacml::{self, Policy, Root};
use std::borrow::Cow;
use std::path::PathBuf;

pub const ROOT: Shape = Shape { asker: 0, place: 0, action: 0 };

pub fn corpus() -> Option<PathBuf> {
    let named = std::env::var_os("NOTIFY_LINT_CORPUS").filter(|path| !path.is_empty()).map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let found = named.or(Some(beside)).filter(|path| path.is_dir());
    if found.is_none() {
        println!("skipped: no corpus (set NOTIFY_LINT_CORPUS)");
    }
    found
}

/// Does something with the policy of a text, if it is one.
pub fn with_policy<T>(text: &str, work: impl FnOnce(&Policy<'_>) -> T) -> Option<T> {
    let document = Document::parse(text.trim_start_matches('\u{feff}'));
    if !document.problems().is_empty() {
        return None;
    }
    match xacml::read(&document) {
        Root::Policy(policy) => Some(work(&policy)),
        _ => None,
    }
}

pub fn value(category: &str, id: &str, data_type: &str, text: &str) -> Value {
    Value {
        category: Cow::Owned(category.to_owned()),
        id: Cow::Owned(id.to_owned()),
        data_type: Cow::Owned(data_type.to_owned()),
        issuer: None,
        text: text.to_owned(),
    }
}

pub fn context(values: &[Value]) -> Context {
    let mut context = Context::default();
    for value in values {
        let one = ContextValue { data_type: value.data_type.to_string(), text: value.text.clone(), xpath: None };
        let attribute = ContextAttribute {
            id: value.id.to_string(),
            issuer: value.issuer.clone(),
            include_in_result: false,
            values: vec![one],
        };
        context.add(&value.category, attribute);
    }
    context
}

/// What the plain evaluator of a dialect answers.
pub fn plain(policy: &Policy<'_>, dialect: Dialect, request: &Context) -> Decision {
    let version = match dialect {
        Dialect::Altinn => Some(Version::CLOUD),
        Dialect::AltinnInTurn => Some(Version { as_of: Date::parse("2026-08-19"), ..Version::CLOUD }),
        Dialect::Altinn008 => Some(Version::LOCAL_TEST),
        Dialect::Standard => None,
    };
    match version {
        Some(version) => altinn::evaluate_as(policy, &Binding::default(), version, &request.to_request()).decision,
        None => {
            let repository = Repository::new([Evaluable::Policy(policy)]);
            standard::evaluate(&repository, 0, request, &Options::default()).answer.decision
        }
    }
}

/// One request and no other.
pub fn exactly(values: &[Value]) -> Domain {
    let point = |name: &str, values: &[Value]| Point { name: name.to_owned(), values: values.to_vec() };
    Domain {
        askers: vec![Asker { name: "somebody".to_owned(), fixed: Vec::new(), open: Vec::new() }],
        places: vec![point("here", values)],
        actions: vec![point("this", &[])],
        people: Vec::new(),
    }
}

/// The claim that exactly these holdings are answered so.
pub fn alone(who: Vec<Value>, decision: Decision) -> Claim {
    Claim { shape: ROOT, who, decision, strength: Strength::Alone }
}

/// What the analysis says of one holding: agrees, does not, or does not know.
pub fn agrees(analysis: &Analysis<'_, '_>, claim: &Claim) -> Option<bool> {
    match analysis.judge(std::slice::from_ref(claim)).pop() {
        Some(Judgement::Proved) => Some(true),
        Some(Judgement::Refuted(_)) => Some(false),
        Some(Judgement::Undecided(_)) | None => None,
    }
}
