//! What a person writes on a command line → the node that is meant: "petro", "Macron", "u.s.", "area:trade".

use super::model::{Graph, Node, NodeId, NodeKind};
use crate::resolve::fold;
use petgraph::stable_graph::NodeIndex;

/// The outcome of looking for a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The one node that is meant.
    One(NodeIndex),
    /// Several fit; sorted by id.
    Many(Vec<NodeIndex>),
    /// None fits; these look alike, sorted by id, at most ten.
    None(Vec<NodeIndex>),
}

impl Graph {
    /// Finds a node by what people write: its id; its ISO code; its name or an alias, letter case, accents and periods
    /// aside; its surname or the beginning of its name. The first way that gives anything decides.
    ///
    /// Of several namesakes the one with a Wikidata or ISO id is meant, if it is the only one that has it.
    pub fn find(&self, written: &str) -> Found {
        let written = written.trim();
        if let Some(at) = self.index.get(&NodeId(written.into())) {
            return Found::One(*at);
        }
        let name = fold(written);
        let lower = written.to_lowercase();
        let ways: [&dyn Fn(&Node) -> bool; 5] = [
            &|n| n.iso.as_deref().is_some_and(|iso| iso.eq_ignore_ascii_case(written)),
            &|n| n.kind != NodeKind::Event && (fold(&n.name) == name || n.aliases.iter().any(|a| fold(a) == name)),
            &|n| {
                n.id.0.to_lowercase() == lower
                    || n.kind == NodeKind::PolicyArea && n.id.0.strip_prefix("area:") == Some(&lower)
            },
            &|n| n.kind == NodeKind::Event && lower.len() >= 4 && event_id_starts(&n.id, &lower),
            &|n| n.kind != NodeKind::Event && is_part(&fold(&n.name), &name),
        ];
        if name.is_empty() && written.is_empty() {
            return Found::None(Vec::new());
        }
        for fits in ways {
            let hits: Vec<_> =
                self.index.values().copied().filter(|at| self.graph.node_weight(*at).is_some_and(fits)).collect();
            match self.meant(&hits) {
                Some(only) => return Found::One(only),
                None if !hits.is_empty() => return Found::Many(hits),
                None => {}
            }
        }
        Found::None(self.alike(&name))
    }

    /// The only hit, or the only one with an id of the world's.
    fn meant(&self, hits: &[NodeIndex]) -> Option<NodeIndex> {
        let known =
            |at: &&NodeIndex| self.graph.node_weight(**at).is_some_and(|n| n.wikidata.is_some() || n.iso.is_some());
        match hits {
            [only] => Some(*only),
            _ => {
                let mut known = hits.iter().filter(known);
                let only = known.next()?;
                known.next().is_none().then_some(*only)
            }
        }
    }

    /// Nodes whose name contains what was written, or a word of it; of what is longer than any name only the first words count.
    fn alike(&self, name: &str) -> Vec<NodeIndex> {
        let mut words: Vec<_> = name.split(' ').filter(|w| w.chars().count() > 2).take(MOST_WORDS).collect();
        words.sort_unstable();
        words.dedup();
        let looks_alike = |n: &Node| {
            let own = fold(&n.name);
            n.kind != NodeKind::Event
                && words.iter().any(|w| own.split(' ').any(|v| v.starts_with(w) || is_one_letter_off(v, w)))
        };
        let hits = self.index.values().copied().filter(|at| self.graph.node_weight(*at).is_some_and(looks_alike));
        hits.take(MOST_ALIKE).collect()
    }
}

/// So many words of a name are looked for elsewhere when nobody is called so.
const MOST_WORDS: usize = 12;
/// So many nodes that look alike are enough.
const MOST_ALIKE: usize = 10;

fn event_id_starts(id: &NodeId, written: &str) -> bool {
    let digits = written.strip_prefix("event:").unwrap_or(written);
    !digits.is_empty() && id.0.strip_prefix("event:").is_some_and(|own| own.starts_with(digits))
}

/// Whether `part` is the last words of `name`, or its first ones.
fn is_part(name: &str, part: &str) -> bool {
    !part.is_empty()
        && (name.strip_suffix(part).is_some_and(|rest| rest.ends_with(' '))
            || name.strip_prefix(part).is_some_and(|rest| part.chars().count() > 2 || rest.starts_with(' ')))
}

/// Whether two words differ at most by one letter changed, left out or put in.
fn is_one_letter_off(a: &str, b: &str) -> bool {
    let (mut letters, mut bytes) = (0, 0);
    for (letter, _) in a.chars().zip(b.chars()).take_while(|(x, y)| x == y) {
        letters += 1;
        bytes += letter.len_utf8();
    }
    let (a, b) = (&a[bytes..], &b[bytes..]);
    let end = a.chars().rev().zip(b.chars().rev()).take_while(|(x, y)| x == y).count();
    let longest = a.chars().count().max(b.chars().count());
    letters + longest > 3 && longest - end <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_may_be_changed_left_out_or_put_in() {
        for (a, b) in [
            ("petro", "pedro"),
            ("petro", "petr"),
            ("petr", "petro"),
            ("müller", "muller"),
            ("aaaa", "aaa"),
            ("same", "same"),
        ] {
            assert!(is_one_letter_off(a, b), "{a} {b}");
        }
        for (a, b) in [("petro", "porto"), ("xi", "yi"), ("petro", "petrograd"), ("łódź", "lodz"), ("", "abcd")] {
            assert!(!is_one_letter_off(a, b), "{a} {b}");
        }
    }
}
