//! The examples of the library do what they say: each is run as it stands in `examples/`.

#[path = "../examples/ask_question.rs"]
#[allow(dead_code)]
mod ask_question;
#[path = "../examples/build_graph.rs"]
#[allow(dead_code)]
mod build_graph;
#[path = "../examples/custom_extractor.rs"]
#[allow(dead_code)]
mod custom_extractor;
#[path = "../examples/extract_text.rs"]
#[allow(dead_code)]
mod extract_text;

use std::fs;
use summitry::extract::{Claim, ClaimSource, Proposal, Reading};
use summitry::kb::Kb;
use summitry::pipeline::Pipeline;
use summitry::schema::Schema;

#[test]
fn one_text_is_extracted() {
    let said = extract_text::run().unwrap();
    assert!(said.contains("CONSULT (happened, 2026-05-05)"), "{said}");
    assert!(
        said.contains("\"President Emmanuel Macron met Chancellor Friedrich Merz in Berlin on Tuesday.\""),
        "{said}"
    );
}

#[test]
fn a_graph_is_built_and_asked() {
    let folder = tempfile::tempdir().unwrap();
    let (graph, picture) = (folder.path().join("graph.ron"), folder.path().join("graph.svg"));
    let said = build_graph::run("data/articles", &graph, &picture).unwrap();
    assert!(said.starts_with("17 articles, "), "{said}");
    assert!(fs::read_to_string(&picture).unwrap().contains("<svg"));
    let answer = ask_question::run(&graph, "petro").unwrap();
    assert!(answer.contains("Donald Trump") && answer.contains("2026-02-03 happened"), "{answer}");
    let refused = ask_question::run(&graph, "nobody of this name").unwrap_err().to_string();
    assert!(refused.contains("nobody of this name"), "{refused}");
}

#[test]
fn an_extractor_in_rust_adds_its_claims() {
    let record = custom_extractor::run().unwrap();
    let toasts: Vec<_> = record.events.iter().filter(|event| event.pattern.as_deref() == Some("toasts")).collect();
    assert_eq!(toasts.len(), 1, "{:#?}", record.events);
    let name = |id: &str| record.entities.iter().find(|entity| entity.id == id).map(|entity| entity.name.as_str());
    assert_eq!((toasts[0].kind.as_str(), toasts[0].date.as_deref()), ("SUPPORT", Some("2026-05-04")));
    assert_eq!(name(&toasts[0].actors[0]), Some("Emmanuel Macron"));
    assert_eq!(name(&toasts[0].recipients[0]), Some("Friedrich Merz"));
}

/// Proposes what cannot stand, and keeps why not.
#[derive(Debug, Default)]
struct Wrong(std::sync::Mutex<Vec<String>>);

impl ClaimSource for &Wrong {
    fn claims(&self, reading: &Reading<'_>) -> Vec<Claim> {
        let actors = || vec!["e1".to_owned()];
        let proposals = [
            Proposal::new("TOAST", actors(), "met"),
            Proposal::new("CONSULT", vec![], "met"),
            Proposal::new("CONSULT", vec!["e99".into()], "met"),
            Proposal::new("CONSULT", actors(), "absent"),
            Proposal { date: Some("yesterday".into()), ..Proposal::new("CONSULT", actors(), "met") },
            Proposal { sentence: Some(7), ..Proposal::new("CONSULT", actors(), "met") },
            Proposal { confidence: Some(f32::NAN), ..Proposal::new("CONSULT", actors(), "met") },
        ];
        let objections = proposals.into_iter().map(|it| reading.claim("wrong", it).unwrap_err().to_string());
        self.0.lock().unwrap().extend(objections);
        Vec::new()
    }
}

#[test]
fn proposals_that_cannot_stand_are_refused_with_a_remedy() {
    let wrong = Wrong::default();
    let pipeline = Pipeline::new(Schema::embedded(), Kb::embedded()).with_source(&wrong);
    let mut articles =
        summitry::article::read_bytes("a.txt", "Emmanuel Macron met Friedrich Merz.".into(), &Default::default());
    pipeline.extract(articles.next().unwrap().unwrap());
    let said = wrong.0.lock().unwrap().join("\n");
    for part in ["`TOAST`", "nobody acts", "`e99`", "\"absent\"", "`yesterday`", "no sentence 7", "NaN"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert_eq!(said.lines().filter(|line| line.ends_with(')')).count(), 7, "{said}");
}
