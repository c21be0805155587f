//! A condition at an address that Altinn does not reach, or that is not the one of production.

use crate::finding::Severity;
use crate::notice::Order;
use crate::notice::schema::{Seen, Type};
use crate::rules::{Context, Report};

/// Parts of host names that stand for test environments and tunnels.
const OF_TESTS: [&str; 8] = ["tt02", "at22", "at23", "at24", "yt01", "ngrok", "localhost.run", "webhook.site"];

pub(crate) fn check(order: &Order, members: &[Seen<'_>], _: &Context<'_>, report: &mut Report<'_>) {
    for seen in members {
        let Some((_, Type::Condition, value)) = seen.value() else { continue };
        let Some(written) = value.text() else { continue };
        let text = written.as_str();
        let Some((_, rest)) = text.split_once("://") else { continue };
        let host = rest.split(['/', ':', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
        let start = text.len() - rest.len();
        let at = order.at(written.span_of(start..start + host.len()));
        if is_private(&host) {
            report
                .at(at)
                .says(format!("Altinn cannot reach `{host}`, which means another machine to it"))
                .help("give an address that can be reached from the internet")
                .note("where an address does not answer, the message is sent all the same");
        } else if let Some(part) = OF_TESTS.iter().find(|part| host.contains(**part)) {
            report
                .weighing(Severity::Warning, at)
                .says(format!("`{host}` looks like a test environment (`{part}`)"))
                .help("put the host in when it is sent, or give the one of production")
                .note("where an address does not answer, the message is sent all the same");
        }
    }
}

/// A name or number that is another machine for everybody.
fn is_private(host: &str) -> bool {
    if host == "localhost" || host.ends_with(".localhost") || host == "host.docker.internal" {
        return true;
    }
    let Ok(address) = host.parse::<std::net::Ipv4Addr>() else { return false };
    address.is_private() || address.is_loopback() || address.is_link_local() || address.is_unspecified()
}
