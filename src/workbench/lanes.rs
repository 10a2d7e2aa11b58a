//! How the lanes of the timeline change.
//!
//! In: what somebody asked for. Out: the arrangement of the session.

use crate::figure::timeline::{LaneKey, Lanes};
use crate::model::project::Project;
use crate::model::view::LanesBy;

/// A change of the lanes.
#[derive(Clone, Debug, PartialEq)]
pub enum LaneChange {
    /// There is one for each of these.
    By(LanesBy),
    /// This one is folded to a single row, or unfolded.
    Fold(LaneKey),
    /// They stand in this order.
    Order(Vec<LaneKey>),
    /// This one is not shown any more.
    Hide(LaneKey),
    /// This one is shown again.
    Show(LaneKey),
    /// Arcs show how all events stand to one another, or only how the selected one does.
    Links(bool),
}

impl LaneChange {
    /// Carries it out.
    pub fn apply(self, lanes: &mut Lanes) {
        match self {
            Self::By(by) => lanes.by = by,
            Self::Fold(key) => {
                if !lanes.folded.remove(&key) {
                    lanes.folded.insert(key);
                }
            }
            Self::Order(order) => {
                // Lanes of another sort keep the order they had.
                lanes.order.retain(|key| !order.contains(key));
                lanes.order.extend(order);
            }
            Self::Hide(key) => {
                lanes.hidden.insert(key);
            }
            Self::Show(key) => {
                lanes.hidden.remove(&key);
            }
            Self::Links(all) => lanes.links = all,
        }
    }
}

/// Takes away what is said of lanes of what is gone.
pub fn forget_missing(lanes: &mut Lanes, project: &Project) {
    let is_there = |key: &LaneKey| key.records().all(|id| project.holds(id));
    lanes.order.retain(is_there);
    lanes.folded.retain(is_there);
    lanes.hidden.retain(is_there);
}
