"""When something is known, and dates; `check/wrong.txt` has what is refused."""

import pytest

from builders import dates, day, notice
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.shows import Known

MONDAY, TUESDAY = day("2026-11-23"), day("2026-11-24")


def test_dates_may_be_unknown() -> None:
    assert Dates() == Dates(start=None, end=None, month=None, year=None)


@pytest.mark.parametrize(
    ("known", "first"),
    [(Known(known=MONDAY), MONDAY), (Known(known_by=TUESDAY), TUESDAY)],
)
def test_first_day_on_which_something_may_be_known(known: Known, first: object) -> None:
    assert known.day_known == first


@pytest.mark.parametrize(
    "when", ["2026-11-23/2026-11-24", "2026-11-23", "2026-11", "2026"]
)
def test_notice_gives_the_dates_it_states(when: str) -> None:
    assert notice("2026-01-01", when).dates == dates(when)


def test_notice_without_dates_gives_none() -> None:
    assert notice("2026-01-01").dates is None
