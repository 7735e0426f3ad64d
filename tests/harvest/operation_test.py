"""What a harvest tells those who run it: metrics, a service manager, a portal that lost its reports, an archive that is packed."""

import base64
import contextlib
import csv
import hashlib
import json
import os
import re
import shutil
import socket
import sqlite3
import threading

import evidence
from hostile import HTML, HostileServer, reply
from server import FolderServer, SamplePortal
from support import SITE, TREE, equal, one_line


def metrics(place):
    """The samples by name and label; each family has its HELP and TYPE."""
    samples, families = {}, set()
    for line in (place.workspace / "metrics.prom").read_text(encoding="utf-8").splitlines():
        if line.startswith("# TYPE "):
            families.add(line.split()[2])
        elif not line.startswith("#"):
            name, value = line.rsplit(" ", 1)
            assert name.partition("{")[0] in families, f"{name} has no TYPE"
            assert name not in samples, f"{name} stands twice"
            samples[name] = int(value)
    return samples


def scenario_metrics(place):
    server = FolderServer(place)
    place.harvest(server.address)
    first = metrics(place)
    equal(first["nianbao_run_exit_code"], 0, "exit code")
    equal(first["nianbao_reports"], evidence.REPORTS, "reports")
    equal(sum(value for name, value in first.items() if name.startswith("nianbao_urls{")), first["nianbao_urls_known"], "sum of the outcomes")
    equal(first["nianbao_urls_known"], sum(evidence.status(place).values()), "URLs known")
    assert first["nianbao_run_received_bytes"] > 100_000 and first["nianbao_run_ended_timestamp_seconds"] >= first["nianbao_run_started_timestamp_seconds"] > 1_700_000_000, first
    equal([path.name for path in place.workspace.iterdir() if path.name.startswith(".")], [], "temporary files")
    place.harvest(server.address)
    second = metrics(place)
    assert second["nianbao_run_received_bytes"] * 100 < first["nianbao_run_received_bytes"], "an unchanged portal was sent again"


def scenario_fewer_reports(place):
    """Most pages of the portal are gone: nothing failed, and all the same the run is loud about it, once."""
    site = place.folder / "site"
    shutil.copytree(SITE, site)
    server = FolderServer(place, folder=site)
    place.harvest(server.address)
    expected = sorted((SITE.parent / "portal.expected").glob("*.json"))
    paths = [json.loads(file.read_text(encoding="utf-8"))["path"] for file in expected]
    for path in paths[:12]:
        (site / path).unlink()
    ended = place.harvest(server.address, code=1)
    assert "FAR FEWER REPORTS: 6 found, 18 in the run before" in ended.talk and "run.fewer_reports" in ended.talk, ended.talk
    lines = [json.loads(line) for line in (place.workspace / "log" / "crawl.jsonl").read_text(encoding="utf-8").splitlines()]
    found = [line for line in lines if line["event"] == "finding"]
    equal([(line["rule"], line["portal"], line["expected"], line["actual"]) for line in found], [("run.fewer_reports", "sample", 18, 6)], "findings in the log")
    equal(metrics(place)["nianbao_reports_lost"], 12, "reports lost")
    equal(len(evidence.records(place.workspace)), evidence.REPORTS, "reports kept in the workspace")
    place.harvest(server.address)
    equal(metrics(place)["nianbao_reports_lost"], 0, "reports lost since")


