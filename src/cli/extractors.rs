//! The `--extractor` option, shared by the subcommands that read articles: programs of the user that claim events as well.

use clap::Args;
use std::time::Duration;
use summitry::extract::ExternalProgram;
use summitry::pipeline::Pipeline;

/// Which programs to ask, and how long to wait for them.
#[derive(Debug, Clone, Args)]
pub struct ExtractorArgs {
    /// A program that finds events as well, say "python3 my_extractor.py": reads one JSON document a line, and writes one line
    /// {"doc": …, "claims": […]} for each. May be given several times.
    #[arg(long = "extractor", value_name = "CMD")]
    commands: Vec<String>,

    /// How long a program given by --extractor may take for one article.
    #[arg(long = "extractor-timeout", value_name = "SECONDS", default_value_t = 10,
          value_parser = clap::value_parser!(u64).range(1..=86_400))]
    timeout: u64,
}

impl ExtractorArgs {
    /// Starts the programs.
    pub fn start(&self) -> anyhow::Result<Vec<ExternalProgram>> {
        let limit = Duration::from_secs(self.timeout);
        let start = |command: &String| ExternalProgram::start(command, limit);
        let programs: Result<Vec<_>, _> = self.commands.iter().map(start).collect();
        programs.map_err(|problem| anyhow::anyhow!("{problem}"))
    }
}

/// Says what was odd about articles, and what went wrong with the programs of a pipeline, since the last call.
pub fn report_problems(pipeline: &Pipeline<'_>) {
    for note in pipeline.take_notes() {
        eprintln!("{note}");
    }
    for problem in pipeline.programs().iter().flat_map(ExternalProgram::take_problems) {
        eprintln!("{problem}");
    }
}

/// Says how much was lost with the programs in all.
pub fn report_losses(pipeline: &Pipeline<'_>) {
    for losses in pipeline.programs().iter().filter_map(ExternalProgram::losses) {
        eprintln!("summitry: {losses}");
    }
}
