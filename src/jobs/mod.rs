//! Named background work: started with a name, it may report progress and be cancelled, and its
//! result is taken up once by whoever polls. A panic in it becomes a result, not an end.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

/// Names one started piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(u64);

/// Runs work somewhere: on a thread, or when a test says so.
pub trait Executor: Send {
    /// Takes the work; it is run once, at some time.
    fn run(&self, name: &str, work: Work);
}

/// Runs each piece of work on a thread of its own.
pub struct Threads;

impl Executor for Threads {
    fn run(&self, name: &str, work: Work) {
        let named = std::thread::Builder::new().name(name.to_owned());
        // Where no thread is to be had the work is dropped, and its job says so.
        drop(named.spawn(work));
    }
}

/// Keeps work until it is told to run it: for tests.
#[derive(Clone, Default)]
pub struct OnDemand(Arc<Mutex<Vec<Work>>>);

type Work = Box<dyn FnOnce() + Send>;

impl OnDemand {
    /// Runs all work that waits; true when there was any.
    pub fn run_all(&self) -> bool {
        let waiting = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let any = !waiting.is_empty();
        waiting.into_iter().for_each(|work| work());
        any
    }

    /// Forgets all work that waits, as a killed process would.
    pub fn forget_all(&self) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }
}

impl Executor for OnDemand {
    fn run(&self, _name: &str, work: Work) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(work);
    }
}

/// How far a job has got, and whether it should stop.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<ProgressCell>);

#[derive(Debug, Default)]
struct ProgressCell {
    per_mille: AtomicU32,
    cancelled: AtomicBool,
}

impl Progress {
    /// Says how far the work has got, 0 to 1. Work that says so has begun, and can be stopped.
    pub fn set(&self, part: f32) {
        let per_mille = ((part.clamp(0.0, 1.0) * 1000.0).round() as u32).max(1);
        self.0.per_mille.store(per_mille, Ordering::Relaxed);
    }

    /// How far the work has got, 0 to 1.
    pub fn part(&self) -> f32 {
        self.0.per_mille.load(Ordering::Relaxed) as f32 / 1000.0
    }

    /// Whether somebody asked the work to stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Ordering::Relaxed)
    }

    fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
    }
}

/// How a job ended.
#[derive(Debug)]
pub enum Ended<R> {
    /// With a result.
    Done(R),
    /// With a panic; what it said.
    Panicked(String),
}

struct Running {
    id: JobId,
    name: String,
    progress: Progress,
}

/// Started work and its results.
pub struct Jobs<R> {
    executor: Box<dyn Executor>,
    wake: Arc<dyn Fn() + Send + Sync>,
    sender: Sender<(JobId, Ended<R>)>,
    receiver: Receiver<(JobId, Ended<R>)>,
    running: Vec<Running>,
    started: u64,
}

impl<R: Send + 'static> Jobs<R> {
    /// Work runs on `executor`; `wake` is called from there when a result waits.
    pub fn new(executor: Box<dyn Executor>, wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        let (sender, receiver) = channel();
        Self {
            executor,
            wake,
            sender,
            receiver,
            running: Vec::new(),
            started: 0,
        }
    }

    /// Starts work under a name a person understands ("Saving").
    pub fn start(
        &mut self,
        name: &str,
        work: impl FnOnce(&Progress) -> R + Send + 'static,
    ) -> JobId {
        self.started += 1;
        let id = JobId(self.started);
        let progress = Progress::default();
        self.running.push(Running {
            id,
            name: name.to_owned(),
            progress: progress.clone(),
        });
        let reply = Reply {
            id,
            sender: self.sender.clone(),
            wake: Arc::clone(&self.wake),
            ended: None,
        };
        let run = move || {
            let mut reply = reply;
            reply.ended = Some(match catch_unwind(AssertUnwindSafe(|| work(&progress))) {
                Ok(result) => Ended::Done(result),
                Err(panic) => Ended::Panicked(panic_words(&*panic)),
            });
        };
        self.executor.run(name, Box::new(run));
        id
    }

    /// The results that have come since the last call, in the order they came.
    pub fn poll(&mut self) -> Vec<(JobId, Ended<R>)> {
        let ended: Vec<_> = self.receiver.try_iter().collect();
        self.running
            .retain(|job| !ended.iter().any(|(id, _)| *id == job.id));
        ended
    }

    /// What runs now: its name and how far it has got; 0 for work that does not say.
    pub fn running(&self) -> impl Iterator<Item = (JobId, &str, f32)> {
        self.running
            .iter()
            .map(|job| (job.id, job.name.as_str(), job.progress.part()))
    }

    /// Asks a job to stop. Its result, if it still gives one, comes as ever.
    pub fn cancel(&self, id: JobId) {
        self.running
            .iter()
            .filter(|job| job.id == id)
            .for_each(|job| job.progress.cancel());
    }
}

/// Sends a job's end when it goes away: also that of a job that never got a thread.
struct Reply<R> {
    id: JobId,
    sender: Sender<(JobId, Ended<R>)>,
    wake: Arc<dyn Fn() + Send + Sync>,
    ended: Option<Ended<R>>,
}

impl<R> Drop for Reply<R> {
    fn drop(&mut self) {
        let ended = self.ended.take();
        let ended = ended.unwrap_or_else(|| Ended::Panicked("it could not be started".to_owned()));
        // Nobody listens any more when the window is gone.
        if self.sender.send((self.id, ended)).is_ok() {
            (self.wake)();
        }
    }
}

fn panic_words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "it gave no reason".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicUsize;

    fn jobs(executor: OnDemand) -> (Jobs<u32>, Arc<AtomicUsize>) {
        let woken = Arc::new(AtomicUsize::new(0));
        let wake = {
            let woken = Arc::clone(&woken);
            move || {
                woken.fetch_add(1, Ordering::SeqCst);
            }
        };
        (Jobs::new(Box::new(executor), Arc::new(wake)), woken)
    }

    #[test]
    fn results_come_once_and_a_panic_is_a_result() {
        let executor = OnDemand::default();
        let (mut jobs, woken) = jobs(executor.clone());
        jobs.start("Counting", |progress| {
            progress.set(0.5);
            42
        });
        jobs.start("Falling", |_| panic!("no floor"));
        assert_eq!(jobs.running().count(), 2);
        assert!(jobs.poll().is_empty());
        assert!(executor.run_all());
        let ended = jobs.poll();
        assert!(matches!(ended[0].1, Ended::Done(42)));
        assert!(matches!(&ended[1].1, Ended::Panicked(why) if why == "no floor"));
        assert_eq!((jobs.running().count(), jobs.poll().len()), (0, 0));
        assert_eq!(woken.load(Ordering::SeqCst), 2);
    }

    #[test]
    fn work_that_is_dropped_says_so() {
        let executor = OnDemand::default();
        let (mut jobs, _) = jobs(executor.clone());
        jobs.start("Lost", |_| 1);
        executor.forget_all();
        assert!(matches!(&jobs.poll()[0].1, Ended::Panicked(why) if why.contains("started")));
    }

    #[test]
    fn a_cancelled_job_hears_of_it() {
        let executor = OnDemand::default();
        let (mut jobs, _) = jobs(executor.clone());
        let id = jobs.start("Long", |progress| u32::from(progress.is_cancelled()));
        jobs.cancel(id);
        executor.run_all();
        assert!(matches!(jobs.poll()[0].1, Ended::Done(1)));
    }
}
