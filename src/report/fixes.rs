//! What repairing came to, in plain words, and as a diff.

use super::Screen;
use super::origin::Origins;
use super::words::{one_line, path_on_screen, push_item, slashed, style_of};
use crate::altinn::Place;
use crate::finding::{Finding, Fix, Safety};
use crate::fix::{ANY_OTHER, Change, Done, Misfit, Proof, Refusal, Refused, Repaired, Rewritten, Somebody};
use crate::pdp::Decision;
use crate::rules::grammar::{count, list};
use crate::source::{Encoding, Source};
use owo_colors::Style;
use similar::TextDiff;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

/// The columns before the text of an item.
const HEAD: usize = 10;
/// Answers that are named before the rest is counted.
const MOST_SENTENCES: usize = 12;

/// Prints what was repaired, what was refused and why, and what is left. `is_written` says whether the files were written
/// or only shown.
///
/// # Errors
/// Whatever `out` refuses.
pub fn fixes(repaired: &Repaired, is_written: bool, screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let findings = repaired.done.iter().map(|done| &done.finding);
    let findings = findings.chain(repaired.refused.iter().map(|refused| &refused.finding)).chain(&repaired.gone);
    // What is only shown is told of by the lines of the disk, which the diff begins with.
    let origins = Origins::new(if is_written { &[] } else { &repaired.files });
    let paths: BTreeSet<&Path> = findings.chain(open(repaired)).map(|finding| finding.at.source.path()).collect();
    for path in paths {
        let mut text = format!("{}\n", screen.paint(&path_on_screen(path), Style::new().bold()));
        let is_here = |finding: &Finding| finding.at.source.path() == path;
        repaired
            .done
            .iter()
            .filter(|done| is_here(&done.finding))
            .for_each(|done| push_done(done, is_written, &origins, screen, &mut text));
        repaired.gone.iter().filter(|finding| is_here(finding)).for_each(|finding| {
            item("gone", finding, &origins, screen, &mut text);
            say("another repair has settled it", screen, &mut text);
        });
        let refused = repaired.refused.iter().filter(|refused| is_here(&refused.finding));
        refused.for_each(|refused| push_refused(refused, &origins, screen, &mut text));
        open(repaired)
            .filter(|finding| is_here(finding))
            .for_each(|finding| push_open(finding, &origins, screen, &mut text));
        out.write_all(text.as_bytes())?;
        writeln!(out)?;
    }
    let worst = repaired.left.worst();
    let line = closing(repaired, is_written);
    writeln!(out, "{}", screen.paint(&line, worst.map_or(Style::new().green(), style_of)))
}

/// Findings that are left and have a repair which nobody asked for.
fn open(repaired: &Repaired) -> impl Iterator<Item = &Finding> {
    fn key(finding: &Finding) -> (&str, &Path, &str) {
        (finding.rule, finding.at.source.path(), &finding.message)
    }
    let tried: BTreeSet<_> = repaired.refused.iter().map(|refused| key(&refused.finding)).collect();
    let has_repair = |finding: &&Finding| finding.fix.is_some() || !finding.choices.is_empty();
    repaired.left.findings.iter().filter(has_repair).filter(move |finding| !tried.contains(&key(finding)))
}

fn push_done(done: &Done, is_written: bool, origins: &Origins<'_>, screen: Screen, text: &mut String) {
    item(if is_written { "repaired" } else { "repair" }, &done.finding, origins, screen, text);
    say(&done.fix.title, screen, text);
    say(&format!("proof: {}", proof_line(&done.proof)), screen, text);
}

fn push_refused(refused: &Refused, origins: &Origins<'_>, screen: Screen, text: &mut String) {
    item("refused", &refused.finding, origins, screen, text);
    say(&refused.fix.title, screen, text);
    say(&format!("not done, for {}", refusal(&refused.why)), screen, text);
}

fn push_open(finding: &Finding, origins: &Origins<'_>, screen: Screen, text: &mut String) {
    item("left", finding, origins, screen, text);
    match &finding.fix {
        Some(fix) if fix.safety == Safety::Unsafe => {
            say(
                &format!("{} (look it over first: `--diff --unsafe` shows it, `--unsafe` does it)", fix.title),
                screen,
                text,
            );
        }
        Some(fix) => say(&format!("{} (its rule was not asked for)", fix.title), screen, text),
        None => {
            let is_one = finding.choices.len() == 1;
            say(if is_one { "only when it is chosen:" } else { "a person must choose:" }, screen, text);
            for (number, fix) in finding.choices.iter().enumerate() {
                let Fix { title, .. } = fix;
                let number = number + 1;
                say(&format!("{number}. {title} (`--unsafe --rule {} --choose {number}`)", finding.rule), screen, text);
            }
        }
    }
}

