//! Targets, and the values and attributes that they compare.

use super::Reader;
use super::children::{attribute, attributes, content, nothing};
use crate::source::Spanned;
use crate::syntax::xml::Element;
use crate::xacml::{
    AllOf, AnyOf, AttributeSource, Category, Designator, IrregularityKind, Match, Selector, Target, Value, XPathScope,
    data_type,
};
use std::borrow::Cow;

impl Reader {
    pub(super) fn target<'t>(&mut self, element: Element<'_, 't>) -> Target<'t> {
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

    pub(super) fn one_match<'t>(&mut self, element: Element<'_, 't>) -> Option<Match<'t>> {
        let function = self.required(element, "Match", "MatchId");
        let mut value = None;
        let mut attribute = None;
        let mut children = 0;
        self.each_child(element, "Match", |reader, child| {
            children += 1;
            match (children, child.name()) {
                (1, "AttributeValue") => value = Some(reader.value(child)),
                (2, "AttributeDesignator") => attribute = Some(AttributeSource::Designator(reader.designator(child))),
                (2, "AttributeSelector") => {
                    attribute = Some(AttributeSource::Selector(Box::new(reader.selector(child))))
                }
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

    pub(super) fn value<'t>(&mut self, element: Element<'_, 't>) -> Value<'t> {
        let data_type = self.required(element, "AttributeValue", "DataType").unwrap_or_else(|| nothing(element));
        if let Some(child) = element.children().next() {
            self.misplaced("AttributeValue", child);
        }
        let text = content(element);
        let written = (element.markup() != text.value).then(|| Box::new(Cow::Borrowed(element.markup())));
        let xpath = (data_type.value == data_type::XPATH_EXPRESSION).then(|| Box::new(xpath_scope(element)));
        Value { span: element.span(), data_type, text, written, xpath }
    }

    pub(super) fn designator<'t>(&mut self, element: Element<'_, 't>) -> Designator<'t> {
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
            issuer: issuer.map(Box::new),
        }
    }

    pub(super) fn selector<'t>(&mut self, element: Element<'_, 't>) -> Selector<'t> {
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
