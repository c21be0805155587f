//! Commands of the shell as rows of words, each with the way back through its quotes. Source: POSIX.1-2024, Shell Command
//! Language, 2.2 to 2.7, and the manual of GNU make for its `$$` and `$(…)`.

use super::expansion::Expansion;
use crate::notice::carrier::lines::{line_of, span};
use crate::source::Span;
use crate::syntax::Mapped;
use std::cell::Cell;
use std::rc::Rc;

/// The most bytes that are looked at for each byte of the text. Scripts that people write need a few.
const STEPS: usize = 16;

/// A word as the command gets it.
pub(super) struct Word {
    pub(super) text: Mapped,
    /// Whether the whole of it stands between two quotes of one kind.
    pub(super) is_quoted: bool,
}

/// A command with what it is handed on standard input, where that stands in the file.
#[derive(Default)]
pub(super) struct Command {
    pub(super) words: Vec<Word>,
    pub(super) input: Option<Rc<Mapped>>,
}

/// The commands that are written in a part of a file. What is never closed ends with the part.
pub(super) fn commands(text: &str, part: Span, is_make: bool) -> Vec<Command> {
    let text = text.get(..part.end as usize).unwrap_or(text);
    let mut reader = Reader {
        text,
        is_make,
        at: part.start as usize,
        commands: vec![Command::default()],
        is_handed_on: false,
        line: 0,
        depth: Cell::new(0),
        fuel: Cell::new(text.len().saturating_mul(STEPS)),
    };
    reader.run();
    reader.commands.retain(|command| !command.words.is_empty());
    reader.commands
}

/// The word behind `<<` that ends a text.
pub(super) struct Delimiter {
    word: String,
    /// Whether nothing in the text is taken for a variable.
    is_quoted: bool,
    strips_tabs: bool,
}

pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) is_make: bool,
    at: usize,
    commands: Vec<Command>,
    /// Whether the next word is what a command is handed on standard input, as `<<<` says.
    is_handed_on: bool,
    /// The first command of this line: a text that is handed on goes through all of them.
    line: usize,
    /// How deep in texts within texts it is.
    pub(super) depth: Cell<usize>,
    fuel: Cell<usize>,
}

