"""What is on today, what comes next, and what this day was in other years."""

from collections.abc import Sequence
from typing import Any

import pytest

from builders import SINGAPORE, SOURCE, at, day, edition, news, notice, session, show, today
from milipol_cli.commands.today.query import DayNow, LatestNews
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.programmes import Programme
from milipol_cli.network.model.shows import Edition, Status

PARIS_2023 = edition("paris-2023", notice("2023-09-30", "2023-11-14/2023-11-17"))


def in_paris(as_of: str, *printed: NewsItem, **parts: Any) -> DayNow:
    """The day of Milipol Paris 2023 as of a date."""
    programme = Programme(edition="paris-2023", **parts)
    (show_day,) = today(as_of, show(PARIS_2023), programme=programme, printed=printed).days
    return show_day


def held(slug: str, when: str, **fields: Any) -> Edition:
    """An edition that was held, as was known on the first day of its year."""
    return edition(slug, notice(f"{slug[-4:]}-01-01", when, status="held", **fields))


def ids(editions: Sequence[Any]) -> list[str]:
    """The ids of editions."""
    return [edition_as_of.id for edition_as_of in editions]


@pytest.mark.parametrize(
    ("as_of", "status", "upcoming"),
    [
        ("2026-10-01", "announced", True),  # first of its month
        ("2026-10-31", "tentative", True),  # last of its month
        ("2026-11-01", "announced", False),  # after its month
        ("2026-10-31T22:30+00:00", "announced", True),  # last evening there
        ("2026-10-31T23:30+00:00", "announced", False),  # next month there
        ("2026-10-15", "cancelled", False),  # cancelled
        ("2026-10-15", "postponed", False),  # postponed
    ],
)
def test_an_edition_known_to_the_month_is_next_while_that_runs(
    as_of: str, status: Status, *, upcoming: bool
) -> None:
    month = edition("paris-2026", notice("2026-01-01", "2026-10"), notice("2026-01-02", "", status))
    assert ids(today(as_of, show(month)).next) == ["paris-2026"] * upcoming


def test_a_month_is_listed_while_it_runs_even_if_the_edition_moved_later() -> None:
    moved = edition(
        "qatar-2020",
        notice("2020-01-01", "2020-10"),
        notice("2020-12-10", "2021-03-15/2021-03-17", "postponed"),
    )
    (edition_as_of,) = today("2020-10-15", show(moved)).next
    assert (edition_as_of.superseded, edition_as_of.days_until) == (True, None)
    for as_of in ("2020-11-01", "2020-10-31T23:30+00:00"):  # in Paris it is November
        assert today(as_of, show(moved)).next == ()


def test_today_is_the_date_at_each_venue() -> None:
    """At 23:30 in Paris it is already tomorrow in Singapore."""
    other = edition("asia-2023", notice("2023-09-30", "2023-11-15/2023-11-16", venue="singapore"))
    answer = today("2023-11-15T23:30+01:00", show(PARIS_2023), show(other))
    assert [(on.edition.id, on.date, on.edition.day) for on in answer.days] == [
        ("paris-2023", day("2023-11-15"), 2),
        ("asia-2023", day("2023-11-16"), 2),
    ]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2023-11-16", ["panel"]),
        ("2023-11-15T23:50+01:00", ["gala", "late", "talk"]),
        ("2023-11-16T00:10+01:00", ["gala", "late", "panel"]),
        ("2023-11-16T00:20+01:00", ["gala", "panel"]),
        ("2023-11-16T02:00+01:00", ["panel"]),
        ("2023-11-17T00:10+01:00", []),
    ],
)
def test_sessions_on_since_yesterday_come_first(as_of: str, expected: list[str]) -> None:
    sessions = (
        session("talk"),
        session("late", hours="23:45"),
        session("panel", "2023-11-16"),
        session("gala", hours="22:00-02:00"),
    )
    show_day = in_paris(as_of, session=sessions)
    assert [held.session.id for held in show_day.sessions] == expected
    began = [held.half_day for held in show_day.sessions if held.session.date != show_day.date]
    assert began == [None] * len(began)


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"printed": "2023-11-15"}, True),
        ({"printed": "2023-11-14", "describes": day("2023-11-15")}, True),
        ({"printed": "2023-11-16", "describes": day("2023-11-15")}, False),
        ({"known_by": day("2023-11-15")}, False),
        ({"printed": "2023-11-15", "edition": "qatar-2024"}, False),
        ({"printed": "2023-11-15", "edition": None, "show": "paris"}, False),
    ],
)
def test_news_printed_on_the_day_or_written_for_it_is_shown(
    fields: dict[str, Any], *, shown: bool
) -> None:
    item = news("N", **{"edition": "paris-2023", **fields})
    assert in_paris("2023-11-15", item).news == ((item,) if shown else ())


