"""What notices changed: an entry for each change, and its headline."""

from typing import Any

import pytest

from builders import VENUES, at, dates, edition, notice, show, venue
from milipol_cli.network.editions import by_day, editions_as_of
from milipol_cli.network.model.shows import Edition, Notice, Status
from milipol_cli.news.changes import NewsEntry, changes
from milipol_cli.news.words import headline, remarks

PLACES = {
    place.id: place
    for place in (
        *VENUES,
        venue("expo", name="Paris Expo", city="Villepinte"),
        venue("gallery", name="Galerie"),
        venue("nowhere"),
    )
}
MAY, LATER = "2026-05-01/2026-05-03", "2026-06-01/2026-06-03"
ELSEWHERE = "venue: MOVED to another city, from Villepinte (Paris Nord Villepinte) to"
FIRST = notice("2026-01-01", MAY, venue="villepinte")


def entries_of(*editions: Edition) -> list[NewsEntry]:
    """The entries for the notices of one show's editions."""
    known = editions_as_of([show(*editions)], at("2027-12-31"))
    return list(changes(sorted(known, key=by_day), PLACES))


def headlines(*notices: Notice) -> list[str]:
    """The kinds and headlines for the notices of one edition, after the first."""
    first, *entries = entries_of(edition("paris-2026", *notices))
    assert first.day == notices[0].day_known
    return [f"{entry.kind}: {headline(entry)}" for entry in entries]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("announced", "announced", [], id="repeated"),
        pytest.param("announced", "held", [], id="held-as-announced"),
        pytest.param("postponed", "held", [], id="held-as-postponed"),
        pytest.param("tentative", "tentative", [], id="listed-again"),
        pytest.param(
            "tentative",
            "announced",
            ["announcement: announced for 1-3 May 2026, previously tentative"],
            id="confirmed",
        ),
        pytest.param(
            "tentative",
            "held",
            ["announcement: held on 1-3 May 2026, previously tentative"],
            id="held-after-all",
        ),
        pytest.param(
            "announced",
            "tentative",
            ["announcement: set for 1-3 May 2026, now only tentative"],
            id="no-longer-certain",
        ),
        pytest.param(
            "announced",
            "cancelled",
            ["cancellation: CANCELLED, previously set for 1-3 May 2026"],
            id="cancelled",
        ),
        pytest.param(
            "announced",
            "postponed",
            ["postponement: POSTPONED, previously set for 1-3 May 2026"],
            id="postponed",
        ),
        pytest.param(
            "cancelled",
            "announced",
            ["announcement: ANNOUNCED AGAIN for 1-3 May 2026, previously cancelled"],
            id="announced-after-a-cancellation",
        ),
        pytest.param(
            "postponed",
            "announced",
            ["announcement: ANNOUNCED AGAIN for 1-3 May 2026, previously postponed"],
            id="announced-after-a-postponement",
        ),
        pytest.param(
            "cancelled",
            "held",
            ["announcement: held on 1-3 May 2026, previously cancelled"],
            id="held-after-a-cancellation",
        ),
        pytest.param("cancelled", "cancelled", [], id="cancelled-twice"),
        pytest.param(
            "cancelled",
            "postponed",
            ["postponement: POSTPONED, previously set for 1-3 May 2026"],
            id="postponed-instead",
        ),
        pytest.param("postponed", "postponed", [], id="postponed-twice"),
    ],
)
def test_each_change_of_status_is_reported_once(
    before: Status, after: Status, expected: list[str]
) -> None:
    """The days stay; `before` is the status in notice 2, `after` in notice 3."""
    second = notice("2026-02-01", status=before)
    if before == "postponed" and after in ("announced", "held"):
        second = notice("2026-02-01", "" if after == "announced" else MAY, before)
    count = len(headlines(FIRST, second))
    assert (
        headlines(FIRST, second, notice("2026-03-01", status=after))[count:] == expected
    )


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        pytest.param(
            "cancelled",
            [
                "announcement: ANNOUNCED AGAIN for 1-3 June 2026, previously cancelled",
                "move: MOVED from 1-3 May 2026 to 1-3 June 2026",
            ],
            id="after-a-cancellation",
        ),
        pytest.param(
            "postponed",
            ["move: MOVED from 1-3 May 2026 to 1-3 June 2026"],
            id="after-a-postponement",
        ),
    ],
)
def test_other_days_after_a_cancellation_or_postponement_are_a_move(
    before: Status, expected: list[str]
) -> None:
    second = notice("2026-02-01", status=before)
    _, *entries = headlines(FIRST, second, notice("2026-03-01", LATER))
    assert entries == expected


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        pytest.param(
            notice("2026-02-01", LATER),
            ["move: MOVED from 1-3 May 2026 to 1-3 June 2026"],
            id="other-days",
        ),
        pytest.param(
            notice("2026-02-01", LATER, "postponed"),
            ["move: MOVED from 1-3 May 2026 to 1-3 June 2026"],
            id="postponed-until",
        ),
        pytest.param(
            notice("2026-02-01", "2026-06-01", summary="in June"),
            ["move: MOVED from 1-3 May 2026 to 1 June 2026, end not known"],
            id="other-first-day",
        ),
        pytest.param(
            notice("2026-02-01", "2026-06"),
            ["move: MOVED from 1-3 May 2026 to June 2026"],
            id="other-month",
        ),
        pytest.param(
            notice("2026-02-01", MAY, summary="listed again"),
            ["announcement: listed again"],
            id="has-a-summary",
        ),
        pytest.param(
            notice("2026-02-01", venue="expo"),
            ["venue: MOVED to another hall, from Paris Nord Villepinte to Paris Expo"],
            id="other-hall",
        ),
        pytest.param(
            notice("2026-02-01", venue="doha"), [f"{ELSEWHERE} Doha"], id="other-city"
        ),
        pytest.param(
            notice("2026-02-01", status="held", venue="delhi"),
            [f"{ELSEWHERE} New Delhi"],
            id="held-elsewhere",
        ),
        pytest.param(notice("2026-02-01", venue="nowhere"), [], id="place-unknown"),
        pytest.param(
            notice("2026-02-01", name="Milipol France"),
            ["rename: RENAMED from Milipol Paris to Milipol France"],
            id="other-name",
        ),
        pytest.param(
            notice("2026-02-01", LATER, venue="doha", name="Milipol Gulf"),
            [
                "move: MOVED from 1-3 May 2026 to 1-3 June 2026",
                f"{ELSEWHERE} Doha",
                "rename: RENAMED from Milipol Paris to Milipol Gulf",
            ],
            id="everything",
        ),
        pytest.param(
            notice("2026-02-01", LATER, "cancelled", venue="doha"),
            ["cancellation: CANCELLED, previously set for 1-3 May 2026"],
            id="cancelled-whatever-else",
        ),
    ],
)
def test_each_change_has_an_entry_of_its_own(
    later: Notice, expected: list[str]
) -> None:
    assert headlines(FIRST, later) == expected


