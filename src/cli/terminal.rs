//! What is known of the screen.

use super::args::When;
use crate::report::Screen;
use std::io::{self, IsTerminal as _, Write as _};
use supports_hyperlinks::Stream;

/// The width of text that goes to a file or a pipe.
const PAPER: usize = 120;

/// The screen behind standard output.
pub(super) fn screen(color: When) -> Screen {
    screen_of(color, io::stdout().is_terminal(), Stream::Stdout)
}

/// The screen behind standard error.
pub(super) fn error_screen(color: When) -> Screen {
    screen_of(color, io::stderr().is_terminal(), Stream::Stderr)
}

fn screen_of(color: When, is_terminal: bool, stream: Stream) -> Screen {
    let color = is_coloured(color, (is_terminal && !is_dumb()) || is_forced(), is_set("NO_COLOR"));
    let width = terminal_size::terminal_size().filter(|_| is_terminal).map_or(PAPER, |(width, _)| usize::from(width.0));
    Screen {
        color,
        unicode: !(is_terminal && is_dumb()),
        width: width.clamp(40, PAPER),
        links: color && supports_hyperlinks::on(stream),
    }
}

/// Colour is for terminals whose owner has not asked for none; who names it in the command line decides.
const fn is_coloured(when: When, is_able: bool, no_color: bool) -> bool {
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => is_able && !no_color,
    }
}

/// Whether a variable is there and not empty (no-color.org).
#[allow(clippy::disallowed_methods)]
fn is_set(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}

/// Whether colour is wanted where there is no terminal (bixense.com/clicolors).
#[allow(clippy::disallowed_methods)]
fn is_forced() -> bool {
    std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0")
}

/// Whether this is a job of GitHub Actions, which says so to every step.
#[allow(clippy::disallowed_methods)]
pub(super) fn in_github_actions() -> bool {
    std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

/// Whether standard error is a terminal that a person looks at and where what was written can be taken back.
pub(super) fn can_take_back() -> bool {
    io::stderr().is_terminal() && !is_dumb() && !is_set("CI")
}

#[allow(clippy::disallowed_methods)]
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// What is wrong with the files that a run goes by, as one message.
pub(super) fn problems(head: &str, problems: &[crate::report::problems::Problem], color: When) -> super::Trouble {
    let mut text = Vec::new();
    let written = crate::report::problems::problems(problems, error_screen(color), &mut text);
    let text = String::from_utf8_lossy(&text);
    super::Trouble(match written {
        Ok(()) => format!("{head}\n\n{}", text.trim_end()),
        Err(error) => error.to_string(),
    })
}

/// Says something to the user beside the output proper.
pub(super) fn complain(text: &str) {
    // When even that cannot be written there is nobody left to tell.
    let _ = writeln!(io::stderr().lock(), "notify-lint: {text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_color_is_heeded_unless_the_command_line_says_otherwise() {
        assert!(is_coloured(When::Auto, true, false));
        assert!(!is_coloured(When::Auto, true, true));
        assert!(!is_coloured(When::Auto, false, false));
        assert!(is_coloured(When::Always, false, true));
        assert!(!is_coloured(When::Never, true, false));
    }
}
