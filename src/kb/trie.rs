//! Names → a trie over their tokens, for finding the longest name that begins at a token.
//!
//! Names and text are split into the same small pieces (runs of letters and digits, and single other characters), so
//! that a name is found whether the tokenizer leaves "Jong-un" whole or splits it at the hyphen. A match ends where a
//! token ends.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::borrow::Cow;

/// A map from token sequences to lists of values.
#[derive(Debug, Clone)]
pub(super) struct TokenTrie<T> {
    /// Numbers of the pieces.
    pieces: FxHashMap<SmolStr, u32>,
    /// Next node by node and piece.
    edges: FxHashMap<(u32, u32), u32>,
    /// Values by node.
    values: Vec<Vec<T>>,
}

impl<T> Default for TokenTrie<T> {
    fn default() -> Self {
        Self { pieces: FxHashMap::default(), edges: FxHashMap::default(), values: vec![Vec::new()] }
    }
}

impl<T: Ord + Copy> TokenTrie<T> {
    /// Adds a value under a name; a name without letters or digits is left out.
    pub fn insert(&mut self, name: &str, value: T) {
        let name = normal(name);
        if !name.contains(char::is_alphanumeric) {
            return;
        }
        let mut node = 0;
        for piece in pieces(&name) {
            let piece = self.number(piece);
            let next_node = self.values.len() as u32;
            node = *self.edges.entry((node, piece)).or_insert(next_node);
            if node == next_node {
                self.values.push(Vec::new());
            }
        }
        let values = &mut self.values[node as usize];
        if let Err(place) = values.binary_search(&value) {
            values.insert(place, value);
        }
    }

    /// Makes room for that many names, so that the maps need not grow.
    pub fn reserve(&mut self, names: usize) {
        self.pieces.reserve(names);
        self.edges.reserve(2 * names);
        self.values.reserve(2 * names);
    }

    /// The values of exactly this name, sorted.
    pub fn get(&self, name: &str) -> &[T] {
        let name = normal(name);
        let mut node = 0;
        for piece in pieces(&name) {
            match self.step(node, piece) {
                Some(next) => node = next,
                None => return &[],
            }
        }
        &self.values[node as usize]
    }

    /// The longest name that begins with the first token: its number of tokens and its values.
    pub fn longest(&self, tokens: &[&str]) -> Option<(usize, &[T])> {
        let mut node = 0;
        let mut best = None;
        'tokens: for (index, token) in tokens.iter().enumerate() {
            let token = normal(token);
            for piece in pieces(&token) {
                match self.step(node, piece) {
                    Some(next) => node = next,
                    None => break 'tokens,
                }
            }
            let values = &self.values[node as usize];
            if !values.is_empty() {
                best = Some((index + 1, values.as_slice()));
            }
        }
        best
    }

    /// The number of a piece, a new one if need be.
    fn number(&mut self, piece: &str) -> u32 {
        if let Some(number) = self.pieces.get(piece) {
            return *number;
        }
        let number = self.pieces.len() as u32;
        self.pieces.insert(SmolStr::new(piece), number);
        number
    }

    fn step(&self, node: u32, piece: &str) -> Option<u32> {
        self.edges.get(&(node, *self.pieces.get(piece)?)).copied()
    }
}

/// Typographic apostrophes and dashes as plain ones. Borrowed when there is nothing to change.
fn normal(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(['’', '‘', 'ʻ', 'ʼ', '‐', '‑', '–']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace(['’', '‘', 'ʻ', 'ʼ'], "'").replace(['‐', '‑', '–'], "-"))
}

/// Runs of letters and digits, and single other characters; white space separates.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let end = if first.is_alphanumeric() {
            rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trie(names: &[&str]) -> TokenTrie<usize> {
        let mut trie = TokenTrie::default();
        for (index, name) in names.iter().enumerate() {
            trie.insert(name, index);
        }
        trie
    }

    #[test]
    fn the_longest_name_wins() {
        let trie = trie(&["Guinea", "Guinea-Bissau", "Papua New Guinea"]);
        assert_eq!(trie.longest(&["Guinea", "and"]), Some((1, &[0][..])));
        assert_eq!(trie.longest(&["Guinea", "-", "Bissau", "'s"]), Some((3, &[1][..])));
        assert_eq!(trie.longest(&["Guinea-Bissau"]), Some((1, &[1][..])));
        assert_eq!(trie.longest(&["Papua", "New"]), None);
    }

    #[test]
    fn a_match_ends_where_a_token_ends() {
        let trie = trie(&["Franco", "U.S."]);
        assert_eq!(trie.longest(&["Franco-German"]), None);
        assert_eq!(trie.longest(&["U.S.", "officials"]), Some((1, &[1][..])));
        assert_eq!(trie.longest(&["U.S", "."]), Some((2, &[1][..])));
    }

    #[test]
    fn one_name_may_stand_for_several() {
        let mut trie = TokenTrie::default();
        for value in [3, 1, 3] {
            trie.insert("Georgia", value);
        }
        assert_eq!(trie.get("Georgia"), [1, 3]);
        assert!(trie.get("georgia").is_empty());
        assert!(trie.get("").is_empty());
    }

    #[test]
    fn apostrophes_and_blank_names() {
        let trie = trie(&["N'Djamena", "", "…"]);
        assert_eq!(trie.longest(&["N’Djamena"]), Some((1, &[0][..])));
        assert_eq!(trie.longest(&["…"]), None);
        assert_eq!(trie.longest(&[]), None);
    }
}
