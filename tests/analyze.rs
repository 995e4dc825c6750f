//! What holds of the analysis of any text: all of it is in tokens, in its order, and what is printed can be read.

use proptest::prelude::*;
use summitry::article::{ReadOptions, read_bytes};
use summitry::text::{Analyzer, Document, conllu};

fn analyze(text: &str) -> Option<Document> {
    let options = ReadOptions { every_word: true, ..ReadOptions::default() };
    let article = read_bytes("a.txt", text.as_bytes().to_vec(), &options).next()?.ok()?;
    Some(Analyzer::embedded().analyze(article))
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_ascii_control()).collect()
}

fn check(text: &str) {
    let Some(document) = analyze(text) else { return };
    let tokens: String = document.tokens.iter().map(|token| token.span.of(&document.article.text)).collect();
    assert_eq!(without_space(&tokens), without_space(&document.article.text));
    let printed = document.to_conllu();
    let sentences = conllu::parse(&printed, "printed").unwrap();
    assert_eq!(sentences.len(), document.sentences.len());
    assert_eq!(sentences.iter().map(|sentence| sentence.words().count()).sum::<usize>(), document.tokens.len());
    assert!(document.sentences.iter().all(|sentence| !sentence.tokens.is_empty()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_analyzed(text in "(?s).{0,120}") {
        check(&text);
    }

    #[test]
    fn marks_and_words_in_any_order_are_analyzed(text in "([a-zA-Z0-9é]{1,4}|[-.,:;!?'’\"“”()<>/@#$%&*+=_|~^\\[\\]{} \n]){0,60}") {
        check(&text);
    }
}

#[test]
fn plain_text_keeps_every_word_and_its_order() {
    let text = "BOGOTÁ, Nov 3 (Agency) — Petro left.\n\nBy Ana Ruiz\n\n- Trade\n1. Talks\n";
    let document = analyze(text).unwrap();
    let tokens: String = document.tokens.iter().map(|token| token.span.of(&document.article.text)).collect();
    assert_eq!(tokens, without_space(text));
}

#[test]
fn words_of_one_token_stand_under_it() {
    let printed = analyze("They can't meet Petro's envoys, cannot they?").unwrap().to_conllu();
    let rows: Vec<&str> = printed.lines().filter(|line| !line.starts_with('#')).collect();
    let columns = |row: &str| row.split('\t').take(2).map(str::to_owned).collect::<Vec<_>>().join(" ");
    let rows: Vec<String> = rows.into_iter().map(columns).collect();
    for expected in ["2-3 can't", "2 ca", "3 n't", "5-6 Petro's", "9-10 cannot"] {
        assert!(rows.iter().any(|row| row == expected), "{expected} in {rows:?}");
    }
}
