//! Who takes over from an Altinn 2 role, and how a policy names them beside it.

use crate::altinn::{Person, attribute, register};
use crate::finding::{Edit, Effect, Fix, Safety, Twin};
use crate::rules::grammar;
use crate::rules::places::{self, renamed};
use crate::source::Span;
use crate::workspace::{PolicyFile, PolicyForm};
use crate::xacml::{AllOf, AnyOf, Category};

/// The access package that takes over from an Altinn 2 role, where name and holders of both are the same.
///
/// Seven pairs; for the other roles no table exists (facts of 2026-11-22, from `RoleConstants.cs`, `PackageConstants.cs`
/// and `IngestRolePackage.cs` of Altinn/altinn-authorization-tmp @f7ff53bd2).
pub(super) fn of(role: &Person) -> Option<&'static register::Package> {
    let package = match code(role)?.as_str() {
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

/// The access package that has the name of an Altinn 2 role, but fewer holders of its own: after the role has ended, it
/// reaches those only to whom a customer has delegated it. Three pairs, from the same sources.
pub(super) fn by_name(role: &Person) -> Option<&'static register::Package> {
    let package = match code(role)?.as_str() {
        "a0298" => "revisorattesterer",
        "attst" => "mva-kompensasjon-revisorattesterer",
        "a0286" => "post-til-virksomheten-med-taushetsbelagt-innhold",
        _ => return None,
    };
    register::package(package)
}

fn code(role: &Person) -> Option<String> {
    (role.attribute == attribute::ROLE_CODE).then(|| role.value.to_ascii_lowercase())
}

/// The codes of the packages that take over from these roles, as a list of words.
pub(super) fn display(roles: &[&Person]) -> Option<String> {
    let codes: Vec<String> = roles.iter().filter_map(|role| of(role)).map(|one| format!("`{}`", one.code)).collect();
    (!codes.is_empty()).then(|| grammar::list(&codes))
}

/// The edit that names the package of [`of`] beside each of these roles that has one.
pub(super) fn beside(file: &PolicyFile<'_>, roles: &[&Person]) -> Option<Fix> {
    let pairs = roles.iter().filter_map(|role| Some((*role, package(of(role)?)))).collect::<Vec<_>>();
    name_beside(file, &pairs, Safety::Safe, "name the access package beside the Altinn 2 role")
}

/// The same with the package of [`by_name`], which a person must judge.
pub(super) fn perhaps_beside(file: &PolicyFile<'_>, role: &Person) -> Option<Fix> {
    let package = package(by_name(role)?);
    let title = format!("name {} beside the Altinn 2 role", package.display());
    name_beside(file, &[(role, package)], Safety::Unsafe, title)
}

/// The edit that names roles of the entity register beside the Altinn 2 roles that they have today without anybody
/// naming them, so that they keep what they have.
pub(super) fn holders_beside(file: &PolicyFile<'_>, roles: &[&Person], holders: &[Person]) -> Option<Fix> {
    let has = |role: &Person, holder: &Person| {
        register::key_roles_implying(&role.value).contains(holder.value.to_lowercase().as_str())
    };
    let pairs = roles.iter().flat_map(|role| {
        let own = holders.iter().filter(|holder| has(role, holder));
        own.map(|holder| (*role, holder.clone()))
    });
    let pairs: Vec<(&Person, Person)> = pairs.collect();
    name_beside(file, &pairs, Safety::Unsafe, "name those beside the Altinn 2 role who have it by the entity register")
}

fn package(package: &register::Package) -> Person {
    Person::new(attribute::ACCESS_PACKAGE, package.code)
}

/// The edit that names the second of each pair beside the first, wherever the policy names the first, so that both work
/// until the role ends. None where a role is named together with something else.
fn name_beside(
    file: &PolicyFile<'_>,
    pairs: &[(&Person, Person)],
    safety: Safety,
    title: impl Into<String>,
) -> Option<Fix> {
    if file.form != PolicyForm::Xml {
        return None;
    }
    let mut edits = Vec::new();
    for any_of in file.policy.rules.iter().flat_map(|rule| &rule.target).flat_map(|target| &target.any_of) {
        let mut added: Vec<&Person> = Vec::new();
        for all_of in &any_of.all_of {
            let mut text = String::new();
            for (_, other) in pairs.iter().filter(|(role, _)| names(all_of, role)) {
                if all_of.matches.len() > 1 {
                    return None;
                }
                if !is_named(any_of, other) && !added.contains(&other) {
                    text.push_str(&twin(file, all_of, other)?);
                    added.push(other);
                }
            }
            if !text.is_empty() {
                edits.push(Edit { at: file.at(Span::new(all_of.span.end, all_of.span.end)), text });
            }
        }
    }
    let twins = pairs.iter().map(|(role, other)| Twin { of: role.subject(), to: other.subject() }).collect();
    // Where a rule denies the role something, it denies it to the other too.
    let spans: Vec<Span> = edits.iter().map(|edit| edit.at.span).collect();
    let safety = safety.max(places::safety(file, &spans));
    (!edits.is_empty()).then(|| Fix::new(title, safety, Effect::Twins(twins), edits))
}

/// Whether an `AllOf` names somebody.
fn names(all_of: &AllOf<'_>, who: &Person) -> bool {
    let is_it = |one: &crate::xacml::Match<'_>| who.is(one.attribute_id(), one.value.text.value.trim());
    all_of.matches.iter().any(|one| one.category() == Category::Subject && is_it(one))
}

/// Whether an `AnyOf` names somebody alone already.
fn is_named(any_of: &AnyOf<'_>, who: &Person) -> bool {
    any_of.all_of.iter().any(|all_of| all_of.matches.len() == 1 && names(all_of, who))
}

/// The same `AllOf` with somebody else in place of the role, on a line of its own.
fn twin(file: &PolicyFile<'_>, all_of: &AllOf<'_>, other: &Person) -> Option<String> {
    let one = all_of.matches.first()?;
    let before = file.source.text().get(..all_of.span.start as usize)?;
    let margin = &before[before.trim_end().len()..];
    let open = file.source.slice(Span::new(all_of.span.start, one.span.start));
    let close = file.source.slice(Span::new(one.span.end, all_of.span.end));
    Some(format!("{margin}{open}{}{close}", renamed(file, one, other)?))
}
