//! Order chains, and what shares their parts: orders sent at once, and e-mails with attachments. Source:
//! Altinn/altinn-notifications @0d0183f, `Models/**`, `Validators/**`; every breach is answered with status 400.

use super::{Choice, Field, Moments, Spec, Type};

/// A text without a limit that the API would check.
pub(super) const FREE: Type = Type::Text(usize::MAX);
const EMAIL: Type = Type::Email("Invalid email address format.");
const PHONE: Type = Type::Phone("Recipient phone number is not a valid mobile number.");

/// By which channels somebody is told.
pub(super) static CHANNEL: Choice = Choice {
    name: "channel",
    values: &[("Email", 0), ("Sms", 1), ("EmailPreferred", 2), ("SmsPreferred", 3), ("EmailAndSms", 4)],
    aliases: &[
        ("Both", "EmailAndSms"),
        ("SmsAndEmail", "EmailAndSms"),
        ("E-mail", "Email"),
        ("PreferEmail", "EmailPreferred"),
        ("PreferSms", "SmsPreferred"),
    ],
    by_number: false,
    refusal: "Invalid channel scheme value.",
};

/// What an e-mail is written in.
pub(super) static CONTENT_TYPE: Choice = Choice {
    name: "content type",
    values: &[("Plain", 0), ("Html", 1)],
    aliases: &[("text/html", "Html"), ("text/plain", "Plain"), ("PlainText", "Plain"), ("Text", "Plain")],
    by_number: false,
    refusal: "Email content type must be either Plain or HTML.",
};

static SMS_POLICY: Choice = Choice {
    name: "sending time policy",
    values: &[("Anytime", 1), ("Daytime", 2)],
    aliases: &[("Any", "Anytime"), ("Day", "Daytime")],
    by_number: false,
    refusal: "SMS only supports send time daytime and anytime",
};

static EMAIL_POLICY: Choice = Choice {
    name: "sending time policy",
    values: &[("Anytime", 1)],
    aliases: &[("Daytime", "Anytime")],
    by_number: false,
    refusal: "Email only supports send time anytime",
};

const REFERENCE: Field = Field::new("sendersReference", FREE).also(&["senderReference"]);
const SEND_TIME: Field = Field::new("requestedSendTime", Type::Moment(Moments::Send)).also(&["sendTime"]);
const CONDITION: Field = Field::new("conditionEndpoint", Type::Condition).also(&["conditionUrl", "sendingCondition"]);
const ID: Field = Field::required("idempotencyId", FREE, "IdempotencyId cannot be null or empty.")
    .also(&["idempotencyKey", "idempotentKey"]);
const ASSOCIATION: Field = Field::new("dialogportenAssociation", Type::Object(&DIALOG))
    .also(&["associationDialogporten", "dialogAssociation"]);

static DIALOG: Spec = Spec::new(
    "a Dialogporten association",
    &[Field::new("dialogId", FREE).also(&["dialogueId"]), Field::new("transmissionId", FREE)],
);

pub(super) static CHAIN: Spec = Spec::new(
    "an order chain",
    &[
        ID,
        REFERENCE,
        SEND_TIME,
        CONDITION,
        ASSOCIATION,
        Field::required("recipient", Type::Object(&RECIPIENT), "Must have exactly one recipient.")
            .also(&["recipients"]),
        Field::new("reminders", Type::List(&Type::Object(&REMINDER), 0, usize::MAX)).also(&["reminder"]),
    ],
);

static REMINDER: Spec = Spec::new(
    "a reminder",
    &[
        REFERENCE,
        CONDITION,
        Field::new("delayDays", Type::Whole(1, i64::MAX, "DelayDays must be greater than or equal to 1 day."))
            .also(&["delayInDays", "sendAfterDays"]),
        SEND_TIME,
        Field::required("recipient", Type::Object(&RECIPIENT), "Must have exactly one recipient.")
            .also(&["recipients"]),
    ],
);

