//! What a matrix looks like wherever it is drawn: rows, columns, decisions and words, each as plain text.

use super::{AccessView, ending, others, sentence};
use crate::altinn::Place;
use crate::pdp::Decision;
use crate::report::words::{one_line, slashed};
use crate::workspace::{Cell, READ};

/// One policy with one action.
pub(super) struct Sheet {
    pub(super) path: String,
    pub(super) resource: Option<String>,
    pub(super) action: String,
    pub(super) people: Vec<String>,
    pub(super) places: Vec<String>,
    /// For every person, for every place: the decision, and whether another decision point answers otherwise.
    pub(super) cells: Vec<Vec<(Decision, bool)>>,
    /// What it means for notices, and what has ended; nothing for other actions.
    pub(super) words: Vec<String>,
    pub(super) against: Option<String>,
}

/// The sheets of some policies, one for each action that a policy was asked.
pub(super) fn sheets(views: &[AccessView<'_>], actions: Option<&[String]>) -> Vec<Sheet> {
    let default = [READ.to_owned()];
    let actions = actions.unwrap_or(&default);
    let each = views.iter().flat_map(|view| actions.iter().filter_map(move |action| sheet(view, action)));
    each.collect()
}

fn sheet(view: &AccessView<'_>, action: &str) -> Option<Sheet> {
    let access = view.access;
    let number = access.action(action)?;
    let row = |who| {
        let cell = |place| Cell { who, place, action: number };
        (0..access.places.len()).map(|place| (access.decide(cell(place)), view.differs(cell(place)))).collect()
    };
    let mut words = Vec::new();
    words.extend(view.others.map(|others| others::words(access, others)));
    if action == READ {
        words.extend(sentence::words(access));
        words.extend(view.losses.map(|losses| ending::words(access, losses)));
    }
    Some(Sheet {
        path: one_line(&slashed(view.path)).into_owned(),
        resource: view.resource.as_deref().map(|id| one_line(id).into_owned()),
        action: one_line(action).into_owned(),
        people: access.people.iter().map(|who| one_line(&who.person.display()).into_owned()).collect(),
        places: access.places.iter().map(title).collect(),
        cells: (0..access.people.len()).map(row).collect(),
        words,
        against: view.difference(),
    })
}

/// What a place is called over its column.
pub(super) fn title(place: &Place) -> String {
    match place {
        Place::App => "App".into(),
        Place::Resource => "Resource".into(),
        Place::Events => "Events".into(),
        Place::Task(id) | Place::EndEvent(id) => one_line(id).into_owned(),
    }
}

impl Sheet {
    /// The decisions that occur, in the order of weight.
    pub(super) fn decisions(&self) -> impl Iterator<Item = Decision> + '_ {
        super::table::DECISIONS.into_iter().filter(|wanted| self.cells.iter().flatten().any(|(one, _)| one == wanted))
    }

    /// What a cell says: `Revisor (REVI), Task_1: permitted`.
    pub(super) fn sentence(&self, who: usize, place: usize) -> String {
        let (decision, differs) = self.cells[who][place];
        let otherwise = match (&self.against, differs) {
            (Some(words), true) => format!("; {words}"),
            _ => String::new(),
        };
        let meaning = super::table::meaning(decision);
        format!("{} {} {}: {meaning}{otherwise}", self.people[who], self.action, self.places[place])
    }
}

/// The sign of a decision; the same as on a screen.
pub(super) const fn sign(decision: Decision) -> &'static str {
    match decision {
        Decision::Permit => "●",
        Decision::Deny => "✗",
        Decision::NotApplicable => "·",
        Decision::Indeterminate => "!",
        Decision::Undecided => "?",
    }
}
