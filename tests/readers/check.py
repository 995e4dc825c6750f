"""Has independent readers read every export of three graphs: the sample articles, hostile names, and 5,000 invented articles.

    python -m venv venv && venv/bin/pip install -r tests/readers/requirements.txt
    venv/bin/python tests/readers/check.py --summitry target/debug/summitry

Writes the exports into a folder (--folder, else a temporary one), reads them back, and compares what was read with Summitry's JSON, node by node
and edge by edge. Prints a line for each check; the exit code is 1 if one failed.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

import formats

REPOSITORY = Path(__file__).resolve().parents[2]


class Export:
    """A graph, exported in every format into a folder of its own."""

    def __init__(self, name, program, folder):
        self.name, self.program, self.folder = name, program, folder
        folder.mkdir(parents=True, exist_ok=True)
        self.ron = folder / "graph.ron"

    def run(self, *args):
        done = subprocess.run([self.program, *map(str, args)], capture_output=True, check=False)
        if done.returncode:
            raise RuntimeError(f"summitry {' '.join(map(str, args))}: {done.stderr.decode(errors='replace')}")
        return done.stdout

    def export(self, extension, *more):
        """Writes a format, told by the extension, and gives the file."""
        file = self.folder / f"graph.{extension}"
        begin = time.monotonic()
        self.run("export", self.ron, "-o", file, *more)
        files = [file] if file.exists() else sorted(self.folder.glob(f"graph.*.{extension}"))
        size = sum(part.stat().st_size for part in files) / 1e6
        print(f"{self.name:8} wrote  {extension:8} {size:7.1f} MB {time.monotonic() - begin:6.1f} s", flush=True)
        return file

    def load(self):
        self.json = json.loads(self.export("json").read_text(encoding="utf-8"))
        self.nodes = {node["id"]: node for node in self.json["nodes"]}
        self.edges = {edge["id"]: edge for edge in self.json["edges"]}
        assert len(self.nodes) == len(self.json["nodes"]) and len(self.edges) == len(self.json["edges"]), "ids are unique"
        return self


def records(folder, *args):
    file = folder / f"{args[0].strip('-')}.jsonl"
    with file.open("wb") as out:
        subprocess.run([sys.executable, REPOSITORY / "tests/readers/records.py", *args], stdout=out, check=True)
    return file


def graphs(program, folder, articles):
    sample = Export("sample", program, folder / "sample")
    sample.run("build", REPOSITORY / "data/articles", "-o", sample.ron)
    hostile = Export("hostile", program, folder / "hostile")
    hostile.run("merge", records(folder, "--hostile"), "-o", hostile.ron)
    large = Export("large", program, folder / "large")
    large.run("merge", records(folder, str(articles)), "-o", large.ron)
    return [sample.load(), hostile.load(), large.load()]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--summitry", default=REPOSITORY / "target/debug/summitry", help="the program")
    parser.add_argument("--articles", type=int, default=5000, help="how many articles the large graph has")
    parser.add_argument("--folder", type=Path, help="where to write the exports")
    parser.add_argument("--only", default="", help="only these checks, with commas between them (trig,jsonld)")
    args = parser.parse_args()
    folder = args.folder or Path(tempfile.mkdtemp(prefix="summitry-readers-"))
    folder.mkdir(parents=True, exist_ok=True)
    failed = 0
    for export in graphs(str(args.summitry), folder, args.articles):
        print(f"{export.name:8} has {len(export.nodes)} nodes, {len(export.edges)} edges", flush=True)
        for check in formats.CHECKS:
            if args.only and check.__name__.strip("_") not in args.only.split(","):
                continue
            begin = time.monotonic()
            try:
                outcome = f"ok     {check(export)}"
            except Exception:  # noqa: BLE001  every check is to run, whatever another one meets
                failed += 1
                outcome = f"FAILED {traceback.format_exc()}"
            print(f"{export.name:8} {check.__name__:10} {time.monotonic() - begin:6.1f} s {outcome}", flush=True)
    print(f"{failed} checks failed" if failed else "all readers agree")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
