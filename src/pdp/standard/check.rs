//! What can be said of a policy before a request is seen: unknown functions and types, arguments that do not fit.
//!
//! A policy that is wrong in this way is Indeterminate as a whole, whichever of its rules the request would have reached
//! (core specification, §7.19.2). So is one that names what is not supported (§7.19.1), and a policy set around it:
//! `support.rs`.

use super::fault::Fault;
use super::frame::Frame;
use super::functions::{Function, Type};
use super::machine::EXPRESSION;
use super::support::unknown_function;
use super::value::DataType;
use crate::source::Span;
use crate::xacml::{Apply, AttributeSource, Expression, Match, Obligation, Policy, PolicySet, Target, Text};
use std::collections::BTreeSet;

impl<'e> Frame<'e> {
    /// Checks everything that a policy consists of.
    pub(super) fn check_policy(&self, policy: &'e Policy<'e>) -> Result<(), Fault> {
        self.check_target(policy.target.as_ref())?;
        let mut names = BTreeSet::new();
        for variable in &policy.variables {
            if !names.insert(variable.id.value.as_ref()) {
                let text = format!("the variable `{}` is defined twice", variable.id.value);
                return Err(Fault::syntax(text).at(self.place(variable.id.span)));
            }
            let (name, expression) = self.definition(&variable.id)?;
            self.variable_type(name, || self.type_of(expression))
                .map_err(|fault| fault.at(self.place(variable.span)))?;
        }
        for rule in &policy.rules {
            self.check_target(rule.target.as_ref())?;
            if let Some(condition) = &rule.condition {
                let found = self.type_of(&condition.expression)?;
                self.expect(found, Type::One(DataType::Boolean), "a condition", condition.span)?;
            }
            self.check_duties(&rule.obligations)?;
            self.check_duties(&rule.advice)?;
        }
        self.check_duties(&policy.obligations)?;
        self.check_duties(&policy.advice)
    }

    /// Checks what a policy set itself says, its members left out.
    pub(super) fn check_set(&self, set: &'e PolicySet<'e>) -> Result<(), Fault> {
        self.check_target(set.target.as_ref())?;
        self.check_duties(&set.obligations)?;
        self.check_duties(&set.advice)
    }

    fn check_target(&self, target: Option<&'e Target<'e>>) -> Result<(), Fault> {
        target.into_iter().flat_map(Target::matches).try_for_each(|one| self.check_match(one))
    }

    fn check_match(&self, one: &'e Match<'e>) -> Result<(), Fault> {
        self.machine.spend(1)?;
        let value = Type::One(self.literal(&one.value)?.data_type());
        let attribute = Type::One(self.attribute_type(&one.attribute)?);
        let function = self.function(&one.function)?;
        let result = function.accepts(&[value, attribute]).map_err(|reason| {
            let text = format!("`{}` cannot match here: {reason}", one.function.value);
            Fault::processing(text).at(self.place(one.span))
        })?;
        self.expect(result, Type::One(DataType::Boolean), "a match", one.function.span)
    }

    fn check_duties(&self, duties: &'e [Obligation<'e>]) -> Result<(), Fault> {
        let assignments = duties.iter().flat_map(|duty| &duty.assignments);
        assignments.filter_map(|one| one.expression.as_ref()).try_for_each(|expression| {
            self.type_of(expression)?;
            Ok(())
        })
    }

    fn expect(&self, found: Type, wanted: Type, what: &str, span: Span) -> Result<(), Fault> {
        if found == wanted {
            return Ok(());
        }
        let text = format!("{what} is {}, not {}", found.name(), wanted.name());
        Err(Fault::processing(text).at(self.place(span)))
    }

    /// The function of an id.
    pub(super) fn function(&self, id: &Text<'_>) -> Result<&'static Function, Fault> {
        Function::of(id.value.trim()).ok_or_else(|| unknown_function(id).at(self.place(id.span)))
    }

    fn attribute_type(&self, source: &AttributeSource<'e>) -> Result<DataType, Fault> {
        match source {
            AttributeSource::Designator(designator) => self.data_type(&designator.data_type),
            AttributeSource::Selector(selector) => self.data_type(&selector.data_type),
        }
    }

    /// The type of an expression.
    fn type_of(&self, expression: &'e Expression<'e>) -> Result<Type, Fault> {
        self.machine.spend(1)?;
        match expression {
            Expression::Value(value) => self.literal(value).map(|value| Type::One(value.data_type())),
            Expression::Attribute(source) => self.attribute_type(source).map(Type::Bag),
            Expression::Apply(apply) => self.machine.deeper(EXPRESSION, || self.apply_type(apply)),
            Expression::Variable(id) => {
                let (name, definition) = self.definition(id)?;
                let compute = || self.machine.deeper(EXPRESSION, || self.type_of(definition));
                self.variable_type(name, compute).map_err(|fault| fault.at(self.place(id.span)))
            }
            Expression::Function(id) => {
                let text = "a function may stand only as the first argument of a function that takes one";
                Err(Fault::syntax(text).at(self.place(id.span)))
            }
            Expression::Unknown(name) => {
                Err(Fault::syntax(format!("`{}` is no expression", name.value)).at(self.place(name.span)))
            }
        }
    }

    fn apply_type(&self, apply: &'e Apply<'e>) -> Result<Type, Fault> {
        let function = self.function(&apply.function)?;
        let unfit = |reason: String| {
            let text = format!("`{}` cannot be applied: {reason}", apply.function.value);
            Fault::processing(text).at(self.place(apply.span))
        };
        let types = |arguments: &'e [Expression<'e>]| {
            arguments.iter().map(|argument| self.type_of(argument)).collect::<Result<Vec<_>, _>>()
        };
        match (function.shape(), apply.arguments.split_first()) {
            (None, _) => function.accepts(&types(&apply.arguments)?).map_err(unfit),
            (Some(shape), Some((Expression::Function(passed), rest))) => {
                shape.accepts(self.function(passed)?, &types(rest)?).map_err(unfit)
            }
            (Some(_), _) => Err(unfit("its first argument shall be a function".to_owned())),
        }
    }
}
