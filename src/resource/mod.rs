//! Entries of the Resource Registry.
//!
//! Source: Altinn/altinn-resource-registry @408d858, `ServiceResource.cs`.

use crate::source::{Span, Spanned};
use crate::syntax::json::Value;

/// The parts of a resource that matter to who is reached.
#[derive(Clone, Debug)]
pub struct ServiceResource {
    /// The whole object.
    pub span: Span,
    /// `identifier`.
    pub id: Spanned<String>,
    /// `resourceType`.
    pub resource_type: Option<Spanned<String>>,
    /// `hasCompetentAuthority.orgcode`.
    pub org: Option<Spanned<String>>,
    /// `accessListMode`.
    pub access_list_mode: Option<Spanned<String>>,
    /// `availableForType`.
    pub available_for: Vec<Spanned<String>>,
}

/// Whether a JSON value is an entry of the registry: it has an identifier and something that only resources have.
pub fn is_resource(root: Value<'_>) -> bool {
    let has = |name| root.get_ignore_case(name).is_some();
    has("identifier") && (has("hasCompetentAuthority") || has("resourceType") || has("resourceReferences"))
}

/// Reads a resource; none if it has no identifier.
pub fn read(root: Value<'_>) -> Option<ServiceResource> {
    let list = root.get_ignore_case("availableForType");
    Some(ServiceResource {
        span: root.span(),
        id: text(root, "identifier")?,
        resource_type: text(root, "resourceType"),
        org: root.get_ignore_case("hasCompetentAuthority").and_then(|owner| text(owner, "orgcode")),
        access_list_mode: text(root, "accessListMode"),
        available_for: list.map(|list| list.items().filter_map(string).collect()).unwrap_or_default(),
    })
}

fn text(value: Value<'_>, name: &str) -> Option<Spanned<String>> {
    string(value.get_ignore_case(name)?)
}

fn string(value: Value<'_>) -> Option<Spanned<String>> {
    let text = value.text()?;
    Some(Spanned::new(text.value().into_owned(), text.inner()))
}
