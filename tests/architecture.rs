//! Holds the rooms of `src/` to their order: a room uses only what stands to its left.
#![expect(
    clippy::unwrap_used,
    reason = "a file that cannot be read stops the test"
)]

use std::fs;
use std::path::Path;

const ORDER: [&str; 14] = [
    "text",
    "finding",
    "intake",
    "jose",
    "keys",
    "verify",
    "decrypt",
    "claims",
    "policy",
    "lint",
    "diagnosis",
    "inspect",
    "report",
    "ui",
];
/// Neighbours in the order that do not know each other.
const SIBLINGS: [(&str, &str); 1] = [("jose", "intake")];

/// The rooms that a source file names after `crate::`.
fn used(source: &str) -> Vec<String> {
    let flat: String = source.split_whitespace().collect();
    let mut rooms = Vec::new();
    for after in flat.split("crate::").skip(1) {
        match after.strip_prefix('{') {
            Some(group) => {
                let group = group.split(';').next().unwrap_or_default();
                rooms.extend(
                    group
                        .split(['{', '}', ','])
                        .map(|part| part.split("::").next().unwrap_or_default().to_owned()),
                );
            }
            None => rooms.push(
                after
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect(),
            ),
        }
    }
    rooms.retain(|room| ORDER.contains(&room.as_str()));
    rooms.dedup();
    rooms
}

fn allowed(room: &str, uses: &str) -> bool {
    let place = |name| ORDER.iter().position(|known| *known == name);
    place(uses) <= place(room) && !SIBLINGS.contains(&(room, uses))
}

fn check(folder: &Path, room: Option<&str>, wrong: &mut Vec<String>, seen: &mut usize) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let room = room.unwrap_or(&name);
        if path.is_dir() {
            check(&path, Some(room), wrong, seen);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !["lib", "main"].contains(&room)
        {
            *seen += 1;
            assert!(
                ORDER.contains(&room),
                "`{}` is in no room of the order",
                path.display()
            );
            for uses in used(&fs::read_to_string(&path).unwrap()) {
                if !allowed(room, &uses) {
                    wrong.push(format!("{}: `{room}` uses `{uses}`", path.display()));
                }
            }
        }
    }
}

#[test]
fn every_room_uses_only_what_stands_to_its_left() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    check(Path::new("src"), None, &mut wrong, &mut seen);
    assert!(seen > 40, "only {seen} files were read");
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_violation_is_seen() {
    let source = "use crate::{text::Span, lint::{lint, Check}};\nfn f() { crate::ui::mount() }";
    assert_eq!(used(source), ["text", "lint", "ui"]);
    assert!(!allowed("policy", "lint") && !allowed("jose", "intake") && !allowed("report", "ui"));
    assert!(allowed("lint", "policy") && allowed("policy", "policy"));
}
