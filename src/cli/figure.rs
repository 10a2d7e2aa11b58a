//! `tightrope figure`: the charts as SVG, PNG or PDF, as the window exports them.
//!
//! In: a project with its tables as series, or a table alone, and options. Out: the bytes of a file.

use super::Failure;
use super::counts::{NO_ROW, Printed, nothing_note, other_families_note};
use super::figure_args::FigureArgs;
use super::pair::PairArgs;
use super::saved::started;
use super::views::check;
use crate::analysis::selection::{Selection, of_events};
use crate::derived::Derived;
use crate::document::Snapshot;
use crate::figure::compose::compose;
use crate::figure::frequency::Asked;
use crate::figure::metrics::FaceMetrics;
use crate::figure::outlet::{Format, How, written};
use crate::figure::scene::Scene;
use crate::figure::series::{Series, TableActs};
use crate::figure::timeline::Lanes;
use crate::figure::wanted::Wanted;
use crate::formats::numbers::of_figure;
use crate::formats::table::Table;
use crate::model::lanes::Arrangement;
use crate::model::project::Project;
use crate::model::view::Bucket;
use std::path::PathBuf;

/// The pixels of a point when nobody asks for any.
const SCALE: f32 = 2.0;
/// The points of an inch.
const POINTS_PER_INCH: f32 = 72.0;

/// Draws the charts of a project with its tables beside them.
///
/// # Errors
/// Why that is refused, and what to do.
pub fn run(now: &Snapshot, series: &[Series], args: &FigureArgs) -> Result<Printed, Failure> {
    check(args, how(args)?.format)?;
    let args = &started(now.project(), args)?;
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
pub fn run_alone(series: &Series, args: &FigureArgs) -> Result<Printed, Failure> {
    check(args, how(args)?.format)?;
    PairArgs::refused_for_a_table(args.view)?;
    args.choice.refused_for_a_table()?;
    if let Some((option, what)) = of_projects(args) {
        let what = format!(
            "{option}: a table by itself has no {what} (leave it out, or add the table to a project)"
        );
        return Err(Failure::refused(what));
    }
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
    args: &FigureArgs,
) -> Result<Printed, Failure> {
    let how = how(args)?;
    let beside = numbers(own, (series, acts), wanted, args)?;
    let (mut bytes, mut notes) = (Vec::new(), Vec::new());
    // Who asks for numbers alone gets no picture between them.
    if beside.is_none() || args.output.is_some() {
        let scene = compose(own, series, acts, wanted, FaceMetrics::bundled());
        let scene = scene.map_err(Failure::refused)?;
        notes.extend(height_note(&scene, args.height));
        bytes = written(&scene, &how).map_err(Failure::refused)?;
    }
    if !args.choice.conditions.is_empty() {
        notes.extend(nothing_notes(own, series, wanted));
    }
    for one in series {
        let note = other_families_note(one.sums.of_other_families as usize);
        notes.extend(note.map(|note| format!("{}: {note}", one.title)));
    }
    Ok(Printed {
        bytes,
        notes,
        beside,
    })
}

/// An option that only a project knows, and what it asks for.
fn of_projects(args: &FigureArgs) -> Option<(&'static str, &'static str)> {
    match (&args.saved, args.links) {
        (Some(_), _) => Some(("--saved", "saved views")),
        (None, true) => Some(("--links", "links between events")),
        (None, false) => None,
    }
}

/// The numbers behind the figure, and the file they go to, where they are asked for.
fn numbers(
    own: Option<(&Project, &Derived)>,
    all: (&[Series], &[TableActs]),
    wanted: &Wanted,
    args: &FigureArgs,
) -> Result<Option<(PathBuf, Vec<u8>)>, Failure> {
    let Some(path) = &args.numbers else {
        return Ok(None);
    };
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let write = match ending.to_lowercase().as_str() {
        "csv" => Table::as_csv,
        "tsv" => Table::as_tsv,
        _ => {
            let path = path.display();
            let what = format!(
                "--numbers: {path}: numbers are written as CSV or TSV (name it FILE.csv or FILE.tsv)"
            );
            return Err(Failure::refused(what));
        }
    };
    let table = of_figure(own, all, wanted).map_err(Failure::refused)?;
    Ok(Some((path.clone(), write(&table).into_bytes())))
}

/// Where conditions leave nothing at all to draw, that is said.
fn nothing_notes(
    own: Option<(&Project, &Derived)>,
    series: &[Series],
    wanted: &Wanted,
) -> Vec<String> {
    let selection = match wanted.charts.has_bars() {
        true => &wanted.asked.selection,
        false => &wanted.shown,
    };
    let note = |(_, derived): (&Project, &Derived)| nothing_note(derived.events(), selection);
    let no_event = own.and_then(note);
    let is_empty = |one: &Series| one.sums.fitting + one.sums.of_other_families == 0;
    let no_row = !series.is_empty() && series.iter().all(is_empty);
    let no_row = no_row.then(|| NO_ROW.to_owned());
    no_event.into_iter().chain(no_row).collect()
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

fn how(args: &FigureArgs) -> Result<How, Failure> {
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

fn wanted(args: &FigureArgs) -> Result<Wanted, Failure> {
    let selection = args.choice.selection().map_err(Failure::refused)?;
    Ok(with_selection(args, selection))
}

fn with_selection(args: &FigureArgs, selection: Selection) -> Wanted {
    let start = &args.start;
    Wanted {
        charts: args.view,
        width: args.width,
        height: args.height,
        from: args.choice.from.or(start.from),
        to: args.choice.to.or(start.to),
        // The timeline shows what does not count as well, as such, and every family unless one is
        // asked for.
        shown: Selection {
            family: args.choice.family.and_then(|choice| choice.0),
            conditions: selection.conditions.clone(),
            filters: of_events(&start.filters),
            ..Selection::everything()
        },
        lanes: Lanes {
            by: args.lanes.unwrap_or_default(),
            arrangement: Arrangement {
                links: args.links || start.arrangement.links,
                ..start.arrangement.clone()
            },
        },
        asked: args.bars.ask(Asked {
            bucket: args.by,
            counting: args.choice.counting(Bucket::Month, args.split()),
            selection: Selection {
                filters: of_events(&start.filters),
                ..selection
            },
            ..Asked::default()
        }),
        title: args.title.clone(),
        caption: args.caption.clone(),
        source: args.source.clone(),
        patterned: args.patterns || args.theme.is_patterned(),
        ..Wanted::default()
    }
}
