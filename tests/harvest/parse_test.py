"""`parse`, `inspect`, `explain` and `forms` on whatever a folder or an archive holds."""

import contextlib
import json
import os
import sqlite3
import subprocess
import time
from decimal import Decimal

import evidence
from server import SamplePortal
from support import FIXTURES, SITE, TREE, Skip, equal, one_line

NOBODY = 65534
PAGE = FIXTURES / "pages" / "2019-jichuan-2019-tables" / "page.html"
STAGES = ("text", "blocks", "sections", "grid", "figures")
BROKEN_SECONDS = 5


def harvested(place):
    """A harvested workspace. Returns its archive and its records by URL."""
    portal = SamplePortal(place)
    place.harvest(portal.address)
    archives = sorted((place.workspace / "warc").glob("*.warc.gz"))
    equal(len(archives), 1, "archives")
    return archives[0], {record["source"]["url"]: record for record in evidence.records(place.workspace)}


def reports(ended):
    """Records of reports by URL, without the path that they were read from."""
    found = {}
    for record in evidence.records_of(ended.out):
        if record["report"]["form"] is not None:
            record["source"]["path"] = None
            assert record["source"]["url"] not in found, record["source"]["url"]
            found[record["source"]["url"]] = record
    return found


def without_place(record):
    """What the page itself says: publisher and division code may come from the portal file, and with them findings; those that
    hold reports against each other come with the workspace."""
    kept = dict(record)
    kept["report"] = {key: value for key, value in record["report"].items() if key not in ("publisher", "division_code")}
    kept["findings"] = [finding["rule"] for finding in record["findings"] if not finding["rule"].startswith("repetition.")]
    return kept


def scenario_own_archive(place):
    """An archive that the harvest wrote gives the same records, read by its name, from its folder, and from the workspace."""
    archive, want = harvested(place)
    want = {url: without_place(record) for url, record in want.items() if record["report"]["form"] is not None}
    for name in (archive, archive.parent, place.workspace):
        got = {url: without_place(record) for url, record in reports(place.run("parse", name)).items()}
        equal(sorted(got), sorted(want), "reports")
        for url, record in got.items():
            equal(record, want[url], url)


