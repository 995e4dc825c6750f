"""Which members of the cast belong in the record: no, yes (``src/extract/learned/relevance.rs``)."""

from dataclasses import dataclass

import numpy as np

from . import linear
from .linear import Linear

FIT = dict(drop=0.4, decay=1e-5, batch=256)


@dataclass
class Member:
    features: np.ndarray
    # Whether it is an annotated entity, and of the same kind.
    belongs: bool


def members(printed: list, cast: list, found: dict[str, int], entities: list[dict]) -> list[Member]:
    """The program's members (``printed``: features; ``cast``: name, kind, forms); ``found`` says which of them entities are."""
    right = {found[entity["id"]] for entity in entities if _is_found(entity, cast, found)}
    return [Member(np.array(features, dtype=np.uint32), at in right) for at, features in enumerate(printed)]


def _is_found(entity: dict, cast: list, found: dict[str, int]) -> bool:
    at = found.get(entity["id"])
    return at is not None and cast[at][1] == entity["kind"]


def fit(members: list[Member], seed: int) -> Linear:
    return linear.fit([m.features for m in members], [int(m.belongs) for m in members], 2, seed=seed, **FIT)


def judge(members: list[Member], model: Linear) -> list[float]:
    return [float(model.probabilities(member.features)[1]) for member in members]


def score(texts: list[tuple[list[Member], list[float], set[int], int]], least: float) -> float:
    """F1 of entities; a text is its members, their shares, those whom events name and who therefore stay, and the number of
    annotated entities."""
    kept = [
        member.belongs
        for members, shares, parties, _ in texts
        for at, (member, share) in enumerate(zip(members, shares))
        if share >= least or at in parties
    ]
    return 2 * sum(kept) / max(1, len(kept) + sum(annotated for *_, annotated in texts))


def choose(texts: list[tuple[list[Member], list[float], set[int], int]]) -> float:
    return max((0.0, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5), key=lambda least: score(texts, least))
