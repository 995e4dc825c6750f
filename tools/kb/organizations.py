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
    "BRICS": "AE BR CN EG ET ID IN IR RU ZA",
    "G7": "CA DE FR GB IT JP US",
    "OPEC+": "AE AZ BH BN CG DZ GA GQ IQ IR KW KZ LY MX MY NG OM RU SA SD SS VE",
    "ECOWAS": "BJ CI CV GH GM GN GW LR NG SL SN TG",
    "Alliance of Sahel States": "BF ML NE",
    "AUKUS": "AU GB US",
    "Quadrilateral Security Dialogue": "AU IN JP US",
    "Five Eyes": "AU CA GB NZ US",
    "Visegrád Group": "CZ HU PL SK",
    "Nordic Council": "DK FI IS NO SE",
    "Gulf Cooperation Council": "AE BH KW OM QA SA",
    "Organization of Turkic States": "AZ KG KZ TR UZ",
    "Shanghai Cooperation Organisation": "BY CN IN IR KG KZ PK RU TJ UZ",
    "ASEAN": "BN ID KH LA MM MY PH SG TH TL VN",
    "Mercosur": "AR BO BR PY UY",
    "Pacific Alliance": "CL CO MX PE",
    "Collective Security Treaty Organization": "AM BY KG KZ RU TJ",
    "Eurasian Economic Union": "AM BY KG KZ RU",
    "OPEC": "AE CG DZ GA GQ IQ IR KW LY NG SA VE",
    "European Union": "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK",
    "NATO": ("AL BE BG CA CZ DE DK EE ES FI FR GB GR HR HU IS IT LT LU LV ME MK NL NO PL PT RO SE SI SK TR US"),
    "Arab League": "AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE",
    "Commonwealth of Nations": (
        "AG AU BB BD BN BS BW BZ CA CM CY DM FJ GA GB GD GH GM GY IN JM KE KI KN LC LK LS MT MU MV "
        "MW MY MZ NA NG NR NZ PG PK RW SB SC SG SL SZ TG TO TT TV TZ UG VC VU WS ZA ZM"
    ),
    "Council of Europe": (
        "AD AL AM AT AZ BA BE BG CH CY CZ DE DK EE ES FI FR GB GE GR HR HU IE IS IT LI LT LU LV MC "
        "MD ME MK MT NL NO PL PT RO RS SE SI SK SM TR UA"
    ),
}
NOT_UN = {"PS", "TW", "XK", "EH", "VA"}


def compile(source, output):
    """Writes organizations.tsv."""
    countries = source.country_codes()
    memberships = factbook.memberships(source.gec())
    rows = []
    for row in read_table(source.curated("organizations.tsv")):
        code = row["factbook"]
        members = MEMBERS.get(row["name"], "").split() or [
            iso for iso in countries if code and code in memberships.get(iso, ())
        ]
        if row["name"] == "United Nations":
            members = [iso for iso in countries if iso not in NOT_UN]
        rows.append(dict(row, aliases=split_list(row["aliases"]), members=sorted(members)))
    write_table(os.path.join(output, "organizations.tsv"), HEADER, COLUMNS, sorted(rows, key=lambda r: r["name"]))
