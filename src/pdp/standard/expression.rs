//! Expressions: literals, attributes, variables and applied functions.

use super::fault::Fault;
use super::frame::Frame;
use super::functions::{Arguments, Operand};
use super::machine::EXPRESSION;
use super::value::{DataType, Value, XPathExpression};
use crate::pdp::{ContextAttribute, ContextValue, MissingAttribute};
use crate::xacml::{Apply, AttributeSource, Category, Designator, Expression, Selector};

impl<'e> Frame<'e> {
    /// What an expression comes to.
    pub(super) fn evaluate(&self, expression: &'e Expression<'e>) -> Result<Operand, Fault> {
        match expression {
            Expression::Value(value) => self.literal(value).map(Operand::One),
            Expression::Attribute(source) => self.bag(source).map(Operand::Bag),
            Expression::Apply(apply) => {
                self.machine.deeper(EXPRESSION, || self.apply(apply)).map_err(|fault| fault.at(self.place(apply.span)))
            }
            Expression::Variable(id) => {
                let (name, definition) = self.definition(id)?;
                self.variable(name, || self.machine.deeper(EXPRESSION, || self.evaluate(definition)))
            }
            Expression::Function(id) => Err(Fault::syntax("a function is no value").at(self.place(id.span))),
            Expression::Unknown(name) => {
                Err(Fault::syntax(format!("`{}` is no expression", name.value)).at(self.place(name.span)))
            }
        }
    }

    fn apply(&self, apply: &'e Apply<'e>) -> Result<Operand, Fault> {
        let function = self.function(&apply.function)?;
        if let Some(shape) = function.shape() {
            let Some((Expression::Function(passed), rest)) = apply.arguments.split_first() else {
                return Err(Fault::processing("its first argument shall be a function"));
            };
            let passed = self.function(passed)?;
            let arguments = rest.iter().map(|argument| self.evaluate(argument)).collect::<Result<_, _>>()?;
            return shape.apply(self.machine, passed, arguments);
        }
        if function.is_lazy() {
            return function.apply_lazily(self.machine, &mut Unevaluated { frame: self, apply });
        }
        let arguments = apply.arguments.iter().map(|argument| self.evaluate(argument)).collect::<Result<_, _>>()?;
        function.apply(self.machine, arguments)
    }

    /// The values of an attribute.
    pub(super) fn bag(&self, source: &'e AttributeSource<'e>) -> Result<Vec<Value>, Fault> {
        match source {
            AttributeSource::Designator(designator) => self.designated(designator),
            AttributeSource::Selector(selector) => self.selected(selector),
        }
    }

    fn designated(&self, designator: &'e Designator<'e>) -> Result<Vec<Value>, Fault> {
        let place = self.place(designator.span);
        let wanted = self.data_type(&designator.data_type)?;
        let (category, id) = (designator.category_text.value.trim(), designator.id.value.trim());
        let named = |attribute: &&ContextAttribute| attribute.id == id;
        let entity = self.machine.context.entity(category);
        let attributes = || entity.into_iter().flat_map(|entity| &entity.attributes).filter(named);
        let of_issuer = |attribute: &&ContextAttribute| {
            designator.issuer.as_ref().is_none_or(|issuer| attribute.issuer.as_deref() == Some(&*issuer.value))
        };
        let listed = entity.map_or(0, |entity| entity.attributes.len())
            + attributes().map(|one| one.values.len()).sum::<usize>();
        self.machine.spend(listed as u64 / 8)?;
        let mut values = Vec::new();
        for value in attributes().filter(of_issuer).flat_map(|attribute| &attribute.values) {
            if DataType::of(&value.data_type) == Some(wanted) {
                let read = read_value(wanted, value);
                values.push(read.map_err(|reason| {
                    Fault::syntax(format!("a value of `{id}` in the request: {reason}")).at(place)
                })?);
            }
        }
        if values.is_empty() && attributes().next().is_none() && category == Category::Environment.urn() {
            values.extend(self.clock(id, wanted));
        }
        if values.is_empty() && designator.must_be_present.value {
            let missing = MissingAttribute {
                category: category.to_owned(),
                id: id.to_owned(),
                data_type: designator.data_type.value.to_string(),
                issuer: designator.issuer.as_ref().map(|issuer| issuer.value.to_string()),
            };
            let text = format!("the attribute `{}` must be present and the request does not have it", missing.id);
            return Err(Fault::missing(missing, text).at(place));
        }
        Ok(values)
    }

