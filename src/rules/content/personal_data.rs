//! An address in a file of a repository that may be somebody's own.

use crate::notice::{Node, Order};
use crate::rules::{Context, Report};
use crate::syntax::Mapped;
use crate::text::{Somebodys, somebodys};

/// Members that hold an address of a recipient.
const ADDRESSES: [&str; 3] = ["emailAddress", "phoneNumber", "mobileNumber"];
pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let mut found = Vec::new();
    collect(&order.body, &mut found);
    for address in found {
        let text = address.as_str().trim();
        let what = match somebodys(text) {
            Some(Somebodys::Mail) => "an address at a private mail provider",
            Some(Somebodys::Mobile) => "a mobile number that somebody can have",
            None => continue,
        };
        report
            .at(order.at(address.span()))
            .says(format!("{what} stands in a file of the repository"))
            .help("put a variable there, or an address that is nobody's, such as `test@example.com` or `+4799999999`")
            .note("whether anybody has it was not looked up");
    }
}

fn collect<'n>(node: &'n Node, found: &mut Vec<&'n Mapped>) {
    for member in node.members() {
        let is_address = ADDRESSES.iter().any(|name| member.name.value.eq_ignore_ascii_case(name));
        if is_address && !member.value.is_open() {
            found.extend(member.value.text());
        }
        collect(&member.value, found);
    }
    node.items().iter().for_each(|item| collect(item, found));
}
