//! Hashes (FIPS 180-4), for thumbprints and disclosures; signatures are the browser's.
//! By hand: the libraries unroll each of them, which is several times the size; `tests/properties.rs` holds it against them.

/// One hash function: all four are one loop over a block with other numbers.
struct Hash {
    name: &'static str,
    /// Bits of a word.
    bits: usize,
    rounds: usize,
    /// How far words are turned: for Σ0, Σ1, σ0 and σ1 (§4.1); the last of σ0 and σ1 is a shift.
    turns: [[usize; 3]; 4],
    /// The initial hash value (§5.3), in the high bits.
    start: [u64; 8],
    /// Words of the digest.
    words: usize,
}

const TURNS_32: [[usize; 3]; 4] = [[2, 13, 22], [6, 11, 25], [7, 18, 3], [17, 19, 10]];
const TURNS_64: [[usize; 3]; 4] = [[28, 34, 39], [14, 18, 41], [1, 8, 7], [19, 61, 6]];
/// The fractional parts of the square roots of the first eight primes; SHA-256 takes their first half.
const START: [u64; 8] = [
    0x6a09_e667_f3bc_c908,
    0xbb67_ae85_84ca_a73b,
    0x3c6e_f372_fe94_f82b,
    0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1,
    0x9b05_688c_2b3e_6c1f,
    0x1f83_d9ab_fb41_bd6b,
    0x5be0_cd19_137e_2179,
];
/// Those of the next eight.
const START_384: [u64; 8] = [
    0xcbbb_9d5d_c105_9ed8,
    0x629a_292a_367c_d507,
    0x9159_015a_3070_dd17,
    0x152f_ecd8_f70e_5939,
    0x6733_2667_ffc0_0b31,
    0x8eb4_4a87_6858_1511,
    0xdb0c_2e0d_64f9_8fa7,
    0x47b5_481d_befa_4fa4,
];
const START_1: [u64; 8] = [
    0x6745_2301_0000_0000,
    0xefcd_ab89_0000_0000,
    0x98ba_dcfe_0000_0000,
    0x1032_5476_0000_0000,
    0xc3d2_e1f0_0000_0000,
    0,
    0,
    0,
];
/// The constants of SHA-1, for twenty rounds each.
const CONSTANTS_1: [u64; 4] = [0x5a82_7999, 0x6ed9_eba1, 0x8f1b_bcdc, 0xca62_c1d6];
/// The fractional parts of the cube roots of the first eighty primes; SHA-256 takes the first half of 64 of them.
static CONSTANTS: [u64; 80] = [
    0x428a_2f98_d728_ae22,
    0x7137_4491_23ef_65cd,
    0xb5c0_fbcf_ec4d_3b2f,
    0xe9b5_dba5_8189_dbbc,
    0x3956_c25b_f348_b538,
    0x59f1_11f1_b605_d019,
    0x923f_82a4_af19_4f9b,
    0xab1c_5ed5_da6d_8118,
    0xd807_aa98_a303_0242,
    0x1283_5b01_4570_6fbe,
    0x2431_85be_4ee4_b28c,
    0x550c_7dc3_d5ff_b4e2,
    0x72be_5d74_f27b_896f,
    0x80de_b1fe_3b16_96b1,
    0x9bdc_06a7_25c7_1235,
    0xc19b_f174_cf69_2694,
    0xe49b_69c1_9ef1_4ad2,
    0xefbe_4786_384f_25e3,
    0x0fc1_9dc6_8b8c_d5b5,
    0x240c_a1cc_77ac_9c65,
    0x2de9_2c6f_592b_0275,
    0x4a74_84aa_6ea6_e483,
    0x5cb0_a9dc_bd41_fbd4,
    0x76f9_88da_8311_53b5,
    0x983e_5152_ee66_dfab,
    0xa831_c66d_2db4_3210,
    0xb003_27c8_98fb_213f,
    0xbf59_7fc7_beef_0ee4,
    0xc6e0_0bf3_3da8_8fc2,
    0xd5a7_9147_930a_a725,
    0x06ca_6351_e003_826f,
    0x1429_2967_0a0e_6e70,
    0x27b7_0a85_46d2_2ffc,
    0x2e1b_2138_5c26_c926,
    0x4d2c_6dfc_5ac4_2aed,
    0x5338_0d13_9d95_b3df,
    0x650a_7354_8baf_63de,
    0x766a_0abb_3c77_b2a8,
    0x81c2_c92e_47ed_aee6,
    0x9272_2c85_1482_353b,
    0xa2bf_e8a1_4cf1_0364,
    0xa81a_664b_bc42_3001,
    0xc24b_8b70_d0f8_9791,
    0xc76c_51a3_0654_be30,
    0xd192_e819_d6ef_5218,
    0xd699_0624_5565_a910,
    0xf40e_3585_5771_202a,
    0x106a_a070_32bb_d1b8,
    0x19a4_c116_b8d2_d0c8,
    0x1e37_6c08_5141_ab53,
    0x2748_774c_df8e_eb99,
    0x34b0_bcb5_e19b_48a8,
    0x391c_0cb3_c5c9_5a63,
    0x4ed8_aa4a_e341_8acb,
    0x5b9c_ca4f_7763_e373,
    0x682e_6ff3_d6b2_b8a3,
    0x748f_82ee_5def_b2fc,
    0x78a5_636f_4317_2f60,
    0x84c8_7814_a1f0_ab72,
    0x8cc7_0208_1a64_39ec,
    0x90be_fffa_2363_1e28,
    0xa450_6ceb_de82_bde9,
    0xbef9_a3f7_b2c6_7915,
    0xc671_78f2_e372_532b,
    0xca27_3ece_ea26_619c,
    0xd186_b8c7_21c0_c207,
    0xeada_7dd6_cde0_eb1e,
    0xf57d_4f7f_ee6e_d178,
    0x06f0_67aa_7217_6fba,
    0x0a63_7dc5_a2c8_98a6,
    0x113f_9804_bef9_0dae,
    0x1b71_0b35_131c_471b,
    0x28db_77f5_2304_7d84,
    0x32ca_ab7b_40c7_2493,
    0x3c9e_be0a_15c9_bebc,
    0x431d_67c4_9c10_0d4c,
    0x4cc5_d4be_cb3e_42b6,
    0x597f_299c_fc65_7e2a,
    0x5fcb_6fab_3ad6_faec,
    0x6c44_198c_4a47_5817,
];

