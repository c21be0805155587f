//! Previews for a person at a terminal.

use super::words;
use crate::notice::Kind;
use crate::report::Screen;
use crate::report::words::{is_unprintable, push_escape};
use crate::workspace::preview::{EmailMessage, Filled, MarkKind, NoticePreview, OrderPreview, Sms, SmsMessage};
use owo_colors::Style;
use std::io::{self, Write};
use std::ops::Range;
use unicode_width::UnicodeWidthChar as _;

/// As wide as text is on a phone, in characters.
const PHONE: usize = 40;
const INDENT: &str = "    ";

pub(super) fn write(orders: &[OrderPreview], screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let page = Page { screen };
    for (number, order) in orders.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", screen.paint(&words::head(order), Style::new().bold()))?;
        for notice in &order.notices {
            page.notice(notice, out)?;
        }
        page.timeline(order, out)?;
    }
    let has = |find: &dyn Fn(&Filled) -> bool| orders.iter().any(|order| texts(order).any(find));
    let mut legend = Vec::new();
    if has(&|text| !text.values.is_empty()) {
        legend.push("names, numbers and titles are invented");
    }
    if has(&|text| !text.open.is_empty()) {
        legend.push("{…} is what your own program puts there, and counts nothing");
    }
    if !legend.is_empty() {
        writeln!(out, "\n{}", screen.paint(&format!("({})", legend.join("; ")), Style::new().dimmed()))?;
    }
    Ok(())
}

fn texts(order: &OrderPreview) -> impl Iterator<Item = &Filled> {
    order.notices.iter().flat_map(|notice| {
        let sms = notice.sms.iter().map(|one| &one.long.filled);
        let emails = notice.emails.iter().flat_map(|one| one.subject.iter().chain(&one.body));
        sms.chain(emails)
    })
}

struct Page {
    screen: Screen,
}

impl Page {
    fn notice(&self, notice: &NoticePreview, out: &mut dyn Write) -> io::Result<()> {
        let line = match notice.kind {
            Kind::Main | Kind::Reminder(_) | Kind::Instant => words::kind(notice.kind),
        };
        writeln!(out, "\n{line} {}", words::recipient(notice.recipient))?;
        for remark in words::remarks(notice) {
            writeln!(out, "  {remark}")?;
        }
        for sms in &notice.sms {
            self.sms(sms, out)?;
        }
        for email in &notice.emails {
            self.email(email, out)?;
        }
        Ok(())
    }

    fn sms(&self, sms: &SmsMessage, out: &mut dyn Write) -> io::Result<()> {
        let language = sms.language.as_deref().map_or_else(String::new, |language| format!(" ({})", clean(language)));
        let from = clean(&words::sender(&sms.sender));
        writeln!(out, "\n  {}  from {from}", self.screen.paint(&format!("SMS{language}"), Style::new().cyan()))?;
        let count = sms.long.parts.len();
        for (number, part) in sms.long.parts.iter().enumerate() {
            if count > 1 {
                let title = format!("{} of {count}", number + 1);
                writeln!(out, "{INDENT}{}", self.screen.paint(&title, Style::new().dimmed()))?;
            }
            let lost = sms.long.lost_from.filter(|at| part.contains(at));
            self.lines(&sms.long.filled, part.clone(), &|at| under(&sms.long, at), lost, out)?;
        }
        writeln!(out, "{INDENT}{}", self.screen.paint(&words::length(&sms.long), Style::new().bold()))?;
        for note in words::length_notes(&sms.short, &sms.long) {
            writeln!(out, "{INDENT}{note}")?;
        }
        let kinds: Vec<MarkKind> = sms.long.marks.iter().map(|mark| mark.kind).collect();
        if kinds.contains(&MarkKind::Double) {
            writeln!(out, "{INDENT}^ counts twice")?;
        }
        if kinds.contains(&MarkKind::Foreign) {
            writeln!(
                out,
                "{INDENT}! SMS do not have it: it may arrive as another character, and every one costs more"
            )?;
        }
        Ok(())
    }

    fn email(&self, email: &EmailMessage, out: &mut dyn Write) -> io::Result<()> {
        let language = email.language.as_deref().map_or_else(String::new, |language| format!(" ({})", clean(language)));
        let from = clean(&words::sender(&email.sender));
        writeln!(out, "\n  {}  from {from}", self.screen.paint(&format!("e-mail{language}"), Style::new().cyan()))?;
        match &email.subject {
            Some(subject) if !subject.text.trim().is_empty() => {
                let shown = clean(&subject.text);
                writeln!(out, "{INDENT}{}", self.screen.paint(&shown, Style::new().bold()))?;
            }
            _ => writeln!(out, "{INDENT}(no subject)")?,
        }
        match &email.body {
            Some(body) => self.lines(body, 0..body.text.len(), &|_| None, None, out),
            None => writeln!(out, "{INDENT}(no text)"),
        }
    }

