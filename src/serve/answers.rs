//! Answers that are given again, as long as the data behind them are the same.
//!
//! A question about a large store takes a moment, and the viewer asks the same ones whenever somebody goes back. Who
//! asks while the answer is being made waits for it and makes no second one.

use super::response::Response;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Most answers that are kept; where one more comes, all are forgotten.
const MOST_KEPT: usize = 128;

/// The answers by what was asked.
#[derive(Default)]
pub(super) struct Answers(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    /// The version of the data that all of them come from.
    version: u64,
    answers: BTreeMap<String, Arc<OnceLock<Response>>>,
}

impl Answers {
    /// The answer to a question about this version of the data, made unless it is known. Only answers of status 200 are
    /// kept.
    pub fn give(&self, version: u64, question: &str, make: impl FnOnce() -> Response) -> Response {
        let place = self.place(version, question);
        let answer = place.get_or_init(make).clone();
        if answer.status != 200 {
            self.forget(question, &place);
        }
        answer
    }

    /// Where the answer is, or is to be.
    fn place(&self, version: u64, question: &str) -> Arc<OnceLock<Response>> {
        // Whatever a panic interrupted, each answer is there as a whole or not at all.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.version != version || (kept.answers.len() >= MOST_KEPT && !kept.answers.contains_key(question)) {
            *kept = Kept { version, answers: BTreeMap::new() };
        }
        Arc::clone(kept.answers.entry(question.to_owned()).or_default())
    }

    fn forget(&self, question: &str, place: &Arc<OnceLock<Response>>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.answers.get(question).is_some_and(|known| Arc::ptr_eq(known, place)) {
            kept.answers.remove(question);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn answers_are_made_once_for_each_version_and_failures_again() {
        let (answers, made) = (Answers::default(), Cell::new(0));
        let ask = |version, question, status| {
            answers.give(version, question, || {
                made.set(made.get() + 1);
                Response::text(status, &made.get().to_string())
            })
        };
        assert_eq!(ask(1, "a", 200), ask(1, "a", 200));
        assert_ne!(ask(1, "a", 200), ask(1, "b", 200));
        assert_eq!(made.get(), 2);
        assert_ne!(ask(1, "a", 200), ask(2, "a", 200), "the data have changed");
        assert_ne!(ask(2, "c", 500), ask(2, "c", 500), "what failed is tried again");
    }

    #[test]
    fn no_more_answers_are_kept_than_there_is_room_for() {
        let answers = Answers::default();
        for question in 0..3 * MOST_KEPT {
            answers.give(0, &question.to_string(), || Response::text(200, "yes"));
        }
        assert!(answers.0.lock().is_ok_and(|kept| kept.answers.len() <= MOST_KEPT));
    }
}
