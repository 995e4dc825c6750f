//! The model file: embedded bytes → named sections, checked and borrowed without copying.
//!
//! Little-endian. A header (`SUMMODEL`, version, number of sections, FNV-1a checksum) and sections of four kinds:
//! strings, float tensors, matrices of int8 with one scale a row, plain bytes. `trainer/container.py` writes it.
//!
//! ```ignore
//! let container = Container::read(bytes)?;
//! let tags: Vec<&str> = container.strings("output.upos")?;
//! ```

use rustc_hash::FxHashMap;

use crate::error::Problem;

const MAGIC: &[u8; 8] = b"SUMMODEL";
const VERSION: u32 = 1;
const HEADER: usize = 24;

/// A matrix of `rows × columns` values, each `scale of its row × int8`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct QuantizedRows<'m> {
    rows: usize,
    columns: usize,
    scales: &'m [u8],
    values: &'m [u8],
}

impl QuantizedRows<'_> {
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    pub(crate) fn columns(&self) -> usize {
        self.columns
    }

    /// The scale of each row.
    pub(crate) fn scales(&self) -> Vec<f32> {
        self.scales.as_chunks().0.iter().map(|scale| f32::from_le_bytes(*scale)).collect()
    }

    /// All values, to be multiplied by the scales of their rows.
    pub(crate) fn values(&self) -> Vec<i8> {
        self.values.iter().map(|value| value.cast_signed()).collect()
    }

    /// Writes one row, multiplied out, into `out` (as long as the row). A row that does not exist is zeros.
    pub(crate) fn copy_row(&self, row: usize, out: &mut [f32]) {
        let scale = self.scales.get(4 * row..4 * row + 4);
        let values = self.values.get(row * self.columns..(row + 1) * self.columns);
        let (Some(scale), Some(values)) = (scale, values) else {
            out.fill(0.0);
            return;
        };
        let scale = f32::from_le_bytes([scale[0], scale[1], scale[2], scale[3]]);
        for (out, value) in out.iter_mut().zip(values) {
            *out = scale * f32::from(value.cast_signed());
        }
    }

    /// The whole matrix in row-major order.
    pub(crate) fn to_dense(self) -> Vec<f32> {
        let mut dense = vec![0.0; self.rows * self.columns];
        if self.columns > 0 {
            for (row, out) in dense.chunks_exact_mut(self.columns).enumerate() {
                self.copy_row(row, out);
            }
        }
        dense
    }
}

#[derive(Debug)]
enum Section<'m> {
    Strings(Vec<&'m str>),
    Floats(Vec<f32>),
    Rows(QuantizedRows<'m>),
    Bytes(&'m [u8]),
}

/// The sections of a model file by name.
#[derive(Debug)]
pub(crate) struct Container<'m> {
    sections: FxHashMap<&'m str, Section<'m>>,
}

impl<'m> Container<'m> {
    /// Reads and checks a model file.
    pub(crate) fn read(data: &'m [u8]) -> Result<Self, Problem> {
        let damaged =
            || Problem::new("model", "not a model file of this version, or it is damaged").remedy("train again");
        let mut header = Reader { rest: data.get(..HEADER).ok_or_else(damaged)? };
        let payload = &data[HEADER..];
        let magic = header.take(8);
        let version = header.u32();
        let count = header.u32().ok_or_else(damaged)?;
        let expected = header.take(8).and_then(|bytes| bytes.try_into().ok()).map(u64::from_le_bytes);
        if magic != Some(MAGIC) || version != Some(VERSION) || expected != Some(checksum(payload)) {
            return Err(damaged());
        }
        let mut reader = Reader { rest: payload };
        let mut sections = FxHashMap::default();
        for _ in 0..count {
            let (name, section) = reader.section().ok_or_else(damaged)?;
            sections.insert(name, section);
        }
        if reader.rest.is_empty() { Ok(Self { sections }) } else { Err(damaged()) }
    }

    pub(crate) fn strings(&self, name: &str) -> Result<&[&'m str], Problem> {
        match self.sections.get(name) {
            Some(Section::Strings(strings)) => Ok(strings),
            _ => Err(missing(name, "strings")),
        }
    }

    pub(crate) fn floats(&self, name: &str) -> Result<&[f32], Problem> {
        match self.sections.get(name) {
            Some(Section::Floats(floats)) => Ok(floats),
            _ => Err(missing(name, "floats")),
        }
    }

    pub(crate) fn rows(&self, name: &str) -> Result<QuantizedRows<'m>, Problem> {
        match self.sections.get(name) {
            Some(Section::Rows(rows)) => Ok(*rows),
            _ => Err(missing(name, "rows")),
        }
    }

    pub(crate) fn bytes(&self, name: &str) -> Result<&'m [u8], Problem> {
        match self.sections.get(name) {
            Some(Section::Bytes(bytes)) => Ok(bytes),
            _ => Err(missing(name, "bytes")),
        }
    }

    pub(crate) fn contains(&self, name: &str) -> bool {
        self.sections.contains_key(name)
    }
}

