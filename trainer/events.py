"""The event model: ``python -m trainer.events --shared DIR`` makes ``data/models/events.bin``.

Linear models over the features that the program computes: whether a word expresses an event of which type, whether a
member of the cast acts in it or is acted on, what else is said of it (``circumstances.py``), and how two members stand to one
another (``bonds.py``). The frames' claims are features among others. How sure an event is all in all (``verdict.py``) and the
thresholds are learned by four-fold cross-validation over the annotated training set; the development set is only reported.
"""

import argparse
import itertools
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
import torch

from . import bonds, circumstances, event_data, relevance, verdict
from .container import Writer
from .event_data import MUTUAL, TYPES, Candidate, Event, Text
from .linear import Linear, fit
from .verdict import Verdict

FOLDS = 4
TRIGGER = dict(drop=0.4, decay=5e-6)
ROLE = dict(drop=0.4, decay=1e-5, batch=256)
# How often the short sentences of our own without an event count, and how often in the verdict's training.
SILENCE = 3
QUIET = 5
# Weights smaller than this in all outputs are left out of the file.
LEAST_WEIGHT = 0.03
# Words less probable than this are not looked at further.
FLOOR = 0.15
# Events less sure than this are not told. With it and QUIET, few sentences without an event speak (tests/silence.rs); where the
# latter is 2, scores are better by 0.006 and every eleventh speaks.
LEAST_SURE = 0.225

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
    event: float
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
    probability: float
    roles: list[tuple[int, float, float]]


def judge(text: Text, model: Model) -> list[Judged]:
    judged = []
    for candidate in text.candidates:
        probabilities = model.trigger.probabilities(candidate.features)
        if 1 - probabilities[0] >= FLOOR:
            kind = int(probabilities[1:].argmax()) + 1
            roles = _roles(candidate, kind, model)
            judged.append(Judged(kind, 1 - probabilities[0], probabilities[kind], roles))
    return judged


def _roles(candidate: Candidate, kind: int, model: Model) -> list[tuple[int, float, float]]:
    roles = []
    for party in candidate.parties:
        _, actor, recipient = model.role.probabilities(with_type(party.features, kind))
        roles.append((party.member, float(actor), float(recipient)))
    return roles


@dataclass
class Told:
    """An event that a word tells of, and what the verdict on it goes by."""

    event: Event
    inputs: np.ndarray


def told(text: Text, judged: list[Judged], at: Thresholds) -> list[Told]:
    """As ``src/extract/learned/decode.rs``, the verdict not yet given; of the same event told twice the more probable word."""
    found: list[tuple[Event, Judged]] = []
    for word in sorted(judged, key=lambda word: -word.probability):
        if word.any < at.trigger or not word.roles:
            continue
        kind = TYPES[word.kind - 1]
        actors, recipients = _mutual(word, at) if kind in MUTUAL else _directed(word, at)
        actors, recipients = (_without_led(side, text.offices) for side in (actors, recipients))
        event = Event(kind, actors, recipients, "")
        if actors and all(event != other for other, _ in found):
            found.append((event, word))
    sure = [word.any for _, word in found]
    return [
        Told(event, _inputs(event, word, text, sure[:index] + sure[index + 1 :]))
        for index, (event, word) in enumerate(found)
    ]


def _inputs(event: Event, word: Judged, text: Text, others: list[float]) -> np.ndarray:
    mutual = event.kind in MUTUAL
    actors = [actor + recipient * mutual for member, actor, recipient in word.roles if member in event.actors]
    recipients = [recipient for member, _, recipient in word.roles if member in event.recipients]
    return verdict.inputs(word.any, word.probability, actors, recipients, text.sentences, len(text.candidates), others)


def decide(found: list[Told], judge: Verdict, at: Thresholds) -> list[Event]:
    return [told.event for told in found if judge.probability(told.inputs) >= at.event]


def learn_verdict(texts: list[Text], found: list[list[Told]]) -> Verdict:
    rows = [told.inputs for tellings in found for told in tellings]
    labels = [right for text, tellings in zip(texts, found) for right in _right(text, tellings)]
    return verdict.fit(rows, labels)


def _right(text: Text, found: list[Told]) -> list[bool]:
    """Which events are those annotated, each of them once."""
    left = list(text.events)
    right = []
    for told in found:
        match = next((gold for gold in left if gold.kind == told.event.kind and _is_core(gold, told.event)), None)
        left = [gold for gold in left if gold is not match]
        right.append(match is not None)
    return right


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


