//! Feeds as they are, and as nobody should write them.

use crate::{Read, only};
use jiff::civil::date;
use std::time::{Duration, Instant};
use summitry::article::BlockKind;

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="feed.xsl"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
  <title>Andes &amp; Daily</title><link>https://andes.example</link>
  <image><title>Not the title</title><url>https://andes.example/logo.png</url></image>
  <item>
    <title>Petro meets Trump</title>
    <link>https://andes.example/petro-trump</link>
    <guid isPermaLink="false">urn:1</guid>
    <pubDate>Tue, 03 Feb 2026 20:15:00 -0500</pubDate>
    <description>Short &lt;b&gt;summary&lt;/b&gt;.</description>
    <media:content url="a.jpg"><media:title>Not this title</media:title></media:content>
    <content:encoded><![CDATA[<p>Presidents Gustavo Petro and Donald Trump met at the White House.</p>
      <script>alert("x")</script><h2>Next steps</h2><ul><li>Trade&nbsp;talks.</li></ul>]]></content:encoded>
  </item>
  <item>
    <title>Xi &amp;amp; Lula speak</title>
    <guid>https://andes.example/xi-lula</guid>
    <pubDate>2026-02-04</pubDate>
    <source url="https://wire.example">Northern Wire</source>
    <description>Xi Jinping &amp; Lula da Silva spoke by telephone.

BRASÍLIA, Feb 4, 2026 – They will meet.</description>
  </item>
  <item><title>Macron to visit Kyiv</title><description></description></item>
  <item><pubDate>Tue, 03 Feb 2026 20:15:00 GMT</pubDate></item>
</channel></rss>"#;

#[test]
fn rss() {
    let read = Read::of("andes.rss", RSS);
    assert_eq!(read.docs(), ["https://andes.example/petro-trump", "https://andes.example/xi-lula", "andes:3"]);
    assert_eq!(read.problems, ["andes.rss:27: this item has neither text nor title (give the page of its article)"]);
    let first = &read.articles[0];
    let blocks: Vec<_> = first.blocks.iter().map(|block| (block.kind, block.span.of(&first.text))).collect();
    assert_eq!(
        blocks,
        [
            (BlockKind::Title, "Petro meets Trump"),
            (BlockKind::Paragraph, "Presidents Gustavo Petro and Donald Trump met at the White House."),
            (BlockKind::Heading, "Next steps"),
            (BlockKind::Item, "Trade talks."),
        ]
    );
    assert_eq!((first.date, first.source.as_deref()), (Some(date(2026, 2, 3)), Some("Andes & Daily")));
    assert_eq!(first.url.as_deref(), Some("https://andes.example/petro-trump"));

    let second = &read.articles[1];
    assert_eq!((second.title.as_deref(), second.source.as_deref()), (Some("Xi & Lula speak"), Some("Northern Wire")));
    assert!(second.text.contains("\nXi Jinping & Lula da Silva spoke by telephone.\n"), "{}", second.text);
    assert_eq!(read.articles[2].text, "Macron to visit Kyiv");
}

#[test]
fn rdf() {
    let feed = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://wire.example/"><title>Northern Wire</title><items><rdf:Seq><rdf:li resource="a"/></rdf:Seq></items></channel>
        <item rdf:about="https://wire.example/a"><title>Talks</title><link>https://wire.example/a</link>
        <description>The ministers met in Geneva.</description><dc:date>2026-02-03T10:00:00+01:00</dc:date></item></rdf:RDF>"#;
    for name in ["wire.rdf", "wire.xml", "wire"] {
        let article = only(name, feed);
        assert_eq!(
            (article.doc.as_str(), article.text.as_str()),
            ("https://wire.example/a", "Talks\nThe ministers met in Geneva.")
        );
        assert_eq!((article.date, article.source.as_deref()), (Some(date(2026, 2, 3)), Some("Northern Wire")));
    }
}

