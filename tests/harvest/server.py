"""Servers on loopback, each on a free port, each with a list of the requests it saw."""

import email.utils
import hashlib
import http.server
import os
import pathlib
import socket
import subprocess
import threading
import urllib.parse
from typing import NamedTuple

from support import SECONDS, SITE

MEDIA_TYPES = {".html": "text/html", ".txt": "text/plain", ".pdf": "application/pdf", ".docx": "application/octet-stream"}


class Seen(NamedTuple):
    path: str
    status: int


class SamplePortal:
    """The program that `./run` serves the sample portal with."""

    def __init__(self, place, folder=SITE):
        environment = {**os.environ, "SAMPLE_PORTAL_LOG": "1"}
        self.process = subprocess.Popen([place.sample_portal, str(folder)], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.address = self.process.stdout.readline().decode().strip()
        assert self.address.startswith("http://127.0.0.1:"), self.address
        self.lines = []
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        place.keep(self)

    def _read(self):
        for line in self.process.stderr:
            self.lines.append(line.decode())

    def take(self):
        """The requests seen since the last call. The server is asked for one more page, so that none is still on its way here."""
        mark = f"/mark-{len(self.lines)}"
        with socket.create_connection(("127.0.0.1", urllib.parse.urlsplit(self.address).port), timeout=SECONDS) as connection:
            connection.sendall(f"GET {mark} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
            while connection.recv(65536):
                pass
        while not any(mark in line for line in self.lines):
            self.reader.join(0.005)
        lines, self.lines = self.lines, []
        seen = [Seen(line.split()[1], int(line.split()[2])) for line in lines if mark not in line]
        return seen

    def stop(self):
        self.process.stdin.close()
        self.process.terminate()
        self.process.wait(SECONDS)
        self.reader.join(SECONDS)
        self.process.stdout.close()
        self.process.stderr.close()


class FolderServer:
    """Serves a folder as the sample portal does, but a scenario can look at, hold or change each request as it comes.

    before(number, path), after(number, path): called with the request's number, from 1, before the answer is sent and after it.
    """

    def __init__(self, place, folder=SITE, before=None, after=None):
        self.folder, self.before, self.after = pathlib.Path(folder), before, after
        self.seen = []
        self.lock = threading.Lock()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):  # pylint: disable=invalid-name
                outer.answer(self)

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda request, client: None  # a client that was killed is no news
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()
        place.keep(self)

    def answer(self, handler):
        path = urllib.parse.urlsplit(handler.path).path
        file = self.folder / (path.lstrip("/") + ("index.html" if path.endswith("/") else ""))
        found = file.is_file()
        content = file.read_bytes() if found else b"<html><head><title>404</title></head><body>404 Not Found</body></html>"
        tag = '"' + hashlib.sha256(content).hexdigest()[:16] + '"'
        status = (304 if handler.headers.get("If-None-Match") == tag else 200) if found else 404
        with self.lock:
            self.seen.append(Seen(path, status))
            number = len(self.seen)
        if self.before:
            self.before(number, path)
        handler.send_response_only(status)
        handler.send_header("Date", email.utils.formatdate(usegmt=True))
        headers = file.parent / (file.name + ".headers")
        fields = dict(line.split(": ", 1) for line in headers.read_text(encoding="utf-8").splitlines() if line) if headers.is_file() else {}
        handler.send_header("Content-Type", fields.get("Content-Type", MEDIA_TYPES.get(file.suffix, "text/html")))
        if found:
            handler.send_header("ETag", tag)
        if status != 304:
            handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        if status != 304:
            handler.wfile.write(content)
        handler.wfile.flush()
        if self.after:
            self.after(number, path)

    def take(self):
        with self.lock:
            seen, self.seen = self.seen, []
        return seen

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(SECONDS)


class SilentServer:
    """Takes connections and never says a word."""

    def __init__(self, place):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"
        self.connections = []
        self.connected = threading.Event()
        self.thread = threading.Thread(target=self._accept, daemon=True)
        self.thread.start()
        place.keep(self)

    def _accept(self):
        while True:
            try:
                self.connections.append(self.socket.accept()[0])
            except OSError:
                return
            self.connected.set()

    def stop(self):
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join(SECONDS)
        for connection in self.connections:
            connection.close()


def closed_port():
    """The address of a port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}/"
