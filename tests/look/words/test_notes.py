"""The words of later changes, of notes and of the age of the data."""

from collections.abc import Sequence
from typing import Any

import pytest

from builders import REVIEWED, at, edition, notice, rhythm, show, view
from milipol_cli.commands.upcoming.query import Undated, upcoming
from milipol_cli.commands.upcoming.view import (
    expected_from,
    expected_note,
    show_and_city,
    tentative_notes,
)
from milipol_cli.look.words.editions import later_change
from milipol_cli.look.words.exhibitors import lists_without
from milipol_cli.look.words.sources import data_age
from milipol_cli.network.model.shows import Edition, Notice

UPGRADE = "upgrade milipol (git pull, then install it again)"
ANNOUNCED = "2025-04-08/2025-04-10"
HELD = "2025-04-23/2025-04-25"
FIRST = notice("2023-11-16", ANNOUNCED, venue="delhi")
CANCELLED = notice("2024-02-01", status="cancelled")
PARIS_2023 = edition("paris-2023", notice("2023-09-30", "2023-11-14/2023-11-17"))


@pytest.mark.parametrize(
    ("notices", "text"),
    [
      *(([FIRST, later], text) for later, text in (
        (notice("2025-04-23", HELD, "held"), "was held on 23-25 April 2025."),  # held
        (notice("2025-04-23", "2025-04-23", "held"), "was held from 23 April 2025."),
        (notice("2025-06-01", "2025-05", "held"), "was held in May 2025."),
        (notice("2024-06-01", HELD), "was moved to 23-25 April 2025."),  # moved
        (notice("2024-06-01", "2025-04-23"), "was moved and begins on 23 April 2025."),
        (notice("2024-06-01", status="cancelled"), "was cancelled."),  # cancelled
        (notice("2024-06-01", status="postponed"),  # postponed
         "was postponed; no new dates are known."),
        (notice("2025-06-01", status="held", venue="doha"), "was held in Doha, Qatar."),
        (notice("2024-06-01", venue="doha"), "was moved to Doha, Qatar."),
        (notice("2025-06-01", HELD, "held", venue="doha"),
         "was held on 23-25 April 2025 in Doha, Qatar."),
      )),
      # days in the announced month
      ([notice("2023-11-16", "2025-04", venue="delhi"),
        notice("2024-06-01", ANNOUNCED, venue="doha")], "was moved to Doha, Qatar."),
      # a city in the announced country
      ([notice("2023-11-16", ANNOUNCED, venue="india"),
        notice("2024-06-01", HELD, venue="delhi")], "was moved to 23-25 April 2025."),
      ([FIRST, CANCELLED, notice("2024-06-01", ANNOUNCED)],
       "was announced again for 8-10 April 2025."),
      ([notice("2023-11-16", "2025-04-08"), CANCELLED,
        notice("2024-06-01", "2025-04-08")],
       "was announced again to begin on 8 April 2025."),
    ],
)  # fmt: skip
def test_how_an_edition_changed_later(notices: Sequence[Notice], text: str) -> None:
    """What became more exact is no change; a cancelled one may be announced again."""
    known = view("2024-03-01", *notices, edition_id="india-2025")
    assert later_change(known) == f"Milipol Paris 2025 {text}"


def tentative(slug: str, *notes: str) -> Edition:
    """A tentative edition."""
    first = notice("2026-08-03", "2027-11-16", "tentative", notes=notes)
    return edition(slug, first)


@pytest.mark.parametrize(
    ("editions", "expected"),
    [
        ([tentative("a-2027", "one directory lists these days", "more")],  # one
         ["tentative: one directory lists these days."]),
        ([tentative("a-2027", "listed"), tentative("b-2027", "expected")],  # two
         ["tentative, a-2027: listed.", "tentative, b-2027: expected."]),
        ([tentative("a-2027", "listed"), tentative("b-2027")],
         ["tentative, a-2027: listed."]),  # one of two with a reason
        ([tentative("a-2027", "listed by Acme Inc.")],  # with a full stop
         ["tentative: listed by Acme Inc."]),
        ([tentative("a-2027")], []),  # without a reason
        ([edition("a-2027", notice("2026-01-01", "2027", notes=("remark",)))], []),
    ],
)  # fmt: skip
def test_reasons_for_tentative_editions(editions: Sequence[Edition], expected: list[str]) -> None:
    answer = upcoming([show(record) for record in editions], at("2026-11-24"))
    assert tentative_notes(answer.editions) == expected


def undated(
    as_of: str = "2026-11-24", when: str = "2024", venue: str | None = None, **fields: Any
) -> Undated:
    """A show without an upcoming edition."""
    held = edition("a-2024", notice("2020-01-01", when, status="held", venue=venue))
    (entry,) = upcoming([show(held, **fields)], at(as_of)).undated
    return entry


def test_the_last_city_follows_a_name_without_a_place() -> None:
    for name, venue, country, end in (
        ("Milipol TechX Summit", "singapore", "Singapore", ", Singapore"),
        ("Milipol Qatar", "doha", "Qatar", ""),  # country
        ("Milipol Doha", "doha", "Qatar", ""),  # city
        ("Milipol", None, "France", ""),  # venue not known
    ):
        entry = undated(venue=venue, name=name, city="Lyon", country=country)
        assert show_and_city(entry) == f"{name}{end}"


@pytest.mark.parametrize(
    ("every_years", "note", "words"),
    [
        (2, "the two-year", "2028, from its two-year cycle"),
        (5, "the regular", "2029, from its regular cycle"),
    ],
)
def test_expected_year_with_its_reason(every_years: int, note: str, words: str) -> None:
    entry = undated("2027-01-01", rhythm=rhythm(every_years))
    assert expected_from(entry) == words
    assert expected_note([entry]) == [f"expected: from {note} cycle; not announced."]


def test_several_rhythms_share_a_note() -> None:
    entries = [undated(rhythm=rhythm(2)), undated(rhythm=rhythm(3)), undated()]
    text = "expected: from the two-year and three-year cycle; not announced."
    assert expected_note(entries) == [text]


def test_without_a_known_rhythm_nothing_is_expected() -> None:
    later_changes = rhythm(known="2030-01-01")
    entry = undated("2025-01-01", rhythm=later_changes)
    assert expected_from(entry) == "not known"
    assert expected_note([entry, undated()]) == []


def test_data_older_than_90_days_comes_with_advice() -> None:
    line = "Data reviewed 24 Nov 2026"
    for as_of in ("2026-11-24", "2023-11-16", "2027-02-22"):
        assert data_age(REVIEWED, at(as_of)) == [f"{line}."]
    old = f"{line}, 91 days ago: {UPGRADE}."
    assert data_age(REVIEWED, at("2027-02-23")) == [old]
    assert data_age(None, at("2026-11-24")) == []


@pytest.mark.parametrize(
    ("lists", "lacking", "names_only", "text"),
    [
        (1, 1, True, "This list has no countries, so only names were searched."),
        (3, 3, False, "These 3 exhibitor lists have no countries."),
        (
            3,
            2,
            True,
            "2 of 3 exhibitor lists have no countries, so only names were searched there.",
        ),
        (3, 2, False, "2 of 3 exhibitor lists have no countries."),
    ],
)
def test_lists_that_lack_something(
    lists: int, lacking: int, *, names_only: bool, text: str
) -> None:
    assert text == lists_without(["countries"], lists, lacking=lacking, names_only=names_only)
