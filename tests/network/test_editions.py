"""What is known of an edition from a standpoint, and where that stands in its days."""

from typing import Any

import pytest

from builders import PARIS, SOURCE, VENUES, at, dates, day, edition, notice, placed, show, view
from milipol_cli.network import editions
from milipol_cli.network.editions import show_as_known
from milipol_cli.network.model.dates import window
from milipol_cli.network.model.shows import EditionTheme, Status

ANNOUNCED = "2025-04-08/2025-04-10"
HELD = "2025-04-23/2025-04-25"


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("2023-11-14/2023-11-17", "2023-11-14", "2023-11-17"),  # days
        ("2023-11-14", "2023-11-14", "2023-11-14"),  # start alone
        ("2023-11", "2023-11-01", "2023-11-30"),  # month
        ("2024-02", "2024-02-01", "2024-02-29"),  # leap month
        ("2023", "2023-01-01", "2023-12-31"),  # year
        ("0001", "0001-01-01", "0001-12-31"),  # first year
        ("9999", "9999-01-01", "9999-12-31"),  # last year
    ],
)
def test_window_is_all_that_dates_may_mean(when: str, first: str, last: str) -> None:
    assert window(dates(when)) == (day(first), day(last))


@pytest.mark.parametrize(
    ("when", "as_of", "expected"),
    [
        ("2023-11-14/2023-11-17", "2023-11-13", ("upcoming", 1, None, None, None)),
        ("2023-11-14/2023-11-17", "2023-11-14", ("on", 0, 1, 4, None)),  # first day
        ("2023-11-14/2023-11-17", "2023-11-17", ("on", 0, 4, 4, None)),  # last day
        ("2023-11-14/2023-11-17", "2023-11-18", ("over", None, None, None, 1)),
        ("2024-02-28/2024-03-01", "2024-02-29", ("on", 0, 2, 3, None)),  # leap day
        ("2023-11-14/2023-11-14", "2023-11-14", ("on", 0, 1, 1, None)),  # single day
        ("2023-11-14/2023-11-14", "2023-11-15", ("over", None, None, None, 1)),
        ("2023-11-14", "2023-11-12", ("upcoming", 2, None, None, None)),
        ("2023-11-14", "2023-11-14", ("on", 0, 1, None, None)),  # start alone
        ("2023-11-14", "2023-11-15", (None, None, None, None, 1)),  # may be on
        ("2023-11", "2023-10-31", ("upcoming", None, None, None, None)),
        ("2023-11", "2023-11-14", (None, None, None, None, None)),  # in a month
        ("2023-11", "2023-12-01", ("over", None, None, None, None)),  # after a month
        ("2023", "2023-07-01", (None, None, None, None, None)),  # in a year
    ],
)
def test_edition_stands_in_its_days(when: str, as_of: str, expected: tuple[object, ...]) -> None:
    assert placed(view(as_of, notice("2020-01-01", when))) == expected


def test_days_are_counted_where_the_venue_is() -> None:
    """At 23:30 in Paris it is already tomorrow in Singapore."""
    as_of = at("2024-04-02T23:30+02:00", PARIS)
    announced = notice("2023-11-16", "2024-04-03/2024-04-05", venue="singapore")
    assert placed(view(as_of, announced)) == ("on", 0, 1, 3, None)


def test_notice_replaces_only_what_it_states() -> None:
    first = notice("2023-11-16", ANNOUNCED, venue="delhi", name="Milipol India", notes=("N",))
    second = notice("2025-03-01", status="tentative", certainty="inferred")
    third = notice("2025-04-23", HELD, venue="doha", name="Milipol India Expo")
    known = view("2025-03-02", first, second, third)
    assert (known.name, known.dates, known.venue) == (
        *("Milipol India", dates(ANNOUNCED), VENUES[1]),
    )
    assert (known.status, known.certainty) == ("tentative", "inferred")
    assert known.notices == (first, second)
    known = view("2025-04-23", first, second, third)
    assert (known.name, known.dates, known.venue) == (
        *("Milipol India Expo", dates(HELD), VENUES[2]),
    )


