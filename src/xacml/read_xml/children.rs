//! Attributes and children, and a note of each that is missing, misplaced or not understood.

use super::Reader;
use crate::source::{Span, Spanned};
use crate::syntax::xml::{Content, Element, NodeKind};
use crate::xacml::{Effect, Irregularity, IrregularityKind, Text};
use std::borrow::Cow;

/// The children that an element may have, in the order in which they must stand; those of one place are a choice.
pub(super) type Order = &'static [&'static [&'static str]];

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

impl Reader {
    pub(super) fn effect(
        &mut self,
        element: Element<'_, '_>,
        name: &'static str,
        attribute: &'static str,
    ) -> Spanned<Effect> {
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
    pub(super) fn boolean(&mut self, attribute: &'static str, text: &Text<'_>) -> Option<bool> {
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

    pub(super) fn required<'t>(
        &mut self,
        element: Element<'_, 't>,
        name: &'static str,
        wanted: &'static str,
    ) -> Option<Text<'t>> {
        self.present(attribute(element, wanted), element, name, wanted)
    }

    /// An attribute that must be there and say something.
    pub(super) fn present<'t>(
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
    pub(super) fn in_order<'d, 't>(
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
    pub(super) fn all_named<'d, 't, T>(
        &mut self,
        element: Element<'d, 't>,
        parent: &'static str,
        name: &str,
        mut read: impl FnMut(&mut Self, Element<'d, 't>) -> Option<T>,
    ) -> Vec<T> {
        // A vector that grows by itself begins with room for four, and most lists of a policy have one.
        let mut all = Vec::with_capacity(element.children().count());
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
    pub(super) fn each_child<'d, 't>(
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

    pub(super) fn not_empty(
        &mut self,
        element: Element<'_, '_>,
        parent: &'static str,
        child: &'static str,
        empty: bool,
    ) {
        if empty {
            self.irregular(element.span(), IrregularityKind::MissingElement { parent, element: child });
        }
    }

    pub(super) fn no_more(&mut self, parent: &'static str, extra: Option<Element<'_, '_>>) {
        if let Some(extra) = extra {
            self.misplaced(parent, extra);
        }
    }

    pub(super) fn misplaced(&mut self, parent: &'static str, element: Element<'_, '_>) {
        let kind = IrregularityKind::MisplacedElement { parent, element: element.qualified_name().to_owned() };
        self.irregular(element.start_tag(), kind);
    }

    /// Text between elements, which every reader stumbles over.
    pub(super) fn stray(&mut self, element: Element<'_, '_>, kind: NodeKind, span: Span, parent: &'static str) {
        let is_text = match kind {
            NodeKind::Text => !element.is_blank(span),
            NodeKind::CData | NodeKind::Reference => true,
            _ => false,
        };
        if is_text {
            self.irregular(span, IrregularityKind::StrayText { parent });
        }
    }

    pub(super) fn irregular(&mut self, span: Span, kind: IrregularityKind) {
        self.irregularities.push(Irregularity { span, kind });
    }
}

/// Several attributes, found in one pass.
pub(super) fn attributes<'t, const N: usize>(element: Element<'_, 't>, names: [&str; N]) -> [Option<Text<'t>>; N] {
    let mut found = [const { None }; N];
    for attribute in element.attributes().filter(|attribute| !attribute.has_prefix()) {
        if let Some(at) = names.iter().position(|name| *name == attribute.name()) {
            found[at] = Some(Spanned::new(attribute.value(), attribute.value_span()));
        }
    }
    found
}

pub(super) fn attribute<'t>(element: Element<'_, 't>, name: &str) -> Option<Text<'t>> {
    element.attribute(name).map(|found| Spanned::new(found.value(), found.value_span()))
}

pub(super) fn content<'t>(element: Element<'_, 't>) -> Text<'t> {
    Spanned::new(element.text(), element.inner_span())
}

/// Stands for an attribute that is missing; that it is has been noted.
pub(super) fn nothing<'t>(element: Element<'_, 't>) -> Text<'t> {
    Spanned::new(Cow::Borrowed(""), element.start_tag())
}
