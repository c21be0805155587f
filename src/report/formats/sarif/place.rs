//! Files and regions in SARIF's words.

use crate::anchor::Root;
use crate::source::Location;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

/// What stands for itself in a path of an address (RFC 3986, 3.3).
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The file of a place.
pub(super) fn artifact(at: &Location, root: &Root) -> Value {
    let path = root.path(at.source.path());
    let address = utf8_percent_encode(&path, KEPT).to_string();
    if path.starts_with('/') {
        json!({"uri": format!("file://{address}")})
    } else {
        json!({"uri": address, "uriBaseId": super::ROOT})
    }
}

/// The stretch of a place; the end is the place behind the last character.
pub(super) fn region(at: &Location) -> Value {
    let (start, end) = (at.source.position(at.span.start), at.source.position(at.span.end));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// File and stretch.
pub(super) fn physical(at: &Location, root: &Root) -> Value {
    json!({"artifactLocation": artifact(at, root), "region": region(at)})
}
