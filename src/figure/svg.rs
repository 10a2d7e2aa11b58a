//! A scene as SVG: real text, escaped, with a title and a description for those who cannot see it.
//!
//! In: a scene and how it is written. Out: one self-contained document without scripts or
//! references; the faces it is set in are part of it.

use super::embedded::woffs;
use super::lettering::{Lettering, Run, is_leftwards};
use super::mark::{Outline, outline};
use super::metrics::Weight;
use super::outlet::How;
use super::pattern::{DASH, Pattern};
use super::scene::{Anchor, Colour, Item, Paint, Rect, Scene, Stroke, Text};
use super::theme::Theme;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The families asked for, in order.
const FAMILIES: &str = "Inter, 'Noto Naskh Arabic', 'Noto Sans Symbols 2', 'Noto Sans Symbols', \
                        'Noto Emoji', 'Noto Serif', sans-serif";

/// The document; text is UTF-8, lengths are in points written as pixels.
pub fn svg(scene: &Scene, how: &How) -> String {
    let theme = how.theme;
    let mut writer = Writer {
        theme,
        out: String::new(),
        defs: BTreeMap::new(),
    };
    let body = writer.body(scene);
    let (width, height) = (number(scene.width), number(scene.height));
    let language = how.language.as_str();
    let mut defs = match how.faces {
        true => faces(scene),
        false => String::new(),
    };
    let mut named: Vec<_> = writer.defs.into_iter().collect();
    named.sort_by_key(|(_, number)| *number);
    for (def, number) in named {
        defs.push_str(&def.replace("id=\"\"", &format!("id=\"d{number}\"")));
        defs.push('\n');
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" lang=\"{language}\" xml:lang=\"{language}\" role=\"img\" \
         aria-labelledby=\"title desc\" font-family=\"{FAMILIES}\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n\
         <defs>\n{defs}</defs>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#{}\"/>\n{body}</svg>\n",
        escaped(&scene.title),
        escaped(&scene.summary),
        theme.pane.hex(),
    )
}

struct Writer<'t> {
    theme: &'t Theme,
    out: String,
    /// Patterns and gradients with an empty id, and the number each is referred to by.
    defs: BTreeMap<String, usize>,
}

