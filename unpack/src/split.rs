use crate::walk::{Walk, stream};

const CODE_SECTION: u8 = 10;

/// Takes a program apart into the streams that [`crate::join`] puts together. What cannot be taken apart is said with its
/// place.
pub fn split(program: &[u8]) -> Result<Vec<u8>, String> {
    let mut split = Split {
        program,
        at: 0,
        streams: vec![Vec::new(); stream::COUNT],
    };
    let packed = split.program();
    packed.ok_or_else(|| {
        format!(
            "the program cannot be taken apart at byte {}: the instruction there is missing in `unpack/src/walk.rs`",
            split.at
        )
    })
}

/// Reads the program, writes the streams.
struct Split<'a> {
    program: &'a [u8],
    at: usize,
    streams: Vec<Vec<u8>>,
}

impl Split<'_> {
    fn program(&mut self) -> Option<Vec<u8>> {
        self.bytes(stream::REST, 8)?;
        while self.byte(stream::REST)? != CODE_SECTION {
            let length = self.integer(stream::REST)?;
            self.bytes(stream::REST, length)?;
        }
        let length = self.integer(stream::REST)?;
        let code_start = self.at;
        for _ in 0..self.integer(stream::DECLARATIONS)? {
            // A function's length follows from its code, so it is left out.
            let kept = self.streams.get(stream::OTHERS)?.len();
            let length = self.integer(stream::OTHERS)?;
            self.streams.get_mut(stream::OTHERS)?.truncate(kept);
            let end = self.at.checked_add(length)?;
            self.function()?;
            (self.at == end).then_some(())?;
        }
        (self.at == code_start.checked_add(length)?).then_some(())?;
        self.bytes(stream::REST, self.program.len().checked_sub(self.at)?)?;
        let lengths = self.streams.iter().map(Vec::len);
        let mut packed = Vec::new();
        for number in [self.program.len(), code_start].into_iter().chain(lengths) {
            packed.extend(u32::try_from(number).ok()?.to_le_bytes());
        }
        packed.extend(self.streams.concat());
        Some(packed)
    }
}

impl Walk for Split<'_> {
    fn byte(&mut self, stream: usize) -> Option<u8> {
        let byte = *self.program.get(self.at)?;
        self.at = self.at.checked_add(1)?;
        self.streams.get_mut(stream)?.push(byte);
        Some(byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{join, joined_length};

    /// A program with one function per body and a data section behind the code.
    fn program(bodies: &[Vec<u8>]) -> Vec<u8> {
        let leb = |mut value: usize| {
            let mut digits = Vec::new();
            loop {
                let digit = u8::try_from(value & 127).unwrap();
                value >>= 7;
                if value == 0 {
                    digits.push(digit);
                    return digits;
                }
                digits.push(digit | 128);
            }
        };
        let mut code = leb(bodies.len());
        for body in bodies {
            code.extend(leb(body.len()));
            code.extend(body);
        }
        let mut program = b"\0asm\x01\0\0\0\x03\x02\x01\x00".to_vec();
        program.push(CODE_SECTION);
        program.extend(leb(code.len()));
        program.extend(code);
        program.extend(b"\x0b\x01\x00");
        program
    }

    #[test]
    fn what_was_taken_apart_is_put_together_again() {
        let nops = |count: usize| {
            let mut body = vec![0x00];
            body.extend(vec![0x01; count]);
            body.push(0x0b);
            body
        };
        let every = vec![
            0x01, 0x02, 0x7f, 0x02, 0x40, 0x41, 0x80, 0x01, 0x42, 0x7f, 0x0e, 0x01, 0x00, 0x00,
            0x28, 0x02, 0x04, 0x44, 1, 2, 3, 4, 5, 6, 7, 8, 0xfc, 0x0a, 0x00, 0x00, 0x10, 0x81,
            0x02, 0x11, 0x03, 0x00, 0x0b, 0x0b,
        ];
        for bodies in [
            vec![],
            vec![every.clone()],
            vec![nops(1), nops(125), nops(126), nops(200), every],
            vec![nops(1); 300],
            vec![nops(16_381), nops(16_382), nops(70_000), nops(3)],
        ] {
            let program = program(&bodies);
            let packed = split(&program).unwrap();
            let mut joined = vec![0; joined_length(&packed).unwrap()];
            assert_eq!(join(&packed, &mut joined), Some(()));
            assert!(joined == program);
        }
    }

    #[test]
    fn what_is_no_program_is_said_and_breaks_nothing() {
        assert!(
            split(&program(&[vec![0x00, 0xfd, 0x0b]]))
                .unwrap_err()
                .contains("at byte 18")
        );
        assert!(split(b"\0asm").is_err());
        let packed = split(&program(&[vec![0x00, 0x01, 0x0b]])).unwrap();
        for end in 0..packed.len() {
            let cut = packed.get(..end).unwrap();
            let mut joined = vec![0; joined_length(cut).unwrap_or(4)];
            assert_eq!(join(cut, &mut joined), None);
        }
    }
}
