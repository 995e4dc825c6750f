//! The filters that `query` and `export` share.

use crate::graph::{Filter, Graph};
use crate::query::{area_named, node_named};
use crate::vocabulary::Status;
use jiff::civil::Date;

/// Which part of the graph to look at. Conditions are taken together.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Filters")]
pub struct FilterArgs {
    /// Only events of this day or later (2026-02-03); undated ones count by their reports
    #[arg(long, value_name = "DAY")]
    pub since: Option<Date>,
    /// Only events of this day or earlier
    #[arg(long, value_name = "DAY")]
    pub until: Option<Date>,
    /// Only events of this status: happened, ongoing, planned, possible, cancelled, denied, or all; may be repeated
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = statuses)]
    pub status: Vec<Statuses>,
    /// Only events about this policy area (trade); may be repeated
    #[arg(long, value_name = "AREA", value_delimiter = ',')]
    pub about: Vec<String>,
    /// Only events of this type (CONSULT) or form (visit), or behind this tie (meets); may be repeated
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub kind: Vec<String>,
    /// Only what is at least this sure, 0 to 1
    #[arg(long, value_name = "NUMBER")]
    pub min_confidence: Option<f32>,
    /// Only what has to do with this person, country, organization, place or area
    #[arg(long, value_name = "NAME")]
    pub around: Option<String>,
    /// Only the N strongest ties (of questions about events: the N latest events)
    #[arg(long, value_name = "N")]
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

impl FilterArgs {
    /// The filter, its names looked up in the graph.
    pub fn filter(&self, graph: &Graph) -> crate::Result<Filter> {
        let around = match &self.around {
            Some(name) => graph.graph.node_weight(node_named(graph, name)?).map(|n| n.id.clone()),
            None => None,
        };
        Ok(Filter {
            since: self.since,
            until: self.until,
            status: self.status.iter().flat_map(|s| s.0.iter().copied()).collect(),
            about: self.about.iter().map(|area| area_named(graph, area)).collect::<crate::Result<_>>()?,
            kinds: self.kind.iter().cloned().collect(),
            min_confidence: self.min_confidence,
            around,
            top: self.top,
        })
    }
}
