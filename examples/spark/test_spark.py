#!/usr/bin/env python3
"""Tries the Spark job on a real standalone cluster on loopback: a master and two workers, one of which is killed in the middle.

    python3 -m venv target/spark && target/spark/bin/pip install -r examples/spark/requirements.txt
    target/spark/bin/python examples/spark/test_spark.py --summitry target/release/summitry

The graph must be the same bytes as that of `summitry build` on one machine, for one worker, for two, for two of which one dies, and for
a corpus in Parquet; bad records are in the input. Prints how long each took. Wants Java 17 or later and Linux.
"""

import argparse
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import corpus
import pyspark

HERE = Path(__file__).resolve().parent
SPARK = Path(pyspark.__file__).parent
JOB = HERE / "summitry_spark.py"
PATIENCE = 600  # Seconds that a job may take.


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def descendants(pid):
    """A process and all below it, by /proc."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue  # It has ended meanwhile.
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, open_ = [], [pid]
    while open_:
        found.append(open_.pop())
        open_.extend(parents.get(found[-1], []))
    return found


class Cluster:
    """A standalone master and workers of one core each."""

    def __init__(self, folder, workers):
        self.folder, self.port, self.processes = folder, free_port(), []
        environment = {
            **os.environ,
            "SPARK_HOME": str(SPARK),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_DAEMON_MEMORY": "256m",
            "PYSPARK_PYTHON": sys.executable,
        }
        self.environment = environment
        self.url = f"spark://127.0.0.1:{self.port}"
        self.start("master", "master.Master", "--host", "127.0.0.1", "--port", str(self.port), "--webui-port", "0")
        self.wait_for("master", "I have been elected leader")
        self.workers = [self.worker(n) for n in range(workers)]
        for n in range(workers):
            self.wait_for(f"worker{n}", "Successfully registered with master")

    def start(self, name, kind, *options):
        log = open(self.folder / f"{name}.log", "wb")
        command = [str(SPARK / "bin" / "spark-class"), f"org.apache.spark.deploy.{kind}", *options]
        process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, cwd=self.folder)
        self.processes.append(process)
        return process

    def worker(self, n):
        options = ["--cores", "1", "--memory", "1g", "--host", "127.0.0.1", "--webui-port", "0"]
        work = self.folder / f"work{n}"
        return self.start(f"worker{n}", "worker.Worker", *options, "--work-dir", str(work), self.url)

    def wait_for(self, name, text):
        for _ in range(600):
            if text in (self.folder / f"{name}.log").read_text(errors="replace"):
                return
            time.sleep(0.1)
        raise SystemExit(f"{name} does not start:\n" + (self.folder / f"{name}.log").read_text(errors="replace"))

    def submit(self, *arguments):
        """Starts the job."""
        conf = ["spark.executor.memory=512m", "spark.executor.cores=1", "spark.ui.enabled=false", "spark.driver.host=127.0.0.1"]
        options = [word for setting in conf for word in ("--conf", setting)]
        command = [str(SPARK / "bin" / "spark-submit"), "--master", self.url, *options, str(JOB), *arguments]
        log = open(self.folder / "driver.log", "wb")
        return subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, cwd=self.folder)

    def stop(self):
        for process in self.processes:
            for pid in descendants(process.pid):
                with_pid(pid, signal.SIGKILL)
            process.wait()


def with_pid(pid, what):
    try:
        os.kill(pid, what)
    except ProcessLookupError:
        pass


@contextmanager
def cluster(folder, workers):
    folder.mkdir()
    running = Cluster(folder, workers)
    try:
        yield running
    finally:
        running.stop()


def finished_tasks(extractions):
    """How many tasks of the running job have handed in their part."""
    return sum(1 for _ in extractions.glob("_temporary/0/task_*"))


def run(folder, workers, lines, summitry, partitions, kill=False):
    """Runs the job; gives the graph's bytes, the records and the seconds from submission to the end."""
    with cluster(folder, workers) as spark:
        extractions, graph = folder / "extractions", folder / "graph.ron"
        begin = time.monotonic()
        options = ["--graph", str(graph), "--summitry", str(summitry), "--partitions", str(partitions)]
        job = spark.submit(str(lines), str(extractions), *options)
        while job.poll() is None:
            if time.monotonic() - begin > PATIENCE:
                raise SystemExit("the job takes too long:\n" + (folder / "driver.log").read_text(errors="replace")[-3000:])
            if kill and finished_tasks(extractions) >= partitions // 3:
                victims = descendants(spark.workers[0].pid)
                print(f"  killing a worker, its executor and what runs below: {len(victims)} processes, "
                      f"{finished_tasks(extractions)} of {partitions} parts done")
                for pid in victims:
                    with_pid(pid, signal.SIGKILL)
                kill = False
            time.sleep(0.05)
        log = (folder / "driver.log").read_text(errors="replace")
        if job.returncode != 0 or kill:
            raise SystemExit(f"the job ended with {job.returncode}, killed: {not kill}\n{log[-3000:]}")
        records = sorted(line for part in extractions.glob("part-*") for line in part.read_text().splitlines())
        assert (extractions / "_SUCCESS").exists()
        said = [line for line in log.splitlines() if line.startswith("summitry_spark:")]
        lost = [line for line in log.splitlines() if "Lost executor" in line or "Lost task" in line]
        return graph.read_bytes(), records, time.monotonic() - begin, said, lost


