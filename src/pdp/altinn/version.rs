//! Which of Altinn's engines is asked, as of which day, and with which switches.
//!
//! Sources: Altinn/altinn-authorization-tmp pull requests 3898 and 3901 (b79b15c2a, 2026-08-20), and `PolicyDecisionPoint.cs`
//! and `AttributeMatcher.cs` as they stood before; Altinn/altinn-studio @e049d2c021, `Directory.Packages.props` and
//! `LocalTest.csproj`, which name version 0.0.8.

use crate::altinn::register;
use crate::config::{Date, Dialect};
use std::borrow::Cow;

/// The day since which rules are combined by the tables of XACML 3.0.
const COMBINING_SINCE: &str = "2026-08-20";

/// Where an engine runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Release {
    /// Altinn's own servers, which run the newest code.
    #[default]
    Cloud,
    /// Version 0.0.8 of the engine, in LocalTest and in Altinn Studio.
    V0_0_8,
}

/// One version of the dialect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// Where it runs.
    pub release: Release,
    /// The day for which is asked; none for the newest rules known here.
    pub as_of: Option<Date>,
    /// Whether role codes are delivered in lower case, as with the feature flag `AccessManagementAsPipForRoles`. It is off
    /// in the code; what production has is not known.
    pub lower_case_roles: bool,
}

/// What string-is-in asks of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IsIn {
    /// That it is the same.
    Same,
    /// That it is a part.
    Part,
    /// One of the two: the day of the change is not known.
    Either,
}

/// The dated rules of the engine itself, as a version has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rules {
    /// Whether decisions are combined by the tables of XACML 3.0, or in turn: rule after rule, until an error or, under
    /// deny-overrides, a rule that denies.
    ///
    /// In turn, a rule that denies ends the search and is then forgotten: the answer is what the rules before it came to.
    pub(super) by_table: bool,
    /// What `string-is-in` asks.
    pub(super) is_in: IsIn,
}

impl Version {
    /// The newest engine in Altinn's cloud.
    pub const CLOUD: Self = Self { release: Release::Cloud, as_of: None, lower_case_roles: false };

    /// What LocalTest and Studio run.
    pub const LOCAL_TEST: Self = Self { release: Release::V0_0_8, ..Self::CLOUD };

    /// The version that the configuration means; none for a dialect that is not Altinn's.
    pub const fn of_dialect(dialect: Dialect) -> Option<Self> {
        match dialect {
            Dialect::Altinn => Some(Self::CLOUD),
            Dialect::Altinn008 => Some(Self::LOCAL_TEST),
            Dialect::Standard => None,
        }
    }

    /// The name of the dialect.
    pub const fn name(self) -> &'static str {
        match self.release {
            Release::Cloud => Dialect::Altinn.name(),
            Release::V0_0_8 => Dialect::Altinn008.name(),
        }
    }

    /// Whether Altinn 2 roles are over on its day.
    pub fn altinn2_is_over(self) -> bool {
        self.as_of.is_some_and(register::altinn2_has_ended)
    }

    /// The role code that is delivered for somebody who has that role; none if the role gives nothing any more.
    pub fn delivered<'v>(self, role: &'v str) -> Option<Cow<'v, str>> {
        if self.altinn2_is_over() && register::ends_with_altinn2(role) {
            return None;
        }
        Some(if self.lower_case_roles { Cow::Owned(role.to_lowercase()) } else { Cow::Borrowed(role) })
    }

    /// Whether roles are delivered as they are in the request.
    pub(super) fn delivers_as_is(self) -> bool {
        !self.lower_case_roles && !self.altinn2_is_over()
    }

    /// Whether rules are combined one after the other, as before the tables of XACML 3.0.
    pub fn combines_in_turn(self) -> bool {
        !self.rules().by_table
    }

    pub(super) fn rules(self) -> Rules {
        let is_new = |day: Date| Date::parse(COMBINING_SINCE).is_none_or(|since| day >= since);
        match self.release {
            Release::V0_0_8 => Rules { by_table: false, is_in: IsIn::Part },
            Release::Cloud if self.as_of.is_none_or(is_new) => Rules { by_table: true, is_in: IsIn::Same },
            Release::Cloud => Rules { by_table: false, is_in: IsIn::Either },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_of_the_standard_came_on_a_day() {
        let on = |text| Version { as_of: Date::parse(text), ..Version::CLOUD }.rules();
        assert_eq!(on("2026-08-19"), Rules { by_table: false, is_in: IsIn::Either });
        assert_eq!(on("2026-08-20"), Version::CLOUD.rules());
        assert_ne!(Version::LOCAL_TEST.rules(), Version::CLOUD.rules());
    }

    #[test]
    fn altinn_2_roles_end_with_the_year() {
        let on = |text| Version { as_of: Date::parse(text), ..Version::CLOUD };
        assert_eq!(on("2026-12-31").delivered("A0237").as_deref(), Some("A0237"));
        assert_eq!(on("2027-01-01").delivered("A0237"), None);
        assert_eq!(on("2027-01-01").delivered("DAGL").as_deref(), Some("DAGL"));
        let lower = Version { lower_case_roles: true, ..Version::CLOUD };
        assert_eq!(lower.delivered("FFØR").as_deref(), Some("ffør"));
    }
}
