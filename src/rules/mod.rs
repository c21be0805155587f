//! The rules: one file each, grouped as in `rules/`. A rule speaks of people, places and texts, never of offsets.

mod access;
mod app;
mod assumed;
mod book;
mod content;
mod context;
mod correspondence;
mod email;
mod faults;
mod front;
pub(crate) mod grammar;
mod language;
mod meta;
mod order;
mod pattern;
mod people;
mod placeholder;
mod places;
mod policy;
mod reading;
mod reference;
mod report;
mod role;
mod setup;
mod sms;
mod suppression;

use crate::finding::{Finding, Severity};
use crate::notice::schema::{self, Seen};
use crate::notice::{Notice, Order};
use crate::pattern::{Engine, Spared, Table};
use crate::workspace::Service;
use std::sync::OnceLock;

pub use assumed::{Assumed, assumed};
pub use book::{Book, HouseRule, RuleError, words};
pub use context::{Context, Joined, Neighbour, Sent};
pub use meta::{Certainty, FixKind, METAS, Meta};
pub use reading::{Reading, Received};
pub use report::Report;
pub use suppression::Judged;

/// The family of rules about what silences findings, which nothing silences.
const SILENCES: &str = "suppression";
/// Whether a rule is one about what silences findings.
pub fn is_about_silence(rule: &str) -> bool {
    rule.split('/').next() == Some(SILENCES)
}

/// The list of words that no pattern finds, in the configuration.
pub const ALLOWED: &str = "allowed";

