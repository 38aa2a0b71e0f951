//! Whether a point lies on its curve: y² = x³ + ax + b, modulo the field's prime (SEC 1 §3.2.2, FIPS 186-5 §3.2).

/// The name of a curve, its prime, and b, in hexadecimal digits; a is -3, but 0 where b is 7 (SP 800-186 §3.2.1, SEC 2 §2.4.1).
static CURVES: [[&str; 3]; 4] = [
    [
        "P-256",
        "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
        "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
    ],
    [
        "P-384",
        "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
        "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef",
    ],
    [
        "P-521",
        "1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00",
    ],
    [
        "secp256k1",
        "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f",
        "7",
    ],
];

/// A number as 32-bit digits, the lowest first, one more than the longest prime needs.
type Number = [u64; 18];

/// Whether the point of these coordinates, the highest byte first, is on the curve of this name; true for other curves.
pub fn is_on_curve(curve: &str, x: &[u8], y: &[u8]) -> bool {
    let Some([_, prime, b]) = CURVES.iter().find(|[name, ..]| *name == curve) else {
        return true;
    };
    let prime = digits(prime);
    let [x, y] = [x, y].map(number);
    if !is_less(&x, &prime) || !is_less(&y, &prime) {
        return false;
    }
    // x³ + ax + b is x(x² + a) + b.
    let mut inside = times(&x, &x, &prime);
    if *b != "7" {
        let three = digits("3");
        inside = sum(&inside, &less(&prime, &three), &prime);
    }
    let right = sum(&times(&x, &inside, &prime), &digits(b), &prime);
    times(&y, &y, &prime) == right
}

fn digits(hexadecimal: &str) -> Number {
    let mut found = Number::default();
    for digit in hexadecimal.chars() {
        shift(&mut found, 4, digit.to_digit(16).unwrap_or(0).into());
    }
    found
}

/// The number of these bytes; what is too long for any curve loses its beginning.
fn number(bytes: &[u8]) -> Number {
    let mut found = Number::default();
    for byte in bytes {
        shift(&mut found, 8, u64::from(*byte));
    }
    found
}

/// Moves the digits up by so many bits, and puts this below them.
fn shift(number: &mut Number, bits: u32, below: u64) {
    let mut carry = below;
    for digit in number {
        *digit = *digit << bits | carry;
        carry = *digit >> 32;
        *digit &= 0xffff_ffff;
    }
}

fn is_less(one: &Number, other: &Number) -> bool {
    one.iter().rev().lt(other.iter().rev())
}

/// The difference, of a number that is not less.
fn less(from: &Number, what: &Number) -> Number {
    let mut found = *from;
    let mut borrow = 0;
    for (digit, what) in found.iter_mut().zip(what) {
        let difference = (*digit + (1 << 32)) - what - borrow;
        borrow = u64::from(difference < 1 << 32);
        *digit = difference & 0xffff_ffff;
    }
    found
}

fn sum(one: &Number, other: &Number, prime: &Number) -> Number {
    let mut found = *one;
    let mut carry = 0;
    for (digit, other) in found.iter_mut().zip(other) {
        let sum = *digit + other + carry;
        carry = sum >> 32;
        *digit = sum & 0xffff_ffff;
    }
    if is_less(&found, prime) {
        found
    } else {
        less(&found, prime)
    }
}

/// The product, by doubling and adding: slow, and short.
fn times(one: &Number, other: &Number, prime: &Number) -> Number {
    let mut found = Number::default();
    for digit in one.iter().rev() {
        for bit in (0..32).rev() {
            found = sum(&found, &found, prime);
            if digit >> bit & 1 == 1 {
                found = sum(&found, other, prime);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hexadecimal: &str) -> Vec<u8> {
        let digits: Vec<u32> = hexadecimal.chars().filter_map(|c| c.to_digit(16)).collect();
        digits
            .chunks(2)
            .map(|pair| u8::try_from(pair[0] << 4 | pair[1]).unwrap())
            .collect()
    }

    #[test]
    fn the_base_points_are_on_their_curves_and_their_neighbours_are_not() {
        for (curve, x, y) in [
            (
                "P-256",
                "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
                "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
            ),
            (
                "P-384",
                "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7",
                "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f",
            ),
            (
                "P-521",
                "00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66",
                "011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650",
            ),
            (
                "secp256k1",
                "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
                "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8",
            ),
        ] {
            let (x, mut y) = (bytes(x), bytes(y));
            assert!(is_on_curve(curve, &x, &y), "{curve}");
            assert!(!is_on_curve(curve, &y, &x), "{curve}");
            *y.last_mut().unwrap() ^= 1;
            assert!(!is_on_curve(curve, &x, &y), "{curve}");
            assert!(!is_on_curve(curve, &vec![0xff; x.len()], &y), "{curve}");
            assert!(!is_on_curve(curve, &[], &[]), "{curve}");
        }
        assert!(is_on_curve("Ed25519", &[1], &[]));
    }
}
