//! Text as it may stand on a screen: cleaned, coloured, wrapped.

use super::Screen;
use crate::finding::Severity;
use owo_colors::{OwoColorize, Style};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;
use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_width::UnicodeWidthStr;

/// Prose wider than this is hard to read, however wide the terminal is.
const WIDEST_PROSE: usize = 100;
/// Narrower than this nothing can be laid out.
const NARROWEST: usize = 40;

impl Screen {
    /// The columns that may be used.
    pub(super) fn columns(self) -> usize {
        self.width.max(NARROWEST)
    }

    /// The columns that prose is wrapped to.
    pub(super) fn prose(self) -> usize {
        self.columns().min(WIDEST_PROSE)
    }

    /// `text` in a style, where colour is welcome.
    pub(super) fn paint<'t>(self, text: &'t str, style: Style) -> Cow<'t, str> {
        if self.color && !text.is_empty() { Cow::Owned(text.style(style).to_string()) } else { Cow::Borrowed(text) }
    }

    /// The id of a rule of ours, as a link to its page where the screen makes links.
    pub(super) fn rule(self, id: &str) -> Cow<'_, str> {
        match super::explain::page(id).filter(|_| self.links) {
            Some(page) => Cow::Owned(format!("\x1b]8;;{page}\x1b\\{id}\x1b]8;;\x1b\\")),
            None => Cow::Borrowed(id),
        }
    }

    /// The first where the screen draws more than ASCII, else the second.
    pub(super) fn choose<'t>(self, unicode: &'t str, ascii: &'t str) -> &'t str {
        if self.unicode { unicode } else { ascii }
    }

    /// The mark of what was left out.
    pub(super) fn ellipsis(self) -> &'static str {
        self.choose("…", "...")
    }
}

/// The style of a severity.
pub(super) fn style_of(severity: Severity) -> Style {
    match severity {
        Severity::Error => Style::new().red().bold(),
        Severity::Warning => Style::new().yellow().bold(),
        Severity::Info => Style::new().cyan().bold(),
    }
}

/// Whether a character must not reach a terminal as it is: it would move the cursor, turn the text round, or not be seen.
pub(super) fn is_unprintable(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{AD}' | '\u{200B}' | '\u{200C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// What is printed for such a character.
pub(super) fn push_escape(text: &mut String, character: char) {
    // Writing to a string cannot fail.
    let _ = write!(text, "<U+{:04X}>", u32::from(character));
}

/// One line of text: line ends and tabs become a blank, what must not reach a terminal is spelt out.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unprintable) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\t' => clean.push(' '),
            '\r' => {}
            other if is_unprintable(other) => push_escape(&mut clean, other),
            other => clean.push(other),
        }
    }
    Cow::Owned(clean)
}

/// A path with forward slashes.
pub(super) fn slashed(path: &Path) -> Cow<'_, str> {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '\\' { Cow::Owned(text.replace('\\', "/")) } else { text }
}

/// A path as it may stand on a screen.
pub(super) fn path_on_screen(path: &Path) -> String {
    one_line(&slashed(path)).into_owned()
}

/// How texts are wrapped here: between words only, so that an id or a URN can be copied in one piece.
pub(super) fn wrapping<'o>(width: usize, first: &'o str, rest: &'o str) -> Options<'o> {
    Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
}

/// Wraps `text` behind a `head`, which may hold colour and is `head_width` columns wide. Ends with a line end.
pub(super) fn push_item(out: &mut String, head: &str, head_width: usize, text: &str, width: usize) {
    let indent = " ".repeat(head_width);
    // The room is measured with blanks in place of the head, for its colour has no width.
    let filled = textwrap::fill(text, wrapping(width, &indent, &indent));
    out.push_str(head);
    out.push_str(filled.get(head_width..).unwrap_or_default());
    out.push('\n');
}

/// `text` with blanks behind it, `width` columns wide.
pub(super) fn padded(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.width());
    let mut padded = String::with_capacity(text.len() + missing);
    padded.push_str(text);
    padded.extend(std::iter::repeat_n(' ', missing));
    padded
}

/// A text as Markdown prints it, and not as it obeys it.
pub(super) fn markdown_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in one_line(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '@' => escaped.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' => {
                escaped.push('\\');
                escaped.push(character);
            }
            other => escaped.push(other),
        }
    }
    escaped
}

/// A sentence of a finding in Markdown: what stands in backticks is code, everything else is text.
pub(super) fn markdown_sentence(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return markdown_text(text);
    }
    let part = |(number, part): (usize, &&str)| match number % 2 {
        0 => markdown_text(part),
        _ => markdown_code(part),
    };
    parts.iter().enumerate().map(part).collect()
}

/// A text as code within a line of Markdown, also within a table.
pub(super) fn markdown_code(text: &str) -> String {
    let clean = one_line(text).replace('|', "\\|");
    let longest = clean.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if clean.starts_with('`') || clean.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{clean}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_spelt_out() {
        assert_eq!(one_line("a\x1b[31mb\nc\u{202E}"), "a<U+001B>[31mb c<U+202E>");
        assert_eq!(one_line("blåbær 🫐"), "blåbær 🫐");
    }

    #[test]
    fn markdown_is_printed_and_not_obeyed() {
        assert_eq!(markdown_text("<b>|`[a](b)`"), "&lt;b&gt;\\|\\`\\[a\\](b)\\`");
        assert_eq!(markdown_sentence("skriv `a_b` for <b>"), "skriv `a_b` for &lt;b&gt;");
        assert_eq!(markdown_sentence("en ` alene"), "en \\` alene");
        assert_eq!(markdown_code("a`b"), "``a`b``");
        assert_eq!(markdown_code("`"), "`` ` ``");
    }

    #[test]
    fn an_item_hangs_behind_its_head() {
        let mut out = String::new();
        push_item(&mut out, "  help: ", 8, "skriv æøå her og der", 20);
        assert_eq!(out, "  help: skriv æøå\n        her og der\n");
    }
}
