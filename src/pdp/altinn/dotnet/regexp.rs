//! `new Regex(pattern).IsMatch(text)`: .NET's patterns, told in the language of the `regex` crate.
//!
//! The two mean the same by most signs, by others not: `\w`, `\s`, `.` and `$` are written out. What only .NET has, such
//! as looking around and back, is not told; a slip that .NET refuses for certain throws. The search is linear, so no
//! pattern can make it hang, which the engine's own may.

use super::Told;
use regex::{Regex, RegexBuilder};

/// The largest program that a pattern may become.
const SIZE_LIMIT: usize = 1 << 20;

const ONLY_DOTNET: &str = "the pattern has a part that only .NET's regular expressions have";
const UNSURE: &str = "it is not known how .NET reads this pattern";

/// A pattern that has been read.
#[derive(Clone, Debug)]
pub(in super::super) enum Pattern {
    /// It can be asked.
    Compiled {
        /// The pattern.
        regex: Regex,
        /// What a text must be made of for both languages to mean the same.
        limits: Limits,
    },
    /// .NET refuses it.
    Refused,
    /// It cannot be told here.
    Unknown(&'static str),
}

/// Where the translation is exact.
#[derive(Clone, Copy, Debug, Default)]
pub(in super::super) struct Limits {
    /// Only in texts without a line end: `$` also matches before the last one.
    one_line: bool,
    /// Only in texts of ASCII: letter case, and what begins a word.
    ascii: bool,
}

impl Pattern {
    /// Reads a pattern of .NET's.
    pub(in super::super) fn new(pattern: &str) -> Self {
        let mut reader = Reader { rest: pattern, out: String::with_capacity(pattern.len()), limits: Limits::default() };
        match reader.alternatives(0) {
            Err(Stop::Refused) => return Self::Refused,
            Err(Stop::Unknown(reason)) => return Self::Unknown(reason),
            Ok(()) => {}
        }
        if !reader.rest.is_empty() {
            // A bracket closes what was never opened.
            return Self::Refused;
        }
        match RegexBuilder::new(&reader.out).size_limit(SIZE_LIMIT).build() {
            Ok(regex) => Self::Compiled { regex, limits: reader.limits },
            Err(_) => Self::Unknown(UNSURE),
        }
    }

    /// Whether it is found in a text.
    pub(in super::super) fn is_found_in(&self, text: &str) -> Told {
        match self {
            Self::Refused => Told::Throws,
            Self::Unknown(reason) => Told::Unknown(reason),
            Self::Compiled { limits, .. } if limits.one_line && text.contains('\n') => {
                Told::Unknown("the value has a line end, and `$` also matches before the last one")
            }
            Self::Compiled { limits, .. } if limits.ascii && !text.is_ascii() => Told::Unknown(UNSURE),
            // .NET counts characters beyond the first plane as two.
            Self::Compiled { .. } if text.chars().any(|character| character > '\u{ffff}') => Told::Unknown(UNSURE),
            Self::Compiled { regex, .. } => Told::from(regex.is_match(text)),
        }
    }
}

enum Stop {
    Refused,
    Unknown(&'static str),
}

type Reading<T> = Result<T, Stop>;

/// Deeper brackets are not followed.
const MAX_DEPTH: usize = 100;

struct Reader<'p> {
    rest: &'p str,
    out: String,
    limits: Limits,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let next = characters.next();
        self.rest = characters.as_str();
        next
    }

