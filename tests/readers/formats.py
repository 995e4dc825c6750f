"""The checks, one a reader: each writes a format, reads it with somebody else's program and compares it with Summitry's JSON."""

import csv
import io
import json
import subprocess
import zipfile
from xml.etree import ElementTree

import duckdb
import networkx
import pydot
from followthemoney import model
from rdflib import Dataset, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

import shapes

NODE_ATTRIBUTES = ["kind", "name", "aliases", "wikidata", "iso", "type", "mode", "status", "date", "first", "last", "articles",
                   "confidence", "quote", "docs"]
EDGE_ATTRIBUTES = ["kind", "status", "role", "former", "first", "last", "articles", "sources", "confidence", "events", "quote", "docs"]


def same(found, expected, what):
    """Compares, and shows the first difference only: the graphs are large."""
    if found == expected:
        return
    if isinstance(expected, dict):
        for key in sorted(set(found) | set(expected), key=str):
            assert found.get(key) == expected.get(key), f"{what} {key!r}: {found.get(key)!r}, not {expected.get(key)!r}"
    if isinstance(expected, set):
        raise AssertionError(f"{what}: {len(found)} and {len(expected)}, surplus {sorted(found - expected, key=str)[:3]}, missing {sorted(expected - found, key=str)[:3]}")
    raise AssertionError(f"{what}: {str(found)[:400]}, not {str(expected)[:400]}")


def json_(export):
    """networkx reads the node-link JSON, and Summitry reads it back to the byte."""
    graph = networkx.node_link_graph(export.json, edges="edges")
    same((graph.number_of_nodes(), graph.number_of_edges()), (len(export.nodes), len(export.edges)), "counts")
    again = export.run("export", export.folder / "graph.json", "-f", "ron")
    assert again == export.run("export", export.ron, "-f", "ron"), "the snapshot made of the JSON differs"
    assert again == export.ron.read_bytes(), "the snapshot is not read and written as it was"
    return "read by networkx; back to the same snapshot"


def attributed(graph, export, expected_node, expected_edge):
    """The graph that networkx read has our nodes and edges, each with our attributes."""
    same({n: dict(d) for n, d in graph.nodes(data=True)}, {id_: expected_node(n) for id_, n in export.nodes.items()}, "node")
    found = {key: (source, target, dict(data)) for source, target, key, data in graph.edges(keys=True, data=True)}
    expected = {shapes.xml(id_): (shapes.xml(e["source"]), shapes.xml(e["target"]), expected_edge(e)) for id_, e in export.edges.items()}
    same(found, expected, "edge")
    assert all(node in export.nodes for node in graph), "no dangling ends"


def graphml(export):
    file = export.export("graphml")
    graph = networkx.read_graphml(file, force_multigraph=True)

    def known(attributes, of):
        # networkx drops texts that are empty.
        return {name: shapes.xml(value) for name, value in attributes.items() if value is not None and value != ""} | ({"label": shapes.xml(of)} if of else {})

    attributed(graph, export, lambda n: known(shapes.node(n, NODE_ATTRIBUTES), n["name"]), lambda e: known(shapes.edge(e, EDGE_ATTRIBUTES), e["kind"]))
    return f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges, all attributes"


def gexf(export):
    file = export.export("gexf")
    graph = networkx.MultiDiGraph(networkx.read_gexf(file, version="1.3"))
    intervals = 0

    def known(attributes, spells, **more):
        nonlocal intervals
        intervals += len(spells)
        found = {name: shapes.xml(value) for name, value in attributes.items() if value is not None}
        return found | {name: shapes.xml(value) for name, value in more.items()} | ({"spells": spells} if spells else {})

    def expected_edge(edge):
        return known(shapes.edge(edge, EDGE_ATTRIBUTES), shapes.edge_days(edge, export.nodes), id=edge["id"], label=edge["kind"], weight=float(max(1, edge["sources"])))

    attributed(graph, export, lambda n: known(shapes.node(n, NODE_ATTRIBUTES), shapes.node_days(n), label=n["name"]), expected_edge)
    return f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges, {intervals} intervals, all attributes"


def tables(export, extension, read):
    """Counts, ends and names of the two tables, as DuckDB reads them."""
    export.export(extension)
    nodes, edges = (f"'{export.folder}/graph.{part}.{extension}'" for part in ("nodes", "edges"))
    base = duckdb.connect()
    base.execute(f"CREATE TABLE nodes AS SELECT * FROM {read(nodes)}")
    base.execute(f"CREATE TABLE edges AS SELECT * FROM {read(edges)}")
    return base


