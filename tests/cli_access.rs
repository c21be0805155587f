//! `notify-lint access` as of a day, by another decision point, and as a picture.

#![allow(clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod binary;

use binary::{DAY, copy, here, json, run};

const TEMPLATE: &str = "fixtures/apps/template-2022";

#[test]
fn what_the_end_of_the_altinn_2_roles_does() {
    let run = here(&["access", "--as-of", "2027-01-01", TEMPLATE]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out);
}

#[test]
fn on_the_last_day_nothing_has_changed() {
    let last = here(&["access", "--as-of", "2026-12-31", TEMPLATE]).out;
    let before = here(&["access", "--as-of", DAY, TEMPLATE]).out;
    assert_eq!(last.replace("2026-12-31", DAY), before);
}

#[test]
fn nobody_loses_anything_where_nobody_rests_on_these_roles() {
    let healthy = here(&["access", "--as-of", "2027-01-01", "fixtures/apps/healthy"]).out;
    assert!(
        healthy.ends_with("Since 1 January 2027 Altinn 2 roles give no access; the policy names none.\n"),
        "{healthy}"
    );
    let trap = here(&["access", "--as-of", "2027-01-01", "fixtures/apps/form-rule-trap"]).out;
    let said = "Ansvarlig revisor (A0237) can no longer open Task_1 and EndEvent_1, nor write.";
    assert!(trap.replace('\n', " ").contains(said), "{trap}");
}

#[test]
fn the_matrix_for_programs_keeps_its_shape_on_any_day() {
    let read = |day: &str| json(&here(&["access", "--format", "json", "--as-of", day, TEMPLATE]).out);
    let (before, after) = (read(DAY), read("2027-01-01"));
    assert_eq!((&before["as_of"], &after["as_of"]), (&DAY.into(), &"2027-01-01".into()));
    let keys =
        |value: &serde_json::Value| -> Vec<String> { value.as_object().expect("an object").keys().cloned().collect() };
    assert_eq!(keys(&before), keys(&after));
    assert_eq!(keys(&before["policies"][0]), keys(&after["policies"][0]));
    assert_eq!(keys(&before["policies"][0]["subjects"][0]), keys(&after["policies"][0]["subjects"][0]));
    let regna = |value: &serde_json::Value| {
        let subjects = value["policies"][0]["subjects"].as_array().expect("a list").clone();
        let regna = subjects.into_iter().find(|one| one["value"] == "REGNA").expect("REGNA");
        regna["decisions"]["read"][0].as_str().expect("a decision").to_owned()
    };
    assert_eq!((regna(&before).as_str(), regna(&after).as_str()), ("Permit", "NotApplicable"));
}

/// A policy of three rules of which the first has its subject in two `AnyOf`: or in Altinn, and in the standard.
fn differing(folder: &std::path::Path) {
    let policy = folder.join("App/config/authorization/policy.xml");
    let text = binary::read(&policy);
    let person = text.find("<xacml:AllOf>").expect("a person");
    let end = text[person..].find("</xacml:AllOf>").expect("an end") + person + "</xacml:AllOf>".len();
    let split = format!("{}</xacml:AnyOf><xacml:AnyOf>{}", &text[..end], &text[end..]);
    std::fs::write(policy, split).expect("writable");
}

