//! Surgery on the one HTML file, whose every cut fails loudly when the text is not as expected.

use crate::Result;

/// Replaces what stands from `start` to the next `end`, both included, which must be there exactly once.
pub(crate) fn replace(html: &str, start: &str, end: &str, new: &str) -> Result<String> {
    let (before, rest) = html
        .split_once(start)
        .ok_or_else(|| format!("the page has no `{start}`"))?;
    let (_, after) = rest
        .split_once(end)
        .ok_or_else(|| format!("the page has no `{end}` after `{start}`"))?;
    if after.contains(start) {
        return Err(format!("the page has more than one `{start}`"));
    }
    Ok([before, new, after].concat())
}

/// What is between each `start` and the `end` that follows it.
pub(crate) fn between<'a>(
    html: &'a str,
    start: &'a str,
    end: &'a str,
) -> impl Iterator<Item = &'a str> {
    html.split(start)
        .skip(1)
        .filter_map(move |rest| rest.split_once(end))
        .map(|(inner, _)| inner)
}

#[cfg(test)]
mod tests {
    use super::{between, replace};

    #[test]
    fn one_element_is_replaced() {
        assert_eq!(
            replace("a<b x>c</b>d", "<b", "</b>", "!"),
            Ok("a!d".to_owned())
        );
    }

    #[test]
    fn none_and_two_are_errors() {
        assert!(replace("ad", "<b", "</b>", "!").is_err());
        assert!(replace("<b></b><b></b>", "<b", "</b>", "!").is_err());
        assert!(replace("a<b", "<b", "</b>", "!").is_err());
    }

    #[test]
    fn inner_texts_are_found_in_order() {
        assert_eq!(
            between("<s>1</s><s>2</s>", "<s>", "</s>").collect::<Vec<_>>(),
            ["1", "2"]
        );
    }
}
