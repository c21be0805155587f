//! Requests as the REST client and `JetBrains` write them: parted by `###`, each a request line, headers, a body.

use super::Bodies;
use super::lines::{Line, lines_in, trimmed};
use super::multipart;
use crate::notice::Request;
use crate::source::Span;
use crate::syntax::Mapped;
use std::sync::Arc;

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// One request, as far as it was read.
#[derive(Default)]
struct Open {
    request: Option<Request>,
    content_type: String,
    /// Where the body starts, once the headers are over.
    body: Option<usize>,
    /// Where it ends, where something stands behind it.
    end: Option<usize>,
}

/// Hands on the body of every request in a part of the file.
pub(super) fn read(bodies: &mut Bodies<'_>, part: Span) {
    let source = Arc::clone(bodies.source);
    let text = source.text();
    let mut open = Open::default();
    for line in lines_in(text, part) {
        if line.text.starts_with("###") {
            hand_on(bodies, &open, text, line.start);
            open = Open::default();
        } else if open.end.is_none() {
            step(&mut open, &line);
        }
    }
    hand_on(bodies, &open, text, part.end as usize);
}

fn step(open: &mut Open, line: &Line<'_>) {
    let content = line.trimmed();
    let Some(request) = &mut open.request else {
        let is_note = content.is_empty() || content.starts_with(['#', '@', '<']) || content.starts_with("//");
        if !is_note {
            open.request = Some(request_line(line));
        }
        return;
    };
    if open.body.is_some() {
        // What follows is done with the answer, or is an answer that was kept.
        let is_after = ["> ", ">> ", ">>! ", "<> "].iter().any(|start| line.text.starts_with(start));
        if is_after {
            open.end = Some(line.start);
        }
    } else if content.is_empty() {
        open.body = Some(line.next);
    } else if content.starts_with(['?', '&']) {
        let mut url = Mapped::builder(request.url.span());
        let span = line.span_of(content);
        url.push_verbatim(request.url.as_str(), request.url.span().start);
        url.push_verbatim(content, span.start);
        request.url = url;
    } else if let Some((name, value)) = content.split_once(':')
        && name.trim().eq_ignore_ascii_case("content-type")
    {
        value.trim().clone_into(&mut open.content_type);
    }
}

/// `POST https://… HTTP/1.1`; without a method it is a `GET`.
fn request_line(line: &Line<'_>) -> Request {
    let content = line.trimmed();
    let (first, rest) = content.split_once(char::is_whitespace).unwrap_or((content, ""));
    let (method, rest) = if METHODS.contains(&first) { (first, rest.trim()) } else { ("GET", content) };
    let is_version = |part: &str| part.starts_with("HTTP/");
    let url = match rest.rsplit_once(char::is_whitespace) {
        Some((url, version)) if is_version(version) => url.trim(),
        _ => rest,
    };
    Request { method: method.to_owned(), url: Mapped::verbatim(url, line.span_of(url)) }
}

fn hand_on(bodies: &mut Bodies<'_>, open: &Open, text: &str, end: usize) {
    let Some(start) = open.body else { return };
    let end = open.end.unwrap_or(end);
    let at = trimmed(text, start.min(end), end);
    let body = text.get(at.range()).unwrap_or_default();
    let request = open.request.as_ref();
    if body.is_empty() {
        return;
    }
    if let Some(file) = included(body) {
        // A file of JSON is looked at where it stands.
        let is_order = request.and_then(Request::form).is_some();
        let is_json = file.trim().to_ascii_lowercase().ends_with(".json");
        if is_order && !is_json {
            bodies.unseen(at, "the body is taken from another file, which is not looked at");
        }
        return;
    }
    if let Some(boundary) = multipart::boundary(&open.content_type) {
        bodies.form(multipart::fields(text, at, boundary), at, request);
    } else {
        bodies.verbatim(at, request);
    }
}

/// The file of `< ./file.json` or `<@ ./file.json`, where that is the whole body.
fn included(body: &str) -> Option<&str> {
    let rest = body.strip_prefix('<')?;
    let rest = rest.strip_prefix('@').unwrap_or(rest);
    (rest.starts_with([' ', '\t']) && !body.contains(['\n', '\r'])).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn line(text: &str) -> Line<'_> {
        lines(text).next().expect("a line")
    }

    #[test]
    fn a_request_line_has_a_method_an_address_and_a_version() {
        for (text, method, url) in [
            ("POST {{base}}/orders HTTP/1.1", "POST", "{{base}}/orders"),
            ("POST https://example.no/a b", "POST", "https://example.no/a b"),
            ("https://example.no", "GET", "https://example.no"),
        ] {
            let request = request_line(&line(text));
            assert_eq!((request.method.as_str(), request.url.as_str()), (method, url));
            assert_eq!(&text[request.url.span().range()], url);
        }
    }

    #[test]
    fn a_body_from_another_file_is_told_from_xml() {
        assert_eq!(included("< ./ordre.json"), Some(" ./ordre.json"));
        assert_eq!(included("<@ ./ordre.json"), Some(" ./ordre.json"));
        assert_eq!(included("<Notification/>"), None);
    }
}
