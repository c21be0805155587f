//! The few lines of a file that are shown with a finding, cut so that they fit the screen.
//!
//! What is read of the file is bounded by the screen, not by the file: some lines round the place, and of each line
//! some columns round the place. The line index gives the lines, so nothing is searched.

use super::Screen;
use super::secret::signatures;
use super::words::{is_unprintable, push_escape};
use crate::source::{Source, Span, narrow};
use std::ops::Range;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Lines shown before and after the place.
const CONTEXT: usize = 2;
/// A place that covers more lines than this is shown by its first line.
const MOST_LINES: usize = 4;
const TAB: usize = 4;
/// The columns that a label is given at most, right of the middle of its place.
pub(super) const LABEL: usize = 30;

/// Lines of a file, cut and cleaned, with the way from offsets of the file to offsets in here.
pub(super) struct Excerpt {
    /// The lines, each with `\n` behind it.
    pub(super) text: String,
    /// The number of the first line, from 0.
    pub(super) first_line: usize,
    lines: Vec<Line>,
    place: Span,
}

struct Line {
    /// The bytes of the source that are shown.
    kept: Range<usize>,
    /// Whether something was left out behind them.
    cut_right: bool,
    /// For every character that is shown: where it stands in the source, and where in the excerpt.
    characters: Vec<(usize, usize)>,
    /// Where the last character ends in the excerpt.
    end: usize,
}

impl Excerpt {
    /// The lines round `place`, with room for a label `beside` it. `None` where there is nothing to show: an empty
    /// file, or a file as a whole.
    pub(super) fn new(source: &Source, place: Span, beside: usize, screen: Screen) -> Option<Self> {
        let text = source.text();
        if text.is_empty() || place == Span::new(0, 0) {
            return None;
        }
        let place = on_boundaries(text, place);
        let lines = source.lines();
        let content = |line: usize| {
            let end = if line + 1 < lines.count() { lines.start_of(line + 1) as usize } else { text.len() };
            let start = (lines.start_of(line) as usize).min(end);
            start..start + text[start..end].trim_end_matches(['\n', '\r']).len()
        };
        let first = lines.line_of(place.start);
        let last = lines.line_of(place.end.saturating_sub(1).max(place.start));
        let last = if last - first < MOST_LINES { last } else { first };
        let end = place.end.min(narrow(content(last).end)).max(place.start);
        let place = Span::new(place.start.min(narrow(content(first).end)), end);
        let is_blank = |line: usize| text[content(line)].trim().is_empty();
        let mut from = first.saturating_sub(CONTEXT);
        let mut to = (last + CONTEXT).min(lines.count() - 1);
        while from < first && is_blank(from) {
            from += 1;
        }
        while to > last && is_blank(to) {
            to -= 1;
        }
        let gutter = (to + 1).to_string().len() + 4 + if last > first { 4 } else { 0 };
        let frame = Frame { room: screen.columns().saturating_sub(gutter), beside, mark: screen.ellipsis() };
        let indent = common_indent(text, (from..=to).map(content), place.start as usize);
        let mut excerpt = Self { text: String::new(), first_line: from, lines: Vec::new(), place };
        for line in from..=to {
            let whole = content(line);
            let start = (whole.start + indent).min(whole.end);
            let from = (place.start as usize).clamp(start, whole.end);
            let to = (place.end as usize).clamp(from, whole.end);
            let focus = (first..=last).contains(&line).then_some(from..to);
            excerpt.push(text, start..whole.end, focus, &frame);
        }
        Some(excerpt)
    }

    fn push(&mut self, text: &str, whole: Range<usize>, focus: Option<Range<usize>>, frame: &Frame) {
        let kept = frame.window(text, whole.clone(), focus);
        if kept.start > whole.start {
            self.text.push_str(frame.mark);
        }
        let hidden = signatures(text, whole.clone(), &kept);
        let is_hidden = |at: usize| hidden.iter().any(|range| range.contains(&at));
        let mut characters = Vec::new();
        let mut column = 0;
        for (offset, character) in text[kept.clone()].char_indices() {
            characters.push((kept.start + offset, self.text.len()));
            let character = if is_hidden(kept.start + offset) { '*' } else { character };
            column = push_character(&mut self.text, character, column);
        }
        let end = self.text.len();
        let cut_right = kept.end < whole.end;
        if cut_right {
            self.text.push_str(frame.mark);
        }
        self.text.push('\n');
        self.lines.push(Line { kept, cut_right, characters, end });
    }

    /// The place, in here.
    pub(super) fn place(&self) -> Range<usize> {
        let start = self.locate(self.place.start as usize).unwrap_or_default();
        // A place that runs out of what is shown is drawn up to the cut.
        let end = self.locate(self.place.end as usize).or_else(|| {
            let lines = self.lines.iter();
            lines.filter(|line| line.kept.start <= self.place.end as usize).map(|line| line.end).next_back()
        });
        start..end.unwrap_or(start).max(start)
    }

