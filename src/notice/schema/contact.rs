//! What the API takes for an e-mail address and for a telephone number.
//!
//! Source: Altinn/altinn-notifications @0d0183f, `Validators/Rules/RecipientRules.cs`.

/// Altinn's own test of an address: a dotted name that ends in 2 to 14 letters.
pub fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.rsplit_once('@') else { return false };
    let last = domain.rsplit('.').next().unwrap_or_default();
    let is_plain =
        |part: &str| !part.is_empty() && !part.contains(|one: char| one.is_whitespace() || one == '@' || one == ';');
    is_plain(name)
        && domain.contains('.')
        && domain.split('.').all(is_plain)
        && (2..=14).contains(&last.chars().count())
        && last.chars().all(char::is_alphabetic)
}

/// Whether a number has its country and a length that a number can have.
pub fn is_phone(text: &str) -> bool {
    let text: String = text.chars().filter(|one| !matches!(one, ' ' | '-')).collect();
    let Some(rest) = text.strip_prefix('+').or_else(|| text.strip_prefix("00")) else { return false };
    let is_number = rest.bytes().all(|byte| byte.is_ascii_digit()) && (7..=15).contains(&rest.len());
    let fits_norway = rest.strip_prefix("47").is_none_or(|number| number.len() == 8 || number.len() == 12);
    is_number && fits_norway
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_numbers_are_told_from_others() {
        assert!(is_email("post@eksempelkommune.no") && is_email("ola+prøve@avd.example.com"));
        assert!(!["post", "post@", "@example.no", "post@example", "a b@example.no"].into_iter().any(is_email));
        assert!(is_phone("+4799999999") && is_phone("0047 999 99 999"));
        assert!(!["99999999", "+47abcdefgh", "+471", "0", ""].into_iter().any(is_phone));
    }
}
