//! The `[pattern]` table of a rule file, as it is written. The build reads it in our own rules, the program in those of a
//! house; so this file knows nothing of either.

use serde::Deserialize;
use serde::de::{self, Deserializer};
use serde_spanned::Spanned;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

/// Something in a rule file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where, in bytes of the text that was read.
    pub range: Range<usize>,
    /// What is wrong, lower-case start, no final full stop.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// `error`.
    Error,
    /// `warning`.
    Warning,
    /// `info`.
    Info,
}

/// Where a text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// `sms`.
    Sms,
    /// `email-subject`.
    EmailSubject,
    /// `email-body`.
    EmailBody,
}

/// When a notice is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moment {
    /// `main`: the first message.
    Main,
    /// `reminder`.
    Reminder,
    /// `instant`: at once.
    Instant,
}

/// Who a notice goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Addressee {
    /// `organization`.
    Organization,
    /// `person`.
    Person,
    /// `direct`: an address.
    Direct,
    /// `external-identity`.
    ExternalIdentity,
    /// `unknown`: several kinds, or none that is known.
    Unknown,
}

/// What becomes of a text in which something is missing, where a program fills in what cannot be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holes {
    /// `skip`: nothing is said of it.
    #[default]
    Skip,
    /// `info`: it is said, and weighs no more than an info.
    Info,
}

/// What is read together when something is missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Together {
    /// `message`: an SMS alone, an e-mail with its subject.
    #[default]
    Message,
    /// `notice`: all texts that one recipient gets.
    Notice,
}

/// Words to look for: a regular expression, or a list of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// In the syntax of the Rust crate `regex`.
    Regex(String),
    /// Words and phrases; `*` stands for any letters, `@name` for a list of that name.
    Words(Vec<String>),
}

/// One pattern: what is looked for, where, and what is said of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Table {
    /// Where it is looked for; everywhere in a notice where nothing is said.
    #[serde(default)]
    pub channels: Vec<Place>,
    /// In which messages.
    #[serde(default)]
    pub kinds: Vec<Moment>,
    /// In notices to whom.
    #[serde(default)]
    pub recipients: Vec<Addressee>,
    /// In texts of which languages; a text whose language is not known is looked at too.
    #[serde(default)]
    pub languages: Vec<String>,
    /// What is looked for, as a regular expression; with `words`, either of the two.
    pub regex: Option<Spanned<String>>,
    /// What is looked for, as words: a list, or the name of one.
    pub words: Option<Spanned<Words>>,
    /// What is looked for, and what is written instead.
    #[serde(default)]
    pub replace: BTreeMap<String, String>,
    /// Whether a match must begin and end where words do.
    #[serde(default = "yes")]
    pub whole_words: bool,
    /// What lies within a match of this is left alone.
    pub except: Option<Spanned<Wanted>>,
    /// Whether the names of the sender are left alone as well.
    #[serde(default)]
    pub except_sender: bool,
    /// Whether files are left alone that hold warnings of danger to life or health.
    #[serde(default)]
    pub except_emergency: bool,
    /// Only in a message where this is found as well.
    pub when: Option<Spanned<Wanted>>,
    /// Only in a message where this is not found.
    pub unless: Option<Spanned<Wanted>>,
    /// Whether it is the absence that is found.
    #[serde(default)]
    pub missing: bool,
    /// What is read together when something is missing.
    #[serde(default)]
    pub together: Together,
    /// What becomes of a text with holes.
    #[serde(default)]
    pub holes: Holes,
    /// What is wrong; `{match}` and `{channel}` are filled in.
    pub message: Spanned<String>,
    /// What to do.
    pub help: Spanned<String>,
    /// Background.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Circumstances in which it weighs more or less, the first that holds before the others.
    #[serde(default)]
    pub grade: Vec<Grade>,
}

/// A circumstance that changes how much a finding weighs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Grade {
    /// What it weighs then.
    pub severity: Weight,
    /// Where.
    #[serde(default)]
    pub channels: Vec<Place>,
    /// In which messages.
    #[serde(default)]
    pub kinds: Vec<Moment>,
    /// In notices to whom.
    #[serde(default)]
    pub recipients: Vec<Addressee>,
    /// Where this is found in the message.
    pub when: Option<Spanned<Wanted>>,
    /// Where what was found looks like this.
    #[serde(rename = "match")]
    pub matched: Option<Spanned<Wanted>>,
    /// Why it weighs so much, or so little.
    pub note: Option<String>,
}

