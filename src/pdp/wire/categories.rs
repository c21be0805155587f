//! The names that the JSON profile gives categories, so that a request need not spell URNs.

const CATEGORIES: [(&str, &str); 8] = [
    ("AccessSubject", "urn:oasis:names:tc:xacml:1.0:subject-category:access-subject"),
    ("Resource", "urn:oasis:names:tc:xacml:3.0:attribute-category:resource"),
    ("Action", "urn:oasis:names:tc:xacml:3.0:attribute-category:action"),
    ("Environment", "urn:oasis:names:tc:xacml:3.0:attribute-category:environment"),
    ("RecipientSubject", "urn:oasis:names:tc:xacml:1.0:subject-category:recipient-subject"),
    ("IntermediarySubject", "urn:oasis:names:tc:xacml:1.0:subject-category:intermediary-subject"),
    ("Codebase", "urn:oasis:names:tc:xacml:1.0:subject-category:codebase"),
    ("RequestingMachine", "urn:oasis:names:tc:xacml:1.0:subject-category:requesting-machine"),
];

/// The names.
pub fn category_names() -> impl Iterator<Item = &'static str> {
    CATEGORIES.iter().map(|(name, _)| *name)
}

/// The category that a name stands for, in whatever letter case.
pub(super) fn urn(name: &str) -> Option<&'static str> {
    CATEGORIES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, urn)| *urn)
}

/// The category of a `CategoryId`: a URN, or one of the names.
pub(super) fn expand(id: &str) -> &str {
    urn(id).unwrap_or(id)
}
