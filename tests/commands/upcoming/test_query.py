"""What is to come: which editions, in which order, and the shows without one."""

import pytest

from builders import SINGAPORE, at, dates, edition, notice, rhythm, show
from milipol_cli.commands.upcoming.query import Upcoming, upcoming
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.dates import window
from milipol_cli.network.model.shows import Edition


def to_come(slug: str, when: str, known: str = "2020-01-01") -> Edition:
    """An edition that was announced."""
    return edition(slug, notice(known, when))


def held(slug: str, when: str, name: str | None = None) -> Edition:
    """An edition that was held, as was known on its first day."""
    first, _ = window(dates(when))
    return edition(slug, notice(f"by {first}", when, status="held", name=name))


def ids(answer: Upcoming) -> list[str]:
    """The ids of the editions that are listed."""
    return [view.id for view in answer.editions]


def undated(answer: Upcoming) -> list[tuple[str, int | None]]:
    """The shows without an edition to come, each with the year to expect."""
    return [(entry.show.id, entry.expected_year) for entry in answer.undated]


def test_editions_stand_in_the_order_of_first_day_last_day_and_id() -> None:
    file = show(
        to_come("e-2031", "2031"),
        to_come("d-2030", "2030-05-02/2030-05-03"),
        to_come("b-2030", "2030-05-01/2030-05-04"),
        to_come("a-2030", "2030-05-01/2030-05-04"),
        to_come("c-2030", "2030-05-01"),
        to_come("f-2030", "2030-05"),
    )
    assert ids(upcoming([file], at("2026-11-24"))) == [
        "c-2030",
        "a-2030",
        "b-2030",
        "f-2030",
        "d-2030",
        "e-2031",
    ]


@pytest.mark.parametrize("when", ["2000", "2000-12"])
def test_edition_that_was_held_on_unknown_days_is_not_to_come(when: str) -> None:
    file = show(edition("paris-2000", notice("2000-12-31", when, status="held")))
    answer = upcoming([file], at("2000-12-31"))
    assert (ids(answer), undated(answer)) == ([], [("paris", None)])


@pytest.mark.parametrize(("limit", "listed"), [(None, 3), (2, 2), (9, 3)])
def test_limit_is_the_most_editions_to_list(limit: int | None, listed: int) -> None:
    years = ("2023", "2025", "2027")
    file = show(*(to_come(f"paris-{year}", year) for year in years))
    answer = upcoming([file], at("2022-01-01"), limit=limit)
    assert ids(answer) == [f"paris-{year}" for year in years[:listed]]
    assert (answer.left_out, answer.undated) == (3 - listed, ())


@pytest.mark.parametrize(
    ("within_days", "expected"),
    [(0, ["paris-2023"]), (2, ["paris-2023"]), (3, ["paris-2023", "paris-2024"])],
)
def test_within_days_keeps_what_begins_by_then(within_days: int, expected: list[str]) -> None:
    file = show(
        to_come("paris-2023", "2023-12-30/2024-01-01"),
        to_come("paris-2024", "2024-01-03/2024-01-04"),
    )
    answer = upcoming([file], at("2023-12-31"), within_days=within_days)
    assert (ids(answer), answer.undated) == (expected, ())


@pytest.mark.parametrize(
    ("as_of", "every_years", "expected"),
    [
        ("2024-01-01", 2, 2025),  # next
        ("2025-12-31", 2, 2025),  # this year
        ("2026-01-01", 2, 2027),  # missed once
        ("2031-01-01", 3, 2032),  # missed often
    ],
)
def test_expected_year_is_the_next_in_the_rhythm(
    as_of: str, every_years: int, expected: int
) -> None:
    file = show(held("paris-2023", "2023-11-14"), rhythm=rhythm(every_years))
    assert undated(upcoming([file], at(as_of))) == [("paris", expected)]


def test_expected_year_is_counted_where_the_show_is() -> None:
    file = show(held("asia-pacific-2024", "2024-04-03"), zone=SINGAPORE, rhythm=rhythm())
    as_of = at("2026-12-31T23:30+01:00")
    assert undated(upcoming([file], as_of)) == [("asia-pacific", 2028)]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (at("2024-02-01"), 2025),  # known
        (at("2024-01-31"), None),  # known later
    ],
)
def test_year_is_expected_only_once_the_rhythm_is_known(as_of: AsOf, expected: int | None) -> None:
    known = rhythm(known="2024-02-01")
    file = show(held("paris-2023", "2023-11-14"), rhythm=known)
    assert undated(upcoming([file], as_of)) == [("paris", expected)]


def test_shows_without_dates_stand_in_the_order_of_the_year_expected() -> None:
    files = [
        show(held("b-2020", "2020")),
        show(held("a-2020", "2020")),
        show(held("d-2020", "2020"), rhythm=rhythm(4)),
        show(held("c-2021", "2021"), rhythm=rhythm(1)),
        show(held("e-2022", "2022"), rhythm=rhythm(1)),
    ]
    assert undated(upcoming(files, at("2023-01-01"))) == [
        ("c", 2023),
        ("e", 2023),
        ("d", 2024),
        ("a", None),
        ("b", None),
    ]


@pytest.mark.parametrize(("as_of", "listed"), [("2024-06-01", ["paris-2025"]), ("2025-12-31", [])])
def test_a_show_whose_next_edition_is_cancelled_has_no_other_to_come(
    as_of: str, listed: list[str]
) -> None:
    """The cancelled one is not its last, and its year is not expected anew."""
    cancelled = notice("2024-02-01", status="cancelled")
    file = show(
        held("paris-2023", "2023-11-14"),
        edition("paris-2025", notice("2024-01-01", "2025-11-18"), cancelled),
        rhythm=rhythm(),
    )
    answer = upcoming([file], at(as_of))
    assert (ids(answer), undated(answer)) == (listed, [("paris", 2027)])
    assert answer.undated[0].last.id == "paris-2023"


def test_postponed_edition_keeps_its_show_among_those_to_come() -> None:
    postponed = notice("2020-06-01", status="postponed")
    file = show(edition("qatar-2020", notice("2020-01-01", "2020-10-26"), postponed))
    answer = upcoming([file], at("2021-01-01"))
    assert (ids(answer), answer.undated) == (["qatar-2020"], ())


@pytest.mark.parametrize(
    ("as_of", "names", "expected"),
    [
        ("2020-01-01", ["Expo", "Fair"], "Expo"),
        ("2022-01-01", ["Expo", "Fair"], "Fair"),
        ("2022-01-01", ["Expo", None], "Own"),  # that of the show
    ],
)
def test_a_show_without_dates_has_the_name_known_then(
    as_of: str, names: list[str | None], expected: str
) -> None:
    editions = [
        edition(f"a-{year}", notice(f"{year}-12-31", year, status="held", name=name))
        for year, name in zip(("2019", "2021"), names, strict=True)
    ]
    (entry,) = upcoming([show(*editions, name="Own")], at(as_of)).undated
    assert entry.name == expected
