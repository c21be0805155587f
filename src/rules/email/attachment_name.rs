//! An attachment whose name tells who it is about.

use crate::notice::{Form, Node, Order};
use crate::rules::{Context, Report};
use crate::text::identity_numbers;

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if order.form != Form::Composed {
        return;
    }
    let attachments = order.body.at(&["recipient", "emailSettings", "attachments"]).map_or(&[][..], Node::items);
    for name in attachments.iter().filter_map(|attachment| attachment.get("filename")).filter_map(Node::text) {
        // A hyphen or underscore parts words in names of files, as a blank does in sentences.
        let words = name.as_str().replace('_', " ");
        for number in identity_numbers(&words) {
            report
                .at(order.at(name.span_of(number.range)))
                .says("the name of the attachment holds a national identity number")
                .note("a file's name is shown in lists and kept in logs, even where its content is not")
                .help("name the file by what it is, such as `vedtak.pdf`");
        }
    }
}
