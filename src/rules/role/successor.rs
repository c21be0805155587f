//! Access packages that take over from Altinn 2 roles.

use crate::altinn::{Person, attribute, register};
use crate::finding::{Edit, Fix, Safety};
use crate::rules::grammar;
use crate::source::Span;
use crate::workspace::{PolicyFile, PolicyForm};
use crate::xacml::{AllOf, Category};

/// The access package that takes over from an Altinn 2 role, where name and holders of both are the same.
///
/// Seven pairs; for the other roles no table exists (facts of 2026-11-22, from `RoleConstants.cs`, `PackageConstants.cs`
/// and `IngestRolePackage.cs` of Altinn/altinn-authorization-tmp @f7ff53bd2).
pub(super) fn of(role: &Person) -> Option<&'static register::Package> {
    let package = match role.value.to_ascii_lowercase().as_str() {
        _ if role.attribute != attribute::ROLE_CODE => return None,
        "a0237" => "ansvarlig-revisor",
        "a0238" => "revisormedarbeider",
        "a0239" => "regnskapsforer-med-signeringsrettighet",
        "a0240" => "regnskapsforer-uten-signeringsrettighet",
        "a0241" => "regnskapsforer-lonn",
        "bobel" => "konkursbo-lesetilgang",
        "bobes" => "konkursbo-skrivetilgang",
        _ => return None,
    };
    register::package(package)
}

/// The codes of the packages that take over from these roles, as a list of words.
pub(super) fn display(roles: &[&Person]) -> Option<String> {
    let codes: Vec<String> = roles.iter().filter_map(|role| of(role)).map(|one| format!("`{}`", one.code)).collect();
    (!codes.is_empty()).then(|| grammar::list(&codes))
}

/// The edit that names the package beside each of these roles wherever the policy names the role, so that both work until
/// the role ends. None where a role is named together with something else, or none has a package.
pub(super) fn beside(file: &PolicyFile<'_>, roles: &[&Person]) -> Option<Fix> {
    let pairs: Vec<Twin<'_>> =
        roles.iter().filter_map(|role| Some((*role, attribute::ACCESS_PACKAGE, of(role)?.code))).collect();
    twins(file, &pairs, "name the access package beside the Altinn 2 role")
}

/// The edit that names each of these roles by its code as well, beside its newer name.
pub(super) fn by_code(file: &PolicyFile<'_>, roles: &[(&Person, &str)]) -> Option<Fix> {
    let pairs: Vec<Twin<'_>> = roles.iter().map(|(role, code)| (*role, attribute::ROLE_CODE, *code)).collect();
    twins(file, &pairs, "name the role by `urn:altinn:rolecode` as well")
}

/// Somebody, and the attribute and value by which they shall be named too.
type Twin<'p> = (&'p Person, &'static str, &'p str);

fn twins(file: &PolicyFile<'_>, pairs: &[Twin<'_>], title: &str) -> Option<Fix> {
    let mut edits = Vec::new();
    for all_of in all_ofs(file)? {
        let named = pairs.iter().find_map(|pair| Some((is_named(all_of, pair.0)?, pair)));
        let Some((is_alone, (_, attribute, value))) = named else { continue };
        if !is_alone {
            return None;
        }
        let end = Span::new(all_of.span.end, all_of.span.end);
        edits.push(Edit { at: file.at(end), text: twin(file, all_of, attribute, value)? });
    }
    (!edits.is_empty()).then(|| Fix { title: title.to_owned(), safety: Safety::Unsafe, edits })
}

/// The edit that takes each of these roles out wherever the policy names it. None where a role is named together with
/// something else, or a list would be left empty, which everybody would match.
pub(super) fn without(file: &PolicyFile<'_>, roles: &[&Person]) -> Option<Fix> {
    let targets = || file.policy.rules.iter().flat_map(|rule| &rule.target).flat_map(|target| &target.any_of);
    if file.form != PolicyForm::Xml {
        return None;
    }
    let mut edits = Vec::new();
    for any_of in targets() {
        let goes: Vec<Option<bool>> =
            any_of.all_of.iter().map(|all_of| roles.iter().find_map(|role| is_named(all_of, role))).collect();
        if goes.contains(&Some(false)) || goes.iter().all(Option::is_some) {
            return None;
        }
        let going = any_of.all_of.iter().zip(&goes).filter(|(_, goes)| goes.is_some());
        edits.extend(going.map(|(all_of, _)| {
            let start = all_of.span.start - blank_before(file, all_of);
            Edit { at: file.at(Span::new(start, all_of.span.end)), text: String::new() }
        }));
    }
    (!edits.is_empty()).then(|| Fix { title: "take the ended roles out".to_owned(), safety: Safety::Unsafe, edits })
}

/// Every `AllOf` of a policy that is written in XML.
fn all_ofs<'p, 't>(file: &'p PolicyFile<'t>) -> Option<impl Iterator<Item = &'p AllOf<'t>>> {
    let targets = file.policy.rules.iter().flat_map(|rule| &rule.target);
    let all = targets.flat_map(|target| &target.any_of).flat_map(|any_of| &any_of.all_of);
    (file.form == PolicyForm::Xml).then_some(all)
}

/// How many bytes of white space stand before an `AllOf`.
fn blank_before(file: &PolicyFile<'_>, all_of: &AllOf<'_>) -> u32 {
    let before = &file.source.text()[..all_of.span.start as usize];
    u32::try_from(before.len() - before.trim_end().len()).unwrap_or(0)
}

/// Whether an `AllOf` names the role, and if so whether it names nothing else.
fn is_named(all_of: &AllOf<'_>, role: &Person) -> Option<bool> {
    let names = all_of
        .matches
        .iter()
        .any(|one| one.category() == Category::Subject && role.is(one.attribute_id(), one.value.text.value.trim()));
    names.then_some(all_of.matches.len() == 1)
}

/// The same `AllOf` with another attribute and value, on a line of its own.
fn twin(file: &PolicyFile<'_>, all_of: &AllOf<'_>, attribute: &str, value: &str) -> Option<String> {
    let one = all_of.matches.first()?;
    let mut holes = [(one.value.text.span, value), (one.designator()?.id.span, attribute)];
    holes.sort_unstable_by_key(|(span, _)| span.start);
    let before = &file.source.text()[..all_of.span.start as usize];
    let line = before.rfind(|character: char| !character.is_whitespace()).map_or(before, |at| &before[at + 1..]);
    let mut text = line.to_owned();
    let mut from = all_of.span.start;
    for (hole, with) in holes {
        text.push_str(file.source.slice(Span::new(from, hole.start)));
        text.push_str(with);
        from = hole.end;
    }
    text.push_str(file.source.slice(Span::new(from, all_of.span.end)));
    Some(text)
}
