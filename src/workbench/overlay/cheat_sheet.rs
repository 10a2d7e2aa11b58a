//! The cheat sheet: every shortcut by menu, every key of the text by what it is for.

use super::field_ui;
use crate::workbench::action::{Action, Menu};
use crate::workbench::menu::overlay_heading;
use crate::workbench::panes::editions::KEYS as EDITION_KEYS;
use crate::workbench::panes::find::FIND_KEYS;
use crate::workbench::panes::mapping::KEYS as MAPPING_KEYS;
use crate::workbench::panes::reader::KEY_HELP;
use crate::workbench::panes::reconcile::RECONCILE_KEYS;
use crate::workbench::panes::time::{CHART_KEYS, CHART_MOUSE, LANE_KEYS, OVERVIEW_KEYS};
use crate::workbench::panes::versions::KEYS as REVIEW_KEYS;
use crate::workbench::theme::{body, hint, strong};
use egui::{Align, Label, Layout, ScrollArea, Ui, vec2};

/// Width of the column of keys, in points; longer ones go on in a second line.
const KEYS: f32 = 184.0;
/// The least width of what they do, in points.
const LEAST: f32 = 72.0;
/// Between the keys and what they do, in points.
const GAP: f32 = 12.0;

/// What one key does wherever nothing else answers to it.
const ANYWHERE: &[(&str, &str)] = &[("Escape", "Back to the text")];

/// Keys and what they do, under a heading.
struct Group {
    title: &'static str,
    lines: Vec<(String, &'static str)>,
}

/// Draws the keys that fit what is typed.
pub(super) fn keys_ui(ui: &mut Ui, typed: &mut String) {
    overlay_heading(ui, "Keys", "");
    field_ui(ui, typed, "Find a key");
    ui.add_space(8.0);
    let everywhere = fitting(shortcuts(ui.ctx()), typed);
    let in_text = fitting(reader_keys(), typed);
    let in_panes = fitting(pane_keys(), typed);
    if everywhere.is_empty() && in_text.is_empty() && in_panes.is_empty() {
        ui.label(hint("No key has these letters in what it does."));
    }
    let height = (ui.ctx().content_rect().height() - 220.0).max(200.0);
    // As high as it may be from the first frame on, so that nothing grows under the mouse.
    let area = ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink(false);
    area.show(ui, |ui| {
        ui.columns_const(|[left, right]| {
            column_ui(left, "In the text", &in_text);
            column_ui(right, "Everywhere", &everywhere);
            column_ui(right, "In panes", &in_panes);
        });
    });
}

fn shortcuts(ctx: &egui::Context) -> Vec<Group> {
    let of_menu = |menu: Menu| {
        let own = Action::ALL.iter().map(|action| action.info());
        let keyed = own.filter(|info| info.menu == menu).filter_map(|info| {
            let keys = ctx.format_shortcut(&info.shortcut?);
            Some((keys, info.text))
        });
        Group {
            title: menu.title(),
            lines: keyed.collect(),
        }
    };
    Menu::ALL.into_iter().map(of_menu).collect()
}

fn reader_keys() -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for help in KEY_HELP {
        let line = (help.keys.to_owned(), help.does);
        match groups.last_mut() {
            Some(last) if last.title == help.group => last.lines.push(line),
            _ => groups.push(Group {
                title: help.group,
                lines: vec![line],
            }),
        }
    }
    groups
}

fn pane_keys() -> Vec<Group> {
    [
        ("In every pane", ANYWHERE),
        ("On a chart", &CHART_KEYS),
        ("With the mouse on a chart", &CHART_MOUSE),
        ("On the name of a lane", &LANE_KEYS),
        ("On the overview of time", &OVERVIEW_KEYS),
        ("While finding", FIND_KEYS),
        ("While reconciling", RECONCILE_KEYS),
        ("Review of a new version", &REVIEW_KEYS),
        ("Review of a newer file of a table", &EDITION_KEYS),
        ("What the columns of a table mean", &MAPPING_KEYS),
    ]
    .into_iter()
    .map(|(title, keys)| Group {
        title,
        lines: keys
            .iter()
            .map(|(keys, does)| ((*keys).to_owned(), *does))
            .collect(),
    })
    .collect()
}

/// The lines with these letters in their keys, in what they do, or in their heading.
fn fitting(groups: Vec<Group>, typed: &str) -> Vec<Group> {
    let typed = typed.trim().to_lowercase();
    let fits = |text: &str| text.to_lowercase().contains(&typed);
    let mut groups = groups;
    for group in &mut groups {
        if !fits(group.title) {
            group.lines.retain(|(keys, does)| fits(keys) || fits(does));
        }
    }
    groups.retain(|group| !group.lines.is_empty());
    groups
}

fn column_ui(ui: &mut Ui, title: &str, groups: &[Group]) {
    if groups.is_empty() {
        return;
    }
    ui.label(strong(title));
    for group in groups {
        ui.add_space(8.0);
        ui.label(hint(group.title));
        ui.add_space(2.0);
        for (keys, does) in &group.lines {
            line_ui(ui, keys, does);
        }
    }
}

/// The keys and what they do, in the same two columns under every heading.
fn line_ui(ui: &mut Ui, keys: &str, does: &str) {
    ui.add_space(2.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let rest = (ui.available_width() - KEYS - GAP).max(LEAST);
        cell_ui(ui, KEYS, keys);
        cell_ui(ui, rest, does);
    });
    ui.add_space(2.0);
}

fn cell_ui(ui: &mut Ui, width: f32, words: &str) {
    let size = vec2(width, 0.0);
    ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        ui.add(Label::new(body(words)).wrap());
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_find_keys_by_what_they_do() {
        let found = |typed: &str| -> Vec<String> {
            let groups = fitting(reader_keys(), typed);
            let lines = groups.into_iter().flat_map(|group| group.lines);
            lines.map(|(keys, _)| keys).collect()
        };
        assert_eq!(found("SPLIT"), ["X, Shift+X"]);
        assert_eq!(found("shift+n"), ["N, Shift+N, J, K"]);
        assert_eq!(
            found("go").len(),
            7,
            "five by their heading, two by what they do"
        );
        assert!(found("zzz").is_empty());
        assert_eq!(found("").len(), KEY_HELP.len());
    }
}
