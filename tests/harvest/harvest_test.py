"""Harvests of the sample portal that nothing disturbs: the first, one of the unchanged portal, one of a portal that changed."""

import json
import shutil

import evidence
from server import SamplePortal
from support import SITE, equal

FORBIDDEN = "/admin/"
MISSING = 2  # a start page and a report that the portal links to and does not have
SUMMARY = "18 reports"


def scenario_first(place):
    """18 reports, as they are expected to be read; every page once; nothing that robots.txt forbids; all evidence kept."""
    portal = SamplePortal(place)
    ended = place.harvest(portal.address)
    equal(ended.out, b"", "stdout of a harvest")
    assert SUMMARY in ended.talk and str(place.workspace) in ended.talk, "the summary"
    found = evidence.check_whole(place)

    seen = portal.take()
    equal(len({request.path for request in seen}), len(seen), "requests for different pages")
    equal([request.path for request in seen if request.path.startswith((FORBIDDEN, "/search"))], [], "requests that robots.txt forbids")
    # The column links the notice that asks for the reports, too (关于…年度报告编制…的通知): it is none.
    equal([request.path for request in seen if "/tzgg/" in request.path], [], "requests for notices")
    equal(seen[0].path, "/robots.txt", "the first request")
    counts = evidence.status(place)
    equal(counts.get("robots_disallowed"), 1, "links that robots.txt forbids")
    equal(counts.get("gone"), MISSING, "pages that are not there")
    equal(counts["fetched"], sum(1 for request in seen if request.status == 200 and request.path != "/robots.txt"), "pages fetched")
    # Each answer is in the archive with its request, robots.txt and 404 among them.
    want = sorted(evidence.HOME + request.path.lstrip("/") for request in seen)
    equal(sorted(evidence.archived(found)), want, "answers in the archive")
    equal(sorted(evidence.archived(found, "request")), want, "requests in the archive")


def scenario_story_of_a_url(place):
    """`status --why` tells the story of a URL that was fetched, of one that was not allowed, and knows what it never heard of."""
    portal = SamplePortal(place)
    place.harvest(portal.address)
    report = evidence.HOME + "qzjj/xxgkndbg/202001/t20200121_1172206.html"
    story = place.run("status", "-w", place.workspace, "--why", report).text
    for word in (report, "fetched", "report", "status 200", ".warc.gz:", "read as a report"):
        assert word in story, f"{word!r} is not in the story"
    forbidden = [line["url"] for line in log_lines(place) if line.get("outcome") == "robots_disallowed"]
    equal(len(forbidden), 1, "forbidden URLs in the log")
    story = place.run("status", "-w", place.workspace, "--why", forbidden[0]).text
    assert "robots_disallowed" in story and "Disallow: " + FORBIDDEN in story, story
    place.run("status", "-w", place.workspace, "--why", evidence.HOME + "never", code=2)


def scenario_unchanged(place):
    """A second harvest of the same portal asks on a condition, is told 304, reads nothing, and writes the same exports."""
    portal = SamplePortal(place)
    place.harvest(portal.address)
    before, first = evidence.exports(place.workspace), portal.take()
    ended = place.harvest(portal.address)
    second = portal.take()
    assert "0 reports, 0 other pages" in ended.talk, "something was parsed again"
    equal(evidence.exports(place.workspace), before, "exports")
    pages = {request.path for request in first} - {"/robots.txt"}
    equal({request.path for request in second} - {"/robots.txt"}, pages, "pages asked for")
    equal(len(second), len({request.path for request in second}), "requests for different pages")
    there = {request.path for request in first if request.status == 200}
    equal([request for request in second if request.path in there and request.status != 304], [], "pages sent again")
    found = evidence.check_whole(place)
    equal(len(evidence.archived(found, "revisit")), len(there - {"/robots.txt"}), "revisit records")
    counts = evidence.status(place)
    equal((counts.get("unchanged"), counts.get("fetched", 0)), (len(there) - 1, 0), "pages unchanged, and fetched")


CHANGED = "qzjj/xxgkndbg/202001/t20200121_1172206.html"
FIGURE = "applications.new.natural_person"


