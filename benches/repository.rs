//! What a whole repository costs, against the floor: reading the same bytes and tokenising them with quick-xml.
//!
//!     cargo bench --bench repository            10,000 policies of 20 KB, 10,000 apps, one small app
//!     cargo bench --bench repository -- 1000    the same with 1,000
//!
//! Rounds of the variants alternate, and medians are compared, so that a noisy machine disturbs all alike.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::disallowed_methods, missing_docs)]

use notify_lint::config::{Config, Date};
use notify_lint::lint::{Files, Repository};
use notify_lint::rules::{Context, Selection, Setting};
use quick_xml::Reader;
use quick_xml::events::Event;
use rayon::prelude::*;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{fs, io};

const ROUNDS: usize = 7;

struct Disk;

impl Files for Disk {
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        fs::read(path).map(Some)
    }
}

fn main() {
    let count = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(10_000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let policies = write_policies(&folder.path().join("policies"), count);
    let apps = write_apps(&folder.path().join("apps"), count);
    let one = write_apps(&folder.path().join("one"), 1);
    let bytes: u64 = policies.iter().map(|path| path.metadata().expect("written").len()).sum();
    println!(
        "{count} policies, {:.1} MB, {:.1} KB each; {ROUNDS} rounds\n",
        mega(bytes),
        bytes as f64 / count as f64 / 1e3
    );

    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| {
            let mut floor = || policies.par_iter().map(|path| tokenise(path)).sum::<usize>();
            let mut ours = || decide(&policies);
            let mut rules = || lint(&policies);
            let [floor, ours, rules] = alternate([&mut floor, &mut ours, &mut rules]);
            println!("on {threads} thread{}", if threads == 1 { "" } else { "s" });
            line("read and tokenise (the floor)", floor, bytes, floor);
            line("read, model and decide", ours, bytes, floor);
            line("read, model, decide and ask all rules", rules, bytes, floor);
            println!();
        });
    }
    match well_formed(&policies) {
        Some(time) => line("xmllint --noout, one process, once", time, bytes, time),
        None => println!("  xmllint --noout: skipped, there is no xmllint on PATH"),
    }
    println!();
    let bytes: u64 = apps.iter().map(|path| path.metadata().expect("written").len()).sum();
    let [apps_time, one_time] = alternate([&mut || lint(&apps), &mut || lint(&one)]);
    println!("{count} apps of policy, process and metadata, all rules, all threads");
    line("lint", apps_time, bytes, apps_time);
    println!("one app, all rules: {:.3} ms", one_time.as_secs_f64() * 1e3);
}

/// How long `xmllint` takes to find the same files well-formed, which is less than any of the above asks of them; none where
/// there is none.
fn well_formed(files: &[PathBuf]) -> Option<Duration> {
    let xmllint = |files: &[PathBuf]| std::process::Command::new("xmllint").arg("--noout").args(files).status().ok();
    // The first time warms up.
    xmllint(&files[..1])?;
    let start = Instant::now();
    // So many paths are within what a command line may hold.
    let all = files.chunks(10_000).all(|files| xmllint(files).is_some_and(|status| status.success()));
    all.then(|| start.elapsed())
}

fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

fn line(name: &str, time: Duration, bytes: u64, floor: Duration) {
    let seconds = time.as_secs_f64();
    println!(
        "  {name:<38} {:>8.1} ms {:>7.0} MB/s {:>6.2} x",
        seconds * 1e3,
        mega(bytes) / seconds,
        seconds / floor.as_secs_f64()
    );
}

/// The median time of each variant, measured in turns.
fn alternate<const N: usize>(mut variants: [&mut dyn FnMut() -> usize; N]) -> [Duration; N] {
    let mut times = [const { Vec::new() }; N];
    for round in 0..=ROUNDS {
        for (variant, times) in variants.iter_mut().zip(&mut times) {
            let start = Instant::now();
            black_box(variant());
            // The first round warms up.
            if round > 0 {
                times.push(start.elapsed());
            }
        }
    }
    times.map(|mut times: Vec<Duration>| {
        times.sort_unstable();
        times[times.len() / 2]
    })
}

/// Events, attributes with their values, and text: what every reader of XML has to look at.
fn tokenise(path: &Path) -> usize {
    let bytes = fs::read(path).expect("written");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let mut reader = Reader::from_str(&text);
    let mut seen = 0;
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(tag) | Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    let attribute = attribute.expect("well-formed");
                    seen += attribute.key.as_ref().len() + attribute.value.len();
                }
            }
            Event::Text(text) => seen += text.len(),
            Event::Eof => return seen,
            _ => {}
        }
    }
}

fn decide(files: &[PathBuf]) -> usize {
    let config = Config::default();
    let visit = Repository::new(files.to_vec(), &config, &Disk, &()).visit(|_| ());
    assert_eq!(visit.counts.services, files.len());
    visit.counts.states
}

fn lint(files: &[PathBuf]) -> usize {
    let config = Config::default();
    let context = Context::on(Date::new(2026, 10, 1).expect("a day"));
    let selection = Selection::new(|_| Setting::Default);
    Repository::new(files.to_vec(), &config, &Disk, &()).check(&selection, &context).findings.len()
}

fn write_policies(folder: &Path, count: usize) -> Vec<PathBuf> {
    fs::create_dir_all(folder).expect("writable");
    let write = |number: usize| {
        let path = folder.join(format!("tjeneste-{number:05}_policy.xml"));
        fs::write(&path, policy(&format!("tjeneste-{number:05}"))).expect("writable");
        path
    };
    (0..count).map(write).collect()
}

