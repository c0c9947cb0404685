//! Threads that do what must not keep the reader waiting.

use std::{
    any::Any,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
    thread::{self, JoinHandle, Thread},
};

use crate::{
    app::{Event, Outcome},
    model::Text,
};

use super::wake::Post;

/// What our threads are called, so that a panic knows them.
const NAME: &str = "byline-worker";

/// Whether a thread is one of ours.
pub(super) fn is_one(thread: &Thread) -> bool {
    thread.name() == Some(NAME)
}

/// Does something on a thread of its own. A panic there becomes an event, where the build lets one survive.
pub(super) fn spawn(post: Post, work: impl FnOnce(&Post) + Send + 'static) -> io::Result<JoinHandle<()>> {
    thread::Builder::new().name(NAME.to_owned()).spawn(move || {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| work(&post))) {
            post.send(failed(&format!("a fault in byline: {}", message(&*panic))));
        }
    })
}

/// The event of something that went wrong.
pub(super) fn failed(message: &str) -> Event {
    Event::Done(Outcome::Failed(Text::line(message)))
}

/// The event of a thread that could not be had.
pub(super) fn no_thread(error: &io::Error) -> Event {
    failed(&format!("the system gives no thread: {error}"))
}

fn message(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message")
}

/// Jobs for one thread, in their order. The thread starts when it is first wanted; what is asked before waits for it, and
/// what is asked of a thread that could not be had waits for the next one.
#[derive(Debug)]
pub(super) struct Worker<J> {
    jobs: Sender<J>,
    /// The thread has it for as long as it works.
    waiting: Arc<Mutex<Receiver<J>>>,
    thread: Option<JoinHandle<()>>,
}

impl<J: Send + 'static> Worker<J> {
    pub(super) fn new() -> Self {
        let (jobs, waiting) = channel();
        Self { jobs, waiting: Arc::new(Mutex::new(waiting)), thread: None }
    }

    pub(super) fn ask(&self, job: J) {
        // cannot fail: the receiver lives as long as this
        drop(self.jobs.send(job));
    }

    /// Begins to work, if it has not begun. `work` takes jobs until no more can come.
    pub(super) fn start(
        &mut self,
        post: &Post,
        work: impl FnOnce(&Receiver<J>, &Post) + Send + 'static,
    ) -> io::Result<()> {
        if self.thread.is_none() {
            let waiting = Arc::clone(&self.waiting);
            self.thread = Some(spawn(post.clone(), move |post| with(&waiting, |jobs| work(jobs, post)))?);
        }
        Ok(())
    }

    /// Waits until every job is done. What no thread has done, for there was none or it met a fault, `work` does here.
    pub(super) fn finish(self, work: impl FnOnce(&Receiver<J>)) {
        drop(self.jobs);
        if let Some(thread) = self.thread {
            drop(thread.join()); // its panic has been told
        }
        with(&self.waiting, work);
    }
}

/// A queue is whole even where a thread met a fault over one of its jobs.
fn with<J>(waiting: &Mutex<Receiver<J>>, work: impl FnOnce(&Receiver<J>)) {
    work(&waiting.lock().unwrap_or_else(PoisonError::into_inner));
}

#[cfg(test)]
mod tests {
    use super::{super::wake::Wake, *};

    #[test]
    fn every_job_is_done_with_a_thread_without_one_and_behind_a_fault() {
        let done = |started: bool, faulty: bool| {
            let done = Arc::new(Mutex::new(Vec::new()));
            let mut worker = Worker::new();
            worker.ask(1);
            if started {
                let (done, post) = (Arc::clone(&done), Wake::new().expect("a pipe").post());
                let work = move |jobs: &Receiver<i32>, _: &Post| {
                    for job in jobs {
                        assert!(!faulty, "a fault over job {job}");
                        done.lock().expect("no fault holds it").push(job);
                    }
                };
                worker.start(&post, work).expect("a thread");
            }
            worker.ask(2);
            worker.finish(|jobs| done.lock().expect("no fault holds it").extend(jobs));
            Arc::into_inner(done).and_then(|done| done.into_inner().ok()).expect("only here")
        };
        assert_eq!(done(false, false), [1, 2]);
        assert_eq!(done(true, false), [1, 2]);
        assert_eq!(done(true, true), [2], "only the job at fault is lost");
    }
}
