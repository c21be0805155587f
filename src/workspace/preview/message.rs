//! SMS and e-mails as they arrive.

use super::fill::{Filled, Length, fill};
use super::language;
use crate::notice::{Channel, Form, MessageText, Notice};
use crate::syntax::Mapped;
use crate::text::{Alphabet, FILLED_IN, Shown, altinn_segments, encoded_len, gateway_cut, measure, segments, septets};
use std::ops::Range;

/// The most characters of a sender that is no number.
const SENDER: usize = 11;

/// Who a message comes from, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// As it is shown; what a program fills in as `{…}`.
    pub shown: String,
    /// As it is written, where something was cut off or it is Altinn's own.
    pub remark: Option<SenderRemark>,
}

/// What is to be said of a sender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SenderRemark {
    /// None is given, so it is Altinn's own.
    Default,
    /// It was longer.
    Cut(String),
}

/// An SMS with short and with long names.
#[derive(Clone, Debug)]
pub struct SmsMessage {
    /// Its language, where the file says it.
    pub language: Option<String>,
    /// Who it comes from.
    pub sender: Sender,
    /// With short names.
    pub short: Sms,
    /// With long names; the same where nothing is filled in.
    pub long: Sms,
}

/// An SMS, filled in and measured. What a program fills in has no known length and counts nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sms {
    /// The text.
    pub filled: Filled,
    /// In which alphabet it travels.
    pub alphabet: Alphabet,
    /// What it costs, in septets or units of 16 bits.
    pub units: usize,
    /// The parts into which the network cuts it.
    pub parts: Vec<Range<usize>>,
    /// How many characters an address would need for it: Altinn's own measure.
    pub encoded: usize,
    /// Messages by Altinn's documented count.
    pub documented: usize,
    /// What costs more than one sees.
    pub marks: Vec<Mark>,
    /// Where the gateway cuts the text off, if it does.
    pub lost_from: Option<usize>,
}

/// A character that costs more than one sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it stands.
    pub range: Range<usize>,
    /// Why.
    pub kind: MarkKind,
}

/// Why a character costs more than one sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// It takes the room of two.
    Double,
    /// SMS do not have it, so every character takes more room.
    Foreign,
}

/// An e-mail as it is read.
#[derive(Clone, Debug)]
pub struct EmailMessage {
    /// Its language, where the file says it.
    pub language: Option<String>,
    /// Who it comes from.
    pub sender: Sender,
    /// Its subject with long names; none where the file has none.
    pub subject: Option<Filled>,
    /// Its text with long names, HTML as it is read.
    pub body: Option<Filled>,
}

/// The SMS of a notice.
pub(super) fn sms(notice: &Notice) -> Vec<SmsMessage> {
    let texts = notice.texts.iter().filter(|text| text.channel == Channel::Sms);
    texts
        .map(|text| {
            let shown = Shown::of(text);
            let of = |length| Sms::of(fill(notice, shown.as_str(), length));
            SmsMessage {
                language: language(text),
                sender: sms_sender(text.sender.as_ref()),
                short: of(Length::Short),
                long: of(Length::Long),
            }
        })
        .collect()
}

/// The e-mails of a notice: subjects and texts of one language belong together.
pub(super) fn emails(notice: &Notice) -> Vec<EmailMessage> {
    let of = |channel| notice.texts.iter().filter(move |text: &&MessageText| text.channel == channel);
    let mut languages: Vec<Option<String>> = Vec::new();
    for text in of(Channel::EmailSubject).chain(of(Channel::EmailBody)) {
        if !languages.contains(&language(text)) {
            languages.push(language(text));
        }
    }
    languages
        .into_iter()
        .map(|wanted| {
            let one = |channel| of(channel).find(|text| language(text) == wanted);
            let (subject, body) = (one(Channel::EmailSubject), one(Channel::EmailBody));
            let sender = body.or(subject).and_then(|text| text.sender.as_ref());
            // Altinn makes blanks of line breaks in a subject.
            let subject = subject.map(|text| Shown::of(text).as_str().replace(['\r', '\n', '\t'], " "));
            let body = body.map(|text| paragraphs(Shown::of(text).as_str()));
            EmailMessage {
                sender: email_sender(notice.form, sender),
                subject: subject.map(|seen| fill(notice, &seen, Length::Long)),
                body: body.map(|seen| fill(notice, &seen, Length::Long)),
                language: wanted,
            }
        })
        .collect()
}

