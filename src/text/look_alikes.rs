//! Characters that look like others or like nothing.

use std::ops::Range;

/// A place that does not show what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookAlike {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it is.
    pub kind: LookAlikeKind,
    /// What is meant, where that is plain; an empty text where it is left out.
    pub instead: Option<String>,
}

/// Kinds of characters that deceive the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookAlikeKind {
    /// Turns the order of what is read.
    Direction,
    /// Has no width.
    Invisible,
    /// A soft hyphen, which is seen only at the end of a line.
    SoftHyphen,
    /// A blank at which no line is broken.
    NoBreakSpace,
    /// A word of Latin letters with letters of another script among them.
    MixedWord,
    /// A word all in another script than Latin.
    OtherScript,
}

/// Letters of other scripts that look like Latin ones, and those.
const CONFUSABLE: &[(char, char)] = &[
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('У', 'Y'),
    ('Х', 'X'),
    ('І', 'I'),
    ('Ј', 'J'),
    ('Ѕ', 'S'),
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('і', 'i'),
    ('ј', 'j'),
    ('ѕ', 's'),
    ('һ', 'h'),
    ('ԁ', 'd'),
    ('ӏ', 'l'),
    ('ԛ', 'q'),
    ('ԝ', 'w'),
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Ζ', 'Z'),
    ('Η', 'H'),
    ('Ι', 'I'),
    ('Κ', 'K'),
    ('Μ', 'M'),
    ('Ν', 'N'),
    ('Ο', 'O'),
    ('Ρ', 'P'),
    ('Τ', 'T'),
    ('Υ', 'Y'),
    ('Χ', 'X'),
    ('ο', 'o'),
    ('ν', 'v'),
    ('α', 'a'),
    ('ρ', 'p'),
    ('ι', 'i'),
    ('ϲ', 'c'),
];

/// Every such place of a text, in order. A word is told once.
pub fn look_alikes(text: &str) -> Vec<LookAlike> {
    let mut found = Vec::new();
    if text.is_ascii() {
        return found;
    }
    let mut word: Option<Range<usize>> = None;
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        if character.is_alphabetic() {
            word = Some(word.map_or(at, |word| word.start)..end);
            continue;
        }
        found.extend(word.take().and_then(|range| judged(text, range)));
        // Pictures are joined by a character without a width.
        let joins_pictures =
            character == '\u{200d}' && text[..at].ends_with(|one: char| one >= '\u{2190}' && !one.is_alphabetic());
        if let Some((kind, instead)) = unseen(character).filter(|_| !joins_pictures) {
            found.push(LookAlike { range: at..end, kind, instead: Some(instead.to_owned()) });
        }
    }
    found.extend(word.and_then(|range| judged(text, range)));
    found
}

fn unseen(character: char) -> Option<(LookAlikeKind, &'static str)> {
    Some(match character {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' => {
            (LookAlikeKind::Direction, "")
        }
        '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{180e}' => (LookAlikeKind::Invisible, ""),
        '\u{ad}' => (LookAlikeKind::SoftHyphen, ""),
        '\u{a0}' | '\u{202f}' => (LookAlikeKind::NoBreakSpace, " "),
        _ => return None,
    })
}

fn judged(text: &str, range: Range<usize>) -> Option<LookAlike> {
    let word = &text[range.clone()];
    let latin = word.chars().filter(|letter| is_latin(*letter)).count();
    let all = word.chars().count();
    if latin == all {
        return None;
    }
    let meant = |letter: char| {
        if is_latin(letter) {
            Some(letter)
        } else {
            CONFUSABLE.iter().find(|(other, _)| *other == letter).map(|(_, latin)| *latin)
        }
    };
    let instead: Option<String> = word.chars().map(meant).collect();
    let kind = if latin == 0 { LookAlikeKind::OtherScript } else { LookAlikeKind::MixedWord };
    Some(LookAlike { range, kind, instead: instead.filter(|_| latin > 0) })
}

/// Whether a letter is Latin, whatever its marks; the signs for numbers and units count too.
fn is_latin(letter: char) -> bool {
    matches!(letter, 'a'..='z' | 'A'..='Z' | '\u{aa}' | '\u{b5}' | '\u{ba}' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{250}'..='\u{2af}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}')
}

#[cfg(test)]
mod tests {
    use super::LookAlikeKind::{Direction, Invisible, MixedWord, NoBreakSpace, OtherScript};
    use super::*;

    fn found(text: &str) -> Vec<(&str, LookAlikeKind, Option<String>)> {
        look_alikes(text).into_iter().map(|one| (&text[one.range], one.kind, one.instead)).collect()
    }

    #[test]
    fn letters_of_another_script_among_latin_ones_are_found() {
        assert_eq!(found("\u{410}ltinn har sendt"), [("\u{410}ltinn", MixedWord, Some("Altinn".to_owned()))]);
        assert_eq!(found("Привет Altinn"), [("Привет", OtherScript, None)]);
        assert_eq!(found("Altinnж"), [("Altinnж", MixedWord, None)]);
    }

    #[test]
    fn what_has_no_width_or_turns_the_order_is_found() {
        let empty = || Some(String::new());
        assert_eq!(found("Alt\u{200b}inn"), [("\u{200b}", Invisible, empty())]);
        assert_eq!(found("\u{202e}on.nnitla"), [("\u{202e}", Direction, empty())]);
        assert_eq!(found("10\u{a0}kr"), [("\u{a0}", NoBreakSpace, Some(" ".to_owned()))]);
    }

    #[test]
    fn sami_and_other_latin_letters_are_themselves() {
        for text in
            ["Dus lea ođđa mearrádus Altinnas", "čáppa ŋ š ŧ ž", "«æøå» – 100 € 📨", "👩\u{200d}💻", "Łódź ªº µ"]
        {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
