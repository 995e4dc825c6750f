//! What a reviewer decides about facts: the words of the API.
//!
//! ```json
//! {"action": "reject", "target": {"node": "event:2d1f65c5e985"}, "note": "a rehearsal"}
//! ```

use crate::graph::NodeId;
use serde::{Deserialize, Serialize};

/// What is done to a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// It is wrong: shown nowhere, counted nowhere.
    Reject,
    /// It was looked at and is right.
    Confirm,
    /// Two nodes are one.
    Merge,
    /// What was one node are two. The viewer shows such decisions and takes them back, but takes none.
    Split,
    /// A node is called otherwise. As for [`Self::Split`].
    Rename,
}

/// What a decision is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Target {
    /// An event, entity or policy area.
    Node {
        /// Its id.
        node: NodeId,
    },
    /// An edge, or two nodes that are one.
    Edge {
        /// Id of the node it starts at.
        source: NodeId,
        /// Its kind; of a merge "same_as".
        kind: String,
        /// Id of the node it leads to.
        target: NodeId,
    },
}

/// A decision that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewDecision {
    /// What is done.
    pub action: Action,
    /// To what.
    pub target: Target,
    /// Why, in the reviewer's words.
    #[serde(default)]
    pub note: String,
}

/// A decision that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Its number, from 1 upwards.
    pub id: u64,
    /// What was decided.
    #[serde(flatten)]
    pub what: NewDecision,
    /// What the target was called.
    pub label: String,
}
