//! What a rule may know beside the thing it looks at.

use crate::config::Date;
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
}
