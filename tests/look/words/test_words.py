"""The words for dates, numbers, names, places and statuses."""

import datetime as dt

import pytest
from hypothesis import given

from builders import any_dates, dates, day, notice, show_day, venue, view
from milipol_cli.look.words import editions
from milipol_cli.look.words.dates import (
    count,
    dates_long,
    dates_plain,
    dates_short,
    day_long,
    day_plain,
    day_short,
    month,
    ordinal,
    spelled_out,
    weekday,
)
from milipol_cli.look.words.editions import (
    day_of_last,
    last_edition,
    named,
    titled,
    titled_number,
    venue_line,
)
from milipol_cli.network.editions import EditionAsOf
from milipol_cli.network.model.dates import Dates, window
from milipol_cli.network.model.shows import Notice, Status, Venue
from milipol_cli.today.words import date_and_day

PARIS_2023 = "2023-11-14/2023-11-17"


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 days"), (1, "1 day"), (2, "2 days"), (357, "357 days")]
)
def test_count(number: int, text: str) -> None:
    assert count(number, "day") == text


@pytest.mark.parametrize(
    ("ending", "numbers"),
    [
        ("st", [1, 21, 31, 41, 51, 61, 71, 81, 91, 101]),
        ("nd", [2, 22, 32, 42, 52, 62, 72, 82, 92, 102]),
        ("rd", [3, 23, 33, 43, 53, 63, 73, 83, 93, 103]),
    ],
)
def test_ordinals_of_1_to_113_that_do_not_end_in_th(
    ending: str, numbers: list[int]
) -> None:
    ordinals = [(number, ordinal(number)) for number in range(1, 114)]
    assert [n for n, text in ordinals if text == f"{n}{ending}"] == numbers


def test_other_ordinals_of_1_to_113_end_in_th() -> None:
    ordinals = [(number, ordinal(number)) for number in range(1, 114)]
    assert sum(text == f"{number}th" for number, text in ordinals) == 113 - 30


def test_months_are_named_in_english() -> None:
    months = [month(dt.date(2026, number, 1)) for number in range(1, 13)]
    assert " ".join(months) == (
        "January February March April May June July August September October"
        " November December"
    )


def test_weekdays_are_named_in_english() -> None:
    weekdays = [weekday(dt.date(2026, 11, number)) for number in range(23, 30)]
    assert " ".join(weekdays) == (
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
    )


def test_day_in_three_lengths() -> None:
    date = day("2026-11-24")
    assert day_long(date) == "Tuesday 24 November 2026"
    assert day_plain(date) == "24 November 2026"
    assert day_short(date) == "24 Nov 2026"


@pytest.mark.parametrize(
    ("when", "short", "plain", "full"),
    [
        pytest.param(
            "2027-11-16/2027-11-19",
            "16-19 Nov 2027",
            "16-19 November 2027",
            "Tuesday 16 to Friday 19 November 2027",
            id="in-a-month",
        ),
        pytest.param(
            "2024-10-29/2024-11-01",
            "29 Oct - 1 Nov 2024",
            "29 October - 1 November 2024",
            "Tuesday 29 October to Friday 1 November 2024",
            id="across-months",
        ),
        pytest.param(
            "2024-12-30/2025-01-02",
            "30 Dec 2024 - 2 Jan 2025",
            "30 December 2024 - 2 January 2025",
            "Monday 30 December 2024 to Thursday 2 January 2025",
            id="across-years",
        ),
        pytest.param(
            "2023-11-14/2024-11-14",
            "14 Nov 2023 - 14 Nov 2024",
            "14 November 2023 - 14 November 2024",
            "Tuesday 14 November 2023 to Thursday 14 November 2024",
            id="same-day-of-another-year",
        ),
        pytest.param(
            "2023-11-14/2023-11-14",
            "14 Nov 2023",
            "14 November 2023",
            "Tuesday 14 November 2023",
            id="one-day",
        ),
        pytest.param(
            "2026-04-14",
            "from 14 Apr 2026",
            "from 14 April 2026",
            "from Tuesday 14 April 2026, end not known",
            id="start-alone",
        ),
        pytest.param(
            "2026-10",
            "Oct 2026",
            "October 2026",
            "October 2026, days not known",
            id="month",
        ),
        pytest.param("2005", "2005", "2005", "2005, days not known", id="year"),
    ],
)
def test_dates_in_a_table_in_a_sentence_and_in_full(
    when: str, short: str, plain: str, full: str
) -> None:
    given_dates = dates(when)
    assert (
        dates_short(given_dates),
        dates_plain(given_dates),
        dates_long(given_dates),
    ) == (short, plain, full)


