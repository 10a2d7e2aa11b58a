//! Charts of two actors: their policy posture, and their acts against one another.
//!
//! In: what is derived from the project, its tables as counted by jobs, which two actors, the stretch
//! of time. Out: commands that select records, lead to rows, choose the two and move the stretch of
//! time; work for jobs. Laid out anew only when something changed.

mod counted;
mod laid_out;
mod options;
mod scores;
mod unjoined;

pub use counted::{ActsAnswer, ActsWork, Indices, ShownTables};

use super::Desk;
use super::chart_stack::{Stack, StackPart, stack_ui};
use super::time::everything;
use crate::analysis::selection::of_events;
use crate::document::Revision;
use crate::figure::pair::{Met, Pair, pairs, with_rows};
use crate::figure::pair_figure::{PairData, family_of};
use crate::figure::timeline::{Lanes, timeline};
use crate::figure::wanted::PairWanted;
use crate::figure::wanted::{Charts, Wanted};
use crate::model::day::DayRange;
use crate::model::id::EventId;
use crate::model::view::Filter;
use crate::workbench::layout::Pane;
use crate::workbench::scene_ui::{Part, paint_scene};
use crate::workbench::session::Session;
use crate::workbench::theme::{hint, palette};
use counted::Counted;
use egui::{Ui, Vec2};
use laid_out::LaidOut;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a figure of a chart of two actors is asked for: the two, the stretch of time and the filters
/// as they are shown.
pub fn wanted(which: Charts, session: &Session) -> Wanted {
    let days = session.axis.map(|axis| axis.days());
    Wanted {
        charts: which,
        from: days.map(DayRange::first),
        to: days.map(DayRange::last),
        shown: everything(&of_events(&session.filters)),
        pair: session.pair,
        ..Wanted::default()
    }
}

/// The charts of a pair as they were last laid out.
pub struct PairCharts {
    which: Charts,
    of: Option<Of>,
    /// The pairs there are, those that meet most often first.
    met: Vec<Met>,
    /// The pair that is shown.
    pair: Option<Pair>,
    /// What fits all of time, in days since 1970.
    fitting: Option<(f64, f64)>,
    /// The chart without tables.
    events: PairData,
    /// The events that have a mark in it.
    drawn: Arc<BTreeSet<EventId>>,
    counted: Counted,
    data: PairData,
    laid_out: Option<LaidOut>,
}

/// What the charts were laid out for.
#[derive(Clone, Debug, PartialEq)]
struct Of {
    revision: Revision,
    size: Vec2,
    time: Option<(f64, f64)>,
    filters: Vec<Filter>,
    wanted: PairWanted,
    counted: u64,
}

impl PairCharts {
    /// The charts of policy posture.
    pub fn posture() -> Self {
        Self::new(Charts::Posture)
    }

    /// The charts of acts.
    pub fn dyad() -> Self {
        Self::new(Charts::Dyad)
    }

    fn new(which: Charts) -> Self {
        Self {
            which,
            of: None,
            met: Vec::new(),
            pair: None,
            fitting: None,
            events: PairData::default(),
            drawn: Arc::default(),
            counted: Counted::default(),
            data: PairData::default(),
            laid_out: None,
        }
    }

    /// What is to be done by a worker.
    pub fn take_work(&mut self) -> Option<ActsWork> {
        self.counted.take_work()
    }

    /// Takes up what a worker has counted.
    ///
    /// # Errors
    /// Why it could not be counted.
    pub fn take(&mut self, answer: ActsAnswer) -> Result<(), String> {
        self.counted.take(answer)
    }

    /// The pane they are drawn in.
    fn pane(&self) -> Pane {
        match self.which {
            Charts::Posture => Pane::Posture,
            _ => Pane::Dyad,
        }
    }

