"""The page of all news, by year."""

import itertools

from milipol_cli.look.words.dates import joined
from milipol_cli.news.words import outcome_unknown
from milipol_cli.publish import paths
from milipol_cli.publish.pages.html import element, paragraphs, section
from milipol_cli.publish.pages.page import Page, Section, link, whole
from milipol_cli.publish.pages.parts import news_list, news_rows
from milipol_cli.publish.pages.show import ABOVE
from milipol_cli.publish.query import Publication


def news_page(publication: Publication) -> Page:
    """The page."""
    path, answer = paths.NEWS, publication.news
    years = itertools.groupby(answer.entries, key=lambda entry: entry.day.year)
    return Page(
        path,
        f"{joined(answer.about) or 'Milipol'} news",
        ABOVE,
        element("p", link(path, paths.NEWS_FEED, "Subscribe to the feed (Atom)")),
        [
            *(
                Section(str(year), news_rows(path, entries, publication), news_list)
                for year, entries in years
            ),
            Section(
                "Without a date",
                news_rows(path, answer.undated, publication),
                news_list,
            ),
            whole(
                section(
                    "Outcome not known",
                    paragraphs(map(outcome_unknown, answer.outcome_unknown)),
                )
            ),
        ],
    )
