//! Trees drawn at random, cut into any number of shards: together the shards say what the whole says, each thing once, and what
//! they wrote joins to the very bytes that the whole would have written.

#![allow(clippy::expect_used, clippy::disallowed_methods, clippy::print_stdout, missing_docs)]

mod support;
#[path = "../benches/large/tree.rs"]
mod tree;
mod trees;

use notify_lint::anchor::{Fingerprint, Root, Shard};
use notify_lint::config::{Config, Date, Standing};
use notify_lint::finding::{Finding, Severity};
use notify_lint::lint::baseline::{Baseline, Entry, entries, text};
use notify_lint::lint::{self, Outcome, Repository};
use notify_lint::report::merge::{Part, merge};
use notify_lint::report::{self, Format, Screen, Sheet, Summary};
use notify_lint::rules::{Context, METAS, Meta};
use notify_lint::source::Source;
use proptest::prelude::*;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use support::{Files, files_below, with_every_rule};
use tree::Maker;

const ROOT: &str = "/repo";
const DAY: &str = "2026-11-25";
/// Rules and families that an entry may silence.
const SILENCED: [&str; 6] = ["content", "role", "reference", "policy", "access", "content/near-duplicate"];
/// The files that it may silence them in.
const GLOBS: [&str; 5] = ["mappe-0/**", "**/*.json", "mappe-[12]/**/policy.xml", "**/*.cs", "finnes-ikke/**"];
/// What orders of ours name; of some apps of the tree, of resources of the fixtures, and of nothing.
const NAMED: [&str; 5] = [
    "app_eksempel_serveringsbevilling-00000",
    "app_eksempel_naeringsavfall-00001",
    "app_eksempel_naeringsavfal-00001",
    "eksempel-brev",
    "eksempel-ukjent",
];

/// Something that lies in a repository.
#[derive(Clone, Debug)]
enum Piece {
    App { number: usize, is_silenced: bool },
    Fixture(prop::sample::Index),
    Resource(prop::sample::Index),
    Order { named: usize, words: usize, is_silenced: bool },
}

/// A repository with all that silences in it, and the number of its shards.
#[derive(Clone, Debug)]
struct Drawn {
    pieces: Vec<(usize, Piece)>,
    ignored: Vec<(usize, usize)>,
    /// Whether there is a baseline, and whether it knows one finding or another.
    known: Option<Vec<bool>>,
    of: u32,
}

fn any_piece() -> impl Strategy<Value = Piece> {
    prop_oneof![
        3 => (0..12_usize, any::<bool>()).prop_map(|(number, is_silenced)| Piece::App { number, is_silenced }),
        3 => any::<prop::sample::Index>().prop_map(Piece::Fixture),
        2 => any::<prop::sample::Index>().prop_map(Piece::Resource),
        4 => (0..NAMED.len(), 0..3_usize, prop::bool::weighted(0.3))
            .prop_map(|(named, words, is_silenced)| Piece::Order { named, words, is_silenced }),
    ]
}

fn any_drawn() -> impl Strategy<Value = Drawn> {
    let known = prop::option::of(prop::collection::vec(any::<bool>(), 8));
    let ignored = prop::collection::vec((0..SILENCED.len(), 0..GLOBS.len()), 0..4);
    (prop::collection::vec((0..4_usize, any_piece()), 1..10), ignored, known, 1..7_u32)
        .prop_map(|(pieces, ignored, known, of)| Drawn { pieces, ignored, known, of })
}

/// What trees are made of, read once.
struct Stock {
    maker: Maker,
    notices: Vec<(PathBuf, Vec<u8>)>,
    resources: Vec<Files>,
}

impl Stock {
    fn new() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut notices = files_below(&root.join("fixtures/notices"), "");
        notices.extend(files_below(&root.join("fixtures/broken"), ""));
        notices.remove(Path::new("notify-lint.toml"));
        let mut resources: BTreeMap<PathBuf, Files> = BTreeMap::new();
        for (path, bytes) in files_below(&root.join("fixtures/resources"), "") {
            resources.entry(path.parent().expect("a folder").to_owned()).or_default().insert(path, bytes);
        }
        Self {
            maker: Maker::new(),
            notices: notices.into_iter().collect(),
            resources: resources.into_values().collect(),
        }
    }

    fn files(&self, pieces: &[(usize, Piece)]) -> Files {
        let mut all = Files::new();
        for (place, (folder, piece)) in pieces.iter().enumerate() {
            let files = match piece {
                Piece::App { number, is_silenced } => self.app(*number, *is_silenced),
                Piece::Fixture(index) => Files::from([index.get(&self.notices).clone()]),
                Piece::Resource(index) => index.get(&self.resources).clone(),
                Piece::Order { named, words, is_silenced } => order(place, NAMED[*named], *words, *is_silenced),
            };
            all.extend(
                files.into_iter().map(|(path, bytes)| (Path::new(&format!("mappe-{folder}")).join(path), bytes)),
            );
        }
        all
    }

    fn app(&self, number: usize, is_silenced: bool) -> Files {
        let comment = "<!-- notify-lint: ignore policy, role, access: kjent -->\n  <xacml:Rule ";
        let silenced = |path: &Path, text: String| match is_silenced && path.ends_with("policy.xml") {
            true => text.replace("<xacml:Rule ", comment),
            false => text,
        };
        let files = self.maker.app(number).into_iter();
        files.map(|(path, text)| (path.clone(), silenced(&path, text).into_bytes())).collect()
    }
}

