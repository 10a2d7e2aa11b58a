//! The charts: the tables in them, and what they have workers count.

use super::views::filter_for;
use crate::analysis::facts::EventFacts;
use crate::analysis::selection::fits;
use crate::figure::time_axis::TimeAxis;
use crate::figure::timeline::days_of;
use crate::model::day::DayRange;
use crate::model::id::{RecordId, TableId};
use crate::workbench::app::App;
use crate::workbench::command::Command;
use crate::workbench::layout::{self, Pane};
use crate::workbench::notices::Level;
use crate::workbench::open::OpenProject;
use crate::workbench::outcome::Outcome;
use crate::workbench::panes::pairs::ActsAnswer;
use crate::workbench::panes::time::SeriesAnswer;

/// So many days are shown beside the selection at the least.
const LEAST_SPARE: i32 = 10;

impl App {
    /// Shows a table in the charts, or leaves it out.
    pub(in crate::workbench) fn show_in_charts(&mut self, id: TableId, shown: bool) {
        self.with_session(|session| {
            match shown {
                true => session.hidden_tables.remove(&id),
                false => session.hidden_tables.insert(id),
            };
        });
    }

    /// Moves the stretch of time, as `to` says of the axis drawn last.
    pub(in crate::workbench) fn move_time(&mut self, to: impl Fn(&TimeAxis) -> Command) {
        let axis = self.open.as_ref().and_then(|open| open.session.axis);
        self.commands.extend(axis.as_ref().map(to));
    }

    /// Shows the days of what is selected, and brings the timeline to the front.
    pub(in crate::workbench) fn zoom_to_selected(&mut self) {
        let days = self.open.as_ref().and_then(selected_days);
        let Some(days) = days else {
            self.say(Level::Warning, "Nothing that is selected has a date");
            return;
        };
        layout::show(&mut self.tree, Pane::Time);
        let spare = i32::try_from(days.days() / 10)
            .unwrap_or(0)
            .max(LEAST_SPARE);
        let (first, end) = (days.first().plus(-spare), days.end().plus(spare));
        let time = (f64::from(first.number()), f64::from(end.number()));
        self.with_session(|session| session.time = Some(time));
    }

    /// Starts what the charts have workers count; of each table only the latest counts.
    pub(in crate::workbench) fn keep_charts(&mut self) {
        for work in self.charts.take_work() {
            let table = work.table();
            let job = self.jobs.start("Counting rows", move |progress| {
                let watch = super::tables::watching(progress);
                Outcome::Counted(Box::new(work.run(&watch)))
            });
            if let Some(former) = self.chart_jobs.insert(table, job) {
                self.jobs.cancel(former);
            }
        }
        if let Some(work) = self.dyad.take_work() {
            let job = self.jobs.start("Counting rows", move |progress| {
                let watch = super::tables::watching(progress);
                Outcome::CountedActs(Box::new(work.run(&watch)))
            });
            if let Some(former) = self.acts_job.replace(job) {
                self.jobs.cancel(former);
            }
        }
    }

    /// Takes up the rows between two actors that were counted.
    pub(in crate::workbench) fn take_counted_acts(&mut self, answer: ActsAnswer) {
        let taken = self.dyad.take(answer);
        self.say_not_counted(taken);
    }

    fn say_not_counted(&mut self, taken: Result<(), String>) {
        if let Err(why) = taken {
            self.say(
                Level::Error,
                format!("A table is not up to date in the charts: {why}"),
            );
        }
    }

    /// Takes up what was counted.
    pub(in crate::workbench) fn take_counted(&mut self, answer: SeriesAnswer) {
        let taken = self.charts.take(answer);
        self.say_not_counted(taken);
    }
}

/// From the first to the last day of the selected event or claim, or of the events the filters
/// leave that the selected record stands for.
fn selected_days(open: &OpenProject) -> Option<DayRange> {
    let (session, derived) = (&open.session, &open.derived);
    if let Some(id) = session.selected_event(open.document.snapshot()) {
        return days_of(derived.events().get(id)?);
    }
    if let Some(RecordId::Claim(id)) = session.selected {
        return derived.claims().get(id)?.extent.as_ref()?.hull();
    }
    let theirs = filter_for(open.document.project(), session.selected?)?;
    let admitted = |facts: &&EventFacts| {
        let mut filters = session.filters.iter().chain([&theirs]);
        filters.all(|filter| fits(filter, facts))
    };
    let events = derived.events().iter().filter(admitted);
    events.filter_map(days_of).reduce(DayRange::hull)
}
