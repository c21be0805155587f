//! Every rule asked about everything there is to see.

use super::{Counts, Repository, Seen, Times, Unread};
use crate::finding::{Finding, Severity};
use crate::notice::Notice;
use crate::rules::{Context, Joined, Neighbour, Selection};
use crate::workspace::Service;

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
}

impl Repository<'_> {
    /// Asks every selected rule about everything.
    pub fn check(&self, selection: &Selection, context: &Context<'_>) -> Outcome {
        let has_joined = selection.has_joined();
        let visit = self.visit(|seen| {
            let mut kept = Kept::default();
            let notices: Vec<&Notice> = match seen {
                Seen::Service(service) => {
                    selection.check_service(service, context, &mut kept.findings);
                    kept.neighbour = neighbour(service);
                    service.notices.iter().collect()
                }
                Seen::Notices(file) => {
                    for order in &file.orders {
                        selection.check_order(order, context, &mut kept.findings);
                    }
                    file.notices().collect()
                }
            };
            for notice in &notices {
                selection.check_notice(notice, context, &mut kept.findings);
            }
            let naming = notices.into_iter().filter(|notice| has_joined && notice.resource_id.is_some());
            kept.naming = naming.cloned().collect();
            kept
        });
        let mut joined = Joined::default();
        let mut findings = Vec::new();
        for kept in visit.seen {
            findings.extend(kept.findings);
            joined.notices.extend(kept.naming);
            joined.neighbours.extend(kept.neighbour);
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
