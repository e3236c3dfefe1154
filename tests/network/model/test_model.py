"""Values that contradict themselves are refused while they are built."""

from collections.abc import Callable

import pytest

from builders import SOURCE, dates, day, edition, news, notice, session
from milipol_cli.network.model.dates import Dates
from milipol_cli.network.model.shows import EditionTheme, Known, Notice

MONDAY, TUESDAY = day("2026-11-23"), day("2026-11-24")


@pytest.mark.parametrize(
    ("build", "reason"),
    [
        (  # start and month
            lambda: Dates(start=MONDAY, month="2026-11"),
            "month: expected only one of start, month and year",
        ),
        (  # month and year
            lambda: Dates(month="2026-11", year=2026),
            "year: expected only one of start, month and year",
        ),
        (lambda: Dates(end=TUESDAY), "start: expected a start, since there is an end"),
        (  # end of a month
            lambda: Dates(month="2026-11", end=TUESDAY),
            "start: expected a start, since there is an end",
        ),
        (  # end before the start
            lambda: Dates(start=TUESDAY, end=MONDAY),
            "end: expected a day on or after 2026-11-24, the start",
        ),
        (  # number without a basis
            lambda: edition("a-2026", notice("2026-01-01", "2026"), number=1),
            "number_basis: expected number and number_basis together",
        ),
        (  # basis without a number
            lambda: edition(
                "a-2026", notice("2026-01-01", "2026"), number_basis="counted"
            ),
            "number: expected number and number_basis together",
        ),
        (Known, "known: expected exactly one of known and known_by"),  # never known
        (  # theme known twice
            lambda: EditionTheme(
                title="T", known=MONDAY, known_by=TUESDAY, source=SOURCE
            ),
            "known_by: expected only one of known and known_by",
        ),
        (  # known twice
            lambda: Known(known=MONDAY, known_by=TUESDAY),
            "known_by: expected exactly one of known and known_by",
        ),
        (  # notice never known
            lambda: Notice(status="held", source=SOURCE),
            "known: expected exactly one of known and known_by",
        ),
        (  # notice with an end alone
            lambda: notice("2026-01-01", end=TUESDAY),
            "start: expected a start, since there is an end",
        ),
        (  # notice with an end before the start
            lambda: notice("2026-01-01", start=TUESDAY, end=MONDAY),
            "end: expected a day on or after 2026-11-24, the start",
        ),
        (  # news without a date
            lambda: news("N"),
            "printed: expected exactly one of printed, month and known_by",
        ),
        (  # news with two
            lambda: news("N", "2026-11-24", month="2026-11"),
            "month: expected exactly one of printed, month and known_by",
        ),
        (  # session with an offset
            lambda: session("a", hours="10:00+01:00"),
            "start: expected a time at the venue, without an offset",
        ),
        (  # session with an end alone
            lambda: session("a", hours="-10:30"),
            "start: expected a start, since there is an end",
        ),
    ],
)
def test_refuses(build: Callable[[], object], reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{reason}$"):
        build()


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
