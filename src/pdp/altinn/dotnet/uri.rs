//! `new Uri(text)` and `Uri.Equals`, as far as they are the same whatever the version of .NET.

use super::{Told, is_blank};

/// Whether two texts are the same URI. What is not absolute throws, on either side.
///
/// The scheme and the host are compared without letter case, the port by what it means, the fragment and the user not at
/// all; the rest letter by letter.
pub(in super::super) fn uris(a: &str, b: &str) -> Told {
    let (a, b) = (a.trim_matches(is_blank), b.trim_matches(is_blank));
    match (Form::of(a), Form::of(b)) {
        (Form::Relative, _) | (_, Form::Relative) => Told::Throws,
        (Form::Odd, _) | (_, Form::Odd) => Told::Unknown("it is not known how .NET reads this address"),
        _ if a == b => Told::Yes,
        (one, other) => Told::from(one == other),
    }
}

/// A URI as it is compared.
#[derive(Debug, PartialEq, Eq)]
enum Form<'t> {
    /// No scheme: `new Uri` throws.
    Relative,
    /// Something that .NET rewrites before it compares: escapes, dots, letters of other scripts.
    Odd,
    /// `scheme:rest`.
    Opaque { scheme: String, rest: &'t str },
    /// `scheme://host:port/path?query`.
    Web { scheme: String, host: String, port: Option<u16>, path: &'t str },
}

impl<'t> Form<'t> {
    fn of(text: &'t str) -> Self {
        // On the systems that Altinn runs on, a path from the root is the address of a file.
        if text.starts_with('/') {
            return Self::Odd;
        }
        let Some((scheme, rest)) = text.split_once(':') else { return Self::Relative };
        let mut letters = scheme.bytes();
        let is_scheme = letters.next().is_some_and(|first| first.is_ascii_alphabetic())
            && letters.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
        if !is_scheme {
            return Self::Relative;
        }
        let rewritten = |byte: u8| matches!(byte, b'%' | b'\\' | b'[' | b']' | b'@') || byte <= b' ' || byte >= 0x7f;
        // A single letter is a drive, and `mailto` and `file` have rules of their own.
        let special = scheme.len() == 1 || ["mailto", "file"].iter().any(|name| scheme.eq_ignore_ascii_case(name));
        if special || rest.is_empty() || rest.bytes().any(rewritten) {
            return Self::Odd;
        }
        let rest = rest.split_once('#').map_or(rest, |(before, _)| before);
        let scheme = scheme.to_ascii_lowercase();
        match rest.strip_prefix("//") {
            Some(rest) => Self::web(scheme, rest),
            None if matches!(scheme.as_str(), "http" | "https" | "ftp" | "ws" | "wss") => Self::Odd,
            None => Self::Opaque { scheme, rest },
        }
    }

    fn web(scheme: String, rest: &'t str) -> Self {
        let default = match scheme.as_str() {
            "http" => Some(80),
            "https" => Some(443),
            _ => return Self::Odd,
        };
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let (host, port) = match authority.split_once(':') {
            None => (authority, default),
            Some((host, port)) => match port.parse() {
                Ok(port) => (host, Some(port)),
                Err(_) => return Self::Odd,
            },
        };
        // A host of digits may be an address of numbers, which is written anew.
        let plain = host.split('.').all(|label| {
            !label.is_empty()
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && label.bytes().any(|byte| byte.is_ascii_alphabetic())
                && !label.starts_with('-')
                && !label.ends_with('-')
        });
        let has_dots = path.split(['/', '?']).any(|part| matches!(part, "." | "..") || part.ends_with('.'));
        if !plain || has_dots || path.starts_with('?') {
            return Self::Odd;
        }
        let path = if path.is_empty() { "/" } else { path };
        Self::Web { scheme, host: host.to_ascii_lowercase(), port, path }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_absolute_throws() {
        assert_eq!(uris("Task_1", "Task_1"), Told::Throws);
        assert_eq!(uris("urn:a:b", "nav"), Told::Throws);
        assert_eq!(uris("", "urn:a:b"), Told::Throws);
    }

    #[test]
    fn urns_are_compared_letter_by_letter_behind_the_scheme() {
        assert_eq!(uris("urn:a:b", "urn:a:b"), Told::Yes);
        assert_eq!(uris("URN:a:b", "urn:a:b"), Told::Yes);
        assert_eq!(uris("urn:a:b", "urn:a:B"), Told::No);
        assert_eq!(uris("urn:a:b#one", "urn:a:b#two"), Told::Yes);
    }

    #[test]
    fn addresses_are_compared_by_host_port_and_path() {
        assert_eq!(uris("https://Eksempel.no", "https://eksempel.no:443/"), Told::Yes);
        assert_eq!(uris("https://eksempel.no/a", "https://eksempel.no/A"), Told::No);
        assert_eq!(uris("http://eksempel.no/", "https://eksempel.no/"), Told::No);
        assert!(matches!(uris("https://eksempel.no/%41", "https://eksempel.no/A"), Told::Unknown(_)));
        assert!(matches!(uris("https://eksempel.no/a/../b", "https://eksempel.no/b"), Told::Unknown(_)));
    }

    #[test]
    fn what_dotnet_may_write_anew_is_not_told_even_of_equal_texts() {
        for text in [
            "/a",
            "c:a",
            "FILE:a",
            "mailto:kari@example.no",
            "urn:",
            "urn:a b",
            "urn:a\u{7f}",
            "urn:å",
            "http:a",
            "ftp://eksempel.no/",
            "https://1.2.3.4/",
            "https://-a.no/",
            "https://a-.no/",
            "https://a..no/",
            "https://a_b.no/",
            "https://eksempel.no:port/",
            "https://eksempel.no?a",
            "https://eksempel.no/a./b",
            "https://eksempel.no/.",
        ] {
            assert!(matches!(uris(text, text), Told::Unknown(_)), "{text}");
        }
        for text in ["urn:a:b", "https://a-b.no/", "https://eksempel.no:8080/a", "x+y.z-1:a"] {
            assert_eq!(uris(text, text), Told::Yes, "{text}");
        }
        for text in ["1a:b", "+a:b", "a_b:c", ":a"] {
            assert_eq!(uris(text, text), Told::Throws, "{text}");
        }
        assert_eq!(uris("https://eksempel.no#a", "https://eksempel.no#b"), Told::Yes);
        assert_eq!(uris("https://eksempel.no:8080/", "https://eksempel.no/"), Told::No);
    }
}
