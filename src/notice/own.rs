//! Texts of the user's own, in files whose shape the configuration tells.

use super::carrier::{read_properties, read_yaml};
use super::holes::holes;
use super::order::{Order, bare};
use super::read::Reading;
use super::{Channel, ContentType, Form, Kind, MessageText, Node, Placing, Problem, RecipientKind, Shape};
use crate::config::{
    FieldPath, LANGUAGES, PathStep, Template, TemplateChannel, TemplateFormat, TemplateLanguage, TemplateRecipient,
};
use crate::finding::Severity;
use crate::source::{Source, Span, Spanned};
use crate::syntax::Mapped;
use crate::syntax::json::Document;
use std::path::Path;
use std::sync::Arc;

/// The most values that one path leads to in one file.
const MAX_VALUES: usize = 10_000;

/// The texts of a file, as the entries of the configuration that fit its path say.
pub fn read_own<'t>(source: &Arc<Source>, templates: impl IntoIterator<Item = &'t Template>) -> Reading {
    let mut reading = Reading::default();
    let mut root = None;
    for template in templates {
        let needs_tree = template.texts.iter().any(|text| text.field.is_some())
            || matches!(template.language, Some(TemplateLanguage::Field(_)));
        if needs_tree && root.is_none() {
            root = Some(tree(source));
        }
        let tree = match &root {
            Some(Err(problem)) if needs_tree => {
                if !reading.problems.iter().any(|one| one.span == problem.span) {
                    reading.problems.push(problem.clone());
                }
                continue;
            }
            Some(Ok(tree)) => Some(tree),
            _ => None,
        };
        order(source, template, tree, &mut reading);
    }
    reading
}

/// The values of a file that has some.
fn tree(source: &Arc<Source>) -> Result<Node, Problem> {
    let end = source.path().extension().and_then(|end| end.to_str()).unwrap_or_default().to_ascii_lowercase();
    let refused = |span: Span, message: String| Problem {
        span,
        message: format!("the file cannot be read, so its texts were not checked: {message}"),
        help: "repair the file, or change `files` in `notify-lint.toml`".to_owned(),
        severity: Severity::Error,
    };
    match end.as_str() {
        "yml" | "yaml" => read_yaml(source).map_err(|error| refused(error.span, error.value)),
        "properties" => Ok(Node::from_flat(read_properties(source), Span::new(0, 0))),
        _ => {
            let document = Document::parse(source.text());
            if let Some(problem) = document.problems().iter().find(|problem| problem.kind.is_fatal()) {
                return Err(refused(problem.span, problem.kind.to_string()));
            }
            let empty = Node { span: Span::new(0, 0), shape: Shape::Null };
            Ok(document.root().map_or(empty, |root| Node::from_json(root, &Placing::Whole)))
        }
    }
}

fn order(source: &Arc<Source>, template: &Template, tree: Option<&Node>, reading: &mut Reading) {
    let language = language(source, template, tree);
    let mut texts = Vec::new();
    for wanted in &template.texts {
        let channel = channel(wanted.channel);
        let mut add = |text: Mapped| texts.push(message(source, template, channel, text, language.clone()));
        match (&wanted.field, tree) {
            (Some(field), Some(tree)) => {
                let found = values(tree, &field.value);
                let known: Vec<&Mapped> = found.iter().filter_map(|node| node.text()).collect();
                if known.is_empty() {
                    let what = if found.is_empty() { "there is nothing" } else { "there is no text" };
                    reading.problems.push(Problem {
                        span: found.first().map_or(Span::new(0, 0), |node| node.span),
                        message: format!("{what} where `notify-lint.toml` says that a text is"),
                        help: "look at `field` and `files` of the entry under `[[templates]]`".to_owned(),
                        severity: Severity::Info,
                    });
                }
                known.into_iter().for_each(|text| add(text.clone()));
            }
            _ => {
                // The end of the last line is the file's, and not the text's.
                let text = source.text();
                let text = text.strip_suffix('\n').map_or(text, |line| line.strip_suffix('\r').unwrap_or(line));
                let span = Span::of(0..text.len());
                add(Mapped::verbatim(text, span));
            }
        }
    }
    if texts.is_empty() {
        return;
    }
    let span = texts[0].text.span();
    let mut notice = bare(source, Form::Own, Kind::Main, recipient(template.recipient), span);
    notice.texts = texts;
    if let Some(resource) = &template.resource {
        // The id stands in the configuration; in this file it has no place of its own.
        notice.resource_id = Some(Mapped::verbatim(&*resource.value, Span::new(span.start, span.start)));
    }
    let body = Node { span: notice.span, shape: Shape::Object(Vec::new()) };
    reading.orders.push(Order::alone(source, Form::Own, body, vec![notice], false));
}

fn message(
    source: &Source,
    template: &Template,
    channel: Channel,
    text: Mapped,
    language: Option<Spanned<String>>,
) -> MessageText {
    let is_html = match template.format {
        Some(format) => format == TemplateFormat::Html,
        None => names(source.path()).any(|part| matches!(part, "html" | "htm")),
    };
    let content_type = if is_html && channel == Channel::EmailBody { ContentType::Html } else { ContentType::Plain };
    let holes = places(text.as_str());
    MessageText { channel, content_type, text, sender: None, holes, language }
}

