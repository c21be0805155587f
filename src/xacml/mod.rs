//! XACML 3.0 policies as written: every part typed, every value with its span, nothing judged and nothing lost.

mod irregular;
mod names;
mod read_json;
mod read_xml;
mod walk;

use crate::source::{Span, Spanned};
use std::borrow::Cow;

pub use irregular::{Irregularity, IrregularityKind};
pub use names::{Category, Combining, NAMESPACE, combining, data_type, function};
pub use read_json::{Naming, is_studio_policy, read_studio};
pub use read_xml::{Root, read, root_kind};

/// A text that came from the file, borrowed from it wherever no escape stands in the way.
pub type Text<'t> = Spanned<Cow<'t, str>>;

/// `<Policy>`, or the JSON form that Altinn Studio uses.
#[derive(Clone, Debug)]
pub struct Policy<'t> {
    /// The whole element.
    pub span: Span,
    /// Its start tag.
    pub start_tag: Span,
    /// `PolicyId`.
    pub id: Option<Text<'t>>,
    /// `Version`.
    pub version: Option<Text<'t>>,
    /// `RuleCombiningAlgId`.
    pub combining: Option<Text<'t>>,
    /// `<Description>`.
    pub description: Option<Text<'t>>,
    /// `<XPathVersion>` of `<PolicyDefaults>`.
    pub xpath_version: Option<Text<'t>>,
    /// `<Target>`.
    pub target: Option<Target<'t>>,
    /// `<VariableDefinition>`s.
    pub variables: Vec<VariableDefinition<'t>>,
    /// `<Rule>`s in order.
    pub rules: Vec<Rule<'t>>,
    /// `<ObligationExpression>`s of the policy itself.
    pub obligations: Vec<Obligation<'t>>,
    /// `<AdviceExpression>`s of the policy itself.
    pub advice: Vec<Obligation<'t>>,
    /// Parts that are kept without being understood (issuer, defaults, combiner parameters, foreign elements).
    pub other: Vec<Spanned<String>>,
    /// Where the text departs from the schema or from what strict readers accept.
    pub irregularities: Vec<Irregularity>,
}

/// `<PolicySet>`.
#[derive(Clone, Debug)]
pub struct PolicySet<'t> {
    /// The whole element.
    pub span: Span,
    /// Its start tag.
    pub start_tag: Span,
    /// `PolicySetId`.
    pub id: Option<Text<'t>>,
    /// `Version`.
    pub version: Option<Text<'t>>,
    /// `PolicyCombiningAlgId`.
    pub combining: Option<Text<'t>>,
    /// `<XPathVersion>` of `<PolicySetDefaults>`.
    pub xpath_version: Option<Text<'t>>,
    /// `<Target>`.
    pub target: Option<Target<'t>>,
    /// Its members in order.
    pub members: Vec<Member<'t>>,
    /// `<ObligationExpression>`s.
    pub obligations: Vec<Obligation<'t>>,
    /// `<AdviceExpression>`s.
    pub advice: Vec<Obligation<'t>>,
    /// Parts that are kept without being understood.
    pub other: Vec<Spanned<String>>,
    /// Where the text departs from the schema.
    pub irregularities: Vec<Irregularity>,
}

/// What a policy set is made of.
#[derive(Clone, Debug)]
pub enum Member<'t> {
    /// A policy.
    Policy(Box<Policy<'t>>),
    /// A policy set.
    PolicySet(Box<PolicySet<'t>>),
    /// `<PolicyIdReference>`.
    PolicyReference(Reference<'t>),
    /// `<PolicySetIdReference>`.
    PolicySetReference(Reference<'t>),
}

/// A reference to a policy or policy set, with what it asks of the version.
#[derive(Clone, Debug)]
pub struct Reference<'t> {
    /// The whole element.
    pub span: Span,
    /// The id.
    pub id: Text<'t>,
    /// `Version`: the pattern that the version must match.
    pub version: Option<Text<'t>>,
    /// `EarliestVersion`.
    pub earliest: Option<Text<'t>>,
    /// `LatestVersion`.
    pub latest: Option<Text<'t>>,
}

/// `<Target>`: an AND of [`AnyOf`].
#[derive(Clone, Debug)]
pub struct Target<'t> {
    /// The whole element.
    pub span: Span,
    /// Its parts.
    pub any_of: Vec<AnyOf<'t>>,
}

/// `<AnyOf>`: an OR of [`AllOf`].
#[derive(Clone, Debug)]
pub struct AnyOf<'t> {
    /// The whole element.
    pub span: Span,
    /// Its start tag.
    pub start_tag: Span,
    /// Its parts.
    pub all_of: Vec<AllOf<'t>>,
}

/// `<AllOf>`: an AND of [`Match`].
#[derive(Clone, Debug)]
pub struct AllOf<'t> {
    /// The whole element.
    pub span: Span,
    /// Its parts.
    pub matches: Vec<Match<'t>>,
}

/// `<Match>`: one value compared with one attribute of the request.
#[derive(Clone, Debug)]
pub struct Match<'t> {
    /// The whole element.
    pub span: Span,
    /// `MatchId`.
    pub function: Text<'t>,
    /// The value in the policy.
    pub value: Value<'t>,
    /// Where the request's value comes from.
    pub attribute: AttributeSource<'t>,
}

/// `<AttributeValue>`.
#[derive(Clone, Debug)]
pub struct Value<'t> {
    /// The whole element.
    pub span: Span,
    /// `DataType`.
    pub data_type: Text<'t>,
    /// Its text, white space and all.
    pub text: Text<'t>,
    /// What stands between its tags, markup and all, where that is another text: see [`Value::markup`].
    pub written: Option<Box<Cow<'t, str>>>,
    /// What an XPath expression is read in; none for every other type.
    pub xpath: Option<Box<XPathScope<'t>>>,
}

