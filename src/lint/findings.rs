//! Every rule asked about everything there is to see.

use super::{Counts, Repository, Seen, Times, Unread};
use crate::finding::{Finding, Severity};
use crate::notice::{Form, Notice};
use crate::rules::{Context, Joined, Neighbour, Selection};
use crate::setup::Setup;
use crate::source::Location;
use crate::workspace::{Service, ServiceKind, app_root};
use std::path::PathBuf;

/// What a run over a repository came to.
pub struct Outcome {
    /// What the rules say, in the order of path, place and rule.
    pub findings: Vec<Finding>,
    /// The work it took.
    pub counts: Counts,
    /// Where the time went.
    pub times: Times,
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
    /// Notices that name a resource, to be held against every service once all are known.
    naming: Vec<Notice>,
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
        let visit = self.visit(|seen| {
            let mut kept = Kept::default();
            let notices = match seen {
                Seen::Service(service) => {
                    selection.check_service(service, context, &mut kept.findings);
                    kept.neighbour = neighbour(service);
                    kept.app = app(service);
                    &service.notices
                }
                Seen::Notices(file) => {
                    kept.orders = orders(&file.notices);
                    &file.notices
                }
                Seen::Setup(setup) => {
                    kept.setup = Some(setup.clone());
                    return kept;
                }
            };
            for notice in notices {
                selection.check_notice(notice, context, &mut kept.findings);
            }
            let naming = notices.iter().filter(|notice| has_joined && notice.resource_id.is_some());
            kept.naming = naming.cloned().collect();
            kept
        });
        let mut joined = Joined::default();
        let mut findings = Vec::new();
        for kept in visit.seen {
            findings.extend(kept.findings);
            joined.notices.extend(kept.naming);
            joined.neighbours.extend(kept.neighbour);
            joined.sending.setups.extend(kept.setup);
            joined.sending.orders.extend(kept.orders);
            joined.sending.apps.extend(kept.app);
        }
        selection.check_joined(&joined, context, &mut findings);
        findings.sort_by(|a, b| a.order().cmp(&b.order()));
        Outcome { findings, counts: visit.counts, times: visit.times, unread: visit.unread }
    }
}

/// A service by the id that notices give it, if its policy can be read.
fn neighbour(service: &Service<'_>) -> Option<Neighbour> {
    let file = service.policy.as_ref()?;
    Some(Neighbour { id: service.id.resource_id()?, at: file.at(file.policy.start_tag) })
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

/// The first order of each kind in a file.
fn orders(notices: &[Notice]) -> Vec<(Location, bool)> {
    let is_composed = |notice: &Notice| notice.form == Form::Composed;
    let is_order =
        |notice: &&Notice| matches!(notice.form, Form::OrderV1 | Form::OrderV2 | Form::Instant | Form::Composed);
    let first = |composed| notices.iter().filter(is_order).find(|notice| is_composed(notice) == composed);
    let both = [false, true].map(|composed| first(composed).map(|notice| (notice.at(notice.span), composed)));
    both.into_iter().flatten().collect()
}
