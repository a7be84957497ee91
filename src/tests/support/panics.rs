//! Notices panics of tasks in the background, which would otherwise pass unseen.
//!
//! Whatever a test starts that spawns tasks holds a [`Watch`]; dropping it fails the test if something panicked
//! meanwhile.

use std::sync::{Mutex, MutexGuard, Once, PoisonError};

/// The thread of every panic so far, and what it said.
static SEEN: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());

/// Fails the test when it is dropped after a panic.
pub struct Watch {
    seen_before: usize,
    test: String,
}

impl Watch {
    pub fn start() -> Self {
        static HOOK: Once = Once::new();
        HOOK.call_once(|| {
            let default = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |panic| {
                seen().push((name_of_thread(), panic.to_string()));
                default(panic);
            }));
        });
        Self {
            seen_before: seen().len(),
            test: name_of_thread(),
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // A test that is failing already needs no second reason, and a second panic would abort it.
        if std::thread::panicking() {
            return;
        }
        let since: Vec<_> = seen()[self.seen_before..].to_vec();
        let ours = since
            .iter()
            .filter(|(thread, _)| *thread == self.test || !is_another_test(thread));
        let ours: Vec<&String> = ours.map(|(_, words)| words).collect();
        assert!(
            ours.is_empty(),
            "something panicked in the background: {ours:#?}"
        );
    }
}

fn seen() -> MutexGuard<'static, Vec<(String, String)>> {
    SEEN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn name_of_thread() -> String {
    std::thread::current()
        .name()
        .unwrap_or("a thread")
        .to_owned()
}

/// The threads of tests are named by the path of their function; under `cargo test` they share a process.
fn is_another_test(thread: &str) -> bool {
    thread.contains("::")
}
