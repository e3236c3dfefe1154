"""Which figures are news."""

from typing import Any

import pytest

from builders import at, day, edition, notice, show
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.shows import Figure
from milipol_cli.news.query import news
from milipol_cli.news.words import date, headline


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
    answer = news([show(held)], [item], at("2026-06-01"), sources={})
    return [
        f"{date(entry)}: {headline(entry)}"
        for entry in answer.entries
        if entry.kind == "result"
    ]


RESULT = ["9 May 2026: 1,116 visitors"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, RESULT),  # cited by news of something else
        ({"title": "1,116 visitors came"}, []),  # in the title
        ({"summary": "There were 1,116, they say."}, []),  # in the summary
        ({"title": "11,116 visitors"}, RESULT),  # another number
        ({"title": "1,116,000 visitors"}, RESULT),  # a longer number
        ({"title": "1,116.5 m"}, RESULT),  # a broken number
        ({"title": "1,116 visitors", "source": ("other",)}, RESULT),  # other source
        ({"title": "1,116 visitors", "edition": "paris-2024"}, RESULT),
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
        ("by 2026-05-09", False),
        ("by 2026-07-30", False),  # 90 days after the edition
        ("by 2026-07-31", True),
        ("2026-07-31", False),  # its source has a date
    ],
)
def test_older_figures_without_a_day_stand_with_their_edition(
    known: str, *, later: bool
) -> None:
    held = [
        edition(
            "paris-2026", notice("2026-01-01", "2026-05-01"), figure=[figure(9, known)]
        ),
        edition("paris-2027", notice("2026-01-02", "2027-05-01")),
    ]
    answer = news([show(*held)], [], at("2026-08-01"), sources={})
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
