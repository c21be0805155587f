//! An `AllOf` with matches of several categories: Altinn cuts it apart, and the Resource Registry cannot read it.

use crate::finding::{Edit, Effect, Fix, Safety};
use crate::rules::places::also;
use crate::rules::{Context, Report, faults, grammar};
use crate::source::Span;
use crate::workspace::{PolicyFile, PolicyForm, Service};
use crate::xacml::{AllOf, AnyOf, Category, Match};
use std::collections::BTreeSet;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, _)) = service.sound_access() else { return };
    let targets = file.policy.rules.iter().flat_map(|rule| &rule.target);
    let mixed: Vec<(&AnyOf<'_>, &AllOf<'_>)> = targets
        .flat_map(|target| &target.any_of)
        .flat_map(|any_of| any_of.all_of.iter().map(move |all_of| (any_of, all_of)))
        .filter(|(_, all_of)| is_mixed(all_of))
        .collect();
    let Some((_, first)) = mixed.first() else { return };
    let names: Vec<&str> = categories(first).into_iter().map(Category::name).collect();
    let spans: Vec<Span> = mixed.iter().map(|(_, all_of)| all_of.span).collect();
    let finding = report.at(file.at(first.span));
    finding
        .says(format!(
            "{} stand in one `AllOf`: Altinn judges them apart, and the Resource Registry cannot read such a rule",
            grammar::list(&names)
        ))
        .help("write an `AnyOf` of its own for each of them, as Altinn Studio does")
        .note("the registry's list of rights, from which the delegation pages and the inbox are built, fails for the whole service");
    also(finding, file, &spans);
    let edits: Option<Vec<Vec<Edit>>> = mixed.iter().map(|(any_of, all_of)| apart(file, any_of, all_of)).collect();
    finding.fix = edits.map(|edits| {
        let edits = edits.into_iter().flatten().collect();
        Fix::new("give each its own `AnyOf`", Safety::Safe, Effect::Nothing, edits)
    });
}

fn is_mixed(all_of: &AllOf<'_>) -> bool {
    let mut categories = all_of.matches.iter().filter(|one| faults::is_looked_at(one)).map(Match::category);
    categories.next().is_some_and(|first| categories.any(|other| other != first))
}

fn categories(all_of: &AllOf<'_>) -> BTreeSet<Category> {
    all_of.matches.iter().filter(|one| faults::is_looked_at(one)).map(|one| one.category()).collect()
}

/// Ends the `AllOf` and its `AnyOf` wherever the category changes, and begins new ones. None where that would say something
/// else: beside another `AllOf`, or where the categories do not stand together.
fn apart(file: &PolicyFile<'_>, any_of: &AnyOf<'_>, all_of: &AllOf<'_>) -> Option<Vec<Edit>> {
    let changes: Vec<usize> = (1..all_of.matches.len())
        .filter(|&at| all_of.matches[at].category() != all_of.matches[at - 1].category())
        .collect();
    if file.form != PolicyForm::Xml || any_of.all_of.len() != 1 || changes.len() + 1 != categories(all_of).len() {
        return None;
    }
    let tag = file.source.slice(any_of.start_tag);
    let prefix = tag.strip_prefix('<')?.split("AnyOf").next()?;
    let (outer, inner) = (line_before(file, any_of.span), line_before(file, all_of.span));
    let text = format!("{inner}</{prefix}AllOf>{outer}</{prefix}AnyOf>{outer}<{prefix}AnyOf>{inner}<{prefix}AllOf>");
    let edit = |at: usize| {
        let end = all_of.matches[at - 1].span.end;
        Edit { at: file.at(Span::new(end, end)), text: text.clone() }
    };
    Some(changes.into_iter().map(edit).collect())
}

/// The end of line and the indentation before something, or nothing if it stands behind something else.
fn line_before<'f>(file: &'f PolicyFile<'_>, span: Span) -> &'f str {
    let before = &file.source.text()[..span.start as usize];
    let blank = &before[before.trim_end().len()..];
    let line = blank.rfind('\n').map_or(0, |at| if blank[..at].ends_with('\r') { at - 1 } else { at });
    &blank[line..]
}
