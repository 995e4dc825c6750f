"""Writes invented articles as JSON Lines, bad records among them: `python3 corpus.py 2000 corpus.jsonl`.

The leaders and countries exist, so that Summitry knows them; nothing that is told of them happened. The same number gives the same bytes.
"""

import datetime
import json
import random
import sys

LEADERS = [
    ("President", "Emmanuel Macron", "France", "Paris"),
    ("Chancellor", "Friedrich Merz", "Germany", "Berlin"),
    ("President", "Donald Trump", "United States", "Washington"),
    ("President", "Xi Jinping", "China", "Beijing"),
    ("President", "Gustavo Petro", "Colombia", "Bogotá"),
    ("Prime Minister", "Narendra Modi", "India", "New Delhi"),
    ("President", "William Ruto", "Kenya", "Nairobi"),
    ("Prime Minister", "Sanae Takaichi", "Japan", "Tokyo"),
    ("President", "Volodymyr Zelenskyy", "Ukraine", "Kyiv"),
    ("President", "Luiz Inácio Lula da Silva", "Brazil", "Brasília"),
]
TOPICS = ["trade", "a border dispute", "climate finance", "migration", "a ceasefire", "nuclear energy", "food prices"]
SENTENCES = [
    "{a} met {b} in {city} on {day} to discuss {topic}.",
    "{a} will visit {land_b} next month, where talks with {b} about {topic} are planned.",
    "{land_a} and {land_b} signed an agreement on {topic} on {day}.",
    "{b} thanked {land_a} for its help with {topic}.",
    "{land_a} imposed sanctions on {land_b} over {topic}.",
    "{a} called {b} on {day}; both spoke of {topic}.",
    "A summit of {land_a} and {land_b} in {city} was called off because of {topic}.",
    "“We will not be threatened over {topic},” said {b}, who accused {land_a} of pressure.",
    "Officials in {city} said that {topic} would remain on the agenda of {land_a}.",
    "Thousands marched through {city} against the government's plans for {topic}.",
]
# What goes wrong in real corpora: cut lines, other JSON, no text, a text of another type.
BAD = ['{"doc": "cut", "text": "France met', "[1, 2, 3]", '{"doc": "empty", "text": ""}', '{"doc": "none"}', '{"doc": "number", "text": 7}']


def article(number, dice):
    """One article of five to fifteen sentences."""
    day = datetime.date(2026, 1, 1) + datetime.timedelta(days=dice.randrange(300))
    told = []
    for _ in range(dice.randint(5, 15)):
        a, b = dice.sample(LEADERS, 2)
        names = {"a": f"{a[0]} {a[1]}", "b": f"{b[0]} {b[1]}", "land_a": a[2], "land_b": b[2], "city": b[3]}
        told.append(dice.choice(SENTENCES).format(day=day.strftime("%A"), topic=dice.choice(TOPICS), **names))
    return {
        "doc": f"invented-{number:06}",
        "date": day.isoformat(),
        "source": f"Paper {number % 37}",
        "title": told[0].rstrip("."),
        "text": " ".join(told),
    }


def write(count, path):
    """Writes the corpus; the first line and every hundredth or so are bad. Gives the number of bad ones."""
    dice, bad = random.Random(8), 0
    with open(path, "w", encoding="utf-8") as out:
        for number in range(count):
            if number % 97 == 0:
                print(BAD[bad % len(BAD)], file=out)
                bad += 1
            print(json.dumps(article(number, dice), ensure_ascii=False), file=out)
    return bad


if __name__ == "__main__":
    write(int(sys.argv[1]), sys.argv[2])
