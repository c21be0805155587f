//! Characters that the sender of an SMS cannot have.

use super::sms_sender::senders;
use crate::finding::{Edit, Effect, Fix, Safety};
use crate::rules::grammar::list;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};

/// What a sender may have beside letters from A to Z, digits and the blank.
const ALLOWED: &str = "!\"#%&'()*+-./><;";

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for sender in senders(notice) {
        let is_allowed = |one: char| one.is_ascii_alphanumeric() || one == ' ' || ALLOWED.contains(one);
        let found: Vec<(usize, char)> = sender.written.char_indices().filter(|(_, one)| !is_allowed(*one)).collect();
        let Some((first, one)) = found.first() else { continue };
        let at = |start: usize, one: char| sender.part(start..start + one.len_utf8());
        let mut names: Vec<String> = found.iter().map(|(_, one)| format!("`{one}`")).collect();
        names.dedup();
        let finding = report.at(at(*first, *one));
        finding
            .says(format!("the sender of an SMS cannot have {}", list(&names)))
            .note("the gateway takes letters from A to Z, digits, blanks and a few signs; nothing in Altinn checks it before")
            .help("write the name without, as it is registered for you");
        let edits: Option<Vec<Edit>> = found
            .iter()
            .map(|(start, one)| Some(Edit { at: at(*start, *one), text: plain(*one)?.to_owned() }))
            .collect();
        if let Some(edits) = edits {
            finding.fix(Fix::new("write the letters without their marks", Safety::Unsafe, Effect::Nothing, edits));
        }
    }
}

/// The letter that is usually written instead.
const fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'æ' | 'å' | 'ä' | 'á' | 'à' => "a",
        'Æ' | 'Å' | 'Ä' | 'Á' | 'À' => "A",
        'ø' | 'ö' | 'ó' | 'ô' => "o",
        'Ø' | 'Ö' | 'Ó' | 'Ô' => "O",
        'é' | 'è' | 'ê' => "e",
        'É' | 'È' | 'Ê' => "E",
        'ü' => "u",
        'Ü' => "U",
        _ => return None,
    })
}
