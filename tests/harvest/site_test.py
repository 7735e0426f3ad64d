"""`export -f site`: the pages as a browser shows them, and as they stand on the disk."""

import filecmp
import functools
import html.parser
import http.server
import json
import pathlib
import re
import threading
import urllib.parse

import site_records
from browser import CHROMIUM, Browser
from support import TREE, Skip, equal, one_line

REPORTS = ("2021-lichuan-2022-glued", "2021-tangchuan-2024-group_row", "2019-luling-2019-label_variants", "none-songyi-2023-news")


def make(place, records, name="site"):
    """The site of the records; its folder."""
    place.run("export", site_records.write(place, records, name + ".jsonl"), "-f", "site", "-o", place.folder / name)
    return place.folder / name


def browser(place, **size):
    if CHROMIUM is None:
        raise Skip("there is no chromium; ./check installs it")
    started = Browser(**size)
    started.stop = functools.partial(started.__exit__, None)
    return place.keep(started)


def address(path, fragment=""):
    return path.as_uri() + fragment


def report_file(site, record):
    """The page of the report that shows this digest."""
    return next(path for path in sorted(site.glob("reports/*/*.html")) if record["source"]["sha256"] in path.read_text(encoding="utf-8"))


class Page(html.parser.HTMLParser):
    """What the static checks need of a page."""

    def __init__(self, path):
        super().__init__()
        self.path, self.links, self.ids, self.tags, self.styles = path, [], [], [], []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append((tag, given))
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given[name] for name in ("href", "src") if name in given]


def pages_of(site):
    return [Page(path) for path in sorted(site.rglob("*.html"))]


# --- in the browser ---------------------------------------------------------------------------------------------------


def scenario_pages_without_complaint(place):
    """Every kind of page opens from the disk without an error and without asking for anything outside; in both languages."""
    site = make(place, site_records.read(place, *REPORTS))
    page = browser(place)
    kinds = [site / name for name in ("index.html", "matrix.html", "findings.html", "about.html")]
    kinds += [next(site.glob(pattern)) for pattern in ("publishers/*/*.html", "reports/*/*.html", "findings/*.html")]
    for path in kinds:
        page.open(address(path))
        assert page.run("document.querySelector('main h1').textContent.trim().length") > 0, path
        equal(page.run("getComputedStyle(document.querySelector('.top')).borderTopStyle"), "solid", f"the style of {path}")
    page.open(address(site / "index.html"))
    equal(page.run("document.querySelector('nav a').textContent"), "概览", "the navigation")
    page.click("#language")
    equal(page.run("document.querySelector('nav a').textContent"), "Overview", "the navigation in English")
    page.open(address(site / "matrix.html"))
    equal(page.run("document.querySelector('h1').textContent"), "Publishers × years", "the language on the next page")
    equal(page.run("document.querySelector('#filters').getAttribute('aria-label')"), "Filters", "a word of an attribute")
    page.click("#language")
    equal(page.run("document.querySelector('h1').textContent"), "机关 × 年度", "the language chosen again")
    # No page is wider than a telephone.
    page.size(390, 800)
    for path in kinds:
        page.open(address(path))
        assert page.run("document.documentElement.scrollWidth") <= 390, f"{path} is wider than the screen"
    equal(page.complaints, [], "complaints")


