"""Static word vectors, reduced: a key list and a matrix -> a row for a word, rows of few dimensions."""

import lzma
from pathlib import Path

import numpy as np


class Vectors:
    """Frozen vectors: ``rows[word]`` is a row of ``matrix``; row 0 is the zero vector of unknown words."""

    def __init__(self, folder: Path, dimensions: int):
        full = np.load(folder / "vectors-20k-300.f16.npy").astype(np.float32)
        self.rows = _read_keys(folder / "keys.tsv.xz")
        used = sorted(set(self.rows.values()))
        renumbered = {row: i + 1 for i, row in enumerate(used)}
        self.rows = {word: renumbered[row] for word, row in self.rows.items()}
        self.matrix = np.vstack([np.zeros((1, dimensions), np.float32), _reduce(full[used], dimensions)])

    def row(self, word: str) -> int:
        """Row of a lowercase word, 0 if it has none."""
        return self.rows.get(word, 0)


def _read_keys(path: Path) -> dict[str, int]:
    """Lowercase keys without digits: numbers are told apart well enough by their shape."""
    rows = {}
    with lzma.open(path, "rt", encoding="utf8", newline="\n") as file:
        for line in file:
            word, row = line.rstrip("\n").rsplit("\t", 1)
            if word == word.lower() and not any(char.isdigit() for char in word):
                rows[word] = int(row)
    return rows


def _reduce(matrix: np.ndarray, dimensions: int) -> np.ndarray:
    """Principal components, scaled to a mean variance of one; signs fixed for reproducibility."""
    centred = matrix - matrix.mean(axis=0)
    _, vectors = np.linalg.eigh(centred.T @ centred)
    axes = vectors[:, ::-1][:, :dimensions]
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(dimensions)])
    reduced = centred @ axes
    return (reduced / reduced.std()).astype(np.float32)
