//! What was read of one item of a feed → draft.

use crate::article::dates::parse_day;
use crate::article::draft::{Draft, Piece, same_line, squeeze};
use crate::article::html::{Refusal, read_fragment};
use crate::article::limits::{MAX_ID_BYTES, MAX_PAGE_BYTES};
use crate::article::model::BlockKind;
use crate::article::text::{read_head, read_record_text};
use crate::count::size;

/// A piece of information that an item or the feed gives, by the elements that hold it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    /// `content:encoded`, Atom's `content`.
    Content,
    /// `description`, `summary`.
    Summary,
    /// Day of publication.
    Published,
    /// Day of the last change, where there is no other.
    Updated,
    Link,
    /// `guid`, Atom's `id`.
    Id,
    /// Who published it, where the feed gathers items of others.
    Source,
}

impl Field {
    /// The field that an element of an item holds; `prefix` is that of its name.
    pub fn of(prefix: &str, local: &str) -> Option<Self> {
        Some(match (prefix, local) {
            ("" | "atom" | "rss", "title") => Self::Title,
            ("content", "encoded") | ("" | "atom", "content") | ("xhtml", "body" | "div") => Self::Content,
            ("" | "rss", "description") | ("" | "atom", "summary") => Self::Summary,
            ("" | "rss", "pubDate") | ("" | "atom", "published" | "issued") | ("dc" | "dcterms", "date" | "issued") => {
                Self::Published
            }
            ("" | "atom", "updated" | "modified" | "created") => Self::Updated,
            ("" | "rss" | "atom", "link") => Self::Link,
            ("" | "rss", "guid") | ("" | "atom", "id") => Self::Id,
            ("" | "rss", "source") | ("dc", "publisher") => Self::Source,
            _ => return None,
        })
    }

    /// Most bytes of the field that are taken.
    const fn limit(self) -> usize {
        match self {
            Self::Content | Self::Summary => MAX_PAGE_BYTES,
            _ => 8 * 1024,
        }
    }
}

/// The text of a field, as far as it was read.
#[derive(Debug, Default)]
pub(super) struct Value {
    pub text: String,
    /// More was there than is taken.
    pub too_long: bool,
}

impl Value {
    pub fn push(&mut self, field: Field, text: &str) {
        if self.text.len() + text.len() <= field.limit() {
            self.text.push_str(text);
        } else {
            self.too_long = true;
        }
    }
}

/// One item.
#[derive(Debug, Default)]
pub(super) struct Item {
    /// Line where it begins.
    pub line: usize,
    title: Option<String>,
    content: Option<String>,
    summary: Option<String>,
    published: Option<String>,
    updated: Option<String>,
    link: Option<String>,
    id: Option<String>,
    source: Option<String>,
    /// Whether a text was left out because of its length.
    too_long: bool,
}

impl Item {
    pub fn new(line: usize) -> Self {
        Self { line, ..Self::default() }
    }

    /// Takes the value of a field; the first one that says something counts.
    pub fn set(&mut self, field: Field, value: Value) {
        if value.too_long {
            self.too_long |= field.limit() == MAX_PAGE_BYTES;
            return;
        }
        if value.text.trim().is_empty() {
            return;
        }
        let slot = match field {
            Field::Title => &mut self.title,
            Field::Content => &mut self.content,
            Field::Summary => &mut self.summary,
            Field::Published => &mut self.published,
            Field::Updated => &mut self.updated,
            Field::Link => &mut self.link,
            Field::Id => &mut self.id,
            Field::Source => &mut self.source,
        };
        slot.get_or_insert(value.text);
    }

    /// The article. The title alone is one too: headlines tell events.
    pub fn into_draft(self, feed_title: Option<&str>) -> Result<Draft, Refusal> {
        let title = self.title.as_deref().map(plain).filter(|title| !title.is_empty());
        let mut draft = self.read_text(title.as_deref())?;
        let link = self.link.as_deref().map(squeeze);
        let id = self.id.as_deref().map(squeeze);
        draft.url = [link, id.clone()].into_iter().flatten().find(|link| is_address(link));
        draft.doc = draft.url.clone().or(id).filter(|id| id.len() <= MAX_ID_BYTES);
        let days = [&self.published, &self.updated].into_iter().flatten();
        draft.date = days.map(|day| squeeze(day)).find_map(|day| parse_day(&day)).or(draft.date);
        draft.source =
            self.source.as_deref().map(plain).filter(|it| !it.is_empty()).or(feed_title.map(plain)).or(draft.source);
        Ok(draft)
    }

    /// The first of content and summary that has text.
    fn read_text(&self, title: Option<&str>) -> Result<Draft, Refusal> {
        let mut refused = self.too_long.then(too_long);
        for text in [&self.content, &self.summary].into_iter().flatten() {
            let mut draft = if has_markup(text) {
                match read_fragment(text) {
                    Ok(pieces) => from_pieces(pieces, title),
                    Err(refusal) => {
                        refused = Some(refusal);
                        continue;
                    }
                }
            } else {
                read_record_text(text, title)
            };
            draft.pieces.retain(|piece| !is_trailer(&piece.text));
            if !draft.pieces.is_empty() {
                return Ok(draft);
            }
        }
        match (refused, title) {
            (Some(refusal), _) => Err(refusal),
            (None, Some(title)) => {
                Ok(from_pieces(Piece::new(BlockKind::Paragraph, title).into_iter().collect(), Some(title)))
            }
            (None, None) => Err(("this item has neither text nor title".to_owned(), "give the page of its article")),
        }
    }
}

