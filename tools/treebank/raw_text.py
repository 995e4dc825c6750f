"""Scores the analysis of raw text against a treebank: tokens, sentences, words, tags, heads and labels.

    python tools/treebank/raw_text.py ../shared/data/treebanks/ewt-dev.conllu --layout paragraphs
    python tools/treebank/raw_text.py GOLD.conllu --system SYSTEM.conllu

Builds the raw text of the treebank, runs `summitry analyze` over it and compares by the measure of the CoNLL 2018 shared task:
tokens and sentences are right when they cover the same characters (white space aside); words of tokens that the other side
cuts differently are matched by their longest common subsequence; tags, heads and labels count for matched words.
Labels are compared without subtypes.

Layouts of the raw text: `paragraphs` (an empty line between paragraphs, one line each), `wrapped` (the same at 80 columns, as
the shared task's own tool writes it), `documents` (all paragraphs of a document on one line), `sentences` (one a line).
"""

import argparse
import difflib
import subprocess
import tempfile
import textwrap
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Word:
    form: str
    upos: str
    deprel: str
    head: int  # index of the head in the file's words, -1 for the root
    span: tuple[int, int]
    in_range: bool


class Treebank:
    """Tokens, sentences and words with the stretches of characters that they cover, white space left out."""

    def __init__(self, text: str):
        self.tokens: list[tuple[int, int]] = []
        self.sentences: list[tuple[int, int]] = []
        self.words: list[Word] = []
        # New document, new paragraph, text, what follows it.
        self.texts: list[tuple[bool, bool, str, str]] = []
        self.characters = ""
        rows: list[list[str]] = []
        comments: dict[str, str] = {}
        for line in text.split("\n"):
            if line.startswith("#"):
                key, _, value = line[1:].partition("=")
                comments[key.split()[0] if key.split() else ""] = value.strip()
            elif line:
                rows.append(line.split("\t"))
            elif rows:
                self._sentence(rows, comments)
                rows, comments = [], {}

    def _sentence(self, rows: list[list[str]], comments: dict[str, str]) -> None:
        begin, offset = len(self.characters), len(self.words)
        last, spaced, span = 0, True, (0, 0)
        for row in rows:
            number, form = row[0], "".join(row[1].split())
            if "." in number:
                continue
            if "-" in number or int(number) > last:
                span = (len(self.characters), len(self.characters) + len(form))
                self.tokens.append(span)
                self.characters += form
                spaced = "SpaceAfter=No" not in row[9]
                if "-" in number:
                    last = int(number.split("-")[1])
            if "-" not in number:
                head = int(row[6]) - 1
                head = offset + head if head >= 0 else -1
                self.words.append(Word(form, row[3], row[7].split(":")[0], head, span, int(number) <= last))
        self.sentences.append((begin, len(self.characters)))
        new_document, new_paragraph = "newdoc" in comments, "newpar" in comments
        self.texts.append((new_document, new_paragraph, comments.get("text", ""), " " if spaced else ""))

    def raw_text(self, layout: str) -> str:
        paragraphs = [""]
        for new_document, new_paragraph, text, space in self.texts:
            if new_document or (new_paragraph and layout != "documents"):
                paragraphs.append("")
            paragraphs[-1] += text + ("\n" if layout == "sentences" else space)
        if layout == "wrapped":
            fill = lambda text: textwrap.fill(text, 80, break_long_words=False, break_on_hyphens=False)  # noqa: E731
            paragraphs = list(map(fill, paragraphs))
        return "\n\n".join(text.strip() for text in paragraphs if text.strip()) + "\n"


def matched(gold: Treebank, system: Treebank) -> list[tuple[int, int]]:
    """Pairs of positions of words that are the same."""
    pairs, g, s = [], 0, 0
    while g < len(gold.words) and s < len(system.words):
        one, other = gold.words[g], system.words[s]
        if not one.in_range and not other.in_range:
            if one.span == other.span:
                pairs.append((g, s))
            g, s = g + (one.span[0] <= other.span[0]), s + (other.span[0] <= one.span[0])
            continue
        # From a token of several words to where both sides begin anew.
        end = max(one.span[1] if one.in_range else 0, other.span[1] if other.in_range else 0)
        first = (g, s)
        grown = True
        while grown:
            grown = False
            while g < len(gold.words) and gold.words[g].span[0] < end:
                if gold.words[g].in_range and gold.words[g].span[1] > end:
                    end, grown = gold.words[g].span[1], True
                g += 1
            while s < len(system.words) and system.words[s].span[0] < end:
                if system.words[s].in_range and system.words[s].span[1] > end:
                    end, grown = system.words[s].span[1], True
                s += 1
        ours = [word.form.lower() for word in gold.words[first[0] : g]]
        theirs = [word.form.lower() for word in system.words[first[1] : s]]
        for a, b, size in difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
            pairs.extend((first[0] + a + i, first[1] + b + i) for i in range(size))
    return pairs


def scores(gold: Treebank, system: Treebank) -> dict[str, float]:
    if gold.characters != system.characters:
        at = next((i for i, (a, b) in enumerate(zip(gold.characters, system.characters)) if a != b), -1)
        raise SystemExit(f"the texts differ at {at}: {gold.characters[at:at+40]!r}, {system.characters[at:at+40]!r}")

    def f1(right: int, ours: int, theirs: int) -> float:
        return 200 * right / (ours + theirs)

    def spans(kind: str) -> float:
        one, other = getattr(gold, kind), getattr(system, kind)
        return f1(len(set(one) & set(other)), len(one), len(other))

    pairs = matched(gold, system)
    partner = dict(pairs) | {-1: -1}

    def words(same) -> float:
        right = sum(same(gold.words[g], system.words[s]) for g, s in pairs)
        return f1(right, len(gold.words), len(system.words))

    heads = lambda one, other: partner.get(one.head, -2) == other.head  # noqa: E731
    return {
        "tokens": spans("tokens"),
        "sentences": spans("sentences"),
        "words": words(lambda one, other: True),
        "UPOS": words(lambda one, other: one.upos == other.upos),
        "UAS": words(heads),
        "LAS": words(lambda one, other: heads(one, other) and one.deprel == other.deprel),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--layout", choices=["paragraphs", "wrapped", "documents", "sentences"], default="paragraphs")
    parser.add_argument("--system", type=Path, help="CoNLL-U of the same text, instead of running summitry")
    parser.add_argument("--program", default="target/release/summitry")
    options = parser.parse_args()
    for path in options.gold:
        gold = Treebank(path.read_text(encoding="utf8"))
        if options.system:
            output = options.system.read_text(encoding="utf8")
        else:
            with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf8") as file:
                file.write(gold.raw_text(options.layout))
                file.flush()
                output = subprocess.run([options.program, "analyze", file.name], capture_output=True, check=True).stdout
            output = output.decode("utf8")
        found = scores(gold, Treebank(output))
        print(f"{path.stem} {options.layout}:", ", ".join(f"{name} {value:.2f}" for name, value in found.items()))


if __name__ == "__main__":
    main()
