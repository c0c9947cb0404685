//! `byline index`: the index, for people who want to see it. It looks after itself.

use std::{
    io::{self, IsTerminal, Write},
    ops::ControlFlow,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use serde::Serialize;

use crate::{
    model::Text,
    store::{Desk, Fault, Pace, Progress, Report, Status, Synced},
};

use super::{Answer, Call, Failure, arguments::Index, list::tell, out};

/// What was done, as `index --json` prints it.
#[derive(Serialize)]
struct Done<'a> {
    articles: usize,
    read: usize,
    gone: usize,
    faults: Vec<Unread<'a>>,
}

/// A file or folder that could not be read, and what follows its path in a sentence.
#[derive(Serialize)]
struct Unread<'a> {
    path: &'a str,
    message: &'a str,
}

/// How it stands, as `index --status --json` prints it.
#[derive(Serialize)]
struct Standing {
    articles: usize,
    size_bytes: u64,
    /// Whether every file was looked at when it was last written.
    complete: bool,
    /// Files that are new, have changed or are gone since.
    stale: usize,
    current: bool,
}

/// How often progress is told.
const TOLD_EVERY: Duration = Duration::from_millis(100);

pub(super) fn run(call: &mut Call, arguments: &Index) -> Result<Answer, Failure> {
    let desk = Desk::find(None, &call.environment)?;
    if arguments.status {
        return status(call, &desk, arguments.json);
    }
    if arguments.rebuild && !desk.remove_index()? {
        return Err(busy());
    }
    let mut telling = Telling::new();
    let synced = desk.sync(Pace::Full, &mut |progress| {
        telling.tell(progress);
        ControlFlow::Continue(())
    });
    telling.end();
    match synced? {
        Synced::Elsewhere => Err(busy()),
        Synced::Nowhere => Err(Failure::told("there is no folder to keep an index in; set HOME")),
        Synced::Done(Report { articles, changed, gone, faults, .. }) => {
            if arguments.json {
                let faults = faults.iter().map(|Fault { path, message }| Unread { path, message }).collect();
                call.out.json(&Done { articles, read: changed, gone, faults })?;
            } else {
                call.out.line(format_args!("{articles} articles; {changed} files read, {gone} gone"))?;
            }
            call.out.finish()?;
            tell(&faults);
            Ok(Answer::Yes)
        }
    }
}

fn busy() -> Failure {
    Failure::told("another byline is at the index; try again when it is done")
}

fn status(call: &mut Call, desk: &Desk, json: bool) -> Result<Answer, Failure> {
    let Some(Status { articles, size_bytes, written_ns, complete, stale }) = desk.index_status()? else {
        let place = desk.root().to_string_lossy();
        out::message(&Text::line(&format!("there is no index of {place} yet; `byline index` makes it")));
        return Ok(Answer::No);
    };
    let current = complete && stale == 0;
    if json {
        call.out.json(&Standing { articles, size_bytes, complete, stale, current })?;
        return Ok(if current { Answer::Yes } else { Answer::No });
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let age = now.saturating_sub(Duration::from_nanos(u64::try_from(written_ns).unwrap_or(0)));
    let state = match (complete, stale) {
        (true, 0) => "current".to_owned(),
        (_, 1) => "stale: 1 file is not as it was".to_owned(),
        (_, stale) => format!("stale: {stale} files are not as they were"),
    };
    call.out.line(format_args!("articles\t{articles}"))?;
    call.out.line(format_args!("size\t{}", size(size_bytes)))?;
    call.out.line(format_args!("written\t{} ago", span(age)))?;
    call.out.line(format_args!("state\t{state}"))?;
    Ok(if current { Answer::Yes } else { Answer::No })
}

/// Progress on standard error, on one line that is written again and again, where that is a terminal.
struct Telling {
    terminal: bool,
    told: Option<Instant>,
}

impl Telling {
    fn new() -> Self {
        Self { terminal: io::stderr().is_terminal(), told: None }
    }

    fn tell(&mut self, progress: Progress) {
        if !self.terminal || self.told.is_some_and(|told| told.elapsed() < TOLD_EVERY) {
            return;
        }
        self.told = Some(Instant::now());
        // who does not see it misses nothing
        let _unseen = write!(io::stderr().lock(), "\r{}\x1b[K", words(progress));
    }

    fn end(&self) {
        if self.told.is_some() {
            let _unseen = write!(io::stderr().lock(), "\r\x1b[K");
        }
    }
}

fn words(Progress { done, total, files_per_second, .. }: Progress) -> String {
    if done == 0 {
        return format!("{total} files");
    }
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    let left = (total - done.min(total)) as f64 / files_per_second.max(1.0);
    format!("{done} of {total} files, {files_per_second:.0} a second, {} left", span(Duration::from_secs_f64(left)))
}

/// A size in the unit that suits it.
fn size(bytes: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "it is told in a few digits")]
    let bytes = bytes as f64;
    match bytes {
        0.0..1024.0 => format!("{bytes:.0} bytes"),
        1024.0..1_048_576.0 => format!("{:.0} KiB", bytes / 1024.0),
        _ => format!("{:.1} MiB", bytes / 1_048_576.0),
    }
}

/// A span of time in the unit that suits it.
fn span(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let (many, unit) = match seconds {
        0..120 => (seconds, "second"),
        120..7200 => (seconds / 60, "minute"),
        7200..172_800 => (seconds / 3600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    format!("{many} {unit}{}", if many == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_told_in_words() {
        let progress = Progress { done: 500, total: 2000, committed: 0, files_per_second: 500.0 };
        assert_eq!(words(progress), "500 of 2000 files, 500 a second, 3 seconds left");
        assert_eq!(words(Progress { total: 9, ..Progress::default() }), "9 files");
    }

    #[test]
    fn sizes_and_spans_have_their_units() {
        assert_eq!([size(9), size(2048), size(5 << 20)], ["9 bytes", "2 KiB", "5.0 MiB"]);
        let spans = [1, 119, 3600, 86_400, 172_800].map(|seconds| span(Duration::from_secs(seconds)));
        assert_eq!(spans, ["1 second", "119 seconds", "60 minutes", "24 hours", "2 days"]);
    }
}
