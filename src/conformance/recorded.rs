//! Decisions recorded from real engines: one policy a line, with its requests and what each engine answered.

use super::{Disagreement, Report};
use crate::pdp::altinn::{self, Binding};
use crate::pdp::standard::{Evaluable, Options, evaluate_alone};
use crate::pdp::{Context, ContextAttribute, ContextValue, Decision};
use crate::syntax::xml::Document;
use crate::xacml::{self, Root};
use serde_json::Value;

/// Who was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Altinn's own engine.
    Altinn,
    /// Two engines of the standard.
    Standard,
}

impl Column {
    /// The name in the recording.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Altinn => "altinn",
            Self::Standard => "standard",
        }
    }
}

/// One answer of a recording, and what is answered here.
#[derive(Clone, Debug)]
pub struct Recorded<'a> {
    /// The recording.
    pub id: &'a str,
    /// The number of the request.
    pub request: usize,
    /// What was recorded of this request.
    pub asked: &'a Value,
    /// What the policy is made of, where it was generated.
    pub case: &'a Value,
    /// What the engine answered, where it is to be trusted; none elsewhere.
    pub want: Option<&'static str>,
    /// What is answered here.
    pub got: Decision,
    /// Why, in words.
    pub because: String,
}

/// Asks again what was recorded in the lines of a text.
///
/// # Errors
/// A line that is no JSON, with its number from one.
pub fn recorded(text: &str, columns: &[Column]) -> Result<Report, (usize, serde_json::Error)> {
    let mut report = Report::default();
    for column in columns {
        each(text, *column, &mut |one| {
            let Some(want) = one.want else { return };
            report.count(column.name(), one.got.name() == want, || Disagreement {
                id: one.id.to_owned(),
                request: one.request.to_string(),
                column: column.name(),
                got: one.got.name().to_owned(),
                want: want.to_owned(),
            });
        })?;
    }
    Ok(report)
}

impl Recorded<'_> {
    /// Asks again what was recorded, and shows each answer with what was recorded of it.
    ///
    /// # Errors
    /// A line that is no JSON, with its number from one.
    pub fn each(
        text: &str,
        column: Column,
        show: &mut dyn FnMut(&Recorded<'_>),
    ) -> Result<(), (usize, serde_json::Error)> {
        each(text, column, &mut |one| show(&one))
    }
}

fn each(text: &str, column: Column, show: &mut dyn FnMut(Recorded<'_>)) -> Result<(), (usize, serde_json::Error)> {
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let case: Value = serde_json::from_str(line).map_err(|error| (number + 1, error))?;
        let policy = word(&case, "policy").trim_start_matches('\u{feff}');
        let document = Document::parse(policy);
        let root = if document.problems().is_empty() { xacml::read(&document) } else { Root::Foreign };
        for (request, asked) in case["requests"].as_array().into_iter().flatten().enumerate() {
            let context = context(&asked["attributes"]);
            let (got, because) = match column {
                Column::Altinn => (altinn(&root, &context), String::new()),
                Column::Standard => standard(&root, &context),
            };
            let want = wanted(asked, column);
            show(Recorded { id: word(&case, "id"), request, asked, case: &case, want, got, because });
        }
    }
    Ok(())
}

fn word<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

/// The recorded answer, errors read as the service reads them. Of the standard it is one only where both engines agree and
/// no doubt is marked.
fn wanted(asked: &Value, column: Column) -> Option<&'static str> {
    let recorded = word(asked, column.name());
    if column == Column::Standard
        && (word(asked, "standard2") != recorded || asked["standard_doubt"].as_bool() == Some(true))
    {
        return None;
    }
    [Decision::Permit, Decision::Deny, Decision::NotApplicable, Decision::Indeterminate]
        .into_iter()
        .map(Decision::name)
        .find(|name| *name == recorded)
        .or_else(|| recorded.starts_with("Error:").then_some(Decision::Indeterminate.name()))
}

fn context(attributes: &Value) -> Context {
    let mut context = Context::default();
    for one in attributes.as_array().into_iter().flatten() {
        let values = one["values"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let value = |text: &str| ContextValue {
            data_type: word(one, "datatype").to_owned(),
            text: text.to_owned(),
            xpath: None,
        };
        let attribute = ContextAttribute {
            id: word(one, "id").to_owned(),
            issuer: None,
            include_in_result: false,
            values: values.map(value).collect(),
        };
        context.add(word(one, "category"), attribute);
    }
    context
}

fn altinn(root: &Root<'_>, context: &Context) -> Decision {
    match root {
        Root::Policy(policy) => altinn::evaluate(policy, &Binding::default(), &context.to_request()).decision,
        // Altinn's reader takes nothing but a policy.
        _ => Decision::Indeterminate,
    }
}

fn standard(root: &Root<'_>, context: &Context) -> (Decision, String) {
    let Some(root) = Evaluable::of(root) else {
        return (Decision::Indeterminate, "the text is no policy of XACML 3.0".to_owned());
    };
    let outcome = evaluate_alone(root, context, &Options::default());
    let because = outcome.answer.because.map(|reason| reason.text).unwrap_or_default();
    (outcome.answer.decision, because)
}
