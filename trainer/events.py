"""The event model: ``python -m trainer.events --shared DIR`` makes ``data/models/events.bin``.

Linear models over the features that the program computes: whether a word expresses an event of which type, whether a
member of the cast acts in it or is acted on, and what else is said of it (``circumstances.py``). The frames' claims are
features among others. Thresholds are chosen by four-fold cross-validation over the annotated training set; the development set
is only reported.
"""

import argparse
import itertools
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
import torch

from . import circumstances, event_data
from .container import Writer
from .event_data import MUTUAL, TYPES, Candidate, Event, Text
from .linear import Linear, fit

FOLDS = 4
TRIGGER = dict(drop=0.4, decay=5e-6)
ROLE = dict(drop=0.4, decay=1e-5, batch=256)
# How often the short sentences of our own count.
SILENCE = 3
# Weights smaller than this in all outputs are left out of the file.
LEAST_WEIGHT = 0.03
# Words less probable than this are not looked at further while thresholds are tried.
FLOOR = 0.15

_GOLDEN, _PRIME = 0x9E3779B1, 0x01000193


def with_type(features: np.ndarray, kind: int) -> np.ndarray:
    """Features and the same as they hold of one event type; as in ``src/extract/learned/feature.rs``."""
    mark = np.uint32(((kind + 1) * _GOLDEN) & 0xFFFFFFFF)
    return np.concatenate([features, (features ^ mark) * np.uint32(_PRIME)])


@dataclass
class Model:
    trigger: Linear
    role: Linear


@dataclass(frozen=True)
class Thresholds:
    trigger: float
    actor: float
    only_actor: float
    recipient: float
    only_recipient: float


def train(texts: list[Text], seed: int) -> Model:
    words = [c for text in texts for c in text.candidates if not c.unclear]
    trigger = fit([c.features for c in words], [c.label for c in words], len(TYPES) + 1, seed=seed, **TRIGGER)
    rows, labels = [], []
    for candidate in (c for text in texts for c in text.candidates if c.event):
        actors, recipients = candidate.event.actors, candidate.event.recipients
        if candidate.event.kind in MUTUAL:
            actors, recipients = actors | recipients, set()
        for party in candidate.parties:
            rows.append(with_type(party.features, candidate.label))
            labels.append(1 if party.member in actors else 2 if party.member in recipients else 0)
    return Model(trigger, fit(rows, labels, 3, seed=seed, **ROLE))


@dataclass
class Judged:
    """A candidate that may pass, with the probabilities of its parties' roles."""

    kind: int
    any: float
    sentence: int
    roles: list[tuple[int, float, float]]


def judge(text: Text, model: Model) -> list[Judged]:
    judged = []
    for candidate in text.candidates:
        probabilities = model.trigger.probabilities(candidate.features)
        if 1 - probabilities[0] >= FLOOR:
            kind = int(probabilities[1:].argmax()) + 1
            judged.append(Judged(kind, 1 - probabilities[0], candidate.sentence, _roles(candidate, kind, model)))
    return judged


def _roles(candidate: Candidate, kind: int, model: Model) -> list[tuple[int, float, float]]:
    roles = []
    for party in candidate.parties:
        _, actor, recipient = model.role.probabilities(with_type(party.features, kind))
        roles.append((party.member, float(actor), float(recipient)))
    return roles


def decode(text: Text, judged: list[Judged], at: Thresholds) -> list[Event]:
    """As ``src/extract/learned/decode.rs``, with repetitions within the text left out."""
    events: list[Event] = []
    for word in judged:
        if word.any < at.trigger or not word.roles:
            continue
        kind = TYPES[word.kind - 1]
        actors, recipients = _mutual(word, at) if kind in MUTUAL else _directed(word, at)
        actors, recipients = (_without_led(side, text.offices) for side in (actors, recipients))
        event = Event(kind, actors, recipients, "")
        if actors and event not in events:
            events.append(event)
    return events


