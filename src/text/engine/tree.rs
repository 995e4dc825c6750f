//! Scores of arcs → the best dependency tree with exactly one root.
//!
//! Every word's best head usually is a tree already; where it is not, Chu-Liu-Edmonds contracts the cycles on the
//! dense matrix. `trainer/tree.py` is the same algorithm.

/// Taken off every root arc: larger than any sum of scores, so that the best tree has just one.
const ROOT_PENALTY: f64 = 1e6;

/// Arc scores of one sentence: `scores[dependent * stride + head]`, head 0 = root, word i = head i + 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct ArcScores<'s> {
    pub(super) scores: &'s [f32],
    pub(super) words: usize,
    pub(super) stride: usize,
}

impl ArcScores<'_> {
    fn row(&self, dependent: usize) -> &[f32] {
        &self.scores[dependent * self.stride..][..=self.words]
    }

    fn best_head(&self, dependent: usize) -> usize {
        let (mut best, mut best_score) = (0, f32::NEG_INFINITY);
        for (head, &score) in self.row(dependent).iter().enumerate() {
            if head != dependent + 1 && score > best_score {
                (best, best_score) = (head, score);
            }
        }
        best
    }
}

/// The head of every word: 0 for the root, else the head's position plus one.
pub(super) fn best_tree(scores: ArcScores<'_>) -> Vec<usize> {
    let n = scores.words;
    let mut heads = vec![0];
    heads.extend((0..n).map(|dependent| scores.best_head(dependent)));
    let nodes: Vec<usize> = (1..=n).collect();
    if heads[1..].iter().filter(|head| **head == 0).count() != 1 || !find_cycle(&heads, &nodes).is_empty() {
        heads = Contraction::new(scores).solve();
    }
    heads.remove(0);
    heads
}

/// The first cycle met when walking from the nodes to their heads; empty if there is none.
fn find_cycle(heads: &[usize], nodes: &[usize]) -> Vec<usize> {
    let mut visited_from = vec![0; heads.len()];
    for &start in nodes {
        let mut path = Vec::new();
        let mut node = start;
        while node > 0 && visited_from[node] == 0 {
            visited_from[node] = start;
            path.push(node);
            node = heads[node];
        }
        if node > 0 && visited_from[node] == start {
            let begin = path.iter().position(|on_path| *on_path == node).unwrap_or(0);
            return path.split_off(begin);
        }
    }
    Vec::new()
}

/// An arc of the original sentence with its score in the contracted one.
#[derive(Debug, Clone, Copy)]
struct Arc {
    score: f64,
    head: usize,
    dependent: usize,
}

/// A member of a contracted cycle: the words it stands for and its arc inside the cycle.
struct Member {
    words: Vec<usize>,
    arc: Arc,
}

/// Chu-Liu-Edmonds on a matrix of arcs; a contracted cycle lives on in the place of its first node.
struct Contraction {
    size: usize,
    arcs: Vec<Arc>,
    alive: Vec<usize>,
    words: Vec<Vec<usize>>,
    cycles: Vec<Vec<Member>>,
}

impl Contraction {
    fn new(scores: ArcScores<'_>) -> Self {
        let size = scores.words + 1;
        let mut arcs = vec![Arc { score: f64::NEG_INFINITY, head: 0, dependent: 0 }; size * size];
        for dependent in 1..size {
            for (head, &score) in scores.row(dependent - 1).iter().enumerate() {
                // A score that is not a number would win or lose every comparison: treat it as very bad.
                let score = if score.is_finite() { f64::from(score) } else { -1e3 };
                let score = match head {
                    _ if head == dependent => f64::NEG_INFINITY,
                    0 => score - ROOT_PENALTY,
                    _ => score,
                };
                arcs[head * size + dependent] = Arc { score, head, dependent };
            }
        }
        let words = (0..size).map(|node| vec![node]).collect();
        Self { size, arcs, alive: (0..size).collect(), words, cycles: Vec::new() }
    }

    fn arc(&self, head: usize, dependent: usize) -> Arc {
        self.arcs[head * self.size + dependent]
    }

    fn solve(mut self) -> Vec<usize> {
        let best = loop {
            let best = self.best_heads();
            let cycle = find_cycle(&best, &self.alive[1..]);
            if cycle.is_empty() {
                break best;
            }
            self.contract(&best, &cycle);
        };
        let mut heads = vec![None; self.size];
        for &node in &self.alive[1..] {
            let arc = self.arc(best[node], node);
            heads[arc.dependent] = Some(arc.head);
        }
        for cycle in self.cycles.iter().rev() {
            expand(cycle, &mut heads);
        }
        heads.into_iter().map(|head| head.unwrap_or(0)).collect()
    }

