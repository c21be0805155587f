//! The patterns of all rules in one machine: a first look at a text says which of them can be there at all, and only
//! those are looked for.

use super::machine::{FirstLook, Framed, Looked, Machine};
use super::table::{self, Addressee, Holes, Lists, Moment, Place, Table, Together, Wanted, Weight};
use crate::notice::{Channel, Kind, MessageText, Notice, RecipientKind};
use crate::source::Span;
use crate::text::Shown;
use serde_spanned::Spanned;
use std::ops::Range;

/// One place at which a pattern holds.
#[derive(Clone, Debug)]
pub struct Hit<'e> {
    /// The number of the rule whose pattern it is.
    pub rule: usize,
    /// What its author says of it.
    pub table: &'e Table,
    /// Where the text is shown.
    pub channel: Channel,
    /// Where in the file.
    pub at: Span,
    /// What is read there; nothing where something is missing.
    pub matched: String,
    /// Whether it is written as it is read, with no tags or entities in it.
    pub is_verbatim: bool,
    /// What it weighs, if not what its rule weighs.
    pub severity: Option<Weight>,
    /// Why it weighs that.
    pub note: Option<&'e str>,
}

/// What the configuration spares.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spared<'a> {
    /// Words that are never found.
    pub allowed: &'a [String],
    /// The names under which the service owner sends.
    pub sender_names: &'a [String],
}

/// Patterns, ready to be asked.
#[derive(Debug)]
pub struct Engine {
    patterns: Vec<Pattern>,
    first_look: FirstLook,
    allowed: Option<Machine>,
    senders: Option<Machine>,
}

#[derive(Debug)]
struct Pattern {
    rule: usize,
    table: Table,
    wanted: Machine,
    except: Option<Machine>,
    when: Option<Machine>,
    unless: Option<Machine>,
    /// `when` and `match` of each grade.
    grades: Vec<(Option<Machine>, Option<Machine>)>,
}

/// One text as its reader sees it.
struct Seen<'n> {
    text: &'n MessageText,
    shown: &'n Shown,
    looked: Looked,
}

impl Engine {
    /// Compiles the patterns of rules, each given with the number of its rule. What cannot be compiled is left out: it was
    /// refused when its file was read.
    pub fn new(tables: impl IntoIterator<Item = (usize, Table)>, lists: Lists<'_>, spared: Spared<'_>) -> Self {
        let mut patterns: Vec<Pattern> =
            tables.into_iter().filter_map(|(rule, table)| Pattern::new(rule, table, lists)).collect();
        let any_of = |words: &[String]| {
            let words: Vec<String> = words.iter().filter(|word| !word.trim().is_empty()).cloned().collect();
            let expression = table::of_words(&words);
            (!words.is_empty()).then(|| Machine::new(&format!("(?:{expression})s?"), true))
        };
        Self {
            first_look: FirstLook::new(patterns.iter_mut().flat_map(Pattern::machines)),
            patterns,
            allowed: any_of(spared.allowed),
            senders: any_of(spared.sender_names),
        }
    }