fn item(verb: &str, finding: &Finding, origins: &Origins<'_>, screen: Screen, text: &mut String) {
    let style = match verb {
        "repaired" | "repair" | "gone" => Style::new().green(),
        "refused" => Style::new().red(),
        _ => Style::new().cyan(),
    };
    let head = format!("  {}", screen.paint(&super::words::padded(verb, HEAD - 2), style));
    let line = origins.line(&finding.at);
    let words = format!("{} {line}: {}", finding.rule, one_line(&finding.message));
    push_item(text, &format!("{head} "), HEAD + 1, &words, screen.prose());
}

fn say(words: &str, screen: Screen, text: &mut String) {
    push_item(text, &" ".repeat(HEAD + 1), HEAD + 1, &one_line(words), screen.prose());
}

/// What was compared, and who may do what now: `1,188 requests compared, 4 changed: …`.
pub fn proof_line(proof: &Proof) -> String {
    if proof.of_configuration {
        return "the configuration was read anew and says the same in all else; everything was checked again, and nothing \
                else is found"
            .to_owned();
    }
    if proof.compared == 0 {
        return "checked again: the finding is gone, and nothing new is found".to_owned();
    }
    let compared = format!("{} requests compared", grouped(proof.compared));
    if proof.changes.is_empty() {
        return format!("{compared}, none changed; the finding is gone");
    }
    let mut sentences = sentences(&proof.changes);
    let more = sentences.len().saturating_sub(MOST_SENTENCES);
    sentences.truncate(MOST_SENTENCES);
    if more > 0 {
        sentences.push(format!("and {}", count(more, "change more")));
    }
    format!("{compared}, {} changed: {}", grouped(proof.changes.len()), sentences.join("; "))
}

/// Who may do what now, those with the same news together.
fn sentences(changes: &[Change]) -> Vec<String> {
    // Somebody who is several people at once has the news of each of them.
    let is_named = |change: &&Change| change.who != Somebody::Everybody;
    let told: Vec<&Change> = match changes.iter().any(|change| is_named(&change)) {
        true => changes.iter().filter(is_named).collect(),
        false => changes.iter().collect(),
    };
    let mut people: Vec<(String, Vec<News<'_>>)> = Vec::new();
    for change in told {
        let name = change.who.display();
        let at = people.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
            people.push((name, Vec::new()));
            people.len() - 1
        });
        let (verb, news) = (verb(change), &mut people[at].1);
        match news.iter_mut().find(|known| known.verb == verb && known.actions == [change.action.as_str()]) {
            Some(known) => known.places.push(&change.place),
            None => news.push(News { verb, actions: vec![&change.action], places: vec![&change.place] }),
        }
    }
    let mut groups: Vec<(Vec<String>, Vec<String>)> = Vec::new();
    for (name, news) in people {
        let news = phrases(news);
        match groups.iter_mut().find(|(_, known)| *known == news) {
            Some((names, _)) => names.push(name),
            None => groups.push((vec![name], news)),
        }
    }
    groups.into_iter().map(|(names, news)| format!("{} {}", list(&names), news.join(", "))).collect()
}

/// What has changed for somebody: a verb, for some actions, at some places.
struct News<'c> {
    verb: &'static str,
    actions: Vec<&'c str>,
    places: Vec<&'c Place>,
}

/// Actions with the same news at the same places, together.
fn phrases(all: Vec<News<'_>>) -> Vec<String> {
    let mut joined: Vec<News<'_>> = Vec::new();
    for news in all {
        match joined.iter_mut().find(|known| known.verb == news.verb && known.places == news.places) {
            Some(known) => known.actions.extend(news.actions),
            None => joined.push(news),
        }
    }
    let phrase = |news: News<'_>| {
        let actions: Vec<String> = news.actions.iter().map(|action| name_of(action)).collect();
        format!("{} {} {}", news.verb, list(&actions), at(&news.places))
    };
    joined.into_iter().map(phrase).collect()
}

/// An action as it stands in a sentence.
fn name_of(action: &str) -> String {
    if action == ANY_OTHER { "do anything else".to_owned() } else { format!("`{}`", one_line(action)) }
}

fn at(places: &[&Place]) -> String {
    let mut words: Vec<String> = Vec::new();
    for place in places {
        words.push(match place {
            Place::Task(id) if id == ANY_OTHER => "on any other task".to_owned(),
            Place::EndEvent(id) if id == ANY_OTHER => "on any other end event".to_owned(),
            other => other.display(),
        });
    }
    list(&words)
}

fn verb(change: &Change) -> &'static str {
    match (change.before, change.after) {
        (_, Decision::Permit) => "may now",
        (Decision::Permit, _) => "may no longer",
        (Decision::Deny, Decision::NotApplicable) => "may now by delegation",
        (Decision::Indeterminate, _) => "is now answered (no, but without failing) for",
        _ => "is now denied to",
    }
}

