"""The audit from end to end: planted defects are found, clean sets are left alone, and what a watchdog does with findings."""

import copy
import json
import random
import shutil

import evidence
import record_sets
from harvest_test import CHANGED, FIGURE, other_figure
from server import SamplePortal
from support import SITE

YEARS = range(2019, 2024)


def audit(place, bodies, *options):
    path = place.folder / "records.jsonl"
    path.write_text("".join(line + "\n" for line in record_sets.lines_of(bodies)), encoding="utf-8")
    ended = place.run("audit", path, *options, code=None)
    assert ended.code in (0, 1), ended
    return [json.loads(line) for line in ended.text.splitlines()]


def scenario_finds_nothing_in_a_clean_set(place):
    findings = audit(place, record_sets.clean_set(place.nianbao, 28, YEARS))
    assert not findings, findings[:3]


def scenario_finds_every_planted_defect_and_no_other(place):
    bodies = record_sets.clean_set(place.nianbao, 4 * len(record_sets.DEFECTS), YEARS)
    rng = random.Random(11)
    expected = set()
    for number, body in enumerate(bodies[: 3 * len(record_sets.DEFECTS)]):
        # The partner of a copied text is one of the clean bodies at the end.
        expected.update(record_sets.DEFECTS[number % len(record_sets.DEFECTS)](bodies[3 * len(record_sets.DEFECTS):] + [body], body, rng))
    findings = audit(place, bodies)
    found = {(f["rule"], f["publisher"], f["year"]) for f in findings}
    # A report copied whole from the year before repeats it in text and figures too; a changed sum may break the balance.
    follow = {"narrative.mismatch", "repetition.across_years", "repetition.figures", "balance.requests", "sum.results", "carry.requests", "carry.items", "carry.documents"}
    surplus = {f for f in found - expected if not (f[0] in follow and any(f[1] == e[1] for e in expected))}
    assert expected - found == set(), sorted(expected - found)
    assert surplus == set(), sorted(surplus)
    assert all(f["publisher"] and f["year"] and f["url"] and f["id"] for f in findings), "a line does not stand alone"


def scenario_names_the_wrong_cell(place):
    bodies = record_sets.clean_set(place.nianbao, 1, YEARS)
    right = record_sets.figure(bodies[0].reports[2022], "applications.granted.natural_person")["value"]
    record_sets.change(bodies[0].reports[2022], "applications.granted.natural_person", 7)
    findings = audit(place, bodies)
    assert {f["rule"] for f in findings} == {"sum.applicants", "sum.results"}, findings
    assert all(f["located"] == {"figure": "applications.granted.natural_person", "value": right} for f in findings), findings


def scenario_used_checks_never_pass(place):
    bodies = record_sets.clean_set(place.nianbao, 1, [2022])
    record = bodies[0].reports[2022]
    for figure in record["figures"]:
        figure["reading"] = "split"
    record_sets.change(record, "disputes.reconsideration.total", 1)
    findings = audit(place, bodies)
    assert [(f["rule"], f["severity"]) for f in findings] == [("sum.disputes", "doubt")], findings


def scenario_filters_dismisses_and_fails(place):
    bodies = record_sets.clean_set(place.nianbao, 2, YEARS)
    record_sets.change(bodies[0].reports[2022], "disputes.reconsideration.total", 1)
    record_sets.change(bodies[1].reports[2021], "disputes.reconsideration.total", 1)
    assert len(audit(place, bodies)) == 2
    only = audit(place, bodies, "--year", "2022")
    assert len(only) == 1 and only[0]["year"] == 2022
    assert audit(place, bodies, "--rule", "carry.*") == []
    assert len(audit(place, bodies, "--publisher", bodies[1].name)) == 1
    path = place.folder / "records.jsonl"
    assert place.run("audit", path, "--fail-on", "conflict", code=1)
    dismissed = place.folder / "dismissed.txt"
    dismissed.write_text("".join(f"{f['id']} known\n" for f in audit(place, bodies)), encoding="utf-8")
    quiet = place.run("audit", path, "--fail-on", "conflict", "--dismissed", dismissed)
    assert quiet.code == 0 and quiet.text == "", quiet
    matrix = place.run("audit", path, "--format", "matrix")
    assert "published" in matrix.text, matrix