def scenario_matrix(place):
    """Search and filters; the cell leads to the report; the arrow keys; a view can be passed on by its address."""
    records = [site_records.plain(1, "甲县人民政府", "110101", 2021), site_records.plain(2, "甲县人民政府", "110101", 2022, [("sum.results", "conflict")]),
               site_records.plain(3, "乙县水务局", "230811", 2022, [("deadline.late", "doubt")]), site_records.plain(4, "乙县水务局", "230811", 2023, form=None),
               site_records.plain(5, "丙镇人民政府", None, 2023), site_records.plain(6, "丙镇人民政府", None, 2023, [("section.order", "note")])]
    site = make(place, records)
    page = browser(place)
    page.open(address(site / "matrix.html"))
    rows = "[...document.querySelectorAll('#matrix tbody tr')]"
    names = rows + ".map(r => r.cells[0].textContent).join()"
    page.until(rows + ".length === 3")
    equal(page.run(rows + ".map(r => [...r.cells].slice(1).map(c => c.textContent).join('|')).join(' ')"), "✓|!| |?|× ||i2", "the cells")
    equal(page.run("[...document.querySelectorAll('#matrix thead th')].slice(1).map(h => h.textContent).join()"), "2021,2022,2023", "the years")

    page.write("#search", "县 水")
    page.until(rows + ".length === 1")
    equal(page.run(names), "乙县水务局", "found by words of the name")
    page.run("document.querySelector('#filters button[type=reset]').click()")
    page.until(rows + ".length === 3")

    def choose(field, value):
        page.run(f"(() => {{ const f = document.getElementById('{field}'); f.value = '{value}'; f.dispatchEvent(new Event('input', {{bubbles: true}})); }})()")
        return page.run(names)

    rule = page.run("[...document.querySelectorAll('#rule option')].find(o => o.textContent.includes('deadline.late')).value")
    equal(choose("rule", rule), "乙县水务局", "by rule")
    equal(choose("rule", ""), "甲县人民政府,乙县水务局,丙镇人民政府", "all, by division")
    equal(choose("state", "3"), "甲县人民政府", "by state")
    equal(page.run("document.querySelectorAll('#matrix td.other').length"), 1, "reports that do not meet the condition are faint")
    choose("state", "")
    equal(choose("year", "2021"), "甲县人民政府", "by year")
    choose("year", "")
    equal(choose("division", "2308"), "乙县水务局", "by the beginning of the code")
    choose("division", "")
    equal(choose("region", "11"), "甲县人民政府", "by region")
    equal(choose("search", "没有"), "", "none")
    assert "没有符合条件的机关" in page.run("document.getElementById('status').textContent")

    page.open(address(site / "matrix.html", "#division=23"))
    page.until(rows + ".length === 1")
    equal(page.run(names), "乙县水务局", "the view of an address")
    page.run("document.querySelector('#matrix td a[tabindex=\"0\"]').focus()")
    page.key("ArrowRight")
    page.key("Enter")
    page.until("document.querySelector('.facts')")
    assert report_file(site, records[3]).as_uri() == page.run("location.href"), "Enter leads to the report of the cell"
    equal(page.complaints, [], "complaints")


def scenario_missing_reports(place):
    """A report that should be there is a cell of the matrix, a finding of its publisher and of its rule; a run has a finding too."""
    records = [site_records.plain(1, "甲县人民政府", "110101", 2021), site_records.plain(2, "甲县人民政府", "110101", 2023)]
    missing = [("甲县人民政府", "110101", 2022, "deadline.missing"), ("乙县人民政府", "110102", 2023, "deadline.missing"), (None, None, None, "run.fewer_reports")]
    lines = [{"id": str(number), "rule": rule, "severity": "conflict", "text": f"no report {number}", "figures": [], "publisher": name, "division_code": code, "year": year, "form": None,
              "url": None, "path": None} for number, (name, code, year, rule) in enumerate(missing)]
    path = site_records.write(place, records)
    place.run("export", path, "--findings", site_records.write(place, lines, "findings.jsonl"), "-f", "site", "-o", place.folder / "site")
    page = browser(place)
    page.open(address(place.folder / "site" / "matrix.html"))
    rows = "[...document.querySelectorAll('#matrix tbody tr')]"
    page.until(rows + ".length === 2")
    equal(page.run(rows + ".map(r => [...r.cells].map(c => c.textContent).join('|')).join(' ')"), "甲县人民政府|✓|○|✓ 乙县人民政府|||○", "the cells")
    page.run("(() => { const f = document.getElementById('state'); f.value = [...f.options].find(o => o.textContent.includes('未找到')).value; f.dispatchEvent(new Event('input', {bubbles: true})); })()")
    equal(page.run(rows + ".length"), 2, "chosen by what is missing")
    page.run("document.querySelector('#matrix td.missing a').click()")
    page.until("document.querySelector('.findings')")
    equal(page.run("document.querySelector('h1').textContent"), "甲县人民政府", "the cell leads to the publisher")
    equal(page.run("document.querySelectorAll('table.list tbody tr').length >= 2 && document.querySelector('h2 .count').textContent"), "2", "reports that are there")
    said = page.run("document.querySelector('.findings').textContent")
    assert "2022" in said and "未找到报告" in said and "no report 0" in said, said
    page.open(address(place.folder / "site" / "findings" / "deadline.missing-1.html"))
    page.run("[...document.querySelectorAll('.findings a')].find(a => a.textContent.includes('乙县')).click()")
    page.until("document.querySelector('h1')?.textContent === '乙县人民政府'")
    page.open(address(place.folder / "site" / "findings" / "run.fewer_reports-1.html"))
    equal(page.run("document.querySelectorAll('.pager').length"), 0, "nothing to turn where there is one page")
    assert "no report 2" in page.run("document.querySelector('.findings').textContent")
    page.open(address(place.folder / "site" / "index.html"))
    assert "未找到报告" in page.run("document.querySelector('table.list').textContent")
    equal(page.run("[...document.querySelectorAll('.coverage text')].map(t => t.textContent).join()"), "1,2021,0,2022,1,2023", "the bars count what is there")
    equal(page.complaints, [], "complaints")


