use super::table::KEY_HELP;
use super::*;
use std::collections::BTreeMap;

/// Every key with every set of others held.
fn chords() -> impl Iterator<Item = (Key, Modifiers)> {
    let held = [Modifiers::NONE, Modifiers::COMMAND, Modifiers::ALT];
    let held = held
        .into_iter()
        .flat_map(|one| [one, one | Modifiers::SHIFT])
        .chain([Modifiers::COMMAND | Modifiers::ALT]);
    held.flat_map(|held| Key::ALL.iter().map(move |key| (*key, held)))
}

/// Who has a chord outside the text: the window asks those with more keys first.
fn shortcut(key: Key, held: Modifiers) -> Option<Action> {
    let keyed = |action: &&Action| {
        let keys = action.info().shortcut;
        keys.is_some_and(|keys| keys.logical_key == key && held.matches_exact(keys.modifiers))
    };
    Action::ALL.iter().find(keyed).copied()
}

#[test]
fn no_key_of_the_text_is_also_a_shortcut() {
    for (key, held) in chords() {
        let (here, there) = (deed(key, held), shortcut(key, held));
        // Control with Page up and down is the window's: it goes to another source.
        let known = there == Some(Action::NextSource) || there == Some(Action::PreviousSource);
        assert!(
            here.is_none() || there.is_none() || known,
            "{held:?} {key:?} means {here:?} and {there:?}"
        );
    }
}

#[test]
fn everything_a_key_does_has_one_line_in_the_cheat_sheet() {
    let mut found = BTreeMap::new();
    for (key, held) in chords() {
        let Some(deed) = deed(key, held) else {
            continue;
        };
        let lines = KEY_HELP.iter().filter(|line| match deed {
            Deed::Move { motion, .. } => line.moves.contains(&motion),
            _ => line.bound.contains(&(key, held.shift, deed)),
        });
        assert_eq!(lines.count(), 1, "{held:?} {key:?} does {deed:?}");
        found.insert(format!("{deed:?}"), key);
    }
    // The table is not empty, and no line of it is out of reach.
    for line in KEY_HELP {
        for (key, shift, deed) in line.bound {
            assert!(found.contains_key(&format!("{deed:?}")), "{key:?} {shift}");
        }
        for motion in line.moves {
            let deed = Deed::Move {
                motion: *motion,
                extend: false,
            };
            assert!(found.contains_key(&format!("{deed:?}")), "{motion:?}");
        }
    }
}

#[test]
fn no_key_is_bound_twice() {
    let mut seen = BTreeMap::new();
    for line in KEY_HELP {
        for (key, shift, _) in line.bound {
            let before = seen.insert((format!("{key:?}"), *shift), line.does);
            assert_eq!(before, None, "{key:?} with shift: {shift}");
        }
    }
}

#[test]
fn menus_show_the_keys_of_the_text() {
    for (action, key) in [
        (Action::GrowEnd, Some("E")),
        (Action::ShrinkEnd, Some("Shift+E")),
        (Action::SplitAnnotation, Some("X")),
        (Action::Save, None),
    ] {
        assert_eq!(key_for(action).as_deref(), key, "{action:?}");
    }
}
