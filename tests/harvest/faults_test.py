"""Input and surroundings that a harvest cannot work with: one clear line, exit code 2, nothing half-written, and it works once that is mended."""

import contextlib
import os
import shutil
import subprocess

import evidence
from server import FolderServer, closed_port
from support import PORTAL_FILE, Skip, equal, one_line

NOBODY = 65534


def refuse(place, *arguments, words=()):
    """A harvest into a new workspace that must end with one line and leave nothing behind."""
    line = one_line(place.run("harvest", "-w", place.workspace, *arguments, code=2), *words)
    assert not place.workspace.exists(), f"{sorted(path.name for path in place.workspace.iterdir())} was left behind after: {line}"


def scenario_no_portal(place):
    refuse(place, words=["PORTAL.toml"])


def scenario_not_a_url(place):
    for argument in ("http://", "http://[::1/", "http://exa mple/"):
        refuse(place, argument, words=[argument])
    # Where the scheme was forgotten or is another, the message says how a URL begins.
    for argument in ("www.example.gov.cn/zwgk/", "ftp://www.example.gov.cn/", "missing.toml"):
        refuse(place, argument, words=[argument])
    for argument in ("www.example.gov.cn/zwgk/", "ftp://www.example.gov.cn/"):
        refuse(place, argument, words=["http://"])
    refuse(place, "--base-url", "nope", PORTAL_FILE, words=["nope", "http://"])


def scenario_no_contact(place):
    """A portal beyond loopback is asked for nothing before the crawler has said who it is."""
    refuse(place, "http://www.example.gov.cn/zwgk/", words=["contact"])


BROKEN_PORTALS = {
    'start = ["http://127.0.0.1:1/"': "1:",
    'start = ["http://127.0.0.1:1/"]\ndelay = 3\n': "2:1: ",
    'id = "x"\nstart = ["nowhere"]\n': "2:9: ",
    'start = ["http://127.0.0.1:1/"]\ndelay_seconds = "x"\n': "2:17: ",
    'start = ["http://127.0.0.1:1/"]\ndelay_seconds = -1\n': "2:17: ",
    'start = ["http://127.0.0.1:1/"]\ndivision_code = "12"\n': "2:17: ",
    'start = ["http://127.0.0.1:1/"]\n\n[[place]]\nprefix = "x"\n': "4:10: ",
    "": "1:1: ",
    'start = []\n': "1:",
    "start = 3\n": "1:9: ",
    "\x00\x01\x02": "1:1: ",
}


def scenario_broken_portal_file(place):
    """Each names file, line and column."""
    for content, where in BROKEN_PORTALS.items():
        (place.folder / "portal.toml").write_text(content, encoding="utf-8")
        refuse(place, "portal.toml", words=["portal.toml:" + where])
    # The right key is among those that the message names for a mistyped one.
    (place.folder / "portal.toml").write_text('start = ["http://127.0.0.1:1/"]\ndelay = 3\n', encoding="utf-8")
    refuse(place, "portal.toml", words=["delay_seconds", "pagination"])


def scenario_workspace_is_a_file(place):
    place.workspace.write_text("mine", encoding="utf-8")
    for verb in ("harvest", "crawl"):
        one_line(place.run(verb, "-w", place.workspace, "--base-url", "http://127.0.0.1:1/", PORTAL_FILE, code=2), place.workspace, "-w")
    one_line(place.run("status", "-w", place.workspace, code=2), place.workspace)
    equal(place.workspace.read_text(encoding="utf-8"), "mine", "the file")


def scenario_workspace_not_writable(place):
    """Run as nobody in a folder that is not nobody's."""
    if os.geteuid() != 0:
        Place = type(place)
        place.workspace.mkdir(mode=0o500)
        run = lambda *arguments: Place.run(place, *arguments, code=2)
    else:
        place.folder.chmod(0o755)
        place.workspace.mkdir(mode=0o755)
        try:
            place.run("--version", user=NOBODY)
        except PermissionError as error:
            raise Skip("nobody may not run the program where it is built") from error
        run = lambda *arguments: place.run(*arguments, code=2, user=NOBODY)
    one_line(run("harvest", "-w", place.workspace, "--base-url", "http://127.0.0.1:1/", PORTAL_FILE), place.workspace, "ermission denied")
    equal(list(place.workspace.iterdir()), [], "files in the workspace")


def scenario_damaged_catalogue(place):
    place.workspace.mkdir()
    (place.workspace / "nianbao.sqlite").write_bytes(b"garbage " * 1000)
    for arguments in (("harvest", "-w", place.workspace, "--base-url", "http://127.0.0.1:1/", PORTAL_FILE), ("status", "-w", place.workspace)):
        one_line(place.run(*arguments, code=2), "nianbao.sqlite", "damaged")
    equal((place.workspace / "nianbao.sqlite").read_bytes(), b"garbage " * 1000, "the file")


