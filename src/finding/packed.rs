//! Findings made small, for a run that keeps those of ten thousand files: their sources, their edits and their requests are packed
//! until somebody opens them.

use super::{Finding, Fix};
use crate::source::{Location, Source, pack, unpack};
use std::sync::Arc;

/// The sources that were packed or unpacked last, so that what was one source stays one.
#[derive(Debug, Default)]
pub struct Sources {
    known: Vec<(Arc<Source>, Arc<Source>)>,
}

impl Sources {
    fn of(&mut self, source: &Arc<Source>, mut made: impl FnMut(&Arc<Source>) -> Arc<Source>) -> Arc<Source> {
        if let Some((_, made)) = self.known.iter().find(|(known, _)| Arc::ptr_eq(known, source)) {
            return Arc::clone(made);
        }
        let made = made(source);
        self.known.push((Arc::clone(source), Arc::clone(&made)));
        made
    }
}

/// The texts of a finding that weigh most: those of its edits, and the request of its witness.
#[derive(Clone, Debug)]
pub(super) struct Packed {
    bytes: Box<[u8]>,
    lengths: Box<[usize]>,
}

/// Findings as they were before they were packed, each opened when it is asked for and none kept.
pub fn opened<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> impl Iterator<Item = Finding> {
    let mut sources = Sources::default();
    findings.into_iter().map(move |finding| finding.opened(&mut sources))
}

impl Finding {
    /// Makes it small. `sources` are those of the findings beside it.
    pub fn pack(&mut self, sources: &mut Sources) {
        for at in self.places() {
            at.source = sources.of(&at.source, |source| source.packed());
        }
        let mut texts: Vec<String> =
            self.fixes().flat_map(|fix| &mut fix.edits).map(|edit| std::mem::take(&mut edit.text)).collect();
        texts.extend(self.witness.as_mut().map(|witness| witness.request.take().to_string()));
        if !texts.is_empty() {
            let lengths = texts.iter().map(String::len).collect();
            self.packed = Some(Packed { bytes: pack(&texts.concat()), lengths });
        }
    }

    /// The finding as it was before it was packed. `sources` are those of the finding before it.
    #[must_use]
    pub fn opened(&self, sources: &mut Sources) -> Self {
        let mut opened = self.clone();
        let mut used = Sources::default();
        for at in opened.places() {
            at.source = used.of(&at.source, |packed| sources.of(packed, Source::unpacked));
        }
        *sources = used;
        let Some(Packed { bytes, lengths }) = opened.packed.take() else { return opened };
        let all = unpack(&bytes);
        let mut rest = all.as_str();
        let mut texts = lengths.iter().map(|&length| {
            let (text, behind) = rest.split_at_checked(length).unwrap_or_default();
            rest = behind;
            text
        });
        for edit in opened.fixes().flat_map(|fix| &mut fix.edits) {
            edit.text = texts.next().unwrap_or_default().to_owned();
        }
        if let Some(witness) = &mut opened.witness {
            witness.request = texts.next().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        }
        opened
    }

    fn fixes(&mut self) -> impl Iterator<Item = &mut Fix> {
        self.fix.iter_mut().chain(&mut self.choices)
    }

    fn places(&mut self) -> impl Iterator<Item = &mut Location> {
        let labels = self.labels.iter_mut().map(|label| &mut label.at);
        let edits =
            self.fix.iter_mut().chain(&mut self.choices).flat_map(|fix| &mut fix.edits).map(|edit| &mut edit.at);
        std::iter::once(&mut self.at).chain(labels).chain(edits)
    }
}
