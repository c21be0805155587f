//! What the tests of both trees share: seeds, real files, encodings, and damage.
#![allow(dead_code, clippy::disallowed_methods)]

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::path::{Path, PathBuf};

/// Every run draws the same cases. `PROPTEST_RNG_SEED` draws others.
const SEED: u64 = 20_261_122;

/// So many cases, drawn from a fixed seed that is printed.
pub(crate) fn cases(cases: u32) -> ProptestConfig {
    let seed = std::env::var("PROPTEST_RNG_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(SEED);
    println!("proptest seed {seed}");
    ProptestConfig { rng_seed: RngSeed::Fixed(seed), failure_persistence: None, ..ProptestConfig::with_cases(cases) }
}

/// The folder of public files; none where it is absent, which is said.
pub(crate) fn corpus() -> Option<PathBuf> {
    let folder =
        std::env::var_os("NOTIFY_LINT_CORPUS").map_or_else(|| PathBuf::from("../shared/corpus"), PathBuf::from);
    let found = folder.is_dir();
    if !found {
        println!("skipped: there is no corpus at {}", folder.display());
    }
    found.then_some(folder)
}

/// Every file below a folder whose name ends so, with its bytes.
pub(crate) fn files(folder: &Path, ends: &[&str]) -> Vec<(PathBuf, Vec<u8>)> {
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.expect("a readable folder").into_path())
        .filter(|path| path.extension().is_some_and(|end| ends.iter().any(|wanted| end.eq_ignore_ascii_case(wanted))))
        .map(|path| {
            let bytes = std::fs::read(&path).expect("a readable file");
            (path, bytes)
        })
        .collect()
}

/// How a text may be written to disk.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Disk {
    Utf8,
    Utf8Bom,
    Utf16Le,
    Utf16Be,
}

pub(crate) fn any_disk() -> impl Strategy<Value = Disk> {
    prop_oneof![Just(Disk::Utf8), Just(Disk::Utf8Bom), Just(Disk::Utf16Le), Just(Disk::Utf16Be)]
}

impl Disk {
    /// The bytes of a text in this encoding, byte order mark in front.
    pub(crate) fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 => text.into(),
            Self::Utf8Bom => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            Self::Utf16Le => "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Be => "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect(),
        }
    }
}

/// One change to a file, as a slip of the hand or a bad merge makes it.
#[derive(Clone, Debug)]
pub(crate) enum Damage {
    Cut(prop::sample::Index, usize),
    Repeat(prop::sample::Index, usize),
    Insert(prop::sample::Index, String),
}

pub(crate) fn damages(tokens: &'static [&'static str]) -> impl Strategy<Value = Vec<Damage>> {
    let token = prop::sample::select(tokens).prop_map(str::to_owned);
    let insert = prop_oneof![4 => token, 1 => any::<char>().prop_map(String::from)];
    let damage = prop_oneof![
        (any::<prop::sample::Index>(), 1_usize..40).prop_map(|(at, len)| Damage::Cut(at, len)),
        (any::<prop::sample::Index>(), 1_usize..40).prop_map(|(at, len)| Damage::Repeat(at, len)),
        (any::<prop::sample::Index>(), insert).prop_map(|(at, text)| Damage::Insert(at, text)),
    ];
    prop::collection::vec(damage, 0..4)
}

/// The text with the changes made to it.
pub(crate) fn damaged(text: &str, damages: &[Damage]) -> String {
    let mut text = text.to_owned();
    for damage in damages {
        let (Damage::Cut(at, _) | Damage::Repeat(at, _) | Damage::Insert(at, _)) = damage;
        let from = boundary(&text, at.index(text.len() + 1));
        match damage {
            Damage::Cut(_, len) => {
                let to = boundary(&text, from + len);
                text.replace_range(from..to, "");
            }
            Damage::Repeat(_, len) => {
                let part = text[from..boundary(&text, from + len)].to_owned();
                text.insert_str(from, &part);
            }
            Damage::Insert(_, part) => text.insert_str(from, part),
        }
    }
    text
}

/// The last character boundary at or before `at`.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}
