//! All rules there are in a run: ours, and those of the house.

use super::front::{self, Repair, Worth};
use super::pattern::severity;
use super::{Certainty, FixKind, METAS, Meta, grammar};
use crate::pattern::Mistake;
use crate::source::{Location, Source, Span};
use crate::text::words::WordList;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// The rules of a run.
#[derive(Clone, Debug, Default)]
pub struct Book {
    house: Vec<HouseRule>,
}

/// A rule of the house, and the file that it stands in.
#[derive(Clone, Debug)]
pub struct HouseRule {
    /// What the file says.
    pub meta: &'static Meta,
    /// The file.
    pub file: Arc<Source>,
}

/// Something in a rule file of a house that cannot be used.
#[derive(Clone, Debug)]
pub struct RuleError {
    /// Where.
    pub at: Location,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Book {
    /// Our own rules and nothing else.
    pub const fn ours() -> Self {
        Self { house: Vec::new() }
    }

    /// Our rules, and those of a house.
    ///
    /// # Errors
    /// Everything in the files that cannot be used: each must be a rule that is a pattern, and have an id of its own.
    pub fn with(files: &[Arc<Source>]) -> Result<Self, Vec<RuleError>> {
        let mut book = Self::ours();
        let mut errors = Vec::new();
        for file in files {
            match read(file) {
                Ok(meta) if book.find(meta.id).is_some() => {
                    let message = format!("there is a rule `{}` already", meta.id);
                    let help = "rename the file; its folder and its name make the id of the rule".to_owned();
                    errors.push(RuleError { at: Location::start_of(file), message, help });
                }
                Ok(meta) => book.house.push(HouseRule { meta, file: Arc::clone(file) }),
                Err(found) => errors.extend(found),
            }
        }
        if errors.is_empty() { Ok(book) } else { Err(errors) }
    }

    /// Every rule: ours, then those of the house.
    pub fn metas(&self) -> impl Iterator<Item = &'static Meta> {
        METAS.iter().chain(self.house.iter().map(|rule| rule.meta))
    }

    /// The rules of the house.
    pub fn house(&self) -> &[HouseRule] {
        &self.house
    }

    /// The rule of that id or catalogue id, in any letter case.
    pub fn find(&self, name: &str) -> Option<&'static Meta> {
        self.metas().find(|meta| {
            meta.id.eq_ignore_ascii_case(name) || meta.catalogue.is_some_and(|id| id.eq_ignore_ascii_case(name))
        })
    }

    /// Whether a name is that of a rule, of its defect in the catalogue, or of a family.
    pub fn knows(&self, name: &str) -> bool {
        self.find(name).is_some() || self.metas().any(|meta| meta.family().eq_ignore_ascii_case(name))
    }

    /// The rule whose id is nearest to a name that is none, if one is near enough to be meant; the name of a defect
    /// alone is understood too.
    pub fn nearest(&self, name: &str) -> Option<&'static str> {
        let defect =
            |meta: &&Meta| meta.id.split_once('/').is_some_and(|(_, defect)| defect.eq_ignore_ascii_case(name));
        let ids = || self.metas().map(|meta| meta.id).chain(self.metas().filter_map(|meta| meta.catalogue));
        let near_defect = || {
            let defects = self.metas().filter_map(|meta| meta.id.split_once('/')).map(|(_, defect)| defect);
            let near = grammar::nearest(name, defects)?;
            self.metas()
                .find(|meta| meta.id.split_once('/').is_some_and(|(_, defect)| defect == near))
                .map(|meta| meta.id)
        };
        self.metas().find(defect).map(|meta| meta.id).or_else(|| grammar::nearest(name, ids())).or_else(near_defect)
    }
}

/// The words of a list, by its name.
pub fn words(name: &str) -> Option<Vec<String>> {
    let list = WordList::named(name)?;
    Some(list.words.iter().map(|word| word.text.to_owned()).collect())
}

/// Reads a rule file of a house.
fn read(file: &Arc<Source>) -> Result<&'static Meta, Vec<RuleError>> {
    let told = |mistake: Mistake| RuleError {
        at: Location::new(file, Span::of(mistake.range)),
        message: mistake.message,
        help: mistake.help,
    };
    let text = file.text();
    let (front, body) =
        front::read(text, &words).map_err(|mistakes| mistakes.into_iter().map(told).collect::<Vec<_>>())?;
    let wrong = |message: &str, help: &str| {
        let range = text.find("summary").map_or(0..3, |at| at..at + "summary".len());
        vec![told(Mistake { range, message: message.to_owned(), help: help.to_owned() })]
    };
    if front.pattern.is_empty() {
        return Err(wrong(
            "the rule has no `[pattern]`",
            "say in a `[pattern]` what is looked for and what is said of it",
        ));
    }
    let table = front::parts(text).map(|(range, _)| text[range].to_owned()).unwrap_or_default();
    let Some(id) = id_of(file.path()) else {
        return Err(wrong("the file has no name that an id can be made of", "save it as `pack/name.md`"));
    };
    Ok(keep(Meta {
        id: leak(id),
        summary: leak(front.summary),
        severity: severity(front.severity),
        certainty: match front.certainty {
            Worth::Law => Certainty::Law,
            Worth::Guideline => Certainty::Guideline,
            Worth::Api => Certainty::Api,
            Worth::Code => Certainty::Code,
            Worth::Practice => Certainty::Practice,
        },
        fix: match front.fix {
            Repair::Safe => FixKind::Safe,
            Repair::Unsafe => FixKind::Unsafe,
            Repair::None => FixKind::None,
        },
        since: leak(front.since),
        catalogue: front.catalogue.map(leak),
        sources: Vec::leak(front.sources.into_iter().map(leak).collect()),
        pattern: Some(leak(table)),
        body: leak(text[body].to_owned()),
    }))
}

/// `pack/name`: the folder that a rule file lies in, and its name.
fn id_of(path: &Path) -> Option<String> {
    let name = path.file_stem()?.to_str()?;
    let pack = path.parent().and_then(Path::file_name)?.to_str()?;
    Some(format!("{pack}/{name}"))
}

fn leak(text: String) -> &'static str {
    text.leak()
}

/// A rule lives as long as the program, for findings name it as they name ours. One that was read before is not kept twice,
/// so that an editor may read the same file again and again.
fn keep(meta: Meta) -> &'static Meta {
    static KEPT: Mutex<Vec<&'static Meta>> = Mutex::new(Vec::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    match kept.iter().find(|other| ***other == meta) {
        Some(other) => other,
        None => {
            let meta: &'static Meta = Box::leak(Box::new(meta));
            kept.push(meta);
            meta
        }
    }
}
