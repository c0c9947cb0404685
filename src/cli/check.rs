//! `byline check`: every fault of every file, and how to mend it.

mod draw;
mod fix;
mod sense;

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Serialize;

use crate::{
    format,
    model::{Code, Diagnostic, Location, Severity, Text},
    store::{self, Desk, Fault, SourceFile},
};

use super::{Answer, Call, Failure, arguments::Check, library, out, paint};

/// How many files are read before what they say is printed.
const FILES_AT_ONCE: usize = 256;

/// A file that was checked.
struct Checked {
    /// As the person named it.
    file: Text,
    /// The source, where something of it is to be shown.
    source: Vec<u8>,
    diagnostics: Vec<Diagnostic>,
    /// What was mended, in words.
    mended: Option<Text>,
}

/// A fault as `check --json` prints it.
#[derive(Serialize)]
struct Row<'a> {
    file: &'a Text,
    line: u32,
    column: u32,
    severity: Severity,
    code: &'static str,
    message: Text,
    help: Text,
}

/// How many of each were found.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    files: usize,
    errors: usize,
    warnings: usize,
    hints: usize,
}

pub(super) fn run(call: &mut Call, arguments: &Check) -> Result<Answer, Failure> {
    let mut tally = Tally::default();
    let mut all = Vec::new();
    for path in &arguments.path {
        let named = call.environment.here.join(path);
        let desk = Desk::around(&named, &call.environment)?;
        let (entries, _faults) = library::entries(&desk)?;
        let known = sense::Library::new(&entries);
        let (files, faults) = files(path, &named)?;
        for fault in faults {
            report(call, arguments, &mut tally, &mut all, unreadable(path, &fault))?;
        }
        for files in files.chunks(FILES_AT_ONCE) {
            let checked: Vec<Checked> =
                files.par_iter().map(|file| check(file, &desk, &known, arguments.fix)).collect();
            for checked in checked {
                report(call, arguments, &mut tally, &mut all, checked)?;
            }
        }
    }
    if arguments.json {
        let rows: Vec<Row<'_>> = all.iter().flat_map(rows).collect();
        call.out.json(&rows)?;
    }
    call.out.finish()?;
    out::message(&Text::line(&tally.to_string()));
    let bad = tally.errors > 0 || (arguments.strict && tally.warnings > 0);
    Ok(if bad { Answer::No } else { Answer::Yes })
}

/// A file to check: as it is named in the answer, and where it lies.
struct File {
    shown: PathBuf,
    path: PathBuf,
}

/// The files that a path stands for: itself, or every article below it.
fn files(shown: &Path, path: &Path) -> Result<(Vec<File>, Vec<Fault>), Failure> {
    if !store::is_folder(path) {
        return Ok((vec![File { shown: shown.to_owned(), path: path.to_owned() }], Vec::new()));
    }
    let (found, faults) = store::article_files(path)?;
    let files = found.into_iter().map(|found| File { shown: shown.join(&found.path), path: found.absolute });
    Ok((files.collect(), faults))
}

fn check(file: &File, desk: &Desk, library: &sense::Library<'_>, mend: bool) -> Checked {
    let shown = Text::line(&file.shown.to_string_lossy());
    let mut checked = Checked { file: shown, source: Vec::new(), diagnostics: Vec::new(), mended: None };
    let source = match store::read_source(&file.path, format::FILE_MAX_BYTES) {
        Ok(SourceFile { bytes, .. }) => bytes,
        Err(error) => {
            let help = "byline reads regular files of UTF-8 text that you may read";
            checked.diagnostics.push(Diagnostic::new(Code::Unreadable, start(), error.to_string(), help));
            return checked;
        }
    };
    let stem = file.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let (source, mended) = if mend { fix::mend(&file.path, &stem, source) } else { (source, None) };
    let reading = format::read(&source, &stem);
    let here = desk.relative(&file.path);
    checked.diagnostics = library.judge(&reading, here.as_deref(), &source);
    checked.diagnostics.extend(reading.diagnostics);
    checked.diagnostics.sort_by_key(|diagnostic| diagnostic.location.bytes.start);
    if !checked.diagnostics.is_empty() {
        checked.source = source;
    }
    checked.mended = mended;
    checked
}

/// The place of what concerns a file as a whole.
fn start() -> Location {
    Location { line: 1, column: 1, bytes: 0..0 }
}

/// A file or folder that could not be looked into is a fault like any other.
fn unreadable(shown: &Path, fault: &Fault) -> Checked {
    let file = Text::line(&shown.join(&fault.path).to_string_lossy());
    let help = "byline reads regular files that lie in the folder and that you may read";
    let diagnostics = vec![Diagnostic::new(Code::Unreadable, start(), format!("it {}", fault.message), help)];
    Checked { file, source: Vec::new(), diagnostics, mended: None }
}

/// Counts what was found and prints it, or keeps it for the array.
fn report(
    call: &mut Call,
    arguments: &Check,
    tally: &mut Tally,
    all: &mut Vec<Checked>,
    mut checked: Checked,
) -> Result<(), Failure> {
    tally.add(&checked);
    if let Some(mended) = &checked.mended {
        call.out.finish()?;
        out::message(mended);
    }
    if arguments.json {
        checked.source = Vec::new();
        all.push(checked);
        return Ok(());
    }
    let depth = paint::depth(&call.look, &call.environment, &call.out);
    for diagnostic in &checked.diagnostics {
        if depth.is_none() && !call.out.terminal {
            let Row { file, line, column, severity, code, message, help } = row(&checked.file, diagnostic);
            call.out.line(format_args!("{file}:{line}:{column}: {}[{code}]: {message}", severity.name()))?;
            if !help.is_empty() {
                call.out.line(format_args!("    help: {help}"))?;
            }
        } else {
            let coloured = depth.is_some_and(|depth| depth != crate::theme::Depth::Mono);
            let width = call.look.width.or_else(|| call.out.width());
            call.out.line(draw::drawn(&checked.file, &checked.source, diagnostic, coloured, width))?;
        }
    }
    Ok(())
}

fn rows(checked: &Checked) -> impl Iterator<Item = Row<'_>> {
    checked.diagnostics.iter().map(|diagnostic| row(&checked.file, diagnostic))
}

/// Messages may quote the file, so they are sanitised before they are shown.
fn row<'a>(file: &'a Text, diagnostic: &Diagnostic) -> Row<'a> {
    Row {
        file,
        line: diagnostic.location.line,
        column: diagnostic.location.column,
        severity: diagnostic.severity,
        code: diagnostic.code.name(),
        message: Text::line(&diagnostic.message),
        help: Text::line(&diagnostic.help),
    }
}

impl Tally {
    fn add(&mut self, checked: &Checked) {
        self.files += 1;
        for diagnostic in &checked.diagnostics {
            match diagnostic.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Hint => self.hints += 1,
            }
        }
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let counted = |count: usize, noun: &str| match count {
            0 => format!("no {noun}s"),
            1 => format!("1 {noun}"),
            many => format!("{many} {noun}s"),
        };
        let Self { files, errors, warnings, hints } = *self;
        let [errors, warnings, hints] =
            [(errors, "error"), (warnings, "warning"), (hints, "hint")].map(|(count, noun)| counted(count, noun));
        write!(f, "checked {}: {errors}, {warnings}, {hints}", counted(files, "file"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_counts_in_words() {
        let tally = Tally { files: 2, errors: 0, warnings: 1, hints: 3 };
        assert_eq!(tally.to_string(), "checked 2 files: no errors, 1 warning, 3 hints");
    }
}