def _mutual(word: Judged, at: Thresholds) -> tuple[set, set]:
    ranked = sorted(((actor + recipient, -member) for member, actor, recipient in word.roles), reverse=True)
    sure = sum(share > at.actor for share, _ in ranked)
    likely = sum(share > at.only_actor for share, _ in ranked[:2])
    return {-member for _, member in ranked[: max(sure, likely)]}, set()


def _directed(word: Judged, at: Thresholds) -> tuple[set, set]:
    actors = {member for member, actor, recipient in word.roles if actor > at.actor and actor > recipient}
    if not actors:
        share, member = max((actor, -member) for member, actor, _ in word.roles)
        actors = {-member} if share > at.only_actor else set()
    free = [(recipient, -member) for member, _, recipient in word.roles if member not in actors]
    recipients = {m for m, actor, recipient in word.roles if recipient > at.recipient and recipient >= actor} - actors
    if not recipients and free:
        share, member = max(free)
        recipients = {-member} if share > at.only_recipient else set()
    return actors, recipients


def _without_led(side: set, offices: dict[int, int]) -> set:
    return side - {offices[member] for member in side if member in offices}


# --- scores


def score(texts: list[Text], found: list[list[Event]]) -> tuple[float, float]:
    """F1 of events by type and parties: the essential ones (core), all of them (exact)."""
    total = sum(len(text.events) for text in texts) + sum(len(events) for events in found)
    pairs = list(zip(texts, found))
    core = sum(_matches(text.events, events, _is_core) for text, events in pairs)
    exact = sum(_matches(text.events, events, _is_exact) for text, events in pairs)
    return 2 * core / max(1, total), 2 * exact / max(1, total)


def _matches(gold: list[Event], found: list[Event], fits) -> int:
    pairs = [
        (len(_parties(g) & _parties(f)) / max(1, len(_parties(g) | _parties(f))), i, j)
        for (i, g), (j, f) in itertools.product(enumerate(gold), enumerate(found))
        if g.kind == f.kind and fits(g, f)
    ]
    used_gold, used_found = set(), set()
    for _, i, j in sorted(pairs, reverse=True):
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
    return len(used_gold)


def _parties(event: Event) -> set:
    return event.actors | event.recipients


def _is_core(gold: Event, found: Event) -> bool:
    named = _parties(found)
    if 2 * len(named & _parties(gold)) < len(named):
        return False
    if gold.mutual:
        return len(_parties(gold) & named) >= min(2, len(_parties(gold)))
    return bool(gold.actors & found.actors) and (not gold.recipients or bool(gold.recipients & found.recipients))


def _is_exact(gold: Event, found: Event) -> bool:
    if gold.mutual:
        return _parties(gold) == _parties(found)
    return gold.actors == found.actors and gold.recipients == found.recipients


def choose(texts: list[Text], judged: list[list[Judged]]) -> Thresholds:
    """The thresholds with the best sum of core and exact: what is found should be right in all its parties."""

    def worth(at: Thresholds) -> float:
        core, exact = score(texts, [decode(text, words, at) for text, words in zip(texts, judged)])
        return core + exact

    # Below 0.4 for triggers the scores are flat, but sentences without any event begin to speak (tests/silence.rs).
    grid = itertools.product((0.4, 0.45, 0.5), (0.1, 0.2, 0.3), (0.05, 0.1, 0.15))
    return max((Thresholds(trigger, 0.5, actor, 0.5, recipient) for trigger, actor, recipient in grid), key=worth)


# --- the command


def export(
    model: Model, thresholds: Thresholds, others: circumstances.Models, at: circumstances.Thresholds, path: Path
) -> None:
    writer = Writer()
    writer.strings("types", TYPES)
    writer.strings("areas", circumstances.AREAS)
    models = {"trigger": model.trigger, "role": model.role, **vars(others)}
    for name, linear in models.items():
        linear = linear.pruned(LEAST_WEIGHT)
        writer.bytes(f"{name}.keys", linear.keys.astype("<u4").tobytes())
        writer.rows(f"{name}.rows", linear.weights)
        writer.floats(f"{name}.bias", linear.bias)
    values = [*vars(thresholds).values(), *vars(at).values()]
    writer.floats("thresholds", np.array(values, dtype=np.float32))
    writer.write(path)


