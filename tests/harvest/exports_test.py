"""`export`: what is read back from each format is what the records hold, and nothing takes a name that is not whole."""

import csv
import filecmp
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import time
from decimal import Decimal

import data_package
import evidence
import workbook
from server import SamplePortal
from support import FIXTURES, TREE, Skip, equal, one_line

FORMATS = {"csv": "f.csv", "csv-wide": "w.csv", "csv-reports": "r.csv", "csv-findings": "q.csv", "jsonl": "r.jsonl", "sqlite": "d.sqlite", "xlsx": "b.xlsx", "datapackage": "p"}
NOBODY = 65534
csv.field_size_limit(1 << 30)

HOSTILE = ["=1+1", "+SUM(A1)", "-2+3", "@x", "\tx", "\rx", "<script>alert(1)</script>", "_x0041_", "a\x01b\x1f", "“引”,\"x\"\n第二行", "𠮷" * 3, " x ", "'x", "-", "-35", "长" * 40000]


def figure(name, value, presence="stated", reading="cell", raw=""):
    return {"id": name, "value": value, "unit": "件", "presence": presence, "reading": reading, "raw": raw, "span": None, "row": 0, "column": 1}


def hostile_records():
    """Records with every presence and reading, odd decimals, and texts that are hard to write down."""
    for i, text in enumerate(HOSTILE):
        values = ["36563210.00", "-35", "0", "0.000001", "999999999999999999", "-0.50"]
        figures = [figure("applications.new.total", values[i % len(values)], raw=text), figure("applications.carried_in.total", None, "blank", "line", ""),
                   figure("applications.granted.total", None, "dash", "split", "—"), figure("applications.handled_total.total", None, "absent", "inferred", None),
                   figure("applications.carried_out.total", None, "unreadable", "ambiguous", text), figure("proactive.fees.amount", "7.25", "stated", "prose", "7.25"),
                   figure("no.such.figure", "3", raw="3")]
        finding = {"id": f"{i:016x}", "rule": "sum.applicants", "severity": ["note", "doubt", "conflict"][i % 3], "text": text, "figures": ["applications.new.total", "no.such.figure"], "expected": 5, "actual": 4, "span": [1, 2]}
        yield {"schema": "nianbao.record/1", "source": {"url": f"https://www.example.gov.cn/{i}", "path": text, "sha256": f"{i:064x}"},
               "report": {"form": ["2021", "2019", None, "1999"][i % 4], "year": None if i == 3 else 2019 + i % 3, "title": text, "publisher": text + "人民政府", "division_code": "990101", "published": "2020-01-20", "issuer": text},
               "sections": [{"id": "overview", "heading": text, "text": text, "span": [0, 9]}], "figures": figures,
               "mentions": [{"figure": "applications.new.total", "value": 4, "raw": text, "span": [4, 9]}], "checks": {"pass": 1, "fail": 2, "not_assessable": 3, "used": 0}, "findings": [finding]}


def exact_json(record):
    """Decimals are written as they are, which json.dumps cannot do."""
    text = json.dumps(record, ensure_ascii=False)
    for entry in record["figures"]:
        if isinstance(entry["value"], str):
            text = text.replace(f'"value": "{entry["value"]}"', f'"value": {entry["value"]}')
    return text


def records_file(place):
    """Real records of the fixture pages and the hostile ones, in one file. Returns them as Python reads them."""
    parsed = place.run("parse", FIXTURES / "pages").text
    content = parsed + "".join(exact_json(record) + "\n" for record in hostile_records())
    (place.folder / "records.jsonl").write_text(content, encoding="utf-8", newline="")
    return [json.loads(line, parse_float=Decimal, parse_int=Decimal) for line in content.split("\n") if line]


def exported(place, form, *more):
    path = place.folder / FORMATS[form]
    place.run("export", "records.jsonl", "-f", form, "-o", path, *more)
    return path


