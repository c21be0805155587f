//! The conformance suite of OASIS: a policy, a request, and the response that is expected.
//!
//! Tests are found by the names of their files, in the two ways in which the suite is laid out: `IIA001Policy.xml`,
//! `IIA001Request.xml` and `IIA001Response.xml` side by side, or a folder `IIA001` with `Policy.xml` (or `Policies/`),
//! `Request.xml` and `Response.xml`. Further policies of a test are those that its policy may refer to.

use super::{Disagreement, Report};
use crate::pdp::standard::value::DataType;
use crate::pdp::standard::{Evaluable, Options, Repository, evaluate, evaluate_any, value};
use crate::pdp::wire::{self, Message, Unreadable};
use crate::pdp::{Answered, Decision, Duty, Entity, Response, Status, StatusCode};
use crate::syntax::{json, xml};
use crate::xacml::{self, Root};
use std::collections::BTreeMap;

/// The column that the suite is about.
const COLUMN: &str = "standard";

/// The time that the decision point supplies to requests that do not say it.
const NOW: &str = "2026-11-25T12:00:00Z";

/// One test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its id, such as `IIA001`.
    pub id: String,
    /// The part of the suite, such as `altinn-ct II.A`.
    pub section: String,
    /// The paths of its policies, the one that decides first.
    pub policies: Vec<String>,
    /// Whether one of them decides and the others may be referred to; otherwise any of them may decide.
    pub has_root: bool,
    /// The path of the request.
    pub request: String,
    /// The path of the expected response.
    pub response: String,
}

/// The tests among some paths, sorted by section and id. Paths have slashes, whatever the system.
pub fn cases(paths: &[String]) -> Vec<Case> {
    let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in paths {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        folders.entry(folder).or_default().push(name);
    }
    let mut cases = Vec::new();
    for (folder, names) in &folders {
        for name in names {
            let Some((stem, extension)) = name.rsplit_once('.') else { continue };
            let Some(prefix) = stem.strip_suffix("Request").filter(|_| matches!(extension, "xml" | "json")) else {
                continue;
            };
            let response = format!("{prefix}Response.{extension}");
            if names.contains(&response.as_str()) {
                cases.extend(case(&folders, folder, prefix, name, &response));
            }
        }
    }
    cases.sort_by(|one, other| (&one.section, &one.id, &one.request).cmp(&(&other.section, &other.id, &other.request)));
    cases
}

fn case(
    folders: &BTreeMap<&str, Vec<&str>>,
    folder: &str,
    prefix: &str,
    request: &str,
    response: &str,
) -> Option<Case> {
    let within =
        |folder: &str, name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let (above, id) =
        if prefix.is_empty() { folder.rsplit_once('/').unwrap_or(("", folder)) } else { (folder, prefix) };
    let section = section(id)?;
    let inner = within(folder, "Policies");
    let root = format!("{prefix}Policy.xml");
    let mut policies: Vec<String> = Vec::new();
    for folder in [folder, &inner] {
        let names = folders.get(folder).map(Vec::as_slice).unwrap_or_default();
        let is_policy = |name: &&&str| {
            let rest = name.strip_prefix(prefix).and_then(|rest| rest.strip_suffix(".xml"));
            rest.is_some_and(|rest| folder == inner || rest.starts_with("Policy"))
        };
        policies.extend(names.iter().filter(is_policy).map(|name| within(folder, name)));
    }
    policies.sort_by_key(|path| (!path.ends_with(&root) || path.rsplit('/').next() != Some(&root), path.clone()));
    let has_root = policies.first().is_some_and(|path| path.rsplit('/').next() == Some(&root));
    // The last two folders tell the parts of a suite apart, and do not depend on where it lies.
    let mut parts = above.rsplit('/').filter(|part| !part.is_empty()).take(2).collect::<Vec<_>>();
    parts.reverse();
    let suite = parts.join("/");
    (!policies.is_empty()).then(|| Case {
        id: id.to_owned(),
        section: format!("{suite} {section}").trim_start().to_owned(),
        policies,
        has_root,
        request: within(folder, request),
        response: within(folder, response),
    })
}

/// `II.A` of `IIA001`; none for what is no id of the suite.
fn section(id: &str) -> Option<String> {
    let part = if id.starts_with("III") { "III" } else { "II" };
    let mut rest = id.strip_prefix(part)?.chars();
    let letter = rest.next().filter(char::is_ascii_uppercase)?;
    rest.next().filter(char::is_ascii_digit)?;
    Some(format!("{part}.{letter}"))
}

/// Runs tests. `read` gives the text of a path.
pub fn run(cases: &[Case], read: &mut dyn FnMut(&str) -> Option<String>) -> Report {
    let mut report = Report::default();
    for case in cases {
        let want = read(&case.response).map(|text| expected(&case.response, &text));
        let got = answer(case, read);
        let (agrees, got, want) = match want {
            Some(Ok(want)) => {
                let difference = difference(&got, &want);
                let got =
                    difference.as_ref().map_or_else(|| decisions(&got), |part| format!("{} ({part})", decisions(&got)));
                (difference.is_none(), got, decisions(&want))
            }
            Some(Err(error)) => (false, decisions(&got), format!("unreadable: {error}")),
            None => (false, decisions(&got), "unreadable".to_owned()),
        };
        report.count(&case.section, agrees, || Disagreement {
            id: case.id.clone(),
            request: case.request.clone(),
            column: COLUMN,
            got,
            want,
        });
    }
    report
}

