"""The latest news: its day and its text."""

from typing import Any

import pytest

from builders import SOURCE, day, edition, news, notice, show, today
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.news import NewsItem
from milipol_cli.today.latest_news import LatestNews

PARIS_2023 = edition("paris-2023", notice("2023-09-30", "2023-11-14/2023-11-17"))


def latest(as_of: str | AsOf, *printed: NewsItem, **kwargs: Any) -> LatestNews | None:
    """The latest news with Milipol Paris 2023 among the editions."""
    return today(as_of, show(PARIS_2023), printed=printed, **kwargs).latest


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (news("N", "2023-11-16"), True),  # printed
        (news("N", known_by=day("2023-11-16")), False),  # out by
        (news("N", month="2023-10"), False),  # month
    ],
)
def test_latest_news_says_whether_its_day_is_exact(
    item: NewsItem, *, expected: bool
) -> None:
    latest_news = latest("2023-11-16", item)
    assert latest_news is not None
    assert latest_news.exact is expected


@pytest.mark.parametrize(
    ("item", "first"),
    [
        (news("N", "2023-11-16"), "2023-11-16"),  # day it was printed
        (news("N", known_by=day("2023-11-16")), "2023-11-16"),  # latest possible day
        (news("N", month="2023-02"), "2023-02-28"),  # end of its month
        (news("N", "2023-11-16", describes=day("2023-11-14")), "2023-11-16"),
    ],
)
def test_news_is_known_from(item: NewsItem, first: str) -> None:
    known = latest(first, item)
    assert known is not None
    assert known.day == day(first)
    assert latest(str(day(first).replace(day=day(first).day - 1)), item) is None


def test_latest_news_is_the_newest_and_of_a_day_the_first() -> None:
    items = (
        news("old", "2023-11-01"),
        news("new", "2023-11-15"),
        news("also new", "2023-11-15"),
        news("to come", "2023-11-17"),
    )
    latest_news = latest("2023-11-16", *items)
    assert latest_news == LatestNews(
        day=day("2023-11-15"), exact=True, text="new", edition=None, source=SOURCE
    )


@pytest.mark.parametrize(
    ("title", "edition_id", "text"),
    [
        ("Opened", "paris-2023", "Opened"),  # with a capital
        ("opened", "paris-2023", "Milipol Paris 2023: opened"),  # of an edition
        ("opened", "paris-2031", "opened"),  # of an unknown edition
        ("opened", None, "opened"),  # of no edition
        ("2 days", "paris-2023", "2 days"),  # begins with a number
    ],
)
def test_a_title_without_a_capital_gets_the_name_of_its_edition(
    title: str, edition_id: str | None, text: str
) -> None:
    latest_news = latest("2023-11-16", news(title, "2023-11-16", edition=edition_id))
    assert latest_news is not None
    assert latest_news.text == text


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"headline": "H", "summary": "S"}, "H"),  # headline
        ({"summary": "S"}, "Milipol Paris 2023: S"),  # summary
    ],
)
def test_a_notice_with_a_text_is_news(fields: dict[str, Any], text: str) -> None:
    known = notice("by 2023-09-30", "2023-11-14", **fields)
    latest_news = today("2023-10-01", show(edition("paris-2023", known))).latest
    assert latest_news == LatestNews(
        day=day("2023-09-30"),
        exact=False,
        text=text,
        edition="paris-2023",
        source=SOURCE,
    )


@pytest.mark.parametrize(
    ("fields", "is_shown"),
    [
        ({"show": "paris"}, True),  # of the show
        ({"edition": "paris-2023"}, True),  # of its edition
        ({"show": "qatar"}, False),  # of another show
        ({"edition": "qatar-2024"}, False),  # of another edition
        ({"edition": "paris-north-2024"}, False),  # of a longer id
        ({}, False),  # of no show
    ],
)
def test_latest_news_is_of_the_shows_asked_for(
    fields: dict[str, str], *, is_shown: bool
) -> None:
    item = news("N", "2023-11-16", **fields)
    assert (latest("2023-11-16", item, shows=["paris"]) is not None) is is_shown


def test_a_show_whose_id_has_a_hyphen_has_its_news() -> None:
    for fields in ({"edition": "asia-pacific-2024"}, {"show": "asia-pacific"}):
        assert news("N", "2023-11-16", **fields).show_id == "asia-pacific"
    assert news("N", "2023-11-16").show_id is None
