#!/usr/bin/env python3
"""The dependency rule of docs/architecture.md, checked on every #include of the sources.

    layers.py ROOT      prints "file:line: what is wrong" for each violation; exit code 0 none, 1 some

CMake cannot enforce the rule where every library lives in /usr/include, so this does. The tables below are the rule.
"""

import pathlib
import re
import sys

# Which of our folders a folder may include, besides itself.
MAY_INCLUDE = {
    "model": set(),
    "settings": {"model"},
    "normalize": {"model"},
    "parser": {"model", "normalize", "settings"},
    "audit": {"model"},
    "out": {"model"},
    "coding": {"model"},
    "archive": {"model", "coding"},
    "store": {"model"},
    "crawler": {"model", "settings", "coding"},
    "cli": {"model", "settings", "normalize", "parser", "audit", "out", "coding", "archive", "store", "crawler"},
}
MAY_INCLUDE["tests"] = set(MAY_INCLUDE)

# Which folders or files may include a library. A library is sealed in one folder, as far as that goes:
# zlib serves two purposes, the gzip members of a WARC file (archive) and answers that come compressed (coding).
# RapidJSON writes records (out) and reads the lists that portals serve as JSON (crawler).
# The tests of a folder may use its libraries too: to make input, or to compare with.
LIBRARIES = {
    "tl/expected.hpp": ("model/result.h",),
    "toml++/": ("settings/",),
    "unicode/": ("normalize/",),
    "gumbo.h": ("parser/", "tests/bench/"),
    "curl/": ("crawler/",),
    "zlib.h": ("archive/", "coding/", "tests/crawler/"),
    "libdeflate.h": ("archive/",),
    "isa-l/": ("archive/",),
    "brotli/": ("coding/",),
    "zstd.h": ("coding/",),
    "nettle/": ("archive/",),
    "openssl/": ("crawler/",),
    "sqlite3.h": ("store/", "out/sqlite_file.cpp"),
    "xlsxwriter.h": ("out/workbook.cpp", "out/xlsxwriter_library.cpp"),
    "libpq-fe.h": ("store/",),
    "rapidjson/": ("out/", "crawler/"),
    "httplib.h": ("tests/",),
    "benchmark/": ("tests/bench/",),
    "catch2/": ("tests/support/catch.h", "tests/support/main.cpp"),
}

# Headers that others read may not drag a library in, but for these.
HEADERS_WITH_A_LIBRARY = {"model/result.h", "tests/support/catch.h"}

# Headers that the build writes: forms (parser), lexicon (normalize), deadlines (audit) and the site (out), compiled into the program.
GENERATED = {"embedded_data.h": ("parser/", "normalize/", "audit/", "out/site_files.cpp")}

# The C++ standard library has no dot in its names. Of C and POSIX, what Linux and the BSDs share, and glibc's malloc.h.
SYSTEM = re.compile(r"[a-z_0-9]+|(sys|net|netinet|arpa)/[a-z_0-9]+\.h|"
                    r"(dirent|dlfcn|errno|fcntl|malloc|netdb|poll|pthread|signal|stdlib|strings|termios|time|unistd)\.h")

INCLUDE = re.compile(r'\s*#\s*include\b\s*(?:<([^>]*)>|"([^"]*)")?')
COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'', re.DOTALL)


def without_comments(text):
    """The text with comments blanked and every line where it was; literals stay, whatever they hold."""
    return COMMENT.sub(lambda m: m[0] if m[0][0] in "\"'" else re.sub(r"[^\n]", " ", m[0]), text)


def within(path, places):
    return any(path == place or (place.endswith("/") and path.startswith(place)) for place in places)


def objection_to_library(path, header):
    if SYSTEM.fullmatch(header):
        return None
    for library, places in LIBRARIES.items():
        if header != library and not (library.endswith("/") and header.startswith(library)):
            continue
        # What the programs of the benchmarks compare with, they may use as it is.
        if not within(path, places) and not path.startswith("tests/bench/") and not within(path.removeprefix("tests/"), places):
            return f"<{header}> belongs to {' and '.join(places)} alone"
        if path.endswith(".h") and path not in HEADERS_WITH_A_LIBRARY:
            return f"<{header}> in a header; include it in the .cpp and hide its types"
        return None
    return f"<{header}> is no library that this test knows; give it a folder in tests/layers/layers.py"


def objection_to_own(root, path, header):
    if header in GENERATED:
        return None if within(path, GENERATED[header]) else f'"{header}" belongs to {" and ".join(GENERATED[header])} alone'
    folder, target = path.split("/")[0], header.split("/")[0]
    if not (root / header).is_file():
        return f'"{header}" is no file; includes start from the root of the tree'
    if target != folder and target not in MAY_INCLUDE[folder]:
        return f'"{header}": {folder}/ may not include {target}/'
    return None


def violations_of(root, path):
    text = (root / path).read_text(encoding="utf-8", errors="replace")
    for number, line in enumerate(without_comments(text).split("\n"), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        library, own = match[1], match[2]
        if library is None and own is None:
            what = "an include without a name cannot be checked"
        else:
            what = objection_to_library(path, library) if own is None else objection_to_own(root, path, own)
        if what:
            yield f"{path}:{number}: {what}"


def sources(root):
    """Every C++ file of the tree; a folder whose name starts with a dot, build/ and fixtures/ hold none of ours."""
    for path in sorted(root.glob("*/**/*")):
        relative = path.relative_to(root).as_posix()
        top = relative.split("/")[0]
        if path.suffix in (".h", ".cpp") and not top.startswith(".") and top not in ("build", "fixtures", "sample"):
            yield relative


def violations(root):
    found, count = [], 0
    for path in sources(root):
        count += 1
        if path.split("/")[0] in MAY_INCLUDE:
            found.extend(violations_of(root, path))
        else:
            found.append(f"{path}:1: its folder has no place in the dependency rule; give it one in tests/layers/layers.py")
    return found, count


def main():
    found, count = violations(pathlib.Path(sys.argv[1]))
    print("\n".join(found + [f"{count} files, {len(found)} violations"]))
    return 1 if found or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
