//! The process of an app: where an instance can stand, and what moves it on.
//!
//! Only what the app library models is read: one `process`, its direct children. Source: Altinn/app-lib-dotnet @1363997d2,
//! `Internal/Process/Elements`.

mod reach;
mod read;

use crate::source::{Span, Spanned};

pub use read::{Reading, is_process, read};

/// The namespace of BPMN models.
pub const NAMESPACE: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";

/// A process.
#[derive(Clone, Debug)]
pub struct Process {
    /// The whole element.
    pub span: Span,
    /// Its start tag.
    pub start_tag: Span,
    /// `id`s of the start events.
    pub starts: Vec<Spanned<String>>,
    /// Tasks in the order of the file.
    pub tasks: Vec<Task>,
    /// End events in the order of the file.
    pub ends: Vec<EndEvent>,
    /// Elements that the app library does not model: no instance can stand there, and what follows cannot be verified.
    pub unmodelled: Vec<Spanned<String>>,
}

/// A `task` or `serviceTask`.
#[derive(Clone, Debug)]
pub struct Task {
    /// The whole element.
    pub span: Span,
    /// `id`.
    pub id: Spanned<String>,
    /// `name`.
    pub name: Option<String>,
    /// `taskType`, or the older `tasktype` attribute.
    pub task_type: Option<Spanned<String>>,
    /// Whether it is a `serviceTask`.
    pub is_service: bool,
    /// The actions that it declares.
    pub actions: Vec<Spanned<String>>,
    /// Those of them that move the process on; the others (`serverAction`) run code of the app and stay.
    pub transitions: Vec<Spanned<String>>,
    /// Names and contents of the elements of its configuration that hold nothing but text, `signeeProviderId` among them.
    pub keys: Vec<(String, Spanned<String>)>,
    /// Whether an instance can get there from the start; unknown processes say yes.
    pub reachable: bool,
}

/// An `endEvent`.
#[derive(Clone, Debug)]
pub struct EndEvent {
    /// The whole element.
    pub span: Span,
    /// `id`.
    pub id: Spanned<String>,
    /// Whether an instance can get there from the start.
    pub reachable: bool,
}

/// Who works at a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attendance {
    /// A person stands before it.
    Human,
    /// The service owner acts; the user may look.
    Feedback,
    /// A system passes through.
    System,
}

impl Task {
    /// Who works there, by the type of the task (Altinn/altinn-storage `ProcessAuthorizer.cs`, app-lib `ProcessEngineAuthorizer.cs`).
    pub fn attendance(&self) -> Attendance {
        let task_type = self.task_type.as_ref().map(|name| name.value.to_ascii_lowercase());
        match task_type.as_deref() {
            Some("feedback") => Attendance::Feedback,
            Some("pdf" | "pdfifrequested" | "eformidling" | "fiksarkiv" | "subformpdf") => Attendance::System,
            _ if self.is_service => Attendance::System,
            _ => Attendance::Human,
        }
    }
}

impl Process {
    /// Whether the reachable places can be told: exactly one start, and nothing that the app library does not model.
    pub fn is_verifiable(&self) -> bool {
        self.starts.len() == 1 && self.unmodelled.is_empty()
    }

    /// Whether the app library sends notices to those who are to sign: a signing task names who provides them.
    pub fn notifies_signers(&self) -> bool {
        self.tasks
            .iter()
            .flat_map(|task| &task.keys)
            .any(|(name, value)| name == "signeeProviderId" && !value.value.is_empty())
    }

    /// Every task id and end event id, with whether it is a task.
    pub fn ids(&self) -> impl Iterator<Item = (&Spanned<String>, bool)> {
        self.tasks.iter().map(|task| (&task.id, true)).chain(self.ends.iter().map(|end| (&end.id, false)))
    }
}
