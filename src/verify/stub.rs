use crate::text::json::Json;
impl crate::jose::Token {
    pub fn signature_count(&self) -> usize {
        usize::from(self.has_signature())
    }
    pub fn parameter(&self, _: usize, name: &str) -> Option<&Json> {
        self.header_parameter(name)
    }
    pub fn not_understood(&self, _: usize) -> Option<String> {
        None
    }
    pub fn signature_bytes(&self, _: usize) -> Option<Vec<u8>> {
        Some(self.segments.get(2)?.bytes.clone())
    }
    pub fn signing_input(&self, _: usize) -> Option<Vec<u8>> {
        Some(
            [
                &*self.segments.first()?.text,
                ".",
                &*self.segments.get(1)?.text,
            ]
            .concat()
            .into_bytes(),
        )
    }
}
