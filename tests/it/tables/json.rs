//! JSON as tables: which list is read, how objects become rows, and what is none.

use super::made_files::{looked_at, opened};
use tightrope::model::table::TableFormat;

#[test]
fn lists_of_objects_are_found_in_objects_and_the_largest_is_read() {
    let events = r#"{"date": "2024-01-01", "n": 1}, {"date": "2024-01-02", "n": null}"#;
    for (text, chosen, lists) in [
        (
            format!("{{\"data\": {{\"events\": [{events}]}}}}"),
            "data.events",
            &["data.events"][..],
        ),
        (
            format!(
                "{{\n\"meta\": {{\"by\": [{{\"x\": 1}}]}},\n\"data\": {{\"of\": {{\"day\": [{events}]}}}},\n\"next\": [{{\"z\": 1}}]}}"
            ),
            "data.of.day",
            &["meta.by", "data.of.day", "next"],
        ),
    ] {
        let look = looked_at("nested.json", text.clone());
        assert_eq!(
            look.layout.format,
            TableFormat::Json(chosen.into()),
            "{text}"
        );
        assert_eq!(look.choices.lists, lists, "{text}");
        assert_eq!(look.columns, ["date", "n"], "{text}");
        assert_eq!(look.preview.len(), 2, "{text}");
        let (text, notes) = opened("nested.json", text.as_bytes(), &look.layout);
        assert_eq!(text, "date,n\n2024-01-01,1\n2024-01-02,\n");
        assert_eq!(notes, Vec::<String>::new());
    }
}

#[test]
fn json_is_flattened_and_features_have_places() {
    let features = r#"{"type": "FeatureCollection", "name": "x", "features": [
        {"type": "Feature", "properties": {"id": 1, "by": ["a", "b"]}, "geometry": {"type": "Point", "coordinates": [66.9, 30.2]}},
        {"type": "Feature", "properties": {"id": 2, "late": {"key": true}}, "geometry": {"type": "Point", "coordinates": [-1, 2, 300]}},
        {"type": "Feature", "properties": {"id": 3}, "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}}
    ]}"#;
    let look = looked_at("a.geojson", features);
    assert_eq!(look.layout.format, TableFormat::Json("features".into()));
    let (text, notes) = opened("a.geojson", features.as_bytes(), &look.layout);
    assert_eq!(
        text,
        "id,by,late.key,longitude,latitude\n1,a; b,,66.9,30.2\n2,,TRUE,-1,2\n3,,,,\n"
    );
    assert_eq!(
        notes,
        ["1 features are lines or areas: they have no longitude and latitude here."]
    );
}
