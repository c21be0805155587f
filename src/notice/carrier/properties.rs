//! Java's `.properties`: keys, values, escapes, lines that go on.

use super::lines::{Line, lines, span};
use crate::source::{Source, Spanned, narrow};
use crate::syntax::Mapped;

/// Keys and values in the order of the file. It never fails: what is no pair is passed over.
pub(in crate::notice) fn read(source: &Source) -> Vec<(Spanned<String>, Mapped)> {
    let text = source.text();
    let mut pairs = Vec::new();
    let mut rest = lines(text);
    while let Some(first) = rest.next() {
        let content = first.text.trim_start_matches(BLANKS);
        if content.is_empty() || content.starts_with(['#', '!']) {
            continue;
        }
        let mut parts = vec![content];
        let mut last = first;
        let mut all = vec![first];
        while goes_on(last.text)
            && let Some(next) = rest.next()
        {
            parts.push(next.text.trim_start_matches(BLANKS));
            last = next;
            all.push(next);
        }
        pairs.push(pair(&all, &parts));
    }
    pairs
}

const BLANKS: [char; 3] = [' ', '\t', '\u{c}'];

/// Whether an odd number of backslashes ends the line.
fn goes_on(line: &str) -> bool {
    line.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

fn pair(all: &[Line<'_>], parts: &[&str]) -> (Spanned<String>, Mapped) {
    let first = &all[0];
    let content = parts[0];
    let key_len = key_len(content);
    let key = unescaped(&content[..key_len]);
    let key_at = first.span_of(&content[..key_len]);
    let after = content[key_len..].trim_start_matches(BLANKS);
    let value = after.strip_prefix(['=', ':']).unwrap_or(after).trim_start_matches(BLANKS);
    let start = first.span_of(value).start;
    let (last, last_part) = (&all[all.len() - 1], parts[parts.len() - 1]);
    let end = if all.len() == 1 { first.span_of(value).end } else { last.span_of(last_part).end };
    let mut mapped = Mapped::builder(span(start as usize, end.max(start) as usize));
    for (index, line) in all.iter().enumerate() {
        let part = if index == 0 { value } else { parts[index] };
        let at = line.span_of(part).start as usize;
        let part = if index + 1 < all.len() { part.strip_suffix('\\').unwrap_or(part) } else { part };
        push(&mut mapped, part, at);
    }
    (Spanned::new(key, key_at), mapped)
}

/// The key ends at the first blank, `=` or `:` without a backslash before it.
fn key_len(content: &str) -> usize {
    let mut is_escaped = false;
    for (at, character) in content.char_indices() {
        if !is_escaped && (BLANKS.contains(&character) || matches!(character, '=' | ':')) {
            return at;
        }
        is_escaped = !is_escaped && character == '\\';
    }
    content.len()
}

fn unescaped(text: &str) -> String {
    let mut mapped = Mapped::builder(span(0, text.len()));
    push(&mut mapped, text, 0);
    mapped.into_string()
}

/// Adds a piece of a line with its escapes decoded.
fn push(mapped: &mut Mapped, text: &str, start: usize) {
    let mut at = 0;
    while let Some(found) = text[at..].find('\\') {
        mapped.push_verbatim(&text[at..at + found], narrow(start + at));
        at += found;
        let (decoded, len) = escape(&text[at..]);
        mapped.push_escape(&decoded, span(start + at, start + at + len));
        at += len;
    }
    mapped.push_verbatim(&text[at..], narrow(start + at));
}

/// What the escape at the start of `text` stands for, and how many bytes it takes. Two halves of a pair are one.
fn escape(text: &str) -> (String, usize) {
    let unit = |from: usize| {
        let digits = text.get(from..from + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    if let Some(high) = unit(0) {
        let pair = [high, unit(6).unwrap_or(0)];
        if let Some(Ok(both)) = char::decode_utf16(pair).next().filter(|_| (0xD800..0xDC00).contains(&high)) {
            return (both.to_string(), 12);
        }
        return (char::from_u32(u32::from(high)).unwrap_or(char::REPLACEMENT_CHARACTER).to_string(), 6);
    }
    let Some(character) = text.chars().nth(1) else { return (String::new(), text.len()) };
    let decoded = match character {
        't' => '\t',
        'n' => '\n',
        'r' => '\r',
        'f' => '\u{c}',
        other => other,
    };
    (decoded.to_string(), 1 + character.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        let source = Source::from_text("a.properties", text);
        read(&source).into_iter().map(|(key, value)| (key.value, value.into_string())).collect()
    }

    #[test]
    fn keys_values_escapes_and_lines_that_go_on() {
        let text = "# note\r\n a.b = s\\u00e5 \\\r\n   godt\\\\\nc:d=e\nf g\n\\ue000 x\nh\\=i\\:=\\uD83D\\uDE00\\";
        let expected = [("a.b", "så godt\\"), ("c", "d=e"), ("f", "g"), ("\u{e000}", "x"), ("h=i:", "😀")];
        let found = pairs(text);
        assert_eq!(found, expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
    }

    #[test]
    fn parts_of_a_value_are_found_in_the_file() {
        let text = "blå=s\\u00e5 \\\n   godt";
        let source = Source::from_text("a.properties", text);
        let (key, value) = read(&source).remove(0);
        assert_eq!(source.slice(key.span), "blå");
        assert_eq!(source.slice(value.span_of(1..3)), "\\u00e5");
        assert_eq!(source.slice(value.span_of(4..8)), "godt");
        assert_eq!(source.slice(value.span()), "s\\u00e5 \\\n   godt");
    }
}
