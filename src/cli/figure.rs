//! `tightrope figure`: the charts as SVG, PNG or PDF, as the window exports them.
//!
//! In: a project with its tables as series, or a table alone, and options. Out: the bytes of a file.

use super::Failure;
use super::bars::BarArgs;
use super::counts::{Choice, Printed, named};
use super::pair::PairArgs;
use super::tables::TableArgs;
use super::views::{VIEWS, check, view_name};
use crate::analysis::selection::Selection;
use crate::derived::Derived;
use crate::document::Snapshot;
use crate::figure::compose::{Charts, LEAST_WIDTH, Wanted, compose};
use crate::figure::frequency::Asked;
use crate::figure::metrics::FaceMetrics;
use crate::figure::outlet::{Format, How, Language, written};
use crate::figure::scene::Scene;
use crate::figure::series::{Series, TableActs};
use crate::figure::theme::ThemeName;
use crate::figure::timeline::Lanes;
use crate::model::lanes::LanesBy;
use crate::model::project::Project;
use crate::model::view::{Bucket, Split};
use std::ops::RangeInclusive;
use std::path::PathBuf;

/// The largest side of a figure, in points.
const LARGEST: f32 = 20_000.0;
/// The pixels of a point when nobody asks for any.
const SCALE: f32 = 2.0;
/// The points of an inch.
const POINTS_PER_INCH: f32 = 72.0;

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
    /// Which charts: the timeline, the frequency, or both on one axis; the policy posture of two
    /// actors, or their acts against one another.
    #[arg(long, value_parser = named(VIEWS, view_name), default_value = "both")]
    pub view: Charts,
    /// The file to write: F.svg, F.png or F.pdf; SVG to stdout when not given.
    #[arg(short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The width in points; at least 320.
    #[arg(long, default_value_t = 1_200.0, value_parser = width)]
    pub width: f32,
    /// The height in points; as high as needed when not given or too little.
    #[arg(long, value_parser = height)]
    pub height: Option<f32>,
    /// The pixels of a point in a PNG; 2 when not given.
    #[arg(long, value_parser = scale)]
    pub scale: Option<f32>,
    /// The pixels of an inch in a PNG instead: an inch has 72 points.
    #[arg(long, value_name = "DPI", value_parser = dpi, conflicts_with = "scale")]
    pub dpi: Option<f32>,
    /// The colours; print is black on white, with patterns.
    #[arg(long, value_parser = named(ThemeName::ALL, ThemeName::name), default_value = "light")]
    pub theme: ThemeName,
    /// Bars have patterns in every theme.
    #[arg(long)]
    pub patterns: bool,
    /// The width of the buckets; by the width of the figure when not given.
    #[arg(long, value_parser = named(Bucket::ALL, Bucket::in_words))]
    pub by: Option<Bucket>,
    /// What the bars are split by; kind when not given.
    #[arg(long, value_parser = named(Split::ALL, Split::in_words))]
    pub split: Option<Split>,
    /// What the bars show.
    #[command(flatten)]
    pub bars: BarArgs,
    /// What the timeline has a lane for each of; as the codebook says when not given.
    #[arg(long, value_parser = named(LanesBy::ALL, LanesBy::in_words))]
    pub lanes: Option<LanesBy>,
    /// The title; that of the project when not given, none when empty.
    #[arg(long)]
    pub title: Option<String>,
    /// The caption; what is counted and left out when not given, none when empty.
    #[arg(long)]
    pub caption: Option<String>,
    /// The line below it; the sources and tables when not given, none when empty.
    #[arg(long)]
    pub source: Option<String>,
    /// The language the file says its words are in, such as en or ur. The words themselves stay
    /// what they are: those the program writes are English.
    #[arg(long, value_name = "TAG", default_value = "en")]
    pub lang: Language,
    /// An SVG without the faces it is set in: smaller, and set in whatever its reader has.
    #[arg(long)]
    pub no_fonts: bool,
    /// Which events, and how they are counted.
    #[command(flatten)]
    pub choice: Choice,
    /// Which two actors.
    #[command(flatten)]
    pub pair: PairArgs,
}

impl Args {
    /// What the bars are split by.
    pub(super) fn split(&self) -> Split {
        self.split.unwrap_or(Split::Kind)
    }
}