def scenario_rules_in_both_languages(place):
    """Every rule that the program or its documentation names has its name and what it means in Chinese and in English."""
    named = set(re.findall(r"^### `([a-z_.]+)`", (TREE / "docs" / "findings.md").read_text(encoding="utf-8"), re.MULTILINE))
    sources = [path for folder in ("audit", "parser", "cli") for path in (TREE / folder).glob("*.cpp")]
    rule = re.compile(r'"((?:authority|balance|carry|deadline|document|figure|form|identity|narrative|publication|repetition|run|section|substance|sum|table|unit)\.[a-z_]+)"')
    named |= {name for path in sources for name in rule.findall(path.read_text(encoding="utf-8"))}
    named -= {"form.toml"}
    assert len(named) > 40, named
    site = make(place, [site_records.plain(1, "甲县人民政府", "110101", 2021, [("sum.results", "conflict")])])
    words = json.loads((site / "assets" / "words.js").read_text(encoding="utf-8").split("=", 1)[1].rstrip(";\n"))
    for name in sorted(named):
        for key in ("rule." + name, "note." + name):
            assert key in words, key
            chinese, english = words[key]
            assert re.search("[\u4e00-\u9fff]", chinese) and re.search("[a-z]{3}", english), key
        assert "class." + name.split(".")[0] in words, name
    known = {line.split("\t")[0] for line in (TREE / "data" / "site" / "rules.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")}
    equal(known - named, set(), "rules that nobody finds")
    page = browser(place)
    page.open(address(next(site.glob("reports/*/*.html"))))
    said = page.run("document.querySelector('.findings').textContent")
    assert words["rule.sum.results"][0] in said and words["note.sum.results"][0] in said, said
    page.click("#language")
    said = page.run("document.querySelector('.findings').textContent")
    assert words["rule.sum.results"][1] in said and words["note.sum.results"][1] in said, said


def scenario_matrix_of_many(place):
    """Several chunks of data, pages of fifty, and a search in all of them."""
    records = [site_records.plain(number, f"第{number:04}号机关", f"{110000 + number}", 2022, [("sum.results", "conflict")] if number == 2345 else []) for number in range(2400)]
    site = make(place, records)
    equal(len(list(site.glob("data/publishers-*.js"))), 3, "chunks")
    page = browser(place)
    page.open(address(site / "matrix.html"))
    page.until("document.getElementById('status').textContent.startsWith('2400 ') && !document.getElementById('status').textContent.includes('/')")
    equal(page.run("document.querySelectorAll('#matrix tbody tr').length"), 50, "publishers on a page")
    page.click("#forth")
    equal(page.run("document.getElementById('page').textContent"), "2 / 48", "the page")
    page.write("#search", "2345")
    page.until("document.querySelectorAll('#matrix tbody tr').length === 1")
    equal(page.run("document.querySelector('#matrix td a').textContent"), "!", "found in the last chunk")
    equal(page.complaints, [], "complaints")


