//! `summitry export`: writes a graph in a format that people or programs read.

use super::filters::FilterArgs;
use super::output;
use clap::Args;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use summitry::Error;
use summitry::export::{ExportOptions, Format, Renderer, ViewOptions, export_to};
use summitry::graph::{Graph, NodeId};
use summitry::store::{Scope, Source};

/// Draw a graph as a diagram, or write it for other programs.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The graph: a snapshot or a store, written by `build` or `merge`, or JSON written by `export`.
    graph: PathBuf,
    /// The format; told by the extension of --output unless given.
    #[arg(short, long, value_name = "FORMAT", value_parser = formats())]
    format: Option<Format>,
    /// Where to write it; to standard output unless given, or with "-".
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The headline of a picture.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Who draws pictures; auto is Graphviz where it is installed.
    #[arg(long, value_name = "RENDERER", default_value_t = Renderer::Auto, value_parser = renderers())]
    renderer: Renderer,
    #[command(flatten)]
    filters: FilterArgs,
}

/// Runs the subcommand: 0 done, 1 nothing to show or a failure, 2 bad usage.
pub fn run(args: &ExportArgs) -> anyhow::Result<ExitCode> {
    let file = args.output.as_deref().filter(|path| *path != Path::new("-"));
    let to_terminal = file.is_none() && io::stdout().is_terminal();
    let format = match choose_format(args.format, file).and_then(|format| check_sink(format, to_terminal)) {
        Ok(format) => format,
        Err(usage) => return Ok(output::bad_usage("export", &usage)),
    };
    if let Some(usage) = file.and_then(|path| output::check_folder(path).err()) {
        return Ok(output::bad_usage("export", &usage));
    }
    let source = Source::open(&args.graph)?;
    let mut filter = args.filters.filter(&source)?;
    if format.is_picture() {
        // A picture chooses its strongest meetings and ties itself.
        filter.top = None;
    }
    let graph = filter.apply(&*source.graph(&Scope::of(&filter))?);
    if graph.graph.node_count() == 0 {
        eprintln!("summitry: nothing in {} meets the conditions, so nothing was written", args.graph.display());
        return Ok(ExitCode::FAILURE);
    }
    write(&graph, format, file, &options(args, filter.around))
}

fn options(args: &ExportArgs, about: Option<NodeId>) -> ExportOptions {
    let top = args.filters.top.unwrap_or(ViewOptions::DEFAULT_TOP);
    ExportOptions { view: ViewOptions { title: args.title.clone(), top }, renderer: args.renderer, about }
}

fn write(graph: &Graph, format: Format, file: Option<&Path>, options: &ExportOptions) -> anyhow::Result<ExitCode> {
    let hints = match file {
        Some(path) => export_to(graph, format, options, path)?,
        None => {
            let mut out = BufWriter::new(io::stdout().lock());
            let written = format.exporter().write(graph, options, &mut out);
            match written.and_then(|hints| out.flush().map(|()| hints).map_err(|cause| Error::io("output", cause))) {
                // Whoever reads has seen enough.
                Err(Error::Io { cause, .. }) if cause.kind() == io::ErrorKind::BrokenPipe => Vec::new(),
                result => result?,
            }
        }
    };
    for hint in &hints {
        eprintln!("{hint}");
    }
    Ok(ExitCode::SUCCESS)
}

fn choose_format(named: Option<Format>, file: Option<&Path>) -> Result<Format, String> {
    let known = || Format::ALL.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ");
    match (named, file) {
        (Some(format), _) => Ok(format),
        (None, Some(path)) => Format::from_path(path)
            .ok_or_else(|| format!("'{}' does not tell the format; name it with -f ({})", path.display(), known())),
        (None, None) => Err(format!("name the format with -f ({}), or a file with -o", known())),
    }
}

fn check_sink(format: Format, to_terminal: bool) -> Result<Format, String> {
    if format.is_binary() && to_terminal {
        return Err(format!(
            "{format} is binary here and would garble the terminal; write it to a file with -o graph.{format}, or into a pipe"
        ));
    }
    Ok(format)
}

/// Format names for clap, which shows them in its help.
fn formats() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.iter().map(|format| format.name())).try_map(|name| name.parse::<Format>())
}

fn renderers() -> impl TypedValueParser<Value = Renderer> {
    PossibleValuesParser::new(Renderer::ALL.iter().map(|renderer| renderer.name()))
        .try_map(|name| name.parse::<Renderer>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_is_named_or_told_by_the_file() {
        assert_eq!(choose_format(Some(Format::Dot), Some(Path::new("a.svg"))), Ok(Format::Dot));
        assert_eq!(choose_format(None, Some(Path::new("a.SVG"))), Ok(Format::Svg));
        assert!(choose_format(None, Some(Path::new("a.txt"))).is_err_and(|message| message.contains("-f (dot, svg")));
        assert!(choose_format(None, None).is_err());
    }

    #[test]
    fn binary_formats_stay_off_the_terminal() {
        assert!(check_sink(Format::Png, true).is_err_and(|message| message.contains("-o graph.png")));
        assert_eq!(check_sink(Format::Png, false), Ok(Format::Png));
        assert_eq!(check_sink(Format::Svg, true), Ok(Format::Svg));
    }
}
