//! Codes: adding, naming, colouring, ordering, merging and deleting them.

use super::views;
use super::words::{counted, drop_repeats, not_possible, note, quoted, swap, trimmed};
use crate::document::{Edit, Refused};
use crate::model::annotation::Annotation;
use crate::model::codebook::{Code, Makes, code_lineage, codes_under};
use crate::model::id::{CodeId, RecordId};
use crate::model::look::{Hue, Shape};
use crate::model::project::Project;
use std::sync::Arc;

/// Adds a code as the last one under `parent`.
///
/// # Errors
/// When the name is empty or taken there, or the parent is gone.
pub fn add_code(edit: &mut Edit, name: &str, parent: Option<CodeId>) -> Result<CodeId, Refused> {
    if let Some(parent) = parent {
        edit.get::<Code>(parent)?;
    }
    let name = trimmed(name)?;
    check_name(edit, None, parent, &name)?;
    edit.label(format!("add code {}", quoted(&name)));
    let id = edit.new_id();
    edit.put(Code {
        id,
        name,
        parent,
        order: behind(&codes_under(edit.project(), parent)),
        hue: None,
        shape: None,
        makes: None,
        description: String::new(),
        rule: String::new(),
        examples: Vec::new(),
        version: 1,
    });
    Ok(id)
}

/// A code to be made, with those above it that are not there yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCode {
    /// The code it goes under; the top of the codebook for `None`.
    pub under: Option<CodeId>,
    /// The names from there downwards, its own last; at least one.
    pub names: Vec<String>,
}

impl NewCode {
    /// A code at the top of the codebook.
    pub fn at_top(name: impl Into<String>) -> Self {
        Self {
            under: None,
            names: vec![name.into()],
        }
    }
}

/// Adds a code, and those above it that are not there yet. A name that is there already means that
/// code.
///
/// # Errors
/// When a name is empty or there is none, or the code it goes under is gone.
pub fn add_code_in_place(edit: &mut Edit, new: &NewCode) -> Result<CodeId, Refused> {
    let mut at = new.under;
    for name in &new.names {
        at = Some(match named(edit.project(), at, name) {
            Some(code) => code,
            None => add_code(edit, name, at)?,
        });
    }
    at.filter(|_| !new.names.is_empty())
        .ok_or_else(|| not_possible("a name is needed (type at least one letter)"))
}

/// The code where a new one would go, if it is there already.
pub fn code_in_place(project: &Project, new: &NewCode) -> Option<CodeId> {
    let mut at = new.under;
    for name in &new.names {
        at = Some(named(project, at, name)?);
    }
    at
}

fn named(project: &Project, parent: Option<CodeId>, name: &str) -> Option<CodeId> {
    let siblings = codes_under(project, parent);
    let mut found = siblings.iter().filter(|code| code.name == name.trim());
    found.next().map(|code| code.id)
}

fn behind(siblings: &[Arc<Code>]) -> u32 {
    siblings
        .last()
        .map_or(0, |last| last.order.saturating_add(1))
}

fn check_name(
    edit: &Edit,
    code: Option<CodeId>,
    parent: Option<CodeId>,
    name: &str,
) -> Result<(), Refused> {
    let siblings = codes_under(edit.project(), parent);
    let taken = |sibling: &Arc<Code>| Some(sibling.id) != code && sibling.name == name;
    if siblings.iter().any(taken) {
        return Err(not_possible(format!(
            "there is a code {} there already (choose another name, or merge the two)",
            quoted(name)
        )));
    }
    Ok(())
}

/// Gives a code another name.
///
/// # Errors
/// When the code is gone, or the name is empty or taken beside it.
pub fn rename_code(edit: &mut Edit, code: CodeId, name: &str) -> Result<(), Refused> {
    let found = edit.get::<Code>(code)?;
    let name = trimmed(name)?;
    check_name(edit, Some(code), found.parent, &name)?;
    edit.label(format!(
        "rename code {} to {}",
        quoted(&found.name),
        quoted(&name)
    ));
    revise(
        edit,
        Code {
            name,
            ..Code::clone(&found)
        },
    )
}

/// Gives a code another hue and shape; those of the code above it for `None`.
///
/// # Errors
/// When the code is gone.
pub fn recolour_code(
    edit: &mut Edit,
    code: CodeId,
    hue: Option<Hue>,
    shape: Option<Shape>,
) -> Result<(), Refused> {
    let name = edit.get::<Code>(code)?.name.clone();
    edit.label(format!("recolour code {}", quoted(&name)));
    edit.change::<Code>(code, |code| (code.hue, code.shape) = (hue, shape))
}

/// Says what is made from passages with a code; what the code above it makes for `None`.
///
/// # Errors
/// When the code or kind is gone.
pub fn set_makes(edit: &mut Edit, code: CodeId, makes: Option<Makes>) -> Result<(), Refused> {
    let found = edit.get::<Code>(code)?;
    if let Some(Makes::Event(kind)) = makes {
        edit.get::<crate::model::codebook::Kind>(kind)?;
    }
    edit.label(format!("what code {} makes", quoted(&found.name)));
    revise(
        edit,
        Code {
            makes,
            ..Code::clone(&found)
        },
    )
}

/// Puts a code as it is given; its version grows by one if its meaning differs from before.
///
/// # Errors
/// When the code is gone.
pub(super) fn revise(edit: &mut Edit, mut code: Code) -> Result<(), Refused> {
    let before = edit.get::<Code>(code.id)?;
    let same = code.name == before.name
        && code.parent == before.parent
        && code.makes == before.makes
        && code.description == before.description
        && code.rule == before.rule
        && code.examples == before.examples;
    code.version = before.version.saturating_add(u32::from(!same));
    edit.put(code);
    Ok(())
}

