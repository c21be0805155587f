//! Every policy of the corpus: all people, places and actions that it names, both dialects, against the plain evaluators.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod analysis_support;

use analysis_support::{context, corpus, plain, with_policy};
use notify_lint::pdp::Decision;
use notify_lint::pdp::altinn::Binding;
use notify_lint::pdp::analysis::{
    Analysis, Asker, Claim, Dialect, Domain, Judgement, Open, Point, Shape, Strength, Value,
};
use notify_lint::xacml::{Category, Policy};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const ACTION_ID: &str = "urn:oasis:names:tc:xacml:1.0:action:action-id";
const PLACES: [&str; 3] = ["urn:altinn:task", "urn:altinn:end-event", "urn:altinn:appresource"];

fn policies(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            policies(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "xml") {
            found.push(path);
        }
    }
}

/// The values of an attribute that the policy names.
fn named(policy: &Policy<'_>, category: Category, id: &str) -> BTreeSet<String> {
    let of_it = policy.matches().filter(|(_, one)| one.category() == category && one.attribute_id() == id);
    of_it.map(|(_, one)| Binding::default().bind(&one.value.text.value).into_owned()).collect()
}

/// Every place and action that the policy names and one that it does not; everything about the subject open.
fn domain(policy: &Policy<'_>) -> Domain {
    let string = |category, id: &str, text: &str| Value::string(category, id.to_owned(), text);
    let app: Vec<Value> = ["urn:altinn:org", "urn:altinn:app", "urn:altinn:resource"]
        .into_iter()
        .filter_map(|id| Some(string(Category::Resource, id, named(policy, Category::Resource, id).first()?)))
        .collect();
    let mut places = vec![Point { name: "on the app".into(), values: app.clone() }];
    for id in PLACES {
        let texts = named(policy, Category::Resource, id).into_iter().chain(["annet".to_owned()]);
        places.extend(texts.map(|text| {
            let values = app.iter().cloned().chain([string(Category::Resource, id, &text)]).collect();
            Point { name: format!("on {text}"), values }
        }));
    }
    let texts = named(policy, Category::Action, ACTION_ID).into_iter().chain(["annet".to_owned()]);
    let actions = texts.map(|text| Point { values: vec![string(Category::Action, ACTION_ID, &text)], name: text });
    let subjects: BTreeSet<String> = policy
        .matches()
        .filter(|(_, one)| one.category() == Category::Subject)
        .map(|(_, one)| one.attribute_id().to_owned())
        .collect();
    Domain {
        askers: vec![Asker {
            name: "anybody".into(),
            fixed: Vec::new(),
            open: subjects.into_iter().map(|id| Open::strings(Category::Subject, id)).collect(),
        }],
        places,
        actions: actions.collect(),
        people: Vec::new(),
    }
}

/// How often they agree, and how often either does not know.
fn compare(policy: &Policy<'_>, dialect: Dialect, path: &Path) -> (usize, usize) {
    let (domain, binding) = (domain(policy), Binding::default());
    let analysis = Analysis::new(policy, &binding, &domain, dialect);
    let (mut claims, mut undecided) = (Vec::new(), 0);
    for (place, action) in
        (0..domain.places.len()).flat_map(|place| (0..domain.actions.len()).map(move |action| (place, action)))
    {
        let shape = Shape { asker: 0, place, action };
        for who in analysis.classes(0) {
            let fixed = domain.places[place].values.iter().chain(&domain.actions[action].values);
            let all: Vec<Value> = fixed.chain([&who]).cloned().collect();
            // The standard has no placeholders: what is not deployed is compared as it stands.
            let decision = plain(policy, dialect, &context(&all));
            match decision {
                Decision::Undecided => undecided += 1,
                decision => claims.push(Claim { shape, who: vec![who], decision, strength: Strength::Alone }),
            }
        }
    }
    let mut agreed = 0;
    for (claim, judged) in claims.iter().zip(analysis.judge(&claims)) {
        match judged {
            Judgement::Proved => agreed += 1,
            Judgement::Undecided(_) => undecided += 1,
            Judgement::Refuted(_) => panic!("{}: {dialect:?} {claim:?}", path.display()),
        }
    }
    // Whatever is shown has been replayed; nothing may be refused.
    for claim in claims.iter().filter(|claim| claim.decision == Decision::Permit).take(50) {
        let other = Claim { strength: Strength::WithAnythingElse, ..claim.clone() };
        if let Some(Judgement::Refuted(example)) = analysis.judge(&[other]).pop() {
            analysis.show(&example).unwrap_or_else(|doubt| panic!("{}: {dialect:?} {doubt:?}", path.display()));
        }
    }
    for conflict in analysis.conflicts() {
        analysis.show(&conflict.example).unwrap_or_else(|doubt| panic!("{}: {doubt:?}", path.display()));
    }
    (agreed, undecided)
}

#[test]
fn every_policy_of_the_corpus_is_decided_as_the_plain_evaluators_do() {
    let Some(corpus) = corpus() else { return };
    let mut paths = Vec::new();
    for folder in ["apps", "apps-history", "policies"] {
        policies(&corpus.join(folder), &mut paths);
    }
    paths.sort();
    let (mut texts, mut count, mut agreed, mut undecided, mut differ) = (BTreeSet::new(), 0, 0, 0, 0);
    for path in paths {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        if !texts.insert(text.clone()) {
            continue;
        }
        let done = with_policy(&text, |policy| {
            for dialect in [Dialect::Altinn, Dialect::Standard] {
                let (yes, open) = compare(policy, dialect, &path);
                (agreed, undecided) = (agreed + yes, undecided + open);
            }
            let (domain, binding) = (domain(policy), Binding::default());
            let (differences, open) =
                Analysis::new(policy, &binding, &domain, Dialect::Altinn).differs_between_dialects();
            assert!(open.is_empty(), "{}: {open:?}", path.display());
            differ += usize::from(!differences.is_empty());
        });
        count += usize::from(done.is_some());
    }
    println!("{count} policies, {agreed} cells agree, {undecided} undecided, {differ} policies differ by dialect");
    assert!(count > 300 && undecided == 0, "{count} policies, {undecided} undecided");
}
