#!/usr/bin/env python3
"""Runs command-line cases: what nianbao prints and how it ends, compared exactly.

    cases.py --path FOLDER[:FOLDER] CASE...            runs them; exit code 0 when all hold
    cases.py --path FOLDER[:FOLDER] --accept CASE...   writes what happens now into the case files, to be read in the diff

A case is a text file. Lines before the first section say what it shows.

    == command          one or more lines for sh; nianbao is found by --path. The working folder is a new, empty one in
    nianbao parse x.txt   which `fixtures` and `data` lead to those of the tree
    == file x.txt       a file to put there before (any number of them)
    == stdin            nothing when left out, as are the three below; exit is then 0
    == stdout
    == stderr
    == exit
    2
    == result PATH      the content of a file that must be there afterwards (any number of them)

In what is expected, <TMP> stands for the working folder, <VERSION> for the version, <SHA256> for 64 digits, <TIME> for an
ISO 8601 time, <PORT> for a port, <ANY> for the rest of a line or a part of it. A last line `<NO NEWLINE>` means that the
output ends without one.
"""

import argparse
import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

TREE = pathlib.Path(__file__).resolve().parent.parent.parent
SECONDS = 60
NO_NEWLINE = "<NO NEWLINE>\n"
PLACEHOLDERS = {
    "<VERSION>": r"\d+\.\d+\.\d+",
    "<SHA256>": r"[0-9a-f]{64}",
    "<TIME>": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|\+08:00)",
    "<PORT>": r"\d{1,5}",
    "<ANY>": r"[^\n]*",
}


class BadCase(Exception):
    pass


def read_case(path):
    """The sections by name, in order; "" is the introduction."""
    sections, name = {"": ""}, ""
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        if line.startswith("== "):
            name = line[3:].strip()
            if name in sections:
                raise BadCase(f"{path}: the section {name} stands there twice")
            if name.split(" ")[0] not in ("command", "file", "stdin", "stdout", "stderr", "exit", "result"):
                raise BadCase(f"{path}: there is no section {name}")
            sections[name] = ""
        else:
            sections[name] += line
    if "command" not in sections:
        raise BadCase(f"{path}: has no section command")
    return sections


def as_text(output):
    text = output.decode("utf-8", errors="backslashreplace")
    return text if not text or text.endswith("\n") else text + "\n" + NO_NEWLINE


def as_bytes(section):
    return (section[: -len(NO_NEWLINE) - 1] if section.endswith(NO_NEWLINE) else section).encode("utf-8")


def run(sections, path, work):
    """What happens: the sections stdout, stderr, exit and each result."""
    for name, text in sections.items():
        if name.startswith("file "):
            file = work / name[5:]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(as_bytes(text))
    for folder in ("fixtures", "data"):
        (work / folder).symlink_to(TREE / folder)
    folders = [os.path.abspath(folder) for folder in path.split(os.pathsep)]
    environment = {"PATH": os.pathsep.join([*folders, os.environ["PATH"]]), "HOME": str(work), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
        if name in os.environ:
            environment[name] = os.environ[name]
    ended = subprocess.run(["sh", "-c", sections["command"]], cwd=work, env=environment, timeout=SECONDS,
                           input=as_bytes(sections.get("stdin", "")), capture_output=True)
    actual = {"stdout": as_text(ended.stdout), "stderr": as_text(ended.stderr), "exit": f"{ended.returncode}\n"}
    for name in sections:
        if name.startswith("result "):
            file = work / name[7:]
            actual[name] = as_text(file.read_bytes()) if file.is_file() else "<NO SUCH FILE>\n"
    return actual


def matches(expected, actual, work):
    known = {**PLACEHOLDERS, "<TMP>": re.escape(str(work))}
    parts = re.split("(" + "|".join(known) + ")", expected)
    return re.fullmatch("".join(known.get(part) or re.escape(part) for part in parts), actual) is not None


def differences(sections, actual, work):
    defaults = {"exit": "0\n"}
    for name, text in actual.items():
        expected = sections.get(name, defaults.get(name, ""))
        if not matches(expected, text, work):
            yield name, "".join(difflib.unified_diff(expected.splitlines(True), text.splitlines(True),
                                                     f"{name} expected", f"{name} found"))


def accept(path, sections, changed, actual, work):
    """Writes the case with the sections that differ as they are now; the others keep their placeholders."""
    for name in changed:
        sections[name] = actual[name].replace(str(work), "<TMP>")
    text = sections.pop("")
    for name, body in sections.items():
        text += f"== {name}\n{body}"
    path.write_text(text, encoding="utf-8")


def check(path, search_path, accepting):
    sections = read_case(path)
    with tempfile.TemporaryDirectory(prefix="nianbao-case-") as folder:
        work = pathlib.Path(folder).resolve()
        actual = run(sections, search_path, work)
        found = dict(differences(sections, actual, work))
        if found and accepting:
            accept(path, sections, found, actual, work)
    for text in found.values():
        print(f"{path.name}: {text}")
    return not found


def main():
    parser = argparse.ArgumentParser(description="Runs command-line cases; tests/cases/cases.py tells how to write one.")
    parser.add_argument("--path", required=True, help="folders of the programs, separated by ':'")
    parser.add_argument("--accept", action="store_true", help="write what happens now into the case files")
    parser.add_argument("cases", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    try:
        return 0 if all([check(path, arguments.path, arguments.accept) for path in arguments.cases]) else 1
    except (BadCase, subprocess.TimeoutExpired) as error:
        print(error)
        return 1


if __name__ == "__main__":
    sys.exit(main())
