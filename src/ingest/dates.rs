//! The dates files carry, as EDTF.

use crate::model::edtf::Edtf;

/// The day, month or year a moment begins with: `2025-10-12T08:00:00+05:00` is `2025-10-12`.
pub(super) fn day(moment: &str) -> Option<Edtf> {
    let moment = moment.trim().replace('/', "-");
    let end = moment.find(|c: char| !c.is_ascii_digit() && c != '-');
    let date = moment.get(..end.unwrap_or(moment.len()))?;
    let date = if date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{}-{}-{}", date.get(..4)?, date.get(4..6)?, date.get(6..)?)
    } else {
        date.to_owned()
    };
    let is_date = matches!(date.len(), 4 | 7 | 10) && date.get(..4)? > "1000";
    is_date.then(|| Edtf::parse(&date).ok()).flatten()
}

/// The day a file was made at: about when it was published, as far as anybody can tell.
pub(super) fn made_on(moment: &str) -> Option<Edtf> {
    let day = day(moment)?;
    Edtf::parse(&format!("{}~", day.as_str())).ok()
}
