//! XPath 1.0 on the content of a request.

use super::fault::Fault;
use super::value::XPathExpression;
use crate::pdp::Context;
use crate::syntax::xml;
use std::cell::OnceCell;
use std::collections::HashSet;
use uppsala::{Document, NodeId, NodeKind, XPathEvaluator};

/// The most nodes that one XPath expression may visit.
const MAX_VISITS: usize = 200_000;
/// What an XPath expression takes at least, in steps: it may visit many nodes even where there are few.
const PATH_STEPS: u64 = 5_000;
/// The deepest nesting of an XPath expression.
const MAX_DEPTH: u32 = 64;

/// The contents of the categories, each read when it is first asked for.
pub(super) struct Contents<'e> {
    documents: Vec<(&'e str, &'e str, OnceCell<Option<Document<'e>>>)>,
}

impl<'e> Contents<'e> {
    pub(super) fn new(context: &'e Context) -> Self {
        let with_content = context
            .entities
            .iter()
            .filter_map(|entity| Some((entity.category.as_str(), entity.content.as_deref()?, OnceCell::new())));
        Self { documents: with_content.collect() }
    }

    /// The content of a category as a tree; none if there is no content.
    fn document(&self, category: &str) -> Result<Option<&Document<'e>>, Fault> {
        let Some((_, text, cell)) = self.documents.iter().find(|(known, ..)| *known == category) else {
            return Ok(None);
        };
        let document = cell.get_or_init(|| {
            // Our own reader refuses document types and entities before anything else sees the text.
            if !xml::Document::parse(text).problems().is_empty() {
                return None;
            }
            let mut document = uppsala::parse(text).ok()?;
            document.prepare_xpath();
            Some(document)
        });
        document.as_ref().map(Some).ok_or_else(|| Fault::syntax("the content of the request is no XML document"))
    }

    /// What an expression about a category takes, in steps.
    pub(super) fn cost(&self, category: &str) -> u64 {
        let text = self.documents.iter().find(|(known, ..)| *known == category).map_or("", |(_, text, _)| text);
        PATH_STEPS + text.len() as u64 / 8
    }

    /// The nodes that an expression selects.
    pub(super) fn select(&self, expression: &XPathExpression) -> Result<Vec<NodeId>, Fault> {
        let Some(document) = self.document(&expression.category)? else {
            return Err(Fault::processing(format!(
                "the request has no content of the category `{}`",
                expression.category
            )));
        };
        evaluate(document, document.root(), expression)
    }

    /// Whether two expressions have a node in common; with `below`, a node that stands below one of the first counts too.
    pub(super) fn share(&self, one: &XPathExpression, other: &XPathExpression, below: bool) -> Result<bool, Fault> {
        let (first, second) = (self.select(one)?, self.select(other)?);
        if one.category != other.category {
            return Ok(false);
        }
        let Some(document) = self.document(&one.category)? else { return Ok(false) };
        let first: HashSet<NodeId> = first.into_iter().collect();
        Ok(second.iter().any(|node| {
            first.contains(node) || below && document.ancestors(*node).iter().any(|above| first.contains(above))
        }))
    }

    /// The texts that a selector selects, from the root or from one node of the content; none if there is no content.
    pub(super) fn texts(
        &self,
        path: &XPathExpression,
        from: Option<&XPathExpression>,
    ) -> Result<Option<Vec<String>>, Fault> {
        let Some(document) = self.document(&path.category)? else { return Ok(None) };
        let start = match from {
            None => document.root(),
            Some(from) => match evaluate(document, document.root(), from)?.as_slice() {
                [only] => *only,
                nodes => {
                    let text = format!("the context selector shall select one node and selects {}", nodes.len());
                    return Err(Fault::syntax(text));
                }
            },
        };
        let text = |node: NodeId| match document.node_kind(node) {
            Some(NodeKind::Text(text) | NodeKind::CData(text) | NodeKind::Comment(text)) => Ok(text.to_string()),
            Some(NodeKind::Attribute(_, value)) => Ok(value.to_string()),
            Some(NodeKind::ProcessingInstruction(instruction)) => {
                Ok(instruction.data.as_ref().map(ToString::to_string).unwrap_or_default())
            }
            _ => Err(Fault::syntax("the path selects a whole element, where a text or an attribute is wanted")),
        };
        evaluate(document, start, path)?.into_iter().map(text).collect::<Result<_, _>>().map(Some)
    }
}

fn evaluate(document: &Document<'_>, from: NodeId, expression: &XPathExpression) -> Result<Vec<NodeId>, Fault> {
    let mut evaluator = XPathEvaluator::new().with_max_depth(MAX_DEPTH).with_max_node_visits(MAX_VISITS);
    for (prefix, namespace) in &expression.namespaces {
        evaluator.add_namespace(prefix.as_str(), namespace.as_str());
    }
    let path = expression.path.trim();
    evaluator.select_nodes(document, from, path).map_err(|error| {
        let text = format!("the XPath `{path}` cannot be evaluated: {error}");
        // Running into a bound is told from a wrong path by its words only.
        if text.contains("exceed") && !path.contains("exceed") { Fault::undecided(text) } else { Fault::syntax(text) }
    })
}
