//! One line per finding: `path:line:column: severity[rule] message`.

use super::Screen;
use super::words::{one_line, path_on_screen, style_of};
use crate::finding::{Finding, opened};
use std::io::{self, Write};

pub(super) fn write(findings: &[Finding], screen: Screen, out: &mut impl Write) -> io::Result<()> {
    for finding in opened(findings) {
        let source = &finding.at.source;
        let at = source.position(finding.at.span.start);
        writeln!(
            out,
            "{}:{}:{}: {}[{}] {}",
            path_on_screen(source.path()),
            at.line,
            at.column,
            screen.paint(finding.severity.name(), style_of(finding.severity)),
            finding.rule,
            one_line(&finding.message),
        )?;
    }
    Ok(())
}
