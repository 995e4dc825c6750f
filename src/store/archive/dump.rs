//! All that a store holds as text in a canonical order, to compare two stores with.

use super::Archive;
use super::fault::Attempt;
use crate::error::Result;
use rusqlite::Connection;
use rusqlite::types::ValueRef;

/// What is read of each table, row numbers resolved, which hang on the order of adding.
const QUERIES: [&str; 9] = [
    "SELECT 'article', doc, date, source, url, title, text, extraction FROM article ORDER BY doc",
    "SELECT 'entity', key, kind, name, wikidata, iso, folded FROM entity ORDER BY key",
    "SELECT 'alias', e.key, l.name, l.names, l.mentions FROM alias l JOIN entity e ON e.id = l.entity ORDER BY e.key, l.name",
    "SELECT 'known', kind, folded, key, times FROM known_name
         UNION ALL SELECT 'known', '', wikidata, iso, times FROM known_iso ORDER BY 1, 2, 3, 4",
    "SELECT 'event', code, bucket, key, type, mode, status, date, first_day, last_day, articles FROM event ORDER BY code",
    "SELECT 'claim', a.doc, c.local, c.bucket, e.code, c.rule, c.status, c.date, c.trigger, s.quote, c.confidence
         FROM claim c JOIN article a ON a.id = c.article JOIN event e ON e.id = c.event JOIN sentence s ON s.id = c.sentence
         ORDER BY 2, 3, 4, 9, 10, 11, 7, 8",
    "SELECT 'relation', x.key, r.kind, y.key, r.role, r.former, count(t.rowid)
         FROM relation r JOIN entity x ON x.id = r.source JOIN entity y ON y.id = r.target
         LEFT JOIN statement t ON t.relation = r.id GROUP BY r.id ORDER BY 2, 3, 4, 5, 6",
    "SELECT 'tie', x.key, t.kind, y.key, e.code FROM tie t JOIN entity x ON x.id = t.source JOIN entity y ON y.id = t.target
         JOIN event e ON e.id = t.event ORDER BY 2, 3, 4, 5",
    "SELECT 'found', count(*) FROM sentence_text",
];

impl Archive {
    /// All rows as tab-separated text, the same for stores that hold the same.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn dump(&self) -> Result<String> {
        self.attempt(dump)
    }
}

fn dump(db: &Connection) -> Attempt<String> {
    let mut text = String::new();
    for query in QUERIES {
        let mut asked = db.prepare(query)?;
        let columns = asked.column_count();
        let mut rows = asked.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                match row.get_ref(column)? {
                    ValueRef::Null => {}
                    ValueRef::Integer(n) => text.push_str(&n.to_string()),
                    ValueRef::Real(x) => text.push_str(&x.to_string()),
                    ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                        text.push_str(&String::from_utf8_lossy(bytes).escape_debug().to_string());
                    }
                }
                text.push(if column + 1 == columns { '\n' } else { '\t' });
            }
        }
    }
    Ok(text)
}
