//! The program: arguments in, exit code out.
#![expect(clippy::disallowed_methods, reason = "the one place where arguments come in")]

use std::process::ExitCode;

fn main() -> ExitCode {
    byline::cli::run(std::env::args_os())
}
