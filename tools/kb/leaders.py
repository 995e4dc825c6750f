"""Heads of state and government since 1990, reconciled from noisy sources.

Sources: tenures from Wikidata (duplicate rows, vandalized or foreign labels, missing ends), the history of the CIA World
Factbook's "since" dates, changes of 2026, and our curated tables, which win. Rows without a start are dropped, rows of
one person that overlap are merged, a tenure without an end is closed by its successor's start.
"""

import collections
import datetime
import re
import unicodedata

from tables import read_delimited

EARLIEST = "1990-01-01"
OFFICES = ("head_of_state", "head_of_government")
MONTHS = {
    month: number + 1
    for number, month in enumerate(
        "January February March April May June July August September October November December".split()
    )
}
# Words that stand before a name in the Factbook's cells, longest first.
HONORIFICS = re.compile(
    r"^(?:(?:Acting|Interim|Transitional|Transition|Caretaker|Executive|Federal|Co-|State|Sir|Dame|Dr\.|Gen\.|General|"
    r"Lt\.|Lieutenant|Col\.|Colonel|Maj\.|Brig\.|Capt\.|Captain|Field Marshal|Adm\.|Vice Adm\.|Sheikh|Shaykh|Amir|Emir|Sultan|"
    r"King|Queen|Emperor|Prince|Grand Duke|Pope|President|Premier|Prime Minister|Chancellor|Taoiseach|and|Ret\.|\(Ret\.\)|"
    r"Minister of State|Chairman|Chairperson|of the|the|Presidency|Council|Ministers|Chief|Crown|Supreme Leader|Ayatollah)\s+)+"
)
PRINCIPAL = re.compile(
    r"\b(President|Premier|Prime Minister|Chancellor|Taoiseach|King|Queen|Emperor|Sultan|Amir|Emir|Chairman)\b"
)


def fold(text):
    """Lower case without diacritics."""
    text = text.replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("đ", "d").replace("ə", "a")
    text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return text.lower()


def words(name):
    """The words of a name that can tell two people apart."""
    return {word for word in re.split(r"[^a-z]+", fold(name)) if len(word) > 2}


def same_person(left, right):
    """Whether two spellings share a word of three letters, allowing for transcription ('Lukashenko', 'Lukashenka')."""
    for a in words(left):
        for b in words(right):
            if a == b or (len(a) > 4 and len(b) > 4 and a[:5] == b[:5]):
                return True
    return False


def days_between(left, right):
    """Days from one ISO date to another."""
    return abs((datetime.date.fromisoformat(left) - datetime.date.fromisoformat(right)).days)


def factbook_date(text):
    """ISO date of '13 September 2022'; empty where the cell says less."""
    match = re.match(r"^(\d{1,2}) (\w+) (\d{4})$", text.strip())
    if not match or match.group(2) not in MONTHS:
        return ""
    return f"{match.group(3)}-{MONTHS[match.group(2)]:02d}-{int(match.group(1)):02d}"


def capitalize(name):
    """'Abdelaziz BOUTEFLIKA' as people write it; regnal numerals stay."""

    def word(token):
        if re.fullmatch(r"[IVX]+", token) or not token.isupper() or len(token) < 2:
            return token
        return "-".join(part[:1] + part[1:].lower() for part in token.split("-"))

    return " ".join(word(token) for token in name.split())


def wikidata_rows(path, countries):
    """Tenures by (country, office), from the Wikidata dump; one per person and overlapping span."""
    tenures = collections.defaultdict(list)
    labels = collections.defaultdict(list)
    for row in read_delimited(path, "\t"):
        labels[row["qid"]].append((row["source"], row["name"]))
        if (
            row["country"] not in countries
            or not re.match(r"\d{4}-", row["start"])
            or re.fullmatch(r"Q\d+", row["name"])
        ):
            continue
        if row["end"] and row["end"] < EARLIEST:
            continue
        for office in OFFICES if row["role"] == "Head of both" else (row["role"],):
            tenures[row["country"], office].append({"wikidata": row["qid"], "start": row["start"], "end": row["end"]})
    names = {qid: label(found) for qid, found in labels.items()}
    for rows in tenures.values():
        for row in rows:
            row["name"] = names[row["wikidata"]]
    return {key: merge_spans(rows) for key, rows in tenures.items()}, names


