//! GUIDs: their form. The names of those that everybody meets are in [`super::well_known()`].

/// Whether the text is a GUID in its canonical form, in either case.
pub fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}
