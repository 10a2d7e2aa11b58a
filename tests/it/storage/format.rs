//! The format of the project file: what is saved is what is read, and every version of it opens.

use super::{config, mark, replica, sample_project};
use crate::support::arbitrary::project;
use proptest::prelude::*;
use ron::Value;
use serde::Deserialize;
use std::sync::Arc;
use tightrope::document::Document;
use tightrope::model::column::Column;
use tightrope::model::project::Project;
use tightrope::model::row_filter::RowField;
use tightrope::model::source::{ArabicStyle, Source, Taken};
use tightrope::model::view::Filter;
use tightrope::storage::journal::JournalMark;
use tightrope::storage::project_file::{Contents, decode, encode};
use tightrope::storage::sample;

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn what_is_saved_is_what_is_read_and_bytes_depend_on_nothing_else(project in project(), entries in 0..3_u64) {
        let mark = (entries > 0).then(|| mark(entries));
        let bytes = encode(&project, mark).expect("writable");
        let contents = decode(&bytes).expect("readable");
        prop_assert_eq!(&contents, &Contents { project, mark });
        prop_assert_eq!(encode(&contents.project, mark).expect("writable"), bytes);
    }

    #[test]
    fn a_flipped_bit_anywhere_is_found(project in project(), places in prop::collection::vec(any::<u32>(), 60)) {
        let bytes = encode(&project, None).expect("writable");
        for place in places {
            let bit = place as usize % (bytes.len() * 8);
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(decode(&flipped).is_err(), "bit {} of {}", bit, bytes.len() * 8);
        }
    }
}

#[test]
fn every_length_of_a_cut_file_is_found() {
    let bytes = encode(&Project::default(), Some(mark(1))).expect("writable");
    assert!(decode(&bytes).is_ok());
    for length in 0..bytes.len() {
        assert!(decode(&bytes[..length]).is_err(), "{length}");
    }
    let sample = sample();
    for length in (0..sample.len()).step_by(997) {
        assert!(decode(&sample[..length]).is_err(), "{length}");
    }
}

#[test]
fn no_line_can_be_lost_doubled_or_moved() {
    let text = std::str::from_utf8(sample()).expect("UTF-8");
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for at in 2..lines.len() - 1 {
        let mut lost = lines.clone();
        lost.remove(at);
        assert!(
            decode(lost.concat().as_bytes()).is_err(),
            "without line {}",
            at + 1
        );
        let mut doubled = lines.clone();
        doubled.insert(at, lines[at]);
        assert!(
            decode(doubled.concat().as_bytes()).is_err(),
            "with two of line {}",
            at + 1
        );
        let mut swapped = lines.clone();
        swapped.swap(at, at - 1);
        assert!(
            decode(swapped.concat().as_bytes()).is_err(),
            "line {} earlier",
            at + 1
        );
    }
}

#[test]
fn line_ends_changed_by_version_control_do_no_harm() {
    let text = std::str::from_utf8(sample()).expect("UTF-8");
    let contents = decode(text.replace('\n', "\r\n").as_bytes()).expect("readable");
    assert_eq!(contents.project, sample_project());
}

/// The file as the RON reader of any other program sees it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    format: u32,
    journal: Option<JournalMark>,
    records: Vec<Value>,
    texts: Vec<(String, String)>,
    digest: String,
}

#[test]
fn the_whole_file_is_valid_ron() {
    let project = sample_project();
    let bytes = encode(&project, Some(mark(3))).expect("writable");
    let whole: Whole = ron::de::from_bytes(&bytes).expect("valid RON");
    assert_eq!(whole.format, 1);
    assert_eq!(whole.journal, Some(mark(3)));
    assert_eq!(whole.records.len(), project.record_count());
    assert_eq!(whole.texts.len(), 1);
    assert_eq!(whole.digest.len(), 64);
}

#[test]
fn format_1_opens_for_ever() {
    let golden = include_bytes!("../../golden/format-1.ron");
    let contents = decode(golden).expect("format 1 must open");
    assert_eq!(
        encode(&contents.project, contents.mark).expect("writable"),
        golden
    );
    let review = contents
        .project
        .annotations
        .values()
        .filter(|a| a.needs_review());
    assert_eq!(
        review.count(),
        1,
        "the golden file holds one quote that does not fit"
    );
    Document::new(contents.project, replica()).expect("consistent");
}

#[test]
fn format_2_opens_for_ever() {
    let golden = include_bytes!("../../golden/format-2.ron");
    let contents = decode(golden).expect("format 2 must open");
    assert_eq!(
        encode(&contents.project, contents.mark).expect("writable"),
        golden
    );
    let sources = contents.project.sources.values();
    let styles: Vec<_> = sources
        .map(|source| (source.arabic_style, source.original.taken))
        .collect();
    let whole = (None, Taken::Whole);
    assert!(styles.contains(&(Some(ArabicStyle::Nastaliq), Taken::Whole)));
    assert!(styles.contains(&(Some(ArabicStyle::Naskh), Taken::Article)));
    assert!(styles.contains(&whole));
    Document::new(contents.project, replica()).expect("consistent");
}

#[test]
fn format_3_opens_for_ever() {
    let golden = include_bytes!("../../golden/format-3.ron");
    let contents = decode(golden).expect("format 3 must open");
    assert_eq!(
        encode(&contents.project, contents.mark).expect("writable"),
        golden
    );
    let view = contents.project.views.values().next().expect("a view");
    assert!(matches!(view.filters.as_slice(), [Filter::Rows(..)]));
    let orders = view.orders.iter().flat_map(|order| &order.keys);
    let fields: Vec<&RowField> = orders.map(|key| &key.field).collect();
    assert_eq!(fields, [&RowField::Killed, &RowField::Days]);
    assert!(!contents.project.rows.is_empty(), "rows somebody rests on");
    let shown = view.columns.iter().flat_map(|shown| &shown.columns);
    let columns: Vec<&Column> = shown.collect();
    assert_eq!(
        columns,
        [&Column::Days, &Column::File("colliery".to_owned())]
    );
    assert_eq!(view.hidden.len(), 1);
    Document::new(contents.project, replica()).expect("consistent");

    // As it was before views knew of columns and charts.
    let former = include_bytes!("../../golden/format-3-first.ron");
    let first = decode(former).expect("it must open");
    assert_eq!(
        encode(&first.project, first.mark).expect("writable"),
        former
    );
    let view = first.project.views.values().next().expect("a view");
    assert!(view.columns.is_empty() && view.hidden.is_empty());
    Document::new(first.project, replica()).expect("consistent");
}

#[test]
fn a_project_is_written_in_the_oldest_format_that_holds_it() {
    let mut project = sample_project();
    let first = project.sources.values().next().expect("a source").clone();
    let format = |project: &Project| {
        let bytes = encode(project, None).expect("writable");
        assert_eq!(&decode(&bytes).expect("readable").project, project);
        ron::de::from_bytes::<Whole>(&bytes)
            .expect("valid RON")
            .format
    };
    assert_eq!(format(&project), 1);
    let mut styled = Source::clone(&first);
    styled.arabic_style = Some(ArabicStyle::Nastaliq);
    project.sources.insert(styled.id, Arc::new(styled));
    assert_eq!(format(&project), 2);
    let mut article = Source::clone(&first);
    article.original.taken = Taken::Article;
    project.sources.insert(article.id, Arc::new(article));
    assert_eq!(format(&project), 2);
}