def to_parquet(lines, target):
    """The good records of the corpus as Parquet."""
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    good = []
    for line in lines.read_text().splitlines():
        try:
            record = json.loads(line)
            if isinstance(record["text"], str) and record["text"]:
                good.append((record["doc"], record["date"], record["source"], record["title"], record["text"], 1.5))
        except (ValueError, KeyError, TypeError):
            continue
    table = spark.createDataFrame(good, ["doc", "date", "source", "title", "text", "weight"])
    table.repartition(3).write.parquet(str(target))
    spark.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--summitry", type=Path, default=HERE.parents[1] / "target" / "release" / "summitry")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--partitions", type=int, default=24)
    parser.add_argument("--only", default="", metavar="TEXT", help="only runs whose title holds this")
    args = parser.parse_args()
    summitry = args.summitry.resolve()
    failed = False
    with tempfile.TemporaryDirectory(prefix="summitry-spark-") as name:
        folder = Path(name)
        lines = folder / "corpus.jsonl"
        bad = corpus.write(args.articles, lines)
        print(f"{args.articles} articles, {bad} bad records, {args.partitions} partitions, {os.cpu_count()} cores")

        def alone(threads):
            begin = time.monotonic()
            environment = {**os.environ, "RAYON_NUM_THREADS": str(threads)}
            built = [summitry, "build", lines, "-o", folder / "one.ron"]
            subprocess.run(built, check=True, env=environment, stderr=subprocess.DEVNULL)
            print(f"one machine, {threads} thread(s), no Spark: {time.monotonic() - begin:.1f} s")

        for threads in (2,) if args.only else (1, 2):
            alone(threads)
        wanted = (folder / "one.ron").read_bytes()
        # As a filter, so that the first line, which is bad, does not tell the format.
        extracted = subprocess.run([summitry, "extract", lines], check=True, capture_output=True, text=True)
        records = sorted(extracted.stdout.splitlines())
        assert len(records) == args.articles, len(records)
        to_parquet(lines, folder / "corpus.parquet")
        for title, workers, source, kill in [
            ("1 worker", 1, lines, False),
            ("2 workers", 2, lines, False),
            ("2 workers, one killed in the middle", 2, lines, True),
            ("2 workers, Parquet", 2, folder / "corpus.parquet", False),
        ]:
            if args.only not in title:
                continue
            got, theirs, seconds, said, lost = run(
                folder / re.sub(r"\W+", "-", title), workers, source, summitry, args.partitions, kill
            )
            same = got == wanted and theirs == records
            failed |= not same or (kill and not lost)
            print(f"{title}: {seconds:.1f} s, {'the same bytes' if same else 'OTHER BYTES'}")
            for line in said + lost[:3]:
                print(f"  {line[:160]}")
    print("FAILED" if failed else "passed")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
