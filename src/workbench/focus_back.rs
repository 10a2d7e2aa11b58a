//! Gives the keyboard back to where it was before something stood over the window.
//!
//! In: each pass, whether something stands over the window. Out: once it is gone, the control that
//! had the keyboard before has it again, unless another one has taken it.

use egui::{Context, Id, Memory};

/// So many passes it may take until what has gone has lost the keyboard.
const PASSES: u8 = 4;

/// What had the keyboard.
#[derive(Debug, Default)]
pub struct FocusBack {
    before: Option<Id>,
    over: Option<Id>,
    was_open: bool,
    left: u8,
}

impl FocusBack {
    /// To be told before anything is drawn.
    pub fn keep(&mut self, ctx: &Context, is_open: bool) {
        let focused = ctx.memory(Memory::focused);
        match (self.was_open, is_open) {
            (_, true) => {
                // A key may take the keyboard away for the length of a pass.
                let over = focused.filter(|id| self.before != Some(*id));
                self.over = over.or(self.over);
                self.left = 0;
            }
            (true, false) => self.left = PASSES,
            (false, false) if self.left == 0 => self.over = None,
            (false, false) => {}
        }
        self.was_open = is_open;
        if self.left > 0 {
            self.give_back(ctx, focused);
        } else if !is_open {
            self.before = focused;
        }
    }

    fn give_back(&mut self, ctx: &Context, focused: Option<Id>) {
        let is_lost = focused.is_none() || focused == self.over;
        let Some(before) = self.before.filter(|_| is_lost) else {
            self.left = 0;
            return;
        };
        self.left -= 1;
        ctx.memory_mut(|memory| memory.request_focus(before));
        ctx.request_repaint();
    }
}