def scenario_report(place):
    """The tables as the form prints them; the details of a cell by mouse and by keyboard."""
    records = site_records.read(place, *REPORTS)
    group = records[1]
    wrong = next(figure for figure in group["figures"] if figure["id"] == "applications.new.total")
    group["findings"].append({"id": "f", "rule": "sum.applicants", "severity": "conflict", "text": "does not add up", "figures": [wrong["id"]], "expected": 1, "actual": 2, "span": None})
    group["source"]["url"] = "https://www.example.gov.cn/a.html"
    overview = group["sections"][0]
    group["mentions"] = [{"figure": wrong["id"], "value": wrong["value"] + 1, "raw": overview["text"][4:12], "span": [overview["span"][0] + 4, overview["span"][0] + 12],
                          "kind": "count", "approximate": False, "readings": [[wrong["id"]]], "group": None, "part_of": None}]
    site = make(place, records)
    page = browser(place)
    for record in records[:3]:
        page.open(address(report_file(site, record)))
        shown = page.run("Object.fromEntries([...document.querySelectorAll('table.form td[id]')].map(c => [c.id.slice(2), c.firstChild.nodeValue]))")
        equal(sorted(shown), sorted(figure["id"] for figure in record["figures"]), "the figures of the tables")
        for figure in record["figures"]:
            if figure["presence"] == "stated":
                equal(float(shown[figure["id"]]), float(figure["value"]), figure["id"])
    page.open(address(report_file(site, group)))
    equal(page.run("document.querySelectorAll('table.form').length"), 3, "tables")
    assert page.run("document.getElementById('f.applications.new.total').matches('.k')"), "a failed sum is marked"
    assert "!" in page.run("document.getElementById('f.applications.new.total').textContent"), "and not by colour alone"
    equal(page.run("document.querySelector('mark.differs').textContent"), overview["text"][4:12] + "≠", "the mention")
    assert page.run("document.querySelector('.to-source').href").startswith("https://www.example.gov.cn/a.html#:~:text="), "a link into the source"

    page.call("Emulation.setEmulatedMedia", media="print")
    equal(page.run("[...document.querySelectorAll('table.form')].map(t => getComputedStyle(t).breakInside).join()"), "avoid,avoid,avoid", "a table on one sheet of paper")
    equal(page.run("getComputedStyle(document.querySelector('.top nav')).display"), "none", "nothing to click on paper")
    page.call("Emulation.setEmulatedMedia", media="")

    panel = "document.getElementById('cell')"
    page.click("[id='f.applications.new.total']")
    text = page.run(panel + ".textContent")
    for part in ("一、本年新收政府信息公开申请数量", "总计", "来自表格单元格", "sum.applicants: does not add up", wrong["id"], str(wrong["span"][0])):
        assert part in text, f"{part} is not in {text}"
    assert page.run("document.activeElement.id") == "f.applications.new.total"
    page.key("ArrowLeft")
    assert page.run("document.activeElement.id") == "f.applications.new.other_organization"
    assert "法人或其他组织" in page.run(panel + ".textContent"), "the panel follows, with all headers above the cell"
    page.key("ArrowDown")
    assert page.run("document.activeElement.id") == "f.applications.carried_in.other_organization"
    page.key("Escape")
    assert page.run(panel + ".hidden")
    page.key("Enter")
    assert not page.run(panel + ".hidden")
    page.click("#language")
    assert "from a table cell" in page.run(panel + ".textContent"), "the panel changes its language"
    page.open(address(report_file(site, group), "#f.disputes.litigation_direct.total"))
    equal(page.run("document.activeElement.id"), "f.disputes.litigation_direct.total", "a link to a cell")
    equal(page.complaints, [], "complaints")


def scenario_keyboard(place):
    """The first stop is the way past the navigation; from there everything can be reached, and nothing holds the focus."""
    site = make(place, site_records.read(place, *REPORTS))
    page = browser(place)
    page.open(address(site / "matrix.html"))
    page.until("document.querySelector('#matrix tbody tr')")
    page.key("Tab")
    equal(page.run("document.activeElement.className"), "skip", "the first stop")
    assert page.run("document.activeElement.getBoundingClientRect().left") >= 0, "the way past the navigation is seen when it has the focus"
    page.key("Enter")
    equal(page.run("document.activeElement.id"), "content", "past the navigation")
    stops = []
    for _ in range(40):
        page.key("Tab")
        stops.append(page.run("document.activeElement.id || document.activeElement.tagName"))
        if stops[-1] == "BODY":
            break
    for wanted in ("search", "region", "division", "year", "state", "rule", "matrix", "A"):
        assert wanted in stops, f"{wanted} is not reached: {stops}"
    page.open(address(next(site.glob("reports/*/*.html"))))
    stops = []
    for _ in range(60):
        page.key("Tab")
        stops.append(page.run("document.activeElement.id || document.activeElement.tagName"))
        assert page.run("document.activeElement === document.body || getComputedStyle(document.activeElement).outlineStyle !== 'none' || document.activeElement.matches('.skip')"), stops
        if stops[-1] == "BODY":
            break
    equal(stops[-1], "BODY", "the end of the page is reached")


