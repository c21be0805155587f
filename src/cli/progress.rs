//! One line that says how far a run has come, for whoever sits and waits; nobody else ever sees it.

use super::args::When;
use super::stopwatch::Running;
use super::terminal;
use crate::lint::{Planned, Progress, Stopwatch as _};
use crate::report::grouped;
use std::io::{self, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Whoever waits less than this needs no telling.
const PATIENCE: Duration = Duration::from_millis(500);
/// How long a line stands before it is written anew.
const PAUSE: Duration = Duration::from_millis(100);

/// The line, written over again and again, and taken away at the end.
pub(super) struct Line<W = io::Stderr> {
    clock: Running,
    done: AtomicUsize,
    written: Mutex<Written<W>>,
}

struct Written<W> {
    /// Nowhere, where there is nobody to see it.
    out: Option<W>,
    planned: Planned,
    next: Duration,
    is_there: bool,
    is_dim: bool,
}

impl Line {
    /// On the terminal behind standard error; nowhere where that is none, cannot take a line back, or is that of a build server.
    pub(super) fn of_terminal(color: When) -> Self {
        let out = terminal::can_take_back().then(io::stderr);
        Self::to(out, terminal::error_screen(color).color, PATIENCE)
    }
}

impl<W: Write> Line<W> {
    fn to(out: Option<W>, is_dim: bool, patience: Duration) -> Self {
        let written = Written { out, planned: Planned::default(), next: patience, is_there: false, is_dim };
        Self { clock: Running::start(), done: AtomicUsize::new(0), written: Mutex::new(written) }
    }

    /// Takes the line away.
    pub(super) fn clear(&self) {
        let mut written = self.written.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if std::mem::take(&mut written.is_there) {
            written.put("\r\x1b[K");
        }
        written.out = None;
    }
}

impl<W: Write> Written<W> {
    /// A terminal that takes no more is no reason to stop.
    fn put(&mut self, text: &str) {
        if let Some(out) = &mut self.out {
            let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        }
    }
}

impl<W: Write + Send> Progress for Line<W> {
    fn begins(&self, all: Planned) {
        self.written.lock().unwrap_or_else(std::sync::PoisonError::into_inner).planned = all;
    }

    fn done(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        // Who finds another thread writing goes on: the next one will say it.
        let Ok(mut written) = self.written.try_lock() else { return };
        let now = self.clock.now();
        if written.out.is_none() || now < written.next {
            return;
        }
        written.next = now + PAUSE;
        written.is_there = true;
        let (all, name) = written.planned.counted();
        let text = format!("{} of {} {name}", grouped(done), grouped(all));
        let text = if written.is_dim { format!("\x1b[2m{text}\x1b[0m") } else { text };
        written.put(&format!("\r{text}\x1b[K"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(apps: usize, done: usize, patience: Duration) -> String {
        let mut bytes = Vec::new();
        {
            let line = Line::to(Some(&mut bytes), false, patience);
            line.begins(Planned { apps, ..Planned::default() });
            (0..done).for_each(|_| line.done());
            line.clear();
            line.done();
        }
        String::from_utf8(bytes).expect("text")
    }

    #[test]
    fn the_line_is_written_and_taken_away() {
        assert_eq!(said(10_000, 1, Duration::ZERO), "\r1 of 10,000 apps\x1b[K\r\x1b[K");
    }

    #[test]
    fn who_does_not_wait_is_told_nothing() {
        assert_eq!(said(10, 10, Duration::from_secs(3600)), "");
    }
}
