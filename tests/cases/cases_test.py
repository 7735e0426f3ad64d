#!/usr/bin/env python3
"""cases.py itself: that a case fails when anything differs, and what --accept writes."""

import contextlib
import io
import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True  # the source tree stays as it is
import cases


class CasesTest(unittest.TestCase):
    def holds(self, text, accepting=False):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "x.case")
            path.write_text(text)
            with contextlib.redirect_stdout(io.StringIO()):
                good = cases.check(path, folder, accepting)
            self.after = path.read_text()
            return good

    def test_everything_is_compared(self):
        case = "shows\n== command\ncat; echo b >&2; printf c > d; exit 3\n== stdin\na\n== stdout\na\n== stderr\nb\n== exit\n3\n== result d\nc\n<NO NEWLINE>\n"
        self.assertTrue(self.holds(case))
        for old, new in (("stdout\na", "stdout\nA"), ("stderr\nb\n", "stderr\nb\nb\n"), ("exit\n3", "exit\n0"),
                         ("<NO NEWLINE>\n", ""), ("result d", "result e"), ("== stdin\na\n", "")):
            self.assertFalse(self.holds(case.replace(old, new)), new)

    def test_what_is_left_out_is_expected_to_be_empty(self):
        self.assertTrue(self.holds("== command\ntrue\n"))
        for command in ("echo", "echo >&2", "false"):
            self.assertFalse(self.holds(f"== command\n{command}\n"), command)

    def test_files_stand_in_the_working_folder(self):
        self.assertTrue(self.holds("== command\ncat a/b; test -d fixtures\n== file a/b\nx\n== stdout\nx\n"))

    def test_placeholders_match_what_they_stand_for_and_no_more(self):
        self.assertTrue(self.holds("== command\necho $PWD/x 1.2.3 2020-02-20T01:02:03Z\n== stdout\n<TMP>/x <VERSION> <TIME>\n"))
        self.assertTrue(self.holds("== command\necho one; echo two\n== stdout\n<ANY>e\ntwo\n"))
        self.assertFalse(self.holds("== command\necho one; echo two\n== stdout\n<ANY>\n"))
        self.assertFalse(self.holds("== command\necho x.2.3\n== stdout\n<VERSION>\n"))
        self.assertFalse(self.holds("== command\necho axb\n== stdout\na.b\n"))

    def test_accept_writes_what_differs_and_keeps_the_rest(self):
        self.assertFalse(self.holds("intro\n== command\necho 1.2.3; echo $PWD >&2; exit 1\n== stdout\n<VERSION>\n", accepting=True))
        self.assertEqual(self.after, "intro\n== command\necho 1.2.3; echo $PWD >&2; exit 1\n== stdout\n<VERSION>\n== stderr\n<TMP>\n== exit\n1\n")
        self.assertTrue(self.holds(self.after))

    def test_a_malformed_case_is_named(self):
        for text in ("== stdout\n", "== command\ntrue\n== stdot\n", "== command\ntrue\n== exit\n0\n== exit\n0\n"):
            with self.assertRaises(cases.BadCase):
                self.holds(text)


if __name__ == "__main__":
    unittest.main()
