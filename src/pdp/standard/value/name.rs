//! Names of people: X.500 distinguished names (RFC 2253) and mail addresses (RFC 822).

use super::Misread;

/// `x500Name`: relative names, most specific first.
#[derive(Clone, Debug)]
pub struct X500Name {
    text: String,
    parts: Vec<RelativeName>,
}

/// The attributes of one relative name, sorted: their order means nothing.
type RelativeName = Vec<(String, String)>;

impl PartialEq for X500Name {
    fn eq(&self, other: &Self) -> bool {
        self.parts == other.parts
    }
}

impl X500Name {
    pub(super) fn read(text: &str) -> Result<Self, Misread> {
        let wrong = || Misread::from(format!("`{text}` is no X.500 name, such as `CN=Kari Nordmann,O=Eksempel,C=NO`"));
        let parts = if text.is_empty() {
            Vec::new()
        } else {
            let relative = |part: &str| {
                let pairs = split(part, &['+']).into_iter().map(|pair| read_pair(&pair)).collect::<Option<Vec<_>>>();
                pairs.map(|mut pairs| {
                    pairs.sort();
                    pairs
                })
            };
            split(text, &[',', ';']).iter().map(|part| relative(part)).collect::<Option<_>>().ok_or_else(wrong)?
        };
        Ok(Self { text: text.to_owned(), parts })
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether this name is the end of another: the same name, or one that it stands above.
    pub fn is_end_of(&self, other: &Self) -> bool {
        other.parts.ends_with(&self.parts)
    }
}

/// Splits at separators that are neither escaped nor quoted.
fn split(text: &str, separators: &[char]) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut escaped, mut quoted) = (false, false);
    for character in text.chars() {
        if !escaped && !quoted && separators.contains(&character) {
            parts.push(String::new());
            continue;
        }
        if character == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = character == '\\' && !escaped;
        if let Some(part) = parts.last_mut() {
            part.push(character);
        }
    }
    parts
}

/// An attribute type and its value, both in the form in which equal names are equal (RFC 3280, §4.1.2.4).
fn read_pair(text: &str) -> Option<(String, String)> {
    let (name, value) = text.split_once('=')?;
    let name = name.trim().to_ascii_lowercase();
    let name = name.strip_prefix("oid.").unwrap_or(&name);
    let plain = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".- ".contains(&byte));
    plain.then(|| (keyword(name).to_owned(), normal(&unescape(value.trim()))))
}

/// The short name of an object identifier that RFC 2253 gives one.
fn keyword(name: &str) -> &str {
    match name {
        "2.5.4.3" => "cn",
        "2.5.4.6" => "c",
        "2.5.4.7" => "l",
        "2.5.4.8" | "s" => "st",
        "2.5.4.9" => "street",
        "2.5.4.10" => "o",
        "2.5.4.11" => "ou",
        "0.9.2342.19200300.100.1.1" => "uid",
        "0.9.2342.19200300.100.1.25" => "dc",
        _ => name,
    }
}

fn unescape(value: &str) -> String {
    let value = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value);
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value;
    while let Some(character) = rest.chars().next() {
        rest = rest.get(character.len_utf8()..).unwrap_or_default();
        if character != '\\' {
            bytes.extend(character.encode_utf8(&mut [0; 4]).bytes());
        } else if let Some(octet) = rest.get(..2).and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            bytes.push(octet);
            rest = rest.get(2..).unwrap_or_default();
        } else if let Some(next) = rest.chars().next() {
            bytes.extend(next.encode_utf8(&mut [0; 4]).bytes());
            rest = rest.get(next.len_utf8()..).unwrap_or_default();
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Letter case does not count, nor how much white space stands between words.
fn normal(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// `rfc822Name`: the part before the `@` counts letter by letter, the domain does not mind case.
#[derive(Clone, Debug)]
pub struct MailName {
    text: String,
    at: usize,
}

impl PartialEq for MailName {
    fn eq(&self, other: &Self) -> bool {
        self.local() == other.local() && self.domain().eq_ignore_ascii_case(other.domain())
    }
}

impl MailName {
    pub(super) fn read(text: &str) -> Result<Self, Misread> {
        match text.rfind('@') {
            Some(at) if at > 0 && at + 1 < text.len() && !text.contains(char::is_whitespace) => {
                Ok(Self { text: text.to_owned(), at })
            }
            _ => Err(format!("`{text}` is no mail address").into()),
        }
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn local(&self) -> &str {
        self.text.get(..self.at).unwrap_or_default()
    }

    fn domain(&self) -> &str {
        self.text.get(self.at + 1..).unwrap_or_default()
    }

    /// Whether a pattern stands for this address: an address for itself, `example.com` for every address of that domain,
    /// `.example.com` for every address of a domain below it (core specification, A.3.14).
    pub fn is_matched_by(&self, pattern: &str) -> bool {
        match pattern.rsplit_once('@') {
            Some((local, domain)) => local == self.local() && domain.eq_ignore_ascii_case(self.domain()),
            None if pattern.starts_with('.') => {
                self.domain().to_ascii_lowercase().ends_with(&pattern.to_ascii_lowercase())
            }
            None => pattern.eq_ignore_ascii_case(self.domain()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distinguished_names_are_equal_in_their_normal_form() {
        let read = |text| X500Name::read(text).unwrap();
        assert_eq!(read("cn=Kari  NORDMANN, o=Eksempel,c=NO"), read("CN=kari Nordmann,2.5.4.10=eksempel;C=no"));
        assert_eq!(read("CN=Kari+UID=1,C=NO"), read("uid=1+cn=kari,C=NO"));
        assert_eq!(read("CN=Berg\\, Ola,C=NO"), read("CN=\"Berg, Ola\",C=NO"));
        assert_eq!(read("CN=B\\C3\\A6r,C=NO"), read("CN=Bær,C=NO"));
        assert!(read("O=Eksempel,C=NO").is_end_of(&read("CN=Kari,O=Eksempel,C=NO")));
        assert!(!read("CN=Kari,O=Eksempel,C=NO").is_end_of(&read("O=Eksempel,C=NO")));
        assert!(X500Name::read("Kari").is_err());
    }

    #[test]
    fn mail_addresses_match_by_domain() {
        let kari = MailName::read("Kari@mail.Example.com").unwrap();
        assert!(kari.is_matched_by("Kari@MAIL.example.com"));
        assert!(!kari.is_matched_by("kari@mail.example.com"));
        assert!(kari.is_matched_by(".example.com"));
        assert!(!kari.is_matched_by("example.com"));
        assert!(kari.is_matched_by("mail.example.com"));
        assert!(MailName::read("@example.com").is_err());
    }
}
