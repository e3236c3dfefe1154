"""The grid of rooms and hours of a day, and the data of pages for their script."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

from conftest import write_file
from milipol_cli.commands.publish.folder import outputs
from milipol_cli.commands.publish.page_data import Rooms, rooms_of
from milipol_cli.network.sessions import SessionAsOf
from publishing import catalog, published, rooms_day

DAY = dt.date(2028, 5, 4)


def sessions(folder: Path, *rows: str) -> tuple[SessionAsOf, ...]:
    """Sessions of a day, each of an id, a start, an end and a room; "-" is unknown."""
    text = rooms_day(*rows, day=str(DAY))
    write_file(folder / "oslo" / "2028-extra.toml", text)
    (edition,) = [
        each
        for each in published(catalog("team", folder)).editions
        if each.edition.id == "oslo-2028"
    ]
    return edition.day_pages[DAY].sessions


def grid(folder: Path, *rows: str) -> tuple[Rooms, dict[str, str]]:
    """The columns of a day, and the classes of its sessions, as one half-day."""
    known = sessions(folder, *rows)
    rooms = rooms_of(known)
    assert rooms is not None
    hours = rooms.hours(known)
    assert hours is not None
    classes = {key.partition("/")[2]: names for key, names in hours.classes.items()}
    return rooms, classes


def test_a_session_stands_in_its_room_at_its_hours(tmp_path: Path) -> None:
    """Halls are in the order of their numbers, and hours without sessions left out."""
    rooms, classes = grid(
        tmp_path,
        *("a 09:15 10:00 Hall 10", "b 09:40 - Hall 2", "c 12:02 12:03 -"),
        "d 12:30 14:05 Hall 2",
    )
    heads = [("Hall 2", 1, 1), ("Hall 10", 2, 1), ("Room not published", 3, 1)]
    assert rooms.heads == heads
    assert classes == {
        "a": "c2 h0 m3 H1 M0",
        "b": "c1 h0 m8 H1 M2",  # half an hour where no end is known
        "c": "c3 h2 m0 H2 M1",
        "d": "c1 h2 m6 H4 M1",
    }


def test_sessions_that_overlap_in_a_room_stand_side_by_side(tmp_path: Path) -> None:
    """Also those that only share five minutes of the grid."""
    rooms, classes = grid(
        tmp_path,
        *("a 09:00 10:02 Hall 1", "b 09:30 10:30 Hall 1", "c 10:03 11:00 Hall 1"),
        *("d 10:30 11:00 Hall 1", "e 11:00 11:30 Hall 1", "f 09:00 10:00 Hall 2"),
    )
    assert rooms.heads == [("Hall 1", 1, 3), ("Hall 2", 4, 1)]
    columns = {key: names.partition(" ")[0] for key, names in classes.items()}
    assert columns == {"a": "c1", "b": "c2", "c": "c3", "d": "c1", "e": "c1", "f": "c4"}


@pytest.mark.parametrize(
    "rows",
    [
        ["a 09:00 10:00 Hall 1", "b 09:00 10:00 -"],
        ["a 09:00 10:00 Hall 1", "b - - Hall 2"],
        [f"s{number} 09:00 10:00 Hall {number}" for number in range(9)],
        [],
    ],
    ids=["one room", "no time in the other", "too many", "empty"],
)
def test_a_day_without_a_grid(rows: list[str], tmp_path: Path) -> None:
    assert rooms_of(sessions(tmp_path, *rows) if rows else ()) is None


def day_page(folder: Path, *rows: str) -> str:
    """The page of the day with these sessions."""
    sessions(folder, *rows)
    files = dict(outputs(published(catalog("team", folder))))
    return files[f"oslo-2028/{DAY}.html"].decode()


def test_a_half_day_has_a_grid_if_all_its_times_are_known(tmp_path: Path) -> None:
    rows = ("a 09:00 10:00 Hall 1", "b 09:00 10:00 Hall 2")
    page = day_page(tmp_path, *rows, "c 13:00 14:00 Hall 1", "d - - Hall 1")
    assert page.count('<div class="grid n2">') == 2
    assert re.findall('class="((?:head|hour) .*?)" .*?>(.*?)<', page) == [
        *(("head c1 w1", ""), ("head c2 w1", ""), ("hour h0", "09:00")),
        *(("head c1 w1", ""), ("head c2 w1", ""), ("hour h0", "13:00")),
    ]
    assert re.findall('class="sess(.*?)" id="(.)"', page) == [
        *((" c1 h0 m0 H1 M0", "a"), (" c2 h0 m0 H1 M0", "b")),
        *((" c1 h0 m0 H1 M0", "c"), ("", "d")),
    ]
    assert page.count("Show as a list") == 1


def test_a_session_of_a_day_and_a_night_is_in_no_grid(tmp_path: Path) -> None:
    rows = ("a 09:00 08:00 Hall 1", "b 09:00 10:00 Hall 2", "c 13:00 14:00 Hall 1")
    page = day_page(tmp_path, *rows)
    assert page.count('<div class="grid') == 1
    assert 'class="sess" id="a"' in page
    assert "Show as a list" in page


def data(page: bytes, key: str) -> Any:
    """The data of a page with this id; None if there is none."""
    found = re.search(f'<script type="application/json" id="{key}">(.*)</script>', page.decode())
    return found and json.loads(found[1])


def test_pages_have_their_published_calendar() -> None:
    """Every line of it, so that a session is the same event in both.

    Those that repeat are there once.
    """
    files = dict(outputs(published(catalog("team"))))
    for name in ("index", "2028-05-10"):
        repeated, text = data(files[f"oslo-2028/{name}.html"], "calendar_")
        rows = text.split("\n")
        lines = [repeated[int(row)] if row.isdigit() else row for row in rows]
        source = "programme" if name == "index" else name
        calendar = "\r\n".join([*lines[:-1], "END:VCALENDAR", ""])
        assert calendar.encode() == files[f"oslo-2028/{source}.ics"]
        once = [row for row in rows if not row.isdigit()]
        assert len({*once, *repeated}) == len(once) + len(repeated)
    assert data(files["oslo-2028/2028-05-12.html"], "calendar_") is None
    assert data(files["oslo-2030/index.html"], "calendar_") is None


def test_the_page_of_an_edition_has_its_exhibitors() -> None:
    files = dict(outputs(published(catalog(), on="2028-05-10")))
    assert data(files["oslo-2028/index.html"], "exhibitors_") == {
        "categories": ["Locks", "Keys"],
        "rows": [
            ["acme", "Acme", "", "Norway", []],
            ["bolt-ltd", "Bolt Ltd", "Hall 5A 5A012", "", [0, 1]],
        ],
    }
    files = dict(outputs(published(catalog("team"))))
    assert data(files["oslo-2030/index.html"], "exhibitors_") is None
