"""Servers that do what no server should, each on a port of its own, with their answers written byte by byte."""

import http
import socket
import ssl
import struct
import subprocess
import threading
import zlib

from support import Skip

HTML = b"Content-Type: text/html; charset=utf-8\r\n"
LINK = "<html><head><title>政府信息公开年报</title></head><body><a href='{}'>2019年政府信息公开工作年度报告</a></body></html>"


class HostileServer:
    """answer(connection, path) sends what it likes and returns; the connection is closed then. /robots.txt is 404 unless `robots` answers."""

    def __init__(self, place, answer, robots=None, tls=None):
        self.answer, self.robots, self.tls = answer, robots, tls
        self.seen = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.stopping = False
        self.thread = threading.Thread(target=self._accept, daemon=True)
        self.thread.start()
        place.keep(self)

    def url(self, path="/", scheme="http", host="127.0.0.1"):
        return f"{scheme}://{host}:{self.port}{path}"

    def _accept(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        try:
            if self.tls:
                connection = self.tls.wrap_socket(connection, server_side=True)
            with connection:
                head = b""
                while b"\r\n\r\n" not in head:
                    piece = connection.recv(65536)
                    if not piece:
                        return
                    head += piece
                    if not head.startswith(b"GET "):
                        return reply(connection, 400)  # TLS to one that speaks none
                path = head.split(b" ", 2)[1].decode()
                self.seen.append(path)
                if path == "/robots.txt" and self.robots is None:
                    reply(connection, 404)
                else:
                    (self.robots if path == "/robots.txt" else self.answer)(connection, path)
        except OSError:
            pass  # the client went away, which is what it should do

    def stop(self):
        self.stopping = True
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()


def reply(connection, status, body=b"", fields=HTML):
    phrase = http.HTTPStatus(status).phrase
    connection.sendall(f"HTTP/1.1 {status} {phrase}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n".encode() + fields + b"\r\n" + body)


def endless(connection, begin, piece, most):
    """Sends `piece` until the client goes away, or far longer than any client should stay."""
    connection.sendall(begin)
    for _ in range(most // len(piece)):
        connection.sendall(piece)


def drip(connection, begin, piece=b"x", every=0.3):
    """Sends `piece` every so many seconds until the client goes away."""
    connection.sendall(begin)
    connection.settimeout(every)
    while True:
        try:
            if not connection.recv(1):
                return
        except TimeoutError:
            connection.sendall(piece)


class SilentTls:
    """Takes connections and never answers the handshake, but for a byte now and then."""

    def __init__(self, place):
        self.socket = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()
        place.keep(self)

    def url(self):
        return f"https://127.0.0.1:{self.socket.getsockname()[1]}/"

    def _accept(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._drip, args=(connection,), daemon=True).start()

    @staticmethod
    def _drip(connection):
        with connection:
            try:
                connection.recv(65536)
                drip(connection, b"\x16\x03\x03\x40\x00", b"\x02")
            except OSError:
                pass

    def stop(self):
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()


def gzip_bomb():
    """A MiB that unpacks to a GiB, in one member."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + block * 1024


def zeros(mebibytes, wbits):
    """So many MiB of zeros, packed piece by piece: a process that is started counts the memory of the one that starts it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    block = bytes(1 << 20)
    return b"".join(packer.compress(block) for _ in range(mebibytes)) + packer.flush()


def zstd_bomb(blocks):
    """RFC 8878: a frame with a window of 128 KiB, and so many blocks that each say "128 KiB of zeros" in four bytes."""
    block = lambda is_last: ((128 << 10) << 3 | 1 << 1 | is_last).to_bytes(3, "little") + b"\0"
    return b"\x28\xb5\x2f\xfd\x00\x38" + block(0) * (blocks - 1) + block(1)


def brotli_bomb(blocks):
    """RFC 7932: so many meta-blocks of 16 MiB, each one literal and a copy of it from a distance of one, in some 20 bytes."""
    bits = []
    put = lambda value, count: bits.extend(value >> i & 1 for i in range(count))
    put(0, 1)  # WBITS 16
    for _ in range(blocks):
        put(0, 1), put(2, 2), put((1 << 24) - 1, 24), put(0, 1)  # not the last, six nibbles, MLEN - 1, compressed
        put(0, 3)                                                # one block type of each kind
        put(0, 2), put(0, 4), put(0, 2)                          # NPOSTFIX, NDIRECT, the context mode
        put(0, 2)                                                # one tree for literals, one for distances
        for symbol, size in ((0, 8), (384 + (1 << 3) + 7, 10), (16, 6)):
            put(1, 2), put(0, 2), put(symbol, size)              # a simple prefix code of one symbol: it takes no bits itself
        put((1 << 24) - 1 - 2118, 24)                            # the copy: 2118 and these extra bits
        put(0, 1)                                                # the distance: 1 and this extra bit
    put(3, 2)                                                    # the last one, empty
    bits += [0] * (-len(bits) % 8)
    return bytes(sum(bit << i for i, bit in enumerate(bits[at:at + 8])) for at in range(0, len(bits), 8))


def reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


class Certificates:
    """Made with openssl, each with its key, in a folder."""

    def __init__(self, folder):
        self.folder = folder

    def context(self, name, subject="localhost", address="127.0.0.1", days=30):
        key, certificate = self.folder / f"{name}.key", self.folder / f"{name}.pem"
        command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", str(days), "-subj", f"/CN={subject}",
                   "-addext", f"subjectAltName=IP:{address}"]
        try:
            subprocess.run(command, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise Skip("openssl makes no certificate here") from error
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        return context
