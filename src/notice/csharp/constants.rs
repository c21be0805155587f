//! Texts that have a name: `const string X = "…"`, `readonly string X = "…"`, `string X => "…"`, `string X { get; } = "…"`.

use super::expression::Code;
use super::lexer::TokenKind;
use super::locals;
use crate::notice::{Node, Shape};
use crate::source::Source;
use memchr::memmem;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A text with a name.
#[derive(Clone, Debug)]
struct Constant {
    /// The class, struct or record around it.
    class: String,
    source: Arc<Source>,
    node: Node,
}

/// The constants of some files, by name.
#[derive(Debug, Default)]
pub(super) struct Constants {
    by_name: BTreeMap<String, Vec<Constant>>,
}

/// What a name stands for.
pub(super) enum Meaning<'c> {
    /// A text of the file in which the name is used.
    Here(&'c Node),
    /// A text of another file.
    There(&'c Arc<Source>, &'c Node),
}

/// Whether a file may hold constants; a quick look before it is read.
pub(super) fn could_hold(text: &str) -> bool {
    let has = |word: &str| memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    [
        "const string",
        "readonly string",
        "static string",
        "=> \"",
        "=> $",
        "=> @\"",
        "get; } = \"",
        "get; } = @\"",
        "get; } = $",
    ]
    .into_iter()
    .any(has)
}

impl Constants {
    /// Adds the constants of a file whose names are wanted.
    pub(super) fn add(&mut self, source: &Arc<Source>, code: Code<'_>, is_wanted: &dyn Fn(&str) -> bool) {
        let mut classes: Vec<(String, usize)> = Vec::new();
        let mut pending: Option<&str> = None;
        let mut depth = 0_usize;
        for at in 0..code.tokens.len() {
            match code.kind(at) {
                Some(TokenKind::Mark(b'{')) => {
                    depth += 1;
                    if let Some(name) = pending.take() {
                        classes.push((name.to_owned(), depth));
                    }
                }
                Some(TokenKind::Mark(b'}')) => {
                    classes.retain(|(_, opened)| *opened < depth);
                    depth = depth.saturating_sub(1);
                }
                Some(TokenKind::Mark(b';')) => pending = None,
                Some(TokenKind::Word) => {
                    let word = code.word(at).unwrap_or_default();
                    if matches!(word, "class" | "struct" | "record" | "interface") {
                        pending = code.word(at + 1).filter(|next| !matches!(*next, "class" | "struct")).or(pending);
                    }
                    if word == "string"
                        && is_constant(code, at)
                        && let Some(name) = code.word(at + 1).filter(|name| is_wanted(name))
                        && let Some(node) = value(code, at + 2)
                    {
                        let class = classes.last().map(|(name, _)| name.clone()).unwrap_or_default();
                        let constant = Constant { class, source: Arc::clone(source), node };
                        self.by_name.entry(name.to_owned()).or_default().push(constant);
                    }
                }
                _ => {}
            }
        }
    }

    /// Adds the variables of a file whose names are wanted and whose texts are known.
    pub(super) fn add_locals(&mut self, source: &Arc<Source>, code: Code<'_>, is_wanted: &dyn Fn(&str) -> bool) {
        for (name, node) in locals::of(code, is_wanted) {
            let constant = Constant { class: String::new(), source: Arc::clone(source), node };
            self.by_name.entry(name.to_owned()).or_default().push(constant);
        }
    }

    /// What `Name` or `Class.Name` means in a file: of a name alone only what the file itself says.
    pub(super) fn find(&self, source: &Arc<Source>, path: &str) -> Option<Meaning<'_>> {
        let mut parts = path.rsplit('.');
        let name = parts.next()?;
        let class = parts.next();
        let fits = |one: &&Constant| match class {
            Some(class) if class != "this" => one.class == class,
            _ => Arc::ptr_eq(&one.source, source),
        };
        let mut found = self.by_name.get(name)?.iter().filter(fits);
        let only = found.next()?;
        // Of two with the same name nobody can tell which is meant.
        if found.next().is_some() {
            return None;
        }
        let here = Arc::ptr_eq(&only.source, source);
        Some(if here { Meaning::Here(&only.node) } else { Meaning::There(&only.source, &only.node) })
    }
}

/// Whether nothing else can be assigned to what is declared at `string`: `const`, `static` or `readonly` stand before it, or
/// it is a property that can only be asked for.
pub(super) fn is_constant(code: Code<'_>, at: usize) -> bool {
    let mut before = at;
    let (mut is_const, mut is_static, mut is_member) = (false, false, false);
    while before > 0
        && let Some(word) = code.word(before - 1)
    {
        match word {
            "const" => is_const = true,
            "static" | "readonly" => is_static = true,
            "public" | "private" | "internal" | "protected" | "override" | "virtual" => is_member = true,
            "new" | "sealed" => {}
            _ => break,
        }
        before -= 1;
    }
    let can_only_be_asked = || {
        let ends = [b'{', b'}', b';'].into_iter().any(|mark| before > 0 && code.is(before - 1, mark));
        (is_member || ends) && (code.kind(at + 2) == Some(&TokenKind::Arrow) || is_get_only(code, at + 2))
    };
    is_const || is_static || can_only_be_asked()
}

/// `{ get; }` from a token on.
fn is_get_only(code: Code<'_>, at: usize) -> bool {
    code.is(at, b'{') && code.word(at + 1) == Some("get") && code.is(at + 2, b';') && code.is(at + 3, b'}')
}

/// The text behind `=`, `=>` or `{ get; } =`.
fn value(code: Code<'_>, at: usize) -> Option<Node> {
    let mut at = at;
    if code.is(at, b'{') {
        while code.kind(at).is_some() && !code.is(at, b'}') {
            at += 1;
        }
        at += 1;
    }
    if !(code.is(at, b'=') || code.kind(at) == Some(&TokenKind::Arrow)) {
        return None;
    }
    let (node, _) = code.expression(at + 1, 0);
    matches!(node.shape, Shape::Text(_) | Shape::Either(_)).then_some(node)
}
