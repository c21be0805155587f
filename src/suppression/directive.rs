//! `notify-lint: ignore RULE, RULE until=DATE: REASON`

use super::comment::Comment;
use super::{Malformed, NAME, Scope, Suppression};
use crate::config::Date;
use crate::finding::SilencedBy;
use crate::source::{Location, Source, Span, Spanned, narrow};
use std::sync::Arc;

const VERBS: [&str; 2] = ["ignore", "ignore-file"];
/// Letters that may be wrong in a verb.
const MOST_SLIPS: usize = 2;
const FORM: &str = "write `notify-lint: ignore family/rule: the reason`";
const DAY: &str = "write the day as `until=2027-03-01`";

/// Reads what a comment says to this program; `None` for one that says nothing to it.
pub(super) fn read(source: &Arc<Source>, comment: &Comment) -> Option<Suppression> {
    let text = source.slice(comment.inner);
    let start = comment.inner.start + len(&text[..text.len() - text.trim_start().len()]);
    let said = text.trim().strip_prefix(NAME)?;
    let colon = start + len(NAME);
    let has_colon = said.starts_with(':');
    let said = said.strip_prefix(':').unwrap_or(said);
    // Anybody may speak of this program; a comment that wants something of it is known by its verb.
    if !has_colon && !said.split_whitespace().next().is_some_and(|verb| VERBS.contains(&verb.trim_end_matches(':'))) {
        return None;
    }
    let mut suppression = Suppression {
        at: Location::new(source, comment.whole),
        by: SilencedBy::Comment,
        rules: Vec::new(),
        cuts: Vec::new(),
        scope: comment.scope.clone(),
        until: None,
        reason: None,
        malformed: None,
        whole: Some(whole_lines(source.text(), comment.whole)),
    };
    if !has_colon {
        let no_colon = malformed("a colon is missing behind `notify-lint`", FORM, Span::new(start, colon));
        suppression.malformed = Some(no_colon.meaning(Span::new(start, colon), "notify-lint:"));
        return Some(suppression);
    }
    let start = colon + 1;
    let (head, reason) = match said.split_once(':') {
        Some((head, reason)) => (head, Some(reason.trim()).filter(|reason| !reason.is_empty())),
        None => (said, None),
    };
    suppression.reason = reason.map(str::to_owned);
    let mut words = words(head, start);
    let Some(verb) = words.next() else {
        suppression.malformed = Some(malformed("nothing is asked for", FORM, comment.whole));
        return Some(suppression);
    };
    match verb.value.as_str() {
        "ignore" => {}
        "ignore-file" => suppression.scope = Scope::File,
        other => {
            let message = format!("`{other}` is nothing that can be asked for");
            let help = "`ignore` speaks of what stands next, `ignore-file` of the whole file";
            let wrong = malformed(message, help, verb.span);
            let near = VERBS.into_iter().min_by_key(|known| strsim::osa_distance(known, other));
            suppression.malformed = Some(match near.filter(|known| strsim::osa_distance(known, other) <= MOST_SLIPS) {
                Some(meant) => wrong.meaning(verb.span, meant),
                None => wrong,
            });
            return Some(suppression);
        }
    }
    for word in words {
        match word.value.strip_prefix("until=") {
            None => suppression.rules.push(word),
            Some(day) => match Date::parse(day) {
                Some(day) => suppression.until = Some(Spanned::new(day, word.span)),
                None => {
                    suppression.malformed =
                        Some(malformed(format!("`{day}` is no day of the calendar"), DAY, word.span));
                }
            },
        }
    }
    suppression.cuts = cuts(&suppression.rules);
    if suppression.rules.is_empty() && suppression.malformed.is_none() {
        suppression.malformed = Some(malformed("it does not say which rule is to be silent", FORM, comment.whole));
    }
    Some(suppression)
}

fn malformed(message: impl Into<String>, help: &'static str, span: Span) -> Malformed {
    Malformed { message: message.into(), help: help.to_owned(), span, meant: None }
}

impl Malformed {
    fn meaning(self, span: Span, meant: &'static str) -> Self {
        Self { meant: Some(Spanned::new(meant, span)), ..self }
    }
}

/// For each name, the name with what parts it from its neighbour.
fn cuts(names: &[Spanned<String>]) -> Vec<Span> {
    let cut = |number: usize| {
        let own = names[number].span;
        match (names.get(number + 1), number.checked_sub(1).and_then(|before| names.get(before))) {
            (Some(next), _) => Span::new(own.start, next.span.start),
            (None, Some(before)) => Span::new(before.span.end, own.end),
            (None, None) => own,
        }
    };
    (0..names.len()).map(cut).collect()
}

/// The words of a text that starts at `start`, parted by blanks and commas.
fn words(text: &str, start: u32) -> impl Iterator<Item = Spanned<String>> {
    let mut at = start;
    text.split([' ', '\t', '\n', '\r', ',']).filter_map(move |word| {
        let span = Span::new(at, at + len(word));
        at = span.end + 1;
        (!word.is_empty()).then(|| Spanned::new(word.to_owned(), span))
    })
}

