//! Which hues stand for kinds, so that no name takes them as long as there are others.

use super::frequency::KindHues;
use super::series::Series;
use super::timeline::claim_look;
use crate::model::project::Project;

/// The hues that stand for kinds in a figure of this project with these tables: of all kinds that the
/// codebook has, and of claims, in sight or not, so that a name keeps its look from view to view.
pub fn kind_hues(project: Option<&Project>, series: &[Series]) -> KindHues {
    let of_project = project.into_iter().flat_map(|project| {
        let kinds = project.kinds.values().map(|kind| kind.hue);
        kinds.chain((!project.claims.is_empty()).then(|| claim_look(project).0))
    });
    KindHues {
        codebook: of_project.collect(),
        tables: series
            .iter()
            .flat_map(|one| &one.sums.kinds)
            .copied()
            .collect(),
    }
}
