//! Work is counted, not timed: the same files cost the same on every machine.

#![allow(clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod support;

use notify_lint::config::{Config, Date};
use notify_lint::lint;
use notify_lint::rules::{Context, METAS, Selection, Setting};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use support::Files;

fn healthy() -> Files {
    support::files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/apps"), "healthy")
}

/// `count` copies of the healthy app, side by side.
fn healthy_apps(count: usize) -> Files {
    let one = healthy();
    let copies = (0..count).flat_map(|number| {
        one.iter().map(move |(path, bytes)| (PathBuf::from(format!("app-{number}")).join(path), bytes.clone()))
    });
    copies.collect()
}

#[derive(Default)]
struct Counting {
    files: Files,
    reads: Mutex<BTreeMap<PathBuf, usize>>,
}

impl lint::Files for Counting {
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        *self.reads.lock().expect("no panic").entry(path.to_owned()).or_default() += 1;
        self.files.read(path)
    }
}

#[test]
fn every_file_is_read_once() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = Counting { files: support::files_below(root, "fixtures"), reads: Mutex::default() };
    let paths: Vec<PathBuf> = files.files.keys().cloned().collect();
    let outcome = support::lint_with(paths.clone(), &files, &Config::default(), "2026-10-01");
    let reads = files.reads.into_inner().expect("no panic");
    assert_eq!(reads.keys().cloned().collect::<Vec<_>>(), paths);
    assert!(reads.values().all(|&times| times == 1), "{reads:?}");
    assert_eq!(outcome.counts.files, paths.len());
}

#[test]
fn the_work_on_one_app_is_known_and_grows_with_the_number_of_apps() {
    let one = support::lint(&healthy(), "2026-10-01").counts;
    insta::assert_debug_snapshot!(one);
    let ten = support::lint(&healthy_apps(10), "2026-10-01").counts;
    assert_eq!(
        (ten.files, ten.bytes, ten.services, ten.nodes, ten.states),
        (10 * one.files, 10 * one.bytes, 10 * one.services, 10 * one.nodes, 10 * one.states)
    );
}

/// Patterns are compiled when the first notice asks for them, and never again; a run without notices compiles none.
#[test]
fn patterns_are_compiled_once() {
    let selection = Selection::new(|_| Setting::Default);
    let config = Config::default();
    let context = Context::of(&config, Date::parse("2026-10-01").expect("a day"));
    let run = |files: &Files| {
        lint::Repository::new(files.keys().cloned().collect(), &config, files, &()).check(&selection, &context);
        selection.patterns()
    };
    assert_eq!(run(&healthy()), 0);
    let order =
        br#"{ "recipients": [{ "emailAddress": "{{a}}" }], "subject": "Brev", "body": "Les brevet i Altinn." }"#;
    let orders = |count: usize| -> Files {
        (0..count).map(|number| (PathBuf::from(format!("orders/{number}.json")), order.to_vec())).collect()
    };
    let once = run(&orders(1));
    let rules = METAS.iter().filter(|meta| meta.pattern.is_some()).count();
    assert!(once >= rules && rules > 10, "{once} patterns of {rules} rules");
    assert_eq!(run(&orders(100)), once);
}

/// A policy with one condition that looks for a value among so many.
fn policy_of_values(count: usize) -> Files {
    const STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
    let value = format!("<AttributeValue DataType=\"{STRING}\">a</AttributeValue>");
    let function = |name: &str| format!("urn:oasis:names:tc:xacml:1.0:function:string-{name}");
    let text = format!(
        "<Policy xmlns=\"urn:oasis:names:tc:xacml:3.0:core:schema:wd-17\" PolicyId=\"p\" Version=\"1\" \
         RuleCombiningAlgId=\"urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:deny-overrides\"><Target/>\
         <Rule RuleId=\"r\" Effect=\"Permit\"><Condition><Apply FunctionId=\"{}\">{value}<Apply FunctionId=\"{}\">{}</Apply>\
         </Apply></Condition></Rule></Policy>",
        function("is-in"),
        function("bag"),
        value.repeat(count)
    );
    [(PathBuf::from("policy.xml"), text.into_bytes())].into()
}

#[test]
fn many_values_cost_as_much_as_it_takes_to_read_them() {
    let [few, many] = [1_000, 20_000].map(|count| support::lint(&policy_of_values(count), "2026-10-01").counts);
    assert_eq!(many.nodes - few.nodes, 2 * 19_000, "an element and its text for each");
    assert_eq!(many.states, few.states, "and no more to decide");
}
