//! What a page says of itself → title, date, source, address.
//!
//! In the order of trust: JSON-LD (schema.org), Open Graph and `article:` properties, scholarly and Dublin Core names,
//! microdata, and `<time>` elements.

use crate::article::dates::parse_day;
use crate::article::draft::Header;
use dom_query::Document;
use serde_json::Value;
use std::collections::BTreeMap;

const TITLE_NAMES: [&str; 7] =
    ["og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title", "parsely-title", "headline"];
const DATE_NAMES: [&str; 19] = [
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "dcterms.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date.issued",
    "dc.date.created",
    "dc.date",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publication_date",
    "pubdate",
    "date",
];
const SOURCE_NAMES: [&str; 6] =
    ["og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "publisher", "application-name"];
const URL_NAMES: [&str; 3] = ["og:url", "citation_public_url", "parsely-link"];

/// Reads the metadata of a page.
pub(super) fn read_metadata(page: &Document) -> Header {
    let mut header = read_json_ld(page).unwrap_or_default();
    header.complete_with(read_meta_elements(page));
    header.date = header.date.or_else(|| read_time_elements(page));
    let canonical = page.select_single("link[rel=canonical]").attr("href").map(|href| href.to_string());
    // The canonical address is the page's own word for where it stands, before that of its metadata for others.
    header.url = canonical.filter(|url| is_address(url)).or(header.url);
    header
}

fn is_address(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// `<meta name|property|itemprop content>`, the first of each name.
fn read_meta_elements(page: &Document) -> Header {
    let mut values: BTreeMap<String, String> = BTreeMap::new();
    for node in page.select("meta[content]").nodes() {
        let Some(name) = ["property", "name", "itemprop"].iter().find_map(|attribute| node.attr(attribute)) else {
            continue;
        };
        let content = node.attr_or("content", "").trim().to_owned();
        if !content.is_empty() {
            values.entry(name.trim().to_lowercase()).or_insert(content);
        }
    }
    let first = |names: &[&str]| names.iter().find_map(|name| values.get(*name)).cloned();
    Header {
        title: first(&TITLE_NAMES),
        date: DATE_NAMES.iter().find_map(|name| values.get(*name).and_then(|written| parse_day(written))),
        source: first(&SOURCE_NAMES),
        url: first(&URL_NAMES).filter(|url| is_address(url)),
    }
}

/// Marked dates of the page, then the first `<time>` in the article or its header.
fn read_time_elements(page: &Document) -> Option<jiff::civil::Date> {
    ["[itemprop=datePublished]", "time[pubdate]", "article time", "main time", "header time", "time"].iter().find_map(
        |selector| {
            let element = page.select_single(selector);
            let written =
                element.attr("datetime").or_else(|| element.attr("content")).unwrap_or_else(|| element.text());
            parse_day(&written)
        },
    )
}

/// The first article that the page's JSON-LD describes.
fn read_json_ld(page: &Document) -> Option<Header> {
    page.select("script[type='application/ld+json']").nodes().iter().find_map(|script| {
        let value: Value = serde_json::from_str(&script.text()).ok()?;
        find_article(&value).map(header_of)
    })
}

/// Looks for an article in a value, in a list, and in the `@graph` of a value. The parser bounds the depth.
fn find_article(value: &Value) -> Option<&Value> {
    match value {
        Value::Array(values) => values.iter().find_map(find_article),
        Value::Object(fields) if is_article(value) || !fields.contains_key("@graph") => {
            is_article(value).then_some(value)
        }
        Value::Object(fields) => fields.get("@graph").and_then(find_article),
        _ => None,
    }
}

/// `Article`, `NewsArticle`, `ReportageNewsArticle`, `BlogPosting`, …
fn is_article(value: &Value) -> bool {
    let is_type = |kind: &Value| {
        kind.as_str().is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report")
    };
    match value.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is_type),
        Some(kind) => is_type(kind),
        None => false,
    }
}

fn header_of(article: &Value) -> Header {
    let text = |value: Option<&Value>| {
        value.and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let publisher = article.get("publisher");
    Header {
        title: text(article.get("headline")).or_else(|| text(article.get("name"))),
        date: text(article.get("datePublished")).and_then(|written| parse_day(&written)),
        source: text(publisher.and_then(|publisher| publisher.get("name"))).or_else(|| text(publisher)),
        url: text(article.get("url")).filter(|url| is_address(url)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(html: &str) -> Header {
        read_metadata(&Document::from(html))
    }

    #[test]
    fn json_ld_in_its_shapes() {
        for json in [
            r#"{"@type": "NewsArticle", "headline": "H", "datePublished": "2025-11-03", "publisher": {"name": "P"}}"#,
            r#"[{"@type": "WebSite"}, {"@type": ["Thing", "NewsArticle"], "headline": "H", "datePublished": "2025-11-03T01:00Z", "publisher": "P"}]"#,
            r#"{"@graph": [{"@type": "Person"}, {"@type": "Article", "name": "H", "datePublished": "2025-11-03", "publisher": {"name": "P"}}]}"#,
        ] {
            let header = read(&format!("<script type=\"application/ld+json\">{json}</script>"));
            assert_eq!(header.title.as_deref(), Some("H"), "{json}");
            assert_eq!((header.date, header.source.as_deref()), (Some(date(2025, 11, 3)), Some("P")), "{json}");
        }
    }

    #[test]
    fn names_of_meta_elements() {
        let day = Some(date(2025, 11, 3));
        for meta in [
            r#"<meta name="citation_publication_date" content="2025/11/03">"#,
            r#"<meta name="DC.date.issued" content="2025-11-03">"#,
            r#"<meta itemprop="datePublished" content="2025-11-03T10:00:00+01:00">"#,
            r#"<meta name="date" content="soon"><time datetime="2025-11-03T10:00">today</time>"#,
            r#"<article><time>3 November 2025</time></article>"#,
        ] {
            assert_eq!(read(meta).date, day, "{meta}");
        }
        assert_eq!(read(r#"<meta name="dc.publisher" content=" The Daily ">"#).source.as_deref(), Some("The Daily"));
    }

    #[test]
    fn broken_metadata_is_passed_over() {
        assert_eq!(read("<script type='application/ld+json'>{broken</script><meta><time></time>"), Header::default());
    }
}
