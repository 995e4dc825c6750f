"""The sentence splitter: ``python -m trainer.sentences --shared DIR`` makes ``data/models/sentences.bin``.

Between any two chunks of text (runs without white space) a sentence may end. A logistic regression over what stands around the
gap decides, from left to right. Each feature is a template with a few values, hashed to one of 524,288 weights; so the model is
a table of as many bytes, and `src/text/boundary.rs` needs no vocabulary. Features met only once are left out. What is hashed, and how, must be the same there.

Training text is that of the treebanks, twice: paragraph by paragraph, and with all paragraphs of a document joined, so that
headings, signatures and other lines without a full stop are met in running text too. The order of the data decides nothing
and nothing is drawn by chance: there is no seed.
"""

import argparse
from dataclasses import dataclass, field
from pathlib import Path
from typing import Iterator

import numpy as np

from .text import normalize

BITS = 19
# Rows whose product with the weights is above this end a sentence: tuned on the development splits.
BIAS = 0.3
L2 = 2.0
STEPS = 400
TERMINAL = ".!?"
BUCKETS = (1, 2, 3, 4, 6, 9, 13, 20, 30, 50)
# What stands before the first chunk and behind the last.
OUTSIDE = ("", "<s>", "", "<s>")


@dataclass
class Paragraph:
    """Chunks, and the positions of those that end a sentence."""

    chunks: list[str]
    ends: set[int] = field(default_factory=set)


# --- treebanks -> paragraphs


def paragraphs(path: Path, joined: bool) -> Iterator[Paragraph]:
    """The paragraphs of a treebank, or, joined, its documents."""
    texts: list[tuple[str, str]] = []
    for new_document, new_paragraph, text, separator in _sentences(path):
        if texts and (new_document or (new_paragraph and not joined)):
            yield _paragraph(texts)
            texts = []
        texts.append((text, separator))
    yield _paragraph(texts)


def _sentences(path: Path) -> Iterator[tuple[bool, bool, str, str]]:
    comments: dict[str, str] = {}
    separator, ranged = " ", 0
    for line in path.read_text(encoding="utf8").split("\n"):
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments[key.strip().split()[0] if key.strip() else ""] = value.strip()
        elif line:
            columns = line.split("\t")
            number = columns[0]
            if "-" in number:
                ranged = int(number.split("-")[1])
            if "-" in number or (number.isdigit() and int(number) > ranged):
                separator = "" if "SpaceAfter=No" in columns[9] else " "
        elif comments:
            yield "newdoc" in comments, "newpar" in comments, comments["text"], separator
            comments, separator, ranged = {}, " ", 0


def _paragraph(texts: list[tuple[str, str]]) -> Paragraph:
    text, limits = "", set()
    for sentence, separator in texts:
        text += sentence
        limits.add(len("".join(text.split())))
        text += separator
    paragraph, position = Paragraph(text.split()), 0
    for at, chunk in enumerate(paragraph.chunks):
        position += len(chunk)
        if position in limits:
            paragraph.ends.add(at)
    return paragraph


# --- a chunk -> what is hashed


def parts(chunk: str) -> tuple[str, str, str, str]:
    """Opening marks, the word in lower case, closing marks, the word's shape."""
    start, end = 0, len(chunk)
    while start < end and not chunk[start].isalnum():
        start += 1
    while end > start and not chunk[end - 1].isalnum():
        end -= 1
    if start == len(chunk):
        return "", "", squeeze(plain(chunk))[:5], ""
    word = "".join("0" if char.isascii() and char.isdigit() else char for char in chunk[start:end].lower())
    return squeeze(plain(chunk[:start]))[-3:], plain(word), squeeze(plain(chunk[end:]))[:4], shape(chunk[start:end])


def plain(text: str) -> str:
    """Typographic marks as ASCII, dashes as hyphens."""
    return normalize(text).replace("--", "-")


def squeeze(text: str) -> str:
    """Runs of one mark cut at three."""
    out = ""
    for char in text:
        if out[-3:] != char * 3:
            out += char
    return out


def shape(word: str) -> str:
    if "@" in word or "://" in word or word.startswith("www."):
        return "@"
    letters = [char for char in word if char.isalpha()]
    upper = sum(char.isupper() for char in letters)
    if any(char.isascii() and char.isdigit() for char in word):
        return "0x" if letters else "0"
    if "." in word:
        return "X." if upper else "x."
    if upper == 0:
        return "x"
    if upper == len(letters):
        return "X" if upper == 1 else "XX"
    return "Xx" if word[0].isupper() else "xX"


# --- hashing, vectorized: every column holds one 32-bit hash a chunk


