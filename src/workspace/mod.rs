//! The joins: which service has which policy, process, metadata and texts, and who may do what in it.

mod access;
mod ask;
mod identity;
mod plan;
mod recognise;
mod service;
mod unreadable;

pub use access::{Access, Cell, READ, Who};
pub use ask::Asked;
pub use plan::{APP_PARTS, AppFiles, ResourceFiles, Unit, app_root, units};
pub use recognise::{Loose, LooseFile, is_recognised, loose};
pub use service::{Declared, Lenient, Outside, Parts, PolicyFile, PolicyForm, Service, ServiceKind};
pub use unreadable::{FileKind, Obstacle};
