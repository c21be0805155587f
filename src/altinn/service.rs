//! What a policy is about, and the places where people meet it.

/// What a policy is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServiceId {
    /// An app of a service owner.
    App {
        /// The service owner's code.
        org: String,
        /// The app's name.
        app: String,
    },
    /// An entry of the Resource Registry.
    Resource {
        /// Its id.
        id: String,
    },
    /// Not known; the policy names neither.
    Unknown,
}

impl ServiceId {
    /// The id by which a notice names it: `app_{org}_{app}`, or the registry's id.
    pub fn resource_id(&self) -> Option<String> {
        match self {
            Self::App { org, app } => Some(format!("app_{org}_{app}")),
            Self::Resource { id } => Some(id.clone()),
            Self::Unknown => None,
        }
    }
}

/// Where a person meets a service: each place is a shape of request.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The app as a whole: what Notifications asks for.
    App,
    /// An instance at a task.
    Task(String),
    /// An instance that has ended.
    EndEvent(String),
    /// The app's event stream.
    Events,
    /// A registry resource: what Notifications asks for.
    Resource,
}

impl Place {
    /// The word for it in JSON output.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Task(_) => "task",
            Self::EndEvent(_) => "end-event",
            Self::Events => "events",
            Self::Resource => "resource",
        }
    }

    /// The id of the task or end event.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Task(id) | Self::EndEvent(id) => Some(id),
            Self::App | Self::Events | Self::Resource => None,
        }
    }

    /// In a sentence: `on the app`, `on task Task_1`.
    pub fn display(&self) -> String {
        match self {
            Self::App => "on the app".into(),
            Self::Task(id) => format!("on task {id}"),
            Self::EndEvent(id) => format!("on end event {id}"),
            Self::Events => "on the app's events".into(),
            Self::Resource => "on the resource".into(),
        }
    }

    /// Whether Notifications asks exactly this.
    pub const fn is_notified_at(&self) -> bool {
        matches!(self, Self::App | Self::Resource)
    }

    /// The Altinn service that asks this.
    pub const fn asked_by(&self) -> &'static str {
        match self {
            Self::App | Self::Resource => "Altinn Notifications",
            Self::Task(_) | Self::EndEvent(_) => "the app",
            Self::Events => "Altinn Events",
        }
    }
}
