"""Standing relations between two members of the cast, judged pair by pair: none, member_of, part_of, located_in.

What the rules say of a pair stands, and is among its features (``src/extract/learned/bond.rs``).
"""

from dataclasses import dataclass

import numpy as np

from . import linear
from .linear import Linear

# The order of the model's outputs; 0 is "none".
RELATIONS = "member_of part_of located_in".split()
FIT = dict(drop=0.4, decay=1e-5, batch=256)


@dataclass
class Pair:
    """Two members of a text: what the rules tell of them, what is annotated."""

    told: list[str]
    features: np.ndarray
    label: str | None


def pairs(printed: list, members: dict[str, int], relations: list[dict]) -> list[Pair]:
    """The program's pairs with the annotation of each."""
    labels = {
        (members.get(relation["source"]), members.get(relation["target"])): relation["type"]
        for relation in relations
        if relation["type"] in RELATIONS
    }
    return [
        Pair(told, np.array(features, dtype=np.uint32), labels.get((source, target)))
        for source, target, told, features in printed
    ]


def fit(pairs: list[Pair], seed: int) -> Linear:
    labels = [RELATIONS.index(pair.label) + 1 if pair.label else 0 for pair in pairs]
    return linear.fit([pair.features for pair in pairs], labels, len(RELATIONS) + 1, seed=seed, **FIT)


def judge(pairs: list[Pair], model: Linear) -> list[np.ndarray]:
    return [model.probabilities(pair.features)[1:] for pair in pairs]


def scores(pairs: list[Pair], judged: list[np.ndarray], annotated: dict[str, int], least: list[float]) -> dict[str, float]:
    """F1 by relation. ``annotated`` counts all that are annotated, also those whose ends the program did not find."""
    return {relation: _score(pairs, judged, annotated, relation, at) for relation, at in zip(RELATIONS, least)}


def _score(pairs: list[Pair], judged: list[np.ndarray], annotated: dict[str, int], relation: str, least: float) -> float:
    output = RELATIONS.index(relation)
    told = [
        pair.label == relation
        for pair, shares in zip(pairs, judged)
        if relation in pair.told or shares[output] >= least
    ]
    return 2 * sum(told) / max(1, len(told) + annotated[relation])


def choose(pairs: list[Pair], judged: list[np.ndarray], annotated: dict[str, int]) -> list[float]:
    """For each relation the least probability with the best F1."""
    options = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
    return [max(options, key=lambda at: _score(pairs, judged, annotated, relation, at)) for relation in RELATIONS]