@pytest.mark.parametrize(
    ("as_of", "shown"), [("2023-11-14T23:59+01:00", 0), ("2023-11-15T00:00+01:00", 1)]
)
def test_news_printed_tomorrow_for_the_reader_is_not_shown(as_of: str, shown: int) -> None:
    """At the venue it is that day already; what is known goes by the reader's."""
    announced = notice("2023-01-01", "2023-11-14/2023-11-16", venue="singapore")
    item = news("N", "2023-11-15", edition="asia-2023")
    (show_day,) = today(as_of, show(edition("asia-2023", announced)), printed=[item]).days
    assert (show_day.date, show_day.news) == (day("2023-11-15"), (item,) * shown)


@pytest.mark.parametrize(
    ("editions", "expected"),
    [
        ([held("a-2020", "2020"), held("b-2021", "2021")], ["b-2021"]),  # held
        (  # back to one certainly held
            [
                held("a-2019", "2019"),
                held("b-2020", "2020"),
                held("c-2021", "2021", certainty="inferred"),
                edition("d-2022", notice("2022-01-01", "2022")),
            ],
            ["d-2022", "c-2021", "b-2020"],
        ),
        ([edition("a-2020", notice("2020-01-01", "2020"))], ["a-2020"]),
        (  # three at the most
            [edition(f"a-{year}", notice("2010-01-01", str(year))) for year in range(2018, 2023)],
            ["a-2022", "a-2021", "a-2020"],
        ),
        ([PARIS_2023], []),  # none over
    ],
)
def test_last_goes_back_to_an_edition_certainly_held(
    editions: list[Edition], expected: list[str]
) -> None:
    assert ids(today("2023-06-01", show(*editions)).last) == expected


@pytest.mark.parametrize(
    ("when", "as_of", "expected"),
    [
        ("2019-11-19/2019-11-22", "2026-11-19", ["2019-11-19 1 of 4"]),  # first day
        ("2019-11-19/2019-11-22", "2026-11-23", []),  # day after
        ("2019-11-19/2019-11-22", "2019-11-30", []),  # same year
        ("2019-02-28/2019-03-02", "2024-02-29", []),  # no 29 february that year
        ("2020-02-28/2020-03-01", "2024-02-29", ["2020-02-29 2 of 3"]),  # 29 february
        ("2019-12-30/2020-01-02", "2023-12-31", ["2019-12-31 2 of 4"]),  # end of a year
        ("2019-11-19", "2026-11-19", ["2019-11-19 1 of None"]),  # start
        ("2019-11", "2026-11-19", []),  # month
    ],
)
def test_other_years(when: str, as_of: str, expected: list[str]) -> None:
    file = show(edition("paris-2019", notice("2019-01-01", when, status="held")))
    assert [
        f"{entry.date} {entry.day} of {entry.days}" for entry in today(as_of, file).other_years
    ] == expected


def test_latest_of_other_years_comes_first() -> None:
    file = show(*(held(f"a-{y}", f"{y}-05-01") for y in (2019, 2023, 2021)))
    years = [entry.date.year for entry in today("2026-05-01", file).other_years]
    assert years == [2023, 2021, 2019]


