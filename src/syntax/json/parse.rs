//! From text to the tree. The parser keeps its own stack, so that no nesting overflows the machine's.

use super::duplicates::duplicates;
use super::problem::{Problem, ProblemKind};
use super::strings::escape;
use super::tree::{Document, Kind, NO_NODE, Node};
use super::{MAX_DEPTH, MAX_NODES, MAX_PROBLEMS};
use crate::source::{MAX_BYTES, Span, narrow};

impl<'t> Document<'t> {
    /// Reads a text. It never fails: what cannot be read is told by [`Document::problems`].
    pub fn parse(text: &'t str) -> Self {
        let mut parser =
            Parser { text, bytes: text.as_bytes(), at: 0, nodes: Vec::new(), problems: Vec::new(), open: Vec::new() };
        if text.len() as u64 > MAX_BYTES {
            parser.note(0, 0, ProblemKind::TooLarge);
        } else if let Err(Stop) = parser.document() {
            parser.close_open();
        }
        parser.problems.sort_by_key(|problem| problem.span);
        Document { text, nodes: parser.nodes, problems: parser.problems }
    }
}

struct Parser<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    nodes: Vec<Node>,
    problems: Vec<Problem>,
    open: Vec<Open>,
}

/// An object or array that is not closed yet.
struct Open {
    id: u32,
    last: u32,
    is_object: bool,
}

/// A fatal problem was noted.
struct Stop;

type Step<T> = Result<T, Stop>;

