//! The finding as plain data: many readers, no behaviour. Rules fill it, reports and fixes read it.

mod packed;

use crate::source::{Location, Span};
use packed::Packed;
use std::sync::Arc;

pub use packed::{Sources, opened};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth reading; never blocks.
    Info,
    /// A real risk.
    Warning,
    /// Somebody is not reached, or something must not be sent.
    Error,
}

impl Severity {
    /// The word printed for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// One step down: what tests and documents show is often meant to be wrong.
    #[must_use]
    pub const fn lighter(self) -> Self {
        match self {
            Self::Error => Self::Warning,
            Self::Warning | Self::Info => Self::Info,
        }
    }
}

/// What one rule says about one place.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule's id, `family/defect`.
    pub rule: &'static str,
    /// The id of the same defect in the catalogue of facts, where it has one (`POL101`).
    pub catalogue: Option<&'static str>,
    /// How much it weighs, after the configuration had its say.
    pub severity: Severity,
    /// The place that is wrong.
    pub at: Location,
    /// What is wrong, in one sentence: lower-case start, no final full stop.
    pub message: String,
    /// What stands at the place, in a few words for the underline.
    pub label: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// Assumptions and background, a sentence each.
    pub notes: Vec<String>,
    /// Other places that matter to it, in this file or another.
    pub labels: Vec<Label>,
    /// The people it is about.
    pub subjects: Vec<Subject>,
    /// The request that shows it.
    pub witness: Option<Witness>,
    /// The edit that repairs it.
    pub fix: Option<Fix>,
    /// Where there is no such edit: edits that are made only when a person chooses one.
    pub choices: Vec<Fix>,
    packed: Option<Packed>,
}

/// A finding that somebody has decided not to hear of, and why.
#[derive(Clone, Debug)]
pub struct Silenced {
    /// What would have been said.
    pub finding: Finding,
    /// Why it is not.
    pub silence: Silence,
}

/// Why a finding is not heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silence {
    /// Where it was said.
    pub by: SilencedBy,
    /// The reason that was given.
    pub reason: String,
    /// The place that says so, where there is one.
    pub at: Option<Location>,
}

/// What keeps a finding from being heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SilencedBy {
    /// A comment beside it.
    Comment,
    /// An entry of the configuration.
    Configuration,
    /// An entry of the baseline.
    Baseline,
}

impl SilencedBy {
    /// The word in JSON output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Configuration => "configuration",
            Self::Baseline => "baseline",
        }
    }
}

/// Another place, with what it has to do with the finding.
#[derive(Clone, Debug)]
pub struct Label {
    /// Where.
    pub at: Location,
    /// What it has to do with it.
    pub text: String,
}

/// One subject attribute value: a role, an access package, a service owner.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Subject {
    /// The attribute's URN, such as `urn:altinn:rolecode`.
    pub attribute: String,
    /// The value as first spelt in the policy.
    pub value: String,
}

/// A request to the decision point that shows what the finding says, and what is answered.
#[derive(Clone, Debug)]
pub struct Witness {
    /// Who asks what, in words.
    pub sentence: String,
    /// The decision: `Permit`, `Deny`, `NotApplicable` or `Indeterminate`.
    pub decision: &'static str,
    /// The request in XACML's JSON profile, as Altinn's services send it and its decision point enriches it.
    pub request: serde_json::Value,
}

/// Whether a fix may be applied without a person looking at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// Changes exactly what the finding names.
    Safe,
    /// A person must judge it.
    Unsafe,
}

/// A repair.
#[derive(Clone, Debug)]
pub struct Fix {
    /// What it does, as an instruction.
    pub title: String,
    /// Whether a person must judge it.
    pub safety: Safety,
    /// What it does to who may do what.
    pub effect: Effect,
    /// The edits, which do not overlap.
    pub edits: Vec<Edit>,
}

