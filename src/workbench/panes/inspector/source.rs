//! The form of a source: what it is, how far to trust it, what it can speak about.

use super::event::row_of;
use super::form::{Form, hint_line, link};
use super::{made_line, names};
use crate::ingest::{Charset, Reading};
use crate::model::codebook::Family;
use crate::model::id::SourceId;
use crate::model::source::{ArabicStyle, ReadingStatus, Reliability, Source, Taken};
use crate::workbench::command::Command;
use crate::workbench::fields::Field;
use crate::workbench::panes::Desk;
use crate::workbench::panes::words::{counted, grouped, sentence};
use crate::workbench::run::{has_encoding, is_web_page, reading_of};
use crate::workbench::typesetting::{arabic_style, holds_arabic};
use crate::workbench::verb::Verb;
use crate::workbench::widgets::{Section, field_row, field_text_row};
use egui::Ui;

/// Draws the form.
pub(super) fn source_ui(ui: &mut Ui, desk: &mut Desk<'_>, id: SourceId) {
    let Some(source) = desk.snapshot.project().sources.get(&id).cloned() else {
        return;
    };
    let form = &mut Form::new(desk, id);
    form.title(ui, "Title", &source.title);
    counts_ui(ui, form, id);
    if link(ui, "Open in the reader", "Open in the reader").clicked() {
        form.desk.push(Command::Read(id));
    }
    about_ui(ui, form, &source);
    trust_ui(ui, form, &source);
    coverage_ui(ui, form, &source);
    original_ui(ui, form, &source);
    Section::new("Memo").show(ui);
    form.memo(ui, Field::Memo, ("Memo", &source.memo), 3);
    made_line(ui, form, source.made);
    ui.add_space(8.0);
    if form.button(ui, "Delete source") {
        form.edit(Verb::Delete(id.into()));
    }
}

fn counts_ui(ui: &mut Ui, form: &Form<'_, '_>, id: SourceId) {
    let derived = form.desk.derived;
    let annotations = derived.usage().annotations(id) as usize;
    let reported = || {
        derived
            .events()
            .iter()
            .filter(|facts| facts.sources.contains(&id))
    };
    let incidents = reported()
        .filter(|facts| facts.family() == Family::Incident)
        .count();
    let events = reported().count();
    hint_line(
        ui,
        &format!(
            "{} · {}, of these {}",
            counted(annotations, "annotation", "annotations"),
            counted(events, "event", "events"),
            counted(incidents, "incident", "incidents"),
        ),
    );
}

fn about_ui(ui: &mut Ui, form: &mut Form<'_, '_>, source: &Source) {
    Section::new("About").show(ui);
    form.text_row(ui, "Author", Field::Author, ("Author", &source.author));
    form.text_row(
        ui,
        "Publisher",
        Field::Publisher,
        ("Publisher", &source.publisher),
    );
    form.hinted_row(
        ui,
        "Language",
        Field::Language,
        ("Language", &source.language),
        "en, ur, ps…",
    );
    arabic_ui(ui, form, source);
    form.date_row(
        ui,
        "Published",
        Field::Published,
        "Published",
        source.published.as_ref(),
    );
    let status = row_of(
        ui,
        form,
        ("Reading", "Reading status"),
        &ReadingStatus::ALL,
        ReadingStatus::in_words,
        source.status,
    );
    if let Some(status) = status {
        replace(form, source, "reading status", |source| {
            source.status = status;
        });
    }
}

/// How Arabic script is read, where the text has some.
fn arabic_ui(ui: &mut Ui, form: &mut Form<'_, '_>, source: &Source) {
    let text = form.desk.snapshot.project().texts.get(&source.text);
    let Some(text) = text.filter(|text| holds_arabic(text.as_str())) else {
        return;
    };
    let unasked = Source {
        arabic_style: None,
        ..source.clone()
    };
    let own = arabic_style(&unasked, text.as_str()).in_words();
    let by_language = (None, format!("By language ({own})"));
    let styles = ArabicStyle::ALL.map(|style| (Some(style), style.in_words().to_owned()));
    let entries: Vec<_> = [by_language].into_iter().chain(styles).collect();
    let chosen = form.choice_row(
        ui,
        "Arabic script",
        "Arabic script",
        &entries,
        &source.arabic_style,
    );
    if let Some(style) = chosen {
        replace(form, source, "style of Arabic script", |source| {
            source.arabic_style = style;
        });
    }
}

