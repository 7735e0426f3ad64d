#!/usr/bin/env python3
"""How fast the program exports, and in how much memory, from made-up records.

    exports_bench.py NIANBAO [--records N] [--folder DIR] [--sparse] [--streamed] [FORMAT...]

Prints for each format: seconds on the clock and of the processors, reports/s, figures/s, bytes of the output, MB/s, the largest resident
set; and for `csv` the speed of writing as many bytes with plain writes of 256 KiB and fsync to the same folder. Reading the records
alone is `--presence` of a kind that no figure has, which exports nothing.

--streamed   the records are made while they are read, so that they take no room on the disk; the clock then waits for Python
--sparse     every tenth figure of the form, and a short text
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time


def template(nianbao, sparse):
    """A record of the 2021 form as the program writes it, four figures of five stated."""
    shown = subprocess.run([nianbao, "forms", "show", "2021"], capture_output=True, text=True, check=True).stdout
    rows = [line.split("\t") for line in shown.splitlines() if line and not line.startswith(("#", "figure_id"))]
    figures = [{"id": row[0], "value": (i * 37) % 1000, "unit": row[4] if len(row) > 4 else "件", "presence": "stated" if i % 5 else "blank", "reading": "line", "raw": str((i * 37) % 1000),
                "span": [5000 + 4 * i, 5003 + 4 * i], "row": i // 7, "column": i % 7} for i, row in enumerate(rows)]
    for figure in figures:
        if figure["presence"] == "blank":
            figure["value"], figure["raw"] = None, ""
    if sparse:
        figures = figures[::10]
    text = "本机关认真贯彻落实政府信息公开条例，扎实推进政府信息公开工作。" * (1 if sparse else 40)
    sections = [{"id": name, "heading": name, "text": text, "span": [10, 20]} for name in ("overview", "problems", "other")]
    finding = {"id": "9f2c000000000000", "rule": "sum.applicants", "severity": "conflict", "text": "三、总计：自然人等之和不等于总计", "figures": ["applications.new.total"], "expected": 5, "actual": 4, "span": None}
    return {"schema": "nianbao.record/1", "source": {"path": None, "url": "@URL@", "sha256": "@SHA@", "charset": "utf-8", "charset_declared": "utf-8", "media_type": "text/html", "fetched_at": "2020-02-20T01:02:03Z", "warc": None},
            "report": {"form": "2021", "year": 2021, "title": "@NAME@2021年政府信息公开工作年度报告", "publisher": "@NAME@", "division_code": "230811", "published": "2022-01-20", "issuer": "@NAME@"},
            "sections": sections, "figures": figures, "mentions": [], "checks": {"pass": 30, "fail": 1, "not_assessable": 4, "used": 2}, "findings": [finding]}


def write_records(file, record, count):
    line = json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
    for i in range(count):
        file.write(line.replace("@URL@", f"https://www.example.gov.cn/zfxxgknb/{i}.html").replace("@SHA@", f"{i:064x}").replace("@NAME@", f"示例第{i}县人民政府").encode())


def size_of(path):
    return path.stat().st_size if path.is_file() else sum(each.stat().st_size for each in path.rglob("*") if each.is_file())


def run(command, feed=None):
    """Seconds on the clock, of the processors, and the largest resident set in MiB. `feed` writes its standard input."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.PIPE if feed else None)
    if feed:
        feed(process.stdin)
        process.stdin.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def plain_write(path, size):
    block = b"x" * (1 << 18)
    begin = time.monotonic()
    with open(path, "wb", buffering=0) as file:
        while size > 0:
            size -= file.write(block[:size])
        os.fsync(file.fileno())
    return time.monotonic() - begin


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("nianbao")
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--folder")
    parser.add_argument("--sparse", action="store_true")
    parser.add_argument("--streamed", action="store_true")
    parser.add_argument("formats", nargs="*", default=["csv", "csv-wide", "jsonl", "sqlite", "xlsx", "datapackage"])
    options = parser.parse_intermixed_args()
    record = template(options.nianbao, options.sparse)
    figures = len(record["figures"]) * options.records
    with tempfile.TemporaryDirectory(prefix="nianbao-bench-", dir=options.folder) as name:
        folder = pathlib.Path(name)
        records = "-" if options.streamed else folder / "records.jsonl"
        feed = (lambda file: write_records(file, record, options.records)) if options.streamed else None
        if not options.streamed:
            with open(records, "wb") as file:
                write_records(file, record, options.records)
        clock, processors, memory = run([options.nianbao, "export", records, "-f", "csv", "-o", "/dev/null", "--presence", "unreadable"], feed)
        print(f"reading alone: {clock:.2f} s, {processors:.2f} s of the processors, {memory:.0f} MiB", flush=True)
        for form in options.formats:
            path = folder / "export"
            clock, processors, memory = run([options.nianbao, "export", records, "-f", form, "-o", path], feed)
            size = size_of(path)
            print(f"{form}: {clock:.2f} s, {processors:.2f} s of the processors, {options.records / clock:.0f} reports/s, {figures / clock:.0f} figures/s, "
                  f"{size / 1e6:.0f} MB at {size / clock / 1e6:.0f} MB/s, {memory:.0f} MiB", flush=True)
            if form == "csv":
                plain = plain_write(folder / "plain", size)
                print(f"  plain writes of as many bytes: {plain:.2f} s, {size / plain / 1e6:.0f} MB/s", flush=True)
                (folder / "plain").unlink()
            subprocess.run(["rm", "-r", path], check=True)


if __name__ == "__main__":
    sys.exit(main())
