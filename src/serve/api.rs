//! Requests that may be asked → answers of the source, as JSON or files.

use super::answers::Answers;
use super::decision::NewDecision;
use super::query;
use super::request::Request;
use super::response::Response;
use super::routes::{OPENAPI, ROUTES};
use super::source::{Outcome, Source};
use crate::Error;
use crate::count::grouped;
use crate::export::page::{self, assets};
use crate::graph::{NodeId, NodeKind};
use crate::vocabulary::Span;
use serde::Serialize;
use serde::de::{DeserializeOwned, IntoDeserializer};

/// Most meetings and ties in one picture.
const MOST_DRAWN: usize = 4000;
/// Most rows in one answer.
const MOST_ROWS: usize = 1000;

/// The pages and the API over a source.
pub(super) struct Api {
    source: Box<dyn Source>,
    answers: Answers,
}

type Answer = Result<Response, Response>;

impl Api {
    pub fn new(source: Box<dyn Source>) -> Self {
        Self { source, answers: Answers::default() }
    }

    /// Answers a request that has passed the guard.
    pub fn answer(&self, request: &Request) -> Response {
        let method = if request.method == "HEAD" { "GET" } else { request.method.as_str() };
        if let Some(file) = file(&request.path) {
            return if method == "GET" { file } else { method_not_allowed("GET, HEAD") };
        }
        let there: Vec<_> = ROUTES.iter().filter(|route| route.path == request.path).collect();
        let Some(route) = there.iter().find(|route| route.method == method) else {
            let methods: Vec<&str> = there.iter().map(|route| route.method).collect();
            return if there.is_empty() {
                Response::error(404, "there is nothing here")
            } else {
                method_not_allowed(&methods.join(", "))
            };
        };
        if let Some((name, _)) = request.query.iter().find(|(name, _)| !route.parameters.contains(&name.as_str())) {
            return Response::error(400, &format!("'{name}' is no parameter of {}", route.path));
        }
        let make = || (route.answer)(self, request).unwrap_or_else(|refusal| refusal);
        if !route.kept {
            return make();
        }
        match self.source.version() {
            Ok(Some(version)) => self.answers.give(version, &format!("{}?{:?}", request.path, request.query), make),
            _ => make(),
        }
    }

    /// Makes the answers that the first page asks for, where answers are kept, so that whoever opens it a moment later
    /// need not wait.
    pub fn prepare(&self) {
        if matches!(self.source.version(), Ok(Some(_))) {
            for path in ["/api/v1/summary", "/api/v1/graph"] {
                self.answer(&Request { method: "GET".to_owned(), path: path.to_owned(), ..Request::default() });
            }
        }
    }

    pub fn summary(&self, _: &Request) -> Answer {
        #[derive(Serialize)]
        struct Overview {
            #[serde(flatten)]
            summary: page::Summary,
            actions: &'static [super::Action],
            articles_readable: bool,
            palette: page::Palette,
        }
        let summary = self.source.summary().map_err(failed)?;
        let (actions, articles_readable) = (self.source.actions(), self.source.has_articles());
        Ok(Response::json(200, &Overview { summary, actions, articles_readable, palette: page::colours() }))
    }

    pub fn search(&self, request: &Request) -> Answer {
        let limit = query::number(request, "limit", 12, 100).map_err(bad)?;
        let hits = self.source.search(request.parameter("q").unwrap_or_default(), limit).map_err(failed)?;
        Ok(Response::json(200, &hits))
    }

    pub fn entities(&self, request: &Request) -> Answer {
        let limit = query::number(request, "limit", 200, MOST_ROWS).map_err(bad)?;
        let kind: NodeKind = word(required(request, "kind")?)
            .ok_or_else(|| bad("kind: person, country, organization, place or policy_area".to_owned()))?;
        Ok(Response::json(200, &self.source.entities(kind, limit).map_err(failed)?))
    }

    pub fn graph(&self, request: &Request) -> Answer {
        let asked = query::asked(request).map_err(bad)?;
        let top = query::number(request, "top", 80, MOST_DRAWN).map_err(bad)?;
        let part = self.source.part(&asked).map_err(failed)?;
        let mut picture = page::picture(&part.graph, top);
        if part.left_out > 0 {
            let events = if part.left_out == 1 { "event" } else { "events" };
            picture.caption.push_str(&format!(" · {} less attested {events} left out", grouped(part.left_out)));
        }
        Ok(Response::json(200, &picture))
    }

    pub fn events(&self, request: &Request) -> Answer {
        let asked = query::asked(request).map_err(bad)?;
        let plans = request.parameter("plans") == Some("true");
        let from = query::number(request, "from", 0, usize::MAX).map_err(bad)?;
        let limit = query::number(request, "limit", 200, MOST_ROWS).map_err(bad)?;
        Ok(Response::json(200, &self.source.events(&asked, plans, from, limit).map_err(failed)?))
    }

    pub fn event(&self, request: &Request) -> Answer {
        let id = NodeId(required(request, "id")?.to_owned());
        let graph = self.source.around(std::slice::from_ref(&id)).map_err(failed)?;
        let page = graph.and_then(|graph| page::event_page(&graph, *graph.index.get(&id)?));
        page.map(|page| Response::json(200, &page)).ok_or_else(|| self.missing(&id))
    }