static RECIPIENT: Spec = Spec::new(
    "a recipient",
    &[
        Field::new("recipientEmail", Type::Object(&BY_EMAIL)),
        Field::new("recipientSms", Type::Object(&BY_SMS)),
        Field::new("recipientPerson", Type::Object(&PERSON)),
        Field::new("recipientOrganization", Type::Object(&ORGANIZATION)).also(&["recipientOrganisation"]),
        Field::new("recipientExternalIdentity", Type::Object(&EXTERNAL)),
    ],
);

static BY_EMAIL: Spec = Spec::new(
    "a recipient by e-mail address",
    &[
        Field::required("emailAddress", EMAIL, "Invalid email address format.").also(&["email"]),
        Field::required("emailSettings", Type::Object(&EMAIL_SETTINGS), "Recipient email settings cannot be null."),
    ],
);

static BY_SMS: Spec = Spec::new(
    "a recipient by telephone number",
    &[
        Field::required("phoneNumber", PHONE, "Recipient phone number cannot be null or empty.")
            .also(&["mobileNumber"]),
        Field::required("smsSettings", Type::Object(&SMS_SETTINGS), "The SmsSettings field is required."),
    ],
);

const SCHEMA: Field =
    Field::new("channelSchema", Type::Choice(&CHANNEL)).also(&["notificationChannel", "channelScheme"]);
const RESOURCE: Field = Field::new("resourceId", Type::Resource);
const ACTION: Field = Field::new("resourceAction", FREE);
const EMAIL_PART: Field = Field::new("emailSettings", Type::Object(&EMAIL_SETTINGS)).also(&["emailTemplate"]);
const SMS_PART: Field = Field::new("smsSettings", Type::Object(&SMS_SETTINGS)).also(&["smsTemplate"]);

static PERSON: Spec = Spec::new(
    "a person as recipient",
    &[
        Field::required(
            "nationalIdentityNumber",
            Type::Person("National identity number must be 11 digits long."),
            "National identity number must be 11 digits long.",
        ),
        SCHEMA,
        Field::new("ignoreReservation", Type::Truth),
        Field::new("useStaleContactInformation", Type::Truth),
        RESOURCE,
        ACTION,
        EMAIL_PART,
        SMS_PART,
    ],
);

static ORGANIZATION: Spec = Spec::new(
    "an organisation as recipient",
    &[
        Field::required(
            "orgNumber",
            Type::Organization("Organization number must be 9 digits long."),
            "OrgNumber cannot be null or empty.",
        )
        .also(&["organizationNumber", "organisationNumber"]),
        Field { required: Some("The ChannelSchema field is required."), ..SCHEMA },
        RESOURCE,
        ACTION,
        EMAIL_PART,
        SMS_PART,
    ],
);

static EXTERNAL: Spec = Spec::new(
    "a self-identified user as recipient",
    &[
        Field::required(
            "externalIdentity",
            Type::External("Invalid external identity URN format."),
            "ExternalIdentity cannot be null or empty.",
        ),
        SCHEMA,
        Field::new("ignoreReservation", Type::Truth),
        RESOURCE,
        ACTION,
        EMAIL_PART,
        SMS_PART,
    ],
);

const SENDER: Field = Field::new("senderEmailAddress", Type::Email("The sender email address is not valid."))
    .also(&["fromAddress", "senderAddress"]);
const TYPE: Field = Field::new("contentType", Type::Choice(&CONTENT_TYPE));

static EMAIL_SETTINGS: Spec = Spec::new(
    "the settings of an e-mail",
    &[
        SENDER,
        Field::required("subject", FREE, "The email subject must not be empty."),
        Field::required("body", FREE, "The email body must not be empty."),
        TYPE,
        Field::new("sendingTimePolicy", Type::Choice(&EMAIL_POLICY)),
    ],
);

static SMS_SETTINGS: Spec = Spec::new(
    "the settings of an SMS",
    &[
        Field::new("sender", FREE).also(&["senderName", "senderNumber"]),
        Field::required("body", FREE, "SMS body cannot be null or empty.").also(&["text", "message"]),
        Field::new("sendingTimePolicy", Type::Choice(&SMS_POLICY)),
    ],
);

/// At `/future/orders/instant/sms`.
pub(super) static INSTANT_SMS: Spec = Spec::new(
    "an SMS that is sent at once",
    &[ID, REFERENCE, Field::required("recipientSms", Type::Object(&INSTANT_BY_SMS), "SMS details cannot be null.")],
);

