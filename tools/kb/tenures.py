"""The tables of leaders: tenures of office (tenures.tsv) and the people who held them (people.tsv)."""

import os

from leaders import OFFICES, reconcile
from people import People
from tables import read_table, split_list, write_table
from timelines import read_timelines

TENURE_COLUMNS = ["of", "office", "title", "name", "wikidata", "start", "end", "source"]
TENURE_HEADER = [
    "Who held which office when, since 1990. One row a tenure; `end` is empty while in office as of the table's date.",
    "of: ISO code of the country, or name of the organization. office: head_of_state, head_of_government,",
    "supreme_leader, deputy, foreign_minister, other, organization_head; two are joined by +. Dates: day, month or year.",
    "Sources: curated (our own compilation from public knowledge), wikidata (CC0), factbook (CIA World Factbook,",
    "public domain). Licence: facts, CC0. As of 2026-11: complete to 2026-04, changes known to us to 2026-08.",
]
PEOPLE_COLUMNS = ["name", "wikidata", "aliases", "surnames"]
PEOPLE_HEADER = [
    "Other names of people in tenures.tsv, and people who hold none of its offices. Key: the Wikidata id, else the name.",
    "aliases: forms that name the person wherever they stand; surnames: short forms that need a title or country in context.",
    "Source: our own compilation from public knowledge. Licence: facts, CC0. As of 2026-11.",
]
TITLES = {"head_of_state": "President", "head_of_government": "Prime Minister"}
CODES = {office: office for office in OFFICES}


def compile(source, output):
    """Writes tenures.tsv and people.tsv."""
    known, names = source.wikidata_tenures()
    factbook = source.factbook_tenures()
    overrides = read_table(source.curated("people.tsv"))
    people = People(known, names, overrides)
    curated, covered = [], set()
    for name in ("timelines.txt", "officials.txt", "organization-heads.txt"):
        tenures, offices = read_timelines(source.curated(name))
        curated += tenures
        covered |= offices
    for tenure in curated:
        people.learn(tenure)
    people.claim()
    rows = [finish(tenure, people) for tenure in curated]
    for country in source.country_codes():
        rows += automatic(country, known, factbook, covered, people)
    rows.sort(key=lambda r: (r["of"], r["office"], r["title"], r["start"], r["name"]))
    write_table(os.path.join(output, "tenures.tsv"), TENURE_HEADER, TENURE_COLUMNS, rows)
    ids = {row["name"]: row["wikidata"] for row in rows}
    extra = [dict(row, aliases=split_list(row["aliases"]), surnames=split_list(row["surnames"])) for row in overrides]
    for row in extra:
        row["wikidata"] = row["wikidata"] or ids.get(row["name"], "")
    extra = [row for row in extra if row["aliases"] or row["surnames"] or row["name"] not in ids]
    write_table(
        os.path.join(output, "people.tsv"), PEOPLE_HEADER, PEOPLE_COLUMNS, sorted(extra, key=lambda r: r["name"])
    )


def finish(tenure, people):
    """A curated tenure as a row of the table."""
    qid = people.wikidata(tenure["name"])
    return dict(tenure, office="+".join(tenure["offices"]), wikidata=qid, name=people.label(qid, tenure["name"]))


def automatic(country, known, factbook, covered, people):
    """The rows of the offices that no curated timeline covers."""
    lines = {}
    for office in OFFICES:
        if (country, office) not in covered:
            lines[office] = reconcile(known.get((country, office), []), factbook.get((country, office), []))
    if len(lines) == 2 and spans(lines["head_of_state"]) == spans(lines["head_of_government"]):
        lines = {"head_of_state+head_of_government": lines["head_of_state"]}
    rows = []
    for office, line in lines.items():
        for row in line:
            qid = row["wikidata"] or people.wikidata(row["name"])
            if row["end"] and row["end"] <= row["start"]:
                continue
            rows.append(
                {
                    "of": country,
                    "office": office,
                    "title": TITLES[office.split("+")[0]],
                    "wikidata": qid,
                    "name": people.label(qid, row["name"]),
                    "start": row["start"],
                    "end": row["end"],
                    "source": row["source"],
                }
            )
    return rows


def spans(line):
    """What makes two timelines the same."""
    return [(row["start"], row["end"], row["name"]) for row in line]
