//! What the shell puts in place of `$name`, `${name}`, `$(command)`.

use super::words::Reader;
use crate::source::Span;
use crate::syntax::Mapped;
use std::ops::Range;

/// What stands in a text for a value that has no name.
const VALUE: &str = "{{value}}";
/// The longest command between brackets or backquotes, in bytes.
const MAX_COMMAND: usize = 16 * 1024;
/// The longest that stands between `${` and `}`.
const MAX_NAME: usize = 300;
/// Texts within texts are followed this deep.
const MAX_DEPTH: usize = 4;

/// Something that the shell expands.
pub(super) struct Expansion {
    pub(super) said: Said,
    pub(super) len: usize,
}

/// What is put in place.
pub(super) enum Said {
    /// One piece, in place of the whole.
    Piece(String),
    /// A text that stands in the file.
    Text(Mapped),
}

impl Said {
    pub(super) fn push_to(&self, text: &mut Mapped, at: Span) {
        match self {
            Self::Piece(piece) => text.push_escape(piece, at),
            Self::Text(inner) => text.push(inner),
        }
    }
}

impl Reader<'_> {
    /// What begins at `at` and is expanded, if anything is.
    pub(super) fn expansion(&self, at: usize) -> Option<Expansion> {
        let rest = self.rest(at);
        if !self.spend(1) {
            return None;
        }
        if let Some(inside) = rest.strip_prefix('`') {
            let len = self.find(inside, b'`', MAX_COMMAND)? + 2;
            return Some(Expansion { said: Said::Piece(VALUE.to_owned()), len });
        }
        // In a Makefile the shell sees one `$` of two; what stands behind one is make's own.
        let is_shell = !self.is_make || rest.starts_with("$$");
        let sign = if self.is_make && is_shell { "$$" } else { "$" };
        let behind = rest.strip_prefix(sign)?;
        let piece = |said: String, len: usize| Some(Expansion { said: Said::Piece(said), len: sign.len() + len });
        match behind.chars().next()? {
            '{' => {
                let inside = &behind[1..1 + self.find(&behind[1..], b'}', MAX_NAME)?];
                piece(hole(inside), inside.len() + 2)
            }
            '(' => {
                if let Some((text, end)) = self.handed_on(at + sign.len() + 1) {
                    return Some(Expansion { said: Said::Text(text), len: end - at });
                }
                let len = self.closed(behind)?;
                piece(if is_shell { VALUE.to_owned() } else { hole(&behind[1..len - 1]) }, len)
            }
            first if first.is_ascii_alphabetic() || first == '_' => {
                let len = behind.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
                let (name, after) = behind.split_at(len);
                let next = after.strip_prefix(sign).map(|after| after.chars().next());
                let is_variable = |next: char| next.is_ascii_alphanumeric() || matches!(next, '_' | '{' | '(');
                let is_token = first.is_ascii_lowercase() && next.is_some_and(|next| !next.is_some_and(is_variable));
                match is_token && is_shell {
                    true => piece(format!("${name}$"), len + sign.len()),
                    false if is_shell => piece(hole(name), len),
                    // To make, a name without brackets is one letter.
                    false => piece(hole(&name[..1]), 1),
                }
            }
            first if first.is_ascii_digit() || matches!(first, '@' | '*' | '#' | '?' | '!') && is_shell => {
                piece(VALUE.to_owned(), 1)
            }
            _ => None,
        }
    }

    /// The text of `cat <<END … END)` from behind `$(`, and what is behind the bracket.
    fn handed_on(&self, from: usize) -> Option<(Mapped, usize)> {
        let rest = self.rest(from);
        let sign = rest.trim_start().strip_prefix("cat")?.trim_start_matches([' ', '\t']);
        let at = self.text.len() - sign.len();
        let depth = self.depth.get();
        let (delimiter, end) = self.delimiter(at).filter(|_| depth < MAX_DEPTH)?;
        let line = self.rest(end).find('\n').map(|len| end + len + 1)?;
        self.text.get(end..line)?.trim().is_empty().then_some(())?;
        self.depth.set(depth + 1);
        let handed_on = self.here_document(&delimiter, line);
        self.depth.set(depth);
        let (text, end) = handed_on?;
        self.spend(end - from).then_some(())?;
        let behind = self.rest(end);
        let close = behind.trim_start().strip_prefix(')')?;
        Some((text, self.text.len() - close.len()))
    }

    /// The length of what begins with a bracket, to behind the one that closes it.
    fn closed(&self, text: &str) -> Option<usize> {
        let mut depth = 0_usize;
        for (at, byte) in text.bytes().enumerate().take(MAX_COMMAND) {
            match byte {
                b'(' => depth += 1,
                b')' if depth == 1 => return self.spend(at).then_some(at + 1),
                b')' => depth -= 1,
                _ => {}
            }
        }
        self.spend(text.len().min(MAX_COMMAND));
        None
    }

    /// Where a sign stands in the first bytes of a text.
    fn find(&self, text: &str, sign: u8, most: usize) -> Option<usize> {
        let part = text.as_bytes().get(..most).unwrap_or(text.as_bytes());
        let found = memchr::memchr(sign, part).filter(|_| self.spend(1));
        self.spend(found.unwrap_or(part.len()));
        found
    }
}

/// A value by its name, as other files write a place to be filled in.
fn hole(name: &str) -> String {
    let name: String = name.chars().take_while(|one| one.is_alphanumeric() || matches!(one, '_' | '.' | '-')).collect();
    if name.is_empty() { VALUE.to_owned() } else { format!("{{{{{name}}}}}") }
}

/// Whether the shell takes a placeholder of Altinn's, which stands at `range` of a text, for a variable of its own: then the whole of
/// it is one piece that was expanded. Between single quotes, and behind `\`, each of its characters stands for itself.
pub fn is_expanded(text: &Mapped, range: Range<usize>) -> bool {
    let (first, whole) = (text.span_of(range.start..range.start + 1), text.span_of(range.clone()));
    range.len() > 2 && first == whole && whole.len() as usize >= range.len()
}
