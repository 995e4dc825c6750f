#!/usr/bin/env python3
"""Measure linking on news items whose names carry links.

usage: tests/links.py ITEMS.jsonl [--binary target/release/summitry] [--items 1000] [--misses N]

ITEMS holds one object a line with `date`, `text` and `links` ([start, end, Wikipedia title], offsets in characters). Of all items,
1,000 are taken at even steps. Two figures, both asked to be at least 97 %:

found   of the anchors whose title is a country, a leader or an international organization of data/kb: those whose entity got the id
right   of the anchors whose entity got an id: those whose id is that of the title, or, where the tables lack the title, whose entity
        the title names (a government, people or army is that of its country)
"""
import argparse, csv, json, subprocess, sys, tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def table(name):
    lines = (line for line in open(ROOT / "data/kb" / name, encoding="utf-8") if not line.startswith("#"))
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def split(cell):
    return [form for form in (cell or "").split("|") if form]


class Tables:
    """What the tables know under the title of a page."""

    def __init__(self):
        self.ids, self.kinds, self.countries = {}, {}, {}
        for row in table("tenures.tsv"):
            self.add(row["name"], "person", row.get("wikidata"))
        for row in table("people.tsv"):
            for name in [row["name"], *split(row.get("aliases"))]:
                self.add(name, "person", row.get("wikidata"))
        for row in table("organizations.tsv"):
            kind = "igo" if row["class"] == "igo" else "organization"
            for name in [row["name"], *(a for a in split(row["aliases"]) if " " in a)]:
                self.add(name, kind, row.get("wikidata"))
        for row in table("places.tsv"):
            self.add(row["name"], "place", row.get("wikidata"))
        for row in table("countries.tsv"):
            for name in [row["name"], *split(row["aliases"])]:
                self.ids[name], self.kinds[name] = row["wikidata"], "country"
            words = [row["name"], *split(row["aliases"]), *split(row["demonyms"])]
            self.countries[row["wikidata"]] = words

    def add(self, name, kind, wikidata):
        if not self.ids.get(name):
            self.ids[name], self.kinds[name] = wikidata or None, kind


def sample(path, count):
    items = [json.loads(line) for line in open(path, encoding="utf-8")]
    step = max(1, len(items) // count)
    return items[::step][:count]


def extract(binary, items):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for at, item in enumerate(items):
            file.write(json.dumps({"doc": str(at), "date": item["date"], "text": item["text"]}) + "\n")
        file.flush()
        out = subprocess.run([binary, "extract", file.name], capture_output=True, text=True, check=True).stdout
    return {record["doc"]: record for record in map(json.loads, out.splitlines())}


def entity_of(record, anchor):
    exact = [e for e in record["entities"] if {anchor, "the " + anchor, "The " + anchor} & set(e["mentions"])]
    if exact:
        return exact[0]
    # "U.S. president Donald Trump" may be one anchor: the name at its end is meant.
    within = [(len(m), e) for e in record["entities"] for m in e["mentions"] if anchor.endswith(" " + m)]
    return max(within, key=lambda pair: pair[0])[1] if within else None


def is_right(tables, entity, title):
    expected = tables.ids.get(title)
    if expected and expected == entity["wikidata"]:
        return True
    if entity["kind"] == "country":
        return any(word in title for word in tables.countries.get(entity["wikidata"], ()))
    if expected:
        return False
    name = entity["name"]
    return title in name or name in title or title in entity["mentions"]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("items")
    arguments.add_argument("--binary", default=str(ROOT / "target/release/summitry"))
    arguments.add_argument("--items", dest="count", type=int, default=1000)
    arguments.add_argument("--misses", type=int, default=0)
    arguments = arguments.parse_args()
    tables, items = Tables(), sample(arguments.items, arguments.count)
    records = extract(arguments.binary, items)
    found, right, misses = Counter(), Counter(), []
    for at, item in enumerate(items):
        record = records.get(str(at), {"entities": []})
        for start, end, title in item["links"]:
            title, anchor = title.replace("_", " "), item["text"][start:end]
            entity = entity_of(record, anchor)
            got = entity and entity.get("wikidata")
            expected, kind = tables.ids.get(title), tables.kinds.get(title)
            if expected and kind in ("country", "person", "igo"):
                found[kind, got == expected] += 1
                if got != expected:
                    misses.append(f"missed {kind} {title} ({anchor}): {entity and entity['name']} | {item['text'][:160]}")
            if got:
                right[entity["kind"], is_right(tables, entity, title)] += 1
                if not is_right(tables, entity, title):
                    misses.append(f"wrong {entity['kind']} {entity['name']} for {title} ({anchor}) | {item['text'][:160]}")
    print(f"{len(items)} items")
    for label, tally in (("found", found), ("right", right)):
        yes, total = sum(n for (_, ok), n in tally.items() if ok), sum(tally.values())
        by_kind = ", ".join(
            f"{kind} {tally[kind, True]}/{tally[kind, True] + tally[kind, False]}" for kind in sorted({k for k, _ in tally})
        )
        print(f"{label} {yes / max(1, total):.4f}  {yes}/{total}  ({by_kind})")
    for miss in misses[: arguments.misses]:
        print(miss)


if __name__ == "__main__":
    sys.exit(main())
