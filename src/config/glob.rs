//! Globs of the configuration.

use globset::{Error, Glob, GlobBuilder, GlobMatcher};
use std::borrow::Cow;

/// Reads a glob in which `*` stands for any part of a path.
///
/// # Errors
/// What keeps the text from being one.
pub fn glob(text: &str) -> Result<Glob, Error> {
    Glob::new(&slashed(text))
}

/// Reads a glob in which `*` stays within a folder.
///
/// # Errors
/// What keeps the text from being one.
pub(super) fn within_folders(text: &str) -> Result<GlobMatcher, Error> {
    GlobBuilder::new(&slashed(text)).literal_separator(true).build().map(|glob| glob.compile_matcher())
}

/// With `/` where folders are parted by `\`, as on Windows. Before a bracket or brace, `\` takes its meaning away.
fn slashed(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut slashed = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let escapes = characters.peek().is_some_and(|next| matches!(next, '[' | ']' | '{' | '}'));
        slashed.push(if character == '\\' && !escapes { '/' } else { character });
    }
    Cow::Owned(slashed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_may_be_parted_as_on_windows() {
        for (written, path) in [
            (r"varsler\sms\*.hbs", "varsler/sms/a.hbs"),
            (r"App\**", "App/config/texts/resource.nb.json"),
            (r"**\testdata\**", "a/testdata/b/c.json"),
            (r"a\[1\]\*.json", "a[1]/b.json"),
            ("a/[12]/*.json", "a/2/b.json"),
        ] {
            let is_match = glob(written).expect("a glob").compile_matcher().is_match(path);
            assert!(is_match && within_folders(written).expect("a glob").is_match(path), "{written} {path}");
        }
        assert!(!within_folders(r"varsler\*.hbs").expect("a glob").is_match("varsler/sms/a.hbs"));
        assert!(glob("a{").is_err());
    }
}
