//! GitHub's workflow commands: annotations on the lines of a pull request.
//!
//! Source: docs.github.com, "Workflow commands for GitHub Actions" and "Limitations" (read November 2026): ten errors,
//! ten warnings and ten notices of a step are shown, the rest is dropped in silence. So the gravest come first, and the
//! last place of each kind says how many are left.

use crate::anchor::Root;
use crate::finding::{Finding, Severity, opened};
use crate::report::words::{is_unprintable, push_escape};
use std::io::{self, Write};

/// How many annotations of each kind GitHub shows for one step.
const SHOWN: usize = 10;

pub(in crate::report) fn write(findings: &[Finding], root: &Root, out: &mut impl Write) -> io::Result<()> {
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let these: Vec<&Finding> = findings.iter().filter(|finding| finding.severity == severity).collect();
        let shown = if these.len() > SHOWN { SHOWN - 1 } else { these.len() };
        for finding in opened(these.iter().copied().take(shown)) {
            annotation(&finding, root, out)?;
        }
        if let Some(left) = these.len().checked_sub(shown).filter(|&left| left > 0) {
            let text = format!("{left} more findings of this weight are in the log: GitHub shows ten of a kind");
            writeln!(out, "::{} title=notify-lint::{}", command(severity), data(&text))?;
        }
    }
    Ok(())
}

fn annotation(finding: &Finding, root: &Root, out: &mut impl Write) -> io::Result<()> {
    let source = &finding.at.source;
    let (start, end) = (source.position(finding.at.span.start), source.position(finding.at.span.end));
    write!(out, "::{} file={}", command(finding.severity), property(&root.path(source.path())))?;
    if !finding.at.span.is_empty() {
        write!(out, ",line={},endLine={}", start.line, end.line)?;
        // GitHub refuses columns of a stretch over several lines.
        if start.line == end.line {
            write!(out, ",col={},endColumn={}", start.column, end.column)?;
        }
    }
    let title = format!("notify-lint: {}", finding.rule);
    writeln!(out, ",title={}::{}", property(&title), data(&super::whole_text(finding)))
}

const fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

/// The message of a command: per cent and line ends are escaped, and what a terminal would act on is written out.
fn data(text: &str) -> String {
    let mut data = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '%' => data.push_str("%25"),
            '\r' => data.push_str("%0D"),
            '\n' => data.push_str("%0A"),
            other if is_unprintable(other) => push_escape(&mut data, other),
            other => data.push(other),
        }
    }
    data
}

/// A property of a command: comma and colon as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_taken_for_a_command() {
        assert_eq!(data("100 %\r\n::error::x"), "100 %25%0D%0A::error::x");
        assert_eq!(property("a,b:c%"), "a%2Cb%3Ac%25");
    }
}