    fn skip(&mut self, prefix: &str) -> bool {
        let rest = self.rest.strip_prefix(prefix);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Up to the closing bracket or the end.
    fn alternatives(&mut self, depth: usize) -> Reading<()> {
        if depth > MAX_DEPTH {
            return Err(Stop::Unknown("the pattern has too many brackets within each other"));
        }
        // What a quantifier would repeat: nothing yet, something that may be repeated, or a quantifier.
        let mut last = Last::Nothing;
        while let Some(character) = self.peek() {
            match character {
                ')' => return Ok(()),
                '|' => {
                    self.next();
                    self.out.push('|');
                    last = Last::Nothing;
                }
                '(' => {
                    self.next();
                    self.group(depth)?;
                    last = Last::Item;
                }
                '*' | '+' | '?' => last = self.quantifier(last, None)?,
                '{' => match counted(self.rest) {
                    Some(count) => last = self.quantifier(last, Some(count))?,
                    None => {
                        self.next();
                        self.out.push_str("\\{");
                        last = Last::Item;
                    }
                },
                '[' => {
                    self.next();
                    self.class()?;
                    last = Last::Item;
                }
                '\\' => {
                    self.next();
                    last = self.escape()?;
                }
                '.' => {
                    self.next();
                    self.out.push_str("[^\\n]");
                    last = Last::Item;
                }
                '^' => {
                    self.next();
                    self.out.push_str("\\A");
                    last = Last::Edge;
                }
                '$' => {
                    self.next();
                    self.limits.one_line = true;
                    self.out.push_str("\\z");
                    last = Last::Edge;
                }
                _ => {
                    self.next();
                    self.literal(character)?;
                    last = Last::Item;
                }
            }
        }
        Ok(())
    }

    fn literal(&mut self, character: char) -> Reading<()> {
        if character > '\u{ffff}' {
            return Err(Stop::Unknown(UNSURE));
        }
        if regex_syntax_sign(character) {
            self.out.push('\\');
        }
        self.out.push(character);
        Ok(())
    }

    fn group(&mut self, depth: usize) -> Reading<()> {
        if self.skip("?:") || !self.rest.starts_with('?') {
            self.out.push_str("(?:");
        } else if let Some(rest) = named(self.rest) {
            self.rest = rest;
            self.out.push_str("(?:");
        } else {
            return Err(Stop::Unknown(ONLY_DOTNET));
        }
        self.alternatives(depth + 1)?;
        match self.next() {
            Some(_) => {
                self.out.push(')');
                Ok(())
            }
            None => Err(Stop::Refused),
        }
    }

    fn quantifier(&mut self, last: Last, count: Option<(u32, Option<u32>, usize)>) -> Reading<Last> {
        match last {
            // Nothing to repeat, or a quantifier upon a quantifier.
            Last::Nothing | Last::Quantifier => return Err(Stop::Refused),
            Last::Edge => return Err(Stop::Unknown(UNSURE)),
            Last::Item => {}
        }
        let length = match count {
            Some((least, Some(most), _)) if least > most => return Err(Stop::Refused),
            Some((_, _, length)) => length,
            None => 1,
        };
        let (sign, rest) = self.rest.split_at(length);
        self.out.push_str(sign);
        self.rest = rest;
        if self.skip("?") {
            self.out.push('?');
        }
        Ok(Last::Quantifier)
    }

    fn escape(&mut self) -> Reading<Last> {
        let Some(character) = self.next() else { return Err(Stop::Refused) };
        let written = match character {
            'w' => "[\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}]",
            'W' => "[^\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}]",
            's' => "[\\t-\\r\\x{85}\\p{Z}]",
            'S' => "[^\\t-\\r\\x{85}\\p{Z}]",
            'd' => "\\p{Nd}",
            'D' => "\\P{Nd}",
            't' => "\\t",
            'n' => "\\n",
            'r' => "\\r",
            'f' => "\\f",
            'v' => "\\v",
            'a' => "\\a",
            'e' => "\\x1B",
            'A' => return Ok(self.edge("\\A")),
            'z' => return Ok(self.edge("\\z")),
            'Z' => {
                self.limits.one_line = true;
                return Ok(self.edge("\\z"));
            }
            'b' | 'B' => {
                self.limits.ascii = true;
                return Ok(self.edge(if character == 'b' { "\\b" } else { "\\B" }));
            }
            'p' | 'P' => {
                let property = self.property()?;
                self.out.push_str(&format!("\\{character}{{{property}}}"));
                return Ok(Last::Item);
            }
            'x' => return self.number(2).map(|()| Last::Item),
            'u' => return self.number(4).map(|()| Last::Item),
            // References back, octal numbers, control characters, the end of the last match.
            '0'..='9' | 'k' | 'c' | 'G' => return Err(Stop::Unknown(ONLY_DOTNET)),
            // Every other letter behind a backslash is refused, and an underscore is a letter too.
            '_' => return Err(Stop::Refused),
            letter if letter.is_ascii_alphabetic() => return Err(Stop::Refused),
            letter if letter.is_alphanumeric() => return Err(Stop::Unknown(UNSURE)),
            sign => {
                self.literal(sign)?;
                return Ok(Last::Item);
            }
        };
        self.out.push_str(written);
        Ok(Last::Item)
    }

    fn edge(&mut self, written: &str) -> Last {
        self.out.push_str(written);
        Last::Edge
    }

    /// A general category of Unicode, which both languages name alike; blocks are .NET's own.
    fn property(&mut self) -> Reading<String> {
        let Some((name, rest)) = self.rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) else {
            return Err(Stop::Refused);
        };
        const CATEGORIES: [&str; 35] = [
            "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps",
            "Pe", "Pi", "Pf", "Po", "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "C", "Cc", "Cf", "Co",
        ];
        if !CATEGORIES.contains(&name) {
            return Err(Stop::Unknown(ONLY_DOTNET));
        }
        self.rest = rest;
        Ok(name.to_owned())
    }

