//! Requests to Correspondence. Source: Altinn/altinn-correspondence @da78516, `InitializeCorrespondencesExt.cs`,
//! `BaseCorrespondenceExt.cs`, `InitializeCorrespondenceContentExt.cs`, `InitializeCorrespondenceNotificationExt.cs`,
//! `Errors.cs`. Breaches of a length answer status 400 without a code.

use super::super::body::Node;
use super::super::recognise::is_notification;
use super::order_v2::{CHANNEL, CONTENT_TYPE, FREE};
use super::{Choice, Field, Moments, Spec, Type};

static TEMPLATE: Choice = Choice {
    name: "template",
    values: &[("CustomMessage", 0), ("GenericAltinnMessage", 1)],
    aliases: &[("CustomText", "CustomMessage"), ("Custom", "CustomMessage"), ("Generic", "GenericAltinnMessage")],
    by_number: false,
    refusal: "The field must be a defined value.",
};

static LANGUAGE: Choice = Choice {
    name: "language",
    values: &[("nb", 0), ("nn", 1), ("en", 2)],
    aliases: &[
        ("no", "nb"),
        ("nob", "nb"),
        ("nno", "nn"),
        ("nb-NO", "nb"),
        ("nn-NO", "nn"),
        ("en-GB", "en"),
        ("en-US", "en"),
    ],
    by_number: false,
    refusal: "error 1023: the language must be nb, nn or en",
};

static REQUEST: Spec = Spec::new(
    "a request to Correspondence",
    &[
        Field::required("correspondence", Type::Object(&LETTER), "The Correspondence field is required."),
        Field::required("recipients", Type::List(&Type::Party, 1, 500), "The Recipients field is required.")
            .also(&["recipient"]),
        Field::new("existingAttachments", Type::Any),
        Field::new("attachments", Type::Any),
        Field::new("idempotentKey", Type::Guid).also(&["idempotencyKey", "idempotencyId"]),
    ],
);

static LETTER: Spec = Spec::new(
    "a correspondence",
    &[
        Field::required("resourceId", Type::Resource, "The ResourceId field is required."),
        Field::required("sendersReference", Type::Text(4096), "The SendersReference field is required.")
            .also(&["senderReference"]),
        Field::new("messageSender", Type::Plain(255)),
        Field::required("content", Type::Object(&CONTENT), "The Content field is required."),
        Field::new("requestedPublishTime", Type::Moment(Moments::Free)).also(&["requestedSendTime", "publishTime"]),
        Field::new("allowSystemDeleteAfter", Type::Any),
        Field::new("dueDateTime", Type::Moment(Moments::Due)).also(&["dueDate"]),
        Field::new("externalReferences", Type::List(&Type::Any, 0, 10)),
        Field::new("propertyList", Type::Any),
        Field::new("replyOptions", Type::List(&Type::Object(&REPLY), 0, usize::MAX)),
        Field::new("notification", Type::Object(&NOTIFICATION)).also(&["notifications"]),
        Field::new("ignoreReservation", Type::Truth),
        Field::new("isConfirmationNeeded", Type::Truth),
        Field::new("isConfidential", Type::Truth).also(&["confidential"]),
        Field::new("allowForwarding", Type::Truth),
        Field::new("sender", Type::Any).newer("the service owner of the resource; leave it out"),
        // The message without the request round it is often written with these beside it.
        Field::new("recipients", Type::Any),
        Field::new("recipient", Type::Any),
        Field::new("existingAttachments", Type::Any),
        Field::new("idempotentKey", Type::Any),
    ],
);

static CONTENT: Spec = Spec::new(
    "the content of a correspondence",
    &[
        Field::new("language", Type::Choice(&LANGUAGE)),
        Field::required("messageTitle", Type::Plain(255), "error 1020: the title must not be empty").also(&["title"]),
        Field::new("messageSummary", Type::Text(255)).also(&["summary"]),
        Field::required("messageBody", Type::Text(30_000), "error 1021: the body must not be empty").also(&["body"]),
        Field::new("attachments", Type::Any),
    ],
);

static REPLY: Spec = Spec::new(
    "a reply option",
    &[
        Field::required("linkURL", Type::Link, "error 1035: the reply option has no valid address"),
        Field::new("linkText", FREE),
    ],
);

static NOTIFICATION: Spec = Spec::new(
    "the notification of a correspondence",
    &[
        Field::new("notificationTemplate", Type::Choice(&TEMPLATE)),
        Field::new("notificationChannel", Type::Choice(&CHANNEL)).also(&["channelSchema"]),
        Field::new("reminderNotificationChannel", Type::Choice(&CHANNEL)),
        Field::new("emailSubject", Type::Text(512)),
        Field::new("reminderEmailSubject", Type::Text(512)),
        Field::new("emailBody", Type::Text(10_000)),
        Field::new("reminderEmailBody", Type::Text(10_000)),
        Field::new("emailContentType", Type::Choice(&CONTENT_TYPE)),
        Field::new("reminderEmailContentType", Type::Choice(&CONTENT_TYPE)),
        Field::new("smsBody", Type::Text(2_144)),
        Field::new("reminderSmsBody", Type::Text(2_144)),
        Field::new("sendReminder", Type::Truth),
        Field::new("sendersReference", FREE),
        Field::new("customRecipients", Type::List(&Type::Object(&CUSTOM), 0, usize::MAX)),
        Field::new("overrideRegisteredContactInformation", Type::Truth),
        Field::new("customRecipient", Type::Any).newer("`customRecipients`"),
        Field::new("customNotificationRecipients", Type::Any).newer("`customRecipients`"),
    ],
);

static CUSTOM: Spec = Spec::new(
    "a recipient of one's own",
    &[
        Field::new("organizationNumber", Type::Organization("Notifications refuses the order in the background"))
            .also(&["organisationNumber", "orgNumber"]),
        Field::new("nationalIdentityNumber", Type::Person("National identity number must be 11 digits long.")),
        Field::new("emailAddress", Type::Email("error 3011: the e-mail address is not valid")).also(&["email"]),
        Field::new("mobileNumber", Type::Phone("error 3012: the mobile number is not valid")).also(&["phoneNumber"]),
        Field::new("isReserved", Type::Truth),
    ],
);

/// The table of one body: the whole request, the message alone, or the notification alone.
pub(super) fn of(body: &Node) -> &'static Spec {
    if body.set("correspondence").is_some() {
        &REQUEST
    } else if is_notification(body) {
        &NOTIFICATION
    } else {
        &LETTER
    }
}
