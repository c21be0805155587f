//! How a piece of text is written down in the file that a notice stands in.

use super::{Notice, csharp};
use crate::source::Span;
use crate::syntax::Mapped;

/// The longest text of C# into which repairs are written, in bytes: each is read again with what is put into it.
const LONGEST: u32 = 4_000;

impl Notice {
    /// How a piece of text is written at `at`, in place of something of `text`; none where that depends on what the file is
    /// written in.
    pub fn written(&self, text: &Mapped, at: Span, piece: &str) -> Option<String> {
        let end = self.source.path().extension().and_then(|end| end.to_str()).unwrap_or_default();
        let is_one_of = |ends: &[&str]| ends.iter().any(|known| end.eq_ignore_ascii_case(known));
        if is_one_of(&["cs"]) {
            if text.span().len() > LONGEST {
                return None;
            }
            return csharp::written(self.source.text(), at, piece);
        }
        if !piece.contains(['"', '\'', '\\', '\n', '\r']) {
            return Some(piece.to_owned());
        }
        let before = self.source.text().get(..text.span().start as usize).unwrap_or_default();
        if is_one_of(&["properties"]) && !piece.contains(['\\', '\n', '\r']) {
            return Some(piece.to_owned());
        }
        let is_yaml = is_one_of(&["yml", "yaml"]);
        if is_yaml && before.ends_with('\'') {
            return (!piece.contains(['\n', '\r'])).then(|| piece.replace('\'', "''"));
        }
        let is_json = is_yaml || is_one_of(&["json", "jsonc", "json5", "http", "rest", "bru"]);
        // Behind an escaped quote the text stands in a text that stands in a text.
        let is_plain = is_json && before.ends_with('"') && !before.ends_with("\\\"");
        is_plain.then(|| piece.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\r', "\\r"))
    }
}
