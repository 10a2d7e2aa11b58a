//! What the window remembers while a project is open: what is selected, what is shown.

use super::panes::passages::PassageView;
use super::panes::reconcile::Reconciling;
use super::quick_codes::QuickCodes;
use crate::analysis::facts::EventFacts;
use crate::analysis::selection::{fits, of_events};
use crate::derived::{Derived, Place};
use crate::document::{Revision, Snapshot};
use crate::figure::time_axis::TimeAxis;
use crate::figure::timeline::Lanes;
use crate::figure::wanted::PairWanted;
use crate::model::annotation::Annotation;
use crate::model::bars::Bars;
use crate::model::day::{Day, DayRange};
use crate::model::edtf::{Edtf, Extent};
use crate::model::id::{AnnotationId, CodeId, EventId, RecordId, RowId, SourceId, TableId, ViewId};
use crate::model::report::Passage;
use crate::model::row_filter::SortKey;
use crate::model::text::{ByteOffset, TextSpan};
use crate::model::view::{Bucket, Filter, RowOrder, Split, View};
use crate::workbench::filtering;
use crate::workbench::find::Find;
use crate::workbench::lanes;
use crate::workbench::layout::Pane;
use crate::workbench::visibility::Visibility;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is selected and shown. Not part of the project: an undo does not move it.
#[derive(Debug, Default)]
pub struct Session {
    /// The one selection, shown in every pane.
    pub selected: Option<RecordId>,
    /// The row of an event table that is selected, by its number from 0.
    pub row: Option<(TableId, u32)>,
    /// What the project keeps of that row; known once its cells are read.
    pub kept_row: Option<RowId>,
    /// The event table shown last; the first of the project when `None`.
    pub table: Option<TableId>,
    /// What must hold for events and rows to be shown, in every pane.
    pub filters: Vec<Filter>,
    /// The order of the rows of tables that are not shown as they stand in their files.
    pub orders: Vec<RowOrder>,
    /// What the pointer is over, in whichever pane.
    pub hovered: Option<RecordId>,
    /// The source being read.
    pub source: Option<SourceId>,
    /// The words selected in it.
    pub words: Option<TextSpan>,
    /// The codes used lately, on the number keys.
    pub quick: QuickCodes,
    /// The stretch of time shown, in days since 1970; all of it when `None`.
    pub time: Option<(f64, f64)>,
    /// The time axis of the charts drawn last.
    pub axis: Option<TimeAxis>,
    /// Which two actors the charts of pairs show, and what of them.
    pub pair: PairWanted,
    /// The width of the bars; what suits when `None`.
    pub bucket: Option<Bucket>,
    /// What the bars are split by.
    pub split: Split,
    /// What else the bars show.
    pub bars: Bars,
    /// How the lanes of the timeline are arranged.
    pub lanes: Lanes,
    /// The tables left out of the charts.
    pub hidden_tables: BTreeSet<TableId>,
    /// What is looked for and found.
    pub find: Find,
    /// Which passages are looked at, and how.
    pub passages: PassageView,
    /// What is compared with the rows of tables.
    pub reconcile: Reconciling,
    /// Which annotations the reader shows.
    pub visibility: Visibility,
    /// The pane that is given the keyboard when it is drawn next.
    pub entered: Option<Pane>,
    left_out: Option<(Revision, Vec<Filter>, usize)>,
    lit_for: Option<(RecordId, Revision)>,
    lit: Lit,
}

/// The records that belong to the selection and light up with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lit {
    /// Passages.
    pub annotations: Arc<BTreeSet<AnnotationId>>,
    /// Events.
    pub events: BTreeSet<EventId>,
}

impl Session {
    /// What lights up with the selection; found anew only when something changed.
    pub fn lit(&mut self, snapshot: &Snapshot) -> &Lit {
        let selected = self.selected.or(self.kept_row.map(RecordId::from));
        let wanted = selected.map(|id| (id, snapshot.revision()));
        if self.lit_for != wanted {
            self.lit_for = wanted;
            self.lit = selected.map(|id| lit_by(snapshot, id)).unwrap_or_default();
        }
        &self.lit
    }

