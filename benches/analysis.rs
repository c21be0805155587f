//! What it costs to prove every claim about a policy, against asking the plain evaluator about a few of them.
//!
//!     cargo bench --bench analysis
//!     cargo bench --bench analysis -- "60 rules"     only the sizes that are so named
//!
//! Rounds alternate and medians are compared, so that a noisy machine disturbs all alike. One core.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::disallowed_methods, missing_docs)]

use notify_lint::pdp::altinn::{Binding, evaluate};
use notify_lint::pdp::analysis::{
    Analysis, Asker, Claim, Dialect, Domain, Judgement, Open, Point, Shape, Strength, Value,
};
use notify_lint::pdp::{Decision, Request};
use notify_lint::syntax::xml::Document;
use notify_lint::xacml::{self, Category, Policy, Root};
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

const ROLE: &str = "urn:altinn:rolecode";
const TASK: &str = "urn:altinn:task";
const ACTION: &str = "urn:oasis:names:tc:xacml:1.0:action:action-id";
const STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
const ACTIONS: [&str; 8] = ["read", "write", "sign", "confirm", "reject", "delete", "complete", "instantiate"];

/// So many requests are asked of the plain evaluator one by one.
const MAX_ASKED: usize = 2000;

/// What a policy consists of.
struct Size {
    rules: usize,
    roles: usize,
    tasks: usize,
    /// In percent.
    deny: u64,
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    for (name, size, rounds) in [
        ("12 rules, 18 roles, 7 tasks", Size { rules: 12, roles: 18, tasks: 7, deny: 0 }, 51),
        ("60 rules, 40 roles, 15 tasks", Size { rules: 60, roles: 40, tasks: 15, deny: 0 }, 51),
        ("60 rules, 40 roles, 15 tasks, 5 % Deny", Size { rules: 60, roles: 40, tasks: 15, deny: 5 }, 51),
        ("5,000 rules, 200 roles, 60 tasks, 10 % Deny", Size { rules: 5000, roles: 200, tasks: 60, deny: 10 }, 7),
    ] {
        if !wanted.iter().all(|words| name.contains(words)) {
            continue;
        }
        // One policy and all that is proved of it by itself, before there is another to compare it with.
        let old = policy(&size, false);
        let old_policy = model(&old);
        let read = peak();
        let (domain, binding) = (domain(&size), Binding::default());
        let alone = Analysis::new(&old_policy, &binding, &domain, Dialect::Altinn);
        black_box((alone.judge(&claims(&size)).len(), alone.redundant_values().len()));
        drop(alone);
        println!("{name}");
        let mb = |kilobytes: usize| kilobytes / 1024;
        println!(
            "  one policy of {:.1} MB: peak {} MB read, {} MB with every claim and redundancy",
            old.len() as f64 / 1e6,
            mb(read),
            mb(peak())
        );
        let new = policy(&size, true);
        let new_policy = model(&new);
        measure(&size, &old_policy, &new_policy, rounds);
        println!(
            "  two policies and their difference: peak {} MB, {:.1} MB of it their texts\n",
            mb(peak()),
            (old.len() + new.len()) as f64 / 1e6
        );
    }
}

/// A policy without the tree that it was read from, as the program keeps it.
fn model(text: &str) -> Policy<'_> {
    let Root::Policy(policy) = xacml::read(&Document::parse(text)) else { panic!("not a policy") };
    *policy
}

fn measure(size: &Size, old: &Policy<'_>, new: &Policy<'_>, rounds: usize) {
    let (domain, binding) = (domain(size), Binding::default());
    let analyse = |policy| Analysis::new(policy, &binding, &domain, Dialect::Altinn);
    let (first, second) = (analyse(old), analyse(new));
    let claims = claims(size);
    let [index, claimed, rules, values, diff] = medians(
        rounds,
        [
            &mut || black_box(analyse(old)).size().atoms,
            &mut || first.judge(&claims).iter().filter(|judged| **judged == Judgement::Proved).count(),
            &mut || first.redundant().len(),
            &mut || first.redundant_values().len(),
            &mut || first.diff(&second).changes.len(),
        ],
    );
    // Every claim where that takes no minutes, and a sample where it does.
    let sample = if claims.len() <= MAX_ASKED { claims.len() } else { 200 };
    let [plain] = medians(
        3,
        [&mut || {
            let asked = claims.iter().step_by(claims.len() / sample).take(sample);
            asked.filter(|claim| evaluate(old, &binding, &request(&domain, claim)).decision == Decision::Permit).count()
        }],
    );
    let each = plain.0 / u32::try_from(sample).expect("few");
    let total = index.0 + claimed.0 + rules.0 + diff.0;
    let row = |what: &str, (time, count): (Duration, usize)| {
        println!("  {what:<44} {:>10.3} ms {count:>8}", time.as_secs_f64() * 1e3);
    };
    row("read into cells (classes of values)", index);
    row(&format!("{} claims (proved)", claims.len()), claimed);
    row("redundant rules", rules);
    row("redundant values, rules among them", values);
    row("difference to a policy with 1 % changed", diff);
    row("index, claims, redundant rules, difference", (total, 0));
    let brute = each * u32::try_from(claims.len()).expect("few");
    println!(
        "  brute force, by the plain evaluator: {:.3} ms a request, {:.1} ms for the requests of all claims {} ({:.0} x)\n  {:?}",
        each.as_secs_f64() * 1e3,
        brute.as_secs_f64() * 1e3,
        if sample == claims.len() { "measured" } else { "reckoned from 200" },
        brute.as_secs_f64() / claimed.0.as_secs_f64(),
        first.size()
    );
}