    fn best_heads(&self) -> Vec<usize> {
        let mut best = vec![0; self.size];
        for &node in &self.alive[1..] {
            for &head in &self.alive {
                if self.arc(head, node).score > self.arc(best[node], node).score {
                    best[node] = head;
                }
            }
        }
        best
    }

    fn contract(&mut self, best: &[usize], cycle: &[usize]) {
        let representative = cycle[0];
        let inner: Vec<Arc> = cycle.iter().map(|&node| self.arc(best[node], node)).collect();
        let outside: Vec<usize> = self.alive.iter().copied().filter(|node| !cycle.contains(node)).collect();
        for &node in &outside {
            let mut entering = Arc { score: f64::NEG_INFINITY, head: 0, dependent: cycle[0] };
            let mut leaving = self.arc(cycle[0], node);
            for (&member, inner) in cycle.iter().zip(&inner) {
                let arc = self.arc(node, member);
                let gain = arc.score - inner.score;
                if gain > entering.score {
                    entering = Arc { score: gain, ..arc };
                }
                let arc = self.arc(member, node);
                if arc.score > leaving.score {
                    leaving = arc;
                }
            }
            self.arcs[node * self.size + representative] = entering;
            self.arcs[representative * self.size + node] = leaving;
        }
        let members: Vec<Member> = cycle
            .iter()
            .zip(inner)
            .map(|(&node, arc)| Member { words: std::mem::take(&mut self.words[node]), arc })
            .collect();
        self.words[representative] = members.iter().flat_map(|member| member.words.iter().copied()).collect();
        self.cycles.push(members);
        self.alive.retain(|node| *node == representative || !cycle.contains(node));
    }
}

/// Gives each member of a contracted cycle its arc inside it, but for the one that is entered from outside.
fn expand(cycle: &[Member], heads: &mut [Option<usize>]) {
    let entered = |member: &Member| member.words.iter().any(|word| heads[*word].is_some());
    let kept: Vec<Arc> = cycle.iter().filter(|member| !entered(member)).map(|member| member.arc).collect();
    for arc in kept {
        heads[arc.dependent] = Some(arc.head);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every assignment of heads that is a tree with one root, the best of them.
    fn exhaustive(scores: ArcScores<'_>) -> f64 {
        let n = scores.words;
        let mut best = f64::NEG_INFINITY;
        for mut code in 0..(n + 1).pow(n as u32) {
            let mut heads = vec![0];
            for _ in 0..n {
                heads.push(code % (n + 1));
                code /= n + 1;
            }
            if is_tree(&heads) {
                best = best.max(total(scores, &heads[1..]));
            }
        }
        best
    }

    fn is_tree(heads: &[usize]) -> bool {
        let nodes: Vec<usize> = (1..heads.len()).collect();
        heads[1..].iter().filter(|head| **head == 0).count() == 1 && find_cycle(heads, &nodes).is_empty()
    }

    fn total(scores: ArcScores<'_>, heads: &[usize]) -> f64 {
        heads.iter().enumerate().map(|(dependent, &head)| f64::from(scores.row(dependent)[head])).sum()
    }

    #[test]
    fn best_among_all_trees() {
        let mut state = 1u64;
        for round in 0..400 {
            let words = 1 + round % 5;
            let scores: Vec<f32> = (0..words * (words + 1))
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    (state >> 40) as f32 / 1e6
                })
                .collect();
            let scores = ArcScores { scores: &scores, words, stride: words + 1 };
            let heads = best_tree(scores);
            let with_root: Vec<usize> = std::iter::once(0).chain(heads.iter().copied()).collect();
            assert!(is_tree(&with_root), "{heads:?}");
            assert!((total(scores, &heads) - exhaustive(scores)).abs() < 1e-4);
        }
    }

    #[test]
    fn useless_scores_still_give_a_tree() {
        for value in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 0.0] {
            let scores = vec![value; 12];
            let heads = best_tree(ArcScores { scores: &scores, words: 3, stride: 4 });
            let with_root: Vec<usize> = std::iter::once(0).chain(heads).collect();
            assert!(is_tree(&with_root), "{value}: {with_root:?}");
        }
    }
}
