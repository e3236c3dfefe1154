"""Which news there is: of what, since when, under which name, and which figures."""

import datetime as dt
from typing import Any

import pytest

from builders import at, catalog, day, edition, news, notice, show
from milipol_cli.commands.news import query
from milipol_cli.commands.news.fields import ENTRY
from milipol_cli.commands.news.query import News
from milipol_cli.commands.news.words import date, text
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.shows import Figure, ShowFile

PARIS = show(
    edition("paris-2021", notice("2021-01-01", "2021-10-19/2021-10-22")),
    edition("paris-2023", notice("2022-01-01", "2023-11-14/2023-11-17")),
    edition("paris-2025", notice("2023-11-17", "2025-11-18/2025-11-21")),
)
QATAR = show(
    edition("qatar-2022", notice("2021-06-01", "2022-05-24/2022-05-26")),
    edition("qatar-2024", notice("2023-11-10", "2024-10-29/2024-10-31")),
    name="Milipol Qatar",
    reviewed=dt.date(2024, 1, 1),
)


def news_of(*items: NewsItem, files: tuple[ShowFile, ...] = (PARIS, QATAR), **options: Any) -> News:
    """The news as of 16 November 2023."""
    return query.news(catalog(*files, printed=items), at("2023-11-16"), **options)


def test_news_is_of_the_shows_and_editions_asked_for() -> None:
    for asked, ids, reviewed in (
        ((), ["qatar-2024", "paris-2023", "qatar-2022"], "2024-01-01"),
        (("paris",), ["paris-2023"], "2026-11-24"),
        (("paris-2023",), ["paris-2023"], "2026-11-24"),
        (("qatar-2022",), ["qatar-2022"], "2024-01-01"),
        (("qatar", "paris-2023"), ["qatar-2024", "paris-2023", "qatar-2022"], "2024-01-01"),
    ):
        answer = news_of(ids=asked, since=day("2021-05-01"))
        assert [entry.edition for entry in answer.entries] == ids
        assert answer.reviewed == day(reviewed)
    assert news_of(files=()).reviewed is None


def test_an_unknown_outcome_is_reported_for_its_edition_and_since_its_end() -> None:
    """No source reports that the editions of 2021 and 2022 were held."""
    for options, ids in (
        ({"since": day("2022-05-26")}, ["qatar-2022"]),
        ({"since": day("2022-05-27")}, []),
        ({"ids": ("paris",)}, ["paris-2021"]),
        ({"ids": ("qatar-2024",)}, []),
    ):
        answer = news_of(**options)
        assert [edition.id for edition in answer.outcome_unknown] == ids


def test_items_that_are_not_published_yet_are_left_out() -> None:
    answer = news_of(
        news("to come", "2023-11-17"),
        news("old", "2023-11-15"),
        news("new", "2023-11-16", edition="paris-2023"),
        news("of a show", known_by=day("2023-11-16"), show="qatar"),
        since=day("2023-11-12"),
    )
    assert [(text(entry), entry.name) for entry in answer.entries] == [
        ("new", "Milipol Paris"),
        ("old", None),
    ]
    assert [(text(entry), entry.name) for entry in answer.undated] == [
        ("of a show", "Milipol Qatar")
    ]


def test_precision_says_how_exactly_a_day_is_known() -> None:
    """Undated items have the day by which they were published."""
    answer = news_of(
        news("printed", "2023-11-15"),
        news("of a month", month="2023-10"),
        news("undated", known_by=day("2023-11-14")),
        files=(show(edition("paris-2023", notice("by 2023-11-13", "2023-11-14"))),),
    )
    rows = ENTRY.rows((*answer.entries, *answer.undated))
    assert [(row["text"], str(row["date"]), row["precision"]) for row in rows] == [
        ("printed", "2023-11-15", "day"),
        ("from 14 November 2023", "2023-11-13", "by"),
        ("of a month", "2023-10-31", "month"),
        ("undated", "2023-11-14", "none"),
    ]


def figure(value: int, known: str = "2026-05-09", **fields: Any) -> Figure:
    """A counted number of visitors, unless `fields` say otherwise."""
    made_known = "known_by" if known.startswith("by ") else "known"
    values = {
        "measure": "visitors",
        "kind": "counted",
        "source": ("gazette",),
        made_known: day(known.removeprefix("by ")),
    }
    return Figure(value=value, **{**values, **fields})


def results(*figures: Figure, title: str = "opened", **fields: Any) -> list[str]:
    """The results in the news beside one news item, newest first."""
    held = edition("paris-2026", notice("2026-01-01", "2026-05-01"), figure=figures)
    values = {
        "edition": "paris-2026",
        "printed": day("2026-05-01"),
        "source": ("gazette",),
        "summary": "A minister came.",
    }
    item = NewsItem(id="item", title=title, **{**values, **fields})
    answer = query.news(catalog(show(held), printed=[item]), at("2026-06-01"))
    return [f"{date(entry)}: {text(entry)}" for entry in answer.entries if entry.kind == "result"]


RESULT = ["9 May 2026: 1,116 visitors"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, RESULT),  # cited by news of something else
        ({"title": "1,116 visitors came"}, []),  # in the title
        ({"summary": "There were 1,116, they say."}, []),  # in the summary
        ({"title": "11,116 visitors"}, RESULT),  # another number
        ({"title": "1,116.5 m"}, RESULT),  # a broken number
        ({"title": "1,116 visitors", "source": ("other",)}, RESULT),  # other source
        ({"title": "1,116 visitors", "printed": day("2026-06-02")}, RESULT),
    ],
)
def test_a_figure_is_news_unless_a_news_item_has_it(
    fields: dict[str, Any], expected: list[str]
) -> None:
    assert results(figure(1116), **fields) == expected


@pytest.mark.parametrize(
    ("known", "later"),
    [
        ("by 2026-07-30", False),  # 90 days after the edition
        ("by 2026-07-31", True),
        ("2026-07-31", False),  # its source has a date
    ],
)
def test_older_figures_without_a_day_stand_with_their_edition(known: str, *, later: bool) -> None:
    held = [
        edition("paris-2026", notice("2026-01-01", "2026-05-01"), figure=[figure(9, known)]),
        edition("paris-2027", notice("2026-01-02", "2027-05-01")),
    ]
    answer = query.news(catalog(show(*held)), at("2026-08-01"))
    at_end = [entry for entry in answer.newest_first if entry.is_found_later]
    assert at_end == (list(answer.newest_first[-1:]) if later else [])
    days = {entry.shown_day for entry in answer.entries if entry.kind == "result"}
    assert days == {day("2026-05-01" if later else known.removeprefix("by "))}


def test_results_of_a_day_are_one_entry_and_each_is_reported_once() -> None:
    assert results(
        figure(5, "by 2026-05-09", measure="exhibitors"),
        figure(9, "2026-05-09"),
        figure(7, "2026-05-09", measure="countries"),
        figure(9, "2026-05-12", source=("later",)),
        figure(10, "2026-05-12"),
        figure(99, "2026-07-01"),
        figure(12, "2026-05-12", kind="expected"),
    ) == [
        "12 May 2026: 10 visitors",
        "by 9 May 2026: 5 exhibitors",
        "9 May 2026: 9 visitors, 7 countries",
    ]
