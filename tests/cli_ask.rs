//! `notify-lint ask` as a user runs it.

#![allow(clippy::expect_used, missing_docs)]

mod binary;

use binary::{DAY, copy, here, json, run, run_with_input, write};

const TRAP: &str = "fixtures/apps/form-rule-trap";

fn ask(args: &[&str]) -> binary::Run {
    here(&[&["ask", "--as-of", DAY], args].concat())
}

#[test]
fn who_is_never_notified_sees_what_is_missing() {
    let run = ask(&["--subject", "REVI", TRAP]);
    assert_eq!((run.status, run.err.as_str()), (1, ""));
    insta::assert_snapshot!(run.out);
}

#[test]
fn the_rule_that_decides_stands_first() {
    let run = ask(&["--subject", "DAGL", "--action", "read", "--task", "Task_1", TRAP]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out);
}

#[test]
fn every_rule_is_listed_when_asked_for() {
    let near = ask(&["--subject", "REVI", TRAP]).out;
    let all = ask(&["--subject", "REVI", "--all", TRAP]).out;
    assert_eq!((near.matches("  rule ").count(), all.matches("  rule ").count()), (3, 6));
    assert!(near.contains("3 more rules do not apply") && !all.contains("more rules"), "{all}");
}

#[test]
fn one_person_may_hold_several() {
    let run = ask(&["--subject", "REVI", "--subject", "urn:altinn:rolecode:LEDE", TRAP]);
    assert_eq!(run.status, 0);
    let said = "yes: whoever is all of Revisor (REVI) and Styrets leder (LEDE) may read on the app, and is notified";
    assert!(run.out.starts_with(said), "{}", run.out);
    let package =
        ask(&["--subject", "servering", "fixtures/resources/eksempel-resources/eksempel-serveringsbevilling"]);
    assert_eq!(package.status, 0, "{}{}", package.out, package.err);
    assert!(package.out.contains("on the resource"), "{}", package.out);
}

#[test]
fn an_altinn_2_role_is_over_after_its_last_day() {
    let folder = "fixtures/apps/template-2022";
    let before = here(&["ask", "--subject", "REGNA", "--as-of", "2026-12-31", folder]);
    let after = here(&["ask", "--subject", "REGNA", "--as-of", "2027-01-01", folder]);
    assert_eq!((before.status, after.status), (0, 1));
    assert!(before.out.contains("the answer hangs on this: Altinn 2 roles give no access after 31 December 2026"));
    insta::assert_snapshot!(after.out);
    let standard = here(&["ask", "--subject", "REGNA", "--as-of", "2027-01-01", "--dialect", "standard", folder]);
    assert_eq!(standard.status, 1, "the role is over whoever decides");
}

#[test]
fn what_is_misspelt_is_asked_and_said() {
    let run = ask(&["--subject", "DALG", "--action", "raed", "--task", "Task_2", TRAP]);
    assert_eq!(run.status, 1);
    insta::assert_snapshot!(run.err);
    assert!(run.out.contains("note: no rule names the action `raed`; the policy names `instantiate`"), "{}", run.out);
}

#[test]
fn exactly_one_policy_must_be_meant() {
    let several = ask(&["--subject", "DAGL", "fixtures/apps"]);
    assert_eq!((several.status, several.out.as_str()), (2, ""));
    insta::assert_snapshot!(several.err);
    let file = ask(&["--subject", "DAGL", "fixtures/apps/healthy/App/config/process/process.bpmn"]);
    assert_eq!(file.status, 0, "any file of the app means its policy: {}", file.err);
    let none = ask(&["--subject", "DAGL", "fixtures/notices"]);
    assert_eq!((none.status, none.err.as_str()), (2, "notify-lint: there is no policy in `fixtures/notices`\n"));
    let broken = ask(&["--subject", "DAGL", "fixtures/broken/not-well-formed"]);
    assert_eq!(broken.status, 2);
    assert!(broken.err.starts_with("notify-lint: no policy in `"), "{}", broken.err);
}

#[test]
fn usage_is_held_to() {
    for args in [
        &[TRAP][..],
        &["--subject", "DAGL", "--task", "Task_1", "--events", TRAP],
        &["--subject", "DAGL", "--request", "x.json", TRAP],
        &["--subject", "DAGL", "--dialect", "altinn@9", TRAP],
        &["--request", "nowhere.json", TRAP],
        &["--subject", "DAGL", TRAP, "fixtures/apps/healthy"],
    ] {
        let run = ask(args);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{args:?}");
    }
}

