//! How a message of eFormidling says that the business is told of it.
//!
//! Source: felleslosninger/efm-integrasjonspunkt @fd348ae, `NotificationFactory.java`.

use super::{Choice, Field, Spec, Type};

static REMINDER: Choice = Choice {
    name: "kind of notice",
    values: &[("VarselDPVUtenRevarsel", 0), ("VarselDPVMedRevarsel", 1)],
    aliases: &[],
    by_number: false,
    refusal: "",
};

static WAY: Choice = Choice {
    name: "way to send a notice",
    values: &[("Epost", 0), ("SMS", 1), ("EpostOgSMS", 2)],
    aliases: &[("Email", "Epost"), ("E-post", "Epost"), ("EmailAndSms", "EpostOgSMS"), ("Epost og SMS", "EpostOgSMS")],
    by_number: false,
    refusal: "",
};

/// The `dpv` part of a message; the settings of the program have other names, and are let be.
pub(super) static MESSAGE: Spec = Spec {
    name: "the notice of a message in eFormidling",
    fields: &[
        Field::new("varselType", Type::Choice(&REMINDER)),
        Field::new("varselTransportType", Type::Choice(&WAY)),
        Field::new("varselTekst", Type::Text(usize::MAX)),
        Field::new("taushetsbelagtVarselTekst", Type::Text(usize::MAX)),
    ],
    is_closed: false,
};
