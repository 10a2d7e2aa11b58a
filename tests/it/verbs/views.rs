//! Views and what they speak of.

use super::{Desk, nobody};
use std::collections::BTreeSet;
use tightrope::document::verbs::{actors, views};
use tightrope::model::id::{ActorId, ViewId};
use tightrope::model::lanes::LaneKey;
use tightrope::model::view::{Filter, View};
use tightrope::workbench::session::Session;

/// A view that speaks of two actors in every way it can.
fn of_two(desk: &mut Desk) -> (ViewId, [ActorId; 2]) {
    let (one, other) = (desk.actor("Pakistan"), desk.actor("TTP"));
    let lane = |actor: ActorId| LaneKey::Actor(Some(actor));
    let mut view = Session::default().view(nobody(), "Both");
    view.filters = vec![Filter::Actor(one), Filter::Actor(other)];
    view.arrangement.order = vec![lane(one), lane(other), LaneKey::Claims];
    view.arrangement.folded = BTreeSet::from([LaneKey::Dyad(Some(one), Some(other))]);
    view.arrangement.hidden = BTreeSet::from([lane(one), LaneKey::Dyad(Some(one), None)]);
    let id = desk.act(|edit| views::add_view(edit, view));
    (id, [one, other])
}

#[test]
fn views_speak_of_the_actor_another_was_merged_into() {
    let mut desk = Desk::new();
    let (id, [one, other]) = of_two(&mut desk);
    let before = desk.get::<View>(id).clone();
    desk.act(|edit| actors::merge_actors(edit, other, one));
    let view = desk.get::<View>(id);
    assert_eq!(view.filters, [Filter::Actor(other)]);
    let lane = LaneKey::Actor(Some(other));
    assert_eq!(view.arrangement.order, [lane.clone(), LaneKey::Claims]);
    let dyad = LaneKey::Dyad(Some(other), Some(other));
    assert_eq!(view.arrangement.folded, BTreeSet::from([dyad]));
    let hidden = BTreeSet::from([lane, LaneKey::Dyad(Some(other), None)]);
    assert_eq!(view.arrangement.hidden, hidden);
    desk.document.undo().expect("undone");
    assert_eq!(*desk.get::<View>(id), before);
}

#[test]
fn an_actor_only_views_speak_of_is_deleted_and_they_say_nothing_of_it_any_more() {
    let mut desk = Desk::new();
    let (id, [one, other]) = of_two(&mut desk);
    desk.act(|edit| actors::delete_actor(edit, one));
    assert_eq!(desk.label(), "delete actor ‘Pakistan’");
    let view = desk.get::<View>(id);
    assert_eq!(view.filters, [Filter::Actor(other)]);
    let lane = LaneKey::Actor(Some(other));
    assert_eq!(view.arrangement.order, [lane, LaneKey::Claims]);
    assert!(view.arrangement.folded.is_empty() && view.arrangement.hidden.is_empty());
}

#[test]
fn a_view_keeps_its_name_when_it_shows_something_else() {
    let mut desk = Desk::new();
    let (id, _) = of_two(&mut desk);
    let other = View {
        name: "Another".to_owned(),
        ..Session::default().view(id, "")
    };
    desk.act(|edit| views::change_view(edit, other));
    assert_eq!(desk.label(), "change view ‘Both’");
    let view = desk.get::<View>(id);
    assert_eq!((view.name.as_str(), view.filters.len()), ("Both", 0));
}
