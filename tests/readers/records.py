"""Extraction records of invented news, to try readers on: as many as asked for, the same every time.

    python records.py 5000 > records.jsonl       # varied names, dates, statuses; a few articles about each happening
    python records.py --hostile > hostile.jsonl  # names and sentences that mean something to the formats

`summitry merge` makes a graph of either. People, bodies and happenings are made up; countries are real.
"""

import json
import random
import sys
from datetime import date, timedelta

COUNTRIES = [
    ("US", "Q30", "United States"), ("CN", "Q148", "China"), ("FR", "Q142", "France"), ("DE", "Q183", "Germany"),
    ("GB", "Q145", "United Kingdom"), ("IN", "Q668", "India"), ("BR", "Q155", "Brazil"), ("JP", "Q17", "Japan"),
    ("TR", "Q43", "Turkey"), ("EG", "Q79", "Egypt"), ("NG", "Q1033", "Nigeria"), ("ZA", "Q258", "South Africa"),
    ("MX", "Q96", "Mexico"), ("CO", "Q739", "Colombia"), ("CL", "Q298", "Chile"), ("KR", "Q884", "South Korea"),
    ("ID", "Q252", "Indonesia"), ("SA", "Q851", "Saudi Arabia"), ("IT", "Q38", "Italy"), ("ES", "Q29", "Spain"),
    ("PL", "Q36", "Poland"), ("UA", "Q212", "Ukraine"), ("KE", "Q114", "Kenya"), ("VN", "Q881", "Vietnam"),
    ("CI", "Q1008", "Ivory Coast"), ("ST", "Q1039", "São Tomé and Príncipe"), ("XK", "Q1246", "Kosovo"),
]
FIRST = ["Amara", "Björn", "Chiara", "Đorđe", "Élodie", "Fatıma", "Gonçalo", "Hye-jin", "Ivana", "Jürgen", "Kwame",
         "Léa", "Małgorzata", "Nguyễn", "Óscar", "Priya", "Quentin", "Rania", "Søren", "Thandiwe", "Ural", "Yusuf"]
LAST = ["Abernathy", "Bāzargān", "Castaño", "D'Aubigné", "Eriksen", "Ferreira-Lopes", "García", "Hồ", "Işık", "Jovanović",
        "Kowalczyk", "Lindqvist", "Mbeki-Sithole", "Ní Bhriain", "O'Rourke", "Petrović", "Quispe", "Rađić", "Şahin",
        "Tanaka", "Ulloa", "Võ", "Wójcik", "Žižek"]
BODIES = ["Council for Northern Trade", "Harbour Pact", "Union of River States", "Assembly of Islands", "Desert Fund",
          "League of Free Ports", "Mountain Accord Secretariat", "Bank of the Two Seas"]
PLACES = ["Riverton", "Port Amalia", "Nova Kestra", "Al-Sahel", "Hotel Bellevue", "Saint-Émile", "Düneburg", "Łąka"]
AREAS = ["trade", "conflict-peace", "energy", "environment", "drugs", "technology", "diplomacy", "defence", "health"]
SOURCES = ["Gazette", "Courier", "Daily Ledger", "Harbour News", "Wire One", "L'Écho", None]
TYPES = ["CONSULT"] * 6 + ["AGREE", "COOPERATE", "SUPPORT", "AID", "REQUEST", "REJECT", "ACCUSE", "THREATEN", "SANCTION",
                           "ASSAULT", "COERCE", "RETREAT", "CONCEDE", "MOBILIZE", "PROTEST", "LEADERSHIP"]
MODES = ["meeting", "visit", "summit", "call", "talks", "mediation"]
STATUSES = ["happened"] * 6 + ["ongoing", "planned", "planned", "possible", "cancelled", "denied"]
BEGIN = date(2025, 1, 1)

HOSTILE = [
    'He said "no"', "back\\slash", "a\\", '\\"', "\\N\\G\\l", "two\nlines\r\nand a\ttab", "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "]]><!-- -->", "&lt;b&gt; &#60;script&#62; &amp;", 'x"];\n"x" -> "y" [label="z"]',
    "node", "{record|<port>}", "%5C %N", "control \u0001\u0007\u001b[31mred\u007f", "\u202enimda\u202c", "محمد بن سلمان",
    "習近平 国家主席", "🤝👩‍⚖️🇺🇳", "e\u0301\u0301\u0301", "separators \u2028\u2029\u0085\ufeff", "noncharacters \ufffe\uffff", "javascript:alert(1)",
    "' onmouseover='alert(1)", "=1+1", "@SUM(A1)", "-2", "$(rm -rf ~) `id`", "'); DROP TABLE nodes; --", "`}) DETACH DELETE n //",
    "*bold* _it_ [a](http://b.example) # no", "1. list", "| a | b |", "^^xsd:date @en .", "'''\"\"\"", "a;b,c", "n" * 300, "word & <tag> " * 25,
    "\\u0027 \\x27 \\", "#quot; #35; ;;", "--- title: x", "end", "Ω≈ç√∫", "ﷺ", "\u00a0nbsp\u3000wide", "zero\u200bwidth",
]


