//! A fix as the lines it takes out and puts in.

use super::Screen;
use super::excerpt::{on_boundaries, push_character};
use super::secret::without_signatures;
use super::words::{padded, path_on_screen};
use crate::finding::{Edit, Fix};
use crate::rules::grammar::count;
use crate::source::{Location, Source, Span, narrow};
use owo_colors::Style;
use std::sync::Arc;
use unicode_width::UnicodeWidthStr;

/// Places of a fix that are shown.
const MOST_HUNKS: usize = 3;
/// Lines shown of a fix, of each side; a place that is shown at all has two.
const MOST_LINES: usize = 12;

/// Edits of one file that stand so near to each other that they are read together.
struct Hunk<'f> {
    source: &'f Arc<Source>,
    edits: Vec<&'f Edit>,
}

/// Appends the diff, each line behind `indent`. `home` is the place of the finding: only other files are named.
pub(super) fn push(out: &mut String, fix: &Fix, home: &Location, indent: &str, screen: Screen) {
    let room = screen.columns().saturating_sub(indent.len());
    let hunks = hunks(&fix.edits, room);
    let (mut left, mut more) = (MOST_LINES, 0);
    for (number, hunk) in hunks.iter().enumerate() {
        if number >= MOST_HUNKS || (left < 2 && number > 0) {
            more += 1;
            continue;
        }
        if !Arc::ptr_eq(hunk.source, &home.source) {
            out.push_str(indent);
            out.push_str(&path_on_screen(hunk.source.path()));
            out.push('\n');
        }
        left -= hunk.push(out, indent, left, room, screen);
    }
    if more > 0 {
        let places = if more == 1 { "place" } else { "places" };
        out.push_str(&format!("{indent}and the same way in {more} more {places}\n"));
    }
}

fn hunks(edits: &[Edit], room: usize) -> Vec<Hunk<'_>> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    // Stable, so that the files stay in the order in which the fix names them.
    sorted.sort_by_key(|edit| edit.at.span);
    let mut hunks: Vec<Hunk<'_>> = Vec::new();
    for edit in sorted {
        let near = hunks.iter_mut().rev().find(|hunk| Arc::ptr_eq(hunk.source, &edit.at.source)).filter(|hunk| {
            let end = hunk.edits.last().map_or(0, |last| last.at.span.end) as usize;
            let between = hunk.source.text().get(end..edit.at.span.start as usize).unwrap_or_default();
            between.len() <= room && !between.contains('\n')
        });
        match near {
            Some(hunk) => hunk.edits.push(edit),
            None => hunks.push(Hunk { source: &edit.at.source, edits: vec![edit] }),
        }
    }
    hunks
}

impl Hunk<'_> {
    /// Appends the place, no more than `most` lines of each side. Gives how many lines of a side it took.
    fn push(&self, out: &mut String, indent: &str, most: usize, room: usize, screen: Screen) -> usize {
        let (Some(first), Some(last)) = (self.edits.first(), self.edits.last()) else { return 0 };
        let text = self.source.text();
        let changed = on_boundaries(text, Span::new(first.at.span.start, last.at.span.end));
        let end = self.right_of(changed, room);
        let (start, cut) = self.left_of(changed, self.room_on_the_left(changed, end, room));
        let old = &text[start..end];
        let new = self.applied(start, end);
        let (old, new) = (lines(old), lines(&new));
        let same_before = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
        let rest = old.len().min(new.len()) - same_before;
        let same_behind = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
        let old = &old[same_before..old.len() - same_behind];
        let new = &new[same_before..new.len() - same_behind];
        let first_line = self.source.position(narrow(start)).line as usize + same_before;
        let blank = |line: &&str| line.len() - line.trim_start_matches([' ', '\t']).len();
        let shown = old.iter().chain(new).filter(|line| !line.trim().is_empty());
        let side = Side {
            dedent: if cut { 0 } else { shown.map(blank).min().unwrap_or(0) },
            mark: if cut && same_before == 0 { screen.ellipsis() } else { "" },
            digits: (first_line + old.len().max(new.len())).to_string().len(),
            first_line,
            indent,
            most,
            room,
            screen,
        };
        let taken = side.push(out, old, "-", Style::new().red());
        taken.max(side.push(out, new, "+", Style::new().green()))
    }

    /// How much of the line is shown before the change, so that the change itself is seen, and the line as a whole
    /// where it fits.
    fn room_on_the_left(&self, changed: Span, end: usize, room: usize) -> usize {
        let first_line = |text: &str| text.lines().next().map_or(0, UnicodeWidthStr::width);
        let text = self.source.text();
        let new = self.applied(changed.start as usize, changed.end as usize);
        let change = first_line(&text[changed.range()]).max(first_line(&new));
        let behind = text[changed.end as usize..end].width();
        // Number, sign and mark stand before it.
        let head = 10;
        room.saturating_sub(head + change + behind).max((room / 2).saturating_sub(change)).max(room / 4)
    }

    /// Where the line of the change starts, or `most` characters before it, and whether that cuts the line.
    fn left_of(&self, changed: Span, most: usize) -> (usize, bool) {
        let text = self.source.text();
        let line = self.source.lines().start_of(self.source.lines().line_of(changed.start)) as usize;
        let before = &text[line..changed.start as usize];
        match before.char_indices().rev().nth(most) {
            // Indentation alone is shown by no mark.
            Some((at, _)) if !before[..at].trim().is_empty() => (line + at, true),
            _ => (line, false),
        }
    }

    fn right_of(&self, changed: Span, most: usize) -> usize {
        let text = self.source.text();
        let behind = &text[changed.end as usize..];
        let line_end = |(_, character): &(usize, char)| matches!(character, '\n' | '\r');
        let stop = behind.char_indices().take(most).find(line_end);
        let far = behind.char_indices().nth(most);
        changed.end as usize + stop.or(far).map_or(behind.len(), |(at, _)| at)
    }

    fn applied(&self, start: usize, end: usize) -> String {
        let text = self.source.text();
        let mut new = String::new();
        let mut at = start;
        for edit in &self.edits {
            let span = on_boundaries(text, edit.at.span);
            new.push_str(text.get(at..span.start as usize).unwrap_or_default());
            new.push_str(&edit.text);
            at = span.end as usize;
        }
        new.push_str(text.get(at..end).unwrap_or_default());
        new
    }
}

