//! The standard dialect against the conformance suite and against recorded decisions of two engines.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::unwrap_used, clippy::disallowed_methods, missing_docs)]

use notify_lint::conformance::{self, Column, Report};
use std::path::{Path, PathBuf};

fn corpus() -> Option<PathBuf> {
    let named = std::env::var_os("NOTIFY_LINT_CORPUS").filter(|path| !path.is_empty()).map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    named.or(Some(beside)).filter(|path| path.is_dir())
}

fn suite(root: &Path) -> Report {
    let paths: Vec<String> = walkdir::WalkDir::new(root)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| Some(entry.path().strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/")))
        .collect();
    let cases = conformance::cases(&paths);
    conformance::run(&cases, &mut |path| std::fs::read_to_string(root.join(path)).ok())
}

#[test]
fn the_suite() {
    let Some(corpus) = corpus() else {
        println!("skipped: no corpus (set NOTIFY_LINT_CORPUS)");
        return;
    };
    let report = suite(&corpus.join("xacml-conformance"));
    println!("{}", report.to_table());
    for one in &report.disagree {
        println!("{} {}: got {} want {}", one.id, one.request, one.got, one.want);
    }
}
#[test]
fn recs() {
    let Some(corpus) = corpus() else { return };
    for file in ["real.jsonl", "generated.jsonl", "generated-2.jsonl"] {
        let text = std::fs::read_to_string(corpus.join("decisions").join(file)).unwrap();
        let report = conformance::recorded(&text, &[Column::Standard, Column::Altinn]).unwrap();
        println!("{file}\n{}", report.to_table());
        for one in report.disagree.iter().take(20) {
            println!("{} {} {}: got {} want {}", one.id, one.request, one.column, one.got, one.want);
        }
    }
}
