//! Two rules with the same id.

use crate::finding::{Edit, Effect, Fix, Safety};
use crate::rules::people::Readers;
use crate::rules::places::Places;
use crate::rules::{Context, Report, grammar};
use crate::source::Span;
use crate::workspace::{PolicyFile, Service};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    // What the platform writes for a delegation is in nobody's hands.
    let Some(file) = Readers::of(service).map(|readers| readers.file) else { return };
    let mut ids = Places::new();
    for rule in &file.policy.rules {
        ids.add(rule.id.value.as_ref(), rule.id.span);
    }
    let groups = ids.into_groups();
    // A policy where ids were copied with the rules has it in several of them; that is one mistake.
    let twice: Vec<&(&str, Vec<Span>)> =
        groups.iter().filter(|(id, spans)| spans.len() > 1 && !id.is_empty()).collect();
    let Some((_, first)) = twice.first() else { return };
    let names: Vec<String> = twice.iter().map(|(id, _)| format!("`{id}`")).collect();
    let finding = report.at(file.at(first[1]));
    finding
        .says(match twice.len() {
            1 => format!(
                "{} have the id {}; editor and logs take them for the same",
                grammar::count(first.len(), "rule"),
                names[0]
            ),
            _ => format!(
                "several rules have the id {} each; editor and logs take them for the same",
                grammar::list(&names)
            ),
        })
        .help("give each rule an id of its own; what it is makes no difference to who may do what");
    for (id, spans) in &twice {
        finding.also(file.at(spans[0]), format!("the first `{id}`"));
    }
    finding.fix = Some(renamed(file, &twice));
}

/// Gives every rule but the first of an id the next free number.
fn renamed(file: &PolicyFile<'_>, twice: &[&(&str, Vec<Span>)]) -> Fix {
    let mut taken: Vec<String> = file.policy.rules.iter().map(|rule| rule.id.value.clone().into_owned()).collect();
    let mut edits = Vec::new();
    for (id, spans) in twice {
        let stem = id.trim_end_matches(|character: char| character.is_ascii_digit());
        let separator = if stem == *id { ":" } else { "" };
        let mut number: usize = id[stem.len()..].parse().unwrap_or(1);
        for span in &spans[1..] {
            let mut fresh = format!("{stem}{separator}{number}");
            while taken.contains(&fresh) {
                number = number.saturating_add(1);
                fresh = format!("{stem}{separator}{number}");
            }
            taken.push(fresh.clone());
            edits.push(Edit { at: file.at(*span), text: fresh });
        }
    }
    Fix::new("give each rule an id of its own", Safety::Safe, Effect::Nothing, edits)
}
