//! The charts: the tables in them, and what they have workers count.

use crate::figure::time_axis::TimeAxis;
use crate::model::id::TableId;
use crate::workbench::app::App;
use crate::workbench::command::Command;
use crate::workbench::notices::Level;
use crate::workbench::outcome::Outcome;
use crate::workbench::panes::time::SeriesAnswer;

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
    }

    /// Takes up what was counted.
    pub(in crate::workbench) fn take_counted(&mut self, answer: SeriesAnswer) {
        if let Err(why) = self.charts.take(answer) {
            self.say(
                Level::Error,
                format!("A table is not up to date in the charts: {why}"),
            );
        }
    }
}
