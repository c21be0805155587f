//! From the XML tree to the model: policies, policy sets and rules. What they are made of is read in the rooms beside.

mod children;
mod expression;
mod target;

use super::{Condition, Irregularity, IrregularityKind, Member, NAMESPACE, Policy, PolicySet, Reference, Rule, Text};
use crate::source::{Span, Spanned};
use crate::syntax::xml::{Document, Element, NamespaceId};
use children::{Order, attribute, content, nothing};

/// What the root of an XML file is.
#[derive(Clone, Debug)]
pub enum Root<'t> {
    /// A XACML 3.0 policy.
    Policy(Box<Policy<'t>>),
    /// A XACML 3.0 policy set.
    PolicySet(Box<PolicySet<'t>>),
    /// `Policy` or `PolicySet` of another version of XACML, by its namespace.
    OtherVersion {
        /// The namespace, empty for none.
        namespace: String,
        /// The start tag.
        start_tag: Span,
    },
    /// Something else.
    Foreign,
}

/// Whether a root element is one of XACML's, whatever the version.
pub fn root_kind(root: Element<'_, '_>) -> bool {
    matches!(root.name(), "Policy" | "PolicySet") && (root.namespace().contains(":xacml:") || looks_like_policy(root))
}

/// A root without namespace that is a policy by its attributes.
fn looks_like_policy(root: Element<'_, '_>) -> bool {
    ["PolicyId", "PolicySetId", "RuleCombiningAlgId", "PolicyCombiningAlgId"]
        .into_iter()
        .any(|name| root.attribute(name).is_some())
}

/// Reads the policy or policy set of a document.
pub fn read<'t>(document: &Document<'t>) -> Root<'t> {
    let Some(root) = document.root().filter(|root| root_kind(*root)) else { return Root::Foreign };
    if root.namespace() != NAMESPACE {
        return Root::OtherVersion { namespace: root.namespace().to_owned(), start_tag: root.start_tag() };
    }
    let mut reader = Reader { xacml: root.namespace_id(), irregularities: Vec::new() };
    if root.name() == "Policy" {
        let mut policy = reader.policy(root);
        policy.irregularities = reader.irregularities;
        Root::Policy(Box::new(policy))
    } else {
        let mut set = reader.policy_set(root);
        set.irregularities = reader.irregularities;
        Root::PolicySet(Box::new(set))
    }
}

struct Reader {
    /// The number that the namespace of XACML 3.0 has in this document.
    xacml: NamespaceId,
    irregularities: Vec<Irregularity>,
}

const POLICY: Order = &[
    &["Description"],
    &["PolicyIssuer"],
    &["PolicyDefaults"],
    &["Target"],
    &["CombinerParameters", "RuleCombinerParameters", "VariableDefinition", "Rule"],
    &["ObligationExpressions"],
    &["AdviceExpressions"],
];
const RULE: Order =
    &[&["Description"], &["Target"], &["Condition"], &["ObligationExpressions"], &["AdviceExpressions"]];
const POLICY_SET: Order = &[
    &["Description"],
    &["PolicyIssuer"],
    &["PolicySetDefaults"],
    &["Target"],
    &[
        "PolicySet",
        "Policy",
        "PolicySetIdReference",
        "PolicyIdReference",
        "CombinerParameters",
        "PolicyCombinerParameters",
        "PolicySetCombinerParameters",
    ],
    &["ObligationExpressions"],
    &["AdviceExpressions"],
];

