"""Archives of other programs: WARC as wget writes it, WARC and WET as Common Crawl has them, compressed or not."""

import gzip
import json
import shutil
import subprocess

import evidence
from server import FolderServer
from support import FIXTURES, SITE, Skip, equal

EXPECTED = sorted((FIXTURES / "portal.expected").glob("*.json"))


def expected():
    """The reports of the sample portal that can be read, by their paths."""
    records = (json.loads(file.read_text(encoding="utf-8")) for file in EXPECTED)
    return {record["path"]: record for record in records if record["form"] is not None}


def check_reports(place, name, base):
    """`parse` finds every report of the sample portal in the file, with the place of its record."""
    by_path = {}
    for record in evidence.records_of(place.run("parse", name).out):
        if record["report"]["form"] is not None:
            by_path[record["source"]["url"].removeprefix(base)] = record
    wanted = expected()
    equal(sorted(by_path), sorted(wanted), f"reports in {name}")
    for path, record in by_path.items():
        # Who publishes may be what the portal file says, which an archive has not, and some findings hold reports against each other.
        evidence.check_record(record, {key: value for key, value in wanted[path].items() if key not in ("publisher", "division_code", "rules", "rules_absent")})
        equal(record["source"]["warc"]["file"].rsplit("/", 1)[-1], name, f"archive of {path}")
        assert record["source"]["fetched_at"], path


def scenario_of_wget(place):
    """wget --warc-file, compressed and not: WARC 1.0, digests in base32, its own log among the records."""
    wget = shutil.which("wget")
    if not wget:
        raise Skip("no wget here")
    server = FolderServer(place)
    for name, options in (("packed.warc.gz", []), ("plain.warc", ["--no-warc-compression"])):
        stem = name.split(".")[0]
        urls = [server.address + path for path in ["robots.txt", "zwgk/zfxxgknb/index.html", *expected()]]
        subprocess.run([wget, "-q", "-P", "wget", f"--warc-file={stem}", *options, *urls], cwd=place.folder, check=True)
        check_reports(place, name, server.address)


def record(kind, url, block, content_type):
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-02-20T01:02:03Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{abs(hash(url)) % 10**12:012}>\r\n"
            f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"


def write(place, stem, records):
    """The same records as two files: a gzip member each, and plain."""
    (place.folder / stem).write_bytes(b"".join(records))
    (place.folder / (stem + ".gz")).write_bytes(b"".join(gzip.compress(one) for one in records))
    return (stem, stem + ".gz")


def scenario_of_common_crawl(place):
    """response records whose codings are undone already (X-Crawl-…), and bodies with the codings still on them."""
    base = "http://www.yanting.example/"
    records = [record("warcinfo", "", b"software: Nutch\r\n", "application/warc-fields")]
    for i, path in enumerate(expected()):
        body = (SITE / path).read_bytes()
        fields = b"X-Crawl-Content-Encoding: gzip\r\nX-Crawl-Transfer-Encoding: chunked\r\n" if i % 2 else b"Content-Encoding: gzip\r\n"
        body = body if i % 2 else gzip.compress(body)
        records.append(record("response", base + path, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + fields + f"Content-Length: {len(body)}\r\n\r\n".encode() + body, "application/http; msgtype=response"))
    for name in write(place, "CC-MAIN-00000.warc", records):
        check_reports(place, name, base)


def scenario_of_text(place):
    """WET: the text of pages, read as the same text in a file is."""
    page = sorted(FIXTURES.glob("pages/*/page.txt"))[0]
    text = page.read_bytes()
    want = json.loads(place.run("parse", page).text)
    assert want["report"]["form"] is not None and want["figures"], want["report"]
    for name in write(place, "CC-MAIN-00000.wet", [record("warcinfo", "", b"", "application/warc-fields"), record("conversion", "http://a.example/1", text, "text/plain")]):
        got = json.loads(place.run("parse", name).text)
        equal(got["source"]["url"], "http://a.example/1", "URL")
        equal((got["report"], got["figures"]), (want["report"], want["figures"]), f"the record from {name}")
