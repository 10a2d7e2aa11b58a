//! Every widget and text style once, in both themes: to look at, and to find by name.

use egui::accesskit::Role;
use egui::{CentralPanel, Frame, Margin, Panel, Ui};
use egui_kittest::kittest::Queryable as _;
use tightrope::model::look::{Hue, Shape};
use tightrope::workbench::fonts::Family;
use tightrope::workbench::theme::{self, PANE_MARGIN, READING_SIZE, color, palette};
use tightrope::workbench::widgets::{
    Chip, DraftText, Drafts, ListRow, NumberField, Picker, Section, ShapeIcon, field_row,
    field_text_row,
};

use crate::support::{harness, pictures};

#[derive(Default)]
struct Gallery {
    drafts: Drafts<&'static str>,
}

#[test]
fn the_gallery_shows_every_widget() {
    for (egui_theme, name) in [
        (egui::Theme::Light, "gallery-light"),
        (egui::Theme::Dark, "gallery-dark"),
    ] {
        let mut harness = harness(egui_theme)
            .with_size([1100.0, 900.0])
            .build_ui_state(gallery_ui, Gallery::default());
        harness.state_mut().drafts.refuse(
            "elsewhere",
            "27.8.25".to_owned(),
            "“27.8.25” is not a date. Write 2025-08-27, 2025-08 or 2025.".to_owned(),
        );
        harness.run();
        let image = pictures::picture(&mut harness, name);
        assert!(pictures::inked_share(&image) > 0.02, "{name} is blank");

        for (role, label) in [
            (Role::Heading, "Codebook"),
            (Role::Heading, "When"),
            (Role::ListItem, "Strike"),
            (Role::ListItem, "Walking the line"),
            (Role::Label, "alleged"),
            (Role::Button, "from 2024"),
            (Role::Button, "Remove from 2024"),
            (Role::Button, "Add report…"),
            (Role::Image, "Hexagon"),
            (Role::TextInput, "As written"),
            (Role::TextInput, "Elsewhere"),
            (Role::MultilineTextInput, "Memo"),
            (Role::TextInput, "Killed, low"),
            (Role::ComboBox, "Place"),
            (Role::ComboBox, "Actors"),
        ] {
            harness.get_by_role_and_label(role, label);
        }
        harness.get_by_label("Resolved: [2025-08,2025-09]");

        harness.get_by_label("Place").click();
        harness.run();
        harness.get_by_label("Find in Place").type_text("k");
        harness.run();
        pictures::picture(&mut harness, &format!("{name}-picker"));
        harness.get_by_role_and_label(Role::ListItem, "Add “k”…");
    }
}

fn gallery_ui(ui: &mut Ui, gallery: &mut Gallery) {
    let pane = color(palette(ui).pane);
    let window = ui.content_rect();
    ui.painter()
        .with_clip_rect(window)
        .rect_filled(window, 0.0, color(palette(ui).background));
    Panel::left("lists")
        .exact_size(216.0)
        .resizable(false)
        .frame(Frame::new().fill(ui.visuals().panel_fill))
        .show(ui, lists_ui);
    Panel::right("form")
        .exact_size(320.0)
        .resizable(false)
        .frame(
            Frame::new()
                .fill(ui.visuals().panel_fill)
                .inner_margin(Margin::same(16)),
        )
        .show(ui, |ui| form_ui(ui, gallery));
    CentralPanel::default()
        .frame(Frame::new().fill(pane).inner_margin(Margin::same(32)))
        .show(ui, text_ui);
}

fn lists_ui(ui: &mut Ui) {
    ui.spacing_mut().item_spacing.y = 0.0;
    Section::new("Sources").inset(PANE_MARGIN).show(ui);
    ui.add(
        ListRow::new("Walking the line")
            .trailing("F·53")
            .selected(true),
    );
    ui.add(ListRow::new("Border notes, March").trailing("C·8"));
    ui.add(ListRow::new("A source with a name that does not fit into the pane").trailing("1,204"));
    Section::new("Codebook")
        .inset(PANE_MARGIN)
        .count(13)
        .show(ui);
    let kinds = [
        ("Attack", Shape::Disc, Hue::Rust, "1"),
        ("Strike", Shape::Triangle, Hue::Navy, "4"),
        ("Policy shift", Shape::Diamond, Hue::Violet, "10"),
    ];
    for (name, shape, hue, count) in kinds {
        ui.add(ListRow::new(name).icon(shape, hue).trailing(count));
    }
    for (name, count) in [("Trade", "2"), ("Refugees", "11"), ("Recognition", "2")] {
        ui.add(ListRow::new(name).depth(1).trailing(count));
    }
    ui.add(
        ListRow::new("Diplomacy")
            .icon(Shape::Square, Hue::Teal)
            .trailing("7"),
    );
    ui.add(
        ListRow::new("Claim")
            .icon(Shape::Speech, Hue::Ochre)
            .trailing("7"),
    );
    ui.add(
        ListRow::new("Aid")
            .icon(Shape::Cross, Hue::Slate)
            .trailing("3"),
    );
    ui.add(
        ListRow::new("Protest")
            .icon(Shape::Star, Hue::Rose)
            .trailing("3"),
    );
    ui.add(
        ListRow::new("Border")
            .icon(Shape::Hexagon, Hue::Olive)
            .trailing("3"),
    );
}

