"""What is to come: which editions, in which order, and the shows without one."""

from zoneinfo import ZoneInfo

import pytest

from builders import SINGAPORE, SOURCE, at, dates, day, edition, notice, show
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.dates import window
from milipol_cli.network.model.shows import Edition, Notice, Rhythm
from milipol_cli.upcoming.query import Upcoming, upcoming


def to_come(slug: str, when: str, known: str = "2020-01-01") -> Edition:
    """An edition that was announced."""
    return edition(slug, notice(known, when))


def held(slug: str, when: str, name: str | None = None) -> Edition:
    """An edition that was held, as was known on its first day."""
    first, _ = window(dates(when))
    return edition(slug, notice(f"by {first}", when, status="held", name=name))


def rhythm(every_years: int = 2, known: str = "2010-01-01") -> Rhythm:
    """A rhythm that a source gives."""
    return Rhythm(
        every_years=every_years, summary="often", known=day(known), source=SOURCE
    )


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


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2023-11-13", ["paris-2023", "paris-2025"]),  # before
        ("2023-11-17", ["paris-2023", "paris-2025"]),  # on
        ("2023-11-18", ["paris-2025"]),  # over
    ],
)
def test_edition_is_listed_until_it_is_over(as_of: str, expected: list[str]) -> None:
    file = show(
        to_come("paris-2023", "2023-11-14/2023-11-17"), to_come("paris-2025", "2025")
    )
    assert ids(upcoming([file], at(as_of))) == expected


@pytest.mark.parametrize("when", ["2000", "2000-12"])
def test_edition_that_was_held_on_unknown_days_is_not_to_come(when: str) -> None:
    file = show(edition("paris-2000", notice("2000-12-31", when, status="held")))
    answer = upcoming([file], at("2000-12-31"))
    assert (ids(answer), undated(answer)) == ([], [("paris", None)])


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (None, ["paris-2023", "paris-2025", "paris-2027"]),  # none
        (2, ["paris-2023", "paris-2025"]),  # 2
        (9, ["paris-2023", "paris-2025", "paris-2027"]),  # more
        (0, []),  # 0
    ],
)
def test_limit_is_the_most_editions_to_list(
    limit: int | None, expected: list[str]
) -> None:
    file = show(*(to_come(f"paris-{year}", year) for year in ("2023", "2025", "2027")))
    answer = upcoming([file], at("2022-01-01"), limit=limit)
    assert (ids(answer), answer.undated) == (expected, ())


@pytest.mark.parametrize(
    ("within_days", "expected"),
    [(0, ["paris-2023"]), (2, ["paris-2023"]), (3, ["paris-2023", "paris-2024"])],
)
def test_within_days_keeps_what_begins_by_then(
    within_days: int, expected: list[str]
) -> None:
    file = show(
        to_come("paris-2023", "2023-12-30/2024-01-01"),
        to_come("paris-2024", "2024-01-03/2024-01-04"),
    )
    answer = upcoming([file], at("2023-12-31"), within_days=within_days)
    assert (ids(answer), answer.undated) == (expected, ())


def test_within_days_counts_where_the_venue_is() -> None:
    announced = notice("2023-01-01", "2024-04-03", venue="singapore")
    file = show(edition("asia-pacific-2024", announced))
    as_of = at("2024-04-01T23:30+02:00")
    assert ids(upcoming([file], as_of, within_days=1)) == ["asia-pacific-2024"]


def test_review_counts_that_lies_furthest_back() -> None:
    files = [
        show(to_come("a-2030", "2030"), reviewed=day("2026-11-24")),
        show(to_come("b-2030", "2030"), reviewed=day("2026-11-20")),
    ]
    answer = upcoming(files, at("2026-11-24"))
    assert answer.reviewed == day("2026-11-20")


def test_without_shows_there_is_no_review() -> None:
    assert upcoming([], at("2026-11-24")) == Upcoming(
        as_of=at("2026-11-24"), editions=(), undated=(), later_changes=(), reviewed=None
    )


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2024-01-01", 2025),  # next
        ("2025-12-31", 2025),  # this year
        ("2026-01-01", 2027),  # missed once
        ("2030-01-01", 2031),  # missed often
    ],
)
def test_expected_year_is_the_next_in_the_rhythm(as_of: str, expected: int) -> None:
    file = show(held("paris-2023", "2023-11-14"), rhythm=rhythm())
    assert undated(upcoming([file], at(as_of))) == [("paris", expected)]


@pytest.mark.parametrize(
    ("every_years", "expected"), [(1, 2031), (3, 2032), (4, 2031), (20, 2043)]
)
def test_missed_years_are_passed_over_in_steps_of_the_rhythm(
    every_years: int, expected: int
) -> None:
    file = show(held("paris-2023", "2023-11-14"), rhythm=rhythm(every_years))
    answer = upcoming([file], at("2031-01-01"))
    assert undated(answer) == [("paris", expected)]


