//! The records without a date that a lane counts, as a list to choose from.
//!
//! In: the mark that counts them, when it is clicked. Out: a command that reveals the one chosen.

use super::Desk;
use super::words::sentence;
use crate::model::id::RecordId;
use crate::workbench::command::Command;
use crate::workbench::theme::ROW_HEIGHT;
use crate::workbench::widgets::ListRow;
use egui::{Frame, Id, Popup, PopupCloseBehavior, Rect, ScrollArea, Ui};

/// How wide the list is, in points.
const WIDTH: f32 = 320.0;
/// So many rows are seen at once.
const MOST_ROWS: f32 = 12.0;

/// What is listed, kept while the list is open.
#[derive(Clone, Debug)]
struct Listed {
    /// What counts them: "Attacks: 2 undated".
    name: String,
    ids: Vec<RecordId>,
    /// Where that stands.
    rect: Rect,
    /// The first takes the keyboard.
    is_new: bool,
}

/// Opens the list of these records beside what counts them.
pub(super) fn open(ui: &Ui, (name, ids): (&str, &[RecordId]), rect: Rect) {
    let id = id(ui);
    let listed = Listed {
        name: name.to_owned(),
        ids: ids.to_vec(),
        rect,
        is_new: true,
    };
    ui.data_mut(|data| data.insert_temp(id, listed));
    Popup::open_id(ui.ctx(), id);
}

/// Draws the list while it is open.
pub(super) fn list_ui(ui: &Ui, desk: &mut Desk<'_>) {
    let id = id(ui);
    if !Popup::is_id_open(ui.ctx(), id) {
        return;
    }
    let Some(listed) = ui.data(|data| data.get_temp::<Listed>(id)) else {
        return;
    };
    Popup::new(id, ui.ctx().clone(), listed.rect, ui.layer_id())
        .open_memory(None)
        .gap(4.0)
        .accessible_name(listed.name.clone())
        .frame(Frame::popup(ui.style()).inner_margin(4))
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| rows_ui(ui, &listed, desk));
    let shown = Listed {
        is_new: false,
        ..listed
    };
    ui.data_mut(|data| data.insert_temp(id, shown));
}

fn rows_ui(ui: &mut Ui, listed: &Listed, desk: &mut Desk<'_>) {
    ui.set_width(WIDTH);
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = ScrollArea::vertical().max_height(MOST_ROWS * ROW_HEIGHT);
    area.show(ui, |ui| {
        for (at, id) in listed.ids.iter().enumerate() {
            let words = words(*id, desk);
            let row = ListRow::new(&words)
                .inset(8.0)
                .selected(desk.session.selected == Some(*id));
            let response = ui.push_id(id, |ui| ui.add(row)).inner;
            if listed.is_new && at == 0 {
                response.request_focus();
            }
            if response.clicked() {
                desk.push(Command::Reveal(*id));
                ui.close();
            }
        }
    });
}

/// What a record is called in the list.
fn words(id: RecordId, desk: &Desk<'_>) -> String {
    let words = match id {
        RecordId::Event(id) => {
            let facts = desk.derived.events().get(id);
            facts.map(|facts| facts.event.title.clone())
        }
        RecordId::Claim(id) => desk.derived.claims().get(id).map(|facts| {
            let claim = &facts.claim;
            let sort = sentence(claim.sort.in_words());
            format!("{sort}: {}", claim.proposition)
        }),
        _ => None,
    };
    words.unwrap_or_else(|| "Without a title".to_owned())
}

fn id(ui: &Ui) -> Id {
    ui.scope_id().with("undated")
}
