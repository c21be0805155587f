//! The joins: which service has which policy, process, metadata and texts, and who may do what in it.

mod access;
mod ask;
mod change;
mod decisions;
mod ending;
mod identity;
mod occurring;
mod others;
mod plan;
mod policy_file;
pub mod preview;
mod recognise;
mod sending;
mod service;
mod unreadable;

pub use access::{Access, Asked, Cell, READ, Who};
pub use ask::Reply;
pub use change::{ANY_OTHER_ACTION, Change, Changes, Turn, Vocabulary};
pub use ending::{Loss, losses};
pub use occurring::occurring;
pub use others::{Contradiction, Others, RuleAt, Unless, against_others, contradictions};
pub use plan::{APP_PARTS, AppFiles, ResourceFiles, Unit, app_root, may_concern, units};
pub use policy_file::{PolicyFile, PolicyForm};
pub use recognise::{CodeFiles, Loose, LooseFile, code, is_recognised, loose, own};
pub use sending::{Lack, Sending, meant_by};
pub use service::{Declared, Lenient, Outside, Parts, Service, ServiceKind, TextsFile};
pub use unreadable::{FileKind, Obstacle};
