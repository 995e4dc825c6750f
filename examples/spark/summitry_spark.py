#!/usr/bin/env python3
"""Extracts a partitioned corpus with Summitry on a Spark cluster, and merges the records into one graph.

    spark-submit summitry_spark.py CORPUS EXTRACTIONS [--summitry PATH] [--graph GRAPH.ron]

CORPUS is JSON Lines (files, folders, globs; also .gz) or Parquet, with what `summitry extract` knows: doc, date, title, text, url,
source. Only text must be there, but give doc: the id of an article must not depend on how the corpus is split, so those without one
are called by a digest of their line. EXTRACTIONS becomes a folder of extraction records, one JSON object a line. With --graph, the
driver then runs `summitry merge` over them; the same records give the same bytes, however they were split.

Every partition is piped through one `summitry extract -`. A bad record costs itself, is named in the executor's log and counted; a
program that does not start, is killed, or ends before its input does fails the task, which Spark then tries again, elsewhere if
need be.
"""

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import threading

# What `summitry extract` reads of a record.
FIELDS = ("doc", "date", "title", "text", "url", "source")

# What `summitry extract` says in the end when some of its input could not be used.
TALLY = re.compile(r"^summitry: ([\d,]+) articles? read(?:, ([\d,]+) inputs? not usable)?(?:, .* left out.*)?$")


class Bad(ValueError):
    """A record that is none."""


def with_id(line):
    """The line, with an id if it has none. The program tells JSON Lines by their first line, so only whole records may pass."""
    try:
        record = json.loads(line)
    except ValueError as error:
        raise Bad(f"broken JSON: {error}") from error
    if not isinstance(record, dict):
        raise Bad("no JSON object")
    if record.get("doc"):
        return line
    digest = hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()
    return json.dumps({**record, "doc": digest[:16]}, ensure_ascii=False)


def extract(lines, command, problems=None, threads=1):
    """Pipes JSON lines of one partition through `command`; yields the lines of its answer, and holds none of them.

    A thread feeds the program while this one reads, or both would wait for the other once the pipes are full.
    """
    environment = {**os.environ, "RAYON_NUM_THREADS": str(threads)}
    fed = {"sent": 0, "bad": 0, "error": None}

    def feed(pipe):
        try:
            with pipe:
                for line in lines:
                    try:
                        whole = with_id(line)
                    except Bad as reason:
                        fed["bad"] += 1
                        print(f"summitry_spark: {reason}: {line[:120]!r}", file=sys.stderr)
                        continue
                    pipe.write(whole.encode("utf-8", "surrogatepass") + b"\n")
                    fed["sent"] += 1
        except BaseException as error:  # Whatever ends the input early must not look like its end.
            fed["error"] = error
            program.kill()

    with tempfile.TemporaryFile() as messages:
        program = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=messages, env=environment
        )
        feeder = threading.Thread(target=feed, args=(program.stdin,), daemon=True)
        feeder.start()
        written = 0
        try:
            for line in program.stdout:
                written += 1
                yield line.rstrip(b"\n").decode("utf-8")
            code = program.wait()
        finally:
            # Also when nobody wants the rest: a cancelled task leaves no program behind.
            program.kill()
            program.wait()
        feeder.join()
        messages.seek(0)
        said = messages.read().decode("utf-8", "replace").splitlines()
    tally = next(filter(None, map(TALLY.match, reversed(said))), None)
    # Exit code 1 says that nothing was usable, which is so in a partition of bad records, or that something is wrong.
    if code != 0 and not (code == 1 and written == 0 and (tally or not fed["sent"])):
        raise RuntimeError(f"{command}: exit code {code} after {written} records: {' | '.join(said[-3:])}")
    if fed["error"] is not None:
        raise fed["error"]
    unusable = 0
    if fed["sent"]:  # Of an empty partition the program says that it is empty.
        unusable = int((tally.group(2) or "0").replace(",", "")) if tally else 0
        print(*said, sep="\n", end="\n" * bool(said), file=sys.stderr)
    if problems is not None:
        problems.add(fed["bad"] + unusable)


def article_line(row):
    """A row of a table as a line of JSON; columns that Summitry does not know, and empty cells, are left out."""
    known = {name: row[name] for name in FIELDS if row.get(name) is not None}
    return json.dumps({name: v if isinstance(v, str) else str(v) for name, v in known.items()}, ensure_ascii=False)


def corpus(spark, path, partitions):
    """The corpus as an RDD of JSON lines. Lines stay as they are: one that is no record is named and counted, not dropped unseen."""
    if re.search(r"\.parquet(/|$|\*)", path):
        lines = spark.read.parquet(path).rdd.map(lambda row: article_line(row.asDict()))
    else:
        lines = spark.sparkContext.textFile(path, minPartitions=partitions or 1)
    lines = lines.filter(lambda line: line.strip())
    return lines.repartition(partitions) if partitions and lines.getNumPartitions() != partitions else lines


def merge(spark, folder, graph, summitry):
    """Streams the records of `folder` into `summitry merge` on this machine; the graph appears whole or not at all."""
    program = subprocess.Popen([summitry, "merge", "-", "-o", graph], stdin=subprocess.PIPE)
    with program.stdin as pipe:
        for row in spark.read.text(folder).toLocalIterator(prefetchPartitions=True):
            pipe.write(row.value.encode("utf-8") + b"\n")
    if program.wait() != 0:
        raise SystemExit(f"summitry merge: exit code {program.returncode}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", help="JSON Lines or Parquet: a file, folder or glob")
    parser.add_argument("extractions", help="the folder for the extraction records, which must not be there yet")
    parser.add_argument("--graph", help="merge into this snapshot (.ron) or store (.db), a file of the driver")
    parser.add_argument("--summitry", default="summitry", help="the program, as executors and driver find it [summitry]")
    parser.add_argument("--partitions", type=int, help="into how many partitions the corpus is cut [as Spark reads it]")
    parser.add_argument("--date", help="day of publication of articles that do not tell their own")
    args = parser.parse_args()

    from pyspark import SparkFiles
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.appName("summitry").getOrCreate()
    shipped = os.path.basename(args.summitry)
    options = ["--date", args.date] if args.date else []
    # As many threads as cores were given to the task: more would take them from other tasks.
    threads = int(spark.conf.get("spark.task.cpus", "1"))
    problems = spark.sparkContext.accumulator(0)

    def run(lines):
        # A program given by --files lies in the folder of the executor, else it is installed on the machine.
        local = SparkFiles.get(shipped)
        program = local if os.access(local, os.X_OK) else args.summitry
        return extract(lines, [program, "extract", "-", *options], problems, threads)

    corpus(spark, args.corpus, args.partitions).mapPartitions(run).saveAsTextFile(args.extractions)
    if problems.value:
        # Tasks that were tried again count again: a bound from above.
        print(f"summitry_spark: up to {problems.value} records not usable; the executors' logs name them", file=sys.stderr)
    if args.graph:
        merge(spark, args.extractions, args.graph, args.summitry)
    spark.stop()


if __name__ == "__main__":
    main()
