//! `notify-lint preview`: notices as they will arrive.

use super::args::{PreviewArgs, PreviewFormat};
use super::files::{self, Disk, Ignored};
use super::settings::Settings;
use super::{Result, Status, stopwatch, terminal};
use crate::lint::{Repository, Seen};
use crate::notice::{Node, Order};
use crate::report::preview;
use crate::workspace::FileKind;
use crate::workspace::preview::{OrderPreview, SendTime};
use std::io::Write;
use std::path::PathBuf;

pub(super) fn run(args: &PreviewArgs, out: &mut dyn Write) -> Result<Status> {
    let here = super::here()?;
    let paths = if args.paths.is_empty() { vec![PathBuf::from(".")] } else { args.paths.clone() };
    let settings = Settings::find(&args.common, &here, &paths)?;
    let ignored = Ignored::new(&settings.config, settings.folder.as_deref())?;
    let now = SendTime::from_unix_seconds(stopwatch::unix_seconds());
    let found = files::find(&here, &paths, &ignored)?;
    let disk = Disk::of(&found, None);
    let repository = Repository::new(found.files, &settings.config, &disk, &());
    let visit = repository.visit(|seen| match seen {
        Seen::Service(service) => {
            let previews: Vec<OrderPreview> = service.notices.iter().map(OrderPreview::alone).collect();
            let unread = service
                .obstacles
                .iter()
                .filter(|one| one.kind != FileKind::Policy)
                .map(|one| format!("nothing to show of `{}`: {}", one.at.source.path().display(), one.message));
            (previews, unread.collect::<Vec<_>>())
        }
        Seen::Notices(file) => {
            let time = |order: &Order| match (&args.send_time, written(order)) {
                (Some(time), _) => Some(time.clone()),
                (None, Some(time)) => SendTime::parse(Node::known(time)?),
                (None, None) => now.clone(),
            };
            (file.orders.iter().map(|order| OrderPreview::of(order, time(order))).collect(), Vec::new())
        }
        Seen::Setup(_) => (Vec::new(), Vec::new()),
    });
    let mut unread = found.unread;
    unread.extend(visit.unread.iter().map(ToString::to_string));
    let mut orders = Vec::new();
    for (previews, troubles) in visit.seen {
        orders.extend(previews.into_iter().filter(|preview| !preview.notices.is_empty()));
        unread.extend(troubles);
    }
    for trouble in &unread {
        terminal::complain(trouble);
    }
    let format = match args.format {
        PreviewFormat::Human => preview::PreviewFormat::Human,
        PreviewFormat::Json => preview::PreviewFormat::Json,
        PreviewFormat::Html => preview::PreviewFormat::Html,
    };
    if orders.is_empty() && format == preview::PreviewFormat::Human {
        terminal::complain("nothing to show: no notice was found");
    } else {
        preview::preview(format, &orders, terminal::screen(args.common.color), out)?;
    }
    Ok(match (unread.is_empty(), orders.is_empty()) {
        (false, _) => Status::Trouble,
        (true, true) => Status::Nothing,
        (true, false) => Status::Clean,
    })
}

/// Where the order says when it is to be sent.
fn written(order: &Order) -> Option<&Node> {
    let letter = order.letter().and_then(|letter| letter.set("requestedPublishTime"));
    let own = order.notification().and_then(|one| one.set("requestedSendTime"));
    order.body.set("requestedSendTime").or(letter).or(own)
}

/// A moment as it is typed.
pub(super) fn moment(text: &str) -> std::result::Result<SendTime, String> {
    SendTime::parse(text)
        .ok_or_else(|| "this is no moment; write it with its offset, as 2026-12-01T20:15:00+01:00".to_owned())
}
