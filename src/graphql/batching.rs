//! When loaders fetch: as soon as no field of the request can go on without them. Then a batch holds everything that was asked for,
//! however fast or slow the machine is; a loader that waits for some time instead fetches in pieces when the machine is busy.

use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use futures::future::{BoxFuture, poll_fn};
use futures::stream::{FuturesUnordered, Stream};
use futures::task::AtomicWaker;

/// How often fields that say that they can go on are asked again, before the loads get their turn all the same.
const MOST_ROUNDS: usize = 100;

/// The loads of one request that have not begun.
#[derive(Clone, Default)]
pub struct Batches {
    waiting: Arc<Mutex<Vec<BoxFuture<'static, ()>>>>,
}

impl Batches {
    /// Puts a load in the queue.
    pub fn add(&self, load: BoxFuture<'static, ()>) {
        self.waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(load);
    }

    /// Carries out `execution`, and the loads that it asks for in between.
    pub async fn run<T>(&self, execution: impl Future<Output = T>) -> T {
        let mut execution = pin!(execution);
        let mut loads = FuturesUnordered::new();
        let progress = Arc::new(Progress::default());
        let waker = Waker::from(Arc::clone(&progress));
        poll_fn(|ctx| {
            progress.around.register(ctx.waker());
            for _ in 0..MOST_ROUNDS {
                progress.possible.store(false, Ordering::SeqCst);
                let polled = execution.as_mut().poll(&mut Context::from_waker(&waker));
                if let Poll::Ready(done) = polled {
                    return Poll::Ready(done);
                }
                if !progress.possible.load(Ordering::SeqCst) {
                    break;
                }
            }
            loads.extend(self.take());
            while let Poll::Ready(Some(())) = Pin::new(&mut loads).poll_next(ctx) {}
            Poll::Pending
        })
        .await
    }

    fn take(&self) -> Vec<BoxFuture<'static, ()>> {
        std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Whether any field of an execution can go on.
#[derive(Default)]
struct Progress {
    possible: AtomicBool,
    around: AtomicWaker,
}

impl Wake for Progress {
    fn wake(self: Arc<Self>) {
        self.possible.store(true, Ordering::SeqCst);
        self.around.wake();
    }
}