static HASHES: [Hash; 4] = [
    Hash {
        name: "sha-1",
        bits: 32,
        rounds: 80,
        turns: TURNS_32,
        start: START_1,
        words: 5,
    },
    Hash {
        name: "sha-256",
        bits: 32,
        rounds: 64,
        turns: TURNS_32,
        start: START,
        words: 8,
    },
    Hash {
        name: "sha-384",
        bits: 64,
        rounds: 80,
        turns: TURNS_64,
        start: START_384,
        words: 6,
    },
    Hash {
        name: "sha-512",
        bits: 64,
        rounds: 80,
        turns: TURNS_64,
        start: START,
        words: 8,
    },
];

/// The digest of these bytes under a name of the IANA registry of named information hash algorithms, in lower case; `sha-1` too.
/// `None` for a hash that is not known here.
#[inline(never)]
pub fn digest(hash: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let hash = HASHES.iter().find(|known| known.name == hash)?;
    let block = hash.bits * 2;
    // A one, zeros, and the length in bits, in two words (§5.1).
    let mut padded = bytes.to_vec();
    padded.push(0x80);
    while !(padded.len() + hash.bits / 4).is_multiple_of(block) {
        padded.push(0);
    }
    padded.resize(padded.len() + hash.bits / 4 - 8, 0);
    padded.extend((bytes.len() as u64).wrapping_mul(8).to_be_bytes());
    let mut state = hash.start.map(|word| word >> (64 - hash.bits));
    for block in padded.chunks(block) {
        hash.compress(&mut state, block);
    }
    let mut digest = Vec::new();
    for word in state.iter().take(hash.words) {
        digest.extend(word.to_be_bytes().iter().skip(8 - hash.bits / 8));
    }
    Some(digest)
}

impl Hash {
    /// Takes one block in (§6).
    #[expect(clippy::many_single_char_names, reason = "they are the standard's")]
    fn compress(&self, state: &mut [u64; 8], block: &[u8]) {
        // The sixteen words that the next is made of.
        let mut words = [0_u64; 16];
        for (word, bytes) in words.iter_mut().zip(block.chunks(self.bits / 8)) {
            for &byte in bytes {
                *word = *word << 8 | u64::from(byte);
            }
        }
        let [big0, big1, small0, small1] = self.turns;
        let is_sha_1 = self.words == 5;
        let mut next = *state;
        for (round, constant) in CONSTANTS.iter().enumerate().take(self.rounds) {
            let [a, b, c, d, e, f, g, h] = next;
            let new;
            if is_sha_1 {
                let mixed = match round / 20 {
                    0 => either(b, c, d),
                    2 => majority(b, c, d),
                    _ => b ^ c ^ d,
                };
                let constant = CONSTANTS_1.get(round / 20).copied().unwrap_or(0);
                let sum = self.sum(&[self.turn(a, 27), mixed, e, constant, words[0]]);
                next = [sum, a, self.turn(b, 2), c, d, 0, 0, 0];
                new = self.turn(words[13] ^ words[8] ^ words[2] ^ words[0], 31);
            } else {
                let constant = constant >> (64 - self.bits);
                let first =
                    self.sum(&[h, self.turned(e, big1), either(e, f, g), constant, words[0]]);
                let second = self.sum(&[first, self.turned(a, big0), majority(a, b, c)]);
                next = [second, a, b, c, self.sum(&[d, first]), e, f, g];
                let (near, far) = (words[1], words[14]);
                let [near, far] = [(near, small0), (far, small1)].map(|(word, turns)| {
                    self.turn(word, turns[0]) ^ self.turn(word, turns[1]) ^ word >> turns[2]
                });
                new = self.sum(&[far, words[9], near, words[0]]);
            }
            words.copy_within(1.., 0);
            words[15] = new;
        }
        for (word, next) in state.iter_mut().zip(next) {
            *word = self.sum(&[*word, next]);
        }
    }

    /// The word turned to the right by each of these, together.
    fn turned(&self, word: u64, turns: [usize; 3]) -> u64 {
        self.turn(word, turns[0]) ^ self.turn(word, turns[1]) ^ self.turn(word, turns[2])
    }

    fn turn(&self, word: u64, by: usize) -> u64 {
        self.sum(&[word >> by | word << (self.bits - by)])
    }

    /// The sum of words, as a word.
    fn sum(&self, words: &[u64]) -> u64 {
        let mut sum = 0_u64;
        for word in words {
            sum = sum.wrapping_add(*word);
        }
        sum & u64::MAX >> (64 - self.bits)
    }
}

/// `Ch` (§4.1): bits of the one or the other.
const fn either(chooser: u64, one: u64, other: u64) -> u64 {
    chooser & one | !chooser & other
}

/// `Maj` (§4.1).
const fn majority(a: u64, b: u64, c: u64) -> u64 {
    a & b | a & c | b & c
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
