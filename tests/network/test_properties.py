"""What holds of every edition, whatever its dates, from wherever it is seen."""

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from builders import any_edition, edition, notice, show, today
from milipol_cli.commands.upcoming.query import upcoming
from milipol_cli.network import editions as questions
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.editions import EditionAsOf, contradicts
from milipol_cli.network.model.dates import window
from milipol_cli.network.model.shows import Edition, ShowFile

ZONES = st.sampled_from(
    ["Europe/Paris", "Asia/Kolkata", "Pacific/Kiritimati", "Pacific/Pago_Pago"]
).map(ZoneInfo)
FIRST, LAST = dt.date(2019, 12, 30), dt.date(2021, 1, 2)
MOMENTS = st.datetimes(
    dt.datetime(2019, 12, 30),  # noqa: DTZ001  its zone comes from the next argument
    dt.datetime(2021, 1, 2),  # noqa: DTZ001
    timezones=ZONES,
)
EDITIONS = st.lists(any_edition("paris-2020", FIRST, LAST), min_size=1, max_size=4)


@st.composite
def standpoints(draw: st.DrawFn) -> AsOf:
    """A day or a moment around 2020, of a reader in some zone."""
    zone = draw(st.none() | ZONES)
    if draw(st.booleans()):
        return AsOf(day=draw(st.dates(FIRST, LAST)), reader_zone=zone)
    moment = draw(MOMENTS)
    if zone is not None:
        moment = moment.astimezone(zone)
    return AsOf(moment=moment, reader_zone=zone)


def files(editions: list[Edition]) -> list[ShowFile]:
    """A show for each edition, and the ids made different."""
    return [show(edition(f"show-{n}-2020", *held.notice)) for n, held in enumerate(editions)]


@given(any_edition("paris-2020", FIRST, LAST), standpoints())
def test_an_edition_is_that_of_its_known_notices_alone(held: Edition, as_of: AsOf) -> None:
    """What became known later changes at most the phase, and is listed apart."""
    known = tuple(notice for notice in held.notice if notice.day_known <= as_of.reader_day)
    seen = questions.edition_as_of(held, show(held), as_of)
    assert (() if seen is None else seen.notices) == known
    if seen is None:
        return
    alone = edition(held.id, *known)
    before = questions.edition_as_of(alone, show(alone), as_of)
    assert before is not None
    assert facts(seen) == facts(before)
    if not seen.superseded:
        assert seen.phase == before.phase


def facts(seen: EditionAsOf) -> tuple[object, ...]:
    """What notices say of an edition."""
    return (seen.name, seen.dates, seen.status, seen.certainty, seen.venue, seen.notices)


@given(any_edition("paris-2020", FIRST, LAST), standpoints())
def test_edition_is_on_only_on_days_that_were_not_given_up(held: Edition, as_of: AsOf) -> None:
    seen = questions.edition_as_of(held, show(held), as_of)
    if seen is None or seen.phase != "on" or seen.later is None:
        return
    assert not contradicts(seen.later.dates, seen.dates)
    assert seen.later.status != "cancelled"


@given(EDITIONS, standpoints())
def test_what_is_to_come_is_sorted_and_not_over(editions: list[Edition], as_of: AsOf) -> None:
    answer = upcoming(files(editions), as_of)
    order = [(*window(edition.dates), edition.id) for edition in answer.editions]
    assert order == sorted(order)
    for row in answer.editions:
        _, last = window(row.dates)
        assert (
            as_of.day_at(row.zone) <= last
            or row.superseded
            or row.status == "postponed"
            or row.is_or_may_be_on
        )


@given(EDITIONS, standpoints())
def test_every_known_show_is_listed_once(editions: list[Edition], as_of: AsOf) -> None:
    shows = files(editions)
    answer = upcoming(shows, as_of)
    to_come = {edition.show.id for edition in answer.editions if edition.status != "cancelled"}
    undated = {entry.show.id for entry in answer.undated}
    known = {
        file.show.id
        for file in shows
        if questions.edition_as_of(file.edition[0], file, as_of) is not None
    }
    assert (to_come | undated, to_come & undated) == (known, set())


@given(
    st.one_of(
        any_edition("paris-2020", dt.date.min, dt.date(1, 12, 31)),
        any_edition("paris-2020", dt.date(9999, 1, 1), dt.date.max),
    ),
    st.one_of(st.dates(max_value=dt.date(1, 12, 31)), st.dates(dt.date(9999, 1, 1)), st.dates()),
)
@example(edition("paris-9999", notice("2023-01-01", "9999-12-31")), dt.date.max)
def test_first_and_last_years_are_no_exception(held: Edition, date: dt.date) -> None:
    as_of = AsOf(day=date)
    answer = today(as_of, show(held))
    assert len(answer.days) + len(answer.next) + len(answer.last) <= 1
    upcoming([show(held)], as_of, within_days=10)
