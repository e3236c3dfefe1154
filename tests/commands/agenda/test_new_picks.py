"""New picks, and finding the one to remove."""

import datetime as dt
from pathlib import Path

import pytest

from agendas import picks_of
from builders import PARIS, at, session
from conftest import Run
from milipol_cli.base.errors import BadInput, UnknownId
from milipol_cli.commands.agenda.changes import picks as new_picks
from milipol_cli.commands.agenda.changes.options import id_in
from milipol_cli.commands.agenda.changes.picks import NewTime
from milipol_cli.network.model.picks import OwnKind, Pick
from milipol_cli.network.model.programmes import Speaker
from milipol_cli.network.occasions import utc
from milipol_cli.picks.as_of import at_in_zone

pytestmark = pytest.mark.usefixtures("here", "agenda")

NOW = at("2023-11-15")


def test_a_title_of_long_names_can_be_written() -> None:
    """It is cut to the length that a text may have."""
    speakers = tuple(Speaker(name=letter * 9_995) for letter in "ab")
    names = session("talk", hours="10:00", speaker=speakers, title=None)
    (pick,) = picks_of(names)
    assert pick.title == f"Talk, with {'a' * 9_989}"


def test_a_pick_without_a_title_is_called_by_its_kind_and_who_speaks() -> None:
    held = (
        session("b", None, speaker=(), kind="talk"),
        session("c", None, speaker=(Speaker(name="A. Bell"), Speaker(name="C. Dee"))),
    )
    assert picks_of(*held) == [
        Pick(id="paris-2023/b", title="Talk"),
        Pick(
            id="paris-2023/c",
            title="Talk, with A. Bell and 1 other",
            speakers=("A. Bell", "C. Dee"),
        ),
    ]


def entry(
    title: str, at: dt.date | dt.datetime, minutes: int | None = None, kind: OwnKind = "meeting"
) -> Pick:
    """An own entry as the command line makes it."""
    time = NewTime(at, PARIS, minutes=minutes)
    return new_picks.own_entry(title, time, kind)


def test_the_id_of_an_own_entry_is_made_from_its_title() -> None:
    day = dt.date(2023, 9, 30)
    assert entry("Érik & Co: café!", day).id == "agenda/erik-co-cafe"
    assert entry("会议", day).id == "agenda/entry"
    assert entry("x" * 99, day).id == f"agenda/{'x' * 17}"
    assert entry("Meet the press again", day).id == "agenda/meet-the-press"
    assert entry("Dinner with the ministry", day).id == "agenda/dinner"
    first = entry("Meet", day)
    later = [entry("Meet", dt.date(2023, 10, day)) for day in (1, 2)]
    picks, ids = new_picks.with_added([first], later)
    assert ids == ("agenda/meet-2", "agenda/meet-3")
    assert [pick.id for pick in picks] == ["agenda/meet", *ids]


def test_an_own_entry_keeps_the_clock_and_the_moment() -> None:
    moment = dt.datetime.fromisoformat("2023-11-15T14:00+00:00")
    assert str(entry("Meet", moment, minutes=30).at) == "2023-11-15 15:00:00"
    twice = dt.datetime.fromisoformat("2023-10-29T02:30+01:00")
    kept = entry("Meet", twice, minutes=30)
    assert kept.at == twice
    assert utc(at_in_zone(twice, PARIS)) == utc(twice)


def test_an_own_entry_is_in_a_year_from_1900_to_2199() -> None:
    for year in (1900, 2199):
        moment = dt.datetime(year, 6, 1, tzinfo=PARIS)
        assert entry("Meet", moment, minutes=30).at == moment.replace(tzinfo=None)
    for time in ("1899-12-31T23:59", "2200-01-01T00:00"):
        far = dt.datetime.fromisoformat(time).replace(tzinfo=PARIS)
        with pytest.raises(BadInput, match="too far away in Europe/Paris"):
            entry("Meet", far, minutes=30)


def test_a_pick_is_found_by_its_id_or_the_end_of_it() -> None:
    picks = [Pick(id=key) for key in ("paris-2023/raid", "qatar-2024/raid", "india-2025/x")]
    picks += [Pick(id=f"oslo-2024/talk-{n}") for n in range(5)]
    picks.append(Pick(id="paris-2027"))
    assert id_in(picks, "paris-2023/RAID", NOW) == "paris-2023/raid"
    assert id_in(picks, "x", NOW) == "india-2025/x"
    for name, message in (
        ("raid", "no pick 'raid'; did you mean paris-2023/raid or qatar-2024/raid?"),
        ("raids", "no pick 'raids'; did you mean qatar-2024/raid?"),
        ("raix", "no pick 'raix'; did you mean qatar-2024/raid?"),
        ("zzz", "no pick 'zzz'; see milipol agenda"),
        (
            "talk-9",
            "no pick 'talk-9'; did you mean oslo-2024/talk-4, oslo-2024/talk-3 or"
            " oslo-2024/talk-2?",
        ),
    ):
        with pytest.raises(UnknownId) as raised:
            id_in(picks, name, NOW)
        assert str(raised.value) == message


@pytest.mark.parametrize(
    ("at", "kind", "alarms"),
    [
        ("2027-11-16T15:00", "deadline", ["1d@09:00", "60m"]),
        ("2027-11-16", "deadline", None),
        ("2027-11-16T08:59", "travel", ["1d@20:00", "60m"]),
        ("2027-11-16T03:00", "travel", ["1d@20:00", "60m"]),
        ("2027-11-16T09:00", "travel", ["180m"]),
        ("2027-11-16T02:59", "travel", ["180m"]),
        ("2027-11-16T15:00", "meeting", None),
        ("2027-11-16", "meeting", None),
    ],
)
def test_usual_alarms(run: Run, at: str, kind: str, alarms: list[str] | None) -> None:
    args = ("--minutes", "60") if "T" in at and kind != "deadline" else ()
    ran = run("agenda", "add", "--own", "X", "--at", at, "--kind", kind, *args, "--json")
    assert ran.json["items"][0]["alarms"] == alarms


def test_a_stay_of_several_days_rings_once_the_day_before(run: Run) -> None:
    stay = ("--at", "2027-11-15", "--until", "2027-11-19")
    (pick,) = run("agenda", "add", "--own", "Hotel", *stay, "--json").json["items"]
    assert (pick["alarms"], pick["rings"][0]["at"]) == (["1d"], "2027-11-14T09:00:00")


def test_a_new_time_of_day_keeps_the_day_that_is_shown(run: Run) -> None:
    """Also of an entry that another calendar has on another clock."""
    Path("in.ics").write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:Call\n"
        "DTSTART;TZID=Asia/Tokyo:20271117T040000\n"
        "DTEND;TZID=Asia/Tokyo:20271117T043000\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    run("agenda", "import", "in.ics", "--edition", "paris-2027")
    (pick,) = run("agenda", "edit", "call", "--at", "9pm", "--json").json["items"]
    assert pick["start"] == "2027-11-16T21:00:00+01:00"


def test_edit_and_remove_mean_what_is_picked(run: Run) -> None:
    """Whatever else the data has, and whatever is next."""
    run("agenda", "add", "paris-2023/exhibitors/thales")
    ran = run("agenda", "edit", "thales", "--note", "x", "--on", "2025-11-19")
    assert ran.err.startswith("Changed paris-2023/exhibitors/thales: ")
    ran = run("agenda", "remove", "thales", "--on", "2025-11-19")
    assert ran.err == "Removed paris-2023/exhibitors/thales.\n"
