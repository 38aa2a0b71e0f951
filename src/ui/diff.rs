//! What differs between two texts, small enough to be marked for a person.

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The piece.
    pub(crate) text: String,
    /// Whether the other text has it not.
    pub(crate) differs: bool,
}

/// Words beyond this many are compared only from both ends.
const MOST_WORDS: usize = 64;

/// Both texts in pieces: words between the delimiters of a URL, and inside of words that resemble each other their middle.
pub(crate) fn differences(one: &str, other: &str) -> (Vec<Piece>, Vec<Piece>) {
    let (left, right) = (words(one), words(other));
    let mut result = (Vec::new(), Vec::new());
    let (mut l, mut r) = (0, 0);
    for (next_l, next_r) in common(&left, &right)
        .into_iter()
        .chain([(left.len(), right.len())])
    {
        let gap = |words: &[&str], from: usize, to: usize| {
            words.get(from..to).unwrap_or_default().concat()
        };
        refine(&gap(&left, l, next_l), &gap(&right, r, next_r), &mut result);
        if let Some(word) = left.get(next_l) {
            push(&mut result.0, word, false);
            push(&mut result.1, word, false);
        }
        (l, r) = (next_l.saturating_add(1), next_r.saturating_add(1));
    }
    result
}

/// How many bytes of both texts differ.
pub(crate) fn distance(one: &str, other: &str) -> usize {
    let (left, right) = differences(one, other);
    left.iter()
        .chain(&right)
        .filter(|piece| piece.differs)
        .map(|piece| piece.text.len())
        .sum()
}

fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(['/', '?', '&', '=', ' ', ','])
        .flat_map(|word| {
            let end = word
                .char_indices()
                .next_back()
                .filter(|(_, last)| "/?&= ,".contains(*last))
                .map_or(word.len(), |(at, _)| at);
            let (word, delimiter) = word.split_at_checked(end).unwrap_or((word, ""));
            [word, delimiter]
        })
        .filter(|word| !word.is_empty())
        .collect()
}

/// The longest common subsequence, as pairs of places.
fn common(left: &[&str], right: &[&str]) -> Vec<(usize, usize)> {
    if left.len() > MOST_WORDS || right.len() > MOST_WORDS {
        return Vec::new();
    }
    let width = right.len().saturating_add(1);
    let mut longest = vec![0_u32; left.len().saturating_add(1).saturating_mul(width)];
    let at = |l: usize, r: usize| l.saturating_mul(width).saturating_add(r);
    let get = |longest: &[u32], l: usize, r: usize| longest.get(at(l, r)).copied().unwrap_or(0);
    for (l, a) in left.iter().enumerate().rev() {
        for (r, b) in right.iter().enumerate().rev() {
            let best = if a == b {
                get(&longest, l.saturating_add(1), r.saturating_add(1)).saturating_add(1)
            } else {
                get(&longest, l.saturating_add(1), r).max(get(&longest, l, r.saturating_add(1)))
            };
            if let Some(cell) = longest.get_mut(at(l, r)) {
                *cell = best;
            }
        }
    }
    let (mut l, mut r) = (0, 0);
    let mut pairs = Vec::new();
    while let (Some(a), Some(b)) = (left.get(l), right.get(r)) {
        if a == b {
            pairs.push((l, r));
            (l, r) = (l.saturating_add(1), r.saturating_add(1));
        } else if get(&longest, l.saturating_add(1), r) >= get(&longest, l, r.saturating_add(1)) {
            l = l.saturating_add(1);
        } else {
            r = r.saturating_add(1);
        }
    }
    pairs
}

