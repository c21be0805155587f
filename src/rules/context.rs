//! What a rule may know beside the thing it looks at.

use crate::config::Date;

/// The circumstances of a run.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The day for which is judged.
    pub as_of: Date,
    /// The names under which the service owner sends, from the configuration.
    pub sender_names: &'a [String],
}