fn yes() -> bool {
    true
}

/// A list of words, or the name of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(pub Vec<String>);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(match Wanted::deserialize(deserializer)? {
            Wanted::Regex(name) => vec![format!("@{name}")],
            Wanted::Words(words) => words,
        }))
    }
}

impl<'de> Deserialize<'de> for Wanted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Wanted;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a list of words")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Wanted, E> {
                Ok(Wanted::Regex(text.to_owned()))
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, list: A) -> Result<Wanted, A::Error> {
                Vec::deserialize(de::value::SeqAccessDeserializer::new(list)).map(Wanted::Words)
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// Reads one table as a list of one.
pub fn one_or_many<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    struct Visitor<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> de::Visitor<'de> for Visitor<T> {
        type Value = Vec<T>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a table")
        }
        fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Vec<T>, A::Error> {
            T::deserialize(de::value::MapAccessDeserializer::new(map)).map(|one| vec![one])
        }
        fn visit_seq<A: de::SeqAccess<'de>>(self, list: A) -> Result<Vec<T>, A::Error> {
            Vec::deserialize(de::value::SeqAccessDeserializer::new(list))
        }
    }
    deserializer.deserialize_any(Visitor(PhantomData))
}

/// Where the words of a list come from, by its name.
pub type Lists<'a> = &'a dyn Fn(&str) -> Option<Vec<String>>;

impl Table {
    /// What is looked for, as one regular expression without its borders, and where in the file it stands.
    ///
    /// # Errors
    /// Where nothing is looked for, or a list of words is not known.
    pub fn wanted(&self, lists: Lists<'_>) -> Result<(String, Range<usize>), Mistake> {
        let of_replace: Vec<String> = self.replace.keys().cloned().collect();
        match (&self.regex, &self.words, of_replace.is_empty()) {
            (Some(regex), None, _) => Ok((with_lists(regex.get_ref(), &regex.span(), lists)?, regex.span())),
            (None, Some(words), _) => Ok((expression(&words.get_ref().0, &words.span(), lists)?, words.span())),
            (Some(regex), Some(words), _) => {
                let of_words = expression(&words.get_ref().0, &words.span(), lists)?;
                Ok((format!("{}|{of_words}", with_lists(regex.get_ref(), &regex.span(), lists)?), regex.span()))
            }
            (None, None, false) => Ok((expression(&of_replace, &self.message.span(), lists)?, self.message.span())),
            (None, None, true) => Err(Mistake {
                range: self.message.span(),
                message: "the pattern looks for nothing".into(),
                help: "give it `words = [\"…\"]` or a `regex`".into(),
            }),
        }
    }

    /// Everything in the table that cannot be used.
    pub fn mistakes(&self, lists: Lists<'_>) -> Vec<Mistake> {
        let mut found = Vec::new();
        match self.wanted(lists) {
            Ok((regex, range)) => found.extend(refusal(&regex, range)),
            Err(mistake) => found.push(mistake),
        }
        let of_grades = self.grade.iter().flat_map(|grade| [&grade.when, &grade.matched]);
        for wanted in [&self.except, &self.when, &self.unless].into_iter().chain(of_grades).flatten() {
            match wanted.get_ref().expression(&wanted.span(), lists) {
                Ok(regex) => found.extend(refusal(&regex, wanted.span())),
                Err(mistake) => found.push(mistake),
            }
        }
        for text in [&self.message, &self.help] {
            found.extend(self.slip_in(text));
        }
        found
    }

    /// A name in braces that nothing is filled in for.
    fn slip_in(&self, text: &Spanned<String>) -> Option<Mistake> {
        let known: &[&str] = if self.missing { &["channel"] } else { &["match", "channel"] };
        let mut names = text.get_ref().split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
        let name = names.find(|name| !known.contains(name))?;
        Some(Mistake {
            range: text.span(),
            message: format!("nothing is filled in for `{{{name}}}`"),
            help: format!(
                "write {}",
                known.iter().map(|name| format!("`{{{name}}}`")).collect::<Vec<_>>().join(" or ")
            ),
        })
    }
}

impl Wanted {
    /// The regular expression that finds it, without its borders.
    ///
    /// # Errors
    /// A list of words that is not known.
    pub fn expression(&self, range: &Range<usize>, lists: Lists<'_>) -> Result<String, Mistake> {
        match self {
            Self::Regex(regex) => with_lists(regex, range, lists),
            Self::Words(words) => expression(words, range, lists),
        }
    }
}

