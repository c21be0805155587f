//! Repairs change what they name and nothing else.

#![allow(clippy::expect_used, clippy::disallowed_methods, clippy::print_stdout, missing_docs)]

mod support;

use notify_lint::config::{Config, Date, FILE_NAME};
use notify_lint::finding::{Effect, Safety};
use notify_lint::fix::{MAX_TRIES, Refusal, Repaired, Reread, Wanted, Workshop};
use notify_lint::lint::Reach;
use notify_lint::pdp::Decision;
use notify_lint::rules::{Context, METAS};
use notify_lint::source::Source;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use support::{Files, files_below, lint, lint_with, with_every_rule};

const DAY: &str = "2026-11-25";
const POLICY: &str = "App/config/authorization/policy.xml";

fn repair_with(files: &Files, config: &Config, wanted: &Wanted) -> Repaired {
    repair_on(DAY, files, config, wanted)
}

fn repair_on(day: &str, files: &Files, config: &Config, wanted: &Wanted) -> Repaired {
    let context = Context::of(config, Date::parse(day).expect("a day"));
    let paths = paths_of(files);
    let reach = Reach::default();
    let reread: Reread<'_> = &|source| Config::read(source, &["content"]).ok();
    let reread = Some(reread);
    with_every_rule(config, |selection| {
        Workshop { paths, config, files, selection, context, reach, reread }.repair(wanted)
    })
}

fn repair(files: &Files, wanted: &Wanted) -> Repaired {
    repair_with(files, &Config::default(), wanted)
}

fn everything() -> Wanted {
    Wanted { unsafe_too: true, ..Wanted::default() }
}

fn written(files: &Files, repaired: &Repaired) -> Files {
    let mut after = files.clone();
    for file in &repaired.files {
        assert_eq!(after.insert(file.path.clone(), file.after.clone()).as_ref(), Some(&file.before));
    }
    after
}

fn fixture(name: &str) -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
    files_below(&root, "")
}

#[test]
fn a_run_tries_a_bounded_number_of_repairs_and_says_so() {
    let order = fixture("notices/faulty").remove(Path::new("en-dash-in-sms.json")).expect("there");
    let order = String::from_utf8(order).expect("UTF-8");
    let orders = format!("[{}]", vec![order; MAX_TRIES + 5].join(","));
    let files: Files = [(PathBuf::from("orders.json"), orders.into_bytes())].into();
    let wanted = Wanted { rules: ["sms/foreign-character"].into(), ..everything() };
    let first = repair(&files, &wanted);
    assert_eq!((first.done.len(), first.refused.len()), (MAX_TRIES, 1), "{:?}", refusals(&first));
    assert!(matches!(first.refused[0].why, Refusal::Enough));
    let second = repair(&written(&files, &first), &wanted);
    assert_eq!((second.done.len(), second.refused.len()), (5, 0), "{:?}", refusals(&second));
}

/// Why each repair was not made, by rule.
fn refusals(repaired: &Repaired) -> Vec<String> {
    let one = |refused: &notify_lint::fix::Refused| {
        format!("{} {:?}: {:?}", refused.finding.at.source.path().display(), refused.finding.rule, refused.why)
    };
    repaired.refused.iter().map(one).collect()
}

#[test]
fn the_trap_is_repaired_for_those_who_are_named_and_for_nobody_else() {
    let files = fixture("apps/form-rule-trap");
    let repaired = repair(&files, &Wanted { rules: ["access/read-only-on-task"].into(), ..Wanted::default() });
    assert_eq!((repaired.done.len(), repaired.refused.len()), (1, 0));
    let proof = &repaired.done[0].proof;
    let mut people: Vec<String> = proof.changes.iter().map(|change| change.who.display()).collect();
    people.dedup();
    assert_eq!(people, ["Revisor (REVI)", "Ansvarlig revisor (A0237)"]);
    assert!(proof.changes.iter().all(|change| (change.action.as_str(), change.after) == ("read", Decision::Permit)));
    let left = lint(&written(&files, &repaired), DAY).findings;
    assert_eq!(left.iter().map(|finding| finding.rule).collect::<Vec<_>>(), ["role/altinn2-role-shrinks"]);
}

/// Grants are written as Studio writes them, so that a save there keeps them.
#[test]
fn what_is_granted_outlives_a_save_in_studio() {
    for name in ["apps/form-rule-trap", "apps/template-2022"] {
        let files = fixture(name);
        let repaired = repair(&files, &everything());
        assert!(support::saves::outliving(&written(&files, &repaired), &repaired) > 0, "{name}");
    }
}