/// The comment, and the whole of its lines where nothing else stands on them.
fn whole_lines(text: &str, comment: Span) -> Span {
    let before = &text[..comment.start as usize];
    let after = &text[comment.end as usize..];
    let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let rest = after.find(['\n', '\r']).map_or(after, |at| &after[..at]);
    if !before[line_start..].trim().is_empty() || !rest.trim().is_empty() {
        return comment;
    }
    let behind = &after[rest.len()..];
    let line_end = if behind.starts_with("\r\n") { 2 } else { behind.len().min(1) };
    Span::new(narrow(line_start), comment.end + narrow(rest.len() + line_end))
}

fn len(text: &str) -> u32 {
    narrow(text.len())
}

#[cfg(test)]
mod tests {
    use super::super::of_comments;
    use super::*;

    fn read_all(path: &str, text: &str) -> (Arc<Source>, Vec<Suppression>) {
        let source = Source::from_text(path, text);
        let all = of_comments(&source);
        (source, all)
    }

    fn stretch<'s>(source: &'s Source, suppression: &Suppression) -> &'s str {
        match suppression.scope {
            Scope::Stretch(span) => source.slice(span),
            _ => "",
        }
    }

    #[test]
    fn a_comment_speaks_of_the_next_element() {
        let text = "<a>\r\n  <!-- notify-lint: ignore access/no-recipient, POL101 until=2027-03-01: avtalt på møte -->\r\n  <b>æ</b><c/></a>";
        let (source, all) = read_all("policy.xml", text);
        let [one] = all.as_slice() else { panic!("one") };
        assert_eq!(stretch(&source, one), "<b>æ</b>");
        assert_eq!(
            one.rules.iter().map(|rule| source.slice(rule.span)).collect::<Vec<_>>(),
            ["access/no-recipient", "POL101"]
        );
        assert_eq!(one.reason.as_deref(), Some("avtalt på møte"));
        assert_eq!(one.until.map(|until| until.value), Date::parse("2027-03-01"));
        assert_eq!(source.slice(one.whole.expect("a stretch")), text.split_inclusive('\n').nth(1).expect("a line"));
    }

    #[test]
    fn elsewhere_it_speaks_of_its_line_or_the_next() {
        let text = "var a = 1; // notify-lint: ignore sms/blank: prøve\n// notify-lint: ignore sms/blank: prøve\n// mer\n\nvar b;\n";
        let (source, all) = read_all("Varsel.cs", text);
        assert_eq!(
            all.iter().map(|one| stretch(&source, one)).collect::<Vec<_>>(),
            [text.lines().next().expect("a line"), "var b;"]
        );
        assert!(read_all("order.json", "{\"a\": \"// notify-lint: ignore sms/blank: x\"}").1.is_empty());
    }

    #[test]
    fn what_is_not_understood_is_said() {
        let wrong = |text: &str| {
            let (_, all) = read_all("policy.xml", &format!("<a><!-- notify-lint:{text} --><b/></a>"));
            all[0].malformed.clone().map(|malformed| malformed.message)
        };
        assert_eq!(wrong(" ignore access/no-recipient: fordi"), None);
        assert_eq!(wrong(""), Some("nothing is asked for".into()));
        assert_eq!(wrong(" ignor x: y"), Some("`ignor` is nothing that can be asked for".into()));
        assert_eq!(wrong(" disable x: y"), Some("`disable` is nothing that can be asked for".into()));
        assert_eq!(wrong(" ignore: y"), Some("it does not say which rule is to be silent".into()));
        assert_eq!(wrong(" ignore a until=2027-02-30: y"), Some("`2027-02-30` is no day of the calendar".into()));
    }

    #[test]
    fn a_slip_is_understood() {
        for (text, wrong, right) in [
            ("<!-- notify-lint: ignor access: y --><b/>", "ignor", "ignore"),
            ("<!-- notify-lint: ignore-fil access: y --><b/>", "ignore-fil", "ignore-file"),
            ("<!-- notify-lint ignore access: y --><b/>", "notify-lint", "notify-lint:"),
        ] {
            let (source, all) = read_all("policy.xml", &format!("<a>{text}</a>"));
            let meant = all[0].malformed.as_ref().and_then(|malformed| malformed.meant).expect("something is meant");
            assert_eq!((source.slice(meant.span), meant.value), (wrong, right), "{text}");
        }
        let others = "# notify-lint is run by the hook\n# notify-lint ignores links\na: b # notify-lint\n";
        assert!(read_all("a.yml", others).1.is_empty());
        let (_, all) = read_all("a.yml", "a: notify-lint # notify-lint: ignore sms/blank: x\n");
        assert_eq!(all.len(), 1);
    }

    #[test]
    fn the_whole_file_may_be_meant() {
        let (_, all) = read_all("p.xml", "<a/><!-- notify-lint: ignore-file access: prøvefil -->");
        assert!(matches!(all[0].scope, Scope::File));
        let (_, all) = read_all("p.xml", "<a/><!-- notify-lint: ignore access: prøvefil -->");
        assert!(matches!(all[0].scope, Scope::Nothing));
    }
}