fn lines(text: &str) -> Vec<&str> {
    text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect()
}

struct Side<'s> {
    dedent: usize,
    mark: &'s str,
    digits: usize,
    first_line: usize,
    indent: &'s str,
    most: usize,
    room: usize,
    screen: Screen,
}

impl Side<'_> {
    /// Appends the lines. Gives how many were written out.
    fn push(&self, out: &mut String, lines: &[&str], sign: &str, style: Style) -> usize {
        let mut taken = 0;
        let shown: Vec<String> = (0..lines.len()).map(|number| self.shown(number, lines[number])).collect();
        let blank = " ".repeat(self.digits);
        let mut number = 0;
        // Lines that look alike once they are cut are shown once.
        for alike in shown.chunk_by(|one, other| one == other && !one.trim().is_empty()).take(self.most) {
            let line = padded(&(self.first_line + number).to_string(), self.digits);
            let line = self.screen.paint(&line, Style::new().dimmed());
            let text = format!("{sign} {}", alike[0]);
            out.push_str(&format!("{}{line} {}\n", self.indent, self.screen.paint(text.trim_end(), style)));
            number += alike.len();
            taken += 1;
            if alike.len() > 1 {
                let more = count(alike.len() - 1, "more line");
                let mark = self.screen.ellipsis();
                out.push_str(&format!(
                    "{}{blank} {sign} {mark} {more} that begin{} like this\n",
                    self.indent,
                    if alike.len() == 2 { "s" } else { "" }
                ));
            }
        }
        let more = lines.len() - number;
        if more > 0 {
            out.push_str(&format!(
                "{}{blank} {sign} {} {}\n",
                self.indent,
                self.screen.ellipsis(),
                count(more, "more line")
            ));
        }
        taken
    }

    /// A line as far as there is room for it.
    fn shown(&self, number: usize, line: &str) -> String {
        let head = self.digits + 3;
        let mut shown = String::new();
        if number == 0 {
            shown.push_str(self.mark);
        }
        let room = self.room.saturating_sub(head);
        let line = without_signatures(line.get(self.dedent..).unwrap_or_default());
        fit(&mut shown, &line, room, self.screen.ellipsis());
        shown
    }
}

/// Appends as much of a line as fits.
fn fit(shown: &mut String, line: &str, room: usize, mark: &str) {
    let mut column = shown.width();
    for (at, character) in line.char_indices() {
        let before = shown.len();
        column = push_character(shown, character, column);
        let last = at + character.len_utf8() == line.len();
        if column > room.saturating_sub(if last { 0 } else { mark.width() }) {
            shown.truncate(before);
            shown.push_str(mark);
            return;
        }
    }
}
