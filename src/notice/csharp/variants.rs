//! The values between which code chooses, one after the other: each is read as an order of its own.

use super::texts::COMPUTED;
use crate::finding::Severity;
use crate::notice::{MessageText, Node, Notice, Problem, Shape};
use crate::source::Source;
use crate::syntax::Mapped;

/// The most values of one choice that are read.
const MAX_VARIANTS: usize = 16;
/// The most bytes of code that are read again for the sake of choices in it.
const MAX_READ: usize = 512 * 1024;

/// A value that is more than a name: a call, or words in it.
const COMPUTING: [char; 2] = ['(', '"'];

const HELP: &str = "read it over, or write each text that may be sent as one constant";

/// An object once for each value of the choices in it. Choices of the same length go together, first with first: they mostly
/// ask the same question.
pub(super) fn of(mut node: Node, source: &Source, problems: &mut Vec<Problem>) -> Vec<Node> {
    settle(&mut node, source, problems);
    let count = count(&node);
    let most = (MAX_READ / (node.span.len() as usize).max(1)).clamp(1, MAX_VARIANTS);
    if count > most {
        let message = format!("the code chooses between {count} texts here, of which {most} were checked");
        problems.push(unseen(&node, message));
    }
    if count == 1 {
        return vec![node];
    }
    (0..count.min(most)).map(|number| pick(&node, number)).collect()
}

/// Leaves out of each choice what there is nothing to read in, if there is something to read beside it.
fn settle(node: &mut Node, source: &Source, problems: &mut Vec<Problem>) {
    let Node { span, shape } = node;
    match shape {
        Shape::Object(members) => members.iter_mut().for_each(|member| settle(&mut member.value, source, problems)),
        Shape::List(items) => items.iter_mut().for_each(|item| settle(item, source, problems)),
        Shape::Either(values) => {
            values.iter_mut().for_each(|value| settle(value, source, problems));
            let says = |value: &Node| match &value.shape {
                Shape::Open(_) => false,
                Shape::Text(text) => !text.as_str().is_empty(),
                _ => true,
            };
            if values.iter().any(says) {
                let silent = values.iter().filter(|value| matches!(value.shape, Shape::Open(_)));
                let computed = silent.filter(|value| source.slice(value.span).contains(COMPUTING));
                let message = "one of the texts that may be sent here is put together while the program runs, so its \
                    words were not checked";
                problems.extend(computed.map(|value| unseen(value, message.to_owned())));
                values.retain(says);
                if values.len() == 1
                    && let Some(only) = values.pop()
                {
                    *node = only;
                }
            } else {
                let mut text = Mapped::builder(*span);
                text.push_escape(COMPUTED, *span);
                *shape = Shape::Open(text);
            }
        }
        _ => {}
    }
}

fn count(node: &Node) -> usize {
    match &node.shape {
        Shape::Either(values) => values.iter().map(count).fold(0, usize::saturating_add),
        _ => inner(node).map(count).max().unwrap_or(1),
    }
}

fn inner(node: &Node) -> impl Iterator<Item = &Node> {
    node.members().iter().map(|member| &member.value).chain(node.items())
}

fn pick(node: &Node, number: usize) -> Node {
    if let Shape::Either(values) = &node.shape {
        let mut rest = number % count(node).max(1);
        for value in values {
            let here = count(value);
            if rest < here {
                return pick(value, rest);
            }
            rest -= here;
        }
    }
    let mut picked = node.clone();
    match &mut picked.shape {
        Shape::Object(members) => members.iter_mut().for_each(|member| member.value = pick(&member.value, number)),
        Shape::List(items) => items.iter_mut().for_each(|item| *item = pick(item, number)),
        _ => {}
    }
    picked
}

fn unseen(node: &Node, message: String) -> Problem {
    Problem { span: node.span, message, help: HELP.to_owned(), severity: Severity::Info }
}

/// That words of a notice are chosen or put together while the program runs, for each text of which that is so and for each
/// place in one.
pub(super) fn put_together(notice: &Notice) -> impl Iterator<Item = Problem> {
    let slice = |span| notice.source.slice(span);
    notice.texts.iter().flat_map(move |MessageText { text, holes, .. }| {
        let is_computed = text.as_str() == COMPUTED && slice(text.span()).contains(COMPUTING);
        let whole = is_computed.then(|| {
            (text.span(), "the text is put together while the program runs, so its words were not checked".to_owned())
        });
        // A format or a key is written between quotes too; words that are chosen stand behind a question mark.
        let places = holes.iter().map(|hole| text.span_of(hole.clone())).filter(move |_| !is_computed);
        let chosen = places.filter(move |at| slice(*at).contains('"') && slice(*at).contains('?'));
        let part =
            |at| (at, "words in this place are chosen while the program runs, so they were not checked".to_owned());
        let problem = |(span, message)| Problem { span, message, help: HELP.to_owned(), severity: Severity::Info };
        whole.into_iter().chain(chosen.map(part)).map(problem)
    })
}
