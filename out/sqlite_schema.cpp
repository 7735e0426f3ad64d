#include "out/sqlite_schema.h"

namespace nianbao::out {

const char* const sqlite_tables = R"sql(
CREATE TABLE form (
    id         TEXT PRIMARY KEY,   -- the year from which it is prescribed
    title      TEXT,
    notice     TEXT,               -- the document that prescribes it
    first_year INTEGER NOT NULL,   -- report years, both inclusive
    last_year  INTEGER             -- NULL while it is in force
) STRICT;

-- Every figure id that the forms or the records have.
CREATE TABLE figure_id (
    id     INTEGER PRIMARY KEY,
    figure TEXT NOT NULL UNIQUE
) STRICT;

-- What a form prints at a figure.
CREATE TABLE form_figure (
    form          TEXT NOT NULL REFERENCES form (id),
    figure        INTEGER NOT NULL REFERENCES figure_id (id),
    ordinal       INTEGER NOT NULL,   -- place within the form
    form_table    TEXT NOT NULL,
    row_labels    TEXT NOT NULL,      -- in Chinese, outermost first
    column_labels TEXT NOT NULL,
    english       TEXT NOT NULL,
    unit          TEXT NOT NULL,      -- '' where the form states none
    optional      INTEGER NOT NULL,   -- 1: a row of subtotals, in a record only where the page prints it
    checks        TEXT NOT NULL,      -- rules of the checks that it takes part in, parted by spaces
    PRIMARY KEY (form, figure)
) STRICT, WITHOUT ROWID;

-- NULL is what the page does not tell.
CREATE TABLE report (
    id            INTEGER PRIMARY KEY,   -- in the order of the export, from 1
    publisher     TEXT,
    division_code TEXT,
    year          INTEGER,
    form          TEXT,
    title         TEXT,
    published     TEXT,                  -- ISO 8601
    issuer        TEXT,
    figures       INTEGER NOT NULL,
    stated        INTEGER NOT NULL,
    blank         INTEGER NOT NULL,
    dash          INTEGER NOT NULL,
    absent        INTEGER NOT NULL,
    unreadable    INTEGER NOT NULL,
    ambiguous     INTEGER NOT NULL,
    checks_passed         INTEGER NOT NULL,
    checks_failed         INTEGER NOT NULL,
    checks_not_assessable INTEGER NOT NULL,
    checks_used           INTEGER NOT NULL,
    notes         INTEGER NOT NULL,
    doubts        INTEGER NOT NULL,
    conflicts     INTEGER NOT NULL,
    url           TEXT,
    path          TEXT,
    sha256        TEXT,
    media_type    TEXT,
    charset       TEXT,
    charset_declared TEXT,
    fetched_at    TEXT,
    warc_file     TEXT,
    warc_offset   INTEGER
) STRICT;

CREATE TABLE figure (
    report   INTEGER NOT NULL REFERENCES report (id),
    ordinal  INTEGER NOT NULL,   -- place within the report, from 0
    figure   INTEGER NOT NULL REFERENCES figure_id (id),
    value    TEXT,               -- the exact decimal as it was read: 36563210.00; NULL unless presence is 'stated'
    unit     TEXT,
    presence TEXT NOT NULL CHECK (presence IN ('stated', 'blank', 'dash', 'absent', 'unreadable')),
    reading  TEXT NOT NULL CHECK (reading IN ('cell', 'line', 'split', 'inferred', 'ambiguous', 'prose')),
    raw      TEXT,               -- text of the cell
    "row"    INTEGER,            -- in the form's table, from 0
    "column" INTEGER,
    span_begin INTEGER,          -- bytes of the decoded text, half open
    span_end   INTEGER,
    number   ANY AS (CAST(value AS NUMERIC)) VIRTUAL,   -- to compute with
    PRIMARY KEY (report, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding (
    report   INTEGER NOT NULL REFERENCES report (id),
    ordinal  INTEGER NOT NULL,
    id       TEXT,               -- the same from run to run
    rule     TEXT,
    severity TEXT NOT NULL CHECK (severity IN ('note', 'doubt', 'conflict')),
    text     TEXT,
    figures  TEXT,               -- ids, parted by spaces; finding_figure has them one by one
    expected TEXT,
    actual   TEXT,
    located_figure TEXT,         -- the one figure whose change would satisfy every failed sum that it takes part in
    located_value  TEXT,
    span_begin INTEGER,
    span_end   INTEGER,
    PRIMARY KEY (report, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding_figure (
    report  INTEGER NOT NULL,
    finding INTEGER NOT NULL,    -- ordinal of the finding
    place   INTEGER NOT NULL,
    figure  INTEGER NOT NULL REFERENCES figure_id (id),
    PRIMARY KEY (report, finding, place),
    FOREIGN KEY (report, finding) REFERENCES finding (report, ordinal)
) STRICT, WITHOUT ROWID;

-- A finding about no report: one that is missing, or a whole run.
CREATE TABLE publisher_finding (
    publisher     TEXT,
    division_code TEXT,
    year          INTEGER,       -- of the report that is not there
    id            TEXT,          -- the same from run to run
    rule          TEXT,
    severity      TEXT NOT NULL CHECK (severity IN ('note', 'doubt', 'conflict')),
    text          TEXT,
    url           TEXT           -- of the page that could not be had
) STRICT;

CREATE TABLE mention (
    report   INTEGER NOT NULL REFERENCES report (id),
    ordinal  INTEGER NOT NULL,
    figure   TEXT,               -- ids joined by +
    value    TEXT,
    kind     TEXT NOT NULL,
    approximate INTEGER NOT NULL,
    readings TEXT,               -- alternatives parted by |
    "group"  TEXT,
    part_of  INTEGER,
    raw      TEXT,
    span_begin INTEGER,
    span_end   INTEGER,
    PRIMARY KEY (report, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE section (
    report   INTEGER NOT NULL REFERENCES report (id),
    ordinal  INTEGER NOT NULL,
    section  TEXT,
    heading  TEXT,
    text     TEXT,
    span_begin INTEGER,
    span_end   INTEGER,
    PRIMARY KEY (report, ordinal)
) STRICT, WITHOUT ROWID;

CREATE VIEW reports AS SELECT id AS report, publisher, division_code, year, form, title, published, issuer, figures, stated, blank, dash, absent,
    unreadable, ambiguous, checks_passed, checks_failed, checks_not_assessable, checks_used, notes, doubts, conflicts, url, path, sha256,
    media_type, charset, charset_declared, fetched_at, warc_file, warc_offset FROM report;

CREATE VIEW figures AS
SELECT f.report, f.ordinal, r.publisher, r.division_code, r.year, r.form, i.figure, f.value, f.number, f.unit, f.presence, f.reading, f.raw,
       f."row", f."column", f.span_begin, f.span_end, d.row_labels, d.column_labels, d.english, r.url
FROM figure f JOIN figure_id i ON i.id = f.figure JOIN report r ON r.id = f.report
LEFT JOIN form_figure d ON d.form = r.form AND d.figure = f.figure;

CREATE VIEW findings AS
SELECT f.report, f.ordinal, r.publisher, r.division_code, r.year, r.form, f.id, f.rule, f.severity, f.text, f.figures, f.expected, f.actual, f.located_figure, f.located_value,
       f.span_begin, f.span_end, r.url
FROM finding f JOIN report r ON r.id = f.report
UNION ALL
SELECT NULL, NULL, publisher, division_code, year, NULL, id, rule, severity, text, NULL, NULL, NULL, NULL, NULL, NULL, NULL, url FROM publisher_finding;

CREATE VIEW mentions AS
SELECT m.report, m.ordinal, r.publisher, r.division_code, r.year, m.figure, m.value, m.kind, m.approximate, m.readings, m."group", m.part_of,
       m.raw, m.span_begin, m.span_end, r.url
FROM mention m JOIN report r ON r.id = m.report;

CREATE VIEW sections AS
SELECT s.report, s.ordinal, r.publisher, r.division_code, r.year, s.section, s.heading, s.text, s.span_begin, s.span_end, r.url
FROM section s JOIN report r ON r.id = s.report;

CREATE VIEW codebook AS
SELECT i.figure, d.form, d.ordinal, d.form_table, d.row_labels, d.column_labels, d.english, d.unit, d.optional, d.checks
FROM form_figure d JOIN figure_id i ON i.id = d.figure;
)sql";

const char* const sqlite_indexes = R"sql(
CREATE INDEX report_publisher ON report (publisher, year);
CREATE INDEX report_division ON report (division_code, year);
CREATE INDEX figure_of_report ON figure (figure, report);
CREATE INDEX finding_rule ON finding (rule);
CREATE INDEX finding_of_figure ON finding_figure (figure);
)sql";

}  // namespace nianbao::out
