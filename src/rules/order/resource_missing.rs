//! A notice to an organisation that names no resource, so that only its official addresses hear of it.

use crate::notice::{Form, Kind, Order, RecipientKind};
use crate::rules::{Context, Report};

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if !matches!(order.form, Form::OrderV1 | Form::OrderV2) {
        return;
    }
    let mut bare = order
        .notices
        .iter()
        .filter(|notice| notice.recipient == RecipientKind::Organization && notice.resource_id.is_none());
    let Some(first) = bare.next() else { return };
    let at = match first.kind {
        Kind::Main if order.form == Form::OrderV1 => order
            .body
            .get("recipients")
            .map_or(first.span, |list| list.items().first().map_or(list.span, crate::notice::Node::head)),
        _ => way(order, first.span),
    };
    let finding = report.at(order.at(at));
    finding
        .says("only the organisation's official addresses are notified: the order names no resource")
        .help("add `resourceId`, so that those are told who have access to what it is about")
        .note("a message to the organisation's own address alone may leave it out");
    for other in bare {
        finding.also(order.at(way(order, other.span)), "here too");
    }
}

/// The name of the member whose value stands at a place.
fn way(order: &Order, span: crate::source::Span) -> crate::source::Span {
    fn find(node: &crate::notice::Node, span: crate::source::Span) -> Option<crate::source::Span> {
        node.members()
            .iter()
            .find_map(
                |member| if member.value.span == span { Some(member.name.span) } else { find(&member.value, span) },
            )
            .or_else(|| node.items().iter().find_map(|item| find(item, span)))
    }
    find(&order.body, span).unwrap_or(span)
}
