//! What is different about findings where an order stands inside a script or a document.

use crate::config::Config;
use crate::finding::{Edit, Finding, Fix};
use crate::notice::{is_document, is_script};

/// The rules whose repairs know the shell.
const OF_SHELL: [&str; 2] = ["placeholder/taken-by-shell", "app/ignored-notice"];
/// What an example may have: a day that is over, an address that nobody is notified at.
const OF_EXAMPLES: [&str; 2] = ["order/direct-address", "order/send-time-past"];
/// Signs that mean something to no shell and to no JSON.
const PLAIN: [char; 12] = [' ', '.', ',', '-', '+', ':', '/', '_', '@', '?', '(', ')'];

/// Fits a finding to the file it stands in: what a script quotes is repaired only where quoting makes no difference, and what a
/// document shows is not what is sent, so it weighs one level less. Says whether there is anything left to say. A
/// file that the configuration calls a template is what is sent.
pub(super) fn fit(finding: &mut Finding, config: &Config) -> bool {
    let path = finding.at.source.path();
    if !(is_document(path) || is_script(path)) || !config.templates_of(path).is_empty() {
        return true;
    }
    if is_document(path) {
        finding.severity = finding.severity.lighter();
    }
    if !OF_SHELL.contains(&finding.rule) {
        finding.fix = finding.fix.take().filter(is_plain);
        finding.choices.retain(is_plain);
    }
    !(is_document(path) && OF_EXAMPLES.contains(&finding.rule))
}

fn is_plain(fix: &Fix) -> bool {
    let plain = |text: &str| text.chars().all(|one| one.is_alphanumeric() || PLAIN.contains(&one));
    // What is taken away may be any letter or sign, but none that quotes.
    let quotes = ['"', '\'', '\\', '$', '`', '\n', '\r'];
    let is_edit = |edit: &Edit| plain(&edit.text) && !edit.at.source.slice(edit.at.span).contains(quotes);
    fix.edits.iter().all(is_edit)
}
