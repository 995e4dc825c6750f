//! The filters that `query` and `export` share.

use anyhow::Context;
use jiff::civil::Date;
use summitry::graph::{Filter, NodeId};
use summitry::query::{area_named, node_named};
use summitry::resolve::EventDate;
use summitry::store::Source;
use summitry::vocabulary::Status;

/// Which part of the graph to look at. Conditions are taken together.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Filters")]
pub struct FilterArgs {
    /// Only events of this day, month or year and later (2026-02-03, 2026-02, 2026); undated ones count by their reports
    #[arg(long, value_name = "DATE", value_parser = first_day, global = true)]
    pub since: Option<Date>,
    /// Only events of this day, month or year and earlier
    #[arg(long, value_name = "DATE", value_parser = last_day, global = true)]
    pub until: Option<Date>,
    /// Only events of this status: happened, ongoing, planned, possible, cancelled, denied, or all; several with commas
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = statuses, global = true)]
    pub status: Vec<Statuses>,
    /// Only events about this policy area (trade); several with commas
    #[arg(long, value_name = "AREA", value_delimiter = ',', global = true)]
    pub about: Vec<String>,
    /// Only events of this type (CONSULT) or form (visit), or behind this tie (meets); several with commas
    #[arg(long, value_name = "KIND", value_delimiter = ',', global = true)]
    pub kind: Vec<String>,
    /// Only what is at least this sure, 0 to 1
    #[arg(long, value_name = "NUMBER", value_parser = confidence, global = true)]
    pub min_confidence: Option<f32>,
    /// Only what has to do with this person, country, organization, place or area
    #[arg(long, value_name = "NAME", global = true)]
    pub around: Option<String>,
    /// Only the N strongest ties (of questions about events: the N latest events)
    #[arg(long, value_name = "N", global = true)]
    pub top: Option<usize>,
}

/// One value of `--status`.
#[derive(Debug, Clone)]
pub struct Statuses(Vec<Status>);

fn statuses(word: &str) -> Result<Statuses, String> {
    match word {
        "all" => Ok(Statuses(Status::ALL.to_vec())),
        _ => word.parse().map(|status| Statuses(vec![status])).map_err(|e: String| format!("{e}, all")),
    }
}

fn first_day(written: &str) -> Result<Date, &'static str> {
    EventDate::parse(written).map(EventDate::first_day).ok_or("write 2026-02-03, 2026-02 or 2026")
}

fn last_day(written: &str) -> Result<Date, &'static str> {
    EventDate::parse(written).map(EventDate::last_day).ok_or("write 2026-02-03, 2026-02 or 2026")
}

fn confidence(written: &str) -> Result<f32, &'static str> {
    written.parse().ok().filter(|c| (0.0..=1.0).contains(c)).ok_or("write a number from 0 to 1")
}

impl FilterArgs {
    /// The filter, its names looked up in the graph.
    pub fn filter(&self, source: &Source) -> anyhow::Result<Filter> {
        let around = self.around.as_deref().map(|name| named(source, name)).transpose()?;
        let area = |name: &String| Ok(area_named(&*source.names(name)?, name)?);
        Ok(Filter {
            since: self.since,
            until: self.until,
            status: self.status.iter().flat_map(|s| s.0.iter().copied()).collect(),
            about: self.about.iter().map(area).collect::<anyhow::Result<_>>()?,
            kinds: self.kind.iter().cloned().collect(),
            min_confidence: self.min_confidence,
            around,
            only: None,
            top: self.top,
        })
    }
}

/// The id of the node that a written name means.
pub fn named(source: &Source, name: &str) -> anyhow::Result<NodeId> {
    let names = source.names(name)?;
    let node = names.graph.node_weight(node_named(&names, name)?);
    Ok(node.context("a node that is in no graph")?.id.clone())
}
