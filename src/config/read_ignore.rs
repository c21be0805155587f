//! Reading `ignore`: globs that leave files out, and tables that leave findings out.
//!
//! A table that cannot be understood silences nothing, and is a finding rather than an end to everything.

use super::entries;
use super::keys::EXCEPTION;
use super::read::{Reader, Value, meant};
use super::{Config, ConfigError, Exception, Wrong};
use crate::source::{Span, Spanned};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

const HELP: &str = "say which rule is to be silent, in which files, and why: `rule`, `path` and `reason`";

impl Reader<'_> {
    /// Globs and tables, in one list or under `[[ignore]]`.
    pub(super) fn ignore(&mut self, value: &Value<'_>, config: &mut Config) {
        let Some(items) = value.get_ref().as_array() else {
            let help = "write `[\"glob/**\"]`, or a table under `[[ignore]]`";
            return self.error(value.span(), "a list is expected here".into(), help);
        };
        for item in items {
            match item.get_ref() {
                DeValue::String(glob) => config.ignore.push(Spanned::new(glob.to_string(), Span::of(item.span()))),
                DeValue::Table(table) => config.exceptions.push(self.exception(table, item.span())),
                _ => self.error(item.span(), "a glob or a table is expected here".into(), "put the glob in quotes"),
            }
        }
    }

    fn exception(&mut self, table: &DeTable<'_>, at: Range<usize>) -> Exception {
        let others = std::mem::take(&mut self.errors);
        let text = self.source.text();
        let mut read = Exception {
            span: Span::of(at.clone()),
            whole: entries::whole(text, table, at.clone()),
            rules: Vec::new(),
            cuts: Vec::new(),
            path: None,
            anchor: None,
            until: None,
            reason: None,
            wrong: None,
        };
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "rule" => (read.rules, read.cuts) = self.names(value),
                "path" => read.path = self.text(value).and_then(|glob| self.glob(&glob)),
                "anchor" => read.anchor = self.text(value).map(|anchor| anchor.value),
                "until" => read.until = self.date(value).map(|day| Spanned::new(day, Span::of(value.span()))),
                "reason" => read.reason = self.text(value).map(|reason| reason.value.trim().to_owned()),
                other => self.unknown(key.span(), other, "key", EXCEPTION),
            }
        }
        read.reason = read.reason.filter(|reason| !reason.is_empty());
        let own = std::mem::replace(&mut self.errors, others);
        let is_lacking = |name: &&str| !table.contains_key(*name) || (*name == "rule" && read.rules.is_empty());
        let lacking = ["rule", "path"].into_iter().find(is_lacking);
        let lacking = lacking.map(|name| Wrong {
            span: read.span,
            message: format!("`{name}` is missing here"),
            help: HELP.to_owned(),
            meant: None,
        });
        read.wrong = slip(own, table, text).or(lacking);
        read
    }

    /// One rule or a list of them, and what to delete of each. Whether there are such rules is for others to say.
    fn names(&mut self, value: &Value<'_>) -> (Vec<Spanned<String>>, Vec<Span>) {
        if let DeValue::String(name) = value.get_ref() {
            let at = Span::of(value.span());
            return (vec![Spanned::new(name.to_string(), at)], vec![at]);
        }
        let names = self.texts(value);
        let text = self.source.text();
        let cuts = names.iter().map(|name| entries::item(text, name.span)).collect();
        (names, cuts)
    }
}

/// The mistake to speak of first: a slip of the pen in a key, which may be why another key is missing.
fn slip(mut errors: Vec<ConfigError>, table: &DeTable<'_>, text: &str) -> Option<Wrong> {
    errors.sort_by_key(|error| error.at.span);
    let wrong = |error: ConfigError| {
        let written = text.get(error.at.span.range()).unwrap_or_default();
        let is_key = table.keys().any(|key| Span::of(key.span()) == error.at.span);
        let meant = meant(written, EXCEPTION).filter(|meant| is_key && !table.contains_key(*meant));
        Wrong { span: error.at.span, message: error.message, help: error.help, meant }
    };
    let mut all: Vec<Wrong> = errors.into_iter().map(wrong).collect();
    let first = all.iter().position(|wrong| wrong.meant.is_some()).unwrap_or(0);
    (first < all.len()).then(|| all.swap_remove(first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn read(text: &str) -> Vec<Exception> {
        let source = Source::from_text("notify-lint.toml", text);
        Config::read(&source, &["content"]).expect("the rest is fine").exceptions
    }

    #[test]
    fn a_table_has_rules_a_path_and_a_reason() {
        let text = "[[ignore]]\nrule = [\"POL106\", \"content\"]\npath = \"**/ordre/*.json\"\nanchor = \"[r1].body\"\n\
                    until = 2027-03-01\nreason = \" avtalt \"\n";
        let one = &read(text)[0];
        assert_eq!(one.rules.iter().map(|rule| rule.value.as_str()).collect::<Vec<_>>(), ["POL106", "content"]);
        assert_eq!(
            one.cuts.iter().map(|cut| &text[cut.range()]).collect::<Vec<_>>(),
            ["\"POL106\", ", ", \"content\""]
        );
        assert!(one.path.as_ref().expect("a glob").is_match("a/ordre/b.json"));
        assert_eq!((one.reason.as_deref(), one.wrong.clone()), (Some("avtalt"), None));
        assert_eq!(&text[one.whole.range()], text);
    }

    #[test]
    fn what_is_wrong_with_one_table_keeps_no_other_from_being_read() {
        let wrong = |table: &str| {
            let all =
                read(&format!("ignore = [{table}, {{ rule = \"content\", path = \"b\", reason = \"avtalt\" }}]\n"));
            assert!(all[1].wrong.is_none());
            all[0].wrong.clone().map(|wrong| (wrong.message, wrong.meant))
        };
        assert_eq!(wrong("{ rule = \"nobody/knows\", path = \"a\" }"), None, "others say so");
        assert_eq!(wrong("{ path = \"a\" }"), Some(("`rule` is missing here".into(), None)));
        assert_eq!(wrong("{ rule = [], path = \"a\" }"), Some(("`rule` is missing here".into(), None)));
        assert_eq!(wrong("{ rule = \"content\" }"), Some(("`path` is missing here".into(), None)));
        assert_eq!(
            wrong("{ rul = \"content\", path = \"a\" }"),
            Some(("the key `rul` is not known".into(), Some("rule")))
        );
        let both = wrong("{ rul = \"content\", rule = \"content\", path = \"a\" }");
        assert_eq!(both, Some(("the key `rul` is not known".into(), None)), "there cannot be two of a name");
        let glob = wrong("{ rule = \"content\", path = \"a[\" }").expect("no glob");
        assert!(glob.0.starts_with("this is no glob: "), "{}", glob.0);
        let day = wrong("{ rule = \"content\", path = \"a\", until = \"2027-02-30\" }").expect("no day");
        assert_eq!(day, ("this is no day of the calendar".into(), None));
    }
}
