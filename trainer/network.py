"""The network: numbers of words -> scores of tags, arcs, labels and names (shared/NEURAL.md, design A).

Embeddings -> linear + layer norm -> two residual maxout convolutions over three words -> one
bidirectional LSTM -> heads. ``src/text/engine/network.rs`` computes the same from the exported file.
"""

from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .features import UNKNOWN, Features
from .names import TAGS

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


@dataclass
class Rates:
    """Dropout rates."""

    layer: float = 0.2
    word: float = 0.15
    feature: float = 0.075
    vector: float = 0.1


class Block(nn.Module):
    """x + norm(maxout of two over a window of three words)."""

    def __init__(self, width: int, dropout: float):
        super().__init__()
        self.linear = nn.Linear(3 * width, 2 * width)
        self.norm = nn.LayerNorm(width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        x = x * mask
        before = F.pad(x, (0, 0, 1, 0))[:, :-1]
        after = F.pad(x, (0, 0, 0, 1))[:, 1:]
        pieces = self.linear(torch.cat([before, x, after], dim=-1))
        left, right = pieces.chunk(2, dim=-1)
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
        self.blocks = nn.ModuleList(Block(shape.width, rates.layer) for _ in range(shape.blocks))
        self.forwards = nn.LSTM(shape.width, shape.lstm, batch_first=True)
        self.backwards = nn.LSTM(shape.width, shape.lstm, batch_first=True)
        self.dropout = nn.Dropout(rates.layer)
        out = 2 * shape.lstm
        self.upos = nn.Linear(out, len(features.upos))
        self.xpos = nn.Linear(out, len(features.xpos))
        self.feats = nn.Linear(out, len(features.feats))
        self.names = nn.Linear(out, len(TAGS))
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

    def encode(self, inputs: Tensor, lengths: Tensor) -> Tensor:
        """Contextual vectors (sentences, words, 2 * lstm) of inputs (sentences, words, 7)."""
        size = inputs.shape[1]
        mask = (torch.arange(size)[None, :] < lengths[:, None]).unsqueeze(-1)
        columns = [table(self._drop(inputs[..., i], i)) for i, table in enumerate(self.embeddings)]
        vectors = F.embedding(inputs[..., -1], self.vectors)
        if self.training:
            vectors = vectors * (torch.rand(vectors.shape[:2]) >= self.rates.vector).unsqueeze(-1)
        x = self.dropout(self.norm(self.project(torch.cat([*columns, vectors], dim=-1))))
        for block in self.blocks:
            x = block(x, mask)
        x = x * mask
        flipped = _flip_index(lengths, size).unsqueeze(-1)
        forwards, _ = self.forwards(x)
        backwards, _ = self.backwards(x.gather(1, flipped.expand_as(x)))
        backwards = backwards.gather(1, flipped.expand_as(backwards))
        return self.dropout(torch.cat([forwards, backwards], dim=-1))

    def _drop(self, column: Tensor, index: int) -> Tensor:
        if not self.training:
            return column
        rate = self.rates.word if index == 0 else self.rates.feature
        return column.masked_fill(torch.rand(column.shape) < rate, UNKNOWN)

    def arcs(self, hidden: Tensor) -> Tensor:
        """Scores (sentences, dependents, heads) with head 0 = root."""
        dependent = self.dropout(F.relu(self.arc_dependent(hidden)))
        head = self.dropout(F.relu(self.arc_head(hidden)))
        head = torch.cat([self.arc_root.expand(len(head), 1, -1), head], dim=1)
        scores = (dependent @ self.arc_bilinear + self.arc_bias) @ head.transpose(1, 2)
        return scores + self.distance[distance_index(hidden.shape[1])]

    def labels(self, hidden: Tensor, heads: Tensor) -> Tensor:
        """Scores (sentences, words, labels) given heads (0 = root)."""
        head = self.label_head(hidden)
        head = torch.cat([self.label_root.expand(len(head), 1, -1), head], dim=1)
        chosen = head.gather(1, heads.unsqueeze(-1).expand(-1, -1, head.shape[-1]))
        return self.label(self.dropout(F.relu(self.label_dependent(hidden) + chosen)))

    def sizes(self) -> dict:
        """The shape as plain data, for the model file."""
        return asdict(self.shape)


def distance_index(size: int) -> Tensor:
    """Index (dependents, heads) into the distance table: the root's entry is the last."""
    positions = torch.arange(size)
    relative = (positions[None, :] - positions[:, None]).clamp(-MAX_DISTANCE, MAX_DISTANCE) + MAX_DISTANCE
    root = torch.full((size, 1), 2 * MAX_DISTANCE + 1)
    return torch.cat([root, relative], dim=1)


def _flip_index(lengths: Tensor, size: int) -> Tensor:
    """Index that reverses the words of each sentence and leaves the padding where it is."""
    positions = torch.arange(size)[None, :].expand(len(lengths), -1)
    flipped = lengths[:, None] - 1 - positions
    return torch.where(flipped >= 0, flipped, positions)
