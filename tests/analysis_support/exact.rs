//! Small policies in a few words, and whether the analysis decides every small request of one as the plain evaluator does.

#![allow(dead_code, unreachable_pub, clippy::expect_used, missing_docs)]

use crate::analysis_support::{alone, context, plain, with_policy};
use notify_lint::pdp::Decision;
use notify_lint::pdp::altinn::Binding;
use notify_lint::pdp::analysis::{Analysis, Dialect, Domain, Judgement, Value};
use notify_lint::xacml::Category;

pub const ALTINN: [Dialect; 3] = [Dialect::Altinn, Dialect::AltinnInTurn, Dialect::Altinn008];
pub const ALL: [Dialect; 4] = [Dialect::Altinn, Dialect::AltinnInTurn, Dialect::Altinn008, Dialect::Standard];
pub const ROLE: &str = "urn:altinn:rolecode";
pub const F1: &str = "urn:oasis:names:tc:xacml:1.0:function:";
pub const IGNORE_CASE: &str = "urn:oasis:names:tc:xacml:3.0:function:string-equal-ignore-case";
/// No request of more values is tried.
pub const MOST: u32 = 3;

pub fn of_type(name: &str) -> String {
    format!("http://www.w3.org/2001/XMLSchema#{name}")
}

pub fn literal(of: &str, text: &str) -> String {
    format!("<AttributeValue DataType='{}'>{text}</AttributeValue>", of_type(of))
}

pub fn designator(category: &Category, id: &str, of: &str, must: bool) -> String {
    format!(
        "<AttributeDesignator AttributeId='{id}' Category='{}' DataType='{}' MustBePresent='{must}'/>",
        category.urn(),
        of_type(of)
    )
}

pub fn role(of: &str) -> String {
    designator(&Category::Subject, ROLE, of, false)
}

pub fn apply(function: &str, arguments: &str) -> String {
    let id = if function.starts_with("urn:") { function.to_owned() } else { format!("{F1}{function}") };
    format!("<Apply FunctionId='{id}'>{arguments}</Apply>")
}

/// A match in an AnyOf of its own.
pub fn asks(category: &Category, id: &str, function: &str, of: &str, value: &str, must: bool) -> String {
    let function = if function.starts_with("urn:") { function.to_owned() } else { format!("{F1}{function}") };
    let one = literal(of, value) + &designator(category, id, of, must);
    format!("<AnyOf><AllOf><Match MatchId='{function}'>{one}</Match></AllOf></AnyOf>")
}

pub fn holds(value: &str) -> String {
    asks(&Category::Subject, ROLE, "string-equal", "string", value, false)
}

pub fn rule(effect: &str, target: &str, condition: &str) -> String {
    let condition = if condition.is_empty() { String::new() } else { format!("<Condition>{condition}</Condition>") };
    format!("<Rule RuleId='r' Effect='{effect}'><Target>{target}</Target>{condition}</Rule>")
        .replace("<Target></Target>", "<Target/>")
}

pub fn policy(algorithm: &str, target: &str, rules: &[String]) -> String {
    format!(
        "<Policy xmlns='urn:oasis:names:tc:xacml:3.0:core:schema:wd-17' PolicyId='p' Version='1.0' \
         RuleCombiningAlgId='urn:oasis:names:tc:xacml:{algorithm}'><Target>{target}</Target>{}</Policy>",
        rules.concat()
    )
    .replace("<Target></Target>", "<Target/>")
}

pub fn overriding(rules: &[String]) -> String {
    policy("3.0:rule-combining-algorithm:deny-overrides", "", rules)
}

/// Every request of few classes, one of them perhaps twice.
pub fn requests(classes: &[Value]) -> Vec<Vec<Value>> {
    let chosen = |bits: u32| (0..classes.len()).filter(move |at| bits >> at & 1 == 1).map(|at| classes[at].clone());
    let few = (0..1_u32 << classes.len()).filter(|bits| bits.count_ones() <= MOST);
    few.flat_map(|bits| {
        let once: Vec<Value> = chosen(bits).collect();
        let twice: Option<Vec<Value>> =
            once.first().map(|first| [once.as_slice(), std::slice::from_ref(first)].concat());
        [Some(once), twice].into_iter().flatten().collect::<Vec<_>>()
    })
    .collect()
}

pub fn exact(text: &str, dialects: &[Dialect]) {
    exact_with(text, dialects, &[]);
}

/// As [`exact`], and of some values more, whatever classes the analysis has made.
pub fn exact_with(text: &str, dialects: &[Dialect], more: &[Value]) {
    for dialect in dialects {
        with_policy(text, |policy| {
            let (domain, binding) = (Domain::unshaped([policy]), Binding::default());
            let analysis = Analysis::new(policy, &binding, &domain, *dialect);
            let classes = analysis.classes(0);
            assert!(classes.len() <= 18, "{} classes: {text}", classes.len());
            let known = requests(&classes)
                .into_iter()
                .chain(more.iter().map(|value| vec![value.clone()]))
                .map(|values| (plain(policy, *dialect, &context(&values)), values))
                .filter(|(decision, _)| *decision != Decision::Undecided);
            let claims: Vec<_> = known.map(|(decision, values)| alone(values, decision)).collect();
            assert!(!claims.is_empty(), "{dialect:?}: the plain evaluator cannot tell anything of {text}");
            for (claim, judged) in claims.iter().zip(analysis.judge(&claims)) {
                assert_eq!(
                    judged,
                    Judgement::Proved,
                    "{dialect:?}: {} of {:?}\n{text}",
                    claim.decision.name(),
                    claim.who
                );
            }
        })
        .expect("a policy");
    }
}

/// Nothing is proved of some requests that the plain evaluator denies, and nothing refuted that it says.
pub fn never_wrong(text: &str, dialect: Dialect, requests: &[Vec<Value>]) {
    with_policy(text, |policy| {
        let (domain, binding) = (Domain::unshaped([policy]), Binding::default());
        let analysis = Analysis::new(policy, &binding, &domain, dialect);
        for who in requests {
            let decision = plain(policy, dialect, &context(who));
            let judge = |decision| analysis.judge(&[alone(who.clone(), decision)]).remove(0);
            assert!(
                !matches!(judge(decision), Judgement::Refuted(_)),
                "{dialect:?} {who:?} {}: {text}",
                decision.name()
            );
            for other in [Decision::Permit, Decision::Deny, Decision::NotApplicable, Decision::Indeterminate] {
                let proved = judge(other) == Judgement::Proved;
                assert!(other == decision || !proved, "{dialect:?} {who:?} {}: {text}", other.name());
            }
        }
    })
    .expect("a policy");
}