def scenario_markup_stays_text(place):
    """Markup in every text of a record, and addresses that are no http: nothing runs, nothing becomes an element or a link."""
    record = site_records.read(place, REPORTS[0])[0]
    site = make(place, site_records.planted(record))
    for path in site.rglob("*"):
        assert re.fullmatch(r"[0-9a-z._-]+", path.name), f"a file name: {path.name}"
    page = browser(place)
    for path in sorted(site.rglob("*.html")):
        page.open(address(path))
        assert page.run("window.planted === undefined"), f"a script ran on {path}"
        equal(page.run("document.querySelectorAll('img, script:not([src]), [onerror], [onclick]').length"), 0, f"elements of {path}")
        bad = page.run("[...document.querySelectorAll('[href]')].map(e => e.href).filter(h => !/^(file|data:,|https:\\/\\/planted\\.example\\/%22)/.test(h)).join()")
        equal(bad, "", f"links of {path}")
    page.open(address(report_file(site, {"source": {"sha256": "&lt;/title&gt;"}})))
    equal(page.run("document.querySelector('h1').textContent"), site_records.PLANTED, "the title is shown as it is")
    equal(page.run("document.title"), site_records.PLANTED, "in the window too")
    turned = "[...document.querySelectorAll('main a, main code, main mark, main span')].filter(e => e.textContent.includes('\u202e') && getComputedStyle(e).unicodeBidi !== 'isolate').length"
    equal(page.run("document.querySelectorAll('main a').length > 0 && " + turned), 0, "a mark that turns the direction ends with its text")
    page.click("[id='f.applications.new.total']")
    assert site_records.PLANTED in page.run("document.getElementById('cell').textContent"), "the raw text is shown as it is"
    page.open(address(site / "matrix.html"))
    page.until("document.querySelector('#matrix tbody th a')")
    assert site_records.PLANTED in page.run("document.querySelector('#matrix tbody th a').textContent"), "the publisher too"
    assert page.run("window.planted === undefined && !document.querySelector('#matrix img, #matrix script')")
    equal(page.complaints, [], "complaints")