/// An order in a file that can hold a comment.
fn order(place: usize, named: &str, words: usize, is_silenced: bool) -> Files {
    let comment = if is_silenced { "# notify-lint: ignore-file content, reference: de er under arbeid\n" } else { "" };
    let body = ["et nytt brev om tilsyn", "et nytt brev om tilsynet", "svar på søknaden, se https://bit.ly/abc"][words];
    let text = format!(
        "{comment}POST https://platform.altinn.no/notifications/api/v1/orders/sms\nContent-Type: application/json\n\n\
         {{\"sendersReference\": \"a\", \"recipients\": [{{\"organizationNumber\": \"123456785\"}}], \"resourceId\": \"{named}\",\n\
         \"smsTemplate\": {{\"body\": \"Hei, dere har fått {body} fra Eksempelkommune, som dere må svare på før fristen går ut.\"}}}}\n"
    );
    Files::from([(PathBuf::from(format!("orders/{place}.http")), text.into_bytes())])
}

/// The files, as a repository that lies in [`ROOT`].
struct Disk(Files);

impl lint::Files for Disk {
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        self.0.read(path.strip_prefix(ROOT).unwrap_or(path))
    }
}

fn config(ignored: &[(usize, usize)]) -> Config {
    let entries = ignored.iter().map(|&(rule, glob)| {
        format!("[[ignore]]\nrule = \"{}\"\npath = \"{}\"\nreason = \"avtalt\"\n", SILENCED[rule], GLOBS[glob])
    });
    let names: Vec<&str> = METAS.iter().flat_map(|meta| [meta.id, meta.family()]).collect();
    let source = Source::from_text("notify-lint.toml", entries.collect::<String>());
    let config = Config::read(&source, &names).expect("a configuration");
    Config { standing: Standing { here: ROOT.into(), folder: ROOT.into() }, ..config }
}

/// What a run, or a shard of it, says and writes.
struct Said {
    outcome: Outcome,
    json: Vec<u8>,
    sarif: Vec<u8>,
    baseline: String,
}

fn say(disk: &Disk, config: &Config, known: Option<&Baseline>, shard: Option<Shard>) -> Said {
    let root = Root::new(ROOT, ROOT);
    let context = Context::of(config, Date::parse(DAY).expect("a day"));
    let repository = Repository::new(disk.0.keys().cloned().collect(), config, disk, &()).packing();
    let repository = known.iter().fold(repository, |all, known| all.knowing((*known).clone(), root.clone()));
    let repository = shard.into_iter().fold(repository, |all, shard| all.sharded(shard, root.clone()));
    let outcome = with_every_rule(config, |selection| repository.check(selection, &context));
    let summary = Summary {
        files: outcome.counts.recognised,
        services: outcome.counts.services,
        notices: outcome.counts.notices,
        errors: outcome.count(Severity::Error),
        warnings: outcome.count(Severity::Warning),
        infos: outcome.count(Severity::Info),
        silenced: outcome.silenced.len(),
    };
    // Some rules are enough to number; all of them would be most of what is written.
    let rules: Vec<&Meta> = METAS.iter().step_by(8).collect();
    let sheet = Sheet {
        findings: &outcome.findings,
        silenced: &outcome.silenced,
        summary: &summary,
        unread: &[],
        rules: &rules,
        root: &root,
        matrix: "",
    };
    let write = |format| {
        let mut bytes = Vec::new();
        let screen = Screen { color: false, unicode: true, width: 100, links: false };
        report::findings(format, &sheet, screen, &mut bytes).expect("memory takes all");
        bytes
    };
    let (json, sarif) = (write(Format::Json), write(Format::Sarif));
    let baseline = text(heard(&outcome, &root));
    Said { outcome, json, sarif, baseline }
}