def scenario_report_taken_down(place):
    """A report that its site no longer has is a finding, dated by the day on which it was first not there; it goes when the report is back."""
    site = place.folder / "site"
    shutil.copytree(SITE, site)
    server = FolderServer(place, folder=site)
    place.harvest(server.address)
    url, record = next((each["source"]["url"], each) for each in evidence.records(place.workspace) if each["report"]["year"] == 2022)
    page = site / url.split("/", 3)[3]

    def changes():
        with open(place.workspace / "export" / "findings.csv", encoding="utf-8", newline="") as file:
            return [row for row in csv.DictReader(file) if row["rule"] == "publication.changed"]

    equal(changes(), [], "changes at first")
    content = page.read_bytes()
    page.unlink()
    place.harvest(server.address)
    found = changes()
    equal([(row["url"], row["severity"]) for row in found], [(url, "doubt")], "changes once the page is gone")
    assert "404" in found[0]["text"] and record["source"]["fetched_at"][:10] in found[0]["text"], found
    with contextlib.closing(sqlite3.connect(place.workspace / "nianbao.sqlite")) as base:  # as if both had been a year ago
        base.execute("UPDATE capture SET fetched_at = fetched_at - 31536000 WHERE url = ?", (url,))
        base.commit()
    place.harvest(server.address)
    assert record["source"]["fetched_at"][:4] not in changes()[0]["text"].partition("held none on")[2], changes()
    page.write_bytes(content)
    place.harvest(server.address)
    equal(changes(), [], "changes once the page is back")


def link_site(place):
    """A list and four reports, each request answered by `answers` where it has one for the path. Returns server and answers."""
    answers = {}
    report = "<p>一、总体情况</p><p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p><p>四、政府信息公开行政复议、行政诉讼情况</p>"
    links = "".join(f"<a href='/nb/t2020_{i}.html'>2019年政府信息公开工作年度报告（{i}）</a>" for i in range(4))

    def answer(connection, path):
        if path in answers or "*" in answers:
            return answers.get(path, answers.get("*"))(connection)
        return reply(connection, 200, f"<html><title>政府信息公开年报</title>{links if path == '/' else report}".encode(), HTML)

    return HostileServer(place, answer), answers


LOST = {
    "redesigned": (lambda c: reply(c, 200, "<html><title>新版门户网站</title><p>欢迎光临新版网站，栏目正在建设中，请稍后再来访问本网站。</p><a href='/x'>关于我们</a>".encode(), HTML), "/"),
    "walled": (lambda c: reply(c, 200, b"<html><script>document.cookie='EO_Bot_Ssid=1';location.reload()</script></html>", HTML), "/"),
    "moved": (lambda c: reply(c, 302, b"", b"Location: http://127.0.0.1:9/\r\n"), "/"),
    "gone": (lambda c: reply(c, 404), "/"),
    "down": (lambda c: reply(c, 500), "*"),
}


def scenario_whole_portal_lost(place):
    """A portal whose lists lead nowhere any more is loudly said at once, though no report was asked for again; what is well stays quiet."""
    for name, (answer, path) in LOST.items():
        place.workspace = place.folder / name
        server, answers = link_site(place)
        (place.folder / f"{name}.toml").write_text(f'start = ["{server.url()}"]\ndelay_seconds = 0\nallow_private_addresses = true\nrevisit = "learned"\n', encoding="utf-8")
        quiet = place.run("harvest", "-w", place.workspace, f"{name}.toml")
        assert "FAR FEWER" not in quiet.talk, quiet
        answers[path] = answer
        before = len(server.seen)
        # The list alone comes due: the reports are not asked for.
        with sqlite3.connect(place.workspace / "nianbao.sqlite") as base:
            base.execute("UPDATE frontier SET due_at = 0 WHERE kind = 0")
        base.close()
        ended = place.run("harvest", "-w", place.workspace, code=1)
        assert "FAR FEWER REPORTS: 0 linked on its start pages and lists, 4 in the run before" in ended.talk, f"{name}: {ended}"
        equal(metrics(place)["nianbao_reports_lost"], 4, f"{name}: reports lost")
        equal(set(server.seen[before:]), {"/"}, f"{name}: requests of the second run")


