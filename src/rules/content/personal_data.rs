//! An address in a file of a repository that may be somebody's own.

use crate::notice::{Node, Order};
use crate::rules::{Context, Report};
use crate::syntax::Mapped;

/// Members that hold an address of a recipient.
const ADDRESSES: [&str; 3] = ["emailAddress", "phoneNumber", "mobileNumber"];
/// Mail providers at which people, and no public bodies, have their addresses.
const PRIVATE: [&str; 13] = [
    "gmail.com",
    "hotmail.com",
    "hotmail.no",
    "outlook.com",
    "live.no",
    "live.com",
    "yahoo.com",
    "yahoo.no",
    "icloud.com",
    "online.no",
    "msn.com",
    "protonmail.com",
    "me.com",
];

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let mut found = Vec::new();
    collect(&order.body, &mut found);
    for address in found {
        let text = address.as_str().trim();
        let what = if is_private_mail(text) {
            "an address at a private mail provider"
        } else if is_mobile(text) {
            "a mobile number that somebody can have"
        } else {
            continue;
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

fn is_private_mail(text: &str) -> bool {
    let domain = text.rsplit_once('@').map(|(_, domain)| domain.to_lowercase());
    domain.is_some_and(|domain| PRIVATE.contains(&domain.as_str()))
}

/// A Norwegian mobile number that is not plainly made up: one digit all the way, or digits that count up.
fn is_mobile(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_number = text.chars().all(|one| one.is_ascii_digit() || matches!(one, '+' | ' '));
    let own = digits.strip_prefix("0047").or_else(|| digits.strip_prefix("47").filter(|rest| rest.len() == 8));
    let own = own.unwrap_or(&digits);
    let bytes = own.as_bytes();
    let made_up = |part: &[u8]| {
        part.windows(2).all(|pair| pair[0] == pair[1]) || part.windows(2).all(|pair| pair[1] == pair[0] + 1)
    };
    is_number && own.len() == 8 && own.starts_with(['4', '9']) && !made_up(bytes) && !made_up(&bytes[1..])
}
