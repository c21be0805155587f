//! The matrix as a picture: SVG that needs nothing beside itself, and the same in a page of HTML.
//!
//! Every decision has a shape of its own beside its colour, and is said in words to whoever does not see it. Colours follow
//! the reader's choice of light or dark; where the picture is shown without that choice, they are legible on both.

use super::AccessView;
use super::sheet::{Sheet, sheets, sign};
use super::table::meaning;
use crate::pdp::Decision;
use crate::report::words::is_unprintable;
use std::fmt::Write as _;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// The width of a character, in units of the picture; generous, since fonts differ and headings are bold.
const LETTER: usize = 9;
/// The height of a row.
const ROW: usize = 26;
/// The least width of a column.
const COLUMN: usize = 56;
/// The space round the picture.
const EDGE: usize = 16;
/// The columns of characters that prose is wrapped to.
const PROSE: usize = 100;

/// Colours that can be read on white (4.5 to 1) and on nearly black, by class.
const STYLE: &str = "\
.m{font:14px system-ui,-apple-system,'Segoe UI',sans-serif;--ink:#1f2328;--soft:#59636e;--line:#d1d9e0;--page:#fff;\
--yes:#1a7f37;--no:#cf222e;--fail:#9a6700}\
@media(prefers-color-scheme:dark){.m{--ink:#f0f6fc;--soft:#9198a1;--line:#3d444d;--page:#0d1117;--yes:#3fb950;\
--no:#f85149;--fail:#d29922}}\
.m text{fill:var(--ink)}.m .b{fill:var(--page)}.m .l{stroke:var(--line)}.m .t{font-weight:600}.m .s{fill:var(--soft)}\
.m .Permit{fill:var(--yes)}.m .Deny{fill:var(--no);font-weight:700}.m .NotApplicable{fill:none;stroke:var(--soft);stroke-width:1.5}\
.m .Indeterminate,.m .Undecided{fill:var(--fail);font-weight:700}";

