"""Reads the curated timelines: one office a line, a tenure ends where the next begins.

US FM Secretary of State | 2021-01-26 Antony Blinken | 2025-01-21 Marco Rubio
@NATO@ OH Secretary General | 2014-10-01 Jens Stoltenberg | 2024-10-01 Mark Rutte
"""

import re

OFFICES = {
    "HS": ["head_of_state"],
    "HG": ["head_of_government"],
    "HB": ["head_of_state", "head_of_government"],
    "SL": ["supreme_leader"],
    "DP": ["deputy"],
    "FM": ["foreign_minister"],
    "OT": ["other"],
    "OH": ["organization_head"],
}
LINE = re.compile(r"^(?:@(?P<org>[^@]+)@|(?P<iso>[A-Z]{2})) (?P<office>[A-Z]{2}) ?(?P<title>[^|]*)\|?(?P<rest>.*)$")
ENTRY = re.compile(r"^(?P<start>\d{4}(?:-\d{2}){0,2}) (?:\[(?P<title>[^\]]+)\] )?(?P<name>.+)$")


def read_timelines(path):
    """The tenures of a file, and the (country, office) pairs that it speaks for."""
    tenures, covered = [], set()
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            match = LINE.match(line)
            if not match or match["office"] not in OFFICES:
                raise SystemExit(f"{path}:{number}: not a timeline: {line}")
            of = match["org"] or match["iso"]
            for office in OFFICES[match["office"]]:
                covered.add((of, office))
            tenures += entries(f"{path}:{number}", of, match)
    return tenures, covered


def entries(where, of, match):
    """The tenures of one line."""
    parts = [part.strip() for part in match["rest"].split("|") if part.strip()]
    found = []
    for part in parts:
        vacant = re.match(r"^(\d{4}(?:-\d{2}){0,2}) -$", part)
        entry = ENTRY.match(part)
        if not entry:
            raise SystemExit(f"{where}: not 'DATE NAME': {part}")
        if found and entry["start"] <= found[-1]["start"]:
            raise SystemExit(f"{where}: not in order of time: {part}")
        if found and not found[-1]["end"]:
            found[-1]["end"] = entry["start"]
        found.append(
            {
                "of": of,
                "offices": OFFICES[match["office"]],
                "title": entry["title"] or match["title"].strip(),
                "name": "" if vacant else entry["name"].strip(),
                "start": entry["start"],
                "end": "",
                "source": "curated",
            }
        )
    return [tenure for tenure in found if tenure["name"]]
