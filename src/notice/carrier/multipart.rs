//! The parts of a `multipart/form-data` body as it is written out.

use super::lines::{lines, trimmed};
use crate::source::{Span, Spanned};
use crate::syntax::Mapped;

/// The boundary that a content type names, if it is a form's.
pub(super) fn boundary(content_type: &str) -> Option<&str> {
    let lower = content_type.to_ascii_lowercase();
    let at = lower.find("boundary=").filter(|_| lower.starts_with("multipart/form-data"))?;
    let value = content_type.get(at + "boundary=".len()..)?.split(';').next()?.trim().trim_matches('"');
    (!value.is_empty()).then_some(value)
}

/// Names and values of the parts within `body`; of files only the name.
pub(super) fn fields(text: &str, body: Span, boundary: &str) -> Vec<(Spanned<String>, Mapped)> {
    let inside = text.get(body.range()).unwrap_or_default();
    let offset = body.start as usize;
    let mut fields = Vec::new();
    let mut name: Option<Spanned<String>> = None;
    let mut value: Option<usize> = None;
    for line in lines(inside) {
        let is_boundary = line.text.strip_prefix("--").is_some_and(|rest| rest.starts_with(boundary));
        if is_boundary {
            finish(text, &mut fields, name.take(), value.take(), offset + line.start);
        } else if value.is_some() {
            continue;
        } else if line.trimmed().is_empty() {
            value = Some(offset + line.next);
        } else if let Some(found) = disposition(line.text) {
            let at = line.span_of(found);
            let at = Span::new(at.start + body.start, at.end + body.start);
            name = Some(Spanned::new(found.to_owned(), at));
        }
    }
    finish(text, &mut fields, name, value, body.end as usize);
    fields
}

fn finish(
    text: &str,
    fields: &mut Vec<(Spanned<String>, Mapped)>,
    name: Option<Spanned<String>>,
    value: Option<usize>,
    end: usize,
) {
    if let (Some(name), Some(start)) = (name, value) {
        let at = trimmed(text, start.min(end), end);
        fields.push((name, Mapped::verbatim(text.get(at.range()).unwrap_or_default(), at)));
    }
}

/// The name in `Content-Disposition: form-data; name="…"`.
fn disposition(line: &str) -> Option<&str> {
    let start = line
        .to_ascii_lowercase()
        .find("name=\"")
        .filter(|_| line.get(..19).is_some_and(|header| header.eq_ignore_ascii_case("content-disposition")))?;
    line.get(start + 6..)?.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_have_names_and_values() {
        let text = "--x\r\nContent-Disposition: form-data; name=\"a.b\"\r\n\r\nblå\r\n--x\r\ncontent-disposition: form-data; name=\"c\"\r\nContent-Type: text/plain\r\n\r\n1\r\n2\r\n--x--\r\n";
        let whole = trimmed(text, 0, text.len());
        let found = fields(text, whole, "x");
        let values: Vec<(&str, &str)> = found.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(values, [("a.b", "blå"), ("c", "1\r\n2")]);
        assert_eq!(&text[found[0].0.span.range()], "a.b");
        assert_eq!(&text[found[1].1.span().range()], "1\r\n2");
    }

    #[test]
    fn only_forms_have_boundaries() {
        assert_eq!(boundary("multipart/form-data; boundary=\"a b\""), Some("a b"));
        assert_eq!(boundary("multipart/form-data"), None);
        assert_eq!(boundary("application/json; boundary=x"), None);
    }
}
