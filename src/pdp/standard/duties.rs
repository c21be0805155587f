//! Obligations and advice (core specification, §7.18).

use super::fault::Fault;
use super::frame::Frame;
use super::functions::Operand;
use super::verdict::Duties;
use crate::pdp::{Assigned, Duty};
use crate::xacml::{Assignment, Effect, Obligation};

impl<'e> Frame<'e> {
    /// The obligations and advice that come with an effect. If one of them cannot be computed, neither can the decision.
    pub(super) fn duties(
        &self,
        obligations: &'e [Obligation<'e>],
        advice: &'e [Obligation<'e>],
        effect: Effect,
    ) -> Result<Duties, Fault> {
        let all = |duties: &'e [Obligation<'e>]| {
            duties.iter().filter(|duty| duty.on.value == effect).map(|duty| self.duty(duty)).collect::<Result<_, _>>()
        };
        Ok(Duties { obligations: all(obligations)?, advice: all(advice)? })
    }

    fn duty(&self, duty: &'e Obligation<'e>) -> Result<Duty, Fault> {
        let mut assignments = Vec::new();
        for assignment in &duty.assignments {
            self.assign(assignment, &mut assignments).map_err(|fault| fault.at(self.place(assignment.span)))?;
        }
        Ok(Duty { id: duty.id.value.to_string(), assignments })
    }

    /// One assignment for each value.
    fn assign(&self, assignment: &'e Assignment<'e>, assigned: &mut Vec<Assigned>) -> Result<(), Fault> {
        let Some(expression) = &assignment.expression else { return Ok(()) };
        let values = match self.evaluate(expression)? {
            Operand::One(value) => vec![value],
            Operand::Bag(values) => values,
        };
        assigned.extend(values.into_iter().map(|value| Assigned {
            id: assignment.id.value.to_string(),
            category: assignment.category.as_ref().map(|category| category.value.to_string()),
            issuer: assignment.issuer.as_ref().map(|issuer| issuer.value.to_string()),
            data_type: value.data_type().uri().to_owned(),
            text: value.text(),
        }));
        Ok(())
    }
}