    pub fn entity(&self, request: &Request) -> Answer {
        let id = NodeId(required(request, "id")?.to_owned());
        let graph = self.source.around(std::slice::from_ref(&id)).map_err(failed)?;
        let page = graph.and_then(|graph| page::entity_page(&graph, *graph.index.get(&id)?));
        page.map(|page| Response::json(200, &page)).ok_or_else(|| self.missing(&id))
    }

    pub fn pair(&self, request: &Request) -> Answer {
        let id = |name| Ok(NodeId(required(request, name)?.to_owned()));
        let ids = [id("a")?, id("b")?];
        let graph = self.source.around(&ids).map_err(failed)?;
        let [a, b] = &ids;
        let page = graph.and_then(|graph| page::pair_page(&graph, *graph.index.get(a)?, *graph.index.get(b)?));
        page.map(|page| Response::json(200, &page)).ok_or_else(|| Response::error(404, "one of the two is not there"))
    }

    /// An article's text in three pieces: before the sentence, the sentence, after it.
    pub fn article(&self, request: &Request) -> Answer {
        let end = |name| query::number(request, name, 0, usize::MAX).map_err(bad);
        let span = Span::new(end("start")?, end("end")?);
        let text = self.source.article(required(request, "doc")?).map_err(failed)?;
        let text = text.ok_or_else(|| Response::error(404, "the text of this article is not here"))?;
        let cut = |from: usize, to: usize| text.get(from..to).map(str::to_owned);
        let pieces = (cut(0, span.start), cut(span.start, span.end), cut(span.end, text.len()));
        let (before, quote, after) = match pieces {
            (Some(before), Some(quote), Some(after)) => (before, quote, after),
            _ => (text, String::new(), String::new()),
        };
        Ok(Response::json(200, &serde_json::json!({ "before": before, "quote": quote, "after": after })))
    }

    pub fn decisions(&self, _: &Request) -> Answer {
        Ok(Response::json(200, &self.source.decisions().map_err(failed)?))
    }

    pub fn decide(&self, request: &Request) -> Answer {
        let json =
            request.field("content-type").is_some_and(|value| value.split(';').next() == Some("application/json"));
        if !json {
            return Err(Response::error(415, "send the decision as application/json"));
        }
        let new: NewDecision =
            serde_json::from_slice(&request.body).map_err(|error| bad(format!("no decision: {error}")))?;
        outcome(self.source.decide(new).map_err(failed)?, 201)
    }

    pub fn undo(&self, request: &Request) -> Answer {
        let id = required(request, "id")?.parse().map_err(|_| bad("id: write the number of a decision".to_owned()))?;
        outcome(self.source.undo(id).map_err(failed)?, 200)
    }

    pub fn openapi(&self, _: &Request) -> Answer {
        Ok(Response::file("application/json", OPENAPI))
    }

    /// Nothing is there under this id; if it was rejected, by which decision.
    fn missing(&self, id: &NodeId) -> Response {
        let rejected = self.source.decisions().ok().and_then(|decisions| {
            let about = |one: &super::Decision| one.what.target == super::Target::Node { node: id.clone() };
            decisions.into_iter().find(|one| one.what.action == super::Action::Reject && about(one))
        });
        match rejected {
            Some(decision) => {
                Response::json(410, &serde_json::json!({ "error": "this was rejected", "decision": decision }))
            }
            None => Response::error(404, "there is nothing under this id"),
        }
    }
}

/// A file of the page.
fn file(path: &str) -> Option<Response> {
    if path == "/" {
        return Some(Response::file("text/html; charset=utf-8", assets::INDEX));
    }
    let name = path.strip_prefix("/assets/")?;
    let asset = assets::SHARED.iter().chain(assets::VIEWER).find(|asset| asset.name == name)?;
    Some(Response::file(asset.media_type(), asset.text))
}

fn required<'r>(request: &'r Request, name: &str) -> Result<&'r str, Response> {
    request.parameter(name).filter(|value| !value.is_empty()).ok_or_else(|| bad(format!("{name}: must be given")))
}

/// A word of a closed vocabulary, by the name that it has in JSON.
fn word<T: DeserializeOwned>(text: &str) -> Option<T> {
    let deserializer: serde::de::value::StrDeserializer<'_, serde::de::value::Error> = text.into_deserializer();
    T::deserialize(deserializer).ok()
}

fn outcome(outcome: Outcome, status: u16) -> Answer {
    match outcome {
        Outcome::Done(decision) => Ok(Response::json(status, &decision)),
        Outcome::Unknown => Err(Response::error(404, "there is nothing like that")),
        Outcome::Unsupported => Err(Response::error(501, "this kind of graph cannot do that; use a store (.db)")),
    }
}

fn bad(message: String) -> Response {
    Response::error(400, &message)
}

fn failed(error: Error) -> Response {
    Response::error(500, &error.to_string())
}

fn method_not_allowed(methods: &str) -> Response {
    Response::error(405, "not with this method").with("Allow", methods.to_owned())
}
