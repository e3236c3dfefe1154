"""What changed in a programme since it was published before is shown, for a while."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import feedparser
import pytest

from conftest import rewrite
from milipol_cli.commands.publish import folder
from milipol_cli.commands.publish.folder import RUN_RECORD
from publishing import OWN, publish

# A day page, and the days on which changes are published.
PAGE = "portsec-2027/2027-03-02.html"
FIRST, SECOND = "2026-12-02", "2026-12-05"


@pytest.fixture(name="own")
def _own(tmp_path: Path) -> Path:
    return Path(shutil.copytree(OWN / "portsec", tmp_path / "own"))


@pytest.fixture(name="site")
def _site(tmp_path: Path, own: Path) -> Path:
    """A folder with a programme that was published before."""
    publish(tmp_path / "site", own)
    return tmp_path / "site"


def change(own: Path, old: str, new: str) -> None:
    rewrite(own / "portsec" / "2027.toml", old, new)


def changes(site: Path) -> list[tuple[str, str, str | None, str | None, str]]:
    """The published changes, without titles."""
    published = json.loads((site / "changes.json").read_bytes())
    assert published["schema"] == 1
    return [
        (each["session"], each["field"], each["then"], each["now"], each["day"])
        for each in published["changes"]
    ]


def notes(site: Path, page: str = PAGE) -> list[str]:
    """What a page of a day says about changes."""
    text = (site / page).read_text("utf-8")
    return re.findall('<p class="moved small"><bdi>(.*?)</bdi></p>', text)


def news(site: Path) -> list[str]:
    """What the feed has about changes: titles, with the lines below them."""
    feed: Any = feedparser.parse((site / "news.atom").read_bytes())
    return [
        line
        for entry in feed.entries
        if [tag.term for tag in entry.tags] == ["programme"]
        for line in (entry.title, *entry.summary.split("\n"))
    ]


def test_what_was_published_first_is_not_changed(site: Path, own: Path) -> None:
    assert (changes(site), notes(site), news(site)) == ([], [], [])
    assert publish(site, own, on=FIRST).written == 1  # the first page counts days
    assert publish(site, own, on=FIRST).written == 0


def test_sessions_that_moved_are_new_or_are_cancelled(site: Path, own: Path) -> None:
    change(own, "11:00:00", "10:30:00")
    change(own, "Room 2", "Hall <2>")
    change(own, "end = 10:30:00", "end = 10:30:00\ncancelled = true")
    change(own, 'title = "Closing"\ndate = 2027-03-03', 'title = "Closing"\n'
           "date = 2027-03-02\nstart = 18:00:00\n\n[[session]]\n"
           'title = "Reception"\ndate = 2027-03-02')  # fmt: skip
    assert publish(site, own, on=FIRST).changed_sessions == 4
    assert changes(site) == [
        ("portsec-2027/closing", "time", "2027-03-03", "2027-03-02T18:00", FIRST),
        ("portsec-2027/drones", "room", "Room 2", "Hall <2>", FIRST),
        ("portsec-2027/drones", "time", "2027-03-02T11:00", "2027-03-02T10:30", FIRST),
        ("portsec-2027/opening", "state", "planned", "cancelled", FIRST),
        ("portsec-2027/reception", "state", "absent", "planned", FIRST),
    ]
    assert notes(site) == [
        "Cancelled (2 December 2026)",
        "Was Room 2, moved from 11:00 (2 December 2026)",
        "Moved from Wed 3 March 2027 (2 December 2026)",
        "New (2 December 2026)",
    ]
    assert news(site) == [
        "PortSec 2027: 4 sessions changed",
        "Closing: moved from Wed 3 March 2027 to Tue 2 March 2027, 18:00",
        "Drones over the harbour: in Hall <2>, was Room 2, moved from 11:00 to 10:30",
        "Opening: cancelled",
        "Reception: new",
    ]
    page = (site / "news.html").read_text("utf-8")
    assert '<section class="year" id="programmes_"><h2>Programme changes</h2>' in page
    assert "<bdi>Reception: new</bdi>" in page
    before = (site / RUN_RECORD).read_bytes()
    assert publish(site, own, on=FIRST).written == 0
    assert (site / RUN_RECORD).read_bytes() == before


def test_a_session_that_changes_again_or_back(site: Path, own: Path) -> None:
    """What readers knew first counts, and the day of the last change."""
    change(own, "11:00:00", "10:30:00")
    change(own, "Hall 1", "Hall 3")
    publish(site, own, on=FIRST)
    change(own, "10:30:00\nend = 12", "10:45:00\nend = 12")
    change(own, "Hall 3", "Hall 1")
    publish(site, own, on=SECOND)
    then, now = "2027-03-02T11:00", "2027-03-02T10:45"
    assert changes(site) == [("portsec-2027/drones", "time", then, now, SECOND)]


def test_what_is_no_longer_known_or_takes_place_again(site: Path, own: Path) -> None:
    change(own, "date = 2027-03-02\nstart = 11:00:00\nend = 12:00:00\nroom = ", "track = ")
    change(own, "end = 10:30:00", "end = 10:30:00\ncancelled = true")
    change(own, "date = 2027-03-03", 'date = 2027-03-03\nroom = "Hall 4"')
    publish(site, own, on=FIRST)
    (site / "changes.json").write_text("{")  # somebody damaged it
    change(own, "cancelled = true", "cancelled = false")
    change(own, "track = ", "date = 2027-03-02\ntrack = ")
    change(own, "date = 2027-03-03\nroom", "date = 2027-03-03\nstart = 09:00:00\nroom")
    publish(site, own, on=SECOND)
    dated = ("portsec-2027/drones", "time", None, "2027-03-02", SECOND)
    assert dated in changes(site)
    assert news(site) == [
        "PortSec 2027: 3 sessions changed",
        "Closing: now at 09:00",
        "Drones over the harbour: now on Tue 2 March 2027",
        "Opening: takes place again",
    ]


def test_what_goes_from_a_programme_is_in_the_news(site: Path, own: Path) -> None:
    path = own / "portsec" / "2027.toml"
    text = path.read_text("utf-8")
    path.write_text(text[: text.rindex("[[session]]")], "utf-8")
    change(own, 'room = "Room 2"', "")
    change(own, "start = 10:00:00\nend = 10:30:00\n", "")
    publish(site, own, on=FIRST)
    assert news(site) == [
        "PortSec 2027: 3 sessions changed",
        "Closing: no longer in the programme",
        "Drones over the harbour: no longer in Room 2",
        "Opening: moved from 10:00 to no time",
    ]
    assert notes(site) == [
        "No longer in Room 2 (2 December 2026)",
        "Moved from 10:00 (2 December 2026)",
    ]


def test_many_changes_are_counted(site: Path, own: Path) -> None:
    more = "".join(f'\n[[session]]\ntitle = "No {number}"\n' for number in range(45))
    change(own, "date = 2027-03-03\n", f"date = 2027-03-03\n{more}")
    publish(site, own, on=FIRST)
    lines = news(site)
    assert (len(lines), lines[-1]) == (42, "5 more sessions not shown.")


@pytest.mark.parametrize(
    ("day", "number"), [("2026-12-15", 1), ("2027-03-03", 1), ("2027-03-04", 0)]
)
def test_a_change_stays_until_the_last_day_of_the_show(
    site: Path, own: Path, day: str, number: int
) -> None:
    change(own, "11:00:00", "10:30:00")
    publish(site, own, on=FIRST)
    publish(site, own, on=day)
    assert len(changes(site)) == number


@pytest.mark.parametrize(("day", "number"), [("2027-03-16", 1), ("2027-03-17", 0)])
def test_a_late_change_stays_for_two_weeks(site: Path, own: Path, day: str, number: int) -> None:
    """What changes after the show is not reported any more."""
    change(own, "11:00:00", "10:30:00")
    publish(site, own, on="2027-03-02")
    publish(site, own, on="2027-03-10")
    change(own, "Room 2", "Room 3")
    publish(site, own, on=day)
    assert len(changes(site)) == number


def test_changes_go_with_their_edition(site: Path, own: Path) -> None:
    change(own, "11:00:00", "10:30:00")
    publish(site, own, on=FIRST)
    shutil.rmtree(own)
    publish(site, on=FIRST)
    assert changes(site) == []


@pytest.mark.parametrize(("written", "day"), [(1, FIRST), (2, FIRST), (2, SECOND)])
def test_the_next_run_begins_from_what_was_there_before_one_that_was_killed(
    site: Path, own: Path, monkeypatch: pytest.MonkeyPatch, written: int, day: str
) -> None:
    """All is written but the manifest, then all but the record that ends the run.

    On a later day, a change has the day of the run that ended.
    """
    change(own, "Room 2", "Room 3")
    publish(site, own, on=FIRST)
    kept = changes(site)
    change(own, "11:00:00", "10:30:00")
    with monkeypatch.context() as patched:
        _end_after(patched, written)
        with pytest.raises(KeyboardInterrupt):
            publish(site, own, on=FIRST)
    (again,) = [each for each in changes(site) if each not in kept]
    assert again[1:4] == ("time", "2027-03-02T11:00", "2027-03-02T10:30")
    back = Path(shutil.copytree(site, site.with_name("back")))
    assert publish(site, own, on=day).changed_sessions == 1
    assert changes(site) == sorted([*kept, (*again[:4], day)])
    change(own, "10:30:00\nend = 12", "11:00:00\nend = 12")
    assert publish(back, own, on=day).changed_sessions == 0
    assert changes(back) == kept


def _end_after(monkeypatch: pytest.MonkeyPatch, written: int) -> None:
    """Ends a run before it writes its manifest, or a record, after so many of them."""
    write, names = folder._write_json, list[str]()

    def write_or_end(path: Path, name: str, value: Any) -> None:
        if len(names) == written:
            raise KeyboardInterrupt
        names.append(name)
        write(path, name, value)

    monkeypatch.setattr(folder, "_write_json", write_or_end)
