//! Hashes (FIPS 180-4), for thumbprints and disclosures; signatures are the browser's.

use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha384, Sha512};

/// The digest of these bytes under a name of the IANA registry of named information hash algorithms, in lower case; `sha-1` too.
/// `None` for a hash that is not known here.
pub fn digest(hash: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    Some(match hash {
        "sha-1" => Sha1::digest(bytes).to_vec(),
        "sha-256" => Sha256::digest(bytes).to_vec(),
        "sha-384" => Sha384::digest(bytes).to_vec(),
        "sha-512" => Sha512::digest(bytes).to_vec(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_standard() {
        for (hash, start) in [
            ("sha-1", [0xa9, 0x99, 0x3e, 0x36]),
            ("sha-256", [0xba, 0x78, 0x16, 0xbf]),
            ("sha-384", [0xcb, 0x00, 0x75, 0x3f]),
            ("sha-512", [0xdd, 0xaf, 0x35, 0xa1]),
        ] {
            assert_eq!(digest(hash, b"abc").unwrap().first_chunk(), Some(&start));
        }
        assert_eq!(digest("md5", b"abc"), None);
    }
}
