//! One policy or policy set while it is evaluated: its variables, and the way from spans to places.

use super::fault::{Fault, Place};
use super::functions::{Operand, Type};
use super::machine::Machine;
use super::value::{DataType, Value, XPathExpression};
use crate::source::Span;
use crate::xacml::{Expression, Text, VariableDefinition, XPathScope};
use std::cell::RefCell;
use std::collections::BTreeMap;

pub(super) struct Frame<'e> {
    pub(super) machine: &'e Machine<'e>,
    /// The number of the document that it stands in.
    pub(super) document: usize,
    variables: BTreeMap<&'e str, &'e VariableDefinition<'e>>,
    /// What variables came to: a variable is evaluated once, wherever it is referred to.
    computed: RefCell<BTreeMap<&'e str, Result<Operand, Fault>>>,
    /// The types of variables; none while it is being found out.
    types: RefCell<BTreeMap<&'e str, Option<Result<Type, Fault>>>>,
    xpath_version: Option<&'e Text<'e>>,
}

impl<'e> Frame<'e> {
    pub(super) fn new(
        machine: &'e Machine<'e>,
        document: usize,
        variables: &'e [VariableDefinition<'e>],
        xpath_version: Option<&'e Text<'e>>,
    ) -> Self {
        Self {
            machine,
            document,
            variables: variables.iter().map(|variable| (variable.id.value.as_ref(), variable)).collect(),
            computed: RefCell::default(),
            types: RefCell::default(),
            xpath_version,
        }
    }

    pub(super) const fn place(&self, span: Span) -> Place {
        Place { document: self.document, span }
    }

    /// What a variable stands for.
    pub(super) fn definition(&self, id: &Text<'_>) -> Result<(&'e str, &'e Expression<'e>), Fault> {
        let found = self
            .variables
            .get_key_value(id.value.as_ref())
            .and_then(|(name, definition)| definition.expression.as_ref().map(|expression| (*name, expression)));
        found
            .ok_or_else(|| Fault::syntax(format!("the variable `{}` is not defined", id.value)).at(self.place(id.span)))
    }

    /// The value of a variable, computed once.
    pub(super) fn variable(
        &self,
        name: &'e str,
        compute: impl FnOnce() -> Result<Operand, Fault>,
    ) -> Result<Operand, Fault> {
        if let Some(known) = self.computed.borrow().get(name) {
            return known.clone();
        }
        let result = compute();
        self.computed.borrow_mut().insert(name, result.clone());
        result
    }

    /// The type of a variable, found once. A variable that needs itself has none.
    pub(super) fn variable_type(
        &self,
        name: &'e str,
        compute: impl FnOnce() -> Result<Type, Fault>,
    ) -> Result<Type, Fault> {
        if let Some(known) = self.types.borrow().get(name) {
            let circle = || Fault::syntax(format!("the variable `{name}` is defined by itself"));
            return known.clone().unwrap_or_else(|| Err(circle()));
        }
        self.types.borrow_mut().insert(name, None);
        let result = compute();
        self.types.borrow_mut().insert(name, Some(result.clone()));
        result
    }

    /// A value of the policy.
    pub(super) fn literal(&self, value: &crate::xacml::Value<'_>) -> Result<Value, Fault> {
        let place = self.place(value.text.span);
        let data_type = self.data_type(&value.data_type)?;
        if data_type == DataType::XPathExpression {
            let scope = value.xpath.as_deref();
            let category = scope.and_then(|scope| scope.category.as_ref());
            let Some(category) = category else {
                return Err(Fault::syntax("an XPath expression has no `XPathCategory`").at(place));
            };
            return Ok(Value::XPath(self.xpath(&value.text, &category.value, scope)?));
        }
        Value::read(data_type, &value.text.value).map_err(|reason| Fault::syntax(reason).at(place))
    }

    /// An XPath expression of the policy, unless it is of a version that differs from XPath 1.0.
    pub(super) fn xpath(
        &self,
        path: &Text<'_>,
        category: &str,
        scope: Option<&XPathScope<'_>>,
    ) -> Result<XPathExpression, Fault> {
        if let Some(version) = self.xpath_version.filter(|version| !is_xpath_1(&version.value)) {
            let text = format!("this program evaluates XPath 1.0 and the policy asks for `{}`", version.value.trim());
            return Err(Fault::undecided(text).at(self.place(version.span)));
        }
        let namespaces = scope.map(|scope| scope.namespaces.as_slice()).unwrap_or_default();
        Ok(XPathExpression {
            path: path.value.trim().to_owned(),
            category: category.to_owned(),
            namespaces: namespaces.iter().map(|(prefix, name)| (prefix.to_string(), name.to_string())).collect(),
        })
    }

    /// The data type of a URI. White space around a URI means nothing to XML Schema, here and wherever one is looked up.
    pub(super) fn data_type(&self, uri: &Text<'_>) -> Result<DataType, Fault> {
        let unknown = || Fault::syntax(format!("the data type `{}` is none of XACML 3.0", uri.value));
        DataType::of(uri.value.trim()).ok_or_else(|| unknown().at(self.place(uri.span)))
    }
}

/// Whether a version is XPath 1.0, in whatever letter case its address is written.
fn is_xpath_1(version: &str) -> bool {
    version.trim().to_ascii_lowercase().contains("/1999/rec-xpath-1999")
}
