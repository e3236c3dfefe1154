"""The picks by day."""

import datetime as dt
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from agendas import FILE, agenda_of, conflicts_in, ids_in, own, picked, picks_in, picks_of
from builders import PARIS, SINGAPORE, TOKYO, edition, notice, session, show
from conftest import Run
from milipol_cli.commands.agenda import query as questions
from milipol_cli.commands.agenda import view
from milipol_cli.commands.agenda.query import Part
from milipol_cli.commands.agenda.report import fields
from milipol_cli.commands.agenda.report import view as report_view
from milipol_cli.commands.agenda.report.cards import cards_file
from milipol_cli.commands.agenda.report.query import report_of
from milipol_cli.look.document import Cell, Line
from milipol_cli.look.words import picks as pick_words
from milipol_cli.network.model.picks import Pick

# The picks of the table that are over once their day is.
OVER = ["2023-11-15", "off", "open", "order", "talk", "untimed"]
LIMA = ZoneInfo("America/Lima")


def test_a_pick_that_is_gone_from_the_data_stays_as_it_was() -> None:
    """It keeps its day and time; editions stay among whole days."""
    picks = [
        Pick(
            id="paris-2023/gone-panel",
            title="Gone",
            date=dt.date(2023, 11, 15),
            start=dt.time(22),
            end=dt.time(0, 30),
        ),
        Pick(id="paris-2023/untimed", title="Untimed", date=dt.date(2023, 11, 15)),
        Pick(id="mars-2024", title="Milipol Mars 2024", date=dt.date(2024, 1, 1)),
        Pick(id="mars-2025", title="Milipol Mars 2025"),
        Pick(id="mars-2025/base"),
        Pick(id="paris-2023/20231117", title="Milipol Paris 2023"),
        Pick(id="paris-2023/2023-11-31"),
    ]
    answer = agenda_of(*picks)
    assert ids_in(answer, "whole days") == ["mars-2024"]
    assert [pick_words.label(pick) for pick in picks_in(answer, "not in the data")] == [
        "Gone, Wednesday 15 November 2023, 22:00-00:30",
        "Untimed, Wednesday 15 November 2023",
        "Milipol Mars 2025",
        "mars-2025/base",
        "Milipol Paris 2023",
        "paris-2023/2023-11-31",
    ]
    assert {conflict for _, conflict in conflicts_in(answer)} == {"gone: no longer in the data"}
    assert view.heading(answer) == "My agenda: 7 picks, 7 gone"


def shape(day: Part) -> tuple[str, str, list[str]]:
    """A day by its date, its edition and its picks."""
    key = "" if day.edition is None else day.edition.id
    return day.date.isoformat(), key, [pick.id for pick in day.picks]


def test_picks_are_listed_by_day_in_order_of_time() -> None:
    held = (
        session("afternoon", half_day="afternoon"),
        session("timed", hours="10:00-11:00"),
        session("morning", half_day="morning"),
        session("tomorrow", "2023-11-16", "09:00"),
        session("undated", None),
    )
    answer = agenda_of(
        *picks_of(*held),
        own("here", "2023-11-15T09:00"),
        own("away", "2023-11-15T09:00", zone=SINGAPORE),
        own("order", "2023-09-30"),
        sessions=held,
    )
    assert [shape(day) for day in answer.days] == [
        ("2023-11-15", "", ["agenda/away"]),
        (
            "2023-11-15",
            "paris-2023",
            ["agenda/here", "paris-2023/timed", "paris-2023/morning", "paris-2023/afternoon"],
        ),
        ("2023-11-16", "paris-2023", ["paris-2023/tomorrow"]),
    ]
    assert ids_in(answer, "whole days") == ["agenda/order"]
    assert ids_in(answer, "day not known") == ["paris-2023/undated"]
    assert [pick.id for pick in answer.picks][:2] == ["agenda/order", "agenda/away"]


def test_picks_are_in_order_of_time_across_zones() -> None:
    """On its day a pick of whole days comes first, a session without a time last."""
    held = (
        session("early", hours="00:30-01:00"),
        session("late", hours="23:00-23:30"),
        session("untimed"),
    )
    answer = agenda_of(
        *picks_of(*held),
        own("tokyo", "2023-11-15T07:00", zone=TOKYO),
        own("lima", "2023-11-15T20:00", zone=LIMA),
        own("lima-next", "2023-11-15T17:10", zone=LIMA),
        *picked("paris-2023/2023-11-15", "paris-2023"),
        own("first", "0001-01-01"),
        sessions=held,
    )
    assert [pick.id.rpartition("/")[2] for pick in answer.picks] == [
        *("first", "paris-2023", "tokyo", "2023-11-15", "early"),
        *("late", "lima-next", "untimed", "lima"),
    ]