    /// How many patterns were compiled.
    pub fn len(&self) -> usize {
        self.patterns.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Everything that is found in a notice, given its texts as they are seen. One place is told once for each rule, at its
    /// heaviest.
    pub fn hits(&self, notice: &Notice, shown: &[&Shown]) -> Vec<Hit<'_>> {
        if self.patterns.is_empty() {
            return Vec::new();
        }
        let texts = notice.texts.iter().zip(shown.iter().copied());
        let texts: Vec<Seen<'_>> =
            texts.map(|(text, shown)| Seen { text, shown, looked: self.first_look.look(shown.as_str()) }).collect();
        let mut hits: Vec<Hit<'_>> = Vec::new();
        for pattern in &self.patterns {
            if !pattern.concerns(notice) {
                continue;
            }
            let found = if pattern.table.missing {
                self.missing(pattern, notice, &texts)
            } else {
                self.present(pattern, notice, &texts)
            };
            for hit in found {
                let overlaps = |other: &&mut Hit<'_>| {
                    other.rule == hit.rule && other.at.start < hit.at.end && hit.at.start < other.at.end
                };
                match hits.iter_mut().find(overlaps) {
                    None => hits.push(hit),
                    // One text may serve two channels.
                    Some(other) if other.at == hit.at && rank(hit.severity) > rank(other.severity) => *other = hit,
                    Some(_) => {}
                }
            }
        }
        hits
    }

    fn present<'e>(&self, pattern: &'e Pattern, notice: &Notice, texts: &[Seen<'_>]) -> Vec<Hit<'e>> {
        let mut hits = Vec::new();
        for (index, seen) in texts.iter().enumerate() {
            if !pattern.is_shown(seen.text) || !pattern.wanted.is_in(&seen.looked) {
                continue;
            }
            let matches = self.matches(pattern, &seen.looked.text);
            if matches.is_empty() || !pattern.holds_beside(&message(texts, index)) {
                continue;
            }
            for range in matches {
                let matched = &seen.looked.text.text()[range.clone()];
                let (severity, note) = pattern.weight(notice, seen.text.channel, &message(texts, index), matched);
                hits.push(Hit {
                    rule: pattern.rule,
                    table: &pattern.table,
                    channel: seen.text.channel,
                    at: seen.shown.span(seen.text, range.clone()),
                    is_verbatim: seen.shown.is_verbatim(seen.text, range.clone()),
                    matched: seen.shown.quote(seen.text, range).into_owned(),
                    severity,
                    note,
                });
            }
        }
        hits
    }

    fn missing<'e>(&self, pattern: &'e Pattern, notice: &Notice, texts: &[Seen<'_>]) -> Vec<Hit<'e>> {
        let mut hits = Vec::new();
        if notice.is_framed {
            // Altinn's frame names sender, recipient and place.
            return hits;
        }
        for (index, seen) in texts.iter().enumerate() {
            let is_body = seen.text.channel != Channel::EmailSubject;
            if !is_body || !pattern.is_shown(seen.text) || seen.text.text.as_str().trim().is_empty() {
                continue;
            }
            let together = match pattern.table.together {
                Together::Message => message(texts, index),
                Together::Notice => texts.iter().collect(),
            };
            let is_there = |part: &&Seen<'_>| self.is_there(pattern, &part.looked);
            let holes = together.iter().any(|part| part.text.has_holes());
            let is_hidden = holes && pattern.table.holes == Holes::Skip;
            if is_hidden || together.iter().any(is_there) || !pattern.holds_beside(&together) {
                continue;
            }
            let (severity, note) = pattern.weight(notice, seen.text.channel, &together, "");
            hits.push(Hit {
                rule: pattern.rule,
                table: &pattern.table,
                channel: seen.text.channel,
                at: seen.text.text.span(),
                matched: String::new(),
                is_verbatim: false,
                severity: if holes { Some(Weight::Info) } else { severity },
                note,
            });
            if pattern.table.together == Together::Notice {
                break;
            }
        }
        hits
    }

    /// Whether a pattern stands in a text at a place that is not spared.
    fn is_there(&self, pattern: &Pattern, text: &Looked) -> bool {
        pattern.wanted.is_in(text)
            && (self.spared(pattern).next().is_none() || !self.matches(pattern, &text.text).is_empty())
    }

    /// What a pattern does not count.
    fn spared<'e>(&'e self, pattern: &'e Pattern) -> impl Iterator<Item = &'e Machine> {
        let senders = self.senders.as_ref().filter(|_| pattern.table.except_sender);
        [pattern.except.as_ref(), self.allowed.as_ref(), senders].into_iter().flatten()
    }

    /// The ranges at which a pattern stands in a text, without those that are spared.
    fn matches(&self, pattern: &Pattern, text: &Framed) -> Vec<Range<usize>> {
        let mut found = pattern.wanted.ranges(text);
        for spared in self.spared(pattern) {
            if found.is_empty() {
                break;
            }
            let spared = spared.ranges(text);
            found.retain(|one| !spared.iter().any(|range| range.start <= one.start && one.end <= range.end));
        }
        found.retain(|range| !range.is_empty());
        found
    }
}

impl Pattern {
    /// The pattern; none where an expression of it cannot be used.
    fn new(rule: usize, table: Table, lists: Lists<'_>) -> Option<Self> {
        let (expression, _) = table.wanted(lists).ok()?;
        let wanted = Machine::new(&expression, table.whole_words);
        let compiled = |wanted: &Option<Spanned<Wanted>>| {
            let Some(wanted) = wanted else { return Some(None) };
            let is_words = matches!(wanted.get_ref(), Wanted::Words(_));
            let expression = wanted.get_ref().expression(&wanted.span(), lists).ok()?;
            Some(Some(Machine::new(&expression, is_words)))
        };
        let grades: Option<Vec<_>> =
            table.grade.iter().map(|grade| Some((compiled(&grade.when)?, compiled(&grade.matched)?))).collect();
        let (except, when, unless) = (compiled(&table.except)?, compiled(&table.when)?, compiled(&table.unless)?);
        Some(Self { rule, wanted, except, when, unless, grades: grades?, table })
    }

    /// What is looked for in every text.
    fn machines(&mut self) -> impl Iterator<Item = &mut Machine> {
        let of_grades = self.grades.iter_mut().filter_map(|(when, _)| when.as_mut());
        [Some(&mut self.wanted), self.when.as_mut(), self.unless.as_mut()].into_iter().flatten().chain(of_grades)
    }

    fn concerns(&self, notice: &Notice) -> bool {
        concerns(&self.table.kinds, &self.table.recipients, notice)
    }

    /// Whether the text is one that is looked at: by where it is shown, and in which language.
    fn is_shown(&self, text: &MessageText) -> bool {
        let Some(place) = place(text.channel) else { return false };
        let is_place = self.table.channels.is_empty() || self.table.channels.contains(&place);
        let language = text.language.as_ref().map(|language| language.value.get(..2).unwrap_or_default());
        let speaks = |code: &str| self.table.languages.iter().any(|wanted| wanted.eq_ignore_ascii_case(code));
        is_place && (self.table.languages.is_empty() || language.is_none_or(speaks))
    }

    /// Whether the rest of the message has what it must, and lacks what it must not have. Where that could be filled in,
    /// it is not taken to be lacking.
    fn holds_beside(&self, message: &[&Seen<'_>]) -> bool {
        let has = |wanted: &Machine| message.iter().any(|part| wanted.is_in(&part.looked));
        let hidden = self.table.holes == Holes::Skip && message.iter().any(|part| part.text.has_holes());
        self.when.as_ref().is_none_or(has) && self.unless.as_ref().is_none_or(|unless| !hidden && !has(unless))
    }

    /// What a finding weighs by the first grade that holds.
    fn weight(
        &self,
        notice: &Notice,
        channel: Channel,
        message: &[&Seen<'_>],
        matched: &str,
    ) -> (Option<Weight>, Option<&str>) {
        let holds = |(grade, (when, like)): &(&table::Grade, &(Option<Machine>, Option<Machine>))| {
            let is_place = grade.channels.is_empty() || place(channel).is_some_and(|one| grade.channels.contains(&one));
            is_place
                && concerns(&grade.kinds, &grade.recipients, notice)
                && like.as_ref().is_none_or(|like| like.is_match(&Framed::new(matched)))
                && when.as_ref().is_none_or(|when| message.iter().any(|part| when.is_in(&part.looked)))
        };
        let grade = self.table.grade.iter().zip(&self.grades).find(holds).map(|(grade, _)| grade);
        (grade.map(|grade| grade.severity), grade.and_then(|grade| grade.note.as_deref()))
    }
}

/// What a text is read with: the subject of an e-mail with its body, and an SMS alone.
fn message<'s, 'n>(texts: &'s [Seen<'n>], index: usize) -> Vec<&'s Seen<'n>> {
    let is_email = |seen: &Seen<'_>| matches!(seen.text.channel, Channel::EmailSubject | Channel::EmailBody);
    if !is_email(&texts[index]) {
        return vec![&texts[index]];
    }
    texts.iter().filter(|seen| is_email(seen)).collect()
}

fn concerns(kinds: &[Moment], recipients: &[Addressee], notice: &Notice) -> bool {
    let moment = match notice.kind {
        Kind::Main => Moment::Main,
        Kind::Reminder(_) => Moment::Reminder,
        Kind::Instant => Moment::Instant,
    };
    let addressee = match notice.recipient {
        RecipientKind::Organization => Addressee::Organization,
        RecipientKind::Person => Addressee::Person,
        RecipientKind::Direct => Addressee::Direct,
        RecipientKind::ExternalIdentity => Addressee::ExternalIdentity,
        RecipientKind::Unknown => Addressee::Unknown,
    };
    (kinds.is_empty() || kinds.contains(&moment)) && (recipients.is_empty() || recipients.contains(&addressee))
}

/// The word for a channel; none for texts that are no notification.
const fn place(channel: Channel) -> Option<Place> {
    match channel {
        Channel::Sms => Some(Place::Sms),
        Channel::EmailSubject => Some(Place::EmailSubject),
        Channel::EmailBody => Some(Place::EmailBody),
        Channel::InboxTitle | Channel::InboxSummary | Channel::InboxBody => None,
    }
}

const fn rank(weight: Option<Weight>) -> u8 {
    match weight {
        Some(Weight::Info) => 0,
        Some(Weight::Warning) => 1,
        None => 2,
        Some(Weight::Error) => 3,
    }
}
