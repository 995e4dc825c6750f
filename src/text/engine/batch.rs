//! Sentences → batches of similar length, with a zero row between sentences.
//!
//! A window over three words then is one contiguous piece of memory, and the recurrent layer advances many
//! sentences at a time. Overlong sentences come in pieces.
//!
//! Input: words of each sentence. Output: [`Batch`]es of [`Piece`]s, longest piece first.

/// Words of a piece at most: arc scores grow with the square of it.
pub(super) const LONGEST: usize = 256;

/// Words of a batch, about: enough for the matrix kernels, and the working memory stays in the cache.
const BATCH_WORDS: usize = 1024;

/// Pieces of a batch at most.
const BATCH_PIECES: usize = 64;

/// A sentence or, if it is too long, a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) sentence: usize,
    /// First word in the sentence.
    pub(super) first: usize,
    pub(super) words: usize,
    /// Row of the first word in the batch.
    pub(super) row: usize,
}

/// Pieces computed together. Row 0, the rows between pieces and the last one are zeros.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) pieces: Vec<Piece>,
    pub(super) rows: usize,
}

impl Batch {
    fn push(&mut self, piece: Piece) {
        let row = self.rows.max(1);
        self.pieces.push(Piece { row, ..piece });
        self.rows = row + piece.words + 1;
    }

    /// The rows that stand between pieces.
    pub(super) fn gaps(&self) -> impl Iterator<Item = usize> {
        std::iter::once(0).chain(self.pieces.iter().map(|piece| piece.row + piece.words))
    }
}

/// Groups the sentences, given as lists of words, into batches.
pub(super) fn batches(sentences: &[&[&str]]) -> Vec<Batch> {
    let mut pieces: Vec<Piece> = sentences.iter().enumerate().flat_map(|(at, words)| cut(at, words)).collect();
    pieces.sort_by_key(|piece| std::cmp::Reverse(piece.words));
    let mut batches: Vec<Batch> = Vec::new();
    for piece in pieces {
        match batches.last_mut() {
            Some(batch) if batch.rows + piece.words <= BATCH_WORDS && batch.pieces.len() < BATCH_PIECES => {
                batch.push(piece);
            }
            _ => {
                let mut batch = Batch::default();
                batch.push(piece);
                batches.push(batch);
            }
        }
    }
    batches
}

/// Cuts a sentence into pieces, overlong ones after a punctuation mark where there is one in the second half.
fn cut(sentence: usize, words: &[&str]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut first = 0;
    while first < words.len() {
        let rest = &words[first..];
        let size = if rest.len() <= LONGEST {
            rest.len()
        } else {
            let closes = |word: &&str| matches!(*word, "." | ";" | "!" | "?" | ":" | ",");
            rest[LONGEST / 2..LONGEST].iter().rposition(closes).map_or(LONGEST, |at| LONGEST / 2 + at + 1)
        };
        pieces.push(Piece { sentence, first, words: size, row: 0 });
        first += size;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_in_one_piece() {
        let long: Vec<&str> = (0..1000).map(|i| if i % 90 == 0 { "," } else { "word" }).collect();
        let sentences: Vec<&[&str]> = vec![&[], &["a"], &long, &["b", "c"]];
        let batches = batches(&sentences);
        let mut seen: Vec<Vec<bool>> = sentences.iter().map(|words| vec![false; words.len()]).collect();
        for piece in batches.iter().flat_map(|batch| &batch.pieces) {
            assert!((1..=LONGEST).contains(&piece.words));
            for seen in &mut seen[piece.sentence][piece.first..piece.first + piece.words] {
                assert!(!std::mem::replace(seen, true));
            }
        }
        assert!(seen.iter().flatten().all(|seen| *seen));
    }

    #[test]
    fn pieces_do_not_touch() {
        let sentences: Vec<&[&str]> = vec![&["a", "b"], &["c"]];
        let batches = batches(&sentences);
        assert_eq!(batches.len(), 1);
        assert_eq!(batches[0].gaps().collect::<Vec<_>>(), [0, 3, 5]);
        assert_eq!(batches[0].rows, 6);
    }
}
