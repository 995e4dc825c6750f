//! One frame → what keeps it from ever firing as meant.

use super::check::{areas, check_words};
use super::event::{EventType, Frame, Slot};
use super::load::Schema;
use crate::error::Problem;

/// Verbs that mean nothing without their object.
const LIGHT_VERBS: &[&str] = &["be", "do", "get", "give", "have", "hold", "make", "put", "take"];

/// Adds what is wrong with `frame`.
pub(super) fn check(schema: &Schema, event: &EventType, frame: &Frame, problems: &mut Vec<Problem>) {
    let mut report = |message: String, remedy: String| {
        problems.push(Problem::new(&event.file, message).at_line(frame.line).remedy(remedy));
    };
    check_trigger(frame, &mut report);
    check_roles(frame, &mut report);
    for topic in frame.topics.iter().filter(|topic| schema.area(topic).is_none()) {
        report(format!("the topic `{topic}` is no policy area"), areas(schema));
    }
    let lists = [&frame.verbs, &frame.nouns, &frame.adjectives, &frame.objects, &frame.not_objects];
    for list in lists {
        for (at, word) in list.iter().enumerate() {
            if list.iter().take(at).any(|earlier| earlier == word) {
                report(format!("a frame lists \"{word}\" twice"), "keep one of the two".into());
            }
        }
    }
    let words = lists.into_iter().chain(frame.complements.values()).flatten();
    check_words(words, &event.file, frame.line, problems);
}

/// The words that make it fire: one part of speech, and objects for light verbs.
fn check_trigger(frame: &Frame, report: &mut impl FnMut(String, String)) {
    let lists = [&frame.verbs, &frame.nouns, &frame.adjectives];
    match lists.iter().filter(|list| !list.is_empty()).count() {
        1 => {}
        0 => report("a frame without trigger words".into(), "give it verbs, nouns or adjectives".into()),
        _ => report(
            "a frame with several kinds of trigger words".into(),
            "make one frame of its verbs, one of its nouns, one of its adjectives".into(),
        ),
    }
    for verb in frame.verbs.iter().filter(|verb| LIGHT_VERBS.contains(&verb.as_str())) {
        if frame.objects.is_empty() && frame.complements.is_empty() {
            report(
                format!("the light verb \"{verb}\" has no objects"),
                "name in `objects` the nouns that make the event, as in \"hold\" + \"talks\"".into(),
            );
        }
    }
    if frame.verbs.is_empty() && !(frame.objects.is_empty() && frame.not_objects.is_empty()) {
        report("only verbs have `objects` and `not_objects`".into(), "remove them, or give the frame verbs".into());
    }
}

/// Its arguments: slots that its part of speech has, prepositions that are some.
fn check_roles(frame: &Frame, report: &mut impl FnMut(String, String)) {
    if frame.roles.is_empty() {
        report("a frame without roles".into(), "say who is what, as in roles: {\"subject\": [Actor]}".into());
    }
    for slot in frame.roles.keys() {
        if let Some(why) = misplaced(frame, slot) {
            report(format!("the slot \"{slot}\" can never be filled: {why}"), "use another slot".into());
        }
    }
    for preposition in frame.complements.keys() {
        if !matches!(Slot::of_word(preposition), Some(Slot::Prep(_))) {
            report(
                format!("\"{preposition}\" under `complements` is no preposition"),
                "write it like \"to\" or \"on\"".into(),
            );
        }
    }
}

/// Why a frame cannot have the slot. Frames with verbs can have any.
fn misplaced(frame: &Frame, slot: &Slot) -> Option<&'static str> {
    if !frame.verbs.is_empty() {
        return None;
    }
    match slot {
        Slot::Subject | Slot::Object if !frame.nouns.is_empty() => {
            Some("a noun's arguments are \"poss\" and prepositions")
        }
        Slot::Object | Slot::Poss if !frame.adjectives.is_empty() => {
            Some("an adjective's arguments are \"subject\" and prepositions")
        }
        _ => None,
    }
}