def scenario_edited_portal_file(place):
    """A portal file that was edited holds for lists that have not changed, too: they are asked for whole, once."""
    site = place.folder / "site"
    (site / "nb").mkdir(parents=True)
    (site / "other").mkdir()
    report = "<p>收到和处理政府信息公开申请情况</p>" * 9
    (site / "index.html").write_text("<html><title>政府信息公开年报</title><a href='/nb/t2020_1.html'>2019年政府信息公开工作年度报告</a><a href='/other/7.html'>别的文件</a>", encoding="utf-8")
    for name in ("nb/t2020_1.html", "other/7.html"):
        (site / name).write_text(report + name, encoding="utf-8")
    server = FolderServer(place, folder=site)
    file = place.folder / "p.toml"
    base = f'start = ["{server.address}"]\ndelay_seconds = 0\nallow_private_addresses = true\n'

    def statuses(path, content):
        """Of the list, and of a page that only the edited file leads to."""
        file.write_text(content, encoding="utf-8")
        server.take()
        place.run("crawl", "-w", place.workspace, "p.toml")
        return [request.status for request in server.take() if request.path == path]

    equal(statuses("/", base), [200], "the list at first")
    equal(statuses("/", base), [304], "the list again")
    edited = base + 'report = ["2019年", "/other/"]\n'
    equal(statuses("/other/7.html", edited), [200], "what the edited file leads to")
    equal(statuses("/", edited), [304], "the list once it was read by the edited file")
    equal(statuses("/", edited + "max_depth = 7\n"), [200], "the list after another edit")


def scenario_contact_remembered(place):
    """Who crawls is asked for once: a timer's run without --contact goes on with the one that was given first."""
    server = FolderServer(place)
    address = server.address.replace("127.0.0.1", "0.0.0.0")  # this machine too, and no loopback address: its portal needs a contact
    one_line(place.run("crawl", "-w", place.workspace, address, code=2), "--contact")
    one_line(place.run("crawl", "-w", place.workspace, "--contact", "年报", address, code=2), "--contact", "ASCII")
    one_line(place.run("crawl", "-w", place.workspace, "--contact", "somebody", address, code=2), "somebody", "mail address")
    place.run("crawl", "-w", place.workspace, "--contact", "https://example.org/crawler", address, code=1)
    ended = place.run("crawl", "-w", place.workspace, "--again", code=1)
    assert "private_address" in ended.talk, ended.talk
    equal(server.take(), [], "requests to a private address")


def scenario_older_workspace(place):
    """Behind an upgrade every verb that only looks reads a workspace of before, without a harvest first."""
    source = (TREE / "store" / "schema_steps.cpp").read_text(encoding="utf-8")
    first = re.search(r'version_1 = R"sql\((.*?)\)sql"', source, re.DOTALL)[1]
    for look in (("status",), ("audit",), ("roster", "draft"), ("export", "-f", "csv", "-o", "-"), ("show", "甲", "2020"), ("explain", "甲", "2020", "applications.new.total"), ("diff", "https://a.example/")):
        workspace = place.folder / look[0]
        workspace.mkdir()
        with contextlib.closing(sqlite3.connect(workspace / "nianbao.sqlite")) as base:
            base.executescript(first + "; PRAGMA application_id = 1852399982; PRAGMA user_version = 1")
        ended = place.run(*look, "-w", workspace, code=2 if look[0] in ("show", "explain", "diff") else 0)
        assert "older" not in ended.talk, ended


