//! Requests of Bruno: blocks such as `post { … }`, `body:json { … }`, each closed by a bracket at the start of a line.

use super::Bodies;
use super::lines::{Line, lines, span, trimmed};
use crate::finding::Severity;
use crate::notice::Request;
use crate::source::{Span, Spanned};
use crate::syntax::Mapped;
use std::sync::Arc;

const METHODS: [&str; 8] = ["get", "post", "put", "patch", "delete", "head", "options", "http"];
/// Three quotes around a value of several lines.
const QUOTES: &str = "'''";

/// A block with what stands between its brackets.
struct Block<'t> {
    name: &'t str,
    inside: Span,
    is_closed: bool,
}

/// Hands on the body that the request of the file sends.
pub(super) fn read(bodies: &mut Bodies<'_>) {
    let source = Arc::clone(bodies.source);
    let text = source.text();
    let blocks = blocks(text);
    let method = blocks.iter().find(|block| METHODS.contains(&block.name));
    let settings = method.map(|block| dictionary(text, block.inside)).unwrap_or_default();
    let setting = |name: &str| settings.iter().find(|(key, _)| key.value == name).map(|(_, value)| value);
    let request = method.zip(setting("url")).map(|(block, url)| Request {
        method: setting("method")
            .filter(|_| block.name == "http")
            .map_or(block.name, Mapped::as_str)
            .to_ascii_uppercase(),
        url: url.clone(),
    });
    let sent = setting("body").map(Mapped::as_str);
    let is_sent = |modes: &[&str]| sent.is_none_or(|sent| modes.contains(&sent));
    for block in &blocks {
        let modes: &[&str] = match block.name {
            "body" | "body:json" => &["json"],
            "body:text" => &["text"],
            "body:multipart-form" => &["multipartForm", "multipart-form"],
            "body:form-urlencoded" => &["formUrlEncoded", "form-urlencoded"],
            _ => continue,
        };
        if !is_sent(modes) {
            continue;
        }
        if !block.is_closed {
            let message = format!("the block `{}` is never closed", block.name);
            let help = "close it with `}` at the start of a line; no rule has looked at this order";
            if super::must_be_order(text) || request.as_ref().and_then(Request::form).is_some() {
                bodies.problem(name_span(text, block), message, help, Severity::Error);
            }
        } else if modes[0] == "json" || modes[0] == "text" {
            bodies.verbatim(trimmed(text, block.inside.start as usize, block.inside.end as usize), request.as_ref());
        } else {
            bodies.form(super::without_heads(dictionary(text, block.inside)), block.inside, request.as_ref());
        }
    }
}

fn name_span(text: &str, block: &Block<'_>) -> Span {
    let end = text.get(..block.inside.start as usize).and_then(|before| before.rfind(block.name)).unwrap_or(0);
    span(end, end + block.name.len())
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut open: Option<(&str, usize)> = None;
    for line in lines(text) {
        match open {
            Some((name, start)) if line.text.starts_with('}') => {
                blocks.push(Block { name, inside: span(start, line.start), is_closed: true });
                open = None;
            }
            Some(_) => {}
            None => {
                let name = line.trimmed().strip_suffix('{').map(str::trim_end);
                open = name.filter(|name| is_name(name) && line.text.starts_with(name)).map(|name| (name, line.next));
            }
        }
    }
    if let Some((name, start)) = open {
        blocks.push(Block { name, inside: span(start, text.len()), is_closed: false });
    }
    blocks
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_'))
}

/// `key: value` lines; one that starts with `~` is switched off.
fn dictionary(text: &str, inside: Span) -> Vec<(Spanned<String>, Mapped)> {
    let mut pairs = Vec::new();
    let mut quoted: Option<(Spanned<String>, usize)> = None;
    let part = text.get(inside.range()).unwrap_or_default();
    let offset = inside.start as usize;
    for line in lines(part) {
        if let Some((key, start)) = quoted.take() {
            if line.trimmed().starts_with(QUOTES) {
                let at = trimmed(text, start, offset + line.start);
                pairs.push((key, Mapped::verbatim(text.get(at.range()).unwrap_or_default(), at)));
            } else {
                quoted = Some((key, start));
            }
            continue;
        }
        let Some((key, value)) = pair(&line, offset) else { continue };
        if value.as_str() == QUOTES {
            quoted = Some((key, offset + line.next));
        } else {
            pairs.push((key, value));
        }
    }
    pairs.retain(|(key, value)| !key.value.starts_with('~') && !value.as_str().starts_with("@file("));
    pairs
}

fn pair(line: &Line<'_>, offset: usize) -> Option<(Spanned<String>, Mapped)> {
    let (key, value) = line.text.split_once(':')?;
    // What kind of file a part is comes behind its value.
    let value = value.split(" @contentType(").next().unwrap_or_default();
    let (key, value) = (key.trim(), value.trim());
    let moved = |at: Span| span(offset + at.start as usize, offset + at.end as usize);
    let key = Spanned::new(key.to_owned(), moved(line.span_of(key)));
    Some((key, Mapped::verbatim(value, moved(line.span_of(value)))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_end_where_a_line_starts_with_the_bracket() {
        let text = "meta {\n  name: a\n}\n\nbody:json {\n  {\n    \"a\": 1\n  }\n}\nbody:text {\n  æ";
        let found: Vec<(&str, &str, bool)> =
            blocks(text).iter().map(|block| (block.name, text[block.inside.range()].trim(), block.is_closed)).collect();
        let json = "{\n    \"a\": 1\n  }";
        assert_eq!(found, [("meta", "name: a", true), ("body:json", json, true), ("body:text", "æ", false)]);
    }

    #[test]
    fn pairs_may_be_switched_off_be_files_or_have_several_lines() {
        let text = "  a.b: blå: x\n  ~c: 1\n  d: @file(x.pdf)\n  e: '''\n    en\n    to\n  '''\n";
        let pairs = dictionary(text, span(0, text.len()));
        let found: Vec<(&str, &str)> = pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        assert_eq!(found, [("a.b", "blå: x"), ("e", "en\n    to")]);
        assert_eq!(&text[pairs[0].0.span.range()], "a.b");
        assert_eq!(&text[pairs[0].1.span_of(6..7).range()], "x");
    }
}
