//! Where a finding stands in terms that outlive an edit: by name, never by line.
//!
//! An *anchor* is the innermost part of a file that has a name of its own, such as `Rule[urn:altinn:ruleid:2]` or
//! `resources[signing.body].value`. A *fingerprint* tells a finding from every other one of the repository, and stays
//! the same while lines move above it.

mod fingerprint;
mod parts;
mod shard;

use crate::source::{Location, Source};
use parts::Parts;
use std::sync::Arc;

pub use fingerprint::{Fingerprint, Fingerprints, Root, flattened};
pub use shard::Shard;

/// The anchors of a file after another: a file that is asked about many times in a row is looked through once.
#[derive(Debug, Default)]
pub struct Anchors {
    last: Option<(Arc<Source>, Parts)>,
}

impl Anchors {
    /// The anchor of a place; empty where nothing round it has a name.
    pub fn of(&mut self, at: &Location) -> String {
        let known = self.last.take().filter(|(source, _)| Arc::ptr_eq(source, &at.source));
        let known = known.unwrap_or_else(|| (Arc::clone(&at.source), Parts::of(at.source.unpacked().text())));
        let (_, parts) = self.last.insert(known);
        parts.anchor(at.span.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn anchor(text: &str, place: &str) -> String {
        let source = Source::decode("a", text.as_bytes().to_vec()).expect("text");
        let start = u32::try_from(text.find(place).expect("there")).expect("short");
        Anchors::default().of(&Location::new(&source, Span::new(start, start + 1)))
    }

    #[test]
    fn a_rule_a_task_and_a_flow_are_known_by_their_ids() {
        let policy = "<xacml:Policy PolicyId='p'><xacml:Rule RuleId='r:2'><xacml:Target>æ</xacml:Target></xacml:Rule>\
                      <xacml:Target/></xacml:Policy>";
        assert_eq!(anchor(policy, "æ"), "Rule[r:2]");
        assert_eq!(anchor(policy, "<xacml:Target/>"), "Policy[p]");
        let process = "<bpmn:definitions><bpmn:task id='Task_1'><x/></bpmn:task></bpmn:definitions>";
        assert_eq!(anchor(process, "<x"), "task[Task_1]");
        assert_eq!(anchor("<a><b>c</b></a>", "c"), "");
    }

    #[test]
    fn members_are_known_by_their_way_and_items_by_their_names() {
        let texts = r#"{"language": "nb", "resources": [{"id": "a", "value": "x"}, {"id": "b", "value": "y"}]}"#;
        assert_eq!(anchor(texts, "\"y\""), "resources[b].value");
        let order = r#"[{"recipients": [{"mobileNumber": "+47"}, {"mobileNumber": "+48"}], "sendersReference": "r1"}]"#;
        assert_eq!(anchor(order, "\"+48\""), "[r1].recipients[1].mobileNumber");
        assert_eq!(anchor("{}", "}"), "");
        assert_eq!(anchor("Hei", "H"), "");
    }
}
