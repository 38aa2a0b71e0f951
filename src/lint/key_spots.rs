//! Keys in which a check found the same, told in one finding.

use super::{Check, KeySubject, Outcome};
use crate::finding::{Place, enumerate};
use crate::keys::Key;

/// So many are told.
const MAX: usize = 16;

/// Tells the keys that `is_wrong`, in words where it says them; `words` stands in the check's texts as `{reason}`, that of the
/// first key, and their names as `{keys}`.
pub(super) fn tell(
    check: &Check,
    subject: &KeySubject<'_>,
    is_wrong: &dyn Fn(&Key) -> Option<String>,
) -> Outcome {
    let (mut names, mut reason, mut places) = (String::new(), String::new(), Vec::new());
    for (index, key) in subject.keys.keys.iter().enumerate() {
        let Some(words) = is_wrong(key) else { continue };
        if places.is_empty() {
            reason = words;
        }
        if places.len() < MAX {
            enumerate(&mut names, &["`", key.name(), "`"]);
            places.push(Place::Key(index));
        }
    }
    if places.is_empty() {
        return if subject.keys.keys.is_empty() {
            Outcome::NotApplicable
        } else {
            Outcome::Passed
        };
    }
    let values = [("keys", &*names), ("reason", &reason)];
    Outcome::Found(check.finding(&values, places))
}
