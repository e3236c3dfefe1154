"""The words of moves, figures, notices and days of a programme."""

from typing import Any

import pytest

from builders import SOURCE, at, catalog, day, edition, notice, show
from milipol_cli.commands.show.edition_view import edition_day, notice_remarks
from milipol_cli.commands.show.query import EditionDetails, edition_details
from milipol_cli.look.words.dates import spelled_out
from milipol_cli.look.words.figures import figure_line, measure_line
from milipol_cli.network.editions import editions_as_of, figures_by_measure
from milipol_cli.network.model.shows import Edition, Figure, Notice


def test_figure() -> None:
    for fields, expected in (
        ({"value": 1}, "1 exhibitor"),
        ({"value": 2}, "2 exhibitors"),
        ({"value": 1, "upper": 2}, "1 to 2 exhibitors"),
        ({"value": 1, "bound": "at least"}, "1+ exhibitors"),
        ({"value": 1, "bound": "about"}, "about 1 exhibitor"),
        ({"value": 1, "measure": "visitor_countries"}, "1 country of visitors"),
        ({"value": 1, "measure": "deals", "currency": "QAR"}, "QAR 1 in deals"),
        ({"value": 1, "kind": "expected"}, "1 exhibitor, expected"),
    ):
        values: dict[str, Any] = {"measure": "exhibitors", "kind": "counted", **fields}
        figure = Figure(known=day("2026-01-01"), source=SOURCE, **values)
        assert figure_line(figure) == expected


def exhibitors(kind: str, value: int, known: str, *notes: str) -> Figure:
    """A number of exhibitors as a source on that day gives it."""
    values: dict[str, Any] = {"kind": kind, "value": value, "notes": notes}
    source = (f"s{value}",)
    return Figure(measure="exhibitors", known=day(known), source=source, **values)


@pytest.mark.parametrize(
    ("figures", "line"),
    [
        (["expected 9", "expected 8"], "8 exhibitors, expected (expected earlier: 9)"),
        (["expected 9", "counted 8"], "8 exhibitors (expected: 9)"),
        (["expected 9", "counted 9"], "9 exhibitors, as expected"),
        (
            ["expected 9", "expected 7", "counted 7", "counted 6", "expected 5"],
            "6 exhibitors (counted earlier: 7; expected: 5, earlier 7 and 9)",
        ),
        (
            ["expected 9", "counted 8", "expected 8"],
            "8 exhibitors, as expected (expected earlier: 9)",
        ),
    ],
)
def test_the_figure_to_quote_comes_first(figures: list[str], line: str) -> None:
    """Counted before expected, and the newest first, whatever their order in a file."""
    known = [
        exhibitors(kind, int(value), f"2026-01-0{at}")
        for at, (kind, value) in enumerate(map(str.split, figures), 1)
    ]
    (of_measure,) = figures_by_measure(known).values()
    assert measure_line(of_measure, {}) == line
    (of_measure,) = figures_by_measure(known[::-1]).values()
    assert measure_line(of_measure, {}) == line


def test_notes_and_sources_stand_behind_their_figures() -> None:
    known = [
        exhibitors("expected", 9, "2026-01-01", "before the show"),
        exhibitors("counted", 8, "2026-01-02", "150 foreign", "before the show"),
    ]
    (of_measure,) = figures_by_measure(known).values()
    assert measure_line(of_measure, {"s9": 1, "s8": 2}) == (
        "8 exhibitors [2] (150 foreign; before the show; expected: 9 [1])"
    )


def details(held: Edition) -> EditionDetails:
    """What is known about an edition in 2024."""
    file, as_of = show(held), at("2024-06-01")
    (known,) = editions_as_of([file], as_of)
    data = catalog(file)
    programme = data.programme(known.id)
    return edition_details(known, file, data, as_of, programme=programme)


def remarks(*notices: Notice) -> list[str]:
    """What stands beside the notices of an edition."""
    return [notice_remarks(row) for row in details(edition("paris-2024", *notices)).notices]


def test_remarks_on_a_notice_are_sentences() -> None:
    notes = ("no source explains the move", "Opened by a minister")
    first = notice("2024-01-01", "2024-05", name="Expo", certainty="inferred", notes=notes)
    assert remarks(first) == [
        "As Expo. Inferred. No source explains the move. Opened by a minister."
    ]


def test_a_notice_has_a_name_and_a_place_only_if_they_changed() -> None:
    """Also if two notices repeat them, and if a name is taken back."""
    notices = (
        notice("2024-01-01", "2024-05", name="Milipol Paris", venue="delhi"),
        notice("2024-02-01", name="Expo", venue="doha"),
        notice("2024-02-02", name="Expo", venue="doha"),
        notice("2024-03-01", venue="delhi"),
        notice("2024-03-02", name="Expo"),
        notice("2024-02-01", name="Milipol Paris", venue="doha"),
        notice("2024-02-01", name="Expo", venue="doha"),
    )
    assert remarks(*notices) == [
        "",
        "As Expo. At Doha.",
        "",
        "At New Delhi.",
        "",
        "As Milipol Paris. At Doha.",
        "As Expo.",
    ]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2023-11-14/2023-11-17", ["", ", day 1 of 4", ", day 4 of 4, last day", ""]),
        ("2023-11-14/2023-11-14", ["", ", day 1 of 1", "", ""]),
        ("2023-11-14", ["", *(f", day {day}, end not known" for day in (1, 4, 5))]),
        ("2023-11", ["", "", "", ""]),
    ],
)
def test_day_of_a_programme(when: str, expected: list[str]) -> None:
    held = edition("paris-2023", notice("2023-01-01", when))
    dates = {
        "2023-11-13": "Monday 13 November 2023",
        "2023-11-14": "Tuesday 14 November 2023",
        "2023-11-17": "Friday 17 November 2023",
        "2023-11-18": "Saturday 18 November 2023",
    }
    for (date, text), which in zip(dates.items(), expected, strict=True):
        assert edition_day(details(held).edition, day(date)) == f"{text}{which}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18-21 November 2025", "18 to 21 November 2025"),
        ("held 8-9 May, then 3-5 June", "held 8 to 9 May, then 3 to 5 June"),
        ("30 December 2024 - 2 January 2025", "30 December 2024 to 2 January 2025"),
        ("at 09:00-10:30 -1 day", "at 09:00 to 10:30 -1 day"),
        *(
            (text, text)
            for text in (
                *("1,200-1,300 exhibitors in May", "COVID-19 May 2020"),
                *("2025-10-11 March", "9-11 Mayors", "Hall 5 - 10 May"),
                "2025-10-11T09:00-05:00",
            )
        ),
    ],
)
def test_days_and_times_are_joined_by_a_word_in_plain_lines(text: str, expected: str) -> None:
    assert spelled_out(text) == expected
