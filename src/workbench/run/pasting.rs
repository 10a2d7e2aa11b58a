//! What was copied elsewhere becomes a source. The clipboard is asked for its text, which comes
//! with the events of a later pass.

use crate::workbench::app::App;
use crate::workbench::notices::Level;
use crate::workbench::outcome::{self, Outcome};
use egui::{Context, Event, ViewportCommand};
use std::time::Duration;

/// So long the clipboard is waited for, in seconds: other programs are asked for its contents.
const PATIENCE_SECS: f64 = 2.0;

impl App {
    /// Asks for what is in the clipboard.
    pub(in crate::workbench) fn ask_for_paste(&mut self, ctx: &Context) {
        ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
        self.pasting = Some(ctx.input(|input| input.time) + PATIENCE_SECS);
        ctx.request_repaint_after(Duration::from_secs_f64(PATIENCE_SECS));
    }

    /// Takes what was in the clipboard, if it was asked for, before a text field does.
    pub(in crate::workbench) fn take_pasted(&mut self, ctx: &Context) {
        let Some(until) = self.pasting else { return };
        let (pasted, now) = ctx.input_mut(|input| {
            let at = input.events.iter().position(is_paste);
            (at.map(|at| input.events.remove(at)), input.time)
        });
        match pasted {
            Some(Event::Paste(text)) => {
                self.pasting = None;
                self.read_pasted(text);
            }
            _ if now >= until => {
                self.pasting = None;
                let text = "There is no text in the clipboard: copy some first";
                self.say(Level::Warning, text);
            }
            // The clock of the window runs on while it is drawn.
            _ => ctx.request_repaint_after(Duration::from_secs_f64(until - now)),
        }
    }

    fn read_pasted(&mut self, text: String) {
        let (child, shown) = (self.child(), self.shown);
        let is_open = self.open.is_some();
        self.jobs.start("Reading", move |_| {
            let read = vec![outcome::read_pasted(&child, &text)];
            if is_open {
                Outcome::Read(read, shown)
            } else {
                Outcome::Begun(read)
            }
        });
    }
}

fn is_paste(event: &Event) -> bool {
    matches!(event, Event::Paste(_))
}
