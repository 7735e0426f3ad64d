"""What a workspace must hold, whatever happened to it: exports that read back, an archive whose records open one by one,
an index that points to them, counts that add up."""

import csv
import hashlib
import io
import json
import sys
import zlib
from decimal import Decimal
from typing import NamedTuple

from support import FIXTURES, SITE, TREE, equal

sys.path.insert(0, str(TREE / "tests" / "pages"))

import check_page  # noqa: E402  (found by the line above)

REPORTS = 18
HOME = "http://www.yanting.example/"  # where the pages of the sample portal are at home; --base-url only says who serves them
EXPORTS = ("figures.csv", "reports.csv", "findings.csv", "records.jsonl")
FIGURE_COLUMNS = ["publisher", "division_code", "year", "form", "figure", "row_labels", "column_labels", "value", "unit", "presence", "reading", "raw", "url", "path", "sha256"]
REPORT_COLUMNS = ["publisher", "division_code", "year", "form", "title", "published", "issuer", "stated", "blank", "dash", "absent", "unreadable", "ambiguous", "checks_passed",
                  "checks_failed", "checks_not_assessable", "checks_used", "notes", "doubts", "conflicts", "url", "path", "sha256", "media_type", "charset", "charset_declared",
                  "fetched_at", "warc_file", "warc_offset"]
FINDING_COLUMNS = ["publisher", "division_code", "year", "form", "id", "rule", "severity", "text", "figures", "expected", "actual", "url", "path", "sha256"]


# --- exports ----------------------------------------------------------------------------------------------------------

def exports(workspace):
    """The bytes of the exports by name; there must be these and nothing else (no half-written file)."""
    equal(sorted(path.name for path in (workspace / "export").iterdir()), sorted(EXPORTS), "files in export/")
    return {name: (workspace / "export" / name).read_bytes() for name in EXPORTS}


def records_of(lines):
    return [json.loads(line, parse_float=Decimal) for line in lines.decode("utf-8").splitlines()]


def records(workspace):
    return records_of((workspace / "export" / "records.jsonl").read_bytes())


def rows(workspace, name, columns):
    content = (workspace / "export" / name).read_bytes().decode("utf-8-sig")
    reader = csv.DictReader(io.StringIO(content, newline=""), strict=True)
    equal(reader.fieldnames, columns, f"columns of {name}")
    found = list(reader)
    for row in found:
        assert None not in row and None not in row.values(), f"{name}: a row has not as many cells as there are columns: {row}"
    return found


def check_record(record, expected):
    problems = check_page.compare_report(expected, record) + check_page.compare_figures(expected, record)
    assert not problems, expected["path"] + ": " + "; ".join(problems)


def check_reports(workspace):
    """The records are those of fixtures/portal.expected, each exactly once, and nothing else."""
    by_url = {}
    for record in records(workspace):
        url = record["source"]["url"]
        assert url not in by_url, f"{url} has two records"
        by_url[url] = record
    expected_files = sorted((FIXTURES / "portal.expected").glob("*.json"))
    equal(len(expected_files), REPORTS, "expected records of the portal")
    for file in expected_files:
        expected = json.loads(file.read_text(encoding="utf-8"))
        record = by_url.pop(HOME + expected["path"], None)
        assert record is not None, f"{expected['path']} has no record"
        equal(record["schema"], "nianbao.record/1", "schema")
        equal(record["source"]["sha256"], hashlib.sha256((SITE / expected["path"]).read_bytes()).hexdigest(), f"sha256 of {expected['path']}")
        check_record(record, expected)
    equal(sorted(by_url), [], "records of pages that are no reports")


def check_tables(workspace):
    """The CSV files say the same as the records."""
    all_records = records(workspace)
    figures = rows(workspace, "figures.csv", FIGURE_COLUMNS)
    want = [(record["source"]["url"], figure["id"], figure["value"], figure["presence"], figure["reading"]) for record in all_records for figure in record["figures"]]
    got = [(row["url"], row["figure"], Decimal(row["value"]) if row["value"] else None, row["presence"], row["reading"]) for row in figures]
    equal(sorted(got, key=str), sorted(want, key=str), "figures.csv")
    reports = rows(workspace, "reports.csv", REPORT_COLUMNS)
    equal(sorted(row["url"] for row in reports), sorted(record["source"]["url"] for record in all_records), "reports.csv")
    findings = rows(workspace, "findings.csv", FINDING_COLUMNS)
    equal(sorted(row["id"] for row in findings), sorted(finding["id"] for record in all_records for finding in record["findings"]), "findings.csv")


