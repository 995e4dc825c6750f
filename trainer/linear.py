"""Linear models over hashed features: rows of uint32 -> scores of a few outputs."""

from collections import Counter

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, embedding_bag


class Linear:
    """Multinomial logistic regression; a row is the sorted hashes of the features that hold of one thing."""

    def __init__(self, keys: np.ndarray, weights: np.ndarray, bias: np.ndarray):
        self.keys, self.weights, self.bias = keys, weights, bias

    def probabilities(self, row: np.ndarray) -> np.ndarray:
        scores = self.weights[_positions(self.keys, row)].sum(0) + self.bias
        scores = np.exp(scores - scores.max())
        return scores / scores.sum()

    def shares(self, row: np.ndarray) -> np.ndarray:
        """Probabilities of outputs that do not exclude one another."""
        return 1 / (1 + np.exp(-(self.weights[_positions(self.keys, row)].sum(0) + self.bias)))

    def pruned(self, least: float) -> "Linear":
        """Without the features none of whose weights reaches ``least``."""
        kept = np.abs(self.weights).max(axis=1) > least
        return Linear(self.keys[kept], self.weights[kept], self.bias)


def _positions(keys: np.ndarray, row: np.ndarray) -> np.ndarray:
    at = np.searchsorted(keys, row)
    at[at == len(keys)] = 0
    return at[keys[at] == row]


# A model is the mean of so many fits: what each owes to the order of its rows and to the features left out evens out, and the
# mean of linear models is one again, no slower than each.
FITS = 4


def fit(rows: list[np.ndarray], labels: list[int] | np.ndarray, outputs: int, *, seed: int, **options) -> Linear:
    """One output a row (``labels`` as numbers), or any of them (as a matrix of zeros and ones); ``options`` as of ``_fit``."""
    keys, known = _index(rows)
    fits = [_fit(known, len(keys), labels, outputs, seed=FITS * seed + draw, **options) for draw in range(FITS)]
    weights, bias = (np.mean(parts, axis=0) for parts in zip(*fits))
    return Linear(keys, weights, bias)


def _index(rows: list[np.ndarray]) -> tuple[np.ndarray, list[np.ndarray]]:
    """The features that more than one row has, and the positions among them of each row's."""
    counts = Counter(feature for row in rows for feature in row.tolist())
    keys = np.array(sorted(feature for feature, count in counts.items() if count > 1), dtype=np.uint32)
    return keys, [_positions(keys, row) for row in rows]


def _fit(
    known: list[np.ndarray],
    features: int,
    labels: list[int] | np.ndarray,
    outputs: int,
    *,
    drop: float,
    decay: float,
    epochs: int = 8,
    rate: float = 0.02,
    batch: int = 512,
    seed: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Weights and bias.

    Adam with a rate that falls to nothing. In training, each feature is left out with probability ``drop``: features met
    together share the weight, so that a word never seen before still finds the weights of its context."""
    torch.manual_seed(seed)
    draws = np.random.default_rng(seed)
    targets = torch.as_tensor(labels)
    exclusive = targets.dim() == 1
    weights = torch.zeros(features, outputs, requires_grad=True)
    # Outputs that do not exclude one another are each rather rare.
    bias = torch.full((outputs,), 0.0 if exclusive else -3.0, requires_grad=True)
    optimizer = torch.optim.Adam([weights, bias], lr=rate, betas=(0.9, 0.99))
    steps, step = epochs * -(-len(known) // batch), 0
    for _ in range(epochs):
        order = draws.permutation(len(known))
        for start in range(0, len(known), batch):
            chosen = order[start : start + batch]
            kept = [known[i][draws.random(len(known[i])) >= drop] for i in chosen]
            offsets = np.concatenate([[0], np.cumsum([len(row) for row in kept])[:-1]])
            flat = torch.from_numpy(np.concatenate(kept))
            scores = embedding_bag(flat, weights, torch.from_numpy(offsets), mode="sum") + bias
            loss = cross_entropy(scores, targets[chosen]) if exclusive else _independent(scores, targets[chosen])
            loss = loss + decay * (weights**2).sum()
            optimizer.zero_grad()
            loss.backward()
            step += 1
            for group in optimizer.param_groups:
                group["lr"] = rate * (1 - step / steps) + 1e-4
            optimizer.step()
    return weights.detach().numpy() * (1 - drop), bias.detach().numpy()


def _independent(scores: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    return binary_cross_entropy_with_logits(scores, targets, reduction="sum") / len(scores)
