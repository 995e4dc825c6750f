//! Thrift's compact protocol, as far as the headers of Parquet need it: structs of numbers, text, lists and structs.

/// A struct: its fields with their numbers, ascending.
pub(super) type Struct = Vec<(u8, Field)>;

/// A value of a field.
pub(super) enum Field {
    I32(i32),
    I64(i64),
    Text(String),
    Struct(Struct),
    Numbers(Vec<i32>),
    Texts(Vec<String>),
    Structs(Vec<Struct>),
}

impl Field {
    /// The code of the type.
    const fn code(&self) -> u8 {
        match self {
            Self::I32(_) => 5,
            Self::I64(_) => 6,
            Self::Text(_) => 8,
            Self::Numbers(_) | Self::Texts(_) | Self::Structs(_) => 9,
            Self::Struct(_) => 12,
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::I32(number) => varint(zigzag(i64::from(*number)), out),
            Self::I64(number) => varint(zigzag(*number), out),
            Self::Text(text) => write_text(text, out),
            Self::Struct(fields) => write_struct(fields, out),
            Self::Numbers(numbers) => {
                list(numbers.len(), 5, out);
                numbers.iter().for_each(|number| varint(zigzag(i64::from(*number)), out));
            }
            Self::Texts(texts) => {
                list(texts.len(), 8, out);
                texts.iter().for_each(|text| write_text(text, out));
            }
            Self::Structs(structs) => {
                list(structs.len(), 12, out);
                structs.iter().for_each(|fields| write_struct(fields, out));
            }
        }
    }
}

/// Writes a struct.
pub(super) fn write_struct(fields: &[(u8, Field)], out: &mut Vec<u8>) {
    let mut before = 0;
    for (number, field) in fields {
        // Numbers here are small and ascend, so the short form with the difference always does.
        out.push((number - before) << 4 | field.code());
        field.write(out);
        before = *number;
    }
    out.push(0);
}

fn write_text(text: &str, out: &mut Vec<u8>) {
    varint(text.len() as u64, out);
    out.extend(text.as_bytes());
}

fn list(length: usize, code: u8, out: &mut Vec<u8>) {
    match u8::try_from(length) {
        Ok(short @ 0..15) => out.push(short << 4 | code),
        _ => {
            out.push(0xF0 | code);
            varint(length as u64, out);
        }
    }
}

const fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

/// Seven bits a byte, the low ones first.
pub(super) fn varint(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structs_are_written_compactly() {
        let mut out = Vec::new();
        let inner = vec![(1, Field::I32(-1)), (3, Field::I64(150))];
        write_struct(
            &[(1, Field::Text("ab".into())), (2, Field::Struct(inner)), (5, Field::Numbers(vec![0, 3]))],
            &mut out,
        );
        assert_eq!(out, [0x18, 2, b'a', b'b', 0x1C, 0x15, 1, 0x26, 0xAC, 2, 0, 0x39, 0x25, 0, 6, 0]);
    }
}