fn trust_ui(ui: &mut Ui, form: &mut Form<'_, '_>, source: &Source) {
    Section::new("Trust").show(ui);
    let grades =
        Reliability::ALL.map(|it| (it, format!("{} {}", it.letter(), sentence(it.in_words()))));
    if let Some(grade) = form.choice_row(
        ui,
        "Reliability",
        "Reliability",
        &grades,
        &source.reliability,
    ) {
        replace(form, source, "reliability", |source| {
            source.reliability = grade;
        });
    }
    let project = form.desk.snapshot.project();
    let sources = names::sources_or(ui, project, "Nothing");
    let others: Vec<_> = sources
        .iter()
        .filter(|(id, _)| *id != Some(source.id))
        .cloned()
        .collect();
    if let Some(from) =
        form.choice_row(ui, "Repeats", "Derived from", &others, &source.derived_from)
    {
        replace(form, source, "origin", |source| source.derived_from = from);
    }
    if let Some(newer) = form.desk.snapshot.newer_version(source.id).cloned() {
        field_row(ui, "Replaced by", |ui| {
            form.link(ui, &newer.title, "Replaced by", newer.id.into());
        });
    }
    if let Some(id) = source.supersedes {
        let title = project
            .sources
            .get(&id)
            .map_or("", |source| source.title.as_str());
        field_row(ui, "Replaces", |ui| {
            form.link(ui, title, "Replaces", id.into());
        });
    }
}

fn coverage_ui(ui: &mut Ui, form: &mut Form<'_, '_>, source: &Source) {
    Section::new("Coverage").show(ui);
    let coverage = source.coverage.as_ref();
    form.date_row(
        ui,
        "Speaks about",
        Field::Coverage,
        "Period covered",
        coverage.map(|it| &it.period),
    );
    match coverage {
        Some(coverage) => form.hinted_row(
            ui,
            "Because",
            Field::CoverageReason,
            ("Reason for coverage", &coverage.reason),
            "why it can know",
        ),
        None => hint_line(
            ui,
            "Charts hatch what no source covers, instead of drawing zero.",
        ),
    }
    let stretches = source.boilerplate.len();
    if stretches > 0 {
        field_text_row(
            ui,
            "Boilerplate",
            &counted(stretches, "stretch", "stretches"),
        );
        if form.quiet_button(ui, "Clear boilerplate", "Clear boilerplate") {
            replace(form, source, "boilerplate", |source| {
                source.boilerplate.clear();
            });
        }
    }
}

fn original_ui(ui: &mut Ui, form: &mut Form<'_, '_>, source: &Source) {
    Section::new("Original file").show(ui);
    let original = &source.original;
    field_text_row(ui, "Name", &original.name);
    field_text_row(ui, "Size", &format!("{} bytes", grouped(original.bytes)));
    read_as_ui(ui, form, source);
    sha_ui(ui, &original.sha.to_string());
}

/// The SHA-256 of a file, cut short; a click copies all of it.
pub(super) fn sha_ui(ui: &mut Ui, sha: &str) {
    field_row(ui, "SHA-256", |ui| {
        let short: String = sha.chars().take(12).collect();
        let button = egui::Button::new(crate::workbench::theme::number(format!("{short}…")))
            .frame_when_inactive(false);
        // Its words, not its frame, stand under those of the rows above.
        let row = ui.horizontal(|ui| {
            ui.add_space(-ui.spacing().button_padding.x);
            ui.add(button)
        });
        let response = row.inner;
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, "Copy SHA-256")
        });
        if response.clicked() {
            ui.copy_text(sha.to_owned());
        }
        response.on_hover_text(format!("{sha}\nClick to copy"));
    });
}

/// How the file was read, and the ways to read it otherwise.
fn read_as_ui(ui: &mut Ui, form: &mut Form<'_, '_>, source: &Source) {
    let now = reading_of(source);
    if !has_encoding(source) {
        field_text_row(ui, "Read as", &source.original.encoding);
        return;
    }
    let offered = Charset::offered().map(|(it, texts)| (it, format!("{} · {texts}", it.name())));
    let mut encodings: Vec<_> = offered.map(|(it, name)| (Some(it), name)).collect();
    if !encodings.iter().any(|(it, _)| *it == now.charset) {
        encodings.insert(0, (now.charset, source.original.encoding.clone()));
    }
    let chosen = form.choice_row(ui, "Read as", "Read as", &encodings, &now.charset);
    if let Some(charset) = chosen {
        let reading = Reading { charset, ..now };
        form.desk.push(Command::ReadAgain(source.id, reading));
    }
    if is_web_page(source) {
        let parts = [
            (Some(Taken::Article), "The article".to_owned()),
            (Some(Taken::Whole), "The whole page".to_owned()),
        ];
        if let Some(taken) = form.choice_row(ui, "Taken", "Taken of the page", &parts, &now.taken) {
            let reading = Reading { taken, ..now };
            form.desk.push(Command::ReadAgain(source.id, reading));
        }
    }
}

fn replace(
    form: &mut Form<'_, '_>,
    source: &Source,
    what: &'static str,
    change: impl FnOnce(&mut Source),
) {
    let mut source = source.clone();
    change(&mut source);
    form.replace(source, what);
}