#[test]
fn what_is_repaired_stays_repaired() {
    for name in ["apps/form-rule-trap", "apps/template-2022", "apps/healthy", "resources", "notices", "broken"] {
        let files = fixture(name);
        for wanted in [Wanted::default(), everything()] {
            let once = repair(&files, &wanted);
            let twice = repair(&written(&files, &once), &wanted);
            assert!(twice.done.is_empty() && twice.files.is_empty(), "{name}: {:?}", twice.done.len());
        }
    }
}

/// The examples of every rule, repaired: whatever is marked safe proves itself.
#[test]
fn the_repairs_of_every_example_prove_themselves() {
    let mut made: BTreeMap<&str, usize> = BTreeMap::new();
    for meta in METAS {
        for (files, config) in examples(meta.body) {
            let repaired = repair_with(&files, &config, &everything());
            let bad = repaired.refused.iter().any(|refused| refused.fix.safety == Safety::Safe);
            assert!(!bad, "{}: {:?}", meta.id, refusals(&repaired));
            for done in &repaired.done {
                *made.entry(done.finding.rule).or_default() += 1;
            }
            let files = written(&files, &repaired);
            let after = lint_with(paths_of(&files), &files, &config_in(&files), DAY);
            let again = after.findings.iter().map(|one| (one.rule, &one.message)).collect::<Vec<_>>();
            let left = repaired.left.findings.iter().map(|one| (one.rule, &one.message)).collect::<Vec<_>>();
            assert_eq!(again, left, "{}", meta.id);
        }
    }
    for meta in METAS.iter().filter(|meta| meta.fix != notify_lint::rules::FixKind::None) {
        assert!(made.contains_key(meta.id), "no repair of {} was made: {made:?}", meta.id);
    }
}

/// The configuration among some files, or the usual one.
fn config_in(files: &Files) -> Config {
    files.get(Path::new(FILE_NAME)).map_or_else(Config::default, |bytes| {
        let source = Source::from_text(FILE_NAME, String::from_utf8(bytes.clone()).expect("UTF-8"));
        Config::read(&source, &[]).expect("a configuration")
    })
}

/// Those that are looked at: all but the configuration.
fn paths_of(files: &Files) -> Vec<PathBuf> {
    files.keys().filter(|path| *path != Path::new(FILE_NAME)).cloned().collect()
}

/// The files of each bad example of a rule file, with those that every example of it has.
fn examples(body: &str) -> Vec<(Files, Config)> {
    let mut given = Files::new();
    let mut bad = Vec::new();
    for block in body.split("\n```").collect::<Vec<_>>().windows(2) {
        let (info, text) = block[0].split_once('\n').unwrap_or((block[0], ""));
        let Some(file) = info.split_whitespace().find_map(|word| word.strip_prefix("file=")) else { continue };
        let entry = (PathBuf::from(file), format!("{text}\n").into_bytes());
        match info.split_whitespace().nth(2) {
            None => drop(given.insert(entry.0, entry.1)),
            Some("bad") => bad.push(entry),
            Some(_) => {}
        }
    }
    let example = |(path, text): (PathBuf, Vec<u8>)| {
        let mut files = given.clone();
        files.insert(path, text);
        let config = config_in(&files);
        (files, config)
    };
    bad.into_iter().map(example).collect()
}

/// How the file of a policy may be written.
#[derive(Clone, Copy, Debug)]
enum Writing {
    Plain,
    Mark,
    LittleEndian,
    BigEndian,
}