/// At `/future/orders/instant/email`.
pub(super) static INSTANT_EMAIL: Spec = Spec::new(
    "an e-mail that is sent at once",
    &[
        ID,
        REFERENCE,
        Field::required("recipientEmail", Type::Object(&INSTANT_BY_EMAIL), "Email details cannot be null."),
    ],
);

/// At the older `/future/orders/instant`.
pub(super) static INSTANT: Spec = Spec::new(
    "an SMS that is sent at once",
    &[ID, REFERENCE, Field::required("recipient", Type::Object(&INSTANT_RECIPIENT), "SMS details cannot be null.")],
);

static INSTANT_RECIPIENT: Spec = Spec::new(
    "the recipient of an SMS that is sent at once",
    &[Field::required("recipientSms", Type::Object(&INSTANT_BY_SMS), "SMS details cannot be null.")],
);

static INSTANT_BY_SMS: Spec = Spec::new(
    "the recipient of an SMS that is sent at once",
    &[
        Field::required("phoneNumber", PHONE, "Recipient phone number is not a valid mobile number.")
            .also(&["mobileNumber"]),
        Field::required(
            "timeToLiveInSeconds",
            Type::Whole(60, 172_800, "Time-to-live must be between 60 and 172800 seconds (48 hours)."),
            "Time-to-live must be between 60 and 172800 seconds (48 hours).",
        )
        .also(&["timeToLive", "ttl"]),
        Field::required("smsSettings", Type::Object(&INSTANT_SMS_SETTINGS), "The SmsSettings field is required."),
    ],
);

static INSTANT_SMS_SETTINGS: Spec = Spec::new(
    "the settings of an SMS that is sent at once",
    &[
        Field::new("sender", FREE).also(&["senderName", "senderNumber"]),
        Field::required("body", FREE, "The Body field is required.").also(&["text"]),
    ],
);

static INSTANT_BY_EMAIL: Spec = Spec::new(
    "the recipient of an e-mail that is sent at once",
    &[
        Field::required("emailAddress", EMAIL, "Invalid email address format."),
        Field::required("emailSettings", Type::Object(&INSTANT_EMAIL_SETTINGS), "Email settings cannot be null."),
    ],
);

static INSTANT_EMAIL_SETTINGS: Spec = Spec::new(
    "the settings of an e-mail that is sent at once",
    &[
        SENDER,
        Field::required("subject", FREE, "The email subject cannot be empty."),
        Field::required("body", FREE, "The email body cannot be empty."),
        TYPE,
    ],
);

/// At `/future/orders/composed-email`.
pub(super) static COMPOSED: Spec = Spec::new(
    "an e-mail with attachments",
    &[
        ID,
        REFERENCE,
        SEND_TIME,
        CONDITION,
        ASSOCIATION,
        Field::required("recipient", Type::Object(&COMPOSED_RECIPIENT), "Must have exactly one recipient."),
    ],
);

static COMPOSED_RECIPIENT: Spec = Spec::new(
    "the recipient of an e-mail with attachments",
    &[
        Field::required("emailAddress", EMAIL, "Invalid email address format."),
        Field::required("emailSettings", Type::Object(&COMPOSED_SETTINGS), "Recipient email settings cannot be null."),
    ],
);

static COMPOSED_SETTINGS: Spec = Spec::new(
    "the settings of an e-mail with attachments",
    &[
        SENDER,
        Field::required("subject", FREE, "The email subject must not be empty."),
        Field::required("body", FREE, "The email body must not be empty."),
        TYPE,
        Field::new("sendingTimePolicy", Type::Choice(&EMAIL_POLICY)),
        Field::new("attachments", Type::List(&Type::Object(&ATTACHMENT), 0, usize::MAX)).also(&["attachment"]),
    ],
);

static ATTACHMENT: Spec = Spec::new(
    "an attachment",
    &[
        Field::required("filename", FREE, "Attachment filename must not be empty."),
        Field::required("mimeType", FREE, "The MimeType field is required."),
        Field::required("sasUrl", FREE, "sasUrl must not be null."),
    ],
);
