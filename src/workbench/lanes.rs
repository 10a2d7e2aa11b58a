//! How the lanes of the timeline change.
//!
//! In: what somebody asked for. Out: the arrangement of the session.

use crate::figure::timeline::Lanes;
use crate::model::lanes::{LaneKey, LanesBy};
use crate::model::project::Project;

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
        let Lanes { by, arrangement } = lanes;
        match self {
            Self::By(wanted) => *by = wanted,
            Self::Fold(key) => {
                if !arrangement.folded.remove(&key) {
                    arrangement.folded.insert(key);
                }
            }
            Self::Order(order) => {
                // Lanes of another sort keep the order they had.
                arrangement.order.retain(|key| !order.contains(key));
                arrangement.order.extend(order);
            }
            Self::Hide(key) => {
                arrangement.hidden.insert(key);
            }
            Self::Show(key) => {
                arrangement.hidden.remove(&key);
            }
            Self::Links(all) => arrangement.links = all,
        }
    }
}

/// Takes away what is said of lanes of what is gone.
pub fn forget_missing(lanes: &mut Lanes, project: &Project) {
    lanes
        .arrangement
        .retain(|key| key.records().all(|id| project.holds(id)));
}
