"""The name corpora: files under ``ner/``, ``gold/`` and ``news/`` -> sentences with masks of name tags."""

import json
import re
from pathlib import Path

from . import names
from .names import ANY, OUTSIDE, Span
from .text import sentences as split_sentences
from .treebank import Sentence

_CROSSNER = {
    "politician": "PER", "person": "PER", "politicalparty": "ORG", "organisation": "ORG",
    "country": "LOC", "location": "LOC", "election": "MISC", "event": "MISC", "misc": "MISC",
}  # fmt: skip


def read_iob(path: Path, word: int, tag: int) -> list[tuple[list[str], list[str]]]:
    """Words and tags of a column file; blank lines part sentences, ``#`` opens comments."""
    result, words, tags = [], [], []
    for line in [*path.read_text(encoding="utf8").splitlines(), ""]:
        columns = line.split("\t") if "\t" in line else line.split()
        if line.startswith("# "):
            continue
        if len(columns) > max(word, tag):
            words.append(columns[word])
            tags.append(columns[tag])
        elif not columns and words:
            result.append((words, tags))
            words, tags = [], []
    return result


def spans(tags: list[str]) -> list[Span]:
    """Spans of IOB1 or IOB2 tags."""
    result: list[Span] = []
    for i, tag in enumerate(tags):
        if tag == "O" or "-" not in tag:
            continue
        place, kind = tag.split("-", 1)
        if place == "I" and result and result[-1][1] == i and result[-1][2] == kind:
            result[-1] = (result[-1][0], i + 1, kind)
        else:
            result.append((i, i + 1, kind))
    return result


def uner(path: Path) -> list[Sentence]:
    """UNER: persons, organizations, locations."""
    return [
        Sentence(words=words, names=names.masks(spans(tags), [OUTSIDE] * len(words)))
        for words, tags in read_iob(path, 1, 2)
    ]


def wikigold(path: Path) -> list[Sentence]:
    """WikiGold: CoNLL kinds; adjectives of nations are MISC there."""
    return [_typed(words, tags, {}, "WikiGold") for words, tags in read_iob(path, 0, 1)]


def crossner(path: Path) -> list[Sentence]:
    """CrossNER politics: nine kinds mapped to ours."""
    return [_typed(words, tags, _CROSSNER, "CrossNER") for words, tags in read_iob(path, 0, 1)]


def _typed(words: list[str], tags: list[str], mapping: dict[str, str], corpus: str) -> Sentence:
    words, tags = _split_hyphens(words, tags)
    mapped = []
    for start, end, kind in spans(tags):
        kind = mapping.get(kind, kind)
        if kind in ("MISC", "LOC") and end - start == 1 and names.is_demonym(words[start]):
            kind = "NORP"
        mapped.append((start, end, kind))
    return Sentence(words=words, names=names.masks(mapped, [OUTSIDE] * len(words)), corpus=corpus)


def _split_hyphens(words: list[str], tags: list[str]) -> tuple[list[str], list[str]]:
    """Words of CoNLL corpora split at hyphens, as in the UD treebanks."""
    out_words, out_tags = [], []
    for word, tag in zip(words, tags):
        pieces = [piece for piece in re.split(r"(-)", word) if piece] if len(word) > 1 else [word]
        for i, piece in enumerate(pieces):
            out_words.append(piece)
            out_tags.append("I" + tag[1:] if i and tag != "O" else tag)
    return out_words, out_tags