/// Moves a code under `parent` (to the top for `None`), before one of the codes there, or behind
/// them all.
///
/// # Errors
/// When a code is gone, it would stand under itself, its name is taken there, or `before` is not
/// under `parent`.
pub fn move_code(
    edit: &mut Edit,
    code: CodeId,
    parent: Option<CodeId>,
    before: Option<CodeId>,
) -> Result<(), Refused> {
    let found = edit.get::<Code>(code)?;
    let name = quoted(&found.name);
    if let Some(parent) = parent {
        edit.get::<Code>(parent)?;
        if is_under(edit, parent, code) {
            return Err(not_possible(format!(
                "{name} cannot stand under itself (move it elsewhere)"
            )));
        }
    }
    if found.parent != parent {
        check_name(edit, Some(code), parent, &found.name)?;
    }
    let mut row: Vec<CodeId> = siblings(edit, parent);
    row.retain(|other| *other != code);
    let at = match before {
        None => row.len(),
        Some(before) => row
            .iter()
            .position(|other| *other == before)
            .ok_or_else(|| {
                not_possible(format!(
                    "{name} cannot be put before a code that is not there"
                ))
            })?,
    };
    row.insert(at, code);
    revise(
        edit,
        Code {
            parent,
            ..Code::clone(&found)
        },
    )?;
    number(edit, &row)?;
    edit.label(format!("move code {name}"));
    Ok(())
}

fn siblings(edit: &Edit, parent: Option<CodeId>) -> Vec<CodeId> {
    let codes = codes_under(edit.project(), parent);
    codes.iter().map(|code| code.id).collect()
}

fn is_under(edit: &Edit, code: CodeId, top: CodeId) -> bool {
    let lineage = code_lineage(edit.project(), code);
    lineage.iter().any(|above| above.id == top)
}

fn number(edit: &mut Edit, row: &[CodeId]) -> Result<(), Refused> {
    for (order, code) in (0..).zip(row) {
        if edit.get::<Code>(*code)?.order != order {
            edit.change::<Code>(*code, |code| code.order = order)?;
        }
    }
    Ok(())
}

/// Makes one code of two: what was coded with `absorbed` is coded with `keep`, the codes under it
/// move under `keep`, and its description, rule and examples are added.
///
/// # Errors
/// When a code is gone or both are the same.
pub fn merge_codes(edit: &mut Edit, keep: CodeId, absorbed: CodeId) -> Result<(), Refused> {
    let (kept, gone) = (edit.get::<Code>(keep)?, edit.get::<Code>(absorbed)?);
    if keep == absorbed {
        return Err(not_possible(format!(
            "{} cannot be merged with itself (choose another code)",
            quoted(&gone.name)
        )));
    }
    let mut merged = Code::clone(&kept);
    if is_under(edit, keep, absorbed) {
        // It takes the place of the one above, or it would end up under one between the two.
        (merged.parent, merged.order) = (gone.parent, gone.order);
    }
    let described = format!("{}: {}", gone.name, gone.description);
    note(
        &mut merged.description,
        described.trim_end_matches([' ', ':']),
    );
    note(&mut merged.rule, &gone.rule);
    merged.examples.extend(gone.examples.iter().cloned());
    drop_repeats(&mut merged.examples);
    revise(edit, merged)?;
    move_children(edit, absorbed, Some(keep))?;
    let naming: Vec<RecordId> = edit.now().referrers(absorbed).collect();
    for id in naming {
        if let RecordId::Annotation(id) = id {
            edit.change::<Annotation>(id, |annotation| {
                swap(&mut annotation.codes, absorbed, keep);
            })?;
        }
    }
    views::follow(edit, absorbed.into(), Some(keep.into()))?;
    edit.label(format!(
        "merge code {} into {}",
        quoted(&gone.name),
        quoted(&kept.name)
    ));
    edit.remove(absorbed);
    Ok(())
}

fn move_children(
    edit: &mut Edit,
    from: CodeId,
    to: Option<CodeId>,
) -> Result<Vec<CodeId>, Refused> {
    let children = siblings(edit, Some(from));
    let mut order = behind(&codes_under(edit.project(), to));
    for child in children.iter().copied() {
        edit.change::<Code>(child, |child| {
            child.parent = to;
            child.order = order;
            child.version = child.version.saturating_add(1);
        })?;
        order = order.saturating_add(1);
    }
    Ok(children)
}

/// Deletes a code and takes it off the annotations that have it, which stay. The codes under it
/// move up and keep what they looked like and made.
///
/// # Errors
/// When the code is gone.
pub fn delete_code(edit: &mut Edit, code: CodeId) -> Result<(), Refused> {
    let gone = edit.get::<Code>(code)?;
    for child in move_children(edit, code, gone.parent)? {
        edit.change::<Code>(child, |child| {
            child.hue = child.hue.or(gone.hue);
            child.shape = child.shape.or(gone.shape);
            child.makes = child.makes.or(gone.makes);
        })?;
    }
    let naming: Vec<RecordId> = edit.now().referrers(code).collect();
    let mut coded = 0;
    for id in naming {
        if let RecordId::Annotation(id) = id {
            coded += 1;
            edit.change::<Annotation>(id, |annotation| {
                annotation.codes.retain(|other| *other != code);
            })?;
        }
    }
    views::follow(edit, code.into(), None)?;
    let from = match coded {
        0 => String::new(),
        _ => format!(" from {}", counted(coded, "annotation", "annotations")),
    };
    edit.label(format!("delete code {}{from}", quoted(&gone.name)));
    edit.remove(code);
    Ok(())
}
