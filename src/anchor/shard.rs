//! One of several parts of a repository, cut by the names of paths alone.

use sha2::{Digest as _, Sha256};
use std::fmt;
use std::str::FromStr;

/// One of several shards, told as `2/5`: the second of five.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    number: u32,
    of: u32,
}

impl Shard {
    /// The shard with this number, counted from 1, of so many; none where there is no such shard.
    pub fn new(number: u32, of: u32) -> Option<Self> {
        (1..=of).contains(&number).then_some(Self { number, of })
    }

    /// Whether it has what goes by this name. Every name is in exactly one shard, and in the same one on every machine.
    pub fn has(self, name: &str) -> bool {
        let hash = Sha256::digest(name.as_bytes());
        let number = hash.iter().take(8).fold(0, |number: u64, &byte| (number << 8) | u64::from(byte));
        number % u64::from(self.of) == u64::from(self.number - 1)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let unread = || "write it as `2/5`: the second of five, counted from 1".to_owned();
        let (number, of) = text.split_once('/').ok_or_else(unread)?;
        let (number, of): (u32, u32) = number.parse().ok().zip(of.parse().ok()).ok_or_else(unread)?;
        Self::new(number, of).ok_or_else(|| match (number, of) {
            (_, 0) => "there must be at least one shard".to_owned(),
            (0, _) => format!("shards are counted from 1, so the first is `1/{of}`"),
            _ => format!("there is no shard {number} of {of}; the last is `{of}/{of}`"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_in_one_shard() {
        for name in ["", "App", "apps/æøå", "a/b_resource.json"] {
            for of in 1..9 {
                let having = (1..=of).filter_map(|number| Shard::new(number, of)).filter(|shard| shard.has(name));
                assert_eq!(having.count(), 1, "{name} of {of}");
            }
        }
    }

    #[test]
    fn names_are_spread_and_stay_where_they_are() {
        let shard = Shard::new(1, 4).expect("a shard");
        let names: Vec<String> = (0..1000).map(|number| format!("apps/app-{number}")).collect();
        let here = names.iter().filter(|name| shard.has(name)).count();
        assert!((200..300).contains(&here), "{here} of 1000");
        let second = Shard::new(2, 3).expect("a shard");
        let kept: Vec<bool> = ["a", "b", "c", "d", "e", "f"].iter().map(|name| second.has(name)).collect();
        assert_eq!(kept, [true, true, false, false, false, false]);
    }

    #[test]
    fn what_is_no_shard_is_refused_with_a_reason() {
        assert_eq!("2/5".parse::<Shard>().map(|shard| shard.to_string()), Ok("2/5".to_owned()));
        let refused = |text: &str| text.parse::<Shard>().expect_err(text);
        assert_eq!(refused("0/5"), "shards are counted from 1, so the first is `1/5`");
        assert_eq!(refused("6/5"), "there is no shard 6 of 5; the last is `5/5`");
        assert_eq!(refused("1/0"), "there must be at least one shard");
        for text in ["", "2", "a/b", "1/2/3", "-1/2"] {
            assert!(refused(text).contains("`2/5`"), "{text}");
        }
    }
}
