"""A folder of events, in khal and in vdirsyncer with a CalDAV server.

Both are configured as the documents say.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import HERE, Ran, Run, rewrite
from programs import Khal, Radicale, Vdirsyncer

pytestmark = pytest.mark.slow

OWN = HERE / "commands" / "export" / "own"
EDITION, TALK = "oslo-2028@milipol-cli", "oslo-2028/talk@milipol-cli"
DENTIST = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//another//
BEGIN:VEVENT
UID:dentist@example.com
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:20280503
DTEND;VALUE=DATE:20280504
SUMMARY:Dentist
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()


def value(text: str, name: str) -> str:
    """The value of a property of the event in a file; not of its alarms."""
    event = text.partition("BEGIN:VEVENT")[2].partition("BEGIN:VALARM")[0]
    (value,) = re.findall(rf"^{name}(?:;[^:]*)?:(.*)\r$", event, re.MULTILINE)
    return str(value)


class Reader:
    """Somebody with a show of their own, a folder of events, and a server."""

    def __init__(self, run: Run, home: Path, data: Path, server: Radicale) -> None:
        self._run = run
        self._folder = home / ".calendars" / "milipol"
        self._server = server
        self._syncer = Vdirsyncer(home, server.address)
        self.show = data / "oslo" / "show.toml"
        self.khal = Khal(home, "Europe/Oslo")
        self._folder.rmdir()  # an export makes it
        self.exports("2026-12-01")
        code, output = self._syncer.run("discover", "milipol", answer="y\n")
        assert code == 0, output
        assert self.syncs().count("(uploading)") == 2

    def exports(self, day: str) -> Ran:
        """Exports the show as of a day, into the folder."""
        args = ("--sessions", "--vdir", str(self._folder), "--on", day)
        ran = self._run("export", "oslo-2028", *args)
        assert ran.code == 0
        return ran

    def syncs(self) -> str:
        """What vdirsyncer says; it has nothing to do a second time."""
        code, output = self._syncer.run("sync", "milipol")
        assert code == 0, output
        code, again = self._syncer.run("sync", "milipol")
        assert (code, again) == (0, "Syncing milipol/milipol\n")
        return output

    def moves(self) -> None:
        """A newer notice moves the show by five weeks."""
        notice = (OWN / "moved.toml").read_text("utf-8")
        self.show.write_text(self.show.read_text("utf-8") + notice, "utf-8")

    def on_server(self) -> dict[str, tuple[str, str]]:
        """The files on the server, with their names, unfolded, by their UIDs."""
        (folder,) = self._server.folder.glob("storage/*/you/milipol")
        texts = [
            (path.name, path.read_bytes().decode().replace("\r\n ", ""))
            for path in folder.glob("*.ics")
        ]
        by_uid = {value(text, "UID"): (name, text) for name, text in texts}
        assert len(by_uid) == len(texts)
        return by_uid

    def value(self, uid: str, name: str) -> str:
        """The value of a property of an event on the server."""
        return value(self.on_server()[uid][1], name)

    def edits(self, uid: str, old: str, new: str) -> None:
        """Changes an event on the server, as another program does."""
        name, text = self.on_server()[uid]
        assert text.count(old) == 1
        self.puts(name, text.replace(old, new).encode())

    def puts(self, name: str, raw: bytes) -> None:
        """Puts an event on the server."""
        status, _ = self._server.ask("PUT", f"/you/milipol/{name}", raw)
        assert status in (201, 204)


@pytest.fixture(name="reader")
def _reader(run: Run, tmp_path: Path, folder: Path) -> Iterator[Reader]:
    shutil.copytree(OWN, folder, dirs_exist_ok=True)
    server = Radicale(tmp_path)
    yield Reader(run, tmp_path, folder, server)
    server.stop()


def test_a_show_that_moves_is_moved_on_the_server(reader: Reader) -> None:
    """And in khal; events of others stay as they are."""
    reader.puts("dentist.ics", DENTIST)
    assert "dentist@example.com to milipol_local" in reader.syncs()
    dentist = reader.on_server()["dentist@example.com"]
    day, title = "2028-05-03 00:00 2028-05-03 00:00", "Oslo; Show, \\N 2028"
    talk = "2028-05-03 10:00 2028-05-03 10:30 Talk"
    assert reader.khal.listed("2028-05-01", "2028-06-30") == [
        f"{day} Dentist",
        f"2028-05-03 00:00 2028-05-05 00:00 {title}",
        talk,
    ]
    reader.moves()
    assert "; 1 moved; 1 changed.\n" in reader.exports("2027-01-02").err
    assert reader.syncs().count("(updating)") == 2
    assert reader.value(EDITION, "DTSTART") == "20280607"
    assert reader.value(TALK, "DTSTART") == "20280503T100000"
    assert reader.on_server()["dentist@example.com"] == dentist
    assert reader.khal.listed("2028-05-01", "2028-06-30") == [
        f"{day} Dentist",
        talk,
        f"2028-06-07 00:00 2028-06-09 00:00 {title}",
    ]


def test_an_edit_on_the_server_is_not_lost(reader: Reader) -> None:
    """A higher SEQUENCE stays, and what milipol never writes survives a change."""
    reader.edits(EDITION, "SEQUENCE:0\r", "SEQUENCE:7\r")
    reader.edits(EDITION, "SUMMARY:", "SUMMARY:We go: ")
    reader.edits(TALK, "SUMMARY:", "COMMENT:Ask Ana\r\nSUMMARY:")
    assert reader.syncs().count("to milipol_local") == 2
    reader.moves()
    rewrite(reader.show.with_name("2028.toml"), "10:00:00", "09:30:00")
    assert "; 1 moved.\n" in reader.exports("2027-01-02").err
    assert reader.syncs().count("to milipol_server") == 1
    assert reader.value(EDITION, "DTSTART") == "20280503"
    assert reader.value(EDITION, "SUMMARY").startswith("We go: Oslo")
    assert reader.value(TALK, "DTSTART") == "20280503T093000"
    assert reader.value(TALK, "COMMENT") == "Ask Ana"
    assert len(reader.on_server()) == 2
