//! Which elements an instance can get to.

use super::Process;
use std::collections::{BTreeMap, BTreeSet};

/// Marks every task and end event that the sequence flows lead to from the start.
pub(super) fn mark(process: &mut Process, flows: &[(String, String)]) {
    let mut next: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (from, to) in flows {
        next.entry(from).or_default().push(to);
    }
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&str> = process.starts.iter().map(|start| start.value.as_str()).collect();
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            open.extend(next.get(id).into_iter().flatten());
        }
    }
    let everything = process.starts.len() != 1 || !process.unmodelled.is_empty();
    let tasks: Vec<bool> = process.tasks.iter().map(|task| everything || reached.contains(task.id.as_str())).collect();
    let ends: Vec<bool> = process.ends.iter().map(|end| everything || reached.contains(end.id.as_str())).collect();
    for (task, reachable) in process.tasks.iter_mut().zip(tasks) {
        task.reachable = reachable;
    }
    for (end, reachable) in process.ends.iter_mut().zip(ends) {
        end.reachable = reachable;
    }
}
