//! Which options the charts of a figure know: one that would change nothing is
//! refused, so that nobody takes a figure for what it is not.

use super::Failure;
use super::figure_args::{FigureArgs, view_name};
use crate::figure::outlet::Format;
use crate::figure::wanted::Charts;
use crate::model::codebook::Family;

/// An option that not every chart knows.
struct Given {
    option: &'static str,
    is_given: bool,
    fits: fn(Charts) -> bool,
    /// The views that know it.
    views: &'static str,
}

/// Refuses options that change nothing in the view or the format asked for.
///
/// # Errors
/// When one is given.
pub(super) fn check(args: &FigureArgs, format: Format) -> Result<(), Failure> {
    let wrong = given(args);
    let mut wrong = wrong
        .iter()
        .filter(|it| it.is_given && !(it.fits)(args.view));
    if let Some(wrong) = wrong.next() {
        let (option, view, views) = (wrong.option, view_name(args.view), wrong.views);
        return Err(Failure::refused(format!(
            "{option}: this belongs to another chart than {view} (add --view {views}, or leave it out)"
        )));
    }
    let of_format = [
        ("--scale", args.scale.is_some(), Format::Png),
        ("--dpi", args.dpi.is_some(), Format::Png),
        ("--no-fonts", args.no_fonts, Format::Svg),
    ];
    let mut of_format = of_format.into_iter();
    let wrong = of_format.find(|(_, is_given, of)| *is_given && *of != format);
    if let Some((option, _, of)) = wrong {
        let (of, ending) = (of.name(), of.ending());
        return Err(Failure::refused(format!(
            "{option}: only {of} knows this (write it to FILE.{ending}, or leave it out)"
        )));
    }
    let family = args.choice.family.and_then(|choice| choice.0);
    let of_acts = family.is_some_and(|family| family != Family::Policy);
    if args.view == Charts::Posture && of_acts && !args.pair.acts {
        let what = "--family: the posture shows policy shifts only (add --acts for acts too)";
        return Err(Failure::refused(what));
    }
    Ok(())
}

fn given(args: &FigureArgs) -> Vec<Given> {
    let (bars, choice, pair) = (&args.bars, &args.choice, &args.pair);
    let of_bars = [
        ("--by", args.by.is_some()),
        ("--split", args.split.is_some()),
        ("--below", bars.below.is_some()),
        ("--mean", bars.mean.is_some()),
        ("--earlier", bars.earlier.is_some()),
        ("--cumulative", bars.cumulative),
        ("--multiples", bars.multiples),
        ("--measure", choice.measure.is_some()),
        ("--dates", choice.dates.is_some()),
        ("--when", choice.when.is_some()),
        ("--all", choice.all),
        ("--patterns", args.patterns),
    ];
    let of_bars = of_bars.map(|(option, is_given)| Given {
        option,
        is_given,
        fits: Charts::has_bars,
        views: "frequency or both",
    });
    let of_two = [
        ("--actors", pair.actors.is_some()),
        ("--actor", !pair.actor.is_empty()),
    ];
    let of_two = of_two.map(|(option, is_given)| Given {
        option,
        is_given,
        fits: Charts::is_of_two,
        views: "posture or dyad",
    });
    let of_one = [
        Given {
            option: "--lanes",
            is_given: args.lanes.is_some(),
            fits: Charts::has_lanes,
            views: "timeline or both",
        },
        Given {
            option: "--links",
            is_given: args.links,
            fits: Charts::has_lanes,
            views: "timeline or both",
        },
        Given {
            option: "--acts",
            is_given: pair.acts,
            fits: |charts| charts == Charts::Posture,
            views: "posture",
        },
        Given {
            option: "--telling",
            is_given: pair.telling.is_some(),
            fits: |charts| charts == Charts::Dyad,
            views: "dyad",
        },
    ];
    let of_tables = [
        ("--table", !args.tables.is_empty()),
        ("--no-tables", args.no_tables),
    ];
    let of_tables = of_tables.map(|(option, is_given)| Given {
        option,
        is_given,
        fits: |charts| charts != Charts::Posture,
        views: "timeline, frequency, both or dyad",
    });
    let of_several = of_bars.into_iter().chain(of_two).chain(of_tables);
    of_several.chain(of_one).collect()
}
