//! The charts as a figure: its options, its preview, and where it goes. All of it is drawn and
//! counted by jobs.

use crate::figure::outlet::{Format, How};
use crate::figure::raster::Picture;
use crate::figure::wanted::{Charts, Wanted as WantedFigure};
use crate::workbench::app::App;
use crate::workbench::figure_options::FigureOptions;
use crate::workbench::figure_preview::color_image;
use crate::workbench::layout::{self, Pane};
use crate::workbench::notices::Level;
use crate::workbench::outcome::{self, Outcome};
use crate::workbench::overlay::{Overlay, PREVIEW};
use crate::workbench::panes::pairs::{self, ShownTables};
use crate::workbench::panes::time::FigureWork;
use crate::workbench::panes::words::counted;
use egui::Context;
use std::path::Path;
use std::sync::Arc;

/// What is said where there is nothing to draw.
const NOTHING: &str = "There is nothing dated to draw yet";

impl App {
    /// Opens what an export is chosen in.
    pub(in crate::workbench) fn open_figure(&mut self) {
        let options = self.options_in_front();
        match self.figure_shown(options.charts) {
            Some(_) => self.overlay = Overlay::Figure(Box::new(options)),
            None => self.say(Level::Warning, NOTHING),
        }
    }

    /// What was typed and ticked is remembered for the next time.
    pub(in crate::workbench) fn keep_figure_options(&mut self) {
        if let Overlay::Figure(options) = &self.overlay {
            self.figure.options.clone_from(options);
        }
    }

    /// Has the preview drawn anew when something about it has changed; the latest wins.
    pub(in crate::workbench) fn keep_preview(&mut self, ctx: &Context) {
        let Overlay::Figure(options) = &self.overlay else {
            self.figure.forget();
            return;
        };
        let options = (**options).clone();
        let (wanted, how) = match self.figure_asked(&options) {
            Ok(asked) => asked,
            Err(why) => return self.figure.fail(why),
        };
        let Some(version) = self.figure.ask(&wanted, options.theme) else {
            return;
        };
        let Some(work) = self.figure_work(wanted.charts) else {
            return;
        };
        // As sharp as the screen, whatever the scale of the file.
        let pixels = ctx.pixels_per_point();
        let room = PREVIEW.map(|points| points * pixels);
        let how = How {
            scale: f32::MAX,
            ..how
        };
        let job = self.jobs.start("Drawing", move |_| {
            let drawn = work.scene(&wanted).and_then(|scene| {
                let words = format!("{}. {}", scene.title, scene.summary);
                Ok((FigureWork::picture(&scene, &how, room)?, words))
            });
            Outcome::Previewed(version, drawn)
        });
        if let Some(former) = self.figure.start(job) {
            self.jobs.cancel(former);
        }
    }

    /// Writes the charts, in the format the name asks for.
    pub(in crate::workbench) fn export_figure(&mut self, path: &Path) {
        let format = match Format::of_path(path) {
            Ok(format) => format,
            Err(why) => return self.say(Level::Error, format!("Not written: {why}")),
        };
        self.figure.options.format = format;
        let options = self.figure.options.clone();
        let Some((work, wanted, how)) = self.asked_and_work(&options) else {
            return;
        };
        let (files, path) = (Arc::clone(&self.services.files), path.to_owned());
        self.jobs.start("Writing", move |_| {
            let bytes = work.written(&wanted, &how);
            Outcome::Exported(bytes.and_then(|bytes| outcome::export(&*files, &path, &bytes)))
        });
    }

    /// Has the charts drawn for the clipboard.
    pub(in crate::workbench) fn copy_picture(&mut self) {
        let options = self.options_in_front();
        let Some((work, wanted, how)) = self.asked_and_work(&options) else {
            return;
        };
        self.jobs.start("Drawing", move |_| {
            let scene = work.scene(&wanted);
            let any = [f32::INFINITY; 2];
            Outcome::Pictured(scene.and_then(|scene| FigureWork::picture(&scene, &how, any)))
        });
    }

    /// Has the numbers behind the charts put together for the clipboard.
    pub(in crate::workbench) fn copy_numbers(&mut self) {
        let options = self.options_in_front();
        let Some((work, wanted, _)) = self.asked_and_work(&options) else {
            return;
        };
        self.jobs
            .start("Counting", move |_| Outcome::Numbers(work.numbers(&wanted)));
    }

    pub(in crate::workbench) fn take_picture(
        &mut self,
        drawn: Result<Picture, String>,
        ctx: &Context,
    ) {
        match drawn {
            Ok(picture) => {
                ctx.copy_image(color_image(&picture));
                let (width, height) = (picture.width, picture.height);
                let text = format!("Copied: a picture of {width} by {height} pixels");
                self.say(Level::Done, text);
            }
            Err(why) => self.say(Level::Error, format!("Not copied: {why}")),
        }
    }

    pub(in crate::workbench) fn take_numbers(
        &mut self,
        numbers: Result<(String, usize), String>,
        ctx: &Context,
    ) {
        match numbers {
            Ok((text, rows)) => {
                ctx.copy_text(text);
                self.say(
                    Level::Done,
                    format!("Copied: {}", counted(rows, "row", "rows")),
                );
            }
            Err(why) => self.say(Level::Error, format!("Not copied: {why}")),
        }
    }

    /// How a figure is asked for: as in the dialog while that is open, else as was chosen last, with
    /// the charts that are in front.
    fn options_in_front(&self) -> FigureOptions {
        if let Overlay::Figure(options) = &self.overlay {
            return (**options).clone();
        }
        let options = &self.figure.options;
        let is_in_front = |pane| layout::is_in_front(&self.tree, pane);
        let charts = match options.charts {
            of_two if is_in_front(Pane::Time) && of_two.is_of_two() => Charts::default(),
            chosen if is_in_front(Pane::Time) => chosen,
            _ if is_in_front(Pane::Posture) => Charts::Posture,
            _ if is_in_front(Pane::Dyad) => Charts::Dyad,
            chosen => chosen,
        };
        FigureOptions {
            charts,
            ..options.clone()
        }
    }

    /// What these charts show; nothing while nothing is dated.
    fn figure_shown(&self, charts: Charts) -> Option<WantedFigure> {
        let session = &self.open.as_ref()?.session;
        match charts.is_of_two() {
            true => Some(pairs::wanted(charts, session)),
            false => self.charts.wanted(session),
        }
    }

    /// What a figure with these options shows, and how it is written.
    fn figure_asked(&self, options: &FigureOptions) -> Result<(WantedFigure, How), String> {
        let wanted = options.wanted(self.figure_shown(options.charts).ok_or(NOTHING)?)?;
        Ok((wanted, options.how()?))
    }

    fn figure_work(&self, charts: Charts) -> Option<FigureWork> {
        let open = self.open.as_ref()?;
        let (now, derived) = (open.document.snapshot(), &open.derived);
        match charts.is_of_two() {
            true => {
                let shown = ShownTables::new(now, &open.session, &open.tables);
                let tables = (charts == Charts::Dyad).then_some(shown);
                Some(FigureWork::of_two(now, derived, tables))
            }
            false => self.charts.figure_work(now, derived),
        }
    }

    /// The same for a job; what is wrong is said.
    fn asked_and_work(
        &mut self,
        options: &FigureOptions,
    ) -> Option<(FigureWork, WantedFigure, How)> {
        match self.figure_asked(options) {
            Ok((wanted, how)) => Some((self.figure_work(options.charts)?, wanted, how)),
            Err(why) => {
                self.say(Level::Warning, why);
                None
            }
        }
    }
}