def scenario_holds_reports_against_rosters(place):
    bodies = record_sets.clean_set(place.nianbao, 2, YEARS)
    del bodies[0].reports[2021]
    roster = place.folder / "roster.csv"
    roster.write_text("division_code,publisher,level,kind,portal,from_year,to_year\n" + "".join(f"{b.code},{b.name},county,department,,2019,2023\n" for b in bodies) +
                      "990199,无影县教育局,county,department,,2022,2022\n", encoding="utf-8")
    overlap = place.folder / "more.csv"
    overlap.write_text(f"publisher,division_code\n{bodies[0].name},{bodies[0].code}\n", encoding="utf-8")
    options = ("--roster", roster, "--roster", overlap, "--today", "2024-06-01")
    findings = audit(place, bodies, *options)
    assert sorted((f["rule"], f["publisher"], f["year"]) for f in findings) == sorted([("deadline.missing", bodies[0].name, 2021), ("deadline.missing", "无影县教育局", 2022)]), findings
    ended = place.run("audit", place.folder / "records.jsonl", *options, "--format", "matrix")
    assert "missing" in ended.text and "is in no list of divisions" in ended.talk and "overlapping years" in ended.talk, ended


def scenario_ten_captures_of_one_report(place):
    body = record_sets.clean_set(place.nianbao, 1, [2022])[0]
    captures = []
    for day in range(1, 11):
        capture = copy.deepcopy(body.reports[2022])
        capture["source"]["fetched_at"] = f"2023-03-{day:02d}T00:00:00Z"
        captures.append(capture)
    for capture in captures[5:]:
        record_sets.change(capture, "proactive.licensing.decisions", 100)
    path = place.folder / "captures.jsonl"
    path.write_text("".join(json.dumps(c, ensure_ascii=False) + "\n" for c in reversed(captures)), encoding="utf-8")
    ended = place.run("audit", path)
    findings = [json.loads(line) for line in ended.text.splitlines()]
    assert [f["rule"] for f in findings] == ["publication.changed"], ended
    assert "9 older captures" in ended.talk, ended
    assert findings[0]["figures"] == ["proactive.licensing.decisions"], findings


def scenario_copies_that_disagree(place):
    body = record_sets.clean_set(place.nianbao, 1, [2022])[0]
    other = copy.deepcopy(body.reports[2022])
    other["source"]["url"] = "http://www.other.gov.cn/2022.html"
    record_sets.change(other, "proactive.licensing.decisions", 100)
    path = place.folder / "copies.jsonl"
    path.write_text("".join(json.dumps(c, ensure_ascii=False) + "\n" for c in (body.reports[2022], other)), encoding="utf-8")
    findings = [json.loads(line) for line in place.run("audit", path).text.splitlines()]
    assert [(f["rule"], f["severity"]) for f in findings] == [("publication.duplicate", "conflict")], findings


def scenario_bad_lines_are_said_and_the_others_judged(place):
    body = record_sets.clean_set(place.nianbao, 1, [2022])[0]
    record_sets.change(body.reports[2022], "disputes.reconsideration.total", 1)
    nameless = copy.deepcopy(body.reports[2022])
    nameless["report"].update(publisher=None, year=None)
    nameless["source"]["url"] = "http://www.other.gov.cn/nameless.html"
    path = place.folder / "bad.jsonl"
    path.write_text("not json\n" + json.dumps(body.reports[2022], ensure_ascii=False) + "\n" + '{"schema":"nianbao.record/1","figures":3}\n' + json.dumps(nameless, ensure_ascii=False) + "\n", encoding="utf-8")
    ended = place.run("audit", path, code=1)
    assert "bad.jsonl:1" in ended.talk and "bad.jsonl:3" in ended.talk, ended
    findings = [json.loads(line) for line in ended.text.splitlines()]
    assert [f["rule"] for f in findings] == ["sum.disputes", "sum.disputes"], ended
    assert "without a publisher" in ended.talk, ended


