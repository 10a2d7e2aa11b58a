//! The codes on the number keys: those used in this session. A code keeps its key while it is used.

use super::action::Slot;
use crate::model::id::CodeId;

/// The codes on the number keys, and which was used last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuickCodes {
    /// By key; at most as many as there are keys.
    on_keys: Vec<CodeId>,
    /// The same, the one used last in front.
    by_use: Vec<CodeId>,
}

impl QuickCodes {
    /// Notes that a code was used: it comes onto a free key, or takes that of the one used longest
    /// ago. One that has a key keeps it, so that fingers can learn them.
    pub fn used(&mut self, code: CodeId) {
        if !self.on_keys.contains(&code) {
            let oldest = (self.on_keys.len() == Slot::ALL.len())
                .then(|| self.by_use.pop())
                .flatten();
            let freed = self.on_keys.iter_mut().find(|on| Some(**on) == oldest);
            match freed {
                Some(key) => *key = code,
                None => self.on_keys.push(code),
            }
        }
        self.by_use.retain(|other| *other != code);
        self.by_use.insert(0, code);
    }

    /// The code used last.
    pub fn last(&self) -> Option<CodeId> {
        self.by_use.first().copied()
    }

    /// The code on a key.
    pub fn on(&self, slot: Slot) -> Option<CodeId> {
        self.on_keys.get(slot.index()).copied()
    }

    /// The codes on the keys, from the first key on.
    pub fn in_order(&self) -> &[CodeId] {
        &self.on_keys
    }

    /// Takes codes off their keys.
    pub fn retain(&mut self, stays: impl Fn(CodeId) -> bool) {
        self.on_keys.retain(|code| stays(*code));
        self.by_use.retain(|code| stays(*code));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::{Replica, TypedId as _, Uid};

    fn code(counter: u32) -> CodeId {
        let replica = Replica::from_bits(1);
        CodeId::from_uid(Uid { counter, replica })
    }

    #[test]
    fn a_code_keeps_its_key_until_nine_others_were_used() {
        let mut quick = QuickCodes::default();
        assert_eq!(quick.last(), None);
        for counter in 1..=9 {
            quick.used(code(counter));
        }
        quick.used(code(1));
        quick.used(code(10));
        // The second was used longest ago: its key goes to the tenth.
        let on_keys: Vec<CodeId> = [1, 10, 3, 4, 5, 6, 7, 8, 9].map(code).to_vec();
        assert_eq!(quick.in_order(), on_keys);
        assert_eq!(quick.on(Slot::Two), Some(code(10)));
        assert_eq!(quick.last(), Some(code(10)));
        quick.retain(|other| other != code(10) && other != code(9));
        assert_eq!(quick.last(), Some(code(1)));
        assert_eq!(quick.on(Slot::Nine), None);
        quick.used(code(11));
        assert_eq!(quick.on(Slot::Eight), Some(code(11)));
    }
}
