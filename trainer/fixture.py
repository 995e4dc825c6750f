"""The fixture of the Rust tests: sentences of our own -> what the trainer's network says about them.

``python -m trainer.fixture`` reads data/models/english.bin, as quantized, and writes
tests/fixtures/engine/expected.conllu.
"""

from pathlib import Path

import numpy as np

from . import container, names
from .export import key_hash, load
from .features import INPUTS, Features, Vocabulary
from .network import Network, Rates, Shape
from .training import parse
from .treebank import Sentence


class StoredVectors:
    """The vectors of a model file: rows are found by fingerprint, as the program finds them."""

    def __init__(self, sections: dict):
        self.matrix = sections["embedding.vector"]
        keys = sections["vector.keys"]
        sizes = np.frombuffer(keys, np.uint8, 1 << 16).astype(np.int64)
        count = int(sizes.sum())
        self.starts = np.concatenate([[0], np.cumsum(sizes)])
        self.fingerprints = np.frombuffer(keys, "<u2", count, 1 << 16)
        self.numbers = np.frombuffer(keys, "<u2", count, (1 << 16) + 2 * count)

    def row(self, word: str) -> int:
        key = key_hash(word) >> 32
        start, end = self.starts[key >> 16 : (key >> 16) + 2]
        for at in range(start, end):
            if self.fingerprints[at] == key & 0xFFFF:
                return int(self.numbers[at])
        return 0


class StoredFeatures(Features):
    """The vocabularies of a model file."""

    def __init__(self, sections: dict):
        self.vectors = StoredVectors(sections)
        self.inputs = [Vocabulary(sections[f"input.{name}"]) for name in INPUTS]
        for name in ("upos", "xpos", "feats", "deprels"):
            setattr(self, name, Vocabulary(sections[f"output.{name}"]))


def stored(path: Path) -> tuple[Network, StoredFeatures]:
    """Network and vocabularies of a model file."""
    sections = container.read(path)
    features = StoredFeatures(sections)
    blocks = sum(name.endswith(".linear.weight") for name in sections)
    shape = Shape(
        embeddings=tuple(sections[f"embedding.{name}"].shape[1] for name in INPUTS),
        vectors=sections["embedding.vector"].shape[1],
        width=len(sections["norm.weight"]),
        blocks=blocks,
        lstm=sections["forwards.state"].shape[1],
        arc=len(sections["arc_root"]),
        label=len(sections["label_root"]),
        names=len(sections["names_hidden.bias"]),
    )
    return load(Network(features, shape, Rates()), path), features


def conllu(sentence: Sentence) -> str:
    """A predicted sentence as CoNLL-U, names in the last column as the program writes them."""
    misc = ["_"] * len(sentence.words)
    for start, end, kind in names.spans_of(sentence.names):
        for i in range(start, end):
            misc[i] = f"Name={kind}" + ("" if i == start else "-")
    rows = [
        f"{i + 1}\t{word}\t_\t{sentence.upos[i]}\t{sentence.xpos[i]}\t{sentence.feats[i]}"
        f"\t{sentence.heads[i]}\t{sentence.deprels[i]}\t_\t{misc[i]}"
        for i, word in enumerate(sentence.words)
    ]
    return "\n".join(rows) + "\n\n"


FOLDER = Path("tests/fixtures/engine")


def write(model: Path) -> None:
    """Analyzes the fixture's sentences with a model file and writes what is expected of the program."""
    network, features = stored(model)
    lines = (FOLDER / "sentences.txt").read_text(encoding="utf8").splitlines()
    parsed = parse(network, features, [Sentence(words=line.split()) for line in lines])
    (FOLDER / "expected.conllu").write_text("".join(map(conllu, parsed)), encoding="utf8")


if __name__ == "__main__":
    write(Path("data/models/english.bin"))
