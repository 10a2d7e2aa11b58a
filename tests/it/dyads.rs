//! Who did it to whom: bars by dyad, the filters of their groups and lanes, and rows of tables by the
//! same names.

use crate::figure_captions::said;
use crate::figure_keys::two_pairs;
use crate::support::charts::{sample, two_years};
use crate::support::corpus::corpus;
use crate::tables::opened::{WIDE, opened};
use std::collections::BTreeSet;
use tightrope::analysis::counts::Counting;
use tightrope::analysis::facts::EventFacts;
use tightrope::analysis::selection::Selection;
use tightrope::derived::Derived;
use tightrope::figure::frame::Frame;
use tightrope::figure::frequency::{Asked, frequency};
use tightrope::figure::timeline::{Lanes, timeline};
use tightrope::model::id::{EventId, RecordId};
use tightrope::model::lanes::LanesBy;
use tightrope::model::row_filter::{RowField, RowTest};
use tightrope::model::view::{Filter, Split};
use tightrope::workbench::command::Command;

fn admitted(derived: &Derived, filter: Filter) -> BTreeSet<EventId> {
    let selection = Selection {
        filters: vec![filter],
        ..Selection::everything()
    };
    let events = derived.events().iter();
    let fitting = events.filter(|facts| selection.admits(facts));
    fitting.map(EventFacts::id).collect()
}

#[test]
fn every_group_of_one_pair_has_the_filter_that_leaves_its_events() {
    let now = sample();
    let derived = Derived::new(&now);
    let asked = Asked {
        counting: Counting {
            split: Split::Dyad,
            ..Counting::default()
        },
        selection: Selection::everything(),
        ..Asked::default()
    };
    let frame = Frame::new(1_200.0, two_years());
    let data = frequency(now.project(), &derived, &asked, &frame.axis).expect("few buckets");
    let mut filtered = 0;
    for (at, group) in data.groups.iter().enumerate() {
        let segments = data.bars.iter().flat_map(|bar| &bar.segments);
        let own = segments.filter(|segment| segment.group == at);
        let own: BTreeSet<EventId> = own.flat_map(|it| it.events.iter().copied()).collect();
        assert!(!own.is_empty(), "{}", group.name);
        let Some(filter) = data.only[at].clone() else {
            let is_of_several = group.name.contains("; ") || group.is_others();
            assert!(is_of_several || group.name.is_empty(), "{}", group.name);
            continue;
        };
        assert!(own.is_subset(&admitted(&derived, filter)), "{}", group.name);
        filtered += 1;
    }
    assert!(filtered > 2, "{filtered}");
}

#[test]
fn a_lane_of_two_is_left_by_its_filter() {
    let now = sample();
    let derived = Derived::new(&now);
    let by = Lanes::by(LanesBy::Dyad);
    let data = timeline(now.project(), &derived, &Selection::everything(), &by);
    let mut filtered = 0;
    for lane in &data.lanes {
        let Some(filter) = lane.key.filter() else {
            continue;
        };
        let entries = lane.entries.iter().flat_map(|entry| &entry.ids);
        let ids = entries.chain(&lane.undated).filter_map(|id| match id {
            RecordId::Event(id) => Some(*id),
            _ => None,
        });
        assert_eq!(ids.collect::<BTreeSet<_>>(), admitted(&derived, filter));
        filtered += 1;
    }
    assert!(filtered > 5, "{filtered}");
}

#[test]
fn rows_by_dyad_are_those_of_the_file() {
    let Some(path) = corpus("events/ucdp_hdx_pakistan_1989-2021.csv") else {
        return;
    };
    let path = path.display().to_string();
    let counted = |condition: String| {
        let years = "--by year --from 2018 --to 2021 --where";
        let options = years.split(' ').chain([condition.as_str()]);
        said("counts", &path, &options.collect::<Vec<_>>()).0
    };
    for (dyad, first) in [
        ("Government of Pakistan - TTP", Some("40,40")),
        // Who did it comes first where one side did.
        ("TTP - Civilians", None),
        // Names have hyphens of their own.
        ("Government of Pakistan - TTP - TA", None),
    ] {
        let by_names = counted(format!("dyad={dyad}"));
        assert_eq!(by_names, counted(format!("column:dyad_name={dyad}")));
        assert!(first.is_none_or(|it| by_names.contains(it)), "{by_names}");
    }
}

#[test]
fn every_group_by_dyad_can_be_asked_for_by_its_name() {
    let project = crate::figure_captions::project("pak-afghan");
    let counted = |more: &[&str]| {
        let options = ["--by", "year", "--family", "any", "--all"];
        said("counts", &project, &[&options[..], more].concat()).0
    };
    let split = counted(&["--split", "dyad"]);
    let names = split
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').nth(2));
    let names: BTreeSet<&str> = names.filter(|name| !name.is_empty()).collect();
    assert!(names.iter().any(|name| name.contains("; ")), "{names:?}");
    let numbers = |csv: &str| -> f64 {
        let lines = csv.lines().skip(1);
        lines
            .filter_map(|line| line.rsplit(',').next()?.parse::<f64>().ok())
            .sum()
    };
    for name in names {
        let of_group = split
            .lines()
            .filter(|line| line.contains(&format!(",{name},")));
        let of_group = of_group.filter_map(|line| line.rsplit(',').next()?.parse::<f64>().ok());
        let asked = counted(&["--where", &format!("dyad={}", name.replace(" – ", " - "))]);
        assert!(
            numbers(&asked) >= of_group.sum::<f64>() - 1e-3,
            "{name}: {asked}"
        );
    }
}

#[test]
fn a_dyad_of_rows_is_chosen_in_the_key() {
    let (mut window, id) = opened(WIDE, egui::Theme::Light, ("raids.csv", &two_pairs()));
    window.ask(Command::Split(Split::Dyad));
    window.click("Only Side A – Side C in raids");
    let filters = &window.open().session.filters;
    let [Filter::Rows(of, filter)] = filters.as_slice() else {
        panic!("{filters:?}");
    };
    assert_eq!((*of, &filter.field), (id, &RowField::Dyad));
    let only = RowTest::OneOf(vec!["Side A – Side C".to_owned()]);
    assert_eq!(filter.test, only);
    assert!(window.has("raids, Side A – Side C March 2024: 3 certain"));
    assert!(!window.has("raids, Side A – Side B March 2024: 6 certain"));
}
