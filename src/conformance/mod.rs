//! How far the decision points agree with others: the conformance suite, and recorded decisions of real engines.
//!
//! Files are not opened here: whoever calls gives the texts, or a way to get them.

mod recorded;
mod suite;

use serde_json::{Value, json};

pub use recorded::{Column, Recorded, recorded};
pub use suite::{Case, cases, run};

/// What a comparison comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Counts, by section or column.
    pub rows: Vec<Row>,
    /// Every disagreement, in the order in which it was met.
    pub disagree: Vec<Disagreement>,
}

/// The counts of one section or column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// How many agree.
    pub agree: usize,
    /// How many there are.
    pub total: usize,
}

/// One answer that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The test or recording.
    pub id: String,
    /// The file of the request, or its number.
    pub request: String,
    /// Who was asked: `standard` or `altinn`.
    pub column: &'static str,
    /// What was answered here.
    pub got: String,
    /// What was expected.
    pub want: String,
}

impl Report {
    /// Counts one answer, and keeps it if it differs.
    fn count(&mut self, row: &str, agrees: bool, disagreement: impl FnOnce() -> Disagreement) {
        let at = self.rows.iter().position(|known| known.name == row).unwrap_or_else(|| {
            self.rows.push(Row { name: row.to_owned(), agree: 0, total: 0 });
            self.rows.len() - 1
        });
        if let Some(row) = self.rows.get_mut(at) {
            row.total += 1;
            row.agree += usize::from(agrees);
        }
        if !agrees {
            self.disagree.push(disagreement());
        }
    }

    /// Adds what another comparison comes to.
    pub fn append(&mut self, other: Self) {
        for row in other.rows {
            match self.rows.iter_mut().find(|known| known.name == row.name) {
                Some(known) => {
                    known.agree += row.agree;
                    known.total += row.total;
                }
                None => self.rows.push(row),
            }
        }
        self.disagree.extend(other.disagree);
    }

    /// How many agree.
    pub fn agree(&self) -> usize {
        self.rows.iter().map(|row| row.agree).sum()
    }

    /// How many there are.
    pub fn total(&self) -> usize {
        self.rows.iter().map(|row| row.total).sum()
    }

    /// As JSON: `{"agree", "total", "disagree": [{"id", "request", "column", "got", "want"}]}`.
    pub fn to_json(&self) -> Value {
        let disagree = self.disagree.iter().map(|one| {
            json!({
                "id": one.id,
                "request": one.request,
                "column": one.column,
                "got": one.got,
                "want": one.want,
            })
        });
        json!({ "agree": self.agree(), "total": self.total(), "disagree": disagree.collect::<Vec<_>>() })
    }

    /// As a table of Markdown, which is also legible as it is.
    pub fn to_table(&self) -> String {
        let sum = Row { name: "all".to_owned(), agree: self.agree(), total: self.total() };
        let width = self.rows.iter().chain([&sum]).map(|row| row.name.chars().count()).max().unwrap_or_default();
        let line = |name: &str, agree: &str, total: &str| format!("| {name:width$} | {agree:>6} | {total:>6} |\n");
        let mut table = line("", "agree", "of");
        table.push_str(&format!("|{:-<1$}|-------:|-------:|\n", "", width + 2));
        for row in self.rows.iter().chain([&sum]) {
            table.push_str(&line(&row.name, &row.agree.to_string(), &row.total.to_string()));
        }
        table
    }
}
