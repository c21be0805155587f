//! The sheet a rule writes on: it stamps rule, catalogue id and severity, so that no rule can misstate them.

use super::Meta;
use crate::finding::{Finding, Severity};
use crate::source::Location;

/// Collects the findings of one rule over one thing.
#[derive(Debug)]
pub struct Report<'a> {
    meta: &'static Meta,
    severity: Severity,
    fixed_severity: bool,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Report<'a> {
    /// A sheet for the findings of `meta`. `configured` is the severity that the configuration demands, if it does.
    pub fn new(meta: &'static Meta, configured: Option<Severity>, findings: &'a mut Vec<Finding>) -> Self {
        Self { meta, severity: configured.unwrap_or(meta.severity), fixed_severity: configured.is_some(), findings }
    }

    /// A new finding at a place; the words follow on what is returned.
    pub fn at(&mut self, at: Location) -> &mut Finding {
        self.weighing(self.severity, at)
    }

    /// A new finding that weighs other than its rule usually does, unless the configuration fixed the severity.
    pub fn weighing(&mut self, severity: Severity, at: Location) -> &mut Finding {
        let severity = if self.fixed_severity { self.severity } else { severity };
        self.findings.push(Finding::new(self.meta.id, self.meta.catalogue, severity, at));
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }
}
