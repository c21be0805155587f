//! Every rule asked about everything there is to see.

use super::baseline::Entry;
use super::silence::Sight;
use super::{Counts, Repository, Seen, Times, Unread, Visit, carried, silence};
use crate::config::Level;
use crate::finding::{Finding, Severity, Silenced, Sources};
use crate::notice::{Channel, Form, Notice, Order};
use crate::rules::{Context, Joined, Neighbour, Selection, Sent};
use crate::setup::Setup;
use crate::source::Location;
use crate::suppression;
use crate::text::squeezed;
use crate::workspace::{Service, ServiceKind, app_root};
use std::collections::HashSet;
use std::path::PathBuf;

/// What a run over a repository came to.
pub struct Outcome {
    /// What the rules say, in the order of path, place and rule.
    pub findings: Vec<Finding>,
    /// What they say and somebody has decided not to hear of, in the same order.
    pub silenced: Vec<Silenced>,
    /// The files that there was something to see in.
    pub files: Vec<PathBuf>,
    /// The work it took.
    pub counts: Counts,
    /// Where the time went.
    pub times: Times,
    /// The ids of the services.
    pub services: Vec<String>,
    /// Files that could not be opened.
    pub unread: Vec<Unread>,
}

impl Outcome {
    /// The weight of the gravest finding.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }

    /// How many findings have that weight.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// What is kept of one thing that was seen.
#[derive(Default)]
struct Kept {
    findings: Vec<Finding>,
    neighbour: Option<Neighbour>,
    /// The id of a service.
    id: Option<String>,
    /// Notices that name a resource, to be held against every service once all are known.
    naming: Vec<Notice>,
    /// What orders send by SMS to recipients that they name.
    sent: Vec<Sent>,
    /// How the file has a part in sending.
    setup: Option<Setup>,
    /// An order, and whether it is of an e-mail with attachments.
    orders: Vec<(Location, bool)>,
    /// The folder of the app.
    app: Option<PathBuf>,
}

impl Repository<'_> {
    /// Asks every selected rule about everything.
    pub fn check(&self, selection: &Selection, context: &Context<'_>) -> Outcome {
        let has_joined = selection.has_joined();
        let visitor = |seen: Seen<'_, '_>, asks_all: bool| {
            let mut kept = Kept::default();
            let notices: Vec<&Notice> = match seen {
                Seen::Service(service) => {
                    if asks_all {
                        selection.check_service(service, context, &mut kept.findings);
                    }
                    kept.neighbour = neighbour(service);
                    kept.id = service.id.resource_id();
                    kept.app = app(service);
                    service.notices.iter().collect()
                }
                Seen::Notices(file) => {
                    for order in file.orders.iter().filter(|_| asks_all) {
                        selection.check_order(order, context, &mut kept.findings);
                    }
                    kept.orders = orders(&file.orders);
                    kept.sent = file.orders.iter().filter(|_| has_joined).filter_map(sent).collect();
                    file.notices().collect()
                }
                Seen::Setup(setup) => {
                    kept.setup = Some(setup.clone());
                    return kept;
                }
            };
            for notice in notices.iter().filter(|_| asks_all) {
                selection.check_notice(notice, context, &mut kept.findings);
            }
            kept.findings.retain_mut(|finding| carried::fit(finding, self.config));
            let naming = notices.into_iter().filter(|notice| has_joined && notice.resource_id.is_some());
            kept.naming = naming.cloned().collect();
            if self.is_packing {
                let mut sources = Sources::default();
                kept.findings.iter_mut().for_each(|finding| finding.pack(&mut sources));
            }
            kept
        };
        let is_joined =
            |kept: &Kept| has_joined && (!kept.naming.is_empty() || !kept.sent.is_empty() || kept.setup.is_some());
        let mut visit = self.visit_share(visitor, is_joined);
        let is_incomplete = !self.files.closed().is_empty() || !visit.unread.is_empty();
        let mut joined = Joined { is_incomplete, ..Joined::default() };
        let (mut findings, mut services) = (Vec::new(), Vec::new());
        let seen = std::mem::take(&mut visit.seen);
        for (_, kept) in seen {
            findings.extend(kept.findings);
            joined.notices.extend(kept.naming);
            joined.sent.extend(kept.sent);
            joined.neighbours.extend(kept.neighbour);
            services.extend(kept.id);
            joined.sending.setups.extend(kept.setup);
            joined.sending.orders.extend(kept.orders);
            joined.sending.apps.extend(kept.app);
        }
        selection.check_joined(&joined, context, &mut findings);
        let level = |path: &str, finding: &Finding| match self.config.per_path.is_empty() {
            true => None,
            false => self.level_at(path, finding),
        };
        let from = self.globs_from();
        silence::weigh(&mut findings, &from, level);
        findings.sort_by(|a, b| a.order().cmp(&b.order()));
        // What two orders share, such as the subject beside two bodies of which one is sent, is spoken of once.
        findings.dedup_by(|a, b| a.order() == b.order() && (&a.help, &a.notes) == (&b.help, &b.notes));
        let mut silenced = Vec::new();
        if self.is_heeding {
            let mut suppressions = std::mem::take(&mut visit.suppressions);
            suppressions.extend(suppression::of_entries(self.config));
            let is_gone = |path: &str| self.files.is_gone(&from.whole(path));
            let sight = Sight { seen: &visit.files, root: &from, reach: &self.reach, is_gone: &is_gone };
            let mut heard = silence::hear(findings, suppressions, context.as_of, &sight, selection);
            if let Some(share) = &self.share {
                heard.findings.retain(|(finding, _)| share.has(finding.at.source.path()));
                heard.judged.retain(|judged| share.has(judged.suppression.at.source.path()));
            }
            if let Some((baseline, root)) = &self.baseline {
                let files: HashSet<String> = visit.files.iter().map(|path| root.path(path)).collect();
                let is_seen = |path: &String| files.contains(path) || self.files.is_gone(&root.whole(path));
                let is_ours = |path: &String| self.speaks_of(&root.whole(path));
                let in_sight =
                    |entry: &Entry| selection.ran(&entry.rule) && is_ours(&entry.path) && is_seen(&entry.path);
                heard.judged.extend(baseline.silence(&mut heard.findings, root, in_sight));
            }
            (findings, silenced) = silence::part(heard.findings);
            let mut about = Vec::new();
            selection.check_suppressions(&heard.judged, context, &mut about);
            silence::weigh(&mut about, &from, level);
            findings.extend(about);
            findings.sort_by(|a, b| a.order().cmp(&b.order()));
        } else {
            findings.retain(|finding| self.speaks_of(finding.at.source.path()));
        }
        let Visit { counts, times, unread, files, .. } = visit;
        Outcome { findings, silenced, files, services, counts, times, unread }
    }

