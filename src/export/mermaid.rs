//! Diagram → Mermaid flowchart: pictures in GitHub's and GitLab's Markdown, Obsidian, Notion.
//!
//! The shapes and lines are those of the other pictures, countries as subgraphs; how real a thing is shows in the strokes: dashed is
//! planned, dotted possible, and what was called off or denied is crossed out.
//!
//! ```text
//! flowchart LR
//!   subgraph g0["Colombia"]
//!     s1["Gustavo Petro<br/>President"]
//!   end
//!   s2(["Visit<br/>3 February 2026 · White House"])
//!   s1 --- s2
//! ```

use super::diagram::{Diagram, Line, LineKind, Shape, ShapeKind, diagram};
use super::{ExportOptions, Exported, Exporter};
use crate::Result;
use crate::graph::Graph;
use crate::vocabulary::Status;

/// Writes Mermaid.
pub(super) struct Mermaid;

impl Exporter for Mermaid {
    fn export(&self, graph: &Graph, options: &ExportOptions) -> Result<Exported> {
        Ok(Exported { bytes: flowchart(&diagram(graph, &options.view)).into_bytes(), hints: Vec::new() })
    }
}

fn flowchart(diagram: &Diagram) -> String {
    let mut lines = vec!["---".to_owned(), format!("title: \"{}\"", quote(&diagram.title)), "---".to_owned()];
    lines.push("flowchart LR".to_owned());
    for (group, country) in diagram.groups.iter().enumerate() {
        lines.push(format!("  subgraph g{group}[\"{}\"]", quote(&country.label)));
        lines.extend(shapes(diagram, Some(group)).map(|shape| format!("  {shape}")));
        lines.push("  end".to_owned());
    }
    lines.extend(shapes(diagram, None));
    lines.extend(diagram.lines.iter().map(line));
    lines.extend(["planned", "possible", "off"].iter().zip(["6 4", "2 4", "2 4"]).map(|(class, dashes)| {
        let faded = if *class == "off" { ",color:#888,text-decoration:line-through" } else { "" };
        format!("  classDef {class} stroke-dasharray:{dashes}{faded}")
    }));
    lines.join("\n") + "\n"
}

fn shapes(diagram: &Diagram, group: Option<usize>) -> impl Iterator<Item = String> + '_ {
    diagram
        .shapes
        .iter()
        .enumerate()
        .filter(move |(_, shape)| shape.group == group)
        .map(|(at, shape)| self::shape(at, shape))
}

fn shape(at: usize, shape: &Shape) -> String {
    let rows: Vec<String> = shape.rows.iter().map(|row| quote(&row.text)).collect();
    let (open, close) = match shape.kind {
        ShapeKind::Leader | ShapeKind::Country | ShapeKind::Organization => ("[", "]"),
        ShapeKind::Place => ("[/", "/]"),
        ShapeKind::Meeting => ("([", "])"),
        ShapeKind::Area => (">", "]"),
    };
    let class = match shape.status {
        Some(Status::Planned) => ":::planned",
        Some(Status::Possible) => ":::possible",
        Some(Status::Cancelled | Status::Denied) => ":::off",
        _ => "",
    };
    format!("  s{at}{open}\"{}\"{close}{class}", rows.join("<br/>"))
}

fn line(line: &Line) -> String {
    let is_real = !matches!(line.status, Some(Status::Planned | Status::Possible | Status::Cancelled | Status::Denied));
    let arrow = match (line.kind, is_real, line.status.is_some_and(Status::is_void)) {
        (LineKind::Attends | LineKind::Mutual, true, _) => "---",
        (LineKind::Attends | LineKind::Mutual, false, false) => "-.-",
        (LineKind::Hosts, true, _) => "==>",
        (LineKind::Directed | LineKind::Standing, true, _) => "-->",
        (_, _, true) => "-.-x",
        (_, false, _) => "-.->",
    };
    let labels: Vec<String> = line.labels.iter().map(|label| quote(label)).collect();
    let label = if labels.is_empty() { String::new() } else { format!("|\"{}\"|", labels.join("<br/>")) };
    format!("  s{} {arrow}{label} s{}", line.from, line.to)
}

/// The one place where text becomes Mermaid: the inside of a label between double quotes, also of a YAML title. Whatever means something to
/// Mermaid, Markdown or HTML is written as a number of Mermaid's (`#34;`). Diagrams hold single lines of printable text.
fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '#' | '&' | '<' | '>' | ';' | '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '%' | '$' | '|'
            | '~' => {
                quoted.push_str(&format!("#{};", u32::from(c)));
            }
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What Mermaid makes of its numbers.
    fn read(quoted: &str) -> String {
        let mut parts = quoted.split('#');
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (number, rest) = part.split_once(';').unwrap();
            text.push(char::from_u32(number.parse().unwrap()).unwrap());
            text.push_str(rest);
        }
        text
    }

    proptest! {
        #[test]
        fn a_label_is_read_back_and_means_nothing_else(text in "\\PC*") {
            let quoted = quote(&text);
            prop_assert!(!quoted.contains(['"', '<', '`', '\\', '\n']));
            prop_assert_eq!(read(&quoted), text);
        }
    }
}