#[test]
fn another_decision_point_is_compared_cell_by_cell() {
    let folder = copy("apps/healthy");
    let same = run(folder.path(), &["access", "--as-of", DAY, "--against", "standard"]);
    assert!(!same.out.replace("≠ standard decides otherwise", "").contains('≠'), "{}", same.out);
    differing(folder.path());
    let run = run(folder.path(), &["access", "--as-of", DAY, "--against", "standard"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out);
}

#[test]
fn the_standard_decides_for_itself() {
    let folder = copy("apps/healthy");
    let of = |dialect: &str| {
        let args = ["access", "--as-of", DAY, "--format", "json", "--dialect", dialect];
        json(&run(folder.path(), &args).out)
    };
    let (altinn, standard) = (of("altinn"), of("standard"));
    assert_eq!((&altinn["policies"], &standard["dialect"]), (&standard["policies"], &"standard".into()));
    differing(folder.path());
    let (altinn, standard) = (of("altinn"), of("standard"));
    let first = |value: &serde_json::Value| value["policies"][0]["subjects"][0]["decisions"]["read"][0].clone();
    assert_eq!((first(&altinn), first(&standard)), ("Permit".into(), "NotApplicable".into()));
    let args = ["access", "--as-of", DAY, "--format", "json", "--against", "standard"];
    let both = json(&run(folder.path(), &args).out);
    let subject = &both["policies"][0]["subjects"][0];
    assert_eq!(both["against"], "standard");
    assert_eq!(
        (&subject["decisions"]["read"][0], &subject["against"]["read"][0]),
        (&first(&altinn), &first(&standard))
    );
}

const TRAP: &str = "fixtures/apps/form-rule-trap";

#[test]
fn the_matrix_in_a_pull_request() {
    let run = here(&["access", "--format", "markdown", "--as-of", DAY, TRAP]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out);
}

/// Every text that is drawn, and every title.
fn texts<'t>(document: &'t roxmltree::Document<'_>, name: &str) -> Vec<&'t str> {
    document.descendants().filter(|node| node.has_tag_name(name)).filter_map(|node| node.text()).collect()
}

fn parsed(svg: &str) -> roxmltree::Document<'_> {
    roxmltree::Document::parse(svg).expect("well-formed")
}

