//! Checkstyle's XML, which many build servers read.

use crate::anchor::Root;
use crate::finding::{Finding, opened};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};
use std::io::{self, Write};

pub(in crate::report) fn write(findings: &[Finding], root: &Root, out: &mut impl Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let mut start = BytesStart::new("checkstyle");
    // The version of the format, not ours.
    start.push_attribute(("version", "8.0"));
    xml.write_event(Event::Start(start))?;
    for file in findings.chunk_by(|a, b| a.at.source.path() == b.at.source.path()) {
        let Some(first) = file.first() else { continue };
        let name = super::xml_text(&root.path(first.at.source.path()));
        let mut start = BytesStart::new("file");
        start.push_attribute(("name", name.as_str()));
        xml.write_event(Event::Start(start))?;
        for finding in opened(file) {
            let at = finding.at.source.position(finding.at.span.start);
            let message = super::xml_text(&super::whole_text(&finding));
            let source = format!("notify-lint.{}", finding.rule);
            let (line, column) = (at.line.to_string(), at.column.to_string());
            let mut error = BytesStart::new("error");
            for (key, value) in [
                ("line", line.as_str()),
                ("column", &column),
                ("severity", finding.severity.name()),
                ("message", &message),
                ("source", &source),
            ] {
                error.push_attribute((key, value));
            }
            xml.write_event(Event::Empty(error))?;
        }
        xml.write_event(Event::End(BytesEnd::new("file")))?;
    }
    xml.write_event(Event::End(BytesEnd::new("checkstyle")))?;
    out.write_all(b"\n")
}