def test_expected_year_is_counted_where_the_show_is() -> None:
    file = show(
        held("asia-pacific-2024", "2024-04-03"), zone=SINGAPORE, rhythm=rhythm()
    )
    as_of = at("2026-12-31T23:30+01:00")
    assert undated(upcoming([file], as_of)) == [("asia-pacific", 2028)]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (at("2024-02-01"), 2025),  # known
        (at("2024-01-31"), None),  # known later
        (at("2024-01-31T23:30+01:00"), None),  # known in half an hour
    ],
)
def test_year_is_expected_only_once_the_rhythm_is_known(
    as_of: AsOf, expected: int | None
) -> None:
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


def test_show_without_dates_has_its_last_edition() -> None:
    file = show(held("qatar-2026", "2026-10-20"), held("qatar-2024", "2024-10-29"))
    (entry,) = upcoming([file], at("2026-11-24")).undated
    assert entry.last.id == "qatar-2026"


def test_show_whose_next_edition_is_cancelled_has_no_other_to_come() -> None:
    cancelled = notice("2024-02-01", status="cancelled")
    file = show(
        held("paris-2023", "2023-11-14"),
        edition("paris-2025", notice("2024-01-01", "2025-11-18"), cancelled),
    )
    answer = upcoming([file], at("2024-06-01"))
    assert (ids(answer), undated(answer)) == (["paris-2025"], [("paris", None)])


@pytest.mark.parametrize("as_of", ["2024-06-01", "2025-12-31"])
def test_year_of_a_cancelled_edition_is_not_expected(as_of: str) -> None:
    cancelled = notice("2024-02-01", status="cancelled")
    file = show(
        held("paris-2023", "2023-11-14"),
        edition("paris-2025", notice("2024-01-01", "2025-11-18"), cancelled),
        rhythm=rhythm(),
    )
    answer = upcoming([file], at(as_of))
    assert undated(answer) == [("paris", 2027)]


def test_last_edition_is_not_one_that_was_cancelled_before_it_began() -> None:
    cancelled = notice("2024-02-01", status="cancelled")
    file = show(
        held("paris-2023", "2023-11-14"),
        edition("paris-2025", notice("2024-01-01", "2025-11-18"), cancelled),
    )
    (entry,) = upcoming([file], at("2024-06-01")).undated
    assert entry.last.id == "paris-2023"


def test_postponed_edition_keeps_its_show_among_those_to_come() -> None:
    postponed = notice("2020-06-01", status="postponed")
    file = show(edition("qatar-2020", notice("2020-01-01", "2020-10-26"), postponed))
    answer = upcoming([file], at("2021-01-01"))
    assert (ids(answer), answer.undated) == (["qatar-2020"], ())


def names(as_of: str, *notices: Notice, **fields: str) -> tuple[str, str | None]:
    """The name and the former name of a show without an edition to come."""
    editions = (edition(f"a-{notice.year}", notice) for notice in notices)
    file = show(*editions, **fields)
    (entry,) = upcoming([file], at(as_of)).undated
    return entry.name, entry.former_name


def named(year: str, name: str | None) -> Notice:
    """A notice of an edition that was held under a name."""
    return notice(f"{year}-12-31", year, status="held", name=name)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2018-01-01", ("Asia-Pacific", None)),  # first name
        ("2025-01-01", ("APAC", "Asia-Pacific")),  # second name
        ("2027-01-01", ("TechX", "APAC")),  # third name
    ],
)
def test_show_without_dates_has_the_name_known_then_and_the_one_before(
    as_of: str, expected: tuple[str, str | None]
) -> None:
    assert (
        names(
            as_of,
            named("2017", "Asia-Pacific"),
            named("2019", "Asia-Pacific"),
            named("2024", "APAC"),
            named("2026", "TechX"),
        )
        == expected
    )


def test_show_whose_editions_have_no_names_has_its_own() -> None:
    assert names("2027-01-01", named("2025", None), name="Expo") == ("Expo", None)


def test_show_that_took_up_its_old_name_bears_it() -> None:
    editions = named("2017", "Expo"), named("2019", "Fair"), named("2021", "Expo")
    assert names("2027-01-01", *editions) == ("Expo", "Fair")


def test_show_without_dates_has_the_name_of_its_last_edition() -> None:
    editions = named("2017", "Fair"), named("2019", None)
    assert names("2027-01-01", *editions, name="Expo") == ("Expo", "Fair")


def test_only_what_is_listed_is_known_later() -> None:
    moved = edition(
        "b-2031", notice("2020-01-01", "2031-01-01"), notice("2030-01-01", "2031-02-01")
    )
    files = [show(to_come("a-2030", "2030")), show(moved)]
    short, long = (upcoming(files, at("2026-11-24"), limit=limit) for limit in (1, 2))
    assert short.later_changes == ()
    assert long.later_changes == long.editions[1:]


def test_show_across_the_date_line_is_listed_on_its_own_day() -> None:
    zone = ZoneInfo("Pacific/Kiritimati")
    file = show(to_come("line-2030", "2030-05-01/2030-05-01"), zone=zone)
    assert ids(upcoming([file], at("2030-05-01T09:59+00:00"))) == ["line-2030"]
    assert ids(upcoming([file], at("2030-05-01T10:00+00:00"))) == []
