#!/usr/bin/env python3
"""Runs `summitry extract` on the unit records of PETRARCH and counts the events whose type, source and target are right.

    python3 tools/petrarch.py --shared ../shared [--summitry target/debug/summitry] [--list]

Nothing of the records lies in this repository; `tools/petrarch/` holds an overlay of the knowledge base for the invented states and people in
them, and whom their codes mean. The codes of the events are CAMEO's in some records and in most those of its predecessor WEIS, which counts otherwise
(04 is "approve", not "consult"): a code is right by either reading, and the share by CAMEO alone is told too. Left out are records that PETRARCH itself
skips, codes that neither scheme has or that stand for no type of ours by either reading (comments), and events without a source or a target.
"""

import argparse
import json
import re
import subprocess
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
# WEIS, by the first two digits; what only comments (02) maps to nothing.
WEIS = {
    "01": "CONCEDE RETREAT", "03": "CONSULT", "04": "SUPPORT", "05": "AGREE", "06": "SUPPORT RETREAT COOPERATE", "07": "AID",
    "08": "AGREE SUPPORT", "09": "REQUEST", "10": "REQUEST", "11": "REJECT ACCUSE", "12": "ACCUSE", "13": "ACCUSE PROTEST", "14": "REJECT",
    "15": "REQUEST", "16": "THREATEN", "17": "THREATEN", "18": "MOBILIZE PROTEST", "19": "SANCTION", "20": "SANCTION COERCE", "21": "COERCE",
    "22": "ASSAULT",
}  # fmt: skip
MUTUAL = {"CONSULT", "AGREE", "COOPERATE"}
CAUSES = ("right", "type", "source", "target", "source and target", "not found")


@dataclass(frozen=True)
class Coding:
    """What a record wants."""

    doc: str
    text: str
    code: str
    types: frozenset
    source: frozenset
    target: frozenset
    by_cameo: bool


def attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}\s*=\s*"(.*?)"', tag)
    return found.group(1) if found else ""


def cameo() -> dict[str, set]:
    """The types of each root, from the schema."""
    roots = defaultdict(set)
    for path in sorted((HERE.parent / "schemas/events").glob("*.ron")):
        text = path.read_text(encoding="utf8")
        kind = re.search(r'id: "(\w+)"', text).group(1)
        for root in re.findall(r'"(\d+)"', re.search(r"cameo: \[(.*?)\]", text).group(1)):
            roots[root].add(kind)
    return roots


def codes() -> dict[str, frozenset]:
    lines = (HERE / "petrarch/codes.tsv").read_text(encoding="utf8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {code: frozenset(names.split("|")) for code, names in rows}


def codings(records: str, verbs: str) -> tuple[list[Coding], Counter]:
    """The events that are asked for, and how many were left out for which reason."""
    long_codes = set(re.findall(r"\d{4}", " ".join(re.findall(r"\[[\d:]+\]", verbs))))
    names, roots, kept, left = codes(), cameo(), [], Counter()
    for number, (tag, body) in enumerate(re.findall(r"<Sentence\s(.*?)>(.*?)</Sentence>", records, re.S)):
        text = " ".join(re.search(r"<Text>(.*?)</Text>", body, re.S).group(1).split())
        doc = f"{attribute(tag, 'id')}#{number}"
        for event in re.findall(r"<EventCoding\s(.*?)>", body):
            source, target = (attribute(event, side) for side in ("sourcecode", "targetcode"))
            code = attribute(event, "eventcode")
            root = code[:2]
            if attribute(tag, "sentence") != "true" or not code:
                left["no event is wanted"] += 1
            elif "---" in source + target or not (source and target):
                left["no source or no target"] += 1
            elif len(code) != 3 and code not in long_codes:
                left["a code that neither scheme has"] += 1
            elif not (roots.get(root, set()) | set(WEIS.get(root, "").split())) or root == "02":
                left["the code maps to no type"] += 1
            else:
                sides = [names.get(side) or names.get(side[:3]) for side in (source, target)]
                if None in sides:
                    left["not in the overlay"] += 1
                    continue
                types = frozenset(roots.get(root, set()) | set(WEIS.get(root, "").split()))
                kept.append(Coding(doc, text, code, types, *sides, bool(roots.get(root))))
    return kept, left


def extract(summitry: str, wanted: list[Coding]) -> dict[str, dict]:
    texts = {coding.doc: coding.text for coding in wanted}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.jsonl"
        lines = (json.dumps({"doc": doc, "text": text, "date": "1995-01-01"}) for doc, text in texts.items())
        path.write_text("\n".join(lines), encoding="utf8")
        command = [summitry, "extract", str(path), "--kb", str(HERE / "petrarch")]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {record["doc"]: record for record in map(json.loads, output.splitlines())}


def judge(coding: Coding, record: dict, types: frozenset) -> str:
    """Right, or what is wrong with the best event."""
    names = {entity["id"]: entity["name"] for entity in record["entities"]}
    best = "not found"
    for event in record["events"]:
        actors, recipients = ({names[id] for id in event[side]} for side in ("actors", "recipients"))
        if event["type"] in MUTUAL or "sign" in event["trigger"]:
            actors = recipients = actors | recipients
        source, target, kind = bool(coding.source & actors), bool(coding.target & recipients), event["type"] in types
        if kind:
            found = "right" if source and target else "target" if source else "source" if target else "source and target"
        else:
            found = "type" if source and target else "not found"
        best = min(best, found, key=CAUSES.index)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/peers/petrarch")
    parser.add_argument("--summitry", default="target/debug/summitry")
    parser.add_argument("--list", action="store_true", help="name every event that is not right")
    options = parser.parse_args()
    names = ("PETR.UnitTest.records.xml", "CAMEO.2.0.txt")
    peer = options.shared / "data/peers/petrarch"
    wanted, left = codings(*((peer / name).read_text(encoding="utf8", errors="replace") for name in names))
    records = extract(options.summitry, wanted)
    causes, by_cameo, whole = Counter(), Counter(), defaultdict(list)
    roots = cameo()
    for coding in wanted:
        record = records[coding.doc]
        cause = judge(coding, record, coding.types)
        causes[cause] += 1
        whole[coding.doc].append(cause == "right")
        if coding.by_cameo:
            by_cameo[judge(coding, record, frozenset(roots[coding.code[:2]])) == "right"] += 1
        if options.list and cause != "right":
            got = "; ".join(f"{e['type']} {e['trigger']}" for e in record["events"])
            print(f"{cause:18}{coding.doc:18}{coding.code:6}{'/'.join(sorted(coding.types))}: {coding.text} [{got}]")
    print(f"{len(whole)} records, {sum(map(all, whole.values()))} right in all events, {sum(map(all, whole.values())) / len(whole):.3f}")
    print(f"{len(wanted)} events, {causes['right']} right, {causes['right'] / len(wanted):.3f}")
    print(f"by CAMEO alone: {by_cameo[True]} of {sum(by_cameo.values())}")
    for cause in CAUSES[1:]:
        print(f"  {causes[cause]:4} {cause}")
    for reason, count in left.most_common():
        print(f"  {count:4} left out: {reason}")


if __name__ == "__main__":
    main()