/// Writes one picture with all policies below each other.
pub(super) fn svg(
    views: &[AccessView<'_>],
    dialect: &str,
    as_of: &str,
    actions: Option<&[String]>,
    out: &mut impl Write,
) -> io::Result<()> {
    let picture = Picture::of(&sheets(views, actions), dialect, as_of);
    out.write_all(picture.finish(true).as_bytes())
}

/// Writes a page that holds the picture.
pub(super) fn html(
    views: &[AccessView<'_>],
    dialect: &str,
    as_of: &str,
    actions: Option<&[String]>,
    out: &mut impl Write,
) -> io::Result<()> {
    let sheets = sheets(views, actions);
    let title = escape(&title(&sheets));
    let picture = Picture::of(&sheets, dialect, as_of).finish(false);
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>:root{{color-scheme:light dark}}body{{margin:0}}main{{overflow-x:auto}}</style>\n</head>\n<body>\n<main>\n\
         {picture}</main>\n</body>\n</html>\n"
    )
}

fn title(sheets: &[Sheet]) -> String {
    match sheets {
        [] => "No policy".to_owned(),
        [only] => format!("Who may {} what in {}", only.action, only.resource.as_deref().unwrap_or(&only.path)),
        several => format!("Who may do what in {} matrices", several.len()),
    }
}

struct Picture {
    body: String,
    width: usize,
    y: usize,
    title: String,
    description: String,
}

impl Picture {
    fn of(sheets: &[Sheet], dialect: &str, as_of: &str) -> Self {
        let mut picture = Self {
            body: String::new(),
            width: 0,
            y: EDGE,
            title: title(sheets),
            description: "Rows are people, columns are places.".to_owned(),
        };
        for sheet in sheets {
            picture.sheet(sheet);
        }
        let held = format!("Decided by notify-lint in the dialect {dialect}, as of {as_of}.");
        picture.line(&held, "s");
        picture
    }

    fn sheet(&mut self, sheet: &Sheet) {
        let names = sheet.people.iter().chain([&sheet.action]).map(|name| name.width()).max().unwrap_or(0) * LETTER;
        let columns: Vec<usize> =
            sheet.places.iter().map(|place| (place.width() * LETTER + 2 * LETTER).max(COLUMN)).collect();
        let heading = match &sheet.resource {
            Some(resource) => format!("{}  {resource}", sheet.path),
            None => sheet.path.clone(),
        };
        self.line(&heading, "t");
        let left = EDGE + names + 2 * LETTER;
        let right = left + columns.iter().sum::<usize>();
        self.width = self.width.max(right + EDGE);
        let middles: Vec<usize> = columns
            .iter()
            .scan(left, |at, width| {
                let middle = *at + width / 2;
                *at += width;
                Some(middle)
            })
            .collect();
        self.text(EDGE, "t", "start", &sheet.action);
        for (place, middle) in sheet.places.iter().zip(&middles) {
            self.text(*middle, "t", "middle", place);
        }
        self.rule(right);
        for (who, person) in sheet.people.iter().enumerate() {
            self.text(EDGE, "", "start", person);
            for (place, middle) in middles.iter().enumerate() {
                self.cell(sheet, who, place, *middle);
            }
            self.rule(right);
        }
        let mut legend: Vec<String> =
            sheet.decisions().map(|decision| format!("{} {}", drawn(decision), meaning(decision))).collect();
        legend.extend(sheet.against.as_ref().map(|words| format!("≠ {words}")));
        self.line(&legend.join("    "), "s");
        for words in &sheet.words {
            let _ = write!(self.description, " {words}");
            for line in textwrap::wrap(words, PROSE) {
                self.line(&line, "");
            }
        }
        self.y += ROW / 2;
    }

    fn cell(&mut self, sheet: &Sheet, who: usize, place: usize, x: usize) {
        let (decision, differs) = sheet.cells[who][place];
        let y = self.y + ROW * 2 / 3;
        let class = decision.name();
        let said = escape(&sheet.sentence(who, place));
        let _ = write!(self.body, "<g role=\"img\"><title>{said}</title>");
        let _ = match decision {
            Decision::Permit | Decision::NotApplicable => {
                write!(self.body, "<circle class=\"{class}\" cx=\"{x}\" cy=\"{}\" r=\"6\"/>", y - 5)
            }
            other => {
                let sign = drawn(other);
                write!(self.body, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{sign}</text>")
            }
        };
        if differs {
            let _ = write!(self.body, "<text class=\"Undecided\" x=\"{}\" y=\"{y}\">≠</text>", x + 9);
        }
        self.body.push_str("</g>\n");
    }

    /// A line of text of its own.
    fn line(&mut self, text: &str, class: &str) {
        self.text(EDGE, class, "start", text);
        self.width = self.width.max(text.width() * LETTER + 2 * EDGE);
        self.y += ROW;
    }

    fn text(&mut self, x: usize, class: &str, anchor: &str, text: &str) {
        let y = self.y + ROW * 2 / 3;
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let text = escape(text);
        let _ = writeln!(self.body, "<text{class} x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{text}</text>");
    }

    /// The line below a row.
    fn rule(&mut self, right: usize) {
        self.y += ROW;
        let y = self.y;
        let _ = writeln!(self.body, "<line class=\"l\" x1=\"{EDGE}\" x2=\"{right}\" y1=\"{y}\" y2=\"{y}\"/>");
    }

    /// The whole picture; `alone` is that it stands in a file of its own.
    fn finish(self, alone: bool) -> String {
        let (width, height) = (self.width.max(COLUMN), self.y + EDGE);
        let head = if alone { "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" } else { "" };
        let (title, description) = (escape(&self.title), escape(&self.description));
        format!(
            "{head}<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"m\" role=\"group\" aria-labelledby=\"m-title m-desc\" \
             width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n<title id=\"m-title\">{title}</title>\n\
             <desc id=\"m-desc\">{description}</desc>\n<style>{STYLE}</style>\n\
             <rect class=\"b\" width=\"{width}\" height=\"{height}\"/>\n{}</svg>\n",
            self.body
        )
    }
}

/// The sign of a decision in the legend: a dot would be lost in a picture.
const fn drawn(decision: Decision) -> &'static str {
    if matches!(decision, Decision::NotApplicable) { "○" } else { sign(decision) }
}

/// A text as XML and HTML print it.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other if is_unprintable(other) || matches!(other, '\u{FFFE}' | '\u{FFFF}') => {
                let _ = write!(escaped, "U+{:04X}", u32::from(other));
            }
            other => escaped.push(other),
        }
    }
    escaped
}
