//! The rules: one file each, grouped as in `rules/`. A rule speaks of people, places and texts, never of offsets.

mod access;
mod app;
mod content;
mod context;
mod faults;
pub(crate) mod grammar;
mod meta;
mod order;
mod people;
mod placeholder;
mod places;
mod policy;
mod reference;
mod report;
mod role;
mod setup;
mod sms;

use crate::finding::{Finding, Severity};
use crate::notice::Notice;
use crate::workspace::Service;

pub use context::{Context, Joined, Neighbour};
pub use meta::{Certainty, FixKind, METAS, Meta};
pub use report::Report;

/// What a rule looks at.
#[derive(Clone, Copy)]
pub enum Check {
    /// One service: its policy, process, metadata, and who may do what.
    Service(fn(&Service<'_>, &Context<'_>, &mut Report<'_>)),
    /// One notice.
    Notice(fn(&Notice, &Context<'_>, &mut Report<'_>)),
    /// Every notice of the repository that names a resource, every service with a policy, and how it sends.
    Joined(fn(&Joined, &Context<'_>, &mut Report<'_>)),
}

/// A rule: its id and what it does. All else stands in its file under `rules/`.
#[derive(Clone, Copy)]
pub struct Rule {
    /// `family/defect`.
    pub id: &'static str,
    /// What it does.
    pub check: Check,
}

impl Rule {
    const fn service(id: &'static str, check: fn(&Service<'_>, &Context<'_>, &mut Report<'_>)) -> Self {
        Self { id, check: Check::Service(check) }
    }

    const fn notice(id: &'static str, check: fn(&Notice, &Context<'_>, &mut Report<'_>)) -> Self {
        Self { id, check: Check::Notice(check) }
    }

    const fn joined(id: &'static str, check: fn(&Joined, &Context<'_>, &mut Report<'_>)) -> Self {
        Self { id, check: Check::Joined(check) }
    }

    /// What its file says of it.
    pub fn meta(&self) -> Option<&'static Meta> {
        METAS.iter().find(|meta| meta.id == self.id)
    }
}

/// Every rule, family by family.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [
        access::RULES,
        app::RULES,
        content::RULES,
        order::RULES,
        placeholder::RULES,
        policy::RULES,
        reference::RULES,
        role::RULES,
        setup::RULES,
        sms::RULES,
    ]
    .into_iter()
    .flatten()
}

/// The rules that are switched on, with the severity that the configuration gives them.
pub struct Selection {
    rules: Vec<(&'static Rule, &'static Meta, Option<Severity>)>,
}

/// What the configuration says of one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Nothing: as its file has it.
    Default,
    /// Off.
    Off,
    /// Another severity.
    Severity(Severity),
}

impl Selection {
    /// Asks `setting` about every rule.
    pub fn new(setting: impl Fn(&Meta) -> Setting) -> Self {
        let rules = all()
            .filter_map(|rule| {
                let meta = rule.meta()?;
                match setting(meta) {
                    Setting::Default => Some((rule, meta, None)),
                    Setting::Severity(severity) => Some((rule, meta, Some(severity))),
                    Setting::Off => None,
                }
            })
            .collect();
        Self { rules }
    }

    /// How many rules are on.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Whether every rule is off.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Everything the rules say of a service.
    pub fn check_service(&self, service: &Service<'_>, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for (rule, meta, severity) in &self.rules {
            if let Check::Service(check) = rule.check {
                check(service, context, &mut Report::new(meta, *severity, findings));
            }
        }
    }

    /// Everything the rules say of a notice.
    pub fn check_notice(&self, notice: &Notice, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for (rule, meta, severity) in &self.rules {
            if let Check::Notice(check) = rule.check {
                check(notice, context, &mut Report::new(meta, *severity, findings));
            }
        }
    }

    /// Whether a rule is on that looks at all notices beside all services.
    pub fn has_joined(&self) -> bool {
        self.rules.iter().any(|(rule, ..)| matches!(rule.check, Check::Joined(_)))
    }

    /// Everything the rules say of the notices of a repository beside its services.
    pub fn check_joined(&self, joined: &Joined, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for (rule, meta, severity) in &self.rules {
            if let Check::Joined(check) = rule.check {
                check(joined, context, &mut Report::new(meta, *severity, findings));
            }
        }
    }
}