/// What a repair does to who may do what. Before a repair is written, the decisions before and after are compared, and
/// it is held to this.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Effect {
    /// Nothing: no decision changes, and no obligation.
    #[default]
    Nothing,
    /// An obligation gets a category that it lacks, without which a Permit cannot be written down; no decision changes.
    Levels,
    /// A value of a policy is put right, so that the rule it stands in answers the requests that it speaks of.
    Corrects,
    /// Requests whose decision fails are decided; every other decision stays.
    Mends,
    /// Whoever is denied for want of a rule is not denied any more, so that delegated access is looked at.
    Undenies,
    /// Whoever is permitted for want of a rule that denies is not permitted any more, unless a rule permits them.
    Unpermits,
    /// These roles have ended, and nothing is granted or denied by them any more; nothing else changes.
    Ends(Vec<Subject>),
    /// These are permitted, and nothing else changes.
    Grants(Vec<Grant>),
    /// Somebody may do what somebody else may do, and nothing else changes.
    Twins(Vec<Twin>),
}

/// Somebody who gets an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Who.
    pub subject: Subject,
    /// What.
    pub action: String,
    /// At which task or end event, by its id; everywhere in the service where none is named.
    pub at: Option<String>,
}

/// Somebody who gets what somebody else has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twin {
    /// Who has it.
    pub of: Subject,
    /// Who gets it.
    pub to: Subject,
}

/// Replaces a span of a file by a text.
#[derive(Clone, Debug)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub at: Location,
    /// By what.
    pub text: String,
}

impl Finding {
    /// Whether `notify-lint fix` repairs it without being told more.
    pub fn is_repairable(&self) -> bool {
        self.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe)
    }

    /// A finding of `rule` at a place, without words yet.
    pub fn new(rule: &'static str, catalogue: Option<&'static str>, severity: Severity, at: Location) -> Self {
        Self {
            rule,
            catalogue,
            severity,
            at,
            message: String::new(),
            label: None,
            help: None,
            notes: Vec::new(),
            labels: Vec::new(),
            subjects: Vec::new(),
            witness: None,
            fix: None,
            choices: Vec::new(),
            packed: None,
        }
    }

    /// What is wrong, in one sentence.
    pub fn says(&mut self, message: impl Into<String>) -> &mut Self {
        self.message = message.into();
        self
    }

    /// What stands at the place, in a few words.
    pub fn here(&mut self, label: impl Into<String>) -> &mut Self {
        self.label = Some(label.into());
        self
    }

    /// What to do.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// An assumption, or background.
    pub fn note(&mut self, note: impl Into<String>) -> &mut Self {
        self.notes.push(note.into());
        self
    }

    /// Another place that matters.
    pub fn also(&mut self, at: Location, text: impl Into<String>) -> &mut Self {
        self.labels.push(Label { at, text: text.into() });
        self
    }

    /// The people it is about.
    pub fn about(&mut self, subjects: impl IntoIterator<Item = Subject>) -> &mut Self {
        self.subjects.extend(subjects);
        self
    }

    /// The request that shows it.
    pub fn because(&mut self, witness: Witness) -> &mut Self {
        self.witness = Some(witness);
        self
    }

    /// The repair.
    pub fn fix(&mut self, fix: Fix) -> &mut Self {
        self.fix = Some(fix);
        self
    }

    /// Edits of which a person must choose one; where there is but one, it is the repair.
    pub fn choose(&mut self, fixes: impl IntoIterator<Item = Fix>) -> &mut Self {
        self.choices = fixes.into_iter().collect();
        if self.choices.len() == 1 {
            self.fix = self.choices.pop();
        }
        self
    }

    /// The order in which findings are printed: path, place, rule, words.
    pub fn order(&self) -> (&std::path::Path, Span, &'static str, &str) {
        (self.at.source.path(), self.at.span, self.rule, &self.message)
    }
}

impl Fix {
    /// A repair that replaces one span.
    pub fn replace(title: impl Into<String>, safety: Safety, at: Location, text: impl Into<String>) -> Self {
        Self::new(title, safety, Effect::Nothing, vec![Edit { at, text: text.into() }])
    }

    /// A repair by several edits, with what it does to who may do what.
    pub fn new(title: impl Into<String>, safety: Safety, effect: Effect, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), safety, effect, edits }
    }

    /// The same edits, with another effect.
    #[must_use]
    pub fn that(mut self, effect: Effect) -> Self {
        self.effect = effect;
        self
    }
}

impl Label {
    /// Whether the label points into the file of `at`.
    pub fn is_in_file_of(&self, at: &Location) -> bool {
        Arc::ptr_eq(&self.at.source, &at.source)
    }
}
