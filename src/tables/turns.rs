//! Something several threads take hold of one after the other, in a given order.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A value that thread number 0 has first, then number 1, and so on.
pub(super) struct Turns<T> {
    state: Mutex<State<T>>,
    moved: Condvar,
}

struct State<T> {
    next: u64,
    is_stopped: bool,
    value: T,
}

impl<T> Turns<T> {
    pub(super) fn of(value: T) -> Self {
        Self {
            state: Mutex::new(State {
                next: 0,
                is_stopped: false,
                value,
            }),
            moved: Condvar::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the turn of `number` and takes it; `None` when nobody gets a turn any more.
    pub(super) fn take<R>(&self, number: u64, act: impl FnOnce(&mut T) -> R) -> Option<R> {
        let mut state = self.lock();
        while state.next != number && !state.is_stopped {
            let waited = self.moved.wait(state);
            state = waited.unwrap_or_else(PoisonError::into_inner);
        }
        if state.is_stopped {
            return None;
        }
        let result = act(&mut state.value);
        state.next += 1;
        self.moved.notify_all();
        Some(result)
    }

    /// Ends all turns to come.
    pub(super) fn stop(&self) {
        self.lock().is_stopped = true;
        self.moved.notify_all();
    }

    /// What became of the value.
    pub(super) fn into_value(self) -> T {
        let state = self.state.into_inner();
        state.unwrap_or_else(PoisonError::into_inner).value
    }
}