#[test]
fn the_answer_for_programs_is_a_response_of_the_json_profile() {
    let run = ask(&["--subject", "DAGL", "--format", "json", TRAP]);
    assert_eq!(run.status, 0);
    let ok = serde_json::json!({ "Value": "urn:oasis:names:tc:xacml:1.0:status:ok" });
    let want = serde_json::json!({ "Response": [{ "Decision": "Permit", "Status": { "StatusCode": ok } }] });
    assert_eq!(json(&run.out), want);
    let no = ask(&["--subject", "REVI", "--format", "json", TRAP]);
    assert_eq!((no.status, &json(&no.out)["Response"][0]["Decision"]), (1, &"NotApplicable".into()));
}

#[test]
fn the_request_that_is_shown_can_be_asked_again() {
    let folder = copy("apps/form-rule-trap");
    let shown = run(folder.path(), &["ask", "--subject", "A0237", "--task", "Task_1", "--as-of", DAY]).out;
    let request = &shown[shown.find("{\"Request\"").expect("a request")..];
    json(request);
    write(folder.path(), "request.json", request);
    for dialect in ["altinn", "altinn@0.0.8", "standard"] {
        let policy = "App/config/authorization/policy.xml";
        let run = run(folder.path(), &["ask", "--request", "request.json", "--dialect", dialect, policy]);
        assert_eq!(run.status, 0, "{dialect}: {}{}", run.out, run.err);
        assert!(run.out.contains("rule urn:altinn:ruleid:2 applies and permits, which decides it"), "{}", run.out);
    }
}

/// Two people and one action, asked at once: by references, as Altinn's services do.
const SEVERAL: &str = r#"{"Request": {
    "AccessSubject": [
        {"Id": "s1", "Attribute": [{"AttributeId": "urn:altinn:rolecode", "Value": "DAGL"}]},
        {"Id": "s2", "Attribute": [{"AttributeId": "urn:altinn:rolecode", "Value": "REVI"}]}
    ],
    "Action": [{"Id": "a1", "Attribute": [
        {"AttributeId": "urn:oasis:names:tc:xacml:1.0:action:action-id", "Value": "read"}
    ]}],
    "Resource": [{"Id": "r1", "Attribute": [
        {"AttributeId": "urn:altinn:org", "Value": "eksempel"},
        {"AttributeId": "urn:altinn:app", "Value": "omsetningsoppgave"}
    ]}],
    "MultiRequests": {"RequestReference": [
        {"ReferenceId": ["s1", "a1", "r1"]},
        {"ReferenceId": ["s2", "a1", "r1"]}
    ]}
}}"#;

#[test]
fn a_request_may_come_from_standard_input_and_what_nobody_reads_is_said() {
    let folder = copy("apps/form-rule-trap");
    let request = r#"{"Request": {"AccessSubjekt": [{"Attribute": []}], "XPathVersion": "1.0",
        "Action": {"Attribute": {"AttributeId": "urn:oasis:names:tc:xacml:1.0:action:action-id", "Value": "read"}}}}"#;
    let run = run_with_input(folder.path(), &["ask", "--request", "-", "App"], request.as_bytes());
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(run.out.starts_with("no: "), "{}", run.out);
    let said = "notify-lint: -:1:14: `AccessSubjekt` is no part of a request, and is passed over; did you mean \
                `AccessSubject`?\n";
    assert_eq!(run.err, said);
}

#[test]
fn several_requests_of_one_file_are_answered_in_order() {
    let folder = copy("apps/form-rule-trap");
    write(folder.path(), "several.json", SEVERAL);
    let human = run(folder.path(), &["ask", "--request", "several.json", "App"]);
    assert_eq!((human.status, human.err.as_str()), (1, ""), "one of the two is refused");
    assert!(human.out.starts_with("request 1: yes: a rule grants it\n"), "{}", human.out);
    assert!(human.out.contains("\nrequest 2: no: no rule grants it\n"), "{}", human.out);
    let program = run(folder.path(), &["ask", "--request", "several.json", "--format", "json", "App"]);
    let results = json(&program.out);
    let decisions: Vec<&str> =
        results["Response"].as_array().expect("a list").iter().filter_map(|one| one["Decision"].as_str()).collect();
    assert_eq!(decisions, ["Permit", "NotApplicable"]);
}

const XMLNS: &str = "urn:oasis:names:tc:xacml:3.0:core:schema:wd-17";

/// A request in XML that says nothing but who asks.
fn xml_request(role: &str) -> String {
    format!(
        "<Request xmlns=\"{XMLNS}\" ReturnPolicyIdList=\"true\" CombinedDecision=\"false\"><Attributes \
         Category=\"urn:oasis:names:tc:xacml:1.0:subject-category:access-subject\"><Attribute \
         AttributeId=\"urn:altinn:rolecode\" IncludeInResult=\"false\"><AttributeValue \
         DataType=\"http://www.w3.org/2001/XMLSchema#string\">{role}</AttributeValue></Attribute></Attributes></Request>"
    )
}

