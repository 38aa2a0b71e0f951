/// Where something stops being a key, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Offset in bytes of what was read: of the DER, of the JSON text.
    pub(super) offset: usize,
    /// What is wrong there and what to do, one clause.
    pub(super) message: String,
}

impl Fault {
    /// A fault at this offset.
    pub(super) fn new(offset: usize, message: &str) -> Self {
        Self {
            offset,
            message: message.to_owned(),
        }
    }
}
