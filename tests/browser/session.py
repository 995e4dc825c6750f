"""A viewer and a browser for the tests: builds a graph of records, serves it, opens a page that notes what goes wrong."""

import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("SUMMITRY", str(ROOT / "target" / "debug" / "summitry"))
# What is done to each page before it opens; for trying things out.
ADAPTATIONS = []
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


def chromium():
    """The browser's path, or nothing."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)


def summitry(*arguments):
    subprocess.run([PROGRAM, *map(str, arguments)], check=True, cwd=ROOT, stderr=subprocess.PIPE)


def merged(records, folder):
    """The graph of extraction records."""
    lines, graph = folder / "records.jsonl", folder / "graph.ron"
    lines.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    summitry("merge", lines, "-o", graph)
    return graph


@contextlib.contextmanager
def served(graph, *options):
    """Serves a graph; gives the address to open."""
    command = [PROGRAM, "serve", str(graph), "--port", "0", *map(str, options)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        yield server.stdout.readline().strip()
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


@contextlib.contextmanager
def browser():
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        chrome = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        try:
            yield chrome
        finally:
            chrome.close()


@contextlib.contextmanager
def opened(chrome, address, viewport=WIDE, **options):
    """A page whose `mishaps` are its errors, refused scripts and requests to elsewhere."""
    context = chrome.new_context(viewport=viewport, reduced_motion="reduce", **options)
    context.add_init_script("""
        window.violations = [];
        document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective + " " + event.blockedURI));
    """)
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.mishaps = []
    page.on("pageerror", lambda error: page.mishaps.append(f"error: {error}"))
    page.on("dialog", lambda dialog: (page.mishaps.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    home = "/".join(address.split("/")[:3])
    page.on("request", lambda request: None if request.url.startswith((home, "data:")) else page.mishaps.append(f"asked {request.url}"))
    for adapt in ADAPTATIONS:
        adapt(page)
    page.goto(address)
    yield page
    context.close()


@contextlib.contextmanager
def folder():
    with tempfile.TemporaryDirectory() as name:
        yield pathlib.Path(name)
