//! The default alphabet of GSM 03.38 with its extension table.

use std::sync::LazyLock;

/// The basic table, 1 septet each. The escape character itself is left out: it stands for no character.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§\
                     ¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// The extension table: an escape and the character, 2 septets.
const EXTENSION: &str = "\u{c}^{}\\[~]|€";

/// Both tables by code point, up to the last Greek letter: every text is counted, some of them many times.
static SEPTETS: LazyLock<[Option<usize>; 0x400]> = LazyLock::new(|| {
    let mut septets = [None; 0x400];
    for (table, cost) in [(BASIC, 1), (EXTENSION, 2)] {
        for place in table.chars().map(|one| one as usize) {
            if let Some(entry) = septets.get_mut(place) {
                *entry = Some(cost);
            }
        }
    }
    septets
});

/// What a character costs in septets; none if the alphabet does not have it.
pub fn septets(character: char) -> Option<usize> {
    match SEPTETS.get(character as usize) {
        Some(septets) => *septets,
        None => EXTENSION.contains(character).then_some(2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_have_their_full_number_of_characters() {
        let count = |table: &str| {
            let mut characters: Vec<char> = table.chars().collect();
            characters.sort_unstable();
            characters.dedup();
            characters.len()
        };
        assert_eq!((count(BASIC), BASIC.chars().count()), (127, 127));
        assert_eq!((count(EXTENSION), EXTENSION.chars().count()), (10, 10));
    }

    #[test]
    fn norwegian_letters_cost_one_and_look_alikes_are_outside() {
        assert!("æøåÆØÅéäöüÄÖÜàÇ".chars().all(|character| septets(character) == Some(1)));
        assert!("€[]{}~^|\\".chars().all(|character| septets(character) == Some(2)));
        assert!("–—“”’…«»•\u{a0}êôâçáčđŋšŧž📨\t`".chars().all(|character| septets(character).is_none()));
    }
}