/// Text with no more than one empty line between its paragraphs, as it is read.
fn paragraphs(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim) {
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line);
        }
    }
    lines.join("\n").trim().to_owned()
}

impl Sms {
    fn of(filled: Filled) -> Self {
        let known = filled.known();
        let length = measure(known.iter().copied());
        let text: String = known.iter().map(|(_, one)| one).collect();
        let parts = parts(&filled, &known);
        let marks = known
            .iter()
            .filter_map(|(at, one)| {
                let kind = match septets(*one) {
                    None => MarkKind::Foreign,
                    Some(2) if length.alphabet == Alphabet::Gsm => MarkKind::Double,
                    Some(_) => return None,
                };
                Some(Mark { range: *at..at + one.len_utf8(), kind })
            })
            .collect();
        let lost_from = gateway_cut(&text).map(|at| place(&known, text[..at].chars().count(), &filled));
        Self {
            alphabet: length.alphabet,
            units: length.units,
            encoded: encoded_len(&text),
            documented: altinn_segments(&text),
            parts,
            marks,
            lost_from,
            filled,
        }
    }
}

/// The parts of the text as it is shown, by the parts of what is known of it.
fn parts(filled: &Filled, known: &[(usize, char)]) -> Vec<Range<usize>> {
    let text: String = known.iter().map(|(_, one)| one).collect();
    let mut starts: Vec<usize> =
        segments(&text).into_iter().map(|part| place(known, text[..part.start].chars().count(), filled)).collect();
    if let Some(first) = starts.first_mut() {
        *first = 0;
    }
    let ends = starts.iter().skip(1).copied().chain([filled.text.len()]);
    starts.iter().zip(ends).map(|(start, end)| *start..end.max(*start)).collect()
}

/// Where the character of that number stands.
fn place(known: &[(usize, char)], number: usize, filled: &Filled) -> usize {
    known.get(number).map_or(filled.text.len(), |(at, _)| *at)
}

fn sms_sender(written: Option<&Mapped>) -> Sender {
    let written = open_marks(written);
    let Some(written) = written.filter(|written| !written.trim().is_empty()) else {
        return Sender { shown: "Altinn".into(), remark: Some(SenderRemark::Default) };
    };
    let is_number = written.chars().all(|one| one.is_ascii_digit() || matches!(one, '+' | ' '));
    if is_number || written.contains('…') || written.chars().count() <= SENDER {
        return Sender { shown: written, remark: None };
    }
    let shown = written.chars().take(SENDER).collect();
    Sender { shown, remark: Some(SenderRemark::Cut(written)) }
}

fn email_sender(form: Form, written: Option<&Mapped>) -> Sender {
    let own = open_marks(written).filter(|written| !written.trim().is_empty());
    // Only the Notifications API takes an address.
    let own = own.filter(|_| matches!(form, Form::OrderV1 | Form::OrderV2 | Form::Instant | Form::Composed));
    own.map_or_else(
        || Sender { shown: "noreply@altinn.no".into(), remark: Some(SenderRemark::Default) },
        |shown| Sender { shown, remark: None },
    )
}

/// A sender with what a program fills in as one mark.
fn open_marks(written: Option<&Mapped>) -> Option<String> {
    let written = written?.as_str();
    let mut text = String::new();
    let mut at = 0;
    for hole in crate::notice::holes(written) {
        text.push_str(&written[at..hole.start]);
        text.push_str("{…}");
        at = hole.end;
    }
    text.push_str(&written[at..]);
    Some(text.replace(FILLED_IN, ""))
}
