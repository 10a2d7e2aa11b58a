//! The review of a new version while it is open: where each thing stands so far, and what a
//! person has decided. Knows no screen.

use crate::analysis::reanchor::plan::{Item, Occupant, Plan, Tally};
use crate::analysis::reanchor::{Doubt, Fate};
use crate::analysis::segments::{next_word, previous_word, word_at};
use crate::document::verbs::versions::{NewVersion, PlacedAnnotation};
use crate::ingest::Ingested;
use crate::model::project::Project;
use crate::model::spans::joined;
use crate::model::text::TextSpan;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The groups of the list, from top to bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// A person has to say.
    Review,
    /// The words moved, or others around them changed.
    Moved,
    /// Nothing changed.
    Exact,
}

impl Group {
    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Review => "Needs review",
            Self::Moved => "Moved",
            Self::Exact => "Exact",
        }
    }

    /// The group of a fate.
    pub fn of(fate: Fate) -> Self {
        match fate {
            Fate::Review(_) => Self::Review,
            Fate::Surroundings | Fate::Elsewhere => Self::Moved,
            Fate::Exact => Self::Exact,
        }
    }
}

/// What a person decided about one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It stands here.
    Here(Vec<TextSpan>),
    /// It stays with the old version.
    Stays,
}

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The heading of a group with the number of its members.
    Heading(Group, usize),
    /// A thing, by its number in the plan.
    Item(usize),
}

/// The words being chosen in the new text: where the choice began and where it has got to, in
/// bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choosing {
    /// Where it began.
    pub anchor: usize,
    /// Where it has got to.
    pub head: usize,
}

/// An open review.
#[derive(Clone, Debug)]
pub struct Review {
    /// The new text and where it came from.
    pub read: Ingested,
    /// What becomes of everything.
    pub plan: Arc<Plan>,
    decisions: BTreeMap<Occupant, Decision>,
    tally: Tally,
    /// How many decisions are about things that need review.
    decided: usize,
    rows: Vec<Row>,
    /// The place of the selected thing among the rows.
    at: usize,
    /// The candidate that is shown of the selected thing.
    shown: usize,
    choosing: Option<Choosing>,
    /// Counts the moves of the selection, so that the texts follow each once.
    moves: u64,
}

impl Review {
    /// A review of a plan. Decisions of an earlier review of the same text are kept.
    pub fn new(read: Ingested, plan: Arc<Plan>, earlier: Option<Self>) -> Self {
        let earlier = earlier.filter(|it| it.read == read && it.plan.source == plan.source);
        let selected = earlier.as_ref().and_then(|it| Some(it.item()?.what));
        let rows = rows(&plan);
        let is_selected = |row: &Row| match row {
            Row::Item(at) => plan.items.get(*at).map(|item| item.what) == selected,
            Row::Heading(..) => false,
        };
        let first = || rows.iter().position(|row| matches!(row, Row::Item(_)));
        let kept = selected.and_then(|_| rows.iter().position(is_selected));
        let mut decisions = earlier.map(|it| it.decisions).unwrap_or_default();
        let open: BTreeMap<Occupant, bool> = plan
            .items
            .iter()
            .filter(|item| decisions.contains_key(&item.what))
            .map(|item| (item.what, item.placing.needs_review()))
            .collect();
        decisions.retain(|what, _| open.contains_key(what));
        Self {
            at: kept.or_else(first).unwrap_or(0),
            moves: 1,
            tally: plan.tally(),
            decided: open.values().filter(|needs| **needs).count(),
            decisions,
            shown: 0,
            choosing: None,
            read,
            plan,
            rows,
        }
    }

    /// The rows of the list.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The row of the selected thing.
    pub fn at(&self) -> usize {
        self.at
    }

    /// How often the selection has moved.
    pub fn moves(&self) -> u64 {
        self.moves
    }

    /// The selected thing; none where nothing stands in the source.
    pub fn item(&self) -> Option<&Item> {
        match self.rows.get(self.at)? {
            Row::Item(at) => self.plan.items.get(*at),
            Row::Heading(..) => None,
        }
    }

    /// What was decided about a thing.
    pub fn decision(&self, what: Occupant) -> Option<&Decision> {
        self.decisions.get(&what)
    }

    /// How many things that need review were decided.
    pub fn decided(&self) -> usize {
        self.decided
    }

    /// How many things have which fate.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// Notes a decision about the selected thing, or takes it back.
    fn decide(&mut self, decision: Option<Decision>) {
        let Some(item) = self.item() else { return };
        let (what, counts) = (item.what, usize::from(item.placing.needs_review()));
        let before = match decision {
            Some(decision) => {
                self.decided += counts;
                self.decisions.insert(what, decision)
            }
            None => self.decisions.remove(&what),
        };
        if before.is_some() {
            self.decided -= counts;
        }
    }