impl Parser<'_> {
    fn document(&mut self) -> Step<()> {
        self.space()?;
        if self.at == self.bytes.len() {
            return self.stop(self.at, self.at, ProblemKind::Empty);
        }
        self.value()?;
        while let Some(open) = self.open.last() {
            let is_object = open.is_object;
            let has_items = open.last != NO_NODE;
            self.space()?;
            let close = if is_object { b'}' } else { b']' };
            if self.peek() == Some(close) {
                self.at += 1;
                self.close();
                continue;
            }
            if has_items {
                if self.peek() != Some(b',') {
                    let expected = if is_object { "a comma or `}`" } else { "a comma or `]`" };
                    return self.expected(expected);
                }
                let comma = self.at;
                self.at += 1;
                self.space()?;
                if self.peek() == Some(close) {
                    self.note(comma, comma + 1, ProblemKind::TrailingComma);
                    continue;
                }
            }
            if is_object {
                self.member()?;
            } else {
                self.value()?;
            }
        }
        self.space()?;
        if self.at < self.bytes.len() {
            return self.stop(self.at, self.next_boundary(), ProblemKind::AfterEnd);
        }
        Ok(())
    }

    fn member(&mut self) -> Step<()> {
        if self.peek() != Some(b'"') {
            return self.expected("a key in double quotes");
        }
        self.string(true)?;
        let key = self.nodes.len() - 1;
        self.space()?;
        if self.peek() != Some(b':') {
            // A key without value is no member.
            self.unlink(key);
            return self.expected("a colon");
        }
        self.at += 1;
        self.space()?;
        let value = self.nodes.len();
        let read = self.value();
        if self.nodes.len() == value {
            self.unlink(key);
        }
        read
    }

    fn value(&mut self) -> Step<()> {
        let start = self.at;
        match self.peek() {
            Some(b'"') => self.string(false),
            Some(b'{') if self.bytes.get(start + 1) == Some(&b'{') => self.hole("{{"),
            Some(b'$') if self.bytes[start..].starts_with(b"${{") => self.hole("${{"),
            Some(b'$') if self.bytes.get(start + 1) == Some(&b'{') => self.hole("${"),
            Some(byte @ (b'{' | b'[')) => {
                if self.open.len() >= MAX_DEPTH {
                    return self.stop(start, start + 1, ProblemKind::TooDeep);
                }
                self.at += 1;
                let is_object = byte == b'{';
                let id =
                    self.push(if is_object { Kind::Object } else { Kind::Array }, start, start + 1, false, false)?;
                self.open.push(Open { id, last: NO_NODE, is_object });
                Ok(())
            }
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(_) => self.word(),
            None => self.expected("a value"),
        }
    }

    fn word(&mut self) -> Step<()> {
        let start = self.at;
        for (word, kind) in [("true", Kind::True), ("false", Kind::False), ("null", Kind::Null)] {
            let end = start + word.len();
            let ends = !self.bytes.get(end).is_some_and(u8::is_ascii_alphanumeric);
            if self.bytes[start..].starts_with(word.as_bytes()) && ends {
                self.at = end;
                return self.push(kind, start, end, false, false).map(|_| ());
            }
        }
        self.expected("a value")
    }

    /// `{{name}}`, `${name}` or `${{ name }}`, on one line and without quotes: anything else is a slip of the hand.
    fn hole(&mut self, open: &str) -> Step<()> {
        let start = self.at;
        let close = if open.ends_with("{{") { "}}" } else { "}" };
        let inside = &self.bytes[start + open.len()..];
        let len = inside.iter().position(|byte| matches!(byte, b'"' | b'{' | b'}' | b'\n' | b'\r'));
        match len.filter(|&len| inside[len..].starts_with(close.as_bytes())) {
            Some(len) => {
                self.at = start + open.len() + len + close.len();
                self.push(Kind::Hole, start, self.at, false, false).map(|_| ())
            }
            None if open == "{{" => {
                self.at += 1;
                self.expected("a key in double quotes")
            }
            None => self.expected("a value"),
        }
    }

    fn number(&mut self) -> Step<()> {
        let start = self.at;
        let part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        while self.bytes.get(self.at).is_some_and(part) {
            self.at += 1;
        }
        if !is_number(&self.bytes[start..self.at]) {
            return self.stop(start, self.at, ProblemKind::BadNumber);
        }
        self.push(Kind::Number, start, self.at, false, false).map(|_| ())
    }

    fn string(&mut self, is_key: bool) -> Step<()> {
        let start = self.at;
        let mut here = start + 1;
        let mut escaped = false;
        loop {
            let rest = self.bytes.get(here..).unwrap_or_default();
            let Some(found) = rest.iter().position(|&byte| byte == b'"' || byte == b'\\' || byte < 0x20) else {
                return self.stop(start, self.line_end(start), ProblemKind::UnclosedString);
            };
            here += found;
            match self.bytes[here] {
                b'"' => break,
                b'\\' => {
                    escaped = true;
                    match escape(&self.text[here..]) {
                        Ok(escape) => here += escape.len,
                        Err(kind) => return self.stop(here, here + 1, kind),
                    }
                }
                b'\n' | b'\r' if !self.closes_later(here) => {
                    return self.stop(start, here, ProblemKind::UnclosedString);
                }
                _ => return self.stop(here, here + 1, ProblemKind::ControlCharacter),
            }
        }
        self.at = here + 1;
        self.push(Kind::String, start, self.at, escaped, is_key).map(|_| ())
    }

    /// Whether a text that is broken by a line end goes on behind it, rather than lacking its quote: the next quote is
    /// followed by what follows a text.
    fn closes_later(&self, from: usize) -> bool {
        let rest = &self.text[from..];
        rest.find('"').is_some_and(|at| {
            let inside = &rest[..at];
            let after = rest[at + 1..].trim_start();
            !inside.contains([':', '{', '[']) && after.starts_with([',', '}', ']'])
        })
    }

    /// White space and comments.
    fn space(&mut self) -> Step<()> {
        loop {
            while self.bytes.get(self.at).is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')) {
                self.at += 1;
            }
            let start = self.at;
            let end = match self.bytes.get(start..start + 2) {
                Some(b"//") => self.line_end(start),
                Some(b"/*") => match self.text[start + 2..].find("*/") {
                    Some(len) => start + 2 + len + 2,
                    None => return self.stop(start, start + 2, ProblemKind::UnclosedComment),
                },
                _ => return Ok(()),
            };
            self.note(start, end, ProblemKind::Comment);
            self.at = end;
        }
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize, escaped: bool, is_key: bool) -> Step<u32> {
        if self.nodes.len() >= MAX_NODES {
            return self.stop(start, end, ProblemKind::TooManyNodes).map(|()| NO_NODE);
        }
        let id = narrow(self.nodes.len());
        let follows_key = self.nodes.last().is_some_and(|node| node.is_key && node.next == NO_NODE)
            && self.open.last().is_some_and(|open| open.is_object && open.last + 1 == id);
        // The value behind a key is reached through the key.
        if !follows_key && let Some(open) = self.open.last_mut() {
            match open.last {
                NO_NODE => self.nodes[open.id as usize].first_child = id,
                last => self.nodes[last as usize].next = id,
            }
            open.last = id;
        }
        self.nodes.push(Node { span: span(start, end), kind, escaped, is_key, first_child: NO_NODE, next: NO_NODE });
        Ok(id)
    }

    /// Takes the last key out again, because no value followed.
    fn unlink(&mut self, key: usize) {
        let id = narrow(key);
        self.nodes.truncate(key);
        let Some(open) = self.open.last_mut() else { return };
        let parent = open.id as usize;
        if self.nodes[parent].first_child == id {
            self.nodes[parent].first_child = NO_NODE;
            open.last = NO_NODE;
        } else if let Some(before) = self.nodes.iter().rposition(|node| node.next == id) {
            self.nodes[before].next = NO_NODE;
            open.last = narrow(before);
        }
    }

    fn close(&mut self) {
        if let Some(open) = self.open.pop() {
            self.nodes[open.id as usize].span.end = narrow(self.at);
            if open.is_object {
                for (span, kind) in duplicates(self.text, &self.nodes, open.id) {
                    self.note(span.start as usize, span.end as usize, kind);
                }
            }
        }
    }

    /// Ends whatever is open where reading stopped, so that the tree can be walked.
    fn close_open(&mut self) {
        while !self.open.is_empty() {
            self.close();
        }
    }

    fn expected(&mut self, expected: &'static str) -> Step<()> {
        if self.at >= self.bytes.len()
            && let Some(open) = self.open.last()
        {
            let start = self.nodes[open.id as usize].span.start as usize;
            return self.stop(start, start + 1, ProblemKind::UnclosedBracket);
        }
        self.stop(self.at, self.next_boundary(), ProblemKind::Expected { expected })
    }

    fn stop(&mut self, start: usize, end: usize, kind: ProblemKind) -> Step<()> {
        self.note(start, end, kind);
        Err(Stop)
    }

    fn note(&mut self, start: usize, end: usize, kind: ProblemKind) {
        // There is one fatal problem at most, and it is never left out.
        if self.problems.len() >= MAX_PROBLEMS && !kind.is_fatal() {
            return;
        }
        self.problems.push(Problem { span: span(start, end.min(self.bytes.len())), kind });
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The end of the character that stands here.
    fn next_boundary(&self) -> usize {
        let len = self.text.get(self.at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        self.at + len
    }

    fn line_end(&self, from: usize) -> usize {
        memchr::memchr2(b'\n', b'\r', &self.bytes[from..]).map_or(self.bytes.len(), |len| from + len)
    }
}

/// Whether bytes are a number as RFC 8259 writes it.
fn is_number(bytes: &[u8]) -> bool {
    let digits = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut rest = bytes.strip_prefix(b"-").unwrap_or(bytes);
    let whole = digits(rest);
    if whole == 0 || (whole > 1 && rest[0] == b'0') {
        return false;
    }
    rest = &rest[whole..];
    if let Some(fraction) = rest.strip_prefix(b".") {
        let len = digits(fraction);
        if len == 0 {
            return false;
        }
        rest = &fraction[len..];
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        let exponent = exponent.strip_prefix(b"+").or_else(|| exponent.strip_prefix(b"-")).unwrap_or(exponent);
        let len = digits(exponent);
        return len > 0 && len == exponent.len();
    }
    rest.is_empty()
}

fn span(start: usize, end: usize) -> Span {
    Span::of(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::json::Value;

    fn kinds(text: &str) -> Vec<ProblemKind> {
        Document::parse(text).problems().iter().map(|problem| problem.kind.clone()).collect()
    }

    fn plain(value: Value<'_>) -> serde_json::Value {
        match value.kind() {
            Kind::Object => {
                let members = value.members().map(|member| (member.key.value().into_owned(), plain(member.value)));
                serde_json::Value::Object(members.collect())
            }
            Kind::Array => serde_json::Value::Array(value.items().map(plain).collect()),
            Kind::String => serde_json::Value::String(value.as_str().expect("a string").into_owned()),
            Kind::Number => serde_json::from_str(value.as_number().expect("a number")).expect("a valid number"),
            Kind::True => true.into(),
            Kind::False => false.into(),
            Kind::Null => serde_json::Value::Null,
            Kind::Hole => panic!("no holes in valid JSON"),
        }
    }

    #[test]
    fn comments_and_trailing_commas_are_read_and_noted() {
        let text = "{ // hei\n \"a\": [1, 2,], /* å */ \"b\": null, }";
        let document = Document::parse(text);
        assert!(document.is_whole());
        let notes: Vec<&str> = document.problems().iter().map(|problem| &text[problem.span.range()]).collect();
        assert_eq!(notes, ["// hei", ",", "/* å */", ","]);
        assert_eq!(plain(document.root().expect("a root")), serde_json::json!({"a": [1, 2], "b": null}));
    }

    #[test]
    fn a_key_that_stands_twice_is_kept_twice() {
        let text = "{\"å\": 1, \"b\": 2, \"å\": 3}";
        let document = Document::parse(text);
        let root = document.root().expect("a root");
        assert_eq!(root.members().count(), 3);
        assert_eq!(root.get("å").and_then(Value::as_number), Some("3"));
        let [problem] = document.problems() else { panic!("one problem") };
        assert_eq!(&text[problem.span.range()], "\"å\"");
        assert!(!problem.kind.is_fatal());
    }

    #[test]
    fn a_missing_comma_leaves_what_came_before() {
        let document = Document::parse("{\"a\": 1 \"b\": 2}");
        assert_eq!(document.root().and_then(|root| root.get("a")).and_then(Value::as_number), Some("1"));
        assert_eq!(document.problems()[0].kind, ProblemKind::Expected { expected: "a comma or `}`" });
    }

    #[test]
    fn what_strict_readers_refuse_is_refused() {
        for text in [
            "",
            "{'a':1}",
            "[01]",
            "[1.]",
            "[NaN]",
            "{} {}",
            "[\"\\ud800\"]",
            "[\"a\nb\"]",
            "[\"\\x\"]",
            "[",
            "{\"a\"",
            "{\"a\":",
        ] {
            assert!(kinds(text).iter().any(ProblemKind::is_fatal), "{text}");
        }
    }

    #[test]
    fn holes_stand_for_values() {
        let document = Document::parse("{\"days\": {{dager}}, \"n\": ${antall}, \"s\": \"{{x}}\"}");
        let root = document.root().expect("a root");
        assert!(document.is_whole());
        assert_eq!(root.get("days").map(Value::kind), Some(Kind::Hole));
        assert_eq!(root.get("n").map(Value::kind), Some(Kind::Hole));
        assert_eq!(root.get("s").map(Value::kind), Some(Kind::String));
    }

    #[test]
    fn depth_is_capped() {
        assert_eq!(kinds(&"[".repeat(100_000)), [ProblemKind::TooDeep]);
    }

    #[test]
    fn characters_inside_a_string_are_found_behind_escapes() {
        let text = "{\"body\": \"s\\u00e5 \\\"bra\\\" 🙂 www.no\"}";
        let document = Document::parse(text);
        let body = document.root().and_then(|root| root.get("body")).and_then(Value::text).expect("a text").mapped();
        let at = body.as_str().find("www").expect("there");
        assert_eq!(&text[body.span_of(at..at + 6).range()], "www.no");
        let at = body.as_str().find('å').expect("there");
        assert_eq!(&text[body.span_of(at..at + 2).range()], "\\u00e5");
    }
}