def parquet(export):
    base = tables(export, "parquet", lambda file: f"read_parquet({file})")
    columns = ["id", *NODE_ATTRIBUTES, "evidence"]
    found = {row[0]: row for row in base.execute(f"SELECT {', '.join(columns)} FROM nodes").fetchall()}
    same(found, {id_: (id_, *shapes.row(shapes.node(n, NODE_ATTRIBUTES, lists=True)), shapes.evidence(n)) for id_, n in export.nodes.items()}, "node")
    columns = ["id", "source", "target", *EDGE_ATTRIBUTES, "evidence"]
    found = {row[0]: row for row in base.execute(f"SELECT {', '.join(columns)} FROM edges").fetchall()}
    expected = {id_: (id_, e["source"], e["target"], *shapes.row(shapes.edge(e, EDGE_ATTRIBUTES, lists=True)), shapes.compact(e["evidence"])) for id_, e in export.edges.items()}
    same(found, expected, "edge")
    return f"{len(export.nodes)} and {len(found)} rows, every cell"


def csv_(export):
    base = tables(export, "csv", lambda file: f"read_csv({file}, all_varchar = true, header = true)")
    found = dict(base.execute('SELECT "id:ID", name FROM nodes').fetchall())
    same({id_: name or "" for id_, name in found.items()}, {id_: shapes.csv(n["name"]) for id_, n in export.nodes.items()}, "name")
    found = {row[0]: row[1:] for row in base.execute('SELECT id, ":START_ID", ":END_ID", kind, "articles:long", evidence FROM edges').fetchall()}
    expected = {id_: (e["source"], e["target"], shapes.csv(e["kind"]), str(e["articles"]), shapes.compact(e["evidence"])) for id_, e in export.edges.items()}
    same(found, expected, "edge")
    dangling = base.execute('SELECT count(*) FROM edges WHERE ":START_ID" NOT IN (SELECT "id:ID" FROM nodes) OR ":END_ID" NOT IN (SELECT "id:ID" FROM nodes)')
    assert dangling.fetchone() == (0,), "no dangling ends"
    archive = zipfile.ZipFile(io.BytesIO(export.run("export", export.ron, "-f", "csv")))
    assert archive.testzip() is None and archive.namelist() == ["nodes.csv", "edges.csv"]
    assert archive.read("edges.csv") == (export.folder / "graph.edges.csv").read_bytes(), "archive and file are the same"
    return f"{len(export.nodes)} and {len(found)} rows; the archive is sound"


def cypher(export):
    """No reader here is a database; the script is one statement a semicolon, and holds every id."""
    text = export.export("cypher").read_text(encoding="utf-8")
    statements = text.split(";\n")
    assert statements[0].startswith("CREATE CONSTRAINT") and statements[-1] == ""
    rows = sum(statement.count("\n{") for statement in statements)
    same(rows, len(export.nodes) + len(export.edges), "rows")
    return f"{len(statements) - 1} statements, {rows} rows"


def ftm(export):
    schemata, ids, references = {}, set(), set()
    for line in export.export("ftm").open(encoding="utf-8"):
        data = json.loads(line)
        entity = model.make_entity(data["schema"])
        entity.id = data["id"]
        for name, values in data["properties"].items():
            for value in values:
                entity.add(name, value)
            assert entity.get(name) == values, f"{data['id']} {name}: {entity.get(name)!r}, not {values!r}"
            references.update(values if entity.schema.get(name).type.name == "entity" else ())
        entity.schema.validate(data)
        assert data["id"] not in ids, f"{data['id']} stands there twice"
        ids.add(data["id"])
        schemata[data["schema"]] = schemata.get(data["schema"], 0) + 1
    assert references <= ids, f"references to nothing: {sorted(references - ids)[:3]}"
    kinds = {"person": "Person", "country": "PublicBody", "organization": "Organization", "place": "Address", "event": "Event"}
    for kind, schema in kinds.items():
        same(schemata.get(schema, 0), sum(node["kind"] == kind for node in export.nodes.values()), schema)
    same(schemata.get("Article"), len({quote["doc"] for edge in export.edges.values() for quote in edge["evidence"]} | shapes.docs_of_events(export.nodes)), "Article")
    return ", ".join(f"{count} {schema}" for schema, count in sorted(schemata.items()))


WHO_MEETS = """
PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>
PREFIX sum: <urn:summitry:term:>
PREFIX schema: <https://schema.org/>
SELECT DISTINCT ?event ?party ?name WHERE {
  { BIND(?asked AS ?side) } UNION { ?side sum:represents ?asked }
  ?event sem:eventType sum:CONSULT ; sem:hasActor ?side, ?party ; sum:status ?status .
  ?party schema:identifier ?id ; schema:name ?name .
  FILTER(?status NOT IN (sum:cancelled, sum:denied))
}
"""


