//! What was done and undone.

use super::transaction::Transaction;
use std::sync::Arc;

/// Names a state of the document. Two equal names mean equal contents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StateId(u64);

/// A transaction between two states.
#[derive(Clone, Debug)]
pub struct Step {
    /// What was done.
    pub transaction: Arc<Transaction>,
    from: StateId,
    to: StateId,
}

/// A line of steps with a mark between the done and the undone ones. Doing something new drops
/// the undone ones from it; the journal still holds them.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    state: StateId,
    newest: StateId,
}

impl History {
    /// Adds a step that was just done.
    pub fn push(&mut self, transaction: Arc<Transaction>) {
        self.undone.clear();
        self.newest.0 += 1;
        let step = Step {
            transaction,
            from: self.state,
            to: self.newest,
        };
        self.state = step.to;
        self.done.push(step);
    }

    /// Moves the mark back over the last done step.
    pub fn step_back(&mut self) {
        if let Some(step) = self.done.pop() {
            self.state = step.from;
            self.undone.push(step);
        }
    }

    /// Moves the mark forward over the step undone last.
    pub fn step_forward(&mut self) {
        if let Some(step) = self.undone.pop() {
            self.state = step.to;
            self.done.push(step);
        }
    }

    /// The present state.
    pub fn state(&self) -> StateId {
        self.state
    }

    /// What Undo would take back.
    pub fn last_done(&self) -> Option<&Step> {
        self.done.last()
    }

    /// What Redo would do again.
    pub fn next_undone(&self) -> Option<&Step> {
        self.undone.last()
    }

    /// Every step, done ones first, oldest first.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.done.iter().chain(self.undone.iter().rev())
    }

    /// How many steps can be undone.
    pub fn done_count(&self) -> usize {
        self.done.len()
    }

    /// How many steps can be redone.
    pub fn undone_count(&self) -> usize {
        self.undone.len()
    }
}
