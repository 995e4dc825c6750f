"""Words to numbers: the vocabularies of inputs and outputs, built from the training sentences."""

from collections import Counter

from .text import normalize, shape, zero_digits
from .treebank import Sentence
from .vectors import Vectors

UNKNOWN = 0

INPUTS = ["word", "prefix3", "suffix2", "suffix3", "suffix4", "shape"]


def keys(word: str) -> list[str]:
    """The look-up key of a normalized word in each input vocabulary, in the order of ``INPUTS``."""
    lower = word.lower()
    return [zero_digits(word), lower[:3], lower[-2:], lower[-3:], lower[-4:], shape(word)]


class Vocabulary:
    """Strings and their numbers; 0 is the unknown string of input vocabularies."""

    def __init__(self, entries: list[str]):
        self.entries = entries
        self.index = {entry: i for i, entry in enumerate(entries)}

    def __len__(self) -> int:
        return len(self.entries)

    def get(self, entry: str) -> int:
        return self.index.get(entry, UNKNOWN)


def _counted(counts: Counter, least: int) -> list[str]:
    return sorted(entry for entry, count in counts.items() if count >= least)


class Features:
    """Every vocabulary of the model."""

    def __init__(self, treebanks: list[Sentence], others: list[Sentence], vectors: Vectors):
        self.vectors = vectors
        counters = [Counter() for _ in INPUTS]
        # Other corpora count half, so that words seen only there need to recur.
        for sentences, amount in ((treebanks, 2), (others, 1)):
            for sentence in sentences:
                for word in sentence.words:
                    for counter, key in zip(counters, keys(normalize(word))):
                        counter[key] += amount
        self.inputs = [Vocabulary(["\0", *_counted(counter, 4)]) for counter in counters]
        self.upos = Vocabulary(_counted(Counter(tag for s in treebanks for tag in s.upos), 1))
        self.xpos = Vocabulary(_counted(Counter(tag for s in treebanks for tag in s.xpos), 2))
        feats = _counted(Counter(tag for s in treebanks for tag in s.feats), 4)
        self.feats = Vocabulary(["_", *(tag for tag in feats if tag != "_")])
        self.deprels = Vocabulary(_counted(Counter(label for s in treebanks for label in s.deprels), 1))

    def encode(self, words: list[str]) -> list[list[int]]:
        """Numbers of the words: one row an input vocabulary, and the rows of the vectors last."""
        normalized = [normalize(word) for word in words]
        columns = [
            [vocabulary.get(key) for key in column]
            for vocabulary, column in zip(self.inputs, zip(*map(keys, normalized)))
        ]
        return [*columns, [self.vectors.row(word.lower()) for word in normalized]]