@pytest.mark.parametrize(
    ("when", "text"),
    [
        pytest.param("2025-04-23/2025-04-25", "23 to 25 April 2025", id="in-a-month"),
        pytest.param(
            "2024-10-29/2024-11-01", "29 October to 1 November 2024", id="across-months"
        ),
    ],
)
def test_days_are_joined_by_a_word_where_they_are_spelled_out(
    when: str, text: str
) -> None:
    assert spelled_out(dates_plain(dates(when))) == text


@given(any_dates())
def test_all_dates_end_with_their_year(when: Dates) -> None:
    year = str(window(when)[1].year)
    for text in (
        dates_short(when),
        dates_plain(when),
        dates_long(when).partition(",")[0],
    ):
        assert text.endswith(year)
    assert "-" not in spelled_out(dates_plain(when))


@pytest.mark.parametrize(
    ("place", "city", "line"),
    [
        pytest.param(None, "place not found", "place not found", id="unknown"),
        pytest.param(
            venue("v"), "place not found", "place not found", id="without-a-city"
        ),
        pytest.param(
            venue("v", name="Hall 5"), "place not found", "Hall 5", id="name-alone"
        ),
        pytest.param(venue("v", country="India"), "India", "India", id="country-alone"),
        pytest.param(
            venue("v", city="Villepinte", country="France"),
            "Villepinte, France",
            "Villepinte, France",
            id="city-and-country",
        ),
        pytest.param(
            venue("v", city="Singapore", country="Singapore"),
            "Singapore",
            "Singapore",
            id="city-is-country",
        ),
        pytest.param(venue("v", city="Doha"), "Doha", "Doha", id="city-alone"),
        pytest.param(
            venue("v", name="Expo Villepinte", city="Villepinte", country="France"),
            "Villepinte, France",
            "Expo Villepinte, France",
            id="name-tells-the-city",
        ),
        pytest.param(
            venue("v", name="Paris Nord Villepinte", city="Villepinte"),
            "Villepinte",
            "Paris Nord Villepinte",
            id="name-tells-the-city-without-a-country",
        ),
        pytest.param(
            venue("v", name="Yashobhoomi (IICC)", city="New Delhi", country="India"),
            "New Delhi, India",
            "Yashobhoomi (IICC), New Delhi, India",
            id="name-and-city",
        ),
    ],
)
def test_place_and_venue(place: Venue | None, city: str, line: str) -> None:
    known = at_venue(place)
    assert (editions.place(known), venue_line(known)) == (city, line)


def at_venue(place: Venue | None) -> EditionAsOf:
    """An edition at a venue."""
    known = view("2023-01-01", notice("2023-01-01", "2023"))
    fields = {name: getattr(known, name) for name in EditionAsOf.__struct_fields__}
    return EditionAsOf(**{**fields, "venue": place})


@pytest.mark.parametrize(
    ("number", "text"),
    [
        pytest.param(
            23,
            ("Milipol Paris, 23rd", "Milipol Paris 2023", "Milipol Paris 2023, 23rd"),
            id="with-a-number",
        ),
        pytest.param(
            None,
            ("Milipol Paris", "Milipol Paris 2023", "Milipol Paris 2023"),
            id="without",
        ),
    ],
)
def test_names_of_an_edition(number: int | None, text: tuple[str, str, str]) -> None:
    known = view("2023-11-16", notice("2023-01-01", PARIS_2023), number=number)
    assert (named(known), titled(known), titled_number(known)) == text


HELD = notice("2023-11-17", status="held")
TENTATIVE = notice("2023-11-01", status="tentative")
CANCELLED = notice("2023-01-01", status="cancelled")
POSTPONED = notice("2023-01-01", status="postponed")


