//! What a rule may know beside the thing it looks at.

use crate::config::{Config, Date, WordList};
use crate::notice::Notice;
use crate::source::Location;
use crate::workspace::Sending;

/// The circumstances of a run.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The day for which is judged.
    pub as_of: Date,
    /// The names under which the service owner sends, from the configuration.
    pub sender_names: &'a [String],
    /// Addresses that a notice may hold, from the configuration.
    pub approved_urls: &'a [String],
    /// Words that the configuration adds to lists.
    pub words: &'a [WordList],
}

impl<'a> Context<'a> {
    /// The circumstances that a configuration gives, on a day.
    pub fn of(config: &'a Config, as_of: Date) -> Self {
        Self { as_of, sender_names: &config.sender_names, approved_urls: &config.approved_urls, words: &config.words }
    }

    /// The circumstances without a configuration, on a day.
    pub const fn on(as_of: Date) -> Self {
        Self { as_of, sender_names: &[], approved_urls: &[], words: &[] }
    }

    /// What the configuration adds to a list of words.
    pub(super) fn words_of(&self, name: &str) -> &'a [String] {
        self.words.iter().find(|list| list.name.value == name).map_or(&[], |list| &list.words)
    }

    /// Whether an address is one that the configuration approves of: the same, or below it.
    pub(crate) fn approves(&self, address: &str) -> bool {
        let plain = |address: &str| {
            let lower = address.to_lowercase();
            let rest = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
            rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/').to_owned()
        };
        let address = plain(address);
        self.approved_urls.iter().map(|url| plain(url)).any(|url| {
            let rest = address.strip_prefix(&url).filter(|_| !url.is_empty());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
        })
    }
}

/// A service that has a policy in the same repository.
#[derive(Clone, Debug)]
pub struct Neighbour {
    /// The id by which a notice names it.
    pub id: String,
    /// Where it is: the start of its policy.
    pub at: Location,
}

/// What a repository has beside single services and notices.
#[derive(Clone, Debug, Default)]
pub struct Joined {
    /// The notices that name a resource, in the order of their files.
    pub notices: Vec<Notice>,
    /// The services that have a policy.
    pub neighbours: Vec<Neighbour>,
    /// How it sends.
    pub sending: Sending,
    /// Whether some folder or file could not be read, so that what is not here may be there all the same.
    pub is_incomplete: bool,
}