@pytest.mark.parametrize(
    ("status", "new_dates", "known"),
    [
        ("tentative", "", False),
        ("announced", "", False),
        ("held", "", True),
        ("cancelled", "", True),
        ("postponed", "", True),
        ("postponed", "2025-05-06/2025-05-08", False),
    ],
)
def test_outcome_is_known_of_what_was_held_cancelled_or_postponed_without_dates(
    status: Status, new_dates: str, *, known: bool
) -> None:
    last = notice("2025-02-01", new_dates, status)
    seen = view("2025-06-01", notice("2025-01-01", ANNOUNCED), last)
    assert seen.outcome_known is known


@pytest.mark.parametrize(
    ("as_of", "known", "is_known"),
    [
        ("2026-11-23", {}, False),  # undated before the review
        ("2026-11-24", {}, True),  # undated from the review on
        ("2023-05-01", {"known": day("2023-05-01")}, True),  # known
        ("2023-04-30", {"known": day("2023-05-01")}, False),  # not yet
        ("2023-05-01", {"known_by": day("2023-05-01")}, True),  # by
        ("2026-12-01", {"known": day("2026-12-02")}, False),  # after the review
    ],
)
def test_a_theme_is_told_from_the_day_it_was_known(
    as_of: str, known: dict[str, Any], *, is_known: bool
) -> None:
    theme = EditionTheme(title="T", source=SOURCE, **known)
    held = edition("paris-2023", notice("2023-01-01", "2023-11-14"), theme=theme)
    known_edition = editions.edition_as_of(held, show(held), at(as_of))
    assert known_edition is not None
    assert known_edition.record.theme == (theme if is_known else None)


@pytest.mark.parametrize(("as_of", "is_known"), [("2026-11-23", False), ("2026-11-24", True)])
def test_remarks_are_told_from_the_review_on(as_of: str, *, is_known: bool) -> None:
    """With what they rest on; that goes for a show and for its editions."""
    held = edition("paris-2023", notice("2023-01-01", "2023-11-14"), notes=("N",), source=SOURCE)
    file = show(held, notes=("N",), organiser="O", patron="P", aliases=("a",))
    known_edition = editions.edition_as_of(held, file, at(as_of))
    assert known_edition is not None
    assert (known_edition.record == held) is is_known
    assert (known_edition.record.notes, known_edition.record.source) == (
        (held.notes, held.source) if is_known else ((), ())
    )
    assert (show_as_known(file.show, at(as_of)) == file.show) is is_known


@pytest.mark.parametrize(
    ("as_of", "title", "first", "former"),
    [
        ("2020-06-01", "Summit 2022", ["Summit"], []),  # nothing states a name
        ("2021-06-01", "Fair 2022", ["Fair"], []),
        ("2023-06-01", "Fair 2024", ["Fair", "Fair"], []),  # the name of then
        ("2024-06-01", "Summit 2024", ["Summit", "Fair"], ["Summit", "Fair"]),
    ],
)
def test_an_edition_without_a_name_has_the_one_of_the_show_then(
    as_of: str, title: str, first: list[str], former: list[str]
) -> None:
    """As of a day on which the name in the show's file was not known yet."""
    file = show(
        edition(
            "paris-2022", notice("2020-01-01", "2022-11-10"), notice("2021-01-01", name="Fair")
        ),
        edition(
            "paris-2024", notice("2023-01-01", "2024-11-10"), notice("2024-01-01", name="Summit")
        ),
        name="Summit",
    )
    known = editions.editions_as_of([file], at(as_of))
    assert known[-1].title == title
    assert [*editions.first_names(known).values()] == first
    assert [*editions.former_names(known).values()] == former
