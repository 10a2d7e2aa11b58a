//! The window with the founding project and a table in it.

use crate::support::window::{Setup, Window};
use egui::Theme;
use egui_kittest::kittest::Queryable as _;
use std::path::{Path, PathBuf};
use tightrope::model::id::TableId;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::Command;

/// A window with room for everything.
pub const WIDE: [f32; 2] = [1440.0, 900.0];

/// The columns of incidents made for tests: those of UCDP GED, and one of nobody.
pub const HEAD: &str = "id,type_of_violence,side_a,side_b,where_coordinates,adm_2,adm_1,country,latitude,longitude,date_start,date_end,date_prec,best,low,high,deaths_a,deaths_b,deaths_civilians,deaths_unknown,source_office,source_article,source_headline,source_original,spare\n";

/// The window of this size in this theme, with a file of this name added as a table.
pub fn opened(size: [f32; 2], theme: Theme, (name, bytes): (&str, &[u8])) -> (Window, TableId) {
    let mut window = Setup {
        size: size.into(),
        theme,
        ..Setup::of_ada()
    }
    .open();
    window.ask(Command::Do(match theme {
        Theme::Light => Action::LightTheme,
        Theme::Dark => Action::DarkTheme,
    }));
    let path: PathBuf = Path::new("/desk").join(name);
    window.files.put(&path, bytes.to_vec());
    window.ask(Command::Do(Action::OpenSample));
    window.ask(Command::AddTables(vec![path]));
    let id = window.project().tables.keys().next().copied();
    let id = id.unwrap_or_else(|| panic!("no table: {:?}", window.said()));
    (window, id)
}

/// Whether something on the screen has these words in its name.
pub fn says(window: &Window, words: &str) -> bool {
    let nodes = window.harness.query_all_by_label_contains(words);
    nodes.count() > 0
}
