//! When the messages of an order are sent, by the clocks of Norway.
//!
//! Source: Altinn/altinn-notifications @0d0183f, `SendingTimePolicyExt.cs` and its settings (SMS from 09 to 17), the function
//! `claimdaytimesmsbatch.sql` (an order without a policy waits as well); Altinn/altinn-studio-docs, the guide on notifications of
//! Correspondence (a reminder comes after 7 days in production); `OrderProcessingService.cs` (a condition that cannot be asked
//! counts as yes).

use crate::notice::{Channel, Form, Kind, Node, Notice, Order};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ZonedDateTime};

/// The rules of Norway's clocks, as they have held since 1996, so that no machine needs a list of time zones.
const OSLO: &str = "CET-1CEST,M3.5.0,M10.5.0/3";
/// From this hour on an SMS is sent by day.
const OPENS: i8 = 9;
/// From this hour on it waits for the next day.
const CLOSES: i8 = 17;

/// A moment, as Norway's clocks have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendTime(ZonedDateTime);

/// When the messages of an order are sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// The first message and its reminders, in order.
    pub steps: Vec<Step>,
}

/// When one message is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which message.
    pub kind: Kind,
    /// When it is due; none where the file does not say it in a way that can be reckoned with.
    pub due: Option<SendTime>,
    /// When its SMS is sent, where it has one.
    pub sms: Option<Hold>,
    /// Whether it has an e-mail, which is sent when it is due.
    pub email: bool,
    /// Whether somebody is asked first whether to send it.
    pub has_condition: bool,
}

/// When an SMS is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hold {
    /// When it is due.
    AtOnce(SendTime),
    /// When the day's window opens.
    Waits(SendTime),
    /// Nobody can tell, because the message has no known time.
    Unknown,
    /// Nobody can tell, because the app library numbers its policies otherwise than the API.
    Unclear,
}

impl SendTime {
    /// A moment written with its offset, as `2026-12-01T20:15:00+01:00` or with `Z`; none for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        Self::of(text.trim().parse::<Timestamp>().ok()?)
    }

    /// The moment that is so many seconds after the beginning of 1970.
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        Self::of(Timestamp::from_second(seconds).ok()?)
    }

    fn of(moment: Timestamp) -> Option<Self> {
        Some(Self(moment.to_zoned_datetime(TimeZone::posix(OSLO).ok()?)))
    }

    /// So many days of 24 hours later, as the API reckons in UTC.
    fn after_days(&self, days: i64) -> Option<Self> {
        let hours = Span::new().try_hours(days.checked_mul(24)?).ok()?;
        Some(Self(self.0.checked_add(hours).ok()?))
    }

    /// When an SMS goes out that waits for the day.
    fn by_day(&self) -> Option<Hold> {
        let hour = self.0.hour();
        if (OPENS..CLOSES).contains(&hour) {
            return Some(Hold::AtOnce(self.clone()));
        }
        let day = if hour < OPENS { self.0.date() } else { self.0.date().tomorrow().ok()? };
        let opens = day.at(OPENS, 0, 0, 0).to_zoned_datetime(self.0.time_zone().clone()).ok()?;
        Some(Hold::Waits(Self(opens)))
    }

    /// `Tue 2026-12-01 20:15 (+01:00)`.
    pub fn display(&self) -> String {
        self.0.strftime("%a %Y-%m-%d %H:%M (%:z)").to_string()
    }

    /// `2026-12-01T20:15:00+01:00`.
    pub fn iso(&self) -> String {
        self.0.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }
}

impl Timeline {
    /// The timeline of an order that is sent at a moment, where that is known.
    pub(super) fn of(order: &Order, start: Option<&SendTime>) -> Self {
        let letter =
            matches!(order.form, Form::Correspondence | Form::CorrespondenceMultipart | Form::CorrespondenceBuilder);
        let mut steps: Vec<Step> = Vec::new();
        for notice in &order.notices {
            if steps.iter().any(|step| step.kind == notice.kind) {
                continue;
            }
            let reminder = match notice.kind {
                Kind::Reminder(number) => order.reminders().get(number.saturating_sub(1)),
                _ => None,
            };
            let due = match (notice.kind, reminder) {
                (Kind::Reminder(_), Some(reminder)) => due(reminder, start),
                (Kind::Reminder(_), None) if letter => start.and_then(|start| start.after_days(7)),
                (Kind::Reminder(_), None) => None,
                _ => start.cloned(),
            };
            let holder = reminder.unwrap_or(&order.body);
            let has = |channel| notice.texts.iter().any(|text| text.channel == channel);
            steps.push(Step {
                kind: notice.kind,
                sms: has(Channel::Sms).then(|| hold(order, notice, holder, due.as_ref())),
                email: has(Channel::EmailBody) || has(Channel::EmailSubject),
                // Correspondence asks itself whether the letter was opened.
                has_condition: holder.set("conditionEndpoint").is_some()
                    || (letter && matches!(notice.kind, Kind::Reminder(_))),
                due,
            });
        }
        Self { steps }
    }
}

