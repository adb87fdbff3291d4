//! A word's letters summed up on the way through it, to look the word up without going through it again.

/// What a word's letters come to so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spelling(u32);

impl Spelling {
    /// That of a folded word.
    pub fn of(word: &str) -> Self {
        word.bytes().fold(Self::default(), Self::with)
    }

    /// With one more byte of the folded word.
    #[inline]
    #[must_use]
    pub fn with(self, byte: u8) -> Self {
        const SPREAD: u32 = 0x9E37_79B1;
        Self((self.0.rotate_left(5) ^ u32::from(byte)).wrapping_mul(SPREAD))
    }

    /// Its upper bits, which all letters have a part in.
    pub(crate) fn upper(self, bits: u32) -> usize {
        self.0.checked_shr(u32::BITS - bits).unwrap_or_default() as usize
    }
}
