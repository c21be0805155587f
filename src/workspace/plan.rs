//! Which files belong together, told by their paths alone.

use crate::setup;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Files that are read together because they speak of the same thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// An app: the folder that holds `config/`.
    App(AppFiles),
    /// A resource: `*_resource.json` and the policy beside it.
    Resource(ResourceFiles),
    /// A file of its own, to be recognised by its content.
    Loose(PathBuf),
    /// The C# of everything: texts may have their names in one file and be used in another.
    Code(Vec<PathBuf>),
}

/// The ends of the names of files that may concern the linter.
const ENDINGS: [&str; 16] = [
    "xml",
    "json",
    "jsonc",
    "bpmn",
    "xacml",
    "bru",
    "http",
    "rest",
    "properties",
    "yml",
    "yaml",
    "cs",
    "json5",
    "sh",
    "bash",
    "mk",
];
/// Names without an ending of files that may, in any letter case.
const NAMES: [&str; 1] = ["makefile"];
/// How names of files start that describe messages, or lock versions, and hold none.
const DESCRIPTIONS: [&str; 2] = ["openapi", "swagger"];
/// How names of files end that tools write.
const WRITTEN_BY_TOOLS: [&str; 6] = ["-lock.json", "-lock.yaml", ".lock.json", ".assets.json", ".deps.json", ".g.cs"];

/// Whether a file may concern the linter, by its name alone.
pub fn may_concern(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_ascii_lowercase();
    let known = |end: &OsStr| ENDINGS.iter().chain(&setup::ENDINGS).any(|known| end.eq_ignore_ascii_case(known));
    let ends = path.extension().is_some_and(known) || NAMES.contains(&&*name) || setup::is_variables(&name);
    let is_described = DESCRIPTIONS.iter().any(|start| name.starts_with(start)) && !name.ends_with(".http");
    ends && !is_described
        && !WRITTEN_BY_TOOLS.iter().any(|end| name.ends_with(end))
        && !name.contains(".verified.")
        && !name.contains(".designer.")
}

/// Whether a file holds code.
pub(super) fn is_code(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("cs"))
}

/// The files of an app that the linter reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AppFiles {
    /// `config/authorization/policy.xml`.
    pub policy: Option<PathBuf>,
    /// `config/process/process.bpmn`.
    pub process: Option<PathBuf>,
    /// `config/applicationmetadata.json`.
    pub metadata: Option<PathBuf>,
    /// `config/texts/resource.*.json`.
    pub texts: Vec<PathBuf>,
}

/// The files of a resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResourceFiles {
    /// `*_resource.json`.
    pub resource: Option<PathBuf>,
    /// The policy beside it.
    pub policy: Option<PathBuf>,
}

impl Unit {
    /// Every file of it.
    pub fn files(&self) -> Vec<&Path> {
        let mut files: Vec<&Path> = match self {
            Self::App(app) => {
                let one = [&app.policy, &app.process, &app.metadata].into_iter().flatten();
                one.chain(&app.texts).map(PathBuf::as_path).collect()
            }
            Self::Resource(resource) => {
                [&resource.resource, &resource.policy].into_iter().flatten().map(PathBuf::as_path).collect()
            }
            Self::Loose(file) => vec![file],
            Self::Code(files) => files.iter().map(PathBuf::as_path).collect(),
        };
        files.sort_unstable();
        files
    }
}

/// What a file is within an app, by the end of its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Policy,
    Process,
    Metadata,
    Texts,
}

/// The files of an app, by the ends of their paths below the app's folder.
pub const APP_PARTS: [&str; 3] =
    ["config/authorization/policy.xml", "config/process/process.bpmn", "config/applicationmetadata.json"];

/// The folder that holds `config/`, for a file of an app.
pub fn app_root(path: &Path) -> Option<PathBuf> {
    part_of_app(path).map(|(root, _)| root)
}

fn part_of_app(path: &Path) -> Option<(PathBuf, Part)> {
    let name = path.file_name()?.to_str()?;
    let folder = path.parent()?;
    let ends = |folder: &Path, name: &str| folder.file_name().is_some_and(|last| last == name);
    let (config, part) = match name {
        "policy.xml" if ends(folder, "authorization") => (folder.parent()?, Part::Policy),
        "process.bpmn" if ends(folder, "process") => (folder.parent()?, Part::Process),
        "applicationmetadata.json" => (folder, Part::Metadata),
        _ if ends(folder, "texts") && name.starts_with("resource.") && name.ends_with(".json") => {
            (folder.parent()?, Part::Texts)
        }
        _ => return None,
    };
    ends(config, "config").then(|| (config.parent().unwrap_or(Path::new("")).to_owned(), part))
}

