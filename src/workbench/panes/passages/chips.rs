//! The query as chips, each of which can be changed or taken away, and what else the pane can be
//! told: sorting, grouping, subcodes, how near codes must meet.

use super::filters::{Filters, term_words, typed};
use super::view::{PassageView, Show};
use crate::analysis::passages::{GroupBy, Query, Reach, SortBy, Term, Test};
use crate::model::codebook::code_look;
use crate::model::project::Project;
use crate::workbench::panes::Desk;
use crate::workbench::panes::words::sentence;
use crate::workbench::theme::{CONTROL_HEIGHT, color, hint, hint_font, palette};
use crate::workbench::widgets::{Chip, ChipAction, Choice, ListRow, Picked, Picker};
use egui::{Align, Button, Frame, Layout, Popup, PopupCloseBehavior, SetOpenCommand, Ui, vec2};

const ADD_WIDTH: f32 = 136.0;
/// Of what stands at the right end, where there is room.
const OPTIONS_WIDTH: f32 = 484.0;
/// The distances a chip offers; any other one can be typed.
const REACHES: [Reach; 7] = [
    Reach::Itself,
    Reach::Words,
    Reach::Near(5),
    Reach::Near(10),
    Reach::Near(25),
    Reach::Sentence,
    Reach::Paragraph,
];

/// What the row of chips remembers.
#[derive(Default)]
pub(super) struct Chips {
    filters: Filters,
    /// The next filter becomes an alternative of this clause.
    or_into: Option<usize>,
}

/// What was done to a filter.
enum Done {
    Remove,
    TurnRound,
    Reach(Reach),
    Or,
}

impl Chips {
    /// Draws the row.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        desk: &Desk<'_>,
        view: &mut PassageView,
        words: &str,
    ) {
        let whole = ui.available_width();
        let right = OPTIONS_WIDTH.min(whole * 0.6);
        ui.horizontal_top(|ui| {
            let left = vec2(whole - right - 8.0, CONTROL_HEIGHT);
            let layout = Layout::left_to_right(Align::Center).with_main_wrap(true);
            ui.allocate_ui_with_layout(left, layout, |ui| {
                ui.set_width(left.x);
                ui.spacing_mut().item_spacing = vec2(6.0, 2.0);
                self.query_ui(ui, desk.snapshot.project(), &mut view.query);
            });
            let layout = Layout::right_to_left(Align::Center);
            ui.allocate_ui_with_layout(vec2(right, CONTROL_HEIGHT), layout, |ui| {
                options_ui(ui, view, words);
            });
        });
    }

    fn query_ui(&mut self, ui: &mut Ui, project: &Project, query: &mut Query) {
        let reach = query.usual_reach(query.clauses.len());
        let mut done = None;
        let mut alternative = None;
        for (number, clause) in query.clauses.iter().enumerate() {
            for (at, term) in clause.any.iter().enumerate() {
                if at > 0 {
                    ui.label(hint("or"));
                }
                let words = term_words(project, term);
                break_line(ui, &words);
                let acted = ui.push_id((number, at), |ui| chip_ui(ui, &words, project, term));
                done = acted.inner.map(|acted| (number, at, acted)).or(done);
            }
            if self.or_into == Some(number) {
                ui.label(hint("or"));
                alternative = self.add_ui(ui, project, reach, "Add alternative");
                self.cancel_ui(ui);
            }
        }
        if let (Some(clause), Some(test)) = (self.or_into, alternative) {
            query.or(clause, test);
            self.or_into = None;
        }
        if let Some(test) = self.add_ui(ui, project, reach, "Add filter") {
            query.clauses.push(test.into());
        }
        if let Some((clause, term, done)) = done {
            self.change(query, clause, term, done);
        }
    }

    /// A way out of adding an alternative.
    fn cancel_ui(&mut self, ui: &mut Ui) {
        let button = ui.add(Button::new(hint("Cancel")).frame_when_inactive(false));
        if button.clicked() {
            self.or_into = None;
        }
    }

    fn change(&mut self, query: &mut Query, clause: usize, term: usize, done: Done) {
        self.or_into = None;
        let found = query.clauses.get_mut(clause);
        let found = found.and_then(|clause| clause.any.get_mut(term));
        match (done, found) {
            (Done::Remove, _) => query.remove(clause, term),
            (Done::Or, _) => self.or_into = Some(clause),
            (Done::TurnRound, Some(term)) => term.not = !term.not,
            (Done::Reach(reach), Some(term)) => {
                if let Test::Code(of, _) = &mut term.test {
                    *of = reach;
                }
            }
            (_, None) => {}
        }
    }

    /// A picker over every filter there is; the one chosen.
    fn add_ui(&mut self, ui: &mut Ui, project: &Project, reach: Reach, name: &str) -> Option<Test> {
        let offered = self.filters.offered(project, reach);
        let placeholder = format!("{name}…");
        let picker = Picker::new(("passages", name), name, &offered, &[])
            .new_entries()
            .placeholder(&placeholder);
        let room = vec2(ADD_WIDTH, CONTROL_HEIGHT);
        let picked = ui.allocate_ui(room, |ui| {
            ui.set_width(ADD_WIDTH);
            picker.show(ui)
        });
        match picked.inner? {
            Picked::Chosen(test) => Some(test),
            Picked::New(word) => Some(typed(&word)),
            Picked::Removed(_) => None,
        }
    }
}