    /// A character by its number in so many hexadecimal digits.
    fn number(&mut self, length: usize) -> Reading<()> {
        let digits = self.rest.get(..length).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let Some(digits) = digits else { return Err(Stop::Refused) };
        match u32::from_str_radix(digits, 16).ok().and_then(char::from_u32) {
            Some(character) => {
                self.rest = &self.rest[length..];
                self.literal(character)
            }
            None => Err(Stop::Unknown(UNSURE)),
        }
    }

    fn class(&mut self) -> Reading<()> {
        self.out.push('[');
        if self.skip("^") {
            self.out.push('^');
        }
        let mut first = true;
        loop {
            let from = match self.next() {
                None => return Err(Stop::Refused),
                Some(']') if !first => break,
                // A class taken away from a class, and what may be one of POSIX.
                Some('-') if self.rest.starts_with('[') => return Err(Stop::Unknown(ONLY_DOTNET)),
                Some('[') if self.rest.starts_with(':') => return Err(Stop::Unknown(ONLY_DOTNET)),
                Some('\\') => self.class_escape()?,
                Some(character) => Some(character),
            };
            first = false;
            let Some(from) = from else {
                // A set of characters is no end of a range; what .NET makes of the hyphen is left alone.
                if self.rest.starts_with('-') && !self.rest.starts_with("-]") {
                    return Err(Stop::Unknown(UNSURE));
                }
                continue;
            };
            if self.rest.starts_with('-') && !self.rest.starts_with("-]") {
                self.next();
                let to = match self.next() {
                    None => return Err(Stop::Refused),
                    Some('[') => return Err(Stop::Unknown(ONLY_DOTNET)),
                    Some('\\') => self.class_escape()?.ok_or(Stop::Unknown(UNSURE))?,
                    Some(character) => character,
                };
                if from > to {
                    return Err(Stop::Refused);
                }
                self.class_literal(from)?;
                self.out.push('-');
                self.class_literal(to)?;
            } else {
                self.class_literal(from)?;
            }
        }
        self.out.push(']');
        Ok(())
    }

