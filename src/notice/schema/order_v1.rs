//! Orders of the first version. Source: Altinn/altinn-notifications @0d0183f, `NotificationOrderBaseExt.cs`,
//! `EmailNotificationOrderRequestExt.cs`, `SmsNotificationOrderRequestExt.cs`, `NotificationOrderRequestExt.cs` and their
//! validators, which answer with status 400 and a message for each member.

use super::super::body::Node;
use super::order_v2::{CHANNEL, CONTENT_TYPE, FREE};
use super::{Field, Moments, Spec, Type};

const SEND_TIME: Field = Field::new("requestedSendTime", Type::Moment(Moments::Send));
const REFERENCE: Field = Field::new("sendersReference", FREE).also(&["senderReference", "senderRef"]);
const CONDITION: Field = Field::new("conditionEndpoint", Type::Condition).also(&["conditionUrl", "sendingCondition"]);
const RECIPIENTS: Field =
    Field::required("recipients", Type::List(&EACH_RECIPIENT, 1, usize::MAX), "One or more recipient is required.");
const RESERVATION: Field = Field::new("ignoreReservation", Type::Truth);
const RESOURCE: Field = Field::new("resourceId", Type::Resource);
const ACTION: Field = Field::new("resourceAction", FREE);

static EACH_RECIPIENT: Type = Type::Object(&RECIPIENT);

static RECIPIENT: Spec = Spec::new(
    "a recipient",
    &[
        Field::new("emailAddress", Type::Email("Invalid email address format.")).also(&["email"]),
        Field::new(
            "mobileNumber",
            Type::Phone(
                "Mobile number can contain only '+' and numeric characters, and it must adhere to the E.164 standard.",
            ),
        )
        .also(&["phoneNumber"]),
        Field::new("organizationNumber", Type::Organization("Organization number must be 9 digits long."))
            .also(&["organisationNumber", "orgNumber"]),
        Field::new("nationalIdentityNumber", Type::Person("National identity number must be 11 digits long."))
            .also(&["nationalIdentityNo"]),
        Field::new("isReserved", Type::Truth),
    ],
);

static EMAIL: Spec = Spec::new(
    "an e-mail order",
    &[
        REFERENCE,
        SEND_TIME,
        CONDITION,
        RECIPIENTS,
        RESERVATION,
        RESOURCE,
        ACTION,
        Field::required("subject", FREE, "The Subject field is required."),
        Field::required("body", FREE, "The Body field is required."),
        Field::new("contentType", Type::Choice(&CONTENT_TYPE)),
    ],
);

static SMS: Spec = Spec::new(
    "an SMS order",
    &[
        REFERENCE,
        SEND_TIME,
        CONDITION,
        RECIPIENTS,
        RESERVATION,
        RESOURCE,
        ACTION,
        Field::required("body", FREE, "The Body field is required."),
        Field::new("senderNumber", FREE).also(&["sender"]),
    ],
);

static EITHER: Spec = Spec::new(
    "an order",
    &[
        REFERENCE,
        SEND_TIME,
        CONDITION,
        RECIPIENTS,
        RESERVATION,
        RESOURCE,
        ACTION,
        Field::required("notificationChannel", Type::Choice(&CHANNEL), "A notification channel must be defined.")
            .also(&["channelSchema"]),
        Field::new("emailTemplate", Type::Object(&EMAIL_TEMPLATE)).also(&["emailSettings"]),
        Field::new("smsTemplate", Type::Object(&SMS_TEMPLATE)).also(&["smsSettings"]),
    ],
);

static EMAIL_TEMPLATE: Spec = Spec::new(
    "an e-mail template",
    &[
        Field::new("fromAddress", FREE).also(&["senderEmailAddress"]),
        Field::required("subject", FREE, "The email template subject must not be empty."),
        Field::required("body", FREE, "The email template body must not be empty."),
        Field::new("contentType", Type::Choice(&CONTENT_TYPE)),
    ],
);

static SMS_TEMPLATE: Spec = Spec::new(
    "an SMS template",
    &[
        Field::new("senderNumber", FREE).also(&["sender"]),
        Field::required("body", FREE, "The SMS template body must not be empty."),
    ],
);

/// The table of one body: with templates or a channel it goes to `/orders`, with a subject to `/orders/email`.
pub(super) fn of(body: &Node) -> &'static Spec {
    let has = |name: &str| body.get(name).is_some();
    if has("emailTemplate") || has("smsTemplate") || has("notificationChannel") {
        &EITHER
    } else if has("subject") || has("contentType") {
        &EMAIL
    } else {
        &SMS
    }
}
