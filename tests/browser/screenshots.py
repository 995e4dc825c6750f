"""Pictures of the viewer and the HTML export, to be looked at: python screenshots.py GRAPH [FOLDER] [ARTICLES]."""

import pathlib
import sys

import session

VIEWS = {
    "graph": "graph", "filtered": "graph?status=planned&status=possible", "list": "graph?as=list", "timeline": "timeline", "plans": "plans",
    "leaders": "list?kind=person", "review": "review",
}


def ids(page):
    """The best connected person, and a meeting of that person with a date and place."""
    person = page.evaluate("async () => (await (await fetch('/api/v1/entities?kind=person&limit=1')).json())[0].id")
    return person, page.evaluate("""async (id) => {
        const { events } = await (await fetch(`/api/v1/events?kind=CONSULT&around=${encodeURIComponent(id)}`)).json();
        return (events.find((one) => one.date && one.places.length && one.status === "happened") ?? events[0]).id;
    }""", person)


def shoot(page, address, name, hash, folder):
    page.goto(f"{address}#/{hash}")
    page.locator("#page-title").wait_for(state="attached")
    page.wait_for_timeout(400)
    page.screenshot(path=str(folder / f"{name}.png"))
    print(name, [mishap for mishap in page.mishaps])


def main(graph, folder="target/screenshots", *articles):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    options = ["--articles", *articles] if articles else []
    with session.browser() as chrome, session.served(graph, *options) as address:
        home = address.split("?")[0]
        with session.opened(chrome, address) as page:
            person, meeting = ids(page)
            own = {"around": f"graph?around={person}&show={person}", "leader": f"about?id={person}", "meeting": f"about?id={meeting}"}
            for name, hash in {**VIEWS, **own}.items():
                shoot(page, home, name, hash, folder)
        for mode, options in [("dark", {"color_scheme": "dark"}), ("narrow", {"viewport": session.NARROW})]:
            with session.opened(chrome, address, **options) as page:
                for name, hash in {"graph": "graph", "timeline": "timeline", **own}.items():
                    shoot(page, home, f"{mode}-{name}", hash, folder)
        file = folder.resolve() / "graph.html"
        session.summitry("export", pathlib.Path(graph).resolve(), "-o", file)
        with session.opened(chrome, file.as_uri()) as page:
            shoot(page, file.as_uri(), "export-graph", "graph", folder)
            shoot(page, file.as_uri(), "export-meeting", f"about?id={meeting}", folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
