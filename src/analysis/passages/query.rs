//! What is asked of passages: filters that must all hold, each with alternatives.

use crate::model::edtf::Edtf;
use crate::model::id::{ActorId, CodeId, CoderId, EventId, KindId, PlaceId, RecordId, SourceId};

/// What is asked of passages. Every clause must hold; without any, every passage fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// Each of these must hold.
    pub clauses: Vec<Clause>,
    /// Whether a code stands for those under it too.
    pub subcodes: bool,
}

/// Alternatives: one of them must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The alternatives; a clause without any holds for no passage.
    pub any: Vec<Term>,
}

/// A filter, or its contrary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Whether it must *not* hold.
    pub not: bool,
    /// The filter.
    pub test: Test,
}

/// A filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// A code is carried, so near.
    Code(Reach, CodeId),
    /// An event that rests on the passage is of this kind.
    Kind(KindId),
    /// This event rests on the passage.
    Event(EventId),
    /// The passage mentions this actor or one within it, or an event or report that rests on it
    /// has them as initiator or target.
    Actor(ActorId),
    /// The passage mentions this place or one within it, or an event or report that rests on it
    /// names it.
    Place(PlaceId),
    /// A report or claim that rests on the passage is spoken by this actor or one within it.
    Speaker(ActorId),
    /// It stands in this source.
    Source(SourceId),
    /// This coder made it.
    Coder(CoderId),
    /// Its date: that used by the events that rest on it, else those it mentions.
    Date(Side, Edtf),
    /// Its words contain this, however it is written: case, accents, forms of Arabic letters and
    /// look-alike letters do not matter.
    Text(String),
}

/// How far from a passage a code may be carried. Each but the first holds where a narrower one
/// does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// By the passage itself.
    Itself,
    /// By the passage or one that shares a letter with it.
    Words,
    /// By one with at most so many whole words between the two.
    Near(u32),
    /// By one that stands partly in a sentence the passage stands partly in.
    Sentence,
    /// The same for paragraphs.
    Paragraph,
}

/// On which side of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// On one of its days.
    On,
    /// On its first day or later.
    From,
    /// On its last day or earlier.
    To,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            clauses: Vec::new(),
            subcodes: true,
        }
    }
}

impl From<Test> for Clause {
    fn from(test: Test) -> Self {
        let any = vec![Term { not: false, test }];
        Self { any }
    }
}

impl Clause {
    /// Whether it names codes the listed passages themselves carry.
    fn lists(&self) -> bool {
        let lists = |term: &Term| !term.not && matches!(term.test, Test::Code(Reach::Itself, _));
        !self.any.is_empty() && self.any.iter().all(lists)
    }

    fn is_about_codes(&self) -> bool {
        let code = |term: &Term| matches!(term.test, Test::Code(..));
        self.any.iter().any(code)
    }
}

impl Query {
    /// The passages that pass one filter.
    pub fn of(test: Test) -> Self {
        Self::default().and(test)
    }

    /// The passages a record leads to: those with a code, in a source, of an event, and so on.
    /// `None` for a record that passages cannot be asked for.
    pub fn about(record: RecordId) -> Option<Self> {
        Some(Self::of(match record {
            RecordId::Code(id) => Test::Code(Reach::Itself, id),
            RecordId::Kind(id) => Test::Kind(id),
            RecordId::Event(id) => Test::Event(id),
            RecordId::Actor(id) => Test::Actor(id),
            RecordId::Place(id) => Test::Place(id),
            RecordId::Source(id) => Test::Source(id),
            RecordId::Coder(id) => Test::Coder(id),
            _ => return None,
        }))
    }

    /// Those of them that pass a further filter.
    pub fn and(mut self, test: Test) -> Self {
        self.clauses.push(test.into());
        self
    }

    /// Whether nothing is asked: every passage fits.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// How far a code reaches that is added to the first `clauses` of these and of which nothing
    /// else is said: to the passage itself while no code names what is listed, else to its words.
    pub fn usual_reach(&self, clauses: usize) -> Reach {
        if self.clauses.iter().take(clauses).any(Clause::lists) {
            Reach::Words
        } else {
            Reach::Itself
        }
    }

