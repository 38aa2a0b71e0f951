use crate::walk::{Walk, stream};

/// Before the streams stand, four bytes each: the program's length, where its code begins, and each stream's length.
const NUMBERS: usize = stream::COUNT + 2;

/// How long the program is, in bytes. `None` when that is not there.
pub fn joined_length(packed: &[u8]) -> Option<usize> {
    number(packed, 0)
}

/// Puts the program together in `out`, which is as long as [`joined_length`] says. `None` when the streams are not those
/// of a program.
pub fn join(packed: &[u8], out: &mut [u8]) -> Option<()> {
    let mut at = [0; stream::COUNT];
    let mut start = NUMBERS * 4;
    for (index, place) in at.iter_mut().enumerate() {
        *place = start;
        start = start.checked_add(number(packed, index + 2)?)?;
    }
    let mut join = Join {
        packed,
        at,
        out,
        to: 0,
    };
    join.bytes(stream::REST, number(packed, 1)?)?;
    for _ in 0..join.integer(stream::DECLARATIONS)? {
        join.function_and_its_length()?;
    }
    let rest = join.out.len().checked_sub(join.to)?;
    join.bytes(stream::REST, rest)
}

fn number(packed: &[u8], index: usize) -> Option<usize> {
    let bytes = packed.get(index * 4..)?.first_chunk::<4>()?;
    usize::try_from(u32::from_le_bytes(*bytes)).ok()
}

/// Reads the streams, writes the program.
struct Join<'a> {
    packed: &'a [u8],
    /// Where each stream is read on.
    at: [usize; stream::COUNT],
    out: &'a mut [u8],
    to: usize,
}

impl Join<'_> {
    fn function_and_its_length(&mut self) -> Option<()> {
        let first = self.to;
        // Room for a length of two digits, which most functions need.
        let start = first + 2;
        self.to = start;
        self.function()?;
        let mut length = self.to - start;
        let digits = match length {
            0..128 => 1,
            128..16_384 => 2,
            _ => 3,
        };
        self.out
            .get(first + digits..first + digits + length)
            .is_some()
            .then(|| self.out.copy_within(start..self.to, first + digits))?;
        self.to = first + digits + length;
        for (place, digit) in self.out.get_mut(first..)?.iter_mut().zip(1..=digits) {
            *place = length.to_le_bytes().first()? & 127;
            if digit < digits {
                *place |= 128;
            }
            length >>= 7;
        }
        Some(())
    }
}

impl Walk for Join<'_> {
    #[inline]
    fn byte(&mut self, stream: usize) -> Option<u8> {
        let place = self.at.get_mut(stream)?;
        let byte = *self.packed.get(*place)?;
        *place += 1;
        *self.out.get_mut(self.to)? = byte;
        self.to += 1;
        Some(byte)
    }

    /// As for every walk, but at once and not byte by byte: most of the time is spent here.
    fn integer(&mut self, stream: usize) -> Option<usize> {
        let place = self.at.get_mut(stream)?;
        let from = self.packed.get(*place..)?;
        let to = self.out.get_mut(self.to..)?;
        let (mut value, mut shift, mut count) = (0_usize, 0_u32, 0);
        for (byte, slot) in from.iter().zip(to) {
            *slot = *byte;
            count += 1;
            value |= usize::from(byte & 127).checked_shl(shift).unwrap_or(0);
            if *byte < 128 {
                *place += count;
                self.to += count;
                return Some(value);
            }
            shift += 7;
        }
        None
    }
}
