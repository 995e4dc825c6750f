"""Lemmas: treebanks -> a table of rules from word endings to lemmas, exceptions among them.

``python -m trainer.lemmas --shared DIR`` writes data/models/lemmas.tsv and prints the accuracy on the tests.

A rule says: words with this Penn tag that end so lose ``cut`` characters and gain ``add``. The longest ending wins,
the whole word (written ``^word``) above all. A rule is kept only where it decides otherwise than the shorter ones.
Proper nouns keep their case; everything else is looked up in lowercase. ``src/text/lemma.rs`` applies the table.
"""

import argparse
from collections import Counter, defaultdict
from pathlib import Path

from .text import normalize
from .treebank import Sentence, read_conllu

LONGEST = 6
Script = tuple[int, str]
"""Characters cut off the end, string added."""


def keeps_case(xpos: str) -> bool:
    """Whether lemmas of this tag are capitalized as the words are."""
    return xpos in ("NNP", "NNPS")


def _form(word: str, xpos: str) -> str:
    word = normalize(word)
    return word if keeps_case(xpos) else word.lower()


def _script(word: str, lemma: str) -> Script:
    common = 0
    while common < min(len(word), len(lemma)) and word[common] == lemma[common]:
        common += 1
    return len(word) - common, lemma[common:]


def apply(script: Script, word: str) -> str:
    cut, add = script
    return word[: len(word) - cut] + add


def learn(sentences: list[Sentence]) -> dict[str, dict[str, Script]]:
    """Rules by tag and ending."""
    seen: dict[str, dict[str, Counter]] = defaultdict(lambda: defaultdict(Counter))
    for sentence in sentences:
        for word, xpos, lemma in zip(sentence.words, sentence.xpos, sentence.lemmas):
            form = _form(word, xpos)
            if lemma != "_":
                seen[xpos][form][_script(form, normalize(lemma))] += 1
    return {xpos: _rules(words) for xpos, words in sorted(seen.items())}


def _rules(words: dict[str, Counter]) -> dict[str, Script]:
    best = {word: min(scripts, key=lambda s: (-scripts[s], s)) for word, scripts in words.items()}
    endings: dict[str, Counter] = defaultdict(Counter)
    for word, script in best.items():
        for size in range(min(LONGEST, len(word)) + 1):
            if script[0] <= len(word):
                endings[word[len(word) - size :]][script] += 1
    rules: dict[str, Script] = {}
    for ending in sorted(endings, key=lambda e: (len(e), e)):
        script, count = min(endings[ending].items(), key=lambda item: (-item[1], item[0]))
        enough = count >= 2 and count >= 0.6 * sum(endings[ending].values())
        if ending == "" or (enough and script != _decide(rules, ending)):
            rules[ending] = script
    for word, script in sorted(best.items()):
        if _decide(rules, word) != script:
            rules["^" + word] = script
    return rules


def _decide(rules: dict[str, Script], word: str) -> Script:
    if "^" + word in rules:
        return rules["^" + word]
    for size in range(min(LONGEST, len(word)), -1, -1):
        script = rules.get(word[len(word) - size :])
        if script and script[0] <= len(word):
            return script
    return (0, "")


def lemma(rules: dict[str, dict[str, Script]], word: str, xpos: str) -> str:
    """The lemma of a word with a tag."""
    form = _form(word, xpos)
    return apply(_decide(rules.get(xpos, {}), form), form)


def main() -> None:
    parser = argparse.ArgumentParser(prog="trainer.lemmas", description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("data/models/lemmas.tsv"))
    options = parser.parse_args()
    banks = options.shared / "data/treebanks"
    rules = learn([s for bank in ("ewt", "gum") for s in read_conllu(banks / f"{bank}-train.conllu")])
    lines = [
        f"{xpos}\t{ending}\t{cut}\t{add}\n"
        for xpos, table in rules.items()
        for ending, (cut, add) in sorted(table.items())
    ]
    options.out.write_text("".join(lines), encoding="utf8")
    for bank in ("ewt", "gum"):
        for part in ("dev", "test"):
            right = total = 0
            for s in read_conllu(banks / f"{bank}-{part}.conllu"):
                for word, xpos, gold in zip(s.words, s.xpos, s.lemmas):
                    total += 1
                    right += lemma(rules, word, xpos) == normalize(gold)
            print(f"{bank} {part}: {100 * right / total:.2f} % of lemmas with gold tags, {len(lines)} rules")


if __name__ == "__main__":
    main()
