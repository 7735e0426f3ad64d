#!/usr/bin/env python3
"""Holds what `nianbao parse` reads from a page against the page's expected.json (its keys are explained in fixtures/README.md).

    check_page.py NIANBAO FOLDER             one page: FOLDER/expected.json names it
    check_page.py NIANBAO --portal EXPECTED.json SITE

Prints each difference on a line of its own; exit 1 if there is one.
"""

import json
import pathlib
import subprocess
import sys
from decimal import Decimal

FLAGGED = {"ambiguous"}


def read_record(nianbao, page):
    run = subprocess.run([nianbao, "parse", str(page)], capture_output=True, check=False)
    if run.returncode != 0:
        return None, [f"exit code {run.returncode}: {run.stderr.decode(errors='replace').strip()}"]
    lines = run.stdout.decode("utf-8").splitlines()
    if len(lines) != 1:
        return None, [f"{len(lines)} records for one page"]
    return json.loads(lines[0], parse_float=Decimal), []


def same_value(want, got):
    if want is None or got is None:
        return want is None and got is None
    return Decimal(want) == Decimal(str(got))


def compare_figures(expected, record):
    problems = []
    ids = [f["id"] for f in record["figures"]]
    if len(ids) != len(set(ids)):
        problems.append("a figure stands in the record twice")
    figures = {f["id"]: f for f in record["figures"]}
    wanted = dict(expected.get("figures") or {})
    wanted.update(expected.get("optional_figures") or {})
    for figure_id in ids:
        if figure_id not in wanted:
            problems.append(f"{figure_id}: not expected")
    for figure_id, want in wanted.items():
        got = figures.get(figure_id)
        if got is None:
            problems.append(f"{figure_id}: not in the record")
            continue
        if same_value(want["value"], got["value"]) and want["presence"] == got["presence"]:
            continue
        flagged = got["reading"] in FLAGGED or got["presence"] in ("absent", "unreadable")
        if flagged and expected.get("may_be_flagged"):
            continue
        problems.append(f"{figure_id}: want {want['value']} {want['presence']}, got {got['value']} {got['presence']} {got['reading']} {got['raw']!r}")
    return problems


def compare_report(expected, record):
    problems = []
    for key in ("form", "year", "title", "publisher", "division_code", "published"):
        if key in expected and expected[key] != record["report"][key]:
            problems.append(f"report.{key}: want {expected[key]!r}, got {record['report'][key]!r}")
    rules = {f["rule"] for f in record["findings"]}
    for rule in expected.get("rules", []):
        if rule not in rules:
            problems.append(f"finding {rule} is missing")
    for rule in expected.get("rules_absent", []):
        if rule in rules:
            problems.append(f"finding {rule} must not be there: " + next(f["text"] for f in record["findings"] if f["rule"] == rule))
    if "checks_failed" in expected and expected["checks_failed"] != record["checks"]["fail"]:
        problems.append(f"checks.fail: want {expected['checks_failed']}, got {record['checks']['fail']}")
    return problems


def compare_spans(page, record):
    """Re-reading a span gives raw: exactly in a text, after dropping tags and references in markup."""
    problems = []
    if record["source"]["media_type"] == "text/html" or record["source"]["charset"] != "utf-8":
        return problems
    text = page.read_bytes()
    text = text[3:] if text.startswith(b"\xef\xbb\xbf") else text
    for figure in record["figures"]:
        if figure["span"] and figure["raw"] and figure["reading"] not in FLAGGED:
            begin, end = figure["span"]
            if text[begin:end].decode("utf-8", errors="replace") != figure["raw"]:
                problems.append(f"{figure['id']}: span {figure['span']} holds {text[begin:end].decode('utf-8', errors='replace')!r}, raw is {figure['raw']!r}")
    return problems


def main():
    nianbao = sys.argv[1]
    if sys.argv[2] == "--portal":
        expected_file, site = pathlib.Path(sys.argv[3]), pathlib.Path(sys.argv[4])
        expected = json.loads(expected_file.read_text(encoding="utf-8"))
        page = site / expected["path"]
    else:
        folder = pathlib.Path(sys.argv[2])
        expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        page = folder / expected["path"]
    record, problems = read_record(nianbao, page)
    if record is not None:
        problems += compare_report(expected, record) + compare_figures(expected, record) + compare_spans(page, record)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
