//! Lists of words as a house changes them: the rules go by the change, and what cannot be meant is refused.
#![allow(missing_docs, clippy::expect_used)]

mod binary;

use binary::{run, write};

const ORDER: &str = "{\n  \"recipients\": [{ \"emailAddress\": \"post@eksempelkommune.no\" }],\n  \"subject\": \"Brev frå Eksempelkommune\",\n  \
                     \"body\": \"Gratulerer! Eksempel kommune har svart i Altinn. Svar i god tid, ta kontakt på førehand.\"\n}\n";

/// The lines that are said of the order, each by its rule and message.
fn said(config: &str) -> (i32, String) {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "ordre.json", ORDER);
    write(folder.path(), "notify-lint.toml", config);
    let found = run(folder.path(), &["--format", "concise", "--color", "never"]);
    (found.status, format!("{}{}", found.out, found.err))
}

#[test]
fn a_house_adds_takes_out_and_replaces_words() {
    let (_, ours) = said("");
    assert!(ours.contains("presses its reader: `Gratulerer`") && !ours.contains("`i god tid`"), "{ours}");
    assert!(!ours.contains("language/slip") && !ours.contains("content/sensitive-topic"), "{ours}");
    // Of a pattern and of a program; in each way that a list can be changed.
    let (_, changed) = said(
        "[words]\nsensitive = [\"ta kontakt\"]\n\n[words.pressure]\nnn = [\"i god tid\"]\nremove = [\"gratulerer\"]\n\n\
         [words.slips]\nadd = [\"Eksempel kommune\"]\ninstead = { \"Eksempel kommune\" = \"Eksempelkommune\" }\n",
    );
    assert!(!changed.contains("Gratulerer") && changed.contains("presses its reader: `i god tid`"), "{changed}");
    assert!(changed.contains("`Eksempel kommune` is a slip for `Eksempelkommune`"), "{changed}");
    assert!(changed.contains("content/sensitive-topic"), "{changed}");
    let (_, own) = said("[words.pressure]\nours = false\nadd = [\"kontakt\"]\n");
    assert!(!own.contains("Gratulerer") && own.contains("presses its reader: `kontakt`"), "{own}");
}

#[test]
fn what_no_list_has_is_refused_with_what_may_be_meant() {
    for (config, told) in [
        ("[words]\nsensitve = [\"x\"]\n", ["notify-lint.toml:2:1", "did you mean `sensitive`?"]),
        ("[words.pressure]\nremove = [\"gratulere\"]\n", ["2:11", "did you mean `gratulerer`?"]),
        ("[words.pressure]\nremoved = [\"gratulerer\"]\n", ["2:1", "did you mean `remove`?"]),
        ("[words.markers]\nadd = [\"dokker\"]\n", ["2:8", "put them under `nb`, `nn` or `en`"]),
        ("[words.slips]\ninstead = { eposst = \"e-post\" }\n", ["2:13", "did you mean `epost`?"]),
        ("[words.slips]\nours = \"no\"\n", ["2:8", "`true` or `false` is expected here"]),
    ] {
        let (status, said) = said(config);
        assert_eq!(status, 2, "{config}{said}");
        assert!(told.iter().all(|part| said.contains(part)), "{config}{said}");
    }
}

#[test]
fn the_configuration_shows_what_is_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        folder.path(),
        "notify-lint.toml",
        "own-domains = [\"eksempelkommune.no\"]\n[[per-path]]\npaths = [\"beredskap/**\"]\npurpose = \"emergency\"\n\
         [words]\nallowed = [\"straks\"]\n[words.pressure]\nnn = [\"i god tid\"]\nremove = [\"gratulerer\"]\nours = true\n",
    );
    let shown = run(folder.path(), &["config", "show", "--color", "never"]);
    let lines: Vec<&str> = shown.out.lines().map(str::trim).collect();
    let has = |parts: &[&str]| lines.iter().any(|line| parts.iter().all(|part| line.contains(part)));
    assert!(has(&["words pressure", "nn i god tid", "remove gratulerer", "notify-lint.toml:7"]), "{}", shown.out);
    assert!(has(&["words allowed", "straks"]) && has(&["own-domains", "eksempelkommune.no"]), "{}", shown.out);
    assert!(has(&["per-path beredskap/** purpose", "emergency"]), "{}", shown.out);
}
