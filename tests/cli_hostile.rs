//! Files that are no files, and bytes that are no text: whatever was recognised is spoken of, with what to do.

#![allow(clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod binary;

use binary::{DAY, copy, project, run};
use std::fs::{self, File};
use std::path::Path;

const POLICY: &str = "App/config/authorization/policy.xml";
/// More than is read, and no space on the disk: the file is one hole.
const TOO_LARGE: u64 = 128 * 1024 * 1024 + 1;

fn concise(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let run = run(folder, &[args, &["--format", "concise", "--as-of", DAY]].concat());
    (run.status, run.out, run.err)
}

fn hole(path: &Path) {
    File::create(path).and_then(|file| file.set_len(TOO_LARGE)).expect("a file of one hole");
}

#[test]
fn a_folder_under_the_name_of_a_policy_is_spoken_of_and_is_no_missing_policy() {
    let folder = copy("apps/healthy");
    fs::remove_file(folder.path().join(POLICY)).expect("there");
    fs::create_dir(folder.path().join(POLICY)).expect("writable");
    let (status, out, err) = concise(folder.path(), &[]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains(POLICY) && err.contains("a folder has the name of the file"), "{err}");
    let human = run(folder.path(), &["--as-of", DAY]);
    assert_eq!((human.status, human.out.as_str()), (2, ""), "no word of praise for the rest");
    for command in [&["access"][..], &["ask", "--subject", "dagl"]] {
        let run = run(folder.path(), command);
        assert!(run.status == 2 && run.err.contains("a folder has the name of the file"), "{}{}", run.out, run.err);
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_nowhere_under_the_name_of_a_policy_is_spoken_of() {
    for target in ["nowhere.xml", "policy.xml"] {
        let folder = copy("apps/healthy");
        fs::remove_file(folder.path().join(POLICY)).expect("there");
        std::os::unix::fs::symlink(target, folder.path().join(POLICY)).expect("a link");
        let (status, out, err) = concise(folder.path(), &[]);
        assert_eq!((status, out.as_str()), (2, ""), "{target}");
        assert!(err.starts_with("notify-lint: cannot read `"), "{err}");
    }
}

#[test]
fn what_is_too_large_is_named_whatever_its_name() {
    let folder = copy("apps/healthy");
    hole(&folder.path().join("orders.json"));
    let (status, _, err) = concise(folder.path(), &[]);
    assert_eq!(status, 2);
    assert!(err.contains("cannot read `orders.json`: the file is larger than 128 MB, more than is read"), "{err}");
    hole(&folder.path().join(POLICY));
    let (status, out, _) = concise(folder.path(), &[POLICY]);
    assert_eq!(status, 1);
    assert!(out.contains("policy/unreadable] the policy is not checked: the file is larger than 128 MB"), "{out}");
}

#[test]
fn a_cap_of_this_program_is_not_said_to_be_one_of_altinns() {
    let deep = "{\"rules\":[{\"ruleId\":\"1\",\"actions\":[\"read\"],\"subject\":[],\"resources\":[]}],\"a\":";
    let files = [
        ("policy.xml", "<Rule>".repeat(10_000) + &"</Rule>".repeat(10_000), "elements are nested more than 512 deep"),
        ("studio.json", format!("{deep}{}{}}}", "[".repeat(10_000), "]".repeat(10_000)), "nested more than 512 deep"),
    ];
    for (name, text, cap) in files {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join(name), text).expect("writable");
        let run = run(folder.path(), &["--as-of", DAY]);
        assert_eq!(run.status, 1, "{name}: {}{}", run.out, run.err);
        let said = run.out.split_whitespace().filter(|word| *word != "│").collect::<Vec<_>>().join(" ");
        assert!(said.contains("the policy is not checked:") && said.contains(cap), "{said}");
        assert!(said.contains("no real file comes near this limit") && !said.contains("Indeterminate"), "{said}");
    }
}

/// A policy that lets each of so many roles read.
fn policy_of_roles(count: usize) -> String {
    const STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
    let one = |attribute: &str, category: &str, value: &str| {
        format!(
            "<AllOf><Match MatchId=\"urn:oasis:names:tc:xacml:1.0:function:string-equal\"><AttributeValue \
             DataType=\"{STRING}\">{value}</AttributeValue><AttributeDesignator AttributeId=\"{attribute}\" \
             Category=\"{category}\" DataType=\"{STRING}\" MustBePresent=\"false\"/></Match></AllOf>"
        )
    };
    let subject = "urn:oasis:names:tc:xacml:1.0:subject-category:access-subject";
    let roles: String = (0..count).map(|number| one("urn:altinn:rolecode", subject, &format!("r{number}"))).collect();
    let action = "urn:oasis:names:tc:xacml:3.0:attribute-category:action";
    let read = one("urn:oasis:names:tc:xacml:1.0:action:action-id", action, "read");
    format!(
        "<Policy xmlns=\"urn:oasis:names:tc:xacml:3.0:core:schema:wd-17\" PolicyId=\"p\" Version=\"1\" \
         RuleCombiningAlgId=\"urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:deny-overrides\"><Target/>\
         <Rule RuleId=\"r\" Effect=\"Permit\"><Target><AnyOf>{roles}</AnyOf><AnyOf>{read}</AnyOf></Target></Rule>\
         </Policy>"
    )
}

#[test]
fn a_policy_that_names_too_many_to_be_compared_is_not_worked_through() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("policy.xml"), policy_of_roles(3_000)).expect("writable");
    let (status, out, err) = concise(folder.path(), &[]);
    assert_eq!((status, out.lines().count()), (1, 1), "{err}");
    assert!(out.contains("policy/unreadable] the policy is not checked: it names 3000 roles"), "{out}");
    for command in [&["access"][..], &["ask", "--subject", "r7"], &["diff", "policy.xml", "policy.xml"]] {
        let run = run(folder.path(), command);
        assert!(run.status == 2 && run.err.contains("it names 3000 roles"), "{command:?}: {}{}", run.out, run.err);
    }
    let studio: Vec<String> = (0..3_000).map(|number| format!("\"urn:altinn:rolecode:r{number}\"")).collect();
    let studio = format!(
        "{{\"rules\":[{{\"ruleId\":\"1\",\"actions\":[\"read\"],\"subject\":[{}],\"resources\":[]}}]}}",
        studio.join(",")
    );
    fs::write(folder.path().join("policy.xml"), studio).expect("writable");
    let (_, out, _) = concise(folder.path(), &[]);
    assert!(
        out.contains("policy/unreadable] the policy is not checked: it names 3000 roles"),
        "as Studio's JSON: {out}"
    );
    fs::write(folder.path().join("policy.xml"), policy_of_roles(100)).expect("writable");
    assert_eq!(run(folder.path(), &["ask", "--subject", "r7"]).status, 0, "a hundred are no trouble");
}

