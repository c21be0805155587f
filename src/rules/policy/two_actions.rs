//! Several actions in one `AllOf`: a request has one, so it never matches.

use crate::finding::{Edit, Effect, Fix, Safety};
use crate::rules::{Context, Report, faults, grammar};
use crate::source::Span;
use crate::workspace::{Cell, PolicyFile, PolicyForm, Service};
use crate::xacml::{AllOf, Category, Match};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, access)) = service.sound_access() else { return };
    for rule in &file.policy.rules {
        let any_ofs = rule.target.iter().flat_map(|target| &target.any_of);
        for all_of in any_ofs.flat_map(|any_of| &any_of.all_of).filter(|all_of| faults::is_never_met(all_of)) {
            let actions: Vec<String> = of(all_of).map(|one| format!("`{}`", one.value.text.value.trim())).collect();
            let people: Vec<usize> = (0..access.people.len())
                .filter(|&who| {
                    let person = &access.people[who].person;
                    rule.matches_of(Category::Subject)
                        .any(|one| person.is(one.attribute_id(), one.value.text.value.trim()))
                })
                .collect();
            let at = of(all_of).next().map_or(all_of.span, |one| one.span);
            let finding = report.at(file.at(at));
            finding
                .says(format!(
                    "{} stand in one `AllOf`, and a request has one action: nobody may do any of them by this",
                    grammar::list(&actions)
                ))
                .help("write an `AllOf` for each action")
                .note("the Resource Registry's list of rights fails for the whole service")
                .about(access.subjects(&people))
                .also(file.at(rule.start_tag), "in this rule");
            if let Some(text) = apart(file, all_of) {
                let edits = vec![Edit { at: file.at(all_of.span), text }];
                finding.fix(Fix::new("write an `AllOf` for each action", Safety::Unsafe, Effect::Corrects, edits));
            }
            let asked = of(all_of).find_map(|one| access.action(one.value.text.value.trim()));
            if let (Some(&who), Some(place), Some(action)) = (people.first(), access.notified_place(), asked) {
                finding.because(access.witness(Cell { who, place, action }));
            }
        }
    }
}

/// An `AllOf` for each match, laid out like the one that holds them all. None where it holds more than actions, or where
/// more than white space stands between them, for it cannot be told what that is about.
fn apart(file: &PolicyFile<'_>, all_of: &AllOf<'_>) -> Option<String> {
    let (first, last) = (all_of.matches.first()?, all_of.matches.last()?);
    if file.form != PolicyForm::Xml || of(all_of).count() != all_of.matches.len() {
        return None;
    }
    let open = file.source.slice(Span::new(all_of.span.start, first.span.start));
    let close = file.source.slice(Span::new(last.span.end, all_of.span.end));
    let between = all_of.matches.windows(2).map(|pair| Span::new(pair[0].span.end, pair[1].span.start));
    let is_blank = |text: &str| text.trim().is_empty();
    if !is_blank(&open[open.find('>')? + 1..])
        || !close.trim_start().starts_with("</")
        || !between.into_iter().all(|span| is_blank(file.source.slice(span)))
    {
        return None;
    }
    let before = file.source.text().get(..all_of.span.start as usize)?;
    let margin = &before[before.trim_end().len()..];
    let each = all_of.matches.iter().map(|one| format!("{open}{}{close}", file.source.slice(one.span)));
    Some(each.collect::<Vec<_>>().join(margin))
}

fn of<'p, 't>(all_of: &'p AllOf<'t>) -> impl Iterator<Item = &'p Match<'t>> {
    all_of.matches.iter().filter(|one| one.category() == Category::Action)
}
