//! A word of tests in a text that people may get.

use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::test_marker;

pub(crate) fn check(notice: &Received<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    if notice.is_of_tests() {
        return;
    }
    // One word in one text of a notice tells enough.
    let found = notice.texts.iter().find_map(|text| {
        let found = test_marker(text.wording(), context.lexicon);
        found.map(|range| (text.span(range.clone()), text.part(range).to_owned()))
    });
    if let Some((at, word)) = found {
        report
            .at(notice.at(at))
            .says(format!("`{word}` stands in a text that people may get"))
            .help("write what the recipient is to read, or keep the order in a folder of tests")
            .note("who gets a test by mistake takes it for fraud");
    }
}
