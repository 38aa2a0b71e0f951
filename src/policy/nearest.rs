/// The name that a misspelt one is closest to, of a list of words, when it is close.
pub(super) fn nearest<'a>(written: &str, known: &'a str) -> Option<&'a str> {
    let mut best = None;
    for name in known.split(' ') {
        if !is_near(written, name) {
            continue;
        }
        let found = (distance(written, name), name);
        if best.is_none_or(|best| found < best) {
            best = Some(found);
        }
    }
    best.map(|(_, name)| name)
}

/// Whether a name may be another one, misspelt.
pub(super) fn is_near(written: &str, name: &str) -> bool {
    // As many differ as one is longer: most names are told apart without looking at their letters.
    is_small(written.len().abs_diff(name.len()), name) && is_small(distance(written, name), name)
}

/// A third of the letters may differ.
const fn is_small(distance: usize, name: &str) -> bool {
    distance * 3 <= name.len()
}

/// How many letters differ; upper and lower case of the first do not.
fn distance(a: &str, b: &str) -> usize {
    // The row of the letter before, without its first cell.
    let mut row = Vec::new();
    for at in 0..b.len() {
        row.push(at + 1);
    }
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, y) in row.iter_mut().zip(b.bytes()) {
            let next = (diagonal + usize::from(x.to_ascii_lowercase() != y))
                .min(left + 1)
                .min(*cell + 1);
            diagonal = *cell;
            *cell = next;
            left = next;
        }
    }
    row.last().copied().unwrap_or(a.len())
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_typo_finds_its_word_and_another_word_finds_none() {
        let known = "header-name require-scheme clock-skew";
        assert_eq!(nearest("headername", known), Some("header-name"));
        assert_eq!(nearest("Clock-Skew", known), Some("clock-skew"));
        assert_eq!(nearest("cache-duration", known), None);
    }
}