def scenario_newer_parser(place):
    """A program that reads pages otherwise reads a workspace's pages again from the archive: by the digest of all that reads."""
    portal = SamplePortal(place)
    place.harvest(portal.address)
    files = [path for folder in ("model", "settings", "normalize", "parser") for kind in ("*.h", "*.cpp") for path in (TREE / folder).glob(kind)]
    files += [*(TREE / "data" / "forms").glob("*.toml"), *(TREE / "data" / "lexicon").glob("*.tsv"), TREE / "cli" / "mentions_of.cpp", TREE / "cli" / "reader.cpp", TREE / "out" / "record_to_json.cpp"]
    digests = "".join(hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(files, key=str))
    version = hashlib.sha256(digests.encode()).hexdigest()[:16]
    exported = (place.workspace / "export" / "records.jsonl").read_bytes()
    with contextlib.closing(sqlite3.connect(place.workspace / "nianbao.sqlite")) as base:
        equal(base.execute("SELECT DISTINCT parser_version FROM record").fetchall(), [(version,)], "the version of the records")
        base.execute("UPDATE record SET parser_version = '1', json = replace(json, '\"value\":0,', '\"value\":9,')")
        base.execute("UPDATE not_report SET parser_version = '1'")
        base.commit()
    ended = place.harvest(portal.address)
    assert "read: 18 reports" in ended.talk and " fetched" not in ended.talk, ended.talk
    equal((place.workspace / "export" / "records.jsonl").read_bytes(), exported, "records read again")


def scenario_start_page_missing(place):
    """A portal none of whose start pages is there is no success."""
    for number, answer in enumerate((lambda c: reply(c, 404), lambda c: reply(c, 200))):
        place.workspace = place.folder / f"w{number}"
        server, answers = link_site(place)
        answers["/"] = answer
        ended = place.run("crawl", "-w", place.workspace, server.url(), code=1)
        status = place.run("status", "-w", place.workspace).text
        assert f"\t{server.url()}\t" in status, status


def scenario_host_asks_for_rest(place):
    """Pages that wait for a host that asks for a long rest: the run says which host, how many pages and until when, and is no success; nor is the next one."""
    server, answers = link_site(place)
    for i in range(1, 4):
        answers[f"/nb/t2020_{i}.html"] = lambda c: reply(c, 429, b"", b"Retry-After: 86400\r\n")
    host = server.url("").partition("//")[2].rstrip("/")
    # What was had is not due again: only the pages that were not.
    (place.folder / "p.toml").write_text(f'start = ["{server.url()}"]\ndelay_seconds = 0\nallow_private_addresses = true\nrevisit = "learned"\n', encoding="utf-8")
    for verb in ("crawl", "harvest"):
        before = len(server.seen)
        ended = place.run(verb, "-w", place.workspace, "p.toml", code=1)
        lines = [line for line in ended.talk.splitlines() if "NOT DONE" in line]
        equal(len(lines), 1, "lines about the host")
        for word in (host, "3 pages wait", "429 Too Many Requests, Retry-After: 86400", "not asked before 20"):
            assert word in lines[0], f"{word!r} is not in: {lines[0]}"
        equal(metrics(place)["nianbao_run_pages_waiting"], 3, "pages that wait")
        assert verb == "crawl" or server.seen[before:] == [], server.seen[before:]
    equal(evidence.status(place)["due"], 3, "pages due")


def scenario_short_rest(place):
    """A host that asks for a moment is waited for: nothing is left to say."""
    server, answers = link_site(place)
    answers["/nb/t2020_1.html"] = lambda c: reply(c, 503, b"", b"Retry-After: 1\r\n") if server.seen.count("/nb/t2020_1.html") == 1 else reply(c, 200, "<p>三、收到和处理政府信息公开申请情况</p>".encode(), HTML)
    ended = place.run("crawl", "-w", place.workspace, server.url())
    assert "NOT DONE" not in ended.talk, ended
    equal(server.seen.count("/nb/t2020_1.html"), 2, "requests for the page")


WALL = b"<html><script>document.cookie='__jsl_clearance=1';location.reload()</script></html>"


