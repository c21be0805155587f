//! Packages of a .NET project: `PackageReference` in `*.csproj`, `PackageVersion` in `Directory.Packages.props`.

use super::Package;
use crate::source::Spanned;
use crate::syntax::xml::{Document, Element};

/// The packages of the app library.
const LIBRARY: [&str; 2] = ["Altinn.App.Core", "Altinn.App.Api"];

pub(super) fn read(text: &str) -> Vec<Package> {
    if !text.contains("Altinn.App.") {
        return Vec::new();
    }
    let document = Document::parse(text);
    let Some(root) = document.root() else { return Vec::new() };
    root.descendants()
        .filter(|element| matches!(element.name(), "PackageReference" | "PackageVersion"))
        .filter_map(package)
        .collect()
}

fn package(element: Element<'_, '_>) -> Option<Package> {
    let name = element.attribute("Include").or_else(|| element.attribute("Update"))?;
    let is_library = LIBRARY.iter().any(|known| known.eq_ignore_ascii_case(name.value().trim()));
    let attribute = element.attribute("VersionOverride").or_else(|| element.attribute("Version"));
    let version = match attribute {
        Some(version) => Spanned::new(version.value().into_owned(), version.value_span()),
        None => {
            let child = element.child("Version")?;
            Spanned::new(child.text().into_owned(), child.inner_span())
        }
    };
    is_library.then(|| Package { name: Spanned::new(name.value().trim().to_owned(), name.value_span()), version })
}
