//! What an export of the charts will look like, while somebody chooses how.

use super::figure_options::FigureOptions;
use crate::figure::raster::Picture;
use crate::figure::theme::ThemeName;
use crate::figure::wanted::Wanted;
use crate::jobs::JobId;
use egui::{ColorImage, Context, TextureHandle, TextureOptions};

/// How the charts are exported, and what that will look like.
#[derive(Default)]
pub struct FigureExport {
    /// As somebody chose last.
    pub options: FigureOptions,
    /// What is shown of it.
    pub preview: Preview,
    /// What the preview was last asked for, and which one that was.
    asked: Option<(Wanted, ThemeName)>,
    version: u64,
    job: Option<JobId>,
}

/// The figure in small.
#[derive(Default)]
pub enum Preview {
    /// It is being drawn.
    #[default]
    Waiting,
    /// It is drawn, and says this to those who cannot see it.
    Drawn(TextureHandle, String),
    /// It cannot be drawn.
    Failed(String),
}

impl FigureExport {
    /// The number of a new preview where it is another than the one asked for last.
    pub fn ask(&mut self, wanted: &Wanted, theme: ThemeName) -> Option<u64> {
        let asked = (wanted.clone(), theme);
        if self.asked.as_ref() == Some(&asked) {
            return None;
        }
        self.asked = Some(asked);
        self.version += 1;
        Some(self.version)
    }

    /// The job that draws the preview; the one whose result nobody waits for any more.
    pub fn start(&mut self, job: JobId) -> Option<JobId> {
        self.job.replace(job)
    }

    /// There is nothing to be drawn, and why.
    pub fn fail(&mut self, why: String) {
        self.asked = None;
        self.version += 1;
        self.preview = Preview::Failed(why);
    }

    /// Nobody looks any more.
    pub fn forget(&mut self) {
        if self.asked.take().is_some() || !matches!(self.preview, Preview::Waiting) {
            self.version += 1;
            self.preview = Preview::Waiting;
        }
    }

    /// Takes up what was drawn, if it is what was asked for last.
    pub fn take(&mut self, version: u64, drawn: Result<(Picture, String), String>, ctx: &Context) {
        if version != self.version {
            return;
        }
        self.preview = match drawn {
            Ok((picture, words)) => {
                let image = color_image(&picture);
                let texture = ctx.load_texture("figure", image, TextureOptions::LINEAR);
                Preview::Drawn(texture, words)
            }
            Err(why) => Preview::Failed(why),
        };
    }
}

/// The pixels as egui has them.
pub(super) fn color_image(picture: &Picture) -> ColorImage {
    let size = [picture.width as usize, picture.height as usize];
    ColorImage::from_rgba_unmultiplied(size, &picture.rgba)
}
