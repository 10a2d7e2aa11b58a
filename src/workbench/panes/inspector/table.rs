//! The form of an event table: its file, how it is read, what it covers, what its kinds mean.

use super::form::{Form, Offer, hint_line, link, warning_line};
use super::made_line;
use crate::document::verbs::tables::TableReading;
use crate::figure::labels::range_words;
use crate::model::codebook::{Family, kinds_in_order};
use crate::model::day::{Day, DayRange};
use crate::model::id::TableId;
use crate::model::mapping::KindValue;
use crate::model::table::{EventTable, TableFormat};
use crate::tables::LoadedTable;
use crate::tables::loaded::RowDays;
use crate::workbench::command::Command;
use crate::workbench::fields::Field;
use crate::workbench::panes::Desk;
use crate::workbench::panes::mapping::{Slot, kind_counts};
use crate::workbench::panes::words::{grouped, sentence, table_in_words};
use crate::workbench::tables::TableState;
use crate::workbench::verb::Verb;
use crate::workbench::widgets::{Picked, Section, field_row, field_text_row};
use egui::{Id, Ui};
use std::sync::Arc;

/// Draws the form.
pub(super) fn table_ui(ui: &mut Ui, desk: &mut Desk<'_>, id: TableId) {
    let Some(table) = desk.snapshot.project().tables.get(&id).cloned() else {
        return;
    };
    let rows = desk.tables.get(id).cloned();
    let form = &mut Form::new(desk, id);
    form.title(ui, "Title", &table.title);
    state_ui(ui, form, &table);
    ui.add_space(4.0);
    file_ui(ui, form, &table);
    reading_ui(ui, form, &table, rows.as_deref());
    if let Some(rows) = &rows {
        kinds_ui(ui, form, &table, rows);
    }
    Section::new("Memo").show(ui);
    form.memo(ui, Field::Memo, ("Memo", &table.memo), 3);
    made_line(ui, form, table.made);
    ui.add_space(8.0);
    if form.button(ui, "Delete table") {
        form.edit(Verb::Delete(id.into()));
    }
}

/// What became of its file, and what to do about that.
fn state_ui(ui: &mut Ui, form: &mut Form<'_, '_>, table: &EventTable) {
    let id = table.id;
    let state = form.desk.tables.state(id).cloned();
    let ask = match state {
        Some(TableState::Ready(rows)) => {
            hint_line(ui, &format!("Event table · {}", table_in_words(&rows)));
            None
        }
        Some(TableState::Reading) | None => {
            let percent = form.desk.tables.percent(id);
            hint_line(ui, &format!("Event table · reading, {percent} %"));
            None
        }
        Some(TableState::Failed(why)) => {
            warning_line(ui, &format!("It could not be read: {why}"));
            Some(("Read again", Command::ReadTable(id)))
        }
        Some(TableState::Missing) => {
            warning_line(
                ui,
                &format!(
                    "Its file ‘{}’ is not where it was, nor beside the project. What rests on its rows stays.",
                    table.file.name()
                ),
            );
            Some(("Locate file…", Command::LocateTable(id)))
        }
        Some(TableState::Changed(path)) => {
            warning_line(
                ui,
                &format!(
                    "{} is another file now: its SHA-256 differs from the one that was added. Nothing of it is used.",
                    path.display()
                ),
            );
            Some((
                "Compare with the new file…",
                Command::UpdateTableFrom(id, path),
            ))
        }
    };
    if let Some((name, command)) = ask {
        ui.add_space(4.0);
        if ui.button(name).clicked() {
            form.desk.push(command);
        }
    }
}

