//! The heads of lanes: folded and unfolded, moved, hidden, and taken as filters, by mouse and
//! keyboard.

use crate::figure::chosen::filter_words;
use crate::figure::timeline::Head;
use crate::model::lanes::LaneKey;
use crate::workbench::command::Command;
use crate::workbench::filtering::FilterChange;
use crate::workbench::lanes::LaneChange;
use crate::workbench::panes::Desk;
use crate::workbench::theme::{color, palette};
use crate::workbench::widgets::{chevron, ring};
use egui::accesskit::Role;
use egui::{
    Color32, EventFilter, Id, Key, Modifiers, Pos2, Rect, Response, Sense, Stroke, Ui, WidgetInfo,
    pos2, vec2,
};

/// Where the arrow beside a name stands, in points from the left edge.
const ARROW: f32 = 8.0;

/// The keys of a head and what they do.
pub const KEYS: [(&str, &str); 4] = [
    ("Enter", "Fold or unfold the lane"),
    ("Alt+Up, Alt+Down", "Move the lane"),
    ("H", "Hide the lane"),
    ("F", "Show only what the lane stands for"),
];

/// What one can do with a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Fold,
    Up,
    Down,
    Hide,
    Filter,
}

/// Lets the heads of the lanes of a chart at `at` be taken hold of.
pub(super) fn heads_ui(ui: &mut Ui, at: Pos2, heads: &[Head], desk: &mut Desk<'_>) {
    for (place, head) in heads.iter().enumerate() {
        let response = head_ui(ui, at, head);
        let keys = keys_in(ui, &response);
        let chosen = keys.or_else(|| {
            let modified = ui.input(|input| input.modifiers.command);
            let deed = if modified { Deed::Filter } else { Deed::Fold };
            response.clicked().then_some(deed)
        });
        let mut chosen = chosen;
        let filter = head.key.filter();
        let filter_name = filter
            .as_ref()
            .map(|filter| filter_words(desk.snapshot.project(), filter));
        let (first, last) = (place == 0, place + 1 == heads.len());
        response.context_menu(|ui| {
            let mut entry = |name: &str, possible: bool, deed: Deed| {
                let button = egui::Button::new(name);
                if ui.add_enabled(possible, button).clicked() {
                    chosen = Some(deed);
                    ui.close();
                }
            };
            let fold = if head.folded { "Unfold" } else { "Fold" };
            entry(&format!("{fold} (Enter)"), true, Deed::Fold);
            entry("Move up (Alt+Up)", !first, Deed::Up);
            entry("Move down (Alt+Down)", !last, Deed::Down);
            entry("Hide (H)", true, Deed::Hide);
            if let Some(name) = &filter_name {
                entry(&format!("Only {name} (F)"), true, Deed::Filter);
            }
        });
        tell(response, head, filter_name.as_deref());
        if let Some(deed) = chosen {
            desk.commands.extend(command(deed, place, heads));
        }
    }
}

fn head_ui(ui: &mut Ui, at: Pos2, head: &Head) -> Response {
    let rect = Rect::from_min_max(
        pos2(at.x + head.rect.left, at.y + head.rect.top),
        pos2(at.x + head.rect.right - 6.0, at.y + head.rect.bottom - 1.0),
    );
    let id: Id = ui.scope_id().with(("lane", &head.key));
    let response = ui.interact(rect.intersect(ui.clip_rect()), id, Sense::click());
    let name = format!("Lane {}: {}", head.name, head.facts);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    ui.accesskit_node_builder(response.id, |node| node.set_expanded(!head.folded));
    if response.has_focus() {
        ring(ui, rect.shrink(1.0), 1.5);
    }
    let theme = palette(ui);
    let ink = match response.hovered() || response.has_focus() {
        true => color(theme.ink),
        false => color(theme.faint),
    };
    let centre = pos2(at.x + ARROW, at.y + head.middle);
    match head.folded {
        true => arrow_right(ui, centre, ink),
        false => chevron(ui.painter(), centre, ink),
    }
    response
}

fn arrow_right(ui: &Ui, centre: Pos2, ink: Color32) {
    let arrow = [vec2(-1.5, -3.5), vec2(2.0, 0.0), vec2(-1.5, 3.5)];
    let arrow = arrow.map(|corner| centre + corner);
    ui.painter().line(arrow.to_vec(), Stroke::new(1.25, ink));
}

/// The keys of the head that has the keyboard; Enter and the space bar click it.
fn keys_in(ui: &Ui, response: &Response) -> Option<Deed> {
    if !response.has_focus() {
        return None;
    }
    let filter = EventFilter {
        vertical_arrows: ui.input(|input| input.modifiers.alt),
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let keys = [
        (Modifiers::ALT, Key::ArrowUp, Deed::Up),
        (Modifiers::ALT, Key::ArrowDown, Deed::Down),
        (Modifiers::NONE, Key::H, Deed::Hide),
        (Modifiers::NONE, Key::F, Deed::Filter),
    ];
    let mut keys = keys.into_iter();
    let pressed = |(modifiers, key, deed)| {
        let pressed = ui.input_mut(|input| input.consume_key(modifiers, key));
        pressed.then_some(deed)
    };
    keys.find_map(pressed)
}

fn tell(response: Response, head: &Head, filter: Option<&str>) {
    let what = if head.folded { "unfold" } else { "fold" };
    let mut lines = vec![head.name.clone(), head.facts.clone()];
    lines.push(format!(
        "Click to {what}, Alt+Up and Alt+Down move, H hides"
    ));
    lines.extend(filter.map(|filter| format!("F or Ctrl+click: only {filter}")));
    response.on_hover_text(lines.join("\n"));
}

fn command(deed: Deed, place: usize, heads: &[Head]) -> Option<Command> {
    let key = || heads.get(place).map(|head| head.key.clone());
    let change = match deed {
        Deed::Fold => LaneChange::Fold(key()?),
        Deed::Hide => LaneChange::Hide(key()?),
        Deed::Filter => {
            let filter = key()?.filter()?;
            return Some(Command::Filter(FilterChange::Add(filter)));
        }
        Deed::Up => LaneChange::Order(swapped(heads, place.checked_sub(1)?, place)?),
        Deed::Down => LaneChange::Order(swapped(heads, place, place + 1)?),
    };
    Some(Command::Lanes(change))
}

/// The order of the lanes with two of them changed about; `None` at either end.
fn swapped(heads: &[Head], one: usize, other: usize) -> Option<Vec<LaneKey>> {
    let mut order: Vec<_> = heads.iter().map(|head| head.key.clone()).collect();
    (other < order.len()).then(|| order.swap(one, other))?;
    Some(order)
}