def scenario_closed_port(place):
    """Nobody listens: exit code 1, every page accounted for; a harvest that finds the server there completes."""
    ended = place.harvest(closed_port(), code=1)
    assert "could not be fetched" in ended.talk and "nianbao status" in ended.talk, "what to do is not said"
    equal(evidence.status(place), {"robots_unreachable": 3}, "outcomes")
    equal(evidence.records(place.workspace), [], "records")


def scenario_server_goes_away(place):
    """The server stops in the middle: what was had is read and exported, the rest is said; when it is back, the harvest completes."""
    server = None

    def hang_up(seen, path):
        if path == "/" + HELD:
            raise ConnectionAbortedError

    server = FolderServer(place, before=hang_up)
    ended = place.harvest(server.address, code=1)
    assert "1 page could not be fetched" in ended.talk, "the summary"
    equal(len(evidence.records(place.workspace)), evidence.REPORTS - 1, "reports")
    status = place.run("status", "-w", place.workspace).text
    assert evidence.HOME + HELD in status, "the page that failed is not named"
    evidence.check_archive(place.workspace)
    server.before = None
    place.harvest(server.address)
    evidence.check_whole(place)


HELD = "qzjj/xxgkndbg/202001/t20200121_1172206.html"


# --- a full disk ------------------------------------------------------------------------------------------------------

@contextlib.contextmanager
def small_disk(place, size):
    """A file system of that many bytes at the workspace, which can be made larger."""
    if os.geteuid() != 0:
        raise Skip("only root can mount a small file system")
    place.workspace.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place.workspace], capture_output=True, check=False).returncode != 0:
        raise Skip("a file system cannot be mounted here")
    try:
        yield lambda larger: subprocess.run(["mount", "-o", f"remount,size={larger}", place.workspace], check=True)
    finally:
        subprocess.run(["umount", "-l", place.workspace], check=True)


def check_full(place, line):
    """Where, what, and what to do."""
    assert str(place.workspace) in line and ("No space left" in line or "disk is full" in line) and "free some space" in line, line


def fill_disk(place, size):
    """Returns which export the message names ("" for none), and the requests before and after."""
    server = FolderServer(place)
    with small_disk(place, size) as enlarge:
        ended = place.harvest(server.address, code=2)
        line = one_line(ended)
        check_full(place, line)
        equal([path.name for path in (place.workspace / "export").glob("*") if path.name not in evidence.EXPORTS], [], "half-written exports")
        export = next((name for name in evidence.EXPORTS if name in line), "")
        before = [request.path for request in server.seen]
        enlarge(100_000_000)
        place.harvest(server.address)
        evidence.check_whole(place)
        after = [request.path for request in server.seen[len(before):] if request.status == 200]
        return export, before, after


def scenario_full_disk_at_the_start(place):
    fill_disk(place, 60_000)


def scenario_full_disk_while_crawling(place):
    _, before, after = fill_disk(place, 500_000)
    assert before, "no request was made before the disk was full"
    assert len(set(before) & set(after)) <= 2, f"asked for again: {set(before) & set(after)}"


def scenario_full_disk_while_reading(place):
    _, before, after = fill_disk(place, 1_500_000)
    equal((len(before), after), (27, []), "requests before the disk was full, and pages sent again")


def scenario_full_disk_while_exporting(place):
    """The size at which the exports are what does not fit is found from what a whole harvest leaves."""
    server = FolderServer(place)
    place.harvest(server.address)
    whole = sum(path.stat().st_size for path in place.workspace.rglob("*") if path.is_file())
    exports = sum(len(content) for content in evidence.exports(place.workspace).values())
    for size in range(whole, whole - exports, -exports // 8):
        place.workspace = place.folder / f"w{size}"
        with small_disk(place, size) as enlarge:
            ended = place.harvest(server.address, code=None)
            if not (ended.code == 2 and any(name in ended.talk for name in evidence.EXPORTS)):
                assert ended.code in (0, 2), ended.code
                continue
            check_full(place, one_line(ended))
            equal([path.name for path in (place.workspace / "export").glob("*") if path.name not in evidence.EXPORTS], [], "half-written exports")
            server.take()
            enlarge(100_000_000)
            place.harvest(server.address)
            evidence.check_whole(place)
            equal([request.path for request in server.take() if request.status == 200], [], "pages sent again")
            return
    raise AssertionError("the disk was never full at an export: choose other sizes")


def scenario_full_disk_later(place):
    """A workspace that filled up after its first harvest keeps the exports that it has."""
    server = FolderServer(place)
    with small_disk(place, 100_000_000) as resize:
        place.harvest(server.address)
        before = evidence.exports(place.workspace)
        used = shutil.disk_usage(place.workspace).used
        resize(used + 8192)
        check_full(place, one_line(place.harvest(server.address, code=2)))
        equal(evidence.exports(place.workspace), before, "exports")
        resize(100_000_000)
        place.harvest(server.address)
        equal(evidence.exports(place.workspace), before, "exports")
        evidence.check_whole(place)