    /// How many events the filters leave out; counted anew only when something changed.
    pub fn left_out(&mut self, derived: &Derived) -> usize {
        let filters = of_events(&self.filters);
        if filters.is_empty() {
            return 0;
        }
        let (revision, known) = (derived.revision(), self.left_out.as_ref());
        if let Some((at, of, left_out)) = known
            && (*at, of) == (revision, &filters)
        {
            return *left_out;
        }
        let admitted = |facts: &&EventFacts| filters.iter().all(|filter| fits(filter, facts));
        let left_out = derived.events().iter().filter(|it| !admitted(it)).count();
        self.left_out = Some((revision, filters, left_out));
        left_out
    }

    /// What is shown now, as a view of this name; its id is given when it is kept. The columns of
    /// tables are known to the table pane.
    pub fn view(&self, id: ViewId, name: &str) -> View {
        let day = |day: f64| Edtf::from_day(Day::from_number(day as i32));
        View {
            id,
            name: name.to_owned(),
            from: self.time.map(|(from, _)| day(from.floor())),
            to: self.time.map(|(_, to)| day(to.ceil() - 1.0)),
            bucket: self.bucket,
            split: self.split,
            bars: self.bars,
            lanes: self.lanes.by,
            arrangement: self.lanes.arrangement.clone(),
            filters: self.filters.clone(),
            orders: self.orders.clone(),
            columns: Vec::new(),
            hidden: self.hidden_tables.clone(),
        }
    }

    /// Whether what is shown is what a view shows; the columns of tables are left aside.
    pub fn shows(&self, view: &View) -> bool {
        let now = self.view(view.id, &view.name);
        View {
            columns: view.columns.clone(),
            ..now
        } == *view
    }

    /// Shows what a view shows. An end of time it leaves open is that of `all`, the days of every
    /// dated event.
    pub fn apply(&mut self, view: &View, all: Option<DayRange>) {
        let hull = |date: &Option<Edtf>| date.as_ref().and_then(|date| date.extent().hull());
        let (from, to) = (hull(&view.from), hull(&view.to));
        let is_open = from.is_none() && to.is_none();
        let days = from.or(all).zip(to.or(all)).filter(|_| !is_open);
        self.time = days.map(|(from, to)| {
            let (from, to) = (from.first().number(), to.last().number());
            (f64::from(from), f64::from(to) + 1.0)
        });
        self.bucket = view.bucket;
        self.split = view.split;
        self.bars = view.bars;
        self.lanes.by = view.lanes;
        self.lanes.arrangement.clone_from(&view.arrangement);
        self.filters.clone_from(&view.filters);
        self.orders.clone_from(&view.orders);
        self.hidden_tables.clone_from(&view.hidden);
    }

    /// What the rows of a table are sorted by.
    pub fn order_of(&self, table: TableId) -> &[SortKey] {
        let order = self.orders.iter().find(|order| order.table == table);
        order.map_or(&[], |order| order.keys.as_slice())
    }

    /// Sorts the rows of a table; without keys they stand as in their file.
    pub fn sort_rows(&mut self, table: TableId, keys: Vec<SortKey>) {
        self.orders.retain(|order| order.table != table);
        if !keys.is_empty() {
            self.orders.push(RowOrder { table, keys });
        }
    }

    /// Reads another source.
    pub fn read(&mut self, source: SourceId) {
        if self.source != Some(source) {
            self.source = Some(source);
            self.words = None;
        }
    }

    /// Selects words, or none.
    pub fn select_words(&mut self, source: SourceId, words: Option<TextSpan>) {
        self.source = Some(source);
        self.words = words;
    }

    /// The annotation the selection stands for: itself, or the passage of a report or claim.
    /// Words selected anew come before it.
    pub fn selected_annotation(&self, snapshot: &Snapshot) -> Option<AnnotationId> {
        let project = snapshot.project();
        match self.selected? {
            RecordId::Annotation(id) => Some(id),
            RecordId::Report(id) => project.reports.get(&id)?.passage.annotation(),
            RecordId::Claim(id) => project.claims.get(&id)?.passage.annotation(),
            _ => None,
        }
    }

    /// The event the selection stands for: itself, or that of a report.
    pub fn selected_event(&self, snapshot: &Snapshot) -> Option<EventId> {
        match self.selected? {
            RecordId::Event(id) => Some(id),
            RecordId::Report(id) => Some(snapshot.project().reports.get(&id)?.event),
            _ => None,
        }
    }

