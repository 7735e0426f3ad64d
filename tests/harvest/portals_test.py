"""Portal files made and tried: `portals new` finds the column from a front page, `portals test` says what a file yields, and a harvest takes the file as it is."""

import evidence
from server import FolderServer
from support import SITE, equal, one_line


def make_site(place):
    site = place.folder / "site"
    for folder in ("zwgk/zfxxgknb", "xwzx"):
        (site / folder).mkdir(parents=True)
    tags = '<meta name="SiteName" content="例市人民政府门户网站"><meta name="SiteIDCode" content="9999000001">'
    pages = {
        "index.html": tags + '<title>例市人民政府</title><a href="/zwgk/index.html">政务公开</a><a href="/xwzx/index.html">新闻中心</a>',
        "zwgk/index.html": tags + '<a href="zfxxgknb/index.html">政府信息公开年报</a><a href="ml.html">信息公开目录</a>',
        "zwgk/ml.html": tags + "目录",
        "xwzx/index.html": tags + '<a href="/admin.html">2024年政府信息公开年报</a>',
        "zwgk/zfxxgknb/index.html": tags + '<meta name="ColumnType" content="信息公开年报"><title>年报</title>'
                                    + "".join(f'<a href="t2025010{n}_{n}.html">例市某局{2020 + n}年政府信息公开工作年度报告</a>' for n in range(3))
                                    + '<script>createPageHTML(2, 0, "index", "html")</script>',
        "zwgk/zfxxgknb/index_1.html": tags + '<a href="t20190101_9.html">例市2018年政府信息公开年报</a>',
    }
    for path, text in pages.items():
        (site / path).write_text('<meta charset="utf-8">' + text, encoding="utf-8")
    # Reports that can be read: those of the sample portal.
    reports = sorted((SITE / "qzjj" / "xxgkndbg").glob("*/t*.html"))
    for name, report in zip(("t20190101_9", "t20250100_0", "t20250101_1", "t20250102_2"), reports):
        (site / f"zwgk/zfxxgknb/{name}.html").write_bytes(report.read_bytes())
    return site


def scenario_new_and_test(place):
    """From a host alone to a file, from the file to what it yields, and to a harvest."""
    server = FolderServer(place, make_site(place))
    host = server.address.split("/")[2]
    ended = place.run("portals", "new", host, "-o", "mine.toml")
    equal(ended.out, b"", "stdout")
    text = (place.folder / "mine.toml").read_text(encoding="utf-8")
    for words in ('"http://' + host + '/zwgk/zfxxgknb/index.html",  # 4 reports, 1 further pages; TRS WCM', 'publisher = "例市人民政府"', 'division_code = "999900"'):
        assert words in text, f"{words!r} is not in:\n{text}"
    assert not any("t2025" in path for path in paths(server)), "a report was asked for"

    seen = len(server.seen)
    one_line(place.run("portals", "new", host, "-o", "mine.toml", code=2), "mine.toml", "exists")
    equal((len(server.seen), (place.folder / "mine.toml").read_text(encoding="utf-8")), (seen, text), "requests, and the file that may have been edited")
    ended = place.run("portals", "test", "mine.toml")
    for words in ("3 reports, 0 files, 0 lists, 1 further pages", "the title of a report, an article", "a column of annual reports", "mine.toml: 2 pages, 4 links to reports and files, 0 pages that yield nothing"):
        assert words in ended.text, f"{words!r} is not in:\n{ended.text}"
    equal(sorted(paths(server)[seen:]), ["/robots.txt", "/zwgk/zfxxgknb/index.html", "/zwgk/zfxxgknb/index_1.html"], "requests of a test")

    place.run("harvest", "-w", place.workspace, "mine.toml")
    equal(len(evidence.records(place.workspace)), 4, "reports")
    assert all(record["report"]["publisher"] for record in evidence.records(place.workspace)), "a publisher"


def paths(server):
    return [request.path for request in server.seen]


def scenario_nothing_found(place):
    """No column, a site that is not there, a file that yields nothing: exit code 1, and what to do."""
    site = place.folder / "site"
    site.mkdir()
    (site / "index.html").write_text("<a href=/x.html>关于我们</a>", encoding="utf-8")
    server = FolderServer(place, site)
    line = one_line(place.run("portals", "new", server.address, code=1), "no column of annual reports", "--max-pages")
    assert server.address.rstrip("/") in line, line
    (place.folder / "empty.toml").write_text(f'start = ["{server.address}"]\n', encoding="utf-8")
    ended = place.run("portals", "test", "empty.toml", code=1)
    assert "1 pages that yield nothing" in ended.text, ended.text
    one_line(place.run("portals", "new", "www.example.gov.cn", code=2), "contact")
    one_line(place.run("portals", "test", "missing.toml", code=2), "missing.toml")
    one_line(place.run("portals", code=2), "new HOST|URL")


def scenario_report_turned_into_something_else(place):
    """A report whose page holds something else now, with status 200, stays in the exports as it was read, and the harvest says so."""
    site = make_site(place)
    server = FolderServer(place, site)
    start = server.address + "zwgk/zfxxgknb/index.html"
    place.run("harvest", "-w", place.workspace, start)
    before = {record["source"]["url"]: record for record in evidence.records(place.workspace)}
    changed = site / "zwgk/zfxxgknb/t20190101_9.html"
    kept = changed.read_bytes()
    changed.write_text("<p>本站改版，敬请期待。</p>" * 20, encoding="utf-8")
    ended = place.run("harvest", "-w", place.workspace, start)
    assert "held a report and holds none now" in ended.talk, ended.talk
    after = {record["source"]["url"]: record for record in evidence.records(place.workspace)}
    equal(sorted(after), sorted(before), "reports")
    url = server.address + "zwgk/zfxxgknb/t20190101_9.html"
    equal(after[url]["figures"], before[url]["figures"], "figures")
    # Nothing more is said or read while it stays so; and all is well when it is back.
    ended = place.run("harvest", "-w", place.workspace, start)
    assert "0 reports, 0 other pages" in ended.talk, ended.talk
    changed.write_bytes(kept)
    place.run("harvest", "-w", place.workspace, start)
    back = {record["source"]["url"]: record for record in evidence.records(place.workspace)}
    equal(back[url]["figures"], before[url]["figures"], "figures of a page that is back")
