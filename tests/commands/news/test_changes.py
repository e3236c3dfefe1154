"""What notices changed: an entry for each change, and its headline."""

from typing import Any

import pytest

from builders import VENUES, at, edition, notice, show, venue
from milipol_cli.commands.news.query import NewsEntry, news_of_editions
from milipol_cli.commands.news.words import remarks, text
from milipol_cli.network.editions import by_day, editions_as_of
from milipol_cli.network.model.shows import Edition, Notice, Status

PLACES = (
    *VENUES,
    venue("expo", name="Paris Expo", city="Villepinte"),
    venue("gallery", name="Galerie"),
    venue("nowhere"),
)
MAY, LATER = "2026-05-01/2026-05-03", "2026-06-01/2026-06-03"
ELSEWHERE = "venue: MOVED to another city, from Villepinte (Paris Nord Villepinte) to"
FIRST = notice("2026-01-01", MAY, venue="villepinte")


def entries_of(*editions: Edition) -> list[NewsEntry]:
    """The entries for the notices of one show's editions."""
    known = editions_as_of([show(*editions)], at("2027-12-31"))
    return list(news_of_editions(sorted(known, key=by_day), PLACES))


def headlines(*notices: Notice) -> list[str]:
    """The kinds and headlines for the notices of one edition, after the first."""
    first, *entries = entries_of(edition("paris-2026", *notices))
    assert first.day == notices[0].day_known
    return [f"{entry.kind}: {text(entry)}" for entry in entries]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("announced", "held", []),  # held as announced
        ("tentative", "announced",  # confirmed
         ["announcement: announced for 1-3 May 2026, previously tentative"]),
        ("tentative", "held",  # held after all
         ["announcement: held on 1-3 May 2026, previously tentative"]),
        ("announced", "tentative",  # no longer certain
         ["announcement: tentative for 1-3 May 2026, previously announced"]),
        ("announced", "cancelled",  # cancelled
         ["cancellation: CANCELLED, previously set for 1-3 May 2026"]),
        ("announced", "postponed",  # postponed
         ["postponement: POSTPONED, previously set for 1-3 May 2026"]),
        ("cancelled", "announced",  # announced after a cancellation
         ["announcement: ANNOUNCED AGAIN for 1-3 May 2026, previously cancelled"]),
        ("postponed", "announced",  # announced after a postponement
         ["announcement: ANNOUNCED AGAIN for 1-3 May 2026, previously postponed"]),
        ("cancelled", "tentative",  # listed in spite of a cancellation
         ["announcement: tentative for 1-3 May 2026, previously cancelled"]),
        ("cancelled", "cancelled", []),  # cancelled twice
        ("cancelled", "postponed",  # postponed instead
         ["postponement: POSTPONED, previously set for 1-3 May 2026"]),
        ("postponed", "postponed", []),  # postponed twice
    ],
)  # fmt: skip
def test_each_change_of_status_is_reported_once(
    before: Status, after: Status, expected: list[str]
) -> None:
    """The days stay; `before` is the status in notice 2, `after` in notice 3."""
    second = notice("2026-02-01", status=before)
    if before == "postponed" and after in ("announced", "held"):
        second = notice("2026-02-01", "" if after == "announced" else MAY, before)
    count = len(headlines(FIRST, second))
    assert headlines(FIRST, second, notice("2026-03-01", status=after))[count:] == expected


def test_other_days_after_a_cancellation_or_postponement_are_a_move() -> None:
    again = "announcement: ANNOUNCED AGAIN for 1-3 June 2026, previously cancelled"
    move = "move: MOVED from 1-3 May 2026 to 1-3 June 2026"
    third = notice("2026-03-01", LATER)
    cancelled = notice("2026-02-01", status="cancelled")
    postponed = notice("2026-02-01", status="postponed")
    assert headlines(FIRST, cancelled, third)[1:] == [again, move]
    assert headlines(FIRST, postponed, third)[1:] == [move]


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (notice("2026-02-01", LATER),  # other days
         ["move: MOVED from 1-3 May 2026 to 1-3 June 2026"]),
        (notice("2026-02-01", "2026-06-01", summary="in June"),  # other first day
         ["move: MOVED from 1-3 May 2026 to 1 June 2026, end not known"]),
        (notice("2026-02-01", MAY, summary="listed again"),  # has a summary
         ["announcement: listed again"]),
        (notice("2026-02-01", venue="expo"),  # other hall
         ["venue: MOVED to another hall, from Paris Nord Villepinte to Paris Expo"]),
        (notice("2026-02-01", venue="doha"), [f"{ELSEWHERE} Doha"]),  # other city
        (notice("2026-02-01", status="held", venue="delhi"),  # held elsewhere
         [f"{ELSEWHERE} New Delhi"]),
        (notice("2026-02-01", venue="nowhere"), []),  # place unknown
        (notice("2026-02-01", name="Milipol France"),  # other name
         ["rename: RENAMED from Milipol Paris to Milipol France"]),
        (  # everything
            notice("2026-02-01", LATER, venue="doha", name="Milipol Gulf"),
            [
                "move: MOVED from 1-3 May 2026 to 1-3 June 2026",
                f"{ELSEWHERE} Doha",
                "rename: RENAMED from Milipol Paris to Milipol Gulf",
            ],
        ),
        (notice("2026-02-01", LATER, "cancelled", venue="doha"),
         ["cancellation: CANCELLED, previously set for 1-3 May 2026"]),
    ],
)  # fmt: skip
def test_each_change_has_an_entry_of_its_own(later: Notice, expected: list[str]) -> None:
    assert headlines(FIRST, later) == expected


