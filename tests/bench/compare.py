#!/usr/bin/env python3
"""The whole of `nianbao parse` beside pandas.read_html and rvest on the same pages, in one run.

    compare.py NIANBAO GENERATE_PAGES [--count N] [--files FILE...]

Prints milliseconds a page, best of three, for pages of tests/generator (or for the files named), and what a start of the program
costs. What is not installed is left out: pandas with its parsers is python3-pandas python3-lxml python3-bs4 python3-html5lib,
rvest is r-cran-rvest (Debian packages; nothing else of nianbao needs them).
"""

import argparse
import importlib.util
import io
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import warnings

LAYOUTS = ["table", "word", "paragraphs", "glued"]

RVEST = r"""
suppressMessages(library(rvest))
files <- commandArgs(trailingOnly = TRUE)
best <- Inf
for (run in 1:3) {
  begin <- proc.time()[["elapsed"]]
  for (file in files) try(html_table(read_html(file, encoding = "UTF-8")), silent = TRUE)
  best <- min(best, proc.time()[["elapsed"]] - begin)
}
cat(best)
"""


def best_of_three(run):
    best = float("inf")
    for _ in range(3):
        begin = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - begin)
    return best


def nianbao(program, files, jobs):
    names = [str(file) for file in files]
    whole = best_of_three(lambda: subprocess.run([program, "parse", f"--jobs={jobs}", *names], stdout=subprocess.DEVNULL, check=True))
    start = best_of_three(lambda: subprocess.run([program, "parse", "-"], input=b"<p>", stdout=subprocess.DEVNULL, check=True))
    return whole - start, start


def pandas_reader(flavour):
    import pandas

    def read(files):
        for file in files:
            try:
                pandas.read_html(io.StringIO(file.read_text(encoding="utf-8", errors="replace")), flavor=flavour)
            except (ValueError, ImportError):
                pass  # "No tables found", and spans that it cannot read

    return read


def rvest(files):
    run = subprocess.run(["Rscript", "-e", RVEST, "--args", *map(str, files)], capture_output=True, text=True, check=False)
    return float(run.stdout) if run.returncode == 0 and run.stdout else None


def measure(arguments, label, files):
    size = sum(file.stat().st_size for file in files) / len(files) / 1000
    print(f"{label}: {len(files)} pages of {size:.0f} kB")

    def say(who, seconds):
        print(f"  {who:28} {seconds * 1000 / len(files):9.3f} ms a page {len(files) / seconds:9.0f} pages/s")

    for jobs in (1, 2):
        seconds, start = nianbao(arguments.nianbao, files, jobs)
        say(f"nianbao parse --jobs={jobs}", max(seconds, 1e-6))
    print(f"  {'nianbao, its start':28} {start * 1000:9.3f} ms")
    if importlib.util.find_spec("pandas"):
        warnings.simplefilter("ignore")
        for flavour, module in (("lxml", "lxml"), ("bs4", "html5lib")):
            if importlib.util.find_spec(module):
                say(f"pandas.read_html ({flavour})", best_of_three(lambda: pandas_reader(flavour)(files)))
    if shutil.which("Rscript") and (seconds := rvest(files)):
        say("rvest html_table", seconds)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("nianbao")
    parser.add_argument("generate_pages")
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--files", nargs="+", type=pathlib.Path, default=[])
    arguments = parser.parse_args()
    if arguments.files:
        measure(arguments, "files", arguments.files)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        for layout in LAYOUTS:
            out = pathlib.Path(folder) / layout
            subprocess.run([arguments.generate_pages, "--layout", layout, "--count", str(arguments.count), "--noise", "2", "--out", out], check=True)
            measure(arguments, layout, sorted(file for file in out.iterdir() if file.suffix != ".json"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
