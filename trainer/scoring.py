"""Scores: gold and predicted sentences -> tag accuracy, attachment scores, F1 of names."""

from .names import spans_of
from .treebank import Sentence


def parse_scores(gold: list[Sentence], predicted: list[Sentence]) -> dict[str, float]:
    """UPOS, XPOS, FEATS, UAS and LAS in percent over all words, labels with their subtypes cut off for LAS."""
    hits = dict.fromkeys(("upos", "xpos", "feats", "uas", "las", "full_las"), 0)
    total = 0
    for g, p in zip(gold, predicted):
        for i in range(len(g.words)):
            total += 1
            hits["upos"] += g.upos[i] == p.upos[i]
            hits["xpos"] += g.xpos[i] == p.xpos[i]
            hits["feats"] += g.feats[i] == p.feats[i]
            if g.heads[i] == p.heads[i]:
                hits["uas"] += 1
                hits["las"] += g.deprels[i].split(":")[0] == p.deprels[i].split(":")[0]
                hits["full_las"] += g.deprels[i] == p.deprels[i]
    return {key: round(100 * value / max(1, total), 2) for key, value in hits.items()}


def name_scores(gold: list[Sentence], predicted: list[Sentence], kinds=("PER", "ORG", "LOC")) -> dict[str, float]:
    """Precision, recall and F1 of spans with kinds, and F1 by kind."""
    result = {}
    for subset in (kinds, *((kind,) for kind in kinds)):
        right = found = wanted = 0
        for g, p in zip(gold, predicted):
            expected = {span for span in spans_of(g.names) if span[2] in subset}
            got = {span for span in spans_of(p.names) if span[2] in subset}
            right, found, wanted = right + len(expected & got), found + len(got), wanted + len(expected)
        name = "all" if subset is kinds else subset[0]
        precision, recall = right / max(1, found), right / max(1, wanted)
        result[name] = round(100 * 2 * precision * recall / max(1e-9, precision + recall), 2)
        if subset is kinds:
            result["precision"], result["recall"] = round(100 * precision, 2), round(100 * recall, 2)
    return result
