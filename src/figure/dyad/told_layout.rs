//! Lays the order of telling over the order of happening, on the time axis of the other charts.

use super::gutter::{MOST_LINES, SMALL};
use super::telling::{Telling, Told};
use crate::figure::frame::Frame;
use crate::figure::ground::NAME_LEFT;
use crate::figure::gutter;
use crate::figure::labels::{Row, capitalised, elided, number_of, range_words};
use crate::figure::metrics::{Metrics, Weight};
use crate::figure::scene::{Anchor, Item, Mark, Paint, Pos, Rect, Scene, Text};
use crate::figure::timeline::heads::NAME_SIZE;

/// The rows of words above the upper axis: how many, and how high each is.
const WORDS: (usize, f32) = (3, 16.0);
/// The upper axis: the text.
const TOLD: f32 = 74.0;
/// The lower axis: events in the order in which they happened.
const HAPPENED: f32 = 134.0;
/// Where the days of the events are.
const DAYS: f32 = 164.0;
/// The height of the whole.
const HEIGHT: f32 = 172.0;
/// A title takes so much of a row of words at the most, and may take so many points of it at least.
const MOST_OF_ROW: f32 = 0.4;
const LEAST_WORDS: f32 = 140.0;
/// From one line of the source's title to the next.
const TITLE_LINE: f32 = 14.0;
/// Marks keep at least so far apart, in points.
const APART: f32 = 28.0;
/// Half the size of a mark.
const RADIUS: f32 = 5.0;
/// The size of words.
const SIZE: f32 = 11.5;

/// An event with its places.
struct Placed<'a> {
    told: &'a Told,
    /// Across, on the upper and on the lower axis.
    above: f32,
    below: f32,
    /// Where its days are.
    day: f32,
}

/// What is taken of the rows of words and of numbers.
struct Rows {
    words: Vec<Row>,
    told: Row,
    happened: Row,
}

/// Lays it out; events out of sight are left out of the picture, and counted.
pub fn layout(telling: &Telling, frame: &Frame, metrics: &dyn Metrics) -> Scene {
    let mut scene = Scene::new(frame.width, HEIGHT);
    let placed = placed(telling, frame);
    scene.title = format!("Order of telling in {}", telling.title);
    let hidden = telling.told.len() - placed.len();
    scene.summary = format!(
        "Order of telling in {}: {}.",
        telling.title,
        words(telling, hidden)
    );
    for y in [TOLD, HAPPENED] {
        scene.paint(Item::Line {
            from: Pos {
                x: frame.axis.left(),
                y,
            },
            to: Pos {
                x: frame.axis.right(),
                y,
            },
            stroke: Paint::Line.stroke(1.0),
        });
    }
    for back in [false, true] {
        let of = placed
            .iter()
            .filter(|it| it.told.back_before.is_some() == back);
        of.for_each(|one| join(&mut scene, one));
    }
    if placed.is_empty() {
        write_nothing(&mut scene, &words(telling, hidden), frame, metrics);
    }
    name(&mut scene, telling, hidden, frame, metrics);
    let mut rows = Rows {
        words: vec![Row::default(); WORDS.0],
        told: Row::default(),
        happened: Row::default(),
    };
    // What goes back has its words before all others.
    let goes_back = |it: &&Placed<'_>| it.told.back_before.is_some();
    let back = placed.iter().filter(goes_back);
    for one in back.chain(placed.iter().filter(|it| !goes_back(it))) {
        mark_told(&mut scene, one, &mut rows, frame, metrics);
        mark_happened(&mut scene, one, &mut rows.happened, metrics);
    }
    scene
}

/// What is told, in words, where so many of its events are out of sight.
fn words(telling: &Telling, hidden: usize) -> String {
    let told = telling.told.len();
    match (told, telling.undated.len()) {
        (0, 0) => "this source tells no event of the two".to_owned(),
        (0, undated) => format!("{} told, none with a date", number_of(undated, "event")),
        _ if hidden == told => format!("{} told, none within these days", number_of(told, "event")),
        _ => format!(
            "{}, {} of them told after something that happened later",
            number_of(told, "event"),
            telling.back()
        ),
    }
}

/// Says between the two axes why there is nothing on them.
fn write_nothing(scene: &mut Scene, words: &str, frame: &Frame, metrics: &dyn Metrics) {
    let room = frame.axis.right() - frame.axis.left();
    let words = elided(&capitalised(words), room, SIZE, Weight::Regular, metrics);
    scene.write(Text {
        at: Pos {
            x: f32::midpoint(frame.axis.left(), frame.axis.right()),
            y: f32::midpoint(TOLD, HAPPENED),
        },
        anchor: Anchor::Middle,
        size: SIZE,
        weight: Weight::Regular,
        paint: Paint::Muted,
        text: words,
    });
}