def scenario_damaged_archive(place):
    """Fifty bytes turned over in the middle: what stands before and after is read, what is damaged is said, exit code 1."""
    archive, want = harvested(place)
    urls = [url for url, record in want.items() if record["report"]["form"] is not None]
    damaged = bytearray(archive.read_bytes())
    hit = next(member for member in evidence.members(archive) if member.offset > len(damaged) // 2 and member.headers["warc-type"] == "response")
    for i in range(hit.offset + hit.length // 2, hit.offset + hit.length // 2 + 50):
        damaged[i] ^= 0x5A
    (place.folder / "damaged.warc.gz").write_bytes(damaged)
    ended = place.run("parse", "damaged.warc.gz", code=1)
    assert f"damaged.warc.gz:{hit.offset}" in ended.talk, "the place of the damage"
    equal(sorted(reports(ended)), sorted(set(urls) - {hit.headers["warc-target-uri"]}), "reports that are read all the same")


def scenario_torn_archive(place):
    """Cut off in the middle of a record: everything before is read."""
    archive, _ = harvested(place)
    found = list(evidence.members(archive))
    half = next(member for member in found[len(found) // 2:] if member.headers["warc-type"] == "response")
    (place.folder / "torn.warc.gz").write_bytes(archive.read_bytes()[:half.offset + half.length // 2])
    ended = place.run("parse", "torn.warc.gz", code=1)
    one_line(ended, f"torn.warc.gz:{half.offset}")
    before = {member.headers["warc-target-uri"] for member in found if member.offset < half.offset and member.headers["warc-type"] == "response"}
    urls = {record["source"]["url"] for record in evidence.records_of(ended.out)}
    assert urls and urls <= before, urls - before


def scenario_order_and_jobs(place):
    """The records come in the order of the inputs, the same bytes whatever the number of threads."""
    pages = sorted(FIXTURES.glob("pages/*/page.*"))[::-1]
    want = place.run("parse", "--jobs", 1, *pages)
    equal([record["source"]["path"] for record in evidence.records_of(want.out)], [str(page) for page in pages], "order")
    for jobs in (2, 7):
        assert place.run("parse", "--jobs", jobs, *pages).out == want.out, f"other records with {jobs} threads"
    folder = place.run("parse", "--jobs", 3, SITE)
    paths = [record["source"]["path"] for record in evidence.records_of(folder.out)]
    equal(paths, sorted(paths), "order in a folder")
    assert len(paths) > 18, paths


def scenario_broken_input(place):
    """Everything in fixtures/broken is survived in bounded time, by every stage, and gives a record, its JSON sound."""
    files = sorted((FIXTURES / "broken").iterdir())
    assert files, "no broken input"
    for file in files:
        for stage in (None, *STAGES):
            begun = time.monotonic()
            ended = place.run("parse", file) if stage is None else place.run("inspect", file, "--stage", stage, "--format", "json")
            seconds = time.monotonic() - begun
            assert seconds < BROKEN_SECONDS, f"{file.name}: {seconds:.1f} s for {stage or 'parse'}"
            json.loads(ended.text)
    # A figure without a flag must be right: there is none in noise, and what is cut off is absent.
    for file in files:
        record = json.loads(place.run("parse", file).text)
        stated = [figure["id"] for figure in record["figures"] if figure["presence"] == "stated" and figure["reading"] != "ambiguous"]
        assert not stated or "truncated" in file.name, f"{file.name}: {stated}"


def scenario_unreadable_among_others(place):
    """A file that may not be read is said; all the others are read; exit code 1."""
    (place.folder / "a.html").write_bytes(PAGE.read_bytes())
    (place.folder / "b.html").write_bytes(PAGE.read_bytes())
    (place.folder / "b.html").chmod(0)
    (place.folder / "closed").mkdir(mode=0)
    (place.folder / "c.html").write_bytes(PAGE.read_bytes())
    user = None
    if os.geteuid() == 0:
        place.folder.chmod(0o755)
        user = NOBODY
        try:
            place.run("--version", user=user)
        except PermissionError as error:
            raise Skip("nobody may not run the program where it is built") from error
    ended = place.run("parse", "a.html", "b.html", "c.html", code=1, user=user)
    one_line(ended, "b.html", "ermission denied")
    equal([record["source"]["path"] for record in evidence.records_of(ended.out)], ["a.html", "c.html"], "records")
    # In a folder too, and a folder that may not be entered is no smaller loss.
    ended = place.run("parse", ".", code=1, user=user)
    assert "b.html" in ended.talk and "closed" in ended.talk, "what could not be read is not said"
    equal(len(ended.out.splitlines()), 2, "records")


def scenario_standard_input(place):
    """A page from standard input is read as the file is; two records differ in source.path alone."""
    for page in sorted(FIXTURES.glob("pages/2021-*/page.*"))[:6]:
        content = page.read_bytes()
        from_file = json.loads(place.run("parse", page).text, parse_float=Decimal)
        from_input = json.loads(place.run("parse", "-", stdin=content).text, parse_float=Decimal)
        equal(from_input["source"]["path"], None, "path of standard input")
        from_file["source"]["path"] = None
        from_file["source"]["media_type"] = from_input["source"]["media_type"]  # a file's is told by its name
        equal(from_input["figures"], from_file["figures"], page.parent.name)
        equal(from_input["report"], from_file["report"], page.parent.name)


def scenario_inspect(place):
    """Every stage of every page fixture: text for people, JSON that parses, and what the stages say agrees with the record."""
    page = PAGE
    shown = {stage: json.loads(place.run("inspect", page, "-s", stage, "-f", "json").text, parse_float=Decimal) for stage in STAGES}
    for stage in STAGES:
        assert place.run("inspect", page, "--stage", stage).text, f"nothing is shown of {stage}"
    record = json.loads(place.run("parse", page).text, parse_float=Decimal)
    text = shown["text"].encode("utf-8")
    equal([section["id"] for section in shown["sections"]], [section["id"] for section in record["sections"]], "sections")
    equal([(figure["id"], figure["value"]) for figure in shown["figures"]], [(figure["id"], figure["value"]) for figure in record["figures"]], "figures")
    for block in shown["blocks"]:
        begin, end = block["span"]
        assert 0 <= begin <= end <= len(text), block
    for figure in record["figures"]:
        if figure["span"]:
            begin, end = figure["span"]
            assert figure["raw"] in text[begin:end].decode("utf-8"), figure
    for number, table in enumerate(shown["grid"]):
        equal(table["table"], number, "number of the table")
        equal(len({len(row) for row in table["rows"]}), 1, "widths of the rows")
    cells = [cell for table in shown["grid"] for row in table["rows"] for cell in row]
    assert any("本年新收政府信息公开申请数量" in cell for cell in cells), "a label of table 3"


def scenario_explain(place):
    """A figure of a page, and of the record of that page, are explained alike."""
    (place.folder / "records.jsonl").write_bytes(place.run("parse", PAGE).out)
    figure = "applications.new.total"
    value = next(f for f in json.loads((place.folder / "records.jsonl").read_text(encoding="utf-8"))["figures"] if f["id"] == figure)
    stories = [place.run("explain", source, figure).text for source in (PAGE, "records.jsonl")]
    for story in stories:
        for word in (f"{figure} = {value['value']} 件", str(PAGE), "本年新收政府信息公开申请数量", "总计", "a cell of a real table", "sum.applicants holds", "balance.requests holds", str(value["span"][0])):
            assert word in story, f"{word!r} is not in the story"
    assert "context" in stories[0] and "[" + value["raw"] + "]" in stories[0], "the raw text in its context"
    for source in (PAGE, "records.jsonl"):
        one_line(place.run("explain", source, "applications.new.totl", code=2), "applications.new.totl", "forms show")


def scenario_explain_harvested(place):
    """The records of a workspace can be explained, figure by figure, as its exports name them."""
    _, records = harvested(place)
    story = place.run("explain", place.workspace / "export" / "records.jsonl", "applications.new.total").text
    for url, record in records.items():
        if record["report"]["form"] is not None:
            assert url in story, url


def scenario_explain_in_workspace(place):
    """A figure of a workspace's report, by address, by publisher and by division code, with the words around it from the archive."""
    archive, records = harvested(place)
    figure = "applications.new.total"
    url, record = next((url, each) for url, each in records.items() if each["report"]["form"] == "2021" and each["report"]["publisher"].endswith("人民政府"))
    found = next(each for each in record["figures"] if each["id"] == figure)
    publisher, year = record["report"]["publisher"], str(record["report"]["year"])
    for words in ((url,), (publisher, year), (record["report"]["division_code"], year)):
        story = place.run("explain", "-w", place.workspace, *words, figure).text
        for word in (f"{figure} = {found['value']} 件", url, record["source"]["sha256"], "context", f"[{found['raw']}]", f"archive   {archive.name}:{record['source']['warc']['offset']}, fetched {record['source']['fetched_at']}"):
            assert word in story, f"{word!r} is not in the story of {words}"
    assert url in place.run("explain", "-r", place.workspace / "export" / "records.jsonl", publisher, year, figure).text
    one_line(place.run("explain", "-w", place.workspace, publisher, "1999", figure, code=2), publisher, "there are reports on", year)
    one_line(place.run("explain", "-w", place.workspace, publisher, year, "applications.new.totl", code=2), "applications.new.totl", "forms show 2021")
    one_line(place.run("explain", "-w", place.workspace, publisher, figure, code=2), publisher, "PUBLISHER YEAR")
    one_line(place.run("explain", "-w", place.workspace, url + "x", figure, code=2), url + "x", "status")
    # A full file of the archive is packed and renamed: the catalogue knows, the record does not.
    archive.rename(archive.with_name("packed.warc.gz"))
    with contextlib.closing(sqlite3.connect(place.workspace / "nianbao.sqlite")) as base:
        base.execute("UPDATE capture SET warc_file = 'packed.warc.gz'")
        base.commit()
    story = place.run("explain", "-w", place.workspace, url, figure).text
    assert "archive   packed.warc.gz:" in story and f"[{found['raw']}]" in story, story


def scenario_forms(place):
    """The forms are listed, shown with every figure id of the specification's order, and a form file is checked."""
    listed = {line.split("\t")[0]: line for line in place.run("forms").text.splitlines()}
    equal(sorted(listed), sorted(file.stem for file in (TREE / "data" / "forms").glob("*.toml")), "forms")
    for form, page in (("2019", PAGE), ("2021", FIXTURES / "pages" / "2021-songyi-2022-word" / "page.html")):
        shown = [line.split("\t")[0] for line in place.run("forms", "show", form).text.splitlines() if not line.startswith("#")][1:]
        ids = [figure["id"] for figure in json.loads(place.run("parse", page).text)["figures"]]
        equal([figure for figure in shown if figure in ids], ids, f"figures of the form {form} and of a record on it")
        assert f"{len(ids)} figures" in listed[form], listed[form]
        source = TREE / "data" / "forms" / f"{form}.toml"
        assert f"form {form}" in place.run("forms", "lint", source).text
        lint_broken(place, source.read_text(encoding="utf-8"))


def lint_broken(place, content):
    """A form file with a defect: its line and column, and exit code 1."""
    lines = content.splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if i > len(lines) // 3 and not line.startswith(" ") and " = " in line and line.endswith('"\n'))
    key = lines[at].split(" = ")[0]
    for broken, column in ((f"{key} = = 1\n", None), (f"{key}_not_known = 1\n", 1), (f"{key} = 1979-05-27T07:32:00Z\n", None)):
        text = "".join(lines[:at] + [broken] + lines[at + 1:])
        (place.folder / "broken.toml").write_text(text, encoding="utf-8")
        line = one_line(place.run("forms", "lint", "broken.toml", code=1), "broken.toml:")
        where = line.split("broken.toml:")[1].split(":")
        assert where[0].isdigit() and where[1].isdigit(), line
        if column is not None:
            equal((int(where[0]), int(where[1])), (at + 1, column), line)


def scenario_endless_input(place):
    """Input without an end is given up at its limit, in memory that is bounded."""
    limited = ["sh", "-c", 'ulimit -v 1500000; exec "$@"', "sh", place.nianbao]
    if subprocess.run([*limited, "--version"], capture_output=True, check=False).returncode != 0:
        raise Skip("the program does not start with little address space (a sanitizer's build)")
    for verb in (("parse", "/dev/zero"), ("inspect", "/dev/zero"), ("forms", "lint", "/dev/zero"), ("robots", "/dev/zero", "http://x/")):
        ended = subprocess.run([*limited, *verb], capture_output=True, timeout=60, check=False)
        equal((ended.returncode, ended.stdout, len(ended.stderr.splitlines())), (1 if verb[0] in ("parse", "forms") else 2, b"", 1), f"{verb}: {ended.stderr}")
        assert b"/dev/zero" in ended.stderr and b"larger than" in ended.stderr, ended.stderr