def text_hash(text: str) -> int:
    """FNV-1a of 32 bits."""
    value = 0x811C9DC5
    for byte in text.encode("utf8"):
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def mix(template: int, *columns: np.ndarray) -> np.ndarray:
    """Indices of the weights of a template's values."""
    value = np.full(len(columns[0]), template, np.uint64)
    for column in columns:
        value = ((((value << np.uint64(5)) | (value >> np.uint64(27))) ^ column) * np.uint64(0x9E3779B1)) & np.uint64(
            0xFFFFFFFF
        )
    return (value >> np.uint64(32 - BITS)).astype(np.int32)


def buckets(numbers: np.ndarray) -> np.ndarray:
    return np.searchsorted(BUCKETS, numbers).astype(np.uint64)


class Columns:
    """What is known of every gap of a paragraph; ``column(name, offset)`` looks at the chunks around it."""

    def __init__(self, chunks: list[str], cache: dict[str, int]):
        self.size = len(chunks)
        split = [parts(chunk) for chunk in chunks]
        rows = [OUTSIDE, OUTSIDE, *split, OUTSIDE, OUTSIDE, OUTSIDE]

        def hashed(values: Iterator[str]) -> np.ndarray:
            for value in (values := list(values)):
                if value not in cache:
                    cache[value] = text_hash(value)
            return np.array([cache[value] for value in values], np.uint64)

        self.table = {
            "open": hashed(row[0] for row in rows),
            "word": hashed(row[1] for row in rows),
            "close": hashed(row[2] for row in rows),
            "shape": hashed(row[3] for row in rows),
            "tail": hashed(row[1][-3:] for row in rows),
            "short": hashed(row[1] if len(row[1].encode()) < 5 else "" for row in rows),
            "quoted": hashed(row[1] if row[0] else "" for row in rows),
        }
        marks = [plain(chunk) for chunk in chunks]
        self.quote = np.cumsum([mark.count('"') for mark in marks]) % 2
        self.bracket = np.zeros(self.size, np.int64)
        depth = 0
        for at, mark in enumerate(marks):
            for char in mark:
                depth = depth + 1 if char == "(" else max(0, depth - 1) if char == ")" else depth
            self.bracket[at] = min(depth, 1)
        self.distance = np.zeros(self.size + 1, np.int64)
        self.distance[-1] = 99
        for at in range(self.size - 1, -1, -1):
            terminal = any(mark in split[at][2] for mark in TERMINAL)
            self.distance[at] = 0 if terminal else min(99, self.distance[at + 1] + 1)
        capitals = sum(row[3] in ("Xx", "XX", "X") for row in split)
        self.style = min(3, 4 * capitals // max(1, self.size))

    def column(self, name: str, offset: int) -> np.ndarray:
        return self.table[name][2 + offset : 2 + offset + self.size]

    def features(self, starts: np.ndarray) -> np.ndarray:
        """Indices of weights, a row a gap; ``starts`` says where the sentence began that may end there."""
        at = np.arange(self.size)
        op, word, close, shape = (lambda i, n=n: self.column(n, i) for n in ("open", "word", "close", "shape"))
        first = {name: self.table[name][2 + starts] for name in ("word", "close", "shape")}
        length, rest = buckets(at - starts + 1), buckets(self.size - 1 - at)
        ahead = buckets(self.distance[1:] + 1)
        state = lambda values: np.asarray(values, np.uint64)  # noqa: E731
        quote, bracket = state(self.quote), state(self.bracket)
        style = np.full(self.size, self.style, np.uint64)
        end = close(0)
        templates = [
            (end,),
            (end, op(1), shape(1)),
            (word(0), end),
            (word(1), end),
            (word(1), op(1), shape(1)),
            (shape(0), end, shape(1)),
            (shape(-1), shape(0), end, shape(1), shape(2)),
            (word(-1), word(0)),
            (word(0), word(1)),
            (word(1), word(2)),
            (length, end),
            (rest, end),
            (quote, end, op(1)),
            (bracket, end),
            (close(-1), end, shape(1)),
            (length, shape(0), shape(1), end),
            (first["word"], end),
            (self.column("tail", 0), end),
            (self.column("tail", 1), end, shape(1)),
            (ahead, end, shape(1)),
            (style, end, shape(1)),
            (first["shape"], first["close"], length, end),
            (close(1), shape(1), end),
            (shape(1), close(1), shape(2), close(2), end),
            (shape(-2), shape(-1), close(-1), shape(0), end),
            (length, rest, end),
            (op(1), self.column("quoted", 1), shape(2)),
            (shape(1), shape(2), shape(3), end, close(1), close(2)),
            (first["word"], word(1)),
            (shape(0), self.column("short", 0), shape(1), self.column("short", 1)),
        ]
        return np.stack([mix(number, *columns) for number, columns in enumerate(templates, 1)], axis=1)


def gold_starts(paragraph: Paragraph) -> np.ndarray:
    starts, start = [], 0
    for at in range(len(paragraph.chunks)):
        starts.append(start)
        start = at + 1 if at in paragraph.ends else start
    return np.array(starts)


# --- training and measuring


def dataset(data: list[Paragraph], cache: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
    rows, labels = [], []
    for paragraph in data:
        # Behind the last chunk there is nothing to decide.
        count = len(paragraph.chunks) - 1
        if count > 0:
            rows.append(Columns(paragraph.chunks, cache).features(gold_starts(paragraph))[:count])
            labels.extend(at in paragraph.ends for at in range(count))
    return np.concatenate(rows), np.array(labels, np.float32)


def fit(rows: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Weights of least loss: all data in every step (Adam, the rate falling to nothing)."""
    weights = np.zeros(1 << BITS)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    flat, width = rows.ravel(), rows.shape[1]
    # Every gap stands in the data twice, by paragraph and by document.
    common = np.bincount(flat, minlength=len(weights)) > 2
    for step in range(1, STEPS + 1):
        scores = weights[rows].sum(axis=1)
        errors = 1 / (1 + np.exp(-scores)) - labels
        gradient = (np.bincount(flat, np.repeat(errors, width), len(weights)) + L2 * weights) * common
        mean += 0.1 * (gradient - mean)
        square += 0.01 * (gradient**2 - square)
        rate = 0.06 * (1 - step / (STEPS + 1))
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
        if step % 50 == 0:
            loss = np.logaddexp(0, -(2 * labels - 1) * scores).mean()
            print(f"step {step} loss {loss:.5f}", flush=True)
    return weights


def quantize(weights: np.ndarray) -> tuple[np.ndarray, float]:
    scale = float(np.float32(np.quantile(np.abs(weights[weights != 0]), 0.9995) / 127))
    return np.clip(np.rint(weights / scale), -127, 127).astype(np.int8), scale


def split(paragraph: Paragraph, weights: np.ndarray, bias: float, cache: dict[str, int]) -> set[int]:
    """Positions of the chunks that end a sentence."""
    columns = Columns(paragraph.chunks, cache)
    ends, start = set(), 0
    # Features of the gaps depend on where the sentence began: computed anew behind each end.
    rows = None
    for at in range(columns.size - 1):
        if rows is None:
            rows = columns.features(np.full(columns.size, start)).astype(np.int32)
        if weights[rows[at]].sum() + bias > 0:
            ends.add(at)
            start, rows = at + 1, None
    return ends | {columns.size - 1}


def f_score(data: list[Paragraph], weights: np.ndarray, bias: float, cache: dict[str, int]) -> float:
    right = found = gold = 0

    def spans(ends: set[int]) -> set[tuple[int, int]]:
        limits = sorted(ends)
        return set(zip([0, *(end + 1 for end in limits)], limits))

    for paragraph in data:
        system, wanted = spans(split(paragraph, weights, bias, cache)), spans(paragraph.ends)
        right, found, gold = right + len(system & wanted), found + len(system), gold + len(wanted)
    return 2 * right / (found + gold)


def main() -> None:
    parser = argparse.ArgumentParser(prog="trainer.sentences", description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/treebanks")
    parser.add_argument("--out", type=Path, default=Path("data/models/sentences.bin"))
    options = parser.parse_args()
    banks, cache = options.shared / "data/treebanks", {}
    read = lambda name, joined: list(paragraphs(banks / f"{name}.conllu", joined))  # noqa: E731
    data = [p for joined in (False, True) for name in ("ewt-train", "gum-train") for p in read(name, joined)]
    rows, labels = dataset(data, cache)
    print(f"{len(labels)} gaps, {int(labels.sum())} ends", flush=True)
    weights, scale = quantize(fit(rows, labels))
    # Scale and bias in little-endian float32, then one signed byte a weight.
    header = np.array([scale, BIAS], "<f4").tobytes()
    options.out.write_bytes(header + weights.tobytes())
    for joined in (False, True):
        for name in ("ewt-dev", "gum-dev"):
            score = f_score(read(name, joined), weights * scale, BIAS, cache)
            print(f"{name} {'documents' if joined else 'paragraphs'}: sentences F1 {100 * score:.2f}", flush=True)


if __name__ == "__main__":
    main()
