//! The notice that an app sends of a new instance. Source: Altinn/altinn-studio @e049d2c,
//! `Models/Notifications/Future/InstantiationNotification.cs`, `InstancesController.cs`.

use super::order_v2::FREE;
use super::{Choice, Field, Moments, Spec, Type};

static CHANNEL: Choice = Choice {
    name: "channel",
    values: &[("Email", 0), ("Sms", 1), ("EmailPreferred", 2), ("SmsPreferred", 3), ("EmailAndSms", 4)],
    aliases: &[],
    by_number: true,
    refusal: "the documentation takes the number only",
};

static LANGUAGE: Choice = Choice {
    name: "language",
    values: &[("nb", 0), ("nn", 1), ("en", 2)],
    aliases: &[("no", "nb"), ("nob", "nb"), ("nno", "nn"), ("nb-NO", "nb"), ("nn-NO", "nn")],
    by_number: false,
    refusal: "the language must be nb, nn or en",
};

/// The request that makes an instance; only its notice is looked at.
pub(super) static INSTANCE: Spec = Spec {
    name: "the request for an instance",
    fields: &[Field::new("notification", Type::Object(&NOTIFICATION))],
    is_closed: false,
};

static NOTIFICATION: Spec = Spec::new(
    "the notification of an instance",
    &[
        Field::new("notificationChannel", Type::Choice(&CHANNEL)).also(&["channelSchema"]),
        Field::new("language", Type::Choice(&LANGUAGE)),
        Field::new("requestedSendTime", Type::Moment(Moments::Send)),
        Field::new("allowSendingAfterWorkHours", Type::Truth),
        CUSTOM_SMS,
        CUSTOM_EMAIL,
        Field::new("reminders", Type::List(&Type::Object(&REMINDER), 0, usize::MAX)).also(&["reminder"]),
    ],
);

const CUSTOM_SMS: Field = Field::new("customSms", Type::Object(&SMS)).also(&["sms", "smsSettings"]);
const CUSTOM_EMAIL: Field = Field::new("customEmail", Type::Object(&EMAIL)).also(&["email", "emailSettings"]);

static REMINDER: Spec = Spec::new(
    "a reminder of an instance",
    &[
        Field::new("requestedSendTime", Type::Moment(Moments::Send)),
        Field::new("sendAfterDays", Type::Whole(1, i64::MAX, "DelayDays must be greater than or equal to 1 day."))
            .also(&["delayDays"]),
        CUSTOM_SMS,
        CUSTOM_EMAIL,
    ],
);

static SMS: Spec = Spec::new(
    "the SMS of an instance",
    &[
        Field::required("senderName", FREE, "the JSON cannot be read").also(&["sender"]),
        Field::required("text", Type::Languages, "the JSON cannot be read").also(&["body"]),
    ],
);

static EMAIL: Spec = Spec::new(
    "the e-mail of an instance",
    &[
        Field::required("subject", Type::Languages, "the JSON cannot be read"),
        Field::required("body", Type::Languages, "the JSON cannot be read"),
    ],
);
