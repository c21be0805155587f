//! What is open to everyone: permitted to who holds nothing.

use super::cell::View;
use super::domain::Shape;
use super::model::Model;
use super::verdict::{Claim, Judgement, Strength};
use crate::pdp::Decision;

/// A place and action that is permitted to who holds nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenToAll {
    /// The asker, place and action.
    pub shape: Shape,
    /// The rules that ask nothing of the asker; none where the combining algorithm alone permits.
    pub rules: Vec<usize>,
    /// Whether it stays permitted, whatever else the asker holds; if not, by whom it is refuted, or why it is not known.
    pub to_everyone: Judgement,
}

/// Everything that is open to who holds nothing.
pub(super) fn open_to_all(model: &Model<'_, '_>) -> Vec<OpenToAll> {
    let space = &model.sides[0].space;
    let claims = |strength| -> Vec<Claim> {
        let claim = |cell| Claim { shape: space.shape(cell), who: Vec::new(), decision: Decision::Permit, strength };
        (0..space.cells()).map(claim).collect()
    };
    let alone = claims(Strength::Alone);
    let judged = super::claims::judge(model, &alone);
    let open: Vec<Claim> = alone
        .into_iter()
        .zip(judged)
        .filter(|(_, judgement)| *judgement == Judgement::Proved)
        .map(|(claim, _)| Claim { strength: Strength::WithAnythingElse, ..claim })
        .collect();
    let judged = super::claims::judge(model, &open);
    let found = open.into_iter().zip(judged).map(|(claim, to_everyone)| OpenToAll {
        shape: claim.shape,
        rules: asking_nothing(model, claim.shape),
        to_everyone,
    });
    found.collect()
}

fn asking_nothing(model: &Model<'_, '_>, shape: Shape) -> Vec<usize> {
    let lines = &model.sides[0].plan.program.lines;
    let permits = |line: u32| lines[line as usize].effect == crate::xacml::Effect::Permit;
    match model.view(0, shape) {
        View::Sets(sets) => {
            let asks_nothing = sets
                .rules
                .iter()
                .filter(|(line, _, pieces)| permits(*line) && pieces.first().is_some_and(|piece| piece.is_empty()));
            asks_nothing.map(|(line, _, _)| *line as usize).collect()
        }
        View::Mixed => {
            let mut diagram = model.diagram();
            let worked = model.work(0, shape, &mut diagram);
            let from = model.first_open();
            let applies = |of| diagram.at(of, from, &|_| false) == super::diagram::Diagram::TRUE;
            let rules = worked.rules.iter().filter(|(line, rule)| permits(*line) && applies(rule.applies));
            rules.map(|(line, _)| *line as usize).collect()
        }
        View::Constant(_) | View::Opaque => Vec::new(),
    }
}