/// A chip that does not fit in the line stands in the next, rather than being cut.
fn break_line(ui: &mut Ui, words: &str) {
    const AROUND: f32 = 40.0;
    let ink = color(palette(ui).ink);
    let text = ui
        .painter()
        .layout_no_wrap(words.to_owned(), hint_font(), ink);
    if text.size().x + AROUND > ui.available_size_before_wrap().x {
        ui.end_row();
    }
}

fn chip_ui(ui: &mut Ui, words: &str, project: &Project, term: &Term) -> Option<Done> {
    let mut chip = Chip::new(words).clickable().closable();
    if let Test::Code(_, id) = &term.test {
        chip = chip.border(palette(ui).hue(code_look(project, *id).0));
    }
    if term.not {
        chip = chip.dashed();
    }
    let drawn = ui.scope(|ui| chip.show(ui));
    if drawn.inner == Some(ChipAction::Closed) {
        return Some(Done::Remove);
    }
    let toggled = (drawn.inner == Some(ChipAction::Clicked)).then_some(SetOpenCommand::Toggle);
    Popup::from_response(&drawn.response)
        .open_memory(toggled)
        .accessible_name(format!("Change {words}"))
        .frame(Frame::popup(ui.style()).inner_margin(4))
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| menu_ui(ui, term))
        .and_then(|menu| menu.inner)
}

fn menu_ui(ui: &mut Ui, term: &Term) -> Option<Done> {
    ui.set_width(240.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut done = None;
    let not = ListRow::new("Must not hold").inset(8.0).selected(term.not);
    if ui.add(not).clicked() {
        done = Some(Done::TurnRound);
    }
    if ui.add(ListRow::new("Or…").inset(8.0)).clicked() {
        done = Some(Done::Or);
    }
    if let Test::Code(reach, _) = &term.test {
        ui.separator();
        for other in REACHES {
            let name = sentence(&format!("on {}", other.in_words()).replace("on within", "within"));
            let row = ListRow::new(&name).inset(8.0).selected(other == *reach);
            if ui.add(row).clicked() {
                done = Some(Done::Reach(other));
            }
        }
    }
    if done.is_some() {
        ui.close();
    }
    done
}

/// From right to left: what a list is sorted and grouped by, or how near codes must meet; whether
/// codes stand for those below; how much was found.
fn options_ui(ui: &mut Ui, view: &mut PassageView, words: &str) {
    match view.show {
        Show::List => {
            let groups = GroupBy::ALL.map(|group| (group, format!("by {}", group.in_words())));
            choice_ui(ui, "Group by", &groups, &mut view.group);
            let sorts = SortBy::ALL.map(|sort| (sort, sentence(sort.in_words())));
            choice_ui(ui, "Sort by", &sorts, &mut view.sort);
        }
        Show::ByCode => {
            let reaches = [
                Reach::Words,
                Reach::Near(5),
                Reach::Near(10),
                Reach::Near(25),
                Reach::Sentence,
                Reach::Paragraph,
            ];
            let reaches = reaches.map(|reach| (reach, sentence(&reach.in_words())));
            choice_ui(ui, "Codes meet on", &reaches, &mut view.reach);
        }
        Show::BySource => {}
    }
    ui.checkbox(&mut view.query.subcodes, hint("Subcodes"))
        .on_hover_text("A code stands for the codes under it too");
    ui.add_space(8.0);
    ui.label(hint(words));
}

fn choice_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    entries: &[(T, String)],
    chosen: &mut T,
) {
    if let (_, Some(value)) = Choice::new(name, entries, *chosen).show(ui) {
        *chosen = value;
    }
}
