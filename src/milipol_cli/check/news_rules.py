"""What of the news makes no sense, though answers can do with it."""

from collections.abc import Collection, Iterator

from milipol_cli.network.load.findings import Finding, nearest, quoted
from milipol_cli.network.model.news import NewsFile


def news(
    file: NewsFile, shows: Collection[str], editions: Collection[str]
) -> Iterator[Finding]:
    """The items about shows and editions that are not there, or not of one another."""
    for at, item in enumerate(file.news):
        if item.show is not None and item.show not in shows:
            advice = nearest(item.show, shows)
            place = ("news", at, "show")
            yield Finding(place, quoted(item.show), "the id of a show", advice)
        if item.edition is None:
            continue
        place = ("news", at, "edition")
        if item.edition not in editions:
            advice = nearest(item.edition, editions)
            yield Finding(place, quoted(item.edition), "the id of an edition", advice)
        elif item.show is not None and item.edition[:-5] != item.show:
            wanted = f"an edition of {item.show}, or another show"
            yield Finding(place, quoted(item.edition), wanted)
