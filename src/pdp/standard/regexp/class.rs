//! Character classes and escapes.

use super::blocks::block;
use super::{Fault, MAX_DEPTH, Translator};

// The name characters of XML 1.0, fifth edition.
const NAME_START: &str = r":A-Z_a-z\u{C0}-\u{D6}\u{D8}-\u{F6}\u{F8}-\u{2FF}\u{370}-\u{37D}\u{37F}-\u{1FFF}\u{200C}-\u{200D}\u{2070}-\u{218F}\u{2C00}-\u{2FEF}\u{3001}-\u{D7FF}\u{F900}-\u{FDCF}\u{FDF0}-\u{FFFD}\u{10000}-\u{EFFFF}";
const NAME_MORE: &str = r"\-.0-9\u{B7}\u{300}-\u{36F}\u{203F}-\u{2040}";

impl Translator<'_> {
    /// What stands behind a backslash, as a class or a character that may stand inside or outside brackets.
    pub(super) fn escape(&mut self) -> Result<String, Fault> {
        let Some(character) = self.next() else { return Err(self.wrong("it ends with a backslash")) };
        Ok(match character {
            'n' | 'r' | 't' => format!("\\{character}"),
            '\\' | '|' | '.' | '?' | '*' | '+' | '(' | ')' | '{' | '}' | '-' | '[' | ']' | '^' | '$' => {
                format!("\\{character}")
            }
            'd' => r"\p{Nd}".to_owned(),
            'D' => r"\P{Nd}".to_owned(),
            's' => r"[ \t\n\r]".to_owned(),
            'S' => r"[^ \t\n\r]".to_owned(),
            'w' => r"[^\p{P}\p{Z}\p{C}]".to_owned(),
            'W' => r"[\p{P}\p{Z}\p{C}]".to_owned(),
            'i' => format!("[{NAME_START}]"),
            'I' => format!("[^{NAME_START}]"),
            'c' => format!("[{NAME_START}{NAME_MORE}]"),
            'C' => format!("[^{NAME_START}{NAME_MORE}]"),
            'p' | 'P' => self.property(character)?,
            '1'..='9' => return Err(Fault::undecided("a pattern refers back to what a group has matched")),
            other => return Err(self.wrong(&format!("`\\{other}` means nothing in XML Schema"))),
        })
    }

    /// A general category or a block of Unicode.
    fn property(&mut self, sign: char) -> Result<String, Fault> {
        let named = self.rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
        let Some((name, rest)) = named else {
            return Err(self.wrong(&format!("`\\{sign}` shall be followed by a name in braces")));
        };
        self.rest = rest;
        if let Some(name) = name.strip_prefix("Is") {
            let (first, last) = block(name).ok_or_else(|| {
                Fault::undecided(format!("a pattern names the Unicode block `{name}`, which is not known here"))
            })?;
            let not = if sign == 'P' { "^" } else { "" };
            return Ok(format!("[{not}\\u{{{first:X}}}-\\u{{{last:X}}}]"));
        }
        let mut letters = name.chars();
        let category = letters.next().is_some_and(|letter| "LMNPZSC".contains(letter))
            && letters.next().is_none_or(|letter| letter.is_ascii_lowercase())
            && letters.next().is_none();
        if category {
            Ok(format!("\\{sign}{{{name}}}"))
        } else {
            Err(self.wrong(&format!("`{name}` is no category of Unicode")))
        }
    }

    /// A class in brackets, behind the opening one.
    pub(super) fn class(&mut self, depth: u32) -> Result<(), Fault> {
        if depth > MAX_DEPTH {
            return Err(Fault::undecided(format!("a pattern is nested more than {MAX_DEPTH} deep")));
        }
        self.out.push('[');
        if self.take('^') {
            self.out.push('^');
        }
        // A group of its own, so that a subtraction takes away from all of it.
        self.out.push('[');
        let mut empty = true;
        loop {
            if self.rest.starts_with("-[") && !empty {
                self.next();
                self.next();
                self.out.push_str("]--");
                self.class(depth + 1)?;
                return if self.take(']') {
                    self.out.push(']');
                    Ok(())
                } else {
                    Err(self.wrong("something stands behind what is taken away from a class"))
                };
            }
            match self.next() {
                None => return Err(self.wrong("`[` is never closed")),
                Some(']') if !empty => {
                    self.out.push_str("]]");
                    return Ok(());
                }
                Some(']' | '[') => return Err(self.wrong("a bracket inside a class is written with a backslash")),
                Some(first) => self.member(first)?,
            }
            empty = false;
        }
    }

    /// One character, class or range.
    fn member(&mut self, first: char) -> Result<(), Fault> {
        let one = self.single(first)?;
        self.out.push_str(&one);
        let range = self.rest.starts_with('-') && !self.rest.starts_with("-]") && !self.rest.starts_with("-[");
        // A hyphen right behind the start is itself, and so is one behind a class escape.
        if !range || first == '-' {
            return Ok(());
        }
        if is_class(&one) {
            return Err(self.wrong("a range starts with a class"));
        }
        self.next();
        let Some(last) = self.next() else { return Err(self.wrong("a range has no end")) };
        let last = self.single(last)?;
        if is_class(&last) {
            return Err(self.wrong("a range ends with a class"));
        }
        self.out.push('-');
        self.out.push_str(&last);
        Ok(())
    }

    fn single(&mut self, character: char) -> Result<String, Fault> {
        match character {
            '\\' => self.escape(),
            // Signs that mean something to `regex` inside a class, and nothing to XML Schema.
            '-' | '&' | '~' | '^' => Ok(format!("\\{character}")),
            literal => Ok(regex::escape(literal.encode_utf8(&mut [0; 4]))),
        }
    }
}

/// Whether what is translated is a class of its own, and no character.
fn is_class(translated: &str) -> bool {
    ["[", r"\p", r"\P"].iter().any(|start| translated.starts_with(start))
}
