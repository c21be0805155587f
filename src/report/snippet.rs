//! The adapter to miette: the only place that knows it. It draws what [`Excerpt`] has cut out.

use super::Screen;
use super::excerpt::{Excerpt, LABEL};
use super::words::{one_line, path_on_screen, style_of};
use crate::finding::{Label, Severity};
use crate::source::{Location, Position};
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, SourceCode, SourceSpan, SpanContents,
    ThemeCharacters, ThemeStyles,
};
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;
use textwrap::{WordSeparator, WordSplitter};
use unicode_width::UnicodeWidthStr;

/// Draws messages and places.
pub(super) struct Artist {
    screen: Screen,
    by_severity: [GraphicalReportHandler; 3],
}

impl Artist {
    pub(super) fn new(screen: Screen) -> Self {
        let by_severity =
            [Severity::Info, Severity::Warning, Severity::Error].map(|severity| handler(screen, severity));
        Self { screen, by_severity }
    }

    /// Draws the message and, below it, the place with what is said there. Gives the labels that were not drawn.
    pub(super) fn draw<'l>(&self, picture: &Picture<'_, 'l>, out: &mut String) -> Result<Vec<&'l Label>, fmt::Error> {
        let at = picture.at;
        // A label is hung on the place by a few columns of its own.
        let beside = picture.label.map_or(0, |label| label.width().min(LABEL) + 4);
        let excerpt = Excerpt::new(&at.source, at.span, beside, self.screen);
        let mut rest = Vec::new();
        let mut seen = BTreeSet::from([(at.span, picture.label.unwrap_or_default())]);
        let mut drawn: Vec<(Range<usize>, String)> = Vec::new();
        for label in picture.labels {
            let same_file = label.is_in_file_of(at);
            if same_file && !seen.insert((label.at.span, label.text.as_str())) {
                continue;
            }
            let shown = excerpt.as_ref().filter(|_| same_file).and_then(|excerpt| excerpt.find(label.at.span));
            match shown {
                Some(range) => drawn.push((range, one_line(&label.text).into_owned())),
                None => rest.push(label),
            }
        }
        let drawing = Drawing {
            message: one_line(picture.message).into_owned(),
            severity: picture.severity,
            page: excerpt.map(|excerpt| Page {
                path: path_on_screen(at.source.path()),
                start: at.source.position(at.span.start),
                label: picture.label.map(|text| one_line(text).into_owned()),
                labels: drawn,
                room: self.screen.columns(),
                excerpt,
            }),
        };
        self.by_severity[picture.severity as usize].render_report(out, &drawing)?;
        if drawing.page.is_none() {
            out.push_str("    in ");
            out.push_str(&path_on_screen(at.source.path()));
            if let Some(label) = picture.label {
                out.push_str(": ");
                out.push_str(&one_line(label));
            }
            out.push('\n');
        }
        Ok(rest)
    }
}

/// What is drawn.
pub(super) struct Picture<'p, 'l> {
    pub(super) severity: Severity,
    pub(super) message: &'p str,
    pub(super) at: &'p Location,
    pub(super) label: Option<&'p str>,
    pub(super) labels: &'l [Label],
}

fn handler(screen: Screen, severity: Severity) -> GraphicalReportHandler {
    let characters = if screen.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
    let mut styles = if screen.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
    if screen.color {
        styles.highlights = vec![style_of(severity)];
    }
    GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
        .with_links(false)
        .with_width(screen.prose() + 2)
        .with_break_words(false)
        .with_word_separator(WordSeparator::AsciiSpace)
        .with_word_splitter(WordSplitter::NoHyphenation)
        .without_syntax_highlighting()
}

#[derive(Debug)]
struct Drawing {
    message: String,
    severity: Severity,
    page: Option<Page>,
}

struct Page {
    path: String,
    start: Position,
    label: Option<String>,
    labels: Vec<(Range<usize>, String)>,
    room: usize,
    excerpt: Excerpt,
}

impl fmt::Debug for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page").field("path", &self.path).finish_non_exhaustive()
    }
}

impl fmt::Display for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawing {}

impl Diagnostic for Drawing {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.page.as_ref().map(|page| page as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let page = self.page.as_ref()?;
        let place = page.excerpt.place();
        let text = page.label.as_deref().map(|text| page.wrapped(text, place.clone()));
        let primary = LabeledSpan::new_primary_with_span(text, place);
        let others = page
            .labels
            .iter()
            .map(|(range, text)| LabeledSpan::new_with_span(Some(page.wrapped(text, range.clone())), range.clone()));
        Some(Box::new(std::iter::once(primary).chain(others)))
    }
}

impl Page {
    /// A label, broken into lines that fit beside the middle of its place.
    fn wrapped(&self, text: &str, place: Range<usize>) -> String {
        let line = self.excerpt.text[..place.start].rfind('\n').map_or(0, |end| end + 1);
        let width_to = |end: usize| self.excerpt.text.get(line..end).unwrap_or_default().width();
        let middle = usize::midpoint(width_to(place.start), width_to(place.end).max(width_to(place.start)));
        let gutter = 12;
        let room = self.room.saturating_sub(gutter + middle).max(24);
        textwrap::fill(text, super::words::wrapping(room, "", ""))
    }
}

impl SourceCode for Page {
    /// The whole excerpt, always: it holds no more than is to be drawn. Asked without context, miette wants to know
    /// where the place is.
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let excerpt = &self.excerpt;
        let (line, column) = match (before, after) {
            (0, 0) => (self.start.line.saturating_sub(1) as usize, self.start.column.saturating_sub(1) as usize),
            _ => (excerpt.first_line, 0),
        };
        let span = SourceSpan::from((0, excerpt.text.len()));
        Ok(Box::new(Contents { page: self, span, line, column }))
    }
}

struct Contents<'a> {
    page: &'a Page,
    span: SourceSpan,
    line: usize,
    column: usize,
}

impl<'a> SpanContents<'a> for Contents<'a> {
    fn data(&self) -> &'a [u8] {
        self.page.excerpt.text.as_bytes()
    }

    fn span(&self) -> &SourceSpan {
        &self.span
    }

    fn name(&self) -> Option<&str> {
        Some(&self.page.path)
    }

    fn line(&self) -> usize {
        self.line
    }

    fn column(&self) -> usize {
        self.column
    }

    fn line_count(&self) -> usize {
        self.page.excerpt.text.matches('\n').count()
    }
}