fn form_ui(ui: &mut Ui, gallery: &mut Gallery) {
    let drafts = &mut gallery.drafts;
    let strike = palette(ui).hue(Hue::Navy);
    ui.label(theme::title("Air strikes, Nangarhar and Khost"));
    ui.label(theme::body("Strike · Pakistan → Afghanistan").weak());
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        Chip::new("alleged").dashed().border(strike).show(ui);
        Chip::new("contested").show(ui);
        Chip::new("counts as 1").clickable().show(ui);
        Chip::new("from 2024").clickable().closable().show(ui);
    });
    Section::new("When").show(ui);
    field_row(ui, "As written", |ui| {
        DraftText::new("written", "As written", "Last month").show(ui, drafts);
    });
    field_text_row(ui, "Resolved", "[2025-08,2025-09]");
    field_row(ui, "", |ui| {
        ui.label(theme::hint("August or September 2025; two possible nows"));
    });
    field_row(ui, "Elsewhere", |ui| {
        DraftText::new("elsewhere", "Elsewhere", "").show(ui, drafts);
    });
    Section::new("Where and who").show(ui);
    let places = ["Nangarhar", "Khost", "Kabul", "Paktika"];
    let places: Vec<(usize, String)> = places.map(str::to_owned).into_iter().enumerate().collect();
    field_row(ui, "Place", |ui| {
        Picker::new("place", "Place", &places, &[])
            .new_entries()
            .show(ui);
    });
    let actors = ["Pakistan", "Afghan Taliban", "TTP"];
    let actors: Vec<(usize, String)> = actors.map(str::to_owned).into_iter().enumerate().collect();
    field_row(ui, "Actors", |ui| {
        Picker::new("actors", "Actors", &actors, &[0, 1])
            .several()
            .show(ui);
    });
    Section::new("Toll").show(ui);
    field_row(ui, "Killed", |ui| {
        ui.horizontal(|ui| {
            NumberField::new("low", "Killed, low", Some(2))
                .width(58.0)
                .show(ui, drafts);
            NumberField::new("best", "Killed, best", None)
                .width(58.0)
                .show(ui, drafts);
            NumberField::new("high", "Killed, high", None)
                .width(58.0)
                .show(ui, drafts);
        });
        ui.label(theme::hint("“several”, civilians; injured not given"));
    });
    Section::new("Reports").action("Add report…").show(ui);
    for (quote, source) in [
        (
            "“accused Islamabad of air strikes”",
            "Afghan foreign ministry · alleges · F6",
        ),
        (
            "“rejected all of it”",
            "Pakistan foreign ministry · denies · F6",
        ),
    ] {
        theme::card(palette(ui)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(egui::RichText::new(quote).font(Family::Reading.at(13.0)));
            ui.label(theme::hint(source));
        });
    }
    Section::new("Memo").show(ui);
    DraftText::new(
        "memo",
        "Memo",
        "Two ministries, two stories.\nNeither names a day.",
    )
    .lines(3)
    .show(ui, drafts);
    ui.horizontal(|ui| {
        ui.button("Keep").clicked();
        ui.add_enabled(false, egui::Button::new("Discard"));
        ui.checkbox(&mut true, "Counted");
        ui.selectable_label(true, "month").clicked();
    });
}

fn text_ui(ui: &mut Ui) {
    ui.label(egui::RichText::new("Walking the line").font(Family::ReadingBold.at(26.0)));
    ui.label(theme::hint(
        "Commentary, undated. Taken as written around 10–12 October 2025.",
    ));
    ui.add_space(12.0);
    let words = "Last month Afghanistan’s foreign ministry accused Islamabad of air strikes in the \
                 provinces of Nangarhar and Khost and spoke of several dead civilians.";
    ui.label(theme::reading(words, READING_SIZE));
    ui.label(
        egui::RichText::new("Pakistan’s ministry rejected all of it.")
            .font(Family::ReadingItalic.at(READING_SIZE)),
    );
    ui.add_space(12.0);
    ui.label(theme::heading("Heading, 11 points"));
    ui.label(theme::body("Body, 13 points: ß ñ Ж λ → ✓ × ≤"));
    ui.label(egui::RichText::new("Medium, 13 points").font(Family::Medium.at(13.0)));
    ui.label(theme::strong("Strong, 13 points"));
    ui.label(theme::hint("Hint, 12 points"));
    ui.label(theme::number("1,111,111  tabular  2026-01-11"));
    ui.label(theme::number("8,088,088  tabular  2048-08-28"));
    ui.label(theme::reading("In a source: 😀 🔥 ⚔ ☮ ✔ → ≤", READING_SIZE));
    ui.label(egui::RichText::new("طالبان").font(Family::Naskh.at(20.0)));
    ui.label(egui::RichText::new("افغانستان").font(Family::Nastaliq.at(20.0)));
    ui.add_space(12.0);
    for (size, solid) in [(10.0, true), (10.0, false), (20.0, true), (20.0, false)] {
        ui.horizontal(|ui| {
            for (shape, hue) in Shape::ALL.into_iter().zip(Hue::ALL) {
                let name = if size == 10.0 && solid {
                    shape.name()
                } else {
                    "again"
                };
                let icon = ShapeIcon::new(shape, hue, name).size(size);
                ui.add(if solid { icon } else { icon.outlined() });
            }
        });
    }
    for text in [
        ("Refused: the file is locked.", palette(ui).error),
        ("Two dates disagree.", palette(ui).warning),
        ("Every change saved", palette(ui).ok),
    ] {
        ui.label(theme::body(text.0).color(color(text.1)));
    }
}
