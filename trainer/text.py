"""Text to words: normalization for look-up, and a small UD-style tokenizer for raw corpora.

The tokenizer only prepares training data (annotated news, silver news); the program has its own.
"""

import re
from typing import Iterator

_ASCII = {
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u02bc": "'", "`": "'", "\u00b4": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2212": "-",
    "\u2014": "--", "\u2015": "--", "\u2026": "...",
}  # fmt: skip
_TABLE = str.maketrans(_ASCII)


def normalize(word: str) -> str:
    """Typographic quotes, dashes and ellipses as ASCII: the treebanks have mostly those."""
    word = word.translate(_TABLE)
    return '"' if word in ("''",) else word


def shape(word: str) -> str:
    """Classes of the characters, runs cut at three: ``Obama`` -> ``Xxxx``, ``U.S.`` -> ``X.X.``."""
    out = []
    for char in word:
        if char.isupper():
            kind = "X"
        elif char.isalpha():
            kind = "x"
        elif char.isnumeric():
            kind = "d"
        else:
            kind = char
        if len(out) < 3 or not (out[-1] == out[-2] == out[-3] == kind):
            out.append(kind)
    return "".join(out)


def zero_digits(word: str) -> str:
    """Lowercase with every ASCII digit as 0: the key of the word table."""
    return re.sub("[0-9]", "0", word.lower())


_ABBREVIATIONS = set(
    "mr. mrs. ms. dr. prof. gen. sen. rep. gov. lt. col. sgt. capt. maj. cmdr. adm. rev. hon. st. jr. sr. "
    "inc. ltd. corp. co. no. vs. jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec. "
    "e.g. i.e. a.m. p.m. etc.".split()
)
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+$")
_CLITIC = re.compile(r"(?i)^(.+?)(n['’]t|['’](?:s|ll|ve|re|d|m))$")
_OPENING = "\"'“‘«([{<$€£#¿¡"
_CLOSING = "\"'”’»)]}>,;:!?%…"
_SENTENCE_END = re.compile(r"^[.!?]+$|^…$")


def tokenize(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the words of a text, roughly by the rules of the English UD treebanks."""
    for chunk in re.finditer(r"\S+", text):
        yield from _chunk(text, chunk.start(), chunk.end())


def _chunk(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    tail = []
    while start < end and text[start] in _OPENING and end - start > 1:
        yield (start, start + 1)
        start += 1
    while end - start > 1:
        if text[end - 1] in _CLOSING:
            cut = end - 1
        elif text[start:end].endswith("...") and end - start > 3:
            cut = end - 3
        elif text[end - 1] == "." and not _keeps_period(text[start:end]):
            cut = end - 1
        else:
            break
        tail.append((cut, end))
        end = cut
    yield from _core(text, start, end)
    yield from reversed(tail)


def _keeps_period(word: str) -> bool:
    return word.lower() in _ABBREVIATIONS or bool(_INITIALS.match(word))


def _core(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    word = text[start:end]
    if "://" in word or "@" in word:
        yield (start, end)
        return
    for piece in re.finditer(r"[-–—/]+|[^-–—/]+", word):
        s, e = start + piece.start(), start + piece.end()
        money = re.match(r"([A-Z]*[$€£])(?=\d)", text[s:e])
        if money:
            yield (s, s + money.end())
            s += money.end()
        clitic = _CLITIC.match(text[s:e])
        if clitic and clitic.group(1):
            cut = s + clitic.end(1)
            yield (s, cut)
            yield (cut, e)
        elif s < e:
            yield (s, e)


def sentences(text: str) -> Iterator[list[tuple[int, int]]]:
    """Sentences of a text as lists of word spans."""
    current: list[tuple[int, int]] = []
    spans = list(tokenize(text))
    for i, (start, end) in enumerate(spans):
        current.append((start, end))
        following = text[spans[i + 1][0]] if i + 1 < len(spans) else ""
        paragraph = i + 1 < len(spans) and "\n\n" in text[end : spans[i + 1][0]]
        spaced = i + 1 < len(spans) and spans[i + 1][0] > end
        word = text[start:end]
        closes = _SENTENCE_END.match(word) or (
            word in "\"”’)" and len(current) > 1 and _SENTENCE_END.match(text[slice(*current[-2])])
        )
        opens = following.isupper() or following.isdigit() or following in "\"“'‘("
        if paragraph or (closes and spaced and opens):
            yield current
            current = []
    if current:
        yield current
