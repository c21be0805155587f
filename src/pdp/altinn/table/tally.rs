//! Four marks that say all of a list of decisions that the combining tables ask for, and who came first.

use crate::pdp::Decision;
use crate::xacml::{Combining, Effect};

/// Which decisions have been met.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    permits: bool,
    denies: bool,
    fails_to_permit: bool,
    fails_to_deny: bool,
    first: Option<Decision>,
}

impl Tally {
    /// A rule has its effect.
    pub(super) fn says(&mut self, effect: Effect) {
        let decision = match effect {
            Effect::Permit => {
                self.permits = true;
                Decision::Permit
            }
            Effect::Deny => {
                self.denies = true;
                Decision::Deny
            }
        };
        self.first = self.first.or(Some(decision));
    }

    /// A rule fails that would have had that effect.
    pub(super) fn fails(&mut self, effect: Effect) {
        match effect {
            Effect::Permit => self.fails_to_permit = true,
            Effect::Deny => self.fails_to_deny = true,
        }
        self.first = self.first.or(Some(Decision::Indeterminate));
    }

    /// What the tables of XACML 3.0, appendix C, make of it.
    pub(super) fn decision(self, algorithm: Combining) -> Decision {
        use Decision::{Deny, Indeterminate, NotApplicable, Permit};
        match (algorithm, self) {
            (Combining::DenyOverrides, Self { denies: true, .. }) => Deny,
            (Combining::DenyOverrides, Self { fails_to_deny: true, .. }) => Indeterminate,
            (Combining::DenyOverrides, Self { permits: true, .. }) => Permit,
            (Combining::DenyOverrides, Self { fails_to_permit: true, .. }) => Indeterminate,
            (Combining::PermitOverrides, Self { permits: true, .. }) => Permit,
            (Combining::PermitOverrides, Self { fails_to_permit: true, .. }) => Indeterminate,
            (Combining::PermitOverrides, Self { denies: true, .. }) => Deny,
            (Combining::PermitOverrides, Self { fails_to_deny: true, .. }) => Indeterminate,
            (Combining::DenyUnlessPermit, Self { permits, .. }) => [Deny, Permit][usize::from(permits)],
            (Combining::PermitUnlessDeny, Self { denies, .. }) => [Permit, Deny][usize::from(denies)],
            (Combining::FirstApplicable, Self { first: Some(first), .. }) => first,
            _ => NotApplicable,
        }
    }
}
