//! A word of tests in a text that people may get.

use crate::notice::Notice;
use crate::rules::{Context, Report};
use crate::text::{test_marker, visible};

pub(crate) fn check(notice: &Notice, _: &Context<'_>, report: &mut Report<'_>) {
    let mut told = Vec::new();
    for text in &notice.texts {
        let seen = visible(text);
        let Some(range) = test_marker(&seen) else { continue };
        let at = text.text.span_of(range.clone());
        if told.contains(&at) {
            continue;
        }
        told.push(at);
        report
            .at(notice.at(at))
            .says(format!("`{}` stands in a text that people may get", &seen[range]))
            .help("write what the recipient is to read, or keep the order in a folder of tests")
            .note("who gets a test by mistake takes it for fraud");
    }
}