@pytest.mark.parametrize(
    ("first", "later", "expected"),
    [
        (notice("2026-01-01", "2026-05"), notice("2026-02-01", MAY),  # days
         ["announcement: 1-3 May 2026"]),
        (notice("2026-01-01", "2026-05-01", "tentative"),  # end
         notice("2026-02-01", MAY, "tentative"),
         ["announcement: 1-3 May 2026, tentative"]),
        (notice("2026-01-01", "2026-05-01", "tentative"), notice("2026-02-01", MAY),
         ["announcement: announced for 1-3 May 2026, previously tentative"]),
        (notice("2026-01-01", "2026-06-01", "tentative"),  # an estimate is replaced
         notice("2026-02-01", MAY),
         ["announcement: dates announced: 1-3 May 2026, not 1 June 2026 as estimated"]),
        (notice("2026-01-01", MAY), notice("2026-02-01", venue="villepinte"),  # place
         ["venue: place: Paris Nord Villepinte"]),
        (notice("2026-01-01", MAY, venue="nowhere"), notice("2026-02-01", venue="doha"),
         ["venue: place: Doha"]),  # city
        (notice("2026-01-01", MAY, venue="doha"), notice("2026-02-01", venue="gallery"),
         ["venue: place: Galerie"]),  # hall
        (notice("2026-01-01", MAY),  # place where it was held
         notice("2026-02-01", status="held", venue="villepinte"), []),
    ],
)  # fmt: skip
def test_more_exact_dates_or_places_are_no_move(
    first: Notice, later: Notice, expected: list[str]
) -> None:
    assert headlines(first, later) == expected


@pytest.mark.parametrize(
    ("first", "fields", "expected"),
    [
        ("2026-05-01", {}, "from 1 May 2026 in Villepinte"),  # start
        (MAY, {"summary": "first seen"}, "first seen"),  # summary
        (MAY, {"certainty": "inferred"}, "1-3 May 2026 in Villepinte"),  # inferred days
        ("2026", {"certainty": "inferred"}, None),  # inferred year
        (MAY, {"status": "cancelled"}, "CANCELLED, previously set for 1-3 May 2026"),
        (  # postponed
            "2026-05-01",
            {"status": "postponed"},
            "POSTPONED, previously set to begin on 1 May 2026",
        ),
    ],
)
def test_first_notice(first: str, fields: dict[str, Any], expected: str | None) -> None:
    """An inferred year alone is no news."""
    entries = entries_of(
        edition("paris-2026", notice("by 2026-01-01", first, venue="villepinte", **fields))
    )
    assert [text(entry) for entry in entries] == [expected][: expected is not None]
    assert all(entry.by for entry in entries)


def test_renames_are_reported_in_the_order_in_which_they_became_known() -> None:
    """An edition announced under the old name before the change is no change."""
    entries = entries_of(
        edition(
            "paris-2024",
            notice("2022-01-01", "2024-05-01", name="Old"),
            notice("2024-05-01", name="New", status="held"),
        ),
        edition(
            "paris-2026",
            notice("2023-01-01", "2026-05-01", name="Old"),
            notice("2026-01-01", "2026-05-01/2026-05-03", name="New"),
        ),
        edition("paris-2028", notice("2027-01-01", "2028", name="Newer")),
        edition("paris-2030", notice("2027-02-01", "2030", name="Newest", certainty="inferred")),
    )
    renames = [
        (entry.edition, entry.kind, entry.former_name, entry.name)
        for entry in entries
        if entry.former_name is not None
    ]
    assert renames == [
        ("paris-2024", "rename", "Old", "New"),
        ("paris-2028", "announcement", "New", "Newer"),
        ("paris-2030", "rename", "Newer", "Newest"),
    ]
    assert [[*remarks(entry)] for entry in entries if entry.edition == "paris-2028"] == [
        ["name: Newer, formerly New"]
    ]


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ((), ["inferred"]),
        (("an estimate", "a guess"), ["inferred: an estimate"]),
        (("day inferred from 2-5 May",), ["day inferred from 2-5 May"]),
    ],
)
def test_a_remark_says_that_something_is_inferred(
    notes: tuple[str, ...], expected: list[str]
) -> None:
    inferred = notice("2026-01-01", MAY, certainty="inferred", notes=notes)
    (entry,) = entries_of(edition("paris-2026", inferred))
    assert [*remarks(entry)] == expected
