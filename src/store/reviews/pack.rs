//! Numbers and words in bytes, for a cache: what is read back is bounded, and `None` where it does not fit.

use crate::model::Text;

/// Bytes that are filled.
#[derive(Debug, Default)]
pub(super) struct Out(pub(super) Vec<u8>);

/// Bytes that are taken up, from the front.
#[derive(Debug)]
pub(super) struct In<'a>(pub(super) &'a [u8]);

macro_rules! numbers {
    ($($name:ident)*) => {
        impl Out {
            $(pub(super) fn $name(&mut self, number: $name) {
                self.0.extend_from_slice(&number.to_le_bytes());
            })*
        }

        impl In<'_> {
            $(pub(super) fn $name(&mut self) -> Option<$name> {
                const SIZE: usize = size_of::<$name>();
                let (bytes, rest) = self.0.split_first_chunk::<SIZE>()?;
                self.0 = rest;
                Some($name::from_le_bytes(*bytes))
            })*
        }
    };
}

numbers!(u8 u16 i16 u32 i32 u64 i64 u128 f32);

impl Out {
    pub(super) fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    pub(super) fn count(&mut self, count: usize) {
        self.u32(u32::try_from(count).unwrap_or(u32::MAX));
    }
}

impl In<'_> {
    pub(super) fn text(&mut self) -> Option<String> {
        let len = self.u32()? as usize;
        let (bytes, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        // a cache is a file that anything may have written
        Some(Text::new(std::str::from_utf8(bytes).ok()?).to_string())
    }

    /// A count of things of at least `least` bytes each: never more than there are bytes for.
    pub(super) fn count(&mut self, least: usize) -> Option<usize> {
        let count = self.u32()? as usize;
        (count.saturating_mul(least) <= self.0.len()).then_some(count)
    }
}
