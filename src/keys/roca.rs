//! The fingerprint of RSA keys that a library of Infineon made (CVE-2017-15361): modulo small primes they are powers of 65537.
//! Source: Nemec, Sys, Svenda, Klinec, Matyas: The Return of Coppersmith's Attack (2017), section 2.2.

/// The primes of the fingerprint: those up to 167.
static PRIMES: [u32; 38] = [
    3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
    101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
];
const GENERATOR: u32 = 65_537;

/// Whether a modulus, the highest byte first, has the fingerprint. By chance, hardly any other has it.
pub fn has_fingerprint(modulus: &[u8]) -> bool {
    PRIMES.iter().all(|&prime| {
        let mut rest = 0;
        for byte in modulus {
            rest = (rest << 8 | u32::from(*byte)) % prime;
        }
        let mut power = 1;
        for _ in 0..prime {
            if power == rest {
                return true;
            }
            power = power * (GENERATOR % prime) % prime;
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_of_the_generator_has_it_and_other_numbers_do_not() {
        // 65537 to the power of four.
        assert!(has_fingerprint(&[1, 0, 4, 0, 6, 0, 4, 0, 1]));
        assert!(!has_fingerprint(&[1, 0, 4, 0, 6, 0, 4, 0, 3]));
        assert!(!has_fingerprint(&[]));
    }
}
