"""Servers that mean harm or are broken: each URL gets its outcome, the archive stays readable, the memory stays small."""

import gzip
import json
import os
import resource
import ssl
import zlib

import evidence
from hostile import HTML, LINK, Certificates, HostileServer, SilentTls, brotli_bomb, drip, endless, gzip_bomb, reply, reset, zeros, zstd_bomb
from support import equal

MOST_MEMORY = 64 << 10  # KiB, of the whole process
ENDLESS = 400 << 20     # bytes: what "without end" means here


def crawl(place, starts, *more, code=1, options=""):
    """A crawl of these addresses as one portal; returns how much memory it took at most, in KiB."""
    urls = ", ".join(json.dumps(url) for url in starts)
    (place.folder / "hostile.toml").write_text(f"start = [{urls}]\ndelay_seconds = 0\nallow_private_addresses = true\nmax_pages_per_host = 200\n{options}", encoding="utf-8")
    place.run("crawl", "-w", place.workspace, *more, "hostile.toml", code=code)
    # Of all processes that this one has waited for: they are runs of the program.
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def outcome(place, url):
    story = place.run("status", "-w", place.workspace, "--why", url).text
    return next(line.split()[1].rstrip(":") for line in story.splitlines() if line.startswith("  outcome"))


def detail(place, url):
    story = place.run("status", "-w", place.workspace, "--why", url).text
    return next(line for line in story.splitlines() if line.startswith("  outcome"))


def trap(connection, path):
    """Every page leads to three deeper ones."""
    links = "".join(f"<a href='{path.rstrip('/')}/{name}/'>2019年政府信息公开工作年度报告</a>" for name in ("a", "b", "c"))
    reply(connection, 200, ("<html><title>政府信息公开年报</title>" + links).encode())


