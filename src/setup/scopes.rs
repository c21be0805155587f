//! Lists of OAuth scopes, put together from what the readers of single formats find.

use super::ScopeList;
use crate::source::{Span, Spanned, narrow};
use memchr::memmem;

/// What the Notifications API asks for.
pub const NOTIFICATIONS: &str = "altinn:serviceowner/notifications.create";
/// What it asks for where an e-mail with attachments is ordered.
pub const COMPOSED_EMAIL: &str = "altinn:serviceowner/notifications.composedemail.create";

/// What of a key says that its scopes are not asked for, but offered or demanded.
const OF_OTHERS: [&str; 6] = ["expose", "required", "valid", "allowed", "accepted", "supported"];

/// A text of a file, with the keys that lead to it.
pub(super) struct Found<'t> {
    /// From the outermost key to the innermost.
    pub(super) keys: Vec<String>,
    /// The text as the format has it.
    pub(super) text: &'t str,
    /// Where it stands.
    pub(super) span: Span,
    /// The place of the innermost key that speaks of scopes: what has the same stands in one list.
    pub(super) list: u32,
}

/// Whether a list of scopes that matters here may stand in a text; a quick look before it is parsed.
pub(super) fn could_be_in(text: &str) -> bool {
    ["altinn:", "Altinn:", "ALTINN:", "askinporten", "askinPorten", "ASKINPORTEN"]
        .iter()
        .any(|word| memmem::find(text.as_bytes(), word.as_bytes()).is_some())
}

/// Whether a key speaks of scopes.
pub(super) fn is_scope_key(key: &str) -> bool {
    key.to_ascii_lowercase().contains("scope")
}

/// The lists of scopes of Maskinporten or Altinn among what was found, in the order of the file.
pub(super) fn lists(found: &[Found<'_>], file: &str) -> Vec<ScopeList> {
    let together = found.chunk_by(|one, other| one.list == other.list);
    together.filter_map(|group| list(group, file)).collect()
}

fn list(group: &[Found<'_>], file: &str) -> Option<ScopeList> {
    let keys = || group.iter().flat_map(|found| &found.keys).map(|key| key.to_ascii_lowercase());
    if keys().any(|key| OF_OTHERS.iter().any(|word| key.contains(word))) {
        return None;
    }
    let scopes: Vec<Spanned<String>> = group.iter().flat_map(|found| split(found, file)).collect();
    let has_holes = group.iter().any(|found| is_filled_in(found.text));
    let is_ours = keys().any(|key| key.contains("maskinporten"))
        || scopes.iter().any(|scope| scope.value.to_ascii_lowercase().starts_with("altinn:"));
    (is_ours && !scopes.is_empty()).then_some(ScopeList { scopes, has_holes })
}

/// Scopes stand behind each other with a blank between; some write a comma.
fn split(found: &Found<'_>, file: &str) -> Vec<Spanned<String>> {
    let is_verbatim = file.get(found.span.range()) == Some(found.text);
    let is_between = |character: char| character.is_whitespace() || character == ',';
    let words = found.text.split(is_between).filter(|word| !word.is_empty());
    let place = |word: &str| {
        let at = word.as_ptr() as usize - found.text.as_ptr() as usize;
        let start = found.span.start.saturating_add(narrow(at));
        if is_verbatim { Span::new(start, start.saturating_add(narrow(word.len()))) } else { found.span }
    };
    words.map(|word| Spanned::new(word.to_owned(), place(word))).collect()
}

/// Whether a program fills something in before the text is used, or the text is encoded.
fn is_filled_in(text: &str) -> bool {
    ["{{", "${", "$(", "#{", "<", "%"].iter().any(|mark| text.contains(mark)) || text.starts_with('$')
}
