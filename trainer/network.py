"""The network: numbers of words -> scores of tags, arcs, labels and names (shared/NEURAL.md, design A).

Embeddings -> linear + layer norm -> two residual maxout convolutions over three words -> one
bidirectional LSTM -> heads. ``src/text/engine/network.rs`` computes the same from the exported file.

The words of a batch are the rows of one matrix, sentence after sentence; ``Layout`` says where a sentence begins. Only
the recurrent layer and the arcs see sentences padded to one length.
"""

import random
from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .features import UNKNOWN, Features
from .names import CORPORA, TAGS

# Distances between dependent and head are clipped here; one more entry is for the root.
MAX_DISTANCE = 32


@dataclass
class Shape:
    """Sizes of the layers."""

    embeddings: tuple[int, ...] = (64, 24, 16, 32, 32, 16)
    vectors: int = 128
    width: int = 128
    blocks: int = 2
    lstm: int = 128
    arc: int = 128
    label: int = 128
    names: int = 128


@dataclass
class Rates:
    """Dropout rates."""

    layer: float = 0.2
    word: float = 0.15
    feature: float = 0.075
    vector: float = 0.1


class Layout:
    """Where the words of sentences of the given lengths stand: in rows one after the other, and padded.

    Indices into padded matrices count step by step (all first words, all second words, ...).
    """

    def __init__(self, lengths: np.ndarray):
        self.lengths = lengths
        count, longest, words = len(lengths), int(lengths.max()), int(lengths.sum())
        self.starts = np.cumsum(lengths) - lengths
        sentence = np.repeat(np.arange(count), lengths)
        step = np.arange(words) - self.starts[sentence]
        backwards = lengths[sentence] - 1 - step
        self.shape = (longest, count)
        self.first, self.last = _column(step > 0), _column(backwards > 0)
        # Rows in padded matrices, and the words (``words`` = none) of padded matrices.
        self.at = torch.from_numpy(step * count + sentence)
        self.at_backwards = torch.from_numpy(backwards * count + sentence)
        self.words = self._inverse(self.at, longest * count, words)
        self.words_backwards = self._inverse(self.at_backwards, longest * count, words)
        # The same sentence by sentence, for arcs.
        self.in_sentence = torch.from_numpy(sentence * longest + step)
        self.words_of = self._inverse(self.in_sentence, longest * count, words).view(count, longest)
        self.first_word = torch.from_numpy(self.starts[sentence])

    @staticmethod
    def _inverse(index: Tensor, size: int, missing: int) -> Tensor:
        result = torch.full((size,), missing)
        result[index] = torch.arange(len(index))
        return result


def _column(values: np.ndarray) -> Tensor:
    return torch.from_numpy(values.astype(np.float32))[:, None]


def _with_zeros(x: Tensor) -> Tensor:
    """One more row, for words that are not there."""
    return torch.cat([x, x.new_zeros(1, x.shape[1])])


