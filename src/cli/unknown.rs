//! Names that nobody has, and the names that may have been meant.

use super::files::Found;
use super::settings::Settings;
use crate::altinn::{Person, attribute, register};
use crate::rules::grammar::nearest;
use crate::source::Span;
use std::path::{Path, PathBuf};

/// The attributes that a recipient can have.
const ATTRIBUTES: [&str; 5] = [
    attribute::ROLE_CODE,
    attribute::ACCESS_PACKAGE,
    attribute::EXTERNAL_ROLE_CCR,
    attribute::EXTERNAL_ROLE_CRA,
    attribute::ROLE,
];

/// What to say of somebody whom the register of roles and access packages does not have.
pub(super) fn person(person: &Person) -> Option<String> {
    let value = &person.value;
    let of_attribute = |role: &register::Role| role.urn?.strip_prefix(person.attribute.as_ref())?.strip_prefix(':');
    match person.attribute.as_ref() {
        attribute::ROLE_CODE if register::role(value).is_none() && !register::is_removed(value) => {
            let role = nearest(value, register::ROLES.iter().map(|role| role.code)).map(str::to_uppercase);
            let meant = role.or_else(|| package(value));
            Some(format!("no role or access package `{value}` is known{}", meaning(meant)))
        }
        attribute::ACCESS_PACKAGE if register::package(value).is_none() => {
            Some(format!("no access package `{value}` is known{}", meaning(package(value))))
        }
        attribute::EXTERNAL_ROLE_CCR | attribute::EXTERNAL_ROLE_CRA | attribute::ROLE
            if register::role_named(&person.attribute, value).is_none() =>
        {
            let meant = nearest(value, register::ROLES.iter().filter_map(of_attribute));
            Some(format!("no role `{}:{value}` is known{}", person.attribute, meaning(meant.map(str::to_owned))))
        }
        known if ATTRIBUTES.contains(&known) => None,
        other => {
            let meant = nearest(other, ATTRIBUTES)?;
            Some(format!("nobody is named by `{other}:{value}`; did you mean `{meant}:{value}`?"))
        }
    }
}

fn package(value: &str) -> Option<String> {
    nearest(value, register::PACKAGES.iter().map(|package| package.code)).map(str::to_owned)
}

fn meaning(name: Option<String>) -> String {
    name.map_or_else(String::new, |name| format!("; did you mean `{name}`?"))
}

/// What to say of `[recipients]`: people whom nobody can be, and ids that none of the `services` has, where every service
/// was looked at.
pub(super) fn recipients(settings: &Settings, services: Option<&[String]>) -> Vec<String> {
    let Some(source) = &settings.config.source else { return Vec::new() };
    let place = |span: Span| {
        let at = source.position(span.start);
        format!("{}:{}:{}", source.path().display(), at.line, at.column)
    };
    let mut said = Vec::new();
    for (id, people) in &settings.config.recipients {
        for one in people {
            let why = person(&Person::from_name(one.value.trim()));
            said.extend(why.map(|why| (one.span, format!("{}: {why}", place(one.span)))));
        }
        let Some(services) = services.filter(|_| id.value != "*") else { continue };
        if !services.iter().any(|known| known.eq_ignore_ascii_case(&id.value)) {
            let meant = nearest(&id.value, services.iter().map(String::as_str)).map(str::to_owned);
            let (at, name) = (place(id.span), &id.value);
            let text = format!("{at}: no app or resource here has the id `{name}`{}", meaning(meant));
            said.push((id.span, text));
        }
    }
    said.sort();
    said.into_iter().map(|(_, text)| text).collect()
}

/// Whether everything below the configuration was looked at.
pub(super) fn is_whole(settings: &Settings, here: &Path, paths: &[PathBuf], found: &Found) -> bool {
    let covers = |path: &PathBuf| {
        let path = here.join(path.strip_prefix(".").unwrap_or(path));
        settings.config.standing.folder.starts_with(path)
    };
    found.unread.is_empty() && settings.config.ignore.is_empty() && paths.iter().any(covers)
}
