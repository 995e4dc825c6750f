"""Extraction records with hostile markup in every field that an article, a record or a table can fill."""

PAYLOADS = [
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=2</script>",
    "<img src=x onerror=window.hacked=3>",
    "\"><svg onload=window.hacked=4>",
    "javascript:window.hacked=5",
    "{{constructor.constructor('window.hacked=6')()}}",
    "<!--<script>window.hacked=7",
    "' onfocus='window.hacked=8' autofocus='",
    "\u202egnp.exe \u2028\u2029 \u0000",
    "<iframe srcdoc='<script>parent.hacked=9</script>'>",
]


def wrapped(at, name):
    """A name with markup around it; names stay apart."""
    return f"{name} {PAYLOADS[at % len(PAYLOADS)]}"


def records():
    """One article for each payload."""
    return [record(at) for at in range(len(PAYLOADS))]


def record(at):
    evil = PAYLOADS[at]
    names = [wrapped(at + 1, "Ada Alpha"), wrapped(at + 2, "Ben Beta"), wrapped(at + 3, "Gamma"), wrapped(at + 4, "Delta City")]
    sentence = f"{names[0]} met {names[1]} in {names[3]}: {evil}"
    kinds = ["person", "person", "country", "place"]
    entities = [{"id": f"e{i + 1}", "kind": kind, "name": name, "mentions": [name, evil], "wikidata": evil if i == 2 else None}
                for i, (kind, name) in enumerate(zip(kinds, names))]
    event = {"type": "CONSULT", "mode": "meeting", "date": f"2026-01-{at + 1:02}", "actors": ["e1"], "recipients": ["e2"], "host": "e1",
             "place": "e4", "topics": ["trade", evil], "claimed_by": "e2", "trigger": evil, "evidence": sentence, "span": [0, len(sentence.encode())],
             "pattern": evil, "confidence": 0.8}
    events = [{"id": "v1", "status": "planned", **event}, {"id": "v2", "status": "happened", **event, "type": "ACCUSE", "mode": None}]
    article = {"title": evil, "date": f"2026-02-{at + 1:02}", "source": evil, "url": ["javascript:window.hacked=10", f"https://a.example/{evil}", "data:text/html,x"][at % 3]}
    relation = {"type": "represents", "source": "e1", "target": "e3", "role": evil, "evidence": sentence, "span": [0, len(sentence.encode())]}
    return {"doc": f"doc-{at}-{evil}", "article": article, "entities": entities, "events": events, "relations": [relation]}
