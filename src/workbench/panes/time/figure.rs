//! The charts as one figure for whoever asks: written to a file, as pixels, as numbers.
//!
//! In: what the charts show, taken along as snapshots. Out: work that runs anywhere, with the
//! answers as plain data.

use super::charts::asked;
use super::{TimeCharts, everything};
use crate::analysis::selection::of_events;
use crate::derived::Derived;
use crate::document::Snapshot;
use crate::figure::compose::compose;
use crate::figure::frequency::{Asked, automatic_bucket};
use crate::figure::metrics::FaceMetrics;
use crate::figure::outlet::{How, written};
use crate::figure::pair_figure::PairData;
use crate::figure::raster::{Picture, raster};
use crate::figure::scene::Scene;
use crate::figure::series::{Series, TableActs};
use crate::figure::wanted::{Charts, Wanted};
use crate::formats::numbers::of_figure;
use crate::workbench::panes::pairs::{Indices, ShownTables};
use crate::workbench::session::Session;

/// Everything a figure is made of.
pub struct FigureWork {
    now: Snapshot,
    derived: Derived,
    /// Whether the project has events of its own to show.
    with_events: bool,
    series: Vec<Series>,
    /// The tables whose rows a chart of two actors shows.
    tables: Option<ShownTables>,
}

impl TimeCharts {
    /// What the charts show now, taken along for a job; nothing while nothing is dated.
    pub fn figure_work(&self, now: &Snapshot, derived: &Derived) -> Option<FigureWork> {
        self.charts.as_ref()?;
        Some(FigureWork {
            now: now.clone(),
            derived: derived.clone(),
            with_events: self.with_events,
            series: self.series.clone(),
            tables: None,
        })
    }

    /// What a figure of the charts is asked for: the window, the bars and the filters as they are
    /// shown.
    pub fn wanted(&self, session: &Session) -> Option<Wanted> {
        let time = &self.charts.as_ref()?.time;
        let days = time.days();
        // Paper of another width would have bars of another width.
        let shown = asked(session);
        let bucket = shown.bucket.unwrap_or_else(|| automatic_bucket(time));
        Some(Wanted {
            from: Some(days.first()),
            to: Some(days.last()),
            shown: everything(&of_events(&session.filters)),
            lanes: session.lanes.clone(),
            asked: Asked {
                bucket: Some(bucket),
                ..shown
            },
            ..Wanted::default()
        })
    }
}

impl FigureWork {
    /// Charts of two actors, with the rows of these tables between them.
    pub fn of_two(now: &Snapshot, derived: &Derived, tables: Option<ShownTables>) -> Self {
        Self {
            now: now.clone(),
            derived: derived.clone(),
            with_events: true,
            series: Vec::new(),
            tables,
        }
    }

    /// The rows of tables between the two actors of a chart.
    fn acts(&self, wanted: &Wanted) -> Result<Vec<TableActs>, String> {
        let (Some(tables), Charts::Dyad) = (&self.tables, wanted.charts) else {
            return Ok(Vec::new());
        };
        let (project, derived) = (self.now.project(), &self.derived);
        let Some(pair) = PairData::pair(project, derived, wanted) else {
            return Ok(Vec::new());
        };
        let drawn = PairData::wanted(project, derived, wanted).drawn();
        let acts = tables.acts(pair, &drawn, &mut Indices::default(), &|_| true);
        acts.map_err(|error| error.to_string())
    }

    /// The figure laid out.
    ///
    /// # Errors
    /// Why it cannot be.
    pub fn scene(&self, wanted: &Wanted) -> Result<Scene, String> {
        let own = self
            .with_events
            .then(|| (self.now.project(), &self.derived));
        let acts = self.acts(wanted)?;
        let scene = compose(own, &self.series, &acts, wanted, FaceMetrics::bundled());
        scene.map_err(|error| error.to_string())
    }

    /// The figure as a file.
    ///
    /// # Errors
    /// Why it cannot be written.
    pub fn written(&self, wanted: &Wanted, how: &How) -> Result<Vec<u8>, String> {
        written(&self.scene(wanted)?, how).map_err(|error| error.to_string())
    }

    /// A figure as pixels, as large as `how` says, but none of its sides longer than `most` pixels.
    ///
    /// # Errors
    /// Why it cannot be drawn.
    pub fn picture(scene: &Scene, how: &How, most: [f32; 2]) -> Result<Picture, String> {
        let [width, height] = most;
        let fitting = (width / scene.width).min(height / scene.height);
        let picture = raster(scene, how.theme, how.scale.min(fitting));
        picture.map_err(|error| error.to_string())
    }

    /// The numbers behind it, tab-separated, and how many rows they are.
    ///
    /// # Errors
    /// Why they cannot be counted.
    pub fn numbers(&self, wanted: &Wanted) -> Result<(String, usize), String> {
        let own = self
            .with_events
            .then(|| (self.now.project(), &self.derived));
        let acts = self.acts(wanted)?;
        let table = of_figure(own, (&self.series, &acts), wanted);
        let table = table.map_err(|error| error.to_string())?;
        Ok((table.as_tsv(), table.rows.len()))
    }
}
