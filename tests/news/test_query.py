"""Which news there is: of what, since when, and under which name."""

import datetime as dt
from typing import Any

from builders import at, day, edition, news, notice, show
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.model.shows import ShowFile
from milipol_cli.news import query
from milipol_cli.news.fields import ENTRY
from milipol_cli.news.query import News

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


def news_of(
    *items: NewsItem, files: tuple[ShowFile, ...] = (PARIS, QATAR), **options: Any
) -> News:
    """The news as of 16 November 2023."""
    return query.news(files, items, at("2023-11-16"), sources={}, **options)


def test_news_is_of_the_shows_and_editions_asked_for() -> None:
    for asked, ids, reviewed in (
        ((), ["qatar-2024", "paris-2023", "qatar-2022"], "2024-01-01"),
        (("paris",), ["paris-2023"], "2026-11-24"),
        (("paris-2023",), ["paris-2023"], "2026-11-24"),
        (("qatar-2022",), ["qatar-2022"], "2024-01-01"),
        (
            ("qatar", "paris-2023"),
            ["qatar-2024", "paris-2023", "qatar-2022"],
            "2024-01-01",
        ),
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
    assert [(entry.text, entry.name) for entry in answer.entries] == [
        ("new", "Milipol Paris"),
        ("old", None),
    ]
    assert [(entry.text, entry.name) for entry in answer.undated] == [
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


def test_news_of_a_show_has_the_latest_name_that_became_known() -> None:
    """As the title does; the next edition was announced under the name before."""
    file = show(
        edition("paris-2021", notice("2021-10-19", "2021-10-19", "held", name="Expo")),
        edition("paris-2025", notice("2021-01-01", "2025", name="Fair")),
    )
    item = news("of a show", "2023-11-15", show="paris")
    answer = news_of(item, files=(file,), ids=("paris",))
    assert answer.about == ("Expo",)
    assert (answer.entries[0].text, answer.entries[0].name) == ("of a show", "Expo")
