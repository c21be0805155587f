//! Characters that count twice in an SMS.

use super::known;
use crate::finding::{Edit, Effect, Fix, Safety};
use crate::rules::grammar::list;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::{FILLED_IN, septets};

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for sms in known::texts(notice) {
        // Beside one character that SMS do not have, all cost the same.
        if sms.seen().chars().any(|one| one != FILLED_IN && septets(one).is_none()) {
            continue;
        }
        let found: Vec<(usize, char)> =
            sms.seen().char_indices().filter(|(_, one)| *one != '\u{c}' && septets(*one) == Some(2)).collect();
        let Some(((first, one), rest)) = found.split_first() else { continue };
        let at = |start: usize, one: char| sms.text.at(start..start + one.len_utf8());
        let mut names: Vec<String> = found.iter().map(|(_, one)| format!("`{one}`")).collect();
        names.sort();
        names.dedup();
        let extra = match found.len() {
            1 => "a character".to_owned(),
            several => format!("{several} characters"),
        };
        let finding = report.at(at(*first, *one));
        finding.says(format!("{} counts twice in an SMS: {extra} more than one sees", list(&names)));
        if names.len() > 1 {
            finding.message = format!("{} count twice in an SMS: {extra} more than one sees", list(&names));
        }
        finding.help("say it without, if the SMS is to stay within one message");
        for (start, one) in rest {
            finding.also(at(*start, *one), "another one");
        }
        let edits: Option<Vec<Edit>> = found
            .iter()
            .map(|(start, one)| Some(Edit { at: at(*start, *one), text: instead(*one)?.to_owned() }))
            .collect();
        if let Some(edits) = edits {
            let title = "write round brackets, which count once";
            finding.fix(Fix::new(title, Safety::Unsafe, Effect::Nothing, edits));
        }
    }
}

/// What says nearly the same and counts once.
const fn instead(character: char) -> Option<&'static str> {
    match character {
        '[' | '{' => Some("("),
        ']' | '}' => Some(")"),
        _ => None,
    }
}
