//! `tightrope figure`: the charts as SVG, as the window would export them.
//!
//! In: a project with its tables as series, or a table alone, and options. Out: SVG.

use super::Failure;
use super::bars::BarArgs;
use super::counts::{Choice, Printed, named};
use super::tables::TableArgs;
use crate::analysis::dates::WhichDate;
use crate::analysis::selection::Selection;
use crate::derived::Derived;
use crate::document::Snapshot;
use crate::figure::compose::{Charts, Wanted, compose};
use crate::figure::frequency::Asked;
use crate::figure::metrics::FaceMetrics;
use crate::figure::series::Series;
use crate::figure::svg::svg;
use crate::figure::theme::Theme;
use crate::figure::timeline::Lanes;
use crate::model::project::Project;
use crate::model::view::{Bucket, LanesBy, Split};
use std::path::PathBuf;

/// The largest side of a figure, in points.
const LARGEST: f32 = 20_000.0;

/// What to draw.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// A project, or a table of events.
    pub input: PathBuf,
    /// Of a project's tables only those with these titles; all that are there when not given.
    #[arg(long = "table", value_name = "NAME", conflicts_with = "no_tables")]
    pub tables: Vec<String>,
    /// No tables beside the project's events.
    #[arg(long)]
    pub no_tables: bool,
    /// How a table is read.
    #[command(flatten)]
    pub reading: TableArgs,
    /// Which charts: the timeline, the frequency, or both on one axis.
    #[arg(long, value_parser = named([Charts::Timeline, Charts::Frequency, Charts::Both], view_name), default_value = "both")]
    pub view: Charts,
    /// The file to write: F.svg.
    #[arg(short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The width in points.
    #[arg(long, default_value_t = 1_200.0, value_parser = side)]
    pub width: f32,
    /// The height in points; as high as needed when not given.
    #[arg(long, value_parser = side)]
    pub height: Option<f32>,
    /// The colours.
    #[arg(long, value_parser = named([ThemeName::Light, ThemeName::Dark], ThemeName::name), default_value = "light")]
    pub theme: ThemeName,
    /// The width of the buckets; by the width of the figure when not given.
    #[arg(long, value_parser = named(Bucket::ALL, Bucket::in_words))]
    pub by: Option<Bucket>,
    /// What the bars are split by.
    #[arg(long, value_parser = named(Split::ALL, Split::in_words), default_value = "kind")]
    pub split: Split,
    /// What the bars show.
    #[command(flatten)]
    pub bars: BarArgs,
    /// What the timeline has a lane for each of.
    #[arg(long, value_parser = named(LanesBy::ALL, LanesBy::in_words), default_value = "codebook")]
    pub lanes: LanesBy,
    /// The title; that of the project when not given.
    #[arg(long)]
    pub title: Option<String>,
    /// Which events, and how they are counted.
    #[command(flatten)]
    pub choice: Choice,
}

/// The colours of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThemeName {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl ThemeName {
    fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn theme(self) -> &'static Theme {
        match self {
            Self::Light => Theme::light(),
            Self::Dark => Theme::dark(),
        }
    }
}

/// Draws the charts of a project with its tables beside them.
///
/// # Errors
/// Why that is refused, and what to do.
pub fn run(now: &Snapshot, series: &[Series], args: &Args) -> Result<Printed, Failure> {
    let wanted = wanted(args)?;
    let derived = Derived::new(now);
    draw(Some((now.project(), &derived)), series, &wanted, args)
}

/// Draws the charts of a table alone.
///
/// # Errors
/// Why that is refused, and what to do.
pub fn run_alone(series: &Series, args: &Args) -> Result<Printed, Failure> {
    let choice = &args.choice;
    if choice.when != WhichDate::Used {
        let what = "--when: a row has one date (leave it out for a table)";
        return Err(Failure::refused(what));
    }
    let wanted = with_selection(args, Selection::default());
    draw(None, std::slice::from_ref(series), &wanted, args)
}

fn draw(
    own: Option<(&Project, &Derived)>,
    series: &[Series],
    wanted: &Wanted,
    args: &Args,
) -> Result<Printed, Failure> {
    if let Some(path) = &args.output
        && path.extension().is_none_or(|ending| ending != "svg")
    {
        let path = path.display();
        return Err(Failure::refused(format!(
            "{path}: figures are written as SVG (name it FILE.svg)"
        )));
    }
    let scene = compose(own, series, wanted, FaceMetrics::bundled());
    let scene = scene.map_err(Failure::refused)?;
    Ok(Printed {
        bytes: svg(&scene, args.theme.theme()).into_bytes(),
        notes: Vec::new(),
    })
}

fn wanted(args: &Args) -> Result<Wanted, Failure> {
    let selection = args.choice.selection().map_err(Failure::refused)?;
    Ok(with_selection(args, selection))
}

fn with_selection(args: &Args, selection: Selection) -> Wanted {
    Wanted {
        charts: args.view,
        width: args.width,
        height: args.height,
        from: args.choice.from,
        to: args.choice.to,
        // The timeline shows what does not count as well, as such, and every family.
        shown: Selection {
            conditions: selection.conditions.clone(),
            ..Selection::everything()
        },
        lanes: Lanes::by(args.lanes),
        asked: args.bars.ask(Asked {
            bucket: args.by,
            counting: args.choice.counting(Bucket::Month, args.split),
            selection,
            ..Asked::default()
        }),
        title: args.title.clone(),
    }
}

fn view_name(charts: Charts) -> &'static str {
    match charts {
        Charts::Timeline => "timeline",
        Charts::Frequency => "frequency",
        Charts::Both => "both",
    }
}

fn side(text: &str) -> Result<f32, String> {
    let points = text.parse().ok();
    let points = points.filter(|points| (100.0..=LARGEST).contains(points));
    points.ok_or_else(|| format!("`{text}` is no length from 100 to {LARGEST} points"))
}
