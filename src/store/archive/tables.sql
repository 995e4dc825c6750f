-- The tables of a Summitry store. Any SQLite tool reads them; README.md has ready questions.
--
-- `article` and `decision` are what was put in. Everything else is computed from them and can be made anew
-- (`summitry upgrade`). Days are ISO text ("2026-02-03"), dates of events also months and years ("2026-02", "2026").

-- What the store is: format, version, the schema's event types. One row a key.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row an article, with the record that was extracted from it.
CREATE TABLE article (
    id         INTEGER PRIMARY KEY,
    doc        TEXT NOT NULL UNIQUE,  -- the article's own id
    date       TEXT,                  -- day of publication
    source     TEXT,                  -- who published it
    url        TEXT,
    title      TEXT,
    fingerprint TEXT,                 -- tells whether another article is a copy
    engine     TEXT NOT NULL,         -- version of the program that extracted it
    text       TEXT,                  -- the whole text, where the store was given it
    extraction TEXT NOT NULL          -- the extraction record, JSON
) STRICT;
CREATE INDEX article_by_date ON article (date);

-- One row a person, country, organization or place of the world.
CREATE TABLE entity (
    id       INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,    -- "Q22686", "country:US", "person:gustavo petro"
    kind     TEXT NOT NULL,           -- person, country, organization, place
    name     TEXT NOT NULL,           -- the name that most articles give
    wikidata TEXT,
    iso      TEXT,                    -- ISO 3166-1 alpha-2, of countries
    folded   TEXT NOT NULL,           -- the name without case and accents
    reversed TEXT NOT NULL            -- `folded` backwards, to find surnames by index
) STRICT;
CREATE INDEX entity_by_name ON entity (folded);
CREATE INDEX entity_by_surname ON entity (reversed);
CREATE INDEX entity_by_iso ON entity (iso) WHERE iso IS NOT NULL;

