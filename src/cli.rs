//! The command line: one file a verb.

use std::{ffi::OsString, process::ExitCode};

/// Runs byline with these arguments.
#[must_use]
pub fn run(_arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    todo!()
}
