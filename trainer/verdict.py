"""How sure an event is, all in all: how probable its word, its type and its parties are -> how probably it is right.

Logistic regression over a handful of numbers, as ``src/extract/learned/verdict.rs`` computes them. It learns from what the
other models say of texts that they have not seen, those without any event among them.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

# Probabilities nearer to zero or one than this count as this near.
LEAST = 1e-4
DECAY = 1e-3
# Stands for the probability of any other event, as log odds, where the article tells of no other.
NO_OTHER = -3.0


@dataclass
class Verdict:
    weights: np.ndarray
    bias: float

    def probability(self, inputs: np.ndarray) -> float:
        return float(1 / (1 + np.exp(-(self.weights @ inputs + self.bias))))


def log_odds(probability: float) -> float:
    probability = min(max(probability, LEAST), 1 - LEAST)
    return float(np.log(probability / (1 - probability)))


def inputs(
    any: float, kind: float, actors: list[float], recipients: list[float], sentences: int, words: int, others: list[float]
) -> np.ndarray:
    """Of an event: the probabilities of any event and of its type, the shares of its parties (in what is mutual all are
    actors); of its article: the number of sentences and of words that may express events, the probabilities of the other ones."""
    acted_on = log_odds(sum(recipients) / len(recipients)) if recipients else 0.0
    return np.array(
        [
            log_odds(any),
            log_odds(kind),
            log_odds(sum(actors) / len(actors)),
            acted_on,
            float(bool(recipients)),
            np.log(max(1, sentences)),
            np.log(max(1, words)),
            log_odds(max(others)) if others else NO_OTHER,
        ]
    )


def fit(rows: list[np.ndarray], labels: list[bool]) -> Verdict:
    inputs = torch.tensor(np.array(rows), dtype=torch.float64)
    targets = torch.tensor(labels, dtype=torch.float64)
    weights = torch.zeros(inputs.shape[1] + 1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        loss = binary_cross_entropy_with_logits(inputs @ weights[:-1] + weights[-1], targets)
        loss = loss + DECAY * (weights[:-1] ** 2).sum()
        loss.backward()
        return loss

    optimizer.step(loss)
    fitted = weights.detach().numpy()
    return Verdict(fitted[:-1], float(fitted[-1]))
