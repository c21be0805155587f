//! The command `notify-lint`.

use std::process::ExitCode;

fn main() -> ExitCode {
    notify_lint::cli::main()
}
