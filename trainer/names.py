"""Name corpora to one scheme: spans of five kinds -> a mask of permitted tags for each word.

Corpora annotate different things (UNER has no adjectives of nations, news links have no kinds, event
annotations leave bystanders out). What a corpus does not say stays open: a word's mask holds every
tag that its annotation permits, and training raises their joint probability.
"""

from pathlib import Path

import numpy as np

from .text import normalize
from .treebank import Sentence

KINDS = ["PER", "ORG", "LOC", "NORP", "MISC"]
TAGS = ["O"] + [f"{place}-{kind}" for kind in KINDS for place in "BIES"]
_INDEX = {tag: i for i, tag in enumerate(TAGS)}

# Corpora with guidelines of their own; the others follow UNER's more or less, and so does the program.
CORPORA = ["ours", "GUM", "WikiGold", "CrossNER"]

OUTSIDE = 1 << _INDEX["O"]
ANY = (1 << len(TAGS)) - 1

Span = tuple[int, int, str | None]
"""First word, word after the last, kind (``None``: a name of an unknown kind)."""


def kind_mask(kind: str) -> int:
    """Every tag of a kind."""
    return sum(1 << _INDEX[f"{place}-{kind}"] for place in "BIES")


# For corpora that do not annotate nations' adjectives or other names: there, "outside" may be either.
OUTSIDE_OR_OTHER = OUTSIDE | kind_mask("MISC")


def masks(spans: list[Span], outside: list[int]) -> list[int]:
    """Permitted tags of each word: those of the spans, elsewhere those of ``outside``."""
    result = list(outside)
    for start, end, kind in spans:
        for i in range(start, end):
            place = "S" if end - start == 1 else "B" if i == start else "E" if i == end - 1 else "I"
            kinds = [kind] if kind else KINDS
            result[i] = sum(1 << _INDEX[f"{place}-{k}"] for k in kinds)
    return result


def _load_demonyms() -> set[str]:
    lines = (Path(__file__).parent / "demonyms.txt").read_text(encoding="utf8").splitlines()
    words = {word for line in lines if not line.startswith("#") for word in line.split()}
    return words | {word + "s" for word in words}


_DEMONYMS = _load_demonyms()


def is_demonym(word: str) -> bool:
    """Whether a capitalized word is an adjective or noun of a nation: ``Iranian``, ``Swedes``."""
    return word[:1].isupper() and word.lower() in _DEMONYMS


def is_capitalized(word: str) -> bool:
    """Whether a word looks like part of a name."""
    return any(char.isupper() for char in word[:2]) or (word[:1].isdigit() and word.upper() != word.lower())


CALENDAR = set(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)


def open_outside(words: list[str]) -> list[int]:
    """Outside masks for corpora that leave names out: capitalized words stay open, the rest are no names.

    Function words stay open only between capitalized words: they may be inside a name.
    """
    capitalized = [is_capitalized(word) and word.lower() not in CALENDAR for word in words]
    result = []
    for i, word in enumerate(words):
        between = any(capitalized[max(0, i - 2) : i]) and any(capitalized[i + 1 : i + 3])
        if is_demonym(word):
            result.append(kind_mask("NORP") | kind_mask("MISC") | kind_mask("ORG"))
        elif capitalized[i] or (between and (word.lower() in _INSIDE_NAMES or not word.isalpha())):
            result.append(ANY)
        else:
            result.append(OUTSIDE)
    return result


_INSIDE_NAMES = set("of the and for de la le el al bin ibn von van der den da do dos du di y e et on in to a".split())

TITLES = set(
    "president vice prime minister premier chancellor king queen prince princess emperor pope sultan emir sheikh "
    "foreign defense defence interior finance secretary state general chairman chairwoman chair speaker senator "
    "representative rep. sen. gov. governor mayor ambassador envoy special deputy acting former leader chief "
    "mr. mrs. ms. dr. sir lord lady gen. general lt. col. colonel major captain admiral judge justice attorney "
    "commissioner spokesman spokeswoman spokesperson director head commander marshal crown us u.s. uk the mr mrs ms dr "
    "archbishop bishop cardinal father rev. reverend professor prof. prof dictator congressman congresswoman".split()
)


def strip_title(words: list[str], start: int, end: int) -> int:
    """First word of a person's name without the titles before it: ``US President Joe Biden`` -> ``Joe``."""
    cut = start
    for i in range(start, end - 1):
        if words[i].lower() in TITLES or (words[i].lower() == "of" and cut == i and i > start):
            cut = i + 1
        elif not is_demonym(words[i]):
            break
        elif i + 1 < end and words[i + 1].lower() in TITLES:
            continue
        else:
            break
    return cut


def find_all(words: list[str], mention: list[str]) -> list[int]:
    """Positions at which the words of a mention stand."""
    size = len(mention)
    return [i for i in range(len(words) - size + 1) if words[i : i + size] == mention]


def trim(words: list[str], start: int, end: int) -> tuple[int, int] | None:
    """The proper name inside a mention: ``the US government`` -> ``US``; ``None`` if it describes."""
    while start < end and not is_capitalized(words[start]):
        start += 1
    while start < end and not is_capitalized(words[end - 1]) and not words[end - 1].isdigit():
        end -= 1
    if start == end:
        return None
    inner = [word for word in words[start:end] if not is_capitalized(word)]
    if any(word.isalpha() and word.lower() not in _INSIDE_NAMES for word in inner):
        return None
    return start, end


def attach_uner(names: list[Sentence], treebank: list[Sentence]) -> list[Sentence]:
    """UNER sentences with the layer of names, tags taken from the aligned treebank for demonyms."""
    by_words = {tuple(sentence.words): sentence for sentence in treebank}
    for sentence in names:
        aligned = by_words.get(tuple(sentence.words))
        for i, word in enumerate(sentence.words):
            if sentence.names[i] != OUTSIDE:
                continue
            proper = aligned is None or aligned.upos[i] in ("PROPN", "X", "SYM")
            if is_demonym(normalize(word)):
                sentence.names[i] = masks([(0, 1, "NORP")], [0])[0]
            elif proper and is_capitalized(word) and word.lower() not in CALENDAR:
                sentence.names[i] = OUTSIDE_OR_OTHER
    return names


def _may_follow(previous: str, tag: str) -> bool:
    """Whether a tag may stand after another (``O`` also stands for both ends of a sentence)."""
    opened = previous[0] in "BI"
    if tag[0] in "IE":
        return opened and previous[2:] == tag[2:]
    return not opened


_TRANSITIONS = np.array([[0.0 if _may_follow(a, b) else -1e9 for b in TAGS] for a in TAGS])


def decode(scores: np.ndarray) -> list[int]:
    """The most probable valid sequence of tags of log-probabilities (words, tags), as one-tag masks."""
    size = len(scores)
    best = scores[0] + _TRANSITIONS[0]
    back = []
    for i in range(1, size):
        paths = best[:, None] + _TRANSITIONS
        back.append(paths.argmax(0))
        best = paths.max(0) + scores[i]
    tag = int((best + _TRANSITIONS[:, 0]).argmax())
    tags = [tag]
    for pointers in reversed(back):
        tag = int(pointers[tag])
        tags.append(tag)
    return [1 << tag for tag in reversed(tags)]


def spans_of(masks_: list[int]) -> list[Span]:
    """Spans of a sequence of one-tag masks."""
    result, start = [], 0
    for i, mask in enumerate(masks_):
        tag = TAGS[mask.bit_length() - 1]
        if tag[0] in "BS":
            start = i
        if tag[0] in "ES":
            result.append((start, i + 1, tag[2:]))
    return result