fn is_json(path: &str) -> bool {
    path.ends_with(".json")
}

fn expected(path: &str, text: &str) -> Result<Response, Unreadable> {
    let text = text.trim_start_matches('\u{feff}');
    if is_json(path) {
        wire::read_json_response(&json::Document::parse(text))
    } else {
        wire::read_xml_response(&xml::Document::parse(text))
    }
}

fn message(path: &str, text: &str) -> Result<Message, Unreadable> {
    let text = text.trim_start_matches('\u{feff}');
    if is_json(path) {
        wire::read_json_request(&json::Document::parse(text))
    } else {
        wire::read_xml_request(&xml::Document::parse(text))
    }
}

/// What the decision point answers.
fn answer(case: &Case, read: &mut dyn FnMut(&str) -> Option<String>) -> Response {
    let failed = |text: String| {
        let status = Status { code: StatusCode::SyntaxError, message: Some(text), missing: Vec::new() };
        Response { results: vec![Answered::plain(Decision::Indeterminate, status)] }
    };
    let Some(message) = read(&case.request).map(|text| message(&case.request, &text)) else {
        return failed("the request cannot be read".to_owned());
    };
    let message = match message {
        Ok(message) => message,
        Err(error) => return failed(error.text),
    };
    let texts: Vec<String> = case.policies.iter().map(|path| read(path).unwrap_or_default()).collect();
    let documents: Vec<_> =
        texts.iter().map(|text| xml::Document::parse(text.trim_start_matches('\u{feff}'))).collect();
    let roots: Vec<Root<'_>> = documents
        .iter()
        .map(|document| if document.problems().is_empty() { xacml::read(document) } else { Root::Foreign })
        .collect();
    if case.has_root && roots.first().and_then(Evaluable::of).is_none() {
        return failed("the policy cannot be read".to_owned());
    }
    let repository = Repository::new(roots.iter().filter_map(Evaluable::of));
    let options = Options { now: now() };
    wire::respond(&message, |context| {
        let outcome = if case.has_root {
            evaluate(&repository, 0, context, &options)
        } else {
            evaluate_any(&repository, context, &options)
        };
        outcome.answered
    })
}

fn now() -> Option<value::DateTime> {
    match value::Value::read(DataType::DateTime, NOW) {
        Ok(value::Value::DateTime(now)) => Some(now),
        _ => None,
    }
}

fn decisions(response: &Response) -> String {
    response.results.iter().map(|result| result.decision.name()).collect::<Vec<_>>().join(", ")
}

/// The first part in which two responses differ. The order of results counts; that of what is inside them does not, nor do
/// the words of a status.
fn difference(got: &Response, want: &Response) -> Option<&'static str> {
    if got.results.len() != want.results.len() {
        return Some("number of results");
    }
    got.results.iter().zip(&want.results).find_map(|(got, want)| {
        let parts = [
            ("decision", got.decision == want.decision),
            ("obligations", duties(&got.obligations) == duties(&want.obligations)),
            ("advice", duties(&got.advice) == duties(&want.advice)),
            ("attributes", attributes(&got.attributes) == attributes(&want.attributes)),
            ("policies", policies(got) == policies(want)),
        ];
        parts.into_iter().find(|(_, same)| !same).map(|(part, _)| part)
    })
}

fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.sort();
    lines
}

fn duties(duties: &[Duty]) -> Vec<String> {
    let line = |duty: &Duty| {
        let assignments = duty.assignments.iter().map(|one| {
            let value = canonical(&one.data_type, &one.text);
            format!("{} {:?} {:?} {} {value}", one.id, one.category, one.issuer, one.data_type)
        });
        format!("{} {:?}", duty.id, sorted(assignments.collect()))
    };
    sorted(duties.iter().map(line).collect())
}

fn attributes(entities: &[Entity]) -> Vec<String> {
    let all = entities.iter().flat_map(|entity| {
        entity.attributes.iter().flat_map(move |attribute| {
            attribute.values.iter().map(move |value| {
                let text = canonical(&value.data_type, &value.text);
                format!("{} {} {:?} {} {text}", entity.category, attribute.id, attribute.issuer, value.data_type)
            })
        })
    });
    sorted(all.collect())
}

fn policies(answered: &Answered) -> Vec<String> {
    sorted(answered.policies.iter().map(|policy| format!("{} {}", policy.is_set, policy.id)).collect())
}

/// Equal values have one text.
fn canonical(data_type: &str, text: &str) -> String {
    let read = DataType::of(data_type).map(|data_type| value::Value::read(data_type, text));
    match read {
        Some(Ok(value)) => value.text(),
        _ => text.trim().to_owned(),
    }
}
