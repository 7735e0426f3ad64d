#!/usr/bin/env python3
"""layers.py on trees with planted violations: a guard that never barks proves nothing."""

import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True  # the source tree stays as it is
import layers


class LayersTest(unittest.TestCase):
    def check(self, files, expected):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in {"model/url.h": "", "parser/dom.h": "", "tests/support/catch.h": "", **files}.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text)
            self.assertEqual(layers.violations(root)[0], expected)

    def test_what_is_allowed(self):
        self.check({
            "crawler/a.cpp": '#include "model/url.h"\n#include "crawler/a.h"\n#include <vector>\n#include <sys/stat.h>\n#include <curl/curl.h>\n',
            "crawler/a.h": '#pragma once\n  #  include "model/url.h"\n',
            "parser/forms.cpp": '#include "embedded_data.h"\n#include <gumbo.h>\n',
            "cli/verb_parse.cpp": '#include "parser/dom.h"\n#include "crawler/a.h"\n',
            "model/result.h": "#include <tl/expected.hpp>\n",
            "tests/parser/x_test.cpp": '#include "parser/dom.h"\n#include "tests/support/catch.h"\n',
            "tests/normalize/charset_test.cpp": "#include <unicode/ucnv.h>\n",
            "tests/server/portal.cpp": "#include <httplib.h>\n",
            "build/release/x.cpp": "#include <boost/regex.hpp>\n",
        }, [])

    def test_a_stage_that_looks_into_another(self):
        self.check({"crawler/a.cpp": '#include <string>\n\n#include "parser/dom.h"\n'},
                   ['crawler/a.cpp:3: "parser/dom.h": crawler/ may not include parser/'])
        self.check({"model/x.h": '#include "parser/dom.h"\n'}, ['model/x.h:1: "parser/dom.h": model/ may not include parser/'])
        self.check({"audit/x.cpp": '#include "tests/support/catch.h"\n'},
                   ['audit/x.cpp:1: "tests/support/catch.h": audit/ may not include tests/'])

    def test_a_library_outside_its_folder(self):
        self.check({"audit/x.cpp": "#include <gumbo.h>\n"}, ["audit/x.cpp:1: <gumbo.h> belongs to parser/ and tests/bench/ alone"])
        self.check({"parser/x.cpp": "#include <zlib.h>\n"}, ["parser/x.cpp:1: <zlib.h> belongs to archive/ and coding/ and tests/crawler/ alone"])
        self.check({"tests/parser/x_test.cpp": "#include <zlib.h>\n"},
                   ["tests/parser/x_test.cpp:1: <zlib.h> belongs to archive/ and coding/ and tests/crawler/ alone"])
        self.check({"tests/x_test.cpp": "#include <catch2/catch.hpp>\n"},
                   ["tests/x_test.cpp:1: <catch2/catch.hpp> belongs to tests/support/catch.h and tests/support/main.cpp alone"])
        self.check({"model/x.cpp": "#include <tl/expected.hpp>\n"}, ["model/x.cpp:1: <tl/expected.hpp> belongs to model/result.h alone"])

    def test_a_library_in_a_header(self):
        self.check({"parser/x.h": "#include <gumbo.h>\n"},
                   ["parser/x.h:1: <gumbo.h> in a header; include it in the .cpp and hide its types"])

    def test_a_library_that_nobody_knows(self):
        self.check({"parser/x.cpp": "#include <boost/regex.hpp>\n"},
                   ["parser/x.cpp:1: <boost/regex.hpp> is no library that this test knows; give it a folder in tests/layers/layers.py"])

    def test_generated_and_missing_files(self):
        self.check({"out/x.cpp": '#include "embedded_data.h"\n'}, ['out/x.cpp:1: "embedded_data.h" belongs to parser/ and normalize/ and audit/ and out/site_files.cpp alone'])
        self.check({"parser/x.cpp": '#include "dom.h"\n'},
                   ['parser/x.cpp:1: "dom.h" is no file; includes start from the root of the tree'])
        self.check({"parser/x.cpp": "#include HEADER\n"}, ["parser/x.cpp:1: an include without a name cannot be checked"])

    def test_a_folder_without_a_place(self):
        self.check({"stray/x.cpp": ""},
                   ["stray/x.cpp:1: its folder has no place in the dependency rule; give it one in tests/layers/layers.py"])

    def test_comments_are_no_includes(self):
        self.check({"parser/x.cpp": '// #include <curl/curl.h>\n/*\n#include <curl/curl.h>\n*/\nauto s = "/*";\nauto c = \'"\';  // "/*\n#include <zlib.h>\nauto t = "*/";\n'},
                   ["parser/x.cpp:7: <zlib.h> belongs to archive/ and coding/ and tests/crawler/ alone"])

    def test_a_tree_without_sources_is_no_success(self):
        with tempfile.TemporaryDirectory() as folder:
            sys.argv = ["layers.py", folder]
            self.assertEqual(layers.main(), 1)


if __name__ == "__main__":
    unittest.main(buffer=True)
