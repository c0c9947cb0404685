//! The thread that has the shelf, so that nobody waits who scrolls.

use std::{
    io,
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::Receiver,
    },
};

use crate::{
    app::Event,
    library::{Arrangement, At, Mark, Wanted},
};

use super::{
    indexing::Indexing,
    perform::Disk,
    wake::Post,
    worker::{self, Worker},
};

/// What is asked of the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Job {
    Shelve { number: u64, wanted: Box<Wanted>, renew: bool },
    MarkAll { number: u64, arrangement: Arrangement, mark: Mark },
    UnmarkAll { number: u64 },
}

/// Answers for the shelf in the order of the questions. Of those for rows alone the newest counts.
#[derive(Debug)]
pub(super) struct Shelver {
    worker: Worker<Job>,
    /// Breaks off what is being read.
    leaving: Arc<AtomicBool>,
}

impl Shelver {
    pub(super) fn new() -> Self {
        Self { worker: Worker::new(), leaving: Arc::default() }
    }

    /// Asks; the answer comes as an event with the same number.
    pub(super) fn ask<D: Disk>(
        &mut self,
        job: Job,
        disk: &Arc<D>,
        indexing: &Indexing<D>,
        post: &Post,
    ) -> io::Result<()> {
        self.worker.ask(job);
        let (disk, indexing, leaving) = (Arc::clone(disk), indexing.clone(), Arc::clone(&self.leaving));
        self.worker.start(post, move |jobs, post| answer(&*disk, jobs, &indexing, &leaving, post))
    }

    /// What is being read is wanted no more.
    pub(super) fn leave(&self) {
        self.leaving.store(true, Ordering::Relaxed);
    }
}

/// Answers until nothing more can be asked.
fn answer<D: Disk>(disk: &D, jobs: &Receiver<Job>, indexing: &Indexing<D>, leaving: &AtomicBool, post: &Post) {
    let mut shelf = disk.shelf();
    while let Ok(first) = jobs.recv() {
        let mut waiting = vec![first];
        for job in jobs.try_iter() {
            put(&mut waiting, job);
        }
        for job in waiting {
            let on = &mut |event| {
                post.send(event);
                if leaving.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            post.send(match job {
                Job::Shelve { number, wanted, renew } => match disk.shelve(&mut shelf, &wanted, renew, on) {
                    Ok(Some(stretch)) => Event::Shelved { number, stretch: Box::new(stretch) },
                    Ok(None) => Event::NotShelved { number, message: None },
                    Err(message) => {
                        mend(disk, indexing, post);
                        Event::NotShelved { number, message: Some(message) }
                    }
                },
                Job::MarkAll { number, arrangement, mark } => {
                    told(number, disk.mark_all(&mut shelf, number, &arrangement, &mark))
                }
                Job::UnmarkAll { number } => told(number, disk.unmark_all(&mut shelf, number)),
            });
        }
    }
}

/// Has an index made where what was read of it turned out to be damaged.
fn mend<D: Disk>(disk: &D, indexing: &Indexing<D>, post: &Post) {
    if !disk.has_index()
        && let Err(error) = indexing.start_if_idle()
    {
        post.send(worker::no_thread(&error));
    }
}

fn told(number: u64, changed: Result<usize, crate::model::Text>) -> Event {
    match changed {
        Ok(changed) => Event::MarkedAll { number, changed },
        Err(message) => Event::NotMarked { number, message },
    }
}

/// A newer question for rows takes the place of the older, unless that one leads to an article and this one does not.
fn put(waiting: &mut Vec<Job>, job: Job) {
    if let (Some(Job::Shelve { wanted: before, renew: renewing, .. }), Job::Shelve { wanted, renew, number }) =
        (waiting.last(), &job)
        && (!matches!(wanted.at, At::Row(_)) || matches!(before.at, At::Row(_)))
    {
        let (number, renew, wanted) = (*number, *renew || *renewing, wanted.clone());
        waiting.pop();
        return put(waiting, Job::Shelve { number, wanted, renew });
    }
    waiting.push(job);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(number: u64, renew: bool) -> Job {
        Job::Shelve { number, wanted: Box::default(), renew }
    }

    fn article(number: u64) -> Job {
        let at = At::Article { path: "a.yaml".to_owned(), or: 0 };
        Job::Shelve { number, wanted: Box::new(Wanted { at, ..Wanted::default() }), renew: false }
    }

    #[test]
    fn only_the_newest_rows_are_read_and_nothing_else_is_lost() {
        let mut waiting = Vec::new();
        for job in [rows(1, true), rows(2, false), article(3), rows(4, false), rows(5, false)] {
            put(&mut waiting, job);
        }
        let Job::Shelve { wanted, .. } = article(3) else { panic!() };
        assert_eq!(waiting, [Job::Shelve { number: 3, wanted, renew: true }, rows(5, false)]);
        put(&mut waiting, Job::UnmarkAll { number: 1 });
        put(&mut waiting, rows(6, false));
        assert_eq!(waiting.len(), 4, "what is changed between two looks is seen by the second");
    }
}