class Lexicon:
    """The names of EWT train, which has none annotated: forms with their kinds, judged by us (``ewt_names.txt``)."""

    def __init__(self):
        self.kinds: dict[tuple[str, ...], list[str]] = {}
        for line in (Path(__file__).parent / "ewt_names.txt").read_text(encoding="utf8").splitlines():
            kinds, colon, forms = line.partition(": ")
            if colon and not line.startswith("#"):
                for form in forms.split("; "):
                    self.kinds[tuple(form.split())] = kinds.split()

    def add(self, treebank: list[Sentence]) -> None:
        """Adds masks of names to sentences with gold tags: names are runs of proper nouns."""
        for sentence in treebank:
            sentence.names = self._outside(sentence)
            for start, end in _proper_runs(sentence):
                start = names.strip_title(sentence.words, start, end)
                self._mark(sentence, start, end)

    def _outside(self, sentence: Sentence) -> list[int]:
        result = []
        for upos, word in zip(sentence.upos, sentence.words):
            if names.is_demonym(word):
                result.append(names.kind_mask("NORP") | names.kind_mask("ORG") | names.kind_mask("MISC"))
            elif upos == "PROPN" and word.lower() in names.TITLES:
                result.append(_UNLISTED)
            else:
                result.append(ANY if upos in ("X", "SYM") else OUTSIDE)
        return result

    def _mark(self, sentence: Sentence, start: int, end: int) -> None:
        run = tuple(sentence.words[start:end])
        kinds = self.kinds.get(run)
        if kinds:
            options = [names.masks([(0, end - start, kind)], [0] * (end - start)) for kind in kinds]
            sentence.names[start:end] = [sum(masks) for masks in zip(*options)]
        elif self._holds_listed(run):
            sentence.names[start:end] = [ANY] * (end - start)
        else:
            sentence.names[start:end] = [_UNLISTED] * (end - start)

    def _holds_listed(self, run: tuple[str, ...]) -> bool:
        """Whether part of a run is an organization or a place: then anything may be."""
        parts = (run[i:j] for i in range(len(run)) for j in range(i + 1, len(run) + 1))
        return any(kind in ("ORG", "LOC") for part in parts for kind in self.kinds.get(part, ()))


_UNLISTED = names.kind_mask("PER") | names.kind_mask("MISC") | OUTSIDE

_ADDRESS = re.compile(r"@|://|www\.|\.(com|org|net|edu|asp|html?|gov|uk)\b", re.IGNORECASE)


def _proper_runs(sentence: Sentence) -> list[tuple[int, int]]:
    """Runs of proper nouns, capitalized adjectives, and words that link them, with a proper noun in each."""

    def part(i: int) -> bool:
        if i >= len(sentence.words):
            return False
        word, upos = sentence.words[i], sentence.upos[i]
        if word.lower() in names.CALENDAR or _ADDRESS.search(word):
            return False
        return upos == "PROPN" or (upos == "ADJ" and word[:1].isupper() and not names.is_demonym(word))

    runs, at = [], 0
    while at < len(sentence.words):
        start = at
        while part(at) or (at > start and sentence.words[at : at + 1] and _links(sentence, at) and part(at + 1)):
            at += 1
        if "PROPN" in sentence.upos[start:at]:
            runs.append((start, at))
        at = max(at, start + 1)
    return runs


def _links(sentence: Sentence, i: int) -> bool:
    return sentence.words[i].lower() in ("of", "&", "-", "'s", "de", "for")


_GUM_KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}
_BRACKET = re.compile(r"\(([^()]+)\)|\(([^()]+)|([^()]+)\)")


def gum(treebank: list[Sentence]) -> None:
    """Adds names to GUM sentences from their entity annotation: mentions headed by a proper noun."""
    for sentence in treebank:
        sentence.corpus = "GUM"
        named = [span for mention in _gum_mentions(sentence) if (span := _gum_name(sentence, *mention))]
        outside = [names.ANY if upos == "PROPN" else OUTSIDE for upos in sentence.upos]
        for i, word in enumerate(sentence.words):
            if word.lower() in names.CALENDAR and sentence.upos[i] == "PROPN":
                outside[i] = OUTSIDE
            if names.is_demonym(word):
                outside[i] = names.masks([(0, 1, "NORP")], [0])[0]
        taken: set[int] = set()
        kept = []
        for start, end, kind in sorted(set(named), key=lambda span: (span[0] - span[1], span)):
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                kept.append((start, end, _gum_kind(sentence.words[start:end], kind)))
        vague = {start for start, end, _ in kept if end - start == 1 and sentence.words[start].lower() in _COMMON}
        sentence.names = names.masks([span for span in kept if span[0] not in vague], outside)
        for start in vague:
            sentence.names[start] = names.ANY


# Nouns that GUM counts as names where they are capitalized, other corpora do not.
_COMMON = names.TITLES | set(
    "nation government court church congress street company university house act bill constitution lord lords god it "
    "party committee senate council department ministry army team college school bank board office city county".split()
)


def _gum_kind(words: list[str], kind: str) -> str | None:
    """The kind of a name: peoples are not persons, and teams named by their country are of an open kind."""
    if len(words) == 1 and names.is_demonym(words[0]):
        return "NORP" if kind in ("PER", "LOC", "ORG") else None
    return kind


