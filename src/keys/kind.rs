//! The public keys that are not RSA: their names in a JWK, their object identifiers, their lengths.

use super::key::Material;

/// One curve, or one algorithm whose keys serve nothing else.
pub(super) struct Kind {
    /// `kty` of its JWK: `EC` (RFC 7518 §6.2), `OKP` (RFC 8037 §2) or `AKP` (draft-ietf-cose-dilithium).
    pub(super) kty: &'static str,
    /// `crv`; `alg` where the key is for one algorithm.
    pub(super) name: &'static str,
    /// The content of its object identifier in DER.
    pub(super) oid: &'static [u8],
    /// Bytes of a coordinate, or of the public key.
    pub(super) length: usize,
}

const fn kind(kty: &'static str, name: &'static str, oid: &'static [u8], length: usize) -> Kind {
    Kind {
        kty,
        name,
        oid,
        length,
    }
}

/// RFC 5480 §2.1.1, SEC 2 §A.2; RFC 8410 §3; RFC 9881 §2.
static KINDS: [Kind; 11] = [
    kind("EC", "P-256", b"\x2a\x86\x48\xce\x3d\x03\x01\x07", 32),
    kind("EC", "P-384", b"\x2b\x81\x04\x00\x22", 48),
    kind("EC", "P-521", b"\x2b\x81\x04\x00\x23", 66),
    kind("EC", "secp256k1", b"\x2b\x81\x04\x00\x0a", 32),
    kind("OKP", "X25519", b"\x2b\x65\x6e", 32),
    kind("OKP", "X448", b"\x2b\x65\x6f", 56),
    kind("OKP", "Ed25519", b"\x2b\x65\x70", 32),
    kind("OKP", "Ed448", b"\x2b\x65\x71", 57),
    kind(
        "AKP",
        "ML-DSA-44",
        b"\x60\x86\x48\x01\x65\x03\x04\x03\x11",
        1312,
    ),
    kind(
        "AKP",
        "ML-DSA-65",
        b"\x60\x86\x48\x01\x65\x03\x04\x03\x12",
        1952,
    ),
    kind(
        "AKP",
        "ML-DSA-87",
        b"\x60\x86\x48\x01\x65\x03\x04\x03\x13",
        2592,
    ),
];

/// The kind of this object identifier.
pub(super) fn by_oid(oid: &[u8]) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.oid == oid)
}

/// The kind of this name with this `kty`; names are case-sensitive.
pub(super) fn by_name(kty: &str, name: &str) -> Option<&'static Kind> {
    KINDS
        .iter()
        .find(|kind| kind.kty == kty && kind.name == name)
}

impl Kind {
    /// The key of these bytes, as they stand in a bit string, and what is wrong with them; the point of a curve is
    /// uncompressed (SEC 1 §2.3.3).
    pub(super) fn material(&self, bytes: &[u8]) -> (Material, &'static str) {
        let name = self.name.to_owned();
        let mut public = bytes;
        let mut length = self.length;
        let mut wrong = "";
        if self.kty == "EC" {
            length *= 2;
            let form = bytes.first().copied().unwrap_or(0);
            if form != 4 {
                wrong = "a compressed point: write it with `-conv_form uncompressed`";
            }
            public = bytes.get(1..).unwrap_or_default();
        }
        if public.len() != length && wrong.is_empty() {
            wrong = "a public key that is not as long as its kind asks for";
        }
        let (x, y) = public.split_at_checked(self.length).unwrap_or_default();
        let (x, y) = (x.to_vec(), y.to_vec());
        let material = match self.kty {
            "EC" => Material::Ec { curve: name, x, y },
            "OKP" => Material::Okp { curve: name, x },
            _ => Material::Akp {
                algorithm: name,
                public: x,
            },
        };
        (material, wrong)
    }
}
