#!/usr/bin/env python3
"""Holds what `nianbao parse` reads from generated pages against their truth.

    score_pages.py NIANBAO FOLDER...                         pages that stand there already (NAME.* beside NAME.truth.json)
    score_pages.py NIANBAO --generate PROGRAM [--count K] [--seed N] [--noise LEVEL]... [--layout NAME] [--keep FOLDER]

Prints for each layout and level of noise how many figures are exact, silently wrong, flagged and lost. A figure is silently
wrong when its value or presence is not the true one and the record does not say so: its reading is not ambiguous, and it
is not absent or unreadable. A number for a group row that the page does not print counts too. Exit code 1 if any is
silently wrong, or if a layout has fewer exact figures than --ratchet FILE asks for (lines of layout, noise, least share).
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile
from decimal import Decimal

# Per cent of a layout's figures. None may be silently wrong on a page as publishers make them; where a page has lost several
# things at once (a blank, a label and a separator of one row) chance still agrees with the sums now and then. It only falls.
SILENT_AT_MOST = {2: 0.05, 3: 0.15}

COUNTED = ("exact", "silent", "flagged", "lost")


def judge(want, got):
    """One of COUNTED for a figure of the truth and the figure of the record, which may be None."""
    if got is None:
        return "lost"
    want_value = None if want["value"] is None else Decimal(want["value"])
    got_value = None if got["value"] is None else Decimal(str(got["value"]))
    if want_value == got_value and want["presence"] == got["presence"]:
        return "exact"
    flagged = got["reading"] == "ambiguous" or (got_value is None and got["presence"] in ("absent", "unreadable"))
    return "flagged" if flagged else "silent"


def judged_page(truth, record):
    """(figure id, verdict, wanted, got) for every figure of the truth, and for those of the record that are in no truth."""
    figures = {figure["id"]: figure for figure in (record or {}).get("figures", [])}
    for figure_id, want in truth["figures"].items():
        got = figures.pop(figure_id, None)
        yield figure_id, judge(want, got), want, got
    for figure_id, got in figures.items():
        if record["report"]["form"] == truth["meta"]["form"] and got["value"] is not None and got["reading"] != "ambiguous":
            yield figure_id, "silent", {"value": None, "presence": "not printed"}, got


def read_records(nianbao, folders):
    """Records by the path of their page, without its extension: one run for all folders."""
    run = subprocess.run([nianbao, "parse", *map(str, folders)], stdout=subprocess.PIPE, check=False)
    if run.returncode != 0:
        sys.exit(f"score_pages.py: nianbao parse ended with {run.returncode}")
    records = {}
    for line in run.stdout.decode("utf-8").splitlines():
        record = json.loads(line, parse_float=Decimal)
        records[pathlib.Path(record["source"]["path"]).with_suffix("")] = record
    return records


def score(nianbao, folders, show):
    """Counters by (layout, noise)."""
    records = read_records(nianbao, folders)
    totals = collections.defaultdict(collections.Counter)
    for folder in folders:
        for path in sorted(folder.rglob("*.truth.json")):
            truth = json.loads(path.read_text(encoding="utf-8"))
            page = path.with_name(path.name.removesuffix(".truth.json"))
            record = records.get(page)
            total = totals[truth["meta"]["layout"], truth["meta"]["noise"]]
            verdicts = collections.Counter()
            for figure_id, verdict, want, got in judged_page(truth, record):
                verdicts[verdict] += 1
                if verdict == "silent" and show > 0:
                    show -= 1
                    print(f"silent: {page} {figure_id}: want {want['value']} {want['presence']},"
                          f" got {got['value']} {got['presence']} {got['reading']} {got['raw']!r}")
            total.update(verdicts)
            total["pages"] += 1
            total["whole"] += verdicts["exact"] == sum(verdicts.values())
            report = (record or {}).get("report") or {}
            for key in ("form", "year", "publisher"):
                total[key] += report.get(key) == truth["meta"][key]
    return totals


def share(total, verdict):
    return 100 * total[verdict] / (sum(total[v] for v in COUNTED) or 1)


def print_scores(totals):
    everything = collections.Counter()
    for total in totals.values():
        everything.update(total)
    for (layout, noise), total in [*sorted(totals.items()), (("all", "-"), everything)]:
        print(f"{layout:18s} noise {noise} pages {total['pages']:4d} exact {share(total, 'exact'):7.3f} % silent {share(total, 'silent'):6.3f} % flagged"
              f" {share(total, 'flagged'):6.3f} % lost {share(total, 'lost'):6.3f} % whole {total['whole']} form {total['form']} year {total['year']}"
              f" publisher {total['publisher']}")


def read_ratchet(path):
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return {(layout, int(noise)): float(least) for layout, noise, least in lines}


def fallen_below(totals, ratchet):
    for key, total in sorted(totals.items()):
        if share(total, "exact") < ratchet.get(key, 0):
            yield f"{key[0]}, noise {key[1]}: {share(total, 'exact'):.3f} % exact, at least {ratchet[key]} % wanted"


def print_ratchet(totals):
    """Lines for the ratchet file: a tenth of a per cent below what was reached."""
    for (layout, noise), total in sorted(totals.items()):
        print(f"{layout}\t{noise}\t{max(0.0, int(10 * share(total, 'exact')) / 10 - 0.1):.1f}")


def generate(options, folder):
    for noise in options.noise or [0, 1, 2, 3]:
        subprocess.run([options.generate, "--seed", str(options.seed), "--count", str(options.count), "--layout", options.layout,
                        "--noise", str(noise), "--out", str(folder / f"noise-{noise}")], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("nianbao")
    parser.add_argument("folders", nargs="*", type=pathlib.Path)
    parser.add_argument("--generate", metavar="PROGRAM")
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--noise", type=int, action="append")
    parser.add_argument("--layout", default="all")
    parser.add_argument("--keep", type=pathlib.Path, help="generate into this folder and leave it there")
    parser.add_argument("--ratchet", type=pathlib.Path)
    parser.add_argument("--print-ratchet", action="store_true", help="print what is reached, as lines of a ratchet file")
    parser.add_argument("--show", type=int, default=20, help="print at most so many silent errors")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folders = options.folders
        if options.generate:
            folders = [options.keep or pathlib.Path(temporary)]
            generate(options, folders[0])
        totals = score(options.nianbao, folders, options.show)
    print_scores(totals)
    if options.print_ratchet:
        print_ratchet(totals)
    problems = list(fallen_below(totals, read_ratchet(options.ratchet))) if options.ratchet else []
    problems += [
        f"{total['silent']} figures silently wrong: {key[0]}, noise {key[1]}"
        for key, total in sorted(totals.items())
        if share(total, "silent") > SILENT_AT_MOST.get(int(key[1]), 0)
    ]
    print("\n".join(problems))
    return 1 if problems or not totals else 0


if __name__ == "__main__":
    sys.exit(main())
