"""Harvests that are cut off: killed, interrupted, with a torn archive. The next one completes, and nothing is lost or asked for twice."""

import json
import os
import random
import threading
import time
from collections import Counter

import evidence
from hostile import HostileServer, reply
from server import FolderServer, SilentServer
from support import INTERRUPT, KILL, PORTAL_FILE, Skip, TERMINATE, equal, one_line, wait_for

WHOLE = 27  # requests of an undisturbed harvest, robots.txt among them


def kill_at(place, number, moment):
    """Kills a harvest when its server has seen `number` requests, before or after the answer; then completes it."""
    running = None
    started = threading.Event()

    def kill(seen, path):
        started.wait()
        if seen == number:
            running.send(KILL)

    server = FolderServer(place, **{moment: kill})
    running = place.start_harvest(server.address)
    started.set()
    equal(running.end().code, -KILL, "a killed harvest ends by its signal")
    equal(len(server.seen), number, "requests before the kill")
    complete(place, server, most_repeated=1)


def complete(place, server, most_repeated):
    """Harvests again: the result is whole, and at most so many requests were seen a second time."""
    evidence.status(place)
    place.harvest(server.address)
    evidence.check_whole(place)
    repeated = {path: count for path, count in Counter(request.path for request in server.seen).items() if count > 1}
    assert sum(count - 1 for count in repeated.values()) <= most_repeated, f"asked for again: {repeated}"
    equal(len({request.path for request in server.seen}), WHOLE, "URLs asked for")
    equal([request for request in server.seen if request.status == 304 and request.path not in repeated], [], "conditional requests for pages not had yet")


def scenario_killed_at_robots(place):
    kill_at(place, 1, "before")


def scenario_killed_at_a_list(place):
    kill_at(place, 4, "after")


def scenario_killed_at_a_report(place):
    kill_at(place, 13, "before")


def scenario_killed_after_a_report(place):
    kill_at(place, 20, "after")


def scenario_killed_at_the_last_page(place):
    kill_at(place, WHOLE, "before")


def scenario_killed_while_reading(place):
    """Everything was fetched, nothing or a part was read: the next harvest reads the rest."""
    server = FolderServer(place)
    running = place.start_harvest(server.address)
    log = place.workspace / "log" / "crawl.jsonl"
    wait_for(lambda: log.is_file() and log.read_bytes().count(b"\n") > WHOLE, "the crawl to end")
    running.send(KILL)
    running.end()
    complete(place, server, most_repeated=WHOLE)


def scenario_killed_while_exporting(place):
    """The exports of before stay whole, and what was half-written is cleared away by the next harvest."""
    server = FolderServer(place)
    place.harvest(server.address)
    before = evidence.exports(place.workspace)
    half_written = lambda: [path for path in (place.workspace / "export").iterdir() if path.name not in evidence.EXPORTS]
    for _ in range(10):
        running = place.start_harvest(server.address)
        wait_for(lambda: half_written() or running.process.poll() is not None, "an export")
        running.send(KILL)
        if running.end().code == -KILL:
            break
    for name in evidence.EXPORTS:
        equal((place.workspace / "export" / name).read_bytes(), before[name], name)
    place.harvest(server.address)
    equal(evidence.exports(place.workspace), before, "exports")
    evidence.check_whole(place)


def scenario_killed_three_times(place):
    """Each time further on, each time in the middle of a request."""
    running, number = None, 0
    ready = threading.Event()

    def kill(seen, path):
        ready.wait()
        if seen == number:
            running.send(KILL)

    server = FolderServer(place, before=kill)
    for number in (5, 12, 23):
        ready.clear()
        running = place.start_harvest(server.address)
        ready.set()
        equal(running.end().code, -KILL, "a killed harvest ends by its signal")
        evidence.status(place)
    complete(place, server, most_repeated=3)


KILLS = int(os.environ.get("NIANBAO_KILLS", "20"))  # 100 and more on demand
HOSTS, PAGES = 4, 60


