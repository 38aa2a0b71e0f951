/// Whether a word is one of those in a list, with a blank between each two.
pub fn has_word(words: &str, word: &str) -> bool {
    !word.is_empty() && words.split(' ').any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use super::has_word;

    #[test]
    fn a_word_is_found_whole_or_not_at_all() {
        for (words, word, found) in [
            ("a bc", "bc", true),
            ("a bc", "b", false),
            ("a bc", "a bc", false),
            ("", "", false),
        ] {
            assert_eq!(has_word(words, word), found, "`{word}` in `{words}`");
        }
    }
}
