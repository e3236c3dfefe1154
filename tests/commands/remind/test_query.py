"""Which alarms are due: those that an export writes, each in one window."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agendas import FILE, own
from builders import NEW_YORK, PARIS, at, catalog
from milipol_cli.commands.export import query as export
from milipol_cli.commands.remind import query
from milipol_cli.commands.remind.query import Reminders, with_moment
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.picks import Pick

MINUTE = dt.timedelta(minutes=1)
SAO_PAULO = ZoneInfo("America/Sao_Paulo")
# Clocks change by half an hour in the second, and at midnight in the third.
ZONES = (PARIS, NEW_YORK, ZoneInfo("Australia/Lord_Howe"), SAO_PAULO)
# Nights in which the clocks of one of these zones change.
NIGHTS = (
    *("2017-10-15", "2018-02-18", "2023-03-12", "2023-03-26"),
    *("2023-10-01", "2023-10-29", "2023-11-05", "2024-04-07"),
)
OFFSETS = ("1m", "15m", "90m", "24h", "0d@02:30", "1d", "1d@00:30", "1d@02:30")


def due(as_of: AsOf, *picks: Pick, minutes: int = 15) -> Reminders:
    """The alarms that are due within so many minutes."""
    as_of, within = with_moment(as_of), minutes * MINUTE
    return query.remind(catalog(FILE), as_of, picks=picks, within=within)


def listed(answer: Reminders) -> list[tuple[str, str]]:
    """The alarms, each as its time in the reader's zone and the id of its event."""
    return [(f"{alarm.rings:%d %H:%M %z}", alarm.event.id) for alarm in answer.due]


@st.composite
def entries(draw: st.DrawFn) -> Pick:
    """An entry of the reader's own around a night in which clocks change."""
    slug = draw(st.sampled_from(("acme", "bolt", "call", "dine")))
    day = dt.date.fromisoformat(draw(st.sampled_from(NIGHTS)))
    day += dt.timedelta(days=draw(st.integers(-1, 1)))
    alarm = tuple(draw(st.lists(st.sampled_from(OFFSETS), max_size=3)))
    if draw(st.booleans()):
        return own(slug, f"{day}", alarm=alarm)
    clock = draw(st.times().map(lambda time: time.replace(second=0, microsecond=0)))
    zone = draw(st.sampled_from(ZONES))
    return own(slug, f"{day}T{clock:%H:%M}", zone=zone, alarm=alarm)


@given(
    data=st.data(),
    picks=st.lists(entries(), min_size=1, max_size=4, unique_by=lambda pick: pick.id),
    zone=st.sampled_from(ZONES),
    minutes=st.sampled_from((1, 5, 15, 60, 24 * 60)),
    runs=st.integers(1, 20),
)
def test_windows_that_touch_neither_miss_nor_repeat_an_alarm(
    data: st.DataObject, picks: list[Pick], zone: ZoneInfo, minutes: int, runs: int
) -> None:
    """However late in its minute each run begins, also when clocks change."""
    as_of = AsOf(day=dt.date(2017, 1, 1), reader_zone=zone)
    selection = export.select(catalog(FILE), as_of, picks=picks)
    alarms = [
        (alarm.timestamp(zone), event.id, alarm.offset.written)
        for event in selection.events
        for alarm in event.alarms
    ]
    near = data.draw(st.sampled_from([time for time, *_ in alarms] or [1.7e9]))
    start = dt.datetime.fromtimestamp(near, dt.UTC).replace(second=0)
    start -= data.draw(st.integers(0, runs * minutes)) * MINUTE
    due_rows = []
    for run in range(runs):
        late = dt.timedelta(seconds=data.draw(st.sampled_from((0, 1, 30, 59))))
        moment = (start + run * minutes * MINUTE + late).astimezone(zone)
        answer = due(AsOf(moment=moment, reader_zone=zone), *picks, minutes=minutes)
        due_rows += [
            (each.rings.timestamp(), each.event.id, each.alarm.offset.written)
            for each in answer.due
        ]
    end = start + runs * minutes * MINUTE
    within = [row for row in alarms if start.timestamp() <= row[0] < end.timestamp()]
    assert sorted(due_rows) == sorted(within)
    assert [time for time, *_ in due_rows] == sorted(time for time, *_ in due_rows)


def test_alarms_of_days_are_by_the_readers_clock() -> None:
    """An entry with a time rings by the clock at its place."""
    picks = (
        own("form", "2023-11-15", alarm=("1d",)),
        own("acme", "2023-11-14T15:30", alarm=("30m",)),
    )
    answer = due(at("2023-11-14T13:50Z", NEW_YORK), *picks, minutes=60)
    assert listed(answer) == [("14 09:00 -0500", "agenda/acme"), ("14 09:00 -0500", "agenda/form")]


@pytest.mark.parametrize(
    ("day", "zone", "begins"),
    [
        ("2023-11-14", "Europe/Paris", "2023-11-14T00:00:00+01:00"),
        # Without a midnight, and with two.
        ("2017-10-15", "America/Sao_Paulo", "2017-10-15T01:00:00-02:00"),
        ("2023-11-05", "America/Havana", "2023-11-05T00:00:00-04:00"),
    ],
)
def test_a_date_is_the_moment_at_which_it_begins(day: str, zone: str, begins: str) -> None:
    answer = due(at(day, ZoneInfo(zone)))
    assert answer.start.isoformat() == begins
    assert answer.as_of.moment == answer.start