def _gum_mentions(sentence: Sentence) -> list[tuple[int, int, str]]:
    opened: dict[str, list[tuple[int, str]]] = {}
    mentions = []
    for i, misc in enumerate(sentence.misc):
        entity = next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")
        for single, opening, closing in _BRACKET.findall(entity):
            if single or opening:
                fields = (single or opening).split("-")
                kind = fields[1] if len(fields) > 1 else "abstract"
                if single:
                    mentions.append((i, i + 1, kind))
                else:
                    opened.setdefault(fields[0], []).append((i, kind))
            elif opened.get(closing):
                start, kind = opened[closing].pop()
                mentions.append((start, i + 1, kind))
    return mentions


def _gum_name(sentence: Sentence, start: int, end: int, kind: str) -> Span | None:
    """The name inside a mention: its head, if a proper noun, with what belongs to the name on both sides."""
    heads = [i for i in range(start, end) if not start < sentence.heads[i] <= end]
    if not heads or sentence.upos[heads[0]] != "PROPN" or kind == "time":
        return None
    head = heads[0]
    if not names.is_capitalized(sentence.words[head]):
        return None
    left, right = (_extend(sentence, head, range(start, end), step) for step in (-1, 1))
    if kind == "person":
        left = names.strip_title(sentence.words, left, right + 1)
    return (left, right + 1, _GUM_KINDS.get(kind, "MISC"))


def _extend(sentence: Sentence, at: int, bounds: range, step: int) -> int:
    """Where a name ends in one direction: it goes on over parts of names and over up to two words that link them."""
    while True:
        for reach in (1, 2, 3):
            between = (at + step * k for k in range(1, reach))
            if at + step * reach in bounds and _name_part(sentence, at + step * reach):
                if all(sentence.words[i] in _LINKS for i in between):
                    break
        else:
            return at
        at += step * reach


def _name_part(sentence: Sentence, i: int) -> bool:
    word, upos, xpos = sentence.words[i], sentence.upos[i], sentence.xpos[i]
    if upos == "PROPN" or xpos == "CD":
        return True
    likely = xpos in ("NNP", "NNPS") or (upos in ("ADJ", "NOUN", "VERB") and not names.is_demonym(word))
    return likely and names.is_capitalized(word)


_LINKS = ("of", "the", "for", "and", "&", "-", "'s", "'", "’s", "de", "al")

_GOLD_KINDS = {"person": "PER", "organization": "ORG", "place": "LOC", "country": "LOC"}


def gold(folder: Path) -> list[Sentence]:
    """The annotated event texts: mentions of entities found in the text, longest first."""
    texts = [json.loads(line) for line in open(folder / "texts.jsonl", encoding="utf8")]
    entities = {}
    for line in open(folder / "gold.jsonl", encoding="utf8"):
        record = json.loads(line)
        entities[record["doc"]] = record["entities"]
    result = []
    for text in texts:
        mentions = [
            (mention, _GOLD_KINDS[entity["kind"]])
            for entity in entities.get(text["doc"], [])
            for mention in entity["mentions"]
        ]
        for sentence in split_sentences(text["text"]):
            words = [text["text"][start:end] for start, end in sentence]
            result.append(Sentence(words=words, names=_mention_masks(words, mentions)))
    return result


def _mention_masks(words: list[str], mentions: list[tuple[str, str]]) -> list[int]:
    taken = [False] * len(words)
    found: list[Span] = []
    tokenized = [([m[s:e] for part in split_sentences(m) for s, e in part], kind) for m, kind in mentions]
    outside = names.open_outside(words)
    for mention, kind in sorted(tokenized, key=lambda item: (-len(item[0]), item)):
        for start in names.find_all(words, mention):
            end = start + len(mention)
            if any(taken[start:end]):
                continue
            if kind == "PER":
                start = names.strip_title(words, start, end)
            core = names.trim(words, start, end)
            if core is None:
                continue
            taken[start:end] = [True] * (end - start)
            start, end = core
            if end - start == 1 and kind in ("LOC", "PER", "ORG") and names.is_demonym(words[start]):
                kind = "NORP" if kind == "LOC" else kind
            found.append((start, end, kind))
    return names.masks(found, outside)
