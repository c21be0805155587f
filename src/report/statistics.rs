//! How often each rule found something, in place of what it found.

use super::json_text::write_pretty;
use super::words::{one_line, padded, style_of};
use super::{Screen, Sheet, human};
use crate::finding::{Finding, Severity};
use owo_colors::Style;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// What one rule came to.
struct Row<'s> {
    rule: &'static str,
    summary: &'s str,
    worst: Severity,
    found: usize,
    repairable: usize,
}

/// The rules that found something, the busiest first; of equals, by name.
fn rows<'s>(sheet: &Sheet<'s>) -> Vec<Row<'s>> {
    let mut by_rule: BTreeMap<&'static str, Vec<&Finding>> = BTreeMap::new();
    for finding in sheet.findings {
        by_rule.entry(finding.rule).or_default().push(finding);
    }
    let row = |(rule, findings): (&'static str, Vec<&Finding>)| Row {
        rule,
        summary: sheet.rules.iter().find(|meta| meta.id == rule).map_or("", |meta| meta.summary),
        worst: findings.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Info),
        found: findings.len(),
        repairable: findings.iter().filter(|finding| finding.is_repairable()).count(),
    };
    let mut rows: Vec<Row<'_>> = by_rule.into_iter().map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.found));
    rows
}

/// Prints a line for each rule: how often it found something, how much of that `notify-lint fix` repairs, and what it finds.
///
/// # Errors
/// Whatever `out` refuses.
pub fn statistics(sheet: &Sheet<'_>, screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let rows = rows(sheet);
    let width = rows.iter().map(|row| row.rule.len()).max().unwrap_or(0);
    if !rows.is_empty() {
        writeln!(out, "{}", screen.paint("found  repairs  rule", Style::new().bold()))?;
    }
    for row in &rows {
        let repairs =
            if row.repairable == 0 { screen.choose("–", "-").to_owned() } else { row.repairable.to_string() };
        let rule = screen.paint(row.rule, style_of(row.worst)).into_owned() + &padded("", width - row.rule.len());
        let summary = one_line(row.summary);
        writeln!(out, "{}", format!("{:>5}  {repairs:>7}  {rule}  {summary}", row.found).trim_end())?;
    }
    if !rows.is_empty() {
        writeln!(out)?;
    }
    human::write_closing(sheet, screen, out)
}

/// Prints the same as JSON.
///
/// # Errors
/// Whatever `out` refuses.
pub fn statistics_json(sheet: &Sheet<'_>, out: &mut dyn Write) -> io::Result<()> {
    let one = |row: &Row<'_>| {
        serde_json::json!({
            "rule": row.rule,
            "summary": row.summary,
            "worst": row.worst,
            "found": row.found,
            "repairs": row.repairable,
        })
    };
    let rules: Vec<serde_json::Value> = rows(sheet).iter().map(one).collect();
    let whole = serde_json::json!({
        "schema": "notify-lint/statistics/1",
        "rules": rules,
        "summary": sheet.summary,
    });
    write_pretty(&whole, out)
}
