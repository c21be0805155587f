//! The matrix as a table: people downwards, places across, one sign per decision.

use super::sheet::{self, title};
use super::{AccessView, ending, others, sentence};
use crate::pdp::Decision;
use crate::report::Screen;
use crate::report::words::{one_line, padded, path_on_screen, wrapping};
use crate::workspace::{Access, Cell, READ};
use owo_colors::Style;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Blanks between columns.
const GAP: usize = 2;
pub(super) const DECISIONS: [Decision; 5] =
    [Decision::Permit, Decision::Deny, Decision::NotApplicable, Decision::Indeterminate, Decision::Undecided];

pub(super) fn write(
    views: &[AccessView<'_>],
    dialect: &str,
    as_of: &str,
    actions: Option<&[String]>,
    screen: Screen,
    out: &mut impl Write,
) -> io::Result<()> {
    let default = [READ.to_owned()];
    let actions = actions.unwrap_or(&default);
    for (number, view) in views.iter().enumerate() {
        let mut text = String::new();
        if number > 0 {
            text.push('\n');
        }
        heading(view, screen, &mut text);
        for action in actions {
            block(view, action, screen, &mut text);
        }
        if number == 0 {
            let occurs = |wanted| views.iter().any(|view| is_answered(view.access, actions, wanted));
            let against = views.iter().find_map(AccessView::difference);
            legend(occurs, against.as_deref(), dialect, as_of, screen, &mut text);
        }
        if actions.iter().any(|action| action == READ) {
            sentence::push(view.access, screen, &mut text);
        }
        if let Some(others) = view.others {
            others::push(view.access, others, screen, &mut text);
        }
        if let Some(losses) = view.losses {
            ending::push(view.access, losses, screen, &mut text);
        }
        out.write_all(text.as_bytes())?;
    }
    Ok(())
}

fn heading(view: &AccessView<'_>, screen: Screen, text: &mut String) {
    let path = path_on_screen(view.path);
    text.push_str(&screen.paint(&path, Style::new().bold()));
    if let Some(resource) = &view.resource {
        text.push_str("  ");
        text.push_str(&one_line(resource));
    }
    text.push('\n');
}

/// The table of one action. Where the names of the places do not fit over their columns, numbers stand there, and a
/// list of the names above; where not even those fit, the columns are dealt out over several tables.
fn block(view: &AccessView<'_>, action: &str, screen: Screen, text: &mut String) {
    let access = view.access;
    text.push('\n');
    let Some(number) = access.action(action) else {
        text.push_str(&format!("{}: was not asked of this policy\n", one_line(action)));
        return;
    };
    if access.people.is_empty() {
        text.push_str("the policy names nobody\n");
        return;
    }
    let people: Vec<String> = access.people.iter().map(|who| one_line(&who.person.display()).into_owned()).collect();
    let places: Vec<String> = access.places.iter().map(title).collect();
    let columns = screen.columns();
    let widest = people.iter().map(|name| name.width()).max().unwrap_or(0).max(action.width());
    let across: usize = places.iter().map(|place| place.width() + GAP).sum();
    let numbered = access.places.len().to_string().len();
    // People may take what the places leave, but never less than this: long names are wrapped.
    let least = (columns / 3).max(24);
    let (names, titles) = if widest.min(least) + across <= columns {
        (widest.min(columns - across), places)
    } else {
        key(&places, screen, text);
        let across = places.len() * (numbered + GAP);
        let names = widest.min(columns.saturating_sub(across).max(least));
        (names, (1..=places.len()).map(|number| number.to_string()).collect())
    };
    let people: Vec<Vec<String>> = people.iter().map(|name| wrapped(name, names)).collect();
    let names = people.iter().flatten().map(|line| line.width()).max().unwrap_or(0).max(action.width());
    let mut first = 0;
    while first < titles.len() {
        let mut used = names;
        let fitting = titles[first..].iter().take_while(|title| {
            used += title.width() + GAP;
            used <= columns
        });
        let count = fitting.count().max(1);
        let table = Table { view, action: number, people: &people, names, screen };
        table.push(action, first, &titles[first..first + count], text);
        first += count;
    }
}

fn wrapped(name: &str, width: usize) -> Vec<String> {
    // Codes of access packages are words with hyphens, wider than the column may be.
    let options = wrapping(width, "", "  ").break_words(true).word_splitter(textwrap::WordSplitter::HyphenSplitter);
    textwrap::wrap(name, options).into_iter().map(Into::into).collect()
}

/// `1 App   2 Task_1   3 EndEvent_1`
fn key(places: &[String], screen: Screen, text: &mut String) {
    let entries: Vec<String> = places.iter().enumerate().map(|(at, name)| format!("{}\u{A0}{name}", at + 1)).collect();
    let lines = textwrap::fill(&entries.join("   "), wrapping(screen.columns(), "", ""));
    text.push_str(&lines.replace('\u{A0}', " "));
    text.push('\n');
}

struct Table<'t> {
    view: &'t AccessView<'t>,
    action: usize,
    /// Everybody's name, in lines.
    people: &'t [Vec<String>],
    names: usize,
    screen: Screen,
}

