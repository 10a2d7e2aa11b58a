//! What the columns of a table mean, in words.

use crate::model::mapping::{DateAt, EstimateColumns, Mapping};

/// Each column that means something, with what it means, in the order of a row's fields.
pub(super) fn of_columns(mapping: &Mapping) -> Meanings<'_> {
    let mut out = Vec::new();
    one(&mut out, mapping.id.as_ref(), "id");
    dates(&mut out, &mapping.date.at);
    if let Some(precision) = &mapping.date.precision {
        out.push((&precision.column, "precision of the date".to_owned()));
    }
    one(
        &mut out,
        mapping.date.until.as_ref(),
        "last day of what went on",
    );
    each(&mut out, &mapping.kind.columns, "kind");
    let [first, second] = mapping.sides.names(["initiator", "target"]);
    each(&mut out, &mapping.initiator, &first.to_lowercase());
    each(&mut out, &mapping.target, &second.to_lowercase());
    each(&mut out, &mapping.place, "place");
    one(&mut out, mapping.country.as_ref(), "country");
    one(&mut out, mapping.latitude.as_ref(), "latitude");
    one(&mut out, mapping.longitude.as_ref(), "longitude");
    people(&mut out, &mapping.killed, "killed");
    people(&mut out, &mapping.injured, "injured");
    for (class, column) in &mapping.victims {
        out.push((column, format!("killed: {class}")));
    }
    one(&mut out, mapping.number.as_ref(), "number of incidents");
    each(&mut out, &mapping.source, "source");
    each(&mut out, &mapping.notes, "notes");
    out
}

/// Columns with what they mean.
pub(super) type Meanings<'m> = Vec<(&'m str, String)>;

fn one<'m>(out: &mut Meanings<'m>, column: Option<&'m String>, what: &str) {
    out.extend(column.map(|column| (column.as_str(), what.to_owned())));
}

fn each<'m>(out: &mut Meanings<'m>, columns: &'m [String], what: &str) {
    out.extend(
        columns
            .iter()
            .map(|column| (column.as_str(), what.to_owned())),
    );
}

fn dates<'m>(out: &mut Meanings<'m>, at: &'m DateAt) {
    match at {
        DateAt::Nowhere => {}
        DateAt::One(date) => out.push((date, "date".to_owned())),
        DateAt::Range(first, last) => {
            out.push((first, "first day".to_owned()));
            out.push((last, "last day".to_owned()));
        }
        DateAt::Parts(year, month, day) => {
            out.push((year, "year".to_owned()));
            one(out, month.as_ref(), "month");
            one(out, day.as_ref(), "day");
        }
    }
}

fn people<'m>(out: &mut Meanings<'m>, columns: &'m EstimateColumns, harm: &str) {
    one(out, columns.low.as_ref(), &format!("{harm}, low"));
    one(out, columns.best.as_ref(), &format!("{harm}, best"));
    one(out, columns.high.as_ref(), &format!("{harm}, high"));
}

/// All of it in a line: "date is event_date, country is country".
pub(super) fn in_words(mapping: &Mapping) -> String {
    let meanings = of_columns(mapping);
    let parts: Vec<String> = meanings
        .iter()
        .map(|(column, what)| format!("{what} is ‘{column}’"))
        .collect();
    if parts.is_empty() {
        return "none of them means anything".to_owned();
    }
    parts.join(", ")
}

/// What one column means; nothing for one that means nothing to a chart.
pub(super) fn of_column(meanings: &[(&str, String)], column: &str) -> String {
    let of_it = meanings.iter().filter(|(name, _)| *name == column);
    of_it
        .map(|(_, what)| what.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}