/// When a reminder is due.
fn due(reminder: &Node, start: Option<&SendTime>) -> Option<SendTime> {
    let days = reminder.set("delayDays").or_else(|| reminder.set("sendAfterDays"));
    match (days, reminder.set("requestedSendTime")) {
        (Some(days), None) => start?.after_days(days.whole_number().filter(|days| *days > 0)?),
        (None, Some(time)) => SendTime::parse(time.known()?),
        _ => None,
    }
}

fn hold(order: &Order, notice: &Notice, holder: &Node, due: Option<&SendTime>) -> Hold {
    if order.form == Form::AppInstantiation {
        return Hold::Unclear;
    }
    let Some(due) = due else { return Hold::Unknown };
    let anytime = order.form == Form::Instant || notice.kind == Kind::Instant || is_anytime(holder);
    if anytime { Hold::AtOnce(due.clone()) } else { due.by_day().unwrap_or(Hold::Unknown) }
}

/// Whether the SMS of a message may be sent at night.
fn is_anytime(message: &Node) -> bool {
    let ways = message.get("recipient").map_or(&[][..], Node::members);
    ways.iter().filter_map(|way| way.value.at(&["smsSettings", "sendingTimePolicy"])).any(|policy| {
        policy.known().is_some_and(|name| name.eq_ignore_ascii_case("anytime")) || policy.whole_number() == Some(1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> SendTime {
        SendTime::parse(text).unwrap_or_else(|| panic!("{text} is a moment"))
    }

    #[test]
    fn the_clocks_of_norway_change_twice_a_year() {
        for (utc, oslo) in [
            ("2026-12-01T19:15:00Z", "Tue 2026-12-01 20:15 (+01:00)"),
            ("2026-07-01T06:59:00Z", "Wed 2026-07-01 08:59 (+02:00)"),
            ("2027-03-28T00:59:59Z", "Sun 2027-03-28 01:59 (+01:00)"),
            ("2027-03-28T01:00:00Z", "Sun 2027-03-28 03:00 (+02:00)"),
            ("2027-10-31T00:59:00Z", "Sun 2027-10-31 02:59 (+02:00)"),
            ("2027-10-31T01:00:00Z", "Sun 2027-10-31 02:00 (+01:00)"),
        ] {
            assert_eq!(at(utc).display(), oslo, "{utc}");
        }
        assert_eq!(SendTime::parse("2026-12-01T20:15:00"), None, "without an offset it is no moment");
    }

    #[test]
    fn sms_wait_for_the_day_on_both_sides_of_the_change() {
        let sent = |text: &str| match at(text).by_day() {
            Some(Hold::AtOnce(time)) => format!("at once {}", time.iso()),
            Some(Hold::Waits(time)) => format!("waits {}", time.iso()),
            other => panic!("{other:?}"),
        };
        assert_eq!(sent("2026-12-01T08:59:59+01:00"), "waits 2026-12-01T09:00:00+01:00");
        assert_eq!(sent("2026-12-01T09:00:00+01:00"), "at once 2026-12-01T09:00:00+01:00");
        assert_eq!(sent("2026-12-01T16:59:59+01:00"), "at once 2026-12-01T16:59:59+01:00");
        assert_eq!(sent("2026-12-31T17:00:00+01:00"), "waits 2027-01-01T09:00:00+01:00");
        assert_eq!(sent("2027-03-27T20:00:00+01:00"), "waits 2027-03-28T09:00:00+02:00");
        assert_eq!(sent("2027-10-30T20:00:00+02:00"), "waits 2027-10-31T09:00:00+01:00");
        assert_eq!(sent("2027-07-01T07:00:00Z"), "at once 2027-07-01T09:00:00+02:00");
    }

    #[test]
    fn days_of_a_reminder_have_24_hours() {
        assert_eq!(
            at("2027-03-25T10:00:00+01:00").after_days(7).map(|time| time.iso()),
            Some("2027-04-01T11:00:00+02:00".into())
        );
        assert_eq!(at("2027-03-25T10:00:00+01:00").after_days(i64::MAX), None);
    }
}