/// The entries of a baseline that knows all that is heard; what is silenced counts where twins are told apart.
fn heard(outcome: &Outcome, root: &Root) -> Vec<Entry> {
    let mut all: Vec<(&Finding, bool)> = outcome.findings.iter().map(|finding| (finding, true)).collect();
    all.extend(outcome.silenced.iter().map(|one| (&one.finding, false)));
    all.sort_by(|(a, _), (b, _)| a.order().cmp(&b.order()));
    let entries = entries(all.iter().map(|(finding, _)| *finding), root);
    entries.into_iter().zip(&all).filter(|(_, (_, is_heard))| *is_heard).map(|(entry, _)| entry).collect()
}

fn baseline(text: &str) -> Baseline {
    Baseline::read(&Source::from_text("known.json", text)).expect("a baseline")
}

/// A baseline that knows some of the findings, and one of a file that is gone.
fn knowing(disk: &Disk, config: &Config, known: &[bool]) -> Baseline {
    let whole = say(disk, config, None, None);
    let all = heard(&whole.outcome, &Root::new(ROOT, ROOT));
    let gone = Fingerprint::parse("0123456789abcdef").expect("sixteen digits");
    let stale =
        all.first().map(|entry| Entry { path: "mappe-1/borte.json".into(), fingerprint: gone, ..entry.clone() });
    let known = all.into_iter().enumerate().filter(|(number, _)| known[number % known.len()]).map(|(_, entry)| entry);
    let kept: Vec<Entry> = known.chain(stale).collect();
    baseline(&text(kept))
}

fn joined(parts: &[&[u8]]) -> String {
    let parts: Vec<Part> = parts.iter().map(|bytes| Part::read(*bytes).expect("it was just written")).collect();
    let kind = parts.first().and_then(Part::kind).expect("a kind that can be joined");
    let mut out = Vec::new();
    merge(kind, parts).expect("of one version").write(&mut out).expect("memory takes all");
    String::from_utf8(out).expect("UTF-8")
}

/// Where two texts part ways.
fn difference<'t>(a: &'t str, b: &'t str) -> Option<(&'t str, &'t str)> {
    a.lines().zip(b.lines()).find(|(a, b)| a != b)
}

/// Each finding, silenced or not, by everything that is said of it.
fn told(said: &Said) -> Vec<String> {
    let log: serde_json::Value = serde_json::from_slice(&said.json).expect("JSON");
    let lists = ["findings", "silenced"].map(|name| log[name].as_array().expect("a list").clone());
    let mut all: Vec<String> = lists.iter().flatten().map(ToString::to_string).collect();
    all.sort();
    all
}

#[test]
fn shards_of_any_tree_say_together_what_the_whole_says() {
    let stock = Stock::new();
    // What was drawn must be worth cutting.
    let (cut, split) = (Cell::new(0), Cell::new(0));
    let rules = std::cell::RefCell::new(BTreeSet::new());
    let mut runner =
        proptest::test_runner::TestRunner::new(ProptestConfig { max_shrink_iters: 64, ..trees::cases(16) });
    runner
        .run(&any_drawn(), |drawn| {
            let (disk, config) = (Disk(stock.files(&drawn.pieces)), config(&drawn.ignored));
            let known = drawn.known.as_ref().map(|known| knowing(&disk, &config, known));
            let whole = say(&disk, &config, known.as_ref(), None);
            let shards: Vec<Said> = (1..=drawn.of)
                .map(|number| say(&disk, &config, known.as_ref(), Shard::new(number, drawn.of)))
                .collect();

            let mut together: Vec<String> = shards.iter().flat_map(told).collect();
            together.sort();
            prop_assert_eq!(&together, &told(&whole), "each finding is in exactly one shard");

            for (name, expected, parts) in [
                ("JSON", &whole.json, shards.iter().map(|one| one.json.as_slice()).collect::<Vec<_>>()),
                ("SARIF", &whole.sarif, shards.iter().rev().map(|one| one.sarif.as_slice()).collect()),
            ] {
                let (expected, joined) = (String::from_utf8_lossy(expected), joined(&parts));
                prop_assert!(expected == joined, "{}: {:#?}", name, difference(&expected, &joined));
            }
            let entries = shards.iter().flat_map(|one| baseline(&one.baseline).entries().to_vec());
            prop_assert_eq!(text(entries.collect()), whole.baseline);

            cut.set(cut.get() + usize::from(drawn.of > 1));
            split.set(split.get() + usize::from(shards.iter().filter(|one| !told(one).is_empty()).count() > 1));
            let silenced = whole.outcome.silenced.iter().map(|one| &one.finding);
            rules.borrow_mut().extend(whole.outcome.findings.iter().chain(silenced).map(|finding| finding.rule));
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(
        cut.get() > 9 && split.get() > 6,
        "{} trees were cut, of {} more than one shard spoke",
        cut.get(),
        split.get()
    );
    let rules = rules.into_inner();
    for rule in ["suppression/unused", "reference/notification-resource-unknown", "content/near-duplicate"] {
        assert!(rules.contains(rule), "{rule} is not among {rules:?}");
    }
}
