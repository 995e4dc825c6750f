"""Training: encoded sentences -> a trained network, the average of its last steps."""

import copy
import time
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from . import names
from .features import Features
from .network import Network
from .tree import best_tree
from .treebank import Sentence

IGNORED = -100


@dataclass
class Recipe:
    """Settings of the optimizer (figures from shared/NEURAL.md where it has them)."""

    epochs: int = 18
    stop: int | None = None  # epochs after which to stop all the same, for a next stage to go on
    rate: float = 2e-3
    final: float = 0.02
    warmup: int = 150
    batch_words: int = 1000
    clip: float = 5.0
    average: float = 0.998
    names_weight: float = 0.5
    silver_share: float = 0.6
    seed: int = 1


class Example:
    """A sentence as arrays: inputs (words, 7) and one target array a layer."""

    def __init__(self, sentence: Sentence, features: Features):
        self.inputs = np.array(features.encode(sentence.words), np.int64).T
        size = len(sentence.words)
        self.weight = sentence.weight
        self.upos = _targets(sentence.upos, features.upos.index, size)
        self.xpos = _targets(sentence.xpos, features.xpos.index, size)
        self.feats = _targets(sentence.feats, features.feats.index, size)
        self.deprels = _targets(sentence.deprels, features.deprels.index, size)
        self.heads = np.array(sentence.heads if sentence.heads else [IGNORED] * size, np.int64)
        self.names = np.array(sentence.names or [names.ANY] * size, np.int64)

    def __len__(self) -> int:
        return len(self.heads)


def _targets(values: list[str] | None, index: dict[str, int], size: int) -> np.ndarray:
    return np.array([index.get(value, IGNORED) for value in values] if values else [IGNORED] * size, np.int64)


class Batch:
    """Examples padded to one length."""

    def __init__(self, examples: list[Example]):
        self.lengths = torch.tensor([len(example) for example in examples])
        size = int(self.lengths.max())
        stack = lambda layer, fill: torch.from_numpy(  # noqa: E731
            np.stack([np.pad(getattr(e, layer), (0, size - len(e)), constant_values=fill) for e in examples])
        )
        self.inputs = torch.from_numpy(
            np.stack([np.pad(e.inputs, ((0, size - len(e)), (0, 0))) for e in examples])
        )
        self.upos, self.xpos, self.feats = stack("upos", IGNORED), stack("xpos", IGNORED), stack("feats", IGNORED)
        self.heads, self.deprels = stack("heads", IGNORED), stack("deprels", IGNORED)
        self.names = stack("names", names.ANY)
        self.weights = torch.tensor([e.weight for e in examples])[:, None].expand(-1, size)
        self.padding = torch.arange(size)[None, :] >= self.lengths[:, None]


def batches(examples: list[Example], words: int, rng: np.random.Generator) -> list[list[Example]]:
    """Examples of similar length together, the batches in random order."""
    noise = rng.uniform(0, 3, len(examples))
    order = sorted(range(len(examples)), key=lambda i: len(examples[i]) + noise[i])
    groups: list[list[Example]] = [[]]
    longest = 0
    for i in order:
        longest = max(longest, len(examples[i]))
        if groups[-1] and longest * (len(groups[-1]) + 1) > words * 1.1:
            groups.append([])
            longest = len(examples[i])
        groups[-1].append(examples[i])
    rng.shuffle(groups)
    return groups


def loss(network: Network, batch: Batch, recipe: Recipe) -> Tensor:
    """Arcs + labels + half of tags, features and names; layers that a sentence lacks count nothing."""
    hidden = network.encode(batch.inputs, batch.lengths)
    weights = batch.weights
    total = recipe.names_weight * _names_loss(network.names(hidden), batch.names, weights)
    total = total + 0.5 * _entropy(network.upos(hidden), batch.upos, weights)
    total = total + 0.5 * _entropy(network.xpos(hidden), batch.xpos, weights)
    total = total + 0.25 * _entropy(network.feats(hidden), batch.feats, weights)
    if (batch.heads != IGNORED).any():
        arcs = network.arcs(hidden)
        blocked = torch.cat([torch.zeros(len(batch.padding), 1, dtype=torch.bool), batch.padding], dim=1)
        arcs = arcs.masked_fill(blocked[:, None, :], -1e9)
        total = total + _entropy(arcs, batch.heads, weights)
        labels = network.labels(hidden, batch.heads.clamp(min=0))
        total = total + _entropy(labels, batch.deprels, weights)
    return total


def _entropy(scores: Tensor, targets: Tensor, weights: Tensor) -> Tensor:
    known = targets != IGNORED
    if not known.any():
        return scores.sum() * 0
    each = F.cross_entropy(scores[known], targets[known], reduction="none")
    return (each * weights[known]).sum() / weights[known].sum()


