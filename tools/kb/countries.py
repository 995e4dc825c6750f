"""The table of countries: the curated names with plurals, long official forms and Wikidata ids."""

import json
import os
import re

import factbook
from tables import read_table, split_list, unique, write_table

# Wikidata ids of the states where the sources give that of the whole realm.
WIKIDATA = {"DK": "Q35", "NL": "Q55", "CN": "Q148", "PS": "Q219060"}
COLUMNS = ["iso", "wikidata", "name", "aliases", "demonyms", "combining", "capitals"]
HEADER = [
    "Sovereign states (UN members, Vatican City, Palestine, Taiwan, Kosovo, Western Sahara) with their names in English news.",
    "Sources: our own compilation; long forms from the CIA World Factbook (public domain); Wikidata ids from rigour",
    "(MIT) and country-codes (PDDL). Licence: facts, CC0. As of 2026-11. Lists are joined by |. See README.md.",
]


def compile(source, output):
    """Writes countries.tsv."""
    wikidata = {}
    with open(source.kb("territories-rigour.jsonl"), encoding="utf-8") as file:
        for line in file:
            territory = json.loads(line)
            wikidata[territory["code"].upper()] = territory["qid"]
    long_forms = factbook.long_forms(source.gec())
    rows = []
    for row in read_table(source.curated("countries.tsv")):
        iso = row["iso"]
        row["wikidata"] = WIKIDATA.get(iso, wikidata[iso])
        row["aliases"] = unique(a for a in split_list(row["aliases"]) + [long_forms.get(iso, "")] if a != row["name"])
        row["demonyms"] = unique(split_list(row["demonyms"]) + [plural(d) for d in split_list(row["demonyms"])])
        row["capitals"] = unique(c for c in split_list(row["capitals"]) if c != row["name"])
        rows.append(row)
    write_table(os.path.join(output, "countries.tsv"), HEADER, COLUMNS, sorted(rows, key=lambda r: r["iso"]))


def plural(demonym):
    """The plural of a noun for people; empty where the word is an adjective only or its own plural."""
    if re.search(
        r"(men|woman|ese|ish|sh|ss|ic|ois|ench|utch|lsh|x|s|Burkinab.|New Zealand|Philippine|Ni-Vanuatu|I-Kiribati)$",
        demonym,
    ):
        return ""
    if demonym in {"Saudi Arabian", "Basotho", "Batswana", "Filipina", "Lao", "Myanma"}:
        return {"Saudi Arabian": "Saudi Arabians", "Filipina": "Filipinas", "Lao": "Laotians"}.get(demonym, "")
    return (
        demonym[:-3] + "men"
        if demonym.endswith("man") and demonym.split()[-1] in {"Frenchman", "Dutchman", "Irishman"}
        else demonym + "s"
    )
