//! Filters and views: what all panes show and leave out.

use crate::analysis::facts::EventFacts;
use crate::derived::Derived;
use crate::model::day::DayRange;
use crate::model::id::{RecordId, Replica, TypedId as _, Uid, ViewId};
use crate::model::project::Project;
use crate::model::view::{Filter, View};
use crate::workbench::app::App;
use crate::workbench::filtering::FilterChange;
use crate::workbench::looks::Turn;
use crate::workbench::notices::Level;
use crate::workbench::overlay::Overlay;
use crate::workbench::verb::Verb;

impl App {
    /// Changes the filters that all panes share.
    pub(in crate::workbench) fn filter(&mut self, change: FilterChange) {
        self.with_session(|session| change.apply(&mut session.filters));
    }

    /// Shows only what the selected record stands for: of an event, its kind.
    pub(in crate::workbench) fn filter_by_selected(&mut self) {
        let Some(open) = &self.open else { return };
        let selected = open.session.selected;
        let filter = selected.and_then(|id| filter_for(open.document.project(), id));
        match filter {
            Some(filter) => self.filter(FilterChange::Add(filter)),
            None => self.say(
                Level::Warning,
                "Select a kind, an actor, a place, a code, a source or an event first",
            ),
        }
    }

    /// Shows what was shown before, or what one came back from.
    pub(in crate::workbench) fn look(&mut self, turn: Turn) {
        let Some(open) = &mut self.open else { return };
        if let Some(view) = open.looks.turn(turn) {
            let all = dated(&open.derived);
            open.session.apply(&view, all);
            // Some of what was shown then may be gone.
            open.session.forget_missing(open.document.snapshot());
        }
    }

    /// Notes what is shown, to come back to it.
    pub(in crate::workbench) fn keep_looks(&mut self, ctx: &egui::Context) {
        if let Some(open) = &mut self.open {
            open.looks
                .note(&open.session, ctx.input(|input| input.time));
        }
    }

    /// Asks for the name of a view.
    pub(in crate::workbench) fn ask_view_name(&mut self) {
        let Some(open) = &self.open else { return };
        let views = open.document.project().views.values();
        let taken = views.map(|view| (view.name.clone(), view.id)).collect();
        self.overlay = Overlay::ViewName(String::new(), taken);
    }

    /// Keeps what is shown under a name.
    pub(in crate::workbench) fn save_view(&mut self, name: &str) {
        let Some(open) = &self.open else { return };
        let id = ViewId::from_uid(Uid {
            counter: 0,
            replica: Replica::from_bits(0),
        });
        let view = View {
            columns: self.table.columns_shown(&open.tables),
            ..open.session.view(id, name)
        };
        self.edit(Verb::AddView(Box::new(view)), None);
    }

    /// Keeps what is shown in a view that showed something else.
    pub(in crate::workbench) fn keep_view(&mut self, id: ViewId) {
        let Some(open) = &self.open else { return };
        let view = View {
            columns: self.table.columns_shown(&open.tables),
            ..open.session.view(id, "")
        };
        self.edit(Verb::ChangeView(Box::new(view)), None);
    }

    /// Shows what a view shows.
    pub(in crate::workbench) fn apply_view(&mut self, id: ViewId) {
        let Some(open) = &mut self.open else { return };
        let view = open.document.project().views.get(&id).cloned();
        if let Some(view) = view {
            let all = dated(&open.derived);
            open.session.apply(&view, all);
            self.table.show_columns(&view.columns);
        }
    }
}

/// The days from the first dated event to the last.
fn dated(derived: &Derived) -> Option<DayRange> {
    let hull = |facts: &EventFacts| facts.extent.as_ref()?.hull();
    let days = derived.events().iter().filter_map(hull);
    days.reduce(DayRange::hull)
}

/// The filter that leaves only what a record stands for.
pub(super) fn filter_for(project: &Project, id: RecordId) -> Option<Filter> {
    match id {
        RecordId::Kind(id) => Some(Filter::Kind(id)),
        RecordId::Actor(id) => Some(Filter::Actor(id)),
        RecordId::Place(id) => Some(Filter::Place(id)),
        RecordId::Code(id) => Some(Filter::Code(id)),
        RecordId::Source(id) => Some(Filter::Source(id)),
        RecordId::Event(id) => Some(Filter::Kind(project.events.get(&id)?.kind)),
        RecordId::Report(id) => filter_for(project, project.reports.get(&id)?.event.into()),
        _ => None,
    }
}
