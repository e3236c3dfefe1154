"""Other programs that keep calendars, each in a folder of its own, for slow tests."""

import base64
import http.client
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import ROOT

BIN = Path(sys.executable).parent

KHAL = """
{calendars}
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = {zone}
default_timezone = {zone}
[sqlite]
path = {home}/khal.db
"""


def documented(begin: str) -> str:
    """The configuration in the documents that begins with this line."""
    text = (ROOT / "docs" / "calendar.md").read_text("utf-8")
    (block,) = re.findall(rf"```ini\n({re.escape(begin)}\n.*?)```", text, re.DOTALL)
    return str(block)


class Khal:
    """A khal of its own, with the calendar of the documents in its home folder."""

    def __init__(self, home: Path, zone: str) -> None:
        (home / ".calendars" / "milipol").mkdir(parents=True, exist_ok=True)
        self._home = home
        self._config = home / "khal.conf"
        calendars = documented("[calendars]")
        self._config.write_text(KHAL.format(calendars=calendars, home=home, zone=zone), "utf-8")

    def run(self, *args: str) -> str:
        """What khal prints."""
        ran = subprocess.run(
            [BIN / "khal", "--config", self._config, *args],
            capture_output=True,
            check=True,
            env={**os.environ, "HOME": str(self._home)},
            text=True,
        )
        return ran.stdout

    def bring(self, path: Path) -> None:
        """Imports a file without asking."""
        self.run("import", "--batch", "-a", "milipol", str(path))

    def listed(self, first: str, last: str) -> list[str]:
        """Start, end and title of each event in a span of days."""
        form = "{start-long-full} {end-long-full} {title}"
        out = self.run("list", "--once", "--day-format", "", "--format", form, first, last)
        return [line for line in out.splitlines() if line]


class Radicale:
    """A CalDAV server of its own on a free port of this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # Another program may take the port before the server does: it ends then.
        for _ in range(5):
            self._port = _free_port()
            self._process = _radicale_at(self._port, folder)
            if self._answers():
                return
        pytest.fail((folder / "radicale.log").read_text("utf-8"))

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self._port}/"

    def _answers(self) -> bool:
        """Waits until the server answers, or has ended."""
        end = time.monotonic() + 120
        while self._process.poll() is None and time.monotonic() < end:
            try:
                self.ask("GET", "/.web")
            except OSError:
                time.sleep(0.05)
            else:
                return self._process.poll() is None
        self.stop()
        return False

    def stop(self) -> None:
        """Ends the server, by its own process id."""
        self._process.terminate()
        self._process.wait()

    def ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        """Asks the server, as a user who needs no password."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)
        user = base64.b64encode(b"reader:").decode()
        kind = "text/calendar; charset=utf-8"
        headers = {"Authorization": f"Basic {user}", "Content-Type": kind}
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        reply = response.status, response.read()
        connection.close()
        return reply


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _radicale_at(port: int, folder: Path) -> subprocess.Popen[bytes]:
    config = folder / "radicale.conf"
    config.write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = none\n"
        f"[storage]\nfilesystem_folder = {folder}/storage\n",
        "utf-8",
    )
    with (folder / "radicale.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "radicale", "--config", config],
            stdout=log,
            stderr=log,
        )


class Vdirsyncer:
    """A vdirsyncer with the configuration of the documents, for another server."""

    def __init__(self, home: Path, server: str) -> None:
        config = documented("[general]")
        assert "https://caldav.example.com/" in config
        self._config = home / "vdirsyncer.ini"
        self._config.write_text(config.replace("https://caldav.example.com/", server), "utf-8")
        self._env = {**os.environ, "HOME": str(home)}

    def run(self, *args: str, answer: str = "") -> tuple[int, str]:
        """The exit code of a command, and what it prints."""
        ran = subprocess.run(
            [BIN / "vdirsyncer", "--config", self._config, *args],
            check=False,
            env=self._env,
            input=answer,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return ran.returncode, ran.stdout
