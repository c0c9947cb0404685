//! The thread that answers what is asked of the library, so that nobody waits who types.

use std::{
    io,
    mem::discriminant,
    sync::{Arc, mpsc::Receiver},
};

use crate::{app::Event, library::Inquiry};

use super::{
    indexing::Indexing,
    perform::Disk,
    wake::Post,
    worker::{self, Worker},
};

/// A question and its number.
type Job = (u64, Inquiry);

/// Answers questions in their order. Of one kind only the newest counts: whoever types is ahead of the answers.
#[derive(Debug)]
pub(super) struct Librarian(Worker<Job>);

impl Librarian {
    pub(super) fn new() -> Self {
        Self(Worker::new())
    }

    /// Asks; the answer comes as an event with the same number.
    pub(super) fn ask<D: Disk>(
        &mut self,
        job: Job,
        disk: &Arc<D>,
        indexing: &Indexing<D>,
        post: &Post,
    ) -> io::Result<()> {
        self.0.ask(job);
        let (disk, indexing) = (Arc::clone(disk), indexing.clone());
        self.0.start(post, move |jobs, post| answer(&*disk, jobs, &indexing, post))
    }
}

/// Answers until nothing more can be asked.
fn answer<D: Disk>(disk: &D, jobs: &Receiver<Job>, indexing: &Indexing<D>, post: &Post) {
    let mut waiting: Vec<Job> = Vec::new();
    loop {
        if waiting.is_empty() {
            let Ok(job) = jobs.recv() else { return };
            waiting.push(job);
        }
        for job in jobs.try_iter() {
            put(&mut waiting, job);
        }
        let (number, inquiry) = waiting.remove(0);
        post.send(match disk.inquire(&inquiry) {
            Ok(finding) => Event::Found { number, finding: Box::new(finding) },
            Err(message) => Event::NotFound { number, message },
        });
        // somebody may have taken the index away while byline was open
        if !matches!(inquiry, Inquiry::Around { .. })
            && !disk.has_index()
            && let Err(error) = indexing.start_if_idle()
        {
            post.send(worker::no_thread(&error));
        }
    }
}

/// A newer question of a kind takes the place of the older.
fn put(waiting: &mut Vec<Job>, job: Job) {
    match waiting.iter_mut().find(|(_, inquiry)| discriminant(inquiry) == discriminant(&job.1)) {
        Some(older) => *older = job,
        None => waiting.push(job),
    }
}

#[cfg(test)]
mod tests {
    use crate::library::Query;

    use super::*;

    fn search(query: &str) -> Inquiry {
        Inquiry::Search { query: Query::parse(query).expect("plain words"), limit: 1 }
    }

    #[test]
    fn only_the_newest_of_a_kind_is_answered() {
        let mut waiting = vec![(1, search("f"))];
        put(&mut waiting, (2, Inquiry::Voices { words: String::new(), limit: 1 }));
        put(&mut waiting, (3, search("fl")));
        assert_eq!(waiting, [(3, search("fl")), (2, Inquiry::Voices { words: String::new(), limit: 1 })]);
    }
}
