//! Which policy of one state is which of the other.

use crate::workspace::Vocabulary;
use std::path::PathBuf;

/// A policy of one state.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    /// Its path below what was named.
    pub(super) relative: PathBuf,
    /// Whether it was named itself.
    pub(super) is_named: bool,
    pub(super) resource: Option<String>,
    pub(super) vocabulary: Vocabulary,
}

/// A policy in both states, or in one.
#[derive(Clone, Debug, Default)]
pub(super) struct Pair {
    pub(super) old: Option<Found>,
    pub(super) new: Option<Found>,
}

impl Pair {
    pub(super) const fn sides(&self) -> [Option<&Found>; 2] {
        [self.old.as_ref(), self.new.as_ref()]
    }

    /// What either state speaks of.
    pub(super) fn vocabulary(&self) -> Vocabulary {
        let mut sides = self.sides().into_iter().flatten().map(|found| &found.vocabulary);
        sides.next().cloned().unwrap_or_default().with_others(sides.next())
    }
}

/// Pairs policies: two that are alone on their sides, else by path, else by the id that notices name them by.
pub(super) fn pairs(old: Vec<Found>, new: Vec<Found>) -> Vec<Pair> {
    if let ([_], [_]) = (old.as_slice(), new.as_slice()) {
        return old.into_iter().zip(new).map(|(old, new)| Pair { old: Some(old), new: Some(new) }).collect();
    }
    let mut pairs = Vec::new();
    let (old, mut new) = matched(old, new, &mut pairs, |old, new| old.relative == new.relative);
    let by_id = |old: &Found, new: &Found| old.resource == new.resource && old.resource.as_deref().is_some_and(is_sure);
    let (old, rest) = matched(old, std::mem::take(&mut new), &mut pairs, by_id);
    pairs.extend(old.into_iter().map(|old| Pair { old: Some(old), new: None }));
    pairs.extend(rest.into_iter().map(|new| Pair { old: None, new: Some(new) }));
    pairs
}

/// Whether an id tells one service from another: one with placeholders does not.
fn is_sure(id: &str) -> bool {
    !id.contains('[')
}

/// Pairs what belongs together, where that is one and one, and gives what is left.
fn matched(
    old: Vec<Found>,
    mut new: Vec<Found>,
    pairs: &mut Vec<Pair>,
    is_same: impl Fn(&Found, &Found) -> bool,
) -> (Vec<Found>, Vec<Found>) {
    let mut left = Vec::new();
    let alone: Vec<bool> = old.iter().map(|one| old.iter().filter(|other| is_same(one, other)).count() == 1).collect();
    for (one, is_alone) in old.into_iter().zip(alone) {
        let mut same = (0..new.len()).filter(|&at| is_same(&one, &new[at]));
        match (same.next(), same.next()) {
            (Some(at), None) if is_alone => pairs.push(Pair { old: Some(one), new: Some(new.remove(at)) }),
            _ => left.push(one),
        }
    }
    (left, new)
}
