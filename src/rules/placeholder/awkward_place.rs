//! A placeholder in a place where the finished sentence reads badly.

use super::verdict::{Verdict, found};
use crate::rules::reading::Received;
use crate::rules::{Context, Report};

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let all = found(notice);
    for one in all.iter().filter(|one| one.verdict == Verdict::Known) {
        let seen = one.text.seen();
        let (before, after) = (&seen[..one.range.start], &seen[one.range.end..]);
        let written = &seen[one.range.clone()];
        let genitive = ["'s", "’s", "s"]
            .into_iter()
            .find(|end| after.strip_prefix(end).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)));
        // A second placeholder straight behind.
        let next = all.iter().find(|other| {
            std::ptr::eq(other.text, one.text)
                && other.range.start >= one.range.end
                && seen[one.range.end..other.range.start].chars().all(|between| between == ' ')
        });
        let (range, says, help) = if let Some(end) = genitive {
            let says = format!("`{written}{end}` reads badly: many names end in `s`, or in `AS`");
            (
                one.range.start..one.range.end + end.len(),
                says,
                format!("write it the other way round, such as `saken til {written}`"),
            )
        } else if before.ends_with('(') && after.starts_with(')') {
            let says = format!("`({written})` stands alone in brackets, and nothing says what it is");
            (one.range.start - 1..one.range.end + 1, says, format!("say what it is, such as `(org.nr. {written})`"))
        } else if let Some(next) = next {
            let says = format!("`{written}` and `{}` run into one another", &seen[next.range.clone()]);
            (one.range.start..next.range.end, says, "put words between the two".to_owned())
        } else {
            continue;
        };
        report.at(one.text.at(range)).says(says).help(help);
    }
}
