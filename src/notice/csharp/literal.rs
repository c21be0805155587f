//! Text literals of C#: regular, verbatim, raw, and each of them with values put in.

use super::lexer::{character_len, line_len, span};
use crate::source::narrow;
use crate::syntax::Mapped;

/// Texts within what is put into texts are read this deep.
const MAX_DEPTH: usize = 8;
/// The most characters of an expression that name the hole it leaves.
const MAX_NAME: usize = 60;

/// The literal at the start of `rest`, which begins at `start` of the file: its length, and what it says. A literal that is
/// never closed says nothing. None where no literal starts.
pub(super) fn read(rest: &str, start: usize, depth: usize) -> Option<(usize, Option<Mapped>)> {
    let prefix = rest.len() - rest.trim_start_matches(['$', '@']).len();
    let (signs, from) = rest.split_at_checked(prefix)?;
    let quotes = from.len() - from.trim_start_matches('"').len();
    if quotes == 0 || (signs.contains('@') && signs.len() > 2) {
        return None;
    }
    let dollars = signs.bytes().filter(|byte| *byte == b'$').count();
    let reader = Reader { rest, start, dollars, depth };
    if quotes >= 3 && !signs.contains('@') {
        return Some(reader.raw(prefix, quotes));
    }
    if dollars > 1 {
        return None;
    }
    Some(reader.quoted(prefix + 1, signs.contains('@')))
}

struct Reader<'t> {
    rest: &'t str,
    start: usize,
    dollars: usize,
    depth: usize,
}

impl Reader<'_> {
    fn at(&self, offset: usize) -> u32 {
        narrow(self.start + offset)
    }

    /// `"…"`, `@"…"`, `$"…"`: `from` is behind the quote.
    fn quoted(&self, from: usize, is_verbatim: bool) -> (usize, Option<Mapped>) {
        let mut text = Mapped::builder(span(self.start + from, self.start + from));
        let mut at = from;
        while let Some(character) = self.rest.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = &self.rest[at..];
            let here = |len: usize| span(self.start + at, self.start + at + len);
            let (decoded, len) = match character {
                '"' if is_verbatim && rest.starts_with("\"\"") => ("\"".to_owned(), 2),
                '"' => return (at + 1, Some(text.ending(self.at(at)))),
                '\n' | '\r' if !is_verbatim => return (at, None),
                '\\' if !is_verbatim => escape(rest),
                '{' | '}' if self.dollars > 0 && rest[1..].starts_with(character) => (character.to_string(), 2),
                '{' if self.dollars > 0 => match self.hole(at + 1) {
                    Some((name, end)) => (name, end - at),
                    None => return (at + line_len(rest), None),
                },
                other => {
                    let mut buffer = [0; 4];
                    text.push_verbatim(other.encode_utf8(&mut buffer), self.at(at));
                    at += other.len_utf8();
                    continue;
                }
            };
            text.push_escape(&decoded, here(len));
            at += len;
        }
        (self.rest.len(), None)
    }

    /// What is put in behind `{`: how it stands in the text, and where it ends.
    fn hole(&self, from: usize) -> Option<(String, usize)> {
        let mut depth = 0_usize;
        let mut at = from;
        let mut name = String::new();
        while let Some(character) = self.rest.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = &self.rest[at..];
            if self.depth < MAX_DEPTH
                && let Some((len, inner)) = read(rest, self.start + at, self.depth + 1)
            {
                inner?;
                name.push('_');
                at += len;
                continue;
            }
            match character {
                '\'' => {
                    at += character_len(rest);
                    continue;
                }
                '{' | '(' | '[' => depth += 1,
                '}' if depth == 0 => return Some((as_hole(&name, self.dollars), at + 1)),
                '}' | ')' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if name.len() < MAX_NAME {
                name.push(if character.is_alphanumeric() || character == '.' { character } else { '_' });
            }
            at += character.len_utf8();
        }
        None
    }

    /// `"""…"""`, perhaps over several lines, whose common indentation is that of the last.
    fn raw(&self, prefix: usize, quotes: usize) -> (usize, Option<Mapped>) {
        let from = prefix + quotes;
        let close = "\"".repeat(quotes);
        let Some(len) = self.rest.get(from..).and_then(|inside| inside.find(&close)) else {
            return (self.rest.len(), None);
        };
        // Quotes that stand before the closing ones belong to the text.
        let more = self.rest[from + len + quotes..].bytes().take_while(|byte| *byte == b'"').count();
        let (inside, end) = (&self.rest[from..from + len + more], from + len + more + quotes);
        // What is put in ends with the text.
        let within = Reader { rest: &self.rest[..from + len + more], ..*self };
        let mut text = Mapped::builder(span(self.start + from, self.start + from));
        let first_line = line_len(inside);
        if first_line == inside.len() {
            within.pieces(&mut text, inside, from);
            return (end, Some(text.ending(self.at(end - quotes))));
        }
        let indent = inside.rsplit(['\n', '\r']).next().map_or(0, str::len);
        let mut at = first_line + line_end_len(&inside[first_line..]);
        let last = inside.len() - indent;
        while at < last {
            let rest = &inside[at..last];
            let len = line_len(rest);
            let line = &rest[..len];
            let skip = (line.len() - line.trim_start().len()).min(indent);
            within.pieces(&mut text, &line[skip..], from + at + skip);
            let ending = line_end_len(&rest[len..]);
            at += len + ending;
            if at < last {
                text.push_escape("\n", span(self.start + from + at - ending, self.start + from + at));
            }
            if ending == 0 {
                break;
            }
        }
        (end, Some(text.ending(self.at(from + last))))
    }

    /// Adds a line of a raw text, with what is put in.
    fn pieces(&self, text: &mut Mapped, line: &str, from: usize) {
        let open = "{".repeat(self.dollars);
        let mut at = 0;
        while self.dollars > 0
            && let Some(found) = line[at..].find(&open)
        {
            let Some((name, end)) = self.hole(from + at + found + self.dollars) else { break };
            let end = (end + self.dollars - 1 - from).min(line.len());
            if !line.is_char_boundary(end) || end <= at + found {
                break;
            }
            text.push_verbatim(&line[at..at + found], self.at(from + at));
            text.push_escape(&name, span(self.start + from + at + found, self.start + from + end));
            at = end;
        }
        text.push_verbatim(&line[at..], self.at(from + at));
    }
}

