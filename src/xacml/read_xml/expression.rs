//! Variables, expressions, obligations and advice.

use super::Reader;
use super::children::{attribute, nothing};
use crate::source::Spanned;
use crate::syntax::xml::{Content, Element};
use crate::xacml::{Apply, Assignment, AttributeSource, Expression, IrregularityKind, Obligation, VariableDefinition};

/// What Altinn's reader takes directly behind the start tag of a variable, by its name with prefix.
const VARIABLE_CONTENT: [&str; 5] = ["VariableReference", "AttributeSelector", "AttributeValue", "Function", "Apply"];

impl Reader {
    pub(super) fn variable<'t>(&mut self, element: Element<'_, 't>) -> Option<VariableDefinition<'t>> {
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

    pub(super) fn expression<'t>(&mut self, element: Element<'_, 't>, inside_apply: bool) -> Expression<'t> {
        if element.namespace_id() != self.xacml {
            self.misplaced("Apply", element);
            return Expression::Unknown(Spanned::new(element.qualified_name().to_owned(), element.span()));
        }
        match element.name() {
            "AttributeValue" => Expression::Value(self.value(element)),
            "AttributeDesignator" => Expression::Attribute(AttributeSource::Designator(self.designator(element))),
            "AttributeSelector" => Expression::Attribute(AttributeSource::Selector(Box::new(self.selector(element)))),
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

    pub(super) fn obligations<'t>(&mut self, element: Element<'_, 't>, name: &'static str) -> Vec<Obligation<'t>> {
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

    pub(super) fn assignment<'t>(&mut self, element: Element<'_, 't>) -> Assignment<'t> {
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
}
