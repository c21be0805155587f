//! `notify-lint init`: a configuration to begin with, from what the repository says.

use super::files::{self, Disk, Found, Ignored};
use super::learn::InitArgs;
use super::{Result, Status, Trouble, settings, stopwatch, terminal, write};
use crate::altinn::register;
use crate::config::{Config, Standing};
use crate::finding::Finding;
use crate::fix::Rewritten;
use crate::lint::{Outcome, Repository, Seen};
use crate::notice::{Channel, Notice};
use crate::report::{self, draft};
use crate::rules::{self, Book, Context, Selection, Setting};
use crate::source::Source;
use crate::text::{Shown, mentions, words};
use crate::workspace::Service;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

pub(super) fn run(args: &InitArgs, out: &mut dyn Write) -> Result<Status> {
    let here = super::here()?;
    let folder = args.path.clone().unwrap_or_else(|| PathBuf::from("."));
    if !folder.is_dir() {
        return Err(Trouble(format!(
            "there is no folder `{}`; the configuration stands in a folder",
            folder.display()
        )));
    }
    let file = draft::file_in(&folder);
    let only_shown = args.diff || args.stdout;
    if file.exists() && !only_shown && !args.force {
        let name = file.display();
        return Err(Trouble(format!(
            "`{name}` is there already, and was left as it is\n`notify-lint init --diff` shows what would be written; \
             `--force` writes it"
        )));
    }
    let plain = Config::default();
    let found = files::find(&here, std::slice::from_ref(&folder), &Ignored::new(&plain, None)?)?;
    let disk = Disk::of(&found, None);
    let repository = Repository::new(found.files.clone(), &plain, &disk, &());
    let text = text(&repository, &file);
    if args.stdout {
        out.write_all(text.as_bytes())?;
        return Ok(Status::Clean);
    }
    let before = existing(&file)?;
    if args.diff {
        let change = Rewritten { path: file, before, after: text.into_bytes() };
        report::unified(&[change], terminal::screen(args.color), out)?;
        return Ok(Status::Clean);
    }
    let (with, without) = outcomes(&text, &file, &folder, &found, &here)?;
    write::output(&file, |file| file.write_all(text.as_bytes()))
        .map_err(|error| Trouble(format!("`{}` cannot be written: {error}", file.display())))?;
    writeln!(out, "wrote {}", file.display())?;
    say_changes(&with.findings, &without.findings, out)?;
    if let Some(above) = settings::holding_above(&here.join(&folder)) {
        writeln!(out, "note: it goes before `{}`, which held here until now", above.display())?;
    }
    writeln!(out, "next: read it, correct who is meant, and run `notify-lint`")?;
    for trouble in &found.unread {
        terminal::complain(trouble);
    }
    Ok(if found.unread.is_empty() { Status::Clean } else { Status::Trouble })
}

/// The text of the configuration.
fn text(repository: &Repository<'_>, file: &Path) -> String {
    let folder = file.parent().unwrap_or(Path::new(""));
    let visit = repository.visit(|seen| match seen {
        Seen::Service(service) => {
            let notices = service.notices.iter();
            (drafted(service, folder), senders(notices, owner(service).as_deref()))
        }
        Seen::Notices(file) => (None, senders(file.notices(), None)),
        Seen::Setup(_) => (None, BTreeSet::new()),
    });
    let (drafts, senders): (Vec<_>, Vec<_>) = visit.seen.into_iter().unzip();
    let senders: BTreeSet<String> = senders.into_iter().flatten().collect();
    draft::draft(&drafts.into_iter().flatten().collect::<Vec<_>>(), &senders.into_iter().collect::<Vec<_>>())
}

fn drafted(service: &Service<'_>, folder: &Path) -> Option<draft::Draft> {
    let people = rules::assumed(service)?;
    let path = service.policy.as_ref()?.source.path();
    Some(draft::Draft {
        id: service.id.resource_id()?,
        path: path.strip_prefix(folder).unwrap_or(path).to_owned(),
        people,
    })
}

