//! From the XML tree to the model.

use super::{
    AllOf, AnyOf, Apply, Assignment, AttributeSource, Category, Condition, Designator, Effect, Expression,
    Irregularity, IrregularityKind, Match, Member, NAMESPACE, Obligation, Policy, PolicySet, Reference, Rule, Selector,
    Target, Text, Value, VariableDefinition, XPathScope, data_type,
};
use crate::source::{Span, Spanned};
use crate::syntax::xml::{Content, Document, Element, NamespaceId, NodeKind};
use std::borrow::Cow;

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

/// The children that an element may have, in the order in which they must stand; a bar marks a choice.
type Order = &'static [&'static [&'static str]];

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
/// Children that may be repeated within their place.
const REPEATED: [&str; 11] = [
    "CombinerParameters",
    "RuleCombinerParameters",
    "VariableDefinition",
    "Rule",
    "PolicySet",
    "Policy",
    "PolicySetIdReference",
    "PolicyIdReference",
    "PolicyCombinerParameters",
    "PolicySetCombinerParameters",
    "AnyOf",
];

/// What Altinn's reader takes directly behind the start tag of a variable, by its name with prefix.
const VARIABLE_CONTENT: [&str; 5] = ["VariableReference", "AttributeSelector", "AttributeValue", "Function", "Apply"];

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

    fn target<'t>(&mut self, element: Element<'_, 't>) -> Target<'t> {
        let any_of = self.all_named(element, "Target", "AnyOf", |reader, any_of| {
            let all_of = reader.all_named(any_of, "AnyOf", "AllOf", |reader, all_of| {
                let mut is_empty = true;
                let matches = reader.all_named(all_of, "AllOf", "Match", |reader, one| {
                    is_empty = false;
                    reader.one_match(one)
                });
                reader.not_empty(all_of, "AllOf", "Match", is_empty);
                Some(AllOf { span: all_of.span(), matches })
            });
            reader.not_empty(any_of, "AnyOf", "AllOf", all_of.is_empty());
            Some(AnyOf { span: any_of.span(), start_tag: any_of.start_tag(), all_of })
        });
        if any_of.is_empty() && !element.is_self_closed() {
            self.irregular(element.span(), IrregularityKind::OpenEmptyTarget);
        }
        Target { span: element.span(), any_of }
    }

    fn one_match<'t>(&mut self, element: Element<'_, 't>) -> Option<Match<'t>> {
        let function = self.required(element, "Match", "MatchId");
        let mut value = None;
        let mut attribute = None;
        let mut children = 0;
        self.each_child(element, "Match", |reader, child| {
            children += 1;
            match (children, child.name()) {
                (1, "AttributeValue") => value = Some(reader.value(child)),
                (2, "AttributeDesignator") => attribute = Some(AttributeSource::Designator(reader.designator(child))),
                (2, "AttributeSelector") => attribute = Some(AttributeSource::Selector(reader.selector(child))),
                _ => reader.misplaced("Match", child),
            }
        });
        self.not_empty(element, "Match", "AttributeValue", children == 0);
        self.not_empty(element, "Match", "AttributeDesignator", children < 2);
        Some(Match {
            span: element.span(),
            function: function.unwrap_or_else(|| nothing(element)),
            value: value?,
            attribute: attribute?,
        })
    }

    fn value<'t>(&mut self, element: Element<'_, 't>) -> Value<'t> {
        let data_type = self.required(element, "AttributeValue", "DataType").unwrap_or_else(|| nothing(element));
        if let Some(child) = element.children().next() {
            self.misplaced("AttributeValue", child);
        }
        let markup = Spanned::new(Cow::Borrowed(element.markup()), element.inner_span());
        let xpath = (data_type.value == data_type::XPATH_EXPRESSION).then(|| Box::new(xpath_scope(element)));
        Value { span: element.span(), data_type, text: content(element), markup, xpath }
    }

    fn designator<'t>(&mut self, element: Element<'_, 't>) -> Designator<'t> {
        const NAME: &str = "AttributeDesignator";
        let [id, data_type, must, category, issuer] =
            attributes(element, ["AttributeId", "DataType", "MustBePresent", "Category", "Issuer"]);
        let mut part = |found, name| self.present(found, element, NAME, name).unwrap_or_else(|| nothing(element));
        let id = part(id, "AttributeId");
        let data_type = part(data_type, "DataType");
        let must = part(must, "MustBePresent");
        let category_text = part(category, "Category");
        let must_be_present = Spanned::new(self.boolean("MustBePresent", &must).unwrap_or(false), must.span);
        if let Some(child) = element.children().next() {
            self.misplaced(NAME, child);
        }
        Designator {
            span: element.span(),
            category: Category::of(&category_text.value),
            id,
            category_text,
            data_type,
            must_be_present,
            issuer,
        }
    }

    fn selector<'t>(&mut self, element: Element<'_, 't>) -> Selector<'t> {
        const NAME: &str = "AttributeSelector";
        let mut part = |name| self.required(element, NAME, name).unwrap_or_else(|| nothing(element));
        let path = part("Path");
        let data_type = part("DataType");
        let must_be_present = attribute(element, "MustBePresent")
            .and_then(|must| Some(Spanned::new(self.boolean("MustBePresent", &must)?, must.span)));
        Selector {
            span: element.span(),
            category: attribute(element, "Category"),
            path,
            data_type,
            must_be_present,
            context: attribute(element, "ContextSelectorId"),
            scope: Box::new(xpath_scope(element)),
        }
    }

    fn variable<'t>(&mut self, element: Element<'_, 't>) -> Option<VariableDefinition<'t>> {
        let id = self.required(element, "VariableDefinition", "VariableId")?;
        let readable = match element.contents().next() {
            None => true,
            Some(Content::Element(inner)) => VARIABLE_CONTENT.contains(&inner.qualified_name()),
            Some(Content::Other(..)) => false,
        };
        if !readable {
            self.irregular(element.span(), IrregularityKind::VariableContent);
        }
        let expression = element.children().next().map(|inner| self.expression(inner, false));
        Some(VariableDefinition { span: element.span(), id, expression })
    }

    fn expression<'t>(&mut self, element: Element<'_, 't>, inside_apply: bool) -> Expression<'t> {
        if element.namespace_id() != self.xacml {
            self.misplaced("Apply", element);
            return Expression::Unknown(Spanned::new(element.qualified_name().to_owned(), element.span()));
        }
        match element.name() {
            "AttributeValue" => Expression::Value(self.value(element)),
            "AttributeDesignator" => Expression::Attribute(AttributeSource::Designator(self.designator(element))),
            "AttributeSelector" => Expression::Attribute(AttributeSource::Selector(self.selector(element))),
            "Function" => {
                let function = self.required(element, "Function", "FunctionId");
                Expression::Function(function.unwrap_or_else(|| nothing(element)))
            }
            "VariableReference" => {
                if inside_apply {
                    self.irregular(element.span(), IrregularityKind::VariableInApply);
                }
                let id = self.required(element, "VariableReference", "VariableId");
                Expression::Variable(id.unwrap_or_else(|| nothing(element)))
            }
            "Apply" => {
                let function = self.required(element, "Apply", "FunctionId").unwrap_or_else(|| nothing(element));
                if element.is_self_closed() {
                    self.irregular(element.span(), IrregularityKind::SelfClosed("Apply"));
                }
                let arguments = element
                    .children()
                    .filter(|child| child.name() != "Description")
                    .map(|child| self.expression(child, true))
                    .collect();
                Expression::Apply(Apply { span: element.span(), function, arguments })
            }
            _ => {
                self.misplaced("Apply", element);
                Expression::Unknown(Spanned::new(element.qualified_name().to_owned(), element.span()))
            }
        }
    }

    fn obligations<'t>(&mut self, element: Element<'_, 't>, name: &'static str) -> Vec<Obligation<'t>> {
        let (id, on) = match name {
            "ObligationExpression" => ("ObligationId", "FulfillOn"),
            _ => ("AdviceId", "AppliesTo"),
        };
        let found = self.all_named(element, "ObligationExpressions", name, |reader, one| {
            let assignments = reader
                .all_named(one, name, "AttributeAssignmentExpression", |reader, one| Some(reader.assignment(one)));
            Some(Obligation {
                span: one.span(),
                id: reader.required(one, name, id).unwrap_or_else(|| nothing(one)),
                on: reader.effect(one, name, on),
                assignments,
            })
        });
        self.not_empty(element, "ObligationExpressions", name, found.is_empty());
        found
    }

    fn assignment<'t>(&mut self, element: Element<'_, 't>) -> Assignment<'t> {
        const NAME: &str = "AttributeAssignmentExpression";
        let id = self.required(element, NAME, "AttributeId").unwrap_or_else(|| nothing(element));
        let expression = element.children().next().map(|inner| self.expression(inner, false));
        if expression.is_none() {
            let kind = IrregularityKind::MissingElement { parent: NAME, element: "AttributeValue" };
            self.irregular(element.span(), kind);
        }
        Assignment {
            span: element.span(),
            id,
            category: attribute(element, "Category"),
            issuer: attribute(element, "Issuer"),
            expression,
        }
    }

    fn effect(&mut self, element: Element<'_, '_>, name: &'static str, attribute: &'static str) -> Spanned<Effect> {
        let Some(text) = self.required(element, name, attribute) else {
            return Spanned::new(Effect::Deny, element.start_tag());
        };
        if text.value.eq_ignore_ascii_case("permit") {
            return Spanned::new(Effect::Permit, text.span);
        }
        if !text.value.eq_ignore_ascii_case("deny") {
            self.irregular(text.span, IrregularityKind::BadAttribute { attribute, value: text.value.into_owned() });
        }
        Spanned::new(Effect::Deny, text.span)
    }

    /// A boolean as XML Schema writes it.
    fn boolean(&mut self, attribute: &'static str, text: &Text<'_>) -> Option<bool> {
        match text.value.trim() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            // Said already: the attribute is not there.
            "" => None,
            value => {
                let kind = IrregularityKind::BadAttribute { attribute, value: value.to_owned() };
                self.irregular(text.span, kind);
                None
            }
        }
    }

    fn required<'t>(&mut self, element: Element<'_, 't>, name: &'static str, wanted: &'static str) -> Option<Text<'t>> {
        self.present(attribute(element, wanted), element, name, wanted)
    }

    /// An attribute that must be there and say something.
    fn present<'t>(
        &mut self,
        found: Option<Text<'t>>,
        element: Element<'_, 't>,
        name: &'static str,
        wanted: &'static str,
    ) -> Option<Text<'t>> {
        let found = found.filter(|text| !text.value.is_empty());
        if found.is_none() {
            let kind = IrregularityKind::MissingAttribute { element: name, attribute: wanted };
            self.irregular(element.start_tag(), kind);
        }
        found
    }

    /// The children of an element; those out of order or unknown are noted, and still returned.
    fn in_order<'d, 't>(
        &mut self,
        element: Element<'d, 't>,
        name: &'static str,
        order: Order,
    ) -> impl Iterator<Item = Element<'d, 't>> + use<'d, 't> {
        let xacml = self.xacml;
        let is_xacml = move |child: &Element<'d, 't>| child.namespace_id() == xacml;
        let mut reached = 0;
        let mut last = "";
        for content in element.contents() {
            let child = match content {
                Content::Element(child) => child,
                Content::Other(kind, span) => {
                    self.stray(element, kind, span, name);
                    continue;
                }
            };
            let place = order.iter().position(|place| place.contains(&child.name()));
            let repeated = place == Some(reached) && last == child.name() && !REPEATED.contains(&last);
            match place {
                Some(place) if place >= reached && !repeated && is_xacml(&child) => reached = place,
                _ => self.misplaced(name, child),
            }
            last = child.name();
        }
        element.children().filter(is_xacml)
    }

    /// Every child of that name read; others are noted.
    fn all_named<'d, 't, T>(
        &mut self,
        element: Element<'d, 't>,
        parent: &'static str,
        name: &str,
        mut read: impl FnMut(&mut Self, Element<'d, 't>) -> Option<T>,
    ) -> Vec<T> {
        let mut all = Vec::new();
        self.each_child(element, parent, |reader, child| {
            if child.name() == name {
                all.extend(read(reader, child));
            } else {
                reader.misplaced(parent, child);
            }
        });
        all
    }

    /// Every child that is XACML's; what else stands between the tags is noted.
    fn each_child<'d, 't>(
        &mut self,
        element: Element<'d, 't>,
        parent: &'static str,
        mut read: impl FnMut(&mut Self, Element<'d, 't>),
    ) {
        for content in element.contents() {
            match content {
                Content::Element(child) if child.namespace_id() == self.xacml => read(self, child),
                Content::Element(child) => self.misplaced(parent, child),
                Content::Other(kind, span) => self.stray(element, kind, span, parent),
            }
        }
    }

    fn not_empty(&mut self, element: Element<'_, '_>, parent: &'static str, child: &'static str, empty: bool) {
        if empty {
            self.irregular(element.span(), IrregularityKind::MissingElement { parent, element: child });
        }
    }

    fn no_more(&mut self, parent: &'static str, extra: Option<Element<'_, '_>>) {
        if let Some(extra) = extra {
            self.misplaced(parent, extra);
        }
    }

    fn misplaced(&mut self, parent: &'static str, element: Element<'_, '_>) {
        let kind = IrregularityKind::MisplacedElement { parent, element: element.qualified_name().to_owned() };
        self.irregular(element.start_tag(), kind);
    }

    /// Text between elements, which every reader stumbles over.
    fn stray(&mut self, element: Element<'_, '_>, kind: NodeKind, span: Span, parent: &'static str) {
        let is_text = match kind {
            NodeKind::Text => !element.is_blank(span),
            NodeKind::CData | NodeKind::Reference => true,
            _ => false,
        };
        if is_text {
            self.irregular(span, IrregularityKind::StrayText { parent });
        }
    }

    fn irregular(&mut self, span: Span, kind: IrregularityKind) {
        self.irregularities.push(Irregularity { span, kind });
    }
}

