"""The page of all news, by year."""

import itertools

from milipol_cli.look.words.dates import joined
from milipol_cli.news.words import OLDER, outcome_unknown
from milipol_cli.publish import paths
from milipol_cli.publish.pages.html import element, paragraphs, section
from milipol_cli.publish.pages.page import Page, link, whole
from milipol_cli.publish.pages.parts import above, news_section
from milipol_cli.publish.query import Publication


def news_page(publication: Publication) -> Page:
    """The page."""
    path, answer = paths.NEWS, publication.news
    older = [entry for entry in answer.entries if entry.is_found_later]
    news = answer.entries[: len(answer.entries) - len(older)]
    years = itertools.groupby(news, key=lambda entry: entry.day.year)
    return Page(
        path,
        f"{joined(answer.about) or 'Milipol'} news",
        above(),
        element("p", link(path, paths.NEWS_FEED, "Subscribe to the feed (Atom)")),
        [
            *(
                news_section(str(year), path, entries, publication)
                for year, entries in years
            ),
            news_section(OLDER, path, older, publication),
            news_section("Without a date", path, answer.undated, publication),
            whole(
                section(
                    "Outcome not known",
                    paragraphs(map(outcome_unknown, answer.outcome_unknown)),
                )
            ),
        ],
    )
