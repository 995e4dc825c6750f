//! Mutates good inputs and feeds them to everything that reads. Nothing may panic or hang, and what is read must hold together.
//!
//! `cargo run --release --example fuzz -- TARGET [SECONDS] [SEED]`, TARGET being one of those below or `all`, each for so many seconds
//! (10). The same seed gives the same inputs. The input that is being tried lies in the folder for temporary files as
//! `summitry-fuzz-TARGET`, so that one which brings the program down is there to be looked at. Run it in the repository's folder.

mod mutation;
mod targets;

use mutation::{Random, mutated};
use std::process::ExitCode;
use std::time::{Duration, Instant};
use targets::Target;

/// No input may take longer, even where others have the processor nearly for themselves: it hangs.
const SLOWEST: Duration = Duration::from_secs(300);

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let seconds = arguments.next().and_then(|word| word.parse().ok()).unwrap_or(10);
    let seed = arguments.next().and_then(|word| word.parse().ok()).unwrap_or(1);
    let chosen: Vec<&Target> = targets::ALL.iter().filter(|target| name == "all" || target.name == name).collect();
    if chosen.is_empty() {
        let names: Vec<&str> = targets::ALL.iter().map(|target| target.name).collect();
        eprintln!("say which: all, {}", names.join(", "));
        return ExitCode::from(2);
    }
    for target in chosen {
        fuzz(target, Duration::from_secs(seconds), seed);
    }
    ExitCode::SUCCESS
}

/// Tries inputs until the time is up; ends the process where one does not pass.
fn fuzz(target: &Target, limit: Duration, seed: u64) {
    let current = std::env::temp_dir().join(format!("summitry-fuzz-{}", target.name));
    let (seeds, mut attempt) = (target.prepare)();
    let seeds: Vec<Vec<u8>> = seeds.into_iter().filter(|seed| !seed.is_empty()).collect();
    assert!(!seeds.is_empty(), "{}: no seeds; run it in the repository's folder", target.name);
    let mut random = Random::new(seed);
    let begin = Instant::now();
    let (mut inputs, mut taken, mut slowest) = (0usize, 0usize, Duration::ZERO);
    while begin.elapsed() < limit {
        // The seeds themselves come first: they must be taken.
        let input = match seeds.get(inputs) {
            Some(seed) => seed.clone(),
            None => mutated(&seeds, &mut random, target.longest),
        };
        let _ = std::fs::write(&current, &input);
        let started = Instant::now();
        taken += usize::from(attempt(&input));
        let took = started.elapsed();
        assert!(took < SLOWEST, "{}: {took:?} for the {} bytes in {}", target.name, input.len(), current.display());
        slowest = slowest.max(took);
        inputs += 1;
    }
    let _ = std::fs::remove_file(&current);
    println!(
        "{}: {inputs} inputs in {} s, {taken} of them taken, the slowest in {} ms, seed {seed}: no panic",
        target.name,
        begin.elapsed().as_secs(),
        slowest.as_millis()
    );
}