def scenario_all_at_once(place):
    """The faults that take no patience, in one crawl."""
    bomb = gzip_bomb()
    innocent = HostileServer(place, lambda connection, path: reply(connection, 200, b"<html>somebody else's service"))
    servers = {
        "too_large bomb": HostileServer(place, lambda c, path: reply(c, 200, bomb, HTML + b"Content-Encoding: gzip\r\n")),
        "too_large body": HostileServer(place, lambda c, path: endless(c, b"HTTP/1.1 200 OK\r\n" + HTML + b"\r\n", os.urandom(1 << 20), ENDLESS)),
        "too_large zeros": HostileServer(place, lambda c, path: endless(c, b"HTTP/1.1 200 OK\r\n" + HTML + b"\r\n", bytes(1 << 20), ENDLESS)),
        "too_large chunks": HostileServer(place, lambda c, path: endless(c, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n" + HTML + b"\r\n", b"100000\r\n" + bytes(1 << 20) + b"\r\n", ENDLESS)),
        "too_large headers": HostileServer(place, lambda c, path: endless(c, b"HTTP/1.1 200 OK\r\n", b"X-Filler: " + b"x" * 8000 + b"\r\n", 200 << 20)),
        "truncated length": HostileServer(place, lambda c, path: c.sendall(b"HTTP/1.1 200 OK\r\n" + HTML + b"Content-Length: 1000\r\n\r\n<html>half")),
        "truncated reset": HostileServer(place, lambda c, path: (c.sendall(b"HTTP/1.1 200 OK\r\n" + HTML + b"Content-Length: 1000\r\n\r\n<html>half"), reset(c))),
        "truncated chunk": HostileServer(place, lambda c, path: c.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n" + HTML + b"\r\nff\r\n<html>half")),
        "fetched trap": HostileServer(place, trap),
        "fetched elsewhere": HostileServer(place, lambda c, path: reply(c, 302, b"", HTML + f"Location: {innocent.url('/admin')}\r\n".encode())),
        "fetched loop": HostileServer(place, lambda c, path: reply(c, 302, b"", f"Location: /{len(path) % 3}{'x' * (len(path) % 3)}\r\n".encode())),
        "robots_unreachable 503": HostileServer(place, lambda c, path: reply(c, 200, b"<html>"), robots=lambda c, path: reply(c, 503, b"", b"Retry-After: 99999\r\n")),
    }
    memory = crawl(place, [server.url("/start/") for server in servers.values()])
    for name, server in servers.items():
        equal(outcome(place, server.url("/start/")), name.split()[0], name)
    assert memory < MOST_MEMORY, f"{memory} KiB of memory"
    equal(innocent.seen, [], "requests to a service that is in no portal")
    equal([path for path in servers["robots_unreachable 503"].seen if path != "/robots.txt"], [], "requests past a robots.txt that could not be had")
    assert len(servers["fetched trap"].seen) <= 201, f"{len(servers['fetched trap'].seen)} requests into the trap"
    assert len(servers["fetched loop"].seen) <= 8, servers["fetched loop"].seen
    for name in ("length", "reset", "chunk"):
        equal(servers["truncated " + name].seen.count("/start/"), 3, f"tries of {name}")
    check_truncations(place, servers)
    counts = evidence.status(place)
    assert counts.get("trap", 0) + counts.get("over_budget", 0) > 0 and "due" not in counts, counts


def scenario_slow(place):
    """A byte now and then, in the body, in the head, in the handshake, or nothing at all: each ends by a limit, and what came is kept."""
    whole = b"HTTP/1.1 200 OK\r\n" + HTML + b"Content-Length: 100000\r\n\r\n<html>"
    servers = {
        "body": HostileServer(place, lambda c, path: drip(c, whole)),
        "head": HostileServer(place, lambda c, path: drip(c, b"HTTP/1.1 200 OK\r\nX-Slow: ")),
        "silent": HostileServer(place, lambda c, path: drip(c, b"", every=60)),
        "steady": HostileServer(place, lambda c, path: drip(c, whole, b"x" * 400, every=0.5)),
    }
    handshake = SilentTls(place)
    urls = {name: server.url() for name, server in servers.items()}
    memory = crawl(place, [*urls.values(), handshake.url()], options="connect_seconds = 1\nanswer_seconds = 5\nsilence_seconds = 2\n")
    assert memory < MOST_MEMORY, f"{memory} KiB of memory"
    for name, url in urls.items():
        equal(outcome(place, url), "timeout", name)
        equal(servers[name].seen.count("/"), 3, f"tries of {name}")
    assert outcome(place, handshake.url()) in ("timeout", "robots_unreachable"), detail(place, handshake.url())
    said = {}
    for member in evidence.check_archive(place.workspace):
        if member.headers["warc-type"] == "response":
            said.setdefault(member.headers["warc-target-uri"], []).append(member.headers.get("warc-truncated"))
    for name in ("body", "steady"):
        equal(said[urls[name]], ["time"] * 3, f"WARC-Truncated of {name}")
    assert urls["head"] not in said and urls["silent"] not in said, "half a head is no answer"


def scenario_bombs(place):
    """Bombs of up to a GiB in gzip, deflate, br and zstd, one in another, and codings that lie: the limit holds, and the bytes that came are archived. A robots.txt that
    unpacks without end is obeyed as far as it is read."""
    deflated = zeros(64, zlib.MAX_WBITS)
    bombs = {"gzip": zeros(64, zlib.MAX_WBITS + 16), "deflate": deflated, "gzip, gzip": gzip.compress(zeros(64, zlib.MAX_WBITS + 16)), "zstd": zstd_bomb(8192), "br": brotli_bomb(64)}
    servers = {name: HostileServer(place, lambda c, path, name=name, bomb=bomb: reply(c, 200, bomb, HTML + f"Content-Encoding: {name}\r\n".encode())) for name, bomb in bombs.items()}
    lies = {name: HostileServer(place, lambda c, path, name=name: reply(c, 200, b"<html>not coded at all", HTML + f"Content-Encoding: {name}\r\n".encode())) for name in ("gzip", "br", "zstd")}
    nested = HostileServer(place, lambda c, path: reply(c, 200, deflated, HTML + b"Content-Encoding: " + b"deflate, " * 50 + b"gzip\r\n"))
    closed = HostileServer(place, lambda c, path: reply(c, 200, b"<html>"), robots=lambda c, path: reply(c, 200, gzip.compress(b"User-agent: *\nDisallow: /\n") + bombs["gzip"], b"Content-Encoding: gzip\r\n"))
    memory = crawl(place, [server.url() for server in [*servers.values(), *lies.values(), nested, closed]])
    assert memory < MOST_MEMORY, f"{memory} KiB of memory"
    equal(outcome(place, closed.url()), "robots_disallowed", "a robots.txt that is a bomb")
    for name, server in servers.items():
        equal(outcome(place, server.url()), "too_large", name)
    for name, server in lies.items():
        equal(outcome(place, server.url()), "truncated", f"a lie about {name}")
    assert outcome(place, nested.url()) in ("truncated", "too_large"), detail(place, nested.url())
    kept = {member.headers["warc-target-uri"]: member.block for member in evidence.check_archive(place.workspace) if member.headers["warc-type"] == "response"}
    for name, server in servers.items():
        assert kept[server.url()].endswith(bombs[name]), f"{name}: other bytes in the archive than came"


def sitemap(server, size, reports=("/zfxxgk/zfxxgknb/2024.html",)):
    """So many bytes of addresses that say nothing, then those of reports; in pieces, so that this process stays small."""
    yield b"<?xml version='1.0' encoding='UTF-8'?>\n<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>\n"
    entry = lambda path: f"<url><loc>{server.url(path)}</loc><lastmod>2024-01-01</lastmod></url>\n".encode()
    filler = entry("/news/an_article_with_a_name.html") * 500
    for _ in range(size // len(filler) + 1):
        yield filler
    yield b"".join(entry(path) for path in reports) + b"</urlset>"


def packed(pieces):
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    return b"".join(packer.compress(piece) for piece in pieces) + packer.flush()


def send_all(connection, head, pieces):
    connection.sendall(head)
    for piece in pieces:
        connection.sendall(piece)


def scenario_large_sitemaps(place):
    """Sitemaps as large as they may be, plain, chunked, packed, and one that is larger: read to their end in little memory, or to the limit, and that is said."""
    whole, limit = 45 << 20, 52_428_800
    xml = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n"
    chunk = lambda piece: f"{len(piece):x}\r\n".encode() + piece + b"\r\n"
    answers = {
        "plain": lambda c, s: send_all(c, xml + b"\r\n", sitemap(s, whole)),
        "chunked": lambda c, s: send_all(c, xml + b"Transfer-Encoding: chunked\r\n\r\n", [*map(chunk, sitemap(s, 3 << 20)), chunk(b"")]),
        "coded": lambda c, s: reply(c, 200, packed(sitemap(s, whole)), b"Content-Type: text/xml\r\nContent-Encoding: gzip\r\n"),
        "file": lambda c, s: reply(c, 200, packed(sitemap(s, whole)), b"Content-Type: application/gzip\r\n"),
        "lines": lambda c, s: reply(c, 200, (s.url("/news/1.html\n") * 90_000 + s.url("/zfxxgk/zfxxgknb/2024.html")).encode(), b"Content-Type: text/plain\r\n"),
        "larger": lambda c, s: reply(c, 200, packed(sitemap(s, limit)), b"Content-Type: application/gzip\r\n"),
    }
    servers, memory = {}, 0
    for name, answer in answers.items():
        page = "<p>三、收到和处理政府信息公开申请情况</p>".encode()
        servers[name] = HostileServer(place, lambda c, path, name=name, answer=answer: answer(c, servers[name]) if path == "/map" else reply(c, 200, page))
        place.workspace = place.folder / name
        memory = crawl(place, [servers[name].url()], options=f'sitemap = ["{servers[name].url("/map")}"]\n', code=1 if name == "larger" else 0)
        assert memory < MOST_MEMORY, f"{name}: {memory} KiB of memory"
        equal("/zfxxgk/zfxxgknb/2024.html" in servers[name].seen, name != "larger", f"the report in {name} was asked for")
        equal(outcome(place, servers[name].url("/map")), "too_large" if name == "larger" else "fetched", name)
    assert "only the links of its first 50 MiB were followed" in detail(place, servers["larger"].url("/map")), detail(place, servers["larger"].url("/map"))


def scenario_large_lists(place):
    """A list of some MiB is searched to its end; of a larger one the beginning, and the ledger says so, and the run is no success."""
    filler = "<p>请输入关键词搜索本栏目的全部内容</p>" * 1000
    page = lambda path, copies: "<html><title>政府信息公开年报</title>" + LINK.format("/r1.html") + filler * copies + LINK.format("/r2.html")
    sizes = {"/some": 60, "/more": 220}

    def answer(connection, path):
        body = page(path, sizes[path]) if path in sizes else "<p>三、收到和处理政府信息公开申请情况</p>" + path
        reply(connection, 200, body.encode())

    for path, code in (("/some", 0), ("/more", 1)):
        server = HostileServer(place, answer)
        place.workspace = place.folder / path[1:]
        memory = crawl(place, [server.url(path)], code=code)
        assert memory < MOST_MEMORY, f"{path}: {memory} KiB of memory"
        equal(sorted(server.seen), sorted(["/robots.txt", path, "/r1.html"] + ["/r2.html"] * (code == 0)), f"requests of {path}")
    assert detail(place, server.url("/more")).endswith("over 6 MiB: only the links of its first 6 MiB were followed"), detail(place, server.url("/more"))


def scenario_redirects_without_end(place):
    """A start page that leads round and round, by redirects or by jumps, is no success."""
    answers = {
        "redirects": lambda c, path: reply(c, 302, b"", f"Location: /{len(path) % 3 * 'x'}\r\n".encode()),
        "jumps": lambda c, path: reply(c, 200, f"<script>location.href='{path}x'</script>".encode()),
    }
    for name, answer in answers.items():
        place.workspace = place.folder / name
        server = HostileServer(place, answer)
        crawl(place, [server.url()], code=1)
        counts = evidence.status(place)
        equal(counts["trap"], 1, f"traps of {name}")
        assert len(server.seen) <= 8, server.seen


def scenario_start_leads_away(place):
    """A portal whose only start page sends everybody to another site is no success, and the status says where it leads."""
    server = HostileServer(place, lambda c, path: reply(c, 302, b"", b"Location: http://www.example.gov.cn/new/\r\n"))
    crawl(place, [server.url()], code=1)
    assert "out_of_scope\thttp://www.example.gov.cn/new/\t" in place.run("status", "-w", place.workspace).text, place.history[-1]


def scenario_types(place):
    """A list and a report are read whatever type their server gives them."""
    table = "<table><tr><td colspan=4>第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr><tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr><tr><td>行政规范性文件</td><td>3</td><td>1</td><td>22</td></tr></table>"
    report = "<!DOCTYPE html><html><title>某县2023年政府信息公开工作年度报告</title><h1>某县2023年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p>" + table
    for number, kind in enumerate(("text/plain", "text/plain; charset=ISO-8859-1", "application/octet-stream", "text/css", "")):
        place.workspace = place.folder / f"t{number}"
        fields = f"Content-Type: {kind}\r\n".encode() if kind else b""
        server = HostileServer(place, lambda c, path, fields=fields: reply(c, 200, (LINK.format("/r.html") if path == "/" else report).encode(), fields))
        place.run("harvest", "-w", place.workspace, server.url())
        records = evidence.records(place.workspace)
        figures = {figure["id"]: (figure["value"], figure["reading"]) for figure in records[0]["figures"]} if records else {}
        equal(figures.get("proactive.normative_documents.in_force"), (22, "cell"), f"the figure in a page of type {kind!r}")


def scenario_floods(place):
    """Header floods of every shape, and answers that are none."""
    head = b"HTTP/1.1 200 OK\r\n"
    servers = {
        "too_large one line": HostileServer(place, lambda c, path: endless(c, head + b"X: ", b"x" * 65536, 50 << 20)),
        "too_large many lines": HostileServer(place, lambda c, path: endless(c, head, b"A: b\r\n" * 8192, 50 << 20)),
        "too_large interim": HostileServer(place, lambda c, path: endless(c, b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 2048, 50 << 20)),
        "truncated trailers": HostileServer(place, lambda c, path: endless(c, head + HTML + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"T: " + b"t" * 65000 + b"\r\n", 50 << 20)),
        "truncated no HTTP": HostileServer(place, lambda c, path: c.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")),
        "timeout nothing": HostileServer(place, lambda c, path: None),
        "truncated chunk size": HostileServer(place, lambda c, path: c.sendall(head + HTML + b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nx")),
    }
    memory = crawl(place, [server.url() for server in servers.values()])
    assert memory < MOST_MEMORY, f"{memory} KiB of memory"
    for name, server in servers.items():
        equal(outcome(place, server.url()), name.split()[0], name)
    kept = [member.block.split(b" ")[1] for member in evidence.check_archive(place.workspace) if member.headers["warc-type"] == "response"]
    equal([status for status in kept if status.startswith(b"1")], [], "interim answers that are archived as if they answered")


def scenario_private_addresses(place):
    """A portal that may not lead to private addresses: neither a start page, nor a redirect, nor a name that leads there sends a byte."""
    inner = HostileServer(place, lambda c, path: reply(c, 200, b"<html>the router's own page"))
    targets = [inner.url("/a"), inner.url("/b", host="localhost"), inner.url("/c", host="127.1"), inner.url("/d", host="[::ffff:127.0.0.1]"), inner.url("/e", host="0.0.0.0")]
    urls = ", ".join(json.dumps(url) for url in targets)
    (place.folder / "p.toml").write_text(f"start = [{urls}]\ndelay_seconds = 0\ncontact = \"https://example.org/test\"\n", encoding="utf-8")
    place.run("crawl", "-w", place.workspace, "p.toml", code=1)
    equal(inner.seen, [], "requests to a private address")
    counts = evidence.status(place)
    equal(set(counts), {"private_address"}, "outcomes")


def check_truncations(place, servers):
    """What was cut is kept and says so; what came whole does not, whatever it unpacks to."""
    found = evidence.check_archive(place.workspace)
    said = {}
    for member in found:
        if member.headers["warc-type"] == "response":
            said.setdefault(member.headers["warc-target-uri"], []).append(member.headers.get("warc-truncated"))
    for name, want in {"too_large body": ["length"], "too_large zeros": ["length"], "too_large chunks": ["length"], "too_large bomb": [None],
                       "truncated length": ["disconnect"] * 3, "truncated reset": ["disconnect"] * 3, "truncated chunk": ["disconnect"] * 3}.items():
        equal(said[servers[name].url("/start/")], want, f"WARC-Truncated of {name}")


def scenario_large_attachment(place):
    """A file of many MiB is archived byte for byte and takes no memory for it."""
    content = os.urandom(20 << 20)

    def answer(connection, path):
        if path.endswith(".pdf"):
            reply(connection, 200, content, b"Content-Type: application/pdf\r\n")
        else:
            reply(connection, 200, LINK.format("/r.pdf").encode())

    server = HostileServer(place, answer)
    memory = crawl(place, [server.url()], code=0)
    assert memory < MOST_MEMORY, f"{memory} KiB of memory"
    found = evidence.check_archive(place.workspace)
    stored = [member.block for member in found if member.headers["warc-type"] == "response" and member.headers["warc-target-uri"].endswith(".pdf")]
    equal([block.partition(b"\r\n\r\n")[2] == content for block in stored], [True], "the file in the archive")
    crawl(place, [server.url()], "--again", code=0)
    found = evidence.check_archive(place.workspace)
    revisit = [member.headers for member in found if member.headers["warc-type"] == "revisit" and member.headers["warc-target-uri"].endswith(".pdf")]
    equal([record["warc-profile"].rsplit("/", 1)[1] for record in revisit], ["identical-payload-digest"], "the second time")


def scenario_bad_tls(place):
    """Each fault of TLS is refused and named; what a portal file permits is done, and written down with the certificate."""
    certificates = Certificates(place.folder)
    page = lambda connection, path: reply(connection, 200, b"<html>safe or not")
    old = certificates.context("old")
    old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    old.set_ciphers("ALL:@SECLEVEL=0")
    servers = {
        "self-signed": HostileServer(place, page, tls=certificates.context("self")),
        "another host's": HostileServer(place, page, tls=certificates.context("other", subject="other.example", address="192.0.2.1")),
        "old": HostileServer(place, page, tls=old),
        "not TLS at all": HostileServer(place, page),
    }
    urls = {name: server.url(scheme="https") for name, server in servers.items()}
    crawl(place, urls.values(), options="max_pages = 100\n")
    for name, url in urls.items():
        equal(outcome(place, url), "tls", name)
        assert "allow_unverified_tls" in detail(place, url), name
        equal(servers[name].seen, [], f"requests to {name}")
    del urls["not TLS at all"]
    place.workspace = place.folder / "relaxed"
    crawl(place, urls.values(), code=0, options="allow_unverified_tls = true\nallow_old_tls = true\n")
    check_relaxations(place, urls)


def check_relaxations(place, urls):
    found = evidence.check_archive(place.workspace)
    metadata = {}
    for member in found:
        if member.headers["warc-type"] == "metadata":
            metadata.setdefault(member.headers["warc-target-uri"], []).append(member.block.decode())
    for name, url in urls.items():
        fields = dict(line.split(": ", 1) for line in metadata[url][-1].splitlines())
        equal(fields["tlsRelaxed"], "allow_old_tls, allow_unverified_tls", f"{name}: tlsRelaxed")
        assert fields["tlsVerified"] != "yes" and fields["connectedAddress"] == "127.0.0.1", fields
        assert fields["tlsProtocol"].startswith("TLSv1.1" if name == "old" else "TLSv1.3"), fields["tlsProtocol"]
        assert "CN" in fields["tlsSubject"] and fields["tlsNotAfter"], fields
        assert any("tlsCertificate: MII" in block for block in metadata[url] + metadata.get(url + "robots.txt", [])), f"{name}: no certificate"