impl Value<'_> {
    /// What stands between its tags, markup and all: Altinn compares this where the type is not a string.
    pub fn markup(&self) -> &str {
        self.written.as_ref().map_or(&self.text.value, |written| written)
    }
}

/// What surrounds an XPath expression in the policy.
#[derive(Clone, Debug)]
pub struct XPathScope<'t> {
    /// `XPathCategory`: whose `<Content>` it is about. A selector has its own `Category` instead.
    pub category: Option<Text<'t>>,
    /// The prefixes in scope with their namespaces, the default namespace left out, as XPath 1.0 does.
    pub namespaces: Vec<(Cow<'t, str>, Cow<'t, str>)>,
}

/// Where a value of the request is taken from.
#[derive(Clone, Debug)]
pub enum AttributeSource<'t> {
    /// `<AttributeDesignator>`.
    Designator(Designator<'t>),
    /// `<AttributeSelector>`.
    Selector(Box<Selector<'t>>),
}

/// `<AttributeDesignator>`.
#[derive(Clone, Debug)]
pub struct Designator<'t> {
    /// The whole element.
    pub span: Span,
    /// `AttributeId`.
    pub id: Text<'t>,
    /// `Category`, as written.
    pub category_text: Text<'t>,
    /// `Category`, recognised.
    pub category: Category,
    /// `DataType`.
    pub data_type: Text<'t>,
    /// `MustBePresent`.
    pub must_be_present: Spanned<bool>,
    /// `Issuer`.
    pub issuer: Option<Box<Text<'t>>>,
}

/// `<AttributeSelector>`.
#[derive(Clone, Debug)]
pub struct Selector<'t> {
    /// The whole element.
    pub span: Span,
    /// `Category`; Altinn's reader does not ask for it.
    pub category: Option<Text<'t>>,
    /// `Path`.
    pub path: Text<'t>,
    /// `DataType`.
    pub data_type: Text<'t>,
    /// `MustBePresent`.
    pub must_be_present: Option<Spanned<bool>>,
    /// `ContextSelectorId`.
    pub context: Option<Text<'t>>,
    /// The prefixes that `Path` may use.
    pub scope: Box<XPathScope<'t>>,
}

/// What a rule says when it applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Access.
    Permit,
    /// No access.
    Deny,
}

/// `<Rule>`.
#[derive(Clone, Debug)]
pub struct Rule<'t> {
    /// The whole element.
    pub span: Span,
    /// Its start tag.
    pub start_tag: Span,
    /// `RuleId`.
    pub id: Text<'t>,
    /// `Effect`.
    pub effect: Spanned<Effect>,
    /// `<Description>`.
    pub description: Option<Text<'t>>,
    /// `<Target>`; a rule without one applies to every request.
    pub target: Option<Target<'t>>,
    /// `<Condition>`.
    pub condition: Option<Condition<'t>>,
    /// `<ObligationExpression>`s of the rule.
    pub obligations: Vec<Obligation<'t>>,
    /// `<AdviceExpression>`s of the rule.
    pub advice: Vec<Obligation<'t>>,
}

/// `<Condition>`.
#[derive(Clone, Debug)]
pub struct Condition<'t> {
    /// The whole element.
    pub span: Span,
    /// What it computes.
    pub expression: Expression<'t>,
}

/// `<VariableDefinition>`.
#[derive(Clone, Debug)]
pub struct VariableDefinition<'t> {
    /// The whole element.
    pub span: Span,
    /// `VariableId`.
    pub id: Text<'t>,
    /// What it stands for.
    pub expression: Option<Expression<'t>>,
}

/// An expression of a condition, variable or assignment.
#[derive(Clone, Debug)]
pub enum Expression<'t> {
    /// A literal.
    Value(Value<'t>),
    /// Values of the request.
    Attribute(AttributeSource<'t>),
    /// `<Apply>`.
    Apply(Apply<'t>),
    /// `<Function>`, as an argument.
    Function(Text<'t>),
    /// `<VariableReference>`.
    Variable(Text<'t>),
    /// An element that XACML 3.0 does not have there, by its name.
    Unknown(Spanned<String>),
}

/// `<Apply>`: a function and its arguments.
#[derive(Clone, Debug)]
pub struct Apply<'t> {
    /// The whole element.
    pub span: Span,
    /// `FunctionId`.
    pub function: Text<'t>,
    /// The arguments in order.
    pub arguments: Vec<Expression<'t>>,
}

/// `<ObligationExpression>` or `<AdviceExpression>`.
#[derive(Clone, Debug)]
pub struct Obligation<'t> {
    /// The whole element.
    pub span: Span,
    /// `ObligationId` or `AdviceId`.
    pub id: Text<'t>,
    /// `FulfillOn` or `AppliesTo`.
    pub on: Spanned<Effect>,
    /// Its assignments.
    pub assignments: Vec<Assignment<'t>>,
}

/// `<AttributeAssignmentExpression>`.
#[derive(Clone, Debug)]
pub struct Assignment<'t> {
    /// The whole element.
    pub span: Span,
    /// `AttributeId`.
    pub id: Text<'t>,
    /// `Category`.
    pub category: Option<Text<'t>>,
    /// `Issuer`.
    pub issuer: Option<Text<'t>>,
    /// What is assigned.
    pub expression: Option<Expression<'t>>,
}