    /// What a rule weighs in one file: as the configuration has it for that file, and, for a rule that is on in some files
    /// only, nothing in all others.
    fn level_at(&self, path: &str, finding: &Finding) -> Option<Level> {
        let at = self.config.level_at(path, finding.rule, finding.catalogue);
        at.or_else(|| self.config.level_of(finding.rule, finding.catalogue).filter(|level| *level == Level::Off))
    }
}

/// A service by the id that notices give it, if its policy can be read.
fn neighbour(service: &Service<'_>) -> Option<Neighbour> {
    let file = service.policy.as_ref()?;
    let id = service.id.resource_id()?;
    // Every policy of the repository is remembered, so no more of it than the place that may be pointed at.
    let tag = file.policy.start_tag;
    Some(Neighbour { id, at: Location::new(&file.source.up_to(tag.end), tag) })
}

/// The folder of an app, if it has one.
fn app(service: &Service<'_>) -> Option<PathBuf> {
    let is_app = service.kind == ServiceKind::App;
    let sources = [
        service.metadata.as_ref().map(|(source, _)| source),
        service.policy.as_ref().map(|file| &file.source),
        service.process.as_ref().map(|(source, _)| source),
        service.obstacles.first().map(|obstacle| &obstacle.at.source),
    ];
    sources.into_iter().flatten().filter(|_| is_app).find_map(|source| app_root(source.path()))
}

/// What an order sends by SMS to recipients that it names. Files of tests order the same again and again.
fn sent(order: &Order) -> Option<Sent> {
    let texts = order.notices.first().filter(|_| !order.is_of_tests())?.texts.iter();
    let sms = texts.filter(|text| text.channel == Channel::Sms && !text.has_holes()).map(|text| &text.text).next()?;
    let recipients = order.recipients();
    let text = squeezed(sms.as_str());
    (!recipients.is_empty() && !text.is_empty()).then(|| Sent { at: order.at(sms.span()), text, recipients })
}

/// The first order of each kind in a file, and whether it is an e-mail with attachments.
fn orders(orders: &[Order]) -> Vec<(Location, bool)> {
    let is_composed = |order: &Order| order.form == Form::Composed;
    let is_order =
        |order: &&Order| matches!(order.form, Form::OrderV1 | Form::OrderV2 | Form::Instant | Form::Composed);
    let first = |composed| orders.iter().filter(is_order).find(|order| is_composed(order) == composed);
    let both = [false, true].map(|composed| first(composed).map(|order| (order.at(order.span), composed)));
    both.into_iter().flatten().collect()
}
