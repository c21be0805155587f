//! The tables of `ignore` as stretches of the file: what to delete of it, and whether anything else was changed.

use crate::source::Span;
use std::ops::Range;
use toml::de::{DeTable, DeValue};
use toml::{Table, Value};

/// What is to be deleted to be rid of a table of `ignore`: under `[[ignore]]`, its lines with the lines of comment right above
/// and one blank line; in a list, the item.
pub(super) fn whole(text: &str, table: &DeTable<'_>, at: Range<usize>) -> Span {
    if text.get(at.clone()).is_some_and(|written| written.starts_with('{')) {
        return item(text, Span::of(at));
    }
    let mut start = line_start(text, at.start);
    while let Some(above) = line_above(text, start).filter(|line| text[line.clone()].trim_start().starts_with('#')) {
        start = above.start;
    }
    let mut end = line_end(text, last_byte(table).max(at.end));
    let is_blank = |line: &Range<usize>| !line.is_empty() && text[line.clone()].trim().is_empty();
    let below = end..line_end(text, end);
    if is_blank(&below) {
        end = below.end;
    } else if let Some(above) = line_above(text, start).filter(|line| end == text.len() && is_blank(line)) {
        start = above.start;
    }
    Span::of(start..end)
}

/// What is to be deleted to take an item out of a list: the item with a comma, and with its lines where it stands alone on
/// them. Comments that stand beside others stay.
pub(super) fn item(text: &str, item: Span) -> Span {
    let Range { start, end } = item.range();
    let behind = comma_behind(text, end);
    let line = line_start(text, start)..line_end(text, behind.unwrap_or(end));
    let rest = text[behind.unwrap_or(end)..line.end].trim();
    if text[line.start..start].trim().is_empty() && (rest.is_empty() || rest.starts_with('#')) {
        return Span::of(line);
    }
    if let Some(behind) = behind {
        let blanks = text[behind..].len() - text[behind..].trim_start_matches([' ', '\t']).len();
        return Span::of(start..behind + blanks);
    }
    // The last one takes the comma before it along, where nothing else stands between them.
    let before = text[..start].trim_end_matches([' ', '\t']);
    Span::of(before.strip_suffix(',').map_or(start, str::len)..end)
}

/// Whether two texts of a configuration say the same, but for the tables of `ignore` that `edits` of the first speak of: a
/// table whose beginning is deleted must be gone, of one that is edited elsewhere anything may have become.
pub fn same_but_for(before: &str, after: &str, edits: &[Span]) -> bool {
    let (Ok(mut old), Ok(mut new)) = (before.parse::<Table>(), after.parse::<Table>()) else { return false };
    let (old_items, new_items) = (list(&mut old), list(&mut new));
    let Some(wholes) = items(before).filter(|wholes| wholes.len() == old_items.len()) else { return false };
    let mut left = new_items.into_iter();
    for (item, (begin, whole)) in old_items.iter().zip(wholes) {
        let mut edits = edits.iter().filter(|edit| whole.contains(**edit)).peekable();
        let is_edited = edits.peek().is_some();
        if edits.any(|edit| edit.contains(begin)) {
            continue;
        }
        match left.next() {
            Some(now) if is_edited || now == *item => {}
            _ => return false,
        }
    }
    left.next().is_none() && old == new
}

/// Takes the list of `ignore` out of a configuration.
fn list(table: &mut Table) -> Vec<Value> {
    match table.remove("ignore") {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    }
}

/// For each item of `ignore`, where it begins, and what is to be deleted to be rid of it.
fn items(text: &str) -> Option<Vec<(Span, Span)>> {
    let table = DeTable::parse(text).ok()?;
    let Some(list) = table.get_ref().get("ignore") else { return Some(Vec::new()) };
    let place = |item: &toml::Spanned<DeValue<'_>>| {
        let whole = match item.get_ref() {
            DeValue::Table(table) => whole(text, table, item.span()),
            _ => Span::of(item.span()),
        };
        (Span::of(item.span()), whole)
    };
    Some(list.get_ref().as_array()?.iter().map(place).collect())
}

/// Where the last of the values of a table ends.
fn last_byte(table: &DeTable<'_>) -> usize {
    let end = |value: &toml::Spanned<DeValue<'_>>| match value.get_ref() {
        DeValue::Table(table) => last_byte(table).max(value.span().end),
        _ => value.span().end,
    };
    table.values().map(end).max().unwrap_or(0)
}

