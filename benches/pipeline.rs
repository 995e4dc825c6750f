//! How fast an article goes through each stage, on one core: `cargo bench`.
//!
//! Machines differ and are noisy, so each stage stands beside its ratio to splitting the same text into tokens, measured in
//! the same run. The figures are medians over rounds; the text is the sample in `data/articles`, or the files named behind `--`.

use std::hint::black_box;
use std::time::{Duration, Instant};
use summitry::article::{Article, Input, ReadOptions, read_inputs};
use summitry::extract::Extractor;
use summitry::kb::Kb;
use summitry::schema::Schema;
use summitry::text::{Analyzer, Document, sentences, tokenize};

const ROUNDS: usize = 7;

fn main() {
    let articles = articles();
    let analyzer = Analyzer::embedded();
    let extractor = Extractor::new(Schema::embedded(), Kb::embedded());
    let documents: Vec<Document> = articles.iter().map(|article| analyzer.analyze(article.clone())).collect();
    let tokens: usize = documents.iter().map(|document| document.tokens.len()).sum();
    println!("{} articles, {tokens} tokens, median of {ROUNDS} rounds, one core", articles.len());

    let split = median(|| articles.iter().map(count_tokens).sum::<usize>());
    let analyze = median(|| articles.iter().map(|article| analyzer.analyze(article.clone()).tokens.len()).sum());
    let extract = median(|| documents.iter().map(|document| extractor.extract(document).events.len()).sum());
    let all = analyze + extract;
    for (stage, time) in [("split", split), ("analyze", analyze), ("extract", extract), ("both", all)] {
        let rate = tokens as f64 / time.as_secs_f64();
        let ratio = time.as_secs_f64() / split.as_secs_f64();
        println!("{stage:8} {rate:>12.0} tokens/s   {ratio:>8.1} x the time of split");
    }
}

fn count_tokens(article: &Article) -> usize {
    let blocks = article.blocks.iter().map(|block| (block.span.of(&article.text), block.span.start));
    blocks
        .flat_map(|(text, start)| sentences(text, start))
        .map(|sentence| tokenize(sentence.of(&article.text)).count())
        .sum()
}

fn median(mut work: impl FnMut() -> usize) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let begin = Instant::now();
            black_box(work());
            begin.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[ROUNDS / 2]
}

/// The articles of the files named on the command line, else of the sample.
fn articles() -> Vec<Article> {
    let named: Vec<Input> =
        std::env::args_os().skip(1).filter(|word| !word.to_string_lossy().starts_with('-')).map(Input::from).collect();
    let inputs = if named.is_empty() { vec![Input::from("data/articles")] } else { named };
    read_inputs(&inputs, &ReadOptions::default()).filter_map(Result::ok).collect()
}
