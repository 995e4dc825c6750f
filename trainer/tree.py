"""Scores to trees: a matrix of arc scores -> the best dependency tree with one root.

Chu-Liu-Edmonds on a dense matrix, contracting cycles in place. ``src/text/engine/tree.rs`` is the same algorithm.
"""

import numpy as np

# Taken off every root arc: larger than any sum of scores, so that the best tree has just one.
ROOT_PENALTY = 1e6


def best_tree(scores: np.ndarray) -> list[int]:
    """Heads (0 = root) of words 1..n from ``scores[dependent - 1, head]`` of shape (n, n + 1)."""
    n = scores.shape[0]
    greedy = [int(head) for head in scores.argmax(axis=1)]
    if sum(head == 0 for head in greedy) == 1 and not _cycle([-1] + greedy, range(1, n + 1)):
        return greedy
    square = np.full((n + 1, n + 1), -np.inf)
    square[:, 1:] = scores.astype(np.float64).T
    square[0, 1:] -= ROOT_PENALTY
    np.fill_diagonal(square, -np.inf)
    return _chu_liu_edmonds(square)


def _chu_liu_edmonds(score: np.ndarray) -> list[int]:
    size = score.shape[0]
    # The original arc behind each entry of the contracted matrix.
    source = np.repeat(np.arange(size)[:, None], size, axis=1)
    target = np.repeat(np.arange(size)[None, :], size, axis=0)
    alive = list(range(size))
    inside = [{v} for v in range(size)]
    contractions = []
    while True:
        best = [-1] * size
        for v in alive[1:]:
            best[v] = alive[int(np.argmax(score[alive, v]))]
        cycle = _cycle(best, alive[1:])
        if not cycle:
            break
        rep = cycle[0]
        contractions.append([(v, source[best[v], v], target[best[v], v], inside[v]) for v in cycle])
        gains = [score[best[v], v] for v in cycle]
        outside = [v for v in alive if v not in cycle]
        for v in outside:
            enter = max(range(len(cycle)), key=lambda i: score[v, cycle[i]] - gains[i])
            leave = max(cycle, key=lambda c: score[c, v])
            entered = cycle[enter]
            arc_in = (score[v, entered] - gains[enter], source[v, entered], target[v, entered])
            arc_out = (score[leave, v], source[leave, v], target[leave, v])
            score[v, rep], source[v, rep], target[v, rep] = arc_in
            score[rep, v], source[rep, v], target[rep, v] = arc_out
        inside[rep] = set().union(*(inside[v] for v in cycle))
        alive = [v for v in alive if v not in cycle or v == rep]
    heads = [-1] * size
    for v in alive[1:]:
        heads[target[best[v], v]] = int(source[best[v], v])
    for cycle in reversed(contractions):
        _expand(cycle, heads)
    return heads[1:]


def _expand(cycle: list, heads: list[int]) -> None:
    """Gives each member of a contracted cycle its arc inside it, but for the one entered from outside."""
    entered = next(d for _, _, _, inside in cycle for d in inside if heads[d] >= 0)
    for _, source, target, inside in cycle:
        if entered not in inside:
            heads[target] = int(source)


def _cycle(heads: list[int], nodes) -> list[int]:
    """The first cycle among the heads, in order of walking; empty if none."""
    state = {}
    for start in nodes:
        path, v = [], start
        while v > 0 and v not in state:
            state[v] = start
            path.append(v)
            v = heads[v]
        if v > 0 and state[v] == start:
            return path[path.index(v) :]
    return []