def scenario_served_under_a_path(place):
    """From a server, in a folder of its own name."""
    site = make(place, site_records.read(place, *REPORTS), "a b")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site.parent)))
    server.stop = lambda: (server.shutdown(), server.server_close())
    place.keep(server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser(place)
    page.open(f"http://127.0.0.1:{server.server_port}/a%20b/matrix.html")
    page.until("document.querySelectorAll('#matrix tbody tr').length > 2")
    page.run("document.querySelector('#matrix td a').click()")
    page.until("document.querySelector('.facts a')")
    page.run("document.querySelector('.facts a').click()")
    page.until("document.querySelector('table.list')")
    equal(page.complaints, [], "complaints")


# --- on the disk ------------------------------------------------------------------------------------------------------


def scenario_links_and_structure(place):
    """Every link of the site leads to a file of it, and to an element where it names one; tables, fields and landmarks are as
    assistive technology needs them."""
    records = site_records.read(place, *REPORTS)
    records += [site_records.plain(number, "丁县人民政府", "", 2000 + number, [("deadline.late", "doubt")] * 60) for number in range(1, 10)]
    records += [site_records.plain(20, "丁县人民政府", "330101", 2022)]
    site = make(place, records)
    found = {page.path: page for page in pages_of(site)}
    assert (site / "findings" / "deadline.late-6.html").exists(), "540 findings take six pages"
    for path, page in found.items():
        equal(len(page.ids), len(set(page.ids)), f"identifiers of {path}")
        names = [tag for tag, _ in page.tags]
        for landmark in ("header", "main", "footer", "nav", "h1"):
            assert landmark in names, f"{path} has no {landmark}"
        for tag, given in page.tags:
            if tag == "th":
                assert given.get("scope") in ("col", "row", "colgroup"), f"a header without a scope in {path}"
            if tag == "svg":
                assert given.get("role") == "img" and given.get("aria-label"), f"a drawing without words in {path}"
            assert not any(name.startswith("on") or name == "style" for name in given), f"an inline handler or style in {path}"
        for link in page.links:
            parts = urllib.parse.urlsplit(link)
            if parts.scheme:
                assert parts.scheme in ("https", "http", "data"), link
                continue
            target = (path.parent / urllib.parse.unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), f"{path}: {link} leads nowhere"
            if parts.fragment and target.name != "matrix.html":
                assert urllib.parse.unquote(parts.fragment) in found[target].ids, f"{path}: {link} names no element"
    # The name without a code leads to the only publisher of that name with one.
    redirects = [path for path in found if 'http-equiv="refresh"' in path.read_text(encoding="utf-8")]
    equal(len(redirects), 1, "pages that lead on")


def scenario_figures_left_out(place):
    """A figure that a filter of the export left out is not called absent."""
    source = site_records.write(place, site_records.read(place, REPORTS[0]))
    place.run("export", source, "-f", "site", "-o", place.folder / "some", "--figure", "applications.*")
    text = next((place.folder / "some").glob("reports/*/*.html")).read_text(encoding="utf-8")
    assert re.search(r'<td id="f.proactive.regulations.made" class="o"><i [^>]*>·</i></td>', text), "a figure that was not wanted"
    assert re.search(r'<td id="f.applications.new.total" class="s"[^>]*>74<sup>:</sup></td>', text), "a figure that was wanted"


def scenario_odd_records(place):
    """Nothing at all; no publisher, year, form or address; the same report twice; texts without measure."""
    empty = make(place, [], "empty")
    assert "没有报告" in (empty / "index.html").read_text(encoding="utf-8")
    page = browser(place)
    for name in ("index.html", "matrix.html", "findings.html"):
        page.open(address(empty / name))
    page.open(address(empty / "matrix.html"))
    assert "没有符合条件的机关" in page.run("document.getElementById('status').textContent")

    bare = site_records.plain(1, None, None, None, form=None)
    bare["source"].update(url=None, sha256=None)
    bare["report"]["title"] = None
    stranger = site_records.plain(2, "甲", "1101", 9999, form="2099")
    long = site_records.plain(3, "很长" * 50000, "110101", 2022)
    long["report"]["title"] = "标题" * 50000
    twin = site_records.plain(4, "乙", "110102", 2022)
    site = make(place, [bare, bare, bare, stranger, long, twin, twin], "odd")
    equal(len(list(site.glob("reports/*/*.html"))), 7, "a page for each record")
    for path in [*site.glob("*.html"), *site.glob("*/*/*.html")]:
        page.open(address(path))
        assert page.run("document.documentElement.scrollWidth") <= 1280, f"{path} is wider than the screen"
    page.open(address(site / "matrix.html"))
    page.until("document.querySelectorAll('#matrix tbody tr').length === 4")
    equal(page.run("[...document.querySelectorAll('#matrix td a')].map(a => a.textContent).join()"), "✓,✓,✓2,×3", "the cells")
    equal(page.complaints, [], "complaints")


def scenario_whole_or_not_at_all(place):
    """The same bytes from the same records; nothing is replaced unasked, and nothing is left behind by a failure."""
    records = site_records.read(place, *REPORTS)
    first, second = make(place, records, "first"), make(place, records, "second")
    files = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    equal(files, sorted(path.relative_to(second) for path in second.rglob("*") if path.is_file()), "files")
    for name in files:
        assert filecmp.cmp(first / name, second / name, shallow=False), f"{name} differs"
    source = place.folder / "first.jsonl"
    one_line(place.run("export", source, "-f", "site", "-o", first, code=2), "--force")
    (first / "index.html").unlink()
    place.run("export", source, "-f", "site", "-o", first, "--force")
    assert (first / "index.html").exists(), "replaced"
    other = place.folder / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("mine", encoding="utf-8")
    one_line(place.run("export", source, "-f", "site", "-o", other, "--force", code=2), "other")
    equal((other / "thesis.txt").read_text(encoding="utf-8"), "mine", "a folder of other things")
    (place.folder / "bad.jsonl").write_text(source.read_text(encoding="utf-8") + "{\n", encoding="utf-8")
    place.run("export", place.folder / "bad.jsonl", "-f", "site", "-o", place.folder / "bad", code=1)
    equal(sorted(path.name for path in place.folder.iterdir() if path.is_dir()), ["first", "other", "second"], "what stands there in the end")


def scenario_contrast(place):
    """Text on its ground has a contrast of 4.5 (WCAG 2.2, 1.4.3, AA), by light and by dark."""
    style = (TREE / "data" / "site" / "site.css").read_text(encoding="utf-8")
    schemes = re.findall(r":root \{(.*?)\}", style, re.S)[:2]

    def light(colour):
        parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    pairs = [("ink", "paper"), ("soft", "paper"), ("accent", "paper"), ("ink", "band"), ("soft", "band"), ("accent-ink", "accent")]
    pairs += [(state + "-ink", state) for state in ("clean", "note", "doubt", "conflict", "unread", "missing")]
    for scheme in schemes:
        colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", scheme))
        for text, ground in pairs:
            high, low = sorted((light(colours[text]), light(colours[ground])), reverse=True)
            assert (high + 0.05) / (low + 0.05) >= 4.5, f"{text} on {ground}: {(high + 0.05) / (low + 0.05):.2f}"
    assert len(schemes) == 2 and pathlib.Path(place.nianbao).exists()
