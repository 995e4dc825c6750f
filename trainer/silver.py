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
from .names import ANY, OUTSIDE
from .network import Network
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


def proper_names(sentence: Sentence) -> list[int]:
    """Masks from gold tags alone: proper nouns are (in) names of some kind, words far from them are not."""
    proper = [tag == "PROPN" for tag in sentence.upos]
    result = []
    for i, word in enumerate(sentence.words):
        near = any(proper[max(0, i - 2) : i]) and any(proper[i + 1 : i + 3])
        if names.is_demonym(word):
            result.append(names.kind_mask("NORP") | names.kind_mask("ORG") | names.kind_mask("MISC"))
        elif word.lower() in names.CALENDAR or word.lower() in names.TITLES:
            result.append(ANY)
        elif proper[i]:
            result.append(ANY & ~OUTSIDE if names.is_capitalized(word) else ANY)
        else:
            result.append(ANY if near or sentence.upos[i] in ("X", "SYM", "NUM") else OUTSIDE)
    return result


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
        hidden = network.encode(batch.inputs, batch.lengths)
        named = network.names(hidden).log_softmax(-1).numpy().astype(np.float64)
        for row, i in enumerate(chosen):
            probabilities[i] = named[row, : len(examples[i])]
        unparsed = [row for row, i in enumerate(chosen) if sentences[i].heads is None]
        if unparsed:
            parsed = _parse(network, features, hidden[unparsed], [sentences[chosen[row]] for row in unparsed])
            for row, sentence in zip(unparsed, parsed):
                result[chosen[row]] = sentence
    permitted = [_permitted(sentence, scores) for sentence, scores in zip(sentences, probabilities)]
    kinds = _kinds_of_forms(sentences, permitted)
    for sentence, labelled, scores in zip(sentences, result, probabilities):
        labelled.names = _settle(sentence, scores, kinds)
    return result


def _parse(network: Network, features: Features, hidden: torch.Tensor, sentences: list[Sentence]) -> list[Sentence]:
    """Tags, heads and labels where the network is sure of them."""
    layers = {layer: getattr(network, layer)(hidden).softmax(-1).max(-1) for layer in ("upos", "xpos", "feats")}
    arcs = network.arcs(hidden)
    heads = torch.zeros(arcs.shape[:2], dtype=torch.long)
    sure = torch.zeros(arcs.shape[:2], dtype=torch.bool)
    for row, sentence in enumerate(sentences):
        size = len(sentence.words)
        scores = arcs[row, :size, : size + 1].clone()
        scores[torch.arange(size), torch.arange(size) + 1] = -1e9
        heads[row, :size] = torch.tensor(best_tree(scores.numpy()))
        sure[row, :size] = scores.softmax(-1)[torch.arange(size), heads[row, :size]] >= SURE
    labels = network.labels(hidden, heads).softmax(-1).max(-1)

    def strings(layer: str, best, extra, row: int, size: int) -> list[str]:
        entries = getattr(features, layer).entries
        kept = ((best.values[row] >= SURE) & extra[row])[:size].tolist()
        return [entries[value] if ok else "" for value, ok in zip(best.indices[row, :size].tolist(), kept)]

    everywhere = torch.ones_like(sure)
    result = []
    for row, sentence in enumerate(sentences):
        size = len(sentence.words)
        result.append(
            Sentence(
                words=sentence.words,
                **{layer: strings(layer, best, everywhere, row, size) for layer, best in layers.items()},
                heads=[head if ok else IGNORED for head, ok in zip(heads[row, :size].tolist(), sure[row].tolist())],
                deprels=strings("deprels", labels, sure, row, size),
                weight=sentence.weight,
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