    /// The number of the candidate that is shown.
    pub fn shown(&self) -> usize {
        self.shown
    }

    /// The words being chosen, when a person is at it.
    pub fn choosing(&self) -> Option<Choosing> {
        self.choosing
    }

    /// The places in the new text that are shown for the selected thing: the one decided on, else
    /// the candidate being looked at.
    pub fn shown_places(&self) -> &[TextSpan] {
        let Some(item) = self.item() else { return &[] };
        match self.decisions.get(&item.what) {
            Some(Decision::Here(spans)) => spans,
            Some(Decision::Stays) => &[],
            None => {
                let candidate = item.placing.candidates.get(self.shown);
                candidate.map_or(&[], |candidate| &candidate.spans)
            }
        }
    }

    /// Where a thing will stand: by decision, else unless told otherwise; and whether it then
    /// needs review.
    pub fn outcome<'a>(&'a self, item: &'a Item) -> Option<(&'a [TextSpan], bool)> {
        match self.decisions.get(&item.what) {
            Some(Decision::Here(spans)) => Some((spans, false)),
            Some(Decision::Stays) => None,
            None => item.unless_told(),
        }
    }

    /// Selects a row; one step on from a heading.
    pub fn select(&mut self, row: usize) {
        let is_item = |at: usize| matches!(self.rows.get(at), Some(Row::Item(_)));
        if is_item(row) {
            self.at = row;
            self.shown = 0;
            self.choosing = None;
            self.moves += 1;
        }
    }

    /// Selects the thing below or above, past headings.
    pub fn step(&mut self, by: isize) {
        let mut at = self.at;
        while let Some(next) = at.checked_add_signed(by).filter(|at| *at < self.rows.len()) {
            at = next;
            if matches!(self.rows.get(at), Some(Row::Item(_))) {
                self.select(at);
                return;
            }
        }
    }

    /// Selects the next thing that needs a decision, else the next of all.
    fn go_on(&mut self) {
        let open = |row: &Row| match row {
            Row::Item(at) => self.plan.items.get(*at).is_some_and(|item| {
                item.placing.needs_review() && !self.decisions.contains_key(&item.what)
            }),
            Row::Heading(..) => false,
        };
        let behind = self.rows.iter().skip(self.at + 1).position(open);
        match behind.map(|steps| self.at + 1 + steps) {
            Some(row) => self.select(row),
            None => self.step(1),
        }
    }

    /// Shows another candidate of the selected thing, and takes back what was decided about it.
    pub fn other_place(&mut self, by: isize) {
        let count = self.item().map_or(0, |item| item.placing.candidates.len());
        if count == 0 {
            return;
        }
        self.decide(None);
        self.choosing = None;
        let next = self.shown as isize + by;
        self.shown = next.rem_euclid(count as isize) as usize;
        self.moves += 1;
    }

    /// Accepts the words that are chosen, else the candidate that is shown.
    pub fn accept(&mut self) {
        let chosen = match self.choosing.take() {
            Some(choosing) => TextSpan::from_range(ordered(choosing)).map(|span| vec![span]),
            None => Some(self.shown_places().to_vec()).filter(|spans| !spans.is_empty()),
        };
        if let Some(spans) = chosen {
            self.decide(Some(Decision::Here(spans)));
            self.go_on();
        }
    }

    /// Leaves the selected thing with the old version.
    pub fn leave(&mut self) {
        self.choosing = None;
        self.decide(Some(Decision::Stays));
        self.go_on();
    }

    /// Begins to choose words: those of the place that is shown, else the first word from `near`.
    pub fn begin_choosing(&mut self, near: usize) {
        if self.item().is_none() {
            return;
        }
        let hull = match self.shown_places() {
            [] => word_at(self.text(), near),
            [first, rest @ ..] => rest.iter().fold(*first, |hull, it| hull.hull(*it)).range(),
        };
        self.choosing = Some(Choosing {
            anchor: hull.start,
            head: hull.end,
        });
        self.moves += 1;
    }

    /// Chooses these words.
    pub fn choose(&mut self, choosing: Choosing) {
        if self.item().is_some() {
            self.choosing = Some(choosing);
        }
    }

    /// Stops choosing words.
    pub fn stop_choosing(&mut self) {
        self.choosing = None;
    }

    /// Moves the choice to the next or previous word; with `extend` only its end moves.
    pub fn move_choice(&mut self, forward: bool, extend: bool) {
        let Some(now) = self.choosing else { return };
        let text = self.text();
        let next = match (forward, extend) {
            (true, true) => Choosing {
                head: word_at(text, next_word(text, now.head)).end.max(now.head),
                ..now
            },
            (false, true) => Choosing {
                head: before(text, now.head),
                ..now
            },
            (true, false) => of_word(text, next_word(text, ordered(now).start)),
            (false, false) => of_word(text, previous_word(text, ordered(now).start)),
        };
        if next.anchor != next.head {
            self.choosing = Some(next);
            self.moves += 1;
        }
    }

    fn text(&self) -> &str {
        self.read.text.as_str()
    }

    /// Everything in the place it is to stand in.
    pub fn version(&self, project: &Project) -> NewVersion {
        let mut version = NewVersion {
            text: self.read.text.sha(),
            original: self.read.original.clone(),
            annotations: Vec::new(),
            anchors: Vec::new(),
            boilerplate: Vec::new(),
        };
        for item in &self.plan.items {
            let Some((spans, needs_review)) = self.outcome(item) else {
                continue;
            };
            match item.what {
                Occupant::Annotation(id) => {
                    let found = project.annotations.get(&id);
                    version
                        .annotations
                        .extend(found.map(|annotation| PlacedAnnotation {
                            id,
                            mentions: self.plan.mentions(annotation, spans),
                            spans: spans.to_vec(),
                            needs_review,
                        }));
                }
                Occupant::Anchor(id) => {
                    let first = spans.first().copied();
                    let hull = first.map(|first| spans.iter().fold(first, |a, b| a.hull(*b)));
                    version.anchors.extend(hull.map(|span| (id, span)));
                }
                Occupant::Boilerplate(_) => version.boilerplate.extend(spans),
            }
        }
        // Two stretches may have found the same place.
        version.boilerplate = joined(version.boilerplate);
        version
    }
}

