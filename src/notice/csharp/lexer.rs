//! C# as a row of tokens: enough of the language to find objects, calls and texts, and never to stumble over a comment.

use super::literal;
use crate::source::Span;
use crate::syntax::Mapped;

/// One token.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) kind: TokenKind,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A name or keyword.
    Word,
    /// A number.
    Number,
    /// A text, decoded; what is put in at run time stands in it as `{{…}}`.
    Text(Mapped),
    /// `=>`.
    Arrow,
    /// Any other character that is no blank.
    Mark(u8),
    /// Operators of several characters, literals of single characters, whatever else there is.
    Other,
}

/// The tokens of a file. What is broken ends where its line ends.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new() };
    lexer.run();
    lexer.tokens
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    tokens: Vec<Token>,
}

impl Lexer<'_> {
    fn run(&mut self) {
        while let Some(first) = self.rest().chars().next() {
            let rest = self.rest();
            if first.is_whitespace() {
                self.at += first.len_utf8();
            } else if rest.starts_with("//") || (first == '#' && self.starts_line()) {
                self.at += line_len(rest);
            } else if let Some(inside) = rest.strip_prefix("/*") {
                self.at += inside.find("*/").map_or(rest.len(), |len| len + 4);
            } else if let Some((len, text)) = literal::read(rest, self.at, 0) {
                self.push(len, text.map_or(TokenKind::Other, TokenKind::Text));
            } else if first == '\'' {
                self.push(character_len(rest), TokenKind::Other);
            } else if is_word_start(first) {
                self.push(word_len(rest), TokenKind::Word);
            } else if first.is_ascii_digit() {
                self.push(number_len(rest), TokenKind::Number);
            } else if rest.starts_with("=>") {
                self.push(2, TokenKind::Arrow);
            } else if ["==", "!=", "<=", ">=", "&&", "||", "??", "?.", "+=", "++"]
                .iter()
                .any(|two| rest.starts_with(two))
            {
                self.push(2, TokenKind::Other);
            } else if first.is_ascii() {
                self.push(1, TokenKind::Mark(rest.as_bytes()[0]));
            } else {
                self.push(first.len_utf8(), TokenKind::Other);
            }
        }
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn starts_line(&self) -> bool {
        let before = self.text.get(..self.at).unwrap_or_default();
        before.rsplit(['\n', '\r']).next().is_none_or(|line| line.trim().is_empty())
    }

    fn push(&mut self, len: usize, kind: TokenKind) {
        let len = len.max(1);
        self.tokens.push(Token { span: span(self.at, self.at + len), kind });
        self.at += len;
    }
}

pub(super) fn span(start: usize, end: usize) -> Span {
    Span::of(start..end)
}

pub(super) fn line_len(text: &str) -> usize {
    memchr::memchr2(b'\n', b'\r', text.as_bytes()).unwrap_or(text.len())
}

/// The length of `'x'`, `'\''`, `'\u00e5'`.
pub(super) fn character_len(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, character) in text.char_indices().skip(1).take(12) {
        match character {
            '\n' | '\r' => return at,
            '\'' if !is_escaped => return at + 1,
            _ => is_escaped = !is_escaped && character == '\\',
        }
    }
    1
}

fn is_word_start(first: char) -> bool {
    first.is_alphabetic() || matches!(first, '_' | '@')
}

fn word_len(text: &str) -> usize {
    let mut characters = text.char_indices();
    characters.next();
    characters.find(|(_, one)| !(one.is_alphanumeric() || *one == '_')).map_or(text.len(), |(at, _)| at)
}

fn number_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut len = 0;
    while let Some(byte) = bytes.get(len) {
        let is_point = *byte == b'.' && bytes.get(len + 1).is_some_and(u8::is_ascii_digit);
        if !(byte.is_ascii_alphanumeric() || *byte == b'_' || is_point) {
            break;
        }
        len += 1;
    }
    len
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|token| &text[token.span.range()]).collect()
    }

    #[test]
    fn comments_directives_and_characters_do_not_disturb() {
        let text = "#region \"x\nvar å = 'x'; // \"n\n/* \" */ b('\\'', 1.5f) => @class /*";
        let expected = ["var", "å", "=", "'x'", ";", "b", "(", "'\\''", ",", "1.5f", ")", "=>", "@class"];
        assert_eq!(words(text), expected);
    }

    #[test]
    fn what_is_never_closed_ends_with_its_line() {
        assert_eq!(words("a = \"b;\nc = 'd;\ne"), ["a", "=", "\"b;", "c", "=", "'d;", "e"]);
    }
}