def other_figure(content):
    """The page with 718 in the place of 18 in the first cell of table 3 (a cell a line), so that the row no longer adds up."""
    label = "一、本年新收政府信息公开申请数量<br>\n".encode()
    assert content.count(label + b"18<br>") == 1, "the page of this scenario was changed"
    return content.replace(label + b"18<br>", label + b"718<br>")


def scenario_changed_page(place):
    """A page that changed between two harvests: its record is another, and only its lines of the exports are."""
    site = place.folder / "site"
    shutil.copytree(SITE, site)
    portal = SamplePortal(place, site)
    place.harvest(portal.address)
    before = {record["source"]["url"]: record for record in evidence.records(place.workspace)}
    lines_before = (place.workspace / "export" / "records.jsonl").read_bytes().splitlines()
    portal.take()

    (site / CHANGED).write_bytes(other_figure((site / CHANGED).read_bytes()))
    ended = place.harvest(portal.address)
    equal([request for request in portal.take() if request.status == 200 and request.path != "/robots.txt"], [("/" + CHANGED, 200)], "pages sent again")
    assert "read: 1 reports" in ended.talk, "what was parsed"
    after = {record["source"]["url"]: record for record in evidence.records(place.workspace)}
    equal(sorted(after), sorted(before), "reports")
    changed = [url for url in after if after[url] != before[url]]
    equal(changed, [evidence.HOME + CHANGED], "records that changed")
    figures = {figure["id"]: figure["value"] for figure in after[changed[0]]["figures"]}
    equal(figures[FIGURE], 718, FIGURE)
    assert "sum.applicants" in {finding["rule"] for finding in after[changed[0]]["findings"]}, "the sum that now fails"
    lines = (place.workspace / "export" / "records.jsonl").read_bytes().splitlines()
    equal(len([line for line, earlier in zip(lines, lines_before) if line != earlier]), 1, "lines of records.jsonl that changed")
    evidence.check_tables(place.workspace)
    evidence.check_archive(place.workspace)
    equal(evidence.status(place).get("fetched"), 1, "pages fetched")


def scenario_replaced_page(place):
    """A report whose page turned into something else, with status 200, stays as it was last read; harvest, exports and audit say so, until a report stands there again."""
    site = place.folder / "site"
    shutil.copytree(SITE, site)
    portal = SamplePortal(place, site)
    place.harvest(portal.address)
    before = {record["source"]["url"]: record for record in evidence.records(place.workspace)}
    url, report = evidence.HOME + CHANGED, (site / CHANGED).read_bytes()
    (site / CHANGED).write_text("<html><head><title>办事指南</title></head><body><h1>办事指南</h1>" + "<p>办理社会保障卡需要携带本人身份证原件和复印件。</p>" * 40 + "</body></html>", encoding="utf-8")

    def changes():
        rows = [row for row in evidence.rows(place.workspace, "findings.csv", evidence.FINDING_COLUMNS) if row["rule"] == "publication.changed"]
        audited = [json.loads(line) for line in place.run("audit", "-w", place.workspace, "--rule", "publication.changed", code=None).text.splitlines()]
        equal([(row["url"], row["id"], row["text"]) for row in rows], [(finding["url"], finding["id"], finding["text"]) for finding in audited], "what exports and audit say")
        return [(row["url"], row["severity"]) for row in rows]

    ended = place.harvest(portal.address)
    assert "held a report and holds none now" in ended.talk, ended.talk
    equal(changes(), [(url, "doubt")], "publication.changed")
    after = {record["source"]["url"]: record for record in evidence.records(place.workspace)}
    equal(after[url]["figures"], before[url]["figures"], "figures")
    evidence.check_tables(place.workspace)
    # Nothing new: the same again. And a report again: nothing to say.
    place.harvest(portal.address)
    equal(changes(), [(url, "doubt")], "publication.changed, a harvest later")
    (site / CHANGED).write_bytes(report)
    place.harvest(portal.address)
    equal(changes(), [], "publication.changed, when the report is back")
    evidence.check_whole(place)


