"""The table of organizations: the curated rows with members from the CIA World Factbook."""

import os

import factbook
from tables import read_table, split_list, write_table

COLUMNS = ["name", "wikidata", "aliases", "class", "part_of", "members"]
HEADER = [
    "International organizations, parties, armed groups, named state bodies, and companies that politics speaks of.",
    "class: igo, party, armed-group, state-body, company, other. part_of: ISO code or name of an organization; of parties,",
    "companies and armed groups the country that they are of. members: ISO codes. Lists are joined by |.",
    "Sources: our own compilation from public knowledge; members from the CIA World Factbook (public domain, 2025).",
    "Licence: facts, CC0. As of 2026-11.",
]
# Members that joined or left after the Factbook's last edition, or that it words in a way of its own.
MEMBERS = {
    "BRICS": ["BR", "RU", "IN", "CN", "ZA", "EG", "ET", "IR", "AE", "ID"],
    "G7": ["CA", "DE", "FR", "GB", "IT", "JP", "US"],
    "OPEC+": ["DZ", "CG", "GQ", "GA", "IR", "IQ", "KW", "LY", "NG", "SA", "AE", "VE", "AZ", "BH", "BN", "KZ", "MY", "MX", "OM", "RU", "SD", "SS"],
    "ECOWAS": ["BJ", "CV", "CI", "GM", "GH", "GN", "GW", "LR", "NG", "SN", "SL", "TG"],
    "Alliance of Sahel States": ["BF", "ML", "NE"],
    "AUKUS": ["AU", "GB", "US"],
    "Quadrilateral Security Dialogue": ["AU", "IN", "JP", "US"],
    "Five Eyes": ["AU", "CA", "GB", "NZ", "US"],
    "Visegrád Group": ["CZ", "HU", "PL", "SK"],
    "Nordic Council": ["DK", "FI", "IS", "NO", "SE"],
    "Gulf Cooperation Council": ["AE", "BH", "KW", "OM", "QA", "SA"],
    "Organization of Turkic States": ["AZ", "KZ", "KG", "TR", "UZ"],
    "Shanghai Cooperation Organisation": ["BY", "CN", "IN", "IR", "KZ", "KG", "PK", "RU", "TJ", "UZ"],
    "ASEAN": ["BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "TL", "VN"],
    "Mercosur": ["AR", "BO", "BR", "PY", "UY"],
    "Pacific Alliance": ["CL", "CO", "MX", "PE"],
    "Collective Security Treaty Organization": ["AM", "BY", "KZ", "KG", "RU", "TJ"],
    "Eurasian Economic Union": ["AM", "BY", "KZ", "KG", "RU"],
    "OPEC": ["CG", "DZ", "GA", "GQ", "IQ", "IR", "KW", "LY", "NG", "SA", "VE", "AE"],
}
NOT_UN = {"PS", "TW", "XK", "EH", "VA"}


def compile(source, output):
    """Writes organizations.tsv."""
    countries = source.country_codes()
    memberships = factbook.memberships(source.gec())
    rows = []
    for row in read_table(source.curated("organizations.tsv")):
        code = row["factbook"]
        members = MEMBERS.get(row["name"]) or [iso for iso in countries if code and code in memberships.get(iso, ())]
        if row["name"] == "United Nations":
            members = [iso for iso in countries if iso not in NOT_UN]
        rows.append(dict(row, aliases=split_list(row["aliases"]), members=sorted(members)))
    write_table(os.path.join(output, "organizations.tsv"), HEADER, COLUMNS, sorted(rows, key=lambda r: r["name"]))
