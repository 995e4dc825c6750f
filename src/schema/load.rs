//! Files → [`Schema`]: the embedded ones, and over them a folder of the user's, checked as a whole.

use super::areas::{AreaIndex, PolicyArea};
use super::event::{EventType, Examples, Firing, Frame, Slot};
use super::kinds::{EdgeType, NodeType};
use super::source::Source;
use super::status::StatusCues;
use super::{check, folder};
use crate::error::Problem;
use crate::vocabulary::Status;
use ron::value::RawValue;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::path::Path;
use std::sync::OnceLock;

/// The files under `schemas/`, by path, written by the build script.
static EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/schemas.rs"));

/// Everything that the schema files say.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Schema {
    /// Kinds of nodes.
    pub nodes: Vec<NodeType>,
    /// Kinds of edges.
    pub edges: Vec<EdgeType>,
    /// Statuses with their cues, in the order of [`Status`].
    pub statuses: Vec<StatusCues>,
    /// Policy areas.
    pub areas: Vec<PolicyArea>,
    /// Event types, sorted by id.
    pub events: Vec<EventType>,
    #[serde(skip)]
    index: AreaIndex,
}

impl Schema {
    /// The schema that the binary carries.
    pub fn embedded() -> &'static Self {
        static SCHEMA: OnceLock<Schema> = OnceLock::new();
        // A test loads it, so a build that passed its tests never stops here.
        SCHEMA.get_or_init(|| Self::load().expect("the embedded schema is sound"))
    }

    /// Reads the schema that the binary carries anew.
    ///
    /// # Errors
    /// Its problems, while somebody is editing `schemas/`.
    pub fn load() -> Result<Self, Vec<Problem>> {
        Self::of_layers(&[embedded_sources()])
    }

    /// The embedded schema with the files of `folder` over it. They are named and written as those under `schemas/`; an
    /// entry with a known id replaces the embedded one, any other is added.
    ///
    /// # Errors
    /// Every problem of every file, sorted by file and line; a folder that cannot be read is one of them.
    pub fn with_overlay(folder: &Path) -> Result<Self, Vec<Problem>> {
        let overlay = folder::read(folder)?;
        Self::of_layers(&[embedded_sources(), overlay])
    }

    /// Reads layers of files, later ones over earlier ones, and checks the whole.
    pub(super) fn of_layers(layers: &[Vec<Source>]) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut schema = Self::default();
        for sources in layers {
            let mut layer = Self::default();
            for source in sources {
                layer.read(source, &mut problems);
            }
            problems.extend(check::duplicates(&layer));
            schema.absorb(layer);
        }
        schema.statuses.sort_by_key(|cues| cues.status);
        schema.events.sort_by(|a, b| a.id.cmp(&b.id));
        problems.extend(check::whole(&schema));
        if problems.is_empty() {
            schema.index = AreaIndex::new(&schema.areas);
            return Ok(schema);
        }
        problems.sort_by(|a, b| (&a.file, a.line, &a.message).cmp(&(&b.file, b.line, &b.message)));
        problems.dedup();
        Err(problems)
    }

    /// The event type of that id.
    pub fn event(&self, id: &str) -> Option<&EventType> {
        self.events.iter().find(|event| event.id == id)
    }

    /// The policy area of that id.
    pub fn area(&self, id: &str) -> Option<&PolicyArea> {
        self.areas.iter().find(|area| area.id == id)
    }

    /// The edge kind of that name.
    pub fn edge(&self, name: &str) -> Option<&EdgeType> {
        self.edges.iter().find(|edge| edge.name == name)
    }

    /// The node kind of that name.
    pub fn node(&self, name: &str) -> Option<&NodeType> {
        self.nodes.iter().find(|node| node.name == name)
    }

    /// The cues of a status.
    pub fn status(&self, status: Status) -> Option<&StatusCues> {
        self.statuses.iter().find(|cues| cues.status == status)
    }

    /// Finds the policy areas that a text speaks of.
    pub fn area_index(&self) -> &AreaIndex {
        &self.index
    }

    /// Takes in one file.
    fn read(&mut self, source: &Source, problems: &mut Vec<Problem>) {
        let outcome = match &*source.path {
            "kinds.ron" => self.read_kinds(source, problems),
            "policy-areas.ron" => self.read_areas(source, problems),
            "statuses.ron" => self.read_statuses(source, problems),
            path if path.starts_with("events/") => self.read_event(source, problems),
            _ => Err(Problem::new(&source.shown, "not a file of the schema").remedy(
                "name it kinds.ron, policy-areas.ron or statuses.ron, or put an event type into the folder events",
            )),
        };
        problems.extend(outcome.err());
    }

    fn read_kinds(&mut self, source: &Source, problems: &mut Vec<Problem>) -> Result<(), Problem> {
        let file: KindsFile = source.parse()?;
        for (node, line) in source.items::<NodeType>(&file.nodes, problems) {
            self.nodes.push(NodeType { file: source.shown.clone(), line, ..node });
        }
        for (edge, line) in source.items::<EdgeType>(&file.edges, problems) {
            self.edges.push(EdgeType { file: source.shown.clone(), line, ..edge });
        }
        Ok(())
    }

    fn read_areas(&mut self, source: &Source, problems: &mut Vec<Problem>) -> Result<(), Problem> {
        let items: Vec<&RawValue> = source.parse()?;
        for (area, line) in source.items::<PolicyArea>(&items, problems) {
            self.areas.push(PolicyArea { file: source.shown.clone(), line, ..area });
        }
        Ok(())
    }

    fn read_statuses(&mut self, source: &Source, problems: &mut Vec<Problem>) -> Result<(), Problem> {
        let items: Vec<&RawValue> = source.parse()?;
        for (cues, line) in source.items::<StatusCues>(&items, problems) {
            self.statuses.push(StatusCues { file: source.shown.clone(), line, ..cues });
        }
        Ok(())
    }

    fn read_event(&mut self, source: &Source, problems: &mut Vec<Problem>) -> Result<(), Problem> {
        let file: EventFile = source.parse()?;
        let frames = source.items::<Frame>(&file.frames, problems);
        let fires = source.items::<Firing>(&file.examples.fires, problems);
        self.events.push(EventType {
            line: source.find(&format!("\"{}\"", file.id)),
            file: source.shown.clone(),
            id: file.id,
            meaning: file.meaning,
            symmetric: file.symmetric,
            cameo: file.cameo,
            plover: file.plover,
            tie: file.tie,
            default_topic: file.default_topic,
            unnamed_actor: file.unnamed_actor,
            frames: frames.into_iter().map(|(frame, line)| Frame { line, ..complete(frame) }).collect(),
            examples: Examples {
                fires: fires.into_iter().map(|(firing, line)| Firing { line, ..firing }).collect(),
                silent: file.examples.silent,
            },
        });
        Ok(())
    }

    /// Lays another schema over this one.
    fn absorb(&mut self, layer: Self) {
        replace_or_push(&mut self.nodes, layer.nodes, |node| node.name.clone());
        replace_or_push(&mut self.edges, layer.edges, |edge| edge.name.clone());
        replace_or_push(&mut self.statuses, layer.statuses, |cues| cues.status);
        replace_or_push(&mut self.areas, layer.areas, |area| area.id.clone());
        replace_or_push(&mut self.events, layer.events, |event| event.id.clone());
    }
}