@pytest.mark.parametrize(
    ("as_of", "when", "later", "starts", "status"),
    [
        pytest.param(
            "2023-11-12", PARIS_2023, [], "in 2 days", "announced", id="to-come"
        ),
        pytest.param(
            "2023-11-13", PARIS_2023, [], "in 1 day", "announced", id="tomorrow"
        ),
        pytest.param("2023-11-16", PARIS_2023, [], "day 3 of 4", "on", id="on"),
        pytest.param("2023-11-17", PARIS_2023, [HELD], "day 4 of 4", "on", id="held"),
        pytest.param(
            "2023-11-16",
            PARIS_2023,
            [TENTATIVE],
            "day 3 of 4",
            "on, tentative",
            id="on-but-tentative",
        ),
        pytest.param(
            "2023-11-14", "2023-11-14", [], "day 1, end not known", "on", id="start"
        ),
        pytest.param(
            "2023-11-15",
            "2023-11-14",
            [],
            "began 1 day ago",
            "outcome not known",
            id="start-over",
        ),
        pytest.param(
            "2023-11-16",
            "2023-11-14",
            [notice("2023-11-15", status="held")],
            "began 2 days ago",
            "held",
            id="start-held",
        ),
        pytest.param(
            "2023-12-20",
            PARIS_2023,
            [notice("2023-11-17", status="held", certainty="inferred")],
            "33 days ago",
            "held (inferred)",
            id="held-as-inferred",
        ),
        pytest.param("2024-01-10", "2023", [], "over", "outcome not known", id="year"),
        pytest.param(
            "2023-12-01",
            PARIS_2023,
            [notice("2023-01-01", "2023-11-03", status="postponed")],
            "began 28 days ago",
            "outcome not known",
            id="postponed-to-new-dates-and-over",
        ),
        pytest.param(
            "2023-11-18",
            PARIS_2023,
            [],
            "1 day ago",
            "outcome not known",
            id="outcome-not-known",
        ),
        pytest.param(
            "2023-12-20", PARIS_2023, [HELD], "33 days ago", "held", id="over"
        ),
        pytest.param(
            "2022-01-01", "2023-11", [], "day not known", "announced", id="month"
        ),
        pytest.param(
            "2023-11-20", "2023-11", [HELD], "over", "held", id="held-in-a-month"
        ),
        pytest.param(
            "2023-11-16", "2023-11", [], "day not known", "announced", id="in-a-month"
        ),
        pytest.param(
            "2023-11-01", PARIS_2023, [CANCELLED], "not on", "cancelled", id="cancelled"
        ),
        pytest.param(
            "2023-12-01",
            PARIS_2023,
            [CANCELLED],
            "14 days ago",
            "cancelled",
            id="cancelled-and-over",
        ),
        pytest.param(
            "2023-11-01", PARIS_2023, [POSTPONED], "not on", "postponed", id="postponed"
        ),
        pytest.param(
            "2023-11-01",
            PARIS_2023,
            [notice("2023-01-01", "2023-11-03", status="postponed")],
            "in 2 days",
            "postponed",
            id="postponed-to-new-dates",
        ),
        pytest.param(
            "2023-11-15",
            PARIS_2023,
            [notice("2023-12-01", "2023-12-02")],
            "moved since",
            "announced",
            id="moved-since",
        ),
        pytest.param(
            "2023-11-15",
            PARIS_2023,
            [notice("2023-12-01", status="cancelled")],
            "cancelled since",
            "announced",
            id="cancelled-since",
        ),
        pytest.param(
            "2023-11-15",
            PARIS_2023,
            [notice("2023-12-01", status="postponed")],
            "postponed since",
            "announced",
            id="postponed-since",
        ),
        pytest.param(
            "2023-02-01",
            PARIS_2023,
            [CANCELLED, notice("2023-03-01", "2023-12-02")],
            "not on",
            "cancelled",
            id="cancelled-and-announced-anew-since",
        ),
    ],
)
def test_countdown_and_status(
    as_of: str, when: str, later: list[Notice], starts: str, status: str
) -> None:
    known = view(as_of, notice("2020-01-01", when), *later)
    assert (editions.starts(known), editions.status(known)) == (starts, status)


@pytest.mark.parametrize(
    ("day_number", "days", "text"),
    [
        pytest.param(1, 4, "day 1 of 4", id="first"),
        pytest.param(4, 4, "day 4 of 4, last day", id="last"),
        pytest.param(1, 1, "day 1 of 1", id="only"),
        pytest.param(1, None, "day 1, end not known", id="end-not-known"),
    ],
)
def test_the_last_of_several_days_is_named(
    day_number: int, days: int | None, text: str
) -> None:
    assert day_of_last(day_number, days) == text


def test_date_and_day_of_an_edition() -> None:
    assert date_and_day(show_day("2023-11-17")) == (
        "Friday 17 November 2023, day 4 of 4, last day"
    )


def test_date_and_day_of_a_tentative_edition() -> None:
    known = view("2023-11-15", notice("2023-09-30", PARIS_2023, "tentative"))
    assert date_and_day(show_day("2023-11-15", edition=known)) == (
        "Wednesday 15 November 2023, day 2 of 4, tentative"
    )


@pytest.mark.parametrize(
    ("when", "status", "text"),
    [
        pytest.param("2026-04-28/2026-04-30", "held", "28-30 Apr 2026", id="held"),
        pytest.param(
            "2026-10-20/2026-10-22",
            "announced",
            "20-22 Oct 2026, outcome not known",
            id="outcome-not-known",
        ),
        pytest.param(
            "2026-04-14", "held", "from 14 Apr 2026, end not known", id="end-not-known"
        ),
        pytest.param(
            "2026-04-14",
            "announced",
            "from 14 Apr 2026, outcome not known",
            id="neither-known",
        ),
        pytest.param("2025-10", "held", "Oct 2025", id="month"),
        pytest.param(
            "2026-04-28/2026-04-30",
            "cancelled",
            "28-30 Apr 2026, cancelled",
            id="cancelled",
        ),
    ],
)
def test_last_edition(when: str, status: Status, text: str) -> None:
    known = view("2026-11-24", notice("2020-01-01", when, status=status))
    assert last_edition(known) == text