/// Marks two stretches whole, or only their middles when the ends agree for the most part.
fn refine(left: &str, right: &str, result: &mut (Vec<Piece>, Vec<Piece>)) {
    let head = agreeing(left.chars().zip(right.chars()));
    let (head_l, rest_l) = left.split_at_checked(head).unwrap_or(("", left));
    let (head_r, rest_r) = right.split_at_checked(head).unwrap_or(("", right));
    let tail = agreeing(rest_l.chars().rev().zip(rest_r.chars().rev()));
    let cut = |text: &'_ str| text.len().saturating_sub(tail);
    let alike = head.saturating_add(tail).saturating_mul(2) >= left.len().max(right.len());
    if !alike || left.is_empty() || right.is_empty() {
        push(&mut result.0, left, true);
        push(&mut result.1, right, true);
        return;
    }
    for (pieces, head, rest) in [
        (&mut result.0, head_l, rest_l),
        (&mut result.1, head_r, rest_r),
    ] {
        let (middle, tail) = rest.split_at_checked(cut(rest)).unwrap_or((rest, ""));
        push(pieces, head, false);
        push(pieces, middle, true);
        push(pieces, tail, false);
    }
}

fn agreeing(pairs: impl Iterator<Item = (char, char)>) -> usize {
    pairs
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum()
}

fn push(pieces: &mut Vec<Piece>, text: &str, differs: bool) {
    if text.is_empty() {
        return;
    }
    match pieces.last_mut() {
        Some(last) if last.differs == differs => last.text.push_str(text),
        _ => pieces.push(Piece {
            text: text.to_owned(),
            differs,
        }),
    }
}

/// A changed line, or one beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line<'a> {
    /// In both.
    Same(&'a str),
    /// Only before.
    Removed(&'a str),
    /// Only after.
    Added(&'a str),
}

/// The changed stretch of lines, with one line around it.
pub(crate) fn lines<'a>(before: &'a str, after: &'a str) -> Vec<Line<'a>> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let room = old.len().min(new.len()).saturating_sub(head);
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take(room)
        .take_while(|(a, b)| a == b)
        .count();
    let middle = |lines: &[&'a str]| {
        lines
            .get(head..lines.len().saturating_sub(tail))
            .unwrap_or_default()
            .to_vec()
    };
    let around = |index: Option<usize>| index.and_then(|index| old.get(index)).copied();
    let mut result: Vec<Line<'a>> = Vec::new();
    result.extend(around(head.checked_sub(1)).map(Line::Same));
    result.extend(middle(&old).into_iter().map(Line::Removed));
    result.extend(middle(&new).into_iter().map(Line::Added));
    result.extend(around(old.len().checked_sub(tail)).map(Line::Same));
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|piece| {
                if piece.differs {
                    format!("[{}]", piece.text)
                } else {
                    piece.text.clone()
                }
            })
            .collect()
    }

    #[test]
    fn the_differing_words_are_marked() {
        for (one, other, left, right) in [
            (
                "https://login.microsoftonline.com/5c2f/v2.0",
                "https://sts.windows.net/5c2f/",
                "https://[login.microsoftonline.com]/5c2f/[v2.0]",
                "https://[sts.windows.net]/5c2f/",
            ),
            ("api://b7a0", "b7a0", "[api://]b7a0", "b7a0"),
            ("https://a/", "https://a", "https://a[/]", "https://a"),
            (
                "Orders.Read",
                "Orders.read",
                "Orders.[R]ead",
                "Orders.[r]ead",
            ),
            ("same", "same", "same", "same"),
            ("", "x", "", "[x]"),
            ("größer", "großer", "gr[ö]ßer", "gr[o]ßer"),
            ("abc", "xyz", "[abc]", "[xyz]"),
        ] {
            let (l, r) = differences(one, other);
            assert_eq!((written(&l).as_str(), written(&r).as_str()), (left, right));
        }
    }

    #[test]
    fn very_long_texts_are_compared_from_both_ends() {
        let (one, other) = ("a/".repeat(500), format!("{}b", "a/".repeat(500)));
        assert_eq!(differences(&one, &other).1.last().unwrap().text, "b");
        assert_eq!(distance(&one, &other), 1);
    }

    #[test]
    fn a_change_is_shown_with_a_line_around_it() {
        use Line::{Added, Removed, Same};
        for (before, after, shown) in [
            (
                "a\nb\nc\nd",
                "a\nb\nX\nd",
                vec![Same("b"), Removed("c"), Added("X"), Same("d")],
            ),
            ("a\nb", "a\nb\nc", vec![Same("b"), Added("c")]),
            ("a\na", "a\na\na", vec![Same("a"), Added("a")]),
        ] {
            assert_eq!(lines(before, after), shown);
        }
    }
}
