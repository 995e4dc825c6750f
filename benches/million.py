"""A million news items from JSON Lines to a store: does its rate last, and does memory stay bounded?

    cargo build --release
    python3 benches/million.py run NEWS.jsonl ... --store /tmp/million.db [--articles 1000000]
    python3 benches/million.py generate NEWS.jsonl ... [--articles 1000] > varied.jsonl

`generate` writes the items of the files (records with `date` and `text`) over and over, each round in another world and at another time.
In a world, countries have changed places with others about as frequent, so that news stay as uneven as they are, a few countries standing
in most of them; leaders, cities and regions of the knowledge base go with their countries. There are only so many worlds, since who leads
a country and which city lies in it is not news every time. Each round is moved by whole weeks, anywhere within the years before. The same
seed gives the same items.

`run` feeds them to `summitry build STORE`, and says for each tenth how much processor time and wall time an article took, the most memory
held so far (VmHWM) and the store's size. Processor time is what counts where others use the machine, too. A tenth ends when its last
item is written to the pipe, which is some thousand articles ahead of the store. Linux only: it reads `/proc`.

Even processor time grows where others use caches and memory. So several times in every tenth the same few items are extracted by a process
beside it: the control. It does the same work each time, and how much longer that takes is how much the machine was disturbed. `cost` is the
processor time of an article of the tenth over that of an article of the control in that tenth: it tells what the run itself does.
"""

import argparse
import csv
import datetime
import itertools
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

TABLES = Path(__file__).resolve().parent.parent / "data" / "kb"
# So many countries, next to one another by frequency, change places among themselves.
PEERS = 8
# Surnames shorter than this are words or given names too often.
SHORTEST_SURNAME = 5
# Processor time of other processes is counted in these: less cannot be told from nothing.
TICK = 1 / os.sysconf("SC_CLK_TCK")
# How many times in a tenth the control is run, and how many items it extracts: a fraction of a second.
CONTROLS = 20
CONTROL_ITEMS = 200


