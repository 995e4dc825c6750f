//! `summitry analyze`: the linguistic analysis of articles, or of the sentences of a CoNLL-U file.

use super::input::Tally;
use anyhow::Context;
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::io::{BufWriter, Read, Write};
use std::process::ExitCode;
use summitry::article::{Input, ReadOptions, read_inputs};
use summitry::text::{Analyzer, conllu};

/// Options of `analyze`.
#[derive(Debug, Args)]
pub struct AnalyzeArgs {
    /// Articles as for `build`, plain text whole, with bylines and datelines; a .conllu file keeps its sentences and words, and
    /// the rest is predicted.
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<String>,

    /// Form of the output.
    #[arg(short, long, value_enum, default_value_t = Form::Conllu)]
    format: Form,

    /// Day of publication of articles that do not tell their own.
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,

    /// Read articles in other languages than English as well, which are left out otherwise.
    #[arg(long)]
    any_language: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// CoNLL-U, names in the last column.
    Conllu,
    /// One JSON object a document.
    Json,
}

/// Runs `analyze`.
pub fn run(args: &AnalyzeArgs) -> anyhow::Result<ExitCode> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (treebanks, articles): (Vec<&String>, Vec<&String>) =
        args.inputs.iter().partition(|input| input.ends_with(".conllu"));
    let mut done = 0;
    for path in treebanks {
        done += analyze_treebank(path, &mut out)?;
    }
    if !articles.is_empty() {
        done += analyze_articles(&articles, args, &mut out)?;
    }
    out.flush()?;
    Ok(if done > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn analyze_treebank(path: &str, out: &mut impl Write) -> anyhow::Result<usize> {
    let mut text = String::new();
    std::fs::File::open(path)
        .and_then(|mut file| file.read_to_string(&mut text))
        .with_context(|| format!("{path}: cannot be read"))?;
    let mut sentences = conllu::parse(&text, path)?;
    Analyzer::embedded().annotate(&mut sentences);
    for sentence in &sentences {
        write!(out, "{sentence}")?;
    }
    Ok(sentences.len())
}

fn analyze_articles(paths: &[&String], args: &AnalyzeArgs, out: &mut impl Write) -> anyhow::Result<usize> {
    let inputs: Vec<Input> = paths.iter().map(|path| Input::from(std::ffi::OsString::from(path.as_str()))).collect();
    let options =
        ReadOptions { date: args.date, any_language: args.any_language, every_word: true, ..ReadOptions::default() };
    let (mut done, mut failed) = (0, 0);
    let articles = read_inputs(&inputs, &options);
    let left_out = articles.left_out();
    for article in articles {
        match article {
            Ok(article) => {
                let document = Analyzer::embedded().analyze(article);
                match args.format {
                    Form::Conllu => write!(out, "{}", document.to_conllu())?,
                    Form::Json => {
                        serde_json::to_writer(&mut *out, &document.to_json())?;
                        writeln!(out)?;
                    }
                }
                done += 1;
            }
            Err(problem) => {
                failed += 1;
                eprintln!("{problem}");
            }
        }
    }
    Tally { done, failed, ..Tally::default() }.with(&left_out).report();
    Ok(done)
}
