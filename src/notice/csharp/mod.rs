//! Notices that the code of an app puts together: objects of the app library's clients, calls of its builders.
//!
//! What is written out is read; what a program computes is a place to be filled in. Source of types and methods:
//! Altinn/altinn-studio @e049d2c, `src/App/backend/src/Altinn.App.Core`; Altinn/app-lib-dotnet @1363997.

mod assignments;
mod builder;
mod calls;
mod choice;
mod constants;
mod expression;
mod lexer;
mod literal;
mod locals;
mod objects;
mod quoting;
mod reading;
mod signing;
mod texts;
mod variants;

pub(super) use quoting::written;

use super::SigningKey;
use super::read::Reading;
use crate::source::Source;
use constants::Constants;
use expression::Code;
use memchr::memmem;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Types and methods without which no notice is put together.
const MARKERS: [&str; 10] = [
    "CommunicationConfig",
    "EmailNotification",
    "SmsNotification",
    "NotificationOrderRequest",
    "InstantiationNotification",
    "EmailSendingOptions",
    "SmsSendingOptions",
    "CustomSms",
    "CustomEmail",
    "CorrespondenceNotification",
];

/// What a file of code is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeUse {
    /// It puts notices together.
    Notices,
    /// Texts may have their names in it.
    Names,
    /// Nothing.
    Nothing,
}

/// What a file of code is good for, told by the words that stand in it.
pub fn code_use(text: &str) -> CodeUse {
    let has = |word: &&str| memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    if MARKERS.iter().any(has) {
        CodeUse::Notices
    } else if constants::could_hold(text) {
        CodeUse::Names
    } else {
        CodeUse::Nothing
    }
}

/// What the code of a repository came to.
#[derive(Debug, Default)]
pub struct CodeReading {
    /// The notices, file by file.
    pub files: Vec<(Arc<Source>, Reading)>,
    /// The keys of texts that are sent to those who are to sign.
    pub signing: Vec<SigningKey>,
    /// How many tokens were looked at: a measure of work that no clock disturbs.
    pub tokens: usize,
}

/// The notices that the code of a repository puts together, in the order of the files. Each file is taken apart once;
/// files that only hold names are, where a name is wanted.
pub fn read_code(sources: &[Arc<Source>]) -> CodeReading {
    let mut puts = Vec::new();
    let mut work = 0;
    let mut wanted = BTreeSet::new();
    for source in sources.iter().filter(|source| code_use(source.text()) == CodeUse::Notices) {
        let tokens = lexer::tokens(source.text());
        work += tokens.len();
        let fuel = expression::fuel(&tokens);
        let code = Code::new(source.text(), &tokens, &fuel);
        let mut found = objects::find(code);
        found.extend(builder::find(code));
        found.sort_by_key(|one| one.node.span);
        let configs = signing::find(code);
        found.iter().for_each(|one| reading::names(&one.node, &mut wanted));
        configs.iter().for_each(|config| signing::names(config, &mut wanted));
        if !(found.is_empty() && configs.is_empty()) {
            puts.push((source, tokens, found, configs));
        }
    }
    let mut constants = Constants::default();
    let is_wanted = |name: &str| wanted.contains(name);
    for source in sources.iter().filter(|_| !wanted.is_empty()) {
        let known = puts.iter().find(|(other, ..)| Arc::ptr_eq(other, source));
        if known.is_none() && !constants::could_hold(source.text()) {
            continue;
        }
        let own = if known.is_some() { Vec::new() } else { lexer::tokens(source.text()) };
        let tokens = known.map_or(&own, |(_, tokens, ..)| tokens);
        work += own.len();
        let fuel = expression::fuel(tokens);
        let code = Code::new(source.text(), tokens, &fuel);
        constants.add(source, code, &is_wanted);
        if known.is_some() {
            constants.add_locals(source, code, &is_wanted);
        }
    }
    let mut readings = Vec::new();
    let mut signing = Vec::new();
    for (source, _, found, configs) in puts {
        signing.extend(configs.iter().flat_map(|config| signing::keys(config, source, &constants)));
        let mut reading = Reading::default();
        let mut elsewhere = Vec::new();
        for one in found {
            one.read(source, &constants, &mut reading, &mut elsewhere);
        }
        readings.push((Arc::clone(source), reading));
        readings.extend(elsewhere);
    }
    CodeReading { files: readings, signing, tokens: work }
}
