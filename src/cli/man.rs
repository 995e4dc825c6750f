//! `summitry man`: manual pages, made from what `--help` says.

use super::Cli;
use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use summitry::count::counted;
use summitry::{Error, store};

/// Manual pages
///
/// Without a folder the page summitry(1) goes to standard output ('summitry man | man -l -'). With one, a page for each
/// subcommand is written into it: 'summitry man -o ~/.local/share/man/man1', then 'man summitry-query'.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// A folder for all pages; it is made where it is missing
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// Prints one page, or writes all.
pub fn run(args: &ManArgs) -> anyhow::Result<ExitCode> {
    let mut root = Cli::command().disable_help_subcommand(true);
    root.build();
    let Some(folder) = &args.output else {
        io::stdout().lock().write_all(&page(&root)?)?;
        return Ok(ExitCode::SUCCESS);
    };
    std::fs::create_dir_all(folder).map_err(|cause| Error::io(folder, cause))?;
    let (mut open, mut pages) = (vec![&root], 0);
    while let Some(command) = open.pop() {
        let name = Man::new(command.clone()).get_filename();
        store::write_atomically(folder.join(name), &page(command)?)?;
        pages += 1;
        open.extend(command.get_subcommands().filter(|sub| !sub.is_hide_set()));
    }
    eprintln!("{}: {}", folder.display(), counted(pages, "page"));
    Ok(ExitCode::SUCCESS)
}

/// A command's page, with what all pages have in common at its end.
fn page(command: &Command) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    let mut end = Roff::default();
    end.control("SH", ["EXIT STATUS"]);
    end.text([roman("0: done. 1: nothing usable, or a failed check. 2: bad usage.")]);
    end.to_writer(&mut page)?;
    Ok(page)
}