def score(texts: list[Text], found: list[list[Event]]) -> dict[str, float]:
    """F1 of events by type and parties: the essential ones (core), all of them (exact); and by essential parties alone (any)."""
    total = sum(len(text.events) for text in texts) + sum(len(events) for events in found)
    pairs = [(text.events, events) for text, events in zip(texts, found, strict=True)]
    measures = {"core": (_is_core, True), "exact": (_is_exact, True), "any": (_is_core, False)}
    return {
        name: 2 * sum(_matches(gold, events, fits, typed) for gold, events in pairs) / max(1, total)
        for name, (fits, typed) in measures.items()
    }


def _matches(gold: list[Event], found: list[Event], fits, typed: bool) -> int:
    pairs = [
        (len(_parties(g) & _parties(f)) / max(1, len(_parties(g) | _parties(f))), i, j)
        for (i, g), (j, f) in itertools.product(enumerate(gold), enumerate(found))
        if (g.kind == f.kind or not typed) and fits(g, f)
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


def choose(texts: list[Text], lone: list[Text], judged: dict[str, list[Judged]]) -> tuple[Thresholds, list[list[Event]]]:
    """The thresholds of parties with the best sum of scores: much should be found, and what is found be right in all its parties.
    With the events of each text, the lone sentences last, by the verdict on them learned from the other folds. Only ``texts`` are
    scored."""
    best = (0.0, None, [])
    both = texts + lone
    for only_actor, only_recipient in itertools.product((0.1, 0.2, 0.3), (0.05, 0.1, 0.15)):
        at = Thresholds(FLOOR, LEAST_SURE, 0.5, only_actor, 0.5, only_recipient)
        found = [told(text, judged[text.doc], at) for text in both]
        verdicts = [learn_verdict(*_without_fold(both, found, fold)) for fold in range(FOLDS)]
        events = [decide(tellings, verdicts[fold_of(text.doc)], at) for text, tellings in zip(both, found)]
        best = max(best, (sum(score(texts, events[: len(texts)]).values()), at, events), key=lambda each: each[0])
    return best[1], best[2]


def _without_fold(texts: list[Text], found: list[list[Told]], fold: int) -> tuple[list, list]:
    pairs = [pair for pair in zip(texts, found) if fold_of(pair[0].doc) != fold]
    return [text for text, _ in pairs], [tellings for _, tellings in pairs]


# --- the command


def export(
    model: Model,
    sure: Verdict,
    thresholds: Thresholds,
    others: circumstances.Models,
    at: circumstances.Thresholds,
    bond: Linear,
    bonds_at: list[float],
    belongs: Linear,
    belongs_at: float,
    path: Path,
) -> None:
    writer = Writer()
    writer.strings("types", TYPES)
    writer.strings("areas", circumstances.AREAS)
    models = {"trigger": model.trigger, "role": model.role, "bond": bond, "relevance": belongs, **vars(others)}
    for name, linear in models.items():
        linear = linear.pruned(LEAST_WEIGHT)
        writer.bytes(f"{name}.keys", linear.keys.astype("<u4").tobytes())
        writer.rows(f"{name}.rows", linear.weights)
        writer.floats(f"{name}.bias", linear.bias)
    writer.floats("verdict", np.array([*sure.weights, sure.bias], dtype=np.float32))
    writer.floats("bond.thresholds", np.array(bonds_at, dtype=np.float32))
    writer.floats("relevance.thresholds", np.array([belongs_at], dtype=np.float32))
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
    # Texts dense with events make the models speak too readily, so that the sentences without any count more often. They and those
    # with one are held out, too: a verdict that knew neither would take every short text for an article.
    lone = [text for text in own if text.doc.startswith(("silence", "event"))]
    news = [text for text in own if not text.doc.startswith(("silence", "event"))]
    texts = gold + news + times(SILENCE, lone)
    lone = times(QUIET, lone)
    print(f"{len(texts)} texts, {sum(len(text.events) for text in texts)} events", flush=True)
    judged: dict[str, list[Judged]] = {}
    said: list[circumstances.Judged] = []
    related: dict[str, list[np.ndarray]] = {}
    belonging: dict[str, list[float]] = {}
    for fold in range(FOLDS):
        held_out = [text for text in gold + lone if fold_of(text.doc) == fold]
        unseen = {text.doc for text in held_out}
        rest = [text for text in texts if text.doc not in unseen]
        model = train(rest, options.seed)
        judged |= {text.doc: judge(text, model) for text in held_out}
        others = circumstances.train(of_texts(rest, gold_events) + of_texts(None, own_events), options.seed)
        said += circumstances.judge(of_texts(held_out, gold_events), others)
        bond = bonds.fit(pairs_of(rest), options.seed)
        related |= {text.doc: bonds.judge(text.pairs, bond) for text in held_out}
        belongs = relevance.fit(members_of(rest), options.seed)
        belonging |= {text.doc: relevance.judge(text.members, belongs) for text in held_out}
    (thresholds, found), at = choose(gold, lone, judged), circumstances.choose(said)
    report("cross-validated", gold, found[: len(gold)], thresholds)
    report_lone("cross-validated", lone, found[len(gold) :])
    report_circumstances("cross-validated", said, at)
    shares = [share for text in gold for share in related[text.doc]]
    bonds_at = bonds.choose(pairs_of(gold), shares, annotated(gold))
    report_relations("cross-validated", gold, shares, bonds_at)
    casts = casts_of(gold, [belonging[text.doc] for text in gold], found)
    belongs_at = relevance.choose(casts)
    report_entities("cross-validated", casts, belongs_at)
    sure = learn_verdict(gold + lone, [told(text, judged[text.doc], thresholds) for text in gold + lone])
    model = train(texts, options.seed)
    on_dev = [decide(told(text, judge(text, model), thresholds), sure, thresholds) for text in dev]
    report("dev", dev, on_dev, thresholds)
    others = circumstances.train(of_texts(None, gold_events) + of_texts(None, own_events), options.seed)
    report_circumstances("dev", circumstances.judge(of_texts(None, dev_events), others), at)
    bond = bonds.fit(pairs_of(texts), options.seed)
    report_relations("dev", dev, bonds.judge(pairs_of(dev), bond), bonds_at)
    belongs = relevance.fit(members_of(texts), options.seed)
    on_dev = casts_of(dev, [relevance.judge(text.members, belongs) for text in dev], on_dev)
    report_entities("dev", on_dev, belongs_at)
    export(model, sure, thresholds, others, at, bond, bonds_at, belongs, belongs_at, options.out)


def times(silence: int, lone: list[Text]) -> list[Text]:
    """The sentences, those without an event so many times."""
    return [text for text in lone for _ in range(1 if text.events else silence)]


def members_of(texts: list[Text]) -> list[relevance.Member]:
    return [member for text in texts for member in text.members]


def casts_of(texts: list[Text], judged: list[list[float]], found: list[list[Event]]) -> list[tuple]:
    parties = [set().union(*(_parties(event) for event in events)) for events in found]
    return [(text.members, shares, stay, text.entities) for text, shares, stay in zip(texts, judged, parties)]


def report_entities(name: str, casts: list[tuple], least: float) -> None:
    scores = f"{relevance.score(casts, least):.3f}, all kept {relevance.score(casts, 0):.3f}"
    print(f"{name}: entities {scores} with {least}", flush=True)


def pairs_of(texts: list[Text]) -> list[bonds.Pair]:
    return [pair for text in texts for pair in text.pairs]


def annotated(texts: list[Text]) -> Counter:
    return sum((text.relations for text in texts), Counter())


def report_relations(name: str, texts: list[Text], judged: list[np.ndarray], least: list[float]) -> None:
    scores = bonds.scores(pairs_of(texts), judged, annotated(texts), least)
    print(f"{name}: " + ", ".join(f"{what} {figure:.3f}" for what, figure in scores.items()) + f" with {least}", flush=True)


def of_texts(texts: list[Text] | None, events: dict[str, list]) -> list[circumstances.Circumstances]:
    """The events of those texts that have any there, or of all."""
    docs = events if texts is None else [text.doc for text in texts if text.doc in events]
    return [event for doc in docs for event in events[doc]]


def report_circumstances(name: str, judged: list[circumstances.Judged], at: circumstances.Thresholds) -> None:
    figures = ", ".join(f"{what} {figure:.3f}" for what, figure in circumstances.scores(judged, at).items())
    print(f"{name}, of {len(judged)} events: {figures} with {at}", flush=True)


def report_lone(name: str, lone: list[Text], found: list[list[Event]]) -> None:
    pairs = {text.doc: (text, events) for text, events in zip(lone, found)}.values()
    silent = [bool(events) for text, events in pairs if not text.events]
    telling, told_of = zip(*(pair for pair in pairs if pair[0].events))
    print(f"{name}: {sum(silent)} of {len(silent)} lone sentences without an event speak", flush=True)
    print(f"{name}: those with one core {score(telling, told_of)['core']:.3f}", flush=True)


def report(name: str, texts: list[Text], found: list[list[Event]], at: Thresholds) -> None:
    figures = ", ".join(f"{what} {figure:.3f}" for what, figure in score(texts, found).items())
    print(f"{name}: {figures} with {at}", flush=True)


if __name__ == "__main__":
    main()