/// Several attributes, found in one pass.
fn attributes<'t, const N: usize>(element: Element<'_, 't>, names: [&str; N]) -> [Option<Text<'t>>; N] {
    let mut found = [const { None }; N];
    for attribute in element.attributes().filter(|attribute| !attribute.has_prefix()) {
        if let Some(at) = names.iter().position(|name| *name == attribute.name()) {
            found[at] = Some(Spanned::new(attribute.value(), attribute.value_span()));
        }
    }
    found
}

fn attribute<'t>(element: Element<'_, 't>, name: &str) -> Option<Text<'t>> {
    element.attribute(name).map(|found| Spanned::new(found.value(), found.value_span()))
}

fn content<'t>(element: Element<'_, 't>) -> Text<'t> {
    Spanned::new(element.text(), element.inner_span())
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

fn xpath_scope<'t>(element: Element<'_, 't>) -> XPathScope<'t> {
    let namespaces = element
        .namespaces_in_scope()
        .into_iter()
        .filter(|(prefix, _)| !prefix.is_empty())
        .map(|(prefix, namespace)| (Cow::Borrowed(prefix), namespace))
        .collect();
    XPathScope { category: attribute(element, "XPathCategory"), namespaces }
}

/// Stands for an attribute that is missing; that it is has been noted.
fn nothing<'t>(element: Element<'_, 't>) -> Text<'t> {
    Spanned::new(Cow::Borrowed(""), element.start_tag())
}