def label(found):
    """The label that most dumps agree on; among equals the older dump, which shows less vandalism."""
    counts = collections.Counter(name for _, name in found)
    best = max(counts.values())
    return min((source, name) for source, name in found if counts[name] == best)[1]


def merge_spans(rows):
    """Merges rows of one person that overlap, repeat or follow each other; a day other than 1 January is the more exact."""
    merged = []
    for row in sorted(rows, key=lambda r: (r["wikidata"], r["start"], r["end"] or "9999")):
        last = merged[-1] if merged else None
        if (
            last
            and last["wikidata"] == row["wikidata"]
            and (not last["end"] or row["start"][:4] == last["start"][:4] or gap(last["end"], row["start"]) <= 7)
        ):
            if last["start"].endswith("-01-01") and row["start"][:4] == last["start"][:4]:
                last["start"] = row["start"]
            if not last["end"] or not row["end"]:
                last["end"] = "" if row["start"] > last["start"] and not row["end"] else last["end"] or row["end"]
            else:
                last["end"] = max(last["end"], row["end"])
        else:
            merged.append(dict(row))
    return sorted(merged, key=lambda r: (r["start"], r["wikidata"]))


def gap(end, start):
    """Days from an end to a later start; negative where they overlap."""
    return (datetime.date.fromisoformat(start) - datetime.date.fromisoformat(end)).days


def factbook_rows(path, gec):
    """Holders by (country, office) as the Factbook named them from 2014 to 2026: name, start, last seen."""
    holders = collections.defaultdict(list)
    for row in read_delimited(path, ","):
        country = gec.get(row["gec"])
        text = row["text"].replace("’", "'").strip()
        start = factbook_date(row["since"])
        if (
            not country
            or not start
            or re.search(
                r"\b(vice|deputy|vacant|Governor General|Governor|Co-prince|represented|Speaker)\b", text, re.I
            )
        ):
            continue
        office = "head_of_state" if row["role"] == "chief of state" else "head_of_government"
        name = HONORIFICS.sub("", re.sub(r"[\[(].*?[\])]", "", text)).split(",")[0]
        if len(name.split()) > 6 or "caretaker" in name:
            continue
        holders[country, office].append(
            {
                "name": capitalize(name),
                "start": start,
                "last": row["last_seen"],
                "principal": bool(PRINCIPAL.search(text)),
            }
        )
    return holders


def reconcile(known, factbook):
    """One timeline of one office: Wikidata's tenures corrected by the Factbook's, and completed where they leave gaps."""
    rows = close([dict(row, source="wikidata") for row in known])
    unmatched = []
    for holder in factbook:
        match = [row for row in rows if same_person(row["name"], holder["name"]) and fits(row, holder["start"])]
        for row in match:
            row["last"] = max(row.get("last", ""), holder["last"])
            if row["start"].endswith("-01-01") and days_between(row["start"], holder["start"]) < 366:
                row["start"] = holder["start"]
        if not match:
            unmatched.append(holder)
    for holder in unmatched:
        if not any(covers(row, holder["start"]) for row in rows) and holder["principal"]:
            rows.append(
                {
                    "name": holder["name"],
                    "wikidata": "",
                    "start": holder["start"],
                    "end": "",
                    "source": "factbook",
                    "last": holder["last"],
                }
            )
    rows.sort(key=lambda r: (r["start"], r["name"]))
    return close(rows)


def fits(row, start):
    """Whether a holder with this start may be the row's: it begins within the tenure or near its beginning."""
    inside = row["start"] <= start and (not row["end"] or start < row["end"])
    return inside or days_between(row["start"], start) < 400


def covers(row, start):
    """Whether the office is taken at that date, give or take a month before its end."""
    return row["start"] <= start and (not row["end"] or gap(start, row["end"]) > 30)


def close(rows):
    """Ends each tenure at its successor's start at the latest."""
    for row, following in zip(rows, rows[1:]):
        if not row["end"] or row["end"] > following["start"]:
            row["end"] = following["start"]
    return rows
