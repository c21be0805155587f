//! `[ORG]`, `[org]`, `[APP]`, `[app]`: what the deployment replaces, and nothing else.
//!
//! Source: Altinn/altinn-studio @e049d2c021, `AuthorizationPolicyService.cs`.

use std::borrow::Cow;

/// What the placeholders stand for. Unbound, they stand for themselves in upper case, so that both spellings are equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The service owner's code.
    pub org: String,
    /// The app's name.
    pub app: String,
}

impl Default for Binding {
    fn default() -> Self {
        Self { org: "[ORG]".into(), app: "[APP]".into() }
    }
}

impl Binding {
    /// A value of the policy as it stands after deployment.
    pub fn bind<'v>(&self, value: &'v str) -> Cow<'v, str> {
        if memchr::memchr(b'[', value.as_bytes()).is_none() {
            return Cow::Borrowed(value);
        }
        let bound = value
            .replace("[ORG]", &self.org)
            .replace("[org]", &self.org)
            .replace("[APP]", &self.app)
            .replace("[app]", &self.app);
        Cow::Owned(bound)
    }

    /// Whether a value holds a placeholder that is replaced.
    pub fn is_placeholder(value: &str) -> bool {
        // Hardly any value has a bracket, and one look tells.
        value.contains('[') && ["[ORG]", "[org]", "[APP]", "[app]"].iter().any(|one| value.contains(one))
    }
}
