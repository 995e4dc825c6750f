//! The one place where text becomes DOT: graphviz-rust prints ids and values as they are, so they are quoted here.
//!
//! Text of any kind → [`Id`], which Graphviz and graphviz-rust's own parser read back as that text.
//!
//! DOT has three layers of escaping, and a hostile name can attack each: the string's quotes (`"`), the escapes that
//! labels, tooltips and addresses expand (`\N` is the node's name, `\l` a line end), and entities (`&lt;`). HTML-like
//! labels are XML and have a fourth.

use crate::export::diagram::text;
use graphviz_rust::dot_structures::Id;

/// Longest id, in characters: older Graphviz versions have a buffer of 16 kB for a string.
const LONGEST_ID: usize = 200;

/// Longest value of an attribute, in characters.
const LONGEST_VALUE: usize = 4000;

/// What a piece of text is to Graphviz; each kind is quoted after its own rules.
#[derive(Debug, Clone, Copy)]
pub enum Quote<'a> {
    /// A name of the language itself, known to be a word ("shape"): as it is.
    Word(&'a str),
    /// The name of a node, cluster or graph: different names stay different.
    Name(&'a str),
    /// A value that is shown: label, tooltip, address. Newlines stay line ends.
    Value(&'a str),
    /// An HTML-like label: markup of ours around text that went through [`html`].
    Html(&'a str),
}

/// Quotes text for DOT. All ids and values that the exporter prints come from here.
pub fn quote(text: Quote<'_>) -> Id {
    match text {
        Quote::Word(word) if is_word(word) => Id::Plain(word.to_owned()),
        Quote::Word(name) | Quote::Name(name) => Id::Escaped(format!("\"{}\"", quote_name(name))),
        Quote::Value(value) => Id::Escaped(format!("\"{}\"", quote_value(value))),
        // Graphviz expands \N and its like even here, after entities: a space of no width keeps the two apart.
        Quote::Html(markup) => Id::Html(format!("<{}>", markup.replace('\\', "\\\u{200B}"))),
    }
}

/// Escapes text for the inside of an HTML-like label, or any other XML. Characters that XML forbids go.
pub fn html(raw: &str) -> String {
    let mut escaped = String::with_capacity(raw.len() + raw.len() / 8);
    for c in text::clean(raw).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Whether a word needs no quotes, by the narrower of Graphviz's and graphviz-rust's grammars.
fn is_word(word: &str) -> bool {
    let keywords = ["node", "edge", "graph", "digraph", "subgraph", "strict"];
    word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !keywords.contains(&word.to_ascii_lowercase().as_str())
}

/// Names are compared, not shown: what could mean something to DOT is written in per cent, as in an address.
fn quote_name(name: &str) -> String {
    let mut quoted = String::new();
    for c in name.chars().take(LONGEST_ID) {
        let mut bytes = [0; 4];
        let encoded = c.encode_utf8(&mut bytes);
        if matches!(c, '"' | '\\' | '&' | '%') || (c != ' ' && text::clean(encoded).is_empty()) {
            quoted.extend(encoded.bytes().map(|byte| format!("%{byte:02X}")));
        } else {
            quoted.push(c);
        }
    }
    if name.chars().nth(LONGEST_ID).is_some() {
        quoted.push_str(&format!("%…{:016x}", fingerprint(name)));
    }
    quoted
}

/// Values are expanded: backslashes and ampersands are doubled up so that they show as themselves.
fn quote_value(value: &str) -> String {
    let lines: Vec<String> = text::shorten(value, LONGEST_VALUE)
        .lines()
        .map(|line| text::clean(line).replace('\\', "\\\\").replace('"', "\\\"").replace('&', "&amp;"))
        .collect();
    lines.join("\\n")
}

/// A hash that is the same in every build (FNV-1a, 64 bits): tells long names apart that start alike.
pub(super) fn fingerprint(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use graphviz_rust::dot_structures::{Attribute, Graph, Node, NodeId, Stmt};
    use graphviz_rust::printer::{DotPrinter, PrinterContext};
    use proptest::prelude::*;

    fn print(id: Id) -> String {
        id.print(&mut PrinterContext::default())
    }

    #[test]
    fn each_layer_is_escaped() {
        assert_eq!(print(quote(Quote::Word("shape"))), "shape");
        assert_eq!(print(quote(Quote::Word("node"))), "\"node\"");
        assert_eq!(print(quote(Quote::Name("say \"hi\" \\N\n"))), "\"say %22hi%22 %5CN%0A\"");
        assert_eq!(print(quote(Quote::Value("a \\N & \"b\"\nc"))), r#""a \\N &amp; \"b\"\nc""#);
        assert_eq!(html("<script>'\"&\u{0}"), "&lt;script&gt;&#39;&quot;&amp;");
        assert_eq!(print(quote(Quote::Html("\\N"))), "<\\\u{200B}N>");
    }

    #[test]
    fn long_names_stay_different() {
        let (one, two) = ("x".repeat(10_000) + "1", "x".repeat(10_000) + "2");
        let (one, two) = (print(quote(Quote::Name(&one))), print(quote(Quote::Name(&two))));
        assert_ne!(one, two);
        assert!(one.len() < 300);
    }

    proptest! {
        #[test]
        fn whatever_is_quoted_is_parsed_again(name in any::<String>(), value in any::<String>()) {
            let id = NodeId(quote(Quote::Name(&name)), None);
            let attributes = vec![
                Attribute(quote(Quote::Word("label")), quote(Quote::Html(&format!("<B>{}</B>", html(&value))))),
                Attribute(quote(Quote::Word("tooltip")), quote(Quote::Value(&value))),
            ];
            let stmts = vec![Stmt::Node(Node { id, attributes })];
            let graph = Graph::DiGraph { id: quote(Quote::Name(&name)), strict: false, stmts };
            let printed = graph.print(&mut PrinterContext::default());
            prop_assert_eq!(graphviz_rust::parse(&printed), Ok(graph));
        }

        #[test]
        fn different_names_are_quoted_differently(one in ".{0,8}", two in ".{0,8}") {
            prop_assert_eq!(one == two, print(quote(Quote::Name(&one))) == print(quote(Quote::Name(&two))));
        }
    }
}