/// `kinds.ron`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindsFile<'a> {
    #[serde(default, borrow)]
    nodes: Vec<&'a RawValue>,
    #[serde(default, borrow)]
    edges: Vec<&'a RawValue>,
}

/// A file of `events/`, its frames and examples as yet unread.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EventFile<'a> {
    id: String,
    meaning: String,
    #[serde(default)]
    symmetric: bool,
    #[serde(default)]
    cameo: Vec<String>,
    #[serde(default)]
    plover: Option<String>,
    tie: String,
    #[serde(default)]
    default_topic: Option<String>,
    #[serde(default)]
    unnamed_actor: bool,
    #[serde(borrow)]
    frames: Vec<&'a RawValue>,
    #[serde(borrow)]
    examples: ExamplesFile<'a>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExamplesFile<'a> {
    #[serde(borrow)]
    fires: Vec<&'a RawValue>,
    silent: Vec<String>,
}

/// The files that the binary carries.
fn embedded_sources() -> Vec<Source<'static>> {
    let source = |&(path, text): &(&'static str, &'static str)| Source {
        path: Cow::Borrowed(path),
        shown: format!("schemas/{path}"),
        text: Cow::Borrowed(text),
    };
    EMBEDDED.iter().map(source).collect()
}

/// Spells out that the complement of a verb's own preposition is its object: of "call on" the roles of `object` are
/// those of `on` too, and the other way round.
fn complete(mut frame: Frame) -> Frame {
    let prepositions: Vec<Slot> = frame
        .verbs
        .iter()
        .filter_map(|verb| verb.rsplit_once(' '))
        .filter_map(|(_, last)| Slot::of_word(last))
        .filter(|slot| matches!(slot, Slot::Prep(_)))
        .collect();
    for slot in prepositions {
        let roles = frame.roles.get(&slot).or_else(|| frame.roles.get(&Slot::Object)).cloned();
        if let Some(roles) = roles {
            frame.roles.entry(Slot::Object).or_insert_with(|| roles.clone());
            frame.roles.entry(slot).or_insert(roles);
        }
    }
    frame
}

fn replace_or_push<T, K: PartialEq>(items: &mut Vec<T>, over: Vec<T>, key: impl Fn(&T) -> K) {
    for item in over {
        match items.iter_mut().find(|known| key(known) == key(&item)) {
            Some(known) => *known = item,
            None => items.push(item),
        }
    }
}
