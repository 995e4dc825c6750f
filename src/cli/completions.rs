//! `summitry completions SHELL`: what a shell needs to complete subcommands, options and their values.

use super::Cli;
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use std::io::{self, Write};
use std::process::ExitCode;

/// Completions for a shell, on standard output
///
/// Put them where the shell looks for them: for bash ~/.local/share/bash-completion/completions/summitry, for zsh a file
/// _summitry in a folder of $fpath, for fish ~/.config/fish/completions/summitry.fish.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the completions.
pub fn run(args: &CompletionsArgs) -> anyhow::Result<ExitCode> {
    // Into memory first: the generator panics where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "summitry", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}