/// Where the comma behind an item ends, which may stand behind a comment; none behind the last one.
fn comma_behind(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let rest = &text[at..];
        let next = rest.trim_start();
        at += rest.len() - next.len();
        match next.chars().next()? {
            ',' => return Some(at + 1),
            '#' => at = line_end(text, at),
            _ => return None,
        }
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// Where the line ends in which a place lies, its end of line included.
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

fn line_above(text: &str, start: usize) -> Option<Range<usize>> {
    let end = start.checked_sub(1)?;
    Some(line_start(text, end)..start)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLES: &str = "# øverst\r\n\r\n# avtalt med Digdir\r\n# i møte\r\n[[ignore]] # her\r\nrule = \"a\"\r\n# mer\r\n\
                          reason = \"\"\"\r\nfordi\r\n\"\"\" # slik\r\n\r\n# neste\r\n[[ignore]]\r\nrule = \"b\"\r\n\r\n[words]\r\n\
                          allowed = [\"x\"]\r\n";

    fn without(text: &str, number: usize) -> (String, Span) {
        let (_, whole) = items(text).expect("TOML")[number];
        (format!("{}{}", &text[..whole.start as usize], &text[whole.end as usize..]), whole)
    }

    #[test]
    fn a_table_goes_with_its_comments_and_one_blank_line() {
        let (first, cut) = without(TABLES, 0);
        let (top, rest) = TABLES.split_once("# avtalt").expect("there");
        assert_eq!(first, format!("{top}{}", &rest[rest.find("# neste").expect("there")..]));
        assert!(same_but_for(TABLES, &first, &[cut]));
        assert!(!same_but_for(TABLES, &first, &[]), "nothing speaks of it");
        let (both, cut) = without(&first, 0);
        assert_eq!(both, "# øverst\r\n\r\n[words]\r\nallowed = [\"x\"]\r\n");
        assert!(same_but_for(&first, &both, &[cut]));
        let last = "a = 1\n\n[[ignore]]\nrule = \"a\"";
        assert_eq!(without(last, 0).0, "a = 1\n");
    }

    #[test]
    fn an_item_goes_with_its_comma() {
        for (before, after) in [
            ("ignore = [{a = 1}]\n", "ignore = []\n"),
            ("ignore = [{a = 1}, \"b\"]\n", "ignore = [\"b\"]\n"),
            ("ignore = [{a = 1} , {b = 2},]\n", "ignore = [{b = 2},]\n"),
            ("ignore = [\n  # én\n  {a = 1}, # hit\n  \"b\", # dit\n]\n", "ignore = [\n  # én\n  \"b\", # dit\n]\n"),
            ("ignore = [\n  {a = 1} # hit\n  , \"b\"\n]\n", "ignore = [\n  \"b\"\n]\n"),
        ] {
            let (without, cut) = without(before, 0);
            assert_eq!(without, after, "{before}");
            assert!(same_but_for(before, &without, &[cut]), "{before}");
        }
        let (last, cut) = without("ignore = [\"b\", {a = 1}]\n", 1);
        assert_eq!(last, "ignore = [\"b\"]\n");
        assert!(same_but_for("ignore = [\"b\", {a = 1}]\n", &last, &[cut]));
        let (lines, _) = without("ignore = [\n  \"b\", # dit\n  {a = 1} # hit\n]\n", 1);
        assert_eq!(lines, "ignore = [\n  \"b\", # dit\n]\n");
    }

    #[test]
    fn whatever_else_was_changed_is_seen() {
        let cut = items(TABLES).expect("TOML")[0].1;
        let (after, _) = without(TABLES, 0);
        for (from, to) in
            [("\"x\"", "\"y\""), ("rule = \"b\"", "rule = \"c\""), ("[words]", "[severity]"), ("# neste", "[")]
        {
            assert!(!same_but_for(TABLES, &after.replace(from, to), &[cut]), "{from}");
        }
        let edited = TABLES.replace("\"a\"", "\"æ\"");
        let at = u32::try_from(TABLES.find("\"a\"").expect("there")).expect("short");
        assert!(same_but_for(TABLES, &edited, &[Span::new(at, at + 3)]));
        assert!(!same_but_for(TABLES, &edited, &[]));
    }
}
