//! Feeds → drafts: every item of RSS 2.0, RSS 1.0 and Atom is an article; item by item, as they are read.
//!
//! Feeds of the wild are hardly ever valid. What can be understood is: stray ampersands, end tags that fit no start tag,
//! undeclared prefixes, HTML without its escapes. No entity but the five of XML and HTML's own is known, so none can expand.
//!
//! `<item><title>Talks</title><link>https://…</link><description>&lt;p&gt;They met.&lt;/p&gt;</description></item>` → title, url and
//! id, one paragraph.

mod item;
mod stream;

use super::encoding::xml_encoding;
use super::reader::Found;
use crate::count::size;
use crate::error::Problem;
use crate::stream::{is_damage, unreadable};
use item::{Field, Item, Value};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::io::Read;
use stream::TextStream;

/// Deepest nesting of elements; feeds have five levels, with XHTML inside some more.
const MAX_DEPTH: usize = 400;
/// Longest name of an element that is looked at; longer ones are nobody's.
const MAX_NAME: usize = 100;

/// The items of one feed, in order.
pub(super) struct Items {
    xml: Reader<TextStream<Box<dyn Read + Send>>>,
    /// Name of the file in messages.
    name: String,
    /// Id of the file, from which items without an id get theirs.
    id: String,
    /// Most bytes of one tag or stretch of text.
    most: usize,
    buffer: Vec<u8>,
    /// Names of the elements that are open.
    open: Vec<String>,
    feed_title: Option<String>,
    item: Option<Current>,
    field: Option<Open>,
    /// Items read so far.
    number: usize,
    is_feed: bool,
    done: bool,
}

/// An item that is being read.
struct Current {
    item: Item,
    /// Number of elements open inside which its fields stand, itself included.
    depth: usize,
    /// The prefix of its name, which its fields' names then have as well.
    prefix: String,
}

/// A field that is being read.
struct Open {
    field: Field,
    /// Of the item, not of the feed.
    of_item: bool,
    /// Number of elements open inside which its text stands, itself included.
    depth: usize,
    /// Markup in it is elements, not text: XHTML.
    xhtml: bool,
    value: Value,
}

impl Items {
    /// The items of a feed that begins with `opening`; that is part of `source`.
    pub fn new(source: Box<dyn Read + Send>, opening: &[u8], name: String, id: String, most: usize) -> Self {
        let mut xml = Reader::from_reader(TextStream::new(source, xml_encoding(opening), most));
        let config = xml.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        Self {
            xml,
            name,
            id,
            most,
            buffer: Vec::new(),
            open: Vec::new(),
            feed_title: None,
            item: None,
            field: None,
            number: 0,
            is_feed: false,
            done: false,
        }
    }

    fn problem(&self, message: impl Into<String>) -> Problem {
        Problem::new(&self.name, message).at_line(self.xml.get_ref().line())
    }

