//! Characters that SMS do not have.

use crate::finding::{Edit, Effect, Fix, Safety, Severity};
use crate::notice::Channel;
use crate::rules::grammar::list;
use crate::rules::reading::{Reading, Received};
use crate::rules::{Context, Report};
use crate::source::Location;
use crate::text::{Foreign, ForeignKind, LookAlikeKind, foreign, look_alikes};

/// The most characters that are named in the message.
const MAX_NAMED: usize = 6;

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for text in notice.texts.iter().filter(|text| text.channel == Channel::Sms) {
        let seen = text.seen();
        let mut found = foreign(seen);
        // A letter of another script in a Latin word is told by `content/lookalike`.
        let mixed: Vec<_> = look_alikes(seen).into_iter().filter(|one| one.kind == LookAlikeKind::MixedWord).collect();
        found.retain(|one| {
            let is_of_script = seen[one.range.clone()].chars().all(|letter| matches!(letter, '\u{370}'..='\u{52f}'));
            !is_of_script || mixed.iter().all(|word| !word.range.contains(&one.range.start))
        });
        tell(text, &found, report);
    }
}

fn tell(text: &Reading<'_>, found: &[Foreign], report: &mut Report<'_>) {
    let Some((first, rest)) = found.split_first() else { return };
    let worst = found.iter().any(|one| matches!(one.kind, ForeignKind::Picture | ForeignKind::Invisible));
    let severity = if worst { Severity::Error } else { Severity::Warning };
    let at = |one: &Foreign| text.at(one.range.clone());
    let mut names: Vec<String> = Vec::new();
    for one in found {
        let name = name_of(text.part(one.range.clone()), one.kind);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.truncate(MAX_NAMED);
    let finding = report.weighing(severity, at(first));
    finding
        .says(format!("the SMS has characters that SMS do not have: {}", list(&names)))
        .note("the gateway is asked to send plain SMS, so such a character may arrive as another one, or as `?`")
        .note("where it is sent as it stands, one message holds 70 characters instead of 160");
    for one in rest {
        finding.also(at(one), "another one");
    }
    let (repair, help) = repair(text, found, at);
    finding.help(help);
    if let Some(repair) = repair {
        finding.fix(repair);
    }
}

/// The repair, if every character has one that says the same; and what to do in words.
fn repair(text: &Reading<'_>, found: &[Foreign], at: impl Fn(&Foreign) -> Location) -> (Option<Fix>, String) {
    let edit = |one: &Foreign| {
        let at = at(one);
        Some(Edit { text: text.notice().written(&text.text, at.span, one.instead?)?, at })
    };
    let edits: Option<Vec<Edit>> = found.iter().map(edit).collect();
    let mut pairs: Vec<String> = Vec::new();
    for one in found {
        let Some(instead) = one.instead else { continue };
        let name = name_of(text.part(one.range.clone()), one.kind);
        let pair = match instead {
            "" => format!("leave out {name}"),
            " " => format!("write a blank for {name}"),
            _ => format!("write `{}` for {name}", instead),
        };
        if !pairs.contains(&pair) {
            pairs.push(pair);
        }
    }
    pairs.truncate(MAX_NAMED);
    if pairs.is_empty() {
        return (None, "say it in other words".to_owned());
    }
    let same =
        |one: &Foreign| matches!(one.kind, ForeignKind::Typographic | ForeignKind::Decomposed | ForeignKind::Invisible);
    let safety = if found.iter().all(same) { Safety::Safe } else { Safety::Unsafe };
    let title = "use characters that SMS have".to_owned();
    (edits.map(|edits| Fix::new(title, safety, Effect::Nothing, edits)), list(&pairs))
}

/// How a character is called in a sentence.
fn name_of(character: &str, kind: ForeignKind) -> String {
    let code = character.chars().next().map_or(0, u32::from);
    match character {
        "\t" => "a tab".into(),
        "\u{a0}" => "a no-break space (U+00A0)".into(),
        _ if kind == ForeignKind::Invisible || character.chars().all(char::is_whitespace) => {
            format!("an invisible character (U+{code:04X})")
        }
        _ => format!("`{character}`"),
    }
}
