"""What the exports should hold, computed here from Summitry's JSON by their documentation."""

import json
import struct
from calendar import monthrange
from urllib.parse import quote, unquote


def xml(value):
    """A text as XML 1.0 can hold it."""
    if not isinstance(value, str):
        return value
    allowed = lambda c: c in "\t\n\r" or "\u0020" <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c >= "\U00010000"
    return "".join(c if allowed(c) else "\ufffd" for c in value)


def csv(text):
    """A text as it stands in a cell: none is a formula to a spreadsheet."""
    return f"'{text}" if text.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")) else text


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def evidence(node):
    return compact(node["event"]["evidence"]) if node["event"] else None


def leading(quotes, status):
    """Of the given status first, then the latest; of equals the first."""
    ordered = sorted(enumerate(quotes), key=lambda it: (status is not None and it[1]["status"] != status, -ordinal(it[1]["date"]), it[0]))
    return ordered[0][1]["quote"] if ordered else None


def ordinal(day):
    return int(day.replace("-", "")) if day else -1


def docs(quotes):
    return sorted({quote["doc"] for quote in quotes}, key=lambda doc: doc.encode())


def docs_of_events(nodes):
    return {quote["doc"] for node in nodes.values() if node["event"] for quote in node["event"]["evidence"]}


def joined(texts, lists):
    return texts if lists else "; ".join(texts) if texts else None


def node(it, names, lists=False):
    event = it["event"] or {}
    quotes = event.get("evidence", [])
    [days] = node_days(it) or [(None, None)]
    found = {
        "kind": it["kind"], "name": it["name"], "aliases": joined(it["aliases"], lists), "wikidata": it["wikidata"], "iso": it["iso"],
        "type": event.get("type"), "mode": event.get("mode"), "status": event.get("status"), "date": event.get("date"),
        "first": days[0], "last": days[1], "articles": len(docs(quotes)) if event else None, "confidence": event.get("confidence"),
        "quote": leading(quotes, event.get("status")), "docs": joined(docs(quotes), lists),
    }
    return {name: found[name] for name in names}


def edge(it, names, lists=False):
    found = dict(it, events=joined(it["events"], lists), quote=leading(it["evidence"], it["status"]), docs=joined(docs(it["evidence"]), lists))
    return {name: found[name] for name in names}


def row(attributes):
    """Cells as a database gives them: figures of 32 bits."""
    return [struct.unpack("f", struct.pack("f", value))[0] if isinstance(value, float) else value for value in attributes.values()]


def node_days(it):
    """First and last day of an event: of its date, else of its reports."""
    if not it["event"]:
        return []
    date = it["event"]["date"]
    if date:
        year, month = int(date[:4]), int(date[5:7] or 0)
        first = date if len(date) == 10 else f"{date}-01" if month else f"{date}-01-01"
        last = date if len(date) == 10 else f"{date}-{monthrange(year, month)[1]:02}" if month else f"{date}-12-31"
        return [(first, last)]
    reports = [change["reported"] for change in it["event"]["history"] if change["reported"]]
    return [(min(reports), max(reports))] if reports else []


def edge_days(it, nodes):
    """The days of a tie's events, or of the event that the edge is at; what overlaps is one."""
    if it["events"]:
        days = [pair for id_ in it["events"] for pair in node_days(nodes[id_])]
    elif it["kind"] in ("hosts", "attends", "actor_in", "targets", "held_in", "concerns"):
        days = node_days(nodes[it["source"]]) or node_days(nodes[it["target"]])
    else:
        days = []
    merged = []
    for first, last in sorted(days):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def node_iri(id_):
    return "urn:summitry:node:" + quote(id_, safe="-._:").replace("~", "%7E")


def node_id(iri):
    return unquote(str(iri).removeprefix("urn:summitry:node:"))