impl Reader {
    fn policy<'t>(&mut self, element: Element<'_, 't>) -> Policy<'t> {
        let mut policy = Policy {
            span: element.span(),
            start_tag: element.start_tag(),
            id: self.required(element, "Policy", "PolicyId"),
            version: attribute(element, "Version"),
            combining: self.required(element, "Policy", "RuleCombiningAlgId"),
            description: None,
            xpath_version: None,
            target: None,
            variables: Vec::new(),
            rules: Vec::new(),
            obligations: Vec::new(),
            advice: Vec::new(),
            other: Vec::new(),
            irregularities: Vec::new(),
        };
        for child in self.in_order(element, "Policy", POLICY) {
            match child.name() {
                "Description" => policy.description = Some(content(child)),
                "PolicyDefaults" => policy.xpath_version = child.child("XPathVersion").map(content),
                "Target" => policy.target = Some(self.target(child)),
                "VariableDefinition" => policy.variables.extend(self.variable(child)),
                "Rule" => policy.rules.push(self.rule(child)),
                "ObligationExpressions" => policy.obligations = self.obligations(child, "ObligationExpression"),
                "AdviceExpressions" => policy.advice = self.obligations(child, "AdviceExpression"),
                name => policy.other.push(Spanned::new(name.to_owned(), child.span())),
            }
        }
        let numeric = |text: &Text<'_>| {
            text.value.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
        };
        if let Some(version) = policy.version.as_ref().filter(|version| !version.value.is_empty() && !numeric(version))
        {
            let kind = IrregularityKind::BadAttribute { attribute: "Version", value: version.value.to_string() };
            self.irregular(version.span, kind);
        }
        if policy.target.is_none() {
            let kind = IrregularityKind::MissingElement { parent: "Policy", element: "Target" };
            self.irregular(element.start_tag(), kind);
        }
        if policy.rules.is_empty() && policy.variables.is_empty() {
            self.irregular(element.start_tag(), IrregularityKind::NoRules);
        }
        policy
    }

    fn policy_set<'t>(&mut self, element: Element<'_, 't>) -> PolicySet<'t> {
        let mut set = PolicySet {
            span: element.span(),
            start_tag: element.start_tag(),
            id: self.required(element, "PolicySet", "PolicySetId"),
            version: attribute(element, "Version"),
            combining: self.required(element, "PolicySet", "PolicyCombiningAlgId"),
            xpath_version: None,
            target: None,
            members: Vec::new(),
            obligations: Vec::new(),
            advice: Vec::new(),
            other: Vec::new(),
            irregularities: Vec::new(),
        };
        for child in self.in_order(element, "PolicySet", POLICY_SET) {
            match child.name() {
                "PolicySetDefaults" => set.xpath_version = child.child("XPathVersion").map(content),
                "Target" => set.target = Some(self.target(child)),
                "Policy" => set.members.push(Member::Policy(Box::new(self.policy(child)))),
                "PolicySet" => set.members.push(Member::PolicySet(Box::new(self.policy_set(child)))),
                "PolicyIdReference" => set.members.push(Member::PolicyReference(reference(child))),
                "PolicySetIdReference" => set.members.push(Member::PolicySetReference(reference(child))),
                "ObligationExpressions" => set.obligations = self.obligations(child, "ObligationExpression"),
                "AdviceExpressions" => set.advice = self.obligations(child, "AdviceExpression"),
                name => set.other.push(Spanned::new(name.to_owned(), child.span())),
            }
        }
        set
    }

    fn rule<'t>(&mut self, element: Element<'_, 't>) -> Rule<'t> {
        let id = self.required(element, "Rule", "RuleId");
        let effect = self.effect(element, "Rule", "Effect");
        if element.is_self_closed() {
            self.irregular(element.span(), IrregularityKind::SelfClosed("Rule"));
        }
        let mut rule = Rule {
            span: element.span(),
            start_tag: element.start_tag(),
            id: id.unwrap_or_else(|| nothing(element)),
            effect,
            description: None,
            target: None,
            condition: None,
            obligations: Vec::new(),
            advice: Vec::new(),
        };
        for child in self.in_order(element, "Rule", RULE) {
            match child.name() {
                "Description" => rule.description = Some(content(child)),
                "Target" => rule.target = Some(self.target(child)),
                "Condition" => {
                    let mut inner = child.children();
                    let expression = inner.next().map(|inner| self.expression(inner, false));
                    self.no_more("Condition", inner.next());
                    match expression {
                        Some(expression) => rule.condition = Some(Condition { span: child.span(), expression }),
                        None => {
                            let kind = IrregularityKind::MissingElement { parent: "Condition", element: "Apply" };
                            self.irregular(child.span(), kind);
                        }
                    }
                }
                "ObligationExpressions" => rule.obligations = self.obligations(child, "ObligationExpression"),
                "AdviceExpressions" => rule.advice = self.obligations(child, "AdviceExpression"),
                _ => {}
            }
        }
        rule
    }
}

fn reference<'t>(element: Element<'_, 't>) -> Reference<'t> {
    Reference {
        span: element.span(),
        id: content(element),
        version: attribute(element, "Version"),
        earliest: attribute(element, "EarliestVersion"),
        latest: attribute(element, "LatestVersion"),
    }
}
