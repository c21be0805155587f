//! YAML as a tree of values with their places.

use super::lines::span;
use crate::notice::{Member, Node, Shape};
use crate::source::{Source, Span, Spanned, narrow};
use crate::syntax::Mapped;
use saphyr_parser::{Event, Parser, ScalarStyle};

/// The deepest nesting that is read.
const MAX_DEPTH: usize = 512;

/// A list or mapping that is not closed yet.
enum Open {
    List(Span, Vec<Node>),
    Object(Span, Vec<Member>, Option<Spanned<String>>),
}

/// The documents of a YAML file: the one there is, or a list of them.
///
/// # Errors
/// Where the file is no YAML, and why.
pub(in crate::notice) fn read(source: &Source) -> Result<Node, Spanned<String>> {
    let text = source.text();
    let places = Places::new(text);
    let mut stack: Vec<Open> = Vec::new();
    let mut documents = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, at) = event.map_err(|error| {
            let at = places.byte(error.marker().index());
            Spanned::new(error.info().to_owned(), span(at, at))
        })?;
        let at = span(places.byte(at.start.index()), places.byte(at.end.index()));
        let node = match event {
            Event::Scalar(value, style, ..) => scalar(text, &value, style, at),
            // What stands elsewhere is not followed.
            Event::Alias(_) => open_value(text, at),
            Event::SequenceStart(..) => {
                stack.push(Open::List(at, Vec::new()));
                if stack.len() > MAX_DEPTH {
                    return Err(Spanned::new(format!("values are nested more than {MAX_DEPTH} deep"), at));
                }
                continue;
            }
            Event::MappingStart(..) => {
                stack.push(Open::Object(at, Vec::new(), None));
                if stack.len() > MAX_DEPTH {
                    return Err(Spanned::new(format!("values are nested more than {MAX_DEPTH} deep"), at));
                }
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match stack.pop() {
                Some(Open::List(start, items)) => Node { span: start.join(at), shape: Shape::List(items) },
                Some(Open::Object(start, members, _)) => Node { span: start.join(at), shape: Shape::Object(members) },
                None => continue,
            },
            _ => continue,
        };
        put(&mut stack, &mut documents, node);
    }
    let whole = span(0, text.len());
    Ok(match documents.len() {
        1 => documents.remove(0),
        _ => Node { span: whole, shape: Shape::List(documents) },
    })
}

fn put(stack: &mut [Open], documents: &mut Vec<Node>, node: Node) {
    match stack.last_mut() {
        None => documents.push(node),
        Some(Open::List(_, items)) => items.push(node),
        Some(Open::Object(_, members, key)) => match key.take() {
            Some(name) => members.push(Member { name, value: node }),
            None => {
                let name = node.text().map(|text| text.as_str().to_owned()).or_else(|| number(&node));
                *key = Some(Spanned::new(name.unwrap_or_default(), node.text().map_or(node.span, Mapped::span)));
            }
        },
    }
}

fn number(node: &Node) -> Option<String> {
    match &node.shape {
        Shape::Number(number) => Some(number.clone()),
        Shape::Truth(truth) => Some(truth.to_string()),
        _ => None,
    }
}

fn open_value(text: &str, at: Span) -> Node {
    let written = text.get(at.range()).unwrap_or_default();
    Node { span: at, shape: Shape::Open(Mapped::verbatim(written, at)) }
}

fn scalar(text: &str, value: &str, style: ScalarStyle, at: Span) -> Node {
    let shape = match style {
        ScalarStyle::Plain => match value {
            "" | "~" | "null" | "Null" | "NULL" => Shape::Null,
            "true" | "True" | "TRUE" => Shape::Truth(true),
            "false" | "False" | "FALSE" => Shape::Truth(false),
            _ if value.parse::<f64>().is_ok() && value.bytes().any(|byte| byte.is_ascii_digit()) => {
                Shape::Number(value.to_owned())
            }
            _ => Shape::Text(aligned(text, value, style, at)),
        },
        _ => Shape::Text(aligned(text, value, style, at)),
    };
    Node { span: at, shape }
}

