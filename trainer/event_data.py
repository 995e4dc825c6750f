"""Annotated texts and the program's features of them -> candidates with labels.

The features come from the program itself (``examples/event_features.rs``), so that training and use cannot differ.
"""

import json
import re
import subprocess
from collections import Counter
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path

import numpy as np

from . import bonds, relevance
from .bonds import Pair
from .relevance import Member

# The order of the model's outputs; 0 is "no event".
TYPES = (
    "CONSULT AGREE SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST REJECT ACCUSE THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT LEADERSHIP"
).split()
MUTUAL = {"CONSULT", "AGREE", "COOPERATE"}
_SIGNING = ("sign", "ratif")


@dataclass
class Party:
    """A member of the cast that may take part: its position, the hashes of its features."""

    member: int
    features: np.ndarray


@dataclass
class Event:
    """An annotated event, its parties as members of the cast; None for those that the program did not find."""

    kind: str
    actors: set
    recipients: set
    trigger: str
    status: str = "happened"
    date: str | None = None
    # Where, as a member of the cast, and whether it is annotated at all.
    place: int | None = None
    placed: bool = False
    topics: tuple = ()

    @property
    def mutual(self) -> bool:
        signed = self.kind == "SUPPORT" and any(word in self.trigger.lower() for word in _SIGNING)
        return self.kind in MUTUAL or signed


@dataclass
class Candidate:
    """A word that may express an event."""

    form: str
    # Byte offset in the text.
    start: int
    lemma: str
    features: np.ndarray
    parties: list[Party]
    claim: tuple | None
    label: int = 0
    event: Event | None = None
    # Neither a trigger nor surely none: another word for an annotated event.
    unclear: bool = False


@dataclass
class Text:
    """A text with the candidates of the program and the annotated events."""

    doc: str
    candidates: list[Candidate]
    events: list[Event]
    sentences: int
    # Pairs of members, and how often each relation is annotated.
    pairs: list[Pair]
    relations: Counter
    # The cast, and how many entities are annotated.
    members: list[Member]
    entities: int
    # Members who represent others, and whom.
    offices: dict[int, int]