def scenario_walls_are_findings(place):
    """A wall and a start page that robots.txt forbids stand in every list of findings, with their address; once the wall is gone the finding is."""
    server, answers = link_site(place)
    answers["/nb/t2020_2.html"] = lambda c: reply(c, 200, WALL, HTML)
    answers["/robots.txt"] = lambda c: reply(c, 200, b"User-agent: *\nDisallow: /closed/\n", b"Content-Type: text/plain\r\n")
    server.robots = lambda c, path: answers[path](c)
    (place.folder / "p.toml").write_text(f'start = ["{server.url()}", "{server.url("/closed/")}"]\nallow_private_addresses = true\ndelay_seconds = 0\n', encoding="utf-8")
    place.run("harvest", "-w", place.workspace, "p.toml", code=1)
    want = [("document.wall", server.url("/nb/t2020_2.html")), ("run.robots_disallowed", server.url("/closed/"))]
    with open(place.workspace / "export" / "findings.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, strict=True) if row["rule"] in dict(want)]
    equal(sorted((row["rule"], row["url"]) for row in rows), want, "findings.csv")
    assert "jsl" in rows[0]["text"] + rows[1]["text"] and "Disallow: /closed/" in rows[0]["text"] + rows[1]["text"], rows
    with sqlite3.connect(place.workspace / "nianbao.sqlite") as base:
        equal(base.execute("SELECT rule, url FROM findings WHERE rule IN ('document.wall', 'run.robots_disallowed') ORDER BY 1").fetchall(), want, "the view of the catalogue")
    base.close()
    printed = [json.loads(line) for line in place.run("audit", "-w", place.workspace).text.splitlines()]
    equal(sorted((line["rule"], line["url"]) for line in printed if line["rule"] in dict(want)), want, "audit")
    equal({line["id"] for line in printed if line["rule"] in dict(want)}, {row["id"] for row in rows}, "ids")
    for form, query in (("sqlite", "SELECT rule, url FROM publisher_finding ORDER BY 1"), ):
        place.run("export", "-w", place.workspace, "-f", form, "-o", place.folder / "x.sqlite")
        with sqlite3.connect(place.folder / "x.sqlite") as base:
            equal(base.execute(query).fetchall(), want, form)
        base.close()
    del answers["/nb/t2020_2.html"]
    place.run("harvest", "-w", place.workspace, code=0)
    with open(place.workspace / "export" / "findings.csv", encoding="utf-8", newline="") as file:
        equal([row["rule"] for row in csv.DictReader(file, strict=True) if row["rule"] in dict(want)], ["run.robots_disallowed"], "findings without the wall")


def scenario_outsider_settled_once(place):
    """An address out of scope that every page links to is settled and logged once a run."""
    server, answers = link_site(place)
    for i in range(4):
        answers[f"/nb/t2020_{i}.html"] = lambda c: reply(c, 200, "<p>三、收到和处理政府信息公开申请情况</p><a href='http://elsewhere.invalid/zfxxgknb/'>政府信息公开年报</a>".encode(), HTML)
    for run in (1, 2):
        place.run("crawl", "-w", place.workspace, server.url())
        lines = [json.loads(line) for line in (place.workspace / "log" / "crawl.jsonl").read_text(encoding="utf-8").splitlines()]
        equal(len([line for line in lines if line.get("outcome") == "out_of_scope"]), run, "log lines of the address")


def scenario_traps_in_the_status(place):
    """`status` says for what addresses were given up, once a reason."""
    server, answers = link_site(place)
    days = "".join(f"<a href='/nb/day?y={year}&m=1'>政府信息公开年报</a>" for year in (2050, 2051, 2052))
    answers["/"] = lambda c: reply(c, 200, f"<title>政府信息公开年报</title>{days}".encode(), HTML)
    place.run("crawl", "-w", place.workspace, server.url())
    lines = [line.split("\t") for line in place.run("status", "-w", place.workspace).text.splitlines() if line.startswith("trap\t")]
    equal([line[1:] for line in lines], [["3"], [server.url("/nb/day?y=2050&m=1"), "a calendar that goes on for years, and 2 more"]], "lines of traps")


OUTCOMES = ("fetched unchanged same_content due robots_disallowed robots_unreachable out_of_scope over_budget trap wall gone http_4xx http_5xx dns tls timeout too_large "
            "truncated private_address soft_404").split()


def scenario_every_outcome_explained(place):
    """`status --why` says in words what each outcome means, and `status` counts every URL in exactly one."""
    server, _ = link_site(place)
    place.run("crawl", "-w", place.workspace, server.url())
    url, explanations = server.url("/nb/t2020_0.html"), {}
    for outcome in OUTCOMES:
        with sqlite3.connect(place.workspace / "nianbao.sqlite") as base:
            base.execute("UPDATE frontier SET outcome = ?, detail = 'the reason' WHERE url = ?", (outcome, url))
        base.close()
        lines = place.run("status", "-w", place.workspace, "--why", url).text.splitlines()
        at = next(i for i, line in enumerate(lines) if line.split()[:1] == ["outcome"])
        assert lines[at].split()[1].rstrip(":") == outcome and lines[at].endswith("the reason"), lines[at]
        explanations[lines[at + 1].strip()] = outcome
        counts = evidence.status(place)
        equal(sum(counts.values()), 5, f"URLs counted, one of them {outcome}")
        assert counts.get(outcome, 0) >= 1, counts
    equal(len(explanations), len(OUTCOMES), "different explanations")


def scenario_service_manager(place):
    """Under systemd: when it is ready, what it does, and that it lives."""
    name = str(place.folder / "notify")
    manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    manager.bind(name)
    said = []

    def listen():
        while message := manager.recv(4096).decode():
            said.append(message)

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    os.environ.update(NOTIFY_SOCKET=name, WATCHDOG_USEC="30000")
    place.harvest(FolderServer(place).address)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as end:
        end.sendto(b"", name)
    listener.join(60)
    assert said[0].startswith("READY=1\nSTATUS=") and said.count("WATCHDOG=1\n") >= 2 and "STATUS=reading\n" in said, said
    # A manager that is gone is no reason to fail.
    manager.close()
    place.harvest(FolderServer(place).address)


def scenario_sealed(place):
    """Full files of the archive are packed at the end of a run; the catalogue follows, and the next run goes on."""
    texts = [base64.b64encode(os.urandom(300_000)).decode() for _ in range(12)]

    def answer(connection, path):
        links = "".join(f"<a href='/nb/t2020_{i}.html'>2019年政府信息公开工作年度报告（{i}）</a>" for i in range(len(texts)))
        body = links if path == "/" else "<p>三、收到和处理政府信息公开申请情况</p>" + texts[int(path.split("_")[1].split(".")[0])]
        reply(connection, 200, f"<html><title>政府信息公开年报 {path}</title>{body}".encode(), HTML)

    server = HostileServer(place, answer)
    for run in range(2):
        place.run("crawl", "-w", place.workspace, "--segment-size", "1", "--again", server.url())
        files = sorted(path.name for path in (place.workspace / "warc").glob("*.warc.gz"))
        assert len(files) >= 3 and all(name.endswith(".sealed.warc.gz") for name in files[:-1]) and not files[-1].endswith(".sealed.warc.gz"), files
        check_places(place)
        equal(len([member for member in evidence.check_archive(place.workspace) if member.headers["warc-type"] == "revisit"]), run * (len(texts) + 1), "revisits")


def check_places(place):
    """Where the catalogue says that a capture stands, it stands."""
    members = {(path.name, member.offset): member for path in (place.workspace / "warc").glob("*.warc.gz") for member in evidence.members(path)}
    catalogue = sqlite3.connect(f"file:{place.workspace / 'nianbao.sqlite'}?mode=ro", uri=True)
    rows = catalogue.execute("SELECT url, warc_file, warc_offset FROM capture").fetchall()
    assert rows, "no captures"
    for url, file, offset in rows:
        equal(members[(file, offset)].headers["warc-target-uri"], url, f"{file}:{offset}")
    catalogue.close()