def test_each_entry_has_its_own_change_only() -> None:
    """One notice postpones, another moves and renames, a third is tentative again."""
    entries = entries_of(
        edition(
            "paris-2026",
            notice("2026-01-01", "2026-05", "tentative"),
            notice("2026-02-01", MAY, "postponed"),
            notice("2026-03-01", LATER, name="New", headline="Moved"),
            notice("2026-04-01", status="tentative", summary="Maybe"),
        )
    )
    estimated, days, later = dates("2026-05"), dates(MAY), dates(LATER)
    assert [
        (
            entry.kind,
            entry.former_status,
            entry.former_name,
            entry.text,
            entry.old,
            entry.new,
        )
        for entry in entries
    ] == [
        ("announcement", None, None, None, None, estimated),
        ("postponement", None, None, None, None, estimated),
        ("announcement", "postponed", None, None, None, later),
        ("move", None, None, None, days, later),
        ("rename", None, "Milipol Paris", None, None, later),
        ("announcement", "announced", None, "Maybe", None, later),
    ]
    summaries = [entry.summary for entry in entries]
    assert summaries == [None] * 2 + ["Moved"] * 3 + [None]


@pytest.mark.parametrize(
    ("first", "later", "expected"),
    [
        pytest.param(
            notice("2026-01-01", "2026-05"),
            notice("2026-02-01", MAY),
            ["announcement: 1-3 May 2026"],
            id="days",
        ),
        pytest.param(
            notice("2026-01-01", "2026-05-01", "tentative"),
            notice("2026-02-01", MAY, "tentative"),
            ["announcement: 1-3 May 2026, tentative"],
            id="end",
        ),
        pytest.param(
            notice("2026-01-01", "2026-05-01", "tentative"),
            notice("2026-02-01", MAY),
            ["announcement: announced for 1-3 May 2026, previously tentative"],
            id="end-when-confirmed",
        ),
        pytest.param(
            notice("2026-01-01", MAY),
            notice("2026-02-01", venue="villepinte"),
            ["venue: place: Paris Nord Villepinte"],
            id="place",
        ),
        pytest.param(
            notice("2026-01-01", MAY, venue="nowhere"),
            notice("2026-02-01", venue="doha"),
            ["venue: place: Doha"],
            id="city",
        ),
        pytest.param(
            notice("2026-01-01", MAY, venue="doha"),
            notice("2026-02-01", venue="gallery"),
            ["venue: place: Galerie"],
            id="hall",
        ),
        pytest.param(
            notice("2026-01-01", MAY),
            notice("2026-02-01", status="held", venue="villepinte"),
            [],
            id="place-where-it-was-held",
        ),
    ],
)
def test_more_exact_dates_or_places_are_no_move(
    first: Notice, later: Notice, expected: list[str]
) -> None:
    assert headlines(first, later) == expected


@pytest.mark.parametrize(
    ("first", "fields", "expected"),
    [
        pytest.param(MAY, {}, "1-3 May 2026 in Villepinte", id="days"),
        pytest.param("2026-05-01", {}, "from 1 May 2026 in Villepinte", id="start"),
        pytest.param("2026", {}, "2026 in Villepinte", id="year"),
        pytest.param(MAY, {"summary": "first seen"}, "first seen", id="summary"),
        pytest.param(
            MAY,
            {"certainty": "inferred"},
            "1-3 May 2026 in Villepinte",
            id="inferred-days",
        ),
        pytest.param("2026", {"certainty": "inferred"}, None, id="inferred-year"),
        pytest.param(
            MAY,
            {"status": "cancelled"},
            "CANCELLED, previously set for 1-3 May 2026",
            id="cancelled",
        ),
        pytest.param(
            "2026-05-01",
            {"status": "postponed"},
            "POSTPONED, previously set to begin on 1 May 2026",
            id="postponed",
        ),
    ],
)
def test_first_notice(first: str, fields: dict[str, Any], expected: str | None) -> None:
    """An inferred year alone is no news."""
    entries = entries_of(
        edition(
            "paris-2026", notice("by 2026-01-01", first, venue="villepinte", **fields)
        )
    )
    assert [headline(entry) for entry in entries] == [expected][: expected is not None]
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
        edition(
            "paris-2030",
            notice("2027-02-01", "2030", name="Newest", certainty="inferred"),
        ),
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
    assert [
        [*remarks(entry)] for entry in entries if entry.edition == "paris-2028"
    ] == [["name: Newer, formerly New"]]


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
