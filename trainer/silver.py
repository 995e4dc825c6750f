"""Raw news and unannotated layers: sentences -> the same with labels of a trained network where it is sure.

The second stage of training learns from them. News brings its own hints about names: an article's Wikipedia links
mark where names begin and end, and all links to one title name things of one kind.
"""

import copy
import json
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import torch

from . import names
from .features import Features
from .names import ANY, CORPORA, OUTSIDE
from .network import Layout, Network
from .text import sentences as split_sentences
from .training import IGNORED, Batch, Example
from .tree import best_tree
from .treebank import Sentence

# A layer's label is used where the network gives it at least this probability.
SURE = 0.75
SURE_NAME = 0.8


def news(folder: Path, weight: float) -> list[Sentence]:
    """Sentences of the news items and articles; ``misc`` holds the title that a word's link leads to."""
    result = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in open(path, encoding="utf8"):
            record = json.loads(line)
            links = [(start, end, title) for start, end, title in record.get("links") or []]
            for sentence in split_sentences(record["text"]):
                words = [record["text"][start:end] for start, end in sentence]
                if 4 <= len(words) <= 80:
                    result.append(_linked(words, sentence, links))
                    result[-1].weight = weight
    return result


def _linked(words: list[str], offsets: list[tuple[int, int]], links: list[tuple[int, int, str]]) -> Sentence:
    titles, spans = [""] * len(words), []
    for start, end, title in links:
        inside = [i for i, (s, e) in enumerate(offsets) if start <= s and e <= end]
        if not inside:
            continue
        first, last = inside[0], inside[-1] + 1
        if names.trim(words, first, last) == (first, last) and not _has_title(words[first:last]):
            kind = "NORP" if last - first == 1 and names.is_demonym(words[first]) else None
            spans.append((first, last, kind))
            if kind is None:
                titles[first:last] = [title] * (last - first)
    return Sentence(words=words, names=names.masks(spans, names.open_outside(words)), misc=titles)


def _has_title(words: list[str]) -> bool:
    """Whether a link covers an office, not a name: ``French Foreign Minister``, ``President of Peru``."""
    return any(word.lower() in names.TITLES for word in words[-2:] if word.lower() not in ("the", "us", "u.s.", "uk"))


@torch.no_grad()
def label(network: Network, features: Features, sentences: list[Sentence]) -> list[Sentence]:
    """The sentences with the layers they lack, and names made definite, where the network is sure."""
    network.eval()
    examples = [Example(Sentence(words=s.words), features) for s in sentences]
    order = sorted(range(len(examples)), key=lambda i: len(examples[i]))
    probabilities: list[np.ndarray] = [np.empty(0)] * len(sentences)
    result = [copy.copy(sentence) for sentence in sentences]
    for begin in range(0, len(order), 48):
        chosen = order[begin : begin + 48]
        batch = Batch([examples[i] for i in chosen])
        hidden = network.encode(batch.inputs, batch.layout)
        own = [CORPORA.index(sentences[i].corpus) for i in chosen]
        corpora = torch.tensor(own).repeat_interleave(torch.from_numpy(batch.layout.lengths))
        named = network.name_tags(hidden, corpora).log_softmax(-1).numpy().astype(np.float64)
        parsed = _parse(network, features, hidden, batch.layout, [sentences[i] for i in chosen])
        for row, i in enumerate(chosen):
            start = batch.layout.starts[row]
            probabilities[i] = named[start : start + len(examples[i])]
            if sentences[i].heads is None:
                result[i] = parsed[row]
    permitted = [_permitted(sentence, scores) for sentence, scores in zip(sentences, probabilities)]
    kinds = _kinds_of_forms(sentences, permitted)
    for sentence, labelled, scores in zip(sentences, result, probabilities):
        labelled.names = _settle(sentence, scores, kinds)
    return result


