//! The query as a line one types, with ways to go on offered below it.

use crate::analysis::passages::Query;
use crate::analysis::passages::typed::{Completion, completions, line, parse};
use crate::document::Revision;
use crate::model::project::Project;
use crate::workbench::panes::Desk;
use crate::workbench::theme::{ROW_HEIGHT, color, hint, palette};
use crate::workbench::widgets::{ListRow, TextField};
use egui::{Frame, Id, Key, Modifiers, Popup, PopupCloseBehavior, Response, ScrollArea, Ui};

const NAME: &str = "Query";
const EXAMPLE: &str = "Type a query, such as code:Attack near:5 code:Denial";

/// What is typed, and what it stands for.
#[derive(Default)]
pub(super) struct TypedLine {
    text: String,
    /// What the text was made from; `None` while it is being typed.
    of: Option<(Query, Revision)>,
    error: String,
    offers: Vec<Completion>,
    row: Option<usize>,
    over_offers: bool,
    wants_focus: bool,
}

impl TypedLine {
    pub(super) fn take_focus(&mut self) {
        self.wants_focus = true;
    }

    /// Draws the field; the query that was committed.
    pub(super) fn show(&mut self, ui: &mut Ui, desk: &Desk<'_>, query: &Query) -> Option<Query> {
        let id = Id::unique("passages query");
        let project = desk.snapshot.project();
        let focused = ui.memory(|memory| memory.has_focus(id));
        if !focused && !self.over_offers {
            self.follow(desk, query);
        }
        let taken = focused && self.keys(ui, project);
        let wants_focus = std::mem::take(&mut self.wants_focus);
        let field = TextField::new(id, NAME, &mut self.text)
            .hint(EXAMPLE)
            .wrong(!self.error.is_empty())
            .take_keyboard(wants_focus);
        let response = field.show(ui).response;
        if !self.error.is_empty() {
            ui.accesskit_node_builder(response.id, |node| {
                node.set_description(self.error.as_str());
            });
        }
        if response.changed() {
            self.of = None;
            self.error.clear();
            self.row = None;
            self.offers = completions(project, &self.text);
        }
        let chosen = self.offers_ui(&response);
        if let Some(at) = chosen {
            self.complete(at, project);
            response.request_focus();
        }
        self.error_ui(ui);
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if entered && !taken && chosen.is_none() {
            return self.committed(project);
        }
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
            self.of = None;
            self.error.clear();
            self.follow(desk, query);
        }
        None
    }

    /// Shows the query there is, unless something wrong was typed.
    fn follow(&mut self, desk: &Desk<'_>, query: &Query) {
        self.offers.clear();
        let now = desk.snapshot.revision();
        let same = self
            .of
            .as_ref()
            .is_some_and(|(of, revision)| of == query && *revision == now);
        if same {
            return;
        }
        let query_changed = self.of.as_ref().is_some_and(|(of, _)| of != query);
        if !self.error.is_empty() && !query_changed {
            return;
        }
        self.error.clear();
        self.text = line(desk.snapshot.project(), query);
        self.of = Some((query.clone(), now));
    }

    fn committed(&mut self, project: &Project) -> Option<Query> {
        self.offers.clear();
        match parse(project, &self.text) {
            Ok(query) => {
                self.of = None;
                Some(query)
            }
            Err(error) => {
                self.error = error.to_string();
                None
            }
        }
    }

    /// The arrows choose a way to go on, Enter takes it; whether Enter was used up so.
    fn keys(&mut self, ui: &Ui, project: &Project) -> bool {
        let Some(last) = self.offers.len().checked_sub(1) else {
            return false;
        };
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::ArrowDown) {
            self.row = Some(self.row.map_or(0, |row| (row + 1).min(last)));
        }
        if pressed(Key::ArrowUp) {
            self.row = self.row.and_then(|row| row.checked_sub(1));
        }
        match self.row {
            Some(at) if pressed(Key::Enter) => {
                self.complete(at, project);
                true
            }
            _ => false,
        }
    }

    fn complete(&mut self, at: usize, project: &Project) {
        let Some(offer) = self.offers.get(at) else {
            return;
        };
        self.text.clone_from(&offer.line);
        self.of = None;
        self.row = None;
        self.offers = completions(project, &self.text);
    }

    /// The ways to go on, while the keyboard is in the field; the one clicked.
    fn offers_ui(&mut self, field: &Response) -> Option<usize> {
        let open = !self.offers.is_empty() && (field.has_focus() || self.over_offers);
        let shown = Popup::from_response(field)
            .open(open)
            .gap(4.0)
            .accessible_name("Ways to go on")
            .frame(Frame::popup(&field.ctx.global_style()).inner_margin(4))
            .close_behavior(PopupCloseBehavior::IgnoreClicks)
            .show(|ui| self.rows_ui(ui));
        self.over_offers = shown
            .as_ref()
            .is_some_and(|shown| shown.response.contains_pointer());
        shown.and_then(|shown| shown.inner)
    }

    fn rows_ui(&self, ui: &mut Ui) -> Option<usize> {
        ui.set_width(280.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut clicked = None;
        let area = ScrollArea::vertical().max_height(8.0 * ROW_HEIGHT);
        area.show(ui, |ui| {
            for (at, offer) in self.offers.iter().enumerate() {
                let row = ListRow::new(&offer.name)
                    .inset(8.0)
                    .selected(self.row == Some(at));
                let response = ui.push_id(&offer.line, |ui| ui.add(row)).inner;
                if response.clicked() {
                    clicked = Some(at);
                }
                if self.row == Some(at) {
                    response.scroll_to_me(None);
                }
            }
        });
        clicked
    }

    fn error_ui(&self, ui: &mut Ui) {
        if !self.error.is_empty() {
            let ink = color(palette(ui).error);
            ui.add(egui::Label::new(hint(self.error.as_str()).color(ink)).wrap());
        }
    }
}
