"""Which figures are told in the news as results."""

from typing import Any

import pytest

from builders import at, day, edition, notice, show
from milipol_cli.network.load import Catalog
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.shows import Figure
from milipol_cli.news import words
from milipol_cli.news.query import news


def figure(value: int, known: str = "2026-05-09", **fields: Any) -> Figure:
    """A number of visitors that were counted, unless `fields` say otherwise."""
    made_known = "known_by" if known.startswith("by ") else "known"
    given = {
        "measure": "visitors",
        "kind": "counted",
        "source": ("gazette",),
        made_known: day(known.removeprefix("by ")),
    }
    return Figure(value=value, **{**given, **fields})


def results(*figures: Figure, title: str = "opened", **fields: Any) -> list[str]:
    """The results told beside one news item, newest first."""
    held = edition("paris-2026", notice("2026-01-01", "2026-05-01"), figure=figures)
    given = {
        "edition": "paris-2026",
        "printed": day("2026-05-01"),
        "source": ("gazette",),
        "summary": "A minister came.",
    }
    item = NewsItem(id="item", title=title, **{**given, **fields})
    answer = news([show(held)], [item], at("2026-06-01"), sources={})
    return [
        f"{words.date(entry)}: {words.what(entry)}"
        for entry in answer.entries
        if entry.kind == "result"
    ]


FOUND = ["9 May 2026: 1,116 visitors"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({}, FOUND, id="cited-by-news-of-something-else"),
        pytest.param({"title": "1,116 visitors came"}, [], id="in-the-title"),
        pytest.param(
            {"summary": "There were 1,116, says one."}, [], id="in-the-summary"
        ),
        pytest.param({"title": "11,116 visitors"}, FOUND, id="another-number"),
        pytest.param({"title": "1,116,000 visitors"}, FOUND, id="a-longer-number"),
        pytest.param({"title": "1,116.5 m"}, FOUND, id="a-broken-number"),
        pytest.param(
            {"title": "1,116 visitors", "source": ("other",)}, FOUND, id="other-source"
        ),
        pytest.param(
            {"title": "1,116 visitors", "edition": "paris-2024"},
            FOUND,
            id="of-another-edition",
        ),
        pytest.param(
            {"title": "1,116 visitors", "printed": day("2026-06-02")},
            FOUND,
            id="not-out-yet",
        ),
    ],
)
def test_a_figure_is_a_result_unless_a_news_item_tells_it(
    fields: dict[str, Any], expected: list[str]
) -> None:
    assert results(figure(1116), **fields) == expected


def test_results_of_a_day_stand_together_and_each_once() -> None:
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


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("qatar-2022", "11,500 visitors, 389 officials, QAR 592,000,000 in deals"),
        ("qatar-2018", "8,000+ visitors, QAR 527,500,000 in deals"),
        ("qatar-2016", "6,538 visitors"),
        ("qatar-2012", "265 exhibitors, 38 to 40 countries"),
        ("qatar-2000", "169 exhibitors, 30+ countries"),
        ("qatar-1998", "about USD 800,000,000 in deals"),
        ("qatar-1996", "USD 200,000,000 in deals"),
        ("paris-2011", "27,243 visitors"),
        ("asia-pacific-2026", "350+ exhibitors"),
        ("asia-pacific-2019", "300+ exhibitors"),
        ("india-2023", "150+ exhibitors"),
    ],
)
def test_results_of_the_network(bundle: Catalog, name: str, said: str) -> None:
    answer = news(bundle.shows, bundle.news, at("2026-11-24"), sources={})
    told = [
        words.what(entry)
        for entry in answer.entries
        if (entry.edition, entry.kind) == (name, "result")
    ]
    assert any(said in one for one in told)