fn missing(name: &str, kind: &str) -> Problem {
    Problem::new("model", format!("no section `{name}` of {kind}"))
        .remedy("train again with the trainer of this version")
}

/// 64-bit FNV-1a over 8-byte words, the last one padded with zeros.
fn checksum(data: &[u8]) -> u64 {
    let step = |value: u64, word: u64| (value ^ word).wrapping_mul(0x0100_0000_01b3);
    let (words, rest) = data.as_chunks::<8>();
    let value = words.iter().fold(0xcbf2_9ce4_8422_2325, |value, word| step(value, u64::from_le_bytes(*word)));
    if rest.is_empty() {
        return value;
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    step(value, u64::from_le_bytes(last))
}

/// A cursor that answers `None` past the end.
struct Reader<'m> {
    rest: &'m [u8],
}

impl<'m> Reader<'m> {
    fn take(&mut self, count: usize) -> Option<&'m [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    fn u8(&mut self) -> Option<u8> {
        Some(self.take(1)?[0])
    }

    fn u32(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    fn size(&mut self) -> Option<usize> {
        usize::try_from(self.u32()?).ok()
    }

    fn string(&mut self) -> Option<&'m str> {
        let length = usize::from(self.u8()?);
        std::str::from_utf8(self.take(length)?).ok()
    }

    fn section(&mut self) -> Option<(&'m str, Section<'m>)> {
        let kind = self.u8()?;
        let name = self.string()?;
        let section = match kind {
            0 => {
                let count = self.size()?;
                Section::Strings((0..count).map(|_| self.string()).collect::<Option<_>>()?)
            }
            1 => {
                let dimensions = self.u8()?;
                let mut count = 1usize;
                for _ in 0..dimensions {
                    count = count.checked_mul(self.size()?)?;
                }
                let (values, _) = self.take(count.checked_mul(4)?)?.as_chunks::<4>();
                Section::Floats(values.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
            }
            2 => {
                let (rows, columns) = (self.size()?, self.size()?);
                let scales = self.take(rows.checked_mul(4)?)?;
                Section::Rows(QuantizedRows { rows, columns, scales, values: self.take(rows.checked_mul(columns)?)? })
            }
            3 => {
                let length = self.size()?;
                Section::Bytes(self.take(length)?)
            }
            _ => return None,
        };
        Some((name, section))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(payload: &[u8], sections: u32) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(sections.to_le_bytes());
        bytes.extend(checksum(payload).to_le_bytes());
        bytes.extend(payload);
        bytes
    }

    #[test]
    fn rows_are_multiplied_out() {
        let mut payload = vec![2, 1, b'w'];
        for size in [1u32, 2] {
            payload.extend(size.to_le_bytes());
        }
        payload.extend(0.5f32.to_le_bytes());
        payload.extend([2, 0xff]);
        let bytes = file(&payload, 1);
        let container = Container::read(&bytes).unwrap();
        assert_eq!(container.rows("w").unwrap().to_dense(), [1.0, -0.5]);
        assert!(container.floats("w").is_err());
    }

    #[test]
    fn damage_is_noticed() {
        let good = file(&[0, 1, b's', 1, 0, 0, 0, 2, b'a', b'b'], 1);
        assert_eq!(Container::read(&good).unwrap().strings("s").unwrap(), ["ab"]);
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            assert!(Container::read(&bad).is_err(), "byte {at}");
            assert!(Container::read(&good[..at]).is_err(), "cut at {at}");
        }
    }
}