    /// A text at the width of a phone, with marks under characters.
    fn lines(
        &self,
        filled: &Filled,
        part: Range<usize>,
        mark: &dyn Fn(usize) -> Option<char>,
        lost: Option<usize>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let bar = self.screen.choose("│", "|");
        for line in wrapped(&filled.text, part) {
            let (mut shown, mut under) = (String::new(), String::new());
            for (offset, character) in filled.text[line.clone()].char_indices() {
                let at = line.start + offset;
                if lost == Some(at) {
                    shown.push_str(self.screen.choose("⌇", "#"));
                    under.push(' ');
                }
                if is_unprintable(character) {
                    let before = shown.len();
                    push_escape(&mut shown, character);
                    let width = shown.len() - before;
                    under.push(mark(at).unwrap_or(' '));
                    under.push_str(&" ".repeat(width.saturating_sub(1)));
                } else {
                    shown.push(character);
                    let width = character.width().unwrap_or(0);
                    under.extend(std::iter::repeat_n(mark(at).unwrap_or(' '), width));
                }
            }
            writeln!(out, "{}", format!("{INDENT}{bar} {shown}").trim_end())?;
            if !under.trim().is_empty() {
                writeln!(out, "{}", format!("{INDENT}{bar} {under}").trim_end())?;
            }
        }
        Ok(())
    }

    fn timeline(&self, order: &OrderPreview, out: &mut dyn Write) -> io::Result<()> {
        let Some(timeline) = &order.timeline else { return Ok(()) };
        if timeline.steps.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{}", self.screen.paint("when, by the clocks of Norway", Style::new().cyan()))?;
        for step in &timeline.steps {
            writeln!(out, "  {}", words::kind(step.kind))?;
            for line in words::step(step) {
                writeln!(out, "{INDENT}{line}")?;
            }
        }
        Ok(())
    }
}

/// The mark under a character of an SMS.
fn under(sms: &Sms, at: usize) -> Option<char> {
    sms.marks.iter().find(|mark| mark.range.start == at).map(|mark| match mark.kind {
        MarkKind::Double => '^',
        MarkKind::Foreign => '!',
    })
}

/// Text that may stand on a screen, on one line.
fn clean(text: &str) -> String {
    crate::report::words::one_line(text).into_owned()
}

/// The lines of a part of a text at the width of a phone: broken at blanks where there are any.
fn wrapped(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut at = part.start;
    for paragraph in text[part.clone()].split('\n') {
        let end = at + paragraph.trim_end_matches('\r').len();
        let (mut start, mut width, mut blank) = (at, 0, None);
        for (offset, character) in text[at..end].char_indices() {
            let here = at + offset;
            if width >= PHONE {
                // Behind the last blank, else in the middle of the word.
                let next = blank.filter(|blank| *blank > start).unwrap_or(here);
                lines.push(start..next);
                width = text[next..here].chars().filter_map(unicode_width::UnicodeWidthChar::width).sum();
                start = next;
                blank = None;
            }
            width += character.width().unwrap_or(0);
            if character == ' ' {
                blank = Some(here + 1);
            }
        }
        lines.push(start..end);
        at += paragraph.len() + 1;
    }
    // A text without a last line end has no empty last line; a part that ends with one has.
    if lines.len() > 1 && lines.last().is_some_and(|last| last.is_empty() && last.start >= part.end) {
        lines.pop();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_on_one_line_and_no_line_is_too_wide() {
        for text in
            ["", "kort", "linje\nto\r\n\nfire", &"a".repeat(100), &"ord og ".repeat(30), "📨".repeat(50).as_str()]
        {
            let lines = wrapped(text, 0..text.len());
            let joined: String = lines.iter().map(|line| &text[line.clone()]).collect();
            assert_eq!(joined, text.replace("\r\n", "").replace('\n', ""), "{text}");
            let width = |line: &Range<usize>| unicode_width::UnicodeWidthStr::width(text[line.clone()].trim_end());
            assert!(lines.iter().all(|line| width(line) <= PHONE + 1), "{text}");
        }
    }
}
