"""What every scenario needs: the program, a folder, and processes that end with the scenario."""

import os
import pathlib
import shlex
import signal
import subprocess
import threading
import time

TREE = pathlib.Path(__file__).resolve().parent.parent.parent
FIXTURES = TREE / "fixtures"
PORTAL_FILE = FIXTURES / "portal.toml"
SITE = FIXTURES / "portal"
SECONDS = 120  # for any one run; a scenario that needs more is broken


class Skip(Exception):
    """This scenario cannot be run here."""


class Ended:
    """A run of the program that is over."""

    def __init__(self, command, code, out, err):
        self.command, self.code, self.out, self.err = command, code, out, err

    @property
    def text(self):
        return self.out.decode("utf-8")

    @property
    def talk(self):
        return self.err.decode("utf-8")

    def __str__(self):
        command = " ".join(shlex.quote(str(word)) for word in self.command[1:])
        return f"$ nianbao {command}\n{self.out[:2000].decode(errors='replace')}{self.err.decode(errors='replace')}exit code {self.code}"


class Running:
    """A run of the program that may still be under way. Its output is collected, so that it never waits for a reader."""

    def __init__(self, place, command, environment):
        self.place, self.command = place, command
        self.process = subprocess.Popen(command, cwd=place.folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.output = None
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        self.output = self.process.communicate()

    def send(self, number):
        if self.process.poll() is None:
            os.kill(self.process.pid, number)

    def end(self, seconds=SECONDS):
        self.reader.join(seconds)
        assert self.output is not None, f"still running after {seconds} s: {self.command}"
        ended = Ended(self.command, self.process.returncode, *self.output)
        self.place.history.append(ended)
        return ended

    def stop(self):
        if self.process.poll() is None:
            self.process.kill()
        self.reader.join(SECONDS)


class Place:
    def __init__(self, nianbao, sample_portal, folder):
        self.nianbao, self.sample_portal, self.folder = os.path.abspath(nianbao), os.path.abspath(sample_portal), folder
        self.workspace = folder / "w"
        self.history = []  # of runs, for the report of a failure
        self.open = []     # what is to be stopped at the end, newest last

    def environment(self):
        return {**os.environ, "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "TZ": "UTC", "NO_COLOR": "1"}

    def start(self, *arguments):
        running = Running(self, [self.nianbao, *map(str, arguments)], self.environment())
        self.open.append(running)
        return running

    def run(self, *arguments, code=0, stdin=b"", user=None):
        """Runs to the end; the exit code must be `code` (None: any)."""
        command = [self.nianbao, *map(str, arguments)]
        done = subprocess.run(command, cwd=self.folder, env=self.environment(), input=stdin, capture_output=True, timeout=SECONDS, user=user, check=False)
        ended = Ended(command, done.returncode, done.stdout, done.stderr)
        self.history.append(ended)
        assert code is None or ended.code == code, f"exit code {ended.code}, not {code}"
        return ended

    def harvest(self, address, *more, code=0, portal=PORTAL_FILE):
        """A harvest of the sample portal as it is served at the address."""
        return self.run("harvest", "-w", self.workspace, "--base-url", address, *more, portal, code=code)

    def start_harvest(self, address):
        return self.start("harvest", "-w", self.workspace, "--base-url", address, PORTAL_FILE)

    def keep(self, thing):
        """Something with stop(), to be stopped when the scenario ends."""
        self.open.append(thing)
        return thing

    def close(self):
        while self.open:
            self.open.pop().stop()


def wait_for(condition, what, seconds=60):
    """Waits until the condition holds; the wait ends as soon as it does."""
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, f"waited {seconds} s for {what}"
        time.sleep(0.005)


def one_line(ended, *words):
    """The run said one line on stderr, to be read by people, with these words in it."""
    lines = ended.talk.splitlines()
    assert len(lines) == 1, f"{len(lines)} lines on stderr"
    assert lines[0].startswith("nianbao: "), lines[0]
    for word in words:
        assert str(word) in lines[0], f"{word!r} is not in: {lines[0]}"
    return lines[0]


def equal(got, want, what):
    assert got == want, f"{what}: want {want!r}, got {got!r}"


KILL, INTERRUPT, TERMINATE = signal.SIGKILL, signal.SIGINT, signal.SIGTERM
