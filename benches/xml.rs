//! What the XML tree costs, beside what finding the same tokens with quick-xml costs.
//!
//! `cargo bench --bench xml` reads the public policies of the corpus (`NOTIFY_LINT_CORPUS`, else `../shared/corpus`),
//! or the fixtures where that is absent, and prints megabytes per second of both ways and the ratio between them. The
//! two take turns within every round, so that a busy machine slows both alike; the median of the rounds counts.
#![allow(missing_docs, clippy::disallowed_methods, clippy::print_stdout, clippy::expect_used)]

use notify_lint::source::Source;
use notify_lint::syntax::xml::Document;
use quick_xml::events::Event;
use quick_xml::reader::Reader;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// At least so much is read per way.
const ENOUGH: usize = 64 * 1024 * 1024;
const ROUNDS: usize = 15;

fn main() {
    let folder =
        std::env::var_os("NOTIFY_LINT_CORPUS").map_or_else(|| PathBuf::from("../shared/corpus"), PathBuf::from);
    let mut texts = read_all(&folder.join("policies"));
    if texts.is_empty() {
        println!("corpus absent, measured on the fixtures");
        texts = read_all(Path::new("fixtures"));
    }
    let bytes: usize = texts.iter().map(String::len).sum();
    let passes = ENOUGH.div_ceil(ROUNDS * bytes.max(1));
    let megabytes = (bytes * passes) as f64 / 1e6;
    println!("{} files, {:.1} MB, {ROUNDS} rounds of {passes} passes", texts.len(), bytes as f64 / 1e6);

    let (mut bare, mut tree) = (Vec::new(), Vec::new());
    // The first round warms the caches and is not counted.
    for round in 0..=ROUNDS {
        let (one, other) = (time(&texts, passes, tokens), time(&texts, passes, nodes));
        if round > 0 {
            bare.push(one);
            tree.push(other);
        }
    }
    let ratio = median(bare.iter().zip(&tree).map(|(bare, tree)| tree.as_secs_f64() / bare.as_secs_f64()));
    let speed = |times: &[Duration]| megabytes / median(times.iter().map(Duration::as_secs_f64));
    println!("quick-xml, events and attributes  {:6.0} MB/s", speed(&bare));
    println!("Document::parse                   {:6.0} MB/s", speed(&tree));
    println!("the tree costs                    {ratio:6.2} times the tokens");
}

fn time(texts: &[String], passes: usize, way: fn(&str) -> usize) -> Duration {
    let start = Instant::now();
    for _ in 0..passes {
        for text in texts {
            black_box(way(black_box(text)));
        }
    }
    start.elapsed()
}

/// Everything that quick-xml itself finds: events, names, attributes, the length of texts.
fn tokens(text: &str) -> usize {
    let mut reader = Reader::from_str(text);
    let mut sum = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                sum += tag.name().as_ref().len();
                for attribute in tag.attributes().flatten() {
                    sum += attribute.key.as_ref().len() + attribute.value.len();
                }
            }
            Ok(Event::Text(text)) => sum += text.len(),
            Ok(Event::Eof) | Err(_) => return sum,
            Ok(_) => sum += 1,
        }
    }
}

fn nodes(text: &str) -> usize {
    Document::parse(text).node_count()
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Every XML file below a folder, decoded.
fn read_all(folder: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten() {
        if entry.path().extension().is_some_and(|end| end == "xml") {
            let bytes = std::fs::read(entry.path()).expect("a readable file");
            if let Ok(source) = Source::decode(entry.path(), bytes) {
                texts.push(source.text().to_owned());
            }
        }
    }
    texts
}
