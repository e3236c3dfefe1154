"""What whole ids name."""

import datetime as dt

import pytest

from builders import notice, session, view
from milipol_cli.errors import UnknownId
from milipol_cli.network.load.ids import days_on, part_of_pick
from milipol_cli.network.model.programmes import Programme


def test_an_id_has_one_slash() -> None:
    talk = session("talk")
    programme = Programme(edition="paris-2023", session=(talk,))
    assert part_of_pick("paris-2023/talk", lambda _: programme) == talk
    with pytest.raises(UnknownId):
        part_of_pick("paris-2023/x/talk", lambda _: programme)


def test_a_day_is_one_of_the_editions_on_that_day() -> None:
    november = notice("2023-01-01", "2023-11-14/2023-11-17")
    paris = view("2023-10-01", november)
    day = november.start
    assert day is not None
    assert days_on(day, [paris]) == ["paris-2023/2023-11-14"]
    rome = view("2023-10-01", november, edition_id="rome-2023")
    ids = ["paris-2023/2023-11-14", "rome-2023/2023-11-14"]
    assert days_on(day, [rome, paris]) == ids
    # Neither in a month that is known alone, nor on days that were given up.
    for notices in (
        [notice("2023-01-01", "2023-11")],
        [november, notice("2023-02-01", status="cancelled")],
        [november, notice("2023-02-01", "2024-03-05/2024-03-08", "postponed")],
        [november, notice("2023-12-01", "2024-03-05/2024-03-08", "postponed")],
    ):
        assert days_on(day, [view("2023-11-20", *notices)]) == []


def test_a_day_is_one_of_an_edition_that_may_be_on() -> None:
    start_alone = notice("2023-01-01", "2023-11-14")
    third, fourth = dt.date(2023, 11, 16), dt.date(2023, 11, 17)
    may_be_on = view("2023-11-16", start_alone)
    assert days_on(third, [may_be_on]) == ["paris-2023/2023-11-16"]
    assert days_on(fourth, [may_be_on]) == []
    assert days_on(third, [view("2023-12-01", start_alone)]) == []
