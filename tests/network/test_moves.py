"""Editions that moved, were given up, or went to another city."""

import pytest

from builders import VENUES, dates, day, notice, placed, view
from milipol_cli.network.editions import contradicts, why_off
from milipol_cli.network.model.shows import Notice, Status

ANNOUNCED = "2025-04-08/2025-04-10"
HELD = "2025-04-23/2025-04-25"
CANCELLED = notice("2025-01-01", status="cancelled")
POSTPONED = notice("2025-01-01", status="postponed")


@pytest.mark.parametrize(
    ("later", "earlier", "gives_up"),
    [
        (HELD, ANNOUNCED, True),  # other days
        (ANNOUNCED, ANNOUNCED, False),  # same days
        ("2025-04-08/2025-04-11", ANNOUNCED, True),  # other end
        ("2025-04-07/2025-04-10", ANNOUNCED, True),  # other start
        (ANNOUNCED, "2025-04-08", False),  # end added
        ("2025-04-08", ANNOUNCED, False),  # end left out
        ("2025-04-09", "2025-04-08", True),  # other start alone
        (ANNOUNCED, "2025-04", False),  # days of the month
        ("2025-04-01/2025-04-30", "2025-04", False),  # whole month
        (ANNOUNCED, "2025", False),  # days of the year
        ("2025-04", "2025", False),  # month of the year
        (ANNOUNCED, "2025-05", True),  # days before the month
        (ANNOUNCED, "2025-03", True),  # days after the month
        ("2026", "2025", True),  # other year
        ("2025-05", "2025-04", True),  # other month
        ("2025-04", ANNOUNCED, True),  # days given up for the month
    ],
)
def test_later_dates_give_up_earlier_ones(later: str, earlier: str, *, gives_up: bool) -> None:
    assert contradicts(dates(later), dates(earlier)) is gives_up


@pytest.mark.parametrize(
    ("as_of", "reasons"),
    [
        ("2025-01-02", (None, None, None)),  # before it moved
        ("2025-04-07", (None, None, None)),  # the day before
        ("2025-04-08", ("moved", None, None)),  # once they have begun
        ("2025-04-20", ("moved", None, None)),  # once it is known
        ("2025-06-01", ("moved", None, None)),  # once it is over
    ],
)
def test_what_moved_is_not_on_the_days_it_had(as_of: str, reasons: tuple[str | None, ...]) -> None:
    """Old days, new ones, and days that it never had."""
    seen = view(
        as_of,
        notice("2025-01-01", "2025-04-08/2025-04-10"),
        notice("2025-01-02", name="Expo"),
        notice("2025-04-20", "2025-04-23/2025-04-25"),
        edition_id="paris-2025",
    )
    days = ("2025-04-09", "2025-04-24", "2025-12-24")
    assert tuple(why_off(seen, day(date)) for date in days) == reasons


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_what_was_called_off_is_on_no_day(status: Status) -> None:
    notices = (notice("2025-01-01", "2025-04-08/2025-04-10"), notice("2025-04-20", "", status))
    for as_of, reason in (
        ("2025-04-07", None),
        ("2025-04-08", status),
        ("2025-04-20", status),
        ("2025-05-01", status),
    ):
        seen = view(as_of, *notices, edition_id="paris-2025")
        for date in ("2025-04-09", "2025-12-24"):
            assert why_off(seen, day(date)) == reason


@pytest.mark.parametrize(
    ("second", "as_of", "expected"),
    [
        (CANCELLED, "2025-04-01", (None, None, None, None, None)),
        (CANCELLED, "2025-04-09", (None, None, None, None, None)),  # on its days
        (CANCELLED, "2025-04-11", ("over", None, None, None, 1)),
        (POSTPONED, "2025-04-01", (None, None, None, None, None)),
        (POSTPONED, "2025-04-09", (None, None, None, None, None)),
        (POSTPONED, "2026-01-01", (None, None, None, None, None)),
        (notice("2025-01-01", HELD, "postponed"), "2025-04-09",
         ("upcoming", 14, None, None, None)),
    ],
)  # fmt: skip
def test_cancelled_or_postponed_edition_is_never_on(
    second: Notice, as_of: str, expected: tuple[object, ...]
) -> None:
    """It is upcoming only if it has new dates."""
    known = view(as_of, notice("2024-01-01", ANNOUNCED), second)
    assert (placed(known), known.superseded, known.later) == (expected, False, None)


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_what_became_of_an_edition_is_known_later(status: str) -> None:
    notices = notice("2024-01-01", ANNOUNCED), notice("2025-06-01", status=status)  # type: ignore[arg-type]
    before, between = view("2025-04-07", *notices), view("2025-04-09", *notices)
    assert (before.phase, before.superseded) == ("upcoming", False)
    assert (between.phase, between.superseded) == (None, True)
    assert [seen.later and seen.later.status for seen in (before, between)] == [status] * 2


@pytest.mark.parametrize("dates_again", [HELD, ANNOUNCED])
def test_what_was_cancelled_may_be_announced_anew(dates_again: str) -> None:
    """It was cancelled in between, and that is known later, also on the same dates."""
    known = view(
        "2025-02-01", notice("2024-01-01", ANNOUNCED), CANCELLED, notice("2025-03-01", dates_again)
    )
    assert (known.phase, known.status, known.superseded) == (None, "cancelled", False)
    assert known.later is not None
    assert known.later.status == "announced"


@pytest.mark.parametrize(
    ("as_of", "phase"), [("2025-04-07", "upcoming"), ("2025-04-09", "on"), ("2025-04-11", "over")]
)
def test_change_of_city_is_known_later_and_leaves_the_dates(as_of: str, phase: str) -> None:
    known = view(
        as_of, notice("2024-01-01", ANNOUNCED, venue="delhi"), notice("2025-06-01", venue="doha")
    )
    assert (known.phase, known.superseded) == (phase, False)
    assert known.later is not None
    assert known.later.venue == VENUES[2]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("delhi", None),  # venue not given again
        ("india", "delhi"),  # city unknown before
    ],
)
def test_no_change_of_city_is_known_later(first: str | None, second: str | None) -> None:
    known = view(
        "2024-12-01",
        notice("2024-01-01", ANNOUNCED, venue=first),
        notice("2025-01-01", venue=second),
    )
    assert known.later is None