/// Why a repair was not made, as the end of a sentence.
fn refusal(why: &Refusal) -> String {
    let request = |change: &Change| {
        let action =
            if change.action == ANY_OTHER { "anything else".to_owned() } else { format!("`{}`", change.action) };
        format!("{action} {} as {}", at(&[&change.place]), change.who.display())
    };
    let turn = |change: &Change| format!("{} → {}", change.before.name(), change.after.name());
    match why {
        Refusal::Misfit(Misfit::Changed) => "the file has changed while it was looked at".to_owned(),
        Refusal::Misfit(Misfit::Overlap) => "two of its edits want the same place".to_owned(),
        Refusal::Misfit(Misfit::Empty) => "it would change nothing".to_owned(),
        Refusal::Stays => "the finding would still be there".to_owned(),
        Refusal::Brings(new) => format!("something else would be found: {} ({})", one_line(&new.1), new.0),
        Refusal::Changes(change) => {
            format!("it would change more than it says: {} ({})", request(change), turn(change))
        }
        Refusal::Leaves(change) => {
            format!("it would not do all it says: {} stays {}", request(change), change.after.name())
        }
        Refusal::CannotTell(change) => {
            format!("it cannot be proved: nobody can tell how {} is answered", request(change))
        }
        Refusal::Obligations => {
            "it would change an obligation that goes with an answer, such as the level of authentication".to_owned()
        }
        Refusal::NoPolicy => "the policy could not be read afterwards, or would be another service's".to_owned(),
        Refusal::NotNamed => "the configuration is not among the files and folders that were named".to_owned(),
        Refusal::Configuration => "the configuration would say something else besides, or could not be used".to_owned(),
        Refusal::Otherwise => "something else would be found no more".to_owned(),
        Refusal::Enough => "many repairs were tried in this run already; run the command again for the rest".to_owned(),
        Refusal::Circle => "it was made already, and another repair has brought the finding back".to_owned(),
    }
}

fn closing(repaired: &Repaired, is_written: bool) -> String {
    let mut parts = Vec::new();
    let verb = if is_written { "" } else { " shown, nothing written" };
    parts.push(match repaired.done.len() {
        0 if repaired.left.findings.is_empty() => "nothing to repair".to_owned(),
        0 => "nothing was repaired".to_owned(),
        number => format!("{} in {}{verb}", count(number, "repair"), count(repaired.files.len(), "file")),
    });
    if !repaired.refused.is_empty() {
        parts.push(format!("{} refused", repaired.refused.len()));
    }
    let left = repaired.left.findings.len();
    parts.push(match left {
        0 => "nothing is left".to_owned(),
        _ => format!("{} left: `notify-lint check` shows what", count(left, "finding")),
    });
    parts.join("; ")
}

/// A number as people read it: `12,880`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Prints the files as unified diffs, as `git apply` and `patch` read them.
///
/// A file in UTF-16 is shown as the text it holds; such a diff is to be read, not applied.
///
/// # Errors
/// Whatever `out` refuses.
pub fn unified(files: &[Rewritten], screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    for file in files {
        let (old, new) = (text_of(file, &file.before), text_of(file, &file.after));
        let name = slashed(&file.path);
        let diff = TextDiff::from_lines(old.as_ref(), new.as_ref());
        let (from, to) = (format!("a/{name}"), format!("b/{name}"));
        let shown = diff.unified_diff().context_radius(3).header(&from, &to).to_string();
        if !screen.color {
            out.write_all(shown.as_bytes())?;
            continue;
        }
        for line in shown.split_inclusive('\n') {
            let style = match line.as_bytes().first() {
                Some(b'+') => Style::new().green(),
                Some(b'-') => Style::new().red(),
                Some(b'@') => Style::new().cyan(),
                _ => Style::new(),
            };
            writeln!(out, "{}", screen.paint(&one_line(line.trim_end_matches(['\r', '\n'])), style))?;
        }
    }
    Ok(())
}

fn text_of<'b>(file: &Rewritten, bytes: &'b [u8]) -> Cow<'b, str> {
    match Encoding::of(bytes) {
        // With the mark, so that the first line is the first line of the file.
        Encoding::Utf8 | Encoding::Utf8Bom => String::from_utf8_lossy(bytes),
        Encoding::Utf16Le | Encoding::Utf16Be => Source::decode(&file.path, bytes.to_vec())
            .map_or(Cow::Borrowed(""), |source| Cow::Owned(source.text().to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        assert_eq!([0, 999, 1_000, 12_880, 1_234_567].map(grouped), ["0", "999", "1,000", "12,880", "1,234,567"]);
    }
}