class Article:
    """A record in the making: entities get ids as they are named."""

    def __init__(self, doc, day, source, url):
        self.record = {"doc": doc, "article": {"title": f"About {doc}"}, "entities": [], "events": [], "relations": []}
        for key, value in (("date", day and day.isoformat()), ("source", source), ("url", url)):
            if value:
                self.record["article"][key] = value
        self.ids, self.at = {}, 0

    def entity(self, kind, name, **more):
        if (kind, name) not in self.ids:
            self.ids[kind, name] = f"e{len(self.ids) + 1}"
            named = {"id": self.ids[kind, name], "kind": kind, "name": name, "mentions": [name], **more}
            self.record["entities"].append(named)
        return self.ids[kind, name]

    def country(self, country):
        iso, wikidata, name = country
        return self.entity("country", name, wikidata=wikidata, iso=iso)

    def span(self, sentence):
        begin, self.at = self.at, self.at + len(sentence.encode()) + 1
        return [begin, self.at - 1]

    def event(self, sentence, **fields):
        events = self.record["events"]
        events.append({"id": f"v{len(events) + 1}", **fields, "evidence": sentence, "span": self.span(sentence)})

    def relation(self, sentence, **fields):
        self.record["relations"].append({**fields, "evidence": sentence, "span": self.span(sentence)})


def happenings(chance, count):
    """What the articles tell of: type, form, parties, place, day."""
    people = [(f"{first} {last}", chance.choice(COUNTRIES)) for first in FIRST for last in LAST]
    for _ in range(count):
        kind = chance.choice(TYPES)
        yield {
            "kind": kind,
            "mode": chance.choice(MODES) if kind == "CONSULT" else None,
            "parties": chance.sample(people, chance.choice([2, 2, 2, 3, 4])),
            "body": chance.choice(BODIES) if chance.random() < 0.25 else None,
            "place": chance.choice(PLACES) if chance.random() < 0.6 else None,
            "day": BEGIN + timedelta(days=chance.randrange(600)),
            "exact": chance.random(),
            "areas": sorted(chance.sample(AREAS, chance.choice([0, 1, 1, 2, 3]))),
        }


def tell(chance, article, it):
    """One article's report of a happening, and of the offices of its people."""
    day = it["day"]
    date_told = day.isoformat() if it["exact"] < 0.6 else day.strftime("%Y-%m") if it["exact"] < 0.75 else str(day.year) if it["exact"] < 0.8 else None
    people = [article.entity("person", name) for name, _ in it["parties"]]
    names = " and ".join(name for name, _ in it["parties"])
    sentence = f"{names} were named in a report on {', '.join(it['areas']) or 'nothing in particular'} in {article.record['doc']}."
    recipients = people[1:]
    if it["body"]:
        recipients = recipients + [article.entity("organization", it["body"])]
    article.event(
        sentence, type=it["kind"], mode=it["mode"], status=chance.choice(STATUSES), actors=people[:1], recipients=recipients,
        host=people[0] if it["mode"] == "visit" else None,
        place=article.entity("place", it["place"]) if it["place"] else None, date=date_told, topics=it["areas"],
        claimed_by=people[0] if chance.random() < 0.1 else None, trigger="report", pattern=f"{it['kind']}/report",
        confidence=round(chance.uniform(0.4, 0.95), 2))
    for (name, country), person in zip(it["parties"], people):
        if chance.random() < 0.4:
            role = chance.choice(["President", "Prime Minister", "foreign minister", "Chancellor"])
            article.relation(f"{name} is {role} of {country[2]}.", type="represents", source=person, target=article.country(country),
                             role=role, **({"former": True} if chance.random() < 0.1 else {}))
    if it["body"] and chance.random() < 0.3:
        iso = it["parties"][0][1]
        article.relation(f"{iso[2]} belongs to the {it['body']}.", type="member_of", source=article.country(iso),
                         target=article.entity("organization", it["body"]))


def many(count):
    chance = random.Random(20260504)
    all_of_them = list(happenings(chance, max(1, count * 2 // 3)))
    for number in range(count):
        told = chance.sample(all_of_them, 2)
        day = max(it["day"] for it in told) + timedelta(days=chance.randrange(-20, 20))
        source = chance.choice(SOURCES)
        url = f"https://news.example/{day:%Y/%m}/{number}?a=1&b=2" if chance.random() < 0.8 else None
        article = Article(f"article-{number:05}", day, source, url)
        for it in told:
            tell(chance, article, it)
        yield article.record


def hostile():
    for number, text in enumerate(HOSTILE):
        article = Article(f"hostile {number} {text[:80]}", BEGIN + timedelta(days=number), text, f"https://news.example/{number}?{text[:40]}")
        person, other = article.entity("person", text), article.country(COUNTRIES[number % len(COUNTRIES)])
        body, place = article.entity("organization", f"{text} Council"), article.entity("place", f"{text} City")
        status = STATUSES[number % len(STATUSES)]
        article.event(f"{text} met others.", type="CONSULT", mode="visit", status=status, actors=[person], recipients=[other, body],
                      host=other, place=place, date="2025-02", topics=["trade"], claimed_by=person, trigger=text, pattern=text, confidence=0.5)
        article.event(f"{text} was accused.", type="ACCUSE", status="happened", actors=[body], recipients=[person], trigger="accused")
        article.relation(f"{text} leads.", type="represents", source=person, target=other, role=text)
        article.relation(f"{text} belongs.", type="member_of", source=person, target=body)
        yield article.record


def main():
    records = hostile() if sys.argv[1:] == ["--hostile"] else many(int(sys.argv[1]))
    for record in records:
        print(json.dumps(record, ensure_ascii=True))


if __name__ == "__main__":
    main()
