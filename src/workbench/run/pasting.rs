//! What was copied elsewhere becomes a source. The clipboard is asked for its text, which comes
//! with the events of a later pass.

use crate::model::id::SourceId;
use crate::workbench::app::App;
use crate::workbench::notices::Level;
use crate::workbench::outcome::{self, Outcome};
use egui::{Context, Event, ViewportCommand};
use std::time::Duration;

/// So long the clipboard is waited for, in seconds: other programs are asked for its contents.
const PATIENCE_SECS: f64 = 2.0;

/// What the clipboard was asked for.
#[derive(Clone, Copy, Debug)]
pub(in crate::workbench) struct Pasting {
    /// Until when it is waited for, in seconds of the window's clock.
    until: f64,
    /// The source it is a new version of; a source of its own when `None`.
    version_of: Option<SourceId>,
}

impl App {
    /// Asks for what is in the clipboard: a new version of a source, or a source of its own.
    pub(in crate::workbench) fn ask_for_paste(
        &mut self,
        ctx: &Context,
        version_of: Option<SourceId>,
    ) {
        ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
        let until = ctx.input(|input| input.time) + PATIENCE_SECS;
        self.pasting = Some(Pasting { until, version_of });
        ctx.request_repaint_after(Duration::from_secs_f64(PATIENCE_SECS));
    }

    /// Takes what was in the clipboard, if it was asked for, before a text field does.
    pub(in crate::workbench) fn take_pasted(&mut self, ctx: &Context) {
        let Some(Pasting { until, version_of }) = self.pasting else {
            return;
        };
        let (pasted, now) = ctx.input_mut(|input| {
            let at = input.events.iter().position(is_paste);
            (at.map(|at| input.events.remove(at)), input.time)
        });
        match pasted {
            Some(Event::Paste(text)) => {
                self.pasting = None;
                self.read_pasted(text, version_of);
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

    fn read_pasted(&mut self, text: String, version_of: Option<SourceId>) {
        let (child, shown) = (self.child(), self.shown);
        let is_open = self.open.is_some();
        self.jobs.start("Reading", move |_| {
            let read = outcome::read_pasted(&child, &text);
            match version_of {
                Some(source) => Outcome::Version(source, Box::new(read), shown),
                None if is_open => Outcome::Read(vec![read], shown),
                None => Outcome::Begun(vec![read]),
            }
        });
    }
}

fn is_paste(event: &Event) -> bool {
    matches!(event, Event::Paste(_))
}
