//! The identifiers of XACML 3.0 that a policy is written with (OASIS, core specification, appendices A and B).

/// The namespace of XACML 3.0 policies, requests and responses.
pub const NAMESPACE: &str = "urn:oasis:names:tc:xacml:3.0:core:schema:wd-17";

/// A category of attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// Who asks.
    Subject,
    /// What is asked for.
    Resource,
    /// What shall be done with it.
    Action,
    /// Time and circumstances.
    Environment,
    /// Any other, by whatever name.
    Other,
}

impl Category {
    /// The URN of the three categories that Altinn looks at, and of the environment; none for [`Category::Other`].
    pub const fn urn(self) -> &'static str {
        match self {
            Self::Subject => "urn:oasis:names:tc:xacml:1.0:subject-category:access-subject",
            Self::Resource => "urn:oasis:names:tc:xacml:3.0:attribute-category:resource",
            Self::Action => "urn:oasis:names:tc:xacml:3.0:attribute-category:action",
            Self::Environment => "urn:oasis:names:tc:xacml:3.0:attribute-category:environment",
            Self::Other => "",
        }
    }

    /// The category of that URN.
    pub fn of(urn: &str) -> Self {
        [Self::Subject, Self::Resource, Self::Action, Self::Environment]
            .into_iter()
            .find(|category| category.urn() == urn)
            .unwrap_or(Self::Other)
    }

    /// The name people use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Resource => "resource",
            Self::Action => "action",
            Self::Environment => "environment",
            Self::Other => "other",
        }
    }
}

/// Data types.
pub mod data_type {
    /// A string.
    pub const STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
    /// A URI.
    pub const ANY_URI: &str = "http://www.w3.org/2001/XMLSchema#anyURI";
    /// An integer.
    pub const INTEGER: &str = "http://www.w3.org/2001/XMLSchema#integer";
    /// An XPath expression about the `<Content>` of a category.
    pub const XPATH_EXPRESSION: &str = "urn:oasis:names:tc:xacml:3.0:data-type:xpathExpression";
}

/// Functions that policies of Altinn's use to match.
pub mod function {
    /// Equal, letter by letter.
    pub const STRING_EQUAL: &str = "urn:oasis:names:tc:xacml:1.0:function:string-equal";
    /// Equal but for letter case.
    pub const STRING_EQUAL_IGNORE_CASE: &str = "urn:oasis:names:tc:xacml:3.0:function:string-equal-ignore-case";
    /// The id of the same function that old samples spell, and that XACML has never had.
    pub const STRING_EQUAL_IGNORE_CASE_1_0: &str = "urn:oasis:names:tc:xacml:1.0:function:string-equal-ignore-case";
    /// A pattern that is found in the value.
    pub const STRING_REGEXP_MATCH: &str = "urn:oasis:names:tc:xacml:1.0:function:string-regexp-match";
    /// Equal URIs.
    pub const ANY_URI_EQUAL: &str = "urn:oasis:names:tc:xacml:1.0:function:anyURI-equal";
    /// Equal integers.
    pub const INTEGER_EQUAL: &str = "urn:oasis:names:tc:xacml:1.0:function:integer-equal";
}

/// What a combining algorithm does with the decisions of the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Combining {
    /// One Deny is enough.
    DenyOverrides,
    /// One Permit is enough.
    PermitOverrides,
    /// Deny unless a rule permits.
    DenyUnlessPermit,
    /// Permit unless a rule denies.
    PermitUnlessDeny,
    /// The first rule that applies decides.
    FirstApplicable,
}

/// Combining algorithms by id.
pub mod combining {
    use super::Combining;

    /// The algorithm that every template of Altinn's names.
    pub const DENY_OVERRIDES: &str = "urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:deny-overrides";

    /// The id that XACML 3.0 gives the algorithm of an older id (1.0, 1.1), where it has one.
    pub fn current(id: &str) -> Option<&'static str> {
        let (_, name) = id.rsplit_once(':')?;
        let older =
            ["1.0", "1.1"].iter().any(|version| id.starts_with(&format!("urn:oasis:names:tc:xacml:{version}:")));
        let all = [
            DENY_OVERRIDES,
            "urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:permit-overrides",
            "urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:ordered-deny-overrides",
            "urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:ordered-permit-overrides",
        ];
        all.into_iter().find(|current| older && current.rsplit_once(':').is_some_and(|(_, last)| last == name))
    }

    /// The algorithm behind an id of XACML 3.0, whether it combines rules or policies, ordered or not.
    ///
    /// `first-applicable` has kept its 1.0 id in XACML 3.0 (core specification, appendix C.8).
    pub fn of(id: &str) -> Option<Combining> {
        let name = |version: &str| {
            let rest = id.strip_prefix("urn:oasis:names:tc:xacml:")?.strip_prefix(version)?;
            rest.strip_prefix(":rule-combining-algorithm:")
                .or_else(|| rest.strip_prefix(":policy-combining-algorithm:"))
        };
        if name("1.0") == Some("first-applicable") {
            return Some(Combining::FirstApplicable);
        }
        match name("3.0")? {
            "deny-overrides" | "ordered-deny-overrides" => Some(Combining::DenyOverrides),
            "permit-overrides" | "ordered-permit-overrides" => Some(Combining::PermitOverrides),
            "deny-unless-permit" => Some(Combining::DenyUnlessPermit),
            "permit-unless-deny" => Some(Combining::PermitUnlessDeny),
            _ => None,
        }
    }
}
