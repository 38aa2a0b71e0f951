use super::{About, Check, Outcome};
use crate::finding::{Confidence, Part, Place, Severity};
use crate::jose::alg::alike;
use crate::jose::{Kind, Token};

/// The signature cannot be one of its algorithm, whatever the key.
pub(super) static CHECK: Check = Check {
    code: "signature-misshapen",
    severity: Severity::Error,
    confidence: Confidence::Certain,
    about: About::Token(run),
    title: "no key makes this signature: {found}",
    why: "Implementations of ECDSA have taken zeros for the signature of everything, and each form of writing it that is accepted beside the right one makes two tokens of one.",
    help: "do not trust this token; where the issuer made it so, have it sign as RFC 7518 says",
    see: "the bytes behind the last dot: all zero, or DER that begins with `30`",
    source: "RFC 7518 §3.4; CVE-2022-21449",
};

/// The order of each curve (SEC 2 §2.4 to §2.6), which r and s stay below.
static ORDERS: [(&str, &[u8]); 4] = [
    (
        "ES256",
        b"\xff\xff\xff\xff\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff\
          \xbc\xe6\xfa\xad\xa7\x17\x9e\x84\xf3\xb9\xca\xc2\xfc\x63\x25\x51",
    ),
    (
        "ES256K",
        b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xfe\
          \xba\xae\xdc\xe6\xaf\x48\xa0\x3b\xbf\xd2\x5e\x8c\xd0\x36\x41\x41",
    ),
    (
        "ES384",
        b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\
          \xc7\x63\x4d\x81\xf4\x37\x2d\xdf\x58\x1a\x0d\xb2\x48\xb0\xa7\x7a\xec\xec\x19\x6a\xcc\xc5\x29\x73",
    ),
    (
        "ES512",
        b"\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\
          \xff\xfa\x51\x86\x87\x83\xbf\x2f\x96\x6b\x7f\xcc\x01\x48\xf7\x09\xa5\xd0\x3b\xb5\xc9\xb8\x89\x9c\x47\xae\xbb\x6f\xb7\x1e\x91\x38\x64\x09",
    ),
];

fn run(token: &Token) -> Outcome {
    let row = token.alg().and_then(alike);
    let (Kind::Jws, Some(row), Some(segment)) = (token.kind, row, token.segments.get(2)) else {
        return Outcome::NotApplicable;
    };
    // That it is empty is told where the token is read.
    let bytes = &*segment.bytes;
    if bytes.is_empty() {
        return Outcome::NotApplicable;
    }
    let order = ORDERS.iter().find(|(name, _)| *name == row.name);
    let found = match order {
        _ if is_zero(bytes) => "it is nothing but zeros",
        Some((_, order)) if bytes.len() == order.len() * 2 => out_of_range(order, bytes),
        Some(_) if is_der(bytes) => {
            "it is in DER, as OpenSSL and Java write it, where JWS wants r and s side by side"
        }
        _ => "",
    };
    if found.is_empty() {
        return Outcome::Passed;
    }
    CHECK.found(&[("found", found)], Place::Token(Part::Signature))
}

fn is_zero(bytes: &[u8]) -> bool {
    bytes.iter().all(|&byte| byte == 0)
}

/// What is wrong with r or s, which are as long as the order, so that bytes compare as numbers do; empty when nothing is.
fn out_of_range(order: &[u8], bytes: &[u8]) -> &'static str {
    for number in bytes.chunks(order.len()) {
        if is_zero(number) {
            return "one of its two numbers, r and s, is zero";
        }
        if number >= order {
            return "one of its two numbers, r and s, is not below the order of the curve";
        }
    }
    ""
}

/// Whether bytes are a sequence in DER of just this length (X.690 §8.1.3).
fn is_der(bytes: &[u8]) -> bool {
    match bytes {
        [0x30, 0x81, length, rest @ ..] | [0x30, length, rest @ ..] => {
            usize::from(*length) == rest.len()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{of_token, signed};
    use super::{CHECK, ORDERS};

    fn found(alg: &str, signature: &[u8]) -> String {
        let title = of_token(&CHECK, &signed(alg, signature)).concat();
        title.replace("no key makes this signature: ", "")
    }

    #[test]
    fn r_and_s_are_numbers_of_their_curve() {
        const ZERO: &str = "one of its two numbers, r and s, is zero";
        const BEYOND: &str = "one of its two numbers, r and s, is not below the order of the curve";
        for ((alg, order), length) in ORDERS.into_iter().zip([32, 32, 48, 66]) {
            assert_eq!(order.len(), length, "{alg}");
            let one = vec![1; order.len()];
            let zero = vec![0; order.len()];
            let mut last = order.to_vec();
            *last.last_mut().unwrap() -= 1;
            assert_eq!(found(alg, &[&*last, &*last].concat()), "", "{alg}");
            assert_eq!(found(alg, &[&*one, &*zero].concat()), ZERO, "{alg}");
            assert_eq!(found(alg, &[&*zero, &*one].concat()), ZERO, "{alg}");
            assert_eq!(found(alg, &[order, &*one].concat()), BEYOND, "{alg}");
            assert_eq!(found(alg, &[&*one, order].concat()), BEYOND, "{alg}");
            let zeros = [&*zero, &*zero].concat();
            assert_eq!(found(alg, &zeros), "it is nothing but zeros");
        }
        assert_eq!(found("RS256", &[0; 256]), "it is nothing but zeros");
        assert_eq!(found("RS256", &[1; 256]), "");
        for (alg, signature) in [("none", &[0][..]), ("X9", &[0]), ("HS256", &[])] {
            assert_eq!(found(alg, signature), "not applicable", "{alg}");
        }
    }

    #[test]
    fn der_is_named() {
        let der = [0x30, 6, 2, 1, 1, 2, 1, 1];
        assert!(found("ES256", &der).starts_with("it is in DER"));
        let long = [&[0x30, 0x81, 136][..], &[1; 136]].concat();
        assert!(found("ES512", &long).starts_with("it is in DER"));
        assert_eq!(found("RS256", &der), "");
        assert_eq!(found("ES256", &[0x30, 9, 2]), "");
    }
}
