//! A text as its reader sees it, with the way back to the text as it is written.

use super::element::is_block;
use super::entity::entity;
use super::tokens::{TokenKind, tokens};
use crate::notice::{ContentType, MessageText};
use crate::source::{Span, narrow};
use crate::syntax::Mapped;
use std::borrow::Cow;
use std::ops::Range;

/// Stands in [`Shown`] for each place that is filled in before sending.
pub const FILLED_IN: char = '\u{1a}';

/// What a reader sees of a text: the tags of HTML gone, its characters read, a line break where a block begins or ends, and
/// [`FILLED_IN`] for what a program puts in before sending.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What is seen; its source is the text as written.
    seen: Mapped,
}

impl Shown {
    /// What is seen of a text of a notice.
    pub fn of(message: &MessageText) -> Self {
        let written = message.text.as_str();
        let mut seen = Mapped::builder(Span::of(0..written.len()));
        if message.content_type == ContentType::Html {
            for token in tokens(written) {
                match token.kind {
                    TokenKind::Text => push_text(&mut seen, written, token.range, &message.holes, true),
                    TokenKind::Tag(tag) if is_block(&tag.name) => seen.push_escape("\n", Span::of(token.range)),
                    TokenKind::Hidden | TokenKind::Tag(_) => {}
                }
            }
        } else {
            push_text(&mut seen, written, 0..written.len(), &message.holes, false);
        }
        Self { seen }
    }

    /// What is seen.
    pub fn as_str(&self) -> &str {
        self.seen.as_str()
    }

    /// What is seen, when the way back is not needed any more.
    pub fn into_string(self) -> String {
        self.seen.into_string()
    }

    /// A part of it in words that can be shown: what is filled in as it is written.
    pub fn quote<'t>(&'t self, message: &'t MessageText, range: Range<usize>) -> Cow<'t, str> {
        let part = &self.as_str()[range.clone()];
        if !part.contains(FILLED_IN) {
            return Cow::Borrowed(part);
        }
        let written = |(at, one): (usize, char)| match one {
            FILLED_IN => &message.text.as_str()[self.range(range.start + at..range.start + at + one.len_utf8())],
            _ => &part[at..at + one.len_utf8()],
        };
        Cow::Owned(part.char_indices().map(written).collect())
    }

    /// Whether a part of it is written letter by letter as it is seen.
    pub fn is_verbatim(&self, message: &MessageText, range: Range<usize>) -> bool {
        message.text.as_str()[self.range(range.clone())] == self.as_str()[range]
    }

    /// Where a part of it stands in the text as written.
    pub fn range(&self, range: Range<usize>) -> Range<usize> {
        let span = self.seen.span_of(range);
        span.start as usize..span.end as usize
    }

    /// Where a part of it stands in the file, given the text that it was made of.
    pub fn span(&self, message: &MessageText, range: Range<usize>) -> Span {
        message.text.span_of(self.range(range))
    }
}

const SOFT_HYPHEN: char = '\u{ad}';

/// What a character of HTML looks like.
const fn looks_like(character: char) -> char {
    match character {
        '\n' | '\r' | '\t' | '\u{a0}' => ' ',
        other => other,
    }
}

/// Adds text between tags. HTML reads every white space as a blank, and a no-break space looks like one.
fn push_text(seen: &mut Mapped, written: &str, range: Range<usize>, holes: &[Range<usize>], is_html: bool) {
    let mut plain = range.start;
    let mut at = range.start;
    while let Some(character) = written.get(at..range.end).and_then(|rest| rest.chars().next()) {
        let hole = holes.iter().find(|hole| hole.contains(&at));
        let read = match character {
            _ if hole.is_some() => {
                let end = hole.map_or(at, |hole| hole.end).min(range.end).max(at + character.len_utf8());
                Some((FILLED_IN, end - at))
            }
            '&' if is_html => entity(&written[at..range.end]).map(|(said, len)| (looks_like(said), len)),
            '\n' | '\r' | '\t' | '\u{a0}' | SOFT_HYPHEN if is_html => {
                Some((looks_like(character), character.len_utf8()))
            }
            _ => None,
        };
        let Some((read, len)) = read else {
            at += character.len_utf8();
            continue;
        };
        seen.push_verbatim(&written[plain..at], narrow(plain));
        // It is seen at the end of a line alone.
        if !(is_html && read == SOFT_HYPHEN) {
            seen.push_escape(read.encode_utf8(&mut [0; 4]), Span::of(at..at + len));
        }
        at += len;
        plain = at;
    }
    seen.push_verbatim(&written[plain..range.end], narrow(plain));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notice::{Channel, holes};

    fn message(text: &str, content_type: ContentType) -> MessageText {
        MessageText {
            channel: Channel::EmailBody,
            content_type,
            text: Mapped::verbatim(text, Span::of(0..text.len())),
            sender: None,
            holes: holes(text),
            language: None,
        }
    }

    #[test]
    fn what_is_seen_finds_its_way_back() {
        let written = "<p>alt<b>inn</b>.no p&aring;&nbsp;<i>{{navn}}</i></p>\n<p>Ja</p>";
        let text = message(written, ContentType::Html);
        let shown = Shown::of(&text);
        assert_eq!(shown.as_str(), "\naltinn.no på \u{1a}\n \nJa\n");
        for (part, whole) in
            [("altinn.no", "alt<b>inn</b>.no"), ("inn", "inn"), ("på", "p&aring;"), ("\u{1a}", "{{navn}}")]
        {
            let at = shown.as_str().find(part).unwrap();
            assert_eq!(&written[shown.range(at..at + part.len())], whole, "{part}");
        }
    }

    #[test]
    fn a_part_is_quoted_with_what_is_filled_in() {
        let text = message("<p>Hei <b>{{navn}}</b>, p&aring; {0}</p>", ContentType::Html);
        let shown = Shown::of(&text);
        let of = |part: &str| shown.as_str().find(part).map(|at| at..at + part.len()).unwrap();
        assert_eq!(shown.quote(&text, of("Hei \u{1a}, på \u{1a}")), "Hei {{navn}}, på {0}");
        assert_eq!(shown.quote(&text, of("på")), "på");
        assert!(shown.is_verbatim(&text, of("Hei")) && !shown.is_verbatim(&text, of("på")));
    }

    #[test]
    fn plain_text_is_seen_as_it_stands() {
        let text = message("a < b &amp; {0}\n<p>", ContentType::Plain);
        assert_eq!(Shown::of(&text).as_str(), "a < b &amp; \u{1a}\n<p>");
    }
}