fn too_long() -> Refusal {
    (format!("this item's text has more than {}", size(MAX_PAGE_BYTES)), "give the page of its article")
}

fn from_pieces(mut pieces: Vec<Piece>, title: Option<&str>) -> Draft {
    let mut draft = Draft { title: title.map(str::to_owned), ..Draft::default() };
    // A title that the text repeats is not its first paragraph.
    let start = usize::from(pieces.first().is_some_and(|first| title.is_some_and(|it| same_line(&first.text, it))));
    let header = read_head(&mut pieces[start..]);
    draft.pieces = pieces;
    draft.complete_with(header);
    draft.title = title.map(str::to_owned);
    draft
}

/// A short text without its markup: titles are HTML in some feeds, plain in others.
fn plain(text: &str) -> String {
    if !has_markup(text) {
        return squeeze(text);
    }
    let pieces = read_fragment(text).unwrap_or_default();
    squeeze(&pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" "))
}

/// Whether a text holds tags or character references of HTML.
fn has_markup(text: &str) -> bool {
    let starts_tag = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
    let is_reference = |rest: &str| {
        rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '#'))
            .is_some_and(|end| end > 1 && rest[end..].starts_with(';'))
    };
    text.match_indices('<').any(|(at, _)| starts_tag(&text[at + 1..]))
        || text.match_indices('&').any(|(at, _)| is_reference(&text[at + 1..]))
}

fn is_address(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(' ')
}

/// What blog software puts below each item: "The post … appeared first on …", "Continue reading …", "Read more".
fn is_trailer(text: &str) -> bool {
    (text.starts_with("The post ") && text.contains(" appeared first on "))
        || (text.starts_with("Continue reading") && text.split(' ').count() <= 20)
        || ["read more", "read more…", "read more...", "[…]", "[...]", "comments"]
            .contains(&text.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(fields: &[(Field, &str)]) -> Result<Draft, Refusal> {
        let mut item = Item::new(1);
        for (field, text) in fields {
            let mut value = Value::default();
            value.push(*field, text);
            item.set(*field, value);
        }
        item.into_draft(Some("Andes &amp; Daily"))
    }

    fn texts(draft: &Draft) -> Vec<&str> {
        draft.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    #[test]
    fn content_before_summary_before_title() {
        let title = (Field::Title, "Talks &#8211; <b>in</b> Geneva");
        let all = [title, (Field::Summary, "Short."), (Field::Content, "<p>One.</p><p>Two.</p>")];
        let draft = item(&all).unwrap();
        assert_eq!((texts(&draft), draft.title.as_deref()), (vec!["One.", "Two."], Some("Talks – in Geneva")));
        assert_eq!(draft.source.as_deref(), Some("Andes & Daily"));
        assert_eq!(texts(&item(&all[..2]).unwrap()), ["Short."]);
        assert_eq!(texts(&item(&all[..1]).unwrap()), ["Talks – in Geneva"]);
        assert!(item(&[(Field::Content, "<script>x</script>")]).unwrap_err().0.contains("neither text nor title"));
        assert!(item(&[]).is_err());
    }

    #[test]
    fn what_software_adds_is_left_out() {
        let html = "<p>One.</p><p>The post <a href='x'>Talks</a> appeared first on <a href='y'>Daily</a>.</p>";
        assert_eq!(texts(&item(&[(Field::Content, html)]).unwrap()), ["One."]);
        assert_eq!(
            texts(&item(&[(Field::Summary, "<p>One.</p><a href='x'>Read more</a>")]).unwrap()).last(),
            Some(&"One.")
        );
    }

    #[test]
    fn ids_are_addresses_where_there_are_any() {
        let id = (Field::Id, "tag:example.org,2026:7");
        let draft = item(&[(Field::Title, "T"), (Field::Link, " https://example.org/a\n"), id]).unwrap();
        assert_eq!(
            (draft.doc.as_deref(), draft.url.as_deref()),
            (Some("https://example.org/a"), Some("https://example.org/a"))
        );
        let draft = item(&[(Field::Title, "T"), (Field::Link, "javascript:alert(1)"), id]).unwrap();
        assert_eq!((draft.doc.as_deref(), draft.url), (Some("tag:example.org,2026:7"), None));
        let long = format!("https://example.org/{}", "a".repeat(2000));
        assert_eq!(item(&[(Field::Title, "T"), (Field::Link, &long)]).unwrap().doc, None);
    }

    #[test]
    fn markup_is_told_from_text() {
        assert!(has_markup("a<br>b") && has_markup("a &amp; b") && has_markup("&#8217;") && has_markup("</p>"));
        assert!(!has_markup("5 < 6 & 7; AT&T; R&D") || !has_markup("5 < 6 & 7"));
        assert!(!has_markup("profits < 5, R & D"));
    }

    #[test]
    fn a_text_beyond_the_limit_is_refused() {
        let long = "a ".repeat(MAX_PAGE_BYTES / 2 + 1);
        assert!(item(&[(Field::Title, "T"), (Field::Content, &long)]).unwrap_err().0.contains("more than 8.3 MB"));
    }
}
