//! Regular expressions of XML Schema, with the anchors and reluctant quantifiers of XQuery's `fn:matches`, on the `regex`
//! crate, which takes linear time whatever the pattern.
//!
//! A pattern is translated character by character; what XML Schema does not have is an error here too, even where `regex`
//! would take it. Back-references, which XQuery has and no linear engine can offer, are undecided.

mod blocks;
mod class;

use super::fault::Fault;
use regex::{Regex, RegexBuilder};

/// The longest pattern that is read.
const MAX_PATTERN: usize = 10_000;
/// What a compiled pattern may weigh.
const MAX_COMPILED: usize = 4 << 20;
/// The deepest nesting of groups and classes.
const MAX_DEPTH: u32 = 100;

/// Reads a pattern, which then may match anywhere in a text.
pub(super) fn compile(pattern: &str) -> Result<Regex, Fault> {
    let translated = translate(pattern)?;
    let compiled = RegexBuilder::new(&translated).size_limit(MAX_COMPILED).nest_limit(2 * MAX_DEPTH).build();
    match compiled {
        Ok(regex) => Ok(regex),
        Err(regex::Error::CompiledTooBig(_)) => {
            Err(Fault::undecided(format!("the pattern `{}` needs too much memory", shortened(pattern))))
        }
        Err(_) => Err(wrong(pattern, "it is no regular expression of XML Schema")),
    }
}

fn wrong(pattern: &str, reason: &str) -> Fault {
    Fault::processing(format!("the pattern `{}` cannot be read: {reason}", shortened(pattern)))
}

fn shortened(pattern: &str) -> String {
    if pattern.chars().count() <= 60 { pattern.to_owned() } else { pattern.chars().take(59).chain(['…']).collect() }
}

/// The pattern as `regex` writes it.
fn translate(pattern: &str) -> Result<String, Fault> {
    if pattern.len() > MAX_PATTERN {
        return Err(Fault::undecided(format!("a pattern is longer than {MAX_PATTERN} bytes")));
    }
    let mut translator = Translator { pattern, rest: pattern, out: String::with_capacity(pattern.len() * 2) };
    translator.branches(0)?;
    match translator.rest {
        "" => Ok(translator.out),
        _ => Err(translator.wrong("a closing bracket has no opening one")),
    }
}

struct Translator<'p> {
    pattern: &'p str,
    rest: &'p str,
    out: String,
}