def _parse(
    network: Network, features: Features, hidden: torch.Tensor, layout: Layout, sentences: list[Sentence]
) -> list[Sentence]:
    """Tags, heads and labels where the network is sure of them; of no use for sentences that have them."""
    arcs = network.arcs(hidden, layout).numpy()
    heads: list[int] = []
    sure: list[bool] = []
    for row, sentence in enumerate(sentences):
        size = len(sentence.words)
        if sentence.heads is not None:
            heads.extend([0] * size)
            sure.extend([False] * size)
            continue
        scores = arcs[row, :size, : size + 1].copy()
        scores[np.arange(size), np.arange(size) + 1] = -1e9
        tree = best_tree(scores)
        heads.extend(tree)
        sure.extend(scores[np.arange(size), tree] - np.logaddexp.reduce(scores, axis=1) >= np.log(SURE))
    layers = {layer: getattr(network, layer)(hidden) for layer in ("upos", "xpos", "feats")}
    layers["deprels"] = network.labels(hidden, torch.tensor(heads), layout)
    strings = {}
    for layer, scores in layers.items():
        entries = getattr(features, layer).entries
        best = scores.softmax(-1).max(-1)
        known = best.values >= SURE
        if layer == "deprels":
            known = known & torch.tensor(sure)
        strings[layer] = [entries[i] if ok else "" for i, ok in zip(best.indices.tolist(), known.tolist())]
    result = []
    for start, sentence in zip(layout.starts, sentences):
        own = slice(start, start + len(sentence.words))
        result.append(
            Sentence(
                words=sentence.words,
                **{layer: values[own] for layer, values in strings.items()},
                heads=[head if ok else IGNORED for head, ok in zip(heads[own], sure[own])],
                weight=sentence.weight,
                corpus=sentence.corpus,
            )
        )
    return result


def _permitted(sentence: Sentence, scores: np.ndarray, masks: list[int] | None = None) -> np.ndarray:
    """Log-probabilities of the tags among those that the sentence's masks permit."""
    masks = masks or sentence.names or [ANY] * len(sentence.words)
    bits = np.array([[mask >> tag & 1 for tag in range(len(names.TAGS))] for mask in masks])
    limited = np.where(bits == 1, scores, -1e9)
    return limited - np.logaddexp.reduce(limited, axis=1, keepdims=True)


def _forms(sentence: Sentence, start: int, end: int) -> list[str]:
    """What a name votes for, the most telling first: the title it links to, and its form."""
    forms = [" ".join(sentence.words[start:end])]
    if sentence.heads is None and sentence.misc and sentence.misc[start]:
        forms.insert(0, "link:" + sentence.misc[start])
    return forms


def _kinds_of_forms(sentences: list[Sentence], permitted: list[np.ndarray]) -> dict[str, str]:
    """The kind that most occurrences of a name have, by annotation or in the network's opinion."""
    votes: dict[str, Counter] = defaultdict(Counter)
    for sentence, scores in zip(sentences, permitted):
        for start, end, kind in names.spans_of(names.decode(scores)):
            tags = np.exp(scores[start:end, 1:]).reshape(end - start, len(names.KINDS), 4).sum(axis=2).mean(axis=0)
            shares = dict(zip(names.KINDS, tags.tolist()))
            for form in _forms(sentence, start, end):
                votes[form].update(shares)
            if end - start > 1 and kind == "PER":
                # A surname alone, later in the text, most likely is the person.
                votes[sentence.words[end - 1]].update({"PER": 0.5 * shares["PER"]})
    kinds = {}
    for form, counts in votes.items():
        kind, amount = counts.most_common(1)[0]
        total = sum(counts.values())
        if kind != "NORP" and total >= 2 and amount >= 0.6 * total:
            kinds[form] = kind
    return kinds


def _settle(sentence: Sentence, scores: np.ndarray, kinds: dict[str, str]) -> list[int]:
    """Masks narrowed to the kind most often given to a name, and to one tag where the network is sure of it."""
    masks = list(sentence.names or [ANY] * len(sentence.words))
    for start, end, _ in names.spans_of(names.decode(_permitted(sentence, scores))):
        for form in _forms(sentence, start, end):
            if form not in kinds:
                continue
            narrowed = [mask & (names.kind_mask(kinds[form]) | OUTSIDE) for mask in masks[start:end]]
            if all(narrowed):
                masks[start:end] = narrowed
                break
    limited = _permitted(sentence, scores, masks)
    for i, tag in enumerate(names.decode(limited)):
        if masks[i] & tag and np.exp(limited[i, tag.bit_length() - 1]) >= SURE_NAME:
            masks[i] = tag
    return masks
