"""Manners, refereed by nginx: its access log says when each request of each virtual host began and ended."""

import collections
import os
import shutil
import socket
import subprocess

import evidence
from support import Skip, equal, wait_for

HOSTS = 12
REPORTS = 6
DELAY = 1.0
SLACK = 0.004  # the log has milliseconds, of the beginning and of the end

CONFIGURATION = """
daemon off; master_process off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    log_format times '$msec $request_time $host $server_addr $uri $status "$http_user_agent"';
    access_log {folder}/access.log times;
    default_type text/html; charset utf-8;
    client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3; uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
    {servers}
}}
"""


class Nginx:
    """Virtual hosts on 127.0.0.x, one port for all."""

    def __init__(self, place, blocks):
        program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
        if program is None:
            raise Skip("nginx is not installed")
        self.folder = place.folder / "nginx"
        self.folder.mkdir()
        if os.geteuid() == 0:
            self.folder.chmod(0o777)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        servers = "\n".join(f"server {{ listen {address}:{self.port}; root {place.folder}/site; {more} }}" for address, more in blocks)
        user = "user root;" if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(user + CONFIGURATION.format(folder=self.folder, servers=servers), encoding="utf-8")
        self.process = subprocess.Popen([program, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf"), "-e", str(self.folder / "error.log")],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        place.keep(self)
        wait_for(self._answers, "nginx")

    def _answers(self):
        assert self.process.poll() is None, (self.folder / "error.log").read_text(encoding="utf-8")
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.2", self.port)) == 0

    def visits(self):
        """(begun, ended, path, status) of each address, in order."""
        found = collections.defaultdict(list)
        for line in (self.folder / "access.log").read_text(encoding="utf-8").splitlines():
            ended, taken, _host, address, path, status = line.split(" ")[:6]
            found[address].append((float(ended) - float(taken), float(ended), path, int(status)))
        return {address: sorted(visits) for address, visits in found.items()}

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


def make_site(place, reports=REPORTS):
    site = place.folder / "site"
    (site / "nb").mkdir(parents=True)
    links = "".join(f'<li><a href="2{number:03}.html">20{number:02}年政府信息公开工作年度报告</a></li>' for number in range(reports))
    (site / "nb" / "index.html").write_text(f"<title>政府信息公开年报</title><ul>{links}</ul>", encoding="utf-8")
    for number in range(reports):
        (site / "nb" / f"2{number:03}.html").write_text(f"<h1>20{number:02}年</h1><p>一、总体情况 二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况</p>", encoding="utf-8")


def portal_file(place, nginx, addresses, *more):
    starts = ", ".join(f'"http://{address}:{nginx.port}/nb/"' for address in addresses)
    lines = [f"start = [{starts}]", "allow_private_addresses = true", *more]
    (place.folder / "hosts.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return place.folder / "hosts.toml"


def check_gaps(visits, least, address):
    for (_, ended, before, _), (begun, _, path, _) in zip(visits, visits[1:]):
        assert begun - ended >= least - SLACK, f"{address}: {path} was asked for {begun - ended:.3f} s after {before}, not {least}"


def scenario_slots(place):
    """Every pause is kept, and 95 % of the turns that it leaves are used, at many hosts at once; Crawl-delay where it is longer."""
    make_site(place)
    slow = f"127.0.0.{HOSTS + 2}"
    blocks = [(f"127.0.0.{n}", "") for n in range(2, HOSTS + 2)]
    blocks.append((slow, "location = /robots.txt { return 200 'User-agent: *\\nCrawl-delay: 2\\n'; }"))
    nginx = Nginx(place, blocks)
    addresses = [address for address, _ in blocks]
    place.run("crawl", "-w", place.workspace, portal_file(place, nginx, addresses, f"delay_seconds = {DELAY}"))
    seen = nginx.visits()
    equal(sorted(seen), sorted(addresses), "hosts that were asked")
    used, allowed = 0, 0.0
    for address, visits in seen.items():
        equal(len(visits), REPORTS + 2, f"requests to {address}")
        equal(visits[0][2], "/robots.txt", f"the first request to {address}")
        check_gaps(visits, 2.0 if address == slow else DELAY, address)
        if address == slow:
            continue
        used += len(visits) - 1
        allowed += (visits[-1][0] - visits[0][0]) / DELAY
    assert used / allowed >= 0.95, f"{used} of {allowed:.1f} turns were used"
    equal(evidence.status(place), {"fetched": len(addresses) * (REPORTS + 1)}, "outcomes")


def scenario_rest(place):
    """429 with Retry-After, while other hosts answer: that host is left alone until then, also by a run that is started anew."""
    make_site(place, 2)
    refuse = "location = /nb/2001.html { add_header Retry-After 3600 always; return 429; }"
    nginx = Nginx(place, [("127.0.0.2", refuse), ("127.0.0.3", "")])
    portal = portal_file(place, nginx, ["127.0.0.2", "127.0.0.3"], "delay_seconds = 0")
    ended = place.run("crawl", "-w", place.workspace, portal, code=1)
    assert "1 host is left alone for now" in ended.talk, ended.talk
    before = len(nginx.visits()["127.0.0.2"])
    equal([visit[3] for visit in nginx.visits()["127.0.0.2"]][-1], 429, "the last answer")
    place.run("crawl", "-w", place.workspace, portal, code=1)
    equal(len(nginx.visits()["127.0.0.2"]), before, "requests to the host that asked for rest")
    text = place.run("status", "-w", place.workspace).text
    assert "rests\t127.0.0.2" in text and "Retry-After: 3600" in text, text
    story = place.run("status", "-w", place.workspace, "--why", f"http://127.0.0.2:{nginx.port}/nb/2001.html").text
    for word in ("due", "429", "not asked before", "from      http://127.0.0.2", "robots.txt"):
        assert word in story, f"{word!r} is not in {story}"