    /// One character, or none where a whole set was written.
    fn class_escape(&mut self) -> Reading<Option<char>> {
        let Some(character) = self.next() else { return Err(Stop::Refused) };
        let set = match character {
            'w' => "\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}",
            's' => "\\t-\\r\\x{85}\\p{Z}",
            'd' => "\\p{Nd}",
            'D' => "\\P{Nd}",
            'W' => "[^\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}]",
            'S' => "[^\\t-\\r\\x{85}\\p{Z}]",
            'p' | 'P' => {
                let property = self.property()?;
                self.out.push_str(&format!("\\{character}{{{property}}}"));
                return Ok(None);
            }
            't' => return Ok(Some('\t')),
            'n' => return Ok(Some('\n')),
            'r' => return Ok(Some('\r')),
            'x' | 'u' | 'c' | 'b' | 'f' | 'v' | 'a' | 'e' | '0'..='9' => return Err(Stop::Unknown(UNSURE)),
            letter if letter.is_ascii_alphabetic() || letter == '_' => return Err(Stop::Refused),
            letter if letter.is_alphanumeric() => return Err(Stop::Unknown(UNSURE)),
            sign => return Ok(Some(sign)),
        };
        self.out.push_str(set);
        Ok(None)
    }

    fn class_literal(&mut self, character: char) -> Reading<()> {
        match character {
            character if character > '\u{ffff}' => Err(Stop::Unknown(UNSURE)),
            '[' | ']' | '\\' | '^' | '-' | '&' | '~' => {
                self.out.push('\\');
                self.out.push(character);
                Ok(())
            }
            character => {
                self.out.push(character);
                Ok(())
            }
        }
    }
}

/// What stands before a quantifier.
#[derive(Clone, Copy)]
enum Last {
    Nothing,
    Item,
    Quantifier,
    Edge,
}

/// `{n}`, `{n,}` or `{n,m}` at the start of a text: the numbers, and how long it is. Everything else is a bare brace.
fn counted(text: &str) -> Option<(u32, Option<u32>, usize)> {
    let (inner, _) = text.strip_prefix('{')?.split_once('}')?;
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().ok()).flatten()
    };
    let length = inner.len() + 2;
    match inner.split_once(',') {
        None => number(inner).map(|count| (count, Some(count), length)),
        Some((least, "")) => number(least).map(|least| (least, None, length)),
        Some((least, most)) => Some((number(least)?, Some(number(most)?), length)),
    }
}

/// What stands behind the name of a named group; none if it is something else.
fn named(text: &str) -> Option<&str> {
    let (open, close) = if text.starts_with("?<") { ("?<", '>') } else { ("?'", '\'') };
    let (name, rest) = text.strip_prefix(open)?.split_once(close)?;
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_name.then_some(rest)
}