/// What a template engine fills in or acts on: besides the usual holes, `{% … %}`.
fn places(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = holes(text);
    let mut from = 0;
    while let Some(start) = text[from..].find("{%").map(|at| from + at) {
        let Some(len) = text[start..].find("%}") else { break };
        from = start + len + 2;
        found.retain(|hole| hole.end <= start || hole.start >= from);
        found.push(start..from);
    }
    found.sort_by_key(|hole| hole.start);
    found
}

/// Every value at the end of a path, in the order of the file.
fn values<'n>(root: &'n Node, path: &FieldPath) -> Vec<&'n Node> {
    path.steps().iter().fold(vec![root], |found, step| {
        let next = found.into_iter().flat_map(|node| taken(node, step));
        next.take(MAX_VALUES).collect()
    })
}

fn taken<'n>(node: &'n Node, step: &PathStep) -> Vec<&'n Node> {
    let member = |node: &'n Node, name: &str| {
        node.members().iter().rev().find(|member| member.name.value == name).map(|member| &member.value)
    };
    match step {
        // A key of settings has dots in it, and is a path all the same.
        PathStep::Name(name) => {
            let parts = || name.split('.').try_fold(node, member);
            member(node, name).or_else(parts).into_iter().collect()
        }
        PathStep::Index(index) => node.items().get(*index).into_iter().collect(),
        PathStep::Every => children(node).collect(),
        PathStep::Anywhere(name) => {
            let mut found = Vec::new();
            let mut open = vec![node];
            while let Some(next) = open.pop() {
                found.extend(member(next, name));
                let before = open.len();
                open.extend(children(next));
                open[before..].reverse();
            }
            found
        }
    }
}

fn children(node: &Node) -> impl Iterator<Item = &Node> {
    node.members().iter().map(|member| &member.value).chain(node.items())
}

/// The language that the configuration says, else the one that the file's name or a folder does.
fn language(source: &Source, template: &Template, tree: Option<&Node>) -> Option<Spanned<String>> {
    let code = |word: &str| {
        let word = word.to_ascii_lowercase();
        let word = word.split(['-', '_']).next().unwrap_or_default().to_owned();
        let word = if word == "no" { "nb".to_owned() } else { word };
        LANGUAGES.contains(&word.as_str()).then_some(word)
    };
    match &template.language {
        Some(TemplateLanguage::Known(known)) => Some(Spanned::new(known.value.clone(), Span::new(0, 0))),
        Some(TemplateLanguage::Field(path)) => {
            let text = values(tree?, path).first()?.text()?;
            Some(Spanned::new(code(text.as_str().trim())?, text.span()))
        }
        None => {
            let of_name = names(source.path()).find_map(code);
            let folders =
                || source.path().parent()?.components().rev().find_map(|part| code(part.as_os_str().to_str()?));
            Some(Spanned::new(of_name.or_else(folders)?, Span::new(0, 0)))
        }
    }
}

/// The parts of a file's name: `sms.nn.hbs` has `hbs`, `nn` and `sms`, and so has `sms_nn.hbs`.
fn names(path: &Path) -> impl Iterator<Item = &str> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.rsplit(['.', '_', '-']).filter(|part| !part.is_empty())
}

fn channel(channel: TemplateChannel) -> Channel {
    match channel {
        TemplateChannel::Sms => Channel::Sms,
        TemplateChannel::EmailSubject => Channel::EmailSubject,
        TemplateChannel::EmailBody => Channel::EmailBody,
    }
}

fn recipient(recipient: Option<TemplateRecipient>) -> RecipientKind {
    match recipient {
        Some(TemplateRecipient::Organization) => RecipientKind::Organization,
        Some(TemplateRecipient::Person) => RecipientKind::Person,
        Some(TemplateRecipient::Direct) => RecipientKind::Direct,
        None => RecipientKind::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_engines_are_places_and_not_text() {
        let text = "Hei {{navn}}{% if frist %}, frist {{ frist | date }}{% endif %}{{#each a}}x{{/each}}";
        let found: Vec<&str> = places(text).into_iter().map(|hole| &text[hole]).collect();
        let expected = ["{{navn}}", "{% if frist %}", "{{ frist | date }}", "{% endif %}", "{{#each a}}", "{{/each}}"];
        assert_eq!(found, expected);
    }

    #[test]
    fn paths_lead_to_every_value_they_name() {
        let document = Document::parse(r#"{"a": [{"b": "x"}, {"b": "y", "c": {"b": "z"}}]}"#);
        let root = Node::from_json(document.root().expect("a value"), &Placing::Whole);
        let found = |path: &str| -> Vec<String> {
            let path = FieldPath::parse(path).expect("a path");
            values(&root, &path).iter().filter_map(|node| node.text()).map(|text| text.as_str().to_owned()).collect()
        };
        assert_eq!(found("$.a[*].b"), ["x", "y"]);
        assert_eq!(found("$.a[1].c['b']"), ["z"]);
        assert_eq!(found("$..b"), ["x", "y", "z"]);
        assert_eq!(found("$.b").len(), 0);
    }
}