/// The name of the service owner, by the list of owners.
fn owner(service: &Service<'_>) -> Option<String> {
    let app = service.metadata.as_ref().and_then(|(_, metadata)| metadata.org_and_app()).map(|(org, _)| org);
    let resource =
        service.resource.as_ref().and_then(|(_, resource)| resource.org.as_ref()).map(|org| org.value.as_str());
    register::service_owner(app.or(resource)?).map(|(_, name)| name.to_owned())
}

/// The names that notices have for their sender: the owner's, where a text names it, and that above an SMS, where a text
/// of the same notice names it too and it is nobody else's.
fn senders<'n>(notices: impl Iterator<Item = &'n Notice>, owner: Option<&str>) -> BTreeSet<String> {
    let is_own = |name: &str| {
        let theirs = register::SERVICE_OWNERS
            .iter()
            .any(|(code, known)| known.eq_ignore_ascii_case(name) || code.eq_ignore_ascii_case(name));
        let is_of_tests = words::TEST_MARKERS.words.iter().any(|word| word.text.eq_ignore_ascii_case(name));
        !theirs && !is_of_tests && !name.eq_ignore_ascii_case("altinn") && name.chars().any(char::is_alphabetic)
    };
    let mut names = BTreeSet::new();
    for notice in notices {
        let texts: Vec<String> = notice.texts.iter().map(|text| Shown::of(text).into_string()).collect();
        let is_named = |name: &str| texts.iter().any(|text| mentions(text, name));
        names.extend(owner.filter(|owner| is_named(owner)).map(str::to_owned));
        let above =
            notice.texts.iter().filter(|text| text.channel == Channel::Sms).filter_map(|text| text.sender.as_ref());
        let above = above.map(|sender| sender.as_str().trim()).filter(|sender| crate::notice::holes(sender).is_empty());
        names.extend(above.filter(|sender| is_own(sender) && is_named(sender)).map(str::to_owned));
    }
    names
}

/// What is found with the configuration, and without.
fn outcomes(text: &str, file: &Path, folder: &Path, found: &Found, here: &Path) -> Result<(Outcome, Outcome)> {
    let source = Source::decode(file, text.as_bytes().to_vec())
        .map_err(|undecoded| Trouble(format!("the configuration cannot be used: {}", undecoded.error)))?;
    let standing = Standing { here: here.to_owned(), folder: here.join(folder) };
    let config = Config::read(&source, &[]).map(|config| Config { standing, ..config }).map_err(|errors| {
        let errors: Vec<String> = errors.into_iter().map(|error| error.message).collect();
        Trouble(format!("the configuration cannot be used: {}", errors.join("; ")))
    })?;
    let selection = Selection::of(&Book::ours(), |_| Setting::Default);
    let day = stopwatch::today();
    let outcome = |config: &Config| {
        let disk = Disk::of(found, None);
        Repository::new(found.files.clone(), config, &disk, &()).check(&selection, &Context::of(config, day))
    };
    Ok((outcome(&config), outcome(&Config::default())))
}

/// Says which rules find more, and which less, once people have been named.
fn say_changes(with: &[Finding], without: &[Finding], out: &mut dyn Write) -> Result<()> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for finding in with {
        counts.entry(finding.rule).or_default().0 += 1;
    }
    for finding in without {
        counts.entry(finding.rule).or_default().1 += 1;
    }
    for (rule, (with, without)) in counts {
        if with < without {
            writeln!(out, "with it: {} fewer of {rule}, for it says who is meant", without - with)?;
        } else if with > without {
            writeln!(out, "with it: {} more of {rule}, for it says who sends and who is meant", with - without)?;
        }
    }
    Ok(())
}

/// What stands in the file now.
#[allow(clippy::disallowed_methods)]
fn existing(file: &Path) -> Result<Vec<u8>> {
    if !file.exists() {
        return Ok(Vec::new());
    }
    std::fs::read(file).map_err(|error| Trouble(format!("cannot read `{}`: {error}", file.display())))
}
