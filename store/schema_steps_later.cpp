#include "store/schema_steps_later.h"

namespace nianbao::store {

// What a list showed and by which rules it was read; one owner a host; what a run has seen again and again.
const char* const version_5 = R"sql(
DROP INDEX frontier_outcome;  -- each page moved in it, for the sake of `status` alone
ALTER TABLE frontier ADD COLUMN rules TEXT NOT NULL DEFAULT '';       -- fingerprint of the portal file by which its links were last read
ALTER TABLE frontier ADD COLUMN leads INTEGER NOT NULL DEFAULT 0;     -- links to reports that it had then
ALTER TABLE report_count ADD COLUMN linked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE host ADD COLUMN owner TEXT NOT NULL DEFAULT '';           -- who may ask it; '' nobody yet
ALTER TABLE host ADD COLUMN lease INTEGER NOT NULL DEFAULT 0;         -- rises with each new owner: what comes with an older one is refused
ALTER TABLE host ADD COLUMN leased_until INTEGER NOT NULL DEFAULT 0;  -- milliseconds since 1970
CREATE TABLE note (
    kind  TEXT NOT NULL,
    key   TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
)sql";

// Reports that are expected and not there, and what a run as a whole found, have no record to stand in.
const char* const version_6 = R"sql(
CREATE TABLE publisher_finding (
    ordinal       INTEGER PRIMARY KEY,
    publisher     TEXT NOT NULL,         -- '' when it is about none
    division_code TEXT NOT NULL,
    year          INTEGER,
    id            TEXT NOT NULL,
    rule          TEXT NOT NULL,
    severity      TEXT NOT NULL,
    text          TEXT NOT NULL
) STRICT;

CREATE INDEX record_division ON record (division_code, year, url);

DROP VIEW findings;
-- One row a finding; url is NULL where there is no report.
CREATE VIEW findings AS
SELECT f.url, r.publisher, r.division_code, r.year, f.id, f.rule, f.severity, f.text, f.figures, f.expected, f.actual, f.ordinal
FROM finding f JOIN record r ON r.url = f.url
UNION ALL
SELECT NULL, publisher, division_code, year, id, rule, severity, text, '', NULL, NULL, ordinal FROM publisher_finding;
)sql";

// A wall stands in front of a page.
const char* const version_7 = R"sql(
ALTER TABLE publisher_finding ADD COLUMN url TEXT NOT NULL DEFAULT '';

DROP VIEW findings;
-- One row a finding; where there is no report, url is that of the page that could not be had, or NULL.
CREATE VIEW findings AS
SELECT f.url, r.publisher, r.division_code, r.year, f.id, f.rule, f.severity, f.text, f.figures, f.expected, f.actual, f.ordinal
FROM finding f JOIN record r ON r.url = f.url
UNION ALL
SELECT nullif(url, ''), publisher, division_code, year, id, rule, severity, text, '', NULL, NULL, ordinal FROM publisher_finding;
)sql";

}  // namespace nianbao::store