impl Writer<'_> {
    /// The items; those of a mark stand in one group with its name.
    fn body(&mut self, scene: &Scene) -> String {
        let mut begins: BTreeMap<usize, &str> = BTreeMap::new();
        let mut ends: BTreeMap<usize, usize> = BTreeMap::new();
        for mark in scene.marks.iter().filter(|mark| !mark.items.is_empty()) {
            begins.insert(mark.items.start, &mark.name);
            ends.insert(mark.items.end, mark.items.start);
        }
        for (number, item) in scene.items.iter().enumerate() {
            if let Some(name) = begins.get(&number) {
                let _ = writeln!(self.out, "<g><title>{}</title>", escaped(name));
            }
            self.item(item);
            if ends.contains_key(&(number + 1)) {
                self.out.push_str("</g>\n");
            }
        }
        std::mem::take(&mut self.out)
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Rect {
                rect,
                radius,
                fill,
                stroke,
            } => self.rect(*rect, *radius, *fill, *stroke),
            Item::Fade {
                rect,
                colour,
                end_alpha,
            } => self.fade(*rect, *colour, *end_alpha),
            Item::Line { from, to, stroke } => {
                let stroke = self.stroke(*stroke);
                let _ = writeln!(
                    self.out,
                    "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"{stroke}/>",
                    number(from.x),
                    number(from.y),
                    number(to.x),
                    number(to.y)
                );
            }
            Item::Shape { .. } => self.shape(item),
            Item::Hatch {
                rect,
                pattern,
                colour,
                gap,
                width,
            } => self.hatch(
                *rect,
                &tile(*pattern, *gap, *width),
                *gap,
                Stroke {
                    colour: *colour,
                    width: *width,
                    dashed: false,
                },
            ),
            Item::Strip { rect, paint, cells } => self.strip(*rect, *paint, cells),
            Item::Text(text) => self.text(text),
        }
    }

    fn rect(&mut self, rect: Rect, radius: f32, fill: Option<Colour>, stroke: Option<Stroke>) {
        let fill = self.fill(fill);
        let stroke = stroke.map_or_else(String::new, |stroke| self.stroke(stroke));
        let radius = match radius {
            radius if radius > 0.0 => format!(" rx=\"{}\"", number(radius)),
            _ => String::new(),
        };
        let place = place(rect);
        let _ = writeln!(self.out, "<rect{place}{radius}{fill}{stroke}/>");
    }

    fn strip(&mut self, rect: Rect, paint: Paint, cells: &[(f32, f32, f32)]) {
        for (left, right, alpha) in cells {
            let cell = Rect {
                left: *left,
                right: *right,
                ..rect
            };
            self.rect(cell, 0.0, Some(paint.alpha(*alpha)), None);
        }
    }

    fn shape(&mut self, item: &Item) {
        let Item::Shape {
            shape,
            centre,
            radius,
            fill,
            stroke,
        } = item
        else {
            return;
        };
        let paint = self.fill(*fill);
        let line = stroke.map_or_else(String::new, |stroke| self.stroke(stroke));
        let (x, y) = (centre.x, centre.y);
        let _ = match outline(*shape) {
            Outline::Circle(size) => writeln!(
                self.out,
                "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{paint}{line}/>",
                number(x),
                number(y),
                number(size * radius)
            ),
            Outline::Polygon(corners) => {
                let points: Vec<String> = corners
                    .iter()
                    .map(|[a, b]| format!("{},{}", number(x + a * radius), number(y + b * radius)))
                    .collect();
                let points = points.join(" ");
                writeln!(self.out, "<polygon points=\"{points}\"{paint}{line}/>")
            }
        };
    }

    fn hatch(&mut self, rect: Rect, tile: &str, gap: f32, stroke: Stroke) {
        let gap = number(gap);
        let line = self.stroke(stroke);
        let def = format!(
            "<pattern id=\"\" width=\"{gap}\" height=\"{gap}\" patternUnits=\"userSpaceOnUse\">\
             <path d=\"{tile}\" fill=\"none\"{line}/></pattern>"
        );
        self.filled_by(rect, def);
    }

    fn fade(&mut self, rect: Rect, colour: Colour, end_alpha: f32) {
        let hex = colour.paint.rgb(self.theme).hex();
        let def = format!(
            "<linearGradient id=\"\"><stop offset=\"0\" stop-color=\"#{hex}\" \
             stop-opacity=\"{}\"/><stop offset=\"1\" stop-color=\"#{hex}\" \
             stop-opacity=\"{}\"/></linearGradient>",
            number(colour.alpha),
            number(end_alpha)
        );
        self.filled_by(rect, def);
    }

    fn filled_by(&mut self, rect: Rect, def: String) {
        let next = self.defs.len();
        let id = *self.defs.entry(def).or_insert(next);
        let place = place(rect);
        let _ = writeln!(self.out, "<rect{place} fill=\"url(#d{id})\"/>");
    }

    fn text(&mut self, text: &Text) {
        // A line that is read from right to left starts on the right.
        let turned = is_leftwards(&text.text);
        let anchor = match (text.anchor, turned) {
            (Anchor::Start, false) | (Anchor::End, true) => "",
            (Anchor::Middle, _) => " text-anchor=\"middle\"",
            (Anchor::End, false) | (Anchor::Start, true) => " text-anchor=\"end\"",
        };
        let direction = if turned { " direction=\"rtl\"" } else { "" };
        let weight = match text.weight {
            Weight::Regular => "",
            Weight::Strong => " font-weight=\"600\"",
        };
        let long = length(text);
        let _ = writeln!(
            self.out,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{weight}{anchor}{direction}{long} fill=\"#{}\">{}</text>",
            number(text.at.x),
            number(text.baseline()),
            number(text.size),
            text.paint.rgb(self.theme).hex(),
            escaped(&text.text)
        );
    }

    fn fill(&self, fill: Option<Colour>) -> String {
        let Some(colour) = fill else {
            return " fill=\"none\"".to_owned();
        };
        let hex = colour.paint.rgb(self.theme).hex();
        match colour.alpha {
            alpha if alpha >= 1.0 => format!(" fill=\"#{hex}\""),
            alpha => format!(" fill=\"#{hex}\" fill-opacity=\"{}\"", number(alpha)),
        }
    }

    fn stroke(&self, stroke: Stroke) -> String {
        let hex = stroke.colour.paint.rgb(self.theme).hex();
        let mut out = format!(" stroke=\"#{hex}\"");
        if stroke.width != 1.0 {
            let _ = write!(out, " stroke-width=\"{}\"", number(stroke.width));
        }
        if stroke.colour.alpha < 1.0 {
            let _ = write!(out, " stroke-opacity=\"{}\"", number(stroke.colour.alpha));
        }
        if stroke.dashed {
            out.push_str(" stroke-dasharray=\"4 3\"");
        }
        out
    }
}

