//! Characters that an SMS does not have, and what can stand in their place.

use super::gsm::septets;
use super::html::FILLED_IN;
use std::ops::Range;

/// A character, or a letter with its combining marks, outside the alphabet of SMS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it is.
    pub kind: ForeignKind,
    /// What can stand there instead; an empty text where it is left out.
    pub instead: Option<&'static str>,
}

/// Kinds of characters outside the alphabet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ForeignKind {
    /// A dash, quotation mark, space or the like: the plain one says the same.
    Typographic,
    /// A letter written in two parts, which exists as one.
    Decomposed,
    /// Something without a width.
    Invisible,
    /// A letter: another one changes the word.
    Letter,
    /// A picture.
    Picture,
    /// Anything else.
    Other,
}

/// Every character of a text that forces another alphabet, in order.
pub fn foreign(text: &str) -> Vec<Foreign> {
    let mut found = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let mut end = at + character.len_utf8();
        let composed = characters.peek().and_then(|(_, mark)| composed(character, *mark));
        if let (Some(instead), Some((next, mark))) = (composed, characters.peek().copied()) {
            characters.next();
            end = next + mark.len_utf8();
            found.push(Foreign { range: at..end, kind: ForeignKind::Decomposed, instead: Some(instead) });
        } else if character != FILLED_IN && septets(character).is_none() {
            let (kind, instead) = classify(character);
            // A picture is often several characters joined without a width.
            if kind == ForeignKind::Picture {
                while let Some((next, part)) = characters.peek().copied().filter(|(_, part)| is_picture_part(*part)) {
                    characters.next();
                    end = next + part.len_utf8();
                }
            }
            found.push(Foreign { range: at..end, kind, instead });
        }
    }
    found
}

fn classify(character: char) -> (ForeignKind, Option<&'static str>) {
    use ForeignKind::{Invisible, Letter, Other, Picture, Typographic};
    match character {
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '•' | '·' | '▪' => (Typographic, Some("-")),
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => (Typographic, Some("\"")),
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '´' | '`' | '′' => (Typographic, Some("'")),
        '…' => (Typographic, Some("...")),
        '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => (Typographic, Some(" ")),
        '\u{2028}' | '\u{2029}' => (Typographic, Some("\n")),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => {
            (Invisible, Some(""))
        }
        _ if is_picture(character) => (Picture, Some("")),
        _ if character.is_alphabetic() => (Letter, plain_letter(character)),
        _ => (Other, None),
    }
}

fn is_picture(character: char) -> bool {
    matches!(character, '\u{2300}'..='\u{23ff}' | '\u{2460}'..='\u{24ff}' | '\u{25a0}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

fn is_picture_part(character: char) -> bool {
    is_picture(character)
        || matches!(character, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{20e3}' | '\u{e0020}'..='\u{e007f}')
}

/// The letter without its mark.
fn plain_letter(letter: char) -> Option<&'static str> {
    Some(match letter {
        'á' | 'â' | 'ã' | 'ā' | 'ă' | 'ą' => "a",
        'Á' | 'À' | 'Â' | 'Ã' | 'Ā' | 'Ă' | 'Ą' => "A",
        'ç' | 'ć' | 'č' => "c",
        'Ć' | 'Č' => "C",
        'đ' | 'ð' | 'ď' => "d",
        'Đ' | 'Ð' | 'Ď' => "D",
        'ê' | 'ë' | 'ē' | 'ę' | 'ě' => "e",
        'È' | 'Ê' | 'Ë' | 'Ē' | 'Ę' | 'Ě' => "E",
        'í' | 'î' | 'ï' | 'ī' => "i",
        'Í' | 'Ì' | 'Î' | 'Ï' | 'Ī' => "I",
        'ł' => "l",
        'Ł' => "L",
        'ń' | 'ň' | 'ŋ' => "n",
        'Ń' | 'Ň' | 'Ŋ' => "N",
        'ó' | 'ô' | 'õ' | 'ő' => "o",
        'Ó' | 'Ò' | 'Ô' | 'Õ' | 'Ő' => "O",
        'ś' | 'š' | 'ş' => "s",
        'Ś' | 'Š' | 'Ş' => "S",
        'ŧ' | 'ť' | 'þ' => "t",
        'Ŧ' | 'Ť' | 'Þ' => "T",
        'ú' | 'û' | 'ů' | 'ű' => "u",
        'Ú' | 'Ù' | 'Û' | 'Ů' | 'Ű' => "U",
        'ý' | 'ÿ' => "y",
        'Ý' => "Y",
        'ź' | 'ż' | 'ž' => "z",
        'Ź' | 'Ż' | 'Ž' => "Z",
        _ => return None,
    })
}

/// The one letter that a letter and a combining mark make, where SMS have it.
fn composed(letter: char, mark: char) -> Option<&'static str> {
    Some(match (letter, mark) {
        ('a', '\u{30a}') => "å",
        ('A', '\u{30a}') => "Å",
        ('a', '\u{308}') => "ä",
        ('A', '\u{308}') => "Ä",
        ('o', '\u{308}') => "ö",
        ('O', '\u{308}') => "Ö",
        ('u', '\u{308}') => "ü",
        ('U', '\u{308}') => "Ü",
        ('e', '\u{301}') => "é",
        ('E', '\u{301}') => "É",
        ('e', '\u{300}') => "è",
        ('a', '\u{300}') => "à",
        ('o', '\u{300}') => "ò",
        ('n', '\u{303}') => "ñ",
        ('N', '\u{303}') => "Ñ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(&str, ForeignKind, Option<&'static str>)> {
        foreign(text).into_iter().map(|one| (&text[one.range.clone()], one.kind, one.instead)).collect()
    }

    #[test]
    fn each_character_is_told_what_it_is() {
        use ForeignKind::{Decomposed, Invisible, Letter, Other, Picture, Typographic};
        assert_eq!(
            kinds("«Vedtak» – «No\u{200b}» čáppa a\u{30a} 👩\u{200d}💻📨 中 ‰"),
            [
                ("«", Typographic, Some("\"")),
                ("»", Typographic, Some("\"")),
                ("–", Typographic, Some("-")),
                ("«", Typographic, Some("\"")),
                ("\u{200b}", Invisible, Some("")),
                ("»", Typographic, Some("\"")),
                ("č", Letter, Some("c")),
                ("á", Letter, Some("a")),
                ("a\u{30a}", Decomposed, Some("å")),
                ("👩\u{200d}💻📨", Picture, Some("")),
                ("中", Letter, None),
                ("‰", Other, None),
            ]
        );
    }

    #[test]
    fn every_replacement_is_in_the_alphabet() {
        for code in 0x80..0x2000_u32 {
            let Some(character) = char::from_u32(code) else { continue };
            let (_, instead) = classify(character);
            assert!(instead.unwrap_or_default().chars().all(|one| septets(one).is_some()), "{character}");
        }
    }
}