@pytest.mark.parametrize(
    ("as_of", "past"),
    [
        ("2023-11-15T10:59+01:00", ["order"]),
        ("2023-11-15T11:00+01:00", ["order", "talk"]),
        ("2023-11-15T23:59+01:00", ["order", "talk"]),  # its end was not published
        ("2023-11-16T00:00+01:00", OVER),
        ("2023-11-15", ["order"]),  # without a clock
        ("2023-11-16", OVER),
        (
            "2023-11-18",
            [
                *("2023-11-15", "off", "open", "order", "paris-2023", "talk"),
                *("undated", "untimed"),
            ],
        ),
    ],
)
def test_picks_that_are_over_are_past(as_of: str, past: list[str]) -> None:
    held = (
        session("talk", hours="10:00-11:00"),
        session("open", hours="12:00"),
        session("untimed"),
        session("undated", None),
        session("off", hours="10:00-11:00", cancelled=True),
    )
    picks = [
        *picks_of(*held),
        *picked("paris-2023", "paris-2023/2023-11-15"),
        own("order", "2023-11-14"),
        own("later", "2023-11-30T09:00"),
        Pick(id="mars-2024", date=dt.date(2024, 1, 1)),  # gone
    ]
    answer = agenda_of(*picks, sessions=held, as_of=as_of)
    shown = questions.narrow(answer, hides_past=True)
    left_out = {pick.id for pick in answer.picks} - {pick.id for pick in shown.picks}
    assert sorted(pick_id.rpartition("/")[2] for pick_id in left_out) == past
    assert (shown.past, shown.known) == (len(past), answer.known)
    everything = questions.narrow(answer)
    assert (everything.past, everything.picks) == (len(past), answer.picks)


def test_an_agenda_is_narrowed_to_a_show_and_to_a_day() -> None:
    other = show(
        edition("asia-2023", notice("2023-01-01", "2023-11-16", venue="singapore")), name="Asia"
    )
    talk = session("talk", hours="10:00-11:00")
    picks = [
        *picks_of(talk),
        *picked("paris-2023"),
        Pick(id="asia-2023"),
        Pick(id="asia-2024/lost", date=dt.date(2024, 1, 1)),
        own("beside", "2023-11-15T12:00"),  # on a day of the show, in its zone
        own("call", "2023-11-15T12:00", zone=SINGAPORE),
        own("stand", "2023-11-13", edition="asia-2023"),
        own("night", "2023-11-15T23:00", 120),
    ]
    answer = agenda_of(*picks, sessions=(talk,), files=(FILE, other))

    def ids(**options: Any) -> list[str]:
        narrowed = questions.narrow(answer, **options)
        return [pick.id.rpartition("/")[2] for pick in narrowed.picks]

    assert ids(show=FILE.show) == ["paris-2023", "talk", "beside", "night"]
    assert ids(show=other.show) == ["stand", "asia-2023", "lost"]
    assert ids(day=dt.date(2023, 11, 16)) == ["paris-2023", "asia-2023", "night"]
    assert ids(show=other.show, day=dt.date(2023, 11, 16)) == ["asia-2023"]
    assert ids(day=dt.date(2023, 12, 1)) == []


@pytest.mark.parametrize(("day", "date"), [(15, dt.date(2023, 11, 15)), (20, None)])
def test_a_report_has_what_was_attended_and_what_was_not(day: int, date: dt.date | None) -> None:
    """A session without a day was attended on that of its mark, if that is of the show.

    What was called off was not missed; journeys are counted, and no contacts.
    """
    held = (
        session("talk", hours="10:00-11:00"),
        session("off", hours="10:00-11:00", cancelled=True),
        session("undated", None),
    )
    *others, undated = picks_of(*held)
    marked = dt.datetime(2023, 11, day, 10, 30, tzinfo=PARIS)
    undated = msgspec.structs.replace(undated, done=True, done_at=marked)
    trains = [
        own(f"to-{day}", f"2023-11-{day}T18:00", kind="travel", done=True) for day in (14, 17)
    ]
    answer = agenda_of(undated, *others, *trains, sessions=held, as_of="2023-11-21")
    (edition, *_) = filter(None, (pick.edition for pick in answer.picks))
    report = report_of(answer, edition)
    assert [pick.id for pick in report.not_reached] == ["paris-2023/talk"]
    assert {done.date for done in report.done if done.session} == {date}
    assert fields.data(report).rows == []
    _, line = report_view.view(report).groups[0]
    assert line == Line(Cell("2 journeys, 1 session"))


def test_a_contact_without_a_person_has_no_card() -> None:
    contact: Any = SimpleNamespace(person_in_note=None, person=None)
    answer: Any = SimpleNamespace(contacts=[contact])
    assert b"FN:" not in cards_file(answer)


@pytest.mark.usefixtures("agenda")
def test_plain_lines_name_the_day(run: Run) -> None:
    for title, clock in (("A", "10:00"), ("B", "13:00")):
        at_clock = ("--at", f"2024-10-30T{clock}", "--minutes", "60")
        run("agenda", "add", "--own", title, *at_clock, "--edition", "qatar-2024")
    on_day = ("--day", "2024-10-30", "--on", "2024-10-29")
    shown = run("agenda", *on_day, "--format", "plain").out
    assert [line for line in shown.splitlines() if line] == [
        "My agenda: 2 picks.",
        "Day: Wednesday 30 October 2024, Milipol Qatar, day 2 of 3",
        "Pick: Meeting: A",
        "Time in Qatar: 10:00 to 11:00",
        "Time in UTC: 07:00 to 08:00",
        "ID: agenda/a",
        "Free time: 2 hours after the meeting",
        "Time in Qatar: 11:00 to 13:00",
        "Time in UTC: 08:00 to 10:00",
        "Pick: Meeting: B",
        "Time in Qatar: 13:00 to 14:00",
        "Time in UTC: 10:00 to 11:00",
        "ID: agenda/b",
    ]
