//! Bytes as they come → their content: gzip and zstd unpacked on the way, lines of bounded length.
//!
//! Whatever the length of a stream, what is held of it is bounded: a window of the compression, and one line up to a limit.

mod lines;
mod unpack;
mod zstd;

pub(crate) use lines::{ReadLine, read_line};
pub(crate) use unpack::{Compression, Unpacked, is_damage, unreadable};
