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
    /// A list of globs, and of tables that name a rule, a glob and a reason.
    Ignore,
    /// One text.
    Text,
    /// A list of tables, each with globs and levels.
    PerPath,
    /// A table from the name of a list of words to a list of texts, or to a table of changes.
    WordLists,
    /// A table from resource id, or `*`, to a list of recipients.
    Recipients,
    /// A list of tables, each of files that hold texts.
    Templates,
}

/// Whose decision point is meant: the names of [`Dialect`](super::Dialect).
pub const DIALECTS: &[&str] = &["altinn", "altinn@0.0.8", "standard"];
/// How much a finding may weigh.
pub const SEVERITIES: &[&str] = &["error", "warning", "info"];
/// How strict a run may be.
pub const PRESETS: &[&str] = &["default", "strict", "audit"];
/// What a table of `ignore` may say.
pub const EXCEPTION: &[&str] = &["rule", "path", "anchor", "until", "reason"];
/// What a table of `per-path` may say.
pub const PER_PATH: &[&str] = &["paths", "severity", "purpose"];
/// What notices may be for.
pub const PURPOSES: &[&str] = &["emergency"];
/// What a table for a list of words may say.
pub const WORD_CHANGE: &[&str] = &["add", "nb", "nn", "en", "remove", "instead", "ours"];
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
        about: "What is not heard of: a glob leaves files out altogether; a table leaves out the findings of `rule` in the \
                files of `path`, for a `reason`.",
        shape: Shape::Ignore,
    },
    Key {
        name: "baseline",
        about: "The file of findings that were there before, which are not heard of again.",
        shape: Shape::Text,
    },
    Key {
        name: "preset",
        about: "How strict a run is: `default`; `strict` fails on warnings too; `audit` fails on everything and heeds no \
                suppression and no baseline.",
        shape: Shape::OneOf(PRESETS),
    },
    Key { name: "sender-names", about: "How the service owner names itself in its notices.", shape: Shape::Texts },
    Key {
        name: "approved-urls",
        about: "Addresses that a notice may hold, for the few cases in which a link is lawful; what lies below one is \
                approved too.",
        shape: Shape::Texts,
    },
    Key {
        name: "own-domains",
        about: "The domains of the service owner; an e-mail address in another one weighs more.",
        shape: Shape::Texts,
    },
    Key {
        name: "rule-packs",
        about: "Folders of rules of your own, relative to the folder of this file.",
        shape: Shape::Texts,
    },
    Key {
        name: "documents",
        about: "Documents in Markdown whose examples of orders are checked too, as globs.",
        shape: Shape::Texts,
    },
    Key {
        name: "words",
        about: "Words that are added to a list of ours, or what else is changed in it; `allowed` is the list of those that no \
                pattern finds.",
        shape: Shape::WordLists,
    },
    Key {
        name: "severity",
        about: "How much a rule, or every rule of a family, weighs; `off` switches it off.",
        shape: Shape::Levels,
    },
    Key {
        name: "per-path",
        about: "How much rules weigh in some files only, and what the notices there are for: tables of `paths`, a list of \
                globs, with `severity`, `purpose` or both.",
        shape: Shape::PerPath,
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
