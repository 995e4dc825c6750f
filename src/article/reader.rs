//! Inputs → articles, one at a time: opens each source, tells its format, and hands on what is good and what is wrong.

use super::draft::Draft;
use super::encoding::{OPENING_BYTES, binary_kind, decode, decode_page, is_utf16};
use super::feed::Items;
use super::format::{Format, unread_kind};
use super::html::read_page;
use super::ids::{Ids, source_ids};
use super::inputs::{Input, Source, expand};
use super::language::may_be_english;
use super::left_out::LeftOut;
use super::limits::{MAX_INPUT_BYTES, MAX_PAGE_BYTES, MAX_TEXT_BYTES, SPLIT_REMEDY, check_text_size};
use super::markdown::read_markdown;
use super::model::Article;
use super::record::read_records;
use super::record_lines::RecordLines;
use super::text::{read_lines, read_text};
use super::web_archive::Pages;
use crate::count::size;
use crate::error::Problem;
use crate::stream::{Unpacked, is_damage, unreadable};
use jiff::civil::Date;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::PathBuf;

/// How articles are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOptions {
    /// Day of publication of articles that do not give their own.
    pub date: Option<Date>,
    /// Format of all inputs; told by file ending and content when `None`.
    pub format: Option<Format>,
    /// Most bytes of one file, or of one line of JSON Lines. Default [`MAX_INPUT_BYTES`].
    pub max_input_bytes: usize,
    /// Most bytes of text of one article. Default [`MAX_TEXT_BYTES`].
    pub max_text_bytes: usize,
    /// Whether articles in other languages than English are read as well; else they are left out, and counted.
    pub any_language: bool,
    /// Whether plain text is read for its words alone: all of it is in blocks, in its order, also bylines, datelines and the
    /// markers of lists.
    pub every_word: bool,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            date: None,
            format: None,
            max_input_bytes: MAX_INPUT_BYTES,
            max_text_bytes: MAX_TEXT_BYTES,
            any_language: false,
            every_word: false,
        }
    }
}

/// Reads all articles of the inputs, in the order of their paths; standard input comes last.
///
/// An article that cannot be read is a [`Problem`] that names the file, the line where there is one, and the remedy; the
/// others go on. Only one article, one line of JSON Lines, or one item of a feed or record of a web archive is held at a time.
/// gzip and zstd are unpacked on the way. Articles in other languages than English are left out, see
/// [`Articles::left_out`].
pub fn read_inputs(inputs: &[Input], options: &ReadOptions) -> Articles {
    let (problems, sources) = expand(inputs);
    Articles::new(problems, sources, options)
}

/// Reads all articles of a file that is already in memory; its `path` tells the format and the id, and is not opened.
///
/// ```
/// use summitry::article::{ReadOptions, read_bytes};
///
/// let mut articles = read_bytes("talks.md", b"# Talks in Geneva\n\nThey met.".to_vec(), &ReadOptions::default());
/// let article = articles.next().unwrap().unwrap();
/// assert_eq!((article.doc.as_str(), article.text.as_str()), ("talks", "Talks in Geneva\nThey met."));
/// ```
pub fn read_bytes(path: impl Into<PathBuf>, bytes: Vec<u8>, options: &ReadOptions) -> Articles {
    Articles::new(Vec::new(), vec![Source::Bytes(path.into(), bytes)], options)
}

/// The articles of several inputs; see [`read_inputs`].
pub struct Articles {
    problems: std::vec::IntoIter<Problem>,
    sources: std::vec::IntoIter<(Source, String)>,
    /// What is left of the source that is being read.
    open: Drafts,
    options: ReadOptions,
    ids: Ids,
    left_out: LeftOut,
}

/// An article of a source, before it has its final id.
pub(super) struct Found {
    pub draft: Draft,
    /// Id in case the draft has none.
    pub id: String,
    /// File, and line where there is one.
    pub place: String,
}

type Drafts = Box<dyn Iterator<Item = Result<Found, Problem>> + Send>;

