//! The `summitry` binary: reads the command line and turns the outcome into an exit code.

#[macro_use]
mod message;
mod cli;

use clap::Parser;
use std::io::ErrorKind;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run(&cli::Cli::parse()) {
        Ok(code) => code,
        // Whoever reads our output has had enough: "summitry extract … | head".
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("summitry: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whether some cause is that nobody reads our output, however the error is wrapped.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let json = || cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        let ours = || match cause.downcast_ref::<summitry::Error>() {
            Some(summitry::Error::Io { cause, .. }) => Some(cause.kind()),
            _ => None,
        };
        io.or_else(json).or_else(ours) == Some(ErrorKind::BrokenPipe)
    })
}
