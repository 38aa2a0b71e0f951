//! What a function's code is made of (WebAssembly Core Specification, section 5.4): the one table for both directions.

/// The streams, by their place among the lengths at the beginning.
pub(crate) mod stream {
    /// Everything but the functions.
    pub(crate) const REST: usize = 0;
    /// How many functions there are, and the types of their local variables.
    pub(crate) const DECLARATIONS: usize = 1;
    pub(crate) const OPCODES: usize = 2;
    pub(crate) const BLOCK_TYPES: usize = 3;
    pub(crate) const DEPTHS: usize = 4;
    pub(crate) const BRANCH_TABLES: usize = 5;
    pub(crate) const LOCALS: usize = 6;
    pub(crate) const GLOBALS: usize = 7;
    pub(crate) const ALIGNMENTS: usize = 8;
    pub(crate) const OFFSETS: usize = 9;
    pub(crate) const CALLS: usize = 10;
    pub(crate) const INDIRECT_CALLS: usize = 11;
    pub(crate) const I32: usize = 12;
    pub(crate) const I64: usize = 13;
    pub(crate) const FLOATS: usize = 14;
    pub(crate) const OTHERS: usize = 15;
    /// How many there are.
    pub(crate) const COUNT: usize = 16;
}

/// Goes through a program byte by byte, from the streams or into them. `None` at what is no program.
pub(crate) trait Walk {
    /// The next byte, which belongs to this stream.
    fn byte(&mut self, stream: usize) -> Option<u8>;

    fn bytes(&mut self, stream: usize, count: usize) -> Option<()> {
        for _ in 0..count {
            self.byte(stream)?;
        }
        Some(())
    }

    /// An integer in LEB128. Its value is needed only where it counts something, and right where it fits.
    fn integer(&mut self, stream: usize) -> Option<usize> {
        let (mut value, mut shift) = (0_usize, 0_u32);
        loop {
            let byte = self.byte(stream)?;
            value |= usize::from(byte & 127).checked_shl(shift).unwrap_or(0);
            if byte < 128 {
                return Some(value);
            }
            shift += 7;
        }
    }

    fn integers(&mut self, stream: usize, count: usize) -> Option<()> {
        for _ in 0..count {
            self.integer(stream)?;
        }
        Some(())
    }

    /// A function from its local variables to its end.
    fn function(&mut self) -> Option<()> {
        for _ in 0..self.integer(stream::DECLARATIONS)? {
            self.integer(stream::DECLARATIONS)?;
            self.byte(stream::DECLARATIONS)?;
        }
        let mut open = 1_usize;
        while open > 0 {
            match self.byte(stream::OPCODES)? {
                0x02..=0x04 => {
                    open += 1;
                    self.integer(stream::BLOCK_TYPES)?;
                }
                0x0b => open -= 1,
                0x00 | 0x01 | 0x05 | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 | 0xd1 => {}
                0x0c | 0x0d => self.integers(stream::DEPTHS, 1)?,
                0x0e => {
                    let count = self.integer(stream::BRANCH_TABLES)?;
                    self.integers(stream::BRANCH_TABLES, count.checked_add(1)?)?;
                }
                0x10 => self.integers(stream::CALLS, 1)?,
                0x11 => self.integers(stream::INDIRECT_CALLS, 2)?,
                0x20..=0x22 => self.integers(stream::LOCALS, 1)?,
                0x23 | 0x24 => self.integers(stream::GLOBALS, 1)?,
                0x25 | 0x26 | 0x3f | 0x40 | 0xd0 | 0xd2 => self.integers(stream::OTHERS, 1)?,
                0x28..=0x3e => {
                    self.integer(stream::ALIGNMENTS)?;
                    self.integer(stream::OFFSETS)?;
                }
                0x41 => self.integers(stream::I32, 1)?,
                0x42 => self.integers(stream::I64, 1)?,
                0x43 => self.bytes(stream::FLOATS, 4)?,
                0x44 => self.bytes(stream::FLOATS, 8)?,
                0xfc => {
                    let operands = match self.integer(stream::OTHERS)? {
                        0..=7 => 0,
                        9 | 11 | 13 | 15..=17 => 1,
                        8 | 10 | 12 | 14 => 2,
                        _ => return None,
                    };
                    self.integers(stream::OTHERS, operands)?;
                }
                _ => return None,
            }
        }
        Some(())
    }
}