def read_texts(name: str, shared: Path, work: Path) -> tuple[list[Text], dict[str, list[circumstances.Circumstances]]]:
    features = work / f"{name}.jsonl"
    if name == "own":
        source = work / "own.texts.jsonl"
        gold = event_data.own_annotations(Path(__file__).parent / "annotations", shared, source)
    else:
        source = shared / f"gold/{name}/texts.jsonl"
        gold = event_data.read_lines(shared / f"gold/{name}/gold.jsonl")
    event_data.run_features(source, features)
    texts = event_data.texts(features, gold)
    return texts, circumstances.read(texts, source, features)


def fold_of(doc: str) -> int:
    return crc32(doc.encode()) % FOLDS


def main() -> None:
    parser = argparse.ArgumentParser(prog="trainer.events", description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder with gold/train, gold/dev, data/news")
    parser.add_argument("--out", type=Path, default=Path("data/models/events.bin"))
    parser.add_argument("--work", type=Path, default=Path("target/trainer"), help="where features go")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(1)
    options.work.mkdir(parents=True, exist_ok=True)
    (gold, gold_events), (own, own_events), (dev, dev_events) = (
        read_texts(name, options.shared, options.work) for name in ("train", "own", "dev")
    )
    # Texts dense with events make the model speak too readily, so the sentences without any count more often.
    own += (SILENCE - 1) * [text for text in own if text.doc.startswith("silence")]
    print(f"{len(gold)} + {len(own)} texts, {sum(len(text.events) for text in gold + own)} events", flush=True)
    judged: dict[str, list[Judged]] = {}
    said: list[circumstances.Judged] = []
    for fold in range(FOLDS):
        held_out = [text for text in gold if fold_of(text.doc) == fold]
        rest = [text for text in gold if fold_of(text.doc) != fold]
        model = train(rest + own, options.seed)
        judged |= {text.doc: judge(text, model) for text in held_out}
        others = circumstances.train(of_texts(rest, gold_events) + of_texts(None, own_events), options.seed)
        said += circumstances.judge(of_texts(held_out, gold_events), others)
    words = [judged[text.doc] for text in gold]
    thresholds, at = choose(gold, words), circumstances.choose(said)
    report("cross-validated", gold, words, thresholds)
    report_circumstances("cross-validated", said, at)
    model = train(gold + own, options.seed)
    report("dev", dev, [judge(text, model) for text in dev], thresholds)
    others = circumstances.train(of_texts(None, gold_events) + of_texts(None, own_events), options.seed)
    report_circumstances("dev", circumstances.judge(of_texts(None, dev_events), others), at)
    export(model, thresholds, others, at, options.out)


def of_texts(texts: list[Text] | None, events: dict[str, list]) -> list[circumstances.Circumstances]:
    """The events of some texts, or of all."""
    docs = events if texts is None else [text.doc for text in texts]
    return [event for doc in docs for event in events[doc]]


def report_circumstances(name: str, judged: list[circumstances.Judged], at: circumstances.Thresholds) -> None:
    figures = ", ".join(f"{what} {figure:.3f}" for what, figure in circumstances.scores(judged, at).items())
    print(f"{name}, of {len(judged)} events: {figures} with {at}", flush=True)


def report(name: str, texts: list[Text], judged: list[list[Judged]], at: Thresholds) -> None:
    core, exact = score(texts, [decode(text, words, at) for text, words in zip(texts, judged)])
    print(f"{name}: core {core:.3f} exact {exact:.3f} with {at}", flush=True)


if __name__ == "__main__":
    main()
