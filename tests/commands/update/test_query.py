"""What is new in newer data, which picks it changes, and how new it is."""

import datetime as dt
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from conftest import GOOD, ON, rewrite
from milipol_cli.commands.update import checking
from milipol_cli.commands.update.query import Changes, changes_between
from milipol_cli.commands.update.store import Update
from milipol_cli.commands.update.view import view
from milipol_cli.commands.update.words import outcome_line, pick_changes, programme_line
from milipol_cli.look import plain
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.picks import Pick

REVIEWED = dt.date(2028, 5, 20)


@pytest.fixture(name="data")
def _data(tmp_path: Path) -> Path:
    """A copy of the small data, to be changed."""
    return Path(shutil.copytree(GOOD, tmp_path / "data"))


def changes_to(
    data: Path, picks: Sequence[Pick] = (), on: dt.date = REVIEWED
) -> Changes:
    """What is new in data."""
    return changes_between(Catalog([GOOD]), Catalog([data]), picks, on)


def programmes(changes: Changes) -> list[str]:
    """The programmes that changed, in sentences."""
    return [programme_line(changed) for changed in changes.programmes]


def test_sessions_and_stands_that_moved_are_reported_with_their_picks(
    data: Path,
) -> None:
    rewrite(data / "oslo" / "2028.toml", "10:00:00", "11:30:00")
    rewrite(data / "oslo" / "2028.exhibitors.toml", "5A012", "5A013")
    picks = [
        Pick(id="oslo-2028/talk", date=dt.date(2028, 5, 3), start=dt.time(10)),
        Pick(id="oslo-2028/exhibitors/bolt-ltd", place="Hall 5A 5A012"),
        Pick(id="oslo-2028"),
    ]
    changes = changes_to(data, picks)
    assert changes.entries == ()
    assert changes.picked == {"oslo-2028"}
    assert programmes(changes) == ["Sessions of Milipol Oslo 2028: 1 changed."]
    assert [(pick.id, pick_changes(pick)) for pick in changes.picks] == [
        ("oslo-2028/talk", ["moved: was 10:00, now 11:30"]),
        (
            "oslo-2028/exhibitors/bolt-ltd",
            ["moved: was Hall 5A 5A012, now Hall 5A 5A013"],
        ),
    ]
    (noted,) = changes_to(data, [Pick(id="oslo-2028/talk")]).picks  # without a time
    assert pick_changes(noted) == ["now Wednesday 3 May 2028, from 11:30 Oslo"]


def test_deadlines_that_count_from_the_first_day_move_with_the_show(data: Path) -> None:
    show = data / "oslo" / "show.toml"
    rewrite(show, "2028-05-03", "2028-05-10")
    rewrite(show, "2028-05-05", "2028-05-12")
    order = Pick(
        id="agenda/order",
        kind="deadline",
        title="Order power",
        edition="oslo-2028",
        before="8w",
        date=dt.date(2028, 3, 8),
    )
    (moved,) = changes_to(data, [order]).picks
    assert (moved.first, pick_changes(moved)) == (
        dt.date(2028, 3, 15),
        ["moved: was Wednesday 8 March 2028, now Wednesday 15 March 2028"],
    )


def test_new_changed_and_cancelled_sessions_are_counted(data: Path) -> None:
    programme = data / "oslo" / "2028.toml"
    rewrite(programme, "10:00:00", "10:30:00")
    with programme.open("a", encoding="utf-8") as file:
        for title in ("Added", "Added, too"):
            file.write(f'\n[[session]]\ntitle = "{title}"\nsource = ["gazette"]\n')
    there, back = (
        programmes(changes_between(Catalog([old]), Catalog([new]), [], REVIEWED))
        for old, new in ((GOOD, data), (data, GOOD))
    )
    assert there == ["Sessions of Milipol Oslo 2028: 2 new, 1 changed."]
    assert back == ["Sessions of Milipol Oslo 2028: 1 changed, 2 cancelled."]


def test_what_only_programs_need_changes_no_session(data: Path) -> None:
    with (data / "oslo" / "2028.toml").open("a", encoding="utf-8") as file:
        file.write('updated = 2028-05-02\nsequence = 3\nuid = "talk@example.org"\n')
    changes = changes_to(data)
    assert changes.programmes == ()


def updated(**fields: Any) -> Update:
    """What an update reports."""
    address = "https://www.example.org"
    known = {"address": address, "reviewed": REVIEWED, "before": REVIEWED}
    return Update(**{"outcome": "updated", "changes": Changes(), **known, **fields})


def test_newer_data_of_the_same_day_says_so() -> None:
    assert outcome_line(updated(outcome="newer")) == (
        "Newer data, also reviewed 20 May 2028; run milipol update"
        " https://www.example.org"
    )


def test_a_folder_is_named_in_plain_lines_as_it_is_written() -> None:
    answer = updated(address="/media/Milipol 16-19 Nov", files=2)
    assert plain.render(view(answer)) == (
        "Updated to data reviewed 20 May 2028; 2 files fetched from /media/Milipol"
        " 16-19 Nov\n"
    )


def test_news_up_to_today_is_new(data: Path) -> None:
    with (data / "oslo" / "show.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[edition.notice]]\nknown = 2028-05-20\nstatus = "cancelled"\n'
            'source = ["gazette"]\n'
        )
    for today, number in ((REVIEWED, 1), (REVIEWED - dt.timedelta(days=1), 0)):
        changes = changes_to(data, on=today)
        assert len(changes.entries) == number


def test_data_is_as_new_as_its_latest_review_whatever_its_sources(data: Path) -> None:
    with (data / "sources.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[source]]\nid = "new"\npublisher = "Oslo"\nkind = "organiser"\n'
            "date = 2031-05-06\n"
        )
    assert checking.read_bounded(b"", {"folder": str(data)}) == {"latest": ON}
