"""What else is said of an event: how real it is, when, where, about what.

Linear models over the features that the program computes of annotated events (``examples/event_features.rs`` with a list
of events), the rules' answers among them. Date and place are chosen among the expressions of time and the places at hand,
each judged by itself.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from . import event_data
from .event_data import Event, Text
from .linear import Linear, fit

STATUSES = "happened ongoing planned possible cancelled denied".split()
# The policy areas, in the order of the model's outputs.
AREAS = (
    "macroeconomy trade sanctions defence arms-control conflict-peace terrorism intelligence cyber diplomacy territory "
    "migration human-rights democracy justice drugs governance energy environment health technology agriculture "
    "aid-development labour-welfare education transport business culture-religion"
).split()
MAX_TOPICS = 4
STATUS = dict(drop=0.3, decay=1e-4, batch=256)
CHOICE = dict(drop=0.4, decay=1e-5, batch=256)
TOPICS = dict(drop=0.2, decay=3e-4, batch=256, epochs=15)
# Most events have happened, and whoever learns that says it too often; by so much the others are favoured, in log-odds.
UNREAL = 0.8


@dataclass
class Circumstances:
    """An annotated event, with the features of each answer."""

    event: Event
    status: np.ndarray
    topics: np.ndarray
    # Expressions of time: the date looking back, the date looking ahead, features.
    moments: list[tuple[str | None, str | None, np.ndarray]]
    # Members of the cast, features.
    places: list[tuple[int, np.ndarray]]


@dataclass
class Models:
    status: Linear
    date: Linear
    place: Linear
    topics: Linear


@dataclass(frozen=True)
class Thresholds:
    date: float
    place: float
    topic: float
    only_topic: float


def read(texts: list[Text], source: Path, work: Path) -> dict[str, list[Circumstances]]:
    """The circumstances of the annotated events whose words were found, by article. ``source`` are the texts as the program
    reads them, ``texts`` the same in the same order."""
    asked, out = work.with_suffix(".events.jsonl"), work.with_suffix(".circumstances.jsonl")
    found = [[c for c in text.candidates if c.event] for text in texts]
    with open(asked, "w", encoding="utf8") as file:
        for candidates in found:
            file.write(json.dumps([[c.start, c.event.kind] for c in candidates]) + "\n")
    event_data.run_features(source, out, asked)
    answers = event_data.read_lines(out)
    if len(answers) != len(texts):
        raise ValueError(f"{len(answers)} answers to {len(texts)} texts")
    pairs = zip(texts, found, answers)
    return {text.doc: [_circumstances(c.event, a) for c, a in zip(of, each) if a] for text, of, each in pairs}


def _circumstances(event: Event, answer: dict) -> Circumstances:
    moments = [(back, ahead, _hashes(features)) for back, ahead, features in answer["moments"]]
    places = [(member, _hashes(features)) for member, features in answer["places"]]
    return Circumstances(event, _hashes(answer["status"]), _hashes(answer["topics"]), moments, places)


def _hashes(features: list[int]) -> np.ndarray:
    return np.array(features, dtype=np.uint32)


def train(events: list[Circumstances], seed: int) -> Models:
    status = fit([e.status for e in events], [STATUSES.index(e.event.status) for e in events], 6, seed=seed, **STATUS)
    status.bias[1:] += UNREAL
    about = np.array([[area in e.event.topics for area in AREAS] for e in events], dtype=np.float32)
    topics = fit([e.topics for e in events], about, len(AREAS), seed=seed, **TOPICS)
    rows, labels = [], []
    for e in events:
        # Of several expressions of the day, the nearest; they stand in that order.
        fitting = [at for at, moment in enumerate(e.moments) if e.event.date and e.event.date in moment[:2]]
        for at, (_, _, features) in enumerate(e.moments):
            if at not in fitting[1:]:
                rows.append(features)
                labels.append(int(at in fitting))
    date = fit(rows, labels, 2, seed=seed, **CHOICE)
    pairs = [(features, int(member == e.event.place)) for e in events for member, features in e.places]
    place = fit([row for row, _ in pairs], [label for _, label in pairs], 2, seed=seed, **CHOICE)
    return Models(status, date, place, topics)


@dataclass
class Judged:
    """What the models say of an event, before thresholds."""

    event: Event
    status: str
    # Probability and answer.
    date: tuple[float, str | None]
    place: tuple[float, int | None]
    topics: np.ndarray


def judge(events: list[Circumstances], models: Models) -> list[Judged]:
    return [_judge(e, models) for e in events]


def _judge(e: Circumstances, models: Models) -> Judged:
    status = STATUSES[int(models.status.probabilities(e.status).argmax())]
    ahead = status in ("planned", "possible")
    dates = [(moment[ahead], moment[2]) for moment in e.moments if moment[ahead]]
    dates = [(float(models.date.probabilities(features)[1]), day) for day, features in dates]
    places = [(float(models.place.probabilities(features)[1]), member) for member, features in e.places]
    best = lambda answers: max(answers, key=lambda answer: answer[0], default=(0.0, None))  # noqa: E731
    return Judged(e.event, status, best(dates), best(places), models.topics.shares(e.topics))


def topics(shares: np.ndarray, at: Thresholds) -> list[str]:
    ranked = np.argsort(-shares)
    found = [AREAS[i] for i in ranked[:MAX_TOPICS] if shares[i] >= at.topic]
    return found or [AREAS[i] for i in ranked[:1] if shares[i] >= at.only_topic]


def scores(judged: list[Judged], at: Thresholds) -> dict[str, float]:
    """As ``score.py`` has them: accuracies where either side says anything, F1 of policy areas."""

    def accuracy(pairs: list[tuple]) -> float:
        said = [(gold, found) for gold, found in pairs if gold is not None or found is not None]
        return sum(gold == found for gold, found in said) / max(1, len(said))

    unreal = [j for j in judged if j.event.status != "happened"]
    about = [(set(j.event.topics), set(topics(j.topics, at))) for j in judged]
    both = sum(len(gold & found) for gold, found in about)
    place = [(j.event.place if j.event.place is not None or not j.event.placed else -1, _above(j.place, at.place)) for j in judged]
    return {
        "status": sum(j.status == j.event.status for j in judged) / max(1, len(judged)),
        "not happened": sum(j.status == j.event.status for j in unreal) / max(1, len(unreal)),
        "date": accuracy([(j.event.date, _above(j.date, at.date)) for j in judged]),
        "place": accuracy(place),
        "topics": 2 * both / max(1, sum(len(gold) + len(found) for gold, found in about)),
    }


def _above(answer: tuple, least: float):
    return answer[1] if answer[0] >= least else None


def choose(judged: list[Judged]) -> Thresholds:
    """Each threshold by the figure that hangs on it."""
    steps = [n / 20 for n in range(3, 11)]
    at = Thresholds(0.3, 0.3, 0.25, 0.15)
    at = max((Thresholds(date, at.place, at.topic, at.only_topic) for date in steps), key=lambda t: scores(judged, t)["date"])
    at = max((Thresholds(at.date, place, at.topic, at.only_topic) for place in steps), key=lambda t: scores(judged, t)["place"])
    pairs = [(topic, only) for topic in steps for only in (0.1, 0.15, 0.2) if only <= topic]
    return max((Thresholds(at.date, at.place, *pair) for pair in pairs), key=lambda t: scores(judged, t)["topics"])
