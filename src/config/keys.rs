//! The keys of `notify-lint.toml`: one table for the reader, the published schema and the documentation.

/// One key of the file.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// What it is for, in one sentence.
    pub about: &'static str,
    /// What may stand behind it.
    pub shape: Shape,
}

/// What the value of a key looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A day, as a text or as TOML's own date.
    Day,
    /// A list of texts.
    Texts,
    /// A table from rule, catalogue id or family to one of [`LEVELS`].
    Levels,
    /// A table from resource id, or `*`, to a list of recipients.
    Recipients,
    /// A list of tables, each of files that hold texts.
    Templates,
}

/// Whose decision point is meant: the names of [`Dialect`](super::Dialect).
pub const DIALECTS: &[&str] = &["altinn", "altinn@0.0.8", "standard"];
/// How much a finding may weigh.
pub const SEVERITIES: &[&str] = &["error", "warning", "info"];
/// How much a rule may weigh.
pub const LEVELS: &[&str] = &["error", "warning", "info", "off"];

/// Every key, in the order in which the documentation has them.
pub const KEYS: &[Key] = &[
    Key {
        name: "dialect",
        about: "Whose decision point answers: `altinn` is Altinn's own, as it answers today; `altinn@0.0.8` is the older \
                one in LocalTest and Altinn Studio; `standard` is XACML 3.0 as OASIS wrote it.",
        shape: Shape::OneOf(DIALECTS),
    },
    Key { name: "as-of", about: "The day for which is judged, as `2026-12-31`; without it, today.", shape: Shape::Day },
    Key {
        name: "fail-on",
        about: "From which severity on a finding makes the exit status 1.",
        shape: Shape::OneOf(SEVERITIES),
    },
    Key {
        name: "ignore",
        about: "Globs of paths that are not looked at, relative to the folder of this file.",
        shape: Shape::Texts,
    },
    Key { name: "sender-names", about: "How the service owner names itself in its notices.", shape: Shape::Texts },
    Key {
        name: "severity",
        about: "How much a rule, or every rule of a family, weighs; `off` switches it off.",
        shape: Shape::Levels,
    },
    Key {
        name: "recipients",
        about: "Who is meant to be notified: by resource id, or `*` for every other resource, a list of role codes, \
                access packages or full URNs.",
        shape: Shape::Recipients,
    },
    Key {
        name: "templates",
        about: "Texts of your own: in which files they are, where in them, and where they are shown.",
        shape: Shape::Templates,
    },
];