def _names_loss(scores: Tensor, permitted: Tensor, weights: Tensor) -> Tensor:
    """Minus the log of the joint probability of the permitted tags."""
    known = permitted != names.ANY
    if not known.any():
        return scores.sum() * 0
    scores, permitted, weights = scores[known], permitted[known], weights[known]
    bits = (permitted[:, None] >> torch.arange(scores.shape[-1])) & 1
    inside = scores.masked_fill(bits == 0, -1e9).logsumexp(-1)
    return ((scores.logsumexp(-1) - inside) * weights).sum() / weights.sum()


def train(network: Network, examples: list[Example], recipe: Recipe, report, silver: list[Example] = ()) -> Network:
    """The averaged network after all epochs; ``report(epoch, network, seconds, loss)`` is called after each.

    Of the ``silver`` examples, each epoch takes another ``recipe.silver_share``.
    """
    rng = np.random.default_rng(recipe.seed)
    amount = int(recipe.silver_share * len(silver))
    optimizer = torch.optim.Adam(network.parameters(), lr=recipe.rate, betas=(0.9, 0.98), fused=True)
    steps = recipe.epochs * len(batches([*examples, *silver[:amount]], recipe.batch_words, np.random.default_rng(0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min(1.0, (step + 1) / recipe.warmup)
        * max(recipe.final, 1 - (1 - recipe.final) * max(0, step - recipe.warmup) / max(1, steps - recipe.warmup)),
    )
    averaged = copy.deepcopy(network)
    step = 0
    for epoch in range(recipe.stop or recipe.epochs):
        start, sum_loss, count = time.time(), 0.0, 0
        network.train()
        drawn = [silver[i] for i in rng.permutation(len(silver))[:amount]]
        for group in batches([*examples, *drawn], recipe.batch_words, rng):
            optimizer.zero_grad(set_to_none=True)
            value = loss(network, Batch(group), recipe)
            value.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), recipe.clip)
            optimizer.step()
            schedule.step()
            step += 1
            _average(averaged, network, min(recipe.average, (1 + step) / (10 + step)))
            sum_loss, count = sum_loss + value.item(), count + 1
        report(epoch + 1, averaged, time.time() - start, sum_loss / count)
    return averaged


def _average(averaged: Network, network: Network, keep: float) -> None:
    with torch.no_grad():
        torch._foreach_lerp_(list(averaged.parameters()), list(network.parameters()), 1 - keep)


@torch.no_grad()
def parse(network: Network, features: Features, sentences: list[Sentence], trees: bool = True) -> list[Sentence]:
    """New sentences with the predictions of the network for the words of these."""
    network.eval()
    examples = [Example(Sentence(words=s.words), features) for s in sentences]
    order = sorted(range(len(examples)), key=lambda i: len(examples[i]))
    result: list[Sentence | None] = [None] * len(sentences)
    for begin in range(0, len(order), 32):
        chosen = order[begin : begin + 32]
        batch = Batch([examples[i] for i in chosen])
        hidden = network.encode(batch.inputs, batch.lengths)
        arcs = network.arcs(hidden)
        tags = [getattr(network, layer)(hidden).argmax(-1) for layer in ("upos", "xpos", "feats")]
        named = network.names(hidden).log_softmax(-1).numpy()
        all_heads = torch.zeros(arcs.shape[:2], dtype=torch.long)
        for row, i in enumerate(chosen):
            size = len(examples[i])
            scores = arcs[row, :size, : size + 1].numpy().copy()
            scores[np.arange(size), np.arange(size) + 1] = -1e9
            all_heads[row, :size] = torch.tensor(best_tree(scores) if trees else scores.argmax(1))
        labels = network.labels(hidden, all_heads)
        root = features.deprels.index["root"]
        is_root = all_heads == 0
        labels[..., root] = labels[..., root].masked_fill(~is_root, -1e9)
        chosen_labels = labels.argmax(-1).masked_fill(is_root, root)
        for row, i in enumerate(chosen):
            size = len(examples[i])
            pick = lambda values, vocabulary: [vocabulary.entries[v] for v in values[row, :size].tolist()]  # noqa: E731
            result[i] = Sentence(
                words=sentences[i].words,
                upos=pick(tags[0], features.upos),
                xpos=pick(tags[1], features.xpos),
                feats=pick(tags[2], features.feats),
                heads=all_heads[row, :size].tolist(),
                deprels=pick(chosen_labels, features.deprels),
                names=names.decode(named[row, :size]),
            )
    return result