def scenario_a_harvest_judges_what_it_reads_as_the_audit_does(place):
    place.harvest(SamplePortal(place, SITE).address)
    records = [json.loads(line) for line in (place.workspace / "export" / "records.jsonl").read_text(encoding="utf-8").splitlines()]
    harvested = {(record["source"]["url"], f["id"], f["rule"], f["text"]) for record in records for f in record["findings"]}
    # The harvest judged the records as it read them, this reads them from the catalogue.
    audited = [json.loads(line) for line in place.run("audit", "-w", place.workspace, code=None).text.splitlines()]
    urls = {record["source"]["url"] for record in records}
    assert len(harvested) > 5 and len(records) > 5, harvested
    assert harvested == {(f["url"], f["id"], f["rule"], f["text"]) for f in audited if f["url"] in urls}


def scenario_a_report_that_changed_after_publication(place):
    """`diff` shows the figure, the audit of the workspace says it, once when asked for what is new; a draft roster is met."""
    folder = place.folder / "portal"
    shutil.copytree(SITE, folder)
    portal = SamplePortal(place, folder)
    place.harvest(portal.address)
    drafted = place.run("roster", "draft", "-w", place.workspace).text
    bodies = sorted(line.split(",")[1] for line in drafted.splitlines()[1:])
    assert bodies == ["岚浦市砚汀区人民政府", "岚浦市砚汀区住房和城乡建设局", "砚汀区苇桥镇人民政府"], drafted
    place.run("audit", "-w", place.workspace, "--since", "last", code=None)
    nothing = place.run("audit", "-w", place.workspace, "--since", "last", code=None)
    assert nothing.text == "", nothing

    page = folder / CHANGED
    page.write_bytes(other_figure(page.read_bytes()))
    place.harvest(portal.address)
    url = evidence.HOME + CHANGED
    new = [json.loads(line) for line in place.run("audit", "-w", place.workspace, "--since", "last", code=None).text.splitlines()]
    changed = [f for f in new if f["rule"] == "publication.changed"]
    assert [(f["url"], f["severity"], f["figures"]) for f in changed] == [(url, "conflict", [FIGURE])], new
    stored = [json.loads(line) for line in (place.workspace / "export" / "records.jsonl").read_text(encoding="utf-8").splitlines()]
    assert any(f["rule"] == "publication.changed" for r in stored for f in r["findings"]), "the harvest did not keep the finding"

    for arguments in ((url,), ("岚浦市砚汀区住房和城乡建设局", "2019")):
        compared = [json.loads(line) for line in place.run("diff", "-w", place.workspace, "--format", "jsonl", *arguments).text.splitlines()]
        assert [c["figures"] for c in compared] == [[{"figure": FIGURE, "before": "18", "after": "718"}]], compared
    assert FIGURE + ": 18 → 718" in place.run("diff", "-w", place.workspace, url).text

    roster = place.folder / "roster.csv"
    roster.write_text(drafted + "990103,砚汀区岚桥镇人民政府,township,township,http://www.yanting.example,2023,2024\n", encoding="utf-8")
    missing = [json.loads(line) for line in place.run("audit", "-w", place.workspace, "--roster", roster, "--rule", "deadline.missing", "--today", "2025-06-01").text.splitlines()]
    assert [(f["publisher"], f["year"]) for f in missing] == [("砚汀区岚桥镇人民政府", 2023), ("砚汀区岚桥镇人民政府", 2024)], missing
