//! Rules of a house, as a user has them: found, listed, explained, weighed and tested beside ours.
#![allow(missing_docs, clippy::expect_used)]

mod binary;

use binary::{copy, json, run, write};

const RULE: &str = "+++\nsummary  = \"a cat\"\nseverity = \"warning\"\n\n[pattern]\nwords   = [\"katt\"]\n\
                    message = \"a cat: `{match}`\"\nhelp    = \"write dog\"\n+++\n\n## Examples\n";

#[test]
fn rules_of_the_house_run_beside_ours() {
    let folder = copy("house-rules");
    let found = run(folder.path(), &["--format", "concise", "--color", "never"]);
    assert_eq!(found.status, 0, "{}{}", found.out, found.err);
    let rules: Vec<&str> = found.out.lines().filter(|line| line.contains("lint/")).collect();
    assert_eq!(rules.len(), 2, "{}", found.out);
    // Weighed by the configuration; pointed at where it stands.
    assert!(found.out.contains("orders/sfo.json:3:15") && found.out.contains("lint/abbreviation"), "{}", found.out);
    assert!(found.out.contains("lint/no-greeting"), "{}", found.out);
    // The words of the configuration: one that is allowed, one that is added; and an address that is approved of.
    assert!(found.out.contains("`fortest mulig`") && !found.out.contains("`straks`"), "{}", found.out);
    assert!(!found.out.contains("content/link-in-email"), "{}", found.out);
}

#[test]
fn they_are_listed_explained_and_tested() {
    let folder = copy("house-rules");
    let listed = run(folder.path(), &["rules", "--color", "never"]);
    assert!(listed.out.lines().any(|line| line.starts_with("lint/abbreviation ")), "{}", listed.out);
    let list = json(&run(folder.path(), &["rules", "--format", "json"]).out);
    let rules = list.as_array().expect("a list");
    let of_house = rules.iter().filter(|rule| rule["house"] == true).count();
    assert_eq!(of_house, 2);
    assert!(rules.iter().any(|rule| rule["id"] == "access/no-recipient" && rule["severity"] == "error"));
    let explained = run(folder.path(), &["explain", "lint/no-greeting", "--color", "never"]);
    assert!(explained.out.contains("It is how the municipality speaks"), "{}{}", explained.out, explained.err);
    let tested = run(folder.path(), &["rules", "test"]);
    assert_eq!((tested.status, tested.out.as_str()), (0, "2 rules of the house: every example does what it says\n"));
    let none = run(folder.path(), &["rules", "test", "orders"]);
    assert_eq!(
        (none.status, none.err.as_str()),
        (2, "notify-lint: no rule file is in `orders`: a rule is a file such as `name.md`\n")
    );
    let one = run(folder.path(), &["rules", "test", "lint/no-greeting.md"]);
    assert_eq!((one.status, one.out.as_str()), (0, "1 rule of the house: every example does what it says\n"));
}

#[test]
fn no_report_links_to_a_page_that_only_our_rules_have() {
    let folder = copy("house-rules");
    for format in ["markdown", "sarif", "junit", "rdjson", "human"] {
        let report = run(folder.path(), &["--format", format]).out;
        assert!(report.contains("lint/no-greeting"), "{format}: {report}");
        assert!(!report.contains("rules/lint/"), "{format}: {report}");
    }
    let ours = run(folder.path(), &["--format", "sarif"]).out;
    assert!(ours.contains("/blob/main/rules/access/no-recipient.md"), "{ours}");
}

#[test]
fn a_regular_expression_takes_in_lists_of_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let rule = RULE.replace("words   = [\"katt\"]", "regex = \'\'\'(?-i:@{given-names})\\s+katt\'\'\'");
    write(folder.path(), "lint/cat.md", &rule);
    let order = r#"{ "recipients": [{ "emailAddress": "{{a}}" }], "body": "Xaver katt, Kari katt, kari katt, Xenia katt", "subject": "Ei sak" }"#;
    write(folder.path(), "orders/a.json", order);
    let config = "rule-packs = [\"lint/\"]\n[words.given-names]\nadd = [\"Xaver\"]\n";
    write(folder.path(), "notify-lint.toml", config);
    let found = run(folder.path(), &["--select", "lint", "--format", "concise", "--color", "never"]).out;
    let told: Vec<&str> = found.lines().filter_map(|line| line.split("a cat: ").nth(1)).collect();
    assert_eq!(told, ["`Xaver katt`", "`Kari katt`"], "{found}");
    write(folder.path(), "lint/cat.md", &rule.replace("given-names", "given-nmes"));
    let refused = run(folder.path(), &["--color", "never"]);
    assert_eq!(refused.status, 2, "{}", refused.out);
    for part in ["there is no list of words `given-nmes`", "lint/cat.md:6:"] {
        assert!(refused.err.contains(part), "{part}\n{}", refused.err);
    }
}