    /// What the decision point knows of the time, where the request says nothing of it.
    fn clock(&self, id: &str, wanted: DataType) -> Option<Value> {
        let now = self.machine.options.now?;
        match (id.strip_prefix("urn:oasis:names:tc:xacml:1.0:environment:")?, wanted) {
            ("current-time", DataType::Time) => Some(Value::Time(now.time())),
            ("current-date", DataType::Date) => Some(Value::Date(now.date())),
            ("current-dateTime", DataType::DateTime) => Some(Value::DateTime(now)),
            _ => None,
        }
    }

    fn selected(&self, selector: &'e Selector<'e>) -> Result<Vec<Value>, Fault> {
        let place = self.place(selector.span);
        let wanted = self.data_type(&selector.data_type)?;
        let Some(category) = &selector.category else {
            return Err(Fault::syntax("an `AttributeSelector` has no `Category`").at(place));
        };
        let category = category.value.trim();
        let path = self.xpath(&selector.path, category, Some(&selector.scope))?;
        let from = match &selector.context {
            None => None,
            Some(id) => Some(self.context_selector(category, id.value.trim()).map_err(|fault| fault.at(place))?),
        };
        self.machine.spend(self.machine.contents().cost(&path.category))?;
        let texts = self.machine.contents().texts(&path, from.as_ref()).map_err(|fault| fault.at(place))?;
        let read = |text: String| {
            Value::read(wanted, &text)
                .map_err(|reason| Fault::syntax(format!("what the path selects: {reason}")).at(place))
        };
        let values = texts.unwrap_or_default().into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
        if values.is_empty() && selector.must_be_present.as_ref().is_some_and(|must| must.value) {
            let missing = MissingAttribute {
                category: category.to_owned(),
                id: selector.path.value.to_string(),
                data_type: selector.data_type.value.to_string(),
                issuer: None,
            };
            let text = "what the path selects must be present and the request does not have it";
            return Err(Fault::missing(missing, text).at(place));
        }
        Ok(values)
    }

    /// The XPath expression in the request from whose node a selector starts.
    fn context_selector(&self, category: &str, id: &str) -> Result<XPathExpression, Fault> {
        let entity = self.machine.context.entity(category);
        let mut values = entity
            .into_iter()
            .flat_map(|entity| &entity.attributes)
            .filter(|attribute| attribute.id == id)
            .flat_map(|attribute| &attribute.values)
            .filter(|value| DataType::of(&value.data_type) == Some(DataType::XPathExpression));
        match (values.next(), values.next()) {
            (Some(only), None) => match read_value(DataType::XPathExpression, only) {
                Ok(Value::XPath(expression)) => Ok(expression),
                _ => Err(Fault::syntax("the context selector of the request has no category")),
            },
            _ => Err(Fault::syntax(format!("the request shall have exactly one XPath expression `{id}`"))),
        }
    }
}

fn read_value(data_type: DataType, value: &ContextValue) -> Result<Value, super::value::Misread> {
    if data_type != DataType::XPathExpression {
        return Value::read(data_type, &value.text);
    }
    let scope = value.xpath.as_ref();
    let category =
        scope.and_then(|scope| scope.category.clone()).ok_or("an XPath expression has no `XPathCategory`")?;
    let namespaces = scope.map(|scope| scope.namespaces.clone()).unwrap_or_default();
    Ok(Value::XPath(XPathExpression { path: value.text.trim().to_owned(), category, namespaces }))
}

/// The arguments of a function that looks at them one after the other.
struct Unevaluated<'f, 'e> {
    frame: &'f Frame<'e>,
    apply: &'e Apply<'e>,
}

impl Arguments for Unevaluated<'_, '_> {
    fn count(&self) -> usize {
        self.apply.arguments.len()
    }

    fn get(&mut self, index: usize) -> Result<Operand, Fault> {
        match self.apply.arguments.get(index) {
            Some(argument) => self.frame.evaluate(argument),
            None => Err(Fault::processing("an argument is missing")),
        }
    }
}