fn placed<'a>(telling: &'a Telling, frame: &Frame) -> Vec<Placed<'a>> {
    let axis = &frame.axis;
    let (left, right) = (axis.left() + APART / 2.0, axis.right() - APART / 2.0);
    let of_day = |told: &Told| {
        let (begin, end) = axis.span(told.ordered_by);
        f32::midpoint(begin, end)
    };
    let seen = telling.told.iter();
    let seen = seen.filter(|told| (axis.left()..=axis.right()).contains(&of_day(told)));
    let mut out: Vec<Placed<'a>> = seen
        .map(|told| Placed {
            told,
            above: left + (right - left) * (told.offset as f32 / telling.length as f32),
            below: of_day(told),
            day: of_day(told),
        })
        .collect();
    spread(
        out.iter_mut().map(|it| &mut it.above).collect(),
        left,
        right,
    );
    out.sort_by(|a, b| a.day.total_cmp(&b.day).then(a.told.told.cmp(&b.told.told)));
    spread(
        out.iter_mut().map(|it| &mut it.below).collect(),
        left,
        right,
    );
    out.sort_by_key(|it| it.told.told);
    out
}

/// Moves places that are in order as far apart as there is room, and no further than needed.
fn spread(mut places: Vec<&mut f32>, left: f32, right: f32) {
    let gaps = places.len().saturating_sub(1).max(1) as f32;
    let apart = APART.min((right - left) / gaps);
    let mut least = left;
    for place in &mut places {
        **place = place.max(least);
        least = **place + apart;
    }
    let mut most = right;
    for place in places.iter_mut().rev() {
        **place = place.min(most);
        most = **place - apart;
    }
}

/// The line from where an event is told to when it happened; strong where the telling goes back.
fn join(scene: &mut Scene, one: &Placed<'_>) {
    let hue = Paint::Hue(one.told.hue);
    let stroke = match one.told.back_before {
        Some(_) => hue.stroke(2.5),
        None => Paint::Faint.stroke(1.0),
    };
    scene.paint(Item::Line {
        from: Pos {
            x: one.above,
            y: TOLD,
        },
        to: Pos {
            x: one.below,
            y: HAPPENED,
        },
        stroke,
    });
    scene.paint(Item::Line {
        from: Pos {
            x: one.below,
            y: HAPPENED + RADIUS + 14.0,
        },
        to: Pos {
            x: one.day,
            y: DAYS,
        },
        stroke: Paint::Faint.stroke(1.0),
    });
}

fn name(scene: &mut Scene, telling: &Telling, hidden: usize, frame: &Frame, metrics: &dyn Metrics) {
    let room = gutter::room(frame);
    let mut notes = Vec::new();
    notes.extend(
        (!telling.undated.is_empty()).then(|| format!("{} undated", telling.undated.len())),
    );
    notes.extend((hidden > 0).then(|| format!("{hidden} out of sight")));
    let titles = gutter::lines(&telling.title, room, MOST_LINES, SMALL, metrics);
    let titles = titles.into_iter().zip(0_u8..);
    let titles = titles.map(|(text, number)| {
        let y = TOLD + 10.0 + f32::from(number) * TITLE_LINE;
        (y, text, SMALL, Paint::Muted)
    });
    let lines = [
        (
            TOLD - 6.0,
            "Order of telling".to_owned(),
            NAME_SIZE,
            Paint::Ink,
        ),
        (
            HAPPENED - 6.0,
            "As it happened".to_owned(),
            NAME_SIZE,
            Paint::Ink,
        ),
        (HAPPENED + 10.0, notes.join(", "), SMALL, Paint::Muted),
    ];
    for (y, text, size, paint) in lines
        .into_iter()
        .chain(titles)
        .filter(|(_, text, ..)| !text.is_empty())
    {
        scene.write(Text {
            at: Pos { x: NAME_LEFT, y },
            anchor: Anchor::Start,
            size,
            weight: Weight::Regular,
            paint,
            text: elided(&text, room, size, Weight::Regular, metrics),
        });
    }
}

fn mark_told(
    scene: &mut Scene,
    one: &Placed<'_>,
    rows: &mut Rows,
    frame: &Frame,
    metrics: &dyn Metrics,
) {
    let begin = scene.items.len();
    let at = Pos {
        x: one.above,
        y: TOLD,
    };
    paint_shape(scene, one.told, at);
    let number = number(one.told.told.to_string(), (at.x, TOLD - 13.0));
    write_where_free(scene, number, &mut rows.told, metrics);
    let items = begin..scene.items.len();
    let label = label_told(scene, one, &mut rows.words, frame, metrics);
    push_mark(scene, one, at, items, label);
}

