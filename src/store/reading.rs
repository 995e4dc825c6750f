//! RON snapshot → graph, checked: format and version, no dangling ids, no edge without evidence.

use super::records::{EdgeRecord, EvidenceRecord, FORMAT, Head, NodeRecord, Snapshot, VERSION};
use crate::error::{Error, Problem, Result};
use crate::graph::{Edge, EventNode, Evidence, Graph, Node};
use ron::extensions::Extensions;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What to do with a snapshot that is broken.
pub(super) const REBUILD: &str = "mend the line, or make the snapshot anew with 'summitry merge'";

/// Reads a graph from a file: a snapshot, or what `summitry export` wrote as JSON. Its content tells which.
pub fn read_graph(path: impl AsRef<Path>) -> Result<Graph> {
    let path = path.as_ref();
    let file = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
    let text = String::from_utf8(bytes).map_err(|e| {
        let line = e.as_bytes()[..e.utf8_error().valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
        Problem::new(&file, "no UTF-8 text, so no graph snapshot").at_line(line).remedy(REBUILD)
    })?;
    from_ron(&text, &file)
}

/// Reads a snapshot, or a graph in JSON, from text; `file` names it in error messages.
pub fn from_ron(text: &str, file: &str) -> Result<Graph> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_start().starts_with('{') {
        return super::json::from_json(text, file);
    }
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    let parsed = options.from_str::<Snapshot>(text);
    let head = match &parsed {
        Ok(s) => Some(Head { format: s.format.clone(), version: s.version, summitry: s.summitry.clone() }),
        Err(_) => options.from_str::<Head>(text).ok(),
    };
    if let Some(head) = head {
        check_head(&head, file)?;
    }
    let snapshot = parsed.map_err(|e| {
        Problem::new(file, format!("broken snapshot: {}", e.code)).at_line(e.span.start.line).remedy(REBUILD)
    })?;
    Assembly { text, file, evidence: BTreeMap::new() }.graph(snapshot)
}

fn check_head(head: &Head, file: &str) -> Result<()> {
    if head.format != FORMAT {
        return Err(Problem::new(file, format!("its format is '{}', not '{FORMAT}'", head.format))
            .remedy("give a graph that 'summitry build' or 'summitry merge' wrote")
            .into());
    }
    if head.version != VERSION {
        let message = format!(
            "version {} of the format, written by summitry {}; this one reads version {VERSION}",
            head.version, head.summitry
        );
        return Err(Problem::new(file, message).remedy("make the snapshot anew with 'summitry merge'").into());
    }
    Ok(())
}

/// Puts a graph together from the records of a snapshot.
struct Assembly<'a> {
    text: &'a str,
    file: &'a str,
    evidence: BTreeMap<String, Evidence>,
}

impl Assembly<'_> {
    fn graph(mut self, snapshot: Snapshot) -> Result<Graph> {
        for record in snapshot.evidence {
            let (id, evidence) = quote(record);
            if self.evidence.contains_key(&id) {
                return Err(self.problem(&id, "evidence id given twice").into());
            }
            self.evidence.insert(id, evidence);
        }
        let mut ids = BTreeSet::new();
        let mut nodes = Vec::with_capacity(snapshot.nodes.len());
        for record in snapshot.nodes {
            if !ids.insert(record.id.clone()) {
                return Err(self.problem(&record.id.0, "node id given twice").into());
            }
            nodes.push(self.node(record)?);
        }
        let mut links = Vec::with_capacity(snapshot.edges.len());
        for record in snapshot.edges {
            for id in [&record.source, &record.target].into_iter().chain(&record.events) {
                if !ids.contains(id) {
                    return Err(self.problem(&id.0, "an edge names a node that the snapshot lacks").into());
                }
            }
            let (source, target) = (record.source.clone(), record.target.clone());
            links.push((source, target, self.edge(record)?));
        }
        Ok(Graph::assemble(nodes, links))
    }

    fn node(&self, record: NodeRecord) -> Result<Node> {
        let event = match record.event {
            None => None,
            Some(e) => Some(EventNode {
                evidence: self.quotes(&e.evidence, &record.id.0)?,
                kind: e.kind,
                mode: e.mode,
                status: e.status,
                date: e.date,
                history: e.history,
                confidence: e.confidence,
                key: e.key,
                joins: e.joins,
            }),
        };
        Ok(Node {
            id: record.id,
            kind: record.kind,
            name: record.name,
            aliases: record.aliases,
            wikidata: record.wikidata,
            iso: record.iso,
            event,
        })
    }

    fn edge(&self, record: EdgeRecord) -> Result<Edge> {
        Ok(Edge {
            evidence: self.quotes(&record.evidence, &record.source.0)?,
            kind: record.kind,
            status: record.status,
            role: record.role,
            former: record.former,
            first: record.first,
            last: record.last,
            articles: record.articles,
            sources: record.sources,
            confidence: record.confidence,
            events: record.events,
        })
    }

    fn quotes(&self, ids: &[String], of: &str) -> Result<Vec<Evidence>> {
        if ids.is_empty() {
            return Err(self.problem(of, "an event or edge without evidence").into());
        }
        let find = |id: &String| {
            self.evidence
                .get(id)
                .cloned()
                .ok_or_else(|| self.problem(id, "names evidence that the snapshot lacks").into())
        };
        ids.iter().map(find).collect()
    }

    /// A problem with an id, at the first line that has it.
    fn problem(&self, id: &str, message: &str) -> Problem {
        let problem = Problem::new(self.file, format!("'{id}': {message}")).remedy(REBUILD);
        let quoted = ron::ser::to_string(id).unwrap_or_default();
        match self.text.lines().position(|line| line.contains(&quoted)) {
            Some(line) => problem.at_line(line + 1),
            None => problem,
        }
    }
}

fn quote(r: EvidenceRecord) -> (String, Evidence) {
    let evidence = Evidence {
        doc: r.doc,
        source: r.source,
        date: r.date,
        url: r.url,
        fingerprint: r.fingerprint,
        span: r.span,
        quote: r.quote,
        trigger: r.trigger,
        pattern: r.pattern,
        claimed_by: r.claimed_by,
        status: r.status,
    };
    (r.id, evidence)
}
