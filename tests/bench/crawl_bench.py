#!/usr/bin/env python3
"""How fast a crawl is, against other programs, on the same loopback site in one run.

    cmake --build --preset release --target nianbao many_hosts bare_fetch
    tests/bench/crawl_bench.py BUILD_FOLDER [HOSTS PAGES]        50 hosts with 60 pages each, if not said otherwise

Each program fetches every page of every host once, from an empty folder: libcurl alone with a scan for links, SHA-256, gzip-1 and one file (bare_fetch.cpp); nianbao crawl, then once
more with nothing changed; nianbao harvest, which reads the pages too; and where they are installed, wget2 (one file a page) and Scrapy (its link extractor, nothing
kept). A line each: pages a second, CPU milliseconds a page, largest memory. The site is tests/bench/many_hosts.cpp: its CPU time is not counted, but it shares the machine.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

TREE = pathlib.Path(__file__).resolve().parent.parent.parent
PAGE = TREE / "fixtures" / "pages" / "2021-yanzhu-2024-three_tables" / "page.html"

SPIDER = """
import scrapy
from scrapy.linkextractors import LinkExtractor

class Spider(scrapy.Spider):
    name = "bench"
    start_urls = {starts}
    custom_settings = dict(CONCURRENT_REQUESTS=64, CONCURRENT_REQUESTS_PER_DOMAIN=1, ROBOTSTXT_OBEY=True, LOG_LEVEL="ERROR", TELNETCONSOLE_ENABLED=False, COOKIES_ENABLED=False)
    links = LinkExtractor()

    def parse(self, response):
        for link in self.links.extract_links(response):
            yield scrapy.Request(link.url, self.parse)
"""


class Bench:
    def __init__(self, build, hosts, pages, folder):
        self.build, self.hosts, self.pages, self.folder = build, hosts, pages, folder
        self.site = subprocess.Popen([build / "tests/bench/many_hosts", str(pages), PAGE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = self.site.stdout.readline().strip()
        self.starts = [f"http://127.0.0.{host + 1}:{self.port}/index.html" for host in range(hosts)]

    def run(self, name, command, **more):
        begun = time.monotonic()
        process = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **more)
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        taken, total = time.monotonic() - begun, self.hosts * (self.pages + 1)
        print(f"{name:32} {total / taken:7.0f} pages/s {1000 * (usage.ru_utime + usage.ru_stime) / total:7.3f} ms CPU a page {usage.ru_maxrss >> 10:5} MiB"
              + (f"   exit code {process.returncode}: {said.decode(errors='replace')[-200:]}" if process.returncode else ""), flush=True)

    def nianbao(self):
        urls = ", ".join(f'"{start}"' for start in self.starts)
        (self.folder / "p.toml").write_text(f"start = [{urls}]\ndelay_seconds = 0\nmax_pages = 1000000\nallow_private_addresses = true\n", encoding="utf-8")
        program = self.build / "nianbao"
        self.run("nianbao crawl", [program, "crawl", "-w", "crawl", "p.toml"])
        self.run("nianbao crawl, unchanged", [program, "crawl", "-w", "crawl", "--again", "p.toml"])
        self.run("nianbao harvest, all read", [program, "harvest", "-w", "harvest", "p.toml"])

    def others(self):
        if shutil.which("wget2"):
            (self.folder / "starts").write_text("\n".join(self.starts) + "\n", encoding="utf-8")
            self.run("wget2, a file a page", ["wget2", "-q", "-r", "-l", "2", "--max-threads=50", "-P", "wget2", "-i", "starts"])
        if shutil.which("scrapy"):
            (self.folder / "spider.py").write_text(SPIDER.format(starts=self.starts), encoding="utf-8")
            self.run("Scrapy, nothing kept", ["scrapy", "runspider", "spider.py"])

    def close(self):
        self.site.stdin.close()
        requests, unchanged, size = self.site.stdout.read().split()
        self.site.wait()
        print(f"the site served {requests} requests, {unchanged} of them 304, {int(size) >> 20} MiB")


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    hosts, pages = (int(word) for word in sys.argv[2:4]) if len(sys.argv) > 3 else (50, 60)
    with tempfile.TemporaryDirectory(prefix="nianbao-bench-") as folder:
        bench = Bench(build, hosts, pages, pathlib.Path(folder))
        try:
            bench.run("libcurl alone, gzip-1", [build / "tests/bench/bare_fetch", str(hosts), str(pages), bench.port, "bare.out"])
            bench.nianbao()
            bench.others()
        finally:
            bench.close()


if __name__ == "__main__":
    main()
