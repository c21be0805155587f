//! Addresses of machines: `ipAddress` and `dnsName` (core specification, A.2).

use super::Misread;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Ports: a lowest and a highest, either of which may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ports {
    low: Option<u16>,
    high: Option<u16>,
}

/// `ipAddress`: an address, perhaps a mask, perhaps ports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IpAddress {
    text: String,
    address: IpAddr,
    mask: Option<IpAddr>,
    ports: Option<Ports>,
}

/// `dnsName`: a host name, perhaps ports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DnsName {
    text: String,
    host: String,
    ports: Option<Ports>,
}

impl IpAddress {
    pub(super) fn read(text: &str) -> Result<Self, Misread> {
        let read = if text.starts_with('[') { Self::version_6(text) } else { Self::version_4(text) };
        read.ok_or_else(|| format!("`{text}` is no IP address, such as `10.0.0.1/255.0.0.0:80-90` or `[::1]`").into())
    }

    fn version_4(text: &str) -> Option<Self> {
        let (host, ports) = match text.split_once(':') {
            Some((host, ports)) => (host, Some(read_ports(ports)?)),
            None => (text, None),
        };
        let (address, mask) = match host.split_once('/') {
            Some((address, mask)) => (address, Some(mask.parse::<Ipv4Addr>().ok()?.into())),
            None => (host, None),
        };
        let address = address.parse::<Ipv4Addr>().ok()?.into();
        Some(Self { text: text.to_owned(), address, mask, ports })
    }

    fn version_6(text: &str) -> Option<Self> {
        let bracketed = |text: &str| -> Option<(IpAddr, usize)> {
            let end = text.find(']')?;
            Some((text.get(1..end)?.parse::<Ipv6Addr>().ok()?.into(), end + 1))
        };
        let (address, end) = bracketed(text)?;
        let mut rest = text.get(end..)?;
        let mut mask = None;
        if let Some(masked) = rest.strip_prefix("/[").and_then(|_| rest.get(1..)) {
            let (read, end) = bracketed(masked)?;
            mask = Some(read);
            rest = masked.get(end..)?;
        }
        let ports = match rest.strip_prefix(':') {
            Some(ports) => Some(read_ports(ports)?),
            None if rest.is_empty() => None,
            None => return None,
        };
        Some(Self { text: text.to_owned(), address, mask, ports })
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl DnsName {
    pub(super) fn read(text: &str) -> Result<Self, Misread> {
        let wrong = || Misread::from(format!("`{text}` is no DNS name, such as `*.example.com:443`"));
        let (host, ports) = match text.split_once(':') {
            Some((host, ports)) => (host, Some(read_ports(ports).ok_or_else(wrong)?)),
            None => (text, None),
        };
        let named = host.strip_prefix("*.").unwrap_or(host);
        let label = |label: &str| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        if !named.strip_suffix('.').unwrap_or(named).split('.').all(label) {
            return Err(wrong());
        }
        Ok(Self { text: text.to_owned(), host: host.to_owned(), ports })
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// `80`, `80-`, `-80` or `80-90`.
fn read_ports(text: &str) -> Option<Ports> {
    let port = |text: &str| if text.is_empty() { Some(None) } else { text.parse::<u16>().ok().map(Some) };
    let (low, high) = match text.split_once('-') {
        Some((low, high)) => (port(low)?, port(high)?),
        None => (port(text)?, port(text)?),
    };
    (low.is_some() || high.is_some()).then_some(Ports { low, high })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_with_masks_and_ports() {
        let good = ["10.0.0.1", "10.0.0.1/255.0.0.0", "10.0.0.1:80-", "[::1]", "[::1]/[ffff::]:80", "[::1]:-90"];
        for text in good {
            assert_eq!(IpAddress::read(text).unwrap().text(), text);
        }
        for text in ["10.0.0", "10.0.0.1/8", "10.0.0.1:", "10.0.0.1:-", "::1", "[::1", "[::1]x", "[::1]/"] {
            assert!(IpAddress::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn host_names_are_read_with_a_star_in_front_only() {
        for text in ["example.com", "*.example.com:443", "localhost:1-9"] {
            assert_eq!(DnsName::read(text).unwrap().text(), text);
        }
        for text in ["", "exa mple.com", "a..b", "www.*.com", "-a.com", "example.com:99999"] {
            assert!(DnsName::read(text).is_err(), "{text}");
        }
    }
}
