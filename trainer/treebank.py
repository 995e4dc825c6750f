"""Reads CoNLL-U treebanks: a file -> sentences of syntactic words.

Multiword-token ranges and empty nodes are skipped: the engine analyzes syntactic words.
"""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Sentence:
    """Words with whatever layers of annotation the corpus has (``None`` = not annotated).

    ``heads`` holds 0 for the root and 1-based positions otherwise, as in CoNLL-U.
    ``names`` holds one bit mask of permitted name tags a word, by the guidelines of ``corpus`` (see ``names.py``).
    """

    words: list[str]
    upos: list[str] | None = None
    xpos: list[str] | None = None
    feats: list[str] | None = None
    heads: list[int] | None = None
    deprels: list[str] | None = None
    lemmas: list[str] | None = None
    misc: list[str] = field(default_factory=list)
    names: list[int] | None = None
    sent_id: str = ""
    text: str = ""
    weight: float = 1.0
    corpus: str = "ours"


def read_conllu(path: Path) -> list[Sentence]:
    """All sentences of a CoNLL-U file."""
    sentences, rows, comments = [], [], {}
    with open(path, encoding="utf8") as file:
        for line in file:
            line = line.rstrip("\n")
            if line.startswith("#"):
                key, _, value = line[1:].partition("=")
                comments[key.strip()] = value.strip()
            elif line:
                columns = line.split("\t")
                if columns[0].isdigit():
                    rows.append(columns)
            elif rows:
                sentences.append(_sentence(rows, comments))
                rows, comments = [], {}
    if rows:
        sentences.append(_sentence(rows, comments))
    return sentences


def _sentence(rows: list[list[str]], comments: dict[str, str]) -> Sentence:
    column = lambda i: [row[i] for row in rows]  # noqa: E731
    return Sentence(
        words=column(1),
        lemmas=column(2),
        upos=column(3),
        xpos=column(4),
        feats=[stable_feats(value) for value in column(5)],
        heads=[int(value) for value in column(6)],
        deprels=column(7),
        misc=column(9),
        sent_id=comments.get("sent_id", ""),
        text=comments.get("text", ""),
    )


# Features of the spelling, not of the word: they would multiply the joint tags for nothing.
_DROPPED_FEATS = ("Typo=", "Style=", "Abbr=", "ExtPos=", "Foreign=")


def stable_feats(feats: str) -> str:
    """FEATS without the features that describe spelling: ``Abbr=Yes|Number=Sing`` -> ``Number=Sing``."""
    kept = [feat for feat in feats.split("|") if not feat.startswith(_DROPPED_FEATS)]
    return "|".join(kept) or "_"