def table(name: str) -> list[dict[str, str]]:
    lines = (TABLES / name).read_text(encoding="utf8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))


class Country:
    """A country by its forms (name, then demonyms), with the forms of its leaders and places."""

    def __init__(self, forms: list[str]) -> None:
        self.forms = forms
        self.leaders: list[list[str]] = []
        self.places: list[list[str]] = []


def countries() -> list[Country]:
    """All countries; their leaders are those that came last into office first, their cities the largest first."""
    known = {row["iso"]: Country([row["name"], *filter(None, row["demonyms"].split("|"))]) for row in table("countries.tsv")}
    taken = {word for country in known.values() for form in country.forms for word in form.split()}
    tenures = sorted(table("tenures.tsv"), key=lambda row: row["start"], reverse=True)
    country_of = {row["name"]: row["of"] for row in tenures if row["of"] in known and " " in row["name"]}
    surnames = Counter(name.split()[-1] for name in country_of)
    for name, iso in country_of.items():
        surname = name.split()[-1]
        telling = surnames[surname] == 1 and len(surname) >= SHORTEST_SURNAME and surname not in taken
        known[iso].leaders.append([name, surname] if telling else [name])
    for row in table("places.tsv"):
        if row["country"] in known and not row["risky"] and row["name"] not in taken:
            known[row["country"]].places.append([row["name"]])
    return list(known.values())


class Names:
    """Finds names in texts."""

    def __init__(self, forms: set[str]) -> None:
        self.by_first_word: dict[str, list[str]] = {}
        for form in sorted(forms, key=len, reverse=True):
            self.by_first_word.setdefault(re.match(r"\w*", form)[0], []).append(form)

    def split(self, text: str) -> list[str]:
        """The text in pieces, every other of which is a name."""
        pieces, end = [], 0
        for word in re.finditer(r"\w+", text):
            begin = word.start()
            names = self.by_first_word.get(word[0], []) if begin >= end else []
            for name in names:
                stop = begin + len(name)
                if text.startswith(name, begin) and not text[stop : stop + 1].isalnum():
                    pieces += [text[end:begin], name]
                    end = stop
                    break
        return [*pieces, text[end:]]


def instead(one: list[list[str]], other: list[list[str]]) -> dict[str, str]:
    """What stands for each form of the one's names: the same form of the other's name of the same rank, or its first form."""
    return {
        form: theirs[number] if number < len(theirs) else theirs[0]
        for forms, theirs in zip(one, itertools.cycle(other))
        for number, form in enumerate(forms)
    }


def world(ranked: list[Country], dice: random.Random) -> dict[str, str]:
    """A world in which countries have changed places, and leaders, cities and regions with them."""
    names = {}
    for first in range(0, len(ranked), PEERS):
        peers = ranked[first : first + PEERS]
        for country, other in zip(peers, dice.sample(peers, len(peers))):
            names.update(instead(country.places, other.places))
            names.update(instead(country.leaders, other.leaders))
            names.update(instead([country.forms], [other.forms]))
    return names


def rank(named: list, found: Counter) -> None:
    """Brings what is named by forms into the order of frequency; of equals the first stays first."""
    named.sort(key=lambda forms: -found[forms[0]])


def rounds(items: list[dict], options: argparse.Namespace) -> Iterator[dict]:
    """The items without end: the first round as they are, then varied."""
    known = countries()
    names = Names({form for c in known for forms in [c.forms, *c.leaders, *c.places] for form in forms})
    pieces = [names.split(item["text"]) for item in items]
    found = Counter(name for text in pieces for name in text[1::2])
    for country in known:
        rank(country.leaders, found)
        rank(country.places, found)
    ranked = sorted(known, key=lambda country: -found[country.forms[0]])
    worlds = [world(ranked, random.Random(f"{options.seed}/world {number}")) for number in range(options.worlds - 1)]
    worlds.insert(0, {})
    for number in itertools.count():
        exchanged = worlds[number % len(worlds)]
        weeks = random.Random(f"{options.seed}/round {number}").randrange(options.years * 52) if number else 0
        for place, item in enumerate(items):
            day = datetime.date.fromisoformat(item["date"]) - datetime.timedelta(weeks=weeks)
            text = "".join(exchanged.get(piece, piece) if at % 2 else piece for at, piece in enumerate(pieces[place]))
            source = next(iter(item.get("sources", [])), None)
            yield {"doc": f"{number}-{place}", "date": day.isoformat(), "source": source, "text": text}


def write(options: argparse.Namespace, out, written: Callable[[int], None] = lambda _: None) -> None:
    """Writes so many items, and calls `written` with their number after each."""
    items = [json.loads(line) for path in options.news for line in path.read_text(encoding="utf8").splitlines()]
    varied = itertools.islice(rounds(items, options), options.articles)
    for number, record in enumerate(varied, 1):
        out.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
        written(number)


class Control:
    """The same items extracted over and over, to see how much the machine is disturbed."""

    def __init__(self, options: argparse.Namespace, folder: Path) -> None:
        self.command = [options.program, "extract", str(folder / "control.jsonl"), "-o", str(folder / "control.out")]
        self.costs: list[float] = []
        with (folder / "control.jsonl").open("wb") as sample:
            write(argparse.Namespace(**{**vars(options), "articles": CONTROL_ITEMS}), sample)

    def run(self) -> None:
        """Notes the processor time an article took. One thread, so that it takes no core from the run for long."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(self.command, check=True, env={**os.environ, "RAYON_NUM_THREADS": "1"}, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self.costs.append(seconds / CONTROL_ITEMS)

    def mean(self) -> float:
        """The mean since it was asked last."""
        mean = sum(self.costs) / len(self.costs)
        self.costs = []
        return mean


def processor_seconds(process: int) -> float:
    """Processor time of all threads so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def high_water(process: int) -> float:
    """Most memory held so far, in MB."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def run(options: argparse.Namespace, folder: Path) -> None:
    control = Control(options, folder)
    process = subprocess.Popen([options.program, "build", "-", "-o", str(options.store)], stdin=subprocess.PIPE)
    begin, last, costs = time.perf_counter(), (0.0, 0.0, 0), []
    print("articles   cpu ms/article  control  cost  wall ms/article  articles/cpu s  peak MB  store MB", flush=True)
    tenth = max(options.articles // 10, 1)
    step = max(tenth // CONTROLS, 1)

    def report(number: int) -> None:
        nonlocal last
        if number % step and number % tenth:
            return
        process.stdin.flush()
        control.run()
        if number % tenth:
            return
        now = (processor_seconds(process.pid), time.perf_counter() - begin, number)
        cpu, wall, articles = (b - a for a, b in zip(last, now))
        last = now
        cpu = max(cpu, TICK)
        beside = control.mean()
        costs.append((cpu / articles, cpu / articles / beside))
        size = sum(file.stat().st_size for file in options.store.parent.glob(options.store.name + "*")) / 1e6
        print(
            f"{number:8} {1000 * cpu / articles:16.3f} {1000 * beside:8.3f} {costs[-1][1]:5.2f}"
            f" {1000 * wall / articles:16.3f} {articles / cpu:15.0f} {high_water(process.pid):8.0f} {size:9.0f}",
            flush=True,
        )

    write(options, process.stdin, report)
    process.stdin.close()
    if process.wait():
        raise SystemExit(f"{options.program} failed")
    bare, relative = (first / last for first, last in zip(costs[0], costs[-1]))
    print(f"the last tenth has {bare:.2f} of the rate of the first; over the control, {relative:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["generate", "run"])
    parser.add_argument("news", type=Path, nargs="+", help="JSON Lines with `date` and `text`")
    parser.add_argument("--articles", type=int, help="how many (generate: 1000, run: a million)")
    parser.add_argument("--years", type=int, default=10, help="over how many years the rounds are spread")
    parser.add_argument("--worlds", type=int, default=16, help="how many worlds there are, one a round and then again the first")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store", type=Path, default=Path("million.db"), help="where the store is made")
    parser.add_argument("--program", default="target/release/summitry")
    options = parser.parse_args()
    if options.what == "generate":
        options.articles = options.articles or 1000
        write(options, sys.stdout.buffer)
    else:
        options.articles = options.articles or 1_000_000
        with tempfile.TemporaryDirectory() as folder:
            run(options, Path(folder))


if __name__ == "__main__":
    main()
