"""The command: ``python -m trainer --shared DIR`` trains the engine and writes data/models/ and the test fixture."""

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch

from . import corpora, fixture, names, silver
from .export import export
from .features import Features
from .network import Network, Rates, Shape
from .scoring import name_scores, parse_scores
from .training import Example, Recipe, parse, train
from .treebank import Sentence, read_conllu
from .vectors import Vectors

# Each stage goes on from the one before, which labels the silver sentences anew. The rate falls through all of them.
STAGES = [
    Recipe(epochs=26, stop=12, rate=2e-3),
    Recipe(epochs=10, stop=5, rate=1.1e-3, warmup=50, names_weight=0.7, silver_share=0.3),
    Recipe(epochs=4, rate=6e-4, warmup=50, names_weight=0.7, silver_share=0.3),
]

# What a silver sentence counts beside a gold one.
SILVER_WEIGHT = 0.5


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="trainer", description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/treebanks, data/ner, ...")
    parser.add_argument("--out", type=Path, default=Path("data/models/english.bin"))
    parser.add_argument("--work", type=Path, default=Path("target/trainer"), help="where checkpoints go")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--resume", type=Path, help="checkpoint of a stage, to go on from")
    parser.add_argument("--stage", type=int, default=0, help="stage to begin with (with --resume)")
    return parser.parse_args()


class Data:
    """All corpora, read once."""

    def __init__(self, shared: Path):
        banks, ner = shared / "data/treebanks", shared / "data/ner"
        self.ewt = {part: read_conllu(banks / f"ewt-{part}.conllu") for part in ("train", "dev", "test")}
        self.gum = {part: read_conllu(banks / f"gum-{part}.conllu") for part in ("train", "dev", "test")}
        for part in self.gum.values():
            corpora.gum(part)
        corpora.Lexicon().add(self.ewt["train"])
        self.uner_test = corpora.uner(ner / "uner-ewt-test.iob2")
        self.uner_dev = names.attach_uner(corpora.uner(ner / "uner-ewt-dev.iob2"), self.ewt["dev"])
        self.names = [
            *self.uner_dev,
            *corpora.wikigold(ner / "wikigold.conll"),
            *corpora.crossner(ner / "crossner-politics-train.conll"),
            *corpora.crossner(ner / "crossner-politics-dev.conll"),
            *corpora.gold(shared / "gold/train"),
        ]
        self.news = silver.news(shared / "data/news", SILVER_WEIGHT)

    @property
    def treebanks(self) -> list[Sentence]:
        return [*self.ewt["train"], *self.gum["train"]]


class Progress:
    """Prints development scores after every third epoch and keeps a checkpoint."""

    def __init__(self, data: Data, features: Features, checkpoint: Path):
        self.data, self.features, self.checkpoint = data, features, checkpoint
        checkpoint.parent.mkdir(parents=True, exist_ok=True)

    def __call__(self, epoch: int, averaged: Network, seconds: float, loss: float) -> None:
        print(f"epoch {epoch} {seconds:.0f} s loss {loss:.3f}", flush=True)
        torch.save({"state": averaged.state_dict(), "shape": averaged.sizes(), "epoch": epoch}, self.checkpoint)
        if epoch % 3 == 0:
            ewt, gum = self.data.ewt["dev"], self.data.gum["dev"]
            print("  EWT dev", parse_scores(ewt, parse(averaged, self.features, ewt, trees=False)), flush=True)
            predicted = parse(averaged, self.features, gum, trees=False)
            print("  GUM dev", parse_scores(gum, predicted), name_scores(gum, predicted), flush=True)


def useful(sentences: list[Sentence]) -> list[Sentence]:
    """Sentences in which some word is known to be in a name, or that were annotated throughout."""
    vague = (names.OUTSIDE, names.ANY)
    return [s for s in sentences if any(mask not in vague for mask in s.names) or names.ANY not in s.names]


def examples(stage: int, data: Data, network: Network, features: Features) -> tuple[list[Example], list[Example]]:
    """Annotated and raw sentences of a stage: first only what people said, later every layer that someone is sure of."""
    # UNER, the only corpus of mail and reviews whose names people annotated, twice.
    annotated = [*data.treebanks, *useful(data.names), *data.uner_dev]
    raw: list[Sentence] = []
    if stage > 0:
        labelled = silver.label(network, features, [*annotated, *data.news])
        annotated, raw = labelled[: len(annotated)], labelled[len(annotated) :]
    return [Example(s, features) for s in annotated], [Example(s, features) for s in raw]


def report(data: Data, network: Network, features: Features) -> None:
    """Scores on the tests, trees decoded."""
    for name, gold in (("EWT", data.ewt["test"]), ("GUM", data.gum["test"])):
        print(name, "test", parse_scores(gold, parse(network, features, gold)), flush=True)
    print("UNER test", name_scores(data.uner_test, parse(network, features, data.uner_test)), flush=True)


def seed(number: int) -> None:
    torch.manual_seed(number)
    random.seed(number)


def main() -> None:
    options = arguments()
    torch.set_num_threads(1)
    seed(options.seed)
    started = time.time()
    data = Data(options.shared)
    shape = Shape()
    features = Features(data.treebanks, data.names, Vectors(options.shared / "data/vectors", shape.vectors))
    network = Network(features, shape, Rates())
    if options.resume:
        network.load_state_dict(torch.load(options.resume)["state"])
    for stage, recipe in list(enumerate(STAGES))[options.stage :]:
        annotated, raw = examples(stage, data, network, features)
        minutes = (time.time() - started) / 60
        print(f"stage {stage}: {len(annotated)} + {len(raw)} sentences after {minutes:.0f} minutes", flush=True)
        recipe.seed = options.seed + stage
        if stage > 0:
            # A resumed run goes on as one that was never interrupted.
            seed(recipe.seed)
        progress = Progress(data, features, options.work / f"stage-{stage}.pt")
        network = train(network, annotated, recipe, progress, raw)
    export(network, features, options.out)
    report(data, *fixture.stored(options.out))
    fixture.write(options.out)
    print(f"trained in {(time.time() - started) / 60:.0f} minutes", flush=True)


if __name__ == "__main__":
    main()