    /// Draws the charts, or what would fill them.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        unjoined::note_ui(ui, desk, self.pair, self.counted.unjoined());
        let size = ui.available_size_before_wrap();
        self.keep_up(desk, size);
        let Some(laid_out) = self.laid_out.as_ref().filter(|_| !self.data.is_empty()) else {
            ui.centered_and_justified(|ui| ui.label(hint(self.empty_words(desk))));
            return;
        };
        let stack = Stack {
            parts: vec![StackPart {
                name: "lanes",
                charts: laid_out.charts(),
                height: laid_out.height,
                room: None,
            }],
            axis: &laid_out.axis,
            time: laid_out.time,
            below: 0.0,
            pane: self.pane(),
        };
        stack_ui(ui, desk, &stack, &|ui, _, at, (_, number), is_lit| {
            if let Some((_, scene)) = laid_out.scenes.get(number) {
                paint_scene(ui.painter(), at, scene, Part::All, palette(ui), is_lit);
            }
        });
    }

    /// The two actors and what is shown of them, at the right end of the tab bar.
    pub fn options_ui(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        options::options_ui(ui, desk, self.which, &self.met, self.pair);
    }

    /// What is missing, and how to come by it.
    fn empty_words(&self, desk: &Desk<'_>) -> String {
        let Some(pair) = self.pair else {
            let rows = match self.met.is_empty() {
                true => "",
                false => " Or choose two above who meet in the rows of a table.",
            };
            return format!(
                "No event has an actor on both sides. Select an event and fill in Initiator and Target in its form: charts of the two appear here.{rows}"
            );
        };
        let name = |id| {
            let actor = desk.snapshot.project().actors.get(&id);
            actor.map_or("", |actor| actor.name.as_str())
        };
        let (one, other) = (name(pair.one), name(pair.other));
        let filtered = match desk.session.filters.is_empty() {
            true => "",
            false => " that the filters let through",
        };
        match self.which {
            Charts::Dyad => format!(
                "No act or policy shift between {one} and {other}{filtered}. Choose two others above, or name them as Initiator and Target of an event."
            ),
            _ => format!(
                "No policy shift between {one} and {other}{filtered}. Choose two others above, or make an event of a kind of policy shift and name them as Initiator and Target."
            ),
        }
    }

    /// Brings the charts up to date with the project, its tables, the room and the stretch of time.
    fn keep_up(&mut self, desk: &Desk<'_>, size: Vec2) {
        self.keep_up_with_tables(desk);
        let session = &*desk.session;
        let of = Of {
            revision: desk.snapshot.revision(),
            size,
            time: session.time,
            filters: of_events(&session.filters),
            wanted: session.pair,
            counted: self.counted.version(),
        };
        let before = self.of.replace(of.clone());
        if before.as_ref() == Some(&of) {
            return;
        }
        let (project, derived) = (desk.snapshot.project(), desk.derived);
        let same =
            |of_old: fn(&Of, &Of) -> bool| before.as_ref().is_some_and(|old| of_old(old, &of));
        if !same(|old, new| old.revision == new.revision && old.counted == new.counted) {
            let met = pairs(project, derived, family_of(self.which));
            self.met = with_rows(met, self.counted.meetings());
        }
        let selection = everything(&of.filters);
        if !same(|old, new| old.revision == new.revision && old.filters == new.filters) {
            let all = timeline(project, derived, &selection, &Lanes::default()).fitting_window();
            self.fitting = all.map(window_of);
        }
        let is_same = |old: &Of, new: &Of| {
            old.revision == new.revision && old.filters == new.filters && old.wanted == new.wanted
        };
        // A figure too takes the first two of the events where nobody chooses.
        let of_events = self.met.first().filter(|met| met.events > 0);
        self.pair = of.wanted.pair.or(of_events.map(|met| met.pair));
        let is_same = same(is_same);
        if !is_same {
            self.events = match self.pair {
                Some(pair) => {
                    PairData::of(project, derived, (self.which, pair), &of.wanted, selection)
                }
                None => PairData::default(),
            };
            self.drawn = Arc::new(self.events.drawn());
            self.keep_up_with_tables(desk);
        }
        if !is_same || !same(|old, new| old.counted == new.counted) {
            self.data = self.events.clone().with_tables(self.counted.acts());
        }
        let of_tables = self.data.days_of_tables().map(window_of);
        let window = of.time.or(self.fitting).or(of_tables);
        self.laid_out = window.map(|window| LaidOut::new(&self.data, window, size));
    }

    /// Has the rows of tables counted where they are others; only acts have any.
    fn keep_up_with_tables(&mut self, desk: &Desk<'_>) {
        if self.which == Charts::Dyad {
            let tables = ShownTables::new(desk.snapshot, desk.session, desk.tables);
            let drawn = Arc::clone(&self.drawn);
            self.counted.keep_up(tables, self.pair, drawn);
        }
    }
}

/// A stretch of time, in days since 1970.
fn window_of(days: DayRange) -> (f64, f64) {
    let from = f64::from(days.first().number());
    (from, from + f64::from(days.days()))
}
