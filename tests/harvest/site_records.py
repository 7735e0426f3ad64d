"""Records for the tests of the site: read from fixture pages, changed, and with markup planted wherever a text can stand."""

import copy
import json

from support import FIXTURES

PAGES = FIXTURES / "pages"
# Markup of every kind, and at the end a mark that turns the direction of all that follows.
PLANTED = "</title></style></noscript><script>window.planted=1</script><img src=x onerror=\"window.planted=1\">'\"&amp;{{content}}\u202e"
ADDRESSES = ["javascript:window.planted=1", "data:text/html,<script>window.planted=1</script>", " JaVaScRiPt:window.planted=1", "//planted.example/x",
             "https://planted.example/\"onclick=\"window.planted=1"]


def read(place, *names):
    """The records of fixture pages, in that order."""
    pages = [next((PAGES / name).glob("page.*")) for name in names]
    return [json.loads(line) for line in place.run("parse", *pages).text.splitlines()]


def planted(record):
    """Copies of the record with markup in every text, each with another bad address."""
    copies = []
    for number, address in enumerate(ADDRESSES):
        bad = copy.deepcopy(record)
        bad["source"].update(url=address, path=PLANTED, sha256=PLANTED, charset=PLANTED, fetched_at=PLANTED, warc={"file": PLANTED, "offset": 1})
        bad["report"].update(title=PLANTED, publisher=f"{PLANTED}{number % 2}", division_code=PLANTED, published=PLANTED, issuer="\0\u2028" + PLANTED)
        for section in bad["sections"]:
            section["heading"] += PLANTED
            section["text"] = PLANTED + "\n" + section["text"]
        for figure in bad["figures"]:
            if figure["presence"] != "absent":
                figure["raw"] = PLANTED
        bad["figures"][1].update(value=None, presence="unreadable", reading="ambiguous")
        section = bad["sections"][0]
        bad["mentions"] = [{"figure": PLANTED, "value": 4, "raw": raw, "span": section["span"], "kind": "count", "approximate": False, "readings": [[figure]], "group": PLANTED,
                            "part_of": None} for figure, raw in (("applications.new.total", PLANTED), (PLANTED, "nowhere " + PLANTED))]
        bad["findings"] = [{"id": "a", "rule": rule, "severity": "conflict", "text": PLANTED, "figures": ["applications.new.total", PLANTED], "expected": 1, "actual": 2, "span": None}
                           for rule in (PLANTED, "../../../planted", "sum.applicants")]
        copies.append(bad)
    return copies


def plain(number, name, code, year, rules=(), form="2021"):
    """A small record: no figures, findings of these rules."""
    return {"schema": "nianbao.record/1",
            "source": {"path": None, "url": f"https://www.example.gov.cn/{number}.html", "sha256": f"{number:064x}", "charset": "utf-8", "charset_declared": None, "media_type": "text/html",
                       "fetched_at": None, "warc": None},
            "report": {"form": form, "year": year, "title": f"{name}{year}年报", "publisher": name, "division_code": code, "published": None, "issuer": None},
            "sections": [], "figures": [], "mentions": [], "checks": {"pass": 0, "fail": 0, "not_assessable": 0, "used": 0},
            "findings": [{"id": str(index), "rule": rule, "severity": severity, "text": f"{name} {rule}", "figures": [], "expected": None, "actual": None, "span": None}
                         for index, (rule, severity) in enumerate(rules)]}


def write(place, records, name="records.jsonl"):
    path = place.folder / name
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path
