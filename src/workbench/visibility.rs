//! Which annotations the reader shows: all of them, but for the codes, coders and kinds somebody
//! has hidden.
//!
//! In: what to hide and to show. Out: whether a code or an annotation shows. Part of the session,
//! not of the project: it changes nothing that is counted or saved.

use crate::model::annotation::Annotation;
use crate::model::codebook::{Makes, code_makes, codes_in_tree_order, codes_under, kinds_in_order};
use crate::model::id::{CodeId, CoderId, KindId};
use crate::model::project::Project;
use std::collections::BTreeSet;

/// What is made from a passage: the kind an annotation is hidden by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// An event of this kind.
    Event(KindId),
    /// A claim.
    Claim,
    /// Nothing: context.
    Context,
}

impl Group {
    /// Every group of a project, as the menu offers them: the kinds in the codebook's order, then
    /// claims and context.
    pub fn all(project: &Project) -> Vec<Self> {
        let kinds = kinds_in_order(project);
        let kinds = kinds.iter().map(|kind| Self::Event(kind.id));
        kinds.chain([Self::Claim, Self::Context]).collect()
    }

    /// The group of a code.
    pub fn of(project: &Project, code: CodeId) -> Self {
        match code_makes(project, code) {
            Some(Makes::Event(kind)) => Self::Event(kind),
            Some(Makes::Claim) => Self::Claim,
            None => Self::Context,
        }
    }
}

/// Something that can be hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hideable {
    /// A code with all codes under it.
    Code(CodeId),
    /// What a coder made; `None` for what nobody signed.
    Coder(Option<CoderId>),
    /// What is made from a passage.
    Group(Group),
}

/// A change of what shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Showing {
    /// Show it again.
    Show(Hideable),
    /// Hide it.
    Hide(Hideable),
    /// Of all codes, show only this one and those under it.
    Only(CodeId),
    /// Show everything.
    All,
}

/// What is hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visibility {
    codes: BTreeSet<CodeId>,
    coders: BTreeSet<Option<CoderId>>,
    groups: BTreeSet<Group>,
    /// Another number whenever something was hidden or shown.
    changes: u64,
}

impl Visibility {
    /// Hides or shows something.
    pub fn change(&mut self, project: &Project, what: Showing) {
        self.changes += 1;
        match what {
            Showing::All => {
                self.codes.clear();
                self.coders.clear();
                self.groups.clear();
            }
            Showing::Only(code) => {
                self.codes = project.codes.keys().copied().collect();
                self.groups.clear();
                for shown in subtree(project, code) {
                    self.codes.remove(&shown);
                }
            }
            Showing::Hide(Hideable::Code(code)) => self.codes.extend(subtree(project, code)),
            Showing::Show(Hideable::Code(code)) => {
                for shown in subtree(project, code) {
                    self.codes.remove(&shown);
                    self.groups.remove(&Group::of(project, shown));
                }
            }
            Showing::Hide(Hideable::Coder(coder)) => {
                self.coders.insert(coder);
            }
            Showing::Show(Hideable::Coder(coder)) => {
                self.coders.remove(&coder);
            }
            Showing::Hide(Hideable::Group(group)) => {
                self.groups.insert(group);
            }
            Showing::Show(Hideable::Group(group)) => {
                self.groups.remove(&group);
            }
        }
    }

    /// Forgets what an edit or an undo has taken away.
    pub fn forget_missing(&mut self, project: &Project) {
        let before = (self.codes.len(), self.coders.len(), self.groups.len());
        self.codes.retain(|id| project.codes.contains_key(id));
        self.coders
            .retain(|id| id.is_none_or(|id| project.coders.contains_key(&id)));
        self.groups.retain(|group| match group {
            Group::Event(kind) => project.kinds.contains_key(kind),
            Group::Claim | Group::Context => true,
        });
        if before != (self.codes.len(), self.coders.len(), self.groups.len()) {
            self.changes += 1;
        }
    }

    /// Another number whenever something was hidden or shown.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// Whether nothing is hidden.
    pub fn shows_all(&self) -> bool {
        self.codes.is_empty() && self.coders.is_empty() && self.groups.is_empty()
    }

    /// Whether what this coder made is hidden.
    pub fn hides_coder(&self, coder: Option<CoderId>) -> bool {
        self.coders.contains(&coder)
    }

    /// Whether a code shows.
    pub fn shows_code(&self, project: &Project, code: CodeId) -> bool {
        let in_group =
            || !self.groups.is_empty() && self.groups.contains(&Group::of(project, code));
        !self.codes.contains(&code) && !in_group()
    }

    /// Whether an annotation shows: its coder does, and one of its codes.
    pub fn shows(&self, project: &Project, annotation: &Annotation) -> bool {
        !self.hides_coder(annotation.made.by)
            && annotation
                .codes
                .iter()
                .any(|code| self.shows_code(project, *code))
    }

    /// Whether something is hidden as such.
    pub fn hides(&self, what: Hideable) -> bool {
        match what {
            Hideable::Code(code) => self.codes.contains(&code),
            Hideable::Coder(coder) => self.coders.contains(&coder),
            Hideable::Group(group) => self.groups.contains(&group),
        }
    }

