//! Turns the data of `rules/` into tables at build time: what every rule file says of itself, and who is who in Altinn.

#![allow(clippy::disallowed_methods, reason = "the build reads and writes its own files")]

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[allow(dead_code, missing_docs, unreachable_pub, reason = "read by the program as well")]
#[path = "src/rules/front.rs"]
mod front;
#[allow(dead_code, missing_docs, unreachable_pub, reason = "read by the program as well")]
#[path = "src/pattern/table.rs"]
mod pattern;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("rules.rs"), rules(Path::new("rules"))?)?;
    let facts = Path::new("rules/facts");
    let tables = register(&facts.join("roles-and-packages.json"))? + &owners(&facts.join("service-owners.json"))?;
    fs::write(out.join("register.rs"), tables)?;
    fs::write(out.join("words.rs"), words(Path::new("rules/words"))?)?;
    Ok(())
}

fn rules(root: &Path) -> Result<String> {
    let mut files = Vec::new();
    for family in sorted(root)? {
        if family.is_dir() {
            files.extend(sorted(&family)?.into_iter().filter(|file| file.extension().is_some_and(|end| end == "md")));
        }
    }
    let lists = word_lists(&root.join("words"))?;
    let list = |name: &str| lists.get(name).cloned();
    let mut table = String::from("/// Every rule file, by id.\npub static METAS: &[Meta] = &[\n");
    for file in files {
        let text = fs::read_to_string(&file)?.replace("\r\n", "\n");
        let id = file.strip_prefix(root)?.with_extension("");
        let id = id.to_string_lossy().replace('\\', "/");
        let (front, body) = front::read(&text, &list).map_err(|mistakes| told(&file, &text, &mistakes))?;
        if front.since.is_empty() || front.sources.is_empty() {
            return Err(format!("{}: `since` and `sources` are missing", file.display()).into());
        }
        let pattern =
            if front.pattern.is_empty() { None } else { front::parts(&text).ok().map(|(range, _)| &text[range]) };
        writeln!(
            table,
            "Meta {{ id: {id:?}, summary: {:?}, severity: Severity::{:?}, certainty: Certainty::{:?}, \
             fix: FixKind::{:?}, since: {:?}, catalogue: {:?}, sources: &{:?}, pattern: {pattern:?}, body: {:?} }},",
            front.summary,
            front.severity,
            front.certainty,
            front.fix,
            front.since,
            front.catalogue,
            front.sources,
            &text[body],
        )?;
    }
    table.push_str("];\n");
    Ok(table)
}

