//! The parts of a `multipart/form-data` body as it is written out.

use super::lines::{lines, span, trimmed};
use crate::notice::{HeadWay, Part, PartHead};
use crate::source::{Span, Spanned};
use crate::syntax::Mapped;

/// The boundary that a content type names, if it is a form's.
pub(super) fn boundary(content_type: &str) -> Option<&str> {
    let lower = content_type.to_ascii_lowercase();
    let at = lower.find("boundary=").filter(|_| lower.starts_with("multipart/form-data"))?;
    let value = content_type.get(at + "boundary=".len()..)?.split(';').next()?.trim().trim_matches('"');
    (!value.is_empty()).then_some(value)
}

/// The parts within `body` with their values; of files only the headers.
pub(super) fn fields(text: &str, body: Span, boundary: &str) -> Vec<(Part, Mapped)> {
    let inside = text.get(body.range()).unwrap_or_default();
    let offset = body.start as usize;
    let mut fields = Vec::new();
    let mut open = Open::default();
    for line in lines(inside) {
        let placed = |found: &str| {
            let at = line.span_of(found);
            Spanned::new(found.to_owned(), Span::new(at.start + body.start, at.end + body.start))
        };
        let is_boundary = line.text.strip_prefix("--").is_some_and(|rest| rest.starts_with(boundary));
        if is_boundary {
            finish(text, &mut fields, std::mem::take(&mut open), offset + line.start);
        } else if open.value.is_some() {
            continue;
        } else if line.trimmed().is_empty() {
            open.value = Some((span(offset + line.start, offset + line.start), offset + line.next));
        } else if let Some(found) = disposition(line.text) {
            open.name = Some(placed(found));
        } else if let Some(found) = content_type(line.text) {
            open.content_type = Some(placed(found));
        }
    }
    finish(text, &mut fields, open, body.end as usize);
    fields
}

/// A part, as far as it was read.
#[derive(Default)]
struct Open {
    name: Option<Spanned<String>>,
    content_type: Option<Spanned<String>>,
    /// Where its headers end, and where its value starts.
    value: Option<(Span, usize)>,
}

fn finish(text: &str, fields: &mut Vec<(Part, Mapped)>, open: Open, end: usize) {
    if let (Some(name), Some((head, start))) = (open.name, open.value) {
        let at = trimmed(text, start.min(end), end);
        let head = Some(PartHead { content_type: open.content_type, end: head, way: HeadWay::Line });
        fields.push((Part { name, head }, Mapped::verbatim(text.get(at.range()).unwrap_or_default(), at)));
    }
}

/// The type in `Content-Type: …`.
fn content_type(line: &str) -> Option<&str> {
    let (name, value) = line.split_once(':')?;
    name.trim().eq_ignore_ascii_case("content-type").then(|| value.trim())
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
        let values: Vec<(&str, &str)> =
            found.iter().map(|(part, value)| (part.name.as_str(), value.as_str())).collect();
        assert_eq!(values, [("a.b", "blå"), ("c", "1\r\n2")]);
        assert_eq!(&text[found[0].0.name.span.range()], "a.b");
        assert_eq!(&text[found[1].1.span().range()], "1\r\n2");
        let head = found[1].0.head.as_ref().expect("headers");
        let content_type = head.content_type.as_ref().expect("a type");
        assert_eq!((content_type.as_str(), &text[content_type.span.range()]), ("text/plain", "text/plain"));
        assert!(text[head.end.end as usize..].starts_with("\r\n1\r\n2"));
        assert!(found[0].0.head.as_ref().is_some_and(|head| head.content_type.is_none()));
    }

    #[test]
    fn only_forms_have_boundaries() {
        assert_eq!(boundary("multipart/form-data; boundary=\"a b\""), Some("a b"));
        assert_eq!(boundary("multipart/form-data"), None);
        assert_eq!(boundary("application/json; boundary=x"), None);
    }
}
