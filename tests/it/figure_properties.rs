//! What holds of the charts of any project, and pictures of some for people to look at.

use crate::support::charts::{
    check_left_edge, check_words_keep_apart, days, figure, lay_out, left_edge, marks_of_records,
    sample, svg, two_years,
};
use crate::support::chronicle::Chronicle;
use proptest::prelude::*;
use tightrope::analysis::selection::Selection;
use tightrope::derived::Derived;
use tightrope::figure::frame::Frame;
use tightrope::figure::scene::Scene;
use tightrope::figure::theme::Theme;
use tightrope::figure::timeline::{Lanes, timeline};
use tightrope::model::claim::ClaimSort;
use tightrope::model::day::{Day, DayRange};
use tightrope::model::id::RecordId;
use tightrope::model::report::Stance;

/// An event at random: kind, first day, days, form of its date, reports.
type Told = (usize, i32, i32, usize, usize);

fn tell(events: &[Told]) -> Chronicle {
    let mut told = Chronicle::new();
    let kinds = ["Attack", "Strike", "Policy shift", "Diplomatic event"];
    for (number, (kind, first, days, form, reports)) in events.iter().enumerate() {
        let first = Day::from_number(*first);
        let last = first.plus(*days);
        let when = match form {
            0 => first.to_string(),
            1 => format!("[{first}..{last}]"),
            2 => format!("[{first},{last}]"),
            3 => format!("{first}/{last}"),
            4 => format!("{first}/.."),
            5 => first.to_string().get(..7).unwrap_or("2024").to_owned() + "?",
            _ => String::new(),
        };
        let stances: &[(usize, Stance)] = match reports {
            0 => &[(1, Stance::Asserts)],
            1 => &[(1, Stance::Alleges), (1, Stance::Denies)],
            2 => &[(1, Stance::Denies)],
            _ => &[],
        };
        let title = format!("Number {number}{}", " and more".repeat(number % 5));
        told.event_with(kinds[*kind], &title, &when, stances, |event| {
            event.countable.counts = number % 4 != 3;
        });
        if number % 3 == 0 {
            told.claim(ClaimSort::ALL[number % 6], &when);
        }
    }
    told
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]
    #[test]
    fn words_keep_apart_and_every_event_has_one_mark(
        events in prop::collection::vec(
            (0_usize..4, 19_700_i32..20_500, 0_i32..400, 0_usize..7, 0_usize..4),
            0..60,
        ),
        width in 420.0_f32..2_200.0,
        window in (19_600_i32..20_400, 1_i32..1_200),
    ) {
        let now = tell(&events).snapshot();
        let first = Day::from_number(window.0);
        let window = DayRange::new(first, first.plus(window.1)).expect("forwards");
        let frame = Frame::new(width, window);
        let (above, bars, below) = lay_out(&now, &frame);
        let whole = figure(&now, &frame);
        let (close, _, _) = lay_out(&now, &Frame { room: 120.0, ..frame });
        let left = frame.axis.left();
        // Composed on paper, the gutter is as wide as the names need.
        let on_paper = left_edge(&whole).unwrap_or_default();
        prop_assert!(on_paper >= left);
        for (scene, left) in [(&above, left), (&below, left), (&whole, on_paper), (&close, left)] {
            prop_assert_eq!(check_words_keep_apart(scene), Ok(()));
            prop_assert_eq!(check_left_edge(scene, left), Ok(()));
        }
        let mut shown: Vec<RecordId> = marks_of_records(&above)
            .flat_map(|mark| mark.ids.iter().copied())
            .collect();
        let all = shown.len();
        shown.sort_unstable();
        shown.dedup();
        prop_assert_eq!(shown.len(), all, "one mark for each");
        let derived = Derived::new(&now);
        let data = timeline(now.project(), &derived, &Selection::everything(), &Lanes::default());
        let undated = data.lanes.iter().map(|lane| lane.undated.len()).sum::<usize>();
        let dated = data.lanes.iter().flat_map(|lane| &lane.entries);
        let seen = dated.filter(|entry| entry.touches(window)).map(|entry| entry.ids.len());
        prop_assert_eq!(seen.sum::<usize>() + undated, all, "nobody is lost");
        for bar in &bars.bars {
            let top = bar.segments.last().map_or(0.0, |segment| segment.top);
            prop_assert!((top - bar.cell.expected).abs() < 1e-9);
            prop_assert!(top <= bars.y_max() + 1e-9);
        }
        prop_assert!(bars.ticks.len() <= 5 + 1);
        prop_assert!(svg(&whole, Theme::light()).ends_with("</svg>\n"));
    }
}

/// Writes pictures for people into the folder named by the environment, if one is.
#[test]
fn figures_for_people_to_look_at() {
    let Some(folder) = std::env::var_os("TIGHTROPE_PICTURES") else {
        return;
    };
    let write = |name: &str, scene: &Scene, theme: &'static Theme| {
        let path = std::path::Path::new(&folder).join(format!("{name}.svg"));
        std::fs::write(path, svg(scene, theme)).expect("a folder to write to");
    };
    let wide = figure(&sample(), &Frame::new(1440.0, two_years()));
    write("sample-light", &wide, Theme::light());
    write("sample-dark", &wide, Theme::dark());
    let frame = Frame {
        room: 200.0,
        ..Frame::new(1440.0, two_years())
    };
    write(
        "sample-close",
        &lay_out(&sample(), &frame).0,
        Theme::light(),
    );
    for (name, width, room) in [("sample-215", 1440.0, 215.0), ("sample-130", 1024.0, 130.0)] {
        let frame = Frame {
            room,
            ..Frame::new(width, two_years())
        };
        write(name, &lay_out(&sample(), &frame).0, Theme::light());
    }
    let narrow = figure(&sample(), &Frame::new(760.0, two_years()));
    write("sample-narrow", &narrow, Theme::light());
    let near = days((2025, 7, 1), (2025, 10, 31));
    write(
        "sample-near",
        &figure(&sample(), &Frame::new(1440.0, near)),
        Theme::light(),
    );
    let far = days((2015, 1, 1), (2030, 12, 31));
    write(
        "sample-far",
        &figure(&sample(), &Frame::new(1440.0, far)),
        Theme::light(),
    );
    let mut many = Chronicle::new();
    for number in 0..1_500_i32 {
        let day = Day::from_number(19_723 + (number * number) % 640);
        let kind =
            ["Attack", "Strike", "Policy shift"][usize::try_from(number % 40 / 19).expect("small")];
        many.event(kind, &format!("Number {number}"), &day.to_string());
    }
    write(
        "many",
        &figure(&many.snapshot(), &Frame::new(1440.0, two_years())),
        Theme::light(),
    );
}
