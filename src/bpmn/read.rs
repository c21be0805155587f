//! From the XML tree to the process.

use super::{EndEvent, NAMESPACE, Process, Task, reach};
use crate::source::{Span, Spanned};
use crate::syntax::xml::{Document, Element};

/// What reading came to.
#[derive(Clone, Debug)]
pub enum Reading {
    /// A process.
    Process(Process),
    /// BPMN without a `process`.
    NoProcess(Span),
    /// Not BPMN at all.
    Foreign,
}

/// Whether a root element is BPMN's `definitions`.
pub fn is_process(root: Element<'_, '_>) -> bool {
    root.name() == "definitions" && root.namespace() == NAMESPACE
}

/// Reads the first process of a document.
pub fn read(document: &Document<'_>) -> Reading {
    let Some(root) = document.root().filter(|root| is_process(*root)) else { return Reading::Foreign };
    let Some(element) = root.children().find(|child| child.name() == "process" && child.namespace() == NAMESPACE)
    else {
        return Reading::NoProcess(root.start_tag());
    };
    let mut process = Process {
        span: element.span(),
        start_tag: element.start_tag(),
        starts: Vec::new(),
        tasks: Vec::new(),
        ends: Vec::new(),
        unmodelled: Vec::new(),
    };
    let mut flows = Vec::new();
    for child in element.children().filter(|child| child.namespace() == NAMESPACE) {
        let id = || text(child, "id").unwrap_or_else(|| Spanned::new(String::new(), child.start_tag()));
        match child.name() {
            "startEvent" => process.starts.push(id()),
            "task" | "serviceTask" => process.tasks.push(task(child, id())),
            "endEvent" => process.ends.push(EndEvent { span: child.span(), id: id(), reachable: true }),
            "sequenceFlow" => {
                let end = |name| child.attribute(name).map(|end| end.value().into_owned());
                flows.extend(end("sourceRef").zip(end("targetRef")));
            }
            "exclusiveGateway"
            | "documentation"
            | "extensionElements"
            | "textAnnotation"
            | "association"
            | "laneSet"
            | "ioSpecification"
            | "property"
            | "dataObject"
            | "dataObjectReference" => {}
            name => process.unmodelled.push(Spanned::new(name.to_owned(), child.start_tag())),
        }
    }
    reach::mark(&mut process, &flows);
    Reading::Process(process)
}

fn task(element: Element<'_, '_>, id: Spanned<String>) -> Task {
    let extension = element
        .child("extensionElements")
        .and_then(|elements| elements.children().find(|child| child.name() == "taskExtension"));
    let modern = extension.and_then(|extension| extension.child("taskType")).map(content);
    let older = element
        .attributes()
        .find(|attribute| attribute.name().eq_ignore_ascii_case("tasktype") && is_altinn(attribute.namespace()))
        .map(|attribute| Spanned::new(attribute.value().into_owned(), attribute.value_span()));
    let declared = || element.descendants().filter(|child| child.name() == "action" && is_altinn(child.namespace()));
    let name =
        |action: Element<'_, '_>| Some(content(action)).filter(|name| !name.is_empty()).or_else(|| text(action, "id"));
    let is_server_action = |action: &Element<'_, '_>| {
        let kind = action.attributes().find(|attribute| attribute.name() == "type");
        kind.is_some_and(|kind| kind.value().eq_ignore_ascii_case("serverAction"))
    };
    let actions = declared().filter_map(name).collect();
    let transitions = declared().filter(|action| !is_server_action(action)).filter_map(name).collect();
    let keys = extension
        .into_iter()
        .flat_map(|extension| extension.descendants())
        .filter(|child| is_altinn(child.namespace()) && child.children().next().is_none())
        .map(|child| (child.name().to_owned(), content(child)))
        .collect();
    Task {
        span: element.span(),
        id,
        name: element.attribute("name").map(|name| name.value().into_owned()),
        task_type: modern.or(older),
        is_service: element.name() == "serviceTask",
        actions,
        transitions,
        keys,
        reachable: true,
    }
}

/// Both namespaces that Altinn has used: `http://altinn.no` and `http://altinn.no/process`.
fn is_altinn(namespace: &str) -> bool {
    namespace == "http://altinn.no/process" || namespace == "http://altinn.no"
}

fn text(element: Element<'_, '_>, name: &str) -> Option<Spanned<String>> {
    element.attribute(name).map(|found| Spanned::new(found.value().into_owned(), found.value_span()))
}

/// The text of an element without the white space around it, and where that stands.
fn content(element: Element<'_, '_>) -> Spanned<String> {
    let mapped = element.mapped_text();
    let trimmed = mapped.as_str().trim();
    let start = trimmed.as_ptr() as usize - mapped.as_str().as_ptr() as usize;
    Spanned::new(trimmed.to_owned(), mapped.span_of(start..start + trimmed.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLDER: &str = r#"<?xml version="1.0"?>
<d:definitions xmlns:d="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:a="http://altinn.no">
  <d:process id="p">
    <d:startEvent id="s"/>
    <d:task id="Task_1" name="Utfylling" a:tasktype="data"/>
    <d:task id="Task_9"/>
    <d:exclusiveGateway id="g"/>
    <d:endEvent id="E1"/><d:endEvent id="E2"/><d:endEvent id="E3"/>
    <d:sequenceFlow id="f1" sourceRef="s" targetRef="Task_1"/>
    <d:sequenceFlow id="f2" sourceRef="Task_1" targetRef="g"/>
    <d:sequenceFlow id="f3" sourceRef="g" targetRef="E1"/>
    <d:sequenceFlow id="f4" sourceRef="g" targetRef="E2"/>
  </d:process>
</d:definitions>"#;

    #[test]
    fn places_behind_a_gateway_are_reached_and_others_are_not() {
        let Reading::Process(process) = read(&Document::parse(OLDER)) else { panic!("a process") };
        let reached = |id: &str| {
            let task = process.tasks.iter().find(|task| *task.id == id).map(|task| task.reachable);
            task.or(process.ends.iter().find(|end| *end.id == id).map(|end| end.reachable))
        };
        assert_eq!(
            ["Task_1", "Task_9", "E1", "E2", "E3"].map(reached),
            [Some(true), Some(false), Some(true), Some(true), Some(false)]
        );
        assert_eq!(process.tasks[0].task_type.as_ref().map(|kind| kind.value.as_str()), Some("data"));
    }

    #[test]
    fn the_newer_form_names_its_type_and_actions_in_elements() {
        let text = OLDER.replace(
            r#"<d:task id="Task_9"/>"#,
            r#"<d:task id="Task_9"><d:extensionElements><n:taskExtension xmlns:n="http://altinn.no/process">
               <n:taskType> signing </n:taskType><n:actions><n:action>sign</n:action><n:action n:type="serverAction">reject</n:action></n:actions>
               </n:taskExtension></d:extensionElements></d:task>"#,
        );
        let Reading::Process(process) = read(&Document::parse(&text)) else { panic!("a process") };
        let task = &process.tasks[1];
        assert_eq!(task.task_type.as_ref().map(|kind| kind.value.as_str()), Some("signing"));
        let names = |actions: &[Spanned<String>]| actions.iter().map(|action| action.value.clone()).collect::<Vec<_>>();
        assert_eq!(names(&task.actions), ["sign", "reject"]);
        assert_eq!(names(&task.transitions), ["sign"]);
        let span = task.task_type.as_ref().map(|kind| kind.span).unwrap_or_default();
        assert_eq!(&text[span.range()], "signing");
    }
}