impl Translator<'_> {
    fn wrong(&self, reason: &str) -> Fault {
        wrong(self.pattern, reason)
    }

    fn next(&mut self) -> Option<char> {
        let character = self.rest.chars().next()?;
        self.rest = self.rest.get(character.len_utf8()..).unwrap_or_default();
        Some(character)
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.rest.starts_with(wanted);
        if found {
            self.next();
        }
        found
    }

    /// Everything up to the end, or to the bracket that closes the group.
    fn branches(&mut self, depth: u32) -> Result<(), Fault> {
        if depth > MAX_DEPTH {
            return Err(Fault::undecided(format!("a pattern is nested more than {MAX_DEPTH} deep")));
        }
        while let Some(character) = self.rest.chars().next() {
            if character == ')' {
                return Ok(());
            }
            self.next();
            let repeatable = match character {
                '|' | '^' => {
                    self.out.push(character);
                    false
                }
                '$' => {
                    self.out.push_str(r"\z");
                    false
                }
                '(' => {
                    if self.rest.starts_with('?') {
                        return Err(self.wrong("`(?` starts nothing in XML Schema"));
                    }
                    self.out.push_str("(?:");
                    self.branches(depth + 1)?;
                    if !self.take(')') {
                        return Err(self.wrong("an opening bracket has no closing one"));
                    }
                    self.out.push(')');
                    true
                }
                '[' => {
                    self.class(depth)?;
                    true
                }
                '.' => {
                    self.out.push_str(r"[^\n]");
                    true
                }
                '\\' => {
                    let escaped = self.escape()?;
                    self.out.push_str(&escaped);
                    true
                }
                '*' | '+' | '?' | '{' | '}' | ']' => {
                    return Err(self.wrong(&format!("`{character}` stands alone; write `\\{character}`")));
                }
                literal => {
                    self.literal(literal);
                    true
                }
            };
            if repeatable {
                self.quantifier()?;
            }
        }
        if depth == 0 { Ok(()) } else { Err(self.wrong("an opening bracket has no closing one")) }
    }

    fn literal(&mut self, character: char) {
        self.out.push_str(&regex::escape(character.encode_utf8(&mut [0; 4])));
    }

    fn quantifier(&mut self) -> Result<(), Fault> {
        match self.rest.chars().next() {
            Some(sign @ ('*' | '+' | '?')) => {
                self.next();
                self.out.push(sign);
            }
            Some('{') => {
                let (inside, rest) = self.rest.split_once('}').ok_or_else(|| self.wrong("`{` is never closed"))?;
                let inside = inside.strip_prefix('{').unwrap_or_default();
                let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
                let (least, most) = inside.split_once(',').unwrap_or((inside, ""));
                if !number(least) || !(most.is_empty() || number(most)) {
                    return Err(self.wrong(&format!("`{{{inside}}}` is no number of times")));
                }
                self.out.push('{');
                self.out.push_str(inside);
                self.out.push('}');
                self.rest = rest;
            }
            _ => return Ok(()),
        }
        if self.take('?') {
            self.out.push('?');
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, text: &str) -> bool {
        compile(pattern).unwrap().is_match(text)
    }

    #[test]
    fn a_pattern_matches_anywhere_unless_anchored() {
        assert!(matches("bær", "blåbærsyltetøy"));
        assert!(!matches("^bær", "blåbær"));
        assert!(matches("bær$", "blåbær"));
        assert!(!matches("bær$", "blåbær\n"));
        assert!(matches("a|^b", "b"));
        assert!(matches("", "x"));
    }

    #[test]
    fn the_schemas_own_escapes_and_classes() {
        assert!(matches(r"^\i\c*$", "Task_1"));
        assert!(!matches(r"^\i\c*$", "1Task"));
        assert!(matches(r"^\w+$", "blåbær1"));
        assert!(!matches(r"\w", "-.,"));
        assert!(matches(r"^\s$", "\t"));
        assert!(!matches(r"\s", "\u{a0}"));
        assert!(matches("^[a-z-[aeiou]]+$", "bcd"));
        assert!(!matches("^[a-z-[aeiou]]+$", "bad"));
        assert!(matches(r"^[\d\-&&~]+$", "1-&~"));
        assert!(matches(r"^\p{Lu}\P{Lu}$", "Æb"));
        assert!(matches(r"^\p{IsCyrillic}+$", "Привет"));
        assert!(!matches(r"\p{IsCyrillic}", "Hei"));
        assert!(matches("^[^-a]$", "b"));
        assert!(!matches("^[^-a]$", "-"));
        assert!(matches("a{2,3}", "aa"));
        assert!(matches("^a.c$", "a\rc"));
        assert!(!matches("^a.c$", "a\nc"));
        assert!(matches("a+?b", "aab"));
    }

    #[test]
    fn what_the_schema_does_not_have_is_an_error() {
        for pattern in
            ["(", ")", "[a", "a{", "a{x}", "a{,2}", "*a", "a**", "(?i)a", r"\q", r"\", "a]", "[]", "[b-a]", "[[a]]"]
        {
            assert!(compile(pattern).is_err_and(|fault| !fault.is_undecided()), "{pattern}");
        }
    }

    #[test]
    fn what_no_linear_engine_offers_is_undecided() {
        let nested = format!("{}a{}", "(".repeat(5000), ")".repeat(5000));
        for pattern in [r"(a)\1", "((a{500}){500}){500}", &"a".repeat(20_000), &nested] {
            assert!(compile(pattern).is_err_and(|fault| fault.is_undecided()), "{pattern}");
        }
    }
}