#[test]
fn repairs_of_the_house_are_made() {
    let folder = copy("house-rules");
    let fixed = run(folder.path(), &["fix", "--unsafe", "--rule", "lint/abbreviation", "--color", "never"]);
    let text = binary::read(&folder.path().join("orders/sfo.json"));
    assert!(text.contains("\"Skolefritidsordningen-plass i Eksempelkommune\""), "{}{}\n{text}", fixed.out, fixed.err);
}

#[test]
fn an_example_that_fails_is_shown_where_it_stands() {
    let folder = tempfile::tempdir().expect("a folder");
    let examples = "\n```json file=order.json bad at=\"katt\"\n{\n  \"recipients\": [{ \"emailAddress\": \"{{a}}\" }],\n  \
                    \"body\": \"Hund\",\n  \"subject\": \"Hund\"\n}\n```\n\n```json file=order.json good\n{\n  \
                    \"recipients\": [{ \"emailAddress\": \"{{a}}\" }],\n  \"body\": \"katt\",\n  \"subject\": \"Hund\"\n}\n```\n";
    write(folder.path(), "lint/cat.md", &format!("{RULE}{examples}"));
    let tested = run(folder.path(), &["rules", "test", "lint", "--color", "never"]);
    assert_eq!(tested.status, 1, "{}{}", tested.out, tested.err);
    for part in
        ["nothing is found at `katt`", "lint/cat.md:13", "a good example yields findings", "found: lint/cat at 3:12"]
    {
        assert!(tested.out.contains(part), "{part}\n{}", tested.out);
    }
}

#[test]
fn a_mistake_is_named_with_file_and_line() {
    for (text, parts) in [
        ("no front matter", ["lint/cat.md:1", "the front matter is missing"]),
        (&RULE.replace("[\"katt\"]", "[]"), ["lint/cat.md:6", "the list of words is empty"]),
        (
            &RULE.replace("words   = [\"katt\"]", "regex = '(katt'"),
            ["lint/cat.md:6", "the regular expression cannot be used"],
        ),
        (&RULE.replace("words   = [\"katt\"]", "regex = 'k*'"), ["lint/cat.md:6", "matches an empty text"]),
        (
            &RULE.replace("words   = [\"katt\"]", "words = \"dyr\""),
            ["lint/cat.md:6", "there is no list of words `dyr`"],
        ),
        (&RULE.replace("{match}", "{cat}"), ["lint/cat.md:7", "nothing is filled in for `{cat}`"]),
        (&RULE.replace("words  ", "wrods  "), ["lint/cat.md:6", "unknown field `wrods`"]),
        (&RULE.replace("\"warning\"", "\"fatal\""), ["lint/cat.md:3", "unknown variant `fatal`"]),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), "lint/cat.md", text);
        write(folder.path(), "notify-lint.toml", "rule-packs = [\"lint\"]\n");
        let found = run(folder.path(), &["--color", "never"]);
        assert_eq!(found.status, 2, "{text}");
        for part in parts {
            assert!(found.err.contains(part), "{part}\n{}", found.err);
        }
    }
}

#[test]
fn a_pack_that_is_not_there_or_takes_our_name_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "notify-lint.toml", "# packs\nrule-packs = [\"lnit\"]\n");
    write(folder.path(), "content/cat.md", RULE);
    let found = run(folder.path(), &["--color", "never"]);
    assert!(found.err.contains("there is no folder") && found.err.contains("notify-lint.toml:2:15"), "{}", found.err);
    write(folder.path(), "notify-lint.toml", "rule-packs = [\"content\"]\n");
    let found = run(folder.path(), &["--color", "never"]);
    assert!(found.err.contains("`content/cat` would be one of our own rules"), "{}", found.err);
    write(folder.path(), "notify-lint.toml", "[words]\npresure = [\"x\"]\n");
    let found = run(folder.path(), &["--color", "never"]);
    assert!(found.err.contains("there is no list of words `presure`"), "{}", found.err);
}