/// Puts files together. The order of the units is the order of their first file.
pub fn units(mut files: Vec<PathBuf>) -> Vec<Unit> {
    files.sort();
    files.dedup();
    let mut apps: BTreeMap<PathBuf, AppFiles> = BTreeMap::new();
    let mut rest = Vec::new();
    let mut code = Vec::new();
    for file in files {
        if is_code(&file) {
            code.push(file);
            continue;
        }
        match part_of_app(&file) {
            None => rest.push(file),
            Some((root, part)) => {
                let app = apps.entry(root).or_default();
                match part {
                    Part::Policy => app.policy = Some(file),
                    Part::Process => app.process = Some(file),
                    Part::Metadata => app.metadata = Some(file),
                    Part::Texts => app.texts.push(file),
                }
            }
        }
    }
    let mut units: Vec<Unit> = apps.into_values().map(Unit::App).collect();
    units.extend(with_resources(rest));
    if !code.is_empty() {
        units.push(Unit::Code(code));
    }
    units.sort_by(|a, b| a.files().first().cmp(&b.files().first()));
    units
}

/// Joins each `*_resource.json` with the policy beside it.
fn with_resources(files: Vec<PathBuf>) -> Vec<Unit> {
    let folder_of = |file: &Path| file.parent().unwrap_or(Path::new("")).to_owned();
    let mut policies: BTreeMap<PathBuf, BTreeSet<PathBuf>> = BTreeMap::new();
    let mut resources: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    let mut units = Vec::new();
    for file in files {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.ends_with("_resource.json") {
            resources.entry(folder_of(&file)).or_default().push(file);
        } else if name == "policy.xml" || name == "resourcepolicy.xml" || name.ends_with("_policy.xml") {
            policies.entry(folder_of(&file)).or_default().insert(file);
        } else {
            units.push(Unit::Loose(file));
        }
    }
    for (folder, resources) in resources {
        let mut beside = policies.remove(&folder).unwrap_or_default();
        let alone = resources.len() == 1;
        for resource in resources {
            let name = resource.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let stem = name.trim_end_matches("_resource.json");
            let own = beside.take(&resource.with_file_name(format!("{stem}_policy.xml")));
            let policy = own.or_else(|| if alone { beside.pop_first() } else { None });
            units.push(Unit::Resource(ResourceFiles { resource: Some(resource), policy }));
        }
        units.extend(beside.into_iter().map(Unit::Loose));
    }
    units.extend(policies.into_values().flatten().map(Unit::Loose));
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(files: &[&str]) -> Vec<Unit> {
        units(files.iter().map(PathBuf::from).collect())
    }

    #[test]
    fn an_app_is_any_folder_with_config_below_it() {
        for root in ["", "App/", "src/App/", "skjema/æøå/App/"] {
            let file = |tail: &str| PathBuf::from(format!("{root}{tail}"));
            let files: Vec<String> = APP_PARTS.iter().map(|part| format!("{root}{part}")).collect();
            let files: Vec<&str> = files.iter().map(String::as_str).collect();
            assert_eq!(
                plan(&files),
                [Unit::App(AppFiles {
                    policy: Some(file(APP_PARTS[0])),
                    process: Some(file(APP_PARTS[1])),
                    metadata: Some(file(APP_PARTS[2])),
                    texts: Vec::new(),
                })],
                "{root}"
            );
        }
    }

    #[test]
    fn a_resource_takes_its_own_policy_before_another() {
        let units = plan(&["r/a_policy.xml", "r/a_resource.json", "r/b_resource.json", "r/policy.xml", "x/policy.xml"]);
        let resource = |name: &str, policy: Option<&str>| {
            Unit::Resource(ResourceFiles { resource: Some(name.into()), policy: policy.map(PathBuf::from) })
        };
        assert!(units.contains(&resource("r/a_resource.json", Some("r/a_policy.xml"))));
        assert!(units.contains(&resource("r/b_resource.json", None)));
        assert!(units.contains(&Unit::Loose("x/policy.xml".into())));
    }
}