fn write_apps(folder: &Path, count: usize) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for number in 0..count {
        let app = format!("tjeneste-{number:05}");
        let config = folder.join(&app).join("App/config");
        let metadata = format!(
            "{{\n  \"id\": \"ttd/{app}\",\n  \"org\": \"ttd\",\n  \"title\": {{ \"nb\": \"Søknad {number}\" }}\n}}\n"
        );
        for (name, text) in [
            ("authorization/policy.xml", policy(&app)),
            ("process/process.bpmn", PROCESS.to_owned()),
            ("applicationmetadata.json", metadata),
        ] {
            let path = config.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
            fs::write(&path, text).expect("writable");
            files.push(path);
        }
    }
    files
}

const STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
const SUBJECT: &str = "urn:oasis:names:tc:xacml:1.0:subject-category:access-subject";
const RESOURCE: &str = "urn:oasis:names:tc:xacml:3.0:attribute-category:resource";
const ACTION: &str = "urn:oasis:names:tc:xacml:3.0:attribute-category:action";

/// Roles, places (further attributes beside org and app) and actions of one rule.
type Granted<'a> = (&'a [&'a str], &'a [&'a [(&'a str, &'a str)]], &'a [&'a str]);

/// A policy of some 20 KB, written as Altinn Studio writes them.
fn policy(app: &str) -> String {
    let mut text = String::from(
        "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<xacml:Policy \
         xmlns:xacml=\"urn:oasis:names:tc:xacml:3.0:core:schema:wd-17\" xmlns:xsl=\"http://www.w3.org/2001/XMLSchema-instance\" \
         PolicyId=\"urn:altinn:policyid:1\" Version=\"1.0\" \
         RuleCombiningAlgId=\"urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:deny-overrides\">\r\n  <xacml:Target />\r\n",
    );
    let places: [&[(&str, &str)]; 3] =
        [&[], &[("urn:altinn:task", "Task_1")], &[("urn:altinn:end-event", "EndEvent_1")]];
    let rules: [Granted<'_>; 4] = [
        (&["DAGL", "LEDE", "INNH", "REGNA"], &places[..1], &["instantiate", "read"]),
        (&["DAGL", "LEDE", "INNH", "REGNA"], &places[1..], &["read", "write", "delete"]),
        (&["DAGL", "LEDE"], &places[1..2], &["sign", "confirm", "reject"]),
        (&["REVI", "BEST"], &places, &["read"]),
    ];
    for (number, (roles, places, actions)) in rules.iter().enumerate() {
        let _ = write!(
            text,
            "  <xacml:Rule RuleId=\"urn:altinn:resource:app_ttd_{app}:ruleid:{number}\" Effect=\"Permit\">\r\n    \
             <xacml:Description>Hvem som får lese og fylle ut skjemaet på vegne av virksomheten</xacml:Description>\r\n    \
             <xacml:Target>\r\n"
        );
        let subjects = roles.iter().map(|role| vec![("urn:altinn:rolecode", *role)]);
        any_of(&mut text, SUBJECT, &subjects.collect::<Vec<_>>());
        let resources = places.iter().map(|place| {
            let app = [("urn:altinn:org", "ttd"), ("urn:altinn:app", app)];
            app.into_iter().chain(place.iter().copied()).collect()
        });
        any_of(&mut text, RESOURCE, &resources.collect::<Vec<_>>());
        let actions = actions.iter().map(|action| vec![("urn:oasis:names:tc:xacml:1.0:action:action-id", *action)]);
        any_of(&mut text, ACTION, &actions.collect::<Vec<_>>());
        text.push_str("    </xacml:Target>\r\n  </xacml:Rule>\r\n");
    }
    text.push_str("</xacml:Policy>\r\n");
    text
}

fn any_of(text: &mut String, category: &str, alternatives: &[Vec<(&str, &str)>]) {
    text.push_str("      <xacml:AnyOf>\r\n");
    for all_of in alternatives {
        text.push_str("        <xacml:AllOf>\r\n");
        for (attribute, value) in all_of {
            let function =
                if category == SUBJECT { "3.0:function:string-equal-ignore-case" } else { "1.0:function:string-equal" };
            let _ = write!(
                text,
                "          <xacml:Match MatchId=\"urn:oasis:names:tc:xacml:{function}\">\r\n            \
                 <xacml:AttributeValue DataType=\"{STRING}\">{value}</xacml:AttributeValue>\r\n            \
                 <xacml:AttributeDesignator AttributeId=\"{attribute}\" Category=\"{category}\" DataType=\"{STRING}\" \
                 MustBePresent=\"false\" />\r\n          </xacml:Match>\r\n"
            );
        }
        text.push_str("        </xacml:AllOf>\r\n");
    }
    text.push_str("      </xacml:AnyOf>\r\n");
}

const PROCESS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:altinn="http://altinn.no/process">
  <bpmn:process id="Process_1" isExecutable="false">
    <bpmn:startEvent id="StartEvent_1"><bpmn:outgoing>Flow_1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="Flow_1" sourceRef="StartEvent_1" targetRef="Task_1" />
    <bpmn:task id="Task_1" name="Utfylling">
      <bpmn:extensionElements>
        <altinn:taskExtension><altinn:taskType>data</altinn:taskType></altinn:taskExtension>
      </bpmn:extensionElements>
    </bpmn:task>
    <bpmn:sequenceFlow id="Flow_2" sourceRef="Task_1" targetRef="EndEvent_1" />
    <bpmn:endEvent id="EndEvent_1" />
  </bpmn:process>
</bpmn:definitions>
"#;