def busiest(export):
    """Of persons and countries those with most meetings."""
    meetings = {}
    for edge in export.edges.values():
        if edge["kind"] in ("attends", "hosts") and export.nodes[edge["source"]]["kind"] in ("person", "country"):
            meetings[edge["source"]] = meetings.get(edge["source"], 0) + 1
    return sorted(meetings, key=lambda id_: (-meetings[id_], id_))[:3]


def rdf(export, format_, extension):
    data = Dataset(default_union=False)
    data.parse(export.export(extension), format=format_)
    answers = 0
    for id_ in busiest(export):
        rows = json.loads(export.run("query", export.ron, "who-meets", id_, "-f", "json"))
        expected = {(row["event"], one["id"], one["name"]) for row in rows for one in row["who"] + row["with"] + row["host"]}
        found = {(shapes.node_id(row.event), shapes.node_id(row.party), str(row.name)) for row in
                 data.query(WHO_MEETS, initBindings={"asked": URIRef(shapes.node_iri(id_))})}
        same(found, expected, f"who-meets {id_}")
        answers += len(rows)
    statements = sum(1 for _ in data.triples((None, URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#subject"), None)))
    same(statements, len(export.edges), "statements")
    return data, f"{len(data)} triples, the same {answers} meetings by SPARQL"


def trig(export):
    export.trig, outcome = rdf(export, "trig", "trig")
    graphs = len({graph for *_, graph in export.trig.quads()} - {None, DATASET_DEFAULT_GRAPH_ID})
    docs = {quote["doc"] for edge in export.edges.values() for quote in edge["evidence"]} | shapes.docs_of_events(export.nodes)
    same(graphs, len(docs), "named graphs")
    return f"{outcome}, {graphs} named graphs"


def jsonld(export):
    data, outcome = rdf(export, "json-ld", "jsonld")
    same(set(data.quads()), set(export.trig.quads()), "quads of TriG and JSON-LD")
    del export.trig
    return f"{outcome}, the same quads as TriG"


def plover(export):
    text = export.export("tsv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))
    assert len(rows) == text.count("\n") - 1 and all(None not in row and None not in row.values() for row in rows), "every row has every column"
    events = {id_ for id_, node in export.nodes.items() if node["event"]}
    with_parties = {edge["source"] for edge in export.edges.values() if edge["source"] in events and edge["kind"] == "targets"}
    with_parties |= {edge["target"] for edge in export.edges.values() if edge["target"] in events}
    same({row["Event ID"] for row in rows}, with_parties, "events")
    assert all(len(row["Event Date"]) == 10 for row in rows if row["Date Precision"] != "report")
    base = duckdb.connect()
    count = base.execute(f"SELECT count(*) FROM read_csv('{export.folder}/graph.tsv', delim = '\t', quote = '', escape = '', header = true, all_varchar = true)")
    same(count.fetchone(), (len(rows),), "rows to DuckDB")
    return f"{len(rows)} rows of {len(with_parties)} events"


def dot(export):
    # In full, and as an overview.
    return "; ".join(dot_of(export, top) for top in (["60"] if export.name == "large" else ["100", "400"]))


def dot_of(export, top):
    file = export.export("dot", "--top", top)
    [graph] = pydot.graph_from_dot_file(str(file))
    drawn = subprocess.run(["dot", "-Tsvg", str(file)], capture_output=True, check=True)
    assert not drawn.stderr, drawn.stderr.decode(errors="replace")
    text = drawn.stdout.decode()
    for element in ElementTree.fromstring(text).iter():
        assert not element.tag.lower().endswith("script"), "nothing runs"
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), f"{name} runs"
            assert not name.endswith("href") or value.startswith(("http://", "https://")), f"a link to {value}"
    return f"{sum(len(sub.get_nodes()) for sub in graph.get_subgraphs()) + len(graph.get_nodes())} nodes for pydot, {len(text)} bytes of SVG"


def mermaid(export):
    text = export.export("mmd").read_text(encoding="utf-8")
    assert "<script" not in text and "flowchart LR" in text
    return f"{text.count(chr(10))} lines"


def markdown(export):
    about = busiest(export)[0]
    text = export.export("md", "--around", about).read_text(encoding="utf-8")
    assert text.startswith("# ") and "> “" in text and "<script" not in text.replace("\\<script", "")
    return f"{about}: {text.count(chr(10))} lines"


CHECKS = [json_, graphml, gexf, csv_, parquet, cypher, ftm, trig, jsonld, plover, dot, mermaid, markdown]
