#!/usr/bin/env python3
"""Makes many records of one, to measure exports with: other publishers, years and addresses, figures and findings as they are.

    nianbao parse PAGE | many_records.py REPORTS [YEARS] > records.jsonl      YEARS reports a publisher, 10 when not said
"""

import hashlib
import json
import sys

PROVINCES = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65".split()


def main():
    reports, years = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10
    record = json.loads(sys.stdin.readline())
    findings = record["findings"]
    for number in range(reports):
        publisher, year = number // years, 2025 - number % years
        record["report"].update(publisher=f"第{publisher:05}号县人民政府", year=year, division_code=f"{PROVINCES[publisher % len(PROVINCES)]}{publisher % 10000:04}",
                                title=f"第{publisher:05}号县人民政府{year}年政府信息公开工作年度报告")
        record["source"].update(url=f"https://www.example.gov.cn/{publisher}/{year}.html", path=None, sha256=hashlib.sha256(str(number).encode()).hexdigest())
        record["findings"] = findings if number % 3 == 0 else []
        sys.stdout.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
