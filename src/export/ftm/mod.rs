//! Graph → FollowTheMoney entities, one JSON object a line: Aleph, OpenSanctions' tools, `ftm`.
//!
//! | ours | FollowTheMoney |
//! |---|---|
//! | person, country, organization, place | `Person`, `PublicBody`, `Organization`, `Address` |
//! | event with parties, host, place, policy areas | `Event`: `involved`, `organizer`, `addressEntity`, `keywords` |
//! | `represents`, `member_of` | `Representation`, `Membership` |
//! | ties, other relations, who acts and who is acted on | `UnknownLink` with the kind as `role` |
//! | article, and whom it names | `Article`, `Mention` |
//!
//! Links and events name their articles (`proof`) and dates. Policy areas have no schema there: `cooperates_on` shows in the events' keywords
//! alone. All values are in the form to which FollowTheMoney cleans them ([`entity`]), so that it drops and changes nothing.
//!
//! ```json
//! {"id":"Q22686","schema":"Person","properties":{"name":["Donald Trump"],"wikidataId":["Q22686"]}}
//! ```

mod entity;
mod facts;
mod links;

use super::listing::Listing;
use super::parts::Parts;
use super::stream::Streamed;
use entity::Entity;
use std::io::{self, Write};

/// Writes FollowTheMoney entities.
pub(super) struct Ftm;

impl Streamed for Ftm {
    fn stream(&self, listing: &Listing<'_>, _: usize, out: &mut dyn Write) -> io::Result<()> {
        for (doc, article) in listing.articles() {
            line(out, &facts::article(doc, &article))?;
        }
        let parts = Parts::of(listing);
        for node in &listing.nodes {
            if let Some(entity) = facts::node(node, &parts) {
                line(out, &entity)?;
            }
        }
        for link in &listing.links {
            if let Some(entity) = links::link(link) {
                line(out, &entity)?;
            }
        }
        for mention in facts::mentions(listing) {
            line(out, &mention)?;
        }
        Ok(())
    }
}

fn line(out: &mut dyn Write, entity: &Entity) -> io::Result<()> {
    serde_json::to_writer(&mut *out, entity)?;
    out.write_all(b"\n")
}