impl Iterator for Articles {
    type Item = Result<Article, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(problem) = self.problems.next() {
            return Some(Err(problem));
        }
        loop {
            if let Some(found) = self.open.next() {
                match found.and_then(|found| self.finish(found)).transpose() {
                    Some(article) => return Some(article),
                    None => continue,
                }
            }
            let (source, id) = self.sources.next()?;
            match open(source, id, &self.options, &self.left_out) {
                Ok(drafts) => self.open = drafts,
                Err(problem) => return Some(Err(problem)),
            }
        }
    }
}

impl Articles {
    fn new(problems: Vec<Problem>, sources: Vec<Source>, options: &ReadOptions) -> Self {
        let ids = source_ids(&sources);
        let sources: Vec<(Source, String)> = sources.into_iter().zip(ids).collect();
        Self {
            problems: problems.into_iter(),
            sources: sources.into_iter(),
            open: Box::new(std::iter::empty()),
            options: options.clone(),
            ids: Ids::default(),
            left_out: LeftOut::default(),
        }
    }

    /// What is left out, counted as the reading goes on: the counts stay at hand when the articles are handed on.
    ///
    /// ```
    /// use summitry::article::{ReadOptions, read_bytes};
    ///
    /// let text = "Le président a reçu le chancelier à Paris, où ils ont parlé de la sécurité dans les Balkans.";
    /// let articles = read_bytes("visite.txt", text.into(), &ReadOptions::default());
    /// let left_out = articles.left_out();
    /// assert_eq!((articles.count(), left_out.other_language()), (0, 1));
    /// ```
    pub fn left_out(&self) -> LeftOut {
        self.left_out.clone()
    }

    /// Assembles the article, checks its size and settles its id; `None` where its language leaves it out.
    fn finish(&mut self, found: Found) -> Result<Option<Article>, Problem> {
        let Found { mut draft, id, place } = found;
        let id = draft.doc.take().unwrap_or(id);
        let mut article = draft
            .into_article(id, self.options.date)
            .ok_or_else(|| Problem::new(&place, "there is no text to read").remedy("give the article's text"))?;
        check_text(article.text.len(), &place, &self.options)?;
        if !self.options.any_language && !may_be_english(&article.text) {
            self.left_out.count_other_language();
            return Ok(None);
        }
        article.doc = self.ids.claim(article.doc.clone(), &article.text, &place).map_err(|first| {
            Problem::new(&place, format!("the article {:?} was already read from {first}", article.doc))
                .remedy("it is skipped; give each article once")
        })?;
        Ok(Some(article))
    }
}

/// Opens a source, tells what it is, and reads it, line by line where its format allows.
fn open(source: Source, id: String, options: &ReadOptions, left_out: &LeftOut) -> Result<Drafts, Problem> {
    let name = source.name();
    let unreadable = |error: io::Error| unreadable(&name, &error);
    let by_extension = source.format_by_extension();
    let packed: Box<dyn Read + Send> = match source {
        Source::Stdin => Box::new(io::stdin()),
        Source::File(path) => Box::new(File::open(path).map_err(unreadable)?),
        Source::Bytes(_, bytes) => Box::new(Cursor::new(bytes)),
    };
    let mut reader = Unpacked::new(packed).map_err(unreadable)?;
    let mut opening = Vec::new();
    match reader.by_ref().take(OPENING_BYTES as u64).read_to_end(&mut opening) {
        // What can be read of a damaged file is read; the damage shows itself again behind it.
        Err(error) if opening.is_empty() || !is_damage(&error) => return Err(unreadable(error)),
        _ => {}
    }
    if opening.is_empty() {
        return Err(Problem::new(&name, "the input is empty").remedy("give a file with an article in it"));
    }
    let by_extension = if opening.starts_with(b"WARC/") { Some(Format::WebArchive) } else { by_extension };
    if options.format.or(by_extension) == Some(Format::WebArchive) {
        let records = BufReader::new(Cursor::new(opening).chain(reader));
        return Ok(Box::new(Pages::new(Box::new(records), name, id, left_out.clone())));
    }
    if let Some((kind, remedy)) = binary_kind(&opening) {
        return Err(Problem::new(&name, format!("this is no text but {kind}")).remedy(remedy));
    }
    let utf16 = is_utf16(&opening);
    let opening_text = decode(opening.clone());
    if let Some((kind, remedy)) = unread_kind(&opening_text) {
        return Err(Problem::new(&name, format!("this is no article but {kind}")).remedy(remedy));
    }
    let format = options.format.unwrap_or_else(|| Format::detect(by_extension, &opening_text));
    let reader = Cursor::new(opening.clone()).chain(reader);
    if format == Format::Feed {
        return Ok(Box::new(Items::new(Box::new(reader), &opening, name, id, options.max_input_bytes)));
    }
    if format == Format::JsonLines && !utf16 {
        let lines = RecordLines::new(Box::new(BufReader::new(reader)), name, id, options);
        return Ok(Box::new(lines));
    }
    let mut bytes = Vec::new();
    let read = reader.take(options.max_input_bytes as u64 + 1).read_to_end(&mut bytes);
    // Of an array of records those before the damage are whole.
    let damage = match read.map_err(unreadable) {
        Err(damage) if format == Format::Json => Some(damage),
        read => read.map(|_| None)?,
    };
    if bytes.len() > options.max_input_bytes {
        let message = format!("the file has more than {}", size(options.max_input_bytes));
        return Err(Problem::new(&name, message).remedy("split it; large collections are read as JSON Lines"));
    }
    if let (Format::Json, Some(damage)) = (format, damage) {
        let records = read_json(&decode(bytes), name, id, options)?.filter(Result::is_ok);
        return Ok(Box::new(records.chain(std::iter::once(Err(damage)))));
    }
    read_whole(format, bytes, name, id, options)
}

