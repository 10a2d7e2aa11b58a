//! What can be asked of `tightrope figure`.

use super::bars::BarArgs;
use super::counts::{Choice, named};
use super::pair::PairArgs;
use super::saved::Start;
use super::tables::TableArgs;
use crate::figure::outlet::Language;
use crate::figure::theme::ThemeName;
use crate::figure::wanted::{Charts, LEAST_WIDTH};
use crate::model::lanes::LanesBy;
use crate::model::view::{Bucket, Split};
use std::ops::RangeInclusive;
use std::path::PathBuf;

/// The largest side of a figure, in points.
const LARGEST: f32 = 20_000.0;

/// The views, in the order a list of them has.
pub(super) const VIEWS: [Charts; 5] = [
    Charts::Timeline,
    Charts::Frequency,
    Charts::Both,
    Charts::Posture,
    Charts::Dyad,
];

/// What to draw.
#[derive(Clone, Debug, clap::Args)]
pub struct FigureArgs {
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
    /// A view saved in the project, by its name: its filters, stretch of time, bars, lanes and tables
    /// are those of the figure, as far as no option says otherwise.
    #[arg(long, value_name = "NAME")]
    pub saved: Option<String>,
    /// What that view says beside options.
    #[arg(skip)]
    pub start: Start,
    /// The file to write: F.svg, F.png or F.pdf; SVG to stdout when neither this nor --numbers is
    /// given.
    #[arg(short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The file for the numbers behind the figure, as the window copies them: F.csv or F.tsv. Without
    /// -o no picture is drawn.
    #[arg(long, value_name = "FILE")]
    pub numbers: Option<PathBuf>,
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
    /// Arcs on the timeline between all events that answer, are part of or repeat one another.
    #[arg(long)]
    pub links: bool,
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

impl FigureArgs {
    /// What the bars are split by.
    pub(super) fn split(&self) -> Split {
        self.split.unwrap_or(Split::Kind)
    }
}

/// What a view is called.
pub(super) fn view_name(charts: Charts) -> &'static str {
    match charts {
        Charts::Timeline => "timeline",
        Charts::Frequency => "frequency",
        Charts::Both => "both",
        Charts::Posture => "posture",
        Charts::Dyad => "dyad",
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
