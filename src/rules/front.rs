//! A rule file taken apart: the front matter between two lines of `+++`, and the text behind it. The build reads our own
//! rules with it, the program those of a house.

use crate::pattern::{Lists, Mistake, Table, Weight, one_or_many};
use serde::Deserialize;
use std::ops::Range;

/// What a rule file says of itself.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Front {
    /// What it finds, in one line.
    pub(crate) summary: String,
    /// How much its findings weigh.
    pub(crate) severity: Weight,
    /// What its source is worth.
    #[serde(default)]
    pub(crate) certainty: Worth,
    /// Whether it offers a repair.
    #[serde(default)]
    pub(crate) fix: Repair,
    /// The version that had it first.
    #[serde(default)]
    pub(crate) since: String,
    /// The id of the defect in the catalogue of facts.
    pub(crate) catalogue: Option<String>,
    /// Where it was learnt.
    #[serde(default)]
    pub(crate) sources: Vec<String>,
    /// What it looks for, where no program is needed for that.
    #[serde(default, deserialize_with = "one_or_many")]
    pub(crate) pattern: Vec<Table>,
}

/// What the source of a rule is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Worth {
    /// Binding law.
    Law,
    /// An official guideline of Altinn's.
    Guideline,
    /// The API refuses it.
    Api,
    /// Read in the code of the platform.
    Code,
    /// Good practice, or the habit of a house.
    #[default]
    Practice,
}

/// Whether a rule offers a repair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Repair {
    /// One that changes exactly what the finding names.
    Safe,
    /// One that a person must judge.
    Unsafe,
    /// None.
    #[default]
    None,
}

/// Where front matter and text of a rule file stand.
///
/// # Errors
/// A file without front matter.
pub(crate) fn parts(text: &str) -> Result<(Range<usize>, Range<usize>), Mistake> {
    let start = text.split_inclusive('\n').next().filter(|line| line.trim_end() == "+++").map(str::len);
    let end = start.and_then(|start| {
        let mut at = start;
        text[start..].split_inclusive('\n').find_map(|line| {
            let here = at;
            at += line.len();
            (line.trim_end() == "+++").then_some((start..here, at..text.len()))
        })
    });
    end.ok_or_else(|| Mistake {
        range: 0..text.lines().next().map_or(0, str::len),
        message: "the front matter is missing".into(),
        help: "begin the file with a line `+++`, `summary`, `severity` and `[pattern]`, and another line `+++`".into(),
    })
}

/// Reads the front matter of a rule file; the places of mistakes are those of the file.
///
/// # Errors
/// Everything in it that cannot be used.
pub(crate) fn read(text: &str, lists: Lists<'_>) -> Result<(Front, Range<usize>), Vec<Mistake>> {
    let (front, body) = parts(text).map_err(|mistake| vec![mistake])?;
    let moved = |mut mistake: Mistake| {
        mistake.range = mistake.range.start + front.start..mistake.range.end + front.start;
        mistake
    };
    let read: Front = toml::from_str(&text[front.clone()]).map_err(|error| {
        let message = error.message().trim().to_owned();
        let help = "repair the front matter; `CONTRIBUTING.md` has what may stand in it".to_owned();
        vec![moved(Mistake { range: error.span().unwrap_or_default(), message, help })]
    })?;
    let mistakes: Vec<Mistake> = read.pattern.iter().flat_map(|table| table.mistakes(lists)).map(moved).collect();
    if mistakes.is_empty() { Ok((read, body)) } else { Err(mistakes) }
}
