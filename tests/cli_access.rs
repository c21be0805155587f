//! `notify-lint access` as of a day, by another decision point, and as a picture.

#![allow(clippy::expect_used, missing_docs)]

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