class KillingSite:
    """Hosts with a list and its pages; at the request that was chosen, the crawl is killed, before or after the answer."""

    def __init__(self, place, seed):
        self.random = random.Random(seed)
        self.lock = threading.Lock()
        self.seen, self.running, self.left, self.moment = [], None, 0, "before"
        self.servers = [HostileServer(place, lambda c, path, host=host: self.answer(c, host, path)) for host in range(HOSTS)]

    def arm(self, running):
        """The next kill: within so many requests that the crawl cannot end before."""
        with self.lock:
            self.left, self.moment = self.random.randint(1, max(1, HOSTS * PAGES // (KILLS + 1))), self.random.choice(("before", "after"))
            self.running = running

    def answer(self, connection, host, path):
        with self.lock:
            self.seen.append((host, path))
            self.left -= 1
            is_last = self.left == 0
        if is_last and self.moment == "before":
            self.kill()
        links = "".join(f"<a href='/nb/t2020_{i}.html'>2019年政府信息公开工作年度报告（{i}）</a>" for i in range(PAGES)) if path == "/" else ""
        report = "" if links else "<p>一、总体情况</p><p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p><p>四、政府信息公开行政复议、行政诉讼情况</p>"
        reply(connection, 200, f"<html><title>政府信息公开工作年度报告</title><h1>{host}{path}</h1>{links}{report}".encode())
        if is_last and self.moment == "after":
            self.kill()

    def kill(self):
        while self.running is None:  # it is being started
            self.stopper.wait(0.001)
        self.running.send(KILL)

    stopper = threading.Event()


def scenario_killed_at_random(place):
    """Killed again and again in the middle of its requests: no page is lost, none but those under way are asked for again, every record can be read."""
    seed = int(os.environ.get("NIANBAO_SEED", "5"))
    site = KillingSite(place, seed)
    urls = ", ".join(json.dumps(server.url()) for server in site.servers)
    (place.folder / "p.toml").write_text(f"start = [{urls}]\ndelay_seconds = 0\nallow_private_addresses = true\n", encoding="utf-8")
    for kill in range(KILLS):
        site.arm(None)
        running = site.running = place.start("crawl", "-w", place.workspace, "p.toml")
        equal(running.end().code, -KILL, f"kill {kill} of seed {seed}")
        if kill % 5 == 0:
            evidence.status(place)
    site.left = -1
    place.run("crawl", "-w", place.workspace, "p.toml")
    wanted = {(host, path) for host in range(HOSTS) for path in ["/"] + [f"/nb/t2020_{i}.html" for i in range(PAGES)]}
    asked = Counter(site.seen)
    equal(set(asked), wanted, "pages asked for")
    repeats = sum(count - 1 for count in asked.values())
    assert repeats <= KILLS * HOSTS, f"{repeats} requests were sent again after {KILLS} kills"
    found = evidence.check_archive(place.workspace)
    kept = {url for url in evidence.archived(found) if not url.endswith("/robots.txt")}
    equal(kept, {site.servers[host].url(path) for host, path in wanted}, "pages in the archive")
    equal(evidence.status(place)["fetched"], len(wanted), "pages fetched")


def scenario_torn_archive(place):
    """The last record of the archive is half there, as after a power cut: it is moved aside, said, and nothing else is lost."""
    server = FolderServer(place)
    place.harvest(server.address)
    archive = sorted((place.workspace / "warc").glob("*.warc.gz"))[-1]
    whole = archive.read_bytes()
    torn = whole[list(evidence.members(archive))[1].offset:][:300]
    archive.write_bytes(whole + torn)
    before = evidence.exports(place.workspace)
    ended = place.harvest(server.address)
    said = next((line for line in ended.talk.splitlines() if archive.name in line), "")
    assert "300 bytes" in said, "the repair was not said"
    evidence.check_whole(place)
    equal(evidence.exports(place.workspace), before, "exports")


def cut_short(place, keep):
    """As a power cut leaves the archive when the catalogue came to the disk before it: so much of the newest file is there, and the index lags behind."""
    warc = max((place.workspace / "warc").glob("*.warc.gz"))
    lines = [json.loads(line.split(" ", 2)[2]) for line in warc.with_name(warc.name.replace(".warc.gz", ".cdxj")).read_text().splitlines()]
    offsets = sorted(int(line["offset"]) for line in lines)
    lost = sum(1 for offset in offsets if offset >= offsets[keep])
    with open(warc, "r+b") as file:
        file.truncate(offsets[keep] + 10)  # a torn record
    warc.with_name(warc.name.replace(".warc.gz", ".cdxj")).unlink()
    return lost


def scenario_power_cut(place):
    """The catalogue knows of answers that the archive has lost: they are asked for again, all of them and no others."""
    server = FolderServer(place)
    place.harvest(server.address)
    lost = cut_short(place, keep=15)
    server.seen.clear()
    said = place.harvest(server.address).talk
    assert f"ends before the last {lost} answers of the catalogue" in said, said
    unconditional = [request.path for request in server.seen if request.status == 200]
    assert lost - 1 <= len(unconditional) <= lost, f"{lost} answers lost, {len(unconditional)} had again"  # robots.txt is no capture
    evidence.check_whole(place)


def interrupted(place, number, signal):
    """The signal comes while the answer to a request is on its way. Returns the server and how the run ended."""
    running = None
    started = threading.Event()

    def interrupt(seen, path):
        started.wait()
        if seen == number:
            running.send(signal)

    server = FolderServer(place, before=interrupt)
    running = place.start_harvest(server.address)
    started.set()
    return server, running.end()


def check_interrupted(place, signal):
    server, ended = interrupted(place, 10, signal)
    equal(ended.code, 130, "exit code")
    seen = len(server.seen)
    assert seen <= 11, f"{seen} requests, though the 10th was the last"
    found = evidence.check_archive(place.workspace)
    equal(len(evidence.archived(found)), seen, "answers kept in the archive")
    assert "due" in evidence.status(place), "nothing is due"
    complete(place, server, most_repeated=0)


def scenario_interrupted(place):
    """Ctrl-C: exit code 130, what was fetched is kept, and the next harvest asks for none of it again."""
    check_interrupted(place, INTERRUPT)


def scenario_interrupted_while_reading(place):
    """Everything was fetched: what was read is kept, the rest is read by the next harvest."""
    for attempt in range(10):
        place.workspace = place.folder / f"w{attempt}"
        server = FolderServer(place)
        running = place.start_harvest(server.address)
        log = place.workspace / "log" / "crawl.jsonl"
        wait_for(lambda: log.is_file() and log.read_bytes().count(b"\n") > WHOLE, "the crawl to end")
        running.send(INTERRUPT)
        code = running.end().code
        if code == 130:
            return complete(place, server, most_repeated=WHOLE)
        equal(code, 0, "exit code of a harvest that was done before the signal came")
    raise Skip("reading is over before a signal can come")


def scenario_terminated(place):
    check_interrupted(place, TERMINATE)


def scenario_interrupted_at_a_silent_server(place):
    """A request that nobody answers does not hold up Ctrl-C for longer than its grace of five seconds."""
    server = SilentServer(place)
    running = place.start_harvest(server.address)
    assert server.connected.wait(60), "no request came"
    running.send(INTERRUPT)
    equal(running.end(30).code, 130, "exit code")
    equal(evidence.status(place), {"due": 3}, "outcomes")


def scenario_interrupted_twice(place):
    """The second Ctrl-C ends at once, without the grace; the workspace is as after a kill."""
    server = SilentServer(place)
    running = place.start_harvest(server.address)
    assert server.connected.wait(60), "no request came"
    begun = time.monotonic()

    def has_ended():
        running.send(INTERRUPT)
        return running.process.poll() is not None

    wait_for(has_ended, "the end")
    assert time.monotonic() - begun < 4, "it waited for the silent server"
    equal(running.end().code, -INTERRUPT, "exit code")
    equal(evidence.status(place), {"due": 3}, "outcomes")


def scenario_in_use(place):
    """While a harvest runs, another of the same workspace ends with one line; `status` may look on."""
    held, let_go = threading.Event(), threading.Event()

    def hold(seen, path):
        if seen == 6:
            held.set()
            let_go.wait(60)

    server = FolderServer(place, before=hold)
    running = place.start_harvest(server.address)
    assert held.wait(60), "the request that is held did not come"
    try:
        for verb in ("harvest", "crawl"):
            ended = place.run(verb, "-w", place.workspace, "--base-url", server.address, PORTAL_FILE, code=2)
            one_line(ended, place.workspace, "in use", running.process.pid)
        assert "due" in evidence.status(place), "nothing is due"
    finally:
        let_go.set()
    equal(running.end().code, 0, "the harvest that was first")
    evidence.check_whole(place)
    equal(len(server.seen), WHOLE, "requests")