    /// Reads up to the end of the next item; `None` at the end of the feed.
    fn read_item(&mut self) -> Result<Option<Item>, Problem> {
        let mut buffer = std::mem::take(&mut self.buffer);
        let item = loop {
            buffer.clear();
            self.xml.get_mut().allow(self.most);
            let event = self.xml.read_event_into(&mut buffer).map_err(|error| self.syntax_problem(&error))?;
            match event {
                Event::Start(start) => self.begin(&start)?,
                Event::Empty(start) => {
                    self.begin(&start)?;
                    if let Some(item) = self.end(start.name().0) {
                        break Some(item);
                    }
                }
                Event::End(end) => {
                    if let Some(item) = self.end(end.name().0) {
                        break Some(item);
                    }
                }
                Event::Text(text) => self.text(&text.xml10_content(), false),
                Event::CData(text) => self.text(&text.xml10_content(), false),
                Event::GeneralRef(reference) => self.reference(&reference),
                Event::Eof if self.open.is_empty() => break None,
                Event::Eof => {
                    return Err(self.problem("the feed is cut off").remedy("get it again; its items so far are kept"));
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        };
        self.buffer = buffer;
        Ok(item)
    }

    fn syntax_problem(&self, error: &quick_xml::Error) -> Problem {
        let stream = self.xml.get_ref();
        match error {
            quick_xml::Error::Io(error) if is_damage(error) => unreadable(&self.name, error).at_line(stream.line()),
            quick_xml::Error::Io(error) if !stream.is_spent() => unreadable(&self.name, error),
            _ if stream.is_spent() => {
                let message =
                    format!("there are more than {} without a tag; the feed is read no further", size(self.most));
                self.problem(message).remedy("give the pages of its articles")
            }
            other => {
                let message = format!("broken XML: {other}; the feed is read no further");
                self.problem(message).remedy("get it again; its items so far are kept")
            }
        }
    }

    fn begin(&mut self, start: &BytesStart) -> Result<(), Problem> {
        let name = known(start.name().0);
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        if self.open.len() >= MAX_DEPTH {
            return Err(self.problem("its elements are nested too deeply; the feed is read no further"));
        }
        let depth = self.open.len() + 1;
        let parent = self.open.last().map_or("", |name| local_of(name));
        if let Some(open) = &mut self.field {
            // Elements in a field are its markup; their attributes say nothing to us.
            open.value.push(open.field, &format!("<{local}>"));
        } else if let Some(current) = &mut self.item {
            if depth == current.depth + 1 {
                let prefix = if prefix == current.prefix { "" } else { prefix };
                self.field =
                    current.begin_field(prefix, local, start).map(|field| Open::new(field, true, depth, start));
            } else if local == "title" && parent == "source" {
                self.field = Some(Open::new(Field::Source, true, depth, start));
            }
        } else if matches!(local, "item" | "entry") {
            let item = Item::new(self.xml.get_ref().line());
            self.item = Some(Current { item, depth, prefix: prefix.to_owned() });
        } else if local == "title" && matches!(parent, "channel" | "feed") {
            self.field = Some(Open::new(Field::Title, false, depth, start));
        }
        if self.open.is_empty() {
            self.is_feed |= matches!(local, "rss" | "feed" | "RDF");
        }
        self.open.push(name.to_owned());
        Ok(())
    }

    /// Closes the innermost element of that name, and those in it; an end tag that fits none is passed over. Gives the item
    /// that ends here.
    fn end(&mut self, name: &str) -> Option<Item> {
        let name = known(name);
        let at = self.open.iter().rposition(|open| open == name)?;
        self.open.truncate(at);
        if let Some(mut open) = self.field.take() {
            if at < open.depth {
                self.close(open);
            } else {
                open.value.push(open.field, &format!("</{}>", local_of(name)));
                self.field = Some(open);
            }
        }
        self.item.take_if(|current| at < current.depth).map(|current| current.item)
    }

    fn close(&mut self, open: Open) {
        match &mut self.item {
            Some(current) if open.of_item => current.item.set(open.field, open.value),
            _ => {
                self.feed_title.get_or_insert(open.value.text);
            }
        }
    }

    fn text(&mut self, text: &str, literal: bool) {
        let depth = self.open.len();
        if let Some(open) = &mut self.field {
            // In elements text is text; else it is itself HTML.
            if !literal && (open.xhtml || depth > open.depth) {
                open.value.push(open.field, &text.replace('&', "&amp;").replace('<', "&lt;"));
            } else {
                open.value.push(open.field, text);
            }
        }
    }

    fn reference(&mut self, reference: &BytesRef) {
        let name: &str = reference;
        let character = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => reference.resolve_char_ref().ok().flatten(),
        };
        match character {
            Some(character) => self.text(character.encode_utf8(&mut [0; 4]), false),
            // An entity of HTML, or one that the feed declares and nobody expands.
            None => self.text(&format!("&{name};"), true),
        }
    }

    fn found(&mut self, item: Item) -> Result<Found, Problem> {
        self.number += 1;
        let line = item.line;
        match item.into_draft(self.feed_title.as_deref()) {
            Ok(draft) => {
                let (id, place) = (format!("{}:{}", self.id, self.number), format!("{}:{line}", self.name));
                Ok(Found { draft, id, place })
            }
            Err((message, remedy)) => Err(Problem::new(&self.name, message).at_line(line).remedy(remedy)),
        }
    }
}

impl Iterator for Items {
    type Item = Result<Found, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        match self.read_item() {
            Ok(Some(item)) => Some(self.found(item)),
            Err(problem) => {
                self.done = true;
                Some(Err(problem))
            }
            Ok(None) => {
                self.done = true;
                let message = match self.is_feed {
                    _ if self.number > 0 => return None,
                    true => "there is no item in this feed",
                    false => "this is no feed",
                };
                let remedy = "give RSS or Atom, or the pages of its articles";
                Some(Err(Problem::new(&self.name, message).remedy(remedy)))
            }
        }
    }
}

impl Current {
    /// The field whose text is in the element that begins; a field in an attribute is taken at once.
    fn begin_field(&mut self, prefix: &str, local: &str, start: &BytesStart) -> Option<Field> {
        let field = Field::of(prefix, local)?;
        let is = |name: &str, value: &str| attribute(start, name).map(|it| it == value);
        match field {
            // Atom's `<link href>` to the article itself, not to its comments or the feed.
            Field::Link if attribute(start, "href").is_some() => {
                if is("rel", "alternate") != Some(false) {
                    let mut value = Value::default();
                    value.push(field, &attribute(start, "href")?);
                    self.item.set(field, value);
                }
                None
            }
            Field::Content => is_text_type(attribute(start, "type").as_deref()).then_some(field),
            // Atom's source has elements, of which the title is looked for; that of RSS names its address.
            Field::Source if prefix.is_empty() && attribute(start, "url").is_none() => None,
            _ => Some(field),
        }
    }
}

impl Open {
    fn new(field: Field, of_item: bool, depth: usize, start: &BytesStart) -> Self {
        let xhtml = attribute(start, "type").is_some_and(|kind| kind.contains("xhtml"));
        Self { field, of_item, depth, xhtml, value: Value::default() }
    }
}

/// A name that is looked at; all that are too long are taken for one.
fn known(name: &str) -> &str {
    if name.len() > MAX_NAME { "" } else { name }
}

fn local_of(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Whether content of a type is text: "text", "html", "xhtml", "text/html", or no type at all.
fn is_text_type(kind: Option<&str>) -> bool {
    kind.is_none_or(|kind| {
        matches!(kind, "text" | "html" | "xhtml" | "application/xhtml+xml") || kind.starts_with("text/")
    })
}

fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let found = start.html_attributes().with_checks(false).flatten().find(|it| it.key.0 == name)?;
    let value = quick_xml::escape::unescape(&found.value).map_or_else(|_| found.value.to_string(), Into::into);
    Some(value.trim().to_owned())
}