def scenario_deleted_page(place):
    """A report that its publisher took down stays in the exports with a finding, and the ledger says that it is gone."""
    site = place.folder / "site"
    shutil.copytree(SITE, site)
    portal = SamplePortal(place, site)
    place.harvest(portal.address)
    before = evidence.exports(place.workspace)
    (site / CHANGED).unlink()
    place.harvest(portal.address)
    after = evidence.exports(place.workspace)
    equal(after["figures.csv"] == before["figures.csv"], True, "the same figures")
    new = set(after["findings.csv"].decode().splitlines()) - set(before["findings.csv"].decode().splitlines())
    equal([("publication.changed" in line, CHANGED in line) for line in new], [(True, True)], "new findings")
    equal(evidence.status(place)["gone"], MISSING + 1, "pages gone")
    story = place.run("status", "-w", place.workspace, "--why", evidence.HOME + CHANGED).text
    assert "status 200" in story and "status 404" in story and "gone" in story, story
    evidence.check_whole(place)


def scenario_crawl_then_harvest(place):
    """`crawl` only fetches; the harvest after it asks on a condition and reads what the crawl had archived."""
    portal = SamplePortal(place)
    place.run("crawl", "-w", place.workspace, "--base-url", portal.address, place.folder / "portal.toml", code=2)  # no such file yet
    shutil.copy(SITE.parent / "portal.toml", place.folder / "portal.toml")
    place.run("crawl", "-w", place.workspace, "--base-url", portal.address, place.folder / "portal.toml")
    equal(list((place.workspace / "export").iterdir()), [], "exports of a crawl")
    portal.take()
    place.harvest(portal.address)
    equal([request for request in portal.take() if request.status == 200], [], "pages sent again")
    evidence.check_whole(place)


def scenario_moved_workspace(place):
    """A workspace can be copied elsewhere and goes on there."""
    portal = SamplePortal(place)
    place.harvest(portal.address)
    before = evidence.exports(place.workspace)
    place.workspace = place.workspace.rename(place.folder / "moved")
    place.harvest(portal.address)
    equal(evidence.exports(place.workspace), before, "exports")
    evidence.check_whole(place)


def scenario_served_elsewhere(place):
    """The same portal, served at another port: its pages stay the same pages."""
    first = SamplePortal(place)
    place.harvest(first.address)
    before = evidence.exports(place.workspace)
    second = SamplePortal(place)
    place.harvest(second.address)
    equal([request for request in second.take() if request.status == 200 and request.path != "/robots.txt"], [], "pages sent again")
    equal(evidence.exports(place.workspace), before, "exports")
    evidence.check_whole(place)


def scenario_two_lists_of_a_host(place):
    """Start pages of one host, named together or one after the other, are all start pages from then on."""
    portal = SamplePortal(place)
    lists = [portal.address + path for path in ("zwgk/zfxxgknb/index_1.html", "qzjj/xxgkndbg/index.html")]
    place.run("harvest", "-w", place.workspace, *lists)
    place.run("harvest", "-w", place.workspace, portal.address + "wqz/index.html")
    starts = [line["url"] for line in log_lines(place) if line.get("kind") == "start"]
    equal(set(starts), {*lists, portal.address + "wqz/index.html"}, "start pages")
    portal.take()
    place.run("harvest", "-w", place.workspace)
    asked = {portal.address + request.path.lstrip("/") for request in portal.take()}
    assert set(starts) <= asked, set(starts) - asked


def log_lines(place):
    return [json.loads(line) for line in (place.workspace / "log" / "crawl.jsonl").read_text(encoding="utf-8").splitlines()]


def scenario_two_portals(place):
    """A second portal joins a workspace; each can be harvested alone, and without arguments both are."""
    one, two = SamplePortal(place), SamplePortal(place)
    start = "zwgk/zfxxgknb/index.html"
    place.run("harvest", "-w", place.workspace, one.address + start)
    first = {record["source"]["url"] for record in evidence.records(place.workspace)}
    one.take()
    place.run("harvest", "-w", place.workspace, two.address + start)
    equal(one.take(), [], "requests to a portal that was not named")
    both = {record["source"]["url"] for record in evidence.records(place.workspace)}
    equal(both, first | {url.replace(one.address, two.address) for url in first}, "reports of both portals")
    two.take()
    place.run("harvest", "-w", place.workspace)
    equal([request for request in one.take() + two.take() if request.status == 200 and request.path != "/robots.txt"], [], "pages sent again")
    evidence.status(place)