    /// Where reading goes on from: the selected annotation while the caret stands at its beginning,
    /// else the caret. `None` without a source.
    pub fn place(&self, snapshot: &Snapshot, caret: ByteOffset) -> Option<Place> {
        let source = self.source?;
        let here = |annotation: &&Arc<Annotation>| {
            let start = annotation.hull().map(TextSpan::start);
            annotation.source == source && start == Some(caret)
        };
        let selected = self.selected_annotation(snapshot);
        let selected = selected.and_then(|id| snapshot.project().annotations.get(&id));
        let at_caret = || Place::at(source, caret);
        Some(
            selected
                .filter(here)
                .map_or_else(at_caret, |it| Place::of(it)),
        )
    }

    /// The codes the selection stands for: those of the annotation, or the code itself.
    pub fn selected_codes(&self, snapshot: &Snapshot) -> Vec<CodeId> {
        if let Some(RecordId::Code(id)) = self.selected {
            return vec![id];
        }
        let selected = self.selected_annotation(snapshot);
        let selected = selected.and_then(|id| snapshot.project().annotations.get(&id));
        selected.map_or_else(Vec::new, |annotation| annotation.codes.clone())
    }

    /// The source after (or before) the one being read, in the order of the case pane, going round.
    pub fn neighbour_source(&self, snapshot: &Snapshot, forward: bool) -> Option<SourceId> {
        use std::ops::Bound::{Excluded, Unbounded};
        let (sources, here) = (&snapshot.project().sources, self.source?);
        let found = match forward {
            true => {
                let next = sources.range((Excluded(here), Unbounded)).next();
                next.or_else(|| sources.iter().next())
            }
            false => {
                let previous = sources.range(..here).next_back();
                previous.or_else(|| sources.iter().next_back())
            }
        };
        found.map(|(id, _)| *id)
    }

    /// The event after (or before) the selected one in time among those the filters leave, or the
    /// first (last) of these. Undated ones come last.
    pub fn neighbour_event(&self, derived: &Derived, forward: bool) -> Option<EventId> {
        let admitted = |facts: &&EventFacts| self.filters.iter().all(|filter| fits(filter, facts));
        let here = match self.selected {
            Some(RecordId::Event(id)) => derived.events().get(id).map(|facts| place_in_time(facts)),
            _ => None,
        };
        let places = derived.events().iter().filter(admitted).map(place_in_time);
        let found = match forward {
            true => places.filter(|it| here.is_none_or(|here| *it > here)).min(),
            false => places.filter(|it| here.is_none_or(|here| *it < here)).max(),
        };
        found.or(here).map(|(_, _, id)| id)
    }

    /// The event after (or before) the selected one in time that rests on no row of a table, or the
    /// first (last) of these. Undated ones come last.
    pub fn neighbour_unreconciled(&self, derived: &Derived, forward: bool) -> Option<EventId> {
        let here = match self.selected {
            Some(RecordId::Event(id)) => derived.events().get(id),
            _ => None,
        };
        let here = here.map(|facts| place_in_time(facts));
        let open = derived.events().iter();
        let open = open.filter(|facts| facts.tables.is_empty());
        let places = open.map(place_in_time);
        let found = match forward {
            true => places.filter(|it| here.is_none_or(|here| *it > here)).min(),
            false => places.filter(|it| here.is_none_or(|here| *it < here)).max(),
        };
        found.map(|(_, _, id)| id)
    }

    /// The code that is meant: the selected one, else the first of the selected annotation that
    /// shows, else the one used last.
    pub fn meant_code(&self, snapshot: &Snapshot) -> Option<CodeId> {
        if let Some(RecordId::Code(id)) = self.selected {
            return Some(id);
        }
        let project = snapshot.project();
        let annotation = self.selected_annotation(snapshot);
        let annotation = annotation.and_then(|id| project.annotations.get(&id));
        let codes = annotation.map_or(&[][..], |annotation| &annotation.codes);
        let shown = codes.iter().copied();
        let mut shown = shown.filter(|id| self.visibility.shows_code(project, *id));
        shown.next().or(self.quick.last())
    }