/// The bytes of a choice, whichever way it was made.
pub fn ordered(choosing: Choosing) -> std::ops::Range<usize> {
    choosing.anchor.min(choosing.head)..choosing.anchor.max(choosing.head)
}

fn of_word(text: &str, at: usize) -> Choosing {
    let word = word_at(text, at);
    Choosing {
        anchor: word.start,
        head: word.end,
    }
}

/// The end of the word before the one that ends at `head`.
fn before(text: &str, head: usize) -> usize {
    let start = previous_word(text, head);
    let end = word_at(text, previous_word(text, start)).end;
    if end < head { end } else { start }
}

fn rows(plan: &Plan) -> Vec<Row> {
    let mut grouped: BTreeMap<Group, Vec<usize>> = BTreeMap::new();
    for (at, item) in plan.items.iter().enumerate() {
        let group = Group::of(item.placing.fate);
        grouped.entry(group).or_default().push(at);
    }
    let mut rows = Vec::with_capacity(plan.items.len() + grouped.len());
    for (group, members) in grouped {
        rows.push(Row::Heading(group, members.len()));
        rows.extend(members.into_iter().map(Row::Item));
    }
    rows
}

/// What became of a thing, in plain words, and why a person is asked.
pub fn fate_in_words(item: &Item) -> String {
    let percent = |at: usize| {
        let score = item.placing.candidates.get(at).map_or(0.0, |it| it.score);
        (score * 100.0).round() as u32
    };
    let count = item.placing.candidates.len();
    match item.placing.fate {
        Fate::Exact => "The same words, among the same words.".to_owned(),
        Fate::Surroundings => "The same words; others around them were edited.".to_owned(),
        Fate::Elsewhere => "The same words, elsewhere in the text.".to_owned(),
        Fate::Review(Doubt::Edited) if count == 0 => {
            "Its parts stand in another order now.".to_owned()
        }
        Fate::Review(Doubt::Edited) => {
            format!(
                "Its words were edited; the best place agrees to {} %.",
                percent(0)
            )
        }
        Fate::Review(Doubt::Several) => {
            format!("Its words fit {count} places alike.")
        }
        Fate::Review(Doubt::Few) => {
            "Its words stand once, but among others: too few to be sure.".to_owned()
        }
        Fate::Review(Doubt::Gone) => "Nothing like it is left.".to_owned(),
        Fate::Review(Doubt::Unsettled) => "It needed review in the old text already.".to_owned(),
    }
}

/// The same in a word or two, for the list.
pub fn fate_in_short(item: &Item) -> String {
    let best = item.placing.candidates.first();
    match item.placing.fate {
        Fate::Exact => String::new(),
        Fate::Surroundings => "around it".to_owned(),
        Fate::Elsewhere => "elsewhere".to_owned(),
        Fate::Review(Doubt::Several) => format!("{} places", item.placing.candidates.len()),
        Fate::Review(Doubt::Few) => "too few".to_owned(),
        Fate::Review(Doubt::Gone) => "gone".to_owned(),
        Fate::Review(Doubt::Edited | Doubt::Unsettled) => best.map_or_else(
            || "edited".to_owned(),
            |best| format!("{:.0} %", best.score * 100.0),
        ),
    }
}
