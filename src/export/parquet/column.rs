//! Cells of one column → a page of Parquet: levels that say what is empty and where lists begin, then the values.

use super::super::archive::gzip;
use super::super::columns::{Cell, Column, Kind};
use super::thrift::{Field, Struct, varint, write_struct};
use std::io;

/// Physical types and the like, by their numbers in Parquet's definition.
const BOOLEAN: i32 = 0;
const INT64: i32 = 2;
const FLOAT: i32 = 4;
const BYTE_ARRAY: i32 = 6;
const UTF8: i32 = 0;
const LIST: i32 = 3;
const REQUIRED: i32 = 0;
const OPTIONAL: i32 = 1;
const REPEATED: i32 = 2;
const PLAIN: i32 = 0;
const RLE: i32 = 3;
const GZIP: i32 = 2;

/// The schema's elements of a column: one, or of lists the three that Parquet prescribes.
pub(super) fn schema(column: &Column) -> Vec<Struct> {
    let leaf = |name: &str, repetition| {
        let mut fields =
            vec![(1, Field::I32(physical(column.kind))), (3, Field::I32(repetition)), (4, Field::Text(name.into()))];
        if matches!(column.kind, Kind::Text | Kind::Texts) {
            fields.push((6, Field::I32(UTF8)));
        }
        fields
    };
    if column.kind != Kind::Texts {
        return vec![leaf(column.name, OPTIONAL)];
    }
    let group =
        |name: &str, repetition| vec![(3, Field::I32(repetition)), (4, Field::Text(name.into())), (5, Field::I32(1))];
    let mut outer = group(column.name, REQUIRED);
    outer.push((6, Field::I32(LIST)));
    vec![outer, group("list", REPEATED), leaf("element", REQUIRED)]
}

const fn physical(kind: Kind) -> i32 {
    match kind {
        Kind::Text | Kind::Texts => BYTE_ARRAY,
        Kind::Number => FLOAT,
        Kind::Count => INT64,
        Kind::Flag => BOOLEAN,
    }
}

/// A page with its header, and what the file's table of contents says of it, `at` being where it stands.
pub(super) fn chunk(column: &Column, cells: &[Cell], at: i64) -> io::Result<(Vec<u8>, Struct)> {
    let (page, values) = page(column, cells)?;
    let packed = gzip(&page)?;
    let values_i32 = i32::try_from(values).map_err(|_| too_large())?;
    let size = |bytes: &[u8]| i32::try_from(bytes.len()).map_err(|_| too_large());
    let about = vec![(1, Field::I32(values_i32)), (2, Field::I32(PLAIN)), (3, Field::I32(RLE)), (4, Field::I32(RLE))];
    let mut bytes = Vec::new();
    write_struct(
        &[
            (1, Field::I32(0)),
            (2, Field::I32(size(&page)?)),
            (3, Field::I32(size(&packed)?)),
            (5, Field::Struct(about)),
        ],
        &mut bytes,
    );
    let header = bytes.len();
    bytes.extend(packed);
    let path = if column.kind == Kind::Texts { vec![column.name, "list", "element"] } else { vec![column.name] };
    let meta = vec![
        (1, Field::I32(physical(column.kind))),
        (2, Field::Numbers(vec![PLAIN, RLE])),
        (3, Field::Texts(path.into_iter().map(str::to_owned).collect())),
        (4, Field::I32(GZIP)),
        (5, Field::I64(i64::from(values_i32))),
        (6, Field::I64((header + page.len()) as i64)),
        (7, Field::I64(bytes.len() as i64)),
        (9, Field::I64(at)),
    ];
    Ok((bytes, vec![(2, Field::I64(at)), (3, Field::Struct(meta))]))
}

/// The content of a page, and how many values it has, empty ones included.
fn page(column: &Column, cells: &[Cell]) -> io::Result<(Vec<u8>, usize)> {
    let mut values = Vec::new();
    // Whether there is a value; of lists also whether it goes on with the list before.
    let (mut defined, mut repeated) = (Vec::new(), Vec::new());
    let mut flags = Vec::new();
    for cell in cells {
        let texts: &[String] = match cell {
            Cell::Texts(texts) => texts,
            Cell::Text(text) => std::slice::from_ref(text),
            _ => &[],
        };
        for (i, text) in texts.iter().enumerate() {
            defined.push(true);
            repeated.push(i > 0);
            values.extend(u32::try_from(text.len()).map_err(|_| too_large())?.to_le_bytes());
            values.extend(text.as_bytes());
        }
        match cell {
            Cell::Number(number) => values.extend(number.to_le_bytes()),
            Cell::Count(count) => values.extend(i64::from(*count).to_le_bytes()),
            Cell::Flag(flag) => flags.push(*flag),
            Cell::Empty | Cell::Text(_) | Cell::Texts(_) => {}
        }
        if texts.is_empty() {
            defined.push(matches!(cell, Cell::Number(_) | Cell::Count(_) | Cell::Flag(_)));
            repeated.push(false);
        }
    }
    values.extend(flags.chunks(8).map(|bits| bits.iter().rev().fold(0, |byte, bit| byte << 1 | u8::from(*bit))));
    let mut page = Vec::with_capacity(values.len() + 64);
    if column.kind == Kind::Texts {
        levels(&repeated, &mut page)?;
    }
    levels(&defined, &mut page)?;
    page.extend(values);
    Ok((page, defined.len()))
}

/// Levels of one bit as runs of equal ones, their length in front.
fn levels(levels: &[bool], page: &mut Vec<u8>) -> io::Result<()> {
    let mut runs = Vec::new();
    for run in levels.chunk_by(|one, two| one == two) {
        varint((run.len() as u64) << 1, &mut runs);
        runs.push(u8::from(run.first() == Some(&true)));
    }
    page.extend(u32::try_from(runs.len()).map_err(|_| too_large())?.to_le_bytes());
    page.extend(runs);
    Ok(())
}

fn too_large() -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, "a column is too large for a page of Parquet")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_tell_empty_cells_and_lists() {
        let column = Column { name: "a", kind: Kind::Texts };
        let cells = [Cell::Texts(vec!["x".into(), "y".into()]), Cell::Texts(Vec::new())];
        let (page, values) = page(&column, &cells).unwrap();
        assert_eq!(values, 3);
        // Repeated: no, yes, no; defined: yes, yes, no.
        assert_eq!(page[..18], [6, 0, 0, 0, 2, 0, 2, 1, 2, 0, 4, 0, 0, 0, 4, 1, 2, 0]);
        assert_eq!(page[18..], [1, 0, 0, 0, b'x', 1, 0, 0, 0, b'y']);
    }

    #[test]
    fn flags_are_packed_from_the_lowest_bit() {
        let column = Column { name: "a", kind: Kind::Flag };
        let cells: Vec<Cell> = [true, false, true].map(Cell::Flag).to_vec();
        assert_eq!(page(&column, &cells).unwrap().0, [2, 0, 0, 0, 6, 1, 0b101]);
    }
}
