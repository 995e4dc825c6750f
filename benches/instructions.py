"""How many instructions `summitry extract` takes for a token, by stage: what a change costs or saves, whatever else the machine does.

    cargo build --release
    python3 benches/instructions.py NEWS.jsonl [--articles 200]

Runs the program under valgrind's callgrind, once with all the articles and once with a single one, and takes the difference, so that
loading the models and tables counts for nothing. Instructions of functions that are nobody's (allocating, copying, collections) go to
those who call them, by how much of their cost each call makes. Inlined functions count where they were inlined.
"""

import argparse
import json
import os
import re
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path

# The first pattern that a function's name holds tells its stage.
STAGES = [
    ("reading articles", r"summitry::(article|stream)\b"),
    ("sentences, tokens", r"summitry::text::(sentence|boundary|tokenize|contraction|abbreviation|analyze)\b"),
    ("network: features of words", r"summitry::text::engine::(features|batch)\b"),
    ("network: multiplying", r"summitry::text::engine::(kernels|network)\b"),
    ("network: tags, trees, names", r"summitry::text::engine\b"),
    ("lemmas, trees, times", r"summitry::text\b"),
    ("names, knowledge base", r"summitry::(kb|extract::(mention|naming|boundary|headline|metonym|cast|alias|bystander))\b"),
    ("offices, relations, references", r"summitry::extract::(office|title|predicate|belonging|location|relation|reference)\b"),
    ("frames", r"summitry::(schema|extract::(frame|clause|parties|status|setting|claim))\b"),
    ("events: scores", r"summitry::extract::learned::model\b"),
    ("events: features, decisions", r"summitry::extract::learned\b"),
    ("records", r"summitry::(extract|cli|pipeline|fingerprint)\b|serde_json"),
]
REST = "the rest"
# How often unattributed cost is handed on to callers; chains of calls between two stages are shorter.
ROUNDS = 60


class Profile:
    """Costs of functions, and of calls from one to another."""

    def __init__(self, text: str) -> None:
        self.own: dict[str, int] = defaultdict(int)
        self.calls: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        names: dict[str, str] = {}

        def name(field: str) -> str:
            number, _, full = field.partition(" ")
            if full:
                names[number] = full
            return names[number]

        caller = callee = ""
        called = False
        for line in text.splitlines():
            if line.startswith("fn="):
                caller = name(line[3:])
            elif line.startswith("cfn="):
                callee = name(line[4:])
            elif line.startswith("calls="):
                called = True
            elif line[:1] in set("0123456789+-*"):
                cost = int(line.split()[1]) if " " in line else 0
                if called:
                    # From callee to caller, the way that cost is handed on.
                    self.calls[callee][caller] += cost
                else:
                    self.own[caller] += cost
                called = False

    def by_stage(self) -> dict[str, float]:
        """All instructions, by the stage that takes them or has others take them."""
        stages: dict[str, float] = defaultdict(float)
        open_cost = {function: float(cost) for function, cost in self.own.items()}
        for _ in range(ROUNDS):
            handed_on: dict[str, float] = defaultdict(float)
            for function, cost in open_cost.items():
                stage = stage_of(function)
                callers = self.calls.get(function, {})
                whole = sum(callers.values())
                if stage or not whole:
                    stages[stage or REST] += cost
                    continue
                for caller, part in callers.items():
                    handed_on[caller] += cost * part / whole
            open_cost = handed_on
        stages[REST] += sum(open_cost.values())
        return stages


def stage_of(function: str) -> str | None:
    return next((stage for stage, pattern in STAGES if re.search(pattern, function)), None)


def profiled(program: str, articles: list[str], folder: Path) -> dict[str, float]:
    texts, output = folder / "texts.jsonl", folder / "callgrind.out"
    texts.write_text("\n".join(articles) + "\n", encoding="utf8")
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={output}", program, "extract", str(texts), "-o", str(folder / "out.jsonl")]
    done = subprocess.run(command, env={**os.environ, "RAYON_NUM_THREADS": "1"}, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return Profile(output.read_text()).by_stage()


def words(program: str, articles: list[str], folder: Path) -> int:
    """Tokens by the program's own count."""
    texts = folder / "texts.jsonl"
    texts.write_text("\n".join(articles) + "\n", encoding="utf8")
    lines = subprocess.run([program, "analyze", str(texts)], capture_output=True, check=True).stdout.splitlines()
    return sum(line.split(b"\t", 1)[0].isdigit() for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path, help="JSON Lines with `text`")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--program", default="target/release/summitry")
    options = parser.parse_args()
    lines = [line for line in options.news.read_text(encoding="utf8").splitlines() if line.strip()]
    # From all over the file, and no two alike.
    chosen = lines[:: max(len(lines) // options.articles, 1)][: options.articles]
    articles = [json.dumps({**json.loads(line), "doc": str(number)}) for number, line in enumerate(chosen)]
    with tempfile.TemporaryDirectory() as folder:
        count = words(options.program, articles, Path(folder)) - words(options.program, articles[:1], Path(folder))
        many = profiled(options.program, articles, Path(folder))
        one = profiled(options.program, articles[:1], Path(folder))
    cost = {stage: (many.get(stage, 0) - one.get(stage, 0)) / count for stage in [*(stage for stage, _ in STAGES), REST]}
    whole = sum(cost.values())
    print(f"{len(articles)} articles, {count} tokens: instructions for a token")
    for stage, instructions in cost.items():
        print(f"{stage:32} {instructions:10.0f} {100 * instructions / whole:6.1f} %")
    print(f"{'all':32} {whole:10.0f}")


if __name__ == "__main__":
    main()