/// The most memory that the process has had, in KB; where the system tells.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()).and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// The median time of each variant, measured in turns, with what it counts.
fn medians<const N: usize>(rounds: usize, mut variants: [&mut dyn FnMut() -> usize; N]) -> [(Duration, usize); N] {
    let mut times = [const { Vec::new() }; N];
    let mut counts = [0; N];
    for _ in 0..rounds {
        for (at, variant) in variants.iter_mut().enumerate() {
            let start = Instant::now();
            counts[at] = black_box(variant());
            times[at].push(start.elapsed());
        }
    }
    let mut result = [(Duration::ZERO, 0); N];
    for (at, mut times) in times.into_iter().enumerate() {
        times.sort_unstable();
        result[at] = (times[times.len() / 2], counts[at]);
    }
    result
}

fn role(number: usize) -> String {
    format!("ROLLE{number:03}")
}

fn domain(size: &Size) -> Domain {
    let point = |name: String, category, values: &[(&'static str, String)]| Point {
        name,
        values: values.iter().map(|(id, text)| Value::string(category, *id, text.clone())).collect(),
    };
    let place = |task: Option<usize>| {
        let app = [("urn:altinn:org", "ttd".to_owned()), ("urn:altinn:app", "stor-tjeneste".to_owned())];
        let task = task.map(|task| (TASK, format!("Task_{task}")));
        let values: Vec<_> = app.into_iter().chain(task).collect();
        point("there".to_owned(), Category::Resource, &values)
    };
    Domain {
        askers: vec![Asker {
            name: "a person".into(),
            fixed: vec![Value::string(Category::Subject, "urn:altinn:userid", "20001001")],
            open: vec![Open::strings(Category::Subject, ROLE)],
        }],
        places: std::iter::once(None).chain((0..size.tasks).map(Some)).map(place).collect(),
        actions: ACTIONS
            .iter()
            .map(|action| point((*action).to_owned(), Category::Action, &[(ACTION, (*action).to_owned())]))
            .collect(),
        people: Vec::new(),
    }
}

/// Everybody, everywhere, read: alone and with anything else.
fn claims(size: &Size) -> Vec<Claim> {
    let mut claims = Vec::new();
    for place in 0..=size.tasks {
        for number in 0..size.roles {
            for strength in [Strength::Alone, Strength::WithAnythingElse] {
                claims.push(Claim {
                    shape: Shape { asker: 0, place, action: 0 },
                    who: vec![Value::string(Category::Subject, ROLE, role(number))],
                    decision: Decision::Permit,
                    strength,
                });
            }
        }
    }
    claims
}

fn request(domain: &Domain, claim: &Claim) -> Request {
    let fixed = domain.askers[0].fixed.iter().chain(&domain.places[claim.shape.place].values);
    let all = fixed.chain(&domain.actions[claim.shape.action].values).chain(&claim.who);
    all.fold(Request::new(), |request, value| {
        request.with(Category::of(&value.category), value.id.clone(), value.text.clone())
    })
}

/// The same numbers each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(bound).expect("small")).expect("small")
    }
}

fn policy(size: &Size, changed: bool) -> String {
    let mut dice = Dice(7);
    let mut text = String::from(
        "<Policy xmlns=\"urn:oasis:names:tc:xacml:3.0:core:schema:wd-17\" PolicyId=\"p\" Version=\"1.0\" \
         RuleCombiningAlgId=\"urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:deny-overrides\"><Target/>",
    );
    for number in 0..size.rules {
        let deny = (dice.below(100) as u64) < size.deny;
        let mut subjects: Vec<Vec<(&str, String)>> =
            (0..=dice.below(6)).map(|_| vec![(ROLE, role(dice.below(size.roles)))]).collect();
        let places: Vec<Vec<(&str, String)>> = (0..=dice.below(4))
            .map(|_| {
                let task = dice.below(size.tasks + 1);
                let app = [("urn:altinn:org", "ttd".to_owned()), ("urn:altinn:app", "stor-tjeneste".to_owned())];
                app.into_iter().chain((task > 0).then(|| (TASK, format!("Task_{}", task - 1)))).collect()
            })
            .collect();
        let actions: Vec<Vec<(&str, String)>> =
            (0..=dice.below(4)).map(|_| vec![(ACTION, ACTIONS[dice.below(8)].to_owned())]).collect();
        if changed && number % 100 == 42 {
            subjects = vec![vec![(ROLE, role(number % size.roles))]];
        }
        let effect = if deny { "Deny" } else { "Permit" };
        let _ = write!(text, "<Rule RuleId=\"r{number}\" Effect=\"{effect}\"><Target>");
        for (category, alternatives) in
            [(Category::Subject, &subjects), (Category::Resource, &places), (Category::Action, &actions)]
        {
            text.push_str("<AnyOf>");
            for all_of in alternatives {
                text.push_str("<AllOf>");
                for (id, value) in all_of {
                    let function = if category == Category::Subject {
                        xacml::function::STRING_EQUAL_IGNORE_CASE
                    } else {
                        xacml::function::STRING_EQUAL
                    };
                    let _ = write!(
                        text,
                        "<Match MatchId=\"{function}\"><AttributeValue DataType=\"{STRING}\">{value}</AttributeValue>\
                         <AttributeDesignator AttributeId=\"{id}\" Category=\"{}\" DataType=\"{STRING}\" \
                         MustBePresent=\"false\"/></Match>",
                        category.urn()
                    );
                }
                text.push_str("</AllOf>");
            }
            text.push_str("</AnyOf>");
        }
        text.push_str("</Target></Rule>");
    }
    text.push_str("</Policy>");
    text
}
