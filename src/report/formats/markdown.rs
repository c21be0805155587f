//! Findings as a page in Markdown: the summary of a CI job, or a comment on a pull request.

use super::super::words::{markdown_code, markdown_sentence};
use crate::anchor::Root;
use crate::finding::{Finding, Severity, opened};
use crate::report::{Sheet, Summary};
use std::io::{self, Write};

/// GitHub cuts a summary off at one mebibyte; long before that nobody reads on.
const MOST: usize = 100;

pub(in crate::report) fn write(sheet: &Sheet<'_>, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "## notify-lint\n\n{}", headline(sheet.summary))?;
    let mut left = sheet.findings.len();
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let these: Vec<&Finding> = sheet.findings.iter().filter(|finding| finding.severity == severity).collect();
        let room = MOST.saturating_sub(sheet.findings.len() - left);
        if these.is_empty() || room == 0 {
            continue;
        }
        let open = if severity == Severity::Error { " open" } else { "" };
        writeln!(out, "\n<details{open}><summary>{} ({})</summary>\n", title(severity), these.len())?;
        for finding in opened(these.iter().copied().take(room)) {
            left -= 1;
            item(&finding, sheet.root, out)?;
        }
        writeln!(out, "\n</details>")?;
    }
    if left > 0 {
        writeln!(out, "\n{left} more findings are in the log.")?;
    }
    match sheet.silenced.len() {
        0 => {}
        1 => writeln!(out, "\n1 finding is silenced, with a reason.")?,
        more => writeln!(out, "\n{more} findings are silenced, each with a reason.")?,
    }
    if !sheet.matrix.is_empty() {
        writeln!(out, "\n<details><summary>Who may read where</summary>\n\n{}\n</details>", sheet.matrix.trim_end())?;
    }
    Ok(())
}

fn headline(summary: &Summary) -> String {
    let count = |number: usize, one: &str, many: &str| format!("{number} {}", if number == 1 { one } else { many });
    let looked = format!(
        "{} and {} in {}",
        count(summary.services, "service", "services"),
        count(summary.notices, "notice", "notices"),
        count(summary.files, "file", "files"),
    );
    if summary.errors + summary.warnings + summary.infos == 0 {
        return format!("Nothing found in {looked}.");
    }
    format!(
        "**{}, {}, {}** in {looked}.",
        count(summary.errors, "error", "errors"),
        count(summary.warnings, "warning", "warnings"),
        count(summary.infos, "info", "infos"),
    )
}

const fn title(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Errors",
        Severity::Warning => "Warnings",
        Severity::Info => "Worth reading",
    }
}

fn item(finding: &Finding, root: &Root, out: &mut impl Write) -> io::Result<()> {
    let at = finding.at.source.position(finding.at.span.start);
    let place = format!("{}:{}", root.path(finding.at.source.path()), at.line);
    writeln!(out, "- {}  ", markdown_sentence(&finding.message))?;
    let rule = super::page(finding.rule)
        .map_or_else(|| markdown_code(finding.rule), |page| format!("[{}]({page})", finding.rule));
    writeln!(out, "  {} · {rule}", markdown_code(&place))?;
    if let Some(help) = &finding.help {
        writeln!(out, "  <br>What to do: {}", markdown_sentence(help))?;
    }
    Ok(())
}
