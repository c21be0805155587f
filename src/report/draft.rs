//! A configuration to begin with, as text: who is taken to be meant, to be read and corrected by somebody who knows.

use super::words::{one_line, slashed};
use crate::altinn::Person;
use crate::config::FILE_NAME;
use crate::rules::Assumed;
use crate::rules::grammar::list;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The columns that a comment may have.
const WIDTH: usize = 100;

/// Where the JSON Schema of the configuration is published.
pub const SCHEMA: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/raw/main/schemas/notify-lint.schema.json");

/// What was seen in one service.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its resource id.
    pub id: String,
    /// Its policy.
    pub path: PathBuf,
    /// Its people.
    pub people: Assumed,
}

/// The text of a configuration in which every service has the recipients that the rules take to be meant.
/// `sender_names` are the names that the texts of notices were seen to use.
pub fn draft(drafts: &[Draft], sender_names: &[String]) -> String {
    let mut text = format!("#:schema {SCHEMA}\n\n");
    comment(
        &mut text,
        "Written by `notify-lint init` from what the policies say today. No file of an Altinn repository says who is \
         meant to be notified, so read this as a question, take out who is not meant, and add who is missing.",
    );
    text.push_str("\n# How your notices name you, so that a notice which does not can be found.\n");
    if sender_names.is_empty() {
        text.push_str("# sender-names = [\"Eksempelkommune\"]\n");
    } else {
        let names: Vec<String> = sender_names.iter().map(|name| quoted(name)).collect();
        text.push_str(&format!("sender-names = [{}]\n", names.join(", ")));
    }
    text.push_str("\n# Make warnings fail a run too.\n# fail-on = \"warning\"\n");
    text.push_str("\n# What is not looked at.\n# ignore = [\"**/testdata/**\"]\n");
    text.push_str("\n# Who is meant to be notified: role codes, access packages or full URNs.\n[recipients]\n");
    let mut by_id: BTreeMap<String, Vec<&Draft>> = BTreeMap::new();
    // An id that is filled in elsewhere is that of many services, or of none.
    let is_of_one = |one: &&Draft| !one.id.contains('[') && one.id != "*" && !one.id.is_empty();
    for one in drafts.iter().filter(is_of_one) {
        by_id.entry(one.id.to_ascii_lowercase()).or_default().push(one);
    }
    // Of whom nobody can read there is nothing to ask here; a run says so.
    by_id.retain(|_, drafts| drafts.iter().any(|one| one.people.recipients().next().is_some()));
    for of_id in by_id.values() {
        entry(&mut text, of_id);
    }
    if by_id.is_empty() {
        text.push_str("# \"app_ttd_eksempel\" = [\"DAGL\", \"LEDE\"]\n");
    }
    text
}

/// The entry of one id. Policies that share it and disagree decide nothing.
fn entry(text: &mut String, drafts: &[&Draft]) {
    let Some((first, others)) = drafts.split_first() else { return };
    text.push('\n');
    let paths: Vec<String> = drafts.iter().map(|one| path(&one.path)).collect();
    comment(text, &list(&paths));
    let names = |one: &Draft| -> Vec<String> { one.people.recipients().filter_map(name).collect() };
    let same = |one: &&&Draft| {
        let sorted = |one: &Draft| {
            let mut names = names(one);
            names.sort();
            names
        };
        sorted(one) == sorted(first)
    };
    if others.iter().filter(same).count() != others.len() {
        comment(text, "These policies have the same id and let in different people; say which of them are meant.");
    } else {
        about(text, &first.people);
    }
    let quoted_names: Vec<String> = names(first).iter().map(|name| quoted(name)).collect();
    let is_open =
        quoted_names.is_empty() || first.people.is_template || others.iter().filter(same).count() != others.len();
    let mark = if is_open { "# " } else { "" };
    text.push_str(&format!("{mark}{} = [{}]\n", quoted(&first.id), quoted_names.join(", ")));
}

/// What is to be known of the people of a service before an answer is given.
fn about(text: &mut String, people: &Assumed) {
    let shown = |people: &[Person]| list(&people.iter().map(Person::display).collect::<Vec<_>>());
    if people.is_template {
        comment(text, "The policy is still the one that every app begins with, so nobody has decided on its people.");
    }
    match people.notified.as_slice() {
        [] => comment(text, "Notified today: nobody who acts for an organisation."),
        some => comment(text, &format!("Notified today: {}.", shown(some))),
    }
    for (silent, places) in &people.silent {
        comment(text, &format!("May read {places}, and never notified: {}.", shown(silent)));
    }
    if !people.blind.is_empty() {
        comment(text, &format!("May act, read nothing, and are left out here: {}.", shown(&people.blind)));
    }
}

/// How the configuration names somebody, where it can.
fn name(person: &Person) -> Option<String> {
    let urn = format!("{}:{}", person.attribute, person.value);
    [person.value.clone(), urn].into_iter().find(|name| {
        let read = Person::from_name(name);
        read.attribute == person.attribute && read.value == person.value
    })
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    // What JSON escapes, TOML reads as well; it refuses one character more.
    serde_json::Value::from(text).to_string().replace('\u{7F}', "\\u007F")
}

fn path(path: &Path) -> String {
    one_line(&slashed(path)).into_owned()
}

fn comment(text: &mut String, words: &str) {
    let wrapping = super::words::wrapping(WIDTH, "# ", "# ");
    text.push_str(&textwrap::fill(&one_line(words), wrapping));
    text.push('\n');
}

/// The name of the file that a draft is for, below a folder.
pub fn file_in(folder: &Path) -> PathBuf {
    if folder == Path::new(".") { PathBuf::from(FILE_NAME) } else { folder.join(FILE_NAME) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::source::Source;

    #[test]
    fn whatever_an_id_and_a_sender_are_the_file_can_be_read() {
        let people = Assumed { notified: vec![Person::from_name("DAGL")], ..Assumed::default() };
        let draft_of = |id: &str| Draft { id: id.into(), path: "a\n# b\r.xml".into(), people: people.clone() };
        let ids = ["a\"b\\", "line\nend\u{7F}\0", "løyve \u{202E}", "'''", "A", "a", "[ORG]", "*", ""];
        let text = draft(&ids.map(draft_of), &["\"\n=".to_owned()]);
        let config = Config::read(&Source::from_text(FILE_NAME, text.as_str()), &[]).expect("valid");
        let read: Vec<&str> = config.recipients.iter().map(|(id, _)| id.value.as_str()).collect();
        assert_eq!(read.len(), 5, "{text}");
        for id in &ids[..5] {
            assert!(read.contains(id), "{id:?} in {text}");
        }
        assert_eq!(config.sender_names, ["\"\n="]);
    }
}