/// A policy set that refers to a policy of another file, which wants a note to be kept of each Permit.
fn set_and_policy(folder: &std::path::Path) {
    let set = format!(
        "<PolicySet xmlns=\"{XMLNS}\" PolicySetId=\"samling\" Version=\"1.0\" PolicyCombiningAlgId=\
         \"urn:oasis:names:tc:xacml:3.0:policy-combining-algorithm:deny-unless-permit\">\n<Target/>\n\
         <PolicyIdReference>regnskap</PolicyIdReference>\n</PolicySet>"
    );
    let policy = format!(
        "<Policy xmlns=\"{XMLNS}\" PolicyId=\"regnskap\" Version=\"1.0\" RuleCombiningAlgId=\
         \"urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:deny-overrides\">\n<Target/>\n\
         <Rule RuleId=\"daglig-leder\" Effect=\"Permit\"><Target><AnyOf><AllOf><Match \
         MatchId=\"urn:oasis:names:tc:xacml:1.0:function:string-equal\"><AttributeValue \
         DataType=\"http://www.w3.org/2001/XMLSchema#string\">DAGL</AttributeValue><AttributeDesignator \
         AttributeId=\"urn:altinn:rolecode\" Category=\"urn:oasis:names:tc:xacml:1.0:subject-category:access-subject\" \
         DataType=\"http://www.w3.org/2001/XMLSchema#string\" MustBePresent=\"false\"/></Match></AllOf></AnyOf></Target>\
         \n<ObligationExpressions><ObligationExpression ObligationId=\"før-logg\" FulfillOn=\"Permit\"/>\
         </ObligationExpressions></Rule>\n</Policy>"
    );
    write(folder, "samling.xml", &set);
    write(folder, "regnskap.xml", &policy);
}

#[test]
fn the_standard_follows_references_among_the_files_given() {
    let folder = tempfile::tempdir().expect("a folder");
    set_and_policy(folder.path());
    write(folder.path(), "dagl.xml", &xml_request("DAGL"));
    write(folder.path(), "revi.xml", &xml_request("REVI"));
    let ask = |request: &str, paths: &[&str]| {
        let args = ["ask", "--as-of", DAY, "--dialect", "standard", "--request", request];
        run(folder.path(), &[&args[..], paths].concat())
    };
    let found = ask("dagl.xml", &["."]);
    assert_eq!((found.status, found.err.as_str()), (0, ""));
    insta::assert_snapshot!(found.out);
    assert_eq!(ask("dagl.xml", &["samling.xml", "regnskap.xml"]).out, found.out);
    let refused = ask("revi.xml", &["."]);
    assert_eq!(refused.status, 1);
    assert!(refused.out.starts_with("no: a rule forbids it\n") || refused.out.starts_with("no: "), "{}", refused.out);
    let alone = ask("dagl.xml", &["samling.xml"]);
    assert_eq!(alone.status, 1);
    let program = ask("dagl.xml", &["--format", "json", "."]);
    let result = &json(&program.out)["Response"][0];
    assert_eq!(result["Obligations"][0]["Id"], "før-logg");
    assert_eq!(result["PolicyIdentifierList"]["PolicyIdReference"][0]["Id"], "regnskap");
}

#[test]
fn two_policies_that_nobody_refers_to_are_both_named() {
    let folder = tempfile::tempdir().expect("a folder");
    set_and_policy(folder.path());
    let other = binary::read(&folder.path().join("samling.xml")).replace("\"samling\"", "\"annen\"");
    write(folder.path(), "annen.xml", &other);
    write(folder.path(), "dagl.xml", &xml_request("DAGL"));
    let run = run(folder.path(), &["ask", "--dialect", "standard", "--request", "dagl.xml", "."]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert_eq!(
        run.err,
        "notify-lint: one policy must decide, and here are 2; name it first:\n  annen.xml\n  samling.xml\n"
    );
}

#[test]
fn what_is_no_request_is_said_with_its_place() {
    let folder = copy("apps/healthy");
    write(folder.path(), "request.json", "{\"Request\": {\"Action\": [{\"Attribute\": [{\"Value\": \"read\"}]}]}}");
    let run = run(folder.path(), &["ask", "--request", "request.json"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert_eq!(run.err, "notify-lint: request.json:1:40: this is no XACML request: there is no `AttributeId`\n");
}
