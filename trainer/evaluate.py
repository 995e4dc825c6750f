"""Scores of a system's CoNLL-U against a treebank or against name annotation.

``python -m trainer.evaluate parse GOLD.conllu SYSTEM.conllu`` compares tags, heads and labels (same words),
``python -m trainer.evaluate names GOLD.iob2 SYSTEM.conllu`` the spans in ``Name=`` of the last column,
``python -m trainer.evaluate words GOLD.iob2 OUT.conllu`` writes its words as CoNLL-U, for the system to annotate,
``python -m trainer.evaluate same A.conllu B.conllu`` counts words that differ in anything.
"""

import argparse
from pathlib import Path

from . import corpora, names
from .scoring import name_scores, parse_scores
from .treebank import Sentence, read_conllu


def named(sentence: Sentence) -> Sentence:
    """The sentence with the names of its last column."""
    spans: list[names.Span] = []
    for i, misc in enumerate(sentence.misc):
        kind = next((part[5:] for part in misc.split("|") if part.startswith("Name=")), None)
        if kind and kind.endswith("-") and spans:
            spans[-1] = (spans[-1][0], i + 1, spans[-1][2])
        elif kind:
            spans.append((i, i + 1, kind))
    sentence.names = names.masks(spans, [names.OUTSIDE] * len(sentence.words))
    return sentence


def blank(sentence: Sentence) -> str:
    """The words of a sentence as CoNLL-U without annotation."""
    return "".join(f"{i + 1}\t{word}" + "\t_" * 8 + "\n" for i, word in enumerate(sentence.words)) + "\n"


def differences(first: list[Sentence], second: list[Sentence]) -> str:
    words = differing = 0
    for a, b in zip(map(named, first), map(named, second)):
        layers = [zip(s.heads, s.deprels, s.upos, s.xpos, s.feats, s.names) for s in (a, b)]
        words += len(a.words)
        differing += sum(x != y for x, y in zip(*layers))
    return f"{differing} of {words} words differ"


def main() -> None:
    parser = argparse.ArgumentParser(prog="trainer.evaluate", description=__doc__)
    parser.add_argument("measure", choices=["parse", "names", "words", "same"])
    parser.add_argument("gold", type=Path)
    parser.add_argument("system", type=Path)
    options = parser.parse_args()
    if options.measure == "parse":
        print(parse_scores(read_conllu(options.gold), read_conllu(options.system)))
    elif options.measure == "words":
        options.system.write_text("".join(blank(sentence) for sentence in corpora.uner(options.gold)), encoding="utf8")
    elif options.measure == "names":
        print(name_scores(corpora.uner(options.gold), [named(sentence) for sentence in read_conllu(options.system)]))
    else:
        print(differences(read_conllu(options.gold), read_conllu(options.system)))


if __name__ == "__main__":
    main()