    /// Another stretch in here, by its first line. `None` if it is not shown.
    pub(super) fn find(&self, span: Span) -> Option<Range<usize>> {
        let (start, end) = (span.start as usize, span.end as usize);
        let line = self.lines.iter().find(|line| line.holds(start))?;
        if line.cut_right && end > line.kept.end {
            return None;
        }
        let start = self.locate(start)?;
        Some(start..self.locate(end.min(line.kept.end))?.max(start))
    }

    /// Where an offset of the file stands in here, if it is shown.
    fn locate(&self, offset: usize) -> Option<usize> {
        let line = self.lines.iter().find(|line| line.holds(offset))?;
        let at = line.characters.partition_point(|(source, _)| *source < offset);
        Some(line.characters.get(at).map_or(line.end, |(_, here)| *here))
    }
}

impl Line {
    fn holds(&self, offset: usize) -> bool {
        self.kept.start <= offset && offset <= self.kept.end
    }
}

/// Appends a character as it is shown. Gives the column behind it.
pub(super) fn push_character(text: &mut String, character: char, column: usize) -> usize {
    let before = text.len();
    match character {
        '\t' => {
            let width = TAB - column % TAB;
            text.extend(std::iter::repeat_n(' ', width));
        }
        other if is_unprintable(other) => push_escape(text, other),
        other => text.push(other),
    }
    column + text[before..].width()
}

/// About how wide a character is shown; a tab is as wide as it can be.
fn width_of(character: char) -> usize {
    match character {
        '\t' => TAB,
        other if is_unprintable(other) => 8,
        other => other.width().unwrap_or(0),
    }
}

/// What the screen leaves for a line.
struct Frame {
    /// Columns for the text.
    room: usize,
    /// Columns that a label wants right of the middle of its place.
    beside: usize,
    /// What stands where something is left out.
    mark: &'static str,
}

impl Frame {
    /// Which bytes of a line are shown: all of it if it fits, else the part round `focus`.
    ///
    /// Walks over no more characters than fit the room, whatever the length of the line.
    fn window(&self, text: &str, whole: Range<usize>, focus: Option<Range<usize>>) -> Range<usize> {
        let mark = self.mark.width();
        let fits = forward(text, whole.clone(), self.room).0 == whole.end;
        let Some(focus) = focus else {
            return if fits { whole } else { whole.start..forward(text, whole, self.room - mark).0 };
        };
        let inner = self.room.saturating_sub(2 * mark);
        let (_, wide) = forward(text, focus.clone(), inner);
        // The column at which the place starts at most, so that its label fits beside it.
        let latest = self.room.saturating_sub(self.beside + wide / 2).max(inner / 8);
        let (reach, before) = forward(text, whole.start..focus.start, latest);
        let near = reach == focus.start;
        if near && fits {
            return whole;
        }
        if near && before + wide + mark <= self.room {
            return whole.start..forward(text, whole, self.room - mark).0;
        }
        let left = (inner.saturating_sub(wide) / 2).min(latest).max(inner / 8);
        let start = backward(text, whole.start..focus.start, left);
        let end = forward(text, start..whole.end, inner).0;
        if end < whole.end {
            return start..end;
        }
        // The line ends here: what is free on the right is used on the left.
        let by_room = backward(text, whole.clone(), self.room - mark);
        let by_label = backward(text, whole.start..focus.start, latest.saturating_sub(mark));
        by_room.max(by_label).min(start)..whole.end
    }
}

/// How far one comes from the start of a range in `room` columns, and the columns used.
fn forward(text: &str, range: Range<usize>, room: usize) -> (usize, usize) {
    let mut used = 0;
    for (offset, character) in text[range.clone()].char_indices() {
        let width = width_of(character);
        if used + width > room {
            return (range.start + offset, used);
        }
        used += width;
    }
    (range.end, used)
}

/// How far one comes back from the end of a range in `room` columns; never between a letter and its accent.
fn backward(text: &str, range: Range<usize>, room: usize) -> usize {
    let (mut used, mut start) = (0, range.end);
    for (offset, character) in text[range.clone()].char_indices().rev() {
        let width = width_of(character);
        if used + width > room {
            break;
        }
        used += width;
        if width > 0 || offset == 0 {
            start = range.start + offset;
        }
    }
    start
}

/// The white space that all lines start with, in bytes; none of it from `place` on.
fn common_indent(text: &str, lines: impl Iterator<Item = Range<usize>>, place: usize) -> usize {
    const DEEPEST: usize = 200;
    let mut common: Option<&str> = None;
    for line in lines {
        let end = if line.contains(&place) { place } else { line.end };
        let bytes = text[line.start..end].bytes().take(DEEPEST);
        let blank = bytes.take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        if line.start + blank == line.end && line.end != place {
            continue;
        }
        let own = &text[line.start..line.start + blank];
        common = Some(match common {
            None => own,
            Some(known) => &known[..known.bytes().zip(own.bytes()).take_while(|(a, b)| a == b).count()],
        });
    }
    common.map_or(0, str::len)
}

/// A span that can be sliced, whatever a rule said.
pub(super) fn on_boundaries(text: &str, span: Span) -> Span {
    let floor = |offset: u32| {
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        narrow(offset)
    };
    let start = floor(span.start);
    Span::new(start, floor(span.end).max(start))
}
