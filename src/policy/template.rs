/// Puts the arguments in place of the `{}` of a sentence, in order; arguments without one are left out.
pub(super) fn fill(template: &str, arguments: &[&str]) -> String {
    let mut pieces = template.split("{}");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for (piece, argument) in pieces.zip(arguments) {
        text.push_str(argument);
        text.push_str(piece);
    }
    text
}