/// UTF-16 as an editor saves it that writes no mark before it.
fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn utf_16_without_a_mark_is_recognised_and_called_by_its_name() {
    let read = |path: &str| fs::read_to_string(project().join("fixtures").join(path)).expect("there");
    let files = [
        ("order.json", read("notices/v1-email-nb.json"), "order/unreadable"),
        ("tilgang.xml", read("apps/healthy/App/config/authorization/policy.xml"), "policy/unreadable"),
        ("policy.xml", "<a/>".to_owned(), "policy/unreadable"),
    ];
    for (name, text, rule) in files {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join(name), utf16(&text)).expect("writable");
        let (status, out, err) = concise(folder.path(), &[]);
        assert_eq!(status, 1, "{name}: {out}{err}");
        assert!(out.contains(rule) && out.contains("the file is UTF-16 without the byte order mark"), "{out}");
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("other.json"), utf16("{\"name\": \"noe annet\"}")).expect("writable");
    assert_eq!(concise(folder.path(), &[]).0, 3, "what concerns nobody stays so");
}

#[test]
fn patterns_without_end_are_refused_in_words() {
    let folder = copy("apps/healthy");
    let patterns: Vec<String> = (0..15_000).map(|number| format!("\"**/x{number}/*\"")).collect();
    fs::write(folder.path().join("notify-lint.toml"), format!("ignore = [{}]", patterns.join(","))).expect("writable");
    let (status, out, err) = concise(folder.path(), &[]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("the patterns of `ignore` are too many to be looked for"), "{err}");
}