-- Every string by which articles name an entity.
CREATE TABLE alias (
    entity   INTEGER NOT NULL REFERENCES entity,
    name     TEXT NOT NULL,
    folded   TEXT NOT NULL,
    names    INTEGER NOT NULL,        -- articles that take it for the full name
    mentions INTEGER NOT NULL,        -- articles whose text has it
    PRIMARY KEY (entity, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_by_name ON alias (folded);

-- How often articles take an entity for a kind, or give it an id; the commonest value is the entity's.
CREATE TABLE vote (
    entity INTEGER NOT NULL REFERENCES entity,
    what   TEXT NOT NULL,             -- kind, wikidata
    value  TEXT NOT NULL,
    times  INTEGER NOT NULL,
    PRIMARY KEY (entity, what, value)
) STRICT, WITHOUT ROWID;

-- Which entity stands in which article, and what it was told by.
CREATE TABLE appearance (
    article  INTEGER NOT NULL REFERENCES article,
    local    TEXT NOT NULL,           -- its id in the article's record ("e1")
    entity   INTEGER NOT NULL REFERENCES entity,
    kind     TEXT NOT NULL,
    folded   TEXT NOT NULL,
    wikidata TEXT,
    strong   TEXT,                    -- the identity that its own ids give; none if it is told by its name
    PRIMARY KEY (article, local)
) STRICT, WITHOUT ROWID;
CREATE INDEX appearance_by_entity ON appearance (entity);
CREATE INDEX appearance_by_name ON appearance (kind, folded) WHERE strong IS NULL;
CREATE INDEX appearance_by_wikidata ON appearance (wikidata) WHERE wikidata IS NOT NULL;

-- Which identities articles give with a name, and which ISO codes with a Wikidata id.
CREATE TABLE known_name (
    kind   TEXT NOT NULL,
    folded TEXT NOT NULL,
    key    TEXT NOT NULL,
    times  INTEGER NOT NULL,
    PRIMARY KEY (kind, folded, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE known_iso (
    wikidata TEXT NOT NULL,
    iso      TEXT NOT NULL,
    times    INTEGER NOT NULL,
    PRIMARY KEY (wikidata, iso)
) STRICT, WITHOUT ROWID;

-- To which country each entity without ids of its own belongs, by its article: tells namesakes of several countries apart.
CREATE TABLE home (
    article INTEGER NOT NULL REFERENCES article,
    local   TEXT NOT NULL,
    kind    TEXT NOT NULL,
    folded  TEXT NOT NULL,
    home    TEXT NOT NULL,            -- identity of the country
    day     TEXT,                     -- of the report
    PRIMARY KEY (article, local)
) STRICT, WITHOUT ROWID;
CREATE INDEX home_by_name ON home (kind, folded, home, day);

-- The names that are those of several entities, told apart by their countries.
CREATE TABLE shared_name (
    kind   TEXT NOT NULL,
    folded TEXT NOT NULL,
    PRIMARY KEY (kind, folded)
) STRICT, WITHOUT ROWID;

-- Whom a person speaks for: the state, or else the organization, that most sentences say.
CREATE TABLE side (
    entity INTEGER PRIMARY KEY,
    state  INTEGER NOT NULL
) STRICT;

-- The sentences that say something, each once, verbatim.
CREATE TABLE sentence (
    id      INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article,
    start   INTEGER,                  -- byte range in the article's text
    stop    INTEGER,
    quote   TEXT NOT NULL
) STRICT;
CREATE INDEX sentence_by_article ON sentence (article);
CREATE VIRTUAL TABLE sentence_text USING fts5 (
    quote, content = 'sentence', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER sentence_added AFTER INSERT ON sentence BEGIN
    INSERT INTO sentence_text (rowid, quote) VALUES (new.id, new.quote);
END;
CREATE TRIGGER sentence_removed AFTER DELETE ON sentence BEGIN
    INSERT INTO sentence_text (sentence_text, rowid, quote) VALUES ('delete', old.id, old.quote);
END;

-- One row a happening: what claims of any number of articles agree on.
CREATE TABLE event (
    id        INTEGER PRIMARY KEY,    -- the sixteen hexadecimal digits of `code`, as a number
    code      TEXT NOT NULL,          -- "event:7109745e18d4c2aa"
    bucket    TEXT NOT NULL,          -- the bucket of its claims
    key       TEXT NOT NULL,          -- what tells it from all others
    type      TEXT NOT NULL,          -- CONSULT, AGREE, …
    mode      TEXT,                   -- meeting, visit, call, summit, …
    status    TEXT NOT NULL,          -- happened, ongoing, planned, possible, cancelled, denied
    date      TEXT,
    first_day TEXT,                   -- first and last day: of the date, else of the reports
    last_day  TEXT,
    articles  INTEGER NOT NULL        -- how many articles speak of it
) STRICT;
CREATE UNIQUE INDEX event_by_code ON event (code);
CREATE INDEX event_by_bucket ON event (bucket);
CREATE INDEX event_by_day ON event (last_day, first_day);
CREATE INDEX event_by_type ON event (type, last_day);

-- What one sentence says of an event. `bucket`: type and parties; only claims of one bucket can be about one event.
CREATE TABLE claim (
    id         INTEGER PRIMARY KEY,
    article    INTEGER NOT NULL REFERENCES article,
    local      TEXT NOT NULL,         -- the event's id in the article's record ("v1")
    bucket     TEXT NOT NULL,
    event      INTEGER,               -- the happening it was counted to …
    rule       TEXT,                  -- … and why
    type       TEXT NOT NULL,
    mode       TEXT,
    status     TEXT NOT NULL,
    date       TEXT,
    first_day  TEXT,                  -- other claims of these days may be about the same event
    last_day   TEXT,
    host       INTEGER REFERENCES entity,
    place      INTEGER REFERENCES entity,
    claimed_by INTEGER REFERENCES entity,
    trigger    TEXT NOT NULL,         -- the words that express it
    sentence   INTEGER NOT NULL REFERENCES sentence,
    pattern    TEXT,                  -- what found it
    confidence REAL NOT NULL
) STRICT;
CREATE INDEX claim_by_article ON claim (article);
CREATE INDEX claim_by_bucket ON claim (bucket, first_day, last_day);
CREATE INDEX claim_by_event ON claim (event);
CREATE INDEX claim_by_sentence ON claim (sentence);
CREATE INDEX claim_by_host ON claim (host);
CREATE INDEX claim_by_place ON claim (place, bucket);
CREATE INDEX claim_by_speaker ON claim (claimed_by) WHERE claimed_by IS NOT NULL;

-- Who takes part, by claim. role: actor, recipient.
CREATE TABLE party (
    claim  INTEGER NOT NULL REFERENCES claim,
    entity INTEGER NOT NULL REFERENCES entity,
    role   TEXT NOT NULL,
    PRIMARY KEY (claim, entity, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_by_entity ON party (entity, claim);

-- What it is about, by claim.
CREATE TABLE topic (
    claim INTEGER NOT NULL REFERENCES claim,
    area  TEXT NOT NULL,
    PRIMARY KEY (claim, area)
) STRICT, WITHOUT ROWID;
CREATE INDEX topic_by_area ON topic (area, claim);

-- Standing relations: represents, member_of, part_of, located_in, ally_of.
CREATE TABLE relation (
    id     INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES entity,
    target INTEGER NOT NULL REFERENCES entity,
    kind   TEXT NOT NULL,
    role   TEXT NOT NULL,             -- the office without case and accents; "" for none
    former INTEGER NOT NULL,          -- 1 where it is over
    UNIQUE (source, target, kind, role, former)
) STRICT;
CREATE INDEX relation_by_target ON relation (target, kind);
CREATE INDEX relation_by_kind ON relation (kind);
CREATE TABLE statement (
    relation INTEGER NOT NULL REFERENCES relation,
    article  INTEGER NOT NULL REFERENCES article,
    sentence INTEGER NOT NULL REFERENCES sentence,
    role     TEXT                     -- the office as written there
) STRICT;
CREATE INDEX statement_by_relation ON statement (relation);
CREATE INDEX statement_by_article ON statement (article);
CREATE INDEX statement_by_sentence ON statement (sentence);

-- Ties that events give: who meets, visits, accuses whom. One row an event and tie.
CREATE TABLE tie (
    event  INTEGER NOT NULL,
    source INTEGER NOT NULL REFERENCES entity,
    target INTEGER NOT NULL REFERENCES entity,
    kind   TEXT NOT NULL,
    PRIMARY KEY (source, target, kind, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX tie_by_target ON tie (target, source);
CREATE INDEX tie_by_event ON tie (event);

-- Decisions of people, in the order in which they were taken; replayed whenever facts are computed.
CREATE TABLE decision (
    id   INTEGER PRIMARY KEY,
    at   TEXT NOT NULL,               -- when, ISO
    who  TEXT NOT NULL,               -- by whom
    what TEXT NOT NULL                -- the decision, JSON
) STRICT;

-- Meetings ready to read: one row a party and consultation.
CREATE VIEW meeting AS
SELECT DISTINCT e.code AS event, e.mode, e.status, e.date, e.first_day, e.last_day, e.articles,
       n.key AS party_key, n.name AS party, n.kind AS party_kind
FROM event e
JOIN claim c ON c.event = e.id
JOIN party p ON p.claim = c.id
JOIN entity n ON n.id = p.entity
WHERE e.type = 'CONSULT';

-- Evidence ready to read: what each sentence says of which event.
CREATE VIEW evidence AS
SELECT e.code AS event, e.type, c.status, c.date, a.doc, a.source, a.date AS reported, a.url, s.quote, c.trigger, c.rule
FROM claim c
JOIN event e ON e.id = c.event
JOIN article a ON a.id = c.article
JOIN sentence s ON s.id = c.sentence;
