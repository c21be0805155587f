//! Who may do what, where: the matrix of each policy.

mod ending;
mod json;
mod markdown;
mod others;
mod picture;
mod sentence;
mod sheet;
mod table;

use super::Screen;
use crate::workspace::{Access, Cell, Loss, Others};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// One policy.
#[derive(Clone, Debug)]
pub struct AccessView<'a> {
    /// Its file.
    pub path: &'a Path,
    /// The id by which notices name it.
    pub resource: Option<String>,
    /// Its decisions.
    pub access: &'a Access,
    /// Who has lost what with the Altinn 2 roles, where the matrix is of a day after their end.
    pub losses: Option<&'a [Loss]>,
    /// What another decision point answers over the same people, places and actions, and its name.
    pub against: Option<(&'a str, &'a Access)>,
    /// What else the same person holds may take away, where that was asked.
    pub others: Option<&'a Others>,
}

impl<'a> AccessView<'a> {
    /// A policy with its decisions, compared with nothing.
    pub const fn new(path: &'a Path, resource: Option<String>, access: &'a Access) -> Self {
        Self { path, resource, access, losses: None, against: None, others: None }
    }

    /// Whether another decision point answers a cell otherwise, or another holding of the same person takes it away.
    fn differs(&self, cell: Cell) -> bool {
        self.against.is_some_and(|(_, other)| other.decide(cell) != self.access.decide(cell))
            || self.others.is_some_and(|others| others.takes(cell))
    }

    /// What [`Self::differs`] means, in words.
    fn difference(&self) -> Option<String> {
        match (self.against, self.others) {
            (Some((name, _)), _) => Some(format!("{name} decides otherwise")),
            (None, Some(_)) => Some("not to whoever holds certain others as well".to_owned()),
            (None, None) => None,
        }
    }
}

/// The form in which matrices are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessFormat {
    /// A table for a person at a terminal.
    Human,
    /// For programs.
    Json,
    /// A table for a pull request.
    Markdown,
    /// One picture that needs nothing beside itself.
    Svg,
    /// The picture in a page.
    Html,
}

/// Prints matrices. Without `actions` tables and pictures show `read`, and JSON every action that the policy names. An action
/// that a matrix was not built for is left out of it.
///
/// # Errors
/// Whatever `out` refuses.
pub fn access(
    format: AccessFormat,
    views: &[AccessView<'_>],
    dialect: &str,
    as_of: &str,
    actions: Option<&[String]>,
    screen: Screen,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    match format {
        AccessFormat::Human => table::write(views, dialect, as_of, actions, screen, &mut out)?,
        AccessFormat::Json => json::write(views, dialect, as_of, actions, &mut out)?,
        AccessFormat::Markdown => markdown::write(views, dialect, as_of, actions, &mut out)?,
        AccessFormat::Svg => picture::svg(views, dialect, as_of, actions, &mut out)?,
        AccessFormat::Html => picture::html(views, dialect, as_of, actions, &mut out)?,
    }
    out.flush()
}