/// How long a line of words is, for readers that set it in another face: it keeps its place then.
/// Not said of words in faces of other sizes, nor of what is read from right to left, which letters
/// must not be pulled apart in.
fn length(text: &Text) -> String {
    let line = Lettering::new(&text.text, text.weight);
    let plain = |run: &Run| run.rightwards && (run.scale - 1.0).abs() < 1e-3;
    let long = line.width * text.size;
    match line.runs.iter().all(plain) && long > 0.0 {
        true => format!(
            " textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"",
            number(long)
        ),
        false => String::new(),
    }
}

/// The faces of the words, as far as the words need them.
fn faces(scene: &Scene) -> String {
    let lines: Vec<Lettering> = scene
        .texts()
        .map(|text| Lettering::new(&text.text, text.weight))
        .collect();
    let mut out = String::new();
    for (face, woff) in woffs(lines.iter()) {
        let (family, weight) = family(face);
        let _ = writeln!(
            out,
            "@font-face{{font-family:'{family}';font-weight:{weight};\
             src:url(data:font/woff;base64,{}) format('woff')}}",
            BASE64_STANDARD.encode(woff)
        );
    }
    match out.is_empty() {
        true => out,
        false => format!("<style>\n{out}</style>\n"),
    }
}

/// The name of a face's family, and how heavy the face is in it.
fn family(face: &str) -> (&'static str, u32) {
    match face {
        "inter-semibold" => ("Inter", 600),
        "naskh" => ("Noto Naskh Arabic", 400),
        "symbols2" => ("Noto Sans Symbols 2", 400),
        "symbols" => ("Noto Sans Symbols", 400),
        "emoji" => ("Noto Emoji", 400),
        "serif" => ("Noto Serif", 400),
        _ => ("Inter", 400),
    }
}

/// What one tile of a pattern holds, `gap` on each side, so that all of them are the lines of
/// [`Pattern::lines`]. Diagonals begin before the tile and end behind it, as its corners would be
/// missing otherwise.
fn tile(pattern: Pattern, gap: f32, width: f32) -> String {
    let (g, half) = (number(gap), number(gap / 2.0));
    let (less, more) = (number(gap - 1.0), number(gap + 1.0));
    let rising = format!("M-1,1 l2,-2 M0,{g} L{g},0 M{less},{more} l2,-2");
    let falling = format!("M-1,{less} l2,2 M0,0 L{g},{g} M{less},-1 l2,2");
    let level = format!("M0,{half} H{g}");
    let upright = format!("M{half},0 V{g}");
    let (begin, long) = (number(gap * (1.0 - DASH) / 2.0), number(gap * DASH));
    let dash = || format!("M{begin},{half} h{long}");
    match pattern {
        Pattern::Rising => rising,
        Pattern::Crossed => format!("{rising} {falling}"),
        Pattern::Level => level,
        Pattern::Upright => upright,
        Pattern::Grid => format!("{level} {upright}"),
        Pattern::Dashes => dash(),
        Pattern::Pluses => format!("{} M{half},{begin} v{long}", dash()),
        Pattern::Dots => format!("M{},{half} h{}", number((gap - width) / 2.0), number(width)),
    }
}

fn place(rect: Rect) -> String {
    format!(
        " x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        number(rect.left),
        number(rect.top),
        number(rect.width().max(0.0)),
        number(rect.height().max(0.0))
    )
}

/// A length with up to two decimals.
fn number(value: f32) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

/// Text between tags: markup is escaped, characters XML does not allow are replaced.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(letter),
        }
    }
    out
}
