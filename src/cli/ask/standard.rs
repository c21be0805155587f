//! A request from a file to policies and policy sets, as the standard decides.

use super::super::files::{self, Disk, Ignored};
use super::{Asked, Printed, Printer, contexts, location};
use crate::altinn::attribute;
use crate::cli::{Result, Trouble};
use crate::lint::Files as _;
use crate::pdp::altinn::Binding;
use crate::pdp::standard::{self, Evaluable, Options, Repository};
use crate::pdp::trace::trace;
use crate::pdp::wire::Message;
use crate::pdp::{Context, bound};
use crate::report::answer::{AnswerView, Traced};
use crate::source::Source;
use crate::syntax::xml;
use crate::xacml::{self, Category, Member, Policy, PolicySet, Root};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(super) fn run(asked: &Asked<'_>, here: &Path, paths: &[PathBuf], message: &Message) -> Result<Printed> {
    let sources = sources(asked, here, paths)?;
    let documents: Vec<_> = sources.iter().map(|source| xml::Document::parse(source.text())).collect();
    let mut roots = Vec::new();
    let mut read = Vec::new();
    for (source, document) in sources.iter().zip(&documents) {
        if let Some(problem) = document.problems().first() {
            let is_named = paths.iter().any(|path| path == source.path());
            if is_named {
                let at = source.position(problem.span.start);
                let place = format!("{}:{}:{}", source.path().display(), at.line, at.column);
                return Err(Trouble(format!("{place}: {}", problem.kind)));
            }
            continue;
        }
        let root = xacml::read(document);
        if matches!(root, Root::Policy(_) | Root::PolicySet(_)) {
            roots.push(root);
            read.push(Arc::clone(source));
        }
    }
    let decider = decider(&roots, &read, paths)?;
    let contexts = contexts(message)?;
    let is_single = contexts.len() == 1;
    let mut printer = Printer::new(asked);
    for (number, context) in contexts.into_iter().enumerate() {
        let context = &asked.dialect.delivered_context(context);
        one(asked, &roots, &read, decider, context, (!is_single).then_some(number + 1), &mut printer)?;
    }
    printer.finish(message)
}

fn sources(asked: &Asked<'_>, here: &Path, paths: &[PathBuf]) -> Result<Vec<Arc<Source>>> {
    let ignored = Ignored::new(&asked.settings.config, asked.settings.folder.as_deref())?;
    let mut files: Vec<PathBuf> = Vec::new();
    for path in paths {
        if path.is_file() {
            files.push(path.clone());
        } else {
            files.extend(files::find(here, std::slice::from_ref(path), &ignored)?.files);
        }
    }
    let mut seen = BTreeSet::new();
    files.retain(|file| seen.insert(file.clone()));
    let mut sources = Vec::new();
    for file in files {
        let name = file.display();
        let bytes = Disk::default().read(&file);
        let bytes = bytes.map_err(|error| Trouble(format!("cannot read `{name}`: {error}")))?;
        let bytes = bytes.ok_or_else(|| Trouble(format!("`{name}` is larger than what is read")))?;
        let is_named = paths.contains(&file);
        match Source::decode(&file, bytes) {
            Ok(source) if is_named || source.text().trim_start().starts_with('<') => sources.push(source),
            Ok(_) => {}
            Err(undecoded) if is_named => return Err(Trouble(format!("{name}: {}", undecoded.error))),
            Err(_) => {}
        }
    }
    Ok(sources)
}

