"""Picks that travel: what is shared, and files of others that are imported."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from agendas import FILE, agenda_of, own, picks_of
from builders import edition, notice, session, show
from conftest import Run
from milipol_cli.app import app
from milipol_cli.commands.agenda.share import ids_to_share
from milipol_cli.network.model.picks import MOST_PICKS, Pick

pytestmark = pytest.mark.usefixtures("here", "agenda")


def test_nothing_private_cancelled_or_lost_is_shared() -> None:
    sessions = (
        session("a", hours="10:00-11:00"),
        session("b", hours="12:00-13:00", private=True),
        session("d", None),
    )
    visits = [Pick(id=f"paris-2023/exhibitors/{key}", done=key == "b") for key in "ab"]
    answer = agenda_of(
        *picks_of(*sessions),
        *visits,
        own("call", "2023-11-16T10:00"),
        Pick(id="paris-2023/gone"),
        Pick(id="oslo-2023"),
        Pick(id="paris-2023"),
        sessions=sessions,
        as_of="2023-11-15",
    )
    assert ids_to_share(answer.picks, lambda _: True) == [
        *("paris-2023", "paris-2023/a", "paris-2023/d")
    ]
    # A file that was not read may mark any session as private.
    assert ids_to_share(answer.picks, lambda _: False) == ["paris-2023"]
    cancelled = notice("2023-10-20", status="cancelled")
    off = show(edition("paris-2023", *FILE.edition[0].notice, cancelled))
    answer = agenda_of(Pick(id="paris-2023"), files=(off,), as_of="2023-11-01")
    assert ids_to_share(answer.picks, lambda _: False) == []


def test_notes_and_people_stay_with_the_reader(run: Run) -> None:
    """They are in an export only if asked for, and never in what others get."""
    on = ("--on", "2023-11-15")
    run("agenda", "add", "thales", "continuum-1-panel", "--note", "Psst!", *on)
    run("agenda", "done", "thales", "continuum-1-panel", "--met", "Jo Doe", *on)
    secrets = re.compile("Psst!|Jo Doe")
    shared = run("agenda", "share", *on)
    assert (shared.code, secrets.findall(shared.out + shared.err)) == (0, [])
    assert secrets.findall(run("export", "agenda", "-o", "-", *on).out) == []
    noted = run("export", "agenda", "-o", "-", "--notes", *on).out
    assert secrets.findall(noted) == ["Psst!", "Jo Doe"] * 2
    assert run("publish", "public", "paris").code == 0
    held = (path.read_bytes() for path in Path("public").rglob("*") if path.is_file())
    assert not any(b"Psst!" in raw or b"Jo Doe" in raw for raw in held)


def test_what_a_later_version_wrote_is_left_out_and_reported(run: Run, agenda: Path) -> None:
    Path("ann.toml").write_text(
        'name = "Ann"\nteam = "Sales"\n[[pick]]\nid = "paris-2027"\nmood = "good"\nstars = 5\n'
    )
    why = "this milipol has no such field; a later version may"
    beside = run("agenda", "--with", "ann.toml")
    assert beside.err == f"milipol: ann.toml: left out mood, stars and team: {why}\n"
    assert "paris-2027" in beside.out
    ran = run("agenda", "import", "ann.toml", "--quiet")
    assert ran.code == 0
    assert "mood" not in agenda.read_text("utf-8")
    again = run("agenda", "import", "ann.toml").err
    assert f" Left out  mood: {why}\n" in again


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "marked"])
def test_ids_come_from_stdin(agenda: Path, mark: bytes) -> None:
    raw = mark + b"paris-2023\r\nqatar-2022\r\n"
    result = CliRunner().invoke(app, ["agenda", "import", "-"], input=raw)
    assert result.exit_code == 0
    assert agenda.read_text("utf-8").count("[[pick]]") == 2


def test_an_imported_entry_gets_a_uid_and_no_warning_of_other_days(run: Run, agenda: Path) -> None:
    Path("in.toml").write_text(
        '[[pick]]\nid = "agenda/x"\ntitle = "X"\nkind = "meeting"\ndate = 2027-11-01\n'
        'edition = "paris-2027"\n'
    )
    ran = run("agenda", "import", "in.toml")
    assert ran.err == ("Added 1 entry.\n\n Mon 1 Nov 2027  Meeting: X\n                 agenda/x\n")
    assert "uid = " in agenda.read_text("utf-8")


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (
            b"BEGIN:VCALENDAR\n"
            + b"BEGIN:VEVENT\nEND:VEVENT\n" * (MOST_PICKS + 1)
            + b"END:VCALENDAR\n",
            f"in: {MOST_PICKS + 1} events; at most {MOST_PICKS} picks fit on an agenda",
        ),
        (
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n",
            "in: cut off or damaged: BEGIN and END do not match",
        ),
        (
            "".join(f"a-{at}\n" for at in range(MOST_PICKS + 1)).encode(),
            f"in: {MOST_PICKS + 1} lines; at most {MOST_PICKS} picks fit on an agenda",
        ),
        (b"x\n" * (2 << 20) + b"y", "in: larger than 4 MiB; split the file"),
        (b"oslo\n" + b"x" * 151, "in: line 2 has over 150 characters; expected one id per line"),
        (
            b"caf\xe9",
            "in: line 1: not UTF-8: byte 0xe9; give its encoding, as in --encoding windows-1252",
        ),
        (b"pick = 5", "in: line 1: pick: found 5; expected a list of tables"),
    ],
    ids=["events", "cut off", "ids", "bytes", "long", "not UTF-8", "not"],
)
def test_a_file_of_a_stranger_is_bounded(run: Run, agenda: Path, raw: bytes, why: str) -> None:
    Path("in").write_bytes(raw)
    assert run("agenda", "import", "in").refusal == (4, why)
    assert not agenda.exists()


def test_a_hostile_calendar_acts_on_nothing(run: Run, agenda: Path) -> None:
    """Whatever it holds, each event is added or left out, and the file can be read."""
    nasty = "\x1b[31mred\x07 \u202e=1+1\U000e0041"
    events = [
        *(f"{name}:{nasty}\nDTSTART:20271116T100000Z" for name in ("SUMMARY", "UID")),
        f"LOCATION:{nasty}\nDTSTART:20271116T100000Z\nDURATION:P99999999W",
        "DTSTART;TZID=\x1b[31m:20271116T100000",
        'SUMMARY:Y\nDTSTART;TZID="\x1b[2J":20271116T100000',
        "DTSTART:20271116T100000Z\nRRULE:FREQ=SECONDLY;COUNT=999999999",
        f"SUMMARY:{'x' * 1_000_000}\nDTSTART:20271116T100000Z",
        "UID:agenda/old@milipol-cli\nDTSTART:20271116T100000Z",
        "UID:../../etc/passwd@milipol-cli\nDTSTART:20271116T100000Z",
    ]
    whole = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    Path("in.ics").write_text(f"BEGIN:VCALENDAR\n{whole}END:VCALENDAR\n", "utf-8")
    tried = run("agenda", "import", "in.ics", "--dry-run", "--json").json
    assert (tried["written"], len(tried["items"])) == (False, 3)
    for args in (("--dry-run",), ("--json",), ()):
        ran = run("agenda", "import", "in.ics", "--tz", "Europe/Paris", *args)
        assert ran.code == 0
        assert not {"\x1b", "\x07", "\u202e"} & {*ran.out, *ran.err}
        assert ran.out or " Left out " in ran.err
    assert run("agenda").code == 0
    assert agenda.read_text("utf-8").count('title = "[31mred =1+1"') == 1
    assert not {"\x1b", "\u202e", "\U000e0041"} & {*agenda.read_text("utf-8")}
    assert "Already on your agenda: " in run("agenda", "import", "in.ics").err


def test_what_the_reader_changes_reaches_calendars_that_go_by_numbers(
    run: Run, agenda: Path
) -> None:
    """A note, an alarm, and a visit that was added to the event that lists visits."""

    def number(uid: str) -> int:
        run("export", "agenda", "-o", "out.ics", "--notes", "--on", "2027-10-02")
        events = Path("out.ics").read_bytes().split(b"BEGIN:VEVENT")
        (event,) = (each for each in events if uid.encode() in each)
        days = {*re.findall(rb"(?:DTSTAMP|LAST-MODIFIED):(\d+)", event)}
        assert len(days) == 1
        (written,) = re.findall(rb"\nSEQUENCE:(\d+)", event)
        return int(written)

    on = ("--on", "2027-10-01")
    at = ("--at", "2027-11-16T10:00", "--edition", "paris-2027")
    run("agenda", "add", "--own", "Call", *at, *on)
    run("agenda", "add", "paris-2027", *on)
    agenda.write_text(
        agenda.read_text("utf-8")
        + '[[pick]]\nid = "paris-2023/exhibitors/thales"\n'
        + '[[pick]]\nid = "paris-2023"\n',
        "utf-8",
    )
    entry, edition = "0000000000000001@milipol-cli", "UID:paris-2023@milipol-cli"
    assert (number(entry), first := number(edition)) == (0, first)
    run("agenda", "edit", "call", "--note", "PIN 77", *on)
    assert (number(entry), number(edition)) == (1, first)
    run("agenda", "edit", "call", "--alarm", "2h", *on)
    run("agenda", "add", "paris-2023/exhibitors/idemia", *on)
    assert (number(entry), number(edition)) == (2, first + 1)
    assert (number(entry), number(edition)) == (2, first + 1)
    run("agenda", "edit", "paris-2023/exhibitors/idemia", "--note", "ask", *on)
    assert number(edition) == first + 2