    /// The only code that shows, with those under it, where all others are hidden one by one.
    pub fn only(&self, project: &Project) -> Option<CodeId> {
        let hidden = |code: &CodeId| self.codes.contains(code);
        let mut tops = project.codes.values().filter(|code| {
            let under_hidden = code.parent.is_none_or(|parent| hidden(&parent));
            !hidden(&code.id) && under_hidden
        });
        let top = tops.next().filter(|_| tops.next().is_none())?.id;
        let whole = !subtree(project, top).iter().any(hidden);
        (whole && !self.codes.is_empty()).then_some(top)
    }

    /// What is hidden, in the order of the menu: groups, the topmost hidden codes, coders.
    pub fn hidden(&self, project: &Project) -> Vec<Hideable> {
        let groups = self.groups.iter().map(|group| Hideable::Group(*group));
        let tree = codes_in_tree_order(project);
        let topmost = tree.iter().filter(|(_, code)| {
            let parent = code.parent.is_some_and(|id| self.codes.contains(&id));
            self.codes.contains(&code.id) && !parent
        });
        let codes = topmost.map(|(_, code)| Hideable::Code(code.id));
        let coders = self.coders.iter().map(|coder| Hideable::Coder(*coder));
        groups.chain(codes).chain(coders).collect()
    }
}

/// What something that can be hidden is called.
pub fn name(project: &Project, what: Hideable) -> String {
    match what {
        Hideable::Code(id) => project
            .codes
            .get(&id)
            .map_or_else(String::new, |code| code.name.clone()),
        Hideable::Coder(Some(id)) => project
            .coders
            .get(&id)
            .map_or_else(String::new, |coder| coder.name.clone()),
        Hideable::Coder(None) => "Unsigned".to_owned(),
        Hideable::Group(Group::Event(id)) => {
            let kind = project.kinds.get(&id);
            kind.map_or_else(String::new, |kind| kind.name.clone())
        }
        Hideable::Group(Group::Claim) => "Claims".to_owned(),
        Hideable::Group(Group::Context) => "Context".to_owned(),
    }
}

/// A code and all codes under it.
fn subtree(project: &Project, code: CodeId) -> Vec<CodeId> {
    let mut found = vec![code];
    let mut at = 0;
    while let Some(above) = found.get(at).copied() {
        let below = codes_under(project, Some(above));
        let new = below.iter().map(|code| code.id);
        // No project in a document holds a ring; the check keeps a broken one from hanging.
        let new: Vec<CodeId> = new.filter(|id| !found.contains(id)).collect();
        found.extend(new);
        at += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{Begin, project_from_texts};
    use crate::model::id::Replica;
    use crate::model::made::Moment;
    use crate::model::text::Sha;

    fn project() -> Project {
        let begin = Begin {
            title: None,
            project: Sha::of(b"visibility"),
            replica: Replica::from_bits(1),
            coder: None,
            at: Moment::from_unix_secs(0),
        };
        project_from_texts(&[], None, &begin).expect("a project")
    }

    fn code(project: &Project, name: &str) -> CodeId {
        let found = project.codes.values().find(|code| code.name == name);
        found
            .unwrap_or_else(|| {
                let names: Vec<_> = project.codes.values().map(|code| &code.name).collect();
                panic!("no {name} in {names:?}")
            })
            .id
    }

    fn shown(project: &Project, visibility: &Visibility) -> usize {
        let codes = project.codes.keys();
        codes
            .filter(|code| visibility.shows_code(project, **code))
            .count()
    }

    fn parent_and_child(project: &Project) -> (CodeId, CodeId) {
        let child = project.codes.values().find(|code| code.parent.is_some());
        let child = child.expect("a code under another");
        (child.parent.expect("above it"), child.id)
    }

    #[test]
    fn a_code_is_hidden_and_shown_with_those_under_it() {
        let project = project();
        let (parent, child) = parent_and_child(&project);
        let mut visibility = Visibility::default();
        let all = shown(&project, &visibility);
        let below = subtree(&project, parent).len();
        visibility.change(&project, Showing::Hide(Hideable::Code(parent)));
        assert_eq!(shown(&project, &visibility), all - below);
        assert_eq!(visibility.hidden(&project), [Hideable::Code(parent)]);
        visibility.change(&project, Showing::Show(Hideable::Code(child)));
        assert!(visibility.shows_code(&project, child));
        assert!(!visibility.shows_code(&project, parent));
        visibility.change(&project, Showing::Show(Hideable::Code(parent)));
        assert!(visibility.shows_all());
        visibility.change(&project, Showing::Only(parent));
        assert_eq!(shown(&project, &visibility), below);
        assert_eq!(visibility.only(&project), Some(parent));
        visibility.change(&project, Showing::All);
        assert!(visibility.shows_all());
        assert_eq!(visibility.only(&project), None);
    }

    #[test]
    fn a_group_hides_every_code_that_makes_it() {
        let project = project();
        let strike = code(&project, "Strike");
        let strikes = Hideable::Group(Group::of(&project, strike));
        assert!(Group::all(&project).contains(&Group::of(&project, strike)));
        assert_eq!(name(&project, Hideable::Group(Group::Claim)), "Claims");
        let mut visibility = Visibility::default();
        visibility.change(&project, Showing::Hide(strikes));
        assert!(!visibility.shows_code(&project, strike));
        assert!(shown(&project, &visibility) > 0);
        // Asking for one of its codes shows it.
        visibility.change(&project, Showing::Show(Hideable::Code(strike)));
        assert!(visibility.shows_code(&project, strike));
    }
}
