use super::*;
pub fn from_jwk(_: &Json) -> Result<Key, String> {
    Err(String::new())
}
pub fn from_certificates(_: &[Vec<u8>]) -> Result<Key, String> {
    Err(String::new())
}
pub fn rsa(_: &str, _: &str) -> Result<Key, String> {
    Err(String::new())
}
pub fn secret(bytes: Vec<u8>, form: Form) -> Key {
    Key {
        form,
        span: crate::text::Span::default(),
        material: Material::Secret(bytes),
        private: None,
        kid: None,
        usage: None,
        algorithm: None,
        operations: None,
        x5t: None,
        x5t_s256: None,
        certificates: vec![],
        thumbprint: String::new(),
    }
}
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
impl Key {
    pub fn describe(&self) -> String {
        String::new()
    }
}
impl Key { pub fn jwk(&self) -> String { String::new() } }