fn expression(words: &[String], range: &Range<usize>, lists: Lists<'_>) -> Result<String, Mistake> {
    let mut all = Vec::new();
    for word in words {
        match word.strip_prefix('@') {
            None => all.push(word.clone()),
            Some(name) => all.extend(listed(name, range, lists)?),
        }
    }
    all.retain(|word| !word.trim().is_empty());
    if all.is_empty() {
        let (message, help) = ("the list of words is empty".into(), "write the words that are looked for".into());
        return Err(Mistake { range: range.clone(), message, help });
    }
    Ok(of_words(&all))
}

/// A regular expression with the words of each list that it names: `@{name}`.
fn with_lists(regex: &str, range: &Range<usize>, lists: Lists<'_>) -> Result<String, Mistake> {
    let mut written = String::new();
    let mut rest = regex;
    while let Some((before, after)) = rest.split_once("@{") {
        let Some((name, behind)) = after.split_once('}') else { break };
        written.push_str(before);
        written.push_str(&format!("(?:{})", of_words(&listed(name, range, lists)?)));
        rest = behind;
    }
    Ok(written + rest)
}

fn listed(name: &str, range: &Range<usize>, lists: Lists<'_>) -> Result<Vec<String>, Mistake> {
    lists(name).ok_or_else(|| Mistake {
        range: range.clone(),
        message: format!("there is no list of words `{name}`"),
        help: "write the words here, or take one of the lists of `rules/words/`".into(),
    })
}

/// The regular expression for any of these words; those of the most parts are tried first. Words that end openly share
/// their end: the letters of all scripts are many, and so would be the states for each.
pub fn of_words(words: &[String]) -> String {
    let parts = |word: &&str| word.split(|one: char| !one.is_alphanumeric()).filter(|part| !part.is_empty()).count();
    let mut by_parts: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for word in words.iter().map(|word| word.trim()) {
        by_parts.entry(parts(&word)).or_default().push(word);
    }
    let expression = |words: &[&str]| words.iter().map(|word| of_word(word)).collect::<Vec<_>>().join("|");
    let mut all = Vec::new();
    for mut words in by_parts.into_values().rev() {
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let (open, closed): (Vec<&str>, Vec<&str>) = words.into_iter().partition(|word| word.ends_with('*'));
        let open: Vec<&str> = open.iter().map(|word| word.trim_end_matches('*')).collect();
        all.extend((!closed.is_empty()).then(|| expression(&closed)));
        all.extend((!open.is_empty()).then(|| format!(r"(?:{})\p{{L}}*", expression(&open))));
    }
    all.join("|")
}

fn of_word(word: &str) -> String {
    let part = |part: &str| part.split('*').map(regex::escape).collect::<Vec<_>>().join(r"\p{L}*");
    word.split_whitespace().map(part).collect::<Vec<_>>().join(r"\s+")
}

/// The largest expression, in bytes when compiled: a house may have lists of many words.
const LARGEST: usize = 64 * 1024 * 1024;

/// The bytes in which the fast machine may keep its states; with less it gives up on a long list of words, and a slow one runs.
const MEMORY: usize = 16 * 1024 * 1024;

/// Compiles an expression as patterns are: in any letter case.
///
/// # Errors
/// What the expression cannot be, from the crate that runs it.
pub fn compile(expression: &str) -> Result<regex::Regex, regex::Error> {
    regex::RegexBuilder::new(expression)
        .case_insensitive(true)
        .multi_line(true)
        .size_limit(LARGEST)
        .dfa_size_limit(MEMORY)
        .build()
}

fn refusal(regex: &str, range: Range<usize>) -> Option<Mistake> {
    let mistake = |message: String| {
        let help = "write it in the syntax of the Rust crate `regex`, which knows no look-around".into();
        Some(Mistake { range: range.clone(), message, help })
    };
    match compile(regex) {
        Ok(compiled) if compiled.is_match("") => mistake("the regular expression matches an empty text".into()),
        Ok(_) => None,
        Err(error) => {
            let text = error.to_string();
            let why =
                text.lines().rev().find_map(|line| line.trim().strip_prefix("error: ")).unwrap_or("it is too large");
            mistake(format!("the regular expression cannot be used: {why}"))
        }
    }
}