/// The document that decides: the file that is named first, else the one that no other refers to.
fn decider(roots: &[Root<'_>], sources: &[Arc<Source>], paths: &[PathBuf]) -> Result<usize> {
    if let Some(first) = paths.first().filter(|path| path.is_file()) {
        let found = sources.iter().position(|source| source.path() == first);
        return found.ok_or_else(|| Trouble(format!("`{}` is no policy of XACML 3.0", first.display())));
    }
    let referred: BTreeSet<&str> = roots.iter().flat_map(references).collect();
    let free: Vec<usize> =
        (0..roots.len()).filter(|&at| id(&roots[at]).is_none_or(|id| !referred.contains(id))).collect();
    match free.as_slice() {
        [only] => Ok(*only),
        [] => Err(Trouble("there is no policy of XACML 3.0 that nothing refers to; name the file that decides".into())),
        several => {
            let names: Vec<String> =
                several.iter().map(|&at| format!("\n  {}", sources[at].path().display())).collect();
            let text = format!("one policy must decide, and here are {}; name it first:", several.len());
            Err(Trouble(text + &names.concat()))
        }
    }
}

fn id<'r>(root: &'r Root<'_>) -> Option<&'r str> {
    let id = match root {
        Root::Policy(policy) => &policy.id,
        Root::PolicySet(set) => &set.id,
        Root::OtherVersion { .. } | Root::Foreign => return None,
    };
    id.as_ref().map(|id| id.value.trim())
}

/// The ids that a document refers to.
fn references<'r>(root: &'r Root<'_>) -> Vec<&'r str> {
    let mut ids = Vec::new();
    let mut open: Vec<&PolicySet<'_>> = Vec::new();
    if let Root::PolicySet(set) = root {
        open.push(set);
    }
    while let Some(set) = open.pop() {
        for member in &set.members {
            match member {
                Member::PolicyReference(reference) | Member::PolicySetReference(reference) => {
                    ids.push(reference.id.value.trim());
                }
                Member::PolicySet(inner) => open.push(inner),
                Member::Policy(_) => {}
            }
        }
    }
    ids
}

fn one(
    asked: &Asked<'_>,
    roots: &[Root<'_>],
    sources: &[Arc<Source>],
    decider: usize,
    context: &Context,
    number: Option<usize>,
    printer: &mut Printer<'_>,
) -> Result<()> {
    let request = context.to_request();
    let binding = binding(&request);
    let roots: Vec<Root<'_>> = roots
        .iter()
        .map(|root| match root {
            Root::Policy(policy) => Root::Policy(Box::new(bound(policy, &binding))),
            other => other.clone(),
        })
        .collect();
    let repository = Repository::new(roots.iter().filter_map(Evaluable::of));
    let options = Options::default();
    let outcome = standard::evaluate(&repository, decider, context, &options);
    let decide = |part: &Policy<'_>| standard::evaluate_alone(Evaluable::Policy(part), context, &options).answer;
    let mut policies = Vec::new();
    // Of policy sets, the policy in which the reason stands is told of.
    let telling = match roots.get(decider) {
        Some(Root::Policy(policy)) => Some((decider, policy.as_ref())),
        _ => roots.get(outcome.document).zip(outcome.answer.because.as_ref()).and_then(|(root, reason)| {
            let policy = contained(root).into_iter().find(|policy| policy.span.contains(reason.span))?;
            Some((outcome.document, policy))
        }),
    };
    if let Some((document, policy)) = telling {
        policies = asked.traced(number, || Traced {
            source: &sources[document],
            policy,
            rules: trace(policy, false, &decide),
        });
    }
    let duties: Vec<_> = outcome.answered.obligations.iter().chain(&outcome.answered.advice).cloned().collect();
    let view = AnswerView {
        question: None,
        number,
        answer: &outcome.answer,
        cause: outcome.answer.because.as_ref().and_then(|reason| location(sources, outcome.document, reason.span)),
        duties: &duties,
        policies,
        request: &request,
        notes: Vec::new(),
        dialect: asked.dialect.name(),
        as_of: &asked.settings.as_of.to_string(),
    };
    printer.print(&view, outcome.answered.clone())
}

/// The policies that stand in a document themselves.
fn contained<'r, 't>(root: &'r Root<'t>) -> Vec<&'r Policy<'t>> {
    let mut policies = Vec::new();
    let mut open: Vec<&PolicySet<'t>> = Vec::new();
    match root {
        Root::Policy(policy) => policies.push(policy.as_ref()),
        Root::PolicySet(set) => open.push(set),
        Root::OtherVersion { .. } | Root::Foreign => {}
    }
    while let Some(set) = open.pop() {
        for member in &set.members {
            match member {
                Member::Policy(policy) => policies.push(policy),
                Member::PolicySet(inner) => open.push(inner),
                Member::PolicyReference(_) | Member::PolicySetReference(_) => {}
            }
        }
    }
    policies
}

/// What the placeholders of a policy stand for: what the request asks about.
fn binding(request: &crate::pdp::Request) -> Binding {
    let symbolic = Binding::default();
    let named =
        |attribute: &str| request.named(Category::Resource, attribute).flat_map(|one| &one.values).next().cloned();
    Binding { org: named(attribute::ORG).unwrap_or(symbolic.org), app: named(attribute::APP).unwrap_or(symbolic.app) }
}