#[test]
fn atom() {
    let entries = r#"<title type="text">The Gazette</title><subtitle>News</subtitle><id>urn:feed</id>
        <link href="https://gazette.example/feed" rel="self"/><updated>2026-02-09T00:00:00Z</updated>
        <entry><title type="html">Talks &amp;mdash; again</title><id>urn:a</id>
          <link rel="replies" href="https://gazette.example/a#comments"/><link href="https://gazette.example/a?x=1&amp;y=2"/>
          <updated>2026-02-05T00:00:00Z</updated><published>2026-02-03T00:00:00Z</published><summary>Short.</summary>
          <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>They <em>met</em> &amp; spoke: 3 &lt; 5.</p><br/>
            <script>alert(1)</script><p>They left.</p></div></content></entry>
        <entry><title>One &lt; two</title><id>urn:b</id><updated>2026-02-04T00:00:00Z</updated>
          <content type="image/png" src="b.png">iVBORw0KGgo=</content><summary type="html">&lt;p&gt;They came.&lt;/p&gt;</summary>
          <source><title>Courier</title><id>urn:other</id></source></entry>"#;
    let feed = format!("<feed xmlns=\"http://www.w3.org/2005/Atom\">{entries}</feed>");
    let read = Read::of("gazette.atom", &feed);
    assert_eq!(
        (read.docs(), read.problems.len()),
        (vec!["https://gazette.example/a?x=1&y=2", "urn:b"], 0),
        "{:?}",
        read.problems
    );
    let (first, second) = (&read.articles[0], &read.articles[1]);
    assert_eq!(first.text, "Talks — again\nThey met & spoke: 3 < 5.\nThey left.");
    assert_eq!((first.date, first.source.as_deref()), (Some(date(2026, 2, 3)), Some("The Gazette")));
    assert_eq!((second.text.as_str(), second.source.as_deref()), ("One < two\nThey came.", Some("Courier")));
    assert_eq!((second.date, second.url.as_deref()), (Some(date(2026, 2, 4)), None));

    // Some programs give every name a prefix.
    let prefixed = feed.replace("</", "</ns0:").replace('<', "<ns0:").replace("<ns0:/ns0:", "</ns0:");
    assert_eq!(Read::of("gazette.atom", prefixed).docs(), read.docs());
}

#[test]
fn encodings() {
    let feed = |encoding: &str| {
        format!(
            "<?xml version='1.0' encoding='{encoding}'?><rss><channel><title>Газета</title><item><title>Putin (Путин) met Xi in Moscow</title></item></channel></rss>"
        )
    };
    for label in ["windows-1251", "koi8-r", "utf-8"] {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
        let article = only("a.rss", encoding.encode(&feed(label)).0);
        assert_eq!(
            (article.text.as_str(), article.source.as_deref()),
            ("Putin (Путин) met Xi in Moscow", Some("Газета")),
            "{label}"
        );
    }
    let utf16: Vec<u8> =
        [0xFE, 0xFF].into_iter().chain(feed("utf-16").encode_utf16().flat_map(u16::to_be_bytes)).collect();
    assert_eq!(only("a.rss", utf16).source.as_deref(), Some("Газета"));
    assert_eq!(only("a.rss", format!("\u{feff}{}", feed("utf-8"))).source.as_deref(), Some("Газета"));
}

#[test]
fn broken_markup_is_read_as_far_as_it_can_be() {
    let feed = "<rss><channel><title>A & B</title><item><title>Ministers of R&D meet</title><description><p>They met<br>in \
        Geneva & left.<img src=a.jpg></p> They</b> came &copy; back.</description></item>\
        <item><title>Second</wrong><description>No end tag of the title.</description></item>\
        <item><title>The third meeting</title><unknown:x>&nope; &#xFFFFFFFF; &#0;</unknown:x><description>&nope; &#xFFFFFFFF; They met.</description></item></channel></rss>";
    let read = Read::of("a.rss", feed);
    assert_eq!(read.problems, [""; 0]);
    assert_eq!(read.articles.len(), 3, "{:?}", read.docs());
    assert_eq!(read.articles[0].text, "Ministers of R&D meet\nThey met in Geneva & left.\nThey came © back.");
    assert!(read.articles[2].text.ends_with("They met."), "{}", read.articles[2].text);
    assert_eq!(read.articles[0].source.as_deref(), Some("A & B"));
}