fn file_ui(ui: &mut Ui, form: &mut Form<'_, '_>, table: &EventTable) {
    Section::new("File").show(ui);
    let file = &table.file;
    field_text_row(ui, "Name", file.name());
    let found = form.desk.tables.path(table.id);
    let place = found.map_or_else(|| file.path.clone(), |path| path.display().to_string());
    field_text_row(ui, "Place", &place);
    field_text_row(ui, "Size", &format!("{} bytes", grouped(file.bytes)));
    super::source::sha_ui(ui, &file.sha.to_string());
    field_row(ui, "Kept", |ui| {
        let (words, button) = match file.embedded {
            true => ("A copy lies beside the project.", "Do not embed"),
            false => ("Only where it is.", "Embed"),
        };
        ui.add_space(3.0);
        hint_line(ui, words);
        ui.horizontal_wrapped(|ui| {
            if form.button(ui, button) {
                let command = Command::EmbedTable(table.id, !file.embedded);
                form.desk.push(command);
            }
            if form.button(ui, "Update from file…") {
                form.desk.push(Command::UpdateTable(table.id));
            }
            if ui.button("Locate file…").clicked() {
                form.desk.push(Command::LocateTable(table.id));
            }
        });
    });
}

fn reading_ui(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    table: &EventTable,
    rows: Option<&LoadedTable>,
) {
    Section::new("Read as").show(ui);
    let profile = match table.mapping.profile.as_str() {
        "" => "Your own mapping",
        profile => profile,
    };
    field_text_row(ui, "Profile", profile);
    field_text_row(ui, "Format", &format_in_words(table));
    if let Some(rows) = rows {
        let covered = facts_of(ui, table, rows).period;
        let covered = covered.map_or_else(|| "No dates".to_owned(), range_words);
        field_text_row(ui, "Covers", &covered);
        let columns = rows.columns.len();
        let named = Slot::all_columns(&table.mapping).len();
        field_text_row(
            ui,
            "Columns",
            &format!("{columns}, {named} of them with a meaning"),
        );
    }
    let title = "Correct what its columns mean…";
    if form.enabled() && link(ui, title, title).clicked() {
        form.desk.push(Command::CorrectTable(table.id));
    }
}

fn format_in_words(table: &EventTable) -> String {
    let layout = &table.layout;
    let format = match &layout.format {
        TableFormat::Delimited { delimiter, .. } => {
            let sign = match delimiter {
                ',' => "commas".to_owned(),
                ';' => "semicolons".to_owned(),
                '\t' => "tabs".to_owned(),
                sign => format!("‘{sign}’"),
            };
            format!("Text with {sign}, {}", layout.encoding)
        }
        TableFormat::Sheet(name) => format!("Sheet ‘{name}’"),
        TableFormat::Json(_) => "JSON".to_owned(),
        TableFormat::JsonLines => "JSON lines".to_owned(),
    };
    match &layout.entry {
        Some(entry) => format!("{format}, {entry}"),
        None => format,
    }
}

/// From the first to the last day of any row.
fn period(rows: &LoadedTable) -> Option<DayRange> {
    let dated = || rows.days.first.iter().zip(&rows.days.more);
    let dated = || dated().filter(|(first, _)| **first != RowDays::UNDATED);
    let first = dated().map(|(first, _)| *first).min()?;
    let last = dated()
        .map(|(first, more)| first.saturating_add(i32::try_from(*more).unwrap_or(i32::MAX)))
        .max()?;
    DayRange::new(Day::from_number(first), Day::from_number(last))
}

/// So many kinds are shown in the form; the mapping holds the others.
const MOST_KINDS: usize = 30;

