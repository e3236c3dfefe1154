"""The zones a reader stands in: `--tz`, and the system's."""

import datetime as dt
import re
import time
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import tzlocal

from builders import SINGAPORE, at, day, written
from milipol_cli.base.errors import BadInput
from milipol_cli.network import as_of
from milipol_cli.network.as_of import (
    AsOf,
    read_as_of,
    system_zone,
    with_name,
    with_reader_zone,
    zone_named,
)

PARIS_FILE = resources.files("tzdata").joinpath("zoneinfo", "Europe", "Paris")
SetZone = Callable[[str], None]


@pytest.fixture
def set_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[SetZone]:
    """Sets the system's zone, as TZ does, and sets UTC again afterwards."""

    def set_to(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        monkeypatch.setattr("tzlocal.unix._cache_tz", None)
        time.tzset()

    yield set_to
    set_to("UTC")


def refused(tz: str) -> str:
    """The message with which `--tz` is refused."""
    with pytest.raises(BadInput) as error:
        zone_named(tz)
    return str(error.value)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("europe/paris", "did you mean Europe/Paris?"),
        ("Paris", "did you mean Europe/Paris?"),  # city
        (  # city of two names
            "buenos aires",
            "did you mean America/Argentina/Buenos_Aires or America/Buenos_Aires?",
        ),
        ("new york", "did you mean America/New_York?"),  # city alone
        ("ho chi", "did you mean Asia/Ho_Chi_Minh?"),  # half a city
        ("", "expected one like Europe/Paris"),  # empty
        ("../etc/passwd", "expected one like Europe/Paris"),  # path up
        ("a\0b", "expected one like Europe/Paris"),  # nul
        ("\udcff", "expected one like Europe/Paris"),  # surrogate
        ("x" * 300, "expected one like Europe/Paris"),  # long
    ],
)
def test_unknown_zone_is_refused_with_the_nearest_names(name: str, hint: str) -> None:
    assert refused(name) == f"--tz {name!r}: no such zone; {hint}"


@pytest.mark.parametrize(
    "name", ["localtime", "Factory", "posixrules", "right/UTC", "posix/UTC", "Europe"]
)
def test_what_differs_between_computers_is_no_zone(name: str) -> None:
    message = refused(name)
    assert message.startswith(f"--tz {name!r}: no such zone; ")
    assert not re.search(rf"{name}[?, ]", message.partition("; ")[2])


PARIS, BERLIN = "Europe/Paris", "Europe/Berlin"
DATABASE = "usr/share/zoneinfo"
# TZ, files below the root ("->" is a link), the zone, and whether tzlocal finds it.
SETTINGS: list[tuple[str | None, dict[str, str], str, bool]] = [
    ("Asia/Tokyo", {"etc/localtime": f"-> {DATABASE}/{PARIS}"}, "Asia/Tokyo", False),
    (":Asia/Kolkata", {}, "Asia/Kolkata", False),
    ("bogus", {"etc/localtime": f"-> {DATABASE}/{PARIS}"}, "UTC", True),
    ("CET-1CEST", {}, "UTC", True),  # a rule
    (":", {}, "UTC", True),
    ("/", {}, "UTC", True),
    ("/etc/passwd", {}, "UTC", True),
    ("../passwd", {}, "UTC", True),
    (f"{{root}}/{DATABASE}/{PARIS}", {}, PARIS, True),  # a path
    ("", {"etc/localtime": f"-> {DATABASE}/{PARIS}"}, PARIS, False),
    (None, {"etc/localtime": f"-> {DATABASE}/{PARIS}"}, PARIS, False),
    (None, {"etc/localtime": f"-> ../{DATABASE}/{PARIS}"}, PARIS, False),
    (None, {"etc/localtime": "-> hop", "hop": f"-> {DATABASE}/{PARIS}"}, PARIS, False),
    (
        None,  # the link goes before a file
        {"etc/localtime": f"-> {DATABASE}/{PARIS}", "etc/timezone": f"{BERLIN}\n"},
        *(PARIS, False),
    ),
    (None, {"etc/timezone": BERLIN}, BERLIN, True),
    (None, {"etc/localtime": "a copy"}, "local", True),
    (None, {"etc/localtime": f"-> {DATABASE}/Europe/Lyon"}, "UTC", True),  # nowhere
    (None, {"etc/localtime": "-> zone", "zone": "a copy"}, "local", True),
    (
        None,  # in the database, but no zone
        {"etc/localtime": f"-> {DATABASE}/odd", f"{DATABASE}/odd": "a copy"},
        *("local", True),
    ),
    (None, {}, "UTC", True),
]