impl Reader<'_> {
    pub(super) fn rest(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or_default()
    }

    /// Looks at some bytes; none may be looked at where it says no.
    pub(super) fn spend(&self, bytes: usize) -> bool {
        let left = self.fuel.get();
        self.fuel.set(left.saturating_sub(bytes));
        left > bytes
    }

    fn run(&mut self) {
        let mut word: Option<(Word, usize)> = None;
        let mut awaited: Vec<Delimiter> = Vec::new();
        while let Some(first) = self.rest(self.at).chars().next() {
            let rest = self.rest(self.at);
            let is_break = rest.starts_with('\n') || rest.starts_with("\r\n");
            if is_break || first.is_whitespace() || matches!(first, ';' | '|' | '&' | '(' | ')') {
                self.finish(word.take());
                self.at += if is_break && first == '\r' { 2 } else { first.len_utf8() };
                if is_break {
                    for delimiter in awaited.drain(..) {
                        // Without its end it is no text that is handed on, but a shift of numbers or the like.
                        let Some((text, next)) = self.here_document(&delimiter, self.at) else { continue };
                        self.at = next;
                        let text = Rc::new(text);
                        self.commands[self.line..].iter_mut().for_each(|one| one.input = Some(Rc::clone(&text)));
                    }
                    self.line = self.commands.len();
                }
                if is_break || !first.is_whitespace() {
                    self.commands.push(Command::default());
                }
            } else if first == '#' && word.is_none() {
                self.at += line_of(rest).len();
            } else if rest.starts_with("<<<") {
                self.finish(word.take());
                self.is_handed_on = true;
                self.at += 3;
            } else if rest.starts_with("<<") && !rest.starts_with("<<=") {
                self.finish(word.take());
                match self.delimiter(self.at) {
                    Some((delimiter, next)) => {
                        awaited.push(delimiter);
                        self.at = next;
                    }
                    None => self.at += 2,
                }
            } else if let Some(len) = continuation(rest) {
                self.at += len;
            } else {
                let start = self.at;
                let open = word.get_or_insert_with(|| {
                    (Word { text: Mapped::builder(span(start, start)), is_quoted: false }, start)
                });
                let mut text = std::mem::take(&mut open.0.text);
                let is_first = text.as_str().is_empty() && start == open.1;
                if is_first && matches!(first, '"' | '\'') {
                    text = Mapped::builder(span(start + 1, start + 1));
                }
                let next = self.piece(&mut text, start, first);
                open.0.is_quoted = is_first && matches!(first, '"' | '\'');
                open.0.text = text.ending(inner_end(next, open.0.is_quoted));
                self.at = next.max(start + 1);
            }
        }
        self.finish(word);
    }

    fn finish(&mut self, word: Option<(Word, usize)>) {
        if let (Some((word, _)), Some(command)) = (word, self.commands.last_mut()) {
            if std::mem::take(&mut self.is_handed_on) {
                command.input = Some(Rc::new(word.text));
            } else {
                command.words.push(word);
            }
        }
    }

    /// A quoted or bare piece of a word; what is behind it.
    fn piece(&self, text: &mut Mapped, at: usize, first: char) -> usize {
        let rest = self.rest(at);
        if first == '\'' {
            let len = rest[1..].find('\'').unwrap_or(rest.len() - 1);
            self.verbatim(text, at + 1, at + 1 + len);
            return (at + len + 2).min(self.text.len());
        }
        if first == '"' {
            return self.expanded(text, at + 1, self.text.len(), true);
        }
        if rest.starts_with("$'") && !self.is_make {
            return self.with_escapes(text, at + 2);
        }
        if let Some(Expansion { said, len }) = self.expansion(at) {
            said.push_to(text, span(at, at + len));
            return at + len;
        }
        if let Some(escaped) = rest.strip_prefix('\\').and_then(|rest| rest.chars().next()) {
            let len = 1 + escaped.len_utf8();
            text.push_escape(escaped.encode_utf8(&mut [0; 4]), span(at, at + len));
            return at + len;
        }
        text.push_verbatim(&rest[..first.len_utf8()], span(at, at).start);
        at + first.len_utf8()
    }

    /// What stands there as it is; in a Makefile `$$` is one `$` all the same.
    fn verbatim(&self, text: &mut Mapped, from: usize, to: usize) {
        let mut at = from;
        while self.is_make
            && let Some(found) = self.text.get(at..to).and_then(|part| part.find('$'))
        {
            text.push_verbatim(&self.text[at..at + found], span(at, at).start);
            at += found;
            let said = if self.rest(at).starts_with("$$") { None } else { self.expansion(at) };
            match said {
                Some(Expansion { said, len }) => {
                    said.push_to(text, span(at, at + len));
                    at += len;
                }
                None => {
                    let len = if self.rest(at).starts_with("$$") { 2 } else { 1 };
                    text.push_escape("$", span(at, at + len));
                    at += len;
                }
            }
        }
        text.push_verbatim(self.text.get(at..to).unwrap_or_default(), span(at, at).start);
    }

    /// What stands between double quotes, or in a text that is handed on; what is behind it.
    fn expanded(&self, text: &mut Mapped, from: usize, to: usize, is_quoted: bool) -> usize {
        let mut at = from;
        while at < to {
            let rest = self.text.get(at..to).unwrap_or_default();
            let Some(found) = rest.find(['"', '\\', '$', '`']) else { break };
            text.push_verbatim(&rest[..found], span(at, at).start);
            at += found;
            let rest = &rest[found..];
            if is_quoted && rest.starts_with('"') {
                return at + 1;
            }
            if let Some(len) = continuation(rest) {
                at += len;
            } else if let Some(escaped) = rest.strip_prefix('\\').and_then(|rest| rest.chars().next())
                && (matches!(escaped, '$' | '`' | '\\') || (is_quoted && escaped == '"'))
            {
                let is_doubled = self.is_make && rest.starts_with("\\$$");
                let len = if is_doubled { 3 } else { 2 };
                text.push_escape(escaped.encode_utf8(&mut [0; 4]), span(at, at + len));
                at += len;
            } else if let Some(Expansion { said, len }) = self.expansion(at) {
                said.push_to(text, span(at, at + len));
                at += len;
            } else {
                text.push_verbatim(&rest[..1], span(at, at).start);
                at += 1;
            }
        }
        text.push_verbatim(self.text.get(at..to).unwrap_or_default(), span(at, at).start);
        at.max(to)
    }

    /// What stands behind `$'`, where `\n` and its like are escapes; what is behind it.
    fn with_escapes(&self, text: &mut Mapped, from: usize) -> usize {
        let mut at = from;
        while let Some(first) = self.rest(at).chars().next() {
            let rest = self.rest(at);
            if first == '\'' {
                return at + 1;
            }
            let Some(sign) = rest.strip_prefix('\\').and_then(|rest| rest.chars().next()) else {
                text.push_verbatim(&rest[..first.len_utf8()], span(at, at).start);
                at += first.len_utf8();
                continue;
            };
            let (said, len) = escape(rest, sign);
            text.push_escape(said.encode_utf8(&mut [0; 4]), span(at, at + len));
            at += len;
        }
        at
    }

    /// The word behind `<<` at `at`, and what is behind it.
    pub(super) fn delimiter(&self, at: usize) -> Option<(Delimiter, usize)> {
        let rest = self.rest(at).strip_prefix("<<")?;
        let after = rest.strip_prefix('-');
        let written = after.unwrap_or(rest).trim_start_matches([' ', '\t']);
        let len = written.find(|one: char| one.is_whitespace() || matches!(one, ';' | '|' | '&' | ')' | '<' | '>'));
        let written = &written[..len.unwrap_or(written.len())];
        let word: String = written.chars().filter(|one| !matches!(one, '"' | '\'' | '\\')).collect();
        let is_quoted = word.len() != written.len();
        let end = (written.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize) + written.len();
        (!word.is_empty()).then_some((Delimiter { word, is_quoted, strips_tabs: after.is_some() }, end))
    }

    /// The text that begins at a line, and the line behind the one that ends it; none where nothing ends it.
    pub(super) fn here_document(&self, delimiter: &Delimiter, from: usize) -> Option<(Mapped, usize)> {
        let mut text = Mapped::builder(span(from, from));
        let mut at = from;
        while at < self.text.len() {
            let line = line_of(self.rest(at));
            let next = (at + line.len() + line_end(self.rest(at + line.len()))).max(at + 1).min(self.text.len());
            let tabs = if delimiter.strips_tabs { line.len() - line.trim_start_matches('\t').len() } else { 0 };
            if line.trim_start_matches('\t') == delimiter.word || (self.is_make && line.trim() == delimiter.word) {
                return Some((text.ending(span(at, at).start), next));
            }
            if delimiter.is_quoted {
                self.verbatim(&mut text, at + tabs, next);
            } else {
                self.expanded(&mut text, at + tabs, next, false);
            }
            at = next;
        }
        // Looked for too often, it is taken to end with the file.
        (!self.spend(at - from)).then(|| (text.ending(span(at, at).start), at))
    }
}

fn inner_end(next: usize, is_quoted: bool) -> u32 {
    span(0, next.saturating_sub(usize::from(is_quoted))).end
}

/// The length of a backslash that joins a line with the next.
fn continuation(text: &str) -> Option<usize> {
    let end = line_end(text.strip_prefix('\\')?);
    (end > 0).then_some(1 + end)
}

fn line_end(text: &str) -> usize {
    if text.starts_with("\r\n") { 2 } else { usize::from(text.starts_with(['\n', '\r'])) }
}

/// What an escape of `$'…'` stands for, and its length.
fn escape(rest: &str, sign: char) -> (char, usize) {
    let plain = |said| (said, 1 + sign.len_utf8());
    let digits = |most: usize| {
        let written = rest[2..].bytes().take(most).take_while(u8::is_ascii_hexdigit).count();
        let code = u32::from_str_radix(&rest[2..2 + written], 16).ok().and_then(char::from_u32);
        (code.unwrap_or(char::REPLACEMENT_CHARACTER), 2 + written)
    };
    match sign {
        'n' => plain('\n'),
        'r' => plain('\r'),
        't' => plain('\t'),
        'u' => digits(4),
        'U' => digits(8),
        'x' => digits(2),
        other => plain(other),
    }
}
