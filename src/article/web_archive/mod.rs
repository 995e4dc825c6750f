//! Web archives → drafts: the pages of WARC files, record by record, as they are read.
//!
//! A page is a `response` with HTTP status 200, or a `resource`, that is HTML; a `conversion` is the plain text of a page.
//! What is no page is counted, what is broken is a problem of its own, and the others go on. Archives are those of Common Crawl,
//! of the Internet Archive, of wget, browsertrix and the like.

mod fields;
mod http;
mod records;

use super::dates::parse_day;
use super::draft::Draft;
use super::encoding::{decode, decode_page};
use super::html::read_page;
use super::left_out::LeftOut;
use super::limits::{MAX_ID_BYTES, MAX_PAGE_BYTES};
use super::reader::Found;
use super::text::read_text;
use crate::count::{counted, size};
use crate::error::Problem;
use crate::stream::unreadable;
use fields::Fields;
use http::{MAX_HEADER_BYTES, Response};
use records::{Next, Record, Records};
use std::io::BufRead;

/// The pages of one archive, in order.
pub(super) struct Pages {
    records: Records,
    /// Name of the file in messages.
    name: String,
    /// Id of the file, from which pages without an address get theirs.
    id: String,
    left_out: LeftOut,
    /// Whether anything was found that is an article, or a problem of one.
    any: bool,
    done: bool,
}

/// What a record is to us.
enum Content {
    Page(Draft),
    /// Nothing that anybody would read: a picture, a redirection, the crawler's own notes.
    NoPage,
    /// Nothing that came from the web: requests, notes of the crawler.
    Other,
}

/// What is wrong with a record, and the remedy.
type Fault = (String, &'static str);

const FETCH: &str = "it is skipped; fetch the page again if it matters";

impl Pages {
    pub fn new(source: Box<dyn BufRead + Send>, name: String, id: String, left_out: LeftOut) -> Self {
        Self { records: Records::new(source), name, id, left_out, any: false, done: false }
    }

    /// File and record.
    fn place(&self) -> String {
        format!("{}, record {}", self.name, self.records.number)
    }

    fn found(&self, record: &Record) -> Option<Result<Found, Problem>> {
        let url = address(&record.fields);
        match content(record) {
            Ok(Content::Page(mut draft)) => {
                draft.url = url.clone().or(draft.url);
                draft.doc = draft.url.clone().filter(|url| url.len() <= MAX_ID_BYTES);
                draft.date = draft.date.or_else(|| parse_day(record.fields.get("warc-date")?));
                draft.source = draft.source.or_else(|| host(draft.url.as_deref()?));
                Some(Ok(Found { draft, id: format!("{}:{}", self.id, self.records.number), place: self.place() }))
            }
            Ok(Content::NoPage) => {
                self.left_out.count_no_page();
                None
            }
            Ok(Content::Other) => None,
            Err((message, remedy)) => {
                let message = url.map_or_else(|| message.clone(), |url| format!("{url}: {message}"));
                Some(Err(Problem::new(self.place(), message).remedy(remedy)))
            }
        }
    }
}

impl Iterator for Pages {
    type Item = Result<Found, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let found = match self.records.next(wanted) {
                Ok(Next::Record(record)) => self.found(&record),
                Ok(Next::Broken(what)) => {
                    Some(Err(Problem::new(self.place(), format!("a broken record: {what}")).remedy(FETCH)))
                }
                Ok(Next::End) => {
                    self.done = true;
                    let message =
                        format!("there is no page in this archive of {}", counted(self.records.number, "record"));
                    (!self.any).then(|| Err(Problem::new(&self.name, message).remedy("give an archive of HTML pages")))
                }
                Err(error) => {
                    self.done = true;
                    Some(Err(unreadable(&self.place(), &error)))
                }
            };
            if found.is_some() {
                self.any = true;
                return found;
            }
        }
        None
    }
}

/// How many bytes of a record's block are wanted: those of a page, and enough more to see that it is too long.
fn wanted(fields: &Fields) -> usize {
    match fields.get("warc-type") {
        Some("response" | "resource" | "conversion") => MAX_PAGE_BYTES + MAX_HEADER_BYTES,
        _ => 0,
    }
}

fn content(record: &Record) -> Result<Content, Fault> {
    let kind = record.fields.content_type().map(|(kind, _)| kind);
    match (record.fields.get("warc-type"), kind.as_deref()) {
        (Some("response"), Some("application/http") | None) => response(record),
        (Some("resource"), Some("text/html" | "application/xhtml+xml")) => {
            page(record.block.clone(), record.fields.content_type().and_then(|(_, charset)| charset))
        }
        (Some("conversion"), Some("text/plain")) if record.cut => Err(too_long(record.block.len())),
        (Some("conversion"), Some("text/plain")) => Ok(Content::Page(read_text(&decode(record.block.clone())))),
        (Some("response" | "resource" | "conversion"), _) => Ok(Content::NoPage),
        _ => Ok(Content::Other),
    }
}

fn response(record: &Record) -> Result<Content, Fault> {
    let response = Response::parse(&record.block)
        .ok_or_else(|| ("a broken record: it holds no HTTP response".to_owned(), FETCH))?;
    let content_type = response.fields.content_type();
    let is_html =
        content_type.as_ref().is_none_or(|(kind, _)| matches!(&**kind, "text/html" | "application/xhtml+xml"));
    if response.status != 200 || !is_html {
        return Ok(Content::NoPage);
    }
    if record.cut {
        return Err(too_long(record.block.len()));
    }
    let body = response.decoded().map_err(|what| (what, FETCH))?;
    if content_type.is_none() && !body.trim_ascii_start().starts_with(b"<") {
        return Ok(Content::NoPage);
    }
    page(body, content_type.and_then(|(_, charset)| charset))
}

fn page(bytes: Vec<u8>, charset: Option<&str>) -> Result<Content, Fault> {
    if bytes.len() > MAX_PAGE_BYTES {
        return Err(too_long(bytes.len()));
    }
    if bytes.trim_ascii().is_empty() {
        return Ok(Content::NoPage);
    }
    read_page(&decode_page(bytes, charset)).map(Content::Page)
}

fn too_long(bytes: usize) -> Fault {
    let message = format!("this page has {} or more, at most {} are read", size(bytes), size(MAX_PAGE_BYTES));
    (message, "save the text of its article as .txt and give that")
}

/// The address of a page; some writers put it in angle brackets.
fn address(fields: &Fields) -> Option<String> {
    let uri = fields.get("warc-target-uri")?;
    let uri = uri.strip_prefix('<').and_then(|uri| uri.strip_suffix('>')).unwrap_or(uri);
    (uri.starts_with("https://") || uri.starts_with("http://")).then(|| uri.to_owned())
}

/// `news.example.org` of `https://www.news.example.org:8080/a`.
fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty()).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts() {
        assert_eq!(host("https://www.News.example.org:8080/a?b").as_deref(), Some("news.example.org"));
        assert_eq!(host("http://user@example.org").as_deref(), Some("example.org"));
        assert_eq!(host("http:///a"), None);
    }
}