/// Reads a format that needs the whole file.
fn read_whole(
    format: Format,
    bytes: Vec<u8>,
    name: String,
    id: String,
    options: &ReadOptions,
) -> Result<Drafts, Problem> {
    let draft = match format {
        Format::JsonLines => {
            let text = Cursor::new(decode(bytes).into_bytes());
            return Ok(Box::new(RecordLines::new(Box::new(text), name, id, options)));
        }
        Format::Json => return read_json(&decode(bytes), name, id, options),
        Format::Html => {
            if bytes.len() > MAX_PAGE_BYTES {
                let message = format!("this page has {}, at most {} are read", size(bytes.len()), size(MAX_PAGE_BYTES));
                return Err(Problem::new(name, message).remedy("save the text of its article as .txt and give that"));
            }
            read_page(&decode_page(bytes, None))
                .map_err(|(message, remedy)| Problem::new(&name, message).remedy(remedy))?
        }
        // Feeds and archives are read as streams and do not come here.
        Format::Markdown | Format::Text | Format::Feed | Format::WebArchive => {
            let text = decode(bytes);
            check_text(text.len(), &name, options)?;
            match format {
                Format::Markdown => read_markdown(&text),
                _ if options.every_word => read_lines(&text),
                _ => read_text(&text),
            }
        }
    };
    Ok(Box::new(std::iter::once(Ok(Found { draft, id, place: name }))))
}

fn read_json(text: &str, name: String, id: String, options: &ReadOptions) -> Result<Drafts, Problem> {
    let records = read_records(text, options.max_text_bytes);
    if records.is_empty() {
        return Err(
            Problem::new(name, "there is no record in this file").remedy("give a JSON object, or an array of them")
        );
    }
    let single = records.len() == 1;
    Ok(Box::new(records.into_iter().zip(1..).map(move |(record, number)| match record {
        Ok(draft) => {
            let id = if single { id.clone() } else { format!("{id}:{number}") };
            Ok(Found { draft, id, place: name.clone() })
        }
        Err(error) => {
            let problem = Problem::new(&name, error.message).remedy(error.remedy);
            Err(match error.line {
                Some(line) => problem.at_line(line),
                None => problem,
            })
        }
    })))
}

fn check_text(bytes: usize, place: &str, options: &ReadOptions) -> Result<(), Problem> {
    check_text_size(bytes, options.max_text_bytes).map_err(|message| Problem::new(place, message).remedy(SPLIT_REMEDY))
}
