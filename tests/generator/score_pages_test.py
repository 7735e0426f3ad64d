#!/usr/bin/env python3
"""The generator and the scorer themselves: score_pages_test.py GENERATE_PAGES"""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest
from decimal import Decimal

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import score_pages  # noqa: E402

GENERATE = sys.argv.pop()


def stated(value, reading="cell"):
    return {"value": None if value is None else Decimal(value), "presence": "stated", "reading": reading, "raw": ""}


def generated(folder, *options):
    subprocess.run([GENERATE, "--out", folder, *options], check=True)
    return {path.name: path.read_bytes() for path in pathlib.Path(folder).iterdir()}


class Judging(unittest.TestCase):
    def test_every_verdict(self):
        four = {"value": "4", "presence": "stated"}
        empty = {"value": None, "presence": "blank"}
        self.assertEqual(score_pages.judge(four, stated("4.0")), "exact")
        self.assertEqual(score_pages.judge(four, stated("5")), "silent")
        self.assertEqual(score_pages.judge(four, stated("5", "ambiguous")), "flagged")
        self.assertEqual(score_pages.judge(four, None), "lost")
        self.assertEqual(score_pages.judge(empty, stated("0")), "silent")
        for presence, verdict in {"blank": "silent", "dash": "silent", "absent": "flagged", "unreadable": "flagged"}.items():
            got = {"value": None, "presence": presence, "reading": "cell", "raw": ""}
            self.assertEqual(score_pages.judge(four, got), verdict, presence)

    def test_a_number_that_the_page_does_not_print(self):
        truth = {"meta": {"form": "2019"}, "figures": {}}
        record = {"report": {"form": "2019"}, "figures": [{"id": "applications.refused.total", **stated("3")}]}
        self.assertEqual([verdict for _, verdict, _, _ in score_pages.judged_page(truth, record)], ["silent"])


class Generating(unittest.TestCase):
    def test_a_page_depends_on_its_seed_layout_noise_and_number_alone(self):
        with tempfile.TemporaryDirectory() as a, tempfile.TemporaryDirectory() as b:
            few = generated(a, "--noise", "3", "--count", "1", "--layout", "table")
            many = generated(b, "--noise", "3", "--count", "2", "--layout", "all")
            self.assertEqual(few, {name: many[name] for name in few})
        with tempfile.TemporaryDirectory() as c:
            self.assertNotEqual(few, generated(c, "--noise", "3", "--count", "1", "--layout", "table", "--seed", "2"))

    def test_the_sums_of_clean_reports_hold(self):
        with tempfile.TemporaryDirectory() as folder:
            files = generated(folder, "--noise", "0", "--count", "20", "--layout", "table")
        for name, content in files.items():
            if not name.endswith(".truth.json"):
                continue
            figures = json.loads(content)["figures"]
            total = lambda row, column: int(figures[f"applications.{row}.{column}"]["value"] or 0)
            columns = [i.rpartition(".")[2] for i in figures if i.startswith("applications.new.")]
            self.assertEqual(len(columns), 7)
            for row in ("new", "carried_in", "granted", "handled_total", "carried_out"):
                self.assertEqual(sum(total(row, column) for column in columns[:-1]), total(row, "total"), name)
            for column in columns:
                self.assertEqual(total("new", column) + total("carried_in", column), total("handled_total", column) + total("carried_out", column), name)
                results = {i.split(".")[1] for i in figures if i.startswith("applications.")} - {"new", "carried_in", "handled_total", "carried_out"}
                printed = [row for row in results if figures[f"applications.{row}.{column}"]["value"] is not None]
                self.assertEqual(sum(total(row, column) for row in printed), total("handled_total", column), name)


if __name__ == "__main__":
    unittest.main()