    /// Adds an alternative to a clause; a code reaches as far as the clause's first one does.
    pub fn or(&mut self, clause: usize, mut test: Test) {
        let Some(clause) = self.clauses.get_mut(clause) else {
            return;
        };
        let first = clause.any.first().map(|term| &term.test);
        if let (Test::Code(reach, _), Some(Test::Code(like, _))) = (&mut test, first) {
            *reach = *like;
        }
        clause.any.push(Term { not: false, test });
    }

    /// Takes an alternative away, and its clause with the last one. Where no code names any more
    /// what is listed, the next one that is asked of the same words does.
    pub fn remove(&mut self, clause: usize, term: usize) {
        let Some(found) = self.clauses.get_mut(clause) else {
            return;
        };
        if term < found.any.len() {
            found.any.remove(term);
        }
        if found.any.is_empty() {
            self.clauses.remove(clause);
        }
        if self.usual_reach(self.clauses.len()) == Reach::Itself {
            self.list_next();
        }
    }

    fn list_next(&mut self) {
        let of_words = |term: &Term| !term.not && matches!(term.test, Test::Code(Reach::Words, _));
        let next = self
            .clauses
            .iter_mut()
            .find(|clause| clause.any.iter().all(of_words));
        for term in next.into_iter().flat_map(|clause| &mut clause.any) {
            if let Test::Code(reach, _) = &mut term.test {
                *reach = Reach::Itself;
            }
        }
    }

    /// Its clauses that are not about codes.
    pub fn without_codes(&self) -> Self {
        let other = self
            .clauses
            .iter()
            .filter(|clause| !clause.is_about_codes());
        Self {
            clauses: other.cloned().collect(),
            subcodes: self.subcodes,
        }
    }
}

impl Test {
    /// The record it names; `None` for dates and words.
    pub fn record(&self) -> Option<RecordId> {
        Some(match self {
            Self::Code(_, id) => (*id).into(),
            Self::Kind(id) => (*id).into(),
            Self::Event(id) => (*id).into(),
            Self::Actor(id) | Self::Speaker(id) => (*id).into(),
            Self::Place(id) => (*id).into(),
            Self::Source(id) => (*id).into(),
            Self::Coder(id) => (*id).into(),
            Self::Date(..) | Self::Text(_) => return None,
        })
    }
}

impl Reach {
    /// In plain words: what a code must be on.
    pub fn in_words(self) -> String {
        match self {
            Self::Itself => "the passage itself".to_owned(),
            Self::Words => "the same words".to_owned(),
            Self::Near(0) => "the same words or right beside them".to_owned(),
            Self::Near(1) => "within 1 word".to_owned(),
            Self::Near(words) => format!("within {words} words"),
            Self::Sentence => "the same sentence".to_owned(),
            Self::Paragraph => "the same paragraph".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::{Replica, TypedId, Uid};

    fn code(counter: u32) -> CodeId {
        CodeId::from_uid(Uid {
            counter,
            replica: Replica::from_bits(0),
        })
    }

    #[test]
    fn when_the_listed_code_goes_the_next_one_is_listed() {
        let mut query = Query::of(Test::Code(Reach::Itself, code(1)));
        assert_eq!(query.usual_reach(1), Reach::Words);
        query = query
            .and(Test::Code(Reach::Near(3), code(2)))
            .and(Test::Code(Reach::Words, code(3)));
        query.remove(0, 0);
        assert_eq!(
            query,
            Query::of(Test::Code(Reach::Near(3), code(2))).and(Test::Code(Reach::Itself, code(3)))
        );
        query.remove(7, 0);
        assert_eq!(query.clauses.len(), 2, "nothing there to remove");
    }

    #[test]
    fn an_alternative_reaches_as_far_as_the_first() {
        let mut query = Query::of(Test::Code(Reach::Sentence, code(1)));
        query.or(0, Test::Code(Reach::Itself, code(2)));
        let reaches: Vec<&Test> = query.clauses[0].any.iter().map(|term| &term.test).collect();
        assert_eq!(reaches[1], &Test::Code(Reach::Sentence, code(2)));
        assert!(query.without_codes().is_empty());
    }
}
