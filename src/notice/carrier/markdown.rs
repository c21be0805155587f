//! Documents in Markdown: the orders that their fenced blocks show. Source: CommonMark 0.31.2, 4.5.

use super::lines::{lines, span};
use super::{Bodies, altinn2, http, shell};
use crate::notice::recognise::could_be_order;
use crate::source::Span;
use memchr::memmem;
use std::sync::Arc;

/// A fenced block: what it says behind the fence, and what stands between the fences.
struct Block<'t> {
    language: &'t str,
    inside: Span,
}

/// Whether a document may show an order; a quick look before it is taken apart.
pub(super) fn could_show(text: &str) -> bool {
    let has = |word: &str| memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    (has("```") || has("~~~")) && (could_be_order(text) || shell::could_send(text) || altinn2::could_be(text))
}

/// Hands on the blocks that say what they hold. Of an order that is shown, parts may be left out: what cannot be read, or could be
/// something else, is passed over, and nothing is said to be missing.
pub(super) fn read(bodies: &mut Bodies<'_>) {
    let source = Arc::clone(bodies.source);
    for Block { language, inside } in blocks(source.text()) {
        let before = bodies.reading.orders.len();
        let is_whole = match language.to_ascii_lowercase().as_str() {
            "json" | "jsonc" | "json5" => {
                bodies.verbatim(inside, None);
                false
            }
            "http" | "rest" => {
                http::read(bodies, inside);
                true
            }
            "bash" | "sh" | "shell" | "zsh" | "console" => {
                shell::read(bodies, inside, false);
                true
            }
            "make" | "makefile" => {
                shell::read(bodies, inside, true);
                true
            }
            "xml" => {
                altinn2::read(&source, inside, &mut bodies.reading);
                true
            }
            _ => continue,
        };
        let mut shown = bodies.reading.orders.split_off(before);
        shown.retain(|order| order.is_certain);
        shown.iter_mut().for_each(|order| order.is_certain = is_whole);
        bodies.reading.orders.extend(shown);
    }
    bodies.reading.problems.clear();
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, &str, usize)> = None;
    for line in lines(text) {
        let content = line.trimmed();
        match open {
            Some((fence, language, start)) => {
                let rest = content.trim_start_matches(&fence[..1]);
                if content.starts_with(fence) && rest.is_empty() {
                    blocks.push(Block { language, inside: span(start, line.start) });
                    open = None;
                }
            }
            None => {
                open = fence(content).map(|(fence, language)| (fence, language, line.next));
            }
        }
    }
    // A block that is never closed goes on to the end.
    blocks.extend(open.map(|(_, language, start)| Block { language, inside: span(start, text.len()) }));
    blocks
}

/// The fence that a line begins with, and the first word behind it.
fn fence(line: &str) -> Option<(&str, &str)> {
    let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let behind = line.trim_start_matches(sign);
    let fence = &line[..line.len() - behind.len()];
    // Three backquotes round words in a line are code within text.
    let is_fence = fence.len() >= 3 && !(sign == '`' && behind.contains('`'));
    let end = |one: char| one.is_whitespace() || matches!(one, ',' | '{' | '}' | ':');
    let language = behind.trim_start().split(end).next().unwrap_or_default();
    is_fence.then_some((fence, language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_closed_by_a_fence_as_long_as_their_own() {
        let text = "# Å\n```json title=\"a\"\n{}\n```\n\n```code``` in a line\n\n- ~~~~ http\n  x\n\n~~~~http {a}\nGET æ\n~~~\n~~~~~\n\n   ```sh\nend";
        let found: Vec<(&str, &str)> =
            blocks(text).iter().map(|block| (block.language, &text[block.inside.range()])).collect();
        assert_eq!(found, [("json", "{}\n"), ("http", "GET æ\n~~~\n"), ("sh", "end")]);
    }
}