def read_lines(path: Path) -> list[dict]:
    with open(path, encoding="utf8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def run_features(texts: Path, out: Path, *events: Path) -> None:
    """Has the program print the features of texts, or of the circumstances of events in them."""
    command = ["cargo", "run", "--release", "--quiet", "--example", "event_features", "--", str(texts), *map(str, events)]
    with open(out, "wb") as file:
        subprocess.run(command, stdout=file, check=True)


def texts(features: Path, gold: list[dict]) -> list[Text]:
    """Pairs features and annotation."""
    annotated = {record["doc"]: record for record in gold}
    return [_text(record, annotated[record["doc"]]) for record in read_lines(features) if record["doc"] in annotated]


def _text(record: dict, gold: dict) -> Text:
    members = _members(record["members"], gold["entities"])
    candidates = [_candidate(entry) for entry in record["candidates"]]
    spans = [entry["span"] for entry in record["candidates"]]
    tags = [entry["upos"] for entry in record["candidates"]]
    events = []
    for annotation in gold["events"]:
        sides = [{members.get(entity) for entity in annotation[side]} for side in ("actors", "recipients")]
        place = annotation.get("place")
        event = Event(
            annotation["type"],
            *sides,
            annotation["trigger"] or "",
            annotation["status"],
            annotation.get("date"),
            members.get(place),
            place is not None,
            tuple(annotation.get("topics") or ()),
        )
        events.append(event)
        at = _trigger(record["text"], annotation, spans, candidates, tags)
        if at is not None and candidates[at].label == 0:
            candidates[at].label = TYPES.index(event.kind) + 1
            candidates[at].event = event
    _mark_unclear(candidates, events)
    offices = {person: of for person, of in record["offices"]}
    pairs = bonds.pairs(record["pairs"], members, gold["relations"])
    relations = Counter(relation["type"] for relation in gold["relations"])
    cast = relevance.members(record["relevance"], record["members"], members, gold["entities"])
    entities = len(gold["entities"])
    return Text(
        record["doc"], candidates, events, record["sentences"], pairs, relations, cast, entities, offices
    )


def _candidate(entry: dict) -> Candidate:
    parties = [Party(member, np.array(hashes, dtype=np.uint32)) for member, hashes in entry["parties"]]
    features = np.array(entry["features"], dtype=np.uint32)
    return Candidate(entry["form"], entry["span"][0], entry["lemma"], features, parties, entry["claim"])


def _members(members: list, entities: list[dict]) -> dict[str, int]:
    """Annotated entities -> members, one to one, those of the same kind and with the most common names first."""
    pairs = []
    for at, (name, kind, forms) in enumerate(members):
        own = {_fold(form) for form in [name, *forms]}
        for entity in entities:
            shared = own & {_fold(form) for form in [entity["name"], *entity["mentions"]]}
            if shared:
                same_name = _fold(name) == _fold(entity["name"])
                pairs.append((kind == entity["kind"], same_name, len(shared), at, entity["id"]))
    pairs.sort(key=lambda pair: pair[:3], reverse=True)
    found, used = {}, set()
    for *_, at, entity in pairs:
        if entity not in found and at not in used:
            found[entity] = at
            used.add(at)
    return found


def _fold(name: str) -> str:
    name = " ".join(name.replace("’", "'").split()).casefold()
    return name.removeprefix("the ").removesuffix("'s")


def _trigger(text: str, annotation: dict, spans: list, candidates: list[Candidate], tags: list[str]) -> int | None:
    """The candidate that an annotated trigger means: within the evidence or at the offset; of several words the frames' choice,
    else the verb, else the last."""
    trigger, evidence = annotation["trigger"] or "", annotation.get("evidence") or ""
    starts = [match.start() for match in re.finditer(re.escape(trigger), text)] if trigger else []
    if "at" in annotation:
        starts.sort(key=lambda start: abs(start - annotation["at"]))
    elif evidence in text:
        first = text.find(evidence)
        starts.sort(key=lambda start: not first <= start < first + len(evidence))
    for start in starts:
        first = len(text[:start].encode())
        last = first + len(trigger.encode())
        inside = [at for at, (begin, end) in enumerate(spans) if begin < last and end > first]
        if inside:

            def rank(at: int) -> tuple:
                claim = candidates[at].claim
                agrees = claim is not None and claim[0] == annotation["type"]
                return agrees, claim is not None, tags[at] == "VERB", tags[at] == "NOUN", at

            return max(inside, key=rank)
    return None


def _mark_unclear(candidates: list[Candidate], events: list[Event]) -> None:
    lemmas = {candidate.lemma for candidate in candidates if candidate.label}
    for candidate in candidates:
        if candidate.label:
            continue
        candidate.unclear = candidate.lemma in lemmas
        if candidate.claim:
            kind, actors, recipients = candidate.claim
            parties = {*actors, *recipients}
            candidate.unclear |= any(e.kind == kind and parties & (e.actors | e.recipients) for e in events)


# --- the annotations of this repository; the texts of most lie elsewhere


def own_annotations(folder: Path, shared: Path, out: Path) -> list[dict]:
    """Annotations in the form of the annotated sets, their texts written to ``out``: those that a record carries itself,
    else those of the raw news."""
    raw = {}
    for path in sorted((shared / "data/news").glob("*.jsonl")):
        for record in read_lines(path):
            doc = record.get("doc") or f"wcep-{record['date']}-{sha1(record['text'].encode()).hexdigest()[:8]}"
            raw[doc] = {"doc": doc, "date": record["date"], "title": record.get("title"), "text": record["text"]}
    annotations = [record for path in sorted(folder.glob("*.jsonl")) for record in read_lines(path)]
    for record in annotations:
        if "text" in record:
            raw[record["doc"]] = {key: record.get(key) for key in ("doc", "date", "title", "text")}
    with open(out, "w", encoding="utf8") as file:
        for record in annotations:
            file.write(json.dumps(raw[record["doc"]], ensure_ascii=False) + "\n")
    return [_expanded(record, raw[record["doc"]]["text"]) for record in annotations]


def _expanded(record: dict, text: str) -> dict:
    entities = [
        {"id": id, "kind": kind, "name": name, "mentions": [form for form in [name, *forms] if form in text]}
        for id, kind, name, *forms in record["entities"]
    ]
    events = [{"recipients": [], **event} for event in record["events"]]
    relations = [dict(zip(("type", "source", "target"), relation)) for relation in record.get("relations", [])]
    return {"doc": record["doc"], "entities": entities, "events": events, "relations": relations}