class Dropout(nn.Module):
    """Dropout with masks cut at random places from one long mask: drawing them anew took a tenth of the time."""

    def __init__(self, rate: float, size: int = 1 << 21):
        super().__init__()
        self.mask = (torch.rand(size) >= rate).float() / (1 - rate)

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        size = x.numel()
        if size > len(self.mask):
            self.mask = self.mask.repeat(size // len(self.mask) + 1)
        start = random.randrange(len(self.mask) - size + 1)
        return x * self.mask[start : start + size].view_as(x)


class Block(nn.Module):
    """x + norm(maxout of two over a window of three words)."""

    def __init__(self, width: int, dropout: Dropout):
        super().__init__()
        self.linear = nn.Linear(3 * width, 2 * width)
        self.norm = nn.LayerNorm(width)
        self.dropout = dropout

    def forward(self, x: Tensor, layout: Layout) -> Tensor:
        before = F.pad(x[:-1], (0, 0, 1, 0)) * layout.first
        after = F.pad(x[1:], (0, 0, 0, 1)) * layout.last
        left, right = self.linear(torch.cat([before, x, after], dim=-1)).chunk(2, dim=-1)
        return x + self.dropout(self.norm(torch.maximum(left, right)))


class Network(nn.Module):
    """All heads over one encoder; see ``Scores`` for what comes out."""

    def __init__(self, features: Features, shape: Shape, rates: Rates):
        super().__init__()
        self.shape, self.rates = shape, rates
        self.embeddings = nn.ModuleList(
            nn.Embedding(len(vocabulary), size) for vocabulary, size in zip(features.inputs, shape.embeddings)
        )
        for table in self.embeddings:
            nn.init.normal_(table.weight, std=0.3)
        self.register_buffer("vectors", torch.from_numpy(np.ascontiguousarray(features.vectors.matrix)))
        self.project = nn.Linear(sum(shape.embeddings) + shape.vectors, shape.width)
        self.norm = nn.LayerNorm(shape.width)
        self.dropout = Dropout(rates.layer)
        self.blocks = nn.ModuleList(Block(shape.width, self.dropout) for _ in range(shape.blocks))
        self.forwards = nn.LSTM(shape.width, shape.lstm)
        self.backwards = nn.LSTM(shape.width, shape.lstm)
        out = 2 * shape.lstm
        self.upos = nn.Linear(out, len(features.upos))
        self.xpos = nn.Linear(out, len(features.xpos))
        self.feats = nn.Linear(out, len(features.feats))
        self.names_hidden = nn.Linear(out, shape.names)
        # How a corpus differs from those whose guidelines the program follows (row 0, zeros).
        self.corpora = nn.Embedding(len(CORPORA), shape.names, padding_idx=0)
        self.names = nn.Linear(shape.names, len(TAGS))
        self.arc_dependent = nn.Linear(out, shape.arc)
        self.arc_head = nn.Linear(out, shape.arc)
        self.arc_root = nn.Parameter(torch.zeros(shape.arc))
        self.arc_bilinear = nn.Parameter(torch.zeros(shape.arc, shape.arc))
        self.arc_bias = nn.Parameter(torch.zeros(shape.arc))
        self.distance = nn.Parameter(torch.zeros(2 * MAX_DISTANCE + 2))
        self.label_dependent = nn.Linear(out, shape.label)
        self.label_head = nn.Linear(out, shape.label)
        self.label_root = nn.Parameter(torch.zeros(shape.label))
        self.label = nn.Linear(shape.label, len(features.deprels))
        nn.init.xavier_uniform_(self.arc_bilinear)

    def encode(self, inputs: Tensor, layout: Layout) -> Tensor:
        """Contextual vectors (words, 2 * lstm) of inputs (words, 7)."""
        if self.training:
            rates = torch.tensor([self.rates.word] + [self.rates.feature] * (len(self.embeddings) - 1) + [0])
            inputs = inputs.masked_fill(torch.rand(inputs.shape) < rates, UNKNOWN)
        columns = [table(inputs[:, i]) for i, table in enumerate(self.embeddings)]
        vectors = F.embedding(inputs[:, -1], self.vectors)
        if self.training:
            vectors = vectors * (torch.rand(len(vectors), 1) >= self.rates.vector)
        x = self.dropout(self.norm(self.project(torch.cat([*columns, vectors], dim=-1))))
        for block in self.blocks:
            x = block(x, layout)
        padded = _with_zeros(x)
        directions = []
        for lstm, words, at in (
            (self.forwards, layout.words, layout.at),
            (self.backwards, layout.words_backwards, layout.at_backwards),
        ):
            steps, _ = lstm(padded.index_select(0, words).view(*layout.shape, -1))
            directions.append(steps.flatten(0, 1).index_select(0, at))
        return self.dropout(torch.cat(directions, dim=-1))

    def name_tags(self, hidden: Tensor, corpora: Tensor | None = None) -> Tensor:
        """Scores (words, tags), by the guidelines of a corpus or of those that the program follows."""
        inner = self.names_hidden(hidden)
        if corpora is not None:
            inner = inner + self.corpora(corpora)
        return self.names(self.dropout(F.relu(inner)))

    def arcs(self, hidden: Tensor, layout: Layout) -> Tensor:
        """Scores (sentences, dependents, heads) with head 0 = root."""
        words = layout.words_of
        dependent = self.dropout(F.relu(self.arc_dependent(hidden))) @ self.arc_bilinear + self.arc_bias
        dependent = F.embedding(words, _with_zeros(dependent))
        head = F.embedding(words, _with_zeros(self.dropout(F.relu(self.arc_head(hidden)))))
        head = torch.cat([self.arc_root.expand(len(head), 1, -1), head], dim=1)
        index = distance_index(words.shape[1])
        distance = self.distance.index_select(0, index.flatten()).view(index.shape)
        scores = torch.baddbmm(distance[None], dependent, head.transpose(1, 2))
        missing = F.pad(words == len(hidden), (1, 0))
        return scores.masked_fill(missing[:, None, :], -1e9)

    def labels(self, hidden: Tensor, heads: Tensor, layout: Layout) -> Tensor:
        """Scores (words, labels) given heads (0 = root)."""
        head = torch.cat([self.label_head(hidden), self.label_root[None]])
        chosen = torch.where(heads > 0, layout.first_word + heads - 1, len(hidden))
        brought = head.index_select(0, chosen)
        return self.label(self.dropout(F.relu(self.label_dependent(hidden) + brought)))

    def sizes(self) -> dict:
        """The shape as plain data, for the model file."""
        return asdict(self.shape)


def distance_index(size: int) -> Tensor:
    """Index (dependents, heads) into the distance table: the root's entry is the last."""
    positions = torch.arange(size)
    relative = (positions[None, :] - positions[:, None]).clamp(-MAX_DISTANCE, MAX_DISTANCE) + MAX_DISTANCE
    root = torch.full((size, 1), 2 * MAX_DISTANCE + 1)
    return torch.cat([root, relative], dim=1)
