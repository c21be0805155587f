//! Markdown for a terminal: what rule files use of it.

use super::Screen;
use super::words::{padded, wrapping};
use owo_colors::Style;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// Appends a Markdown text, wrapped to the screen. Every block has a blank line before it.
pub(super) fn push(body: &str, screen: Screen, out: &mut String) {
    let mut page = Page {
        screen,
        out,
        inline: String::new(),
        lists: Vec::new(),
        item: None,
        quotes: 0,
        links: Vec::new(),
        code: None,
        table: None,
    };
    for event in Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        page.take(event);
    }
}

struct Page<'o> {
    screen: Screen,
    out: &'o mut String,
    /// The text of the paragraph, heading, item or cell that is being read.
    inline: String,
    /// For each list that is open, the number of its next item, if its items have numbers.
    lists: Vec<Option<u64>>,
    /// The mark of the item whose text has not been written yet.
    item: Option<String>,
    quotes: usize,
    /// Where the links that are open lead to.
    links: Vec<String>,
    /// The words after the fence, and the lines.
    code: Option<(String, String)>,
    table: Option<Table>,
}

#[derive(Default)]
struct Table {
    rows: Vec<Vec<String>>,
}

impl Page<'_> {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some((_, lines)) => lines.push_str(&text),
                None => self.inline.push_str(&text),
            },
            Event::Code(text) => {
                let _ = write!(self.inline, "`{text}`");
            }
            Event::SoftBreak => self.inline.push(' '),
            Event::HardBreak => self.inline.push('\n'),
            Event::Rule => {
                self.out.push('\n');
                self.out.push_str(&self.screen.choose("─", "-").repeat(self.screen.prose()));
                self.out.push('\n');
            }
            Event::Html(text) | Event::InlineHtml(text) => self.inline.push_str(&text),
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::CodeBlock(kind) => {
                let words = match kind {
                    CodeBlockKind::Fenced(words) => words.into_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((words, String::new()));
            }
            Tag::List(number) => {
                self.write_block();
                if self.lists.is_empty() {
                    self.out.push('\n');
                }
                self.lists.push(number);
            }
            Tag::Item => {
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => self.screen.choose("• ", "- ").to_owned(),
                };
                self.item = Some(mark);
            }
            Tag::Link { dest_url, .. } => self.links.push(dest_url.into_string()),
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::Table(_) => self.table = Some(Table::default()),
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
            }
            Tag::Strong | Tag::Emphasis if !self.screen.color => self.inline.push('*'),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                let text = std::mem::take(&mut self.inline);
                let text = textwrap::fill(&text, wrapping(self.screen.prose(), "", ""));
                let text = self.screen.paint(&text, Style::new().bold()).into_owned();
                let _ = write!(self.out, "\n{text}\n");
            }
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.write_block(),
            TagEnd::Item => {
                self.write_block();
                self.item = None;
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::CodeBlock => self.write_code(),
            TagEnd::Link => {
                if let Some(url) = self.links.pop().filter(|url| !self.inline.ends_with(url.as_str())) {
                    let _ = write!(self.inline, " ({url})");
                }
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.inline);
                if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
                    row.push(cell);
                }
            }
            TagEnd::Table => self.write_table(),
            TagEnd::Strong | TagEnd::Emphasis if !self.screen.color => self.inline.push('*'),
            _ => {}
        }
    }

    /// Writes the text that was gathered: as an item of a list, or as a paragraph.
    fn write_block(&mut self) {
        let text = std::mem::take(&mut self.inline);
        if text.trim().is_empty() {
            return;
        }
        let depth = "  ".repeat(self.lists.len()) + &"  ".repeat(self.quotes);
        let (first, rest) = match self.item.take() {
            Some(mark) => (format!("{depth}{mark}"), depth.clone() + &" ".repeat(mark.width())),
            // A further paragraph of an item stands under its text.
            None if !self.lists.is_empty() => (format!("{depth}  "), format!("{depth}  ")),
            None => {
                self.out.push('\n');
                (depth.clone() + "  ", depth + "  ")
            }
        };
        self.out.push_str(&textwrap::fill(&text, wrapping(self.screen.prose(), &first, &rest)));
        self.out.push('\n');
    }

    fn write_code(&mut self) {
        let Some((words, lines)) = self.code.take() else { return };
        self.out.push('\n');
        if let Some(title) = title(&words) {
            let _ = writeln!(self.out, "  {}", self.screen.paint(&title, Style::new().bold()));
        }
        for line in lines.lines() {
            let line = format!("    {line}");
            self.out.push_str(&self.screen.paint(line.trim_end(), Style::new().dimmed()));
            self.out.push('\n');
        }
    }

    /// A table with as much room for each column as its widest cell wants, or an equal share of what there is.
    fn write_table(&mut self) {
        const INDENT: usize = 2;
        const GAP: usize = 2;
        let Some(table) = self.table.take() else { return };
        let count = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        let wanted = |column: usize| {
            table.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0)
        };
        let mut widths: Vec<usize> = (0..count).map(wanted).collect();
        let room = self.screen.prose().saturating_sub(INDENT + GAP * count.saturating_sub(1));
        while widths.iter().sum::<usize>() > room {
            // The widest column gives way first.
            match widths.iter_mut().max_by_key(|width| **width) {
                Some(width) if *width > 8 => *width -= 1,
                _ => break,
            }
        }
        self.out.push('\n');
        for (number, row) in table.rows.iter().enumerate() {
            let cells: Vec<Vec<String>> = row
                .iter()
                .zip(&widths)
                .map(|(cell, &width)| {
                    textwrap::wrap(cell, wrapping(width, "", "").break_words(true))
                        .into_iter()
                        .map(Into::into)
                        .collect()
                })
                .collect();
            for line in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
                let mut text = " ".repeat(INDENT);
                for (cell, &width) in cells.iter().zip(&widths) {
                    text.push_str(&padded(cell.get(line).map_or("", String::as_str), width + GAP));
                }
                let style = if number == 0 { Style::new().bold() } else { Style::new() };
                self.out.push_str(&self.screen.paint(text.trim_end(), style));
                self.out.push('\n');
            }
        }
    }
}

/// What the words after a fence mean: which file the example stands for, and what is found in it.
fn title(words: &str) -> Option<String> {
    let file = words.split_once("file=")?.1;
    let (file, rest) = file.split_once(' ').unwrap_or((file, ""));
    let mut title = file.to_owned();
    // What stands in quotes is text of the example.
    let bare: String = rest.split('"').step_by(2).collect();
    let says = |wanted: &str| bare.split_whitespace().any(|word| word == wanted);
    if says("good") {
        title.push_str(": fine");
    } else if says("bad") {
        let places: Vec<String> = quoted(rest).map(|place| format!("`{place}`")).collect();
        title.push_str(": found");
        if !places.is_empty() {
            title.push_str(" at ");
            title.push_str(&crate::rules::grammar::list(&places));
        }
    } else {
        title.push_str(": there in every example");
    }
    if let Some(day) = bare.split_whitespace().find_map(|word| word.strip_prefix("as-of=")) {
        let _ = write!(title, ", as on {day}");
    }
    Some(title)
}

/// Every text of `at="text"`.
fn quoted(words: &str) -> impl Iterator<Item = &str> {
    words.split("at=\"").skip(1).filter_map(|rest| rest.split_once('"')).map(|(text, _)| text)
}