/// The native types of the table and what they mean here.
fn kinds_ui(ui: &mut Ui, form: &mut Form<'_, '_>, table: &EventTable, rows: &LoadedTable) {
    let facts = facts_of(ui, table, rows);
    let counts: Vec<_> = facts.kinds.iter().filter(|(code, _)| *code != 0).collect();
    Section::new("Kinds").count(counts.len()).show(ui);
    if counts.is_empty() {
        hint_line(ui, "No column says what kind of event a row is.");
        return;
    }
    let project = form.desk.snapshot.project();
    let own = (String::new(), "Its own name".to_owned());
    let names = kinds_in_order(project);
    let names = names
        .iter()
        .map(|kind| (kind.name.clone(), kind.name.clone()));
    let mut entries: Vec<(String, String)> = std::iter::once(own).chain(names).collect();
    for value in &table.mapping.kind.values {
        if !entries.iter().any(|(name, _)| *name == value.kind) {
            entries.push((value.kind.clone(), value.kind.clone()));
        }
    }
    for (code, count) in counts.iter().take(MOST_KINDS) {
        let native = rows.kind.dictionary.text(*code);
        ui.push_id(native, |ui| {
            kind_row(ui, form, (table, &entries), (native, *count));
        });
    }
    if counts.len() > MOST_KINDS {
        let more = counts.len() - MOST_KINDS;
        hint_line(ui, &format!("and {more} more, in the mapping"));
    }
}

/// What all rows together give.
struct Facts {
    /// From the first to the last day.
    period: Option<DayRange>,
    /// How often each kind stands there.
    kinds: Vec<(u32, u32)>,
}

/// What all rows together give, worked out once for all frames.
fn facts_of(ui: &Ui, table: &EventTable, rows: &LoadedTable) -> Arc<Facts> {
    type Kept = (usize, Arc<Facts>);
    let id = Id::unique(("facts of table", table.id));
    // The days lie elsewhere in memory once the table was read anew.
    let place = rows.days.first.as_ptr() as usize;
    let kept: Option<Kept> = ui.data(|data| data.get_temp(id));
    if let Some((_, facts)) = kept.filter(|(at, _)| *at == place) {
        return facts;
    }
    let facts = Arc::new(Facts {
        period: period(rows),
        kinds: kind_counts(rows),
    });
    ui.data_mut(|data| data.insert_temp::<Kept>(id, (place, Arc::clone(&facts))));
    facts
}

fn kind_row(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    (table, entries): (&EventTable, &[(String, String)]),
    (native, count): (&str, u32),
) {
    let mut values = table.mapping.kind.values.iter();
    let value = values.find(|value| value.value == native).cloned();
    let value = value.unwrap_or_else(|| KindValue {
        value: native.to_owned(),
        ..KindValue::default()
    });
    let name = match value.label.as_str() {
        "" => native.to_owned(),
        label => format!("{native} · {label}"),
    };
    let number = grouped(count.into());
    hint_line(ui, &format!("{name}  ({number})"));
    let chosen = [value.kind.clone()];
    let picked = form.picked(
        ui,
        &format!("Kind of {native}"),
        &Offer::one(entries, &chosen).or_new(),
    );
    let (kind, new) = match picked {
        Some(Picked::Chosen(kind)) if kind != value.kind => (kind, false),
        Some(Picked::New(kind)) => (kind, true),
        _ => return,
    };
    let mut kinds = form.desk.snapshot.project().kinds.values();
    let known = kinds.find(|it| it.name == kind);
    let family = known.map_or(value.family, |kind| kind.family);
    change_kind(
        form,
        table,
        KindValue {
            kind,
            family,
            ..value
        },
        new,
    );
}

fn change_kind(form: &mut Form<'_, '_>, table: &EventTable, value: KindValue, new: bool) {
    let new_kinds: Vec<(String, Family)> = match new {
        true => vec![(sentence(&value.kind), value.family)],
        false => Vec::new(),
    };
    let kind = new_kinds.first().map(|(name, _)| name.clone());
    let value = KindValue {
        kind: kind.unwrap_or_else(|| value.kind.clone()),
        ..value
    };
    let mut mapping = table.mapping.clone();
    let values = &mut mapping.kind.values;
    match values.iter_mut().find(|it| it.value == value.value) {
        Some(there) => *there = value,
        None => values.push(value),
    }
    let reading = TableReading {
        layout: table.layout.clone(),
        mapping,
        new_kinds,
    };
    form.edit(Verb::CorrectTable(table.id, Box::new(reading)));
}