def digits(value):
    """The decimal as it stands in the record: 36563210.00."""
    return None if value is None else str(value)


def figure_facts(record):
    return [(each["id"], digits(each["value"]), each["unit"] or None, each["presence"], each["reading"], each["raw"]) for each in record["figures"]]


def defused(text):
    """What CSV may have in front of a text that a spreadsheet would take for a formula."""
    return text[1:] if text and text[0] == "'" and text[1:2] in ("=", "+", "-", "@", "\t", "\r") else text


def all_facts(records):
    return [fact for record in records for fact in figure_facts(record)]


def scenario_csv(place):
    """Tidy CSV: every figure, exactly; no cell begins a formula."""
    records = records_file(place)
    with open(exported(place, "csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    got = [(row["figure"], row["value"] or None, row["unit"] or None, row["presence"], row["reading"], defused(row["raw"])) for row in rows]
    want = [(*fact[:5], fact[5] or "") for fact in all_facts(records)]
    equal(got, want, "figures")
    for row in rows:
        for name, text in row.items():
            assert text[:1] not in ("=", "@", "\t", "\r") or name == "value", (name, text)
    content = exported(place, "csv", "--force", "--bom").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfpublisher,")


def scenario_wide(place):
    """Wide CSV: the columns do not depend on the records; figures that no form has are in the last one."""
    records = records_file(place)
    with open(exported(place, "csv-wide"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    equal(len(rows), len(records), "rows")
    for row, record in zip(rows, records):
        others = []
        for name, value, _, presence, reading, _ in figure_facts(record):
            if name in row:
                equal((row[name] or None, row["how:" + name]), (value, f"{presence}/{reading}"), name)
            else:
                others.append(f"{name}={value or ''} {presence}/{reading}")
        equal(row["other_figures"], "; ".join(others), "other figures")
        known = {each["id"] for each in record["figures"]}
        assert all(text == "" for name, text in row.items() if name.startswith("how:") and name[4:] not in known)
    (place.folder / "empty.jsonl").write_text("")
    header = place.run("export", "empty.jsonl", "-f", "csv-wide", "-o", "-").text
    equal(header.rstrip("\n").split(","), list(rows[0]), "columns")


def scenario_jsonl(place):
    """JSON lines: the records themselves."""
    records = records_file(place)
    lines = exported(place, "jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    got = [json.loads(line, parse_float=Decimal, parse_int=Decimal) for line in lines]
    equal([figure_facts(record) for record in got], [[(*fact[:5], fact[5]) for fact in figure_facts(record)] for record in records], "figures")
    equal([record["report"] for record in got], [record["report"] for record in records], "reports")
    for after, before in zip(got, records):
        equal([{key: each.get(key) for key in want} for each, want in zip(after["findings"], before["findings"])], before["findings"], "findings")


def scenario_sqlite(place):
    """SQLite: keys hold, tables are STRICT, and the views give every figure and finding back exactly."""
    records = records_file(place)
    with sqlite3.connect(exported(place, "sqlite")) as base:
        equal(base.execute("PRAGMA integrity_check").fetchall(), [("ok",)], "integrity")
        equal(base.execute("PRAGMA foreign_key_check").fetchall(), [], "foreign keys")
        equal(base.execute("SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND NOT strict").fetchone(), (0,), "tables that are not STRICT")
        got = base.execute("SELECT figure, value, unit, presence, reading, raw FROM figures ORDER BY report, ordinal").fetchall()
        equal(got, all_facts(records), "figures")
        titles = base.execute("SELECT title, publisher, year FROM reports ORDER BY report").fetchall()
        equal(titles, [(record["report"]["title"], record["report"]["publisher"], record["report"]["year"]) for record in records], "reports")
        findings = base.execute("SELECT rule, severity, text, figures, expected FROM findings ORDER BY report, ordinal").fetchall()
        equal(findings, [(each["rule"], each["severity"], each["text"], " ".join(each["figures"]) or None, digits(each["expected"])) for record in records for each in record["findings"]], "findings")
        texts = base.execute("SELECT heading, text FROM sections ORDER BY report, ordinal").fetchall()
        equal(texts, [(each["heading"] or None, each["text"] or None) for record in records for each in record["sections"]], "sections")
        numbers = base.execute("SELECT value, number, typeof(number) FROM figures WHERE value IN ('36563210.00', '-35', '7.25')").fetchall()
        equal(set(numbers), {("36563210.00", 36563210, "integer"), ("-35", -35, "integer"), ("7.25", 7.25, "real")}, "numbers")
        labels = base.execute("SELECT DISTINCT row_labels FROM figures WHERE figure = 'applications.new.total' AND form = '2021'").fetchall()
        equal(labels, [("一、本年新收政府信息公开申请数量",)], "labels")
        for column in ("presence", "reading"):
            try:
                base.execute(f"UPDATE figure SET {column} = 'perhaps'")
            except sqlite3.IntegrityError:
                continue
            assert False, f"the table takes any {column}"


def spreadsheet(text):
    return text if text is None or len(text) < 32767 else text[:32766] + "…"


def scenario_xlsx(place):
    """Workbook: numbers are numbers, texts are texts and no formulas, presence and reading stand cell for cell beside them."""
    records = records_file(place)
    sheets = workbook.sheets_of(exported(place, "xlsx"))
    assert {"about", "reports", "figures 2019", "how 2019", "figures 2021", "how 2021", "other figures", "findings", "codebook"} <= set(sheets), list(sheets)
    reports = workbook.dictionaries(sheets["reports"])
    equal([row["title"] for row in reports], [spreadsheet(record["report"]["title"]) for record in records], "titles")
    values, hows, others = {}, {}, workbook.dictionaries(sheets["other figures"])
    for name, rows in sheets.items():
        if name.startswith("figures "):
            values.update((row["report"], row) for row in workbook.dictionaries(rows))
        if name.startswith("how "):
            hows.update((row["report"], row) for row in workbook.dictionaries(rows))
    for number, record in enumerate(records, 1):
        key, known, left = str(number), values.get(str(number), {}), []
        for fact in figure_facts(record):
            if fact[0] not in known:
                left.append((fact[0], fact[3], fact[4]))
                continue
            equal(hows[key][fact[0]], f"{fact[3]}/{fact[4]}", fact[0])
            cell = known[fact[0]]
            assert isinstance(cell, workbook.Text) == (fact[1] is not None and len(fact[1].strip("-").replace(".", "")) > 15), (fact, cell)
            equal(None if cell is None else Decimal(cell), None if fact[1] is None else Decimal(fact[1]), fact[0])
        equal([(row["figure"], row["presence"], row["reading"]) for row in others if row["report"] == key], left, "other figures")
    findings = [each["text"] for record in records for each in record["findings"]]
    equal([row["text"] for row in workbook.dictionaries(sheets["findings"])], [spreadsheet(text) for text in findings], "findings")


def scenario_datapackage(place):
    """Data Package: a strict check of all that it says of itself, and every figure back."""
    records = records_file(place)
    tables = data_package.read(exported(place, "datapackage"))
    got = [(row["figure"], digits(row["value"]), row["unit"], row["presence"], row["reading"], defused(row["raw"])) for row in tables["figures"]]
    equal(got, [(*fact[:5], fact[5] or None) for fact in all_facts(records)], "figures")
    equal(len(tables["reports"]), len(records), "reports")
    equal([defused(row["text"]) for row in tables["sections"]], [each["text"] or None for record in records for each in record["sections"]], "sections")
    ids = {row["figure"] for row in tables["codebook"]}
    assert {"applications.new.total", "proactive.fees.amount"} <= ids
    data_package.read(exported(place, "datapackage", "--force", "--bom"))


def same(first, second):
    if first.is_dir():
        names = sorted(path.relative_to(first) for path in first.rglob("*"))
        equal(names, sorted(path.relative_to(second) for path in second.rglob("*")), "files")
        return all(same(first / name, second / name) for name in names if (first / name).is_file())
    return filecmp.cmp(first, second, shallow=False)


def scenario_deterministic(place):
    """Two exports of one workspace are the same bytes in every format, and those of its records.jsonl are too."""
    place.harvest(SamplePortal(place).address)
    for form, name in FORMATS.items():
        for copy in ("1", "2"):
            place.run("export", "-w", place.workspace, "-f", form, "-o", place.folder / (copy + name))
        place.run("export", place.workspace / "export" / "records.jsonl", "-f", form, "-o", place.folder / ("3" + name))
        assert same(place.folder / ("1" + name), place.folder / ("2" + name)), form
        assert same(place.folder / ("1" + name), place.folder / ("3" + name)), form
    for form, name in {"csv": "figures.csv", "csv-reports": "reports.csv", "csv-findings": "findings.csv", "jsonl": "records.jsonl"}.items():
        assert same(place.folder / ("1" + FORMATS[form]), place.workspace / "export" / name), form


ROSTER = ("division_code,publisher,level,kind,from_year,to_year\n990103,砚汀区苇桥镇人民政府,township,township,2013,2013\n"
          "990103,砚汀区岚桥镇人民政府,township,township,2021,2022\n")
MISSING = [("砚汀区岚桥镇人民政府", 2021), ("砚汀区岚桥镇人民政府", 2022), ("砚汀区苇桥镇人民政府", 2013)]


def check_missing(place, *source):
    """Every format that holds findings has those about reports that are not there."""
    for form in ("csv-findings", "sqlite", "xlsx", "datapackage", "jsonl"):
        place.run("export", *source, "-f", form, "-o", place.folder / FORMATS[form], "--force")
    with open(place.folder / FORMATS["csv-findings"], encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, strict=True) if row["rule"] == "deadline.missing"]
    equal(sorted((row["publisher"], int(row["year"])) for row in rows), MISSING, "csv")
    assert all(row["severity"] == "conflict" and row["text"].startswith("no report of") and row["form"] == row["url"] == "" for row in rows), rows
    with sqlite3.connect(place.folder / FORMATS["sqlite"]) as base:
        equal(base.execute("SELECT publisher, year FROM findings WHERE rule = 'deadline.missing' AND report IS NULL ORDER BY 1, 2").fetchall(), MISSING, "sqlite")
        equal(base.execute("SELECT count(*) FROM finding WHERE rule = 'deadline.missing'").fetchone(), (0,), "of reports")
    sheet = workbook.dictionaries(workbook.sheets_of(place.folder / FORMATS["xlsx"])["findings"])
    equal(sorted((row["publisher"], int(row["year"])) for row in sheet if row["rule"] == "deadline.missing" and row["report"] is None), MISSING, "xlsx")
    package = data_package.read(place.folder / FORMATS["datapackage"])["publisher_findings"]
    equal(sorted((row["publisher"], row["year"]) for row in package), MISSING, "datapackage")
    return [row["id"] for row in rows]


def scenario_missing_reports(place):
    """A report that the roster expects and nobody found is in the exports: of a harvest, and of files with what `audit` printed."""
    place.workspace.mkdir()
    (place.workspace / "roster.csv").write_text(ROSTER, encoding="utf-8")
    portal = SamplePortal(place)
    place.harvest(portal.address)
    ids = check_missing(place, "-w", place.workspace)
    with open(place.workspace / "export" / "findings.csv", encoding="utf-8", newline="") as file:
        equal([row["id"] for row in csv.DictReader(file, strict=True) if row["rule"] == "deadline.missing"], ids, "what the harvest exports")
    with sqlite3.connect(place.workspace / "nianbao.sqlite") as base:
        equal(base.execute("SELECT publisher, year FROM findings WHERE url IS NULL ORDER BY 1, 2").fetchall(), MISSING, "the catalogue's view")
    chosen = place.run("export", "-w", place.workspace, "-f", "csv-findings", "-o", "-", "--publisher", "岚桥", "--year", "2022").text.splitlines()
    equal(len(chosen), 2, "chosen by publisher and year")
    equal(len(place.run("export", "-w", place.workspace, "-f", "csv-findings", "-o", "-", "--publisher", "岚桥", "--form", "2021").text.splitlines()), 1, "a form is asked for")

    found = place.folder / "findings.jsonl"
    records = place.workspace / "export" / "records.jsonl"
    found.write_bytes(place.run("audit", records, "--roster", place.workspace / "roster.csv", code=None).out)
    equal(sorted(check_missing(place, records, "--findings", found)), sorted(ids), "of files")
    # What the audit printed takes the place of what the records hold.
    lines = [json.loads(line) for line in found.read_text(encoding="utf-8").splitlines()]
    one = next(line for line in lines if line["url"])
    found.write_text(json.dumps({**one, "text": "told anew"}) + "\n" + json.dumps({**one, "url": "https://other.example/"}) + "\n", encoding="utf-8")
    again = place.run("export", records, "--findings", found, "-f", "csv-findings", "-o", "-")
    equal([row.split(",")[7] for row in again.text.splitlines()[1:]], ["told anew"], "findings")
    assert "1 finding is about reports that are not among the records" in again.talk, again.talk
    one_line(place.run("export", "-w", place.workspace, "--findings", found, "-f", "csv-findings", "-o", "-", code=2), "--findings", "workspace")
    one_line(place.run("export", "-", "--findings", "-", "-f", "csv-findings", "-o", "-", code=2), "--findings", "standard input")
    found.write_text("{}\n", encoding="utf-8")
    one_line(place.run("export", records, "--findings", found, "-f", "csv-findings", "-o", "-", code=2), "findings.jsonl:1", "rule", "nianbao audit")

    # A roster that is none is said before anything is fetched.
    (place.workspace / "roster.csv").write_text("name\n甲\n", encoding="utf-8")
    portal.take()
    one_line(place.harvest(portal.address, code=2), "roster.csv", "publisher")
    equal(portal.take(), [], "requests")

    # The roster is met: nothing is left of it.
    (place.workspace / "roster.csv").unlink()
    place.harvest(portal.address)
    assert "deadline.missing" not in (place.workspace / "export" / "findings.csv").read_text(encoding="utf-8")


def scenario_killed(place):
    """An export that is killed leaves no name taken, and the next one into that folder takes away what it left."""
    folder = place.folder / "out"
    folder.mkdir()
    for form, name in {**FORMATS, "site": "s"}.items():
        reading, writing = os.pipe()
        process = subprocess.Popen([place.nianbao, "export", "-", "-f", form, "-o", folder / name], stdin=reading, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=place.environment())
        os.close(reading)
        while not any(path.name.startswith(".nianbao-") for path in folder.iterdir()):
            assert process.poll() is None, form
            time.sleep(0.01)
        process.kill()
        process.wait()
        os.close(writing)
        assert not (folder / name).exists(), form
        left = [path.name for path in folder.iterdir()]
        assert left and all(name.startswith(".nianbao-") for name in left), f"what a killed {form} leaves: {left}"
        (place.folder / "empty.jsonl").write_text("")
        place.run("export", "empty.jsonl", "-f", form, "-o", folder / name)
        equal([path.name for path in folder.iterdir()], [name], form)
        subprocess.run(["rm", "-r", folder / name], check=True)


def scenario_file_too_large(place):
    """A file that may not grow as far (ulimit -f): one line, exit code 2, and nothing is left."""
    records_file(place)
    content = (place.folder / "records.jsonl").read_text(encoding="utf-8")
    (place.folder / "records.jsonl").write_text(content * (1 + (3 << 20) // len(content)), encoding="utf-8")
    folder = place.folder / "out"
    folder.mkdir()
    for form, name in FORMATS.items():
        if form in ("csv-reports", "csv-findings"):
            continue  # these are smaller
        done = subprocess.run(["sh", "-c", 'ulimit -f 200; exec "$@"', "sh", place.nianbao, "export", "records.jsonl", "-f", form, "-o", folder / name], cwd=place.folder, env=place.environment(),
                              capture_output=True, text=True, check=False)
        assert done.returncode == 2 and len(done.stderr.splitlines()) == 1 and name in done.stderr, (form, done)
        equal(list(folder.iterdir()), [], form)


def scenario_taken_and_forbidden(place):
    """A name that is taken stays what it is without --force; a folder of other things stays in any case."""
    records_file(place)
    for form, name in FORMATS.items():
        path = exported(place, form)
        before = {each: each.read_bytes() for each in ([path] if path.is_file() else path.rglob("*")) if each.is_file()}
        one_line(place.run("export", "records.jsonl", "-f", form, "-o", path, code=2), name, "exists", "--force")
        assert all(each.read_bytes() == content for each, content in before.items()), form
        place.run("export", "records.jsonl", "-f", form, "-o", path, "--force")
        one_line(place.run("export", "records.jsonl", "-f", form, "-o", "no/x", code=2), "no/x", "no folder")
    (place.folder / "mine").mkdir()
    (place.folder / "mine" / "thesis.txt").write_text("x")
    for form in FORMATS:
        one_line(place.run("export", "records.jsonl", "-f", form, "-o", "mine", "--force", code=2), "mine")
    equal([path.name for path in (place.folder / "mine").iterdir()], ["thesis.txt"], "the folder")
    for form in ("sqlite", "xlsx", "datapackage"):
        one_line(place.run("export", "records.jsonl", "-f", form, "-o", "-", code=2), "standard output")
        one_line(place.run("export", "records.jsonl", "-f", form, "-o", "/dev/null", code=2), "/dev/null")


def scenario_unwritable(place):
    """A folder without permission, a folder in the place of a file, a file in the place of a folder: one line, exit code 2, nothing left."""
    records_file(place)
    for path in (place.folder, place.folder / "records.jsonl"):
        path.chmod(0o755)
    shut = place.folder / "shut"
    shut.mkdir()
    shut.chmod(0o555)
    user = NOBODY if os.getuid() == 0 else None
    if user is not None:
        try:
            place.run("--version", user=user)
        except (OSError, AssertionError):
            raise Skip("the program cannot be run as another user here") from None
    (place.folder / "taken").mkdir()
    (place.folder / "taken" / "a").write_text("x")
    (place.folder / "file").write_text("x")
    for form, name in {**FORMATS, "site": "s"}.items():
        one_line(place.run("export", "records.jsonl", "-f", form, "-o", shut / name, code=2, user=user), name, "no permission")
        equal(list(shut.iterdir()), [], form)
        is_folder = form in ("datapackage", "site")
        wrong = place.folder / ("file" if is_folder else "taken")
        one_line(place.run("export", "records.jsonl", "-f", form, "-o", wrong, "--force", code=2), wrong.name, "is no folder" if is_folder else "is a folder")
    equal((place.folder / "file").read_text(), "x", "the file")
    equal([path.name for path in (place.folder / "taken").iterdir()], ["a"], "the folder")
    assert not [path for path in place.folder.iterdir() if path.name.startswith(".nianbao-")]


class Mounted:
    def __init__(self, path):
        self.path = path

    def stop(self):
        subprocess.run(["umount", self.path], check=False)


def scenario_full_disk(place):
    """A disk that fills up: one line, exit code 2, and nothing is left."""
    records_file(place)
    content = (place.folder / "records.jsonl").read_text(encoding="utf-8")
    (place.folder / "records.jsonl").write_text(content * (1 + (6 << 20) // len(content)), encoding="utf-8")
    full = place.folder / "full"
    full.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", full], capture_output=True, check=False).returncode != 0:
        raise Skip("a small file system cannot be mounted here")
    place.keep(Mounted(full))
    for form, name in FORMATS.items():
        if form in ("csv-reports", "csv-findings"):
            continue  # these fit
        one_line(place.run("export", "records.jsonl", "-f", form, "-o", full / name, code=2), name, "No space left" if form != "datapackage" else "space")
        equal(list(full.iterdir()), [], form)


def scenario_harvest_replaces(place):
    """A harvest replaces its own exports, and leaves no temporary file."""
    portal = SamplePortal(place)
    place.harvest(portal.address)
    before = {path.name: path.read_bytes() for path in (place.workspace / "export").iterdir()}
    place.harvest(portal.address)
    equal({path.name: path.read_bytes() for path in (place.workspace / "export").iterdir()}, before, "exports")


def scenario_pandas(place):
    """pandas reads the CSV files and the workbook as they are meant."""
    python = shutil.which("python3", path="/usr/bin")
    if python is None or subprocess.run([python, "-c", "import pandas, openpyxl"], capture_output=True, check=False).returncode != 0:
        raise Skip("pandas and openpyxl are not installed")
    records = records_file(place)
    exported(place, "csv")
    exported(place, "xlsx")
    script = ("import pandas\nf = pandas.read_csv('f.csv', dtype=str, keep_default_na=False)\nprint(len(f), (f.presence == 'stated').sum())\n"
              "w = pandas.read_excel('b.xlsx', sheet_name=None, header=1, dtype={'division_code': str})\nprint(len(w['reports']), w['reports'].division_code.iloc[-1])\n"
              "print(w['figures 2021']['proactive.fees.amount'].dropna().iloc[-1])\n")
    done = subprocess.run([python, "-c", script], cwd=place.folder, capture_output=True, text=True, check=False)
    facts = all_facts(records)
    equal((done.stdout, done.returncode), (f"{len(facts)} {sum(fact[3] == 'stated' for fact in facts)}\n{len(records)} 990101\n7.25\n", 0), done.stderr)


def scenario_libreoffice(place):
    """LibreOffice opens the workbook and the CSV with the numbers that were written."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise Skip("LibreOffice is not installed")
    records_file(place)
    exported(place, "xlsx", "--figure", "applications.new.total", "--form", "2021")
    done = subprocess.run([office, "--headless", f"-env:UserInstallation=file://{place.folder}/profile", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", "b.xlsx"],
                          cwd=place.folder, env={**os.environ, "HOME": str(place.folder)}, capture_output=True, text=True, check=False)
    equal(done.returncode, 0, done.stderr)
    with open(place.folder / "b-figures 2021.csv", encoding="utf-8", newline="") as file:
        values = [row[4] for row in csv.reader(file)][2:]
    want = [digits(each["value"]) for record in evidence.records_of((place.folder / "records.jsonl").read_bytes()) if record["report"]["form"] == "2021" for each in record["figures"] if each["id"] == "applications.new.total"]
    equal([value and Decimal(value.replace(",", "")) for value in values], [value and Decimal(value) for value in want], "values")


RECIPES = TREE / "docs" / "recipes.md"


def recipes(language):
    """The code blocks of docs/recipes.md in that language, in their order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", RECIPES.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def recipe_place(place):
    """A folder with a workspace `work`, a table of divisions, and `mail` that prints what it is given."""
    place.workspace = place.folder / "work"
    place.harvest(SamplePortal(place).address)
    (place.folder / "divisions.csv").write_text("code,name\n990000,示例省\n990100,示例市\n", encoding="utf-8")
    tools = place.folder / "tools"
    tools.mkdir()
    (tools / "mail").write_text("#!/bin/sh\ncat\n")
    (tools / "mail").chmod(0o755)
    return {**place.environment(), "PATH": os.pathsep.join([str(tools), os.path.dirname(place.nianbao), os.environ["PATH"]])}


def follow(place, command, recipe, environment):
    done = subprocess.run([*command, recipe], cwd=place.folder, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0 and not done.stderr, f"{recipe}\n{done.stdout}{done.stderr}"
    return done.stdout


def scenario_recipes_sqlite(place):
    """The shell and SQLite recipes of docs/recipes.md run as they stand."""
    if shutil.which("sqlite3") is None:
        raise Skip("sqlite3 is not installed")
    environment = recipe_place(place)
    shells = recipes("sh")
    equal(len(shells), 7, "recipes in sh")
    for recipe in shells:
        follow(place, ["sh", "-ec"], recipe, environment)
    questions = recipes("sql")
    equal(len(questions), 5, "recipes in SQL")
    for recipe in questions:
        done = subprocess.run(["sqlite3", "-bail", "reports.sqlite"], input=recipe, cwd=place.folder, env=environment, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0 and not done.stderr, f"{recipe}\n{done.stderr}"
        assert done.stdout or (place.folder / "map.csv").stat().st_size > 40, recipe
    with open(place.folder / "panel.csv", encoding="utf-8", newline="") as file:
        names = next(csv.reader(file))
    assert "applications.new.total" in names and "applications.new.natural_person" not in names, names
    with open(place.folder / "counties.csv", encoding="utf-8", newline="") as file:
        equal({row["publisher"] for row in csv.DictReader(file)}, {"岚浦市砚汀区人民政府"}, "publishers that are governments of counties")
    (answer,) = place.folder.glob("answer-*.warc")
    head, body = answer.read_bytes().split(b"\r\n\r\n", 1)
    digest = hashlib.sha256(body.removesuffix(b"\r\n\r\n")).hexdigest()
    assert f"WARC-Block-Digest: sha256:{digest}".encode() in head, head
    assert "status 200" in (place.folder / "story.txt").read_text(encoding="utf-8")
    # A finding that was not there before is mailed, the others are not.
    with sqlite3.connect(place.folder / "before.sqlite") as base:
        gone = base.execute("SELECT id, text FROM finding LIMIT 1").fetchone()
        base.execute("DELETE FROM finding WHERE id = ?", gone[:1])
    mailed = follow(place, ["sh", "-ec"], next(recipe for recipe in shells if "mail " in recipe), environment)
    assert gone[1] in mailed and len(mailed.splitlines()) == 1, mailed


def scenario_recipes_python(place):
    """The pandas recipe runs as it stands."""
    python = shutil.which("python3", path="/usr/bin")
    if python is None or subprocess.run([python, "-c", "import pandas"], capture_output=True, check=False).returncode != 0:
        raise Skip("pandas is not installed")
    environment = recipe_place(place)
    place.run("export", "-w", "work", "-f", "datapackage", "-o", "package")
    (recipe,) = recipes("python")
    assert "applications.granted.total" in follow(place, [python, "-c"], recipe, environment)


def scenario_recipes_r(place):
    """The R recipe runs as it stands, and its sum is the one of the records."""
    if shutil.which("Rscript") is None:
        raise Skip("R is not installed")
    environment = recipe_place(place)
    place.run("export", "-w", "work", "-f", "datapackage", "-o", "package")
    (recipe,) = recipes("r")
    printed = follow(place, ["Rscript", "-e"], recipe, environment)
    totals = {}
    for record in evidence.records(place.workspace):
        for each in record["figures"]:
            if each["id"] == "applications.new.total" and each["presence"] == "stated":
                totals[record["report"]["year"]] = totals.get(record["report"]["year"], 0) + each["value"]
    for year, total in totals.items():
        assert re.search(rf"\b{year}\s+{total}\b", printed), printed
