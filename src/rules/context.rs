//! What a rule may know beside the thing it looks at.

use super::ALLOWED;
use crate::config::{Config, Date, Purpose, WordChange};
use crate::notice::Notice;
use crate::source::Location;
use crate::text::Lexicon;
use crate::workspace::Sending;
use std::path::Path;

/// The circumstances of a run.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The day for which is judged.
    pub as_of: Date,
    /// The names under which the service owner sends, from the configuration.
    pub sender_names: &'a [String],
    /// Addresses that a notice may hold, from the configuration.
    pub approved_urls: &'a [String],
    /// The domains that are the service owner's own, from the configuration.
    pub own_domains: &'a [String],
    /// The configuration, for what depends on the file.
    pub config: Option<&'a Config>,
    /// What the configuration changes in lists of words.
    pub words: &'a [WordChange],
    /// The lists of words, with these changes.
    pub lexicon: Lexicon,
}

impl<'a> Context<'a> {
    /// The circumstances that a configuration gives, on a day.
    pub fn of(config: &'a Config, as_of: Date) -> Self {
        Self {
            as_of,
            sender_names: &config.sender_names,
            approved_urls: &config.approved_urls,
            own_domains: &config.own_domains,
            config: Some(config),
            words: &config.words,
            lexicon: Lexicon::with(&config.words),
        }
    }

    /// The circumstances without a configuration, on a day.
    pub const fn on(as_of: Date) -> Self {
        Self {
            as_of,
            sender_names: &[],
            approved_urls: &[],
            own_domains: &[],
            config: None,
            words: &[],
            lexicon: Lexicon::OURS,
        }
    }

    /// Words that the configuration says are never to be found.
    pub(super) fn allowed(&self) -> Vec<String> {
        let lists = self.words.iter().filter(|list| list.name.value == ALLOWED);
        lists
            .flat_map(|list| list.add.iter().chain(list.in_language.iter().flatten()))
            .map(|word| word.value.clone())
            .collect()
    }

    /// Whether a domain is one of the service owner's own, or below one.
    pub(crate) fn owns(&self, domain: &str) -> bool {
        let domain = domain.to_lowercase();
        self.own_domains.iter().map(|own| own.trim().trim_start_matches('@').to_lowercase()).any(|own| {
            let rest = domain.strip_suffix(&own).filter(|_| !own.is_empty());
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    }

    /// Whether a piece of text is one that the configuration says is never to be found.
    pub(crate) fn allows(&self, piece: &str) -> bool {
        self.allowed().iter().any(|word| word.trim().eq_ignore_ascii_case(piece.trim()))
    }

    /// Whether a file holds warnings of danger to life or health, by the configuration.
    pub(crate) fn is_emergency(&self, path: &Path) -> bool {
        self.config.is_some_and(|config| config.purpose_of(path) == Some(Purpose::Emergency))
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

/// What an order sends by SMS, and to whom: as much of it as is held against others.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Where the text stands.
    pub at: Location,
    /// The text, without the difference of case, blanks and punctuation.
    pub text: String,
    /// The numbers and addresses of the recipients, as far as they are written in the order.
    pub recipients: Vec<String>,
}

/// What a repository has beside single services and notices.
#[derive(Clone, Debug, Default)]
pub struct Joined {
    /// The notices that name a resource, in the order of their files.
    pub notices: Vec<Notice>,
    /// The orders that name their recipients and send an SMS, in the same order.
    pub sent: Vec<Sent>,
    /// The services that have a policy.
    pub neighbours: Vec<Neighbour>,
    /// How it sends.
    pub sending: Sending,
    /// Whether some folder or file could not be read, so that what is not here may be there all the same.
    pub is_incomplete: bool,
}