/// What a rule looks at.
#[derive(Clone, Copy)]
pub enum Check {
    /// One service: its policy, process, metadata, and who may do what.
    Service(fn(&Service<'_>, &Context<'_>, &mut Report<'_>)),
    /// One order, with all its notices.
    Order(fn(&Order, &Context<'_>, &mut Report<'_>)),
    /// One notice, with its texts as they are read.
    Notice(fn(&Received<'_>, &Context<'_>, &mut Report<'_>)),
    /// One service, and one order: what is asked of texts that belong together, in one file or in several.
    Both(fn(&Service<'_>, &Context<'_>, &mut Report<'_>), fn(&Order, &Context<'_>, &mut Report<'_>)),
    /// The members of one order, each with what the API knows of it.
    Members(fn(&Order, &[Seen<'_>], &Context<'_>, &mut Report<'_>)),
    /// One order, and all orders of the repository beside each other.
    Wide(fn(&Order, &Context<'_>, &mut Report<'_>), fn(&Joined, &Context<'_>, &mut Report<'_>)),
    /// Every notice of the repository that names a resource, every service with a policy, and how it sends.
    Joined(fn(&Joined, &Context<'_>, &mut Report<'_>)),
    /// One comment or entry that silences findings, after it was held against them.
    Suppression(fn(&Judged, &Context<'_>, &mut Report<'_>)),
    /// One notice, for what its file says in a `[pattern]`.
    Pattern,
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

    const fn notice(id: &'static str, check: fn(&Received<'_>, &Context<'_>, &mut Report<'_>)) -> Self {
        Self { id, check: Check::Notice(check) }
    }

    const fn both(
        id: &'static str,
        service: fn(&Service<'_>, &Context<'_>, &mut Report<'_>),
        order: fn(&Order, &Context<'_>, &mut Report<'_>),
    ) -> Self {
        Self { id, check: Check::Both(service, order) }
    }

    const fn members(id: &'static str, check: fn(&Order, &[Seen<'_>], &Context<'_>, &mut Report<'_>)) -> Self {
        Self { id, check: Check::Members(check) }
    }

    const fn order(id: &'static str, check: fn(&Order, &Context<'_>, &mut Report<'_>)) -> Self {
        Self { id, check: Check::Order(check) }
    }

    const fn wide(
        id: &'static str,
        order: fn(&Order, &Context<'_>, &mut Report<'_>),
        joined: fn(&Joined, &Context<'_>, &mut Report<'_>),
    ) -> Self {
        Self { id, check: Check::Wide(order, joined) }
    }

    const fn joined(id: &'static str, check: fn(&Joined, &Context<'_>, &mut Report<'_>)) -> Self {
        Self { id, check: Check::Joined(check) }
    }

    const fn suppression(id: &'static str, check: fn(&Judged, &Context<'_>, &mut Report<'_>)) -> Self {
        Self { id, check: Check::Suppression(check) }
    }

    const fn pattern(id: &'static str) -> Self {
        Self { id, check: Check::Pattern }
    }

    /// What its file says of it.
    pub fn meta(&self) -> Option<&'static Meta> {
        METAS.iter().find(|meta| meta.id == self.id)
    }
}

/// Every rule of ours: those that are programs, family by family, and those that are patterns.
pub fn all() -> impl Iterator<Item = Rule> {
    [
        access::RULES,
        app::RULES,
        content::RULES,
        email::RULES,
        correspondence::RULES,
        language::RULES,
        order::RULES,
        placeholder::RULES,
        policy::RULES,
        reference::RULES,
        role::RULES,
        setup::RULES,
        sms::RULES,
        suppression::RULES,
    ]
    .into_iter()
    .flatten()
    .copied()
    .chain(METAS.iter().filter(|meta| meta.pattern.is_some()).map(|meta| Rule::pattern(meta.id)))
}

/// The rules that are switched on, with the severity that the configuration gives them.
pub struct Selection {
    rules: Vec<(Rule, &'static Meta, Option<Severity>)>,
    /// The rules that this run does not ask, though they are on.
    unasked: Vec<&'static Meta>,
    book: Book,
    patterns: OnceLock<Engine>,
}

/// What the configuration says of one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Nothing: as its file has it.
    Default,
    /// Off.
    Off,
    /// Not asked in this run, whatever the configuration says.
    Unasked,
    /// Another severity.
    Severity(Severity),
}

impl Selection {
    /// Asks `setting` about every rule of ours.
    pub fn new(setting: impl Fn(&Meta) -> Setting) -> Self {
        Self::of(&Book::ours(), setting)
    }

    /// Asks `setting` about every rule of a book.
    pub fn of(book: &Book, setting: impl Fn(&Meta) -> Setting) -> Self {
        let ours = all().filter_map(|rule| Some((rule, rule.meta()?)));
        let house = book.house().iter().map(|rule| (Rule::pattern(rule.meta.id), rule.meta));
        let mut unasked = Vec::new();
        let rules = ours
            .chain(house)
            .filter_map(|(rule, meta)| match setting(meta) {
                Setting::Default => Some((rule, meta, None)),
                Setting::Severity(severity) => Some((rule, meta, Some(severity))),
                Setting::Off => None,
                Setting::Unasked => {
                    unasked.push(meta);
                    None
                }
            })
            .collect();
        Self { rules, unasked, book: book.clone(), patterns: OnceLock::new() }
    }

    /// The same rules with nothing compiled yet, for another configuration.
    #[must_use]
    pub fn anew(&self) -> Self {
        Self {
            rules: self.rules.clone(),
            unasked: self.unasked.clone(),
            book: self.book.clone(),
            patterns: OnceLock::new(),
        }
    }

    /// What the files of the rules that are on say of them.
    pub fn metas(&self) -> Vec<&'static Meta> {
        self.rules.iter().map(|(_, meta, _)| *meta).collect()
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
            if let Check::Service(check) | Check::Both(check, _) = rule.check {
                check(service, context, &mut Report::new(meta, *severity, findings));
            }
        }
    }

    /// Everything the rules say of an order as a whole.
    pub fn check_order(&self, order: &Order, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let members = schema::walk(order);
        let is_of_tests = order.is_of_tests();
        for (rule, meta, severity) in &self.rules {
            let before = findings.len();
            let mut report = Report::new(meta, *severity, findings);
            match rule.check {
                Check::Order(check) | Check::Both(_, check) | Check::Wide(check, _) => {
                    check(order, context, &mut report)
                }
                Check::Members(check) => check(order, &members, context, &mut report),
                _ => continue,
            }
            if severity.is_none() && is_of_tests {
                findings.iter_mut().skip(before).for_each(|finding| finding.severity = finding.severity.lighter());
            }
        }
    }

    /// Everything the rules say of a notice.
    pub fn check_notice(&self, notice: &Notice, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let received = Received::new(notice, context.lexicon);
        for (rule, meta, severity) in &self.rules {
            if let Check::Notice(check) = rule.check {
                check(&received, context, &mut Report::new(meta, *severity, findings));
            }
        }
        let is_emergency = context.is_emergency(notice.source.path());
        for hit in self.engine(context).hits(notice, &received.shown()) {
            if is_emergency && hit.table.except_emergency {
                continue;
            }
            let Some((_, meta, severity)) = self.rules.get(hit.rule) else { continue };
            pattern::tell(notice, &hit, meta.fix, &mut Report::new(meta, *severity, findings));
        }
    }

    /// How many patterns were compiled so far: none before the first notice, and each once after it.
    pub fn patterns(&self) -> usize {
        self.patterns.get().map_or(0, Engine::len)
    }

    /// The patterns of all rules, compiled when the first notice asks for them: the words that the configuration spares are
    /// the same for a whole run.
    fn engine(&self, context: &Context<'_>) -> &Engine {
        self.patterns.get_or_init(|| {
            let mut tables: Vec<(usize, Table)> = Vec::new();
            for (number, (_, meta, _)) in self.rules.iter().enumerate() {
                let front = meta.pattern.and_then(|text| toml::from_str::<front::Front>(text).ok());
                tables.extend(front.into_iter().flat_map(|front| front.pattern).map(|table| (number, table)));
            }
            let lists = |name: &str| {
                let list = context.lexicon.named(name)?;
                Some(list.words.iter().map(|word| word.text.to_owned()).collect())
            };
            let spared = Spared { allowed: &context.allowed(), sender_names: context.sender_names };
            Engine::new(tables, &lists, spared)
        })
    }

    /// Whether a rule is on that looks at all notices beside all services.
    pub fn has_joined(&self) -> bool {
        self.rules.iter().any(|(rule, ..)| matches!(rule.check, Check::Joined(_) | Check::Wide(..)))
    }

    /// Everything the rules say of the notices of a repository beside its services.
    pub fn check_joined(&self, joined: &Joined, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for (rule, meta, severity) in &self.rules {
            if let Check::Joined(check) | Check::Wide(_, check) = rule.check {
                check(joined, context, &mut Report::new(meta, *severity, findings));
            }
        }
    }

    /// All rules there are, whether they are on or not.
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// Whether every rule was asked that goes by a name, and is on: its id, its defect's in the catalogue, or its family's.
    pub fn ran(&self, name: &str) -> bool {
        let goes_by = |meta: &Meta| {
            let names = [Some(meta.id), meta.catalogue, Some(meta.family())];
            names.into_iter().flatten().any(|one| one.eq_ignore_ascii_case(name))
        };
        self.rules.iter().any(|(_, meta, _)| goes_by(meta)) && !self.unasked.iter().any(|meta| goes_by(meta))
    }

    /// Everything the rules say of what silences findings.
    pub fn check_suppressions(&self, judged: &[Judged], context: &Context<'_>, findings: &mut Vec<Finding>) {
        for (rule, meta, severity) in &self.rules {
            if let Check::Suppression(check) = rule.check {
                for one in judged {
                    check(one, context, &mut Report::new(meta, *severity, findings));
                }
            }
        }
    }
}
