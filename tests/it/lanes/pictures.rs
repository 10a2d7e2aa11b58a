//! Pictures of the lanes: looked at by a person.

use crate::support::pictures::{inked_share, picture};
use crate::support::window::Setup;
use tightrope::model::lanes::LanesBy;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::Command;
use tightrope::workbench::lanes::LaneChange;

#[test]
fn lanes_have_been_looked_at() {
    for (size, theme) in [
        ([1440.0, 900.0], egui::Theme::Light),
        ([1024.0, 700.0], egui::Theme::Dark),
    ] {
        let mut window = Setup::sample(size, theme);
        for by in [LanesBy::Codebook, LanesBy::Actor, LanesBy::Dyad] {
            window.ask(Command::Lanes(LaneChange::By(by)));
            let name = format!("lanes-{by:?}-{theme:?}-{}", size[0]);
            let image = picture(&mut window.harness, &name);
            assert!(inked_share(&image) > 0.02, "{name}");
        }
        window.ask(Command::Lanes(LaneChange::By(LanesBy::Codebook)));
        window.ask(Command::Lanes(LaneChange::Links(true)));
        window.ask(Command::ShowTime(20_000.0, 20_300.0));
        picture(
            &mut window.harness,
            &format!("lanes-links-{theme:?}-{}", size[0]),
        );
        window.ask(Command::Do(Action::FitTime));
        window.click("Lanes of the timeline");
        picture(
            &mut window.harness,
            &format!("lanes-choices-{theme:?}-{}", size[0]),
        );
    }
}