def test_other_years_go_by_the_date_of_the_reader() -> None:
    """At 23:30 in Paris it is already 2 April at the venue in Singapore."""
    file = show(held("asia-2019", "2019-04-01", venue="singapore"))
    (entry,) = today("2026-04-01T23:30+02:00", file).other_years
    assert entry.date == day("2019-04-01")
    assert today(at("2026-04-01T23:30+02:00", SINGAPORE), file).other_years == ()


def test_cancelled_edition_was_not_on_in_other_years() -> None:
    cancelled = notice("2020-02-01", status="cancelled")
    file = show(edition("a-2020", notice("2019-01-01", "2020-05-01"), cancelled))
    assert today("2026-05-01", file).other_years == ()


@pytest.mark.parametrize(
    ("as_of", "parts", "clock"),
    [
        ("2023-11-15", [session("a")], False),  # day with untimed sessions
        ("2023-11-15", [session("a", hours="10:00")], True),  # day with times
        ("2023-11-15T10:20+01:00", (), True),  # moment without sessions
        ("2023-11-20T10:20+01:00", [session("a")], False),  # moment with nothing on
    ],
)
def test_answer_has_a_clock_if_it_has_a_time(
    as_of: str, parts: Sequence[Any], *, clock: bool
) -> None:
    programme = Programme(edition="paris-2023", session=tuple(parts))
    answer = today(as_of, show(PARIS_2023), programme=programme)
    assert answer.has_clock is clock


@pytest.mark.parametrize(
    ("fields", "first", "exact"),
    [
        ({"printed": "2023-11-16"}, "2023-11-16", True),
        ({"known_by": day("2023-11-16")}, "2023-11-16", False),
    ],
)
def test_news_is_known_from_a_day(fields: dict[str, Any], first: str, *, exact: bool) -> None:
    known, item = day(first), news("N", **fields)
    latest = today(first, printed=[item]).latest
    assert latest is not None
    assert (latest.day, latest.exact) == (known, exact)
    assert today(str(known.replace(day=known.day - 1)), printed=[item]).latest is None


def test_latest_news_is_the_newest_and_of_a_day_the_first() -> None:
    items = [
        news("Old", "2023-11-01"),
        news("New", "2023-11-15"),
        news("Also new", "2023-11-15"),
        news("To come", "2023-11-17"),
    ]
    latest = today("2023-11-16", show(PARIS_2023), printed=items).latest
    assert latest == LatestNews(
        day=day("2023-11-15"), exact=True, text="New", edition=None, source=SOURCE
    )


@pytest.mark.parametrize(
    ("title", "edition_id", "text"),
    [
        ("opened", "paris-2023", "Milipol Paris 2023: opened"),  # of an edition
        ("opened", "paris-2031", "opened"),  # of an unknown edition
    ],
)
def test_a_title_without_a_capital_gets_the_name_of_its_edition(
    title: str, edition_id: str | None, text: str
) -> None:
    item = news(title, "2023-11-16", edition=edition_id)
    latest = today("2023-11-16", show(PARIS_2023), printed=[item]).latest
    assert latest is not None
    assert latest.text == text


@pytest.mark.parametrize(
    ("fields", "text"),
    [({"headline": "H", "summary": "S"}, "H"), ({"summary": "S"}, "Milipol Paris 2023: S")],
)
def test_a_notice_with_a_text_is_news(fields: dict[str, Any], text: str) -> None:
    known = notice("by 2023-09-30", "2023-11-14", **fields)
    assert today("2023-10-01", show(edition("paris-2023", known))).latest == LatestNews(
        day=day("2023-09-30"), exact=False, text=text, edition="paris-2023", source=SOURCE
    )


@pytest.mark.parametrize(
    ("fields", "is_shown"),
    [
        ({"show": "paris"}, True),
        ({"edition": "paris-2023"}, True),
        ({"edition": "qatar-2024"}, False),
        ({}, False),
    ],
)
def test_latest_news_is_of_the_shows_asked_for(fields: dict[str, str], *, is_shown: bool) -> None:
    item = news("N", "2023-11-16", **fields)
    latest = today("2023-11-16", printed=[item], shows=["paris"]).latest
    assert (latest is not None) is is_shown