@pytest.mark.parametrize(("tz", "files", "zone", "is_asked"), SETTINGS)
def test_the_zone_of_the_system_is_that_of_tzlocal(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    tz: str | None,
    files: dict[str, str],
    zone: str,
    *,
    is_asked: bool,
) -> None:
    """It is asked only if the zone is not plain, because importing it takes long."""
    for name in (PARIS, BERLIN):
        (tmp_path / DATABASE / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / DATABASE / name).write_bytes(PARIS_FILE.read_bytes())
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text.startswith("-> "):
            target = text.removeprefix("-> ")
            path.symlink_to(target if target[:2] == ".." else tmp_path / target)
        elif text == "a copy":
            path.write_bytes(PARIS_FILE.read_bytes())
        else:
            path.write_text(text, "utf-8")
    monkeypatch.delenv("TZ")
    if tz is not None:
        monkeypatch.setenv("TZ", tz.format(root=tmp_path))
    asked = []

    def of_tzlocal() -> Any:
        asked.append(tz)
        find: Any = tzlocal.unix._get_localzone
        return find(f"{tmp_path}/")

    monkeypatch.setattr(as_of, "_LOCALTIME", tmp_path / "etc/localtime")
    monkeypatch.setattr(tzlocal, "get_localzone", of_tzlocal)
    key = system_zone().key
    assert (key.removeprefix("Etc/"), bool(asked)) == (zone, is_asked)


def test_reader_zone_is_that_of_the_system_if_none_was_named(set_zone: SetZone) -> None:
    set_zone("Asia/Tokyo")
    as_of = at("2023-11-15T10:20+01:00")
    assert with_reader_zone(as_of) == AsOf(moment=as_of.moment, reader_zone=ZoneInfo("Asia/Tokyo"))
    as_of = at("2023-11-15", SINGAPORE)
    assert with_reader_zone(as_of) is as_of


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("Asia/Tokyo", "2023-11-15T10:20:00+09:00"),  # east
        ("America/Sao_Paulo", "2023-11-15T10:20:00-03:00"),  # west
        ("bogus", "2023-11-15T10:20:00+00:00"),  # unknown
    ],
)
def test_time_without_offset_or_tz_is_in_the_system_zone(
    set_zone: SetZone, zone: str, moment: str
) -> None:
    set_zone(zone)
    assert written(read_as_of("2023-11-15T10:20", None)) == moment


def test_time_with_an_offset_keeps_it_in_any_system_zone(set_zone: SetZone) -> None:
    set_zone("Asia/Tokyo")
    as_of = read_as_of("2023-11-15T23:30+01:00", None)
    assert written(as_of) == "2023-11-15T23:30:00+01:00"
    assert as_of.reader_day == day("2023-11-15")
    assert as_of.reader_zone is None


@pytest.mark.parametrize("name", ["UTC+99", "<+99>-99"])
def test_a_computer_days_away_from_utc_is_taken_to_be_there(set_zone: SetZone, name: str) -> None:
    set_zone(name)
    as_of = read_as_of(None, None)
    assert as_of.moment is not None
    assert as_of.moment.utcoffset() == dt.timedelta(0)
    assert with_reader_zone(as_of).reader_zone is not None


def test_a_zone_that_only_this_computer_knows_is_not_written_down() -> None:
    with PARIS_FILE.open("rb") as file:
        local = ZoneInfo.from_file(file, key="localtime")
    with pytest.raises(BadInput) as error:
        with_name(local)
    assert str(error.value) == (
        "this computer's zone has no name; set it with --tz, like Europe/Paris"
    )
    assert with_name(SINGAPORE) is SINGAPORE


@pytest.mark.parametrize(
    "name",
    [
        *("UTC+2", "utc+02:00", "GMT+2", "GMT-3", "+2", "+02:00", "-0530", "UTC +2"),
        *("UTC\u22122", "Etc/UTC+2", "Etc/GMT+20", "Z+1"),
    ],
)
def test_an_offset_is_no_zone_and_suggests_none(name: str) -> None:
    """Least of all Etc/GMT+2, which is at UTC-2."""
    assert refused(name) == (
        f"--tz {name!r}: no such zone; an offset is not a zone like Europe/Paris;"
        " offsets belong in --on, like 2023-11-15T10:20+01:00"
    )


@pytest.mark.parametrize("name", ["UTC2", "GMT2", "Etc/GTM+2", "Etc/GMT+2x", "UTC+2h"])
def test_no_zone_with_a_reversed_sign_is_suggested(name: str) -> None:
    assert not re.search(r"GMT[+-][1-9]", refused(name).partition(";")[2])
    assert zone_named("Etc/GMT+2").key == "Etc/GMT+2"
