//! What may stand where Altinn fills in: invented values, a short and a long one, for whoever wants to see or measure the
//! finished text.
//!
//! Source of lengths: `messageTitle` holds at most 255 characters (Altinn/altinn-correspondence @da78516,
//! `CorrespondenceContentExt`); names in the entity register are often in capitals and can have over 200.

/// Values for one placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExampleValues {
    /// The name between the two `$`.
    pub name: &'static str,
    /// A short value.
    pub short: &'static str,
    /// A long value that still is usual.
    pub long: &'static str,
    /// The most characters that the owner of the text can put there, where that is known.
    pub most: Option<usize>,
}

const fn values(name: &'static str, short: &'static str, long: &'static str, most: Option<usize>) -> ExampleValues {
    ExampleValues { name, short, long, most }
}

const RECIPIENT: &str = "NORDFJORD BYGG OG EIENDOMSFORVALTNING AS";
const VALUES: &[ExampleValues] = &[
    values("recipientName", "Fjord AS", RECIPIENT, None),
    values("correspondenceRecipientName", "Fjord AS", RECIPIENT, None),
    values("instanceOwnerName", "Fjord AS", RECIPIENT, None),
    values("recipientNumber", "123456785", "123456785", None),
    values("orgNumber", "123456785", "123456785", None),
    values("socialSecurityNumber", "01819010001", "01819010001", None),
    values("personNumber", "01819010001", "01819010001", None),
    values("sendersName", "Eksempeltilsynet", "Eksempelkommune i Nordfjord", None),
    values("serviceOwnerName", "Eksempeltilsynet", "Eksempelkommune i Nordfjord", None),
    values("reporterName", "Eksempeltilsynet", "Eksempelkommune i Nordfjord", None),
    values("resourceName", "Skjenkebevilling", "Bevilling til servering av alkohol", None),
    values("appName", "Årsrapport", "Søknad om bevilling til servering", None),
    values("messageTitle", "Vedtak", "Vedtak om endring av skjenkebevilling etter kontroll", Some(255)),
    values("dueDate", "31-12-2026 23:59:59", "31-12-2026 23:59:59", None),
    values("instanceDueDate", "31-12-2026 23:59:59", "31-12-2026 23:59:59", None),
];

/// Values for a placeholder that Altinn fills in; none for a name that it does not know. Letter case counts, as it does there.
pub fn example_values(name: &str) -> Option<&'static ExampleValues> {
    VALUES.iter().find(|values| values.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_value_is_as_long_as_the_catalogue_reckons_with() {
        let long = |name| example_values(name).map(|values| values.long.chars().count());
        assert_eq!(long("recipientName"), Some(40));
        assert_eq!((long("recipientNumber"), long("dueDate")), (Some(9), Some(19)));
        assert_eq!(long("RecipientName"), None);
        assert!(VALUES.iter().all(|values| values.short.len() <= values.long.len()));
    }
}