/// The decoded value beside what is written, character by character.
fn aligned(text: &str, value: &str, style: ScalarStyle, at: Span) -> Mapped {
    let mut start = at.start as usize;
    let mut end = at.end as usize;
    let written = text.get(start..end).unwrap_or_default();
    match style {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            start += usize::from(written.starts_with(['"', '\'']));
            end -= usize::from(written.len() > 1 && written.ends_with(['"', '\'']));
        }
        ScalarStyle::Literal | ScalarStyle::Folded if written.starts_with(['|', '>']) => {
            start += written.find('\n').map_or(written.len(), |line| line + 1);
        }
        _ => {}
    }
    let mut mapped = Mapped::builder(span(start, end.max(start)));
    let mut here = start;
    for (index, wanted) in value.char_indices() {
        let mut buffer = [0; 4];
        let wanted_text: &str = wanted.encode_utf8(&mut buffer);
        loop {
            let rest = text.get(here..end).unwrap_or_default();
            let Some(found) = rest.chars().next() else {
                // Line ends that a block adds.
                mapped.push_escape(&value[index..], span(end, end));
                return mapped;
            };
            if style == ScalarStyle::DoubleQuoted && found == '\\' {
                let len = escape_len(rest);
                if rest[1..].starts_with(['\n', '\r']) {
                    here += rest.len() - rest[1..].trim_start().len();
                    continue;
                }
                mapped.push_escape(wanted_text, span(here, here + len));
                here += len;
            } else if style == ScalarStyle::SingleQuoted && wanted == '\'' && rest.starts_with("''") {
                mapped.push_escape(wanted_text, span(here, here + 2));
                here += 2;
            } else if found == wanted {
                mapped.push_verbatim(wanted_text, narrow(here));
                here += found.len_utf8();
            } else if found.is_whitespace() && wanted.is_whitespace() {
                let len = rest.len() - rest.trim_start().len();
                mapped.push_escape(wanted_text, span(here, here + len));
                here += len;
            } else if found.is_whitespace() {
                here += found.len_utf8();
                continue;
            } else {
                mapped.push_escape(&value[index..], span(here, end));
                return mapped;
            }
            break;
        }
    }
    mapped
}

fn escape_len(rest: &str) -> usize {
    let len = match rest.as_bytes().get(1) {
        Some(b'x') => 4,
        Some(b'u') => 6,
        Some(b'U') => 10,
        _ => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
    };
    if rest.is_char_boundary(len.min(rest.len())) { len.min(rest.len()) } else { 1 }
}

/// From characters to bytes.
struct Places {
    /// Where each character starts; none where a byte is a character.
    starts: Option<Vec<u32>>,
    len: usize,
}

impl Places {
    fn new(text: &str) -> Self {
        let starts = text.char_indices().map(|(at, _)| narrow(at));
        Self { starts: (!text.is_ascii()).then(|| starts.collect()), len: text.len() }
    }

    fn byte(&self, character: usize) -> usize {
        match &self.starts {
            None => character.min(self.len),
            Some(starts) => starts.get(character).map_or(self.len, |at| *at as usize),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_a_text_leads_back_to_its_characters() {
        let text = "æ: plain å\nb: \"s\\u00e5 \\\"bra\\\" å\"\nc: 'd''å'\nd: |\n  første\n  andre å\ne: >\n  foldet\n  å her\n";
        let source = Source::from_text("a.yml", text);
        let root = read(&source).expect("YAML");
        let value = |name: &str| root.get(name).and_then(Node::text).expect("a text").clone();
        for (name, whole) in
            [("æ", "plain å"), ("b", "så \"bra\" å"), ("c", "d'å"), ("d", "første\nandre å\n"), ("e", "foldet å her\n")]
        {
            let found = value(name);
            assert_eq!(found.as_str(), whole);
            let at = found.as_str().rfind('å').expect("there");
            assert_eq!(source.slice(found.span_of(at..at + 2)), "å", "{name}");
        }
        assert_eq!(source.slice(value("b").span_of(1..3)), "\\u00e5");
    }

    #[test]
    fn what_is_no_yaml_is_pointed_at() {
        let source = Source::from_text("a.yml", "å: [1, 2\nb: {{ .Values.x }}\n");
        assert!(read(&source).is_err());
        let deep = Source::from_text("a.yml", "[".repeat(5000));
        assert!(read(&deep).is_err());
    }
}