/// Everything that is wrong with a rule file, each with its line.
fn told(file: &Path, text: &str, mistakes: &[pattern::Mistake]) -> String {
    let one = |mistake: &pattern::Mistake| {
        let line = text[..mistake.range.start].matches('\n').count() + 1;
        format!("{}:{line}: {}; {}", file.display(), mistake.message, mistake.help)
    };
    mistakes.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// The words of each list, by the name of its file.
fn word_lists(folder: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    let mut lists = BTreeMap::new();
    for file in sorted(folder)?.into_iter().filter(|file| file.extension().is_some_and(|end| end == "toml")) {
        let list: Words = toml::from_str(&fs::read_to_string(&file)?)?;
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        lists.insert(name, [list.nb, list.nn, list.en].concat());
    }
    Ok(lists)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Words {
    as_of: String,
    sources: Vec<String>,
    #[serde(default)]
    nb: Vec<String>,
    #[serde(default)]
    nn: Vec<String>,
    #[serde(default)]
    en: Vec<String>,
    /// What to write instead of a word.
    #[serde(default)]
    instead: BTreeMap<String, String>,
}

/// Every list of words as a constant of its own, and all of them together.
fn words(folder: &Path) -> Result<String> {
    let mut out = String::new();
    let mut names = Vec::new();
    for file in sorted(folder)?.into_iter().filter(|file| file.extension().is_some_and(|end| end == "toml")) {
        let text = fs::read_to_string(&file)?;
        let list: Words = toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        let about = text.lines().map_while(|line| line.strip_prefix('#')).collect::<String>();
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let constant = name.to_uppercase().replace('-', "_");
        let by_language = [("Bokmal", &list.nb), ("Nynorsk", &list.nn), ("English", &list.en)];
        writeln!(
            out,
            "///{about}\npub static {constant}: WordList = WordList::new({name:?}, {:?}, &{:?}, &[",
            list.as_of, list.sources
        )?;
        for (language, word) in
            by_language.iter().flat_map(|(language, words)| words.iter().map(move |word| (language, word)))
        {
            writeln!(
                out,
                "Word {{ text: {word:?}, language: Language::{language}, instead: {:?} }},",
                list.instead.get(word)
            )?;
        }
        if let Some(word) = list.instead.keys().find(|word| !by_language.iter().any(|(_, words)| words.contains(word)))
        {
            return Err(format!("{}: `{word}` has a replacement and is not listed", file.display()).into());
        }
        out.push_str("]);\n");
        names.push(constant);
    }
    writeln!(
        out,
        "/// Every list.\npub static ALL: &[&WordList] = &[{}];",
        names.iter().map(|name| format!("&{name}")).collect::<Vec<_>>().join(", ")
    )?;
    Ok(out)
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Register {
    source: String,
    as_of: String,
    roles: Vec<Role>,
    a2_roles_not_in_register: Vec<String>,
    packages: Vec<Package>,
    er_role_implies_a2_roles: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Role {
    code: String,
    urn: Option<String>,
    legacy_urn: Option<String>,
    name: String,
    kind: String,
    service_owners: bool,
    key_role: bool,
    ends_with_altinn2_roles: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Package {
    code: String,
    name: String,
    #[serde(rename = "for")]
    party: String,
    service_owners: bool,
    auto_holders: BTreeMap<String, Vec<String>>,
}

/// Role and package tables, sorted by code, for binary search.
fn register(path: &Path) -> Result<String> {
    let mut data: Register = serde_json::from_str(&fs::read_to_string(path)?)?;
    data.roles.sort_by(|a, b| a.code.cmp(&b.code));
    data.packages.sort_by(|a, b| a.code.cmp(&b.code));
    data.a2_roles_not_in_register.sort();
    let mut out = String::new();
    writeln!(out, "/// The commits that the register was read from.\npub const SOURCE: &str = {:?};", data.source)?;
    writeln!(out, "/// The day the register was read.\npub const AS_OF: &str = {:?};", data.as_of)?;
    out.push_str("/// Every role, by code.\npub static ROLES: &[Role] = &[\n");
    for role in &data.roles {
        writeln!(
            out,
            "Role {{ code: {:?}, urn: {:?}, legacy_urn: {:?}, name: {:?}, kind: {:?}, offered: {:?}, key: {:?}, \
             ends: {:?} }},",
            role.code,
            role.urn,
            role.legacy_urn,
            role.name,
            role.kind,
            role.service_owners,
            role.key_role,
            role.ends_with_altinn2_roles
        )?;
    }
    out.push_str("];\n/// Every access package, by code.\npub static PACKAGES: &[Package] = &[\n");
    for package in &data.packages {
        let holders: Vec<&String> = package.auto_holders.keys().collect();
        writeln!(
            out,
            "Package {{ code: {:?}, name: {:?}, party: {:?}, offered: {:?}, holders: &{holders:?} }},",
            package.code, package.name, package.party, package.service_owners
        )?;
    }
    writeln!(
        out,
        "];\n/// Altinn 2 roles that are gone from the register already.\npub static REMOVED_ROLES: &[&str] = &{:?};",
        data.a2_roles_not_in_register
    )?;
    out.push_str("/// The Altinn 2 roles that each entity-register role brings with it today.\n");
    out.push_str("pub static IMPLIED: &[(&str, &[&str])] = &[\n");
    for (role, implied) in &data.er_role_implies_a2_roles {
        writeln!(out, "({role:?}, &{implied:?}),")?;
    }
    out.push_str("];\n");
    Ok(out)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Owners {
    as_of: String,
    orgs: Vec<Owner>,
}

#[derive(Deserialize)]
struct Owner {
    code: String,
    name: String,
}

/// The service owners, sorted by code.
fn owners(path: &Path) -> Result<String> {
    let mut data: Owners = serde_json::from_str(&fs::read_to_string(path)?)?;
    data.orgs.sort_by(|a, b| a.code.cmp(&b.code));
    let mut out = String::new();
    writeln!(
        out,
        "/// The day the list of service owners was read.\npub const SERVICE_OWNERS_AS_OF: &str = {:?};",
        data.as_of
    )?;
    out.push_str("/// Known service owners: code and name.\npub static SERVICE_OWNERS: &[(&str, &str)] = &[\n");
    for owner in &data.orgs {
        writeln!(out, "({:?}, {:?}),", owner.code, owner.name)?;
    }
    out.push_str("];\n");
    Ok(out)
}