#[test]
fn a_feed_that_is_cut_off_keeps_its_items() {
    let read = Read::of("andes.rss", &RSS[..RSS.find("Northern Wire").unwrap()]);
    assert_eq!(read.docs(), ["https://andes.example/petro-trump"]);
    assert_eq!(read.problems, ["andes.rss:21: the feed is cut off (get it again; its items so far are kept)"]);
    let read = Read::of("andes.rss", RSS[..RSS.find("telephone").unwrap()].replace("pubDate>2026", "pubDate <"));
    assert_eq!((read.docs().len(), read.problems.len()), (1, 1), "{:?}", read.problems);
}

#[test]
fn no_entity_expands() {
    let mut feed = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY lol \"lol\">".to_owned();
    for n in 0..60 {
        let inner = if n == 0 { "&lol;".to_owned() } else { format!("&lol{};", n - 1) };
        feed += &format!("<!ENTITY lol{n} \"{}\">", inner.repeat(10));
    }
    feed += "<!ENTITY file SYSTEM \"file:///etc/passwd\">]><rss><channel><item><title>The ministers met in Geneva</title>\
        <description>&lol59; &file;</description></item></channel></rss>";
    let article = only("a.rss", &feed);
    assert!(article.text.len() < 100 && !article.text.contains("root"), "{}", article.text);
}

#[test]
fn hostile_sizes_and_depths() {
    let started = Instant::now();
    let deep = format!("<rss><channel><item><title>T</title><description>{}", "<a>".repeat(1_000_000));
    assert!(Read::of("a.rss", deep).problems[0].contains("nested too deeply"));
    let nested = format!(
        "<rss><channel><item><title>The ministers met</title><description><![CDATA[{}]]></description></item>\
        <item><title>They met again in Rome</title></item></channel></rss>",
        "<div>".repeat(100_000)
    );
    let read = Read::of("a.rss", nested);
    assert_eq!(read.docs(), ["a:2"]);
    assert!(
        read.problems[0].contains("a.rss:1: this text is too large: its elements are nested too deeply"),
        "{:?}",
        read.problems
    );

    let long = format!(
        "<rss><channel><item><description>{}</description></item><item><title>They met in Rome</title></item>",
        "a ".repeat(5_000_000)
    );
    let read = Read::of("a.rss", long);
    assert_eq!(read.docs(), ["a:2"]);
    assert!(read.problems[0].contains("this item's text has more than 8.3 MB"), "{:?}", read.problems);

    for start in [
        "<rss><channel><item><title>",
        "<rss><channel a='",
        "<rss><!--",
        "<rss><![CDATA[",
        "<rss><",
        "<rss>&",
        "<!DOCTYPE a [",
    ] {
        let endless = start.to_owned() + &"x".repeat(70_000_000);
        let read = Read::of("a.rss", endless);
        assert_eq!((read.articles.len(), read.problems.len()), (0, 1), "{start}");
        assert!(read.problems[0].len() < 300, "{start}");
    }
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}

#[test]
fn what_is_no_feed_is_told() {
    let read = Read::of("sitemap.xml", "<?xml version='1.0'?><urlset><url><loc>https://a.example</loc></url></urlset>");
    assert!(
        read.problems[0].contains("sitemap.xml: this is no article but an XML file that is no feed"),
        "{:?}",
        read.problems
    );
    assert!(Read::of("a.rss", "They met.").problems[0].contains("this is no feed"));
    assert!(Read::of("a.rss", "<rss><channel/></rss>").problems[0].contains("there is no item in this feed"));
    let page = "<?xml version='1.0'?><!DOCTYPE html><html><head><title>T</title></head><body><p>The ministers met in Geneva.</p></body></html>";
    assert_eq!(only("a.xml", page).text, "T\nThe ministers met in Geneva.");
}