    /// Forgets whatever an edit or an undo has taken away.
    pub fn forget_missing(&mut self, snapshot: &Snapshot) {
        let project = snapshot.project();
        self.selected = self.selected.filter(|id| project.holds(*id));
        self.hovered = self.hovered.filter(|id| project.holds(*id));
        self.row = self.row.filter(|(id, _)| project.tables.contains_key(id));
        self.kept_row = self.kept_row.filter(|id| project.rows.contains_key(id));
        self.table = self.table.filter(|id| project.tables.contains_key(id));
        self.hidden_tables
            .retain(|id| project.tables.contains_key(id));
        filtering::forget_missing(&mut self.filters, project);
        lanes::forget_missing(&mut self.lanes, project);
        self.orders
            .retain(|order| project.tables.contains_key(&order.table));
        self.pair.forget_missing(project);
        self.quick.retain(|id| project.codes.contains_key(&id));
        self.visibility.forget_missing(project);
        self.source = self.source.filter(|id| project.sources.contains_key(id));
        let text = self.source.and_then(|source| project.text_of(source));
        let stands = |words: &TextSpan| text.is_some_and(|text| text.get(*words).is_some());
        self.words = self.words.filter(stands);
        if self.source.is_none() {
            self.words = None;
            self.source = project.sources.keys().next().copied();
        }
    }
}

/// What events are put in order by in time: undated ones last.
fn place_in_time(facts: &EventFacts) -> (bool, Option<Day>, EventId) {
    let days = facts.extent.as_ref().map(Extent::start_days);
    let first = days.and_then(|days| Some(days.first()?.first()));
    (first.is_none(), first, facts.id())
}

/// The source a record leads to, and the words in it where there are any.
pub fn passage_of(snapshot: &Snapshot, id: RecordId) -> Option<(SourceId, Option<TextSpan>)> {
    let project = snapshot.project();
    let at = |id: AnnotationId| {
        let annotation = project.annotations.get(&id)?;
        Some((annotation.source, annotation.hull()))
    };
    let of_passage = |passage: &Passage| match passage {
        Passage::Annotation(id) => at(*id),
        Passage::Missing { source, .. } => Some((*source, None)),
        Passage::Row(_) => None,
    };
    match id {
        RecordId::Source(id) => Some((id, None)),
        RecordId::Annotation(id) => at(id),
        RecordId::Anchor(id) => project
            .anchors
            .get(&id)
            .map(|anchor| (anchor.source, Some(anchor.span))),
        RecordId::Report(id) => of_passage(&project.reports.get(&id)?.passage),
        RecordId::Claim(id) => of_passage(&project.claims.get(&id)?.passage),
        RecordId::Event(id) => {
            let report = snapshot.reports_of(id).next()?;
            of_passage(&report.passage)
        }
        RecordId::Code(_) | RecordId::Actor(_) | RecordId::Place(_) => {
            let mut annotations = snapshot.referrers(id).filter_map(|id| match id {
                RecordId::Annotation(id) => Some(id),
                _ => None,
            });
            at(annotations.next()?)
        }
        _ => None,
    }
}

/// The passages and events that rest on one another with `id`.
pub fn lit_by(snapshot: &Snapshot, id: RecordId) -> Lit {
    let mut lit = Lit::default();
    let project = snapshot.project();
    match id {
        RecordId::Annotation(id) => {
            Arc::make_mut(&mut lit.annotations).insert(id);
            lit.events
                .extend(snapshot.events_on(id).into_iter().map(|event| event.id));
        }
        RecordId::Event(id) => light_event(snapshot, id, &mut lit),
        RecordId::Report(id) => {
            if let Some(report) = project.reports.get(&id) {
                Arc::make_mut(&mut lit.annotations).extend(report.passage.annotation());
                lit.events.insert(report.event);
            }
        }
        RecordId::TableRow(id) => {
            for report in snapshot.reports_on_row(id) {
                light_event(snapshot, report.event, &mut lit);
            }
        }
        RecordId::Claim(id) => {
            if let Some(Passage::Annotation(id)) =
                project.claims.get(&id).map(|claim| &claim.passage)
            {
                Arc::make_mut(&mut lit.annotations).insert(*id);
            }
        }
        RecordId::Code(_) | RecordId::Kind(_) | RecordId::Actor(_) | RecordId::Place(_) => {
            for referrer in snapshot.referrers(id) {
                match referrer {
                    RecordId::Annotation(id) => {
                        Arc::make_mut(&mut lit.annotations).insert(id);
                    }
                    RecordId::Event(id) => {
                        lit.events.insert(id);
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
    lit
}

fn light_event(snapshot: &Snapshot, id: EventId, lit: &mut Lit) {
    lit.events.insert(id);
    Arc::make_mut(&mut lit.annotations).extend(
        snapshot
            .annotations_of(id)
            .into_iter()
            .map(|annotation| annotation.id),
    );
}