fn encode(text: &str, writing: Writing) -> Vec<u8> {
    let units =
        |mark: &[u8], unit: fn(u16) -> [u8; 2]| [mark.to_vec(), text.encode_utf16().flat_map(unit).collect()].concat();
    match writing {
        Writing::Plain => text.as_bytes().to_vec(),
        Writing::Mark => ["\u{FEFF}", text].concat().into_bytes(),
        Writing::LittleEndian => units(b"\xFF\xFE", u16::to_le_bytes),
        Writing::BigEndian => units(b"\xFE\xFF", u16::to_be_bytes),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever stands in front, however the file is encoded and its lines end: the bytes outside the edits stay, and the
    /// edits are the same.
    #[test]
    fn a_repair_changes_exactly_what_it_names(
        comment in "[ -,.-~æøåÆØÅ🙂\u{301}\t\n]{0,60}",
        writing in prop_oneof![Just(Writing::Plain), Just(Writing::Mark), Just(Writing::LittleEndian), Just(Writing::BigEndian)],
        returns in any::<bool>(),
        slip in 0..4_usize,
    ) {
        prop_assume!(!comment.contains("--") && !comment.ends_with('-'));
        let mut files = fixture("apps/form-rule-trap");
        let plain = String::from_utf8(files[Path::new(POLICY)].clone()).expect("UTF-8");
        let at = plain.find("<xacml:Policy").expect("a policy");
        let mut text = format!("{}<!--{comment}-->\n{}", &plain[..at], &plain[at..]);
        let slips = [("", ""), (">DAGL<", "> DAGL<"), ("3.0:rule-combining-algorithm:deny-overrides", "1.0:rule-combining-algorithm:deny-overrides"), ("MustBePresent=\"false\"", "MustBePresent=\"true\"")];
        text = text.replacen(slips[slip].0, slips[slip].1, usize::from(slip > 0));
        if returns {
            text = text.replace('\n', "\r\n");
        }
        // An encoding that the declaration does not speak of would be another finding.
        text = text.replace(" encoding=\"utf-8\"", "").replace(" encoding=\"UTF-8\"", "");
        files.insert(POLICY.into(), encode(&text, writing));
        let repaired = repair(&files, &Wanted::default());
        prop_assert!(repaired.refused.is_empty(), "{:?}", refusals(&repaired));
        prop_assert!(!repaired.done.is_empty());
        // The edits again, on the text alone.
        let mut expected = text.clone();
        for done in &repaired.done {
            prop_assert_eq!(done.finding.at.source.text(), expected.as_str());
            let mut edits = done.fix.edits.clone();
            edits.sort_by_key(|edit| std::cmp::Reverse(edit.at.span.start));
            for edit in edits {
                expected.replace_range(edit.at.span.range(), &edit.text);
            }
        }
        prop_assert_eq!(&repaired.files[0].after, &encode(&expected, writing));
        if returns {
            let after = String::from_utf8_lossy(&expected.clone().into_bytes()).replace("\r\n", "");
            prop_assert!(!after.contains('\n'), "a line of the repair ends otherwise than the rest");
        }
    }
}

/// A repair that says it changes nothing and does is not made, and the request is named.
#[test]
fn a_repair_that_does_more_than_it_says_is_refused() {
    let files = fixture("apps/form-rule-trap");
    let mut lying = lint(&files, DAY).findings.remove(0);
    let mut fix = lying.fix.take().expect("a repair");
    assert!(matches!(fix.effect, Effect::Grants(_)));
    fix.effect = Effect::Nothing;
    let config = Config::default();
    let refused = notify_lint::fix::prove(files.keys().cloned().collect(), &config, &files, &fix).expect_err("refused");
    let Refusal::Changes(change) = refused else { panic!("{refused:?}") };
    assert_eq!((change.who.display().as_str(), change.action.as_str()), ("Revisor (REVI)", "read"));
    assert_eq!((change.before, change.after), (Decision::NotApplicable, Decision::Permit));
    fix.effect = match fix.effect {
        Effect::Nothing => Effect::Grants(vec![notify_lint::finding::Grant {
            subject: lying.subjects[0].clone(),
            action: "write".into(),
            at: None,
        }]),
        other => other,
    };
    assert!(notify_lint::fix::prove(files.keys().cloned().collect(), &config, &files, &fix).is_err());
}

/// The level of authentication goes with every Permit, and stands in no matrix: it is held to the repair all the same.
#[test]
fn an_obligation_changes_only_where_the_repair_says_so() {
    let mut files = fixture("apps/form-rule-trap");
    let category = " Category=\"urn:altinn:minimum-authenticationlevel\"";
    let text = String::from_utf8(files[Path::new(POLICY)].clone()).expect("UTF-8");
    assert_eq!(text.matches(category).count(), 1);
    files.insert(POLICY.into(), text.replace(category, "").into_bytes());
    let only = Wanted { rules: ["policy/obligation-category"].into(), ..Wanted::default() };
    let repaired = repair(&files, &only);
    assert_eq!((repaired.done.len(), repaired.refused.len()), (1, 0), "{:?}", refusals(&repaired));
    assert!(repaired.done[0].proof.changes.is_empty());
    let mut fix = repaired.done[0].fix.clone();
    let prove = |fix: &notify_lint::finding::Fix| {
        notify_lint::fix::prove(files.keys().cloned().collect(), &Config::default(), &files, fix)
    };
    fix.effect = Effect::Nothing;
    assert_eq!(prove(&fix), Err(Refusal::Obligations));
}

/// A slip in a rule that denies: to put it right takes something from somebody, so nobody's hand is forced.
#[test]
fn what_somebody_would_lose_by_is_not_done_unasked() {
    let mut files = fixture("apps/form-rule-trap");
    let text = String::from_utf8(files[Path::new(POLICY)].clone()).expect("UTF-8");
    let start = text.find("<xacml:Rule RuleId=\"urn:altinn:ruleid:3\"").expect("a rule");
    let end = start + text[start..].find("</xacml:Rule>").expect("its end") + "</xacml:Rule>".len();
    let denying =
        text[start..end].replace("Permit", "Deny").replace(">DAGL<", "> DAGL<").replace("ruleid:3", "ruleid:33");
    let mut denying =
        denying.lines().filter(|line| !line.contains(">INNH<") && !line.contains(">LEDE<")).collect::<Vec<_>>();
    denying.retain(|line| [">DTPR<", ">DTSO<", ">KOMP<", ">BEST<", ">BOBE<"].iter().all(|other| !line.contains(other)));
    let text = format!("{}\n{}{}", &text[..end], denying.join("\n"), &text[end..]);
    files.insert(POLICY.into(), text.into_bytes());
    let only = |unsafe_too| Wanted { unsafe_too, rules: ["policy/whitespace"].into(), choice: None, files: None };
    assert!(repair(&files, &only(false)).done.is_empty());
    let repaired = repair(&files, &only(true));
    assert_eq!(repaired.done.len(), 1, "{:?}", refusals(&repaired));
    let changes = &repaired.done[0].proof.changes;
    let lost = |change: &notify_lint::fix::Change| (change.before, change.after) == (Decision::Permit, Decision::Deny);
    assert!(changes.iter().any(lost) && changes.iter().all(|change| change.after == Decision::Deny), "{changes:?}");
}

fn corpus() -> Option<PathBuf> {
    let named = std::env::var_os("NOTIFY_LINT_CORPUS").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"));
    folder.is_dir().then_some(folder)
}

/// Every repair of every rule on every real policy at hand.
#[test]
fn repairs_of_real_policies_prove_themselves() {
    let Some(corpus) = corpus() else {
        println!("skipped: no corpus; name its folder in NOTIFY_LINT_CORPUS");
        return;
    };
    for folder in ["apps", "apps-history", "policies", "resources", "orders"] {
        let files = files_below(&corpus, folder);
        let repaired = repair(&files, &everything());
        let safe = repaired.refused.iter().filter(|refused| refused.fix.safety == Safety::Safe).count();
        assert_eq!(safe, 0, "{folder}: {:#?}", refusals(&repaired));
        let mut made: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
        for done in &repaired.done {
            let of_rule = made.entry(done.finding.rule).or_default();
            of_rule.0 += 1;
            of_rule.1 += done.proof.compared;
            of_rule.2 += done.proof.changes.len();
        }
        println!(
            "{folder}: {} repairs in {} files, {} refused",
            repaired.done.len(),
            repaired.files.len(),
            repaired.refused.len()
        );
        for (rule, (repairs, compared, changed)) in made {
            println!("  {rule}: {repairs} repairs, {compared} requests compared, {changed} changed");
        }
        let after = written(&files, &repaired);
        println!("  {} granted cells outlive a save in Studio", support::saves::outliving(&after, &repaired));
        let again = repair(&after, &everything());
        assert!(again.files.is_empty(), "{folder}: a second run changes {:?}", again.files.len());
    }
}

/// After the end of the Altinn 2 roles, what is left of them is taken out of every real policy at hand, and only who had
/// such a role is answered otherwise.
#[test]
fn roles_that_have_ended_are_taken_out_of_real_policies() {
    let Some(corpus) = corpus() else {
        println!("skipped: no corpus; name its folder in NOTIFY_LINT_CORPUS");
        return;
    };
    let wanted = Wanted { rules: ["role/altinn2-role-leftover"].into(), choice: Some(1), ..everything() };
    for folder in ["apps", "policies", "resources"] {
        let repaired = repair_on("2027-01-01", &files_below(&corpus, folder), &Config::default(), &wanted);
        assert!(repaired.refused.is_empty(), "{folder}: {:#?}", refusals(&repaired));
        let changes = || repaired.done.iter().flat_map(|done| &done.proof.changes);
        assert!(changes().all(|change| change.after == Decision::NotApplicable), "{folder}");
        println!("{folder}: {} repairs, {} answers changed", repaired.done.len(), changes().count());
    }
}