/// Its title above its number, in the first row with room.
fn label_told(
    scene: &mut Scene,
    one: &Placed<'_>,
    rows: &mut [Row],
    frame: &Frame,
    metrics: &dyn Metrics,
) -> Option<usize> {
    let across = frame.axis.right() - frame.axis.left();
    let room = (across * MOST_OF_ROW).max(LEAST_WORDS).min(across);
    let text = elided(&one.told.title, room, SIZE, Weight::Regular, metrics);
    let wide = metrics.width(&text, SIZE, Weight::Regular);
    let (left, right) = (frame.axis.left(), frame.axis.right());
    // Over its mark, else from there on, else up to there.
    let places = [
        one.above - wide / 2.0,
        one.above - RADIUS,
        one.above + RADIUS - wide,
    ];
    let places = places.map(|from| from.clamp(left, (right - wide).max(left)));
    let number_of_rows = rows.len();
    let mut all = (0..number_of_rows).flat_map(|number| places.map(|from| (number, from)));
    let (number, from) = all.find(|(number, from)| {
        let row = rows.get(*number);
        row.is_some_and(|row| row.is_free(from - 6.0, from + wide + 6.0))
    })?;
    if let Some(row) = rows.get_mut(number) {
        row.take(from - 6.0, from + wide + 6.0);
    }
    let back = one.told.back_before.is_some();
    Some(scene.write(Text {
        at: Pos {
            x: from,
            y: TOLD - 29.0 - number as f32 * WORDS.1,
        },
        anchor: Anchor::Start,
        size: SIZE,
        weight: Weight::Regular,
        paint: if back { Paint::Ink } else { Paint::Muted },
        text,
    }))
}

fn mark_happened(scene: &mut Scene, one: &Placed<'_>, row: &mut Row, metrics: &dyn Metrics) {
    let begin = scene.items.len();
    let at = Pos {
        x: one.below,
        y: HAPPENED,
    };
    paint_shape(scene, one.told, at);
    let places = match one.told.happened {
        (first, last) if first == last => first.to_string(),
        (first, last) => format!("{first}–{last}"),
    };
    let number = number(places, (at.x, HAPPENED + 13.0));
    write_where_free(scene, number, row, metrics);
    let items = begin..scene.items.len();
    push_mark(scene, one, at, items, None);
}

fn paint_shape(scene: &mut Scene, told: &Told, centre: Pos) {
    scene.paint(Item::Shape {
        shape: told.shape,
        centre,
        radius: RADIUS,
        fill: Some(Paint::Hue(told.hue).solid()),
        stroke: None,
    });
}

fn number(text: String, (x, y): (f32, f32)) -> Text {
    Text {
        at: Pos { x, y },
        anchor: Anchor::Middle,
        size: 10.5,
        weight: Weight::Strong,
        paint: Paint::Ink,
        text,
    }
}

/// Writes a number unless it would touch another one of its row.
fn write_where_free(scene: &mut Scene, number: Text, row: &mut Row, metrics: &dyn Metrics) {
    let rect = number.rect(metrics).grown(1.5);
    if row.is_free(rect.left, rect.right) {
        row.take(rect.left, rect.right);
        scene.write(number);
    }
}

fn push_mark(
    scene: &mut Scene,
    one: &Placed<'_>,
    at: Pos,
    items: std::ops::Range<usize>,
    label: Option<usize>,
) {
    let told = one.told;
    let above = at.y == TOLD;
    let order = told.in_words();
    let order = match above {
        true => order,
        false => order
            .split_once(", ")
            .map_or_else(String::new, |(told, happened)| {
                format!("{happened}, {told}")
            }),
    };
    let mut lines = vec![told.title.clone(), order.clone(), range_words(told.days)];
    if told.by_elsewhere() {
        lines.push(format!(
            "In order by a date told elsewhere: {}",
            range_words(told.ordered_by)
        ));
    }
    lines.extend(Some(told.back_words()).filter(|it| !it.is_empty()));
    scene.marks.push(Mark {
        rect: Rect::at(at.x - 8.0, at.y - 8.0, 16.0, 16.0),
        ids: vec![told.event.into()],
        name: format!("{}: {order}", told.title),
        tooltip: lines.join("\n"),
        items,
        label,
        table: None,
        bar: None,
    });
}
