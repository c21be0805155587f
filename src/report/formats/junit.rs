//! JUnit's XML: a suite per file, a failed case per error or warning, a passed one with its text per info.

use crate::anchor::Root;
use crate::finding::{Finding, Severity, opened};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io::{self, Write};

pub(in crate::report) fn write(findings: &[Finding], root: &Root, out: &mut impl Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.write_event(Event::Start(counted("testsuites", "notify-lint", findings)))?;
    if findings.is_empty() {
        // A report without a case counts as broken with several readers.
        xml.write_event(Event::Start(counted("testsuite", "notify-lint", findings)))?;
        let mut case = BytesStart::new("testcase");
        case.push_attribute(("name", "nothing found"));
        case.push_attribute(("classname", "notify-lint"));
        xml.write_event(Event::Empty(case))?;
        xml.write_event(Event::End(BytesEnd::new("testsuite")))?;
    }
    for file in findings.chunk_by(|a, b| a.at.source.path() == b.at.source.path()) {
        let Some(first) = file.first() else { continue };
        let path = super::xml_text(&root.path(first.at.source.path()));
        xml.write_event(Event::Start(counted("testsuite", &path, file)))?;
        for finding in opened(file) {
            write_case(&finding, &path, &mut xml)?;
        }
        xml.write_event(Event::End(BytesEnd::new("testsuite")))?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuites")))?;
    out.write_all(b"\n")
}

fn write_case(finding: &Finding, path: &str, xml: &mut Writer<&mut impl Write>) -> io::Result<()> {
    let at = finding.at.source.position(finding.at.span.start);
    let place = format!("{path}:{}:{}", at.line, at.column);
    let name = format!("{} at {}:{}", finding.rule, at.line, at.column);
    let line = at.line.to_string();
    let mut case = BytesStart::new("testcase");
    for (key, value) in [("name", name.as_str()), ("classname", path), ("file", path), ("line", &line)] {
        case.push_attribute((key, value));
    }
    xml.write_event(Event::Start(case))?;
    let page = super::page(finding.rule).map(|page| format!("\n{page}")).unwrap_or_default();
    let text = super::xml_text(&format!("{place}\n{}{page}", super::whole_text(finding)));
    let element = if fails(finding) { "failure" } else { "system-out" };
    let mut start = BytesStart::new(element);
    let message = super::xml_text(&finding.message);
    if fails(finding) {
        start.push_attribute(("message", message.as_str()));
        start.push_attribute(("type", finding.severity.name()));
    }
    xml.write_event(Event::Start(start))?;
    xml.write_event(Event::Text(BytesText::new(&text)))?;
    xml.write_event(Event::End(BytesEnd::new(element)))?;
    xml.write_event(Event::End(BytesEnd::new("testcase")))
}

fn fails(finding: &Finding) -> bool {
    finding.severity > Severity::Info
}

fn counted<'n>(element: &'n str, name: &str, findings: &[Finding]) -> BytesStart<'n> {
    let failures = findings.iter().filter(|finding| fails(finding)).count().to_string();
    let mut start = BytesStart::new(element);
    start.push_attribute(("name", name));
    start.push_attribute(("tests", findings.len().max(1).to_string().as_str()));
    start.push_attribute(("failures", failures.as_str()));
    start.push_attribute(("errors", "0"));
    start
}
