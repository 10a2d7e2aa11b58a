//! The panes of the window. Each draws a snapshot and what is derived from it, and pushes
//! commands; none changes the document.

pub mod brush;
pub mod case;
mod chart_keys;
mod chart_stack;
pub mod claims;
pub mod editions;
pub mod events;
mod fields_changed;
pub mod find;
mod grouped;
pub mod inspector;
pub mod mapping;
mod margin;
mod order;
pub mod pairs;
pub mod passages;
mod pointing;
pub mod reader;
pub mod reader_pane;
pub mod reconcile;
mod review_frame;
pub mod reviews;
mod rows;
mod show_bar;
mod shown;
mod stretch;
pub mod table;
pub mod time;
mod undated;
pub mod versions;
mod view_words;
pub mod words;

use super::command::Command;
use super::fields::FieldKey;
use super::outcome::OfferedTable;
use super::session::Session;
use super::tables::Tables;
use super::widgets::Drafts;
use crate::derived::Derived;
use crate::document::Snapshot;
use crate::ingest::CaseSource;

/// What every pane sees: the project at this moment, what is derived from it, what is selected,
/// what is being typed; and where its commands go.
pub struct Desk<'a> {
    /// The project at this moment.
    pub snapshot: &'a Snapshot,
    /// What is derived from it.
    pub derived: &'a Derived,
    /// What is selected and shown.
    pub session: &'a mut Session,
    /// What is being typed.
    pub drafts: &'a mut Drafts<FieldKey>,
    /// What is to be done after drawing.
    pub commands: &'a mut Vec<Command>,
    /// Its event tables in memory.
    pub tables: &'a Tables,
    /// What the case holds that the project does not.
    pub offered: &'a [CaseSource],
    /// The tables of the case that the project may not hold yet.
    pub offered_tables: &'a [OfferedTable],
    /// Whether the project may not be changed.
    pub read_only: bool,
}

impl Desk<'_> {
    /// Asks for something to be done after drawing.
    pub fn push(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// How many event tables have their rows in memory.
    pub fn tables_ready(&self) -> usize {
        self.tables.ready().count()
    }
}

/// Tells the other panes what the pointer is over in this part of a pane, whenever that changes;
/// `part` tells the parts apart, so that none takes back what another said.
fn hover(
    ctx: &egui::Context,
    desk: &mut Desk<'_>,
    part: &'static str,
    now: Option<crate::model::id::RecordId>,
) {
    let id = egui::Id::unique(("hovered in", part));
    let before = ctx.data(|data| data.get_temp(id)).unwrap_or(None);
    if before != now {
        ctx.data_mut(|data| data.insert_temp(id, now));
        desk.push(Command::Hover(now));
    }
}
