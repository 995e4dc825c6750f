"""Who is who: finds the Wikidata id of a curated name, and joins the rows of one person."""

import collections
import re

from leaders import days_between, fold, same_person


class People:
    """Wikidata ids by name, from the Wikidata tenures; a curated name is matched by office, spelling and start."""

    def __init__(self, tenures, names, overrides):
        self.tenures = tenures
        self.by_name = collections.defaultdict(set)
        for qid, name in names.items():
            if not re.fullmatch(r"Q\d+", name):
                self.by_name[fold(name)].add(qid)
        self.overrides = overrides
        self.given = {row["name"]: row["wikidata"] for row in overrides if row["wikidata"]}
        self.labels = {row["wikidata"]: row["name"] for row in overrides if row["wikidata"]}
        self.found = {}

    def learn(self, tenure):
        """Remembers the id of a curated tenure: the same name, or a like name that held the same office from then on."""
        name, start = tenure["name"], full(tenure["start"])
        if name in self.given or name in self.found:
            return
        exact = self.by_name.get(fold(name), set())
        if len(exact) == 1:
            self.found[name] = next(iter(exact))
            return
        best = None
        for row in self.tenures.get((tenure["of"], tenure["offices"][0]), []):
            apart = days_between(row["start"], start)
            shared = likeness(row["name"], name)
            year_only = row["start"].endswith("-01-01") and row["start"][:4] == start[:4]
            if same_person(row["name"], name) and (apart <= 45 or year_only or (shared >= 2 and apart <= 400)):
                best = max(best or (0, 0, ""), (shared, -apart, row["wikidata"]))
        if best:
            self.found[name] = best[2]

    def wikidata(self, name):
        """The id of a curated name; empty where it is not known."""
        return self.given.get(name) or self.found.get(name, "")

    def label(self, qid, name):
        """The usual English name of an id."""
        return self.labels.get(qid, name)

    def claim(self):
        """Lets the curated spelling of a name stand for its id everywhere; reports ids that two names claim."""
        claims = collections.defaultdict(set)
        for name, qid in self.found.items():
            claims[qid].add(name)
        for qid, names in sorted(claims.items()):
            if len(names) > 1:
                print(f"people: {qid} is claimed by {sorted(names)}; give the right ones in curated/people.tsv")
                for name in names:
                    self.found.pop(name, None)
            else:
                self.labels.setdefault(qid, next(iter(names)))


def full(date):
    """A date that is known to the month or year, made a day."""
    return date + "-01-01"[len(date) - 4 :] if len(date) < 10 else date


def likeness(left, right):
    """Number of words that two names share, exactly or by their beginning."""
    a = [w for w in re.split(r"[^a-z]+", fold(left)) if len(w) > 2]
    b = [w for w in re.split(r"[^a-z]+", fold(right)) if len(w) > 2]
    return sum(1 for x in a if any(x == y or (len(x) > 4 and len(y) > 4 and x[:4] == y[:4]) for y in b))