/// A value that is put in, as other files write a place to be filled in; a format behind `:` is part of the place.
fn as_hole(name: &str, _dollars: usize) -> String {
    let name = name.trim_matches('_');
    format!("{{{{{}}}}}", if name.is_empty() { "value" } else { name })
}

fn line_end_len(text: &str) -> usize {
    if text.starts_with("\r\n") { 2 } else { usize::from(text.starts_with(['\n', '\r'])) }
}

/// What the escape at the start of `rest` stands for, and its length.
fn escape(rest: &str) -> (String, usize) {
    let number = |digits: usize| {
        let text = rest.get(2..2 + digits)?;
        Some((u32::from_str_radix(text, 16).ok()?, 2 + digits))
    };
    let Some(sign) = rest.chars().nth(1) else { return (String::new(), rest.len()) };
    let plain = |text: &str| (text.to_owned(), 1 + sign.len_utf8());
    let coded = match sign {
        'n' => return plain("\n"),
        'r' => return plain("\r"),
        't' => return plain("\t"),
        '0' => return plain("\0"),
        'a' => return plain("\u{7}"),
        'b' => return plain("\u{8}"),
        'f' => return plain("\u{c}"),
        'v' => return plain("\u{b}"),
        'e' => return plain("\u{1b}"),
        'u' => number(4),
        'U' => number(8),
        'x' => {
            let digits = rest[2..].bytes().take(4).take_while(u8::is_ascii_hexdigit).count();
            number(digits.max(1))
        }
        _ => None,
    };
    let Some((code, len)) = coded else { return plain(&sign.to_string()) };
    if (0xD800..0xDC00).contains(&code)
        && let Some(low) = rest.get(len..len + 6).and_then(|next| next.strip_prefix("\\u"))
        && let Ok(low) = u32::from_str_radix(low, 16)
        && let Some(both) = char::from_u32(0x1_0000 + ((code - 0xD800) << 10) + (low.wrapping_sub(0xDC00) & 0x3FF))
    {
        return (both.to_string(), len + 6);
    }
    (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER).to_string(), len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(text: &str) -> Option<String> {
        read(text, 0, 0).and_then(|(_, text)| text).map(Mapped::into_string)
    }

    #[test]
    fn every_kind_of_text_is_decoded() {
        for (written, said) in [
            (r#""s\u00e5 \"bra\"\n\x41""#, "så \"bra\"\nA"),
            (r#"@"c:\å ""b""""#, r#"c:\å "b""#),
            (r#"$"Hei {navn}, {{x}} {a.B(")}")}!""#, "Hei {{navn}}, {x} {{a.B}}!"),
            (r#"$@"Hei {navn:dd.MM} \""#, "Hei {{navn_dd.MM}} \\"),
            ("\"\"\"en \"to\" tre\"\"\"", "en \"to\" tre"),
            ("\"\"\"\n    første\n      andre å\n\n    \"\"\"", "første\n  andre å\n"),
            ("$$\"\"\"{ {{navn}} }\"\"\"", "{ {{navn}} }"),
            ("\"\\ud83d\\ude00\"", "😀"),
            ("\"\"", ""),
        ] {
            assert_eq!(decoded(written).as_deref(), Some(said), "{written}");
        }
    }

    #[test]
    fn parts_of_a_text_are_found_where_they_are_written() {
        for (written, part, at) in [
            (r#""s\u00e5 bra""#, "å", r"\u00e5"),
            (r#"$"Hei {navn}, bra""#, "bra", "bra"),
            (r#"$"Hei {navn}, bra""#, "{{navn}}", "{navn}"),
            ("\"\"\"\r\n  en\r\n  æ bra\r\n  \"\"\"", "bra", "bra"),
        ] {
            let text = read(written, 0, 0).and_then(|(_, text)| text).expect("a text");
            let from = text.as_str().find(part).expect("there");
            assert_eq!(&written[text.span_of(from..from + part.len()).range()], at, "{written}");
        }
    }

    #[test]
    fn what_is_never_closed_says_nothing_and_ends() {
        for written in ["\"a\nb", "$\"a {b", "@\"a", "\"\"\"a", "$\"{$\"{$\"{$\"{$\"{$\"{$\"{$\"{$\"{$\"{"] {
            assert_eq!(decoded(written), None, "{written}");
        }
    }
}
