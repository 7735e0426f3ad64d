#!/usr/bin/env python3
"""Holds the grids that `nianbao inspect --stage grid --format json` prints for a page against the folder's expected.json.

    check_table.py NIANBAO FOLDER

expected.json is what the program prints, with two shorthands: ["text", 1000] is a text in 1000 slots, one beside the other,
and "repeat_last": N says that the last row stands N times. Prints the first difference of each table; exit 1 if there is one.
"""

import json
import pathlib
import subprocess
import sys


def whole_row(row):
    slots = []
    for slot in row:
        slots += [slot] if isinstance(slot, str) else [slot[0]] * slot[1]
    return slots


def whole_rows(table):
    rows = [whole_row(row) for row in table["rows"]]
    return rows + rows[-1:] * (table.get("repeat_last", 1) - 1)


def short(row):
    return row if len(row) < 20 else f"{len(row)} slots: {row[:3]} … {row[-3:]}"


def compare(expected, tables):
    problems = []
    if len(expected) != len(tables):
        return [f"want {len(expected)} tables, got {len(tables)}"]
    for number, (want, got) in enumerate(zip(expected, tables)):
        rows = whole_rows(want)
        if got["table"] != number or got["table"] != want["table"]:
            problems.append(f"table {number} is numbered {got['table']}")
        if len(rows) != len(got["rows"]):
            problems.append(f"table {number}: want {len(rows)} rows, got {len(got['rows'])}")
        for index, (row, printed) in enumerate(zip(rows, got["rows"])):
            if row != printed:
                problems.append(f"table {number} row {index}:\n  want {short(row)}\n  got  {short(printed)}")
                break
    return problems


def main():
    nianbao, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    command = [nianbao, "inspect", str(folder / "page.html"), "--stage", "grid", "--format", "json"]
    run = subprocess.run(command, capture_output=True, check=False)
    if run.returncode != 0:
        problems = [f"exit code {run.returncode}: {run.stderr.decode(errors='replace').strip()}"]
    else:
        problems = compare(json.loads((folder / "expected.json").read_text(encoding="utf-8")), json.loads(run.stdout.decode("utf-8")))
    for problem in problems:
        print(f"{folder.name}: {problem}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
