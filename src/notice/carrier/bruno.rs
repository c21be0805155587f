//! Requests of Bruno: blocks such as `post { … }`, `body:json { … }`, each closed by a bracket at the start of a line.

use super::Bodies;
use super::lines::{Line, lines, span, trimmed};
use crate::finding::Severity;
use crate::notice::{HeadWay, Part, PartHead, Request};
use crate::source::{Span, Spanned};
use crate::syntax::Mapped;
use std::sync::Arc;

const METHODS: [&str; 8] = ["get", "post", "put", "patch", "delete", "head", "options", "http"];
/// Three quotes around a value of several lines.
const QUOTES: &str = "'''";
/// What the content type of a part stands behind.
const CONTENT_TYPE: &str = " @contentType(";

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
    let setting = |name: &str| settings.iter().find(|field| field.key.value == name).map(|field| &field.value);
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
            let fields = dictionary(text, block.inside).into_iter();
            // Only a body of several parts has headers for each.
            let is_multipart = block.name == "body:multipart-form";
            let fields = fields.map(|field| field.part(is_multipart)).collect();
            bodies.form(fields, block.inside, request.as_ref());
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

/// A `key: value` line, with what stands behind the value.
struct Field {
    key: Spanned<String>,
    value: Mapped,
    /// What `@contentType(…)` says.
    content_type: Option<Spanned<String>>,
    /// Where the value ends, quotes included.
    end: u32,
}

impl Field {
    /// The part that it is of a body.
    fn part(self, has_head: bool) -> (Part, Mapped) {
        let end = Span::new(self.end, self.end);
        let head = PartHead { content_type: self.content_type, end, way: HeadWay::Mark };
        (Part { name: self.key, head: has_head.then_some(head) }, self.value)
    }
}

/// `key: value` lines; one that starts with `~` is switched off.
fn dictionary(text: &str, inside: Span) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    let mut quoted: Option<(Spanned<String>, usize)> = None;
    let part = text.get(inside.range()).unwrap_or_default();
    let offset = inside.start as usize;
    for line in lines(part) {
        if let Some((key, start)) = quoted.take() {
            if let Some(rest) = line.trimmed().strip_prefix(QUOTES) {
                let at = trimmed(text, start, offset + line.start);
                let value = Mapped::verbatim(text.get(at.range()).unwrap_or_default(), at);
                let end = inside.start + line.span_of(rest).start;
                fields.push(Field { key, value, content_type: content_type(&line, rest, offset), end });
            } else {
                quoted = Some((key, start));
            }
            continue;
        }
        let Some(field) = field(&line, offset) else { continue };
        if field.value.as_str() == QUOTES {
            quoted = Some((field.key, offset + line.next));
        } else {
            fields.push(field);
        }
    }
    fields.retain(|field| !field.key.value.starts_with('~') && !field.value.as_str().starts_with("@file("));
    fields
}

fn field(line: &Line<'_>, offset: usize) -> Option<Field> {
    let (key, written) = line.text.split_once(':')?;
    // What kind of file a part is comes behind its value.
    let value = written.split(CONTENT_TYPE).next().unwrap_or_default();
    let rest = &written[value.len()..];
    let (key, value) = (key.trim(), value.trim());
    let moved = |at: Span| span(offset + at.start as usize, offset + at.end as usize);
    let key = Spanned::new(key.to_owned(), moved(line.span_of(key)));
    let at = moved(line.span_of(value));
    let content_type = content_type(line, rest, offset);
    Some(Field { key, value: Mapped::verbatim(value, at), content_type, end: at.end })
}

/// The type in ` @contentType(…)`, which `rest` of the line begins with.
fn content_type(line: &Line<'_>, rest: &str, offset: usize) -> Option<Spanned<String>> {
    let found = rest.strip_prefix(CONTENT_TYPE)?.split(')').next()?;
    let at = line.span_of(found);
    Some(Spanned::new(found.to_owned(), span(offset + at.start as usize, offset + at.end as usize)))
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
        let text = "  a.b: blå: x\n  ~c: 1\n  d: @file(x.pdf)\n  e: '''\n    en\n    to\n  ''' @contentType(a/b)\n  f: æ @contentType(c/d)\n";
        let fields = dictionary(text, span(0, text.len()));
        let found: Vec<(&str, &str)> = fields.iter().map(|field| (field.key.as_str(), field.value.as_str())).collect();
        assert_eq!(found, [("a.b", "blå: x"), ("e", "en\n    to"), ("f", "æ")]);
        assert_eq!(&text[fields[0].key.span.range()], "a.b");
        assert_eq!(&text[fields[0].value.span_of(6..7).range()], "x");
        let types: Vec<Option<&str>> =
            fields.iter().map(|field| field.content_type.as_ref().map(|found| &text[found.span.range()])).collect();
        assert_eq!(types, [None, Some("a/b"), Some("c/d")]);
        let before: Vec<&str> = fields.iter().map(|field| &text[field.end as usize - 2..field.end as usize]).collect();
        assert_eq!(before, [" x", "''", "æ"]);
    }
}
