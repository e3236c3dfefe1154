"""The words for dates, numbers, names, places and statuses."""

import pytest

from builders import dates, notice, venue, view
from milipol_cli.look.words import editions
from milipol_cli.look.words.dates import dates_long, dates_plain, dates_short, ordinal
from milipol_cli.look.words.editions import venue_line
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.shows import Notice, Venue

PARIS_2023 = "2023-11-14/2023-11-17"


def test_ordinals() -> None:
    tens = (0, 20, 30, 90, 100)
    for digit, ending in enumerate(("th", "st", "nd", "rd", "th"), start=0):
        for number in (ten + digit for ten in tens):
            assert ordinal(number) == f"{number}{ending}"
    assert {ordinal(number)[2:] for number in range(10, 21)} == {"th"}
    assert ordinal(111) == "111th"


@pytest.mark.parametrize(
    ("when", "short", "plain", "full"),
    [
        ("2024-10-29/2024-11-01", "29 Oct - 1 Nov 2024", "29 October - 1 November 2024",
         "Tuesday 29 October to Friday 1 November 2024"),  # across months
        ("2024-12-30/2025-01-02", "30 Dec 2024 - 2 Jan 2025",  # across years
         "30 December 2024 - 2 January 2025",
         "Monday 30 December 2024 to Thursday 2 January 2025"),
        ("2023-11-14/2024-11-14", "14 Nov 2023 - 14 Nov 2024",
         "14 November 2023 - 14 November 2024",
         "Tuesday 14 November 2023 to Thursday 14 November 2024"),
        ("2023-11-14/2023-11-14", "14 Nov 2023", "14 November 2023",  # one day
         "Tuesday 14 November 2023"),
        ("2026-04-14", "from 14 Apr 2026", "from 14 April 2026",  # start alone
         "from Tuesday 14 April 2026, end not known"),
        ("2026-10", "Oct 2026", "October 2026", "October 2026, days not known"),
        ("2005", "2005", "2005", "2005, days not known"),  # year
    ],
)  # fmt: skip
def test_dates_in_a_table_in_a_sentence_and_in_full(
    when: str, short: str, plain: str, full: str
) -> None:
    given_dates = dates(when)
    assert (dates_short(given_dates), dates_plain(given_dates), dates_long(given_dates)) == (
        short,
        plain,
        full,
    )


@pytest.mark.parametrize(
    ("place", "city", "line"),
    [
        (None, "place not found", "place not found"),  # unknown
        (venue("v"), "place not found", "place not found"),  # without a city
        (venue("v", name="Hall 5"), "place not found", "Hall 5"),  # name alone
        (venue("v", country="India"), "India", "India"),  # country alone
        (venue("v", city="Villepinte", country="France"), "Villepinte, France",
         "Villepinte, France"),  # city and country
        (venue("v", city="Singapore", country="Singapore"), "Singapore", "Singapore"),
        (venue("v", city="Doha"), "Doha", "Doha"),  # city alone
        (venue("v", name="Expo Villepinte", city="Villepinte", country="France"),
         "Villepinte, France", "Expo Villepinte, France"),  # name tells the city
        (venue("v", name="Paris Nord Villepinte", city="Villepinte"), "Villepinte",
         "Paris Nord Villepinte"),  # name tells the city without a country
        (venue("v", name="Yashobhoomi (IICC)", city="New Delhi", country="India"),
         "New Delhi, India", "Yashobhoomi (IICC), New Delhi, India"),  # name and city
    ],
)  # fmt: skip
def test_place_and_venue(place: Venue | None, city: str, line: str) -> None:
    known = at_venue(place)
    assert (editions.place(known), venue_line(known)) == (city, line)


def at_venue(place: Venue | None) -> EditionAsOf:
    """An edition at a venue."""
    known = view("2023-01-01", notice("2023-01-01", "2023"))
    fields = {name: getattr(known, name) for name in EditionAsOf.__struct_fields__}
    return EditionAsOf(**{**fields, "venue": place})


HELD = notice("2023-11-17", status="held")
TENTATIVE = notice("2023-11-01", status="tentative")
CANCELLED = notice("2023-01-01", status="cancelled")
POSTPONED = notice("2023-01-01", status="postponed")


@pytest.mark.parametrize(
    ("as_of", "when", "later", "starts", "status"),
    [
        ("2023-11-12", PARIS_2023, [], "in 2 days", "announced"),  # to come
        ("2023-11-13", PARIS_2023, [], "in 1 day", "announced"),  # tomorrow
        ("2023-11-16", PARIS_2023, [], "day 3 of 4", "on"),  # on
        ("2023-11-17", PARIS_2023, [HELD], "day 4 of 4", "on"),  # held
        ("2023-11-16", PARIS_2023, [TENTATIVE], "day 3 of 4", "on, tentative"),
        ("2023-11-14", "2023-11-14", [], "day 1, end not known", "on"),  # start
        ("2023-11-15", "2023-11-14", [], "began 1 day ago", "may be on"),
        ("2023-11-17", "2023-11-14", [notice("2023-11-16", status="tentative")],
         "began 3 days ago", "may be on, tentative"),
        ("2023-11-18", "2023-11-14", [], "began 4 days ago", "outcome not known"),
        ("2023-11-18", "2023-11-14", [notice("2023-11-15", status="held")],
         "began 4 days ago", "held"),  # start held
        ("2023-12-20", PARIS_2023,  # held as inferred
         [notice("2023-11-17", status="held", certainty="inferred")], "33 days ago",
         "held (inferred)"),
        ("2024-01-10", "2023", [], "over", "outcome not known"),  # year
        ("2023-12-01", PARIS_2023,  # postponed to new dates and over
         [notice("2023-01-01", "2023-11-03", status="postponed")], "began 28 days ago",
         "outcome not known"),
        ("2023-11-18", PARIS_2023, [], "1 day ago", "outcome not known"),
        ("2023-12-20", PARIS_2023, [HELD], "33 days ago", "held"),  # over
        ("2022-01-01", "2023-11", [], "day not known", "announced"),  # month
        ("2023-11-20", "2023-11", [HELD], "over", "held"),  # held in a month
        ("2023-11-16", "2023-11", [], "day not known", "announced"),  # in a month
        ("2023-11-01", PARIS_2023, [CANCELLED], "not on", "cancelled"),  # cancelled
        ("2023-12-01", PARIS_2023, [CANCELLED], "14 days ago", "cancelled"),
        ("2023-11-01", PARIS_2023, [POSTPONED], "not on", "postponed"),  # postponed
        ("2023-11-01", PARIS_2023,  # postponed to new dates
         [notice("2023-01-01", "2023-11-03", status="postponed")], "in 2 days",
         "postponed"),
        ("2023-11-15", PARIS_2023, [notice("2023-12-01", "2023-12-02")], "moved since",
         "announced"),  # moved since
        ("2023-11-15", PARIS_2023, [notice("2023-12-01", status="cancelled")],
         "cancelled since", "announced"),  # cancelled since
        ("2023-11-15", PARIS_2023, [notice("2023-12-01", status="postponed")],
         "postponed since", "announced"),  # postponed since
        ("2023-02-01", PARIS_2023, [CANCELLED, notice("2023-03-01", "2023-12-02")],
         "not on", "cancelled"),  # cancelled and announced anew since
    ],
)  # fmt: skip
def test_countdown_and_status(
    as_of: str, when: str, later: list[Notice], starts: str, status: str
) -> None:
    known = view(as_of, notice("2020-01-01", when), *later)
    assert (editions.starts(known), editions.status(known)) == (starts, status)
