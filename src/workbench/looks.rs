//! Back and forward through what was looked at: stretches of time, filters, lanes, bars.
//!
//! In: what is shown, after every frame that changed anything. Out: what was shown before. Moving
//! through time step by step is one look.

use crate::model::id::{Replica, TypedId as _, Uid, ViewId};
use crate::model::view::View;
use crate::workbench::session::Session;

/// So many looks are kept.
const MOST: usize = 100;
/// Moves through time that follow each other within so many seconds are one look.
const TOGETHER: f64 = 1.0;

/// What was looked at, oldest first, and what one came back from.
#[derive(Debug, Default)]
pub struct Looks {
    back: Vec<View>,
    now: Option<View>,
    forward: Vec<View>,
    /// When one last moved through time, in seconds; `None` when something else changed since.
    moved: Option<f64>,
}

/// Where to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// To what was looked at before.
    Back,
    /// To what one came back from.
    Forward,
}

impl Looks {
    /// Notes what is shown at this time, in seconds.
    pub fn note(&mut self, session: &Session, time: f64) {
        let now = look(session);
        let Some(before) = self.now.replace(now.clone()) else {
            return;
        };
        if before == now {
            self.now = Some(before);
            return;
        }
        let only_time = View {
            from: before.from.clone(),
            to: before.to.clone(),
            ..now
        } == before;
        let goes_on = only_time && self.moved.is_some_and(|moved| time - moved < TOGETHER);
        self.moved = only_time.then_some(time);
        self.forward.clear();
        if !goes_on {
            self.back.push(before);
            let too_many = self.back.len().saturating_sub(MOST);
            self.back.drain(..too_many);
        }
    }

    /// Whether there is anything that way.
    pub fn can(&self, turn: Turn) -> bool {
        match turn {
            Turn::Back => !self.back.is_empty(),
            Turn::Forward => !self.forward.is_empty(),
        }
    }

    /// What is to be shown instead of what is; `None` at the end.
    pub fn turn(&mut self, turn: Turn) -> Option<View> {
        let (from, to) = match turn {
            Turn::Back => (&mut self.back, &mut self.forward),
            Turn::Forward => (&mut self.forward, &mut self.back),
        };
        let view = from.pop()?;
        to.extend(self.now.replace(view.clone()));
        self.moved = None;
        Some(view)
    }
}

/// What is shown, without a name.
fn look(session: &Session) -> View {
    let nobody = ViewId::from_uid(Uid {
        counter: 0,
        replica: Replica::from_bits(0),
    });
    session.view(nobody, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::view::Split;

    fn at(looks: &mut Looks, session: &Session, time: f64) {
        looks.note(session, time);
    }

    #[test]
    fn moving_through_time_is_one_look_and_anything_else_its_own() {
        let (mut looks, mut session) = (Looks::default(), Session::default());
        at(&mut looks, &session, 0.0);
        assert!(!looks.can(Turn::Back));
        for step in 0..20 {
            session.time = Some((f64::from(step), 400.0));
            at(&mut looks, &session, 1.0 + f64::from(step) / 60.0);
        }
        session.split = Split::Actor;
        at(&mut looks, &session, 1.5);
        session.time = Some((100.0, 200.0));
        at(&mut looks, &session, 9.0);
        session.time = Some((120.0, 200.0));
        at(&mut looks, &session, 20.0);

        let mut seen = Vec::new();
        while let Some(view) = looks.turn(Turn::Back) {
            session.apply(&view, None);
            at(&mut looks, &session, 30.0);
            seen.push((session.time, session.split));
        }
        let expected = [
            (Some((100.0, 200.0)), Split::Actor),
            (Some((19.0, 400.0)), Split::Actor),
            (Some((19.0, 400.0)), Split::Kind),
            (None, Split::Kind),
        ];
        assert_eq!(seen, expected);
        // All of it comes again, until something new is looked at.
        let again = looks.turn(Turn::Forward).unwrap();
        assert_eq!(again.split, Split::Kind);
        session.apply(&again, None);
        at(&mut looks, &session, 31.0);
        assert!(looks.can(Turn::Forward) && looks.can(Turn::Back));
        session.split = Split::Place;
        at(&mut looks, &session, 32.0);
        assert!(!looks.can(Turn::Forward));
    }

    #[test]
    fn looks_do_not_grow_for_ever() {
        let (mut looks, mut session) = (Looks::default(), Session::default());
        for step in 0..1_000 {
            session.time = Some((0.0, f64::from(step + 1)));
            at(&mut looks, &session, f64::from(step) * 10.0);
        }
        assert_eq!(looks.back.len(), MOST);
    }
}
