"""The latest news: its day and its text."""

from typing import Any

import pytest

from builders import SOURCE, day, edition, news, notice, show, today
from milipol_cli.network.as_of import AsOf
from milipol_cli.network.model.news import NewsItem
from milipol_cli.network.news_items import show_of
from milipol_cli.today.latest_news import LatestNews

PARIS_2023 = edition("paris-2023", notice("2023-09-30", "2023-11-14/2023-11-17"))


def latest(as_of: str | AsOf, *printed: NewsItem, **kwargs: Any) -> LatestNews | None:
    """The latest news with Milipol Paris 2023 among the editions."""
    return today(as_of, show(PARIS_2023), printed=printed, **kwargs).latest


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param(news("N", "2023-11-16"), True, id="printed"),
        pytest.param(news("N", known_by=day("2023-11-16")), False, id="out-by"),
        pytest.param(news("N", month="2023-10"), False, id="month"),
    ],
)
def test_latest_news_says_whether_its_day_is_exact(
    item: NewsItem, *, expected: bool
) -> None:
    found = latest("2023-11-16", item)
    assert found is not None
    assert found.exact is expected


@pytest.mark.parametrize(
    ("item", "first"),
    [
        pytest.param(news("N", "2023-11-16"), "2023-11-16", id="day-it-was-printed"),
        pytest.param(
            news("N", known_by=day("2023-11-16")),
            "2023-11-16",
            id="latest-possible-day",
        ),
        pytest.param(news("N", month="2023-02"), "2023-02-28", id="end-of-its-month"),
        pytest.param(
            news("N", "2023-11-16", describes=day("2023-11-14")),
            "2023-11-16",
            id="day-printed-not-described",
        ),
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
    found = latest("2023-11-16", *items)
    assert found == LatestNews(
        day=day("2023-11-15"), exact=True, text="new", edition=None, source=SOURCE
    )


@pytest.mark.parametrize(
    ("title", "edition_id", "text"),
    [
        pytest.param("Opened", "paris-2023", "Opened", id="with-a-capital"),
        pytest.param(
            "opened", "paris-2023", "Milipol Paris 2023: opened", id="of-an-edition"
        ),
        pytest.param("opened", "paris-2031", "opened", id="of-an-unknown-edition"),
        pytest.param("opened", None, "opened", id="of-no-edition"),
        pytest.param("2 days", "paris-2023", "2 days", id="begins-with-a-number"),
    ],
)
def test_a_title_without_a_capital_gets_the_name_of_its_edition(
    title: str, edition_id: str | None, text: str
) -> None:
    found = latest("2023-11-16", news(title, "2023-11-16", edition=edition_id))
    assert found is not None
    assert found.text == text


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        pytest.param({"headline": "H", "summary": "S"}, "H", id="headline"),
        pytest.param({"summary": "S"}, "Milipol Paris 2023: S", id="summary"),
    ],
)
def test_a_notice_with_a_text_is_news(fields: dict[str, Any], text: str) -> None:
    known = notice("by 2023-09-30", "2023-11-14", **fields)
    found = today("2023-10-01", show(edition("paris-2023", known))).latest
    assert found == LatestNews(
        day=day("2023-09-30"),
        exact=False,
        text=text,
        edition="paris-2023",
        source=SOURCE,
    )


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        pytest.param({"show": "paris"}, True, id="of-the-show"),
        pytest.param({"edition": "paris-2023"}, True, id="of-its-edition"),
        pytest.param({"show": "qatar"}, False, id="of-another-show"),
        pytest.param({"edition": "qatar-2024"}, False, id="of-another-edition"),
        pytest.param({"edition": "paris-north-2024"}, False, id="of-a-longer-id"),
        pytest.param({}, False, id="of-no-show"),
    ],
)
def test_latest_news_is_of_the_shows_asked_for(
    fields: dict[str, str], *, found: bool
) -> None:
    item = news("N", "2023-11-16", **fields)
    assert (latest("2023-11-16", item, shows=["paris"]) is not None) is found


def test_a_show_whose_id_has_a_hyphen_has_its_news() -> None:
    for fields in ({"edition": "asia-pacific-2024"}, {"show": "asia-pacific"}):
        assert show_of(news("N", "2023-11-16", **fields)) == "asia-pacific"
    assert show_of(news("N", "2023-11-16")) is None
