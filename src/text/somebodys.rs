//! Addresses that somebody may have, and not an office or an example.

/// Mail providers at which people, and no public bodies, have their addresses.
const PRIVATE: [&str; 15] = [
    "gmail.com",
    "googlemail.com",
    "proton.me",
    "hotmail.com",
    "hotmail.no",
    "outlook.com",
    "live.no",
    "live.com",
    "yahoo.com",
    "yahoo.no",
    "icloud.com",
    "online.no",
    "msn.com",
    "protonmail.com",
    "me.com",
];

/// What kind of address somebody may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Somebodys {
    /// An e-mail address at a private provider.
    Mail,
    /// A Norwegian mobile number.
    Mobile,
}

/// Whether an e-mail address or a telephone number may be somebody's own; none for what is plainly made up.
pub fn somebodys(text: &str) -> Option<Somebodys> {
    if is_private_mail(text) {
        Some(Somebodys::Mail)
    } else if is_mobile(text) {
        Some(Somebodys::Mobile)
    } else {
        None
    }
}

fn is_private_mail(text: &str) -> bool {
    let domain = text.rsplit_once('@').map(|(_, domain)| domain.to_lowercase());
    domain.is_some_and(|domain| PRIVATE.contains(&domain.as_str()))
}

/// A Norwegian mobile number that is not plainly made up: one digit all the way, or digits that count up.
fn is_mobile(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_number = text.chars().all(|one| one.is_ascii_digit() || matches!(one, '+' | ' '));
    let own = digits.strip_prefix("0047").or_else(|| digits.strip_prefix("47").filter(|rest| rest.len() == 8));
    let own = own.unwrap_or(&digits);
    let bytes = own.as_bytes();
    let made_up = |part: &[u8]| {
        part.windows(2).all(|pair| pair[0] == pair[1]) || part.windows(2).all(|pair| pair[1] == pair[0] + 1)
    };
    is_number && own.len() == 8 && own.starts_with(['4', '9']) && !made_up(bytes) && !made_up(&bytes[1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_and_examples_are_nobodys() {
        assert_eq!(somebodys("kari.nordmann@gmail.com"), Some(Somebodys::Mail));
        assert_eq!(somebodys("+47 917 53 208"), Some(Somebodys::Mobile));
        for nobodys in ["post@eksempelkommune.no", "test@example.com", "+4799999999", "41234567", "22 33 44 51", ""] {
            assert_eq!(somebodys(nobodys), None, "{nobodys}");
        }
    }
}
