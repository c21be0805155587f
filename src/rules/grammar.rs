//! Small words of findings.

/// `1 place`, `3 places`.
pub(crate) fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

/// The most words of a list that are said; nobody reads on.
const MOST: usize = 24;

/// `a`, `a and b`, `a, b and c`; of very many the first, and how many more.
pub(crate) fn list<S: AsRef<str>>(words: &[S]) -> String {
    if words.len() > MOST {
        let said: Vec<&str> = words.iter().take(MOST - 1).map(AsRef::as_ref).collect();
        return format!("{} and {} more", said.join(", "), words.len() - said.len());
    }
    match words.split_last() {
        None => String::new(),
        Some((only, [])) => only.as_ref().to_owned(),
        Some((last, rest)) => {
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", rest.join(", "), last.as_ref())
        }
    }
}

/// The candidate that is nearest to a word, if any is near enough to be meant.
pub(crate) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = word.to_lowercase();
    let allowed = match word.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=10 => 2,
        _ => 3,
    };
    candidates
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, candidate)| (*distance, candidate.len()))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_two_letters_is_understood() {
        assert_eq!(nearest("DALG", ["dagl", "lede"]), Some("dagl"));
        assert_eq!(nearest("qqqq", ["dagl", "lede"]), None);
    }

    #[test]
    fn lists_read_like_a_sentence() {
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(list(&["a"]), "a");
        let many = |count| list(&vec!["a"; count]);
        assert!(many(MOST).ends_with(", a and a") && many(MOST + 1).ends_with(", a and 2 more"), "{}", many(MOST + 1));
        assert!(many(5000).len() < 100, "{}", many(5000));
    }
}
