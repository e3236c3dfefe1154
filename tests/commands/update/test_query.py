"""What is new in newer data, which picks it changes, and how new it is."""

import datetime as dt
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from conftest import GOOD, ON, rewrite
from milipol_cli.base.errors import InvalidData
from milipol_cli.commands.check.query import errors_in
from milipol_cli.commands.update import checking
from milipol_cli.commands.update.query import DataChanges, changes_between
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


def changes_to(data: Path, picks: Sequence[Pick] = (), on: dt.date = REVIEWED) -> DataChanges:
    """What is new in data."""
    return changes_between(Catalog([GOOD]), Catalog([data]), picks, on)


def programmes(changes: DataChanges) -> list[str]:
    """The programmes that changed, in sentences."""
    return [programme_line(changed) for changed in changes.programmes]


def test_sessions_and_stands_that_moved_are_reported_with_their_picks(data: Path) -> None:
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
        ("oslo-2028/exhibitors/bolt-ltd", ["moved: was Hall 5A 5A012, now Hall 5A 5A013"]),
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
    return Update(**{"outcome": "updated", "changes": DataChanges(), **known, **fields})


def test_newer_data_of_the_same_day_says_so() -> None:
    assert outcome_line(updated(outcome="newer")) == (
        "Newer data, also reviewed 20 May 2028; run milipol update https://www.example.org"
    )


def test_a_folder_is_named_in_plain_lines_as_it_is_written() -> None:
    answer = updated(address="/media/Milipol 16-19 Nov", files=2)
    assert plain.render(view(answer)) == (
        "Updated to data reviewed 20 May 2028; 2 files fetched from /media/Milipol 16-19 Nov\n"
    )


def test_news_up_to_today_is_new(data: Path) -> None:
    with (data / "oslo" / "show.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[edition.notice]]\nknown = 2028-05-20\nstatus = "cancelled"\nsource = ["gazette"]\n'
        )
    for today, number in ((REVIEWED, 1), (REVIEWED - dt.timedelta(days=1), 0)):
        changes = changes_to(data, on=today)
        assert len(changes.entries) == number


NOTICE = '[[edition.notice]]\nstatus = "announced"\n'
FIGURE = '[[edition.figure]]\nmeasure = "visitors"\nkind = "counted"\n'
HALLS = "".join(
    f'[[venue]]\nid = "{hall}"\nname = "{hall}"\nzone = "Europe/Oslo"\nsource = ["gazette"]\n'
    for hall in ("north", "south")
)


@pytest.mark.parametrize(
    ("kind", "text", "was", "now"),
    [
        ("announcement", NOTICE + "summary = '{}'\n", "Sold out", "Nearly sold out"),
        ("move", NOTICE + "start = 2028-05-{}\n", "10", "11"),
        ("rename", NOTICE + "name = '{}'\n", "Milipol North", "Milipol Nordic"),
        ("venue", NOTICE + "venue = '{}'\n" + HALLS, "north", "south"),
        ("result", FIGURE + "value = {}\n", "500", "510"),
    ],
)
def test_news_is_new_by_its_content_whatever_its_day_and_remarks(
    tmp_path: Path, kind: str, text: str, was: str, now: str
) -> None:
    def with_news(content: str, day: int, note: str) -> Catalog:
        folder = shutil.copytree(GOOD, tmp_path / f"{content} {day}")
        first, _, rest = text.format(content).partition("\n")
        facts = f'known = 2028-05-{day}\nnotes = ["{note}"]\nsource = ["gazette"]\n'
        with (folder / "oslo" / "show.toml").open("a", encoding="utf-8") as file:
            file.write(f"\n{first}\n{facts}{rest}")
        return Catalog([folder])

    old = with_news(was, 18, "as told")
    same, other = with_news(was, 19, "as printed"), with_news(now, 18, "as told")
    assert changes_between(old, same, [], REVIEWED).entries == ()
    (entry,) = changes_between(old, other, [], REVIEWED).entries
    assert entry.kind == kind


def test_the_first_error_of_data_is_named_and_others_are_counted(data: Path) -> None:
    talk = data / "oslo" / "2028.toml"
    rewrite(talk, "10:00:00", "25:00:00")
    request = {"folder": str(data)}
    with pytest.raises(InvalidData) as one:
        checking.read_bounded(b"", request)
    assert [str(one.value)] == [str(error) for error in errors_in(data)]
    rewrite(data / "oslo" / "show.toml", "2028-05-03", "2028-05-33")
    first, *_, last = errors_in(data)
    with pytest.raises(InvalidData) as more:
        checking.read_bounded(b"", request)
    assert str(more.value) == f"{first} (1 more)"
    assert first != last


def test_data_is_as_new_as_its_latest_review_whatever_its_sources(data: Path) -> None:
    with (data / "sources.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[source]]\nid = "new"\npublisher = "Oslo"\nkind = "organiser"\ndate = 2031-05-06\n'
        )
    assert checking.read_bounded(b"", {"folder": str(data)}) == {"latest": ON}