#[test]
fn the_picture_says_in_words_what_it_draws() {
    let run = here(&["access", "--format", "svg", "--as-of", DAY, TRAP]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let document = parsed(&run.out);
    let titles = texts(&document, "title");
    assert_eq!(titles[0], "Who may read what in app_eksempel_omsetningsoppgave");
    // 11 people at 4 places, and the title of the picture.
    assert_eq!(titles.len(), 1 + 11 * 4);
    assert!(titles.contains(&"Revisor (REVI) read App: not permitted: no rule applies"), "{titles:?}");
    assert!(titles.contains(&"Revisor (REVI) read Task_1: permitted"), "{titles:?}");
    let description = texts(&document, "desc").concat();
    assert!(description.contains("never notified: Revisor (REVI) and Ansvarlig revisor (A0237)."), "{description}");
    let drawn = texts(&document, "text");
    for name in ["Daglig leder (DAGL)", "Task_1", "EndEvent_1", "Events", "read"] {
        assert!(drawn.contains(&name), "{name} in {drawn:?}");
    }
    // Everything lies inside the picture.
    let root = document.root_element();
    let number = |node: roxmltree::Node<'_, '_>, name: &str| node.attribute(name).and_then(|at| at.parse::<u32>().ok());
    for node in document.descendants().filter(|node| node.has_tag_name("circle") || node.has_tag_name("text")) {
        let x = number(node, "x").or(number(node, "cx")).expect("a place");
        let y = number(node, "y").or(number(node, "cy")).expect("a place");
        assert!(Some(x) < number(root, "width") && Some(y) < number(root, "height"), "{node:?}");
    }
}

#[test]
fn the_picture_needs_nothing_beside_itself() {
    for format in ["svg", "html"] {
        let out = here(&["access", "--format", format, "--as-of", DAY, "fixtures/apps"]).out;
        for foreign in ["<script", "href", "url(", "@import", "src=", "onload", "https:"] {
            assert!(!out.contains(foreign), "{format}: {foreign}");
        }
        assert!(out.contains("prefers-color-scheme:dark"), "{format}");
        assert_eq!(out.matches("<svg ").count(), 1, "{format}");
    }
    let html = here(&["access", "--format", "html", "--as-of", DAY, TRAP]).out;
    let svg = here(&["access", "--format", "svg", "--as-of", DAY, TRAP]).out;
    let inner = svg.split_once("?>\n").expect("a declaration").1;
    assert!(html.contains(inner), "the page holds the same picture");
}

#[test]
fn what_a_policy_calls_somebody_is_printed_and_not_obeyed() {
    let folder = copy("apps/form-rule-trap");
    let policy = folder.path().join("App/config/authorization/policy.xml");
    let hostile = "&lt;script&gt;alert(1)&lt;/script&gt;&quot;|`*x&amp;";
    let text = binary::read(&policy).replace(">REVI<", &format!(">{hostile}<"));
    std::fs::write(policy, text).expect("writable");
    let of = |format: &str| run(folder.path(), &["access", "--format", format, "--as-of", DAY]).out;
    let svg = of("svg");
    let document = parsed(&svg);
    assert!(texts(&document, "text").contains(&"role `<script>alert(1)</script>\"|`*x&`"), "{svg}");
    assert!(!svg.contains("<script") && !of("html").contains("<script"));
    let markdown = of("markdown");
    assert!(
        markdown.contains("| role \\`&lt;script&gt;alert(1)&lt;/script&gt;\"\\|\\`\\*x&amp;\\` | · |"),
        "{markdown}"
    );
}

#[test]
fn another_decision_point_is_marked_in_every_form() {
    let folder = copy("apps/healthy");
    differing(folder.path());
    for (format, mark) in [("markdown", "| ●≠ |"), ("svg", "; standard decides otherwise"), ("html", ">≠<")] {
        let run = run(folder.path(), &["access", "--against", "standard", "--format", format, "--as-of", DAY]);
        assert!(run.status == 0 && run.out.contains(mark), "{format}: {}", run.out);
    }
}

/// One more rule behind the others, which forbids somebody to read.
fn forbid(folder: &std::path::Path, role: &str) {
    let policy = folder.join("App/config/authorization/policy.xml");
    let one = |category: &str, id: &str, value: &str| {
        format!(
            "<xacml:AnyOf><xacml:AllOf><xacml:Match MatchId=\"urn:oasis:names:tc:xacml:1.0:function:string-equal\">\
             <xacml:AttributeValue DataType=\"http://www.w3.org/2001/XMLSchema#string\">{value}</xacml:AttributeValue>\
             <xacml:AttributeDesignator AttributeId=\"{id}\" Category=\"{category}\" \
             DataType=\"http://www.w3.org/2001/XMLSchema#string\" MustBePresent=\"false\"/></xacml:Match></xacml:AllOf>\
             </xacml:AnyOf>"
        )
    };
    let subject = one("urn:oasis:names:tc:xacml:1.0:subject-category:access-subject", "urn:altinn:rolecode", role);
    let action = one(
        "urn:oasis:names:tc:xacml:3.0:attribute-category:action",
        "urn:oasis:names:tc:xacml:1.0:action:action-id",
        "read",
    );
    let rule = format!(
        "<xacml:Rule RuleId=\"forbud\" Effect=\"Deny\"><xacml:Description>Forbud</xacml:Description><xacml:Target>{subject}{action}</xacml:Target></xacml:Rule>"
    );
    let text = binary::read(&policy);
    let end = text.rfind("</xacml:Rule>").expect("a rule") + "</xacml:Rule>".len();
    std::fs::write(policy, format!("{}{rule}{}", &text[..end], &text[end..])).expect("writable");
}

#[test]
fn what_else_a_person_holds_may_take_it_away() {
    let args = ["access", "--as-of", DAY, "--against", "other-people"];
    let folder = copy("apps/form-rule-trap");
    let before = run(folder.path(), &args);
    assert_eq!((before.status, before.err.as_str()), (0, ""));
    let said = "Whatever else the same person holds, nothing that is permitted here is taken away.";
    assert!(before.out.contains(said) && !before.out.contains("●≠"), "{}", before.out);
    forbid(folder.path(), "FFØR");
    let after = run(folder.path(), &args);
    assert_eq!((after.status, after.err.as_str()), (0, ""));
    insta::assert_snapshot!(after.out);
    let program = json(&run(folder.path(), &[&args[..], &["--format", "json"]].concat()).out);
    let taken = program["policies"][0]["other_people"].as_array().expect("a list").clone();
    assert!(
        taken.len() > 20 && taken.iter().all(|one| one["with"][0]["value"] == "FFØR" && one["decision"] == "Deny"),
        "{taken:?}"
    );
    let conflicts = program["policies"][0]["conflicts"].as_array().expect("a list").clone();
    let is_met = |one: &serde_json::Value| {
        let holds_it = one["who"].as_array().is_some_and(|who| who.iter().any(|person| person["value"] == "FFØR"));
        one["deny"]["id"] == "forbud"
            && one["permit"]["line"].as_u64() > Some(1)
            && one["decision"] == "Deny"
            && holds_it
    };
    assert!(!conflicts.is_empty() && conflicts.iter().all(is_met), "{conflicts:?}");
    // The rule that denies is spoken of with those that permit the same.
    let checked = json(&run(folder.path(), &["check", "--format", "json", "--as-of", DAY]).out);
    let findings = checked["findings"].as_array().expect("a list");
    let denied = findings.iter().find(|one| one["rule"] == "policy/deny-rule").expect("a rule denies").to_string();
    assert!(denied.contains("what is denied there"), "{denied}");
    // The plain evaluator answers the same to one who is both.
    let both = run(folder.path(), &["ask", "--subject", "DAGL", "--subject", "FFØR", "--as-of", DAY]);
    assert!(
        both.out.starts_with("no: whoever is all of Daglig leder (DAGL) and Forretningsfører (FFØR)"),
        "{}",
        both.out
    );
    let old = run(folder.path(), &[&args[..], &["--dialect", "altinn@0.0.8"]].concat());
    // In turn, a rule that denies behind those that permit is never reached.
    assert_eq!(old.status, 0);
    assert!(old.out.contains(said), "{}", old.out);
}

/// A policy in which as many rules deny reading as are wanted, and one permits it.
fn denying(rules: usize) -> String {
    const SUBJECT: &str = "urn:oasis:names:tc:xacml:1.0:subject-category:access-subject";
    const STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
    let one = |attribute: &str, category: &str, value: &str| {
        format!(
            "<AnyOf><AllOf><Match MatchId=\"urn:oasis:names:tc:xacml:1.0:function:string-equal\"><AttributeValue DataType=\"{STRING}\">\
             {value}</AttributeValue><AttributeDesignator AttributeId=\"{attribute}\" Category=\"{category}\" DataType=\"{STRING}\" \
             MustBePresent=\"false\"/></Match></AllOf></AnyOf>"
        )
    };
    let rest = one("urn:altinn:resource", "urn:oasis:names:tc:xacml:3.0:attribute-category:resource", "eksempel-brev")
        + &one(
            "urn:oasis:names:tc:xacml:1.0:action:action-id",
            "urn:oasis:names:tc:xacml:3.0:attribute-category:action",
            "read",
        );
    let rule = |number: usize, effect: &str, role: &str| {
        let who = one("urn:altinn:rolecode", SUBJECT, role);
        format!("<Rule RuleId=\"regel-{number}\" Effect=\"{effect}\"><Target>{who}{rest}</Target></Rule>\n")
    };
    let denied: String = (1..=rules).map(|number| rule(number, "Deny", "LEDE")).collect();
    format!(
        "<Policy xmlns=\"urn:oasis:names:tc:xacml:3.0:core:schema:wd-17\" PolicyId=\"urn:altinn:example:policyid:1\" Version=\"1.0\" \
         RuleCombiningAlgId=\"urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:deny-overrides\"><Target/>\n{}{denied}</Policy>",
        rule(0, "Permit", "DAGL")
    )
}

#[test]
fn of_many_rules_that_contradict_each_other_some_are_confirmed_and_the_rest_is_counted() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let conflicts = |rules: usize| {
        let policy = binary::write(folder.path(), "policy.xml", &denying(rules)).display().to_string();
        let args = ["access", "--as-of", DAY, "--against", "other-people", &policy];
        let whole = json(&run(folder.path(), &[&args[..], &["--format", "json"]].concat()).out);
        let policy = &whole["policies"][0];
        let listed = policy["conflicts"].as_array().expect("a list").len();
        let told = run(folder.path(), &args).out.split_whitespace().collect::<Vec<_>>().join(" ");
        let rest = told.split(" And ").last().map(str::to_owned).filter(|rest| rest.contains("pairs of rules"));
        (listed, policy["more_conflicts"].as_bool().expect("said"), rest.unwrap_or_default())
    };
    assert_eq!(conflicts(3), (3, false, String::new()));
    let few = "8 more pairs of rules; `--format json` lists them.";
    assert_eq!(conflicts(12), (12, false, few.to_owned()));
    let many = "at least 96 more pairs of rules; `--format json` lists 29 of them.";
    assert_eq!(conflicts(1_500), (33, true, many.to_owned()));
}

#[test]
fn the_configuration_says_whose_decision_point_answers() {
    let folder = copy("apps/template-2022");
    std::fs::write(folder.path().join("notify-lint.toml"), "dialect = \"standard\"\n").expect("writable");
    let dialect = |args: &[&str]| json(&run(folder.path(), args).out)["dialect"].as_str().map(str::to_owned);
    let args = ["access", "--format", "json", "--as-of", DAY];
    assert_eq!(dialect(&args).as_deref(), Some("standard"));
    assert_eq!(dialect(&[&args[..], &["--dialect", "altinn"]].concat()).as_deref(), Some("altinn"));
}