/// Draws the charts of a project with its tables beside them.
///
/// # Errors
/// Why that is refused, and what to do.
pub fn run(now: &Snapshot, series: &[Series], args: &Args) -> Result<Printed, Failure> {
    check(args, how(args)?.format)?;
    let derived = Derived::new(now);
    let wanted = Wanted {
        pair: args.pair.wanted(now.project(), &derived, args.view)?,
        ..wanted(args)?
    };
    let acts = super::tables::series::acts(now, &derived, &wanted, args)?;
    let own = Some((now.project(), &derived));
    draw(own, (series, &acts), &wanted, args)
}

/// Draws the charts of a table alone.
///
/// # Errors
/// Why that is refused, and what to do.
pub fn run_alone(series: &Series, args: &Args) -> Result<Printed, Failure> {
    check(args, how(args)?.format)?;
    PairArgs::refused_for_a_table(args.view)?;
    args.choice.refused_for_a_table()?;
    if args.lanes.is_some() {
        let what = "--lanes: a table by itself has a lane for each kind of its rows (leave it out, or add the table to a project)";
        return Err(Failure::refused(what));
    }
    let wanted = with_selection(args, Selection::default());
    draw(None, (std::slice::from_ref(series), &[]), &wanted, args)
}

fn draw(
    own: Option<(&Project, &Derived)>,
    (series, acts): (&[Series], &[TableActs]),
    wanted: &Wanted,
    args: &Args,
) -> Result<Printed, Failure> {
    let how = how(args)?;
    let scene = compose(own, series, acts, wanted, FaceMetrics::bundled());
    let scene = scene.map_err(Failure::refused)?;
    Ok(Printed {
        bytes: written(&scene, &how).map_err(Failure::refused)?,
        notes: height_note(&scene, args.height).into_iter().collect(),
    })
}

/// A figure that is not as high as it was to be says so.
fn height_note(scene: &Scene, asked: Option<f32>) -> Option<String> {
    let asked = asked.filter(|asked| (scene.height - asked).abs() > 0.5)?;
    let made = scene.height.round();
    let why = match scene.height > asked {
        true => "what it shows needs as much",
        false => "what it shows fills no more",
    };
    Some(format!(
        "--height: the figure is {made} points high, not {asked}: {why}"
    ))
}

fn how(args: &Args) -> Result<How, Failure> {
    let format = args
        .output
        .as_deref()
        .map_or(Ok(Format::Svg), Format::of_path);
    Ok(How {
        format: format.map_err(Failure::refused)?,
        theme: args.theme.theme(),
        scale: args
            .dpi
            .map_or(args.scale.unwrap_or(SCALE), |dpi| dpi / POINTS_PER_INCH),
        language: args.lang.clone(),
        faces: !args.no_fonts,
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
        // The timeline shows what does not count as well, as such, and every family unless one is
        // asked for.
        shown: Selection {
            family: args.choice.family.and_then(|choice| choice.0),
            conditions: selection.conditions.clone(),
            ..Selection::everything()
        },
        lanes: Lanes::by(args.lanes.unwrap_or_default()),
        asked: args.bars.ask(Asked {
            bucket: args.by,
            counting: args.choice.counting(Bucket::Month, args.split()),
            selection,
            ..Asked::default()
        }),
        title: args.title.clone(),
        caption: args.caption.clone(),
        source: args.source.clone(),
        patterned: args.patterns || args.theme.is_patterned(),
        ..Wanted::default()
    }
}

fn width(text: &str) -> Result<f32, String> {
    within(text, LEAST_WIDTH..=LARGEST, "length", "points")
}

fn height(text: &str) -> Result<f32, String> {
    within(text, 100.0..=LARGEST, "length", "points")
}

fn scale(text: &str) -> Result<f32, String> {
    within(text, 0.25..=20.0, "number of pixels", "to a point")
}

fn dpi(text: &str) -> Result<f32, String> {
    within(text, 18.0..=1440.0, "number of pixels", "to an inch")
}

fn within(text: &str, range: RangeInclusive<f32>, what: &str, unit: &str) -> Result<f32, String> {
    let number = text.parse().ok().filter(|number| range.contains(number));
    let (from, to) = (range.start(), range.end());
    number.ok_or_else(|| format!("`{text}` is no {what} from {from} to {to} {unit}"))
}