/// Characters that mean something to the `regex` crate outside a class.
const fn regex_syntax_sign(character: char) -> bool {
    matches!(
        character,
        '\\' | '.' | '+' | '*' | '?' | '(' | ')' | '|' | '[' | ']' | '{' | '}' | '^' | '$' | '#' | '&' | '-' | '~'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pattern: &str, text: &str) -> Told {
        Pattern::new(pattern).is_found_in(text)
    }

    #[test]
    fn patterns_are_not_anchored() {
        assert_eq!(asked("ask", "Task_1"), Told::Yes);
        assert_eq!(asked("^ask", "Task_1"), Told::No);
        assert_eq!(asked("", "Task_1"), Told::Yes);
        assert_eq!(asked("^Task_\\d$", "Task_1"), Told::Yes);
        assert_eq!(asked("INN.", "FFØR"), Told::No);
        assert_eq!(asked("FFØ.", "FFØR"), Told::Yes);
        assert_eq!(asked("[A-Za-z_]+", "1337"), Told::No);
        assert_eq!(asked("1337|zzz", "1337"), Told::Yes);
    }

    #[test]
    fn sets_mean_what_they_mean_in_dotnet() {
        assert_eq!(asked("^\\w+$", "ansvarlig_revisør"), Told::Yes);
        // A mark that Rust counts as part of a word and .NET does not.
        assert_eq!(asked("^\\w$", "\u{903}"), Told::No);
        assert_eq!(asked("^\\s$", "\u{a0}"), Told::Yes);
        assert_eq!(asked("^.$", "\r"), Told::Yes);
        assert_eq!(asked("^[\\w-]+$", "app-1"), Told::Yes);
        assert_eq!(asked("^\\p{Lu}", "Ø"), Told::Yes);
        assert_eq!(asked("\\u00e6", "æ"), Told::Yes);
        assert_eq!(asked("a&&b", "a&&b"), Told::Yes);
        assert_eq!(asked("[a&&b]", "&"), Told::Yes);
        assert_eq!(asked("[]a]", "]"), Told::Yes);
        assert_eq!(asked("x{,2}", "x{,2}"), Told::Yes);
        assert_eq!(asked("^x{2,3}?$", "xxx"), Told::Yes);
        assert_eq!(asked("^(?<rolle>DAGL|LEDE)$", "LEDE"), Told::Yes);
        assert_eq!(asked("^(?'_rolle_1'DAGL)$", "DAGL"), Told::Yes);
        assert_eq!(asked("^[a-a\\]\\-]+$", "a]-"), Told::Yes);
        assert_eq!(asked("^[\u{ffff}]$", "\u{ffff}"), Told::Yes);
        assert_eq!(asked("^\u{ffff}$", "\u{ffff}"), Told::Yes);
        assert_eq!(asked("[[a]", "["), Told::Yes);
        assert_eq!(asked("x{a}", "x{a}"), Told::Yes);
        assert_eq!(asked("x{}", "x{}"), Told::Yes);
        assert_eq!(asked("^x{+2}$", "x{{2}"), Told::Yes);
        assert_eq!(asked("\\€", "€"), Told::Yes);
        assert_eq!((asked("\\Bsk", "ask"), asked("\\bsk", "ask")), (Told::Yes, Told::No));
        assert_eq!(asked("^[\\w-]$", "-"), Told::Yes);
    }

    #[test]
    fn a_slip_throws() {
        for pattern in [
            "(", ")", "[a", "*a", "a**", "a|*", "\\", "[b-a]", "\\y", "a{3,2}", "\\p", "\\u00g0", "(?:a", "[\\q]",
            "[\\_]", "\\_",
        ] {
            assert_eq!(asked(pattern, "a"), Told::Throws, "{pattern}");
        }
    }

    #[test]
    fn what_only_dotnet_has_is_not_told() {
        for pattern in ["(?=a)", "[0-[a]", "(?<!a)b", "(a)\\1", "[a-z-[aeiou]]", "\\p{IsGreek}", "(?i)a", "\\Ga", "^*"]
        {
            assert!(matches!(asked(pattern, "a"), Told::Unknown(_)), "{pattern}");
        }
        assert!(matches!(asked("a$", "a\n"), Told::Unknown(_)));
        assert!(matches!(asked("\\bæ", "æ"), Told::Unknown(_)));
        assert!(matches!(asked("^.$", "\u{1f600}"), Told::Unknown(_)));
        assert!(matches!(asked(&"(".repeat(5000), "a"), Told::Unknown(_)));
        for pattern in
            ["(?<1>a)", "(?<a-b>a)", "[[:alpha:]]", "\\å", "[\\å]", "[\u{1f600}]", "\u{1f600}", "[\\d-z]", "[\\x41]"]
        {
            assert!(matches!(asked(pattern, "a"), Told::Unknown(_)), "{pattern}");
        }
        assert!(matches!(asked("a", "\u{1f600}"), Told::Unknown(_)));
    }

    #[test]
    fn a_pattern_that_grows_is_bounded() {
        assert!(matches!(asked("(((a{100}){100}){100}){100}", "a"), Told::Unknown(_)));
        assert_eq!(asked("^(a+)+$", &format!("{}b", "a".repeat(5000))), Told::No);
    }
}