impl Table<'_> {
    fn push(&self, action: &str, first: usize, titles: &[String], text: &mut String) {
        let head = padded(&one_line(action), self.names);
        text.push_str(&self.screen.paint(&head, Style::new().bold()));
        for title in titles {
            text.push_str(&" ".repeat(GAP));
            text.push_str(title);
        }
        text.push('\n');
        for (who, name) in self.people.iter().enumerate() {
            let (first_line, further) = name.split_first().map_or(("", &[][..]), |(one, rest)| (one.as_str(), rest));
            let mut row = padded(first_line, self.names);
            for (at, title) in titles.iter().enumerate() {
                let cell = Cell { who, place: first + at, action: self.action };
                let left = GAP + title.width().saturating_sub(1) / 2;
                let mut right = title.width().saturating_sub(1).div_ceil(2);
                row.push_str(&" ".repeat(left));
                row.push_str(&painted(self.view.access.decide(cell), self.screen));
                if self.view.differs(cell) {
                    row.push_str(&self.screen.paint(differing(self.screen), Style::new().magenta().bold()));
                    right = right.saturating_sub(1);
                }
                row.push_str(&" ".repeat(right));
            }
            text.push_str(row.trim_end());
            text.push('\n');
            for line in further {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
}

fn sign(decision: Decision, screen: Screen) -> &'static str {
    match decision {
        Decision::Permit => screen.choose(sheet::sign(decision), "Y"),
        Decision::Deny => screen.choose(sheet::sign(decision), "x"),
        Decision::NotApplicable => screen.choose(sheet::sign(decision), "."),
        Decision::Indeterminate | Decision::Undecided => sheet::sign(decision),
    }
}

/// The sign beside a decision that another decision point does not share.
fn differing(screen: Screen) -> &'static str {
    screen.choose("≠", "#")
}

fn painted(decision: Decision, screen: Screen) -> std::borrow::Cow<'static, str> {
    let style = match decision {
        Decision::Permit => Style::new().green(),
        Decision::Deny => Style::new().red(),
        Decision::NotApplicable => Style::new().dimmed(),
        Decision::Indeterminate | Decision::Undecided => Style::new().yellow().bold(),
    };
    screen.paint(sign(decision, screen), style)
}

pub(super) const fn meaning(decision: Decision) -> &'static str {
    match decision {
        Decision::Permit => "permitted",
        Decision::Deny => "denied",
        Decision::NotApplicable => "not permitted: no rule applies",
        Decision::Indeterminate => "not permitted: the decision fails",
        Decision::Undecided => "cannot tell",
    }
}

/// The signs that occur in any of the tables, and what the answers hold for.
fn legend(
    occurs: impl Fn(Decision) -> bool,
    against: Option<&str>,
    dialect: &str,
    as_of: &str,
    screen: Screen,
    text: &mut String,
) {
    let used = DECISIONS.into_iter().filter(|decision| occurs(*decision));
    let mut entries: Vec<String> =
        used.map(|decision| format!("{} {}", sign(decision, screen), meaning(decision))).collect();
    entries.extend(against.map(|words| format!("{} {words}", differing(screen))));
    text.push('\n');
    let line = format!("{}   (dialect {dialect}, as of {as_of})", entries.join("   "));
    let line = textwrap::fill(&line, wrapping(screen.columns(), "", ""));
    text.push_str(&screen.paint(&line, Style::new().dimmed()));
    text.push('\n');
}

/// Whether a decision stands in one of the tables of a policy.
fn is_answered(access: &Access, actions: &[String], wanted: Decision) -> bool {
    actions.iter().filter_map(|action| access.action(action)).any(|action| {
        (0..access.people.len())
            .any(|who| (0..access.places.len()).any(|place| access.decide(Cell { who, place, action }) == wanted))
    })
}
