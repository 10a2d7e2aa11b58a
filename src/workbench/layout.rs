//! Which panes there are and how they are laid out: data that can be saved and put back.

use egui_tiles::{Container, Linear, LinearDir, Tile, TileId, Tiles, Tree};
use serde::{Deserialize, Serialize};

/// A pane of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Pane {
    /// Sources, codebook, actors, places.
    Case,
    /// The text.
    Reader,
    /// The form of the selected record.
    Inspector,
    /// Timeline over frequency.
    Time,
    /// The policy posture of two actors.
    Posture,
    /// The acts of two actors against one another.
    Dyad,
    /// Every event in a row.
    Events,
    /// The rows of an event table.
    Table,
    /// What speakers say besides.
    Claims,
    /// Words looked for in every source.
    Find,
    /// Passages that fit a query, and how many carry which codes.
    Passages,
    /// Events beside the rows of tables.
    Reconcile,
    /// What a person must look at again.
    Reviews,
}

impl Pane {
    /// Every pane.
    pub const ALL: [Self; 13] = [
        Self::Case,
        Self::Reader,
        Self::Inspector,
        Self::Time,
        Self::Posture,
        Self::Dyad,
        Self::Events,
        Self::Table,
        Self::Claims,
        Self::Find,
        Self::Passages,
        Self::Reconcile,
        Self::Reviews,
    ];

    /// The title of its tab.
    pub fn title(self) -> &'static str {
        match self {
            Self::Case => "Case",
            Self::Reader => "Reader",
            Self::Inspector => "Inspector",
            Self::Time => "Timeline",
            Self::Posture => "Policy posture",
            Self::Dyad => "Attack and strike",
            Self::Events => "Events",
            Self::Table => "Table",
            Self::Claims => "Claims",
            Self::Find => "Find",
            Self::Passages => "Passages",
            Self::Reconcile => "Reconcile",
            Self::Reviews => "Needs review",
        }
    }
}

/// The layout a new window has.
pub fn default_tree() -> Tree<Pane> {
    let mut tiles = Tiles::default();
    let case = tiles.insert_pane(Pane::Case);
    let reader = tiles.insert_pane(Pane::Reader);
    let inspector = tiles.insert_pane(Pane::Inspector);
    let upper = shared(
        &mut tiles,
        LinearDir::Horizontal,
        &[(case, 0.15), (reader, 0.63), (inspector, 0.22)],
    );
    let lower = [
        Pane::Time,
        Pane::Posture,
        Pane::Dyad,
        Pane::Events,
        Pane::Table,
        Pane::Passages,
        Pane::Find,
        Pane::Claims,
        Pane::Reconcile,
        Pane::Reviews,
    ];
    let lower = lower.map(|pane| tiles.insert_pane(pane));
    let lower = tiles.insert_tab_tile(lower.to_vec());
    let root = shared(
        &mut tiles,
        LinearDir::Vertical,
        &[(upper, 0.55), (lower, 0.45)],
    );
    Tree::new(egui::Id::unique("layout"), root, tiles)
}

fn shared(tiles: &mut Tiles<Pane>, dir: LinearDir, children: &[(TileId, f32)]) -> TileId {
    let mut linear = Linear::new(dir, children.iter().map(|(id, _)| *id).collect());
    for (id, share) in children {
        linear.shares.set_share(*id, *share);
    }
    tiles.insert_new(Tile::Container(Container::Linear(linear)))
}

/// Whether `tree` holds every pane once, as a tree from another version may not.
pub fn is_complete(tree: &Tree<Pane>) -> bool {
    let mut found: Vec<Pane> = tree
        .tiles
        .tiles()
        .filter_map(|tile| match tile {
            Tile::Pane(pane) => Some(*pane),
            Tile::Container(_) => None,
        })
        .collect();
    found.sort_unstable();
    found == Pane::ALL
}

/// Brings a pane to the front of its tabs, and back if it was hidden.
pub fn show(tree: &mut Tree<Pane>, pane: Pane) {
    if let Some(tile) = tree.tiles.find_pane(&pane) {
        tree.set_visible(tile, true);
        tree.make_active(|id, _| id == tile);
    }
}

/// Whether a pane is shown and no other tab lies over it.
pub fn is_in_front(tree: &Tree<Pane>, pane: Pane) -> bool {
    let tile = tree.tiles.find_pane(&pane);
    tile.is_some_and(|tile| tree.is_visible(tile) && tree.active_tiles().contains(&tile))
}

/// Hides a pane that is shown, shows one that is hidden.
pub fn toggle(tree: &mut Tree<Pane>, pane: Pane) {
    if let Some(tile) = tree.tiles.find_pane(&pane) {
        let visible = tree.is_visible(tile);
        tree.set_visible(tile, !visible);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_layout_holds_every_pane_and_survives_saving() {
        let tree = default_tree();
        assert!(is_complete(&tree));
        let text = ron::to_string(&tree).expect("writes");
        let back: Tree<Pane> = ron::from_str(&text).expect("reads");
        assert_eq!(back, tree);
    }

    #[test]
    fn a_hidden_pane_comes_back_when_it_is_asked_for() {
        let mut tree = default_tree();
        toggle(&mut tree, Pane::Inspector);
        let tile = tree.tiles.find_pane(&Pane::Inspector).expect("still there");
        assert!(!tree.is_visible(tile));
        show(&mut tree, Pane::Inspector);
        assert!(tree.is_visible(tile));
    }
}
