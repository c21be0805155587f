//! How the author of a policy writes: prefix, indentation and ends of lines.

use crate::source::Span;
use crate::workspace::PolicyFile;
use crate::xacml::{AllOf, Rule};

/// An `AllOf` laid out like another, with these matches in place of its own. None where more than white space stands
/// between its tags and its matches, for it cannot be told what that is about.
pub(super) fn like(file: &PolicyFile<'_>, model: &AllOf<'_>, matches: &[String]) -> Option<String> {
    let (first, last) = (model.matches.first()?, model.matches.last()?);
    let open = file.source.slice(Span::new(model.span.start, first.span.start));
    let close = file.source.slice(Span::new(last.span.end, model.span.end));
    let inside = &open[open.find('>')? + 1..];
    if !inside.trim().is_empty() || !close.trim_start().starts_with("</") {
        return None;
    }
    let before = file.source.text().get(..model.span.start as usize)?;
    let margin = &before[before.trim_end().len()..];
    Some(format!("{margin}{open}{}{close}", matches.join(inside)))
}

/// The style of a whole rule.
pub(super) struct Style<'s> {
    prefix: &'s str,
    indent: &'s str,
    step: String,
    newline: &'static str,
}

impl<'s> Style<'s> {
    pub(super) fn of(file: &'s PolicyFile<'_>, rule: &Rule<'_>) -> Self {
        let text = file.source.text();
        let tag = file.source.slice(rule.start_tag).trim_start_matches('<');
        let name = tag.split(|end: char| end.is_whitespace() || end == '>' || end == '/').next().unwrap_or_default();
        let prefix = name.strip_suffix("Rule").unwrap_or_default();
        let before = &text[..rule.span.start as usize];
        let line = before.rfind('\n').map_or(before, |at| &before[at + 1..]);
        let indent = if line.trim().is_empty() { line } else { "" };
        let step = match indent {
            "" => "  ".to_owned(),
            tabs if tabs.starts_with('\t') => "\t".to_owned(),
            spaces => " ".repeat(spaces.len().clamp(1, 4)),
        };
        Self { prefix, indent, step, newline: if text.contains("\r\n") { "\r\n" } else { "\n" } }
    }

    /// A rule that permits an action on a resource to each of the subjects.
    pub(super) fn rule(&self, id: &str, subjects: &[String], resource: &[String], action: &str) -> String {
        let mut lines = Lines { style: self, text: String::new(), depth: 0 };
        let id = id.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        lines.inside("Rule", &format!(" RuleId=\"{id}\" Effect=\"Permit\""), |lines| {
            lines.inside("Target", "", |lines| {
                lines.inside("AnyOf", "", |lines| {
                    for subject in subjects {
                        lines.all_of(std::slice::from_ref(subject));
                    }
                });
                lines.inside("AnyOf", "", |lines| lines.all_of(resource));
                lines.inside("AnyOf", "", |lines| lines.all_of(&[action.to_owned()]));
            });
        });
        lines.text
    }
}

struct Lines<'s> {
    style: &'s Style<'s>,
    text: String,
    depth: usize,
}

impl Lines<'_> {
    fn line(&mut self, text: &str) {
        let Style { indent, step, newline, .. } = self.style;
        self.text.push_str(&format!("{newline}{indent}{}{text}", step.repeat(self.depth)));
    }

    fn inside(&mut self, element: &str, attributes: &str, content: impl FnOnce(&mut Self)) {
        let prefix = self.style.prefix;
        self.line(&format!("<{prefix}{element}{attributes}>"));
        self.depth += 1;
        content(self);
        self.depth -= 1;
        self.line(&format!("</{prefix}{element}>"));
    }

    fn all_of(&mut self, matches: &[String]) {
        self.inside("AllOf", "", |lines| matches.iter().for_each(|one| lines.line(one)));
    }
}
