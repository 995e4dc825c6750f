//! Web page → draft: the main text with its headings, paragraphs and items, and what the page's metadata says of it.
//!
//! The main text is found by Readability (Mozilla's reader view, here in its port `dom_smoothie`), which leaves out
//! navigation, advertisements and comments; scripts, captions and forms are left out by [`blocks`].

mod blocks;
mod cost;
mod metadata;

use super::draft::{Draft, Header, Piece};
use super::text::read_head;
use dom_query::Document;
use dom_smoothie::{Config, Readability, ReadabilityError};

/// Least characters that Readability is content with before it tries again with looser rules; much short news is as short.
const SHORT_ARTICLE_CHARS: usize = 200;

const SAVE_AS_TEXT: &str = "save the text of its article as .txt and give that";

/// Why a page gives no article: what is wrong, and the remedy.
pub(super) type Refusal = (String, &'static str);

/// Reads a page.
pub(super) fn read_page(html: &str) -> Result<Draft, Refusal> {
    cost::check_cost(html).map_err(|what| (format!("this page is too large: {what}"), SAVE_AS_TEXT))?;
    let page = Document::from(html);
    let header = metadata::read_metadata(&page);
    let config = Config { disable_json_ld: true, char_threshold: SHORT_ARTICLE_CHARS, ..Config::default() };
    let mut readability = Readability::with_document(page, None, Some(config)).map_err(|error| refusal(&error))?;
    let page_title = readability.get_article_title().to_string();
    let main = readability.parse().map_err(|error| refusal(&error))?;
    let content = Document::fragment(main.content);
    let pieces = blocks::pieces(&content.root());
    Ok(draft(header, &page_title, pieces))
}

/// Reads a piece of HTML all of which is article, such as the content of a feed's item.
pub(super) fn read_fragment(html: &str) -> Result<Vec<Piece>, Refusal> {
    cost::check_cost(html).map_err(|what| (format!("this text is too large: {what}"), SAVE_AS_TEXT))?;
    Ok(blocks::pieces(&Document::fragment(html).root()))
}

fn draft(mut header: Header, page_title: &str, mut pieces: Vec<Piece>) -> Draft {
    let head = read_head(&mut pieces);
    header.complete_with(head);
    let title = header.title.or_else(|| Some(page_title.to_owned()).filter(|title| !title.trim().is_empty()));
    let title = title.map(|title| without_site_name(&title, header.source.as_deref()).to_owned());
    Draft { doc: None, title, date: header.date, source: header.source, url: header.url, pieces }
}

fn refusal(error: &ReadabilityError) -> Refusal {
    let message = match error {
        ReadabilityError::GrabFailed => "this page has no readable main text".to_owned(),
        other => format!("this page cannot be read: {other}"),
    };
    (
        message,
        "give the page of one article, not a list of articles or a page that loads its text later; or save the text as .txt",
    )
}

/// "Petro meets Trump | Andes Daily" → "Petro meets Trump".
fn without_site_name<'a>(title: &'a str, source: Option<&str>) -> &'a str {
    let Some(source) = source else { return title };
    let title = title.trim();
    [" | ", " - ", " – ", " — ", " · "]
        .iter()
        .find_map(|separator| title.strip_suffix(source).and_then(|rest| rest.strip_suffix(separator)))
        .filter(|rest| !rest.trim().is_empty())
        .unwrap_or(title)
}

#[cfg(test)]
mod tests {
    use super::super::model::{Article, BlockKind};
    use super::*;
    use jiff::civil::date;

    const PAGE: &str = r#"<!DOCTYPE html><html><head><title>Petro meets Trump | Andes Daily</title>
<meta property="og:title" content="Petro meets Trump"><meta property="og:site_name" content="Andes Daily">
<meta property="article:published_time" content="2026-02-03T20:15:00-05:00">
<link rel="canonical" href="https://example.org/petro-trump"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Petro meets Trump</h1><p class="byline">By Ana Ruiz</p>
<p>Presidents Gustavo Petro and Donald Trump met at the White House on Tuesday, after a year of <b>quarrels</b>
over deportation flights, tariffs and drugs.</p>
<figure><img src="a.jpg"><figcaption>The two presidents in the Oval Office.</figcaption></figure>
<h2>What they spoke about</h2><p>According to officials of both sides the talks dealt with three matters, and
lasted for about two hours:</p><ul><li>the fight against cocaine,</li><li>the border with Venezuela,</li></ul>
<p>Neither of them announced an agreement, but both called the meeting a good one and promised to speak again.</p>
<script>var tracking = "Trump attacks Petro";</script></article>
<footer><p>Copyright Andes Daily</p></footer></body></html>"#;

    fn read(html: &str) -> Article {
        read_page(html).unwrap().into_article("a".into(), None).unwrap()
    }

    #[test]
    fn a_page_gives_its_article() {
        let article = read(PAGE);
        let blocks: Vec<_> = article.blocks.iter().map(|block| (block.kind, block.span.of(&article.text))).collect();
        assert_eq!(blocks[0], (BlockKind::Title, "Petro meets Trump"));
        assert!(blocks[1].1.ends_with("after a year of quarrels over deportation flights, tariffs and drugs."));
        assert_eq!(blocks[2], (BlockKind::Heading, "What they spoke about"));
        assert_eq!(blocks[4], (BlockKind::Item, "the fight against cocaine,"));
        assert_eq!(blocks.len(), 7, "{blocks:#?}");
        for absent in ["Home", "Oval Office", "tracking", "Copyright"] {
            assert!(!article.text.contains(absent), "{absent}");
        }
        assert_eq!(article.date, Some(date(2026, 2, 3)));
        assert_eq!(article.source.as_deref(), Some("Andes Daily"));
        assert_eq!(article.url.as_deref(), Some("https://example.org/petro-trump"));
    }

    #[test]
    fn a_page_without_text_is_refused() {
        for page in ["<html><body></body></html>", "<html><body><script>app()</script><div id=app></div></body></html>"]
        {
            assert!(read_page(page).unwrap_err().0.contains("no readable main text"), "{page}");
        }
    }

    #[test]
    fn pages_at_the_limit_are_read() {
        let text =
            "The two presidents met in Busan on Thursday and spoke about tariffs, soybeans and fentanyl. ".repeat(5);
        let deep = format!("{}<p>{text}</p>{}", "<div>".repeat(390), "</div>".repeat(390));
        assert!(read_page(&deep).is_ok());
    }

    #[test]
    fn the_site_name_leaves_the_title() {
        assert_eq!(without_site_name("Talks - a new start | Daily", Some("Daily")), "Talks - a new start");
        assert_eq!(without_site_name("Daily", Some("Daily")), "Daily");
    }
}
