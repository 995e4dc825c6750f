"""The model file: named sections (strings, f32 tensors, int8 rows, bytes) behind a header with a checksum.

Little-endian throughout. Header: magic ``SUMMODEL``, u32 version, u32 number of sections, u64 checksum (FNV-1a
of all that follows). Section: u8 kind, u8 length and UTF-8 of its name, then by kind:

- 0 strings: u32 count, then for each u8 length and UTF-8
- 1 floats: u8 number of dimensions, u32 each, f32 values in row-major order
- 2 rows of int8: u32 rows, u32 columns, f32 scale of each row, i8 values; value = scale * int8
- 3 bytes: u32 length, bytes

``src/text/engine/container.rs`` reads the same.
"""

import struct
from pathlib import Path

import numpy as np

MAGIC = b"SUMMODEL"
VERSION = 1


def checksum(data: bytes) -> int:
    """64-bit FNV-1a over 8-byte words (the last one padded with zeros)."""
    padded = data + b"\0" * (-len(data) % 8)
    value = 0xCBF29CE484222325
    for word in np.frombuffer(padded, "<u8").tolist():
        value = ((value ^ word) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


class Writer:
    """Collects sections and writes the file."""

    def __init__(self):
        self.sections: list[bytes] = []

    def _add(self, kind: int, name: str, body: bytes) -> None:
        encoded = name.encode()
        self.sections.append(struct.pack("<BB", kind, len(encoded)) + encoded + body)

    def strings(self, name: str, values: list[str]) -> None:
        encoded = [value.encode()[:255] for value in values]
        self._add(0, name, struct.pack("<I", len(values)) + b"".join(bytes([len(e)]) + e for e in encoded))

    def floats(self, name: str, values: np.ndarray) -> None:
        shape = struct.pack(f"<B{values.ndim}I", values.ndim, *values.shape)
        self._add(1, name, shape + values.astype("<f4").tobytes())

    def rows(self, name: str, values: np.ndarray) -> None:
        """A matrix with one scale a row."""
        scales = np.maximum(np.abs(values).max(axis=1), 1e-12).astype(np.float32) / np.float32(127)
        quantized = np.rint(values / scales[:, None]).astype(np.int8)
        header = struct.pack("<II", *values.shape)
        self._add(2, name, header + scales.astype("<f4").tobytes() + quantized.tobytes())

    def bytes(self, name: str, body: bytes) -> None:
        self._add(3, name, struct.pack("<I", len(body)) + body)

    def write(self, path: Path) -> None:
        payload = b"".join(self.sections)
        header = MAGIC + struct.pack("<IIQ", VERSION, len(self.sections), checksum(payload))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(header + payload)


def read(path: Path) -> dict[str, object]:
    """Sections by name: lists of strings, float arrays (rows of int8 multiplied out), bytes."""
    data = path.read_bytes()
    version, count, expected = struct.unpack_from("<IIQ", data, 8)
    if data[:8] != MAGIC or version != VERSION or checksum(data[24:]) != expected:
        raise ValueError(f"{path} is not a model file of version {VERSION}, or it is damaged")
    result, at = {}, 24
    for _ in range(count):
        kind, length = data[at], data[at + 1]
        name = data[at + 2 : at + 2 + length].decode()
        result[name], at = _READERS[kind](data, at + 2 + length)
    return result


def _strings(data: bytes, at: int) -> tuple[list[str], int]:
    (count,) = struct.unpack_from("<I", data, at)
    at += 4
    values = []
    for _ in range(count):
        values.append(data[at + 1 : at + 1 + data[at]].decode())
        at += 1 + data[at]
    return values, at


def _floats(data: bytes, at: int) -> tuple[np.ndarray, int]:
    shape = struct.unpack_from(f"<{data[at]}I", data, at + 1)
    at += 1 + 4 * data[at]
    values = np.frombuffer(data, "<f4", int(np.prod(shape)), at).reshape(shape)
    return values, at + values.nbytes


def _rows(data: bytes, at: int) -> tuple[np.ndarray, int]:
    rows, columns = struct.unpack_from("<II", data, at)
    scales = np.frombuffer(data, "<f4", rows, at + 8)
    values = np.frombuffer(data, np.int8, rows * columns, at + 8 + 4 * rows).reshape(rows, columns)
    return values.astype(np.float32) * scales[:, None], at + 8 + 4 * rows + rows * columns


def _bytes(data: bytes, at: int) -> tuple[bytes, int]:
    (length,) = struct.unpack_from("<I", data, at)
    return data[at + 4 : at + 4 + length], at + 4 + length


_READERS = {0: _strings, 1: _floats, 2: _rows, 3: _bytes}
