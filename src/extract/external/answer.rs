//! What a program answers: a line of JSON → [`Proposal`]s → [`Claim`]s.

use super::super::claim::Claim;
use super::super::proposal::{Objection, Proposal, objection};
use super::super::source::Reading;
use serde::Deserialize;
use serde_json::Value;

/// The line as a whole; its claims are read one by one, so that a bad one costs only itself.
#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    doc: String,
    claims: Vec<Value>,
}

impl Answer {
    /// Reads an answer about the article `doc`; what is wrong with the line where it is none.
    pub fn read(line: &[u8], doc: &str) -> Result<Self, String> {
        let answer: Self =
            serde_json::from_slice(line).map_err(|error| format!("its answer is no JSON of ours: {error}"))?;
        if answer.doc == doc { Ok(answer) } else { Err(format!("it answers about `{}`", answer.doc)) }
    }

    /// The claims that stand, and why the others do not, with their one-based positions.
    pub fn claims(self, reading: &Reading<'_>, program: &str) -> (Vec<Claim>, Vec<(usize, Objection)>) {
        let (mut claims, mut objections) = (Vec::new(), Vec::new());
        for (value, position) in self.claims.into_iter().zip(1..) {
            match serde_json::from_value::<Proposal>(value) {
                Ok(proposal) => match reading.claim(program, proposal) {
                    Ok(claim) => claims.push(claim),
                    Err(objection) => objections.push((position, objection)),
                },
                Err(error) => {
                    let remedy =
                        "a claim has type, actors, recipients, status, trigger, sentence, date, topics, confidence";
                    objections.push((position, objection(error.to_string(), remedy)));
                }
            }
        }
        claims.sort_by_key(|claim| claim.token);
        (claims, objections)
    }
}
