//! How a piece of text is written within a literal of C#.

use super::lexer::{self, TokenKind};
use super::literal;
use crate::source::Span;
use crate::syntax::Mapped;

/// How `piece` is written at `at`, which lies in a literal of `code`; none where no way was found after which the literal says
/// what it should.
pub(in crate::notice) fn written(code: &str, at: Span, piece: &str) -> Option<String> {
    if is_plain(code, at, piece) {
        return Some(piece.to_owned());
    }
    let tokens = lexer::tokens(code);
    let token = tokens.iter().find(|token| token.span.contains(at))?;
    let TokenKind::Text(text) = &token.kind else { return None };
    let literal = code.get(token.span.range())?;
    let signs = literal.split('"').next().unwrap_or_default();
    let is_raw = literal[signs.len()..].starts_with("\"\"\"") && !signs.contains('@');
    // Quotes side by side may end a raw text, also those that other repairs put there.
    if is_raw && piece.contains('"') && is_beside_quote(code, at) {
        return None;
    }
    let mut spelt = piece.to_owned();
    if !is_raw {
        spelt = if signs.contains('@') { spelt.replace('"', "\"\"") } else { escaped(&spelt) };
        if signs.contains('$') {
            spelt = spelt.replace('{', "{{").replace('}', "}}");
        }
    }
    let inside = |offset: u32| offset.checked_sub(token.span.start).map(|offset| offset as usize);
    let new = [literal.get(..inside(at.start)?)?, &spelt, literal.get(inside(at.end)?..)?].concat();
    let (len, said) = literal::read(&new, 0, 0)?;
    (len == new.len() && said?.as_str() == with(text, at, piece)).then_some(spelt)
}

/// Whether a quotation mark of any kind stands beside a place.
fn is_beside_quote(code: &str, at: Span) -> bool {
    let marks = ['"', '“', '”', '„', '‟', '″', '＂'];
    let (before, after) = (code.get(..at.start as usize), code.get(at.end as usize..));
    before.is_none_or(|before| before.ends_with(marks)) || after.is_none_or(|after| after.starts_with(marks))
}

/// Whether nothing in or around a piece means anything to any kind of literal.
fn is_plain(code: &str, at: Span, piece: &str) -> bool {
    let special = ['"', '\\', '{', '}', '\n', '\r'];
    let (before, after) = (code.get(..at.start as usize), code.get(at.end as usize..));
    let (Some(before), Some(after)) = (before, after) else { return false };
    // `\x` takes up to four digits, as many as there are.
    let is_behind_code = before.bytes().rev().take(6).any(|byte| byte == b'\\');
    !piece.contains(special) && !before.ends_with(special) && !after.starts_with(special) && !is_behind_code
}

fn escaped(piece: &str) -> String {
    piece.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\r', "\\r")
}

/// What a text says with `piece` at a place.
fn with(text: &Mapped, at: Span, piece: &str) -> String {
    let said = text.as_str();
    let place = |from: usize, len: usize| text.span_of(from..from + len);
    let whole = said.char_indices().map(|(from, one)| (place(from, one.len_utf8()), from, one.len_utf8()));
    let (mut start, mut end) = (0, said.len());
    for (span, from, len) in whole {
        if span.end <= at.start {
            start = from + len;
        }
        if span.start >= at.end {
            end = end.min(from);
        }
    }
    [&said[..start], piece, said.get(end.max(start)..).unwrap_or_default()].concat()
}
