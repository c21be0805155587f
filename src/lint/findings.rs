//! Every rule asked about everything there is to see.

use super::{Counts, Repository, Seen, Times, Unread};
use crate::finding::{Finding, Severity};
use crate::rules::{Context, Selection};

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

impl Repository<'_> {
    /// Asks every selected rule about everything.
    pub fn check(&self, selection: &Selection, context: &Context<'_>) -> Outcome {
        let visit = self.visit(|seen| {
            let mut findings = Vec::new();
            match seen {
                Seen::Service(service) => {
                    selection.check_service(service, context, &mut findings);
                    for notice in &service.notices {
                        selection.check_notice(notice, context, &mut findings);
                    }
                }
                Seen::Notices(file) => {
                    for notice in &file.notices {
                        selection.check_notice(notice, context, &mut findings);
                    }
                }
            }
            findings
        });
        let mut findings: Vec<Finding> = visit.seen.into_iter().flatten().collect();
        findings.sort_by(|a, b| a.order().cmp(&b.order()));
        Outcome { findings, counts: visit.counts, times: visit.times, unread: visit.unread }
    }
}
