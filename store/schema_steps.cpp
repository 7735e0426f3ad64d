#include "store/schema_steps.h"

#include "store/schema_steps_later.h"

namespace nianbao::store {

namespace {

// Times are seconds since 1970-01-01 UTC. Texts are "" where there is nothing to say, so that NULL means one thing only: a
// figure without a value, a report without a year, a run that has not ended.
constexpr const char* version_1 = R"sql(
CREATE TABLE run (
    id       INTEGER PRIMARY KEY,
    began_at INTEGER NOT NULL,
    portals  TEXT NOT NULL DEFAULT '',  -- ids of the portals that it crawls, a line each; '' for all
    ended_at INTEGER,                       -- NULL while it runs, and after it was killed
    resumed  INTEGER NOT NULL DEFAULT 0     -- how often it was killed and taken up again
) STRICT;

-- Every URL that the workspace ever heard of, each with exactly one outcome.
CREATE TABLE frontier (
    id            INTEGER PRIMARY KEY,
    url           TEXT NOT NULL UNIQUE,
    portal        TEXT NOT NULL,
    origin        TEXT NOT NULL,            -- https://host[:port]
    kind          INTEGER NOT NULL,         -- 0 start, 1 list, 2 report, 3 attachment: the order of fetching
    depth         INTEGER NOT NULL,
    referrer      TEXT NOT NULL,
    anchor        TEXT NOT NULL,
    first_seen    INTEGER NOT NULL,
    due_at        INTEGER NOT NULL,
    attempts      INTEGER NOT NULL,
    outcome       TEXT NOT NULL,
    detail        TEXT NOT NULL,
    fetched_at    INTEGER NOT NULL,
    etag          TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    digest        TEXT NOT NULL,
    waiting       INTEGER NOT NULL          -- 1: to be tried in the current run once due_at has come
) STRICT;
CREATE INDEX frontier_waiting ON frontier (origin, kind, depth, first_seen, url, due_at) WHERE waiting = 1;
CREATE INDEX frontier_outcome ON frontier (outcome, url);

-- What politeness has to remember about a host, also over restarts.
CREATE TABLE origin (
    origin                  TEXT PRIMARY KEY,
    robots_status           INTEGER NOT NULL,   -- HTTP status; 0 never reached
    robots_body             BLOB NOT NULL,
    robots_fetched_at       INTEGER NOT NULL,
    robots_expires_at       INTEGER NOT NULL,
    next_allowed_at         INTEGER NOT NULL,
    retry_after_until       INTEGER NOT NULL,
    last_fetch_milliseconds INTEGER NOT NULL,
    failures                INTEGER NOT NULL    -- in a row
) STRICT, WITHOUT ROWID;

CREATE TABLE capture (
    id           INTEGER PRIMARY KEY,
    url          TEXT NOT NULL,
    fetched_at   INTEGER NOT NULL,
    status       INTEGER NOT NULL,
    media_type   TEXT NOT NULL,
    http_charset TEXT NOT NULL,
    digest       TEXT NOT NULL,
    size         INTEGER NOT NULL,
    revisit      TEXT NOT NULL,             -- none, not_modified, identical_payload
    warc_file    TEXT NOT NULL,
    warc_offset  INTEGER NOT NULL,
    location     TEXT NOT NULL,
    truncated    INTEGER NOT NULL
) STRICT;
CREATE INDEX capture_url ON capture (url, id);
CREATE INDEX capture_digest ON capture (digest, id) WHERE revisit = 'none';

-- A page that was parsed and is a report.
CREATE TABLE record (
    url            TEXT NOT NULL PRIMARY KEY,
    digest         TEXT NOT NULL,           -- of the capture that was parsed
    parser_version TEXT NOT NULL,
    publisher      TEXT NOT NULL,
    division_code  TEXT NOT NULL,
    year           INTEGER,
    form           TEXT NOT NULL,
    title          TEXT NOT NULL,
    published      TEXT NOT NULL,
    issuer         TEXT NOT NULL,
    fetched_at     TEXT NOT NULL,
    warc_file      TEXT NOT NULL,
    warc_offset    INTEGER NOT NULL,
    checks_pass           INTEGER NOT NULL,
    checks_fail           INTEGER NOT NULL,
    checks_not_assessable INTEGER NOT NULL,
    checks_used           INTEGER NOT NULL,
    json           TEXT NOT NULL            -- nianbao.record/1
) STRICT;
CREATE INDEX record_report ON record (publisher, year, url);

CREATE TABLE figure (
    url      TEXT NOT NULL REFERENCES record (url) ON DELETE CASCADE,
    ordinal  INTEGER NOT NULL,              -- place in the record
    figure   TEXT NOT NULL,
    value    TEXT,                          -- the exact decimal as it was written; NULL unless presence is stated
    unit     TEXT NOT NULL,
    presence TEXT NOT NULL,
    reading  TEXT NOT NULL,
    raw      TEXT NOT NULL,
    span_begin INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    PRIMARY KEY (url, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX figure_id ON figure (figure);

CREATE TABLE finding (
    url      TEXT NOT NULL REFERENCES record (url) ON DELETE CASCADE,
    ordinal  INTEGER NOT NULL,
    id       TEXT NOT NULL,
    rule     TEXT NOT NULL,
    severity TEXT NOT NULL,
    text     TEXT NOT NULL,
    figures  TEXT NOT NULL,                 -- ids, parted by spaces
    expected TEXT,
    actual   TEXT,
    PRIMARY KEY (url, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_rule ON finding (rule);

-- A page that was parsed and is no report.
CREATE TABLE not_report (
    url            TEXT PRIMARY KEY,
    digest         TEXT NOT NULL,
    parser_version TEXT NOT NULL,
    why            TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The views are for people and other programs; the tables behind them may change with the version.
-- One row a report, the newest reading of its page.
CREATE VIEW reports AS
SELECT r.url, r.publisher, r.division_code, r.year, r.form, r.title, r.published, r.issuer, r.digest,
       (SELECT count(*) FROM figure f WHERE f.url = r.url) AS figures,
       (SELECT count(*) FROM figure f WHERE f.url = r.url AND f.presence = 'stated') AS figures_stated,
       (SELECT count(*) FROM finding f WHERE f.url = r.url AND f.severity = 'note') AS notes,
       (SELECT count(*) FROM finding f WHERE f.url = r.url AND f.severity = 'doubt') AS doubts,
       (SELECT count(*) FROM finding f WHERE f.url = r.url AND f.severity = 'conflict') AS conflicts,
       r.checks_pass, r.checks_fail, r.checks_not_assessable, r.checks_used,
       r.fetched_at, r.warc_file, r.warc_offset, r.parser_version
FROM record r;

-- One row a figure of a report.
CREATE VIEW figures AS
SELECT f.url, r.publisher, r.division_code, r.year, f.figure, f.value, f.unit, f.presence, f.reading, f.raw,
       f.span_begin, f.span_end, f.ordinal
FROM figure f JOIN record r ON r.url = f.url;

-- One row a finding.
CREATE VIEW findings AS
SELECT f.url, r.publisher, r.division_code, r.year, f.id, f.rule, f.severity, f.text, f.figures, f.expected, f.actual, f.ordinal
FROM finding f JOIN record r ON r.url = f.url;

-- One row an answer that was archived.
CREATE VIEW captures AS
SELECT url, strftime('%Y-%m-%dT%H:%M:%SZ', fetched_at, 'unixepoch') AS fetched_at, status, media_type, http_charset, digest, size,
       revisit, warc_file, warc_offset, location, truncated
FROM capture;
)sql";

// Politeness belongs to the host, whatever the scheme; entries have a priority and a revisit interval that is learned.
constexpr const char* version_2 = R"sql(
ALTER TABLE frontier ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;  -- 0..100, the higher first
ALTER TABLE frontier ADD COLUMN interval INTEGER NOT NULL DEFAULT 0;  -- seconds from the last visit to the next
UPDATE frontier SET priority = CASE kind WHEN 0 THEN 100 WHEN 1 THEN 90 WHEN 2 THEN 70 ELSE 50 END;
DROP INDEX frontier_waiting;
CREATE INDEX frontier_waiting ON frontier (origin, priority DESC, kind, depth, first_seen, url, due_at) WHERE waiting = 1;
CREATE INDEX frontier_digest ON frontier (digest, origin) WHERE digest <> '';

CREATE TABLE host (
    host         TEXT PRIMARY KEY,      -- name, with the port when it is not the scheme's own
    address      TEXT NOT NULL,         -- that it was last served from
    next_allowed INTEGER NOT NULL,      -- milliseconds since 1970
    strikes      INTEGER NOT NULL,      -- answers 429 and 503 in a row
    resting_why  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO host SELECT substr(origin, instr(origin, '//') + 2), '', 1000 * max(next_allowed_at), max(failures), '' FROM origin
    GROUP BY substr(origin, instr(origin, '//') + 2);
ALTER TABLE origin DROP COLUMN robots_expires_at;
ALTER TABLE origin DROP COLUMN next_allowed_at;
ALTER TABLE origin DROP COLUMN retry_after_until;
ALTER TABLE origin DROP COLUMN last_fetch_milliseconds;
ALTER TABLE origin DROP COLUMN failures;
)sql";

constexpr const char* version_3 = R"sql(
-- How many reports each portal served at the end of the last run that read them.
CREATE TABLE report_count (
    portal  TEXT PRIMARY KEY,
    reports INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// The figures of a record stand in its JSON and nowhere else: a table of them doubled the file, and writing its some 230 rows a
// report took longer than reading the report. `->` gives a number as it is written there, so a decimal stays exact.
constexpr const char* version_4 = R"sql(
ALTER TABLE record ADD COLUMN figures INTEGER NOT NULL DEFAULT 0;         -- how many
ALTER TABLE record ADD COLUMN figures_stated INTEGER NOT NULL DEFAULT 0;
ALTER TABLE record ADD COLUMN replaced_at INTEGER NOT NULL DEFAULT 0;     -- when its page held no report any more; 0 while it does
ALTER TABLE record ADD COLUMN replaced_why TEXT NOT NULL DEFAULT '';
UPDATE record SET figures = (SELECT count(*) FROM figure f WHERE f.url = record.url),
    figures_stated = (SELECT count(*) FROM figure f WHERE f.url = record.url AND f.presence = 'stated');
DROP VIEW reports;
DROP VIEW figures;
DROP TABLE figure;
CREATE VIEW reports AS
SELECT r.url, r.publisher, r.division_code, r.year, r.form, r.title, r.published, r.issuer, r.digest, r.figures, r.figures_stated,
       (SELECT count(*) FROM finding f WHERE f.url = r.url AND f.severity = 'note') AS notes,
       (SELECT count(*) FROM finding f WHERE f.url = r.url AND f.severity = 'doubt') AS doubts,
       (SELECT count(*) FROM finding f WHERE f.url = r.url AND f.severity = 'conflict') AS conflicts,
       r.checks_pass, r.checks_fail, r.checks_not_assessable, r.checks_used,
       r.fetched_at, r.warc_file, r.warc_offset, r.parser_version
FROM record r;
CREATE VIEW figures AS
SELECT r.url, r.publisher, r.division_code, r.year, f.value ->> '$.id' AS figure,
       CASE WHEN f.value ->> '$.value' IS NOT NULL THEN f.value -> '$.value' END AS value,
       coalesce(f.value ->> '$.unit', '') AS unit, f.value ->> '$.presence' AS presence, f.value ->> '$.reading' AS reading,
       coalesce(f.value ->> '$.raw', '') AS raw, coalesce(f.value ->> '$.span[0]', 0) AS span_begin,
       coalesce(f.value ->> '$.span[1]', 0) AS span_end, f.key AS ordinal
FROM record r, json_each(r.json, '$.figures') f;
)sql";

}  // namespace

const std::array<const char*, 7> schema_steps = {version_1, version_2, version_3, version_4, version_5, version_6, version_7};

}  // namespace nianbao::store