# --- archive ----------------------------------------------------------------------------------------------------------

class Member(NamedTuple):
    offset: int
    length: int
    headers: dict  # of the WARC record, names in lower case
    block: bytes


def members(path):
    """Every gzip member of a WARC, each opened on its own, each exactly one record; the file ends with the last."""
    content = path.read_bytes()
    offset = 0
    while offset < len(content):
        stream = zlib.decompressobj(wbits=31)
        record = stream.decompress(content[offset:])
        assert stream.eof, f"{path.name}:{offset}: the member does not end"
        length = len(content) - offset - len(stream.unused_data)
        head, _, rest = record.partition(b"\r\n\r\n")
        first, *fields = head.decode("utf-8").split("\r\n")
        equal(first, "WARC/1.1", f"{path.name}:{offset}")
        headers = {name.lower(): value for name, value in (field.split(": ", 1) for field in fields)}
        size = int(headers["content-length"])
        equal(rest[size:], b"\r\n\r\n", f"{path.name}:{offset}: what follows the block")
        yield Member(offset, length, headers, rest[:size])
        offset += length


def check_archive(workspace):
    """All records of the workspace, after holding them against their digests and their index."""
    found = []
    for path in sorted((workspace / "warc").glob("*.warc.gz")):
        by_offset = {member.offset: member for member in members(path)}
        equal(next(iter(by_offset.values())).headers["warc-type"], "warcinfo", f"first record of {path.name}")
        for member in by_offset.values():
            algorithm, digest = member.headers["warc-block-digest"].split(":")
            equal(hashlib.new(algorithm, member.block).hexdigest(), digest, f"{path.name}:{member.offset}: block digest")
        index = path.parent / (path.name.removesuffix(".warc.gz") + ".cdxj")
        check_index(index, path, by_offset)
        found += by_offset.values()
    return found


def check_index(index, path, by_offset):
    indexed = []
    for line in index.read_text(encoding="utf-8").splitlines():
        _, _, fields = line.split(" ", 2)
        entry = json.loads(fields)
        equal(entry["filename"], path.name, f"{index.name}: filename")
        member = by_offset.get(int(entry["offset"]))
        assert member is not None, f"{index.name}: no record begins at {entry['offset']}"
        equal((int(entry["length"]), entry["url"]), (member.length, member.headers["warc-target-uri"]), f"{index.name}: {entry['offset']}")
        indexed.append(member.offset)
    answers = [offset for offset, member in by_offset.items() if member.headers["warc-type"] in ("response", "revisit")]
    equal(sorted(indexed), sorted(answers), f"{index.name}: what it points to")


def archived(found, kind="response"):
    """The URLs of the records of a kind, in their order."""
    return [member.headers["warc-target-uri"] for member in found if member.headers["warc-type"] == kind]


# --- status -----------------------------------------------------------------------------------------------------------

def status(place):
    """The counts by outcome; they add up to the URLs known, over all and by host."""
    lines = place.run("status", "-w", place.workspace).text.splitlines()
    end = next(i for i, line in enumerate(lines) if line.startswith("urls\t"))
    counts = {name: int(count) for name, count in (line.split("\t") for line in lines[:end])}
    urls = int(lines[end].split("\t")[1])
    equal(sum(counts.values()), urls, "sum of the outcomes")
    by_host = [int(part.split(" ")[1]) for line in lines[end + 1:] if line.startswith(("http://", "https://")) for part in line.split("\t")[1:]]
    equal(sum(by_host), urls, "sum of the outcomes by host")
    return counts


def check_whole(place):
    """A workspace that holds the whole sample portal."""
    exports(place.workspace)
    check_reports(place.workspace)
    check_tables(place.workspace)
    found = check_archive(place.workspace)
    counts = status(place)
    assert "due" not in counts, counts
    return found
