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
from .network import Layout, Network
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
    common: float = 0.2
    seed: int = 1


class Example:
    """A sentence as arrays: inputs (words, 7) and one target array a layer."""

    def __init__(self, sentence: Sentence, features: Features):
        self.inputs = np.array(features.encode(sentence.words), np.int64).T
        size = len(sentence.words)
        self.upos = _targets(sentence.upos, features.upos.index, size)
        self.xpos = _targets(sentence.xpos, features.xpos.index, size)
        self.feats = _targets(sentence.feats, features.feats.index, size)
        self.deprels = _targets(sentence.deprels, features.deprels.index, size)
        self.heads = np.array(sentence.heads if sentence.heads else [IGNORED] * size, np.int64)
        self.names = np.array(sentence.names or [names.ANY] * size, np.int64)
        self.corpora = np.full(size, names.CORPORA.index(sentence.corpus), np.int64)
        self.weights = np.full(size, sentence.weight, np.float32)

    def __len__(self) -> int:
        return len(self.heads)


def _targets(values: list[str] | None, index: dict[str, int], size: int) -> np.ndarray:
    return np.array([index.get(value, IGNORED) for value in values] if values else [IGNORED] * size, np.int64)


class Batch:
    """Examples one after the other."""

    def __init__(self, examples: list[Example]):
        self.layout = Layout(np.array([len(example) for example in examples]))
        for layer in ("inputs", "upos", "xpos", "feats", "heads", "deprels", "names", "corpora", "weights"):
            setattr(self, layer, torch.from_numpy(np.concatenate([getattr(example, layer) for example in examples])))


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
    layout, weights = batch.layout, batch.weights
    hidden = network.encode(batch.inputs, layout)
    # Some sentences train what all corpora have in common.
    corpora = batch.corpora * (torch.rand(len(layout.lengths)) >= recipe.common).repeat_interleave(
        torch.from_numpy(layout.lengths)
    )
    total = recipe.names_weight * _names_loss(network.name_tags(hidden, corpora), batch.names, weights)
    total = total + 0.5 * _entropy(network.upos(hidden), batch.upos, weights)
    total = total + 0.5 * _entropy(network.xpos(hidden), batch.xpos, weights)
    total = total + 0.25 * _entropy(network.feats(hidden), batch.feats, weights)
    if (batch.heads != IGNORED).any():
        arcs = network.arcs(hidden, layout).flatten(0, 1).index_select(0, layout.in_sentence)
        total = total + _entropy(arcs, batch.heads, weights)
        labels = network.labels(hidden, batch.heads.clamp(min=0), layout)
        total = total + _entropy(labels, batch.deprels, weights)
    return total


def _entropy(scores: Tensor, targets: Tensor, weights: Tensor) -> Tensor:
    each = F.cross_entropy(scores, targets, reduction="none", ignore_index=IGNORED)
    return (each * weights).sum() / ((targets != IGNORED) * weights).sum().clamp(min=1)


_BITS = torch.tensor([[1 << tag for tag in range(len(names.TAGS))]])


def _names_loss(scores: Tensor, permitted: Tensor, weights: Tensor) -> Tensor:
    """Minus the log of the joint probability of the permitted tags."""
    inside = scores.masked_fill((permitted[:, None] & _BITS) == 0, -1e9).logsumexp(-1)
    weights = weights * (permitted != names.ANY)
    return ((scores.logsumexp(-1) - inside) * weights).sum() / weights.sum().clamp(min=1)


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
    result: list[Sentence] = [Sentence(words=[])] * len(sentences)
    root = features.deprels.index["root"]
    for begin in range(0, len(order), 48):
        chosen = order[begin : begin + 48]
        batch = Batch([examples[i] for i in chosen])
        layout = batch.layout
        hidden = network.encode(batch.inputs, layout)
        arcs = network.arcs(hidden, layout).numpy()
        tags = [getattr(network, layer)(hidden).argmax(-1).tolist() for layer in ("upos", "xpos", "feats")]
        named = network.name_tags(hidden).log_softmax(-1).numpy()
        all_heads: list[int] = []
        for row, i in enumerate(chosen):
            size = len(examples[i])
            scores = arcs[row, :size, : size + 1].copy()
            scores[np.arange(size), np.arange(size) + 1] = -1e9
            all_heads.extend(best_tree(scores) if trees else scores.argmax(1).tolist())
        labels = network.labels(hidden, torch.tensor(all_heads), layout)
        labels[:, root] = -1e9
        chosen_labels = labels.argmax(-1).tolist()
        for row, i in enumerate(chosen):
            own = slice(layout.starts[row], layout.starts[row] + len(examples[i]))
            pick = lambda values, vocabulary: [vocabulary.entries[v] for v in values[own]]  # noqa: E731
            heads = all_heads[own]
            deprels = pick(chosen_labels, features.deprels)
            result[i] = Sentence(
                words=sentences[i].words,
                upos=pick(tags[0], features.upos),
                xpos=pick(tags[1], features.xpos),
                feats=pick(tags[2], features.feats),
                heads=heads,
                deprels=[label if head else "root" for head, label in zip(heads, deprels)],
                names=names.decode(named[own]),
            )
    return result
