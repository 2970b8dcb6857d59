//! Little-endian bytes in and out. Reading never panics: short or impossible bytes are an error.

/// The bytes end too early or say something impossible.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Truncated;

#[derive(Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

macro_rules! plain {
    ($($kind:ident),*) => { $(
        #[inline]
        pub fn $kind(&mut self, value: $kind) {
            self.bytes.extend_from_slice(&value.to_le_bytes());
        }
    )* };
}

impl Writer {
    pub fn new() -> Writer {
        Writer::default()
    }

    plain!(u8, u16, u32, u64, i32, i64, f64);

    pub fn bool(&mut self, value: bool) {
        self.u8(u8::from(value));
    }

    pub fn ms(&mut self, value: crate::ids::Ms) {
        self.i64(value.0);
    }

    /// Length, then the values.
    pub fn u32s(&mut self, values: &[u32]) {
        self.u32(values.len() as u32);
        for value in values {
            self.u32(*value);
        }
    }

    /// Length, then the bytes.
    pub fn block(&mut self, bytes: &[u8]) {
        self.u32(bytes.len() as u32);
        self.bytes.extend_from_slice(bytes);
    }

    pub fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

pub struct Reader<'a> {
    bytes: &'a [u8],
}

macro_rules! plain_read {
    ($($kind:ident $size:literal),*) => { $(
        #[inline]
        pub fn $kind(&mut self) -> Result<$kind, Truncated> {
            let (head, rest) = self.bytes.split_first_chunk::<$size>().ok_or(Truncated)?;
            self.bytes = rest;
            Ok($kind::from_le_bytes(*head))
        }
    )* };
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { bytes }
    }

    plain_read!(u8 1, u16 2, u32 4, u64 8, i32 4, i64 8, f64 8);

    pub fn bool(&mut self) -> Result<bool, Truncated> {
        match self.u8()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Truncated),
        }
    }

    pub fn ms(&mut self) -> Result<crate::ids::Ms, Truncated> {
        Ok(crate::ids::Ms(self.i64()?))
    }

    /// A length whose items of `item_bytes` at least are still there: nothing is reserved on the word of wrong bytes.
    pub fn count(&mut self, item_bytes: usize) -> Result<usize, Truncated> {
        let count = self.u32()? as usize;
        if count.checked_mul(item_bytes.max(1)).is_none_or(|bytes| bytes > self.bytes.len()) {
            return Err(Truncated);
        }
        Ok(count)
    }

    pub fn u32s(&mut self) -> Result<Vec<u32>, Truncated> {
        let count = self.count(4)?;
        let mut values = Vec::with_capacity(count);
        for _ in 0..count {
            values.push(self.u32()?);
        }
        Ok(values)
    }

    pub fn raw(&mut self, length: usize) -> Result<&'a [u8], Truncated> {
        let (head, rest) = self.bytes.split_at_checked(length).ok_or(Truncated)?;
        self.bytes = rest;
        Ok(head)
    }

    pub fn block(&mut self) -> Result<&'a [u8], Truncated> {
        let length = self.count(1)?;
        self.raw(length)
    }

    pub fn is_at_end(&self) -> bool {
        self.bytes.is_empty()
    }
}
