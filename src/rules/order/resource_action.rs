//! An action that decides who of an organisation is told, without a resource to have it on.

use crate::finding::Severity;
use crate::notice::{Node, Order, RecipientKind};
use crate::rules::{Context, Report};

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let mut holders = Vec::new();
    collect(&order.body, &mut holders);
    for holder in holders {
        let (Some(action), resource) = (holder.set("resourceAction"), holder.set("resourceId")) else { continue };
        let has_resource =
            resource.is_some_and(|id| id.is_open() || id.known().is_some_and(|id| !id.trim().is_empty()));
        let known = action.known();
        if !has_resource {
            report
                .at(order.at(action.span))
                .says("`resourceAction` stands without a `resourceId`")
                .help("name the resource, or take the action out")
                .note("the API answers: ResourceAction cannot be specified without a ResourceId.");
        } else if known.is_some_and(|action| action.trim().is_empty()) {
            report
                .at(order.at(action.span))
                .says("`resourceAction` is blank")
                .help("take it out, so that `read` is asked for")
                .note("the API answers: ResourceAction cannot be blank or whitespace.");
        } else if let Some(known) = known.filter(|action| *action != "read" && tells_organisations(order)) {
            report
                .weighing(Severity::Info, order.at(action.span))
                .says(format!("those are told who may `{known}`, whether they may `read` or not"))
                .help("take it out, unless the message is for those alone");
        }
    }
}

fn tells_organisations(order: &Order) -> bool {
    order.notices.iter().any(|notice| notice.recipient == RecipientKind::Organization)
}

fn collect<'o>(node: &'o Node, holders: &mut Vec<&'o Node>) {
    if node.get("resourceAction").is_some() {
        holders.push(node);
    }
    node.members().iter().for_each(|member| collect(&member.value, holders));
    node.items().iter().for_each(|item| collect(item, holders));
}
